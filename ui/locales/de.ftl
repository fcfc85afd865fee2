app-name = Hayloft
apps = Anwendungen
app-mail = Mail
app-mail-unread = Mail, { $n } ungelesen
home = Startseite
skip = Zum Inhalt springen
sidebar = Mail-Ordner
loading = Wird geladen
close = Schließen
cancel = Abbrechen
retry = Erneut versuchen
more = Mehr
or = oder
refresh = Nach neuer Mail sehen
dismiss = Ausblenden
notices = Hinweise

## Signing in

sign-in-title = Bei Hayloft anmelden
sign-in-login = E-Mail-Adresse
sign-in-password = Passwort
show-password = Passwort anzeigen
hide-password = Passwort verbergen
sign-in = Anmelden
signing-in = Anmeldung läuft…
sign-in-empty = Bitte E-Mail-Adresse und Passwort eingeben.
sign-in-wrong = E-Mail-Adresse oder Passwort ist falsch.
sign-in-offline = Der Server ist nicht erreichbar. Bitte die Verbindung prüfen und erneut versuchen.
sign-in-server = Der Server konnte gerade nicht antworten. Bitte gleich noch einmal versuchen.
sign-in-throttled = { $n ->
    [one] Zu viele Versuche. In einer Sekunde wieder.
   *[other] Zu viele Versuche. In { $n } Sekunden wieder.
  }
sign-in-throttled-minutes = Zu viele Versuche. In { $n } Minuten wieder.
sign-in-by-password = Mit Passwort anmelden
look-help = Hilfe
signed-out-title = Erneut anmelden
signed-out-text = Die Sitzung ist beendet. Nichts Geschriebenes geht verloren: anmelden und weitermachen.
sign-out = Abmelden
sign-out-everywhere = Überall abmelden
sign-out-failed = Abmelden nicht möglich: Der Server ist nicht erreichbar. Sie sind noch angemeldet.
account-of = { $initials }, Konto von { $name }
start-failed = Hayloft konnte nicht starten
start-offline = Der Server ist nicht erreichbar. Bitte die Verbindung prüfen.
start-error = Der Server hat einen Fehler gemeldet. { $why }

## Appearance and live state

theme = Farbschema
theme-system = System
theme-light = Hell
theme-dark = Dunkel
live-live = Live
live-live-title = Änderungen kommen sofort an
live-connecting = Verbindet
live-connecting-title = Verbindung zum Server wird aufgebaut
live-offline = Offline
live-offline-title = Keine Verbindung; neuer Versuch läuft

## Folders

folders = Ordner
folder-inbox = Posteingang
folder-starred = Markiert
folder-snoozed = Zurückgestellt
folder-scheduled = Geplant
folder-sent = Gesendet
folder-drafts = Entwürfe
folder-archive = Archiv
folder-junk = Junk
folder-trash = Papierkorb
folder-unread = ungelesen
folder-messages = insgesamt
folder-missing = Diesen Ordner gibt es nicht mehr.

## List

conversations-region = Unterhaltungen
conversations = { $n ->
    [one] 1 Unterhaltung
   *[other] { $n } Unterhaltungen
  }
conversation-actions = Aktionen für die Unterhaltung
quick-filters = Schnellfilter
filter-all = Alle
filter-unread = Ungelesen
filter-starred = Markiert
filter-files = Mit Dateien
search-title = Suche
search-placeholder = Mail durchsuchen
clear-search = Suche löschen
show-all = Alle anzeigen
empty-inbox = Der Posteingang ist leer. Neue Mail erscheint hier von selbst.
empty-folder = Hier ist nichts.
empty-starred = Nichts markiert. Mit S auf einer Unterhaltung finden Sie sie hier wieder.
empty-search = Nichts gefunden für „{ $q }“. Junk und Papierkorb sind ausgenommen; mit in:anywhere werden auch sie durchsucht.
empty-unread = Nichts ungelesen.
empty-files = Nichts mit Dateien.
list-offline = Die Liste lässt sich nicht laden: keine Verbindung zum Server.
list-failed = Die Liste lässt sich nicht laden. { $why }
no-subject = (kein Betreff)
no-recipient = (kein Empfänger)
unknown-sender = (unbekannter Absender)
you = Sie
you-start = Sie
to-people = An: { $names }
draft-mark = Entwurf
row-unread = ungelesen
row-count = { $n } Nachrichten
row-starred = markiert
row-files = mit Dateien
row-answered = beantwortet
row-failed = Änderung abgelehnt: { $why }
selected = { $n } ausgewählt
selection-actions = Aktionen für die Auswahl
move-to = Verschieben nach
find-folder = Ordner suchen

## Conversation

conversation = Unterhaltung
nothing-open = Wählen Sie eine Unterhaltung, um sie hier zu lesen.
conversation-offline = Die Unterhaltung lässt sich nicht laden: keine Verbindung zum Server.
conversation-failed = Die Unterhaltung lässt sich nicht laden. { $why }
conversation-gone = Diese Unterhaltung gibt es nicht mehr.
earlier-messages = { $n } frühere Nachrichten
position = { $n } von { $total }
newer = Neuere
older = Ältere
not-junk = Kein Junk
reply-hint = Antworten…
reply-everyone = Allen antworten…
message-from = Nachricht von { $name }
message-actions = Aktionen für die Nachricht
message-body = Text der Nachricht
message-failed = Diese Nachricht lässt sich nicht anzeigen. Sie kann über das Menü heruntergeladen werden.
fold-message = Nachricht einklappen
star-message = Nachricht markieren
unstar-message = Markierung entfernen
download-message = Nachricht herunterladen
to-list = an { $names }
to-some = an { $names } und { $n } weitere
to-nobody = an niemanden mit Namen
quoted-text = Zitierter Text
images-blocked = Externe Bilder sind zum Schutz Ihrer Privatsphäre blockiert.
light-card = Diese Nachricht ist für eine helle Seite gemacht.
darken = Abdunkeln
as-sent = Wie gesendet
body-truncated = Diese Nachricht ist sehr lang; der Rest steht in der heruntergeladenen Nachricht.
attachments = { $n ->
    [one] 1 Anhang
   *[other] { $n } Anhänge
  }
unnamed-file = Datei ohne Namen
download-file = { $name } herunterladen
draft-here = Das ist ein Entwurf. Nur Sie können ihn sehen.
continue-writing = Weiterschreiben

## What was done

archived = { $n ->
    [one] Unterhaltung archiviert
   *[other] { $n } Unterhaltungen archiviert
  }
trashed = { $n ->
    [one] Unterhaltung in den Papierkorb verschoben
   *[other] { $n } Unterhaltungen in den Papierkorb verschoben
  }
draft-trashed = { $n ->
    [one] Entwurf in den Papierkorb verschoben
   *[other] { $n } Entwürfe in den Papierkorb verschoben
  }
junked = { $n ->
    [one] Unterhaltung nach Junk verschoben
   *[other] { $n } Unterhaltungen nach Junk verschoben
  }
unjunked = { $n ->
    [one] Kein Junk: Unterhaltung wieder im Posteingang
   *[other] Kein Junk: { $n } Unterhaltungen wieder im Posteingang
  }
moved = { $n ->
    [one] Unterhaltung nach { $folder } verschoben
   *[other] { $n } Unterhaltungen nach { $folder } verschoben
  }
marked-read = { $n ->
    [one] Als gelesen gekennzeichnet
   *[other] { $n } Unterhaltungen als gelesen gekennzeichnet
  }
marked-unread = { $n ->
    [one] Als ungelesen gekennzeichnet
   *[other] { $n } Unterhaltungen als ungelesen gekennzeichnet
  }
destroyed = { $n ->
    [one] Unterhaltung gelöscht
   *[other] { $n } Unterhaltungen gelöscht
  }
destroy-title = { $n ->
    [one] Diese Unterhaltung endgültig löschen?
   *[other] { $n } Unterhaltungen endgültig löschen?
  }
