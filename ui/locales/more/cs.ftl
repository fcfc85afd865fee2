app-name = Hayloft
apps = Aplikace
app-mail = Pošta
app-mail-unread = Pošta, nepřečtené: { $n }
home = Domů
skip = Přejít k obsahu
sidebar = Složky pošty
loading = Načítání
close = Zavřít
cancel = Zrušit
retry = Zkusit znovu
more = Více
or = nebo
refresh = Zkontrolovat novou poštu
dismiss = Skrýt
notices = Oznámení

## Signing in

sign-in-title = Přihlášení do Hayloft
sign-in-login = E-mailová adresa
sign-in-password = Heslo
show-password = Zobrazit heslo
hide-password = Skrýt heslo
sign-in = Přihlásit se
signing-in = Přihlašování…
sign-in-empty = Zadejte e-mailovou adresu a heslo.
sign-in-wrong = E-mailová adresa nebo heslo nejsou správné.
sign-in-offline = Server není dostupný. Zkontrolujte připojení a zkuste to znovu.
sign-in-server = Server teď nemohl odpovědět. Zkuste to za chvíli znovu.
sign-in-throttled = Příliš mnoho pokusů. Zkuste to znovu za { $n ->
    [one] sekundu
    [few] { $n } sekundy
    [many] { $n } sekundy
   *[other] { $n } sekund
  }.
sign-in-throttled-minutes = Příliš mnoho pokusů. Zkuste to znovu za { $n } min.
# sign-in-by-password = Sign in with a password
# look-help = Help
signed-out-title = Přihlaste se znovu
signed-out-text = Relace skončila. Nic z napsaného se neztratilo: přihlaste se a pokračujte.
sign-out = Odhlásit se
sign-out-everywhere = Odhlásit se všude
sign-out-failed = Odhlášení se nezdařilo: server není dostupný. Jste stále přihlášeni.
account-of = { $initials }, účet: { $name }
start-failed = Hayloft se nepodařilo spustit
start-offline = Server není dostupný. Zkontrolujte připojení.
start-error = Server ohlásil chybu. { $why }

## Appearance and live state

theme = Motiv
theme-system = Podle systému
theme-light = Světlý
theme-dark = Tmavý
live-live = Živě
live-live-title = Změny přicházejí okamžitě
live-connecting = Připojování
live-connecting-title = Připojování k serveru
live-offline = Offline
live-offline-title = Bez připojení; probíhá nový pokus

## Folders

folders = Složky
folder-inbox = Doručená pošta
folder-starred = S hvězdičkou
folder-snoozed = Odložené
folder-scheduled = Naplánované
folder-sent = Odeslané
folder-drafts = Koncepty
folder-archive = Archiv
folder-junk = Spam
folder-trash = Koš
folder-unread = nepřečtené
folder-messages = celkem
folder-missing = Tato složka už neexistuje.

## List

conversations-region = Konverzace
conversations = { $n ->
    [one] 1 konverzace
    [few] { $n } konverzace
    [many] { $n } konverzace
   *[other] { $n } konverzací
  }
conversation-actions = Akce s konverzací
quick-filters = Rychlé filtry
filter-all = Vše
filter-unread = Nepřečtené
filter-starred = S hvězdičkou
filter-files = Se soubory
search-title = Hledat
search-placeholder = Hledat v poště
clear-search = Vymazat hledání
show-all = Zobrazit vše
empty-inbox = Doručená pošta je prázdná. Nová pošta se tu objeví sama.
empty-folder = Nic tu není.
empty-starred = Nic nemá hvězdičku. Stisknutím S na konverzaci ji tu později najdete.
empty-search = Pro „{ $q }“ se nic nenašlo. Spam a Koš jsou vynechány; přidáním in:anywhere prohledáte i je.
empty-unread = Nic nepřečteného.
empty-files = Nic se soubory.
list-offline = Seznam nelze načíst: chybí připojení k serveru.
list-failed = Seznam nelze načíst. { $why }
no-subject = (bez předmětu)
no-recipient = (bez příjemce)
unknown-sender = (neznámý odesílatel)
you = já
you-start = Já
to-people = Komu: { $names }
draft-mark = Koncept
row-unread = nepřečtené
row-count = { $n ->
    [one] { $n } zpráva
    [few] { $n } zprávy
    [many] { $n } zprávy
   *[other] { $n } zpráv
  }
row-starred = s hvězdičkou
row-files = se soubory
row-answered = zodpovězeno
row-failed = změna odmítnuta: { $why }
selected = Vybráno: { $n }
selection-actions = Akce s výběrem
move-to = Přesunout do
find-folder = Najít složku

## Conversation

conversation = Konverzace
nothing-open = Vyberte konverzaci, kterou si tu chcete přečíst.
conversation-offline = Konverzaci nelze načíst: chybí připojení k serveru.
conversation-failed = Konverzaci nelze načíst. { $why }
conversation-gone = Tato konverzace už neexistuje.
earlier-messages = { $n ->
    [one] { $n } starší zpráva
    [few] { $n } starší zprávy
    [many] { $n } starší zprávy
   *[other] { $n } starších zpráv
  }
