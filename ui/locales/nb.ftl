app-name = Hayloft
apps = Programmer
app-mail = E-post
app-mail-unread = E-post, { $n } uleste
home = Hjem
skip = Hopp til innholdet
sidebar = E-postmapper
loading = Laster
close = Lukk
cancel = Avbryt
retry = Prøv igjen
more = Mer
or = eller
refresh = Se etter ny e-post
dismiss = Skjul
notices = Meldinger

## Signing in

sign-in-title = Logg inn på Hayloft
sign-in-login = E-postadresse
sign-in-password = Passord
show-password = Vis passordet
hide-password = Skjul passordet
sign-in = Logg inn
signing-in = Logger inn…
sign-in-empty = Skriv inn e-postadressen og passordet.
sign-in-wrong = E-postadressen eller passordet er feil.
sign-in-offline = Tjeneren kan ikke nås. Sjekk tilkoblingen og prøv igjen.
sign-in-server = Tjeneren kunne ikke svare nå. Prøv igjen om litt.
sign-in-throttled = { $n ->
    [one] For mange forsøk. Prøv igjen om ett sekund.
   *[other] For mange forsøk. Prøv igjen om { $n } sekunder.
  }
sign-in-throttled-minutes = For mange forsøk. Prøv igjen om { $n } minutter.
sign-in-by-password = Logg inn med passord
look-help = Hjelp
signed-out-title = Logg inn på nytt
signed-out-text = Økten er avsluttet. Ingenting du har skrevet, går tapt: logg inn og fortsett.
sign-out = Logg ut
sign-out-everywhere = Logg ut overalt
sign-out-failed = Utloggingen mislyktes: tjeneren kan ikke nås. Du er fortsatt innlogget.
account-of = { $initials }, kontoen til { $name }
start-failed = Hayloft kunne ikke starte
start-offline = Tjeneren kan ikke nås. Sjekk tilkoblingen.
start-error = Tjeneren svarte med en feil. { $why }

## Appearance and live state

theme = Tema
theme-system = System
theme-light = Lyst
theme-dark = Mørkt
live-live = Direkte
live-live-title = Endringer kommer med en gang
live-connecting = Kobler til
live-connecting-title = Kobler til tjeneren
live-offline = Frakoblet
live-offline-title = Ingen tilkobling; prøver igjen

## Folders

folders = Mapper
folder-inbox = Innboks
folder-starred = Stjernemerket
folder-snoozed = Utsatt
folder-scheduled = Planlagt
folder-sent = Sendt
folder-drafts = Utkast
folder-archive = Arkiv
folder-junk = Søppelpost
folder-trash = Papirkurv
folder-unread = uleste
folder-messages = i alt
folder-missing = Denne mappen finnes ikke lenger.

## List

conversations-region = Samtaler
conversations = { $n ->
    [one] 1 samtale
   *[other] { $n } samtaler
  }
conversation-actions = Handlinger for samtalen
quick-filters = Hurtigfiltre
filter-all = Alle
filter-unread = Uleste
filter-starred = Stjernemerket
filter-files = Med filer
search-title = Søk
search-placeholder = Søk i e-posten
clear-search = Tøm søket
show-all = Vis alle
empty-inbox = Ingenting i innboksen. Ny e-post dukker opp her av seg selv.
empty-folder = Ingenting her.
empty-starred = Ingenting er stjernemerket. Trykk S på en samtale for å finne den her senere.
empty-search = Fant ingenting for «{ $q }». Søppelpost og papirkurv er utelatt; legg til in:anywhere for å søke der også.
empty-unread = Ingenting ulest.
empty-files = Ingenting med filer.
list-offline = Listen kan ikke lastes: ingen tilkobling til tjeneren.
list-failed = Listen kan ikke lastes. { $why }
no-subject = (uten emne)
no-recipient = (uten mottaker)
unknown-sender = (ukjent avsender)
you = deg
you-start = Du
to-people = Til: { $names }
draft-mark = Utkast
row-unread = ulest
row-count = { $n } meldinger
row-starred = stjernemerket
row-files = med filer
row-answered = besvart
row-failed = endringen ble avvist: { $why }
selected = { $n } valgt
selection-actions = Handlinger for utvalget
move-to = Flytt til
find-folder = Finn en mappe

## Conversation

conversation = Samtale
nothing-open = Velg en samtale for å lese den her.
conversation-offline = Samtalen kan ikke lastes: ingen tilkobling til tjeneren.
conversation-failed = Samtalen kan ikke lastes. { $why }
conversation-gone = Denne samtalen finnes ikke lenger.
earlier-messages = { $n } tidligere meldinger
position = { $n } av { $total }
newer = Nyere
older = Eldre
not-junk = Ikke søppelpost
reply-hint = Svar…
reply-everyone = Svar alle…
message-from = Melding fra { $name }
message-actions = Handlinger for meldingen
message-body = Meldingens tekst
message-failed = Denne meldingen kan ikke vises. Last den ned fra menyen.
fold-message = Fold sammen meldingen
star-message = Stjernemerk meldingen
unstar-message = Fjern stjernen
download-message = Last ned meldingen
to-list = til { $names }
to-some = til { $names } og { $n } til
to-nobody = til ingen navngitt
quoted-text = Sitert tekst
images-blocked = Eksterne bilder er blokkert for å beskytte personvernet ditt.
light-card = Denne meldingen er laget for en lys side.
darken = Gjør mørkere
as-sent = Som sendt
body-truncated = Denne meldingen er svært lang; resten er i den nedlastede meldingen.
attachments = { $n ->
    [one] 1 vedlegg
   *[other] { $n } vedlegg
  }
unnamed-file = Fil uten navn
download-file = Last ned { $name }
draft-here = Dette er et utkast. Bare du kan se det.
continue-writing = Fortsett å skrive

## What was done

archived = { $n ->
    [one] Samtalen er arkivert
   *[other] { $n } samtaler er arkivert
  }
trashed = { $n ->
    [one] Samtalen er flyttet til papirkurven
   *[other] { $n } samtaler er flyttet til papirkurven
  }
draft-trashed = { $n ->
    [one] Utkastet er flyttet til papirkurven
   *[other] { $n } utkast er flyttet til papirkurven
  }
junked = { $n ->
    [one] Samtalen er flyttet til søppelpost
   *[other] { $n } samtaler er flyttet til søppelpost
  }
unjunked = { $n ->
    [one] Ikke søppelpost: samtalen er tilbake i innboksen
   *[other] Ikke søppelpost: { $n } samtaler er tilbake i innboksen
  }
moved = { $n ->
    [one] Samtalen er flyttet til { $folder }
   *[other] { $n } samtaler er flyttet til { $folder }
  }
marked-read = { $n ->
    [one] Merket som lest
   *[other] { $n } samtaler merket som lest
  }
marked-unread = { $n ->
    [one] Merket som ulest
   *[other] { $n } samtaler merket som ulest
  }
destroyed = { $n ->
    [one] Samtalen er slettet
   *[other] { $n } samtaler er slettet
  }
destroy-title = { $n ->
    [one] Slette denne samtalen for godt?
   *[other] Slette { $n } samtaler for godt?
  }
