app-name = Hayloft
apps = Apps
app-mail = Mail
app-mail-unread = Mail, { $n } ongelezen
home = Startpagina
skip = Naar de inhoud
sidebar = Mailmappen
loading = Laden
close = Sluiten
cancel = Annuleren
retry = Opnieuw proberen
more = Meer
or = of
refresh = Nieuwe mail ophalen
dismiss = Verbergen
notices = Meldingen

## Signing in

sign-in-title = Inloggen bij Hayloft
sign-in-login = E-mailadres
sign-in-password = Wachtwoord
show-password = Wachtwoord tonen
hide-password = Wachtwoord verbergen
sign-in = Inloggen
signing-in = Bezig met inloggen…
sign-in-empty = Vul je e-mailadres en je wachtwoord in.
sign-in-wrong = Het e-mailadres of het wachtwoord klopt niet.
sign-in-offline = De server is niet bereikbaar. Controleer je verbinding en probeer het opnieuw.
sign-in-server = De server kon even niet antwoorden. Probeer het zo nog eens.
sign-in-throttled = Te veel pogingen. Probeer het over { $n ->
    [one] één seconde
   *[other] { $n } seconden
  } opnieuw.
sign-in-throttled-minutes = Te veel pogingen. Probeer het over { $n } minuten opnieuw.
# sign-in-by-password = Sign in with a password
# look-help = Help
signed-out-title = Opnieuw inloggen
signed-out-text = Je sessie is verlopen. Wat je hebt getypt is niet weg: log in en ga verder.
sign-out = Uitloggen
sign-out-everywhere = Overal uitloggen
sign-out-failed = Uitloggen is mislukt: de server is niet bereikbaar. Je bent nog ingelogd.
account-of = { $initials }, account van { $name }
start-failed = Hayloft kon niet starten
start-offline = De server is niet bereikbaar. Controleer je verbinding.
start-error = De server meldde een fout. { $why }

## Appearance and live state

theme = Thema
theme-system = Systeem
theme-light = Licht
theme-dark = Donker
live-live = Live
live-live-title = Wijzigingen komen meteen binnen
live-connecting = Verbinden
live-connecting-title = Verbinding met de server wordt gemaakt
live-offline = Offline
live-offline-title = Geen verbinding; nieuwe poging loopt

## Folders

folders = Mappen
folder-inbox = Postvak IN
folder-starred = Met ster
folder-snoozed = Gesnoozed
folder-scheduled = Gepland
folder-sent = Verzonden
folder-drafts = Concepten
folder-archive = Archief
folder-junk = Ongewenst
folder-trash = Prullenbak
folder-unread = ongelezen
folder-messages = in totaal
folder-missing = Deze map bestaat niet meer.

## List

conversations-region = Gesprekken
conversations = { $n ->
    [one] 1 gesprek
   *[other] { $n } gesprekken
  }
conversation-actions = Acties voor het gesprek
quick-filters = Snelfilters
filter-all = Alles
filter-unread = Ongelezen
filter-starred = Met ster
filter-files = Met bestanden
search-title = Zoeken
search-placeholder = Mail doorzoeken
clear-search = Zoekopdracht wissen
show-all = Alles tonen
empty-inbox = Je Postvak IN is leeg. Nieuwe mail verschijnt hier vanzelf.
empty-folder = Hier is niets.
empty-starred = Niets met ster. Druk op S bij een gesprek om het hier later terug te vinden.
empty-search = Niets gevonden voor “{ $q }”. Ongewenst en Prullenbak doen niet mee; voeg in:anywhere toe om ook daar te zoeken.
empty-unread = Niets ongelezen.
empty-files = Niets met bestanden.
list-offline = De lijst kan niet worden geladen: geen verbinding met de server.
list-failed = De lijst kan niet worden geladen. { $why }
no-subject = (geen onderwerp)
no-recipient = (geen ontvanger)
unknown-sender = (onbekende afzender)
you = jij
you-start = Jij
to-people = Aan: { $names }
draft-mark = Concept
row-unread = ongelezen
row-count = { $n } berichten
row-starred = met ster
row-files = met bestanden
row-answered = beantwoord
row-failed = wijziging geweigerd: { $why }
selected = { $n } geselecteerd
selection-actions = Acties voor de selectie
move-to = Verplaatsen naar
find-folder = Map zoeken

## Conversation

