app-name = Hayloft
apps = Aplikacje
app-mail = Poczta
app-mail-unread = Poczta, nieprzeczytane: { $n }
home = Strona główna
skip = Przejdź do treści
sidebar = Foldery poczty
loading = Wczytywanie
close = Zamknij
cancel = Anuluj
retry = Spróbuj ponownie
more = Więcej
or = lub
refresh = Sprawdź pocztę
dismiss = Odrzuć
notices = Powiadomienia

## Signing in

sign-in-title = Zaloguj się do Hayloft
sign-in-login = Adres e-mail
sign-in-password = Hasło
show-password = Pokaż hasło
hide-password = Ukryj hasło
sign-in = Zaloguj się
signing-in = Logowanie…
sign-in-empty = Wpisz adres e-mail i hasło.
sign-in-wrong = Adres e-mail lub hasło są nieprawidłowe.
sign-in-offline = Nie można połączyć się z serwerem. Sprawdź połączenie i spróbuj ponownie.
sign-in-server = Serwer nie mógł teraz odpowiedzieć. Spróbuj ponownie za chwilę.
sign-in-throttled = Zbyt wiele prób. Spróbuj ponownie za { $n ->
    [one] sekundę
    [few] { $n } sekundy
    [many] { $n } sekund
   *[other] { $n } sekundy
  }.
sign-in-throttled-minutes = Zbyt wiele prób. Spróbuj ponownie za { $n } min.
# sign-in-by-password = Sign in with a password
# look-help = Help
signed-out-title = Zaloguj się ponownie
signed-out-text = Sesja wygasła. Nic z tego, co napisano, nie przepadło: zaloguj się i kontynuuj.
sign-out = Wyloguj się
sign-out-everywhere = Wyloguj się wszędzie
sign-out-failed = Nie udało się wylogować: brak połączenia z serwerem. Sesja nadal trwa.
account-of = { $initials }, konto: { $name }
start-failed = Nie udało się uruchomić Hayloft
start-offline = Nie można połączyć się z serwerem. Sprawdź połączenie.
start-error = Serwer zgłosił błąd. { $why }

## Appearance and live state

theme = Motyw
theme-system = Systemowy
theme-light = Jasny
theme-dark = Ciemny
live-live = Na żywo
live-live-title = Zmiany pojawiają się od razu
live-connecting = Łączenie
live-connecting-title = Łączenie z serwerem
live-offline = Offline
live-offline-title = Brak połączenia; trwa ponawianie próby

## Folders

folders = Foldery
folder-inbox = Odebrane
folder-starred = Oznaczone gwiazdką
folder-snoozed = Odłożone
folder-scheduled = Zaplanowane
folder-sent = Wysłane
folder-drafts = Szkice
folder-archive = Archiwum
folder-junk = Spam
folder-trash = Kosz
folder-unread = nieprzeczytane
folder-messages = łącznie
folder-missing = Ten folder już nie istnieje.

## List

conversations-region = Wątki
conversations = { $n ->
    [one] 1 wątek
    [few] { $n } wątki
    [many] { $n } wątków
   *[other] { $n } wątku
  }
conversation-actions = Działania na wątku
quick-filters = Szybkie filtry
filter-all = Wszystkie
filter-unread = Nieprzeczytane
filter-starred = Z gwiazdką
filter-files = Z plikami
search-title = Szukaj
search-placeholder = Szukaj w poczcie
clear-search = Wyczyść wyszukiwanie
show-all = Pokaż wszystkie
empty-inbox = Skrzynka odbiorcza jest pusta. Nowa poczta pojawi się tu sama.
empty-folder = Nic tu nie ma.
empty-starred = Nic nie ma gwiazdki. Naciśnij S na wątku, aby znaleźć go tu później.
empty-search = Nic nie znaleziono dla „{ $q }”. Spam i Kosz są pominięte; dodaj in:anywhere, aby szukać także tam.
empty-unread = Brak nieprzeczytanych.
empty-files = Nic z plikami.
list-offline = Nie można wczytać listy: brak połączenia z serwerem.
list-failed = Nie można wczytać listy. { $why }
no-subject = (brak tematu)
no-recipient = (brak odbiorcy)
unknown-sender = (nieznany nadawca)
you = ja
you-start = Ja
to-people = Do: { $names }
draft-mark = Szkic
row-unread = nieprzeczytane
row-count = { $n ->
    [one] { $n } wiadomość
    [few] { $n } wiadomości
    [many] { $n } wiadomości
   *[other] { $n } wiadomości
  }
row-starred = z gwiazdką
row-files = z plikami
row-answered = z odpowiedzią
row-failed = zmiana odrzucona: { $why }
selected = Zaznaczono: { $n }
selection-actions = Działania na zaznaczonych
move-to = Przenieś do
find-folder = Znajdź folder

## Conversation

conversation = Wątek
nothing-open = Wybierz wątek, aby go tu przeczytać.
conversation-offline = Nie można wczytać wątku: brak połączenia z serwerem.
conversation-failed = Nie można wczytać wątku. { $why }
conversation-gone = Ten wątek już nie istnieje.
earlier-messages = { $n ->
    [one] { $n } wcześniejsza wiadomość
    [few] { $n } wcześniejsze wiadomości
    [many] { $n } wcześniejszych wiadomości
   *[other] { $n } wcześniejszej wiadomości
  }