destroy-text = Sie wird vom Server entfernt und lässt sich nicht zurückholen.
destroy-yes = Endgültig löschen
undo = Rückgängig
undone = Rückgängig gemacht
undo-spoken = { $text }. Rückgängig mit Z.
failed-offline = Keine Verbindung zum Server. Nichts wurde geändert.
failed-change = Der Server hat das abgelehnt, darum wurde es zurückgenommen. { $why }
part-failed = Das kann nicht geladen werden. { $why }
why-offline = Der Server ist nicht erreichbar.
why-busy = Der Server ist beschäftigt. Versuchen Sie es gleich noch einmal.
why-server = Auf dem Server ist etwas schiefgegangen. Versuchen Sie es später noch einmal.
why-unavailable = Ein anderer Server, der dafür gebraucht wird, ist gerade nicht erreichbar.
why-forbidden = Das dürfen Sie nicht.
why-gone = Es ist nicht mehr da.
why-exists = Diesen Namen gibt es schon.
why-changed = Es wurde inzwischen anderswo geändert.
why-used = Es wird noch benutzt.
why-messages = Es sind Nachrichten darin.
why-invalid = So nimmt der Server es nicht an.
why-invalid-in = Nicht richtig: { $what }.
why-missing = Es fehlt etwas.
why-missing-in = Es fehlt: { $what }.
why-address = Das ist keine E-Mail-Adresse.
why-nobody = Eine solche Person oder Gruppe gibt es hier nicht.
why-search = Danach kann der Server nicht suchen.
why-full = Für mehr ist kein Platz.
why-mailbox-full = Ihr Postfach ist voll.
why-large = Es ist zu groß.
why-often = Das war zu viel in kurzer Zeit. Versuchen Sie es später noch einmal.
why-much = Das ist zu viel auf einmal.
why-labels = Es hätte zu viele Labels.
why-folders = Es wäre in zu vielen Ordnern.
why-no-message = Das ist keine Nachricht.
why-redirect = Jede Adresse muss vollständig sein und mit https:// beginnen.
why-client = Es ist hier nicht angemeldet.
why-client-address = Die Adresse, zu der es zurückführen will, ist hier nicht angemeldet.
why-provider = Der Anbieter hat Sie nicht angemeldet.
why-provider-wrong = Was zurückkam, beweist nicht, dass es vom Anbieter ist.
why-provider-mailbox = Für die Adresse, die der Anbieter nennt, gibt es hier kein Postfach.
why-provider-address = Der Anbieter nennt keine Adresse von Ihnen, die er geprüft hat.
why-provider-other = Das Postfach gehört nicht zu dieser Anmeldung beim Anbieter.
why-provider-over = Diese Anmeldung ist vorbei oder begann anderswo. Beginnen Sie neu.
why-provider-lasting = Der Anbieter lässt uns nur für einen Augenblick ein. Die Verwaltung hier muss um mehr bitten (offline_access).
why-recipients-many = Es sind zu viele Empfänger.
why-recipients-none = Es gibt keinen Empfänger.
why-recipients = Der Server nimmt { $what } nicht an.
why-from = Von dieser Adresse dürfen Sie nicht senden.
why-sending = Sie dürfen gerade nicht senden.
why-sent = Es ist schon gesendet.
why-receipt-sent = Die Bestätigung ist schon gesendet.
why-sieve = Im Skript ist ein Fehler: { $what }
why-sieve-active = Das Skript wird benutzt.
why-list-not-offered = Die Nachricht bietet das nicht an.
why-list-ambiguous = Die Nachricht nennt dafür mehr als eine Adresse.
why-list-unsigned = Nichts beweist, dass die Adresse zur Liste gehört.
why-password-length = Es braucht mindestens { $n } Zeichen.
why-password-long = Es ist zu lang.
why-password-letter = Es braucht einen Buchstaben.
why-password-cases = Es braucht große und kleine Buchstaben.
why-password-digit = Es braucht eine Ziffer.
why-password-special = Es braucht ein Zeichen, das weder Buchstabe noch Ziffer ist.
why-yubico-away = Der Dienst, der YubiKeys prüft, antwortet nicht. Melden Sie sich auf andere Weise an oder versuchen Sie es später noch einmal.
why-password-common = Zu viele Leute benutzen es, deshalb würde es zuerst geraten.
why-password-same = Es ist das Passwort, das Sie schon haben.
why-password-old = Das bisherige Passwort stimmt nicht.
no-folder = Es gibt keinen Ordner für { $role }.
arrived = Neue Nachricht von { $from }: { $subject }
arrived-many = { $n } neue Nachrichten

## Writing

compose-new = Neue Nachricht
compose-reply = Antwort
compose-forward = Weiterleitung
compose-draft = Entwurf
compose-window = Nachricht in Arbeit
from = Von
to = An
cc = Cc
bcc = Bcc
reply-to = Antwort an
subject = Betreff
date = Datum
message-text = Text der Nachricht
wrote = Am { $date } schrieb { $name }:
forwarded-head = ---------- Weitergeleitete Nachricht ----------
draft-saved = Entwurf gespeichert { $time }
draft-saving = Wird gespeichert…
draft-failed = Entwurf nicht gespeichert; neuer Versuch läuft
draft-discarded = Entwurf verworfen
draft-gone = Diesen Entwurf gibt es nicht mehr.
close-draft = Schließen, Entwurf behalten
minimise = Minimieren
full-screen = Ganze Seite
smaller = Kleiner
discard = Entwurf verwerfen
attach = Dateien anhängen
remove-file = { $name } entfernen
uploading = { $name } wird hochgeladen
upload-failed = Hochladen fehlgeschlagen
file-too-large = Zu groß für diesen Server
remove-recipient = { $name } entfernen
recipient-removed = { $name } entfernt
suggestions = Vorschläge
send = Senden
send-anyway = Trotzdem senden
send-hint = Strg Eingabe sendet
sending = Wird gesendet…
sent = Nachricht gesendet
sent-not-moved = Die Nachricht wurde gesendet, liegt aber noch in den Entwürfen. { $why }
send-failed = Nicht gesendet. { $why }
send-failed-offline = Nicht gesendet: keine Verbindung zum Server. Die Nachricht bleibt hier.
send-failed-files = Nicht gesendet: Eine Datei konnte nicht hochgeladen werden. Erneut versuchen oder entfernen.
send-failed-address = „{ $text }“ ist keine E-Mail-Adresse.
send-failed-norecipients = Fügen Sie mindestens einen Empfänger hinzu.
send-not-ready = Nicht gesendet: { $person } hat keinen Entwurfsordner oder keine Identität.

## Leaving

leave-title = Dieser Link führt woandershin
leave-text = Sein Text nennt eine Seite, aber er führt zu einer anderen. Gehen Sie nur weiter, wenn Sie diesen Ort kennen:
leave-bad = Dieser Link lässt sich nicht öffnen.
leave-back = Zurück zu meiner Mail
leave-go = Trotzdem öffnen

## Keyboard

scope-everywhere = Überall
scope-list = Liste
scope-conversation = Unterhaltung oder Auswahl
scope-composer = Schreiben
single-keys = Einzelne Tasten wirken ohne Strg
cmd-help = Hilfe und Tastenkürzel
cmd-search = Suchen
cmd-compose = Neue Nachricht
cmd-undo = Rückgängig
cmd-go-inbox = Zum Posteingang
cmd-go-starred = Zu Markiert
cmd-go-sent = Zu Gesendet
cmd-go-drafts = Zu den Entwürfen
cmd-go-archive = Zum Archiv
cmd-next = Nächste Unterhaltung
cmd-previous = Vorige Unterhaltung
cmd-open = Unterhaltung öffnen
cmd-back = Zurück zur Liste
cmd-select = Auswählen
cmd-select-all = Alle auswählen
cmd-select-none = Keine auswählen
cmd-select-read = Gelesene auswählen
cmd-select-unread = Ungelesene auswählen
cmd-select-starred = Markierte auswählen
cmd-select-down = Auswahl nach unten erweitern
cmd-select-up = Auswahl nach oben erweitern
cmd-archive = Archivieren
cmd-delete = Löschen
cmd-junk = Junk
cmd-star = Markieren
cmd-move = Verschieben…
cmd-read = Als gelesen kennzeichnen
cmd-unread = Als ungelesen kennzeichnen
cmd-unread-from = Ab hier als ungelesen kennzeichnen
cmd-archive-newer = Archivieren und zur neueren
cmd-archive-older = Archivieren und zur älteren
cmd-reply = Antworten
cmd-reply-all = Allen antworten
cmd-forward = Weiterleiten
cmd-next-message = Nächste Nachricht
cmd-previous-message = Vorige Nachricht
cmd-unfold = Alle Nachrichten ausklappen
cmd-fold = Alle Nachrichten einklappen
cmd-up = Eine Ebene nach oben
key-send = Senden
key-cc = Cc anzeigen
key-bcc = Bcc anzeigen
key-close-draft = Schließen, Entwurf bleibt