destroy-text = Den fjernes fra tjeneren og kan ikke hentes tilbake.
destroy-yes = Slett for godt
undo = Angre
undone = Angret
undo-spoken = { $text }. Angre med Z.
failed-offline = Ingen tilkobling til tjeneren. Ingenting ble endret.
failed-change = Tjeneren avviste dette, så det er tatt tilbake. { $why }
part-failed = Dette kan ikke lastes. { $why }
why-offline = Tjeneren kan ikke nås.
why-busy = Tjeneren er opptatt. Prøv igjen om et øyeblikk.
why-server = Noe gikk galt på tjeneren. Prøv igjen senere.
why-unavailable = En annen tjener som trengs til dette, kan ikke nås nå.
why-forbidden = Du har ikke lov til dette.
why-gone = Det finnes ikke lenger.
why-exists = Dette navnet finnes allerede.
why-changed = Det ble endret et annet sted i mellomtiden.
why-used = Det er fortsatt i bruk.
why-messages = Det er meldinger i den.
why-invalid = Tjeneren godtar det ikke slik.
why-invalid-in = Ikke som det skal være: { $what }.
why-missing = Noe mangler.
why-missing-in = Mangler: { $what }.
why-address = Dette er ikke en e-postadresse.
why-nobody = Det finnes ingen slik person eller gruppe her.
why-search = Tjeneren kan ikke søke etter dette.
why-full = Det er ikke plass til mer.
why-mailbox-full = Postboksen din er full.
why-large = Det er for stort.
why-often = Det var for mye på kort tid. Prøv igjen senere.
why-much = Det er for mye på én gang.
why-labels = Den ville få for mange etiketter.
why-folders = Den ville ligge i for mange mapper.
why-no-message = Dette er ikke en melding.
why-redirect = Hver adresse må være fullstendig og begynne med https://.
why-client = Det er ikke registrert her.
why-client-address = Adressen det vil sende deg tilbake til, er ikke registrert her.
why-provider = Leverandøren logget deg ikke inn.
why-provider-wrong = Ingenting beviser at svaret kom fra leverandøren.
why-provider-mailbox = Det finnes ingen postboks her for adressen leverandøren oppgir.
why-provider-address = Leverandøren oppgir ingen adresse som den har bekreftet er din.
why-provider-other = Postboksen hører ikke til denne innloggingen hos leverandøren.
why-provider-over = Denne innloggingen er over eller begynte et annet sted. Begynn på nytt.
why-provider-lasting = Leverandøren slipper oss bare inn et øyeblikk. Administratoren her må be om mer (offline_access).
why-recipients-many = Det er for mange mottakere.
why-recipients-none = Det er ingen mottaker.
why-recipients = Tjeneren godtar ikke { $what }.
why-from = Du kan ikke sende fra denne adressen.
why-sending = Du kan ikke sende nå.
why-sent = Den er allerede sendt.
why-receipt-sent = Kvitteringen er allerede sendt.
why-sieve = Det er en feil i skriptet: { $what }
why-sieve-active = Skriptet er i bruk.
why-list-not-offered = Meldingen tilbyr det ikke.
why-list-ambiguous = Meldingen oppgir mer enn én adresse for det.
why-list-unsigned = Ingenting beviser at adressen tilhører listen.
why-password-length = Det må ha minst { $n } tegn.
why-password-long = Det er for langt.
why-password-letter = Det må ha en bokstav.
why-password-cases = Det må ha små og store bokstaver.
why-password-digit = Det må ha et siffer.
why-password-special = Det må ha et tegn som verken er bokstav eller siffer.
why-yubico-away = Tjenesten som kontrollerer YubiKeyer, svarer ikke. Logg inn på en annen måte, eller prøv igjen senere.
why-password-common = For mange bruker det, så det ville bli gjettet først.
why-password-same = Det er passordet du har nå.
why-password-old = Passordet til nå er feil.
no-folder = Det finnes ingen mappe for { $role }.
arrived = Ny melding fra { $from }: { $subject }
arrived-many = { $n } nye meldinger

## Writing

compose-new = Ny melding
compose-reply = Svar
compose-forward = Videresending
compose-draft = Utkast
compose-window = Melding som skrives
from = Fra
to = Til
cc = Kopi
bcc = Blindkopi
reply-to = Svar til
subject = Emne
date = Dato
message-text = Meldingens tekst, din
wrote = { $date } skrev { $name }:
forwarded-head = ---------- Videresendt melding ----------
draft-saved = Utkast lagret { $time }
draft-saving = Lagrer…
draft-failed = Utkastet er ikke lagret; prøver igjen
draft-discarded = Utkastet er forkastet
draft-gone = Dette utkastet finnes ikke lenger.
close-draft = Lukk, behold utkastet
minimise = Minimer
full-screen = Fullskjerm
smaller = Mindre
discard = Forkast utkastet
attach = Legg ved filer
remove-file = Fjern { $name }
uploading = Laster opp { $name }
upload-failed = Opplastingen mislyktes
file-too-large = For stor for denne tjeneren
remove-recipient = Fjern { $name }
recipient-removed = { $name } er fjernet
suggestions = Forslag
send = Send
send-anyway = Send likevel
send-hint = Ctrl Enter sender
sending = Sender…
sent = Meldingen er sendt
sent-not-moved = Meldingen er sendt, men ligger fortsatt i utkast. { $why }
send-failed = Ikke sendt. { $why }
send-failed-offline = Ikke sendt: ingen tilkobling til tjeneren. Meldingen blir her.
send-failed-files = Ikke sendt: en fil kunne ikke lastes opp. Prøv igjen eller fjern den.
send-failed-address = «{ $text }» er ikke en e-postadresse.
send-failed-norecipients = Legg til minst én mottaker.
send-not-ready = Ikke sendt: { $person } har ingen utkastmappe eller ingen identitet.

## Leaving

leave-title = Denne lenken går et annet sted
leave-text = Teksten nevner ett nettsted, men lenken går til et annet. Fortsett bare hvis du kjenner stedet:
leave-bad = Denne lenken kan ikke åpnes.
leave-back = Tilbake til e-posten min
leave-go = Åpne den likevel

## Keyboard

scope-everywhere = Overalt
scope-list = Liste
scope-conversation = Samtale eller utvalg
scope-composer = Skriving
single-keys = Enkelttaster virker uten Ctrl
cmd-help = Hjelp og hurtigtaster
cmd-search = Søk
cmd-compose = Ny melding
cmd-undo = Angre
cmd-go-inbox = Gå til innboksen
cmd-go-starred = Gå til stjernemerket
cmd-go-sent = Gå til sendt
cmd-go-drafts = Gå til utkast
cmd-go-archive = Gå til arkivet
cmd-next = Neste samtale
cmd-previous = Forrige samtale
cmd-open = Åpne samtalen
cmd-back = Tilbake til listen
cmd-select = Velg
cmd-select-all = Velg alle
cmd-select-none = Velg ingen
cmd-select-read = Velg leste
cmd-select-unread = Velg uleste
cmd-select-starred = Velg stjernemerkede
cmd-select-down = Utvid utvalget nedover
cmd-select-up = Utvid utvalget oppover
cmd-archive = Arkiver
cmd-delete = Slett
cmd-junk = Søppelpost
cmd-star = Stjernemerk
cmd-move = Flytt til…
cmd-read = Merk som lest
cmd-unread = Merk som ulest
cmd-unread-from = Merk som ulest herfra
cmd-archive-newer = Arkiver og gå til nyere
cmd-archive-older = Arkiver og gå til eldre
cmd-reply = Svar
cmd-reply-all = Svar alle
cmd-forward = Videresend
cmd-next-message = Neste melding
cmd-previous-message = Forrige melding
cmd-unfold = Brett ut alle meldinger
cmd-fold = Fold sammen alle meldinger
cmd-up = Ett nivå opp
key-send = Send
key-cc = Vis kopi
key-bcc = Vis blindkopi
key-close-draft = Lukk, utkastet beholdes