position = { $n } z { $total }
newer = Nowsze
older = Starsze
not-junk = To nie spam
reply-hint = Odpowiedz…
reply-everyone = Odpowiedz wszystkim…
message-from = Wiadomość od: { $name }
message-actions = Działania na wiadomości
message-body = Treść wiadomości
message-failed = Nie można wyświetlić tej wiadomości. Zamiast tego pobierz ją z menu.
fold-message = Zwiń tę wiadomość
star-message = Oznacz wiadomość gwiazdką
unstar-message = Usuń gwiazdkę
download-message = Pobierz wiadomość
to-list = do: { $names }
to-some = do: { $names } i jeszcze { $n }
to-nobody = bez podanych odbiorców
quoted-text = Cytowany tekst
images-blocked = Obrazy zdalne są zablokowane, aby chronić Twoją prywatność.
light-card = Ta wiadomość jest przygotowana na jasne tło.
darken = Przyciemnij
as-sent = Tak jak wysłano
body-truncated = Ta wiadomość jest bardzo długa; reszta znajduje się w pobranej wiadomości.
attachments = { $n ->
    [one] 1 załącznik
    [few] { $n } załączniki
    [many] { $n } załączników
   *[other] { $n } załącznika
  }
unnamed-file = Plik bez nazwy
download-file = Pobierz { $name }
draft-here = To jest szkic. Tylko Ty go widzisz.
continue-writing = Pisz dalej

## What was done

archived = { $n ->
    [one] Zarchiwizowano wątek
    [few] Zarchiwizowano { $n } wątki
    [many] Zarchiwizowano { $n } wątków
   *[other] Zarchiwizowano { $n } wątku
  }
trashed = { $n ->
    [one] Przeniesiono wątek do Kosza
    [few] Przeniesiono { $n } wątki do Kosza
    [many] Przeniesiono { $n } wątków do Kosza
   *[other] Przeniesiono { $n } wątku do Kosza
  }
draft-trashed = { $n ->
    [one] Przeniesiono szkic do Kosza
    [few] Przeniesiono { $n } szkice do Kosza
    [many] Przeniesiono { $n } szkiców do Kosza
   *[other] Przeniesiono { $n } szkicu do Kosza
  }
junked = { $n ->
    [one] Przeniesiono wątek do Spamu
    [few] Przeniesiono { $n } wątki do Spamu
    [many] Przeniesiono { $n } wątków do Spamu
   *[other] Przeniesiono { $n } wątku do Spamu
  }
unjunked = { $n ->
    [one] To nie spam: wątek wrócił do Odebranych
    [few] To nie spam: { $n } wątki wróciły do Odebranych
    [many] To nie spam: { $n } wątków wróciło do Odebranych
   *[other] To nie spam: { $n } wątku wróciło do Odebranych
  }
moved = { $n ->
    [one] Przeniesiono wątek do: { $folder }
    [few] Przeniesiono { $n } wątki do: { $folder }
    [many] Przeniesiono { $n } wątków do: { $folder }
   *[other] Przeniesiono { $n } wątku do: { $folder }
  }
marked-read = { $n ->
    [one] Oznaczono jako przeczytane
    [few] Oznaczono { $n } wątki jako przeczytane
    [many] Oznaczono { $n } wątków jako przeczytane
   *[other] Oznaczono { $n } wątku jako przeczytane
  }
marked-unread = { $n ->
    [one] Oznaczono jako nieprzeczytane
    [few] Oznaczono { $n } wątki jako nieprzeczytane
    [many] Oznaczono { $n } wątków jako nieprzeczytane
   *[other] Oznaczono { $n } wątku jako nieprzeczytane
  }
destroyed = { $n ->
    [one] Usunięto wątek
    [few] Usunięto { $n } wątki
    [many] Usunięto { $n } wątków
   *[other] Usunięto { $n } wątku
  }
destroy-title = { $n ->
    [one] Usunąć ten wątek na zawsze?
    [few] Usunąć { $n } wątki na zawsze?
    [many] Usunąć { $n } wątków na zawsze?
   *[other] Usunąć { $n } wątku na zawsze?
  }
destroy-text = Zostanie to usunięte z serwera i nie będzie można tego przywrócić.
destroy-yes = Usuń na zawsze
undo = Cofnij
undone = Cofnięto
undo-spoken = { $text }. Cofnij klawiszem Z.
failed-offline = Brak połączenia z serwerem. Nic nie zmieniono.
failed-change = Serwer odmówił, więc zmiana została cofnięta. { $why }
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
no-folder = Brak folderu { $role }.
arrived = Nowa wiadomość od: { $from }: { $subject }
arrived-many = { $n ->
    [one] { $n } nowa wiadomość
    [few] { $n } nowe wiadomości
    [many] { $n } nowych wiadomości
   *[other] { $n } nowej wiadomości
  }

## Writing

