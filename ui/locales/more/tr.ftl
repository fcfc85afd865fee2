app-name = Hayloft
apps = Uygulamalar
app-mail = Posta
app-mail-unread = Posta, { $n } okunmamış
home = Ana sayfa
skip = İçeriğe geç
sidebar = Posta klasörleri
loading = Yükleniyor
close = Kapat
cancel = İptal
retry = Yeniden dene
more = Daha fazla
or = veya
refresh = Yeni posta denetle
dismiss = Kapat
notices = Bildirimler

## Signing in

sign-in-title = Hayloft’ta oturum açın
sign-in-login = E-posta adresi
sign-in-password = Parola
show-password = Parolayı göster
hide-password = Parolayı gizle
sign-in = Oturum aç
signing-in = Oturum açılıyor…
sign-in-empty = E-posta adresinizi ve parolanızı girin.
sign-in-wrong = E-posta adresi veya parola yanlış.
sign-in-offline = Sunucuya ulaşılamıyor. Bağlantınızı denetleyip yeniden deneyin.
sign-in-server = Sunucu şu anda yanıt veremedi. Biraz sonra yeniden deneyin.
sign-in-throttled = Çok fazla deneme yapıldı. { $n ->
    [one] Bir saniye
   *[other] { $n } saniye
  } sonra yeniden deneyin.
sign-in-throttled-minutes = Çok fazla deneme yapıldı. { $n } dakika sonra yeniden deneyin.
# sign-in-by-password = Sign in with a password
# look-help = Help
signed-out-title = Yeniden oturum açın
signed-out-text = Oturumunuz sona erdi. Yazdıklarınız kaybolmadı: oturum açıp devam edin.
sign-out = Oturumu kapat
sign-out-everywhere = Her yerde oturumu kapat
sign-out-failed = Oturum kapatılamadı: sunucuya ulaşılamıyor. Oturumunuz hâlâ açık.
account-of = { $initials }, { $name } hesabı
start-failed = Hayloft başlatılamadı
start-offline = Sunucuya ulaşılamıyor. Bağlantınızı denetleyin.
start-error = Sunucu bir hatayla yanıt verdi. { $why }

## Appearance and live state

theme = Tema
theme-system = Sistem
theme-light = Açık
theme-dark = Koyu
live-live = Canlı
live-live-title = Değişiklikler anında gelir
live-connecting = Bağlanıyor
live-connecting-title = Sunucuya bağlanılıyor
live-offline = Çevrimdışı
live-offline-title = Bağlantı yok; yeniden deneniyor

## Folders

folders = Klasörler
folder-inbox = Gelen Kutusu
folder-starred = Yıldızlı
folder-snoozed = Ertelenen
folder-scheduled = Zamanlanan
folder-sent = Gönderilen
folder-drafts = Taslaklar
folder-archive = Arşiv
folder-junk = Gereksiz
folder-trash = Çöp Kutusu
folder-unread = okunmamış
folder-messages = toplam
folder-missing = Bu klasör artık yok.

## List

conversations-region = Görüşmeler
conversations = { $n ->
    [one] 1 görüşme
   *[other] { $n } görüşme
  }
conversation-actions = Görüşme işlemleri
quick-filters = Hızlı filtreler
filter-all = Tümü
filter-unread = Okunmamış
filter-starred = Yıldızlı
filter-files = Dosyalı
search-title = Arama
search-placeholder = Postada ara
clear-search = Aramayı temizle
show-all = Tümünü göster
empty-inbox = Gelen kutunuz boş. Yeni postalar burada kendiliğinden görünür.
empty-folder = Burada bir şey yok.
empty-starred = Yıldızlı bir şey yok. Bir görüşmeyi sonra burada bulmak için S tuşuna basın.
empty-search = “{ $q }” için bir şey bulunamadı. Gereksiz ve Çöp Kutusu aranmadı; oralarda da aramak için in:anywhere ekleyin.
empty-unread = Okunmamış bir şey yok.
empty-files = Dosyalı bir şey yok.
list-offline = Liste yüklenemiyor: sunucuyla bağlantı yok.
list-failed = Liste yüklenemiyor. { $why }
no-subject = (konu yok)
no-recipient = (alıcı yok)
unknown-sender = (bilinmeyen gönderen)
you = siz
you-start = Siz
to-people = Kime: { $names }
draft-mark = Taslak
row-unread = okunmamış
row-count = { $n } ileti
row-starred = yıldızlı
row-files = dosyalı
row-answered = yanıtlandı
row-failed = değişiklik reddedildi: { $why }
selected = { $n } seçildi
selection-actions = Seçim için işlemler
move-to = Şuraya taşı
find-folder = Klasör bul

## Conversation

conversation = Görüşme
nothing-open = Burada okumak için bir görüşme seçin.
conversation-offline = Görüşme yüklenemiyor: sunucuyla bağlantı yok.
conversation-failed = Görüşme yüklenemiyor. { $why }
conversation-gone = Bu görüşme artık yok.
earlier-messages = Daha önceki { $n } ileti
position = { $n } / { $total }
newer = Daha yeni
older = Daha eski
not-junk = Gereksiz değil
reply-hint = Yanıtla…
reply-everyone = Herkesi yanıtla…
message-from = { $name } adlı kişiden ileti
message-actions = İleti işlemleri
message-body = İleti metni
message-failed = Bu ileti gösterilemiyor. Menüden indirebilirsiniz.
fold-message = İletiyi daralt
star-message = İletiye yıldız ekle
unstar-message = Yıldızı kaldır
download-message = İletiyi indir
to-list = alıcı: { $names }
to-some = alıcı: { $names } ve { $n } kişi daha
to-nobody = alıcı belirtilmemiş
quoted-text = Alıntılanan metin
images-blocked = Gizliliğinizi korumak için uzak görseller engellendi.
light-card = Bu ileti açık renkli sayfa için hazırlanmış.
darken = Koyulaştır
as-sent = Gönderildiği gibi
body-truncated = Bu ileti çok uzun; kalanı indirilen iletide.
attachments = { $n ->
    [one] 1 ek
   *[other] { $n } ek
  }