## Reading, beyond the text

settings = Innstillinger
chunk-failed = Denne delen kunne ikke lastes. Sjekk tilkoblingen og prøv igjen.
ok = OK
copy = Kopier
copied = Kopiert
verified = Bekreftet avsender
verified-why = { $domain } har signert meldingen, og tjeneren vår har kontrollert det.
unverified = Ikke bekreftet
unverified-why = Tjeneren vår fant ikke bevis for at denne adressen sendte meldingen.
signed = Signert
signed-why = { $email } har signert meldingen med sitt eget sertifikat; den er ikke endret siden.
signed-not = Ugyldig signatur
warn-failed = Meldingen besto ikke kontrollen av avsenderen. Den kommer trolig ikke fra { $domain }.
warn-alike = { $domain } ligner { $known }, men er et annet domene.
warn-name = Avsenderen kaller seg { $name }, men adressen er { $email }.
warn-reply = Et svar ville gå til { $email }.
warn-first = Dette er den første meldingen fra { $name } til deg.
i-know = Jeg kjenner avsenderen
images-blocked-for-good = Eksterne bilder er blokkert for å beskytte personvernet ditt.
show-images = Vis bilder
always-show = Vis alltid
always-from = Fra { $who }
reply-list = Svar til listen
forward-file = Videresend som fil
edit-as-new = Rediger som ny
unsubscribe = Meld av
unsubscribed = Du er meldt av denne listen.
unsubscribe-failed = Avmelding med ett klikk mislyktes. { $why }
filter-like-this = Filtrer slike meldinger
show-source = Meldingens kildekode
source-headers = Meldingshoder
source-all = Hele kilden
save-file = Lagre
save-all = Lagre alle ({ $size })
save-all-failed = Filene kunne ikke lagres.
preview-file = Se på { $name }
preview-failed = Denne filen kan ikke vises. Lagre den i stedet.
preview-previous = Forrige fil
preview-next = Neste fil
invitation = Invitasjon
event-when = Når
event-where = Hvor
event-who = Arrangør
event-guests = Gjester
event-untitled = Hendelse uten navn
event-cancelled = Avlyst
event-by = { $n ->
    [0] av { $name }
    [one] av { $name }, én gjest
   *[other] av { $name }, { $n } gjester
  }
card-add = Legg til i kontakter
card-added = Lagt til i kontaktene dine
card-failed = Kontakten kunne ikke legges til.
row-muted = dempet

## Labels, snooze, mute

labels = Etiketter
cmd-label = Etikett
label-find = Finn eller lag en etikett
label-make = Lag «{ $name }»
label-none = Ingen etiketter ennå: skriv et navn
label-remove = Fjern etiketten { $name }
label-added = { $n ->
    [one] Merket med { $name }
   *[other] { $n } samtaler merket med { $name }
  }
label-removed = { $n ->
    [one] Etiketten { $name } er fjernet
   *[other] Etiketten { $name } er fjernet fra { $n } samtaler
  }
cmd-snooze = Utsett
snooze-until = Utsett til
snoozed = { $n ->
    [one] Utsatt til { $date }
   *[other] { $n } samtaler utsatt til { $date }
  }
unsnooze = Tilbake til innboksen nå
unsnoozed = { $n ->
    [one] Tilbake i innboksen
   *[other] { $n } samtaler tilbake i innboksen
  }
later-today = Senere i dag
later-evening = I kveld
later-tomorrow = I morgen tidlig
later-weekend = I helgen
later-monday = Mandag morgen
later-pick = Velg dato og klokkeslett…
later-when = Dato og klokkeslett
later-past = Velg et tidspunkt i fremtiden.
later-far = Tjeneren holder på meldinger til { $date } på det lengste.
cmd-mute = Demp
muted = { $n ->
    [one] Dempet: svar holdes utenfor innboksen
   *[other] { $n } samtaler er dempet
  }
unmuted = { $n ->
    [one] Ikke lenger dempet
   *[other] { $n } samtaler er ikke lenger dempet
  }
all-starred = { $n } samtaler stjernemerket
cmd-print = Skriv ut
all-selected = Alle { $n } samtaler her er valgt.
select-matching = Velg alle { $n } samtaler her
bulk-working = Behandler alle samtaler…

## Folders, in and out

list-menu = Listens meny
density-comfortable = Romslige rader
density-cosy = Middels rader
density-compact = Tette rader
searches = Søk
search-save = Lagre dette søket
search-menu = Søket { $name }
search-forget = Glem dette søket
quota = { $used } av { $limit } brukt
folder-menu = Mappen { $name }
folder-name = Navn
folder-name-empty = Gi mappen et navn.
folder-name-taken = Det finnes allerede en mappe «{ $name }».
folder-make = Ny mappe
folder-make-inside = Ny mappe inni
folder-rename = Gi mappen nytt navn
folder-move = Flytt mappen
folder-moved = Mappen { $name } er flyttet
folder-place = Inni
folder-top = (øverste nivå)
folder-read = Merk alle som lest
folder-all-read = Alt i { $name } er lest
folder-hide = Skjul mappen
folder-show = Vis mappen
folder-hidden = { $name } ligger nå under «Flere mapper»
folders-more = { $n ->
    [one] Én mappe til
   *[other] { $n } mapper til
  }
folder-share = Del mappe
folder-share-title = Del { $name }
folder-share-text = De andre finner den blant mappene sine, under adressen din. En gruppe deler med alle som er i den.
share-everybody = Alle på { $domain }
share-nobody = Det finnes ingen slik person eller gruppe her.
share-read = Lese
share-mark = Lese og merke
share-write = Lese og endre
share-all = Alt
share-own = Som angitt nedenfor
share-details = Hva { $who } kan gjøre, én for én
share-mayreaditems = Lese
share-maysetseen = Merke som lest
share-maysetkeywords = Gi stjerner og etiketter
share-mayadditems = Legge til meldinger
share-mayremoveitems = Flytte og slette meldinger
share-maycreatechild = Lage mapper i den
share-maydelete = Gi nytt navn til og slette mappen
share-maysubmit = Sende til den
share-mayshare = Dele den med andre
folder-role = Bruk denne mappen til …
folder-role-title = Hva { $name } er til
folder-role-label = Hva denne mappen er til
folder-role-none = Ikke noe spesielt
folder-role-moves = { $name } har denne oppgaven nå og gir den fra seg.
folder-older = Rydd ut gamle meldinger …
folder-older-title = Rydd i { $name }
folder-older-than = Eldre enn
folder-older-do = Hva som skal skje med dem
folder-older-move = Flytt til { $name }
folder-older-found = { $n ->
    [0] Ingen melding er så gammel.
    [one] Én melding er så gammel.
   *[other] { $n } meldinger er så gamle.
  }
