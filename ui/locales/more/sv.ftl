app-name = Hayloft
apps = Appar
app-mail = E-post
app-mail-unread = E-post, { $n } olästa
home = Start
skip = Hoppa till innehållet
sidebar = E-postmappar
loading = Läser in
close = Stäng
cancel = Avbryt
retry = Försök igen
more = Mer
or = eller
refresh = Sök efter ny e-post
dismiss = Dölj
notices = Meddelanden

## Signing in

sign-in-title = Logga in på Hayloft
sign-in-login = E-postadress
sign-in-password = Lösenord
show-password = Visa lösenord
hide-password = Dölj lösenord
sign-in = Logga in
signing-in = Loggar in…
sign-in-empty = Ange din e-postadress och ditt lösenord.
sign-in-wrong = E-postadressen eller lösenordet är fel.
sign-in-offline = Servern kan inte nås. Kontrollera anslutningen och försök igen.
sign-in-server = Servern kunde inte svara just nu. Försök igen om en stund.
sign-in-throttled = För många försök. Försök igen om { $n ->
    [one] en sekund
   *[other] { $n } sekunder
  }.
sign-in-throttled-minutes = För många försök. Försök igen om { $n } minuter.
# sign-in-by-password = Sign in with a password
# look-help = Help
signed-out-title = Logga in igen
signed-out-text = Din session har avslutats. Inget du har skrivit går förlorat: logga in och fortsätt.
sign-out = Logga ut
sign-out-everywhere = Logga ut överallt
sign-out-failed = Det gick inte att logga ut: servern kan inte nås. Du är fortfarande inloggad.
account-of = { $initials }, konto för { $name }
start-failed = Hayloft kunde inte starta
start-offline = Servern kan inte nås. Kontrollera anslutningen.
start-error = Servern svarade med ett fel. { $why }

## Appearance and live state

theme = Tema
theme-system = System
theme-light = Ljust
theme-dark = Mörkt
live-live = Live
live-live-title = Ändringar kommer direkt
live-connecting = Ansluter
live-connecting-title = Ansluter till servern
live-offline = Offline
live-offline-title = Ingen anslutning; försöker igen

## Folders

folders = Mappar
folder-inbox = Inkorg
folder-starred = Stjärnmärkta
folder-snoozed = Pausade
folder-scheduled = Schemalagda
folder-sent = Skickat
folder-drafts = Utkast
folder-archive = Arkiv
folder-junk = Skräppost
folder-trash = Papperskorg
folder-unread = olästa
folder-messages = totalt
folder-missing = Den här mappen finns inte längre.

## List

conversations-region = Konversationer
conversations = { $n ->
    [one] 1 konversation
   *[other] { $n } konversationer
  }
conversation-actions = Åtgärder för konversationen
quick-filters = Snabbfilter
filter-all = Alla
filter-unread = Olästa
filter-starred = Stjärnmärkta
filter-files = Med filer
search-title = Sök
search-placeholder = Sök i e-post
clear-search = Rensa sökningen
show-all = Visa alla
empty-inbox = Inkorgen är tom. Ny e-post visas här av sig själv.
empty-folder = Här finns ingenting.
empty-starred = Inget är stjärnmärkt. Tryck på S på en konversation för att hitta den här senare.
empty-search = Inget hittades för ”{ $q }”. Skräppost och Papperskorg ingår inte; lägg till in:anywhere för att söka även där.
empty-unread = Inget oläst.
empty-files = Inget med filer.
list-offline = Listan kan inte läsas in: ingen anslutning till servern.
list-failed = Listan kan inte läsas in. { $why }
no-subject = (inget ämne)
no-recipient = (ingen mottagare)
unknown-sender = (okänd avsändare)
you = dig
you-start = Du
to-people = Till: { $names }
draft-mark = Utkast
row-unread = oläst
row-count = { $n ->
    [one] { $n } meddelande
   *[other] { $n } meddelanden
  }
row-starred = stjärnmärkt
row-files = med filer
row-answered = besvarat
row-failed = ändringen avvisades: { $why }
selected = { $n } valda
selection-actions = Åtgärder för urvalet
move-to = Flytta till
find-folder = Sök mapp

## Conversation

conversation = Konversation
nothing-open = Välj en konversation för att läsa den här.
conversation-offline = Konversationen kan inte läsas in: ingen anslutning till servern.
conversation-failed = Konversationen kan inte läsas in. { $why }
conversation-gone = Den här konversationen finns inte längre.
earlier-messages = { $n ->
    [one] { $n } tidigare meddelande
   *[other] { $n } tidigare meddelanden
  }
