app-name = Hayloft
apps = App
app-mail = Posta
app-mail-unread = Posta, { $n } da leggere
home = Pagina iniziale
skip = Vai al contenuto
sidebar = Cartelle di posta
loading = Caricamento
close = Chiudi
cancel = Annulla
retry = Riprova
more = Altro
or = oppure
refresh = Controlla la posta
dismiss = Ignora
notices = Avvisi

## Signing in

sign-in-title = Accedi a Hayloft
sign-in-login = Indirizzo email
sign-in-password = Password
show-password = Mostra password
hide-password = Nascondi password
sign-in = Accedi
signing-in = Accesso in corso…
sign-in-empty = Inserisci il tuo indirizzo email e la password.
sign-in-wrong = L’indirizzo email o la password non sono corretti.
sign-in-offline = Il server non è raggiungibile. Controlla la connessione e riprova.
sign-in-server = Il server non ha potuto rispondere. Riprova tra un momento.
sign-in-throttled = Troppi tentativi. Riprova tra { $n ->
    [one] un secondo
    [many] { $n } di secondi
   *[other] { $n } secondi
  }.
sign-in-throttled-minutes = Troppi tentativi. Riprova tra { $n } minuti.
# sign-in-by-password = Sign in with a password
# look-help = Help
signed-out-title = Accedi di nuovo
signed-out-text = La sessione è terminata. Niente di ciò che hai scritto è perso: accedi e continua.
sign-out = Esci
sign-out-everywhere = Esci ovunque
sign-out-failed = Impossibile uscire: il server non è raggiungibile. L’accesso è ancora attivo.
account-of = { $initials }, account di { $name }
start-failed = Impossibile avviare Hayloft
start-offline = Il server non è raggiungibile. Controlla la connessione.
start-error = Il server ha risposto con un errore. { $why }

## Appearance and live state

theme = Tema
theme-system = Sistema
theme-light = Chiaro
theme-dark = Scuro
live-live = In diretta
live-live-title = Le modifiche arrivano subito
live-connecting = Connessione
live-connecting-title = Connessione al server in corso
live-offline = Offline
live-offline-title = Nessuna connessione; nuovo tentativo in corso

## Folders

folders = Cartelle
folder-inbox = Posta in arrivo
folder-starred = Speciali
folder-snoozed = Posticipati
folder-scheduled = Programmati
folder-sent = Inviati
folder-drafts = Bozze
folder-archive = Archivio
folder-junk = Indesiderata
folder-trash = Cestino
folder-unread = da leggere
folder-messages = in tutto
folder-missing = Questa cartella non esiste più.

## List

conversations-region = Conversazioni
conversations = { $n ->
    [one] 1 conversazione
    [many] { $n } di conversazioni
   *[other] { $n } conversazioni
  }
conversation-actions = Azioni per la conversazione
quick-filters = Filtri rapidi
filter-all = Tutti
filter-unread = Da leggere
filter-starred = Speciali
filter-files = Con file
search-title = Cerca
search-placeholder = Cerca nella posta
clear-search = Cancella ricerca
show-all = Mostra tutto
empty-inbox = Non c’è nulla nella posta in arrivo. I nuovi messaggi compaiono qui da soli.
empty-folder = Qui non c’è nulla.
empty-starred = Niente di speciale. Premi S su una conversazione per ritrovarla qui.
empty-search = Nessun risultato per “{ $q }”. Indesiderata e Cestino sono esclusi; aggiungi in:anywhere per cercare anche lì.
empty-unread = Niente da leggere.
empty-files = Niente con file.
list-offline = Impossibile caricare l’elenco: nessuna connessione al server.
list-failed = Impossibile caricare l’elenco. { $why }
no-subject = (nessun oggetto)
no-recipient = (nessun destinatario)
unknown-sender = (mittente sconosciuto)
you = tu
you-start = Tu
to-people = A: { $names }
draft-mark = Bozza
row-unread = da leggere
row-count = { $n } messaggi
row-starred = speciale
row-files = con file
row-answered = con risposta
row-failed = modifica rifiutata: { $why }
selected = Selezione: { $n }
selection-actions = Azioni per la selezione
move-to = Sposta in
find-folder = Trova una cartella

## Conversation