conversation = Gesprek
nothing-open = Kies een gesprek om het hier te lezen.
conversation-offline = Het gesprek kan niet worden geladen: geen verbinding met de server.
conversation-failed = Het gesprek kan niet worden geladen. { $why }
conversation-gone = Dit gesprek bestaat niet meer.
earlier-messages = { $n } eerdere berichten
position = { $n } van { $total }
newer = Nieuwer
older = Ouder
not-junk = Niet ongewenst
reply-hint = Beantwoorden…
reply-everyone = Allen beantwoorden…
message-from = Bericht van { $name }
message-actions = Acties voor het bericht
message-body = Tekst van het bericht
message-failed = Dit bericht kan niet worden getoond. Download het via het menu.
fold-message = Dit bericht inklappen
star-message = Dit bericht een ster geven
unstar-message = Ster verwijderen
download-message = Bericht downloaden
to-list = aan { $names }
to-some = aan { $names } en nog { $n }
to-nobody = aan niemand met naam
quoted-text = Geciteerde tekst
images-blocked = Externe afbeeldingen zijn geblokkeerd om je privacy te beschermen.
light-card = Dit bericht is gemaakt voor een lichte pagina.
darken = Donker maken
as-sent = Zoals verzonden
body-truncated = Dit bericht is erg lang; de rest staat in het gedownloade bericht.
attachments = { $n ->
    [one] 1 bijlage
   *[other] { $n } bijlagen
  }
unnamed-file = Bestand zonder naam
download-file = { $name } downloaden
draft-here = Dit is een concept. Alleen jij kunt het zien.
continue-writing = Verder schrijven

## What was done

archived = { $n ->
    [one] Gesprek gearchiveerd
   *[other] { $n } gesprekken gearchiveerd
  }
trashed = { $n ->
    [one] Gesprek naar de prullenbak verplaatst
   *[other] { $n } gesprekken naar de prullenbak verplaatst
  }
draft-trashed = { $n ->
    [one] Concept naar de prullenbak verplaatst
   *[other] { $n } concepten naar de prullenbak verplaatst
  }
junked = { $n ->
    [one] Gesprek naar Ongewenst verplaatst
   *[other] { $n } gesprekken naar Ongewenst verplaatst
  }
unjunked = { $n ->
    [one] Niet ongewenst: gesprek terug in Postvak IN
   *[other] Niet ongewenst: { $n } gesprekken terug in Postvak IN
  }
moved = { $n ->
    [one] Gesprek naar { $folder } verplaatst
   *[other] { $n } gesprekken naar { $folder } verplaatst
  }
marked-read = { $n ->
    [one] Gemarkeerd als gelezen
   *[other] { $n } gesprekken gemarkeerd als gelezen
  }
marked-unread = { $n ->
    [one] Gemarkeerd als ongelezen
   *[other] { $n } gesprekken gemarkeerd als ongelezen
  }
destroyed = { $n ->
    [one] Gesprek verwijderd
   *[other] { $n } gesprekken verwijderd
  }
destroy-title = { $n ->
    [one] Dit gesprek definitief verwijderen?
   *[other] { $n } gesprekken definitief verwijderen?
  }
destroy-text = Het wordt van de server gewist en kan niet worden teruggehaald.
destroy-yes = Definitief verwijderen
undo = Ongedaan maken
undone = Ongedaan gemaakt
undo-spoken = { $text }. Ongedaan maken met Z.
failed-offline = Geen verbinding met de server. Er is niets gewijzigd.
failed-change = De server weigerde dit, daarom is het teruggedraaid. { $why }
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
no-folder = Er is geen map voor { $role }.
arrived = Nieuw bericht van { $from }: { $subject }
arrived-many = { $n } nieuwe berichten

## Writing

compose-new = Nieuw bericht
compose-reply = Antwoord
compose-forward = Doorsturen
compose-draft = Concept
compose-window = Bericht in bewerking
from = Van
to = Aan
cc = Cc
bcc = Bcc
reply-to = Antwoord aan
subject = Onderwerp
date = Datum
message-text = Tekst van je bericht
wrote = Op { $date } schreef { $name }:
forwarded-head = ---------- Doorgestuurd bericht ----------
draft-saved = Concept opgeslagen { $time }
draft-saving = Opslaan…
draft-failed = Concept niet opgeslagen; nieuwe poging loopt
draft-discarded = Concept verwijderd
draft-gone = Dit concept bestaat niet meer.
close-draft = Sluiten, concept bewaren
minimise = Minimaliseren
full-screen = Volledig scherm
smaller = Kleiner
discard = Concept verwijderen
attach = Bestanden bijvoegen
remove-file = { $name } verwijderen
uploading = { $name } wordt geüpload
upload-failed = Uploaden mislukt
file-too-large = Te groot voor deze server
remove-recipient = { $name } verwijderen
recipient-removed = { $name } verwijderd
suggestions = Suggesties
send = Verzenden
send-anyway = Toch verzenden
send-hint = Ctrl Enter verzendt
sending = Verzenden…
sent = Bericht verzonden
sent-not-moved = Het bericht is verzonden, maar staat nog in Concepten. { $why }
send-failed = Niet verzonden. { $why }
send-failed-offline = Niet verzonden: geen verbinding met de server. Het bericht blijft hier staan.
send-failed-files = Niet verzonden: een bestand kon niet worden geüpload. Probeer het opnieuw of verwijder het.
send-failed-address = “{ $text }” is geen e-mailadres.
send-failed-norecipients = Voeg minstens één ontvanger toe.
send-not-ready = Niet verzonden: { $person } heeft geen map Concepten of geen identiteit.