position = { $n } av { $total }
newer = Nyare
older = Äldre
not-junk = Inte skräppost
reply-hint = Svara…
reply-everyone = Svara alla…
message-from = Meddelande från { $name }
message-actions = Åtgärder för meddelandet
message-body = Meddelandetext
message-failed = Det här meddelandet kan inte visas. Ladda ned det från menyn i stället.
fold-message = Fäll ihop meddelandet
star-message = Stjärnmärk meddelandet
unstar-message = Ta bort stjärnan
download-message = Ladda ned meddelandet
to-list = till { $names }
to-some = till { $names } och { $n } till
to-nobody = till ingen namngiven
quoted-text = Citerad text
images-blocked = Externa bilder är blockerade för att skydda din integritet.
light-card = Det här meddelandet är gjort för en ljus sida.
darken = Gör mörkare
as-sent = Som skickat
body-truncated = Det här meddelandet är mycket långt; resten finns i det nedladdade meddelandet.
attachments = { $n ->
    [one] 1 bilaga
   *[other] { $n } bilagor
  }
unnamed-file = Namnlös fil
download-file = Ladda ned { $name }
draft-here = Det här är ett utkast. Bara du kan se det.
continue-writing = Fortsätt skriva

## What was done

archived = { $n ->
    [one] Konversationen har arkiverats
   *[other] { $n } konversationer har arkiverats
  }
trashed = { $n ->
    [one] Konversationen har flyttats till Papperskorgen
   *[other] { $n } konversationer har flyttats till Papperskorgen
  }
draft-trashed = { $n ->
    [one] Utkastet har flyttats till Papperskorgen
   *[other] { $n } utkast har flyttats till Papperskorgen
  }
junked = { $n ->
    [one] Konversationen har flyttats till Skräppost
   *[other] { $n } konversationer har flyttats till Skräppost
  }
unjunked = { $n ->
    [one] Inte skräppost: konversationen är tillbaka i inkorgen
   *[other] Inte skräppost: { $n } konversationer är tillbaka i inkorgen
  }
moved = { $n ->
    [one] Konversationen har flyttats till { $folder }
   *[other] { $n } konversationer har flyttats till { $folder }
  }
marked-read = { $n ->
    [one] Markerad som läst
   *[other] { $n } konversationer har markerats som lästa
  }
marked-unread = { $n ->
    [one] Markerad som oläst
   *[other] { $n } konversationer har markerats som olästa
  }
destroyed = { $n ->
    [one] Konversationen har tagits bort
   *[other] { $n } konversationer har tagits bort
  }
destroy-title = { $n ->
    [one] Ta bort den här konversationen för alltid?
   *[other] Ta bort { $n } konversationer för alltid?
  }
destroy-text = Det tas bort från servern och kan inte återställas.
destroy-yes = Ta bort för alltid
undo = Ångra
undone = Ångrat
undo-spoken = { $text }. Ångra med Z.
failed-offline = Ingen anslutning till servern. Inget har ändrats.
failed-change = Servern avvisade ändringen, så den har tagits tillbaka. { $why }
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
no-folder = Det finns ingen mapp för { $role }.
arrived = Nytt meddelande från { $from }: { $subject }
arrived-many = { $n ->
    [one] { $n } nytt meddelande
   *[other] { $n } nya meddelanden
  }

## Writing

compose-new = Nytt meddelande
compose-reply = Svar
compose-forward = Vidarebefordran
compose-draft = Utkast
compose-window = Meddelande som skrivs
from = Från
to = Till
cc = Kopia
bcc = Hemlig kopia
reply-to = Svar till
subject = Ämne
date = Datum
message-text = Din meddelandetext
wrote = Den { $date } skrev { $name }:
forwarded-head = ---------- Vidarebefordrat meddelande ----------
draft-saved = Utkastet sparat { $time }
draft-saving = Sparar…
draft-failed = Utkastet sparades inte; försöker igen
draft-discarded = Utkastet har kastats
draft-gone = Det här utkastet finns inte längre.
close-draft = Stäng, behåll utkastet
minimise = Minimera
full-screen = Helskärm
smaller = Mindre
discard = Kasta utkastet
attach = Bifoga filer
remove-file = Ta bort { $name }
uploading = Laddar upp { $name }
upload-failed = Uppladdningen misslyckades
file-too-large = För stor för den här servern
remove-recipient = Ta bort { $name }
recipient-removed = { $name } har tagits bort
suggestions = Förslag
send = Skicka
send-anyway = Skicka ändå
send-hint = Ctrl Enter skickar
sending = Skickar…
sent = Meddelandet har skickats
sent-not-moved = Meddelandet har skickats, men ligger kvar i Utkast. { $why }
send-failed = Inte skickat. { $why }
send-failed-offline = Inte skickat: ingen anslutning till servern. Meddelandet finns kvar här.
send-failed-files = Inte skickat: en fil kunde inte laddas upp. Försök igen eller ta bort den.
send-failed-address = ”{ $text }” är ingen e-postadress.
send-failed-norecipients = Lägg till minst en mottagare.
send-not-ready = Inte skickat: { $person } saknar mappen Utkast eller en identitet.