conversation = Conversazione
nothing-open = Scegli una conversazione per leggerla qui.
conversation-offline = Impossibile caricare la conversazione: nessuna connessione al server.
conversation-failed = Impossibile caricare la conversazione. { $why }
conversation-gone = Questa conversazione non esiste più.
earlier-messages = { $n } messaggi precedenti
position = { $n } di { $total }
newer = Più recenti
older = Meno recenti
not-junk = Non indesiderata
reply-hint = Rispondi…
reply-everyone = Rispondi a tutti…
message-from = Messaggio di { $name }
message-actions = Azioni per il messaggio
message-body = Testo del messaggio
message-failed = Impossibile mostrare questo messaggio. Scaricalo dal menu.
fold-message = Comprimi questo messaggio
star-message = Aggiungi stella al messaggio
unstar-message = Rimuovi stella
download-message = Scarica messaggio
to-list = a { $names }
to-some = a { $names } e altri { $n }
to-nobody = a nessuno in particolare
quoted-text = Testo citato
images-blocked = Le immagini remote sono bloccate per proteggere la tua privacy.
light-card = Questo messaggio è fatto per una pagina chiara.
darken = Scurisci
as-sent = Come inviato
body-truncated = Questo messaggio è molto lungo; il resto si trova nel messaggio scaricato.
attachments = { $n ->
    [one] 1 allegato
    [many] { $n } di allegati
   *[other] { $n } allegati
  }
unnamed-file = File senza nome
download-file = Scarica { $name }
draft-here = Questa è una bozza. Solo tu puoi vederla.
continue-writing = Continua a scrivere

## What was done

archived = { $n ->
    [one] Conversazione archiviata
    [many] { $n } di conversazioni archiviate
   *[other] { $n } conversazioni archiviate
  }
trashed = { $n ->
    [one] Conversazione spostata nel cestino
    [many] { $n } di conversazioni spostate nel cestino
   *[other] { $n } conversazioni spostate nel cestino
  }
draft-trashed = { $n ->
    [one] Bozza spostata nel cestino
    [many] { $n } di bozze spostate nel cestino
   *[other] { $n } bozze spostate nel cestino
  }
junked = { $n ->
    [one] Conversazione spostata in Indesiderata
    [many] { $n } di conversazioni spostate in Indesiderata
   *[other] { $n } conversazioni spostate in Indesiderata
  }
unjunked = { $n ->
    [one] Non indesiderata: conversazione di nuovo nella posta in arrivo
    [many] Non indesiderate: { $n } di conversazioni di nuovo nella posta in arrivo
   *[other] Non indesiderate: { $n } conversazioni di nuovo nella posta in arrivo
  }
moved = { $n ->
    [one] Conversazione spostata in { $folder }
    [many] { $n } di conversazioni spostate in { $folder }
   *[other] { $n } conversazioni spostate in { $folder }
  }
marked-read = { $n ->
    [one] Conversazione segnata come letta
    [many] { $n } di conversazioni segnate come lette
   *[other] { $n } conversazioni segnate come lette
  }
marked-unread = { $n ->
    [one] Conversazione segnata come da leggere
    [many] { $n } di conversazioni segnate come da leggere
   *[other] { $n } conversazioni segnate come da leggere
  }
destroyed = { $n ->
    [one] Conversazione eliminata
    [many] { $n } di conversazioni eliminate
   *[other] { $n } conversazioni eliminate
  }
destroy-title = { $n ->
    [one] Eliminare definitivamente questa conversazione?
    [many] Eliminare definitivamente { $n } di conversazioni?
   *[other] Eliminare definitivamente { $n } conversazioni?
  }
destroy-text = Viene rimossa dal server e non si può recuperare.
destroy-yes = Elimina definitivamente
undo = Annulla
undone = Annullato
undo-spoken = { $text }. Annulla con Z.
failed-offline = Nessuna connessione al server. Nulla è stato modificato.
failed-change = Il server ha rifiutato l’operazione, che è stata annullata. { $why }
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
no-folder = Non c’è una cartella per { $role }.
arrived = Nuovo messaggio da { $from }: { $subject }
arrived-many = { $n } nuovi messaggi

## Writing

compose-new = Nuovo messaggio
compose-reply = Risposta
compose-forward = Inoltro
compose-draft = Bozza
compose-window = Messaggio in scrittura
from = Da
to = A
cc = Cc
bcc = Ccn
reply-to = Rispondi a
subject = Oggetto
date = Data
message-text = Testo del tuo messaggio
wrote = Il { $date }, { $name } ha scritto:
forwarded-head = ---------- Messaggio inoltrato ----------
draft-saved = Bozza salvata { $time }
draft-saving = Salvataggio…
draft-failed = Bozza non salvata; nuovo tentativo in corso
draft-discarded = Bozza eliminata
draft-gone = Questa bozza non esiste più.
close-draft = Chiudi e conserva la bozza
minimise = Riduci a icona
full-screen = Schermo intero
smaller = Più piccolo
discard = Elimina bozza
attach = Allega file
remove-file = Rimuovi { $name }
uploading = Caricamento di { $name }
upload-failed = Caricamento non riuscito
file-too-large = Troppo grande per questo server
remove-recipient = Rimuovi { $name }
recipient-removed = { $name } rimosso
suggestions = Suggerimenti
send = Invia
send-anyway = Invia comunque
send-hint = Ctrl Invio per inviare
sending = Invio in corso…
sent = Messaggio inviato
sent-not-moved = Il messaggio è stato inviato, ma è ancora in Bozze. { $why }
send-failed = Non inviato. { $why }
send-failed-offline = Non inviato: nessuna connessione al server. Il messaggio resta qui.
send-failed-files = Non inviato: impossibile caricare un file. Riprova o rimuovilo.
send-failed-address = “{ $text }” non è un indirizzo email.
send-failed-norecipients = Aggiungi almeno un destinatario.
send-not-ready = Non inviato: { $person } non ha una cartella Bozze o un’identità.