## Reading, beyond the text

settings = Einstellungen
chunk-failed = Dieser Teil konnte nicht geladen werden. Bitte die Verbindung prüfen und erneut versuchen.
ok = OK
copy = Kopieren
copied = Kopiert
verified = Geprüfter Absender
verified-why = { $domain } hat diese Nachricht unterschrieben, und unser Server hat das geprüft.
unverified = Nicht geprüft
unverified-why = Unser Server fand keinen Beweis, dass diese Adresse die Nachricht gesendet hat.
signed = Signiert
signed-why = { $email } hat diese Nachricht mit einem eigenen Zertifikat unterschrieben; seitdem wurde sie nicht verändert.
signed-not = Unterschrift ungültig
warn-failed = Diese Nachricht hat die Prüfung ihres Absenders nicht bestanden. Sie kommt wahrscheinlich nicht von { $domain }.
warn-alike = { $domain } sieht aus wie { $known }, ist aber eine andere Domain.
warn-name = Der Absender nennt sich { $name }, die Adresse ist aber { $email }.
warn-reply = Eine Antwort ginge an { $email }.
warn-first = Das ist die erste Nachricht von { $name } an Sie.
i-know = Ich kenne den Absender
images-blocked-for-good = Externe Bilder sind zum Schutz Ihrer Privatsphäre blockiert.
show-images = Bilder anzeigen
always-show = Immer anzeigen
always-from = Von { $who }
reply-list = An die Liste antworten
forward-file = Als Datei weiterleiten
edit-as-new = Als neu bearbeiten
unsubscribe = Abbestellen
unsubscribed = Sie sind aus dieser Liste ausgetragen.
unsubscribe-failed = Das Abbestellen mit einem Klick ist fehlgeschlagen. { $why }
filter-like-this = Solche Nachrichten filtern
show-source = Quelltext der Nachricht
source-headers = Kopfzeilen
source-all = Ganzer Quelltext
save-file = Speichern
save-all = Alle speichern ({ $size })
save-all-failed = Die Dateien konnten nicht gespeichert werden.
preview-file = { $name } ansehen
preview-failed = Diese Datei lässt sich nicht anzeigen. Speichern Sie sie stattdessen.
preview-previous = Vorige Datei
preview-next = Nächste Datei
invitation = Einladung
event-when = Wann
event-where = Wo
event-who = Organisator
event-guests = Gäste
event-untitled = Termin ohne Titel
event-cancelled = Abgesagt
event-by = { $n ->
    [0] von { $name }
    [one] von { $name }, ein Gast
   *[other] von { $name }, { $n } Gäste
  }
card-add = Zu den Kontakten
card-added = Zu Ihren Kontakten hinzugefügt
card-failed = Der Kontakt konnte nicht hinzugefügt werden.
row-muted = stumm

## Labels, snooze, mute

labels = Labels
cmd-label = Label
label-find = Label suchen oder anlegen
label-make = „{ $name }“ anlegen
label-none = Noch keine Labels: Namen eintippen
label-remove = Label { $name } entfernen
label-added = { $n ->
    [one] Label { $name } vergeben
   *[other] { $n } Unterhaltungen mit { $name } versehen
  }
label-removed = { $n ->
    [one] Label { $name } entfernt
   *[other] Label { $name } von { $n } Unterhaltungen entfernt
  }
cmd-snooze = Zurückstellen
snooze-until = Zurückstellen bis
snoozed = { $n ->
    [one] Zurückgestellt bis { $date }
   *[other] { $n } Unterhaltungen bis { $date } zurückgestellt
  }
unsnooze = Jetzt zurück in den Posteingang
unsnoozed = { $n ->
    [one] Wieder im Posteingang
   *[other] { $n } Unterhaltungen wieder im Posteingang
  }
later-today = Später heute
later-evening = Heute Abend
later-tomorrow = Morgen früh
later-weekend = Am Wochenende
later-monday = Montag früh
later-pick = Datum und Uhrzeit wählen…
later-when = Datum und Uhrzeit
later-past = Bitte einen Zeitpunkt in der Zukunft wählen.
later-far = Der Server hält Nachrichten höchstens bis { $date }.
cmd-mute = Stummschalten
muted = { $n ->
    [one] Stumm: Antworten bleiben dem Posteingang fern
   *[other] { $n } Unterhaltungen stummgeschaltet
  }
unmuted = { $n ->
    [one] Nicht mehr stumm
   *[other] { $n } Unterhaltungen nicht mehr stumm
  }
all-starred = { $n } Unterhaltungen markiert
cmd-print = Drucken
all-selected = Alle { $n } Unterhaltungen hier sind ausgewählt.
select-matching = Alle { $n } Unterhaltungen hier auswählen
bulk-working = Alle Unterhaltungen werden bearbeitet…

## Folders, in and out

list-menu = Menü der Liste
density-comfortable = Geräumige Zeilen
density-cosy = Mittlere Zeilen
density-compact = Enge Zeilen
searches = Suchen
search-save = Diese Suche merken
search-menu = Suche { $name }
search-forget = Diese Suche vergessen
quota = { $used } von { $limit } belegt
folder-menu = Ordner { $name }
folder-name = Name
folder-name-empty = Geben Sie dem Ordner einen Namen.
folder-name-taken = Einen Ordner „{ $name }“ gibt es schon.
folder-make = Neuer Ordner
folder-make-inside = Neuer Ordner darin
folder-rename = Ordner umbenennen
folder-move = Ordner verschieben
folder-moved = Ordner { $name } verschoben
folder-place = Innerhalb von
folder-top = (oberste Ebene)
folder-read = Alles als gelesen kennzeichnen
folder-all-read = Alles in { $name } ist gelesen
folder-hide = Ordner ausblenden
folder-show = Ordner einblenden
folder-hidden = { $name } steht jetzt unter „Weitere Ordner“
folders-more = { $n ->
    [one] Ein weiterer Ordner
   *[other] { $n } weitere Ordner
  }
folder-share = Ordner teilen
folder-share-title = { $name } teilen
folder-share-text = Die anderen finden ihn bei ihren Ordnern, unter Ihrer Adresse. Eine Gruppe teilt mit allen, die darin sind.
share-everybody = Alle bei { $domain }
share-nobody = Hier gibt es niemanden und keine Gruppe dieses Namens.
share-read = Lesen
share-mark = Lesen und markieren
share-write = Lesen und ändern
share-all = Alles
share-own = Wie unten eingestellt
share-details = Was { $who } darf, im Einzelnen
share-mayreaditems = Lesen
share-maysetseen = Als gelesen markieren
share-maysetkeywords = Markieren und mit Labels versehen
share-mayadditems = Nachrichten hinzufügen
share-mayremoveitems = Nachrichten verschieben und löschen
share-maycreatechild = Ordner darin anlegen
share-maydelete = Den Ordner umbenennen und löschen
share-maysubmit = Dorthin senden
share-mayshare = Mit anderen teilen
folder-role = Diesen Ordner verwenden für …
folder-role-title = Wofür { $name } da ist
folder-role-label = Wofür dieser Ordner da ist
folder-role-none = Nichts Besonderes
folder-role-moves = { $name } hat diese Aufgabe jetzt und gibt sie ab.
folder-older = Alte Nachrichten aufräumen …
folder-older-title = { $name } aufräumen
folder-older-than = Älter als
folder-older-do = Was mit ihnen geschieht
folder-older-move = In { $name } verschieben
folder-older-found = { $n ->
    [0] Keine Nachricht ist so alt.
    [one] Eine Nachricht ist so alt.
   *[other] { $n } Nachrichten sind so alt.
  }