## Leaving

leave-title = Den här länken leder någon annanstans
leave-text = Texten anger en webbplats, men länken leder till en annan. Fortsätt bara om du känner till den här platsen:
leave-bad = Den här länken kan inte öppnas.
leave-back = Tillbaka till min e-post
leave-go = Öppna ändå

## Keyboard

scope-everywhere = Överallt
scope-list = Lista
scope-conversation = Konversation eller urval
scope-composer = Skriva
single-keys = Enstaka tangenter fungerar utan Ctrl
cmd-help = Hjälp och kortkommandon
cmd-search = Sök
cmd-compose = Nytt meddelande
cmd-undo = Ångra
cmd-go-inbox = Gå till Inkorg
cmd-go-starred = Gå till Stjärnmärkta
cmd-go-sent = Gå till Skickat
cmd-go-drafts = Gå till Utkast
cmd-go-archive = Gå till Arkiv
cmd-next = Nästa konversation
cmd-previous = Föregående konversation
cmd-open = Öppna konversationen
cmd-back = Tillbaka till listan
cmd-select = Välj
cmd-select-all = Välj alla
cmd-select-none = Välj inga
cmd-select-read = Välj lästa
cmd-select-unread = Välj olästa
cmd-select-starred = Välj stjärnmärkta
cmd-select-down = Utöka urvalet nedåt
cmd-select-up = Utöka urvalet uppåt
cmd-archive = Arkivera
cmd-delete = Ta bort
cmd-junk = Skräppost
cmd-star = Stjärnmärk
cmd-move = Flytta till…
cmd-read = Markera som läst
cmd-unread = Markera som oläst
cmd-unread-from = Markera som oläst härifrån
cmd-archive-newer = Arkivera och gå till nyare
cmd-archive-older = Arkivera och gå till äldre
cmd-reply = Svara
cmd-reply-all = Svara alla
cmd-forward = Vidarebefordra
cmd-next-message = Nästa meddelande
cmd-previous-message = Föregående meddelande
cmd-unfold = Fäll ut alla meddelanden
cmd-fold = Fäll ihop alla meddelanden
cmd-up = Upp en nivå
key-send = Skicka
key-cc = Visa Kopia
key-bcc = Visa Hemlig kopia
key-close-draft = Stäng, utkastet behålls

## Reading, beyond the text

settings = Inställningar
chunk-failed = Den här delen kunde inte läsas in. Kontrollera anslutningen och försök igen.
ok = OK
copy = Kopiera
copied = Kopierat
verified = Verifierad avsändare
verified-why = { $domain } har signerat meddelandet och vår server har kontrollerat det.
unverified = Inte verifierad
unverified-why = Vår server hittade inget bevis för att den här adressen skickade meddelandet.
# signed = Signed
# signed-why = { $email } signed this message with a certificate of their own; it was not changed since.
# signed-not = Signature not valid
warn-failed = Meddelandet klarade inte kontrollen av avsändaren. Det kommer troligen inte från { $domain }.
warn-alike = { $domain } liknar { $known }, men är en annan domän.
warn-name = Avsändaren kallar sig { $name }, men adressen är { $email }.
warn-reply = Ett svar skulle gå till { $email }.
warn-first = Det här är det första meddelandet från { $name } till dig.
i-know = Jag känner avsändaren
images-blocked-for-good = Externa bilder är blockerade för att skydda din integritet.
show-images = Visa bilder
always-show = Visa alltid
always-from = Från { $who }
reply-list = Svara listan
forward-file = Vidarebefordra som fil
edit-as-new = Redigera som nytt
unsubscribe = Avsluta prenumerationen
unsubscribed = Din prenumeration på listan har avslutats.
unsubscribe-failed = Det gick inte att avsluta prenumerationen med ett klick. { $why }
filter-like-this = Filtrera sådana meddelanden
show-source = Meddelandets källa
source-headers = Rubrikfält
source-all = Hela källan
save-file = Spara
save-all = Spara alla ({ $size })
save-all-failed = Filerna kunde inte sparas.
preview-file = Titta på { $name }
preview-failed = Den här filen kan inte visas. Spara den i stället.
preview-previous = Föregående fil
preview-next = Nästa fil
invitation = Inbjudan
event-when = När
event-where = Var
event-who = Arrangör
event-guests = Gäster
event-untitled = Namnlös händelse
event-cancelled = Inställd
event-by = { $n ->
    [0] av { $name }
    [one] av { $name }, en gäst
   *[other] av { $name }, { $n } gäster
  }