compose-new = Nowa wiadomość
compose-reply = Odpowiedź
compose-forward = Przekazanie
compose-draft = Szkic
compose-window = Pisana wiadomość
from = Od
to = Do
cc = DW
bcc = UDW
reply-to = Odpowiedź do
subject = Temat
date = Data
message-text = Treść Twojej wiadomości
wrote = { $date }, { $name } pisze:
forwarded-head = ---------- Przekazana wiadomość ----------
draft-saved = Szkic zapisany { $time }
draft-saving = Zapisywanie…
draft-failed = Nie zapisano szkicu; trwa ponawianie próby
draft-discarded = Szkic odrzucony
draft-gone = Ten szkic już nie istnieje.
close-draft = Zamknij, zachowaj szkic
minimise = Minimalizuj
full-screen = Pełny ekran
smaller = Mniejsze okno
discard = Odrzuć szkic
attach = Dołącz pliki
remove-file = Usuń { $name }
uploading = Przesyłanie: { $name }
upload-failed = Nie udało się przesłać
file-too-large = Za duży dla tego serwera
remove-recipient = Usuń { $name }
recipient-removed = Usunięto: { $name }
suggestions = Podpowiedzi
send = Wyślij
send-anyway = Wyślij mimo to
send-hint = Ctrl Enter wysyła
sending = Wysyłanie…
sent = Wiadomość wysłana
sent-not-moved = Wiadomość została wysłana, ale nadal jest w Szkicach. { $why }
send-failed = Nie wysłano. { $why }
send-failed-offline = Nie wysłano: brak połączenia z serwerem. Wiadomość zostaje tutaj.
send-failed-files = Nie wysłano: nie udało się przesłać pliku. Spróbuj ponownie lub usuń go.
send-failed-address = „{ $text }” nie jest adresem e-mail.
send-failed-norecipients = Dodaj co najmniej jednego odbiorcę.
send-not-ready = Nie wysłano: { $person } nie ma folderu Szkice lub tożsamości.

## Leaving

leave-title = Ten link prowadzi gdzie indziej
leave-text = Tekst linku wskazuje jedną witrynę, ale prowadzi on do innej. Przejdź dalej tylko wtedy, gdy znasz to miejsce:
leave-bad = Nie można otworzyć tego linku.
leave-back = Wróć do poczty
leave-go = Otwórz mimo to

## Keyboard

scope-everywhere = Wszędzie
scope-list = Lista
scope-conversation = Wątek lub zaznaczenie
scope-composer = Pisanie
single-keys = Pojedyncze klawisze działają bez Ctrl
cmd-help = Pomoc i skróty klawiszowe
cmd-search = Szukaj
cmd-compose = Nowa wiadomość
cmd-undo = Cofnij
cmd-go-inbox = Przejdź do: Odebrane
cmd-go-starred = Przejdź do: Oznaczone gwiazdką
cmd-go-sent = Przejdź do: Wysłane
cmd-go-drafts = Przejdź do: Szkice
cmd-go-archive = Przejdź do: Archiwum
cmd-next = Następny wątek
cmd-previous = Poprzedni wątek
cmd-open = Otwórz wątek
cmd-back = Wróć do listy
cmd-select = Zaznacz
cmd-select-all = Zaznacz wszystkie
cmd-select-none = Odznacz wszystkie
cmd-select-read = Zaznacz przeczytane
cmd-select-unread = Zaznacz nieprzeczytane
cmd-select-starred = Zaznacz oznaczone gwiazdką
cmd-select-down = Rozszerz zaznaczenie w dół
cmd-select-up = Rozszerz zaznaczenie w górę
cmd-archive = Archiwizuj
cmd-delete = Usuń
cmd-junk = Spam
cmd-star = Oznacz gwiazdką
cmd-move = Przenieś do…
cmd-read = Oznacz jako przeczytane
cmd-unread = Oznacz jako nieprzeczytane
cmd-unread-from = Oznacz jako nieprzeczytane od tego miejsca
cmd-archive-newer = Archiwizuj i przejdź do nowszego
cmd-archive-older = Archiwizuj i przejdź do starszego
cmd-reply = Odpowiedz
cmd-reply-all = Odpowiedz wszystkim
cmd-forward = Przekaż dalej
cmd-next-message = Następna wiadomość
cmd-previous-message = Poprzednia wiadomość
cmd-unfold = Rozwiń wszystkie wiadomości
cmd-fold = Zwiń wszystkie wiadomości
cmd-up = O poziom wyżej
key-send = Wyślij
key-cc = Pokaż DW
key-bcc = Pokaż UDW
key-close-draft = Zamknij, szkic zostaje

## Reading, beyond the text

settings = Ustawienia
chunk-failed = Nie udało się wczytać tej części. Sprawdź połączenie i spróbuj ponownie.
ok = OK
copy = Kopiuj
copied = Skopiowano
verified = Zweryfikowany nadawca
verified-why = { $domain } podpisuje tę wiadomość, a nasz serwer to sprawdził.
unverified = Niezweryfikowany
unverified-why = Nasz serwer nie znalazł dowodu, że wiadomość wysłano z tego adresu.
# signed = Signed
# signed-why = { $email } signed this message with a certificate of their own; it was not changed since.
# signed-not = Signature not valid
warn-failed = Ta wiadomość nie przeszła sprawdzenia nadawcy. Prawdopodobnie nie pochodzi z { $domain }.
warn-alike = { $domain } wygląda jak { $known }, ale to inna domena.
warn-name = Nadawca przedstawia się jako { $name }, ale adres to { $email }.
warn-reply = Odpowiedź trafiłaby do { $email }.
warn-first = To pierwsza wiadomość do Ciebie od: { $name }.
i-know = Znam tego nadawcę
images-blocked-for-good = Obrazy zdalne są zablokowane, aby chronić Twoją prywatność.
show-images = Pokaż obrazy
always-show = Zawsze pokazuj
always-from = Od: { $who }
reply-list = Odpowiedz na listę
forward-file = Przekaż jako plik
edit-as-new = Edytuj jako nową
unsubscribe = Anuluj subskrypcję
unsubscribed = Subskrypcja tej listy została anulowana.
unsubscribe-failed = Nie udało się anulować subskrypcji jednym kliknięciem. { $why }
filter-like-this = Filtruj takie wiadomości
show-source = Źródło wiadomości
source-headers = Nagłówki
source-all = Całe źródło
save-file = Zapisz
save-all = Zapisz wszystkie ({ $size })
save-all-failed = Nie udało się zapisać plików.
preview-file = Obejrzyj { $name }
preview-failed = Nie można wyświetlić tego pliku. Zamiast tego zapisz go.
preview-previous = Poprzedni plik
preview-next = Następny plik
invitation = Zaproszenie
event-when = Kiedy
event-where = Gdzie
event-who = Organizator
event-guests = Goście
event-untitled = Wydarzenie bez tytułu
event-cancelled = Odwołane
event-by = { $n ->
    [0] organizuje { $name }
    [one] organizuje { $name }, jeden gość
    [few] organizuje { $name }, { $n } gości
    [many] organizuje { $name }, { $n } gości
   *[other] organizuje { $name }, { $n } gościa
  }