folder-older-go = Rydd ut
folder-older-done = { $n ->
    [one] Én gammel melding ryddet ut
   *[other] { $n } gamle meldinger ryddet ut
  }
folder-import = Importer meldinger…
folder-export-mbox = Eksporter som mbox
folder-export-zip = Eksporter som zip av .eml
folder-empty = Tøm mappen
folder-emptied = Mappen er tom
folder-empty-title = Tømme { $name }?
folder-empty-text = { $n ->
    [one] Én melding fjernes fra tjeneren og kan ikke hentes tilbake.
   *[other] { $n } meldinger fjernes fra tjeneren og kan ikke hentes tilbake.
  }
folder-remove = Slett mappen
folder-removed = Mappen { $name } er slettet
folder-remove-title = Slette mappen { $name }?
folder-remove-text = { $n ->
    [0] Den er tom.
    [one] Meldingen i den slettes også og kan ikke hentes tilbake.
   *[other] De { $n } meldingene i den slettes også og kan ikke hentes tilbake.
  }
folder-has-children = Slett eller flytt mappene inni den først.
import-working = Importerer…
imported = { $n ->
    [one] Én melding importert
   *[other] { $n } meldinger importert
  }
import-failed = Ikke alt ble importert. { $why }
export-working = Samler meldinger…
export-failed = Eksporten mislyktes. { $why }

## Writing, beyond the text

editor-failed = Redigeringen kunne ikke lastes. Lukk utkastet og åpne det igjen.
formatting = Formatering
format-bold = Fet
format-italic = Kursiv
format-underline = Understreket
format-strike = Gjennomstreket
format-colour = Tekstfarge
format-bullets = Punkter
format-numbers = Tall
format-quote = Sitat
format-unquote = Mindre sitert
format-link = Lenke
format-image = Bilde
format-more = Mer formatering
format-large = Stor
format-small = Liten
format-normal = Normal størrelse
format-rtl = Høyre mot venstre
format-ltr = Venstre mot høyre
format-center = Midtstilt
format-clear = Fjern formatering
colour-0 = Som vanlig
colour-1 = Rød
colour-2 = Oransje
colour-3 = Rav
colour-4 = Grønn
colour-5 = Blågrønn
colour-6 = Blå
colour-7 = Fiolett
colour-8 = Grå
link-address = Adresse
link-bad = Skriv inn en nett- eller e-postadresse.
link-set = Sett lenke
link-remove = Fjern lenken
draft-conflict = Dette utkastet ble også endret et annet sted. Begge versjonene er i utkast.
draft-left = Dette skrev du på en side som ble lukket før det var lagret.
upload-waiting = venter på tilkoblingen
send-later = Send senere
scheduled = Sendes { $date }
sending-soon = Sender…
undo-late = For sent: meldingen er på vei. { $why }
undo-hint = { $n } s til å angre etter sending
outbox-kept = Ingen tilkobling: meldingen sendes så snart det er en.
outbox-sent = Sendt: { $subject }
templates = Maler
template-save = Lagre som mal
template-unnamed = Mal uten navn
compose-more = Flere valg
priority-high = Høy prioritet
priority-normal = Normal prioritet
priority-low = Lav prioritet
receipt-ask = Be om lesebekreftelse
receipt-on = Bekreftelse
rich-text = Formatert tekst
plain-text = Ren tekst
doubt-no-subject-title = Sende uten emne?
doubt-no-subject-text = Meldingen har ikke noe emne. Den kan bli oversett.
doubt-forgotten-file-title = Glemt en fil?
doubt-forgotten-file-text = Teksten nevner et vedlegg, men ingenting er lagt ved.
doubt-no-reply-title = Ingen leser denne adressen
doubt-no-reply-text = En mottaker er en adresse uten svar. Meldingen blir trolig ikke lest.
doubt-many-title = Sende til så mange?
doubt-many-text = Alle ser alles adresse. Bruk blindkopi for å holde dem skjult.
settings-not-saved = Innstillingene dine kunne ikke lagres på tjeneren.

## Palette and search

palette = Kommandoer
palette-hint = Hva vil du gjøre?
palette-folders = Gå til
palette-nothing = Fant ingenting
cmd-palette = Kommandoer
cmd-go-folder = Gå til mappe eller etikett…
cmd-go-snoozed = Gå til utsatt
cmd-go-settings = Gå til innstillinger
cmd-reply-large = Svar, full størrelse
cmd-reply-all-large = Svar alle, full størrelse
cmd-forward-large = Videresend, full størrelse
settings-labels = Etiketter
search-chips = Deler av dette søket
search-without = Søk uten { $what }
search-anywhere = Også søppelpost og papirkurv
search-month = Siste måned

## Settings

add = Legg til
save = Lagre
saved = Lagret
move-up = Flytt { $name } opp
move-down = Flytt { $name } ned
copy-what = Kopier: { $what }
seconds = { $n } sekunder
settings-appearance = Utseende
settings-mail = Lesing og skriving
settings-identities = Navn og signaturer
settings-templates = Maler
settings-filters = Filtre og videresending
settings-vacation = Fraværsmelding
settings-notifications = Varsler
settings-privacy = Personvern
settings-security = Sikkerhet
settings-clients = Koble til et program
settings-shortcuts = Tastatur
settings-import = Import og eksport
set-look = Utseende
set-density = Rader i listen
set-darken = Gjør meldinger mørkere
set-darken-hint = I det mørke temaet, også meldinger laget for en lys side.
set-region = Språk og region
set-language = Språk
set-language-auto = Som nettleseren
set-zone = Tidssone
set-zone-auto = Som denne enheten ({ $zone })
set-reading = Lesing
set-read = Merk som lest
set-read-now = Når den åpnes
set-read-after = Etter { $n } sekunder
set-read-never = Bare for hånd
set-receipts = Når en avsender ber om lesebekreftelse
set-receipts-hint = Ingenting sendes noen gang uten å spørre.
set-receipts-ask = Si fra
set-receipts-never = Overse det
set-writing = Skriving
set-undo = Tid til å angre sending
set-undo-none = Ingen
set-plain = Skriv ren tekst
set-plain-hint = Uten formatering; hver melding kan fortsatt endres.
set-collect = Husk dem du skriver til
set-collect-hint = { $n ->
    [0] De foreslås neste gang.
    [one] Én adresse husket.
   *[other] { $n } adresser husket.
  }