unnamed-file = Adsız dosya
download-file = İndir: { $name }
draft-here = Bu bir taslak. Yalnızca siz görebilirsiniz.
continue-writing = Yazmaya devam et

## What was done

archived = { $n ->
    [one] Görüşme arşivlendi
   *[other] { $n } görüşme arşivlendi
  }
trashed = { $n ->
    [one] Görüşme Çöp Kutusu’na taşındı
   *[other] { $n } görüşme Çöp Kutusu’na taşındı
  }
draft-trashed = { $n ->
    [one] Taslak Çöp Kutusu’na taşındı
   *[other] { $n } taslak Çöp Kutusu’na taşındı
  }
junked = { $n ->
    [one] Görüşme Gereksiz klasörüne taşındı
   *[other] { $n } görüşme Gereksiz klasörüne taşındı
  }
unjunked = { $n ->
    [one] Gereksiz değil: görüşme yeniden gelen kutusunda
   *[other] Gereksiz değil: { $n } görüşme yeniden gelen kutusunda
  }
moved = { $n ->
    [one] Görüşme taşındı: { $folder }
   *[other] { $n } görüşme taşındı: { $folder }
  }
marked-read = { $n ->
    [one] Okundu olarak işaretlendi
   *[other] { $n } görüşme okundu olarak işaretlendi
  }
marked-unread = { $n ->
    [one] Okunmadı olarak işaretlendi
   *[other] { $n } görüşme okunmadı olarak işaretlendi
  }
destroyed = { $n ->
    [one] Görüşme silindi
   *[other] { $n } görüşme silindi
  }
destroy-title = { $n ->
    [one] Bu görüşme kalıcı olarak silinsin mi?
   *[other] { $n } görüşme kalıcı olarak silinsin mi?
  }
destroy-text = Sunucudan kaldırılır ve geri getirilemez.
destroy-yes = Kalıcı olarak sil
undo = Geri al
undone = Geri alındı
undo-spoken = { $text }. Geri almak için Z.
failed-offline = Sunucuyla bağlantı yok. Hiçbir şey değiştirilmedi.
failed-change = Sunucu bunu reddetti, bu yüzden geri alındı. { $why }
# why-offline = The server cannot be reached.
# why-busy = The server is busy. Try again in a moment.
# why-server = Something went wrong at the server. Try again later.
# why-unavailable = Another server that is needed for this cannot be reached now.
# why-forbidden = You may not do this.
# why-gone = It is not there any more.
# why-exists = There is one of this name already.
# why-changed = It was changed elsewhere in the meantime.
# why-used = It is still in use.
# why-messages = There are messages in it.
# why-invalid = The server does not take it like this.
# why-invalid-in = Not as it should be: { $what }.
# why-missing = Something is missing.
# why-missing-in = Missing: { $what }.
# why-address = This is not an email address.
# why-nobody = There is no such person or group here.
# why-search = The server cannot search for this.
# why-full = There is no room for more.
# why-mailbox-full = Your mailbox is full.
# why-large = It is too large.
# why-often = That was too much in a short time. Try again later.
# why-much = That is too much at once.
# why-labels = It would have too many labels.
# why-folders = It would be in too many folders.
# why-no-message = This is not a message.
# why-redirect = Each address is a whole one that begins with https://.
# why-client = It is not registered here.
# why-client-address = The address that it wants you to go back to is not registered here.
# why-provider = The provider did not sign you in.
# why-provider-wrong = What came back does not prove that it is from the provider.
# why-provider-mailbox = There is no mailbox here for the address that the provider tells.
# why-provider-address = The provider tells no address of yours that it has verified.
# why-provider-other = That mailbox does not belong to this sign-in at the provider.
# why-recipients-many = There are too many recipients.
# why-recipients-none = There is no recipient.
# why-recipients = The server does not accept { $what }.
# why-from = You may not send from this address.
# why-sending = You may not send now.
# why-sent = It has been sent already.
# why-receipt-sent = The receipt has been sent already.
# why-sieve = There is a mistake in the script: { $what }
# why-sieve-active = The script is in use.
# why-list-not-offered = The message does not offer it.
# why-list-ambiguous = The message names more than one address for it.
# why-list-unsigned = Nothing proves that the address belongs to the list.
# why-password-length = It needs at least { $n } characters.
# why-password-long = It is too long.
# why-password-letter = It needs a letter.
# why-password-cases = It needs small and capital letters.
# why-password-digit = It needs a digit.
# why-password-special = It needs a character that is neither a letter nor a digit.
# why-password-common = Too many people use it, so it would be guessed first.
# why-password-same = It is the password that you have now.
# why-password-old = The password until now is wrong.
no-folder = { $role } klasörü yok.
arrived = Yeni ileti, { $from }: { $subject }
arrived-many = { $n } yeni ileti

## Writing