card-add = Dodaj do kontaktów
card-added = Dodano do kontaktów
card-failed = Nie udało się dodać kontaktu.
row-muted = wyciszony

## Labels, snooze, mute

labels = Etykiety
cmd-label = Dodaj etykietę
label-find = Znajdź lub utwórz etykietę
label-make = Utwórz „{ $name }”
label-none = Nie ma jeszcze etykiet: wpisz nazwę
label-remove = Usuń etykietę { $name }
label-added = { $n ->
    [one] Dodano etykietę { $name }
    [few] Dodano etykietę { $name } do { $n } wątków
    [many] Dodano etykietę { $name } do { $n } wątków
   *[other] Dodano etykietę { $name } do { $n } wątku
  }
label-removed = { $n ->
    [one] Usunięto etykietę { $name }
    [few] Usunięto etykietę { $name } z { $n } wątków
    [many] Usunięto etykietę { $name } z { $n } wątków
   *[other] Usunięto etykietę { $name } z { $n } wątku
  }
cmd-snooze = Odłóż
snooze-until = Odłóż do
snoozed = { $n ->
    [one] Odłożono do: { $date }
    [few] Odłożono { $n } wątki do: { $date }
    [many] Odłożono { $n } wątków do: { $date }
   *[other] Odłożono { $n } wątku do: { $date }
  }
unsnooze = Przywróć teraz do Odebranych
unsnoozed = { $n ->
    [one] Znów w Odebranych
    [few] { $n } wątki znów w Odebranych
    [many] { $n } wątków znów w Odebranych
   *[other] { $n } wątku znów w Odebranych
  }
later-today = Później dzisiaj
later-evening = Dziś wieczorem
later-tomorrow = Jutro rano
later-weekend = W weekend
later-monday = W poniedziałek rano
later-pick = Wybierz datę i godzinę…
later-when = Data i godzina
later-past = Wybierz moment w przyszłości.
later-far = Serwer przechowuje wiadomości najpóźniej do: { $date }.
cmd-mute = Wycisz
muted = { $n ->
    [one] Wyciszono: odpowiedzi nie trafią do Odebranych
    [few] Wyciszono { $n } wątki
    [many] Wyciszono { $n } wątków
   *[other] Wyciszono { $n } wątku
  }
unmuted = { $n ->
    [one] Wyłączono wyciszenie
    [few] Wyłączono wyciszenie { $n } wątków
    [many] Wyłączono wyciszenie { $n } wątków
   *[other] Wyłączono wyciszenie { $n } wątku
  }
all-starred = { $n ->
    [one] Oznaczono gwiazdką { $n } wątek
    [few] Oznaczono gwiazdką { $n } wątki
    [many] Oznaczono gwiazdką { $n } wątków
   *[other] Oznaczono gwiazdką { $n } wątku
  }
cmd-print = Drukuj
all-selected = Zaznaczono wszystkie wątki tutaj: { $n }.
select-matching = Zaznacz wszystkie wątki tutaj: { $n }
bulk-working = Przetwarzanie wszystkich wątków…

## Folders, in and out

list-menu = Menu listy
density-comfortable = Luźne wiersze
density-cosy = Średnie wiersze
density-compact = Zwarte wiersze
searches = Wyszukiwania
search-save = Zapisz to wyszukiwanie
search-menu = Wyszukiwanie { $name }
search-forget = Usuń to wyszukiwanie
quota = Zajęto { $used } z { $limit }
folder-menu = Folder { $name }
folder-name = Nazwa
folder-name-empty = Nadaj folderowi nazwę.
folder-name-taken = Folder „{ $name }” już istnieje.
folder-make = Nowy folder
folder-make-inside = Nowy folder wewnątrz
folder-rename = Zmień nazwę folderu
folder-move = Przenieś folder
folder-moved = Przeniesiono folder { $name }
folder-place = Wewnątrz
folder-top = (najwyższy poziom)
folder-read = Oznacz wszystkie jako przeczytane
folder-all-read = Wszystko w { $name } jest przeczytane
folder-import = Importuj wiadomości…
folder-export-mbox = Eksportuj jako mbox
folder-export-zip = Eksportuj jako zip z plikami .eml
folder-empty = Opróżnij folder
folder-emptied = Folder jest pusty
folder-empty-title = Opróżnić { $name }?
folder-empty-text = { $n ->
    [one] Jedna wiadomość zostanie usunięta z serwera i nie będzie można jej przywrócić.
    [few] { $n } wiadomości zostaną usunięte z serwera i nie będzie można ich przywrócić.
    [many] { $n } wiadomości zostanie usuniętych z serwera i nie będzie można ich przywrócić.
   *[other] { $n } wiadomości zostanie usunięte z serwera i nie będzie można ich przywrócić.
  }