card-add = Lägg till i kontakter
card-added = Tillagd i dina kontakter
card-failed = Kontakten kunde inte läggas till.
row-muted = tystad

## Labels, snooze, mute

labels = Etiketter
cmd-label = Etikett
label-find = Sök eller skapa en etikett
label-make = Skapa ”{ $name }”
label-none = Inga etiketter än: skriv ett namn
label-remove = Ta bort etiketten { $name }
label-added = { $n ->
    [one] Etiketten { $name } har lagts till
   *[other] Etiketten { $name } har lagts till för { $n } konversationer
  }
label-removed = { $n ->
    [one] Etiketten { $name } har tagits bort
   *[other] Etiketten { $name } har tagits bort från { $n } konversationer
  }
cmd-snooze = Pausa
snooze-until = Pausa till
snoozed = { $n ->
    [one] Pausad till { $date }
   *[other] { $n } konversationer pausade till { $date }
  }
unsnooze = Tillbaka till inkorgen nu
unsnoozed = { $n ->
    [one] Tillbaka i inkorgen
   *[other] { $n } konversationer tillbaka i inkorgen
  }
later-today = Senare i dag
later-evening = I kväll
later-tomorrow = I morgon bitti
later-weekend = I helgen
later-monday = Måndag morgon
later-pick = Välj datum och tid…
later-when = Datum och tid
later-past = Välj en tidpunkt i framtiden.
later-far = Servern behåller meddelanden längst till { $date }.
cmd-mute = Tysta
muted = { $n ->
    [one] Tystad: svar hamnar inte i inkorgen
   *[other] { $n } konversationer tystade
  }
unmuted = { $n ->
    [one] Inte längre tystad
   *[other] { $n } konversationer inte längre tystade
  }
all-starred = { $n ->
    [one] { $n } konversation stjärnmärkt
   *[other] { $n } konversationer stjärnmärkta
  }
cmd-print = Skriv ut
all-selected = Alla { $n } konversationer här är valda.
select-matching = Välj alla { $n } konversationer här
bulk-working = Arbetar med alla konversationer…

## Folders, in and out

list-menu = Listmeny
density-comfortable = Luftiga rader
density-cosy = Lagom rader
density-compact = Kompakta rader
searches = Sökningar
search-save = Spara den här sökningen
search-menu = Sökningen { $name }
search-forget = Glöm den här sökningen
quota = { $used } av { $limit } används
folder-menu = Mappen { $name }
folder-name = Namn
folder-name-empty = Ge mappen ett namn.
folder-name-taken = Det finns redan en mapp ”{ $name }”.
folder-make = Ny mapp
folder-make-inside = Ny mapp inuti
folder-rename = Byt namn på mappen
folder-move = Flytta mappen
folder-moved = Mappen { $name } har flyttats
folder-place = Inuti
folder-top = (översta nivån)
folder-read = Markera alla som lästa
folder-all-read = Allt i { $name } är läst
folder-import = Importera meddelanden…
folder-export-mbox = Exportera som mbox
folder-export-zip = Exportera som zip med .eml
folder-empty = Töm mappen
folder-emptied = Mappen är tom
folder-empty-title = Töm { $name }?
folder-empty-text = { $n ->
    [one] Ett meddelande tas bort från servern och kan inte återställas.
   *[other] { $n } meddelanden tas bort från servern och kan inte återställas.
  }
folder-remove = Ta bort mappen
folder-removed = Mappen { $name } har tagits bort
folder-remove-title = Ta bort mappen { $name }?
folder-remove-text = { $n ->
    [0] Den är tom.
    [one] Meddelandet i den tas också bort och kan inte återställas.
   *[other] De { $n } meddelandena i den tas också bort och kan inte återställas.
  }