## Leaving

leave-title = Questo link porta altrove
leave-text = Il testo indica un sito, ma il link porta a un altro. Continua solo se conosci questo indirizzo:
leave-bad = Impossibile aprire questo link.
leave-back = Torna alla posta
leave-go = Apri comunque

## Keyboard

scope-everywhere = Ovunque
scope-list = Elenco
scope-conversation = Conversazione o selezione
scope-composer = Scrittura
single-keys = I tasti singoli funzionano senza Ctrl
cmd-help = Guida e scorciatoie da tastiera
cmd-search = Cerca
cmd-compose = Nuovo messaggio
cmd-undo = Annulla
cmd-go-inbox = Vai a Posta in arrivo
cmd-go-starred = Vai a Speciali
cmd-go-sent = Vai a Inviati
cmd-go-drafts = Vai a Bozze
cmd-go-archive = Vai ad Archivio
cmd-next = Conversazione successiva
cmd-previous = Conversazione precedente
cmd-open = Apri conversazione
cmd-back = Torna all’elenco
cmd-select = Seleziona
cmd-select-all = Seleziona tutto
cmd-select-none = Deseleziona tutto
cmd-select-read = Seleziona i già letti
cmd-select-unread = Seleziona i da leggere
cmd-select-starred = Seleziona gli speciali
cmd-select-down = Estendi la selezione in basso
cmd-select-up = Estendi la selezione in alto
cmd-archive = Archivia
cmd-delete = Elimina
cmd-junk = Indesiderata
cmd-star = Stella
cmd-move = Sposta in…
cmd-read = Segna come letto
cmd-unread = Segna come da leggere
cmd-unread-from = Segna come da leggere da qui
cmd-archive-newer = Archivia e vai al più recente
cmd-archive-older = Archivia e vai al meno recente
cmd-reply = Rispondi
cmd-reply-all = Rispondi a tutti
cmd-forward = Inoltra
cmd-next-message = Messaggio successivo
cmd-previous-message = Messaggio precedente
cmd-unfold = Espandi tutti i messaggi
cmd-fold = Comprimi tutti i messaggi
cmd-up = Su di un livello
key-send = Invia
key-cc = Mostra Cc
key-bcc = Mostra Ccn
key-close-draft = Chiudi, bozza conservata

## Reading, beyond the text

settings = Impostazioni
chunk-failed = Impossibile caricare questa parte. Controlla la connessione e riprova.
ok = OK
copy = Copia
copied = Copiato
verified = Mittente verificato
verified-why = { $domain } ha firmato questo messaggio e il nostro server lo ha verificato.
unverified = Non verificato
unverified-why = Il nostro server non ha trovato prove che questo indirizzo abbia inviato il messaggio.
# signed = Signed
# signed-why = { $email } signed this message with a certificate of their own; it was not changed since.
# signed-not = Signature not valid
warn-failed = Questo messaggio non ha superato la verifica del mittente. Probabilmente non proviene da { $domain }.
warn-alike = { $domain } somiglia a { $known }, ma è un altro dominio.
warn-name = Il mittente si presenta come { $name }, ma l’indirizzo è { $email }.
warn-reply = Una risposta andrebbe a { $email }.
warn-first = Questo è il primo messaggio che ricevi da { $name }.
i-know = Conosco questo mittente
images-blocked-for-good = Le immagini remote sono bloccate per proteggere la tua privacy.
show-images = Mostra immagini
always-show = Mostra sempre
always-from = Da { $who }
reply-list = Rispondi alla lista
forward-file = Inoltra come file
edit-as-new = Modifica come nuovo
unsubscribe = Annulla iscrizione
unsubscribed = La tua iscrizione a questa lista è stata annullata.
unsubscribe-failed = Impossibile annullare l’iscrizione con un clic. { $why }
filter-like-this = Filtra messaggi di questo tipo
show-source = Sorgente del messaggio
source-headers = Intestazioni
source-all = Sorgente completo
save-file = Salva
save-all = Salva tutto ({ $size })
save-all-failed = Impossibile salvare i file.
preview-file = Guarda { $name }
preview-failed = Impossibile mostrare questo file. Salvalo invece.
preview-previous = File precedente
preview-next = File successivo
invitation = Invito
event-when = Quando
event-where = Dove
event-who = Organizzatore
event-guests = Invitati
event-untitled = Evento senza titolo
event-cancelled = Annullato
event-by = { $n ->
    [0] di { $name }
    [one] di { $name }, un invitato
    [many] di { $name }, { $n } di invitati
   *[other] di { $name }, { $n } invitati
  }