position = { $n } z { $total }
newer = Novější
older = Starší
not-junk = Není spam
reply-hint = Odpovědět…
reply-everyone = Odpovědět všem…
message-from = Zpráva od: { $name }
message-actions = Akce se zprávou
message-body = Text zprávy
message-failed = Tuto zprávu nelze zobrazit. Můžete ji stáhnout z nabídky.
fold-message = Sbalit tuto zprávu
star-message = Přidat zprávě hvězdičku
unstar-message = Odebrat hvězdičku
download-message = Stáhnout zprávu
to-list = komu: { $names }
to-some = komu: { $names } a další ({ $n })
to-nobody = bez uvedených příjemců
quoted-text = Citovaný text
images-blocked = Vzdálené obrázky jsou kvůli ochraně vašeho soukromí blokovány.
light-card = Tato zpráva je určena pro světlé pozadí.
darken = Ztmavit
as-sent = Jak byla odeslána
body-truncated = Tato zpráva je velmi dlouhá; zbytek najdete ve stažené zprávě.
attachments = { $n ->
    [one] 1 příloha
    [few] { $n } přílohy
    [many] { $n } přílohy
   *[other] { $n } příloh
  }
unnamed-file = Soubor beze jména
download-file = Stáhnout { $name }
draft-here = Toto je koncept. Vidíte ho jen vy.
continue-writing = Pokračovat v psaní

## What was done

archived = { $n ->
    [one] Konverzace archivována
    [few] Archivovány { $n } konverzace
    [many] Archivováno { $n } konverzace
   *[other] Archivováno { $n } konverzací
  }
trashed = { $n ->
    [one] Konverzace přesunuta do Koše
    [few] { $n } konverzace přesunuty do Koše
    [many] { $n } konverzace přesunuto do Koše
   *[other] { $n } konverzací přesunuto do Koše
  }
draft-trashed = { $n ->
    [one] Koncept přesunut do Koše
    [few] { $n } koncepty přesunuty do Koše
    [many] { $n } konceptu přesunuto do Koše
   *[other] { $n } konceptů přesunuto do Koše
  }
junked = { $n ->
    [one] Konverzace přesunuta do Spamu
    [few] { $n } konverzace přesunuty do Spamu
    [many] { $n } konverzace přesunuto do Spamu
   *[other] { $n } konverzací přesunuto do Spamu
  }
unjunked = { $n ->
    [one] Není spam: konverzace je zpět v doručené poště
    [few] Není spam: { $n } konverzace jsou zpět v doručené poště
    [many] Není spam: { $n } konverzace je zpět v doručené poště
   *[other] Není spam: { $n } konverzací je zpět v doručené poště
  }
moved = { $n ->
    [one] Konverzace přesunuta do: { $folder }
    [few] { $n } konverzace přesunuty do: { $folder }
    [many] { $n } konverzace přesunuto do: { $folder }
   *[other] { $n } konverzací přesunuto do: { $folder }
  }
marked-read = { $n ->
    [one] Označeno jako přečtené
    [few] { $n } konverzace označeny jako přečtené
    [many] { $n } konverzace označeno jako přečtené
   *[other] { $n } konverzací označeno jako přečtené
  }
marked-unread = { $n ->
    [one] Označeno jako nepřečtené
    [few] { $n } konverzace označeny jako nepřečtené
    [many] { $n } konverzace označeno jako nepřečtené
   *[other] { $n } konverzací označeno jako nepřečtené
  }
destroyed = { $n ->
    [one] Konverzace smazána
    [few] { $n } konverzace smazány
    [many] { $n } konverzace smazáno
   *[other] { $n } konverzací smazáno
  }
destroy-title = { $n ->
    [one] Smazat tuto konverzaci navždy?
    [few] Smazat { $n } konverzace navždy?
    [many] Smazat { $n } konverzace navždy?
   *[other] Smazat { $n } konverzací navždy?
  }
destroy-text = Odstraní se ze serveru a nepůjde to vrátit zpět.
destroy-yes = Smazat navždy
undo = Vrátit zpět
undone = Vráceno zpět
undo-spoken = { $text }. Zpět klávesou Z.
failed-offline = Chybí připojení k serveru. Nic se nezměnilo.
failed-change = Server změnu odmítl, proto byla vrácena zpět. { $why }
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
no-folder = Složka { $role } neexistuje.
arrived = Nová zpráva od: { $from }: { $subject }
arrived-many = { $n ->
    [one] { $n } nová zpráva
    [few] { $n } nové zprávy
    [many] { $n } nové zprávy
   *[other] { $n } nových zpráv
  }

## Writing