set-collect-clear = Glem adressene
set-swipes = Sveip
set-swipes-text = På telefon, i listen.
set-swipe-start = Fremover (mot høyre)
set-swipe-end = Tilbake (mot venstre)
set-swipe-none = Ingenting
set-identities-text = Et svar sendes fra adressen som meldingen kom til.
set-default-identity = For nye meldinger
set-name = Navn
set-signature = Signatur
set-text = Tekst
set-folder = Mappe
set-templates-text = Sett dem inn mens du skriver. { "{name}" }, { "{first}" }, { "{date}" } og { "{subject}" } fylles ut.
template-new = Ny mal
template-remove = Slett malen { $name }
template-removed = Malen er slettet
set-labels-text = Etiketter er IMAP-nøkkelord: andre e-postprogrammer ser dem også.
label-new = Ny etikett
label-name = Navnet på { $name }
label-colour = Fargen på { $name }
label-delete = Slett etiketten { $name }
label-deleted = Etiketten { $name } er slettet; meldingene beholder nøkkelordet
hue-1 = Blå
hue-2 = Grønn
hue-3 = Oransje
hue-4 = Fiolett
hue-5 = Rosa
hue-6 = Blågrønn
hue-7 = Rav
hue-8 = Grå
set-notices = Skrivebordsvarsler
set-notices-text = For denne nettleseren, mens Hayloft er åpen og ikke fremst.
set-notices-on = Vis varsler
set-notices-hint = Nettleseren ber om tillatelse én gang.
set-notices-none = Denne nettleseren har ikke varsler.
set-notices-refused = Nettleseren avviste det. Tillat varsler for dette nettstedet i innstillingene.
set-notices-folders = For ny e-post i
mail-shared = Hvem som ser e-posten din
mail-shared-text = De har mappene dine ved siden av sine egne. En gruppe deler med alle i den.
mail-shared-none = Ingen andre enn du.
mail-shared-add = Slipp noen inn
mail-shared-who = Person eller gruppe
mail-shared-right = Hva { $who } kan gjøre
mail-shared-send = Hvordan { $who } kan sende
mail-shared-remove = Ikke del lenger med { $who }
mail-right-read = Lese
mail-right-write = Lese og endre
mail-send-no = Ikke sende
mail-send-behalf = Sende på dine vegne
mail-send-as = Sende som deg
privacy-images = Eksterne bilder
privacy-images-text = Disse avsenderne kan alltid vise dem. De kommer via denne tjeneren, aldri rett fra avsenderen.
privacy-trusted = Kjente avsendere
privacy-trusted-text = Du har sagt at du kjenner dem: ingen advarsler for disse adressene.
privacy-nobody = Ingen ennå.
privacy-domain = alle hos { $domain }
privacy-remove = Fjern { $who }
set-shortcuts-text = Gmails taster, der Gmail har dem. Trykk ? for å se dem.
set-import-text = .eml, .mbox og zip av dem kommer inn; en mappe går ut som én fil.
set-vacation-text = Svarer dem som skriver til deg mens du er borte, hver av dem bare av og til.
set-vacation-on = Svar automatisk
set-vacation-from = Fra
set-vacation-to = Til
set-vacation-order = Slutten må komme etter begynnelsen.
filters-text = Tjeneren utfører reglene når e-post kommer, uansett hvilket program du leser med.
filters-none = Ingen regler ennå.
filter-refused = Tjeneren avviste dette. { $why }
filter-new = Ny regel
filter-edit = Regel
filter-on = Regelen { $name } er på
filter-remove = Slett regelen { $name }
filter-removed = Regelen er slettet
filters-rules = Regler
filter-script = Ditt eget skript
filter-edit-script = Rediger skriptet
filter-sieve = Sieve-skript
filter-own = For dem som skriver Sieve. Det kjøres etter reglene, som aldri rører det.
filter-need-name = Gi regelen et navn.
filter-need-test = Fyll ut hva det skal letes etter.
filter-need-action = Velg hva som skal gjøres.
filter-need-folder = Velg en mappe.
filter-need-label = Lag først en etikett under Innstillinger, Etiketter.
filter-when = Når
filter-when-all = Når alt dette stemmer
filter-when-any = Når noe av dette stemmer
filter-then = Da
filter-add-test = Og…
filter-add-action = Og dessuten…
filter-remove-test = Fjern denne betingelsen
filter-remove-action = Fjern denne handlingen
filter-try = Hva ville den fange?
filter-caught = { $n ->
    [0] Av e-posten som er her: ingenting.
    [one] Av e-posten som er her, én melding: { $subjects }
   *[other] Av e-posten som er her, { $n } meldinger, de nyeste: { $subjects }
  }