compose-new = Yeni ileti
compose-reply = Yanıt
compose-forward = İletme
compose-draft = Taslak
compose-window = Yazılmakta olan ileti
from = Gönderen
to = Kime
cc = Bilgi
bcc = Gizli
reply-to = Yanıt adresi
subject = Konu
date = Tarih
message-text = İletinizin metni
wrote = { $date } tarihinde { $name } yazdı:
forwarded-head = ---------- İletilen ileti ----------
draft-saved = Taslak kaydedildi { $time }
draft-saving = Kaydediliyor…
draft-failed = Taslak kaydedilemedi; yeniden deneniyor
draft-discarded = Taslak silindi
draft-gone = Bu taslak artık yok.
close-draft = Kapat, taslağı sakla
minimise = Küçült
full-screen = Tam ekran
smaller = Daha küçük
discard = Taslağı sil
attach = Dosya ekle
remove-file = Kaldır: { $name }
uploading = Yükleniyor: { $name }
upload-failed = Yükleme başarısız
file-too-large = Bu sunucu için çok büyük
remove-recipient = Kaldır: { $name }
recipient-removed = { $name } kaldırıldı
suggestions = Öneriler
send = Gönder
send-anyway = Yine de gönder
send-hint = Ctrl Enter gönderir
sending = Gönderiliyor…
sent = İleti gönderildi
sent-not-moved = İleti gönderildi ama hâlâ Taslaklar klasöründe. { $why }
send-failed = Gönderilmedi. { $why }
send-failed-offline = Gönderilmedi: sunucuyla bağlantı yok. İleti burada kalıyor.
send-failed-files = Gönderilmedi: bir dosya yüklenemedi. Yeniden deneyin veya dosyayı kaldırın.
send-failed-address = “{ $text }” bir e-posta adresi değil.
send-failed-norecipients = En az bir alıcı ekleyin.
send-not-ready = Gönderilmedi: { $person } için Taslaklar klasörü veya kimlik yok.

## Leaving

leave-title = Bu bağlantı başka bir yere gidiyor
leave-text = Metninde bir site yazıyor ama başka birine götürüyor. Yalnızca bu yeri tanıyorsanız devam edin:
leave-bad = Bu bağlantı açılamıyor.
leave-back = Postama dön
leave-go = Yine de aç

## Keyboard

scope-everywhere = Her yerde
scope-list = Liste
scope-conversation = Görüşme veya seçim
scope-composer = Yazma
single-keys = Tek tuşlar Ctrl olmadan çalışır
cmd-help = Yardım ve klavye kısayolları
cmd-search = Ara
cmd-compose = Yeni ileti
cmd-undo = Geri al
cmd-go-inbox = Gelen Kutusu’na git
cmd-go-starred = Yıldızlı’ya git
cmd-go-sent = Gönderilen’e git
cmd-go-drafts = Taslaklar’a git
cmd-go-archive = Arşiv’e git
cmd-next = Sonraki görüşme
cmd-previous = Önceki görüşme
cmd-open = Görüşmeyi aç
cmd-back = Listeye dön
cmd-select = Seç
cmd-select-all = Tümünü seç
cmd-select-none = Seçimi kaldır
cmd-select-read = Okunmuşları seç
cmd-select-unread = Okunmamışları seç
cmd-select-starred = Yıldızlıları seç
cmd-select-down = Seçimi aşağı genişlet
cmd-select-up = Seçimi yukarı genişlet
cmd-archive = Arşivle
cmd-delete = Sil
cmd-junk = Gereksiz
cmd-star = Yıldız ekle
cmd-move = Taşı…
cmd-read = Okundu olarak işaretle
cmd-unread = Okunmadı olarak işaretle
cmd-unread-from = Buradan itibaren okunmadı olarak işaretle
cmd-archive-newer = Arşivle ve daha yeniye git
cmd-archive-older = Arşivle ve daha eskiye git
cmd-reply = Yanıtla
cmd-reply-all = Tümünü yanıtla
cmd-forward = İlet
cmd-next-message = Sonraki ileti
cmd-previous-message = Önceki ileti
cmd-unfold = Tüm iletileri genişlet
cmd-fold = Tüm iletileri daralt
cmd-up = Bir düzey yukarı
key-send = Gönder
key-cc = Bilgi alanını göster
key-bcc = Gizli alanını göster
key-close-draft = Kapat, taslak saklanır

## Reading, beyond the text

settings = Ayarlar
chunk-failed = Bu bölüm yüklenemedi. Bağlantıyı denetleyip yeniden deneyin.
ok = Tamam
copy = Kopyala
copied = Kopyalandı
verified = Doğrulanmış gönderen
verified-why = { $domain } bu iletiyi imzaladı ve sunucumuz imzayı denetledi.
unverified = Doğrulanmadı
unverified-why = Sunucumuz, iletiyi bu adresin gönderdiğine dair kanıt bulamadı.
# signed = Signed
# signed-why = { $email } signed this message with a certificate of their own; it was not changed since.
# signed-not = Signature not valid
warn-failed = Bu ileti gönderen denetiminden geçemedi. Büyük olasılıkla { $domain } alan adından gelmiyor.
warn-alike = { $domain }, { $known } adına benziyor ama başka bir alan adı.
warn-name = Gönderen kendine { $name } diyor ama adres { $email }.
warn-reply = Yanıt { $email } adresine gider.
warn-first = Bu, { $name } adlı kişiden size gelen ilk ileti.
i-know = Bu göndereni tanıyorum
images-blocked-for-good = Gizliliğinizi korumak için uzak görseller engellendi.
show-images = Görselleri göster
always-show = Her zaman göster
always-from = Gönderen: { $who }
reply-list = Listeye yanıtla
forward-file = Dosya olarak ilet
edit-as-new = Yeni olarak düzenle
unsubscribe = Abonelikten çık
unsubscribed = Bu listenin aboneliğinden çıktınız.
unsubscribe-failed = Tek tıkla abonelikten çıkılamadı. { $why }
filter-like-this = Bunun gibi iletileri filtrele
show-source = İleti kaynağı
source-headers = Üst bilgiler
source-all = Tüm kaynak
save-file = Kaydet
save-all = Tümünü kaydet ({ $size })
save-all-failed = Dosyalar kaydedilemedi.
preview-file = Göz at: { $name }
preview-failed = Bu dosya gösterilemiyor. Bunun yerine kaydedin.
preview-previous = Önceki dosya
preview-next = Sonraki dosya
invitation = Davet
event-when = Ne zaman
event-where = Nerede
event-who = Düzenleyen
event-guests = Konuklar
event-untitled = Adsız etkinlik
event-cancelled = İptal edildi
event-by = { $n ->
    [0] düzenleyen: { $name }
    [one] düzenleyen: { $name }, bir konuk
   *[other] düzenleyen: { $name }, { $n } konuk
  }