card-add = Aggiungi ai contatti
card-added = Aggiunto ai tuoi contatti
card-failed = Impossibile aggiungere il contatto.
row-muted = silenziata

## Labels, snooze, mute

labels = Etichette
cmd-label = Etichetta
label-find = Trova o crea un’etichetta
label-make = Crea “{ $name }”
label-none = Ancora nessuna etichetta: scrivi un nome
label-remove = Rimuovi l’etichetta { $name }
label-added = { $n ->
    [one] Etichetta { $name } aggiunta
    [many] Etichetta { $name } aggiunta a { $n } di conversazioni
   *[other] Etichetta { $name } aggiunta a { $n } conversazioni
  }
label-removed = { $n ->
    [one] Etichetta { $name } rimossa
    [many] Etichetta { $name } rimossa da { $n } di conversazioni
   *[other] Etichetta { $name } rimossa da { $n } conversazioni
  }
cmd-snooze = Posticipa
snooze-until = Posticipa a
snoozed = { $n ->
    [one] Conversazione posticipata a { $date }
    [many] { $n } di conversazioni posticipate a { $date }
   *[other] { $n } conversazioni posticipate a { $date }
  }
unsnooze = Subito nella posta in arrivo
unsnoozed = { $n ->
    [one] Di nuovo nella posta in arrivo
    [many] { $n } di conversazioni di nuovo nella posta in arrivo
   *[other] { $n } conversazioni di nuovo nella posta in arrivo
  }
later-today = Più tardi oggi
later-evening = Stasera
later-tomorrow = Domani mattina
later-weekend = Nel fine settimana
later-monday = Lunedì mattina
later-pick = Scegli data e ora…
later-when = Data e ora
later-past = Scegli un momento nel futuro.
later-far = Il server conserva i messaggi al massimo fino a { $date }.
cmd-mute = Silenzia
muted = { $n ->
    [one] Silenziata: le risposte restano fuori dalla posta in arrivo
    [many] { $n } di conversazioni silenziate
   *[other] { $n } conversazioni silenziate
  }
unmuted = { $n ->
    [one] Non più silenziata
    [many] { $n } di conversazioni non più silenziate
   *[other] { $n } conversazioni non più silenziate
  }
all-starred = { $n } conversazioni speciali
cmd-print = Stampa
all-selected = Tutte le { $n } conversazioni qui sono selezionate.
select-matching = Seleziona tutte le { $n } conversazioni qui
bulk-working = Operazione su tutte le conversazioni…

## Folders, in and out

list-menu = Menu dell’elenco
density-comfortable = Righe ampie
density-cosy = Righe normali
density-compact = Righe compatte
searches = Ricerche
search-save = Salva questa ricerca
search-menu = Ricerca { $name }
search-forget = Dimentica questa ricerca
quota = { $used } di { $limit } usati
folder-menu = Cartella { $name }
folder-name = Nome
folder-name-empty = Dai un nome alla cartella.
folder-name-taken = Esiste già una cartella “{ $name }”.
folder-make = Nuova cartella
folder-make-inside = Nuova sottocartella
folder-rename = Rinomina cartella
folder-move = Sposta cartella
folder-moved = Cartella { $name } spostata
folder-place = All’interno di
folder-top = (livello principale)
folder-read = Segna tutto come letto
folder-all-read = In { $name } è tutto letto
folder-import = Importa messaggi…
folder-export-mbox = Esporta come mbox
folder-export-zip = Esporta come zip di .eml
folder-empty = Svuota cartella
folder-emptied = La cartella è vuota
folder-empty-title = Svuotare { $name }?
folder-empty-text = { $n ->
    [one] Un messaggio viene rimosso dal server e non si può recuperare.
    [many] { $n } di messaggi vengono rimossi dal server e non si possono recuperare.
   *[other] { $n } messaggi vengono rimossi dal server e non si possono recuperare.
  }