folder-older-go = Aufräumen
folder-older-done = { $n ->
    [one] Eine alte Nachricht aufgeräumt
   *[other] { $n } alte Nachrichten aufgeräumt
  }
folder-import = Nachrichten importieren…
folder-export-mbox = Als mbox exportieren
folder-export-zip = Als Zip mit .eml exportieren
folder-empty = Ordner leeren
folder-emptied = Der Ordner ist leer
folder-empty-title = { $name } leeren?
folder-empty-text = { $n ->
    [one] Eine Nachricht wird vom Server entfernt und lässt sich nicht zurückholen.
   *[other] { $n } Nachrichten werden vom Server entfernt und lassen sich nicht zurückholen.
  }
folder-remove = Ordner löschen
folder-removed = Ordner { $name } gelöscht
folder-remove-title = Ordner { $name } löschen?
folder-remove-text = { $n ->
    [0] Er ist leer.
    [one] Die Nachricht darin wird mitgelöscht und lässt sich nicht zurückholen.
   *[other] Die { $n } Nachrichten darin werden mitgelöscht und lassen sich nicht zurückholen.
  }
folder-has-children = Löschen oder verschieben Sie zuerst die Ordner darin.
import-working = Wird importiert…
imported = { $n ->
    [one] Eine Nachricht importiert
   *[other] { $n } Nachrichten importiert
  }
import-failed = Nicht alles wurde importiert. { $why }
export-working = Nachrichten werden gesammelt…
export-failed = Der Export ist fehlgeschlagen. { $why }

## Writing, beyond the text

editor-failed = Der Editor konnte nicht geladen werden. Schließen Sie den Entwurf und öffnen Sie ihn wieder.
formatting = Formatierung
format-bold = Fett
format-italic = Kursiv
format-underline = Unterstrichen
format-strike = Durchgestrichen
format-colour = Textfarbe
format-bullets = Aufzählung
format-numbers = Nummerierung
format-quote = Zitat
format-unquote = Weniger zitiert
format-link = Link
format-image = Bild
format-more = Weitere Formatierung
format-large = Groß
format-small = Klein
format-normal = Normale Größe
format-rtl = Von rechts nach links
format-ltr = Von links nach rechts
format-center = Zentriert
format-clear = Formatierung entfernen
colour-0 = Wie üblich
colour-1 = Rot
colour-2 = Orange
colour-3 = Bernstein
colour-4 = Grün
colour-5 = Petrol
colour-6 = Blau
colour-7 = Violett
colour-8 = Grau
link-address = Adresse
link-bad = Bitte eine Web- oder Mail-Adresse eingeben.
link-set = Link setzen
link-remove = Link entfernen
draft-conflict = Dieser Entwurf wurde auch anderswo geändert. Beide Fassungen liegen in den Entwürfen.
draft-left = Das haben Sie auf einer Seite geschrieben, die endete, bevor es gespeichert war.
upload-waiting = wartet auf die Verbindung
send-later = Später senden
scheduled = Geht { $date } hinaus
sending-soon = Wird gesendet…
undo-late = Zu spät: Die Nachricht ist unterwegs. { $why }
undo-hint = { $n } s zum Zurückholen nach dem Senden
outbox-kept = Keine Verbindung: Die Nachricht geht hinaus, sobald es eine gibt.
outbox-sent = Gesendet: { $subject }
templates = Vorlagen
template-save = Als Vorlage speichern
template-unnamed = Vorlage ohne Titel
compose-more = Weitere Optionen
priority-high = Hohe Priorität
priority-normal = Normale Priorität
priority-low = Niedrige Priorität
receipt-ask = Lesebestätigung anfordern
receipt-on = Bestätigung
rich-text = Formatierter Text
plain-text = Nur Text
doubt-no-subject-title = Ohne Betreff senden?
doubt-no-subject-text = Die Nachricht hat keinen Betreff. Sie wird leicht übersehen.
doubt-forgotten-file-title = Datei vergessen?
doubt-forgotten-file-text = Der Text spricht von einem Anhang, aber keiner ist dabei.
doubt-no-reply-title = Niemand liest diese Adresse
doubt-no-reply-text = Ein Empfänger ist eine No-Reply-Adresse. Die Nachricht wird wohl nicht gelesen.
doubt-many-title = An so viele senden?
doubt-many-text = Alle sehen alle Adressen. Mit Bcc bleiben sie vertraulich.
settings-not-saved = Ihre Einstellungen konnten nicht auf dem Server gespeichert werden.

## Palette and search

palette = Befehle
palette-hint = Was möchten Sie tun?
palette-folders = Gehe zu
palette-nothing = Nichts gefunden
cmd-palette = Befehle
cmd-go-folder = Zu Ordner oder Label…
cmd-go-snoozed = Zu Zurückgestellt
cmd-go-settings = Zu den Einstellungen
cmd-reply-large = Antworten, ganze Seite
cmd-reply-all-large = Allen antworten, ganze Seite
cmd-forward-large = Weiterleiten, ganze Seite
settings-labels = Labels
search-chips = Teile dieser Suche
search-without = Ohne { $what } suchen
search-anywhere = Auch Junk und Papierkorb
search-month = Letzter Monat

## Settings

add = Hinzufügen
save = Speichern
saved = Gespeichert
move-up = { $name } nach oben
move-down = { $name } nach unten
copy-what = Kopieren: { $what }
seconds = { $n } Sekunden
settings-appearance = Erscheinungsbild
settings-mail = Lesen und Schreiben
settings-identities = Namen und Signaturen
settings-templates = Vorlagen
settings-filters = Filter und Weiterleitung
settings-vacation = Abwesenheit
settings-notifications = Benachrichtigungen
settings-privacy = Privatsphäre
settings-security = Sicherheit
settings-clients = Programm verbinden
settings-shortcuts = Tastatur
settings-import = Import und Export
set-look = Aussehen
set-density = Zeilen der Liste
set-darken = Nachrichten abdunkeln
set-darken-hint = Im dunklen Farbschema auch Nachrichten, die für eine helle Seite gemacht sind.
set-region = Sprache und Region
set-language = Sprache
set-language-auto = Wie der Browser
set-zone = Zeitzone
set-zone-auto = Wie dieses Gerät ({ $zone })
set-reading = Lesen
set-read = Als gelesen kennzeichnen
set-read-now = Beim Öffnen
set-read-after = Nach { $n } Sekunden
set-read-never = Nur von Hand
set-receipts = Wenn ein Absender eine Lesebestätigung möchte
set-receipts-hint = Ohne Nachfrage wird nie etwas gesendet.
set-receipts-ask = Darauf hinweisen
set-receipts-never = Nicht beachten
set-writing = Schreiben
set-undo = Zeit, das Senden rückgängig zu machen
set-undo-none = Keine
set-plain = Nur Text schreiben
set-plain-hint = Ohne Formatierung; jede Nachricht lässt sich umstellen.
set-collect = Angeschriebene Adressen merken
set-collect-hint = { $n ->
    [0] Sie werden beim nächsten Mal vorgeschlagen.
    [one] Eine Adresse gemerkt.
   *[other] { $n } Adressen gemerkt.
  }