compose-new = Nová zpráva
compose-reply = Odpověď
compose-forward = Přeposlání
compose-draft = Koncept
compose-window = Rozepsaná zpráva
from = Od
to = Komu
cc = Kopie
bcc = Skrytá kopie
reply-to = Odpověď na
subject = Předmět
date = Datum
message-text = Text vaší zprávy
wrote = Dne { $date } píše { $name }:
forwarded-head = ---------- Přeposlaná zpráva ----------
draft-saved = Koncept uložen { $time }
draft-saving = Ukládání…
draft-failed = Koncept se neuložil; probíhá nový pokus
draft-discarded = Koncept zahozen
draft-gone = Tento koncept už neexistuje.
close-draft = Zavřít, koncept ponechat
minimise = Minimalizovat
full-screen = Celá obrazovka
smaller = Zmenšit
discard = Zahodit koncept
attach = Připojit soubory
remove-file = Odebrat { $name }
uploading = Nahrávání: { $name }
upload-failed = Nahrání se nezdařilo
file-too-large = Pro tento server příliš velký
remove-recipient = Odebrat { $name }
recipient-removed = Odebráno: { $name }
suggestions = Návrhy
send = Odeslat
send-anyway = Přesto odeslat
send-hint = Ctrl Enter odesílá
sending = Odesílání…
sent = Zpráva odeslána
sent-not-moved = Zpráva byla odeslána, ale zůstala v Konceptech. { $why }
send-failed = Neodesláno. { $why }
send-failed-offline = Neodesláno: chybí připojení k serveru. Zpráva zůstává zde.
send-failed-files = Neodesláno: soubor se nepodařilo nahrát. Zkuste to znovu nebo ho odeberte.
send-failed-address = „{ $text }“ není e-mailová adresa.
send-failed-norecipients = Přidejte alespoň jednoho příjemce.
send-not-ready = Neodesláno: { $person } nemá složku Koncepty nebo identitu.

## Leaving

leave-title = Tento odkaz vede jinam
leave-text = Text odkazu uvádí jeden web, ale odkaz vede na jiný. Pokračujte, jen pokud toto místo znáte:
leave-bad = Tento odkaz nelze otevřít.
leave-back = Zpět k mé poště
leave-go = Přesto otevřít

## Keyboard

scope-everywhere = Všude
scope-list = Seznam
scope-conversation = Konverzace nebo výběr
scope-composer = Psaní
single-keys = Jednotlivé klávesy fungují bez Ctrl
cmd-help = Nápověda a klávesové zkratky
cmd-search = Hledat
cmd-compose = Nová zpráva
cmd-undo = Vrátit zpět
cmd-go-inbox = Přejít do: Doručená pošta
cmd-go-starred = Přejít do: S hvězdičkou
cmd-go-sent = Přejít do: Odeslané
cmd-go-drafts = Přejít do: Koncepty
cmd-go-archive = Přejít do: Archiv
cmd-next = Další konverzace
cmd-previous = Předchozí konverzace
cmd-open = Otevřít konverzaci
cmd-back = Zpět na seznam
cmd-select = Vybrat
cmd-select-all = Vybrat vše
cmd-select-none = Zrušit výběr
cmd-select-read = Vybrat přečtené
cmd-select-unread = Vybrat nepřečtené
cmd-select-starred = Vybrat s hvězdičkou
cmd-select-down = Rozšířit výběr dolů
cmd-select-up = Rozšířit výběr nahoru
cmd-archive = Archivovat
cmd-delete = Smazat
cmd-junk = Spam
cmd-star = Přidat hvězdičku
cmd-move = Přesunout do…
cmd-read = Označit jako přečtené
cmd-unread = Označit jako nepřečtené
cmd-unread-from = Označit odsud jako nepřečtené
cmd-archive-newer = Archivovat a přejít na novější
cmd-archive-older = Archivovat a přejít na starší
cmd-reply = Odpovědět
cmd-reply-all = Odpovědět všem
cmd-forward = Přeposlat
cmd-next-message = Další zpráva
cmd-previous-message = Předchozí zpráva
cmd-unfold = Rozbalit všechny zprávy
cmd-fold = Sbalit všechny zprávy
cmd-up = O úroveň výš
key-send = Odeslat
key-cc = Zobrazit Kopii
key-bcc = Zobrazit Skrytou kopii
key-close-draft = Zavřít, koncept zůstane

## Reading, beyond the text

settings = Nastavení
chunk-failed = Tuto část se nepodařilo načíst. Zkontrolujte připojení a zkuste to znovu.
ok = OK
copy = Kopírovat
copied = Zkopírováno
verified = Ověřený odesílatel
verified-why = Zprávu podepsala doména { $domain } a náš server podpis ověřil.
unverified = Neověřeno
unverified-why = Náš server nenašel důkaz, že zprávu odeslala tato adresa.
# signed = Signed
# signed-why = { $email } signed this message with a certificate of their own; it was not changed since.
# signed-not = Signature not valid
warn-failed = Zpráva neprošla ověřením odesílatele. Pravděpodobně nepochází z { $domain }.
warn-alike = { $domain } vypadá jako { $known }, ale je to jiná doména.
warn-name = Odesílatel se označuje jako { $name }, ale adresa je { $email }.
warn-reply = Odpověď by šla na { $email }.
warn-first = Toto je první zpráva pro vás od: { $name }.
i-know = Tohoto odesílatele znám
images-blocked-for-good = Vzdálené obrázky jsou kvůli ochraně vašeho soukromí blokovány.
show-images = Zobrazit obrázky
always-show = Vždy zobrazovat
always-from = Od: { $who }
reply-list = Odpovědět do konference
forward-file = Přeposlat jako soubor
edit-as-new = Upravit jako novou
unsubscribe = Odhlásit odběr
unsubscribed = Odběr tohoto seznamu byl zrušen.
unsubscribe-failed = Odhlášení odběru jedním kliknutím se nezdařilo. { $why }
filter-like-this = Filtrovat podobné zprávy
show-source = Zdroj zprávy
source-headers = Hlavičky
source-all = Celý zdroj
save-file = Uložit
save-all = Uložit vše ({ $size })
save-all-failed = Soubory se nepodařilo uložit.
preview-file = Prohlédnout { $name }
preview-failed = Tento soubor nelze zobrazit. Můžete ho uložit.
preview-previous = Předchozí soubor
preview-next = Další soubor
invitation = Pozvánka
event-when = Kdy
event-where = Kde
event-who = Organizátor
event-guests = Hosté
event-untitled = Událost bez názvu
event-cancelled = Zrušeno
event-by = { $n ->
    [0] pořádá { $name }
    [one] pořádá { $name }, jeden host
    [few] pořádá { $name }, { $n } hosté
    [many] pořádá { $name }, { $n } hosta
   *[other] pořádá { $name }, { $n } hostů
  }