filter-field = Del av meldingen
filter-field-from = Avsender
filter-field-recipient = Mottaker
filter-field-subject = Emne
filter-field-body = Tekst
filter-field-list = E-postliste
filter-field-header = Meldingshode
filter-field-size = Størrelse
filter-field-attachment = Har vedlegg
filter-header = Navnet på hodet
filter-match = Hvordan
filter-match-contains = inneholder
filter-match-not-contains = inneholder ikke
filter-match-is = er
filter-match-not-is = er ikke
filter-match-startswith = begynner med
filter-match-endswith = slutter med
filter-match-over = er over
filter-match-under = er under
filter-value = Hva
filter-action = Handling
filter-do-move = Flytt til
filter-do-copy = Kopier til
filter-do-label = Etikett
filter-do-flag = Stjernemerk
filter-do-markread = Merk som lest
filter-do-forward = Videresend en kopi til
filter-do-redirect = Videresend til, behold ingenting
filter-do-reject = Avvis med ordene
filter-do-delete = Flytt til papirkurven
filter-do-discard = Slett sporløst
filter-do-stop = Stopp: ingen flere regler
filter-choose = Velg…
filter-address = Adresse å videresende til
filter-reject-text = Ord til avsenderen
clients-account = Kontoen din
clients-text = De fleste programmer trenger bare adressen din: resten finner de selv.
clients-user = Brukernavn
clients-password = Helst med et app-passord, ett for hvert program.
clients-mail = E-posttjenere
clients-none = Tjeneren sa det ikke. Spør administratoren.
clients-dav = Kalendere og kontakter
clients-dav-text = Én adresse for begge.
clients-phones = Telefoner
clients-phones-text = Pek kameraet på den. Telefonen spør etter adressen din og et passord: helst et apppassord.
clients-apple = iPhone, iPad: e-post, kalendere og kontakter
clients-android = Android med DAVx5: kalendere og kontakter
password-text = For innlogging her.
password-old = Passordet til nå
password-new = Nytt passord
password-again = Nytt passord igjen
password-differ = De to nye passordene er ulike.
password-change = Endre passordet
password-changed = Passordet ditt er endret.
password-refused = Passordet ble ikke endret. { $why }
app-passwords = App-passord
app-passwords-text = Et passord for bare ett program, som kan tas bort igjen.
app-passwords-none = Ingen ennå.
app-password-new = Nytt app-passord
app-password-for = For hvilket program?
app-password-example = Thunderbird hjemme
app-password-may = Det kan bruke
app-password-make = Lag passord
app-password-made = App-passordet ditt
app-password-once = Kopier det nå: det vises bare denne ene gangen.
app-password-used = Sist brukt { $when }
app-password-remove = Slett app-passordet { $name }
app-password-removed = App-passordet er slettet
protocol-imap = E-post (IMAP)
protocol-smtp = Sending (SMTP)
protocol-dav = Kalendere, kontakter
protocol-pop3 = E-post (POP3)
protocol-sieve = Filtre (Sieve)
protocol-jmap = JMAP
sessions = Innloggede nettlesere
sessions-text = Å logge ut overalt avslutter alle, også denne.
sessions-this = denne
sign-in-over = Det tok for lang tid. Begynn på nytt.
forgot = Glemt passordet?
forgot-text = Vi sender en lenke til gjenopprettingsadressen din, hvis kontoen har en.
forgot-send = Send lenken
forgot-sent = Hvis denne kontoen har en gjenopprettingsadresse, er en lenke på vei dit. Den gjelder i 15 minutter.
forgot-back = Tilbake til innlogging
reset-title = Velg et nytt passord
reset-text = Denne lenken virker én gang. Alle som er logget inn på kontoen, logges ut når det nye passordet er satt.
reset-over = Denne lenken er brukt eller for gammel. Be om en ny.
recovery-address = Gjenopprettingsadresse
recovery-address-text = Hvis du glemmer passordet, sendes en lenke for å velge et nytt til denne adressen.
code = Kode
code-hint = Seks sifre fra autentiseringsappen.
code-hint-recovery = Seks sifre fra autentiseringsappen, eller en gjenopprettingskode.
code-hint-recovery-only = En av gjenopprettingskodene dine.
code-hint-yubico = Med en YubiKey: berør den mens markøren står i feltet.
code-empty = Skriv inn koden.
code-wrong = Koden er feil eller allerede brukt.
key-wrong = Nøkkelen ble ikke godtatt.
key-none = Ingen nøkkel svarte. Prøv igjen.
key-failed = Nøkkelen kunne ikke brukes. { $why }
use-key = Bruk en sikkerhetsnøkkel
use-passkey = Bruk en passnøkkel
step-go = Fortsett
step-enrol = Administratoren krever et trinn til. Sett opp en autentiseringsapp.
step-new-password = Velg et nytt passord med minst { $n } tegn.
step-passkey = Bruk fingeravtrykk, ansikt eller PIN på denne enheten, eller sikkerhetsnøkkelen din.
step-back = Begynn på nytt
factors = Innlogging i to trinn
factors-text = Med et andre trinn åpner ikke passordet alene denne postboksen lenger. E-postprogrammer trenger da apppassord.
factors-required = Administratoren krever et andre trinn. E-postprogrammer trenger apppassord.
factor-app = Autentiseringsapp
factor-app-text = En app på telefonen viser en ny kode hvert 30. sekund.
factor-app-add = Sett opp en app
factor-app-added = Autentiseringsappen er slått på
factor-app-off-text = Det spørres ikke lenger etter koder fra denne appen.
factor-since = Siden { $when }
factor-on = Slå på
factor-off = Slå av
factor-qr = QR-kode for autentiseringsappen
factor-scan = Skann den med appen, eller skriv inn denne hemmeligheten:
factor-open-app = Åpne i en app på denne enheten
keys = Sikkerhetsnøkler og passnøkler
keys-text = En passnøkkel logger deg inn med fingeravtrykk, ansikt eller PIN, uten passord.
key-add = Legg til en nøkkel
key-added = Nøkkelen er lagt til
key-default = Nøkkel { $n }
key-name = Navn
key-passkey = Passnøkkel
key-second = Andre trinn
key-rename = Gi { $name } nytt navn
key-remove = Fjern { $name }
key-remove-short = Fjern nøkkelen
key-remove-text = Denne nøkkelen logger deg ikke inn lenger.
yubico = YubiKeyer som skriver koder
yubico-text = Der sikkerhetsnøkler ikke virker: YubiKeyen skriver en kode når du berører den.
yubico-add = Legg til en YubiKey
yubico-touch = Sett markøren her og berør YubiKeyen.
yubico-code = Kode fra YubiKeyen
yubico-default = YubiKey { $n }
yubico-kind = Skriver koder
recovery = Gjenopprettingskoder
recovery-left = { $n } ubrukte
recovery-new = Nye koder
recovery-made = De gamle kodene gjelder ikke lenger
recovery-text = Hver kode virker én gang når du ikke har telefon eller nøkkel for hånden. Oppbevar dem trygt: De vises bare nå.
recovery-kept = Jeg har tatt vare på dem
prove-title = Er det deg?
prove-text = Skriv passordet på nytt for å endre hvordan du logger inn.
prove-wrong = Det er ikke passordet ditt.
rule-length = Minst { $n } tegn.
rule-also = Minst { $n } tegn, med { $also }.
rule-letter = en bokstav
rule-cases = små og store bokstaver
rule-digit = et siffer
rule-special = et spesialtegn
password-end-others = Logg ut alle andre nettlesere
session-on = { $browser } på { $system }
session-unknown = Ukjent program
session-seen = { $when } fra { $address }
session-since = Logget inn { $when } ({ $way })
session-end = Logg ut
session-end-name = Logg ut: { $name }
session-ended = Logget ut
sessions-end-others = Logg ut alle andre
way-password = passord
way-totp = passord og kode
way-recovery = passord og gjenopprettingskode
way-key = passord og nøkkel
way-passkey = passnøkkel
way-yubico = passord og YubiKey
way-administrator = en administrator
way-provider = en ekstern leverandør
protocol-administrator = Åpnet av en administrator
last-logins = Siste innlogginger
last-logins-text = Etter tjeneste. Ser noe galt ut, bytt passord.
protocol-web = Nett
protocol-api = Programmeringsgrensesnitt
programs = Programmer med tilgang
programs-text = De trenger ikke passord før du tar tilgangen tilbake.
programs-end = Ta tilbake
programs-end-name = Ta tilbake: { $name }
programs-ended = Tilgangen er tatt tilbake
oauth-title = Tillate { $client }?
oauth-wants = Dette programmet vil:
oauth-lasts = Dette varer til du tar det tilbake i innstillingene.
oauth-as = Logget inn som { $address }
oauth-other = Bruk en annen konto
oauth-allow = Tillat
oauth-deny = Ikke tillat
oauth-problem = Dette kan ikke besvares
oauth-wrong = Programmet som førte deg hit, spurte på feil måte. { $why }
oauth-over = Dette tok for lang tid. Gå tilbake til programmet og begynn på nytt.
oauth-sign-in = For å fortsette til { $client }
oauth-prove = { $client } vil være sikker på at det er deg.
oauth-scope-openid = vite at det er deg
oauth-scope-profile = se navnet ditt
oauth-scope-email = se adressen din
oauth-scope-mail = lese, endre og sende e-posten din
oauth-scope-dav = lese og endre kalenderne og kontaktene dine
provider-sign-in = Logg inn med { $name }
provider-failed = Denne innloggingen åpnet ingenting
provider-away = Leverandøren kunne ikke spørres. { $why }

## Receipts

receipt-wanted = { $name } ber om lesebekreftelse.
receipt-send = Send bekreftelse
receipt-no = Nei
receipt-sent = Bekreftelsen er sendt
set-push = Også når Hayloft er lukket
set-push-hint = Selve meldingen blir her; bare at det er nytt, går via nettleserens varslingstjeneste.
set-push-failed = Varsling kunne ikke slås på. { $why }
set-offline = Behold e-post i denne nettleseren
set-offline-hint = De nyeste samtalene kan leses uten tilkobling. Slå det av på en datamaskin som andre bruker.