card-add = Kişilere ekle
card-added = Kişilerinize eklendi
card-failed = Kişi eklenemedi.
row-muted = sessizde

## Labels, snooze, mute

labels = Etiketler
cmd-label = Etiket
label-find = Etiket bul veya oluştur
label-make = Oluştur: “{ $name }”
label-none = Henüz etiket yok: bir ad yazın
label-remove = { $name } etiketini kaldır
label-added = { $n ->
    [one] { $name } etiketi eklendi
   *[other] { $n } görüşmeye { $name } etiketi eklendi
  }
label-removed = { $n ->
    [one] { $name } etiketi kaldırıldı
   *[other] { $n } görüşmeden { $name } etiketi kaldırıldı
  }
cmd-snooze = Ertele
snooze-until = Şu zamana ertele
snoozed = { $n ->
    [one] Ertelendi: { $date }
   *[other] { $n } görüşme ertelendi: { $date }
  }
unsnooze = Şimdi gelen kutusuna döndür
unsnoozed = { $n ->
    [one] Yeniden gelen kutusunda
   *[other] { $n } görüşme yeniden gelen kutusunda
  }
later-today = Bugün, daha sonra
later-evening = Bu akşam
later-tomorrow = Yarın sabah
later-weekend = Hafta sonu
later-monday = Pazartesi sabahı
later-pick = Tarih ve saat seç…
later-when = Tarih ve saat
later-past = Gelecekte bir zaman seçin.
later-far = Sunucu iletileri en geç { $date } tarihine kadar tutar.
cmd-mute = Sessize al
muted = { $n ->
    [one] Sessize alındı: yanıtlar gelen kutusuna düşmez
   *[other] { $n } görüşme sessize alındı
  }
unmuted = { $n ->
    [one] Artık sessizde değil
   *[other] { $n } görüşme artık sessizde değil
  }
all-starred = { $n } görüşmeye yıldız eklendi
cmd-print = Yazdır
all-selected = Buradaki { $n } görüşmenin tümü seçildi.
select-matching = Buradaki { $n } görüşmenin tümünü seç
bulk-working = Tüm görüşmeler işleniyor…

## Folders, in and out

list-menu = Liste menüsü
density-comfortable = Geniş satırlar
density-cosy = Rahat satırlar
density-compact = Sıkışık satırlar
searches = Aramalar
search-save = Bu aramayı kaydet
search-menu = Arama: { $name }
search-forget = Bu aramayı unut
quota = { $used } / { $limit } kullanıldı
folder-menu = Klasör: { $name }
folder-name = Ad
folder-name-empty = Klasöre bir ad verin.
folder-name-taken = “{ $name }” adlı bir klasör zaten var.
folder-make = Yeni klasör
folder-make-inside = İçinde yeni klasör
folder-rename = Klasörü yeniden adlandır
folder-move = Klasörü taşı
folder-moved = { $name } klasörü taşındı
folder-place = Üst klasör
folder-top = (en üst düzey)
folder-read = Tümünü okundu olarak işaretle
folder-all-read = { $name } klasöründe her şey okundu
folder-import = İleti içe aktar…
folder-export-mbox = mbox olarak dışa aktar
folder-export-zip = .eml zip’i olarak dışa aktar
folder-empty = Klasörü boşalt
folder-emptied = Klasör boş
folder-empty-title = { $name } boşaltılsın mı?
folder-empty-text = { $n ->
    [one] Bir ileti sunucudan kaldırılır ve geri getirilemez.
   *[other] { $n } ileti sunucudan kaldırılır ve geri getirilemez.
  }
folder-remove = Klasörü sil
folder-removed = { $name } klasörü silindi
folder-remove-title = { $name } klasörü silinsin mi?
folder-remove-text = { $n ->
    [0] Klasör boş.
    [one] İçindeki ileti de silinir ve geri getirilemez.
   *[other] İçindeki { $n } ileti de silinir ve geri getirilemez.
  }
folder-has-children = Önce içindeki klasörleri silin veya taşıyın.
import-working = İçe aktarılıyor…
imported = { $n ->
    [one] Bir ileti içe aktarıldı
   *[other] { $n } ileti içe aktarıldı
  }
import-failed = Her şey içe aktarılamadı. { $why }
export-working = İletiler toplanıyor…
export-failed = Dışa aktarma başarısız. { $why }

## Writing, beyond the text