card-add = Přidat do kontaktů
card-added = Přidáno do kontaktů
card-failed = Kontakt se nepodařilo přidat.
row-muted = ztlumeno

## Labels, snooze, mute

labels = Štítky
cmd-label = Štítek
label-find = Najít nebo vytvořit štítek
label-make = Vytvořit „{ $name }“
label-none = Zatím žádné štítky: napište název
label-remove = Odebrat štítek { $name }
label-added = { $n ->
    [one] Přidán štítek { $name }
    [few] Štítek { $name } přidán ke { $n } konverzacím
    [many] Štítek { $name } přidán k { $n } konverzace
   *[other] Štítek { $name } přidán k { $n } konverzacím
  }
label-removed = { $n ->
    [one] Štítek { $name } odebrán
    [few] Štítek { $name } odebrán ze { $n } konverzací
    [many] Štítek { $name } odebrán z { $n } konverzace
   *[other] Štítek { $name } odebrán z { $n } konverzací
  }
cmd-snooze = Odložit
snooze-until = Odložit do
snoozed = { $n ->
    [one] Odloženo do: { $date }
    [few] { $n } konverzace odloženy do: { $date }
    [many] { $n } konverzace odloženo do: { $date }
   *[other] { $n } konverzací odloženo do: { $date }
  }
unsnooze = Vrátit hned do doručené pošty
unsnoozed = { $n ->
    [one] Zpět v doručené poště
    [few] { $n } konverzace zpět v doručené poště
    [many] { $n } konverzace zpět v doručené poště
   *[other] { $n } konverzací zpět v doručené poště
  }
later-today = Dnes později
later-evening = Dnes večer
later-tomorrow = Zítra ráno
later-weekend = O víkendu
later-monday = V pondělí ráno
later-pick = Vybrat datum a čas…
later-when = Datum a čas
later-past = Vyberte okamžik v budoucnosti.
later-far = Server uchovává zprávy nejdéle do: { $date }.
cmd-mute = Ztlumit
muted = { $n ->
    [one] Ztlumeno: odpovědi nepůjdou do doručené pošty
    [few] { $n } konverzace ztlumeny
    [many] { $n } konverzace ztlumeno
   *[other] { $n } konverzací ztlumeno
  }
unmuted = { $n ->
    [one] Ztlumení zrušeno
    [few] Ztlumení zrušeno u { $n } konverzací
    [many] Ztlumení zrušeno u { $n } konverzace
   *[other] Ztlumení zrušeno u { $n } konverzací
  }
all-starred = { $n ->
    [one] Hvězdička přidána k { $n } konverzaci
    [few] Hvězdička přidána ke { $n } konverzacím
    [many] Hvězdička přidána k { $n } konverzace
   *[other] Hvězdička přidána k { $n } konverzacím
  }
cmd-print = Tisk
all-selected = Vybrány všechny konverzace zde: { $n }.
select-matching = Vybrat všechny konverzace zde: { $n }
bulk-working = Zpracovávají se všechny konverzace…

## Folders, in and out

list-menu = Nabídka seznamu
density-comfortable = Vzdušné řádky
density-cosy = Střední řádky
density-compact = Úsporné řádky
searches = Hledání
search-save = Uložit toto hledání
search-menu = Hledání { $name }
search-forget = Zapomenout toto hledání
quota = Využito { $used } z { $limit }
folder-menu = Složka { $name }
folder-name = Název
folder-name-empty = Pojmenujte složku.
folder-name-taken = Složka „{ $name }“ už existuje.
folder-make = Nová složka
folder-make-inside = Nová složka uvnitř
folder-rename = Přejmenovat složku
folder-move = Přesunout složku
folder-moved = Složka { $name } přesunuta
folder-place = Uvnitř
folder-top = (nejvyšší úroveň)
folder-read = Označit vše jako přečtené
folder-all-read = Vše v { $name } je přečtené
folder-import = Importovat zprávy…
folder-export-mbox = Exportovat jako mbox
folder-export-zip = Exportovat jako zip souborů .eml
folder-empty = Vyprázdnit složku
folder-emptied = Složka je prázdná
folder-empty-title = Vyprázdnit { $name }?
folder-empty-text = { $n ->
    [one] Jedna zpráva se odstraní ze serveru a nepůjde vrátit zpět.
    [few] { $n } zprávy se odstraní ze serveru a nepůjdou vrátit zpět.
    [many] { $n } zprávy se odstraní ze serveru a nepůjde vrátit zpět.
   *[other] { $n } zpráv se odstraní ze serveru a nepůjde vrátit zpět.
  }