folder-remove = Usuń folder
folder-removed = Usunięto folder { $name }
folder-remove-title = Usunąć folder { $name }?
folder-remove-text = { $n ->
    [0] Jest pusty.
    [one] Wiadomość, która w nim jest, też zostanie usunięta i nie będzie można jej przywrócić.
    [few] { $n } wiadomości, które w nim są, też zostaną usunięte i nie będzie można ich przywrócić.
    [many] { $n } wiadomości, które w nim są, też zostanie usuniętych i nie będzie można ich przywrócić.
   *[other] { $n } wiadomości, które w nim są, też zostanie usunięte i nie będzie można ich przywrócić.
  }
folder-has-children = Najpierw usuń lub przenieś foldery, które są w środku.
import-working = Importowanie…
imported = { $n ->
    [one] Zaimportowano jedną wiadomość
    [few] Zaimportowano { $n } wiadomości
    [many] Zaimportowano { $n } wiadomości
   *[other] Zaimportowano { $n } wiadomości
  }
import-failed = Nie wszystko zaimportowano. { $why }
export-working = Zbieranie wiadomości…
export-failed = Eksport się nie powiódł. { $why }

## Writing, beyond the text

editor-failed = Nie udało się wczytać edytora. Zamknij szkic i otwórz go ponownie.
formatting = Formatowanie
format-bold = Pogrubienie
format-italic = Kursywa
format-underline = Podkreślenie
format-strike = Przekreślenie
format-colour = Kolor tekstu
format-bullets = Lista punktowana
format-numbers = Lista numerowana
format-quote = Cytat
format-unquote = Zmniejsz cytowanie
format-link = Link
format-image = Obraz
format-more = Więcej formatowania
format-large = Duży
format-small = Mały
format-normal = Zwykły rozmiar
format-rtl = Od prawej do lewej
format-ltr = Od lewej do prawej
format-center = Wyśrodkowanie
format-clear = Usuń formatowanie
colour-0 = Zwykły
colour-1 = Czerwony
colour-2 = Pomarańczowy
colour-3 = Bursztynowy
colour-4 = Zielony
colour-5 = Morski
colour-6 = Niebieski
colour-7 = Fioletowy
colour-8 = Szary
link-address = Adres
link-bad = Wpisz adres strony lub adres e-mail.
link-set = Wstaw link
link-remove = Usuń link
draft-conflict = Ten szkic zmieniono też gdzie indziej. Obie wersje są w Szkicach.
draft-left = To tekst ze strony, która zamknęła się przed zapisaniem.
upload-waiting = czeka na połączenie
send-later = Wyślij później
scheduled = Wysyłka: { $date }
sending-soon = Wysyłanie…
undo-late = Za późno: wiadomość jest już w drodze. { $why }
undo-hint = { $n } s na cofnięcie po wysłaniu
outbox-kept = Brak połączenia: wiadomość wyjdzie, gdy tylko się pojawi.
outbox-sent = Wysłano: { $subject }
templates = Szablony
template-save = Zapisz jako szablon
template-unnamed = Szablon bez nazwy
compose-more = Więcej opcji
priority-high = Wysoki priorytet
priority-normal = Normalny priorytet
priority-low = Niski priorytet
receipt-ask = Poproś o potwierdzenie przeczytania
receipt-on = Potwierdzenie
rich-text = Tekst sformatowany
plain-text = Zwykły tekst
doubt-no-subject-title = Wysłać bez tematu?
doubt-no-subject-text = Wiadomość nie ma tematu. Można ją przeoczyć.
doubt-forgotten-file-title = Brakuje pliku?
doubt-forgotten-file-text = W treści jest mowa o załączniku, ale żadnego nie dołączono.
doubt-no-reply-title = Nikt nie czyta tego adresu
doubt-no-reply-text = Jeden z odbiorców to adres „bez odpowiedzi”. Wiadomości prawdopodobnie nikt nie przeczyta.
doubt-many-title = Wysłać do tylu osób?
doubt-many-text = Każdy zobaczy adresy wszystkich. Użyj UDW, aby adresy pozostały prywatne.
settings-not-saved = Nie udało się zapisać ustawień na serwerze.

## Palette and search

palette = Polecenia
palette-hint = Co chcesz zrobić?
palette-folders = Przejdź do
palette-nothing = Nic nie znaleziono
cmd-palette = Polecenia
cmd-go-folder = Przejdź do folderu lub etykiety…
cmd-go-snoozed = Przejdź do: Odłożone
cmd-go-settings = Przejdź do ustawień
cmd-reply-large = Odpowiedz w dużym oknie
cmd-reply-all-large = Odpowiedz wszystkim w dużym oknie
cmd-forward-large = Przekaż dalej w dużym oknie
settings-labels = Etykiety
search-chips = Części tego wyszukiwania
search-without = Szukaj bez: { $what }
search-anywhere = Także Spam i Kosz
search-month = Ostatni miesiąc

## Settings