editor-failed = Düzenleyici yüklenemedi. Taslağı kapatıp yeniden açın.
formatting = Biçimlendirme
format-bold = Kalın
format-italic = İtalik
format-underline = Altı çizili
format-strike = Üstü çizili
format-colour = Metin rengi
format-bullets = Madde işaretleri
format-numbers = Numaralar
format-quote = Alıntı
format-unquote = Alıntıyı azalt
format-link = Bağlantı
format-image = Resim
format-more = Diğer biçimlendirme
format-large = Büyük
format-small = Küçük
format-normal = Normal boyut
format-rtl = Sağdan sola
format-ltr = Soldan sağa
format-center = Ortalanmış
format-clear = Biçimlendirmeyi kaldır
colour-0 = Varsayılan
colour-1 = Kırmızı
colour-2 = Turuncu
colour-3 = Kehribar
colour-4 = Yeşil
colour-5 = Camgöbeği
colour-6 = Mavi
colour-7 = Mor
colour-8 = Gri
link-address = Adres
link-bad = Bir web veya e-posta adresi girin.
link-set = Bağlantı ekle
link-remove = Bağlantıyı kaldır
draft-conflict = Bu taslak başka bir yerde de değiştirildi. İki sürüm de Taslaklar’da saklanıyor.
draft-left = Bunu, kaydedilmeden kapanan bir sayfada yazdınız.
upload-waiting = bağlantı bekleniyor
send-later = Daha sonra gönder
scheduled = Gönderilecek: { $date }
sending-soon = Gönderiliyor…
undo-late = Çok geç: ileti yola çıktı. { $why }
undo-hint = Gönderdikten sonra geri almak için { $n } sn
outbox-kept = Bağlantı yok: ileti, bağlantı gelir gelmez gönderilir.
outbox-sent = Gönderildi: { $subject }
templates = Şablonlar
template-save = Şablon olarak kaydet
template-unnamed = Adsız şablon
compose-more = Diğer seçenekler
priority-high = Yüksek öncelik
priority-normal = Normal öncelik
priority-low = Düşük öncelik
receipt-ask = Okundu bilgisi iste
receipt-on = Okundu bilgisi
rich-text = Biçimli metin
plain-text = Düz metin
doubt-no-subject-title = Konusuz gönderilsin mi?
doubt-no-subject-text = İletinin konusu yok. Gözden kaçabilir.
doubt-forgotten-file-title = Dosyayı unuttunuz mu?
doubt-forgotten-file-text = Metin bir ekten söz ediyor ama ek yok.
doubt-no-reply-title = Bu adresi kimse okumuyor
doubt-no-reply-text = Alıcılardan biri yanıtlanmayan bir adres. İleti büyük olasılıkla okunmayacak.
doubt-many-title = Bu kadar kişiye gönderilsin mi?
doubt-many-text = Herkes herkesin adresini görür. Adresleri gizli tutmak için Gizli alanını kullanın.
settings-not-saved = Ayarlarınız sunucuya kaydedilemedi.

## Palette and search

palette = Komutlar
palette-hint = Ne yapmak istiyorsunuz?
palette-folders = Git
palette-nothing = Bir şey bulunamadı
cmd-palette = Komutlar
cmd-go-folder = Klasöre veya etikete git…
cmd-go-snoozed = Ertelenen’e git
cmd-go-settings = Ayarlar’a git
cmd-reply-large = Yanıtla, tam boyut
cmd-reply-all-large = Tümünü yanıtla, tam boyut
cmd-forward-large = İlet, tam boyut
settings-labels = Etiketler
search-chips = Bu aramanın bölümleri
search-without = { $what } olmadan ara
search-anywhere = Gereksiz ve Çöp Kutusu da
search-month = Son bir ay

## Settings

add = Ekle
save = Kaydet
saved = Kaydedildi
move-up = Yukarı taşı: { $name }
move-down = Aşağı taşı: { $name }
copy-what = Kopyala: { $what }
seconds = { $n } saniye
settings-appearance = Görünüm
settings-mail = Okuma ve yazma
settings-identities = Adlar ve imzalar
settings-templates = Şablonlar
settings-filters = Filtreler ve iletme
settings-vacation = Otomatik yanıt
settings-notifications = Bildirimler
settings-privacy = Gizlilik
settings-security = Güvenlik
settings-clients = Program bağlama
settings-shortcuts = Klavye
settings-import = İçe ve dışa aktarma
set-look = Görünüş
set-density = Liste satırları
set-darken = İletileri koyulaştır
set-darken-hint = Koyu temada, açık renkli sayfa için hazırlanmış iletiler de.
set-region = Dil ve bölge
set-language = Dil
set-language-auto = Tarayıcıdaki gibi
set-zone = Saat dilimi
set-zone-auto = Bu aygıttaki gibi ({ $zone })
set-reading = Okuma
set-read = Okundu olarak işaretle
set-read-now = Açılınca
set-read-after = { $n } saniye sonra
set-read-never = Yalnızca elle
set-receipts = Gönderen okundu bilgisi isterse
set-receipts-hint = Sorulmadan hiçbir şey gönderilmez.
set-receipts-ask = Bana bildir
set-receipts-never = Yok say
set-writing = Yazma
set-undo = Göndermeyi geri alma süresi
set-undo-none = Yok
set-plain = Düz metin yaz
set-plain-hint = Biçimlendirme olmadan; her iletide yine de değiştirilebilir.
set-collect = Yazdığınız kişileri anımsa
set-collect-hint = { $n ->
    [0] Yeniden yazdığınızda önerilirler.
    [one] Bir adres anımsanıyor.
   *[other] { $n } adres anımsanıyor.
  }