set-collect-clear = Gemerkte Adressen vergessen
set-swipes = Wischen
set-swipes-text = Auf dem Telefon, in der Liste.
set-swipe-start = Vorwärts (nach rechts)
set-swipe-end = Zurück (nach links)
set-swipe-none = Nichts
set-identities-text = Eine Antwort geht unter der Adresse hinaus, an die die Nachricht kam.
set-default-identity = Für neue Nachrichten
set-name = Name
set-signature = Signatur
set-text = Text
set-folder = Ordner
set-templates-text = Beim Schreiben einfügen. { "{name}" }, { "{first}" }, { "{date}" } und { "{subject}" } werden ausgefüllt.
template-new = Neue Vorlage
template-remove = Vorlage { $name } löschen
template-removed = Vorlage gelöscht
set-labels-text = Labels sind IMAP-Schlüsselwörter: Andere Mailprogramme sehen sie auch.
label-new = Neues Label
label-name = Name von { $name }
label-colour = Farbe von { $name }
label-delete = Label { $name } löschen
label-deleted = Label { $name } gelöscht; Nachrichten behalten das Schlüsselwort
hue-1 = Blau
hue-2 = Grün
hue-3 = Orange
hue-4 = Violett
hue-5 = Rosé
hue-6 = Petrol
hue-7 = Bernstein
hue-8 = Grau
set-notices = Desktop-Benachrichtigungen
set-notices-text = Für diesen Browser, solange Hayloft offen und nicht im Vordergrund ist.
set-notices-on = Benachrichtigungen anzeigen
set-notices-hint = Der Browser fragt einmal um Erlaubnis.
set-notices-none = Dieser Browser kennt keine Benachrichtigungen.
set-notices-refused = Der Browser hat abgelehnt. Erlauben Sie Benachrichtigungen für diese Seite in seinen Einstellungen.
set-notices-folders = Bei neuer Mail in
mail-shared = Wer Ihre Mail sieht
mail-shared-text = Diese Leute haben Ihre Ordner neben den eigenen. Eine Gruppe teilt mit allen, die darin sind.
mail-shared-none = Niemand außer Ihnen.
mail-shared-add = Jemanden einlassen
mail-shared-who = Person oder Gruppe
mail-shared-right = Was { $who } darf
mail-shared-send = Wie { $who } senden darf
mail-shared-remove = Nicht mehr mit { $who } teilen
mail-right-read = Lesen
mail-right-write = Lesen und ändern
mail-send-no = Nicht senden
mail-send-behalf = In Ihrem Auftrag senden
mail-send-as = Unter Ihrem Namen senden
privacy-images = Externe Bilder
privacy-images-text = Diese Absender dürfen sie immer zeigen. Sie kommen über diesen Server, nie direkt vom Absender.
privacy-trusted = Bekannte Absender
privacy-trusted-text = Sie haben gesagt, dass Sie sie kennen: keine Warnungen für diese Adressen.
privacy-nobody = Noch niemand.
privacy-domain = alle bei { $domain }
privacy-remove = { $who } entfernen
set-shortcuts-text = Die Tasten von Gmail, wo Gmail welche hat. ? zeigt sie überall.
set-import-text = .eml, .mbox und Zip davon kommen herein; ein Ordner geht als eine Datei hinaus.
set-vacation-text = Antwortet allen, die Ihnen in Ihrer Abwesenheit schreiben, jedem nur ab und zu.
set-vacation-on = Automatisch antworten
set-vacation-from = Von
set-vacation-to = Bis
set-vacation-order = Das Ende muss nach dem Beginn liegen.
filters-text = Der Server führt Regeln aus, wenn Mail ankommt, gleich mit welchem Programm Sie lesen.
filters-none = Noch keine Regeln.
filter-refused = Der Server hat das abgelehnt. { $why }
filter-new = Neue Regel
filter-edit = Regel
filter-on = Regel { $name } ist an
filter-remove = Regel { $name } löschen
filter-removed = Regel gelöscht
filters-rules = Regeln
filter-script = Eigenes Skript
filter-edit-script = Skript bearbeiten
filter-sieve = Sieve-Skript
filter-own = Für alle, die Sieve schreiben. Es läuft nach den Regeln, die es nie anrühren.
filter-need-name = Geben Sie der Regel einen Namen.
filter-need-test = Füllen Sie aus, wonach gesucht wird.
filter-need-action = Wählen Sie, was geschehen soll.
filter-need-folder = Wählen Sie einen Ordner.
filter-need-label = Legen Sie zuerst unter Einstellungen, Labels ein Label an.
filter-when = Wann
filter-when-all = Wenn alles davon zutrifft
filter-when-any = Wenn etwas davon zutrifft
filter-then = Dann
filter-add-test = Und…
filter-add-action = Und außerdem…
filter-remove-test = Diese Bedingung entfernen
filter-remove-action = Diese Aktion entfernen
filter-try = Was würde sie erfassen?
filter-caught = { $n ->
    [0] Von der Mail, die da ist: nichts.
    [one] Von der Mail, die da ist, eine Nachricht: { $subjects }
   *[other] Von der Mail, die da ist, { $n } Nachrichten, die neuesten: { $subjects }
  }