## Leaving

leave-title = Deze link gaat ergens anders heen
leave-text = De tekst noemt een site, maar de link leidt naar een andere. Ga alleen verder als je deze plek kent:
leave-bad = Deze link kan niet worden geopend.
leave-back = Terug naar mijn mail
leave-go = Toch openen

## Keyboard

scope-everywhere = Overal
scope-list = Lijst
scope-conversation = Gesprek of selectie
scope-composer = Schrijven
single-keys = Losse toetsen werken zonder Ctrl
cmd-help = Hulp en sneltoetsen
cmd-search = Zoeken
cmd-compose = Nieuw bericht
cmd-undo = Ongedaan maken
cmd-go-inbox = Naar Postvak IN
cmd-go-starred = Naar Met ster
cmd-go-sent = Naar Verzonden
cmd-go-drafts = Naar Concepten
cmd-go-archive = Naar Archief
cmd-next = Volgend gesprek
cmd-previous = Vorig gesprek
cmd-open = Gesprek openen
cmd-back = Terug naar de lijst
cmd-select = Selecteren
cmd-select-all = Alles selecteren
cmd-select-none = Niets selecteren
cmd-select-read = Gelezen selecteren
cmd-select-unread = Ongelezen selecteren
cmd-select-starred = Met ster selecteren
cmd-select-down = Selectie omlaag uitbreiden
cmd-select-up = Selectie omhoog uitbreiden
cmd-archive = Archiveren
cmd-delete = Verwijderen
cmd-junk = Ongewenst
cmd-star = Ster
cmd-move = Verplaatsen naar…
cmd-read = Markeren als gelezen
cmd-unread = Markeren als ongelezen
cmd-unread-from = Vanaf hier markeren als ongelezen
cmd-archive-newer = Archiveren en naar nieuwer
cmd-archive-older = Archiveren en naar ouder
cmd-reply = Beantwoorden
cmd-reply-all = Allen beantwoorden
cmd-forward = Doorsturen
cmd-next-message = Volgend bericht
cmd-previous-message = Vorig bericht
cmd-unfold = Alle berichten uitklappen
cmd-fold = Alle berichten inklappen
cmd-up = Eén niveau omhoog
key-send = Verzenden
key-cc = Cc tonen
key-bcc = Bcc tonen
key-close-draft = Sluiten, concept bewaard

## Reading, beyond the text

settings = Instellingen
chunk-failed = Dit onderdeel kon niet worden geladen. Controleer de verbinding en probeer het opnieuw.
ok = OK
copy = Kopiëren
copied = Gekopieerd
verified = Geverifieerde afzender
verified-why = { $domain } heeft dit bericht ondertekend en onze server heeft dat gecontroleerd.
unverified = Niet geverifieerd
unverified-why = Onze server vond geen bewijs dat dit adres het bericht heeft verzonden.
# signed = Signed
# signed-why = { $email } signed this message with a certificate of their own; it was not changed since.
# signed-not = Signature not valid
warn-failed = Dit bericht kwam niet door de controle van de afzender. Het komt waarschijnlijk niet van { $domain }.
warn-alike = { $domain } lijkt op { $known }, maar het is een ander domein.
warn-name = De afzender noemt zich { $name }, maar het adres is { $email }.
warn-reply = Een antwoord zou naar { $email } gaan.
warn-first = Dit is het eerste bericht van { $name } aan jou.
i-know = Ik ken deze afzender
images-blocked-for-good = Externe afbeeldingen zijn geblokkeerd om je privacy te beschermen.
show-images = Afbeeldingen tonen
always-show = Altijd tonen
always-from = Van { $who }
reply-list = Lijst beantwoorden
forward-file = Doorsturen als bestand
edit-as-new = Bewerken als nieuw
unsubscribe = Afmelden
unsubscribed = Je bent afgemeld voor deze lijst.
unsubscribe-failed = Afmelden met één klik is mislukt. { $why }
filter-like-this = Zulke berichten filteren
show-source = Bron van het bericht
source-headers = Kopregels
source-all = Hele bron
save-file = Opslaan
save-all = Alles opslaan ({ $size })
save-all-failed = De bestanden konden niet worden opgeslagen.
preview-file = { $name } bekijken
preview-failed = Dit bestand kan niet worden getoond. Sla het in plaats daarvan op.
preview-previous = Vorig bestand
preview-next = Volgend bestand
invitation = Uitnodiging
event-when = Wanneer
event-where = Waar
event-who = Organisator
event-guests = Gasten
event-untitled = Afspraak zonder titel
event-cancelled = Geannuleerd
event-by = { $n ->
    [0] van { $name }
    [one] van { $name }, één gast
   *[other] van { $name }, { $n } gasten
  }