folder-has-children = Ta först bort eller flytta mapparna i den.
import-working = Importerar…
imported = { $n ->
    [one] Ett meddelande har importerats
   *[other] { $n } meddelanden har importerats
  }
import-failed = Allt importerades inte. { $why }
export-working = Samlar in meddelanden…
export-failed = Exporten misslyckades. { $why }

## Writing, beyond the text

editor-failed = Redigeraren kunde inte läsas in. Stäng utkastet och öppna det igen.
formatting = Formatering
format-bold = Fet
format-italic = Kursiv
format-underline = Understruken
format-strike = Genomstruken
format-colour = Textfärg
format-bullets = Punktlista
format-numbers = Numrerad lista
format-quote = Citat
format-unquote = Mindre citerat
format-link = Länk
format-image = Bild
format-more = Mer formatering
format-large = Stor
format-small = Liten
format-normal = Normal storlek
format-rtl = Höger till vänster
format-ltr = Vänster till höger
format-center = Centrerad
format-clear = Ta bort formatering
colour-0 = Som vanligt
colour-1 = Röd
colour-2 = Orange
colour-3 = Bärnsten
colour-4 = Grön
colour-5 = Blågrön
colour-6 = Blå
colour-7 = Violett
colour-8 = Grå
link-address = Adress
link-bad = Ange en webb- eller e-postadress.
link-set = Infoga länk
link-remove = Ta bort länk
draft-conflict = Det här utkastet har också ändrats någon annanstans. Båda versionerna finns i Utkast.
draft-left = Det här skrev du på en sida som stängdes innan det sparades.
upload-waiting = väntar på anslutningen
send-later = Skicka senare
scheduled = Skickas { $date }
sending-soon = Skickar…
undo-late = För sent: meddelandet är på väg. { $why }
undo-hint = { $n } s att ångra efter att du skickat
outbox-kept = Ingen anslutning: meddelandet skickas så snart det finns en.
outbox-sent = Skickat: { $subject }
templates = Mallar
template-save = Spara som mall
template-unnamed = Namnlös mall
compose-more = Fler alternativ
priority-high = Hög prioritet
priority-normal = Normal prioritet
priority-low = Låg prioritet
receipt-ask = Begär läskvitto
receipt-on = Kvitto
rich-text = Formaterad text
plain-text = Oformaterad text
doubt-no-subject-title = Skicka utan ämne?
doubt-no-subject-text = Meddelandet har inget ämne. Det är lätt att missa.
doubt-forgotten-file-title = Glömde du en fil?
doubt-forgotten-file-text = Texten nämner en bilaga, men ingen är bifogad.
doubt-no-reply-title = Ingen läser den här adressen
doubt-no-reply-text = En mottagare är en noreply-adress. Meddelandet kommer troligen inte att läsas.
doubt-many-title = Skicka till så många?
doubt-many-text = Alla ser varandras adresser. Använd Hemlig kopia för att hålla adresserna privata.
settings-not-saved = Dina inställningar kunde inte sparas på servern.

## Palette and search

palette = Kommandon
palette-hint = Vad vill du göra?
palette-folders = Gå till
palette-nothing = Inget hittades
cmd-palette = Kommandon
cmd-go-folder = Gå till mapp eller etikett…
cmd-go-snoozed = Gå till Pausade
cmd-go-settings = Gå till Inställningar
cmd-reply-large = Svara, full storlek
cmd-reply-all-large = Svara alla, full storlek
cmd-forward-large = Vidarebefordra, full storlek
settings-labels = Etiketter
search-chips = Delar av den här sökningen
search-without = Sök utan { $what }
search-anywhere = Även Skräppost och Papperskorg
search-month = Senaste månaden

## Settings

add = Lägg till
save = Spara
saved = Sparat
move-up = Flytta { $name } uppåt
move-down = Flytta { $name } nedåt
copy-what = Kopiera: { $what }
seconds = { $n ->
    [one] { $n } sekund
   *[other] { $n } sekunder
  }