add = Dodaj
save = Zapisz
saved = Zapisano
move-up = Przenieś { $name } w górę
move-down = Przenieś { $name } w dół
copy-what = Kopiuj: { $what }
seconds = { $n ->
    [one] { $n } sekunda
    [few] { $n } sekundy
    [many] { $n } sekund
   *[other] { $n } sekundy
  }
settings-appearance = Wygląd
settings-mail = Czytanie i pisanie
settings-identities = Nazwy i podpisy
settings-templates = Szablony
settings-filters = Filtry i przekazywanie
settings-vacation = Autoodpowiedź
settings-notifications = Powiadomienia
settings-privacy = Prywatność
settings-security = Bezpieczeństwo
settings-clients = Połącz program
settings-shortcuts = Klawiatura
settings-import = Import i eksport
set-look = Wygląd
set-density = Wiersze listy
set-darken = Przyciemniaj wiadomości
set-darken-hint = W ciemnym motywie także wiadomości przygotowane na jasne tło.
set-region = Język i region
set-language = Język
set-language-auto = Jak w przeglądarce
set-zone = Strefa czasowa
set-zone-auto = Jak na tym urządzeniu ({ $zone })
set-reading = Czytanie
set-read = Oznaczaj jako przeczytane
set-read-now = Po otwarciu
set-read-after = { $n ->
    [one] Po { $n } sekundzie
    [few] Po { $n } sekundach
    [many] Po { $n } sekundach
   *[other] Po { $n } sekundy
  }
set-read-never = Tylko ręcznie
set-receipts = Gdy nadawca prosi o potwierdzenie przeczytania
set-receipts-hint = Nic nie jest wysyłane bez pytania.
set-receipts-ask = Informuj
set-receipts-never = Ignoruj
set-writing = Pisanie
set-undo = Czas na cofnięcie wysłania
set-undo-none = Brak
set-plain = Pisz zwykłym tekstem
set-plain-hint = Bez formatowania; w każdej wiadomości można to zmienić.
set-collect = Zapamiętuj osoby, do których piszesz
set-collect-hint = { $n ->
    [0] Pojawią się w podpowiedziach przy następnym pisaniu.
    [one] Zapamiętano jeden adres.
    [few] Zapamiętano { $n } adresy.
    [many] Zapamiętano { $n } adresów.
   *[other] Zapamiętano { $n } adresu.
  }
set-collect-clear = Zapomnij zapamiętane adresy
set-swipes = Przesuwanie
set-swipes-text = W telefonie, na liście.
set-swipe-start = Do przodu (w prawo)
set-swipe-end = Do tyłu (w lewo)
set-swipe-none = Nic
set-identities-text = Odpowiedź jest wysyłana z adresu, na który przyszła wiadomość.
set-default-identity = W nowych wiadomościach
set-name = Nazwa
set-signature = Podpis
set-text = Tekst
set-folder = Folder
set-templates-text = Wstawiaj je podczas pisania. { "{name}" }, { "{first}" }, { "{date}" } i { "{subject}" } zostaną wypełnione.
template-new = Nowy szablon
template-remove = Usuń szablon { $name }
template-removed = Usunięto szablon
set-labels-text = Etykiety to słowa kluczowe IMAP: inne programy pocztowe też je widzą.
label-new = Nowa etykieta
label-name = Nazwa: { $name }
label-colour = Kolor: { $name }
label-delete = Usuń etykietę { $name }
label-deleted = Usunięto etykietę { $name }; wiadomości zachowują słowo kluczowe
hue-1 = Niebieski
hue-2 = Zielony
hue-3 = Pomarańczowy
hue-4 = Fioletowy
hue-5 = Różowy
hue-6 = Morski
hue-7 = Bursztynowy
hue-8 = Szary
set-notices = Powiadomienia na pulpicie
set-notices-text = Dla tej przeglądarki, gdy Hayloft jest otwarty, ale nie na wierzchu.
set-notices-on = Pokazuj powiadomienia
set-notices-hint = Przeglądarka raz poprosi o zgodę.
set-notices-none = Ta przeglądarka nie obsługuje powiadomień.
set-notices-refused = Przeglądarka odmówiła. Zezwól tej witrynie na powiadomienia w ustawieniach przeglądarki.
set-notices-folders = O nowej poczcie w
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
privacy-images = Obrazy zdalne
privacy-images-text = Ci nadawcy mogą zawsze je pokazywać. Obrazy przechodzą przez ten serwer, nigdy wprost od nadawcy.
privacy-trusted = Znani nadawcy
privacy-trusted-text = Wskazani przez Ciebie jako znani: bez ostrzeżeń dla tych adresów.
privacy-nobody = Jeszcze nikt.
privacy-domain = wszyscy z { $domain }
privacy-remove = Usuń { $who }
set-shortcuts-text = Klawisze jak w Gmailu, jeśli Gmail je ma. Naciśnij ? w dowolnym miejscu, aby je zobaczyć.
set-import-text = Można wczytać pliki .eml, .mbox i .zip z nimi; folder zapisuje się jako jeden plik.
set-vacation-text = Odpowiada osobom, które piszą pod Twoją nieobecność, każdej tylko raz na jakiś czas.
set-vacation-on = Odpowiadaj automatycznie
set-vacation-from = Od
set-vacation-to = Do
set-vacation-order = Koniec musi być po początku.
filters-text = Reguły wykonuje serwer, gdy przychodzi poczta, niezależnie od programu, w którym ją czytasz.
filters-none = Nie ma jeszcze reguł.
filter-refused = Serwer to odrzucił. { $why }
filter-new = Nowa reguła
filter-edit = Reguła
filter-on = Reguła { $name } jest włączona
filter-remove = Usuń regułę { $name }
filter-removed = Usunięto regułę
filters-rules = Reguły
filter-script = Własny skrypt
filter-edit-script = Edytuj skrypt
filter-sieve = Skrypt Sieve
filter-own = Dla osób, które piszą w Sieve. Działa po regułach, a one nigdy go nie zmieniają.
filter-need-name = Nadaj regule nazwę.
filter-need-test = Wpisz, czego szukać.
filter-need-action = Wybierz, co zrobić.
filter-need-folder = Wybierz folder.
filter-need-label = Najpierw utwórz etykietę: Ustawienia, Etykiety.
filter-when = Kiedy
filter-when-all = Gdy spełnione są wszystkie warunki
filter-when-any = Gdy spełniony jest którykolwiek warunek
filter-then = Wtedy
filter-add-test = I…
filter-add-action = A także…
filter-remove-test = Usuń ten warunek
filter-remove-action = Usuń to działanie
filter-try = Co by to wychwyciło?
filter-caught = { $n ->
    [0] Z poczty, która tu jest: nic.
    [one] Z poczty, która tu jest, jedną wiadomość: { $subjects }
    [few] Z poczty, która tu jest, { $n } wiadomości, najnowsze: { $subjects }
    [many] Z poczty, która tu jest, { $n } wiadomości, najnowsze: { $subjects }
   *[other] Z poczty, która tu jest, { $n } wiadomości, najnowsze: { $subjects }
  }