## Several mailboxes

accounts = Postkasser
account-shared = Delt med deg
account-elsewhere = Hos en annen leverandør
outside = E-postkontoer andre steder
outside-text = E-post du har hos en annen leverandør, lest og besvart herfra. Passordet lagres kryptert.
outside-add = Legg til en konto
outside-remove = Fjern { $address }
outside-fault = Kunne ikke nås: { $why }
outside-login = Brukernavn der
outside-imap = Innkommende e-post (IMAP)
outside-smtp = Utgående e-post (SMTP)
outside-host = Tjener
outside-port = Port
outside-tls = Kryptering
mail-sign-in = Logg inn hos { $name }
mail-sign-in-text = Passord trengs ikke: Du logger inn hos { $name } og tillater at e-posten din leses og sendes herfra.
mail-sign-in-password = Bruk passord i stedet
mail-sign-in-over = Logg inn der på nytt: Tilgangen er avsluttet.
mail-sign-in-again = Logg inn på nytt
mail-sign-in-none = Ingen leverandør er registrert for denne kontoen.
sync = E-post hentet fra andre steder
sync-text = E-post fra en annen tjener kopieres til denne postboksen om og om igjen, hver melding én gang.
sync-add = Hent e-post
sync-remove = Slutt å hente fra { $name }
sync-login = Adresse eller brukernavn der
sync-minutes = Minutter mellom to kjøringer
sync-running = Kjører nå
sync-never = Har ikke kjørt ennå
sync-well = { $when }: { $n } kopiert
sync-failed = { $when }: mislyktes ({ $why })
providers = E-postleverandører andre steder
providers-text = Der de som har e-post andre steder, logger inn i stedet for å oppgi passord. Registrer denne tjeneren der først, og kopier det du får.
providers-add = Legg til en leverandør
providers-grants = { $n } logget inn
providers-kind = Leverandør
providers-other = En annen
providers-client = Klient-ID
providers-secret = Klienthemmelighet
providers-secret-kept = uendret
providers-domains = Domener for adresser som får tilbudet
providers-authorize = Der folk logger inn (URL)
providers-token = Der tokener gis (URL)
providers-scopes = Omfang
providers-redirect = Omdirigerings-URI å registrere der:
providers-remove-text = Kontoer og jobber som logger inn der, kan ikke lenger nås.

## Hvordan tjeneren har det (administrasjon)

settings-server = Denne tjeneren
server-well = Alt virker.
server-queue = Underveis
server-deferred = { $n ->
    [0] ingenting venter
    [one] én venter på et nytt forsøk
   *[other] { $n } venter på et nytt forsøk
  }
server-quarantine = I karantene
server-refused-signins = Avviste innlogginger, 15 minutter
server-banned = { $n ->
    [0] ingen er stengt ute
    [one] ett nett er stengt ute
   *[other] { $n } nett er stengt ute
  }
server-disk = Ledig for e-post
server-day = E-post de siste 24 timene
server-day-text = { $taken } mottatt, { $refused } avvist
server-taken = mottatt
server-refused = avvist
server-services = Tjenester
server-memory = Til sammen bruker de { $size } minne.
server-rspamd = Rspamds egne sider
server-restarts = { $n ->
    [one] startet på nytt én gang
   *[other] startet på nytt { $n } ganger
  }
server-down = svarer ikke
server-bans = Stengt ute
server-until = til { $when }
server-dns = DNS-oppføringer
server-dns-text = Spør navnetjenerne til hvert domene om det e-postprogrammer og andre tjenere trenger.
server-dns-check = Sjekk nå
server-dns-unknown = ingen svarer
server-dns-wrong = { $n ->
    [0] alt er i orden
    [one] én oppføring bør ses på
   *[other] { $n } oppføringer bør ses på
  }

## Programs of others (administrators)

settings-oauth = Andres programmer
oauth-clients-text = Andre programmer og nettsteder der folk logger inn med kontoen sin herfra, med OpenID Connect eller OAuth 2. Hver og en bestemmer over sin egen konto; det du tillater her, er det meste et program kan be om.
oauth-clients-none = Ingen ennå.
oauth-client-add = Legg til et program
oauth-client-change = Endre { $name }
oauth-client-remove = Slett { $name }
oauth-client-remove-text = Det kan ikke lenger logge inn noen, og all tilgang det har fått, opphører.
oauth-client-remove-yes = Slett
oauth-client-removed = Programmet er slettet
oauth-client-off = Slått av
oauth-client-name = Navn som folk leser
oauth-client-redirects = Adresser som folk sendes tilbake til, én per linje
oauth-client-may = Det kan be om å
oauth-client-trusted = Vårt eget program: ikke spør
oauth-client-active = I bruk
oauth-client-public = En app som ikke kan holde på en hemmelighet
oauth-client-renew = Ny hemmelighet
oauth-client-revoke = Avslutt all tilgang
oauth-client-made = Til innstillingene i programmet
oauth-client-once = Kopier hemmeligheten nå: den vises bare denne ene gangen.

## Junk mail, and addresses for a time