settings-appearance = Utseende
settings-mail = Läsa och skriva
settings-identities = Namn och signaturer
settings-templates = Mallar
settings-filters = Filter och vidarebefordran
settings-vacation = Frånvaromeddelande
settings-notifications = Aviseringar
settings-privacy = Integritet
settings-security = Säkerhet
settings-clients = Anslut ett program
settings-shortcuts = Tangentbord
settings-import = Import och export
set-look = Utseende
set-density = Rader i listan
set-darken = Gör meddelanden mörkare
set-darken-hint = I det mörka temat, även meddelanden som är gjorda för en ljus sida.
set-region = Språk och region
set-language = Språk
set-language-auto = Som webbläsaren
set-zone = Tidszon
set-zone-auto = Som den här enheten ({ $zone })
set-reading = Läsa
set-read = Markera som läst
set-read-now = När det öppnas
set-read-after = { $n ->
    [one] Efter { $n } sekund
   *[other] Efter { $n } sekunder
  }
set-read-never = Bara för hand
set-receipts = När en avsändare begär läskvitto
set-receipts-hint = Inget skickas någonsin utan att du tillfrågas.
set-receipts-ask = Visa det
set-receipts-never = Ignorera det
set-writing = Skriva
set-undo = Tid att ångra skickade meddelanden
set-undo-none = Ingen
set-plain = Skriv oformaterad text
set-plain-hint = Utan formatering; går ändå att växla för varje meddelande.
set-collect = Kom ihåg personer du skriver till
set-collect-hint = { $n ->
    [0] De föreslås när du skriver igen.
    [one] En adress sparad.
   *[other] { $n } adresser sparade.
  }
set-collect-clear = Glöm sparade adresser
set-swipes = Svepning
set-swipes-text = På telefonen, i listan.
set-swipe-start = Framåt (åt höger)
set-swipe-end = Bakåt (åt vänster)
set-swipe-none = Ingenting
set-identities-text = Ett svar skickas från den adress som meddelandet kom till.
set-default-identity = För nya meddelanden
set-name = Namn
set-signature = Signatur
set-text = Text
set-folder = Mapp
set-templates-text = Infoga dem medan du skriver. { "{name}" }, { "{first}" }, { "{date}" } och { "{subject}" } fylls i.
template-new = Ny mall
template-remove = Ta bort mallen { $name }
template-removed = Mallen har tagits bort
set-labels-text = Etiketter är IMAP-nyckelord: andra e-postprogram ser dem också.
label-new = Ny etikett
label-name = Namn på { $name }
label-colour = Färg på { $name }
label-delete = Ta bort etiketten { $name }
label-deleted = Etiketten { $name } har tagits bort; meddelandena behåller nyckelordet
hue-1 = Blå
hue-2 = Grön
hue-3 = Orange
hue-4 = Violett
hue-5 = Rosa
hue-6 = Blågrön
hue-7 = Bärnsten
hue-8 = Grå
set-notices = Skrivbordsaviseringar
set-notices-text = För den här webbläsaren, när Hayloft är öppet men inte i förgrunden.
set-notices-on = Visa aviseringar
set-notices-hint = Webbläsaren ber en gång om ditt tillstånd.
set-notices-none = Den här webbläsaren har inga aviseringar.
set-notices-refused = Webbläsaren nekade. Tillåt aviseringar för den här webbplatsen i webbläsarens inställningar.
set-notices-folders = För ny e-post i
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
privacy-images = Externa bilder
privacy-images-text = De här avsändarna får alltid visa dem. De hämtas via den här servern, aldrig direkt från avsändaren.
privacy-trusted = Kända avsändare
privacy-trusted-text = Du har sagt att du känner dem: inga varningar för de här adresserna.
privacy-nobody = Ingen än.
privacy-domain = alla på { $domain }
privacy-remove = Ta bort { $who }
set-shortcuts-text = Samma tangenter som i Gmail, där Gmail har någon. Tryck på ? var som helst för att se dem.
set-import-text = .eml, .mbox och .zip med sådana kan importeras; en mapp exporteras som en fil.
set-vacation-text = Svarar dem som skriver till dig när du är borta, var och en bara då och då.
set-vacation-on = Svara automatiskt
set-vacation-from = Från
set-vacation-to = Till
set-vacation-order = Slutet måste komma efter början.
filters-text = Reglerna körs av servern när e-post kommer, oavsett vilket program du läser den med.
filters-none = Inga regler än.
filter-refused = Servern avvisade detta. { $why }
filter-new = Ny regel
filter-edit = Regel
filter-on = Regeln { $name } är på
filter-remove = Ta bort regeln { $name }
filter-removed = Regeln har tagits bort
filters-rules = Regler
filter-script = Eget skript
filter-edit-script = Redigera skriptet
filter-sieve = Sieve-skript
filter-own = För dig som skriver Sieve. Det körs efter reglerna, som aldrig rör det.
filter-need-name = Ge regeln ett namn.
filter-need-test = Fyll i vad som ska sökas.
filter-need-action = Välj vad som ska göras.
filter-need-folder = Välj en mapp.
filter-need-label = Skapa först en etikett under Inställningar, Etiketter.
filter-when = När
filter-when-all = När allt detta stämmer
filter-when-any = När något av detta stämmer
filter-then = Då
filter-add-test = Och…
filter-add-action = Och även…
filter-remove-test = Ta bort villkoret
filter-remove-action = Ta bort åtgärden
filter-try = Vad skulle den fånga?
filter-caught = { $n ->
    [0] Av den e-post som finns här: ingenting.
    [one] Av den e-post som finns här, ett meddelande: { $subjects }
   *[other] Av den e-post som finns här, { $n } meddelanden, de nyaste: { $subjects }
  }