filter-field = Część wiadomości
filter-field-from = Nadawca
filter-field-recipient = Odbiorca
filter-field-subject = Temat
filter-field-body = Treść
filter-field-list = Lista dyskusyjna
filter-field-header = Nagłówek
filter-field-size = Rozmiar
filter-field-attachment = Ma załącznik
filter-header = Nazwa nagłówka
filter-match = Jak
filter-match-contains = zawiera
filter-match-not-contains = nie zawiera
filter-match-is = jest równe
filter-match-not-is = nie jest równe
filter-match-startswith = zaczyna się od
filter-match-endswith = kończy się na
filter-match-over = przekracza
filter-match-under = jest poniżej
filter-value = Co
filter-action = Działanie
filter-do-move = Przenieś do
filter-do-copy = Kopiuj do
filter-do-label = Dodaj etykietę
filter-do-flag = Oznacz gwiazdką
filter-do-markread = Oznacz jako przeczytane
filter-do-forward = Przekaż kopię do
filter-do-redirect = Przekaż do, nic nie zachowuj
filter-do-reject = Odrzuć ze słowami
filter-do-delete = Przenieś do Kosza
filter-do-discard = Usuń bez śladu
filter-do-stop = Stop: bez dalszych reguł
filter-choose = Wybierz…
filter-address = Adres do przekazywania
filter-reject-text = Słowa dla nadawcy
clients-account = Twoje konto
clients-text = Większości programów wystarczy Twój adres: resztę znajdują same.
clients-user = Nazwa użytkownika
clients-password = Najlepiej hasło aplikacji, osobne dla każdego programu.
clients-mail = Serwery poczty
clients-none = Serwer ich nie podał. Zapytaj administratora.
clients-dav = Kalendarze i kontakty
clients-dav-text = Jeden adres dla obu.
clients-phones = Telefony
clients-phones-text = Skieruj na to aparat. Telefon zapyta o adres i hasło: najlepsze jest hasło aplikacji.
clients-apple = iPhone, iPad: poczta, kalendarze i kontakty
clients-android = Android z DAVx5: kalendarze i kontakty
password-text = Do logowania się tutaj.
password-old = Dotychczasowe hasło
password-new = Nowe hasło
password-again = Powtórz nowe hasło
password-differ = Nowe hasła różnią się od siebie.
password-change = Zmień hasło
password-changed = Hasło zostało zmienione.
password-refused = Hasło nie zostało zmienione. { $why }
app-passwords = Hasła aplikacji
app-passwords-text = Hasło tylko dla jednego programu, które można w każdej chwili odebrać.
app-passwords-none = Jeszcze żadnych.
app-password-new = Nowe hasło aplikacji
app-password-for = Dla jakiego programu?
app-password-example = Thunderbird w domu
app-password-may = Może używać
app-password-make = Utwórz hasło
app-password-made = Twoje hasło aplikacji
app-password-once = Skopiuj je teraz: pokazujemy je tylko ten jeden raz.
app-password-used = Ostatnio użyte { $when }
app-password-remove = Usuń hasło aplikacji { $name }
app-password-removed = Usunięto hasło aplikacji
protocol-imap = Poczta (IMAP)
protocol-smtp = Wysyłanie (SMTP)
protocol-dav = Kalendarze, kontakty
protocol-pop3 = Poczta (POP3)
protocol-sieve = Filtry (Sieve)
protocol-jmap = JMAP
sessions = Zalogowane przeglądarki
sessions-text = Wylogowanie się wszędzie kończy je wszystkie, tę także.
sessions-this = ta
sign-in-over = Trwało to zbyt długo. Zacznij od nowa.
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
code-hint = Sześć cyfr z aplikacji uwierzytelniającej.
code-hint-recovery = Sześć cyfr z aplikacji uwierzytelniającej lub kod odzyskiwania.
code-hint-recovery-only = Jeden z kodów odzyskiwania.
code-empty = Wpisz kod.
code-wrong = Ten kod jest nieprawidłowy lub został już użyty.
key-wrong = Ten klucz nie został przyjęty.
key-none = Żaden klucz nie odpowiedział. Spróbuj ponownie.
key-failed = Nie udało się użyć klucza. { $why }
use-key = Użyj klucza bezpieczeństwa
use-passkey = Użyj klucza dostępu
step-go = Dalej
step-enrol = Administrator wymaga drugiego kroku. Skonfiguruj aplikację uwierzytelniającą.
step-new-password = Wybierz nowe hasło o długości co najmniej { $n } zn.
step-passkey = Użyj odcisku palca, twarzy lub kodu PIN tego urządzenia albo klucza bezpieczeństwa.
step-back = Zacznij od nowa
factors = Logowanie dwuetapowe
factors-text = Gdy drugi krok jest włączony, samo hasło nie otworzy już tej skrzynki. Programy pocztowe potrzebują wtedy haseł aplikacji.
factors-required = Administrator wymaga drugiego kroku. Programy pocztowe potrzebują haseł aplikacji.
factor-app = Aplikacja uwierzytelniająca
factor-app-text = Aplikacja w telefonie pokazuje co 30 sekund nowy kod.
factor-app-add = Skonfiguruj aplikację
factor-app-added = Aplikacja uwierzytelniająca jest włączona
factor-app-off-text = Kody z tej aplikacji nie będą już wymagane.
factor-since = Od { $when }
factor-on = Włącz
factor-off = Wyłącz
factor-qr = Kod QR dla aplikacji uwierzytelniającej
factor-scan = Zeskanuj go w aplikacji lub wpisz ten sekret:
factor-open-app = Otwórz w aplikacji na tym urządzeniu
keys = Klucze bezpieczeństwa i klucze dostępu
keys-text = Klucz dostępu loguje Cię odciskiem palca, twarzą lub kodem PIN, bez hasła.
key-add = Dodaj klucz
key-added = Dodano klucz
key-default = Klucz { $n }
key-name = Nazwa
key-passkey = Klucz dostępu
key-second = Drugi krok
key-rename = Zmień nazwę: { $name }
key-remove = Usuń { $name }
key-remove-short = Usuń klucz
key-remove-text = Tym kluczem nie będzie już można się zalogować.
recovery = Kody odzyskiwania
recovery-left = Niewykorzystane: { $n }
recovery-new = Nowe kody
recovery-made = Stare kody nie są już ważne
recovery-text = Każdy kod działa raz, gdy nie masz pod ręką telefonu lub klucza. Przechowuj je w bezpiecznym miejscu: pokazujemy je tylko teraz.
recovery-kept = Kody są już zachowane
prove-title = Czy to Ty?
prove-text = Wpisz ponownie hasło, aby zmienić sposób logowania.
prove-wrong = To nie jest Twoje hasło.
rule-length = Minimalna liczba znaków: { $n }.
rule-also = Minimalna liczba znaków: { $n }, w tym { $also }.
rule-letter = litera
rule-cases = małe i wielkie litery
rule-digit = cyfra
rule-special = znak specjalny
password-end-others = Wyloguj wszystkie inne przeglądarki
session-on = { $browser } w systemie { $system }
session-unknown = Nieznany program
session-seen = { $when } z { $address }
session-since = Zalogowano { $when } ({ $way })
session-end = Wyloguj
session-end-name = Wyloguj: { $name }
session-ended = Wylogowano
sessions-end-others = Wyloguj wszystkie inne
way-password = hasło
way-totp = hasło i kod
way-recovery = hasło i kod odzyskiwania
way-key = hasło i klucz
way-passkey = klucz dostępu
last-logins = Ostatnie logowania
last-logins-text = Według usługi. Jeśli coś się nie zgadza, zmień hasło.
protocol-web = WWW
protocol-api = Interfejs programistyczny
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