card-add = Toevoegen aan contacten
card-added = Toegevoegd aan je contacten
card-failed = Het contact kon niet worden toegevoegd.
row-muted = gedempt

## Labels, snooze, mute

labels = Labels
cmd-label = Label
label-find = Label zoeken of maken
label-make = “{ $name }” maken
label-none = Nog geen labels: typ een naam
label-remove = Het label { $name } verwijderen
label-added = { $n ->
    [one] Label { $name } toegevoegd
   *[other] Label { $name } toegevoegd aan { $n } gesprekken
  }
label-removed = { $n ->
    [one] Label { $name } verwijderd
   *[other] Label { $name } verwijderd van { $n } gesprekken
  }
cmd-snooze = Snoozen
snooze-until = Snoozen tot
snoozed = { $n ->
    [one] Gesnoozed tot { $date }
   *[other] { $n } gesprekken gesnoozed tot { $date }
  }
unsnooze = Nu terug naar Postvak IN
unsnoozed = { $n ->
    [one] Terug in Postvak IN
   *[other] { $n } gesprekken terug in Postvak IN
  }
later-today = Later vandaag
later-evening = Vanavond
later-tomorrow = Morgenochtend
later-weekend = In het weekend
later-monday = Maandagochtend
later-pick = Datum en tijd kiezen…
later-when = Datum en tijd
later-past = Kies een moment in de toekomst.
later-far = De server bewaart berichten tot uiterlijk { $date }.
cmd-mute = Dempen
muted = { $n ->
    [one] Gedempt: antwoorden komen niet in Postvak IN
   *[other] { $n } gesprekken gedempt
  }
unmuted = { $n ->
    [one] Niet meer gedempt
   *[other] { $n } gesprekken niet meer gedempt
  }
all-starred = { $n } gesprekken met ster
cmd-print = Afdrukken
all-selected = Alle { $n } gesprekken hier zijn geselecteerd.
select-matching = Alle { $n } gesprekken hier selecteren
bulk-working = Bezig met alle gesprekken…

## Folders, in and out

list-menu = Menu van de lijst
density-comfortable = Ruime regels
density-cosy = Normale regels
density-compact = Compacte regels
searches = Zoekopdrachten
search-save = Deze zoekopdracht opslaan
search-menu = Zoekopdracht { $name }
search-forget = Deze zoekopdracht vergeten
quota = { $used } van { $limit } gebruikt
folder-menu = Map { $name }
folder-name = Naam
folder-name-empty = Geef de map een naam.
folder-name-taken = Er is al een map “{ $name }”.
folder-make = Nieuwe map
folder-make-inside = Nieuwe map hierin
folder-rename = Mapnaam wijzigen
folder-move = Map verplaatsen
folder-moved = Map { $name } verplaatst
folder-place = In
folder-top = (hoogste niveau)
folder-read = Alles markeren als gelezen
folder-all-read = Alles in { $name } is gelezen
folder-import = Berichten importeren…
folder-export-mbox = Exporteren als mbox
folder-export-zip = Exporteren als zip met .eml
folder-empty = Map leegmaken
folder-emptied = De map is leeg
folder-empty-title = { $name } leegmaken?
folder-empty-text = { $n ->
    [one] Eén bericht wordt van de server gewist en kan niet worden teruggehaald.
   *[other] { $n } berichten worden van de server gewist en kunnen niet worden teruggehaald.
  }
folder-remove = Map verwijderen
folder-removed = Map { $name } verwijderd
folder-remove-title = De map { $name } verwijderen?
folder-remove-text = { $n ->
    [0] De map is leeg.
    [one] Het bericht erin wordt ook verwijderd en kan niet worden teruggehaald.
   *[other] De { $n } berichten erin worden ook verwijderd en kunnen niet worden teruggehaald.
  }
folder-has-children = Verwijder of verplaats eerst de mappen hierin.
import-working = Importeren…
imported = { $n ->
    [one] Eén bericht geïmporteerd
   *[other] { $n } berichten geïmporteerd
  }