filter-field = Teil der Nachricht
filter-field-from = Absender
filter-field-recipient = Empfänger
filter-field-subject = Betreff
filter-field-body = Text
filter-field-list = Mailingliste
filter-field-header = Kopfzeile
filter-field-size = Größe
filter-field-attachment = Hat einen Anhang
filter-header = Name der Kopfzeile
filter-match = Wie
filter-match-contains = enthält
filter-match-not-contains = enthält nicht
filter-match-is = ist
filter-match-not-is = ist nicht
filter-match-startswith = beginnt mit
filter-match-endswith = endet mit
filter-match-over = ist größer als
filter-match-under = ist kleiner als
filter-value = Was
filter-action = Aktion
filter-do-move = Verschieben nach
filter-do-copy = Kopieren nach
filter-do-label = Label
filter-do-flag = Markieren
filter-do-markread = Als gelesen kennzeichnen
filter-do-forward = Kopie weiterleiten an
filter-do-redirect = Weiterleiten an, nichts behalten
filter-do-reject = Ablehnen mit den Worten
filter-do-delete = In den Papierkorb
filter-do-discard = Spurlos löschen
filter-do-stop = Ende: keine weiteren Regeln
filter-choose = Wählen…
filter-address = Adresse für die Weiterleitung
filter-reject-text = Worte für den Absender
clients-account = Ihr Konto
clients-text = Die meisten Programme brauchen nur Ihre Adresse: Den Rest finden sie selbst.
clients-user = Benutzername
clients-password = Am besten mit einem App-Passwort, eines für jedes Programm.
clients-mail = Mailserver
clients-none = Der Server hat es nicht gesagt. Fragen Sie die Administration.
clients-dav = Kalender und Kontakte
clients-dav-text = Eine Adresse für beides.
clients-phones = Telefone
clients-phones-text = Halten Sie die Kamera darauf. Das Telefon fragt nach Ihrer Adresse und einem Passwort: am besten einem App-Passwort.
clients-apple = iPhone, iPad: Mail, Kalender und Kontakte
clients-android = Android mit DAVx5: Kalender und Kontakte
password-text = Zum Anmelden hier.
password-old = Bisheriges Passwort
password-new = Neues Passwort
password-again = Neues Passwort noch einmal
password-differ = Die beiden neuen Passwörter unterscheiden sich.
password-change = Passwort ändern
password-changed = Ihr Passwort ist geändert.
password-refused = Das Passwort wurde nicht geändert. { $why }
app-passwords = App-Passwörter
app-passwords-text = Ein Passwort für nur ein Programm, das sich wieder wegnehmen lässt.
app-passwords-none = Noch keine.
app-password-new = Neues App-Passwort
app-password-for = Für welches Programm?
app-password-example = Thunderbird zu Hause
app-password-may = Es darf verwenden
app-password-make = Passwort erzeugen
app-password-made = Ihr App-Passwort
app-password-once = Jetzt kopieren: Es wird nur dieses eine Mal gezeigt.
app-password-used = Zuletzt benutzt { $when }
app-password-remove = App-Passwort { $name } löschen
app-password-removed = App-Passwort gelöscht
protocol-imap = Mail (IMAP)
protocol-smtp = Senden (SMTP)
protocol-dav = Kalender, Kontakte
protocol-pop3 = Mail (POP3)
protocol-sieve = Filter (Sieve)
protocol-jmap = JMAP
sessions = Angemeldete Browser
sessions-text = Überall abmelden beendet alle, auch diesen.
sessions-this = dieser
sign-in-over = Das hat zu lange gedauert. Bitte von vorn.
forgot = Passwort vergessen?
forgot-text = Wir schicken einen Link an Ihre Ersatzadresse, wenn Ihr Konto eine hat.
forgot-send = Link schicken
forgot-sent = Wenn dieses Konto eine Ersatzadresse hat, ist ein Link dorthin unterwegs. Er gilt 15 Minuten.
forgot-back = Zurück zur Anmeldung
reset-title = Neues Passwort wählen
reset-text = Dieser Link gilt einmal. Wer in diesem Konto angemeldet ist, wird mit dem neuen Passwort abgemeldet.
reset-over = Dieser Link wurde schon benutzt oder ist zu alt. Fordern Sie einen neuen an.
recovery-address = Ersatzadresse
recovery-address-text = Wenn Sie Ihr Passwort vergessen, geht ein Link für ein neues an diese Adresse.
code = Code
code-hint = Sechs Ziffern aus Ihrer Authenticator-App.
code-hint-recovery = Sechs Ziffern aus Ihrer Authenticator-App oder ein Notfallcode.
code-hint-recovery-only = Einer Ihrer Notfallcodes.
code-hint-yubico = Mit einem YubiKey: berühren Sie ihn, während der Cursor im Feld steht.
code-empty = Geben Sie den Code ein.
code-wrong = Der Code ist falsch oder wurde schon benutzt.
key-wrong = Dieser Schlüssel wurde nicht angenommen.
key-none = Kein Schlüssel hat geantwortet. Versuchen Sie es noch einmal.
key-failed = Der Schlüssel ließ sich nicht benutzen. { $why }
use-key = Sicherheitsschlüssel benutzen
use-passkey = Passkey benutzen
step-go = Weiter
step-enrol = Die Administration verlangt einen zweiten Schritt. Richten Sie eine Authenticator-App ein.
step-new-password = Wählen Sie ein neues Passwort mit mindestens { $n } Zeichen.
step-passkey = Benutzen Sie Fingerabdruck, Gesicht oder PIN dieses Geräts oder Ihren Sicherheitsschlüssel.
step-back = Von vorn
factors = Anmelden in zwei Schritten
factors-text = Mit einem zweiten Schritt öffnet das Passwort allein dieses Postfach nicht mehr. Mailprogramme brauchen dann App-Passwörter.
factors-required = Die Administration verlangt einen zweiten Schritt. Mailprogramme brauchen App-Passwörter.
factor-app = Authenticator-App
factor-app-text = Eine App auf Ihrem Telefon zeigt alle 30 Sekunden einen neuen Code.
factor-app-add = App einrichten
factor-app-added = Die Authenticator-App ist eingeschaltet
factor-app-off-text = Nach Codes dieser App wird nicht mehr gefragt.
factor-since = Seit { $when }
factor-on = Einschalten
factor-off = Ausschalten
factor-qr = QR-Code für die Authenticator-App
factor-scan = Mit der App scannen oder dieses Geheimnis eintippen:
factor-open-app = In einer App auf diesem Gerät öffnen
keys = Sicherheitsschlüssel und Passkeys
keys-text = Ein Passkey meldet Sie mit Fingerabdruck, Gesicht oder PIN an, ohne Passwort.
key-add = Schlüssel hinzufügen
key-added = Schlüssel hinzugefügt
key-default = Schlüssel { $n }
key-name = Name
key-passkey = Passkey
key-second = Zweiter Schritt
key-rename = { $name } umbenennen
key-remove = { $name } entfernen
key-remove-short = Schlüssel entfernen
key-remove-text = Mit diesem Schlüssel melden Sie sich dann nicht mehr an.
yubico = YubiKeys, die Codes tippen
yubico-text = Wo Sicherheitsschlüssel nicht gehen: Der YubiKey tippt einen Code, wenn Sie ihn berühren.
yubico-add = YubiKey hinzufügen
yubico-touch = Setzen Sie den Cursor hierher und berühren Sie den YubiKey.
yubico-code = Code des YubiKeys
yubico-default = YubiKey { $n }
yubico-kind = Tippt Codes
recovery = Notfallcodes
recovery-left = { $n } unbenutzt
recovery-new = Neue Codes
recovery-made = Die alten Codes gelten nicht mehr
recovery-text = Jeder Code gilt einmal, wenn Telefon oder Schlüssel nicht zur Hand sind. Bewahren Sie sie sicher auf: Sie werden nur jetzt gezeigt.
recovery-kept = Ich habe sie aufbewahrt
prove-title = Sind Sie es?
prove-text = Geben Sie Ihr Passwort noch einmal ein, um zu ändern, wie Sie sich anmelden.
prove-wrong = Das ist nicht Ihr Passwort.
rule-length = Mindestens { $n } Zeichen.
rule-also = Mindestens { $n } Zeichen, darunter { $also }.
rule-letter = ein Buchstabe
rule-cases = Klein- und Großbuchstaben
rule-digit = eine Ziffer
rule-special = ein Sonderzeichen
password-end-others = Alle anderen Browser abmelden
session-on = { $browser } auf { $system }
session-unknown = Unbekanntes Programm
session-seen = { $when } von { $address }
session-since = Angemeldet { $when } ({ $way })
session-end = Abmelden
session-end-name = Abmelden: { $name }
session-ended = Abgemeldet
sessions-end-others = Alle anderen abmelden
way-password = Passwort
way-totp = Passwort und Code
way-recovery = Passwort und Notfallcode
way-key = Passwort und Schlüssel
way-passkey = Passkey
way-yubico = Passwort und YubiKey
way-administrator = Administrator
way-provider = fremder Anbieter
protocol-administrator = Von einem Administrator geöffnet
last-logins = Letzte Anmeldungen
last-logins-text = Nach Dienst. Sieht etwas falsch aus, ändern Sie Ihr Passwort.
protocol-web = Web
protocol-api = Programmierschnittstelle
programs = Programme mit Zugriff
programs-text = Sie brauchen kein Passwort, bis Sie den Zugriff zurücknehmen.
programs-end = Zurücknehmen
programs-end-name = Zurücknehmen: { $name }
programs-ended = Zugriff zurückgenommen
oauth-title = { $client } erlauben?
oauth-wants = Dieses Programm möchte:
oauth-lasts = Das gilt, bis Sie es in den Einstellungen zurücknehmen.
oauth-as = Angemeldet als { $address }
oauth-other = Anderes Konto verwenden
oauth-allow = Erlauben
oauth-deny = Nicht erlauben
oauth-problem = Das lässt sich nicht beantworten
oauth-wrong = Das Programm, das Sie hierher geführt hat, hat falsch gefragt. { $why }
oauth-over = Das hat zu lange gedauert. Gehen Sie zurück zum Programm und beginnen Sie neu.
oauth-sign-in = Weiter zu { $client }
oauth-prove = { $client } möchte sicher sein, dass Sie es sind.
oauth-scope-openid = wissen, dass Sie es sind
oauth-scope-profile = Ihren Namen sehen
oauth-scope-email = Ihre Adresse sehen
oauth-scope-mail = Ihre Mail lesen, ändern und senden
oauth-scope-dav = Ihre Kalender und Kontakte lesen und ändern
provider-sign-in = Mit { $name } anmelden
provider-failed = Diese Anmeldung hat nichts geöffnet
provider-away = Der Anbieter war nicht zu erreichen. { $why }

## Receipts

receipt-wanted = { $name } bittet um eine Lesebestätigung.
receipt-send = Bestätigung senden
receipt-no = Nein
receipt-sent = Bestätigung gesendet
set-push = Auch wenn Hayloft geschlossen ist
set-push-hint = Die Nachricht selbst bleibt hier; nur dass es Neues gibt, geht über den Push-Dienst des Browsers.
set-push-failed = Push ließ sich nicht einschalten. { $why }
set-offline = Mail in diesem Browser behalten
set-offline-hint = Die neuesten Unterhaltungen sind ohne Verbindung lesbar. Auf fremden Computern besser ausschalten.

## Several mailboxes