receipt-wanted = { $name } prosi o potwierdzenie przeczytania.
receipt-send = Wyślij potwierdzenie
receipt-no = Nie
receipt-sent = Potwierdzenie wysłane
set-push = Także gdy Hayloft jest zamknięty
set-push-hint = Sama wiadomość zostaje tutaj; przez usługę push przeglądarki przechodzi tylko informacja, że jest coś nowego.
set-push-failed = Nie udało się włączyć push. { $why }
set-offline = Przechowuj pocztę w tej przeglądarce
set-offline-hint = Najnowsze wątki można czytać bez połączenia. Wyłącz to na komputerze, z którego korzystają inni.

## Several mailboxes

accounts = Skrzynki pocztowe
account-shared = Udostępniona
account-elsewhere = U innego dostawcy
outside = Konta pocztowe gdzie indziej
outside-text = Poczta u innego dostawcy, którą czytasz i na którą odpowiadasz stąd. Hasło jest przechowywane w postaci zaszyfrowanej.
outside-add = Dodaj konto
outside-remove = Usuń { $address }
outside-fault = Nie można się połączyć: { $why }
outside-login = Nazwa użytkownika u dostawcy
outside-imap = Poczta przychodząca (IMAP)
outside-smtp = Poczta wychodząca (SMTP)
outside-host = Serwer
outside-port = Port
outside-tls = Szyfrowanie

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