set-collect-clear = Anımsanan adresleri unut
set-swipes = Kaydırma
set-swipes-text = Telefonda, listede.
set-swipe-start = İleri (sağa)
set-swipe-end = Geri (sola)
set-swipe-none = Hiçbiri
set-identities-text = Yanıt, iletinin geldiği adresle gönderilir.
set-default-identity = Yeni iletiler için
set-name = Ad
set-signature = İmza
set-text = Metin
set-folder = Klasör
set-templates-text = Yazarken ekleyin. { "{name}" }, { "{first}" }, { "{date}" } ve { "{subject}" } kendiliğinden doldurulur.
template-new = Yeni şablon
template-remove = { $name } şablonunu sil
template-removed = Şablon silindi
set-labels-text = Etiketler IMAP anahtar sözcükleridir: öteki posta programları da görür.
label-new = Yeni etiket
label-name = { $name } etiketinin adı
label-colour = { $name } etiketinin rengi
label-delete = { $name } etiketini sil
label-deleted = { $name } etiketi silindi; anahtar sözcük iletilerde kalır
hue-1 = Mavi
hue-2 = Yeşil
hue-3 = Turuncu
hue-4 = Mor
hue-5 = Gül
hue-6 = Camgöbeği
hue-7 = Kehribar
hue-8 = Gri
set-notices = Masaüstü bildirimleri
set-notices-text = Bu tarayıcı için, Hayloft açıkken ve önde değilken.
set-notices-on = Bildirimleri göster
set-notices-hint = Tarayıcı bir kez izninizi ister.
set-notices-none = Bu tarayıcıda bildirim yok.
set-notices-refused = Tarayıcı reddetti. Ayarlarından bu siteye bildirim izni verin.
set-notices-folders = Yeni posta bildirilecek klasörler
# mail-shared = People who see your mail
# mail-shared-text = They have your folders beside their own. A group shares with everybody in it.
# mail-shared-none = Nobody but you.
# mail-shared-add = Let somebody in
# mail-shared-who = Person or group
# mail-shared-right = What { $who } may do
# mail-shared-send = How { $who } may send
# mail-shared-remove = No longer share with { $who }
# mail-right-read = Read
# mail-right-write = Read and change
# mail-send-no = Not send
# mail-send-behalf = Send on your behalf
# mail-send-as = Send as you
privacy-images = Uzak görseller
privacy-images-text = Bu gönderenler her zaman gösterebilir. Görseller bu sunucu üzerinden gelir, hiçbir zaman doğrudan gönderenden değil.
privacy-trusted = Tanınan gönderenler
privacy-trusted-text = Onları tanıdığınızı söylediniz: bu adresler için uyarı yok.
privacy-nobody = Henüz kimse yok.
privacy-domain = { $domain } adresindeki herkes
privacy-remove = Kaldır: { $who }
set-shortcuts-text = Gmail’de olan tuşlar Gmail’deki gibidir. Görmek için herhangi bir yerde ? tuşuna basın.
set-import-text = .eml, .mbox ve bunların .zip’i içe aktarılır; bir klasör tek dosya olarak dışa aktarılır.
set-vacation-text = Siz yokken yazanları yanıtlar, her birini arada bir.
set-vacation-on = Otomatik yanıtla
set-vacation-from = Başlangıç
set-vacation-to = Bitiş
set-vacation-order = Bitiş başlangıçtan sonra olmalı.
filters-text = Postayı hangi programla okursanız okuyun, kuralları posta geldiğinde sunucu uygular.
filters-none = Henüz kural yok.
filter-refused = Sunucu bunu reddetti. { $why }
filter-new = Yeni kural
filter-edit = Kural
filter-on = { $name } kuralı açık
filter-remove = { $name } kuralını sil
filter-removed = Kural silindi
filters-rules = Kurallar
filter-script = Kendi betiğiniz
filter-edit-script = Betiği düzenle
filter-sieve = Sieve betiği
filter-own = Sieve yazanlar için. Kurallardan sonra çalışır; kurallar ona dokunmaz.
filter-need-name = Kurala bir ad verin.
filter-need-test = Neyin aranacağını yazın.
filter-need-action = Ne yapılacağını seçin.
filter-need-folder = Bir klasör seçin.
filter-need-label = Önce Ayarlar, Etiketler’de bir etiket oluşturun.
filter-when = Koşul
filter-when-all = Bunların tümü doğruysa
filter-when-any = Bunlardan biri doğruysa
filter-then = O zaman
filter-add-test = Ve…
filter-add-action = Ayrıca…
filter-remove-test = Bu koşulu kaldır
filter-remove-action = Bu eylemi kaldır
filter-try = Neleri yakalar?
filter-caught = { $n ->
    [0] Buradaki postalardan hiçbirini.
    [one] Buradaki postalardan bir ileti: { $subjects }
   *[other] Buradaki postalardan { $n } ileti, en yenileri: { $subjects }
  }