import-failed = Niet alles is geïmporteerd. { $why }
export-working = Berichten verzamelen…
export-failed = Het exporteren is mislukt. { $why }

## Writing, beyond the text

editor-failed = De editor kon niet worden geladen. Sluit het concept en open het opnieuw.
formatting = Opmaak
format-bold = Vet
format-italic = Cursief
format-underline = Onderstrepen
format-strike = Doorhalen
format-colour = Tekstkleur
format-bullets = Opsomming
format-numbers = Nummering
format-quote = Citaat
format-unquote = Minder geciteerd
format-link = Link
format-image = Afbeelding
format-more = Meer opmaak
format-large = Groot
format-small = Klein
format-normal = Normale grootte
format-rtl = Van rechts naar links
format-ltr = Van links naar rechts
format-center = Gecentreerd
format-clear = Opmaak verwijderen
colour-0 = Gewoon
colour-1 = Rood
colour-2 = Oranje
colour-3 = Amber
colour-4 = Groen
colour-5 = Blauwgroen
colour-6 = Blauw
colour-7 = Violet
colour-8 = Grijs
link-address = Adres
link-bad = Vul een web- of mailadres in.
link-set = Link instellen
link-remove = Link verwijderen
draft-conflict = Dit concept is ook ergens anders gewijzigd. Beide versies staan in Concepten.
draft-left = Geschreven op een pagina die sloot voordat de tekst was opgeslagen.
upload-waiting = wacht op de verbinding
send-later = Later verzenden
scheduled = Wordt verzonden { $date }
sending-soon = Verzenden…
undo-late = Te laat: het bericht is al onderweg. { $why }
undo-hint = { $n } s om verzenden ongedaan te maken
outbox-kept = Geen verbinding: het bericht wordt verzonden zodra die er is.
outbox-sent = Verzonden: { $subject }
templates = Sjablonen
template-save = Opslaan als sjabloon
template-unnamed = Sjabloon zonder naam
compose-more = Meer opties
priority-high = Hoge prioriteit
priority-normal = Normale prioriteit
priority-low = Lage prioriteit
receipt-ask = Om een leesbevestiging vragen
receipt-on = Leesbevestiging
rich-text = Opgemaakte tekst
plain-text = Platte tekst
doubt-no-subject-title = Zonder onderwerp verzenden?
doubt-no-subject-text = Het bericht heeft geen onderwerp. Het kan over het hoofd worden gezien.
doubt-forgotten-file-title = Bestand vergeten?
doubt-forgotten-file-text = De tekst noemt een bijlage, maar er is niets bijgevoegd.
doubt-no-reply-title = Niemand leest dit adres
doubt-no-reply-text = Een ontvanger is een no-replyadres. Het bericht wordt waarschijnlijk niet gelezen.
doubt-many-title = Aan zo veel mensen verzenden?
doubt-many-text = Iedereen ziet ieders adres. Gebruik Bcc om adressen privé te houden.
settings-not-saved = Je instellingen konden niet op de server worden opgeslagen.

## Palette and search

palette = Opdrachten
palette-hint = Wat wil je doen?
palette-folders = Ga naar
palette-nothing = Niets gevonden
cmd-palette = Opdrachten
cmd-go-folder = Naar map of label…
cmd-go-snoozed = Naar Gesnoozed
cmd-go-settings = Naar Instellingen
cmd-reply-large = Beantwoorden, volledig scherm
cmd-reply-all-large = Allen beantwoorden, volledig scherm
cmd-forward-large = Doorsturen, volledig scherm
settings-labels = Labels
search-chips = Onderdelen van deze zoekopdracht
search-without = Zoeken zonder { $what }
search-anywhere = Ook Ongewenst en Prullenbak
search-month = Afgelopen maand

## Settings