accounts = Postfächer
account-shared = Mit Ihnen geteilt
account-elsewhere = Bei einem anderen Anbieter
outside = Mailkonten anderswo
outside-text = Mail bei einem anderen Anbieter, hier gelesen und beantwortet. Das Passwort wird verschlüsselt aufbewahrt.
outside-add = Konto hinzufügen
outside-remove = { $address } entfernen
outside-fault = Nicht erreichbar: { $why }
outside-login = Benutzername dort
outside-imap = Eingehende Mail (IMAP)
outside-smtp = Ausgehende Mail (SMTP)
outside-host = Server
outside-port = Port
outside-tls = Verschlüsselung
mail-sign-in = Bei { $name } anmelden
mail-sign-in-text = Es braucht kein Passwort: Sie melden sich bei { $name } an und erlauben, dass Ihre Mail von hier gelesen und gesendet wird.
mail-sign-in-password = Stattdessen ein Passwort
mail-sign-in-over = Melden Sie sich dort neu an: Der Zugang ist beendet.
mail-sign-in-again = Neu anmelden
mail-sign-in-none = Für dieses Konto ist kein Anbieter eingetragen.
sync = Von anderswo geholte Mail
sync-text = Mail eines anderen Servers wird immer wieder in dieses Postfach kopiert, jede Nachricht einmal.
sync-add = Mail holen
sync-remove = Nicht mehr von { $name } holen
sync-login = Adresse oder Benutzername dort
sync-minutes = Minuten zwischen zwei Läufen
sync-running = Läuft gerade
sync-never = Noch nicht gelaufen
sync-well = { $when }: { $n } kopiert
sync-failed = { $when }: fehlgeschlagen ({ $why })
providers = Mailanbieter anderswo
providers-text = Wo sich anmeldet, wer Mail anderswo hat, statt ein Passwort zu geben. Tragen Sie diesen Server zuerst dort ein und übernehmen Sie, was Sie bekommen.
providers-add = Anbieter hinzufügen
providers-grants = { $n } angemeldet
providers-kind = Anbieter
providers-other = Ein anderer
providers-client = Client-ID
providers-secret = Client-Geheimnis
providers-secret-kept = unverändert
providers-domains = Domains der Adressen, denen er angeboten wird
providers-authorize = Wo man sich anmeldet (URL)
providers-token = Wo es Token gibt (URL)
providers-scopes = Scopes
providers-redirect = Dort einzutragende Redirect-URI:
providers-remove-text = Konten und Aufträge, die sich dort anmelden, sind nicht mehr erreichbar.

## Wie es dem Server geht (Administration)

settings-server = Dieser Server
server-well = Alles läuft.
server-queue = Unterwegs
server-deferred = { $n ->
    [0] nichts wartet
    [one] eine wartet auf den nächsten Versuch
   *[other] { $n } warten auf den nächsten Versuch
  }
server-quarantine = In Quarantäne
server-refused-signins = Abgewiesene Anmeldungen, 15 Minuten
server-banned = { $n ->
    [0] niemand ist ausgesperrt
    [one] ein Netz ist ausgesperrt
   *[other] { $n } Netze sind ausgesperrt
  }
server-disk = Frei für E-Mail
server-day = E-Mail der letzten 24 Stunden
server-day-text = { $taken } angenommen, { $refused } abgewiesen
server-taken = angenommen
server-refused = abgewiesen
server-services = Dienste
server-memory = Zusammen belegen sie { $size } Arbeitsspeicher.
server-rspamd = Die eigenen Seiten von Rspamd
server-restarts = { $n ->
    [one] einmal neu gestartet
   *[other] { $n }-mal neu gestartet
  }
server-down = antwortet nicht
server-bans = Ausgesperrt
server-until = bis { $when }
server-dns = DNS-Einträge
server-dns-text = Fragt die Nameserver jeder Domain nach dem, was E-Mail-Programme und andere Server brauchen.
server-dns-check = Jetzt prüfen
server-dns-unknown = niemand antwortet
server-dns-wrong = { $n ->
    [0] alles in Ordnung
    [one] ein Eintrag verdient einen Blick
   *[other] { $n } Einträge verdienen einen Blick
  }

## Programs of others (administrators)

settings-oauth = Fremde Programme
oauth-clients-text = Andere Programme und Websites, bei denen man sich mit dem Konto von hier anmeldet, über OpenID Connect oder OAuth 2. Jeder entscheidet über das eigene Konto; was Sie hier erlauben, ist das Höchste, worum ein Programm bitten darf.
oauth-clients-none = Noch keine.
oauth-client-add = Programm hinzufügen
oauth-client-change = { $name } ändern
oauth-client-remove = { $name } löschen
oauth-client-remove-text = Es kann niemanden mehr anmelden, und jeder Zugang, den man ihm gab, endet.
oauth-client-remove-yes = Löschen
oauth-client-removed = Programm gelöscht
oauth-client-off = Ausgeschaltet
oauth-client-name = Name, den die Leute lesen
oauth-client-redirects = Adressen, an die man zurückgeschickt wird, eine je Zeile
oauth-client-may = Es darf darum bitten
oauth-client-trusted = Unser eigenes Programm: nicht nachfragen
oauth-client-active = In Gebrauch
oauth-client-public = Eine App, die kein Geheimnis bewahren kann
oauth-client-renew = Neues Geheimnis
oauth-client-revoke = Alle Zugänge beenden
oauth-client-made = Für die Einstellungen des Programms
oauth-client-once = Kopieren Sie das Geheimnis jetzt: Es wird nur dieses eine Mal gezeigt.

## Junk mail, and addresses for a time