filter-field = İletinin bölümü
filter-field-from = Gönderen
filter-field-recipient = Alıcı
filter-field-subject = Konu
filter-field-body = Metin
filter-field-list = Posta listesi
filter-field-header = Üst bilgi
filter-field-size = Boyut
filter-field-attachment = Eki var
filter-header = Üst bilginin adı
filter-match = Nasıl
filter-match-contains = içerir
filter-match-not-contains = içermez
filter-match-is = eşittir
filter-match-not-is = eşit değildir
filter-match-startswith = ile başlar
filter-match-endswith = ile biter
filter-match-over = büyüktür
filter-match-under = küçüktür
filter-value = Ne
filter-action = Eylem
filter-do-move = Şuraya taşı
filter-do-copy = Şuraya kopyala
filter-do-label = Etiketle
filter-do-flag = Yıldız ekle
filter-do-markread = Okundu olarak işaretle
filter-do-forward = Kopyasını şuraya ilet
filter-do-redirect = Şuraya ilet, kopya saklama
filter-do-reject = Şu sözlerle reddet
filter-do-delete = Çöp Kutusu’na taşı
filter-do-discard = İz bırakmadan sil
filter-do-stop = Dur: başka kural uygulama
filter-choose = Seç…
filter-address = İletilecek adres
filter-reject-text = Gönderene sözler
clients-account = Hesabınız
clients-text = Çoğu programa yalnızca adresiniz yeter: gerisini kendileri bulur.
clients-user = Kullanıcı adı
clients-password = En iyisi, her program için ayrı bir uygulama parolası.
clients-mail = Posta sunucuları
clients-none = Sunucu bildirmedi. Yöneticinize sorun.
clients-dav = Takvimler ve kişiler
clients-dav-text = İkisi için tek adres.
clients-phones = Telefonlar
clients-phones-text = Kamerayı buna doğrultun. Telefon adresinizi ve bir parola sorar: en iyisi uygulama parolasıdır.
clients-apple = iPhone, iPad: posta, takvimler ve kişiler
clients-android = DAVx5 ile Android: takvimler ve kişiler
password-text = Burada oturum açmak için.
password-old = Şimdiki parola
password-new = Yeni parola
password-again = Yeni parola, yeniden
password-differ = İki yeni parola birbirinden farklı.
password-change = Parolayı değiştir
password-changed = Parolanız değiştirildi.
password-refused = Parola değiştirilmedi. { $why }
app-passwords = Uygulama parolaları
app-passwords-text = Yalnızca bir program için, sonradan geri alınabilen bir parola.
app-passwords-none = Henüz yok.
app-password-new = Yeni uygulama parolası
app-password-for = Hangi program için?
app-password-example = Evdeki Thunderbird
app-password-may = Kullanabilecekleri
app-password-make = Parola oluştur
app-password-made = Uygulama parolanız
app-password-once = Şimdi kopyalayın: yalnızca bu kez gösterilir.
app-password-used = Son kullanım: { $when }
app-password-remove = { $name } uygulama parolasını sil
app-password-removed = Uygulama parolası silindi
protocol-imap = Posta (IMAP)
protocol-smtp = Gönderme (SMTP)
protocol-dav = Takvimler, kişiler
protocol-pop3 = Posta (POP3)
protocol-sieve = Filtreler (Sieve)
protocol-jmap = JMAP
sessions = Oturum açılan tarayıcılar
sessions-text = Her yerde oturumu kapatmak bu oturum dahil hepsini sona erdirir.
sessions-this = bu
sign-in-over = Bu çok uzun sürdü. Baştan başlayın.
# forgot = Forgot your password?
# forgot-text = We mail a link to your recovery address, if your account has one.
# forgot-send = Send the link
# forgot-sent = If this account has a recovery address, a link is on its way there. It is good for 15 minutes.
# forgot-back = Back to sign-in
# reset-title = Choose a new password
# reset-text = This link works once. Whoever is signed in to this account is signed out when the new password is set.
# reset-over = This link was used already, or is too old. Ask for another one.
# recovery-address = Recovery address
# recovery-address-text = If you forget your password, a link to choose a new one goes to this address.
code = Kod
code-hint = Kimlik doğrulama uygulamanızdaki altı rakam.
code-hint-recovery = Kimlik doğrulama uygulamanızdaki altı rakam veya bir kurtarma kodu.
code-hint-recovery-only = Kurtarma kodlarınızdan biri.
code-empty = Kodu girin.
code-wrong = Bu kod yanlış veya daha önce kullanılmış.
key-wrong = Bu anahtar kabul edilmedi.
key-none = Hiçbir anahtar yanıt vermedi. Yeniden deneyin.
key-failed = Anahtar kullanılamadı. { $why }
use-key = Güvenlik anahtarı kullan
use-passkey = Geçiş anahtarı kullan
step-go = Devam
step-enrol = Yöneticiniz ikinci bir adım istiyor. Bir kimlik doğrulama uygulaması kurun.
step-new-password = En az { $n } karakterlik yeni bir parola seçin.
step-passkey = Bu aygıtın parmak izini, yüz tanımasını veya PIN’ini ya da güvenlik anahtarınızı kullanın.
step-back = Baştan başla
factors = İki adımlı oturum açma
factors-text = İkinci adımla, tek başına parolanız bu posta kutusunu artık açmaz. Posta programlarına o zaman uygulama parolası gerekir.
factors-required = Yöneticiniz ikinci bir adımı zorunlu tutuyor. Posta programlarına uygulama parolası gerekir.
factor-app = Kimlik doğrulama uygulaması
factor-app-text = Telefonunuzdaki bir uygulama her 30 saniyede yeni bir kod gösterir.
factor-app-add = Uygulama kur
factor-app-added = Kimlik doğrulama uygulaması açık
factor-app-off-text = Bu uygulamanın kodları artık sorulmayacak.
factor-since = Başlangıç: { $when }
factor-on = Aç
factor-off = Kapat
factor-qr = Kimlik doğrulama uygulaması için QR kodu
factor-scan = Uygulamayla tarayın veya bu gizli anahtarı yazın:
factor-open-app = Bu aygıttaki bir uygulamada aç
keys = Güvenlik ve geçiş anahtarları
keys-text = Geçiş anahtarıyla parola olmadan, parmak izi, yüz veya PIN ile oturum açarsınız.
key-add = Anahtar ekle
key-added = Anahtar eklendi
key-default = Anahtar { $n }
key-name = Ad
key-passkey = Geçiş anahtarı
key-second = İkinci adım
key-rename = Yeniden adlandır: { $name }
key-remove = Kaldır: { $name }
key-remove-short = Anahtarı kaldır
key-remove-text = Bu anahtarla artık oturum açılamayacak.
recovery = Kurtarma kodları
recovery-left = { $n } kullanılmamış
recovery-new = Yeni kodlar
recovery-made = Eski kodlar artık geçerli değil
recovery-text = Telefonunuz veya anahtarınız yanınızda değilse her kod bir kez işe yarar. Güvenli bir yerde saklayın: yalnızca şimdi gösterilirler.
recovery-kept = Sakladım
prove-title = Siz misiniz?
prove-text = Oturum açma biçiminizi değiştirmek için parolanızı yeniden girin.
prove-wrong = Bu sizin parolanız değil.
rule-length = En az { $n } karakter.
rule-also = En az { $n } karakter; şunlarla: { $also }.
rule-letter = bir harf
rule-cases = küçük ve büyük harfler
rule-digit = bir rakam
rule-special = bir özel karakter
password-end-others = Öteki tüm tarayıcılarda oturumu kapat
session-on = { $system } üzerinde { $browser }
session-unknown = Bilinmeyen program
session-seen = { $when }, { $address }
session-since = Oturum açıldı: { $when } ({ $way })
session-end = Oturumu kapat
session-end-name = Oturumu kapat: { $name }
session-ended = Oturum kapatıldı
sessions-end-others = Öteki tüm oturumları kapat
way-password = parola
way-totp = parola ve kod
way-recovery = parola ve kurtarma kodu
way-key = parola ve anahtar
way-passkey = geçiş anahtarı
last-logins = Son oturum açmalar
last-logins-text = Hizmete göre. Bir şey yanlış görünüyorsa parolanızı değiştirin.
protocol-web = Web
protocol-api = Programlama arayüzü
# programs = Programs with access
# programs-text = They need no password until you take the access back.
# programs-end = Take back
# programs-end-name = Take back: { $name }
# programs-ended = Access taken back
# oauth-title = Allow { $client }?
# oauth-wants = This program wants to:
# oauth-lasts = This lasts until you take it back in the settings.
# oauth-as = Signed in as { $address }
# oauth-other = Use another account
# oauth-allow = Allow
# oauth-deny = Do not allow
# oauth-problem = This cannot be answered
# oauth-wrong = The program that led you here asked in a wrong way. { $why }
# oauth-over = This took too long. Go back to the program and begin again.
# oauth-sign-in = To go on to { $client }
# oauth-prove = { $client } wants to be sure that it is you.
# oauth-scope-openid = know that it is you
# oauth-scope-profile = see your name
# oauth-scope-email = see your address
# oauth-scope-mail = read, change and send your mail
# oauth-scope-dav = read and change your calendars and contacts
# provider-sign-in = Sign in with { $name }
# provider-failed = This sign-in opened nothing
# provider-away = The provider could not be asked. { $why }