folder-remove = Smazat složku
folder-removed = Složka { $name } smazána
folder-remove-title = Smazat složku { $name }?
folder-remove-text = { $n ->
    [0] Je prázdná.
    [one] Zpráva v ní se smaže také a nepůjde vrátit zpět.
    [few] { $n } zprávy v ní se smažou také a nepůjdou vrátit zpět.
    [many] { $n } zprávy v ní se smaže také a nepůjde vrátit zpět.
   *[other] { $n } zpráv v ní se smaže také a nepůjde vrátit zpět.
  }
folder-has-children = Nejprve smažte nebo přesuňte složky uvnitř.
import-working = Importování…
imported = { $n ->
    [one] Importována jedna zpráva
    [few] Importovány { $n } zprávy
    [many] Importováno { $n } zprávy
   *[other] Importováno { $n } zpráv
  }
import-failed = Neimportovalo se vše. { $why }
export-working = Shromažďování zpráv…
export-failed = Export se nezdařil. { $why }

## Writing, beyond the text

editor-failed = Editor se nepodařilo načíst. Zavřete koncept a znovu ho otevřete.
formatting = Formátování
format-bold = Tučné
format-italic = Kurzíva
format-underline = Podtržené
format-strike = Přeškrtnuté
format-colour = Barva textu
format-bullets = Odrážky
format-numbers = Číslování
format-quote = Citace
format-unquote = Snížit úroveň citace
format-link = Odkaz
format-image = Obrázek
format-more = Další formátování
format-large = Velké
format-small = Malé
format-normal = Normální velikost
format-rtl = Zprava doleva
format-ltr = Zleva doprava
format-center = Na střed
format-clear = Odstranit formátování
colour-0 = Obvyklá
colour-1 = Červená
colour-2 = Oranžová
colour-3 = Jantarová
colour-4 = Zelená
colour-5 = Modrozelená
colour-6 = Modrá
colour-7 = Fialová
colour-8 = Šedá
link-address = Adresa
link-bad = Zadejte webovou nebo e-mailovou adresu.
link-set = Vložit odkaz
link-remove = Odebrat odkaz
draft-conflict = Tento koncept byl změněn i jinde. Obě verze jsou v Konceptech.
draft-left = Toto jste napsali na stránce, která skončila dřív, než se to uložilo.
upload-waiting = čeká na připojení
send-later = Odeslat později
scheduled = Odešle se { $date }
sending-soon = Odesílání…
undo-late = Příliš pozdě: zpráva je na cestě. { $why }
undo-hint = { $n } s na vrácení po odeslání
outbox-kept = Bez připojení: zpráva odejde, jakmile bude k dispozici.
outbox-sent = Odesláno: { $subject }
templates = Šablony
template-save = Uložit jako šablonu
template-unnamed = Šablona bez názvu
compose-more = Další možnosti
priority-high = Vysoká priorita
priority-normal = Normální priorita
priority-low = Nízká priorita
receipt-ask = Požádat o potvrzení o přečtení
receipt-on = Potvrzení
rich-text = Formátovaný text
plain-text = Prostý text
doubt-no-subject-title = Odeslat bez předmětu?
doubt-no-subject-text = Zpráva nemá předmět. Lidé ji mohou přehlédnout.
doubt-forgotten-file-title = Nezapomněli jste na soubor?
doubt-forgotten-file-text = Text mluví o příloze, ale žádná není připojena.
doubt-no-reply-title = Tuto adresu nikdo nečte
doubt-no-reply-text = Jeden z příjemců je adresa, na kterou se neodpovídá. Zprávu si pravděpodobně nikdo nepřečte.
doubt-many-title = Odeslat tolika lidem?
doubt-many-text = Každý uvidí adresy všech. Soukromé zůstanou ve Skryté kopii.
settings-not-saved = Nastavení se nepodařilo uložit na server.

## Palette and search

palette = Příkazy
palette-hint = Co chcete udělat?
palette-folders = Přejít do
palette-nothing = Nic se nenašlo
cmd-palette = Příkazy
cmd-go-folder = Přejít do složky nebo štítku…
cmd-go-snoozed = Přejít do: Odložené
cmd-go-settings = Přejít do nastavení
cmd-reply-large = Odpovědět ve velkém okně
cmd-reply-all-large = Odpovědět všem ve velkém okně
cmd-forward-large = Přeposlat ve velkém okně
settings-labels = Štítky
search-chips = Části tohoto hledání
search-without = Hledat bez: { $what }
search-anywhere = Také Spam a Koš
search-month = Poslední měsíc