add = Toevoegen
save = Opslaan
saved = Opgeslagen
move-up = { $name } omhoog
move-down = { $name } omlaag
copy-what = Kopiëren: { $what }
seconds = { $n } seconden
settings-appearance = Weergave
settings-mail = Lezen en schrijven
settings-identities = Namen en handtekeningen
settings-templates = Sjablonen
settings-filters = Filters en doorsturen
settings-vacation = Afwezigheidsbericht
settings-notifications = Meldingen
settings-privacy = Privacy
settings-security = Beveiliging
settings-clients = Programma verbinden
settings-shortcuts = Toetsenbord
settings-import = Importeren en exporteren
set-look = Uiterlijk
set-density = Regels van de lijst
set-darken = Berichten donker maken
set-darken-hint = In het donkere thema, ook berichten die voor een lichte pagina zijn gemaakt.
set-region = Taal en regio
set-language = Taal
set-language-auto = Zoals de browser
set-zone = Tijdzone
set-zone-auto = Zoals dit apparaat ({ $zone })
set-reading = Lezen
set-read = Markeren als gelezen
set-read-now = Bij het openen
set-read-after = Na { $n } seconden
set-read-never = Alleen handmatig
set-receipts = Als een afzender om een leesbevestiging vraagt
set-receipts-hint = Er wordt nooit iets verzonden zonder te vragen.
set-receipts-ask = Melden
set-receipts-never = Negeren
set-writing = Schrijven
set-undo = Tijd om verzenden ongedaan te maken
set-undo-none = Geen
set-plain = Platte tekst schrijven
set-plain-hint = Zonder opmaak; per bericht kun je nog wisselen.
set-collect = Mensen onthouden aan wie je schrijft
set-collect-hint = { $n ->
    [0] Ze worden voorgesteld als je weer schrijft.
    [one] Eén adres onthouden.
   *[other] { $n } adressen onthouden.
  }
set-collect-clear = Onthouden adressen vergeten
set-swipes = Vegen
set-swipes-text = Op een telefoon, in de lijst.
set-swipe-start = Vooruit (naar rechts)
set-swipe-end = Terug (naar links)
set-swipe-none = Niets
set-identities-text = Een antwoord wordt verzonden met het adres waarop het bericht binnenkwam.
set-default-identity = Voor nieuwe berichten
set-name = Naam
set-signature = Handtekening
set-text = Tekst
set-folder = Map
set-templates-text = Voeg ze in tijdens het schrijven. { "{name}" }, { "{first}" }, { "{date}" } en { "{subject}" } worden ingevuld.
template-new = Nieuw sjabloon
template-remove = Het sjabloon { $name } verwijderen
template-removed = Sjabloon verwijderd
set-labels-text = Labels zijn IMAP-trefwoorden: andere mailprogramma’s zien ze ook.
label-new = Nieuw label
label-name = Naam van { $name }
label-colour = Kleur van { $name }
label-delete = Het label { $name } verwijderen
label-deleted = Label { $name } verwijderd; berichten houden het trefwoord
hue-1 = Blauw
hue-2 = Groen
hue-3 = Oranje
hue-4 = Violet
hue-5 = Roze
hue-6 = Blauwgroen
hue-7 = Amber
hue-8 = Grijs
set-notices = Bureaubladmeldingen
set-notices-text = Voor deze browser, als Hayloft open is maar niet op de voorgrond.
set-notices-on = Meldingen tonen
set-notices-hint = De browser vraagt eenmalig om toestemming.
set-notices-none = Deze browser heeft geen meldingen.
set-notices-refused = De browser weigerde. Sta meldingen voor deze site toe in de browserinstellingen.
set-notices-folders = Voor nieuwe mail in
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
privacy-images = Externe afbeeldingen
privacy-images-text = Deze afzenders mogen ze altijd tonen. Ze komen via deze server, nooit rechtstreeks van de afzender.
privacy-trusted = Bekende afzenders
privacy-trusted-text = Je hebt gezegd dat je ze kent: geen waarschuwingen voor deze adressen.
privacy-nobody = Nog niemand.
privacy-domain = iedereen bij { $domain }
privacy-remove = { $who } verwijderen
set-shortcuts-text = De toetsen van Gmail, waar Gmail er een heeft. Druk waar dan ook op ? om ze te zien.
set-import-text = .eml, .mbox en .zip daarvan kunnen erin; een map gaat eruit als één bestand.
set-vacation-text = Beantwoordt wie je schrijft terwijl je weg bent, iedereen af en toe één keer.
set-vacation-on = Automatisch beantwoorden
set-vacation-from = Van
set-vacation-to = Tot
set-vacation-order = Het einde moet na het begin komen.
filters-text = Regels worden door de server uitgevoerd als mail binnenkomt, met welk programma je ook leest.
filters-none = Nog geen regels.
filter-refused = De server weigerde dit. { $why }
filter-new = Nieuwe regel
filter-edit = Regel
filter-on = Regel { $name } staat aan
filter-remove = De regel { $name } verwijderen
filter-removed = Regel verwijderd
filters-rules = Regels
filter-script = Eigen script
filter-edit-script = Script bewerken
filter-sieve = Sieve-script
filter-own = Voor wie Sieve schrijft. Het loopt na de regels, die er niets aan veranderen.
filter-need-name = Geef de regel een naam.
filter-need-test = Vul in waarop gelet moet worden.
filter-need-action = Kies wat er moet gebeuren.
filter-need-folder = Kies een map.
filter-need-label = Maak eerst een label, in Instellingen, Labels.
filter-when = Als
filter-when-all = Als al deze dingen kloppen
filter-when-any = Als één van deze dingen klopt
filter-then = Dan
filter-add-test = En…
filter-add-action = En ook…
filter-remove-test = Deze voorwaarde verwijderen
filter-remove-action = Deze actie verwijderen
filter-try = Wat zou dit vinden?
filter-caught = { $n ->
    [0] Van de mail die er nu is: niets.
    [one] Van de mail die er nu is één bericht: { $subjects }
   *[other] Van de mail die er nu is { $n } berichten, de nieuwste: { $subjects }
  }