folder-remove = Elimina cartella
folder-removed = Cartella { $name } eliminata
folder-remove-title = Eliminare la cartella { $name }?
folder-remove-text = { $n ->
    [0] È vuota.
    [one] Anche il messaggio che contiene viene eliminato e non si può recuperare.
    [many] Anche { $n } di messaggi che contiene vengono eliminati e non si possono recuperare.
   *[other] Anche i { $n } messaggi che contiene vengono eliminati e non si possono recuperare.
  }
folder-has-children = Prima elimina o sposta le cartelle al suo interno.
import-working = Importazione…
imported = { $n ->
    [one] Un messaggio importato
    [many] { $n } di messaggi importati
   *[other] { $n } messaggi importati
  }
import-failed = Non tutto è stato importato. { $why }
export-working = Raccolta dei messaggi…
export-failed = Esportazione non riuscita. { $why }

## Writing, beyond the text

editor-failed = Impossibile caricare l’editor. Chiudi la bozza e riaprila.
formatting = Formattazione
format-bold = Grassetto
format-italic = Corsivo
format-underline = Sottolineato
format-strike = Barrato
format-colour = Colore del testo
format-bullets = Elenco puntato
format-numbers = Elenco numerato
format-quote = Citazione
format-unquote = Riduci citazione
format-link = Link
format-image = Immagine
format-more = Altra formattazione
format-large = Grande
format-small = Piccolo
format-normal = Dimensione normale
format-rtl = Da destra a sinistra
format-ltr = Da sinistra a destra
format-center = Centrato
format-clear = Rimuovi formattazione
colour-0 = Predefinito
colour-1 = Rosso
colour-2 = Arancione
colour-3 = Ambra
colour-4 = Verde
colour-5 = Verde acqua
colour-6 = Blu
colour-7 = Viola
colour-8 = Grigio
link-address = Indirizzo
link-bad = Inserisci un indirizzo web o email.
link-set = Imposta link
link-remove = Rimuovi link
draft-conflict = Questa bozza è stata modificata anche altrove. Entrambe le versioni sono in Bozze.
draft-left = Testo scritto in una pagina che si è chiusa prima del salvataggio.
upload-waiting = in attesa della connessione
send-later = Invia più tardi
scheduled = Invio programmato: { $date }
sending-soon = Invio in corso…
undo-late = Troppo tardi: il messaggio è già partito. { $why }
undo-hint = { $n } s per annullare dopo l’invio
outbox-kept = Nessuna connessione: il messaggio parte appena torna.
outbox-sent = Inviato: { $subject }
templates = Modelli
template-save = Salva come modello
template-unnamed = Modello senza nome
compose-more = Altre opzioni
priority-high = Priorità alta
priority-normal = Priorità normale
priority-low = Priorità bassa
receipt-ask = Richiedi conferma di lettura
receipt-on = Conferma
rich-text = Testo formattato
plain-text = Testo normale
doubt-no-subject-title = Inviare senza oggetto?
doubt-no-subject-text = Il messaggio non ha un oggetto. Potrebbe passare inosservato.
doubt-forgotten-file-title = Hai dimenticato un file?
doubt-forgotten-file-text = Il testo parla di un allegato, ma non ce n’è nessuno.
doubt-no-reply-title = Nessuno legge questo indirizzo
doubt-no-reply-text = Un destinatario è un indirizzo no-reply. Il messaggio probabilmente non verrà letto.
doubt-many-title = Inviare a così tante persone?
doubt-many-text = Tutti vedono gli indirizzi di tutti. Usa Ccn per tenerli privati.
settings-not-saved = Impossibile salvare le impostazioni sul server.

## Palette and search

palette = Comandi
palette-hint = Che cosa vuoi fare?
palette-folders = Vai a
palette-nothing = Nessun risultato
cmd-palette = Comandi
cmd-go-folder = Vai a cartella o etichetta…
cmd-go-snoozed = Vai a Posticipati
cmd-go-settings = Vai a Impostazioni
cmd-reply-large = Rispondi, a schermo intero
cmd-reply-all-large = Rispondi a tutti, a schermo intero
cmd-forward-large = Inoltra, a schermo intero
settings-labels = Etichette
search-chips = Parti di questa ricerca
search-without = Cerca senza { $what }
search-anywhere = Anche Indesiderata e Cestino
search-month = Ultimo mese

## Settings