## Settings

add = Přidat
save = Uložit
saved = Uloženo
move-up = Posunout { $name } nahoru
move-down = Posunout { $name } dolů
copy-what = Kopírovat: { $what }
seconds = { $n ->
    [one] { $n } sekunda
    [few] { $n } sekundy
    [many] { $n } sekundy
   *[other] { $n } sekund
  }
settings-appearance = Vzhled
settings-mail = Čtení a psaní
settings-identities = Jména a podpisy
settings-templates = Šablony
settings-filters = Filtry a přeposílání
settings-vacation = Odpověď v nepřítomnosti
settings-notifications = Oznámení
settings-privacy = Soukromí
settings-security = Zabezpečení
settings-clients = Připojit program
settings-shortcuts = Klávesnice
settings-import = Import a export
set-look = Vzhled
set-density = Řádky seznamu
set-darken = Ztmavovat zprávy
set-darken-hint = V tmavém motivu i zprávy určené pro světlé pozadí.
set-region = Jazyk a oblast
set-language = Jazyk
set-language-auto = Podle prohlížeče
set-zone = Časové pásmo
set-zone-auto = Podle tohoto zařízení ({ $zone })
set-reading = Čtení
set-read = Označit jako přečtené
set-read-now = Po otevření
set-read-after = { $n ->
    [one] Po { $n } sekundě
    [few] Po { $n } sekundách
    [many] Po { $n } sekundy
   *[other] Po { $n } sekundách
  }
set-read-never = Jen ručně
set-receipts = Když odesílatel žádá o potvrzení o přečtení
set-receipts-hint = Nikdy se nic neodešle bez zeptání.
set-receipts-ask = Upozornit
set-receipts-never = Ignorovat
set-writing = Psaní
set-undo = Čas na vrácení odeslání
set-undo-none = Žádný
set-plain = Psát prostý text
set-plain-hint = Bez formátování; u každé zprávy lze přepnout.
set-collect = Pamatovat si lidi, kterým píšete
set-collect-hint = { $n ->
    [0] Při dalším psaní se vám nabídnou.
    [one] Zapamatována jedna adresa.
    [few] Zapamatovány { $n } adresy.
    [many] Zapamatováno { $n } adresy.
   *[other] Zapamatováno { $n } adres.
  }
set-collect-clear = Zapomenout zapamatované adresy
set-swipes = Přejetí prstem
set-swipes-text = V telefonu, v seznamu.
set-swipe-start = Vpřed (doprava)
set-swipe-end = Zpět (doleva)
set-swipe-none = Nic
set-identities-text = Odpověď odchází z adresy, na kterou zpráva přišla.
set-default-identity = Pro nové zprávy
set-name = Jméno
set-signature = Podpis
set-text = Text
set-folder = Složka
set-templates-text = Vkládají se při psaní. { "{name}" }, { "{first}" }, { "{date}" } a { "{subject}" } se vyplní.
template-new = Nová šablona
template-remove = Smazat šablonu { $name }
template-removed = Šablona smazána
set-labels-text = Štítky jsou klíčová slova IMAP: vidí je i jiné poštovní programy.
label-new = Nový štítek
label-name = Název: { $name }
label-colour = Barva: { $name }
label-delete = Smazat štítek { $name }
label-deleted = Štítek { $name } smazán; zprávám klíčové slovo zůstává
hue-1 = Modrá
hue-2 = Zelená
hue-3 = Oranžová
hue-4 = Fialová
hue-5 = Růžová
hue-6 = Modrozelená
hue-7 = Jantarová
hue-8 = Šedá
set-notices = Oznámení na ploše
set-notices-text = Pro tento prohlížeč, když je Hayloft otevřený, ale ne v popředí.
set-notices-on = Zobrazovat oznámení
set-notices-hint = Prohlížeč jednou požádá o svolení.
set-notices-none = Tento prohlížeč oznámení nemá.
set-notices-refused = Prohlížeč odmítl. Povolte tomuto webu oznámení v nastavení prohlížeče.
set-notices-folders = O nové poště v
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
privacy-images = Vzdálené obrázky
privacy-images-text = Tito odesílatelé je smějí zobrazovat vždy. Procházejí tímto serverem, nikdy přímo od odesílatele.
privacy-trusted = Známí odesílatelé
privacy-trusted-text = Uvedli jste, že je znáte: u těchto adres žádná varování.
privacy-nobody = Zatím nikdo.
privacy-domain = všichni z { $domain }
privacy-remove = Odebrat { $who }
set-shortcuts-text = Klávesy jako v Gmailu, pokud je Gmail má. Kdekoli stiskněte ? a zobrazí se.
set-import-text = Dovnitř jdou soubory .eml, .mbox a jejich .zip; složka se exportuje jako jeden soubor.
set-vacation-text = Odpovídá lidem, kteří vám píší v nepřítomnosti, každému jen jednou za čas.
set-vacation-on = Odpovídat automaticky
set-vacation-from = Od
set-vacation-to = Do
set-vacation-order = Konec musí být po začátku.
filters-text = Pravidla provádí server při příchodu pošty, ať ji čtete v jakémkoli programu.
filters-none = Zatím žádná pravidla.
filter-refused = Server to odmítl. { $why }
filter-new = Nové pravidlo
filter-edit = Pravidlo
filter-on = Pravidlo { $name } je zapnuté
filter-remove = Smazat pravidlo { $name }
filter-removed = Pravidlo smazáno
filters-rules = Pravidla
filter-script = Vlastní skript
filter-edit-script = Upravit skript
filter-sieve = Skript Sieve
filter-own = Pro ty, kdo píší v Sieve. Běží po pravidlech, která ho nikdy nemění.
filter-need-name = Pojmenujte pravidlo.
filter-need-test = Vyplňte, co se má hledat.
filter-need-action = Vyberte, co se má udělat.
filter-need-folder = Vyberte složku.
filter-need-label = Nejprve vytvořte štítek: Nastavení, Štítky.
filter-when = Když
filter-when-all = Když platí vše z tohoto
filter-when-any = Když platí cokoli z tohoto
filter-then = Pak
filter-add-test = A…
filter-add-action = A také…
filter-remove-test = Odebrat tuto podmínku
filter-remove-action = Odebrat tuto akci
filter-try = Co by zachytilo?
filter-caught = { $n ->
    [0] Ze zdejší pošty: nic.
    [one] Ze zdejší pošty jednu zprávu: { $subjects }
    [few] Ze zdejší pošty { $n } zprávy, nejnovější: { $subjects }
    [many] Ze zdejší pošty { $n } zprávy, nejnovější: { $subjects }
   *[other] Ze zdejší pošty { $n } zpráv, nejnovější: { $subjects }
  }