settings-junk = Spam
settings-addresses = Adressen auf Zeit
junk-score = Wie streng
junk-score-text = Der Server gibt jeder Nachricht Punkte für das, was an ihr verdächtig ist. Niedriger ist strenger.
junk-from = In den Spam-Ordner ab
junk-refused-from = Abgelehnt ab
junk-usual = Wie vom Server vorgegeben
junk-try = Was hätte das getroffen?
junk-week = Von den { $total } Nachrichten der letzten Woche wären { $junk } im Spam gelandet und { $refused } abgelehnt worden.
junk-allow = Nie Spam
junk-allow-text = Ihre Post kommt herein, wie viele Punkte sie auch hat.
junk-deny = Immer abgelehnt
junk-deny-text = Ihre Post kommt nicht herein.
junk-who = Adresse oder Domain
held = Zurückgehalten
held-text = An Sie gerichtete Post, die abgelehnt wurde. Sie bleibt eine Weile, falls es ein Irrtum war.
held-none = Nichts ist zurückgehalten.
held-release = Hereinlassen: { $subject }
held-remove = Löschen: { $subject }
held-release-short = Hereinlassen
held-remove-short = Löschen
held-released = Sie kommt in den Posteingang, und der Filter lernt daraus
held-removed = Nachricht gelöscht
held-score = { $when } · { $score } Punkte
held-virus = { $when } · Virus
held-often = Per Mail Bescheid geben
held-often-never = Nie
held-often-hourly = Stündlich
held-often-daily = Täglich
held-often-weekly = Wöchentlich
held-kind = Wovon
held-kind-reject = Was abgelehnt wurde
held-kind-add-header = Was im Spam landete
held-kind-all = Beidem
timed-text = Eine Adresse, die niemand errät, für einen Laden oder ein Formular. Post an sie kommt zu Ihnen, bis sie endet; Sie können auch unter ihr schreiben.
timed-none = Noch keine.
timed-what = Wofür
timed-span = Wie lange sie gilt
timed-make = Adresse anlegen
timed-made = Adresse angelegt
timed-remove = Die Adresse { $address } löschen
timed-removed = Adresse gelöscht
timed-extend = Wie lange { $address } ab jetzt gilt
timed-change = Verlängern…
timed-until = Bis { $when }
timed-over = Beendet { $when }
timed-1 = Eine Stunde
timed-24 = Einen Tag
timed-168 = Eine Woche
timed-720 = 30 Tage
timed-8760 = Ein Jahr
timed-87600 = Zehn Jahre
timed-ever = Auf Dauer
mail-shared-mark = Andere sehen diese Post
settings-smime = Signierte und verschlüsselte Mail
smime-keys = Ihre Schlüssel
smime-keys-text = Mit einem S/MIME-Schlüssel signieren Sie Nachrichten und lesen, was für Sie verschlüsselt wurde. Der Schlüssel liegt versiegelt auf dem Server und wird nie herausgegeben. Behalten Sie abgelaufene Schlüssel: Sie öffnen alte Nachrichten.
smime-keys-none = Sie haben noch keinen Schlüssel.
smime-issuer = Ausgestellt von { $issuer }
smime-until = Gültig bis { $date }
smime-expired = Abgelaufen am { $date }; öffnet noch alte Nachrichten
smime-remove = Schlüssel von { $name } entfernen
smime-remove-text = Nachrichten, die für diesen Schlüssel verschlüsselt wurden, können hier dann nicht mehr gelesen werden.
smime-remove-do = Entfernen
smime-add = Schlüssel hinzufügen
smime-add-text = Die Datei Ihrer Zertifizierungsstelle oder aus einem anderen Programm: mit Zertifikat und privatem Schlüssel.
smime-file = Datei (.p12 oder .pfx)
smime-password = Passwort der Datei
smime-added = Der Schlüssel wurde hinzugefügt.
smime-usual = Neue Nachrichten
smime-usual-text = Was mit Nachrichten von jeder Ihrer Adressen geschieht, wenn Sie beim Schreiben nichts anderes wählen.
smime-usual-plain = Weder signieren noch verschlüsseln
smime-usual-sign = Signieren
smime-usual-encrypt = Signieren und verschlüsseln
smime-sign = Signieren (S/MIME)
smime-encrypt = Verschlüsseln (S/MIME)
smime-sign-off = Nicht signieren
smime-encrypt-off = Nicht verschlüsseln
smime-signed = Signiert
smime-encrypted = Verschlüsselt
encrypted-why = Unterwegs konnte niemand diese Nachricht lesen.
encrypted-unproven = Unterwegs konnte niemand diese Nachricht lesen, aber nichts beweist, dass sie nicht verändert wurde. Externe Bilder bleiben blockiert.
smime-no-key = Diese Nachricht ist verschlüsselt, und keiner Ihrer Schlüssel öffnet sie.
smime-broken = Diese Nachricht kann nicht geöffnet werden: Sie wurde beschädigt oder verändert.
smime-too-large = Diese Nachricht ist zu groß, um hier geöffnet zu werden.
smime-unsupported = In dieser S/MIME-Nachricht ist nichts, was angezeigt werden könnte.
why-smime-key = Sie haben keinen gültigen Schlüssel für diese Absenderadresse.
why-smime-certificate = Zum Verschlüsseln fehlt ein Zertifikat von { $what }. Eine signierte Nachricht von dort bringt es mit.
why-smime-bcc = Verschlüsselte Nachrichten zeigen alle Empfänger; Blindkopien sind nicht möglich.
why-smime-password = Dieses Passwort öffnet die Datei nicht.
why-smime-file = In dieser Datei ist kein privater Schlüssel mit seinem Zertifikat.
why-smime-yours = Das Zertifikat nennt keine Ihrer Adressen.
settings-openpgp = OpenPGP-Schlüssel
pgp-keys = Ihre OpenPGP-Schlüssel
pgp-keys-text = Mit einem OpenPGP-Schlüssel unterschreiben Sie E-Mails und lesen, was für Sie verschlüsselt wurde. Der Server bewahrt ihn verschlossen auf; die Passphrase verlässt diesen Browser nie. Behalten Sie alte Schlüssel: Sie öffnen alte E-Mails.
pgp-others = Schlüssel anderer
pgp-others-text = E-Mails an diese Personen können verschlüsselt werden. Kennzeichnen Sie einen Schlüssel als geprüft, wenn Sie den Fingerabdruck mit dem Besitzer verglichen haben.
pgp-others-none = Noch sind keine Schlüssel anderer bekannt.
pgp-remove-text = E-Mails an diese Person können damit nicht mehr verschlüsselt werden, und Unterschriften davon sind unbekannt.
pgp-published = Alle finden ihn über Ihre Adresse
pgp-verified = Von Ihnen geprüft
pgp-from-imported = Importiert
pgp-from-autocrypt = Kam mit einer E-Mail (Autocrypt)
pgp-from-wkd = Aus dem Verzeichnis der Domain
pgp-key-menu = Schlüssel von { $name }
pgp-export = Öffentlichen Schlüssel speichern
pgp-export-secret = Geheimen Schlüssel speichern
pgp-publish = Für alle auffindbar
pgp-mutual = Andere bitten, zu verschlüsseln
pgp-verify = Geprüft
pgp-make = Schlüssel erzeugen
pgp-make-text = Der Schlüssel entsteht in diesem Browser. Eine vergessene Passphrase kann Ihnen niemand sagen: Bewahren Sie den geheimen Schlüssel an einem sicheren Ort auf.
pgp-made = Der Schlüssel wurde erzeugt.
pgp-address = Für die Adresse
pgp-passphrase = Passphrase
pgp-passphrase-again = Passphrase noch einmal
pgp-passphrase-short = Die Passphrase braucht mindestens 8 Zeichen.
pgp-passphrase-wrong = Diese Passphrase öffnet den Schlüssel nicht.
pgp-import = Schlüssel importieren
pgp-import-text = Öffentliche Schlüssel anderer, oder ein geheimer Schlüssel, den Sie aus einem anderen Programm gespeichert haben.
pgp-file = Schlüsseldatei
pgp-text = Oder der Schlüssel als Text
pgp-import-passphrase = Seine Passphrase, wenn er geheim ist
pgp-import-none = Darin ist kein OpenPGP-Schlüssel.
pgp-import-unlocked = Dieser geheime Schlüssel hat keine Passphrase. Geben Sie eine an, die er hier haben soll.
pgp-import-useless = In diesem Schlüssel steht keine gültige Adresse.
pgp-import-revoked = Dieser Schlüssel wurde von seinem Besitzer widerrufen.
pgp-not-yours = Der Schlüssel nennt keine Ihrer Adressen.
pgp-imported = { $n ->
    [one] Ein Schlüssel wurde importiert.
   *[other] { $n } Schlüssel wurden importiert.
  }
pgp-encrypted-why = Unterwegs konnten nur die Empfänger es lesen
pgp-signed-known = Unterschrieben, geprüfter Schlüssel
pgp-signed-verified = Unterschrieben mit dem Schlüssel { $print }, den Sie geprüft haben
pgp-signed-why = Unterschrieben mit dem Schlüssel { $print } dieser Adresse; Sie haben ihn nicht geprüft
pgp-signed-unknown = Unbekannte Unterschrift
pgp-signed-unknown-why = Mit einem Schlüssel unterschrieben, der hier nicht bekannt ist
pgp-signed-altered = Die Unterschrift passt nicht: Die E-Mail wurde danach verändert, oder die Unterschrift ist beschädigt.
pgp-signed-other = Mit einem Schlüssel unterschrieben, der nicht zu { $email } gehört.
pgp-no-key = Diese E-Mail ist mit OpenPGP verschlüsselt, und keiner Ihrer Schlüssel öffnet sie.
pgp-locked = Ihre Passphrase öffnet diese E-Mail.
pgp-no-integrity = Diese E-Mail ist nicht gegen Veränderung geschützt und wird nicht geöffnet: Wer sie verändert hat, könnte den Inhalt erfahren.
pgp-failed = Die E-Mail konnte zum Öffnen nicht geladen werden.
pgp-opening = Wird geöffnet …
pgp-unlock = Öffnen
pgp-all-want = Alle hier wünschen verschlüsselte E-Mails.
pgp-sign = Unterschreiben (OpenPGP)
pgp-encrypt = Verschlüsseln (OpenPGP)
pgp-sign-locked = Zum Unterschreiben öffnen Sie Ihren Schlüssel.
why-pgp-locked = Ihr OpenPGP-Schlüssel ist verschlossen: Er braucht seine Passphrase.
why-pgp-key = Zum Verschlüsseln fehlt ein OpenPGP-Schlüssel von { $what }.