add = Aggiungi
save = Salva
saved = Salvato
move-up = Sposta { $name } in alto
move-down = Sposta { $name } in basso
copy-what = Copia: { $what }
seconds = { $n } secondi
settings-appearance = Aspetto
settings-mail = Lettura e scrittura
settings-identities = Nomi e firme
settings-templates = Modelli
settings-filters = Filtri e inoltro
settings-vacation = Risposta automatica
settings-notifications = Notifiche
settings-privacy = Privacy
settings-security = Sicurezza
settings-clients = Collega un programma
settings-shortcuts = Tastiera
settings-import = Importa ed esporta
set-look = Aspetto
set-density = Righe dell’elenco
set-darken = Scurisci i messaggi
set-darken-hint = Con il tema scuro, anche i messaggi fatti per una pagina chiara.
set-region = Lingua e regione
set-language = Lingua
set-language-auto = Come il browser
set-zone = Fuso orario
set-zone-auto = Come questo dispositivo ({ $zone })
set-reading = Lettura
set-read = Segna come letto
set-read-now = All’apertura
set-read-after = Dopo { $n } secondi
set-read-never = Solo a mano
set-receipts = Quando un mittente chiede una conferma di lettura
set-receipts-hint = Nulla viene mai inviato senza chiedere.
set-receipts-ask = Segnala
set-receipts-never = Ignora
set-writing = Scrittura
set-undo = Tempo per annullare l’invio
set-undo-none = Nessuno
set-plain = Scrivi in testo normale
set-plain-hint = Senza formattazione; si può sempre cambiare per ogni messaggio.
set-collect = Ricorda le persone a cui scrivi
set-collect-hint = { $n ->
    [0] Vengono suggerite quando scrivi di nuovo.
    [one] Un indirizzo ricordato.
    [many] { $n } di indirizzi ricordati.
   *[other] { $n } indirizzi ricordati.
  }
set-collect-clear = Dimentica gli indirizzi ricordati
set-swipes = Scorrimento
set-swipes-text = Sul telefono, nell’elenco.
set-swipe-start = Avanti (verso destra)
set-swipe-end = Indietro (verso sinistra)
set-swipe-none = Niente
set-identities-text = Una risposta parte dall’indirizzo a cui è arrivato il messaggio.
set-default-identity = Per i nuovi messaggi
set-name = Nome
set-signature = Firma
set-text = Testo
set-folder = Cartella
set-templates-text = Inseriscili mentre scrivi. { "{name}" }, { "{first}" }, { "{date}" } e { "{subject}" } vengono compilati.
template-new = Nuovo modello
template-remove = Elimina il modello { $name }
template-removed = Modello eliminato
set-labels-text = Le etichette sono parole chiave IMAP: le vedono anche altri programmi di posta.
label-new = Nuova etichetta
label-name = Nome di { $name }
label-colour = Colore di { $name }
label-delete = Elimina l’etichetta { $name }
label-deleted = Etichetta { $name } eliminata; i messaggi conservano la parola chiave
hue-1 = Blu
hue-2 = Verde
hue-3 = Arancione
hue-4 = Viola
hue-5 = Rosa
hue-6 = Verde acqua
hue-7 = Ambra
hue-8 = Grigio
set-notices = Notifiche desktop
set-notices-text = Per questo browser, quando Hayloft è aperto ma non in primo piano.
set-notices-on = Mostra notifiche
set-notices-hint = Il browser chiede una volta il permesso.
set-notices-none = Questo browser non ha notifiche.
set-notices-refused = Il browser ha rifiutato. Consenti le notifiche per questo sito nelle sue impostazioni.
set-notices-folders = Per i nuovi messaggi in
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
privacy-images = Immagini remote
privacy-images-text = Questi mittenti possono sempre mostrarle. Passano da questo server, mai direttamente dal mittente.
privacy-trusted = Mittenti conosciuti
privacy-trusted-text = Hai detto di conoscerli: nessun avviso per questi indirizzi.
privacy-nobody = Ancora nessuno.
privacy-domain = tutti quelli di { $domain }
privacy-remove = Rimuovi { $who }
set-shortcuts-text = I tasti di Gmail, dove Gmail ne ha uno. Premi ? ovunque per vederli.
set-import-text = Si importano .eml, .mbox e .zip che li contengono; una cartella si esporta in un solo file.
set-vacation-text = Risponde a chi ti scrive mentre non ci sei, a ognuno una volta ogni tanto.
set-vacation-on = Rispondi automaticamente
set-vacation-from = Dal
set-vacation-to = Al
set-vacation-order = La fine deve venire dopo l’inizio.
filters-text = Le regole sono eseguite dal server all’arrivo della posta, con qualunque programma tu la legga.
filters-none = Ancora nessuna regola.
filter-refused = Il server ha rifiutato. { $why }
filter-new = Nuova regola
filter-edit = Regola
filter-on = La regola { $name } è attiva
filter-remove = Elimina la regola { $name }
filter-removed = Regola eliminata
filters-rules = Regole
filter-script = Script personale
filter-edit-script = Modifica lo script
filter-sieve = Script Sieve
filter-own = Per chi scrive in Sieve. Viene eseguito dopo le regole, che non lo toccano mai.
filter-need-name = Dai un nome alla regola.
filter-need-test = Indica che cosa cercare.
filter-need-action = Scegli che cosa fare.
filter-need-folder = Scegli una cartella.
filter-need-label = Prima crea un’etichetta, in Impostazioni, Etichette.
filter-when = Quando
filter-when-all = Quando tutte queste condizioni sono vere
filter-when-any = Quando una di queste condizioni è vera
filter-then = Allora
filter-add-test = E…
filter-add-action = E anche…
filter-remove-test = Rimuovi questa condizione
filter-remove-action = Rimuovi questa azione
filter-try = Che cosa troverebbe?
filter-caught = { $n ->
    [0] Tra la posta presente: niente.
    [one] Tra la posta presente, un messaggio: { $subjects }
    [many] Tra la posta presente, { $n } di messaggi, i più recenti: { $subjects }
   *[other] Tra la posta presente, { $n } messaggi, i più recenti: { $subjects }
  }