filter-field = Část zprávy
filter-field-from = Odesílatel
filter-field-recipient = Příjemce
filter-field-subject = Předmět
filter-field-body = Text
filter-field-list = E-mailová konference
filter-field-header = Hlavička
filter-field-size = Velikost
filter-field-attachment = Má přílohu
filter-header = Název hlavičky
filter-match = Jak
filter-match-contains = obsahuje
filter-match-not-contains = neobsahuje
filter-match-is = je
filter-match-not-is = není
filter-match-startswith = začíná na
filter-match-endswith = končí na
filter-match-over = je nad
filter-match-under = je pod
filter-value = Co
filter-action = Akce
filter-do-move = Přesunout do
filter-do-copy = Kopírovat do
filter-do-label = Přidat štítek
filter-do-flag = Přidat hvězdičku
filter-do-markread = Označit jako přečtené
filter-do-forward = Přeposlat kopii na
filter-do-redirect = Přeposlat na, nic neponechat
filter-do-reject = Odmítnout se slovy
filter-do-delete = Přesunout do Koše
filter-do-discard = Smazat beze stopy
filter-do-stop = Stop: žádná další pravidla
filter-choose = Vybrat…
filter-address = Adresa pro přeposílání
filter-reject-text = Slova pro odesílatele
clients-account = Váš účet
clients-text = Většině programů stačí vaše adresa: zbytek si najdou samy.
clients-user = Uživatelské jméno
clients-password = Nejlépe heslo aplikace, pro každý program jiné.
clients-mail = Poštovní servery
clients-none = Server je neuvedl. Zeptejte se správce.
clients-dav = Kalendáře a kontakty
clients-dav-text = Jedna adresa pro obojí.
clients-phones = Telefony
clients-phones-text = Namiřte na kód fotoaparát. Telefon se zeptá na adresu a heslo: nejlepší je heslo aplikace.
clients-apple = iPhone, iPad: pošta, kalendáře a kontakty
clients-android = Android s DAVx5: kalendáře a kontakty
password-text = Pro přihlášení zde.
password-old = Dosavadní heslo
password-new = Nové heslo
password-again = Nové heslo znovu
password-differ = Obě nová hesla se liší.
password-change = Změnit heslo
password-changed = Heslo bylo změněno.
password-refused = Heslo nebylo změněno. { $why }
app-passwords = Hesla aplikací
app-passwords-text = Heslo jen pro jeden program, které lze zase odebrat.
app-passwords-none = Zatím žádná.
app-password-new = Nové heslo aplikace
app-password-for = Pro který program?
app-password-example = Thunderbird doma
app-password-may = Smí používat
app-password-make = Vytvořit heslo
app-password-made = Vaše heslo aplikace
app-password-once = Zkopírujte si ho teď: zobrazí se jen jednou.
app-password-used = Naposledy použito { $when }
app-password-remove = Smazat heslo aplikace { $name }
app-password-removed = Heslo aplikace smazáno
protocol-imap = Pošta (IMAP)
protocol-smtp = Odesílání (SMTP)
protocol-dav = Kalendáře, kontakty
protocol-pop3 = Pošta (POP3)
protocol-sieve = Filtry (Sieve)
protocol-jmap = JMAP
sessions = Přihlášené prohlížeče
sessions-text = Odhlášení všude ukončí všechny, i tento.
sessions-this = tento
sign-in-over = Trvalo to příliš dlouho. Začněte znovu.
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
code = Kód
code-hint = Šest číslic z ověřovací aplikace.
code-hint-recovery = Šest číslic z ověřovací aplikace, nebo záložní kód.
code-hint-recovery-only = Jeden z vašich záložních kódů.
code-empty = Zadejte kód.
code-wrong = Kód není správný, nebo už byl použit.
key-wrong = Tento klíč nebyl přijat.
key-none = Žádný klíč neodpověděl. Zkuste to znovu.
key-failed = Klíč se nepodařilo použít. { $why }
use-key = Použít bezpečnostní klíč
use-passkey = Použít přístupový klíč
step-go = Pokračovat
step-enrol = Správce vyžaduje druhý krok. Nastavte si ověřovací aplikaci.
step-new-password = Zvolte nové heslo, nejmenší počet znaků: { $n }.
step-passkey = Použijte otisk prstu, obličej nebo PIN tohoto zařízení, nebo bezpečnostní klíč.
step-back = Začít znovu
factors = Dvoufázové přihlášení
factors-text = S druhým krokem už samotné heslo schránku neotevře. Poštovní programy pak potřebují hesla aplikací.
factors-required = Správce vyžaduje druhý krok. Poštovní programy potřebují hesla aplikací.
factor-app = Ověřovací aplikace
factor-app-text = Aplikace v telefonu ukazuje každých 30 sekund nový kód.
factor-app-add = Nastavit aplikaci
factor-app-added = Ověřovací aplikace je zapnutá
factor-app-off-text = Kódy z této aplikace už nebudou vyžadovány.
factor-since = Od { $when }
factor-on = Zapnout
factor-off = Vypnout
factor-qr = QR kód pro ověřovací aplikaci
factor-scan = Naskenujte ho aplikací nebo opište toto tajemství:
factor-open-app = Otevřít v aplikaci na tomto zařízení
keys = Bezpečnostní a přístupové klíče
keys-text = Přístupový klíč vás přihlásí otiskem prstu, obličejem nebo PINem, bez hesla.
key-add = Přidat klíč
key-added = Klíč přidán
key-default = Klíč { $n }
key-name = Název
key-passkey = Přístupový klíč
key-second = Druhý krok
key-rename = Přejmenovat { $name }
key-remove = Odebrat { $name }
key-remove-short = Odebrat klíč
key-remove-text = Tímto klíčem se už nepřihlásíte.
recovery = Záložní kódy
recovery-left = Nepoužité: { $n }
recovery-new = Nové kódy
recovery-made = Staré kódy už neplatí
recovery-text = Každý kód funguje jednou, když nemáte po ruce telefon nebo klíč. Uschovejte je na bezpečném místě: zobrazí se jen teď.
recovery-kept = Mám je uschované
prove-title = Jste to vy?
prove-text = Pro změnu způsobu přihlášení zadejte znovu heslo.
prove-wrong = To není vaše heslo.
rule-length = Nejmenší počet znaků: { $n }.
rule-also = Nejmenší počet znaků: { $n }, z toho { $also }.
rule-letter = písmeno
rule-cases = malá a velká písmena
rule-digit = číslice
rule-special = zvláštní znak
password-end-others = Odhlásit všechny ostatní prohlížeče
session-on = { $browser }, { $system }
session-unknown = Neznámý program
session-seen = { $when } z { $address }
session-since = Přihlášeno { $when } ({ $way })
session-end = Odhlásit
session-end-name = Odhlásit: { $name }
session-ended = Odhlášeno
sessions-end-others = Odhlásit všechny ostatní
way-password = heslo
way-totp = heslo a kód
way-recovery = heslo a záložní kód
way-key = heslo a klíč
way-passkey = přístupový klíč
last-logins = Poslední přihlášení
last-logins-text = Podle služby. Pokud něco nesedí, změňte si heslo.
protocol-web = Web
protocol-api = Programové rozhraní
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

receipt-wanted = { $name } žádá o potvrzení o přečtení.
receipt-send = Odeslat potvrzení
receipt-no = Ne
receipt-sent = Potvrzení odesláno
set-push = I když je Hayloft zavřený
set-push-hint = Samotná zpráva zůstává zde; přes službu push prohlížeče jde jen informace, že je něco nového.
set-push-failed = Push se nepodařilo zapnout. { $why }
set-offline = Uchovávat poštu v tomto prohlížeči
set-offline-hint = Nejnovější konverzace lze číst bez připojení. Na počítači, který používají i jiní, to vypněte.

## Several mailboxes

accounts = Schránky
account-shared = Sdíleno s vámi
account-elsewhere = U jiného poskytovatele
outside = Poštovní účty jinde
outside-text = Pošta u jiného poskytovatele, kterou čtete a odpovídáte na ni odsud. Heslo se ukládá šifrovaně.
outside-add = Přidat účet
outside-remove = Odebrat { $address }
outside-fault = Nedostupné: { $why }
outside-login = Uživatelské jméno tam
outside-imap = Příchozí pošta (IMAP)
outside-smtp = Odchozí pošta (SMTP)
outside-host = Server
outside-port = Port
outside-tls = Šifrování

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