settings-junk = Søppelpost
settings-addresses = Adresser for en tid
junk-score = Hvor strengt
junk-score-text = Serveren gir hver melding poeng for det som er mistenkelig ved den. Lavere er strengere.
junk-from = Går til søppelpost fra
junk-refused-from = Avvises fra
junk-usual = Som på serveren
junk-try = Hva ville det ha fanget?
junk-week = Av forrige ukes { $total } meldinger ville { $junk } ha gått til søppelpost og { $refused } blitt avvist.
junk-allow = Aldri søppel
junk-allow-text = E-post fra dem slipper inn, uansett poeng.
junk-deny = Alltid avvist
junk-deny-text = E-post fra dem slipper ikke inn.
junk-who = Adresse eller domene
held = Holdt tilbake
held-text = E-post til deg som ble avvist. Den beholdes en stund, i tilfelle det var en feil.
held-none = Ingenting holdes tilbake.
held-release = Slipp inn: { $subject }
held-remove = Slett: { $subject }
held-release-short = Slipp inn
held-remove-short = Slett
held-released = Den kommer i innboksen, og filteret lærer av det
held-removed = Meldingen er slettet
held-score = { $when } · { $score } poeng
held-virus = { $when } · virus
held-often = Gi meg beskjed på e-post
held-often-never = Aldri
held-often-hourly = Hver time
held-often-daily = Hver dag
held-often-weekly = Hver uke
held-kind = Om hva
held-kind-reject = Det som ble avvist
held-kind-add-header = Det som gikk til søppelpost
held-kind-all = Begge deler
timed-text = En adresse ingen kan gjette, for én butikk eller ett skjema. E-post til den kommer til deg til den slutter; du kan også skrive fra den.
timed-none = Ingen ennå.
timed-what = Hva den er til
timed-span = Hvor lenge den varer
timed-make = Lag adresse
timed-made = Adressen er laget
timed-remove = Slett adressen { $address }
timed-removed = Adressen er slettet
timed-extend = Hvor lenge { $address } varer fra nå av
timed-change = Forleng…
timed-until = Til { $when }
timed-over = Sluttet { $when }
timed-1 = Én time
timed-24 = Én dag
timed-168 = Én uke
timed-720 = 30 dager
timed-8760 = Ett år
timed-87600 = Ti år
timed-ever = For alltid
mail-shared-mark = Andre ser denne e-posten
settings-smime = Signert og kryptert e-post
smime-keys = Dine nøkler
smime-keys-text = Med en S/MIME-nøkkel signerer du e-post og leser det som ble kryptert for deg. Nøkkelen ligger forseglet på tjeneren og gis aldri ut. Behold utløpte nøkler: de åpner gamle meldinger.
smime-keys-none = Du har ingen nøkkel ennå.
smime-issuer = Utstedt av { $issuer }
smime-until = Gyldig til { $date }
smime-expired = Utløp { $date }; den åpner fortsatt gamle meldinger
smime-remove = Fjern nøkkelen til { $name }
smime-remove-text = Meldinger som ble kryptert for denne nøkkelen, kan ikke leses her lenger.
smime-remove-do = Fjern
smime-add = Legg til nøkkel
smime-add-text = Filen du fikk fra sertifikatutstederen eller lagret fra et annet program: med sertifikat og privat nøkkel.
smime-file = Fil (.p12 eller .pfx)
smime-password = Filens passord
smime-added = Nøkkelen er lagt til.
smime-usual = Nye meldinger
smime-usual-text = Hva som gjøres med e-post fra hver av adressene dine, hvis du ikke velger noe annet når du skriver.
smime-usual-plain = Verken signer eller krypter
smime-usual-sign = Signer
smime-usual-encrypt = Signer og krypter
smime-sign = Signer (S/MIME)
smime-encrypt = Krypter (S/MIME)
smime-sign-off = Ikke signer
smime-encrypt-off = Ikke krypter
smime-signed = Signert
smime-encrypted = Kryptert
encrypted-why = Ingen kunne lese denne meldingen underveis.
encrypted-unproven = Ingen kunne lese denne meldingen underveis, men ingenting beviser at den ikke ble endret. Eksterne bilder forblir blokkert.
smime-no-key = Denne meldingen er kryptert, og ingen av nøklene dine åpner den.
smime-broken = Denne meldingen kan ikke åpnes: den er skadet eller endret.
smime-too-large = Denne meldingen er for stor til å åpnes her.
smime-unsupported = Det er ingenting i denne S/MIME-meldingen som kan vises.
why-smime-key = Du har ingen gyldig nøkkel for denne avsenderadressen.
why-smime-certificate = For å kryptere trengs et sertifikat fra { $what }. En signert melding fra dem bringer det med seg.
why-smime-bcc = Kryptert e-post viser alle mottakerne; den kan ikke gå som blindkopi.
why-smime-password = Dette passordet åpner ikke filen.
why-smime-file = Det er ingen privat nøkkel med sertifikat i denne filen.
why-smime-yours = Sertifikatet nevner ingen av adressene dine.
settings-openpgp = OpenPGP-nøkler
pgp-keys = Dine OpenPGP-nøkler
pgp-keys-text = Med en OpenPGP-nøkkel signerer du e-post og leser det som ble kryptert til deg. Tjeneren oppbevarer den låst med passfrasen din, som aldri forlater denne nettleseren. Ta vare på gamle nøkler: de åpner gammel e-post.
pgp-others = Andres nøkler
pgp-others-text = E-post til disse kan krypteres. Merk en nøkkel som kontrollert når du har sammenlignet fingeravtrykket med eieren.
pgp-others-none = Ingen nøkler fra andre er kjent ennå.
pgp-remove-text = E-post til denne personen kan ikke lenger krypteres med den, og signaturer laget med den er ukjente.
pgp-published = Alle finner den via adressen din
pgp-verified = Kontrollert av deg
pgp-from-imported = Importert
pgp-from-autocrypt = Kom med en melding (Autocrypt)
pgp-from-wkd = Fra domenets katalog
pgp-key-menu = Nøkkelen til { $name }
pgp-export = Lagre den offentlige nøkkelen
pgp-export-secret = Lagre den hemmelige nøkkelen
pgp-publish = La alle finne den
pgp-mutual = Be andre om å kryptere
pgp-verify = Kontrollert
pgp-make = Lag en nøkkel
pgp-make-text = Nøkkelen lages i denne nettleseren. Ingen kan fortelle deg en glemt passfrase: lagre den hemmelige nøkkelen på et trygt sted.
pgp-made = Nøkkelen er laget.
pgp-address = For adressen
pgp-passphrase = Passfrase
pgp-passphrase-again = Passfrasen en gang til
pgp-passphrase-short = Passfrasen må ha minst 8 tegn.
pgp-passphrase-wrong = Denne passfrasen åpner ikke nøkkelen.
pgp-import = Importer nøkler
pgp-import-text = Andres offentlige nøkler, eller en hemmelig nøkkel som du har lagret fra et annet program.
pgp-file = Nøkkelfil
pgp-text = Eller nøkkelen som tekst
pgp-import-passphrase = Passfrasen, om det er en hemmelig nøkkel
pgp-import-none = Det er ingen OpenPGP-nøkkel her.
pgp-import-unlocked = Denne hemmelige nøkkelen har ingen passfrase. Oppgi en som den skal ha her.
pgp-import-useless = Det er ingen gyldig adresse i denne nøkkelen.
pgp-import-revoked = Denne nøkkelen er trukket tilbake av eieren.
pgp-not-yours = Nøkkelen nevner ingen av adressene dine.
pgp-imported = { $n ->
    [one] Én nøkkel er importert.
   *[other] { $n } nøkler er importert.
  }
pgp-encrypted-why = Underveis kunne bare mottakerne lese den
pgp-signed-known = Signert, kontrollert nøkkel
pgp-signed-verified = Signert med nøkkelen { $print }, som du har kontrollert
pgp-signed-why = Signert med nøkkelen { $print } for denne adressen; du har ikke kontrollert den
pgp-signed-unknown = Ukjent signatur
pgp-signed-unknown-why = Signert med en nøkkel som ikke er kjent her
pgp-signed-altered = Signaturen passer ikke: meldingen ble endret etter signeringen, eller signaturen er ødelagt.
pgp-signed-other = Signert med en nøkkel som ikke tilhører { $email }.
pgp-no-key = Denne meldingen er kryptert med OpenPGP, og ingen av nøklene dine åpner den.
pgp-locked = Passfrasen din åpner denne meldingen.
pgp-no-integrity = Denne meldingen er ikke beskyttet mot endringer og åpnes ikke: den som endret den, kunne få vite hva som står der.
pgp-failed = Meldingen kunne ikke lastes for å åpnes.
pgp-opening = Åpner …
pgp-unlock = Lås opp
pgp-all-want = Alle her ønsker kryptert e-post.
pgp-sign = Signer (OpenPGP)
pgp-encrypt = Krypter (OpenPGP)
pgp-sign-locked = Lås opp nøkkelen for å signere.
why-pgp-locked = OpenPGP-nøkkelen din er låst: den trenger passfrasen.
why-pgp-key = For å kryptere trengs en OpenPGP-nøkkel for { $what }.