filter-field = Del av meddelandet
filter-field-from = Avsändare
filter-field-recipient = Mottagare
filter-field-subject = Ämne
filter-field-body = Text
filter-field-list = E-postlista
filter-field-header = Rubrikfält
filter-field-size = Storlek
filter-field-attachment = Har en bilaga
filter-header = Rubrikfältets namn
filter-match = Hur
filter-match-contains = innehåller
filter-match-not-contains = innehåller inte
filter-match-is = är
filter-match-not-is = är inte
filter-match-startswith = börjar med
filter-match-endswith = slutar med
filter-match-over = är över
filter-match-under = är under
filter-value = Vad
filter-action = Åtgärd
filter-do-move = Flytta till
filter-do-copy = Kopiera till
filter-do-label = Etikett
filter-do-flag = Stjärnmärk
filter-do-markread = Markera som läst
filter-do-forward = Vidarebefordra en kopia till
filter-do-redirect = Vidarebefordra till, behåll inget
filter-do-reject = Avvisa med orden
filter-do-delete = Flytta till Papperskorgen
filter-do-discard = Ta bort spårlöst
filter-do-stop = Stopp: inga fler regler
filter-choose = Välj…
filter-address = Adress att vidarebefordra till
filter-reject-text = Ord till avsändaren
clients-account = Ditt konto
clients-text = De flesta program behöver bara din adress: resten hittar de själva.
clients-user = Användarnamn
clients-password = Helst ett applösenord, ett för varje program.
clients-mail = E-postservrar
clients-none = Servern angav inga. Fråga din administratör.
clients-dav = Kalendrar och kontakter
clients-dav-text = En adress för båda.
clients-phones = Telefoner
clients-phones-text = Rikta kameran mot koden. Telefonen frågar efter din adress och ett lösenord: ett applösenord är bäst.
clients-apple = iPhone, iPad: e-post, kalendrar och kontakter
clients-android = Android med DAVx5: kalendrar och kontakter
password-text = För att logga in här.
password-old = Nuvarande lösenord
password-new = Nytt lösenord
password-again = Nytt lösenord igen
password-differ = De två nya lösenorden är olika.
password-change = Byt lösenord
password-changed = Ditt lösenord har bytts.
password-refused = Lösenordet byttes inte. { $why }
app-passwords = Applösenord
app-passwords-text = Ett lösenord för bara ett program, som kan tas bort igen.
app-passwords-none = Inga än.
app-password-new = Nytt applösenord
app-password-for = För vilket program?
app-password-example = Thunderbird hemma
app-password-may = Det får använda
app-password-make = Skapa lösenord
app-password-made = Ditt applösenord
app-password-once = Kopiera det nu: det visas bara den här gången.
app-password-used = Senast använt { $when }
app-password-remove = Ta bort applösenordet { $name }
app-password-removed = Applösenordet har tagits bort
protocol-imap = E-post (IMAP)
protocol-smtp = Skicka (SMTP)
protocol-dav = Kalendrar, kontakter
protocol-pop3 = E-post (POP3)
protocol-sieve = Filter (Sieve)
protocol-jmap = JMAP
sessions = Inloggade webbläsare
sessions-text = Att logga ut överallt avslutar alla, även den här.
sessions-this = den här
sign-in-over = Det tog för lång tid. Börja om.
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
code-hint = Sex siffror från din autentiseringsapp.
code-hint-recovery = Sex siffror från din autentiseringsapp, eller en återställningskod.
code-hint-recovery-only = En av dina återställningskoder.
code-empty = Ange koden.
code-wrong = Koden är fel eller har redan använts.
key-wrong = Nyckeln godtogs inte.
key-none = Ingen nyckel svarade. Försök igen.
key-failed = Nyckeln kunde inte användas. { $why }
use-key = Använd en säkerhetsnyckel
use-passkey = Använd en passkey
step-go = Fortsätt
step-enrol = Din administratör kräver ett andra steg. Konfigurera en autentiseringsapp.
step-new-password = Välj ett nytt lösenord med minst { $n } tecken.
step-passkey = Använd fingeravtryck, ansikte eller PIN-kod på den här enheten, eller din säkerhetsnyckel.
step-back = Börja om
factors = Tvåstegsinloggning
factors-text = Med ett andra steg räcker inte lösenordet längre för att öppna brevlådan. E-postprogram behöver då applösenord.
factors-required = Din administratör kräver ett andra steg. E-postprogram behöver applösenord.
factor-app = Autentiseringsapp
factor-app-text = En app i telefonen visar en ny kod var 30:e sekund.
factor-app-add = Konfigurera en app
factor-app-added = Autentiseringsappen är på
factor-app-off-text = Koder från appen kommer inte längre att efterfrågas.
factor-since = Sedan { $when }
factor-on = Slå på
factor-off = Stäng av
factor-qr = QR-kod för autentiseringsappen
factor-scan = Skanna den med appen, eller skriv in den här hemligheten:
factor-open-app = Öppna i en app på den här enheten
keys = Säkerhetsnycklar och passkeys
keys-text = En passkey loggar in dig med fingeravtryck, ansikte eller PIN-kod, utan lösenord.
key-add = Lägg till en nyckel
key-added = Nyckeln har lagts till
key-default = Nyckel { $n }
key-name = Namn
key-passkey = Passkey
key-second = Andra steget
key-rename = Byt namn på { $name }
key-remove = Ta bort { $name }
key-remove-short = Ta bort nyckeln
key-remove-text = Den här nyckeln kommer inte längre att logga in dig.
recovery = Återställningskoder
recovery-left = { $n } oanvända
recovery-new = Nya koder
recovery-made = De gamla koderna gäller inte längre
recovery-text = Varje kod fungerar en gång när du inte har telefonen eller nyckeln till hands. Förvara dem på ett säkert ställe: de visas bara nu.
recovery-kept = Jag har sparat dem
prove-title = Är det du?
prove-text = Ange ditt lösenord igen för att ändra hur du loggar in.
prove-wrong = Det är inte ditt lösenord.
rule-length = Minst { $n } tecken.
rule-also = Minst { $n } tecken, med { $also }.
rule-letter = en bokstav
rule-cases = små och stora bokstäver
rule-digit = en siffra
rule-special = ett specialtecken
password-end-others = Logga ut alla andra webbläsare
session-on = { $browser } på { $system }
session-unknown = Okänt program
session-seen = { $when } från { $address }
session-since = Inloggad { $when } ({ $way })
session-end = Logga ut
session-end-name = Logga ut: { $name }
session-ended = Utloggad
sessions-end-others = Logga ut alla andra
way-password = lösenord
way-totp = lösenord och kod
way-recovery = lösenord och återställningskod
way-key = lösenord och nyckel
way-passkey = passkey
last-logins = Senaste inloggningar
last-logins-text = Per tjänst. Byt lösenord om något ser fel ut.
protocol-web = Webb
protocol-api = Programmeringsgränssnitt
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

receipt-wanted = { $name } begär ett läskvitto.
receipt-send = Skicka kvitto
receipt-no = Nej
receipt-sent = Kvittot har skickats
set-push = Även när Hayloft är stängt
set-push-hint = Själva meddelandet stannar här; bara att det finns något nytt går via webbläsarens push-tjänst.
set-push-failed = Push kunde inte slås på. { $why }
set-offline = Behåll e-post i den här webbläsaren
set-offline-hint = De nyaste konversationerna kan läsas utan anslutning. Stäng av det på en dator som andra använder.

## Several mailboxes

accounts = Brevlådor
account-shared = Delad med dig
account-elsewhere = Hos en annan leverantör
outside = E-postkonton på andra ställen
outside-text = E-post som du har hos en annan leverantör, läst och besvarad härifrån. Lösenordet lagras krypterat.
outside-add = Lägg till ett konto
outside-remove = Ta bort { $address }
outside-fault = Kunde inte nås: { $why }
outside-login = Användarnamn där
outside-imap = Inkommande e-post (IMAP)
outside-smtp = Utgående e-post (SMTP)
outside-host = Server
outside-port = Port
outside-tls = Kryptering

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