## Receipts

receipt-wanted = { $name } okundu bilgisi istiyor.
receipt-send = Okundu bilgisi gönder
receipt-no = Hayır
receipt-sent = Okundu bilgisi gönderildi
set-push = Hayloft kapalıyken de
set-push-hint = İletinin kendisi burada kalır; tarayıcının anlık bildirim hizmetinden yalnızca yeni bir şey olduğu bilgisi geçer.
set-push-failed = Anlık bildirimler açılamadı. { $why }
set-offline = Postayı bu tarayıcıda sakla
set-offline-hint = En yeni görüşmeler bağlantı olmadan okunabilir. Başkalarının da kullandığı bilgisayarda kapatın.

## Several mailboxes

accounts = Posta kutuları
account-shared = Sizinle paylaşılan
account-elsewhere = Başka bir sağlayıcıda
outside = Başka yerdeki posta hesapları
outside-text = Başka bir sağlayıcıdaki postanız; buradan okunur ve yanıtlanır. Parola şifreli saklanır.
outside-add = Hesap ekle
outside-remove = Kaldır: { $address }
outside-fault = Ulaşılamadı: { $why }
outside-login = Oradaki kullanıcı adı
outside-imap = Gelen posta (IMAP)
outside-smtp = Giden posta (SMTP)
outside-host = Sunucu
outside-port = Bağlantı noktası
outside-tls = Şifreleme

## Programs of others (administrators)

# settings-oauth = Programs of others
# oauth-clients-text = Other programs and web sites where people sign in with their account here, by OpenID Connect or OAuth 2. Everybody decides about their own account; what you allow here is the most that a program may ask for.
# oauth-clients-none = None yet.
# oauth-client-add = Add a program
# oauth-client-change = Change { $name }
# oauth-client-remove = Delete { $name }
# oauth-client-remove-text = It can no longer sign anybody in, and every access that people gave it ends.
# oauth-client-remove-yes = Delete
# oauth-client-removed = Program deleted
# oauth-client-off = Switched off
# oauth-client-name = Name that people read
# oauth-client-redirects = Addresses that people are sent back to, one in each line
# oauth-client-may = It may ask to
# oauth-client-trusted = Our own program: do not ask people
# oauth-client-active = In use
# oauth-client-public = An app that cannot keep a secret
# oauth-client-renew = New secret
# oauth-client-revoke = End all access
# oauth-client-made = For the settings of the program
# oauth-client-once = Copy the secret now: it is shown only this once.

## Junk mail, and addresses for a time

# settings-junk = Junk mail
# settings-addresses = Addresses for a time
# junk-score = How strict
# junk-score-text = The server gives each message points for what is suspicious about it. Lower is stricter.
# junk-from = Goes to Junk from
# junk-refused-from = Is refused from
# junk-usual = As the server has it
# junk-try = What would it have caught?
# junk-week = Of last week’s { $total } messages here, { $junk } would have gone to Junk and { $refused } would have been refused.
# junk-allow = Never junk
# junk-allow-text = Mail from them is let in, whatever its points.
# junk-deny = Always refused
# junk-deny-text = Mail from them does not get in.
# junk-who = Address or domain
# held = Kept back
# held-text = Mail to you that was refused. It is kept for a while, in case it was none.
# held-none = Nothing is kept back.
# held-release = Let in: { $subject }
# held-remove = Delete: { $subject }
# held-release-short = Let in
# held-remove-short = Delete
# held-released = It comes into your inbox, and the filter learns from it
# held-removed = Message deleted
# held-score = { $when } · { $score } points
# held-virus = { $when } · virus
# held-often = Tell me by mail
# held-often-never = Never
# held-often-hourly = Every hour
# held-often-daily = Every day
# held-often-weekly = Every week
# held-kind = Of what
# held-kind-reject = What was refused
# held-kind-add-header = What went to Junk
# held-kind-all = Both
# timed-text = An address that nobody can guess, for one shop or one form. Mail to it comes to you until it ends; you can also write under it.
# timed-none = None yet.
# timed-what = What it is for
# timed-span = How long it lasts
# timed-make = Make address
# timed-made = Address made
# timed-remove = Delete the address { $address }
# timed-removed = Address deleted
# timed-extend = How long { $address } lasts from now on
# timed-change = Extend…
# timed-until = Until { $when }
# timed-over = Ended { $when }
# timed-1 = One hour
# timed-24 = One day
# timed-168 = One week
# timed-720 = 30 days
# timed-8760 = One year
# timed-87600 = Ten years
# timed-ever = For good
# mail-shared-mark = Others see this mail