filter-field = Deel van het bericht
filter-field-from = Afzender
filter-field-recipient = Ontvanger
filter-field-subject = Onderwerp
filter-field-body = Tekst
filter-field-list = Mailinglijst
filter-field-header = Kopregel
filter-field-size = Grootte
filter-field-attachment = Heeft een bijlage
filter-header = Naam van de kopregel
filter-match = Hoe
filter-match-contains = bevat
filter-match-not-contains = bevat niet
filter-match-is = is
filter-match-not-is = is niet
filter-match-startswith = begint met
filter-match-endswith = eindigt op
filter-match-over = is meer dan
filter-match-under = is minder dan
filter-value = Wat
filter-action = Actie
filter-do-move = Verplaatsen naar
filter-do-copy = Kopiëren naar
filter-do-label = Label
filter-do-flag = Ster geven
filter-do-markread = Markeren als gelezen
filter-do-forward = Kopie doorsturen naar
filter-do-redirect = Doorsturen naar, niets bewaren
filter-do-reject = Weigeren met de woorden
filter-do-delete = Naar de prullenbak
filter-do-discard = Spoorloos verwijderen
filter-do-stop = Stop: geen verdere regels
filter-choose = Kiezen…
filter-address = Adres om naar door te sturen
filter-reject-text = Woorden voor de afzender
clients-account = Je account
clients-text = De meeste programma’s hebben alleen je adres nodig: de rest vinden ze zelf.
clients-user = Gebruikersnaam
clients-password = Het liefst met een app-wachtwoord, één per programma.
clients-mail = Mailservers
clients-none = De server heeft het niet gemeld. Vraag het aan je beheerder.
clients-dav = Agenda’s en contacten
clients-dav-text = Eén adres voor allebei.
clients-phones = Telefoons
clients-phones-text = Richt de camera erop. De telefoon vraagt om je adres en een wachtwoord: een app-wachtwoord is het beste.
clients-apple = iPhone, iPad: mail, agenda’s en contacten
clients-android = Android met DAVx5: agenda’s en contacten
password-text = Om hier in te loggen.
password-old = Huidig wachtwoord
password-new = Nieuw wachtwoord
password-again = Nieuw wachtwoord nogmaals
password-differ = De twee nieuwe wachtwoorden zijn niet gelijk.
password-change = Wachtwoord wijzigen
password-changed = Je wachtwoord is gewijzigd.
password-refused = Het wachtwoord is niet gewijzigd. { $why }
app-passwords = App-wachtwoorden
app-passwords-text = Een wachtwoord voor maar één programma, dat weer kan worden ingetrokken.
app-passwords-none = Nog geen.
app-password-new = Nieuw app-wachtwoord
app-password-for = Voor welk programma?
app-password-example = Thunderbird thuis
app-password-may = Het mag gebruiken
app-password-make = Wachtwoord maken
app-password-made = Je app-wachtwoord
app-password-once = Kopieer het nu: het wordt alleen deze keer getoond.
app-password-used = Laatst gebruikt { $when }
app-password-remove = Het app-wachtwoord { $name } verwijderen
app-password-removed = App-wachtwoord verwijderd
protocol-imap = Mail (IMAP)
protocol-smtp = Verzenden (SMTP)
protocol-dav = Agenda’s, contacten
protocol-pop3 = Mail (POP3)
protocol-sieve = Filters (Sieve)
protocol-jmap = JMAP
sessions = Ingelogde browsers
sessions-text = Overal uitloggen beëindigt ze allemaal, ook deze.
sessions-this = deze
sign-in-over = Dat duurde te lang. Begin opnieuw.
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
code = Code
code-hint = Zes cijfers uit je authenticator-app.
code-hint-recovery = Zes cijfers uit je authenticator-app, of een herstelcode.
code-hint-recovery-only = Eén van je herstelcodes.
code-empty = Vul de code in.
code-wrong = Die code klopt niet, of is al gebruikt.
key-wrong = Die sleutel werd niet geaccepteerd.
key-none = Geen sleutel antwoordde. Probeer het opnieuw.
key-failed = De sleutel kon niet worden gebruikt. { $why }
use-key = Beveiligingssleutel gebruiken
use-passkey = Passkey gebruiken
step-go = Doorgaan
step-enrol = Je beheerder vraagt om een tweede stap. Stel een authenticator-app in.
step-new-password = Kies een nieuw wachtwoord van minstens { $n } tekens.
step-passkey = Gebruik de vingerafdruk, het gezicht of de pincode van dit apparaat, of je beveiligingssleutel.
step-back = Opnieuw beginnen
factors = Inloggen in twee stappen
factors-text = Met een tweede stap opent alleen je wachtwoord deze mailbox niet meer. Mailprogramma’s hebben dan app-wachtwoorden nodig.
factors-required = Je beheerder verplicht een tweede stap. Mailprogramma’s hebben app-wachtwoorden nodig.
factor-app = Authenticator-app
factor-app-text = Een app op je telefoon toont elke 30 seconden een nieuwe code.
factor-app-add = App instellen
factor-app-added = Authenticator-app staat aan
factor-app-off-text = Er wordt niet meer om codes uit deze app gevraagd.
factor-since = Sinds { $when }
factor-on = Aanzetten
factor-off = Uitzetten
factor-qr = QR-code voor de authenticator-app
factor-scan = Scan de code met de app, of typ dit geheim in:
factor-open-app = Openen in een app op dit apparaat
keys = Beveiligingssleutels en passkeys
keys-text = Met een passkey log je in met vingerafdruk, gezicht of pincode, zonder wachtwoord.
key-add = Sleutel toevoegen
key-added = Sleutel toegevoegd
key-default = Sleutel { $n }
key-name = Naam
key-passkey = Passkey
key-second = Tweede stap
key-rename = Naam van { $name } wijzigen
key-remove = { $name } verwijderen
key-remove-short = Sleutel verwijderen
key-remove-text = Met deze sleutel kun je dan niet meer inloggen.
recovery = Herstelcodes
recovery-left = { $n } ongebruikt
recovery-new = Nieuwe codes
recovery-made = De oude codes zijn niet meer geldig
recovery-text = Elke code werkt één keer, als je telefoon of sleutel niet bij de hand is. Bewaar ze op een veilige plek: ze worden alleen nu getoond.
recovery-kept = Ik heb ze bewaard
prove-title = Ben jij het?
prove-text = Vul je wachtwoord nogmaals in om te wijzigen hoe je inlogt.
prove-wrong = Dat is niet je wachtwoord.
rule-length = Minstens { $n } tekens.
rule-also = Minstens { $n } tekens, met { $also }.
rule-letter = een letter
rule-cases = kleine letters en hoofdletters
rule-digit = een cijfer
rule-special = een speciaal teken
password-end-others = Alle andere browsers uitloggen
session-on = { $browser } op { $system }
session-unknown = Onbekend programma
session-seen = { $when } vanaf { $address }
session-since = Ingelogd { $when } ({ $way })
session-end = Uitloggen
session-end-name = Uitloggen: { $name }
session-ended = Uitgelogd
sessions-end-others = Alle andere uitloggen
way-password = wachtwoord
way-totp = wachtwoord en code
way-recovery = wachtwoord en herstelcode
way-key = wachtwoord en sleutel
way-passkey = passkey
last-logins = Laatste keren ingelogd
last-logins-text = Per dienst. Als er iets niet klopt, wijzig dan je wachtwoord.
protocol-web = Web
protocol-api = Programmeerinterface
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

receipt-wanted = { $name } vraagt om een leesbevestiging.
receipt-send = Leesbevestiging verzenden
receipt-no = Nee
receipt-sent = Leesbevestiging verzonden
set-push = Ook als Hayloft gesloten is
set-push-hint = Het bericht zelf blijft hier; alleen dat er nieuws is, gaat via de pushdienst van de browser.
set-push-failed = Push kon niet worden aangezet. { $why }
set-offline = Mail in deze browser bewaren
set-offline-hint = De nieuwste gesprekken zijn zonder verbinding te lezen. Zet dit uit op een computer die anderen gebruiken.

## Several mailboxes

accounts = Mailboxen
account-shared = Gedeeld met je
account-elsewhere = Bij een andere aanbieder
outside = Mailaccounts elders
outside-text = Mail die je bij een andere provider hebt, hier gelezen en beantwoord. Het wachtwoord wordt versleuteld bewaard.
outside-add = Account toevoegen
outside-remove = { $address } verwijderen
outside-fault = Niet bereikbaar: { $why }
outside-login = Gebruikersnaam daar
outside-imap = Inkomende mail (IMAP)
outside-smtp = Uitgaande mail (SMTP)
outside-host = Server
outside-port = Poort
outside-tls = Versleuteling

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