filter-field = Parte del messaggio
filter-field-from = Mittente
filter-field-recipient = Destinatario
filter-field-subject = Oggetto
filter-field-body = Testo
filter-field-list = Mailing list
filter-field-header = Intestazione
filter-field-size = Dimensione
filter-field-attachment = Ha un allegato
filter-header = Nome dell’intestazione
filter-match = Come
filter-match-contains = contiene
filter-match-not-contains = non contiene
filter-match-is = è
filter-match-not-is = non è
filter-match-startswith = inizia con
filter-match-endswith = finisce con
filter-match-over = è superiore a
filter-match-under = è inferiore a
filter-value = Che cosa
filter-action = Azione
filter-do-move = Sposta in
filter-do-copy = Copia in
filter-do-label = Etichetta
filter-do-flag = Aggiungi stella
filter-do-markread = Segna come letto
filter-do-forward = Inoltra una copia a
filter-do-redirect = Inoltra a, senza conservare
filter-do-reject = Rifiuta con le parole
filter-do-delete = Sposta nel cestino
filter-do-discard = Elimina senza lasciare traccia
filter-do-stop = Stop: nessun’altra regola
filter-choose = Scegli…
filter-address = Indirizzo a cui inoltrare
filter-reject-text = Parole per il mittente
clients-account = Il tuo account
clients-text = Alla maggior parte dei programmi basta il tuo indirizzo: trovano il resto da soli.
clients-user = Nome utente
clients-password = Meglio con una password per le app, una per ogni programma.
clients-mail = Server di posta
clients-none = Il server non lo ha indicato. Chiedi all’amministratore.
clients-dav = Calendari e contatti
clients-dav-text = Un indirizzo per entrambi.
clients-phones = Telefoni
clients-phones-text = Inquadralo con la fotocamera. Il telefono chiede il tuo indirizzo e una password: meglio una password per le app.
clients-apple = iPhone, iPad: posta, calendari e contatti
clients-android = Android con DAVx5: calendari e contatti
password-text = Per accedere qui.
password-old = Password attuale
password-new = Nuova password
password-again = Ripeti la nuova password
password-differ = Le due nuove password sono diverse.
password-change = Cambia password
password-changed = La tua password è stata cambiata.
password-refused = La password non è stata cambiata. { $why }
app-passwords = Password per le app
app-passwords-text = Una password per un solo programma, che si può revocare.
app-passwords-none = Ancora nessuna.
app-password-new = Nuova password per le app
app-password-for = Per quale programma?
app-password-example = Thunderbird a casa
app-password-may = Può usare
app-password-make = Crea password
app-password-made = La tua password per le app
app-password-once = Copiala ora: viene mostrata solo questa volta.
app-password-used = Ultimo utilizzo { $when }
app-password-remove = Elimina la password per le app { $name }
app-password-removed = Password per le app eliminata
protocol-imap = Posta (IMAP)
protocol-smtp = Invio (SMTP)
protocol-dav = Calendari, contatti
protocol-pop3 = Posta (POP3)
protocol-sieve = Filtri (Sieve)
protocol-jmap = JMAP
sessions = Browser con accesso attivo
sessions-text = Uscire ovunque li disconnette tutti, anche questo.
sessions-this = questo
sign-in-over = È passato troppo tempo. Ricomincia.
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
code = Codice
code-hint = Sei cifre dalla tua app di autenticazione.
code-hint-recovery = Sei cifre dalla tua app di autenticazione, o un codice di recupero.
code-hint-recovery-only = Uno dei tuoi codici di recupero.
code-empty = Inserisci il codice.
code-wrong = Il codice è sbagliato o è già stato usato.
key-wrong = Il token non è stato accettato.
key-none = Nessun token ha risposto. Riprova.
key-failed = Impossibile usare il token. { $why }
use-key = Usa un token di sicurezza
use-passkey = Usa una passkey
step-go = Continua
step-enrol = Il tuo amministratore richiede un secondo passaggio. Configura un’app di autenticazione.
step-new-password = Scegli una nuova password di almeno { $n } caratteri.
step-passkey = Usa l’impronta, il volto o il PIN di questo dispositivo, oppure il tuo token di sicurezza.
step-back = Ricomincia
factors = Accesso in due passaggi
factors-text = Con un secondo passaggio, la sola password non apre più questa casella. I programmi di posta hanno allora bisogno di password per le app.
factors-required = Il tuo amministratore richiede un secondo passaggio. I programmi di posta hanno bisogno di password per le app.
factor-app = App di autenticazione
factor-app-text = Un’app sul telefono mostra un nuovo codice ogni 30 secondi.
factor-app-add = Configura un’app
factor-app-added = App di autenticazione attiva
factor-app-off-text = I codici di questa app non verranno più richiesti.
factor-since = Dal { $when }
factor-on = Attiva
factor-off = Disattiva
factor-qr = Codice QR per l’app di autenticazione
factor-scan = Scansionalo con l’app, o digita questo segreto:
factor-open-app = Apri in un’app su questo dispositivo
keys = Token di sicurezza e passkey
keys-text = Con una passkey accedi con impronta, volto o PIN, senza password.
key-add = Aggiungi un token
key-added = Token aggiunto
key-default = Token { $n }
key-name = Nome
key-passkey = Passkey
key-second = Secondo passaggio
key-rename = Rinomina { $name }
key-remove = Rimuovi { $name }
key-remove-short = Rimuovi token
key-remove-text = Con questo token non potrai più accedere.
recovery = Codici di recupero
recovery-left = { $n } non usati
recovery-new = Nuovi codici
recovery-made = I vecchi codici non sono più validi
recovery-text = Ogni codice funziona una volta, quando non hai a portata di mano il telefono o il token. Conservali in un luogo sicuro: vengono mostrati solo ora.
recovery-kept = Li ho conservati
prove-title = Sei tu?
prove-text = Inserisci di nuovo la password per cambiare il modo in cui accedi.
prove-wrong = Non è la tua password.
rule-length = Almeno { $n } caratteri.
rule-also = Almeno { $n } caratteri, con { $also }.
rule-letter = una lettera
rule-cases = lettere minuscole e maiuscole
rule-digit = una cifra
rule-special = un carattere speciale
password-end-others = Esci da tutti gli altri browser
session-on = { $browser } su { $system }
session-unknown = Programma sconosciuto
session-seen = { $when } da { $address }
session-since = Accesso { $when } ({ $way })
session-end = Esci
session-end-name = Esci: { $name }
session-ended = Uscita effettuata
sessions-end-others = Esci da tutti gli altri
way-password = password
way-totp = password e codice
way-recovery = password e codice di recupero
way-key = password e token
way-passkey = passkey
last-logins = Ultimi accessi
last-logins-text = Per servizio. Se qualcosa non ti torna, cambia la password.
protocol-web = Web
protocol-api = Interfaccia di programmazione
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

receipt-wanted = { $name } chiede una conferma di lettura.
receipt-send = Invia conferma
receipt-no = No
receipt-sent = Conferma inviata
set-push = Anche quando Hayloft è chiuso
set-push-hint = Il messaggio resta qui; solo l’avviso che c’è una novità passa dal servizio push del browser.
set-push-failed = Impossibile attivare le notifiche push. { $why }
set-offline = Conserva la posta in questo browser
set-offline-hint = Le conversazioni più recenti si possono leggere senza connessione. Disattivalo su un computer usato da altri.

## Several mailboxes

accounts = Caselle di posta
account-shared = Condivisa con te
account-elsewhere = Presso un altro fornitore
outside = Account di posta altrove
outside-text = La posta che hai presso un altro fornitore, letta e gestita da qui. La password viene conservata cifrata.
outside-add = Aggiungi un account
outside-remove = Rimuovi { $address }
outside-fault = Impossibile raggiungerlo: { $why }
outside-login = Nome utente presso il fornitore
outside-imap = Posta in arrivo (IMAP)
outside-smtp = Posta in uscita (SMTP)
outside-host = Server
outside-port = Porta
outside-tls = Cifratura

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
