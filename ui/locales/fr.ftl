app-name = Hayloft
apps = Applications
app-mail = Courrier
app-mail-unread = Courrier, { $n } non lus
home = Accueil
skip = Aller au contenu
sidebar = Dossiers de courrier
loading = Chargement
close = Fermer
cancel = Annuler
retry = Réessayer
more = Plus
or = ou
refresh = Relever le courrier
dismiss = Masquer
notices = Avis

## Signing in

sign-in-title = Se connecter à Hayloft
sign-in-login = Adresse e-mail
sign-in-password = Mot de passe
show-password = Afficher le mot de passe
hide-password = Masquer le mot de passe
sign-in = Se connecter
signing-in = Connexion…
sign-in-empty = Saisissez votre adresse e-mail et votre mot de passe.
sign-in-wrong = L’adresse e-mail ou le mot de passe est incorrect.
sign-in-offline = Le serveur est injoignable. Vérifiez votre connexion et réessayez.
sign-in-server = Le serveur n’a pas pu répondre. Réessayez dans un instant.
sign-in-throttled = { $n ->
    [one] Trop de tentatives. Réessayez dans une seconde.
   *[other] Trop de tentatives. Réessayez dans { $n } secondes.
  }
sign-in-throttled-minutes = Trop de tentatives. Réessayez dans { $n } minutes.
sign-in-by-password = Se connecter avec un mot de passe
look-help = Aide
signed-out-title = Se reconnecter
signed-out-text = Votre session est terminée. Rien de ce que vous avez écrit n’est perdu : connectez-vous et continuez.
sign-out = Se déconnecter
sign-out-everywhere = Se déconnecter partout
sign-out-failed = Échec de la déconnexion : le serveur est injoignable. Vous êtes toujours connecté.
account-of = { $initials }, compte de { $name }
start-failed = Hayloft n’a pas pu démarrer
start-offline = Le serveur est injoignable. Vérifiez votre connexion.
start-error = Le serveur a répondu par une erreur. { $why }

## Appearance and live state

theme = Thème
theme-system = Système
theme-light = Clair
theme-dark = Sombre
live-live = En direct
live-live-title = Les changements arrivent aussitôt
live-connecting = Connexion
live-connecting-title = Connexion au serveur en cours
live-offline = Hors ligne
live-offline-title = Pas de connexion ; nouvel essai en cours

## Folders

folders = Dossiers
folder-inbox = Boîte de réception
folder-starred = Suivis
folder-snoozed = En pause
folder-scheduled = Programmés
folder-sent = Envoyés
folder-drafts = Brouillons
folder-archive = Archives
folder-junk = Indésirables
folder-trash = Corbeille
folder-unread = non lus
folder-messages = au total
folder-missing = Ce dossier n’existe plus.

## List

conversations-region = Conversations
conversations = { $n ->
    [one] { $n } conversation
   *[other] { $n } conversations
  }
conversation-actions = Actions de la conversation
quick-filters = Filtres rapides
filter-all = Tous
filter-unread = Non lus
filter-starred = Suivis
filter-files = Avec fichiers
search-title = Recherche
search-placeholder = Rechercher dans le courrier
clear-search = Effacer la recherche
show-all = Tout afficher
empty-inbox = Votre boîte de réception est vide. Le nouveau courrier y apparaît tout seul.
empty-folder = Rien ici.
empty-starred = Rien de suivi. Appuyez sur S sur une conversation pour la retrouver ici.
empty-search = Rien trouvé pour « { $q } ». Les indésirables et la corbeille sont exclus ; ajoutez in:anywhere pour y chercher aussi.
empty-unread = Rien de non lu.
empty-files = Rien avec des fichiers.
list-offline = La liste ne peut être chargée : pas de connexion au serveur.
list-failed = La liste ne peut être chargée. { $why }
no-subject = (sans objet)
no-recipient = (sans destinataire)
unknown-sender = (expéditeur inconnu)
you = vous
you-start = Vous
to-people = À : { $names }
draft-mark = Brouillon
row-unread = non lu
row-count = { $n } messages
row-starred = suivi
row-files = avec fichiers
row-answered = répondu
row-failed = changement refusé : { $why }
selected = { $n } sélectionnés
selection-actions = Actions de la sélection
move-to = Déplacer vers
find-folder = Trouver un dossier

## Conversation

conversation = Conversation
nothing-open = Choisissez une conversation pour la lire ici.
conversation-offline = La conversation ne peut être chargée : pas de connexion au serveur.
conversation-failed = La conversation ne peut être chargée. { $why }
conversation-gone = Cette conversation n’existe plus.
earlier-messages = { $n } messages antérieurs
position = { $n } sur { $total }
newer = Plus récent
older = Plus ancien
not-junk = Pas indésirable
reply-hint = Répondre…
reply-everyone = Répondre à tous…
message-from = Message de { $name }
message-actions = Actions du message
message-body = Texte du message
message-failed = Ce message ne peut être affiché. Téléchargez-le depuis le menu.
fold-message = Replier ce message
star-message = Suivre ce message
unstar-message = Ne plus suivre
download-message = Télécharger le message
to-list = à { $names }
to-some = à { $names } et { $n } autres
to-nobody = à personne de nommé
quoted-text = Texte cité
images-blocked = Les images distantes sont bloquées pour protéger votre vie privée.
light-card = Ce message est fait pour une page claire.
darken = Assombrir
as-sent = Tel qu’envoyé
body-truncated = Ce message est très long ; la suite est dans le message téléchargé.
attachments = { $n ->
    [one] { $n } pièce jointe
   *[other] { $n } pièces jointes
  }
unnamed-file = Fichier sans nom
download-file = Télécharger { $name }
draft-here = Ceci est un brouillon. Vous seul pouvez le voir.
continue-writing = Continuer à écrire

## What was done

archived = { $n ->
    [one] Conversation archivée
   *[other] { $n } conversations archivées
  }
trashed = { $n ->
    [one] Conversation mise à la corbeille
   *[other] { $n } conversations mises à la corbeille
  }
draft-trashed = { $n ->
    [one] Brouillon mis à la corbeille
   *[other] { $n } brouillons mis à la corbeille
  }
junked = { $n ->
    [one] Conversation déplacée dans les indésirables
   *[other] { $n } conversations déplacées dans les indésirables
  }
unjunked = { $n ->
    [one] Pas indésirable : conversation de retour dans la boîte de réception
   *[other] Pas indésirables : { $n } conversations de retour dans la boîte de réception
  }
moved = { $n ->
    [one] Conversation déplacée vers { $folder }
   *[other] { $n } conversations déplacées vers { $folder }
  }
marked-read = { $n ->
    [one] Marqué comme lu
   *[other] { $n } conversations marquées comme lues
  }
marked-unread = { $n ->
    [one] Marqué comme non lu
   *[other] { $n } conversations marquées comme non lues
  }
destroyed = { $n ->
    [one] Conversation supprimée
   *[other] { $n } conversations supprimées
  }
destroy-title = { $n ->
    [one] Supprimer définitivement cette conversation ?
   *[other] Supprimer définitivement { $n } conversations ?
  }
destroy-text = Elle est retirée du serveur et ne peut être récupérée.
destroy-yes = Supprimer définitivement
undo = Annuler
undone = Annulé
undo-spoken = { $text }. Z pour annuler.
failed-offline = Pas de connexion au serveur. Rien n’a été changé.
failed-change = Le serveur a refusé, l’action est donc annulée. { $why }
part-failed = Ceci ne peut pas être chargé. { $why }
why-offline = Le serveur est injoignable.
why-busy = Le serveur est occupé. Réessayez dans un instant.
why-server = Une erreur s’est produite sur le serveur. Réessayez plus tard.
why-unavailable = Un autre serveur, nécessaire pour cela, est injoignable pour le moment.
why-forbidden = Vous n’en avez pas le droit.
why-gone = L’élément n’existe plus.
why-exists = Ce nom existe déjà.
why-changed = Une modification a été faite ailleurs entre-temps.
why-used = L’élément est encore utilisé.
why-messages = Il contient des messages.
why-invalid = Le serveur ne l’accepte pas sous cette forme.
why-invalid-in = Incorrect : { $what }.
why-missing = Il manque quelque chose.
why-missing-in = Il manque : { $what }.
why-address = Ce n’est pas une adresse e-mail.
why-nobody = Il n’y a pas ici de personne ni de groupe de ce nom.
why-search = Le serveur ne peut pas chercher cela.
why-full = Il n’y a plus de place.
why-mailbox-full = Votre boîte est pleine.
why-large = C’est trop volumineux.
why-often = C’était trop en peu de temps. Réessayez plus tard.
why-much = C’est trop à la fois.
why-labels = Il y aurait trop de libellés.
why-folders = Le message serait dans trop de dossiers.
why-no-message = Ce n’est pas un message.
why-redirect = Chaque adresse doit être complète et commencer par https://.
why-client = Il n’est pas enregistré ici.
why-client-address = L’adresse vers laquelle il veut vous renvoyer n’est pas enregistrée ici.
why-provider = Le fournisseur ne vous a pas connecté.
why-provider-wrong = Rien ne prouve que la réponse vient du fournisseur.
why-provider-mailbox = Il n’y a pas ici de boîte pour l’adresse que donne le fournisseur.
why-provider-address = Le fournisseur ne donne aucune adresse de vous qu’il ait vérifiée.
why-provider-other = Cette boîte n’appartient pas à ce compte chez le fournisseur.
why-provider-over = Cette connexion est terminée ou a commencé ailleurs. Recommencez.
why-provider-lasting = Le fournisseur ne nous laisse entrer qu’un instant. L’administration d’ici doit demander davantage (offline_access).
why-recipients-many = Il y a trop de destinataires.
why-recipients-none = Il n’y a pas de destinataire.
why-recipients = Le serveur n’accepte pas { $what }.
why-from = Vous ne pouvez pas envoyer depuis cette adresse.
why-sending = Vous ne pouvez pas envoyer pour le moment.
why-sent = Le message est déjà parti.
why-receipt-sent = L’accusé de réception est déjà parti.
why-sieve = Le script contient une erreur : { $what }
why-sieve-active = Le script est utilisé.
why-list-not-offered = Le message ne le propose pas.
why-list-ambiguous = Le message indique plus d’une adresse pour cela.
why-list-unsigned = Rien ne prouve que l’adresse appartient à la liste.
why-password-length = Il faut au moins { $n } caractères.
why-password-long = Il est trop long.
why-password-letter = Il faut une lettre.
why-password-cases = Il faut des minuscules et des majuscules.
why-password-digit = Il faut un chiffre.
why-password-special = Il faut un caractère qui ne soit ni une lettre ni un chiffre.
why-yubico-away = Le service qui vérifie les YubiKeys ne répond pas. Connectez-vous autrement ou réessayez plus tard.
why-password-common = Trop de gens l’utilisent : il serait deviné en premier.
why-password-same = C’est votre mot de passe actuel.
why-password-old = Le mot de passe actuel est faux.
no-folder = Il n’y a pas de dossier { $role }.
arrived = Nouveau message de { $from } : { $subject }
arrived-many = { $n } nouveaux messages

## Writing

compose-new = Nouveau message
compose-reply = Réponse
compose-forward = Transfert
compose-draft = Brouillon
compose-window = Message en cours d’écriture
from = De
to = À
cc = Cc
bcc = Cci
reply-to = Répondre à
subject = Objet
date = Date
message-text = Texte du message, le vôtre
wrote = Le { $date }, { $name } a écrit :
forwarded-head = ---------- Message transféré ----------
draft-saved = Brouillon enregistré { $time }
draft-saving = Enregistrement…
draft-failed = Brouillon non enregistré ; nouvel essai en cours
draft-discarded = Brouillon abandonné
draft-gone = Ce brouillon n’existe plus.
close-draft = Fermer, garder le brouillon
minimise = Réduire
full-screen = Plein écran
smaller = Plus petit
discard = Abandonner le brouillon
attach = Joindre des fichiers
remove-file = Retirer { $name }
uploading = Envoi de { $name }
upload-failed = Échec de l’envoi du fichier
file-too-large = Trop gros pour ce serveur
remove-recipient = Retirer { $name }
recipient-removed = { $name } retiré
suggestions = Suggestions
send = Envoyer
send-anyway = Envoyer quand même
send-hint = Ctrl Entrée envoie
sending = Envoi…
sent = Message envoyé
sent-not-moved = Le message est envoyé, mais il est encore dans les brouillons. { $why }
send-failed = Non envoyé. { $why }
send-failed-offline = Non envoyé : pas de connexion au serveur. Le message reste ici.
send-failed-files = Non envoyé : un fichier n’a pas pu être transmis. Réessayez ou retirez-le.
send-failed-address = « { $text } » n’est pas une adresse e-mail.
send-failed-norecipients = Ajoutez au moins un destinataire.
send-not-ready = Non envoyé : { $person } n’a pas de dossier de brouillons ou pas d’identité.

## Leaving

leave-title = Ce lien mène ailleurs
leave-text = Son texte nomme un site, mais il mène à un autre. Continuez seulement si vous connaissez cet endroit :
leave-bad = Ce lien ne peut être ouvert.
leave-back = Retour à mon courrier
leave-go = L’ouvrir quand même

## Keyboard

scope-everywhere = Partout
scope-list = Liste
scope-conversation = Conversation ou sélection
scope-composer = Écriture
single-keys = Les touches seules agissent sans Ctrl
cmd-help = Aide et raccourcis clavier
cmd-search = Rechercher
cmd-compose = Nouveau message
cmd-undo = Annuler
cmd-go-inbox = Aller à la boîte de réception
cmd-go-starred = Aller aux suivis
cmd-go-sent = Aller aux envoyés
cmd-go-drafts = Aller aux brouillons
cmd-go-archive = Aller aux archives
cmd-next = Conversation suivante
cmd-previous = Conversation précédente
cmd-open = Ouvrir la conversation
cmd-back = Retour à la liste
cmd-select = Sélectionner
cmd-select-all = Tout sélectionner
cmd-select-none = Ne rien sélectionner
cmd-select-read = Sélectionner les lus
cmd-select-unread = Sélectionner les non lus
cmd-select-starred = Sélectionner les suivis
cmd-select-down = Étendre la sélection vers le bas
cmd-select-up = Étendre la sélection vers le haut
cmd-archive = Archiver
cmd-delete = Supprimer
cmd-junk = Indésirable
cmd-star = Suivre
cmd-move = Déplacer vers…
cmd-read = Marquer comme lu
cmd-unread = Marquer comme non lu
cmd-unread-from = Marquer comme non lu à partir d’ici
cmd-archive-newer = Archiver et aller au plus récent
cmd-archive-older = Archiver et aller au plus ancien
cmd-reply = Répondre
cmd-reply-all = Répondre à tous
cmd-forward = Transférer
cmd-next-message = Message suivant
cmd-previous-message = Message précédent
cmd-unfold = Déplier tous les messages
cmd-fold = Replier tous les messages
cmd-up = Remonter d’un niveau
key-send = Envoyer
key-cc = Afficher Cc
key-bcc = Afficher Cci
key-close-draft = Fermer, brouillon gardé

## Reading, beyond the text

settings = Paramètres
chunk-failed = Cette partie n’a pas pu être chargée. Vérifiez la connexion et réessayez.
ok = OK
copy = Copier
copied = Copié
verified = Expéditeur vérifié
verified-why = { $domain } a signé ce message et notre serveur l’a vérifié.
unverified = Non vérifié
unverified-why = Notre serveur n’a trouvé aucune preuve que cette adresse a envoyé le message.
signed = Signé
signed-why = { $email } a signé ce message avec son propre certificat ; il n’a pas été modifié depuis.
signed-not = Signature non valide
warn-failed = Ce message a échoué au contrôle de son expéditeur. Il ne vient sans doute pas de { $domain }.
warn-alike = { $domain } ressemble à { $known }, mais c’est un autre domaine.
warn-name = L’expéditeur se nomme { $name }, mais l’adresse est { $email }.
warn-reply = Une réponse irait à { $email }.
warn-first = C’est le premier message que { $name } vous envoie.
i-know = Je connais cet expéditeur
images-blocked-for-good = Les images distantes sont bloquées pour protéger votre vie privée.
show-images = Afficher les images
always-show = Toujours afficher
always-from = De { $who }
reply-list = Répondre à la liste
forward-file = Transférer comme fichier
edit-as-new = Modifier comme nouveau
unsubscribe = Se désabonner
unsubscribed = Vous êtes désabonné de cette liste.
unsubscribe-failed = Le désabonnement en un clic a échoué. { $why }
filter-like-this = Filtrer les messages semblables
show-source = Source du message
source-headers = En-têtes
source-all = Source entière
save-file = Enregistrer
save-all = Tout enregistrer ({ $size })
save-all-failed = Les fichiers n’ont pas pu être enregistrés.
preview-file = Regarder { $name }
preview-failed = Ce fichier ne peut être affiché. Enregistrez-le plutôt.
preview-previous = Fichier précédent
preview-next = Fichier suivant
invitation = Invitation
event-when = Quand
event-where = Où
event-who = Organisateur
event-guests = Invités
event-untitled = Événement sans titre
event-cancelled = Annulé
event-by = { $n ->
    [0] par { $name }
    [one] par { $name }, un invité
   *[other] par { $name }, { $n } invités
  }
card-add = Ajouter aux contacts
card-added = Ajouté à vos contacts
card-failed = Le contact n’a pas pu être ajouté.
row-muted = muet

## Labels, snooze, mute

labels = Libellés
cmd-label = Libellé
label-find = Trouver ou créer un libellé
label-make = Créer « { $name } »
label-none = Pas encore de libellés : tapez un nom
label-remove = Retirer le libellé { $name }
label-added = { $n ->
    [one] Libellé { $name } ajouté
   *[other] { $n } conversations avec le libellé { $name }
  }
label-removed = { $n ->
    [one] Libellé { $name } retiré
   *[other] Libellé { $name } retiré de { $n } conversations
  }
cmd-snooze = Mettre en pause
snooze-until = Mettre en pause jusqu’à
snoozed = { $n ->
    [one] En pause jusqu’à { $date }
   *[other] { $n } conversations en pause jusqu’à { $date }
  }
unsnooze = Remettre dans la boîte de réception
unsnoozed = { $n ->
    [one] De retour dans la boîte de réception
   *[other] { $n } conversations de retour dans la boîte de réception
  }
later-today = Plus tard aujourd’hui
later-evening = Ce soir
later-tomorrow = Demain matin
later-weekend = Ce week-end
later-monday = Lundi matin
later-pick = Choisir date et heure…
later-when = Date et heure
later-past = Choisissez un moment à venir.
later-far = Le serveur garde les messages jusqu’à { $date } au plus tard.
cmd-mute = Rendre muet
muted = { $n ->
    [one] Muet : les réponses évitent la boîte de réception
   *[other] { $n } conversations rendues muettes
  }
unmuted = { $n ->
    [one] N’est plus muet
   *[other] { $n } conversations ne sont plus muettes
  }
all-starred = { $n } conversations suivies
cmd-print = Imprimer
all-selected = Les { $n } conversations d’ici sont sélectionnées.
select-matching = Sélectionner les { $n } conversations d’ici
bulk-working = Traitement de toutes les conversations…

## Folders, in and out

list-menu = Menu de la liste
density-comfortable = Lignes aérées
density-cosy = Lignes moyennes
density-compact = Lignes serrées
searches = Recherches
search-save = Garder cette recherche
search-menu = Recherche { $name }
search-forget = Oublier cette recherche
quota = { $used } sur { $limit } utilisés
folder-menu = Dossier { $name }
folder-name = Nom
folder-name-empty = Donnez un nom au dossier.
folder-name-taken = Il y a déjà un dossier « { $name } ».
folder-make = Nouveau dossier
folder-make-inside = Nouveau dossier à l’intérieur
folder-rename = Renommer le dossier
folder-move = Déplacer le dossier
folder-moved = Dossier { $name } déplacé
folder-place = À l’intérieur de
folder-top = (niveau supérieur)
folder-read = Tout marquer comme lu
folder-all-read = Tout est lu dans { $name }
folder-hide = Masquer le dossier
folder-show = Afficher le dossier
folder-hidden = { $name } se trouve maintenant sous « Autres dossiers »
folders-more = { $n ->
    [one] Un autre dossier
   *[other] { $n } autres dossiers
  }
folder-share = Partager le dossier
folder-share-title = Partager { $name }
folder-share-text = Les autres le trouvent parmi leurs dossiers, sous votre adresse. Un groupe partage avec tous ses membres.
share-everybody = Tout le monde à { $domain }
share-nobody = Il n’y a ici aucune personne ni aucun groupe de ce nom.
share-read = Lire
share-mark = Lire et marquer
share-write = Lire et modifier
share-all = Tout
share-own = Comme indiqué ci-dessous
share-details = Ce que { $who } peut faire, en détail
share-mayreaditems = Lire
share-maysetseen = Marquer comme lu
share-maysetkeywords = Mettre des étoiles et des libellés
share-mayadditems = Ajouter des messages
share-mayremoveitems = Déplacer et supprimer des messages
share-maycreatechild = Créer des dossiers à l’intérieur
share-maydelete = Renommer et supprimer le dossier
share-maysubmit = Y envoyer
share-mayshare = Le partager avec d’autres
folder-role = Utiliser ce dossier pour…
folder-role-title = À quoi sert { $name }
folder-role-label = À quoi sert ce dossier
folder-role-none = Rien de particulier
folder-role-moves = { $name } a ce rôle actuellement et le cède.
folder-older = Faire le ménage dans les anciens messages…
folder-older-title = Faire le ménage dans { $name }
folder-older-than = Plus anciens que
folder-older-do = Ce qu’ils deviennent
folder-older-move = Déplacer vers { $name }
folder-older-found = { $n ->
    [0] Aucun message n’est aussi ancien.
    [one] Un message est aussi ancien.
   *[other] { $n } messages sont aussi anciens.
  }
folder-older-go = Faire le ménage
folder-older-done = { $n ->
    [one] Un ancien message rangé
   *[other] { $n } anciens messages rangés
  }
folder-import = Importer des messages…
folder-export-mbox = Exporter en mbox
folder-export-zip = Exporter en zip de .eml
folder-empty = Vider le dossier
folder-emptied = Le dossier est vide
folder-empty-title = Vider { $name } ?
folder-empty-text = { $n ->
    [one] Un message est retiré du serveur et ne peut être récupéré.
   *[other] { $n } messages sont retirés du serveur et ne peuvent être récupérés.
  }
folder-remove = Supprimer le dossier
folder-removed = Dossier { $name } supprimé
folder-remove-title = Supprimer le dossier { $name } ?
folder-remove-text = { $n ->
    [0] Il est vide.
    [one] Le message qu’il contient est aussi supprimé et ne peut être récupéré.
   *[other] Les { $n } messages qu’il contient sont aussi supprimés et ne peuvent être récupérés.
  }
folder-has-children = Supprimez ou déplacez d’abord les dossiers qu’il contient.
import-working = Importation…
imported = { $n ->
    [one] Un message importé
   *[other] { $n } messages importés
  }
import-failed = Tout n’a pas été importé. { $why }
export-working = Rassemblement des messages…
export-failed = L’exportation a échoué. { $why }

## Writing, beyond the text

editor-failed = L’éditeur n’a pas pu être chargé. Fermez le brouillon et rouvrez-le.
formatting = Mise en forme
format-bold = Gras
format-italic = Italique
format-underline = Souligné
format-strike = Barré
format-colour = Couleur du texte
format-bullets = Puces
format-numbers = Numéros
format-quote = Citation
format-unquote = Moins cité
format-link = Lien
format-image = Image
format-more = Plus de mise en forme
format-large = Grand
format-small = Petit
format-normal = Taille normale
format-rtl = De droite à gauche
format-ltr = De gauche à droite
format-center = Centré
format-clear = Retirer la mise en forme
colour-0 = Habituelle
colour-1 = Rouge
colour-2 = Orange
colour-3 = Ambre
colour-4 = Vert
colour-5 = Bleu-vert
colour-6 = Bleu
colour-7 = Violet
colour-8 = Gris
link-address = Adresse
link-bad = Saisissez une adresse web ou e-mail.
link-set = Mettre le lien
link-remove = Retirer le lien
draft-conflict = Ce brouillon a aussi été changé ailleurs. Les deux versions sont gardées dans les brouillons.
draft-left = Vous avez écrit ceci dans une page qui s’est fermée avant l’enregistrement.
upload-waiting = en attente de la connexion
send-later = Envoyer plus tard
scheduled = Partira { $date }
sending-soon = Envoi…
undo-late = Trop tard : le message est en route. { $why }
undo-hint = { $n } s pour annuler après l’envoi
outbox-kept = Pas de connexion : le message partira dès qu’il y en aura une.
outbox-sent = Envoyé : { $subject }
templates = Modèles
template-save = Enregistrer comme modèle
template-unnamed = Modèle sans titre
compose-more = Autres options
priority-high = Priorité haute
priority-normal = Priorité normale
priority-low = Priorité basse
receipt-ask = Demander un accusé de lecture
receipt-on = Accusé
rich-text = Texte mis en forme
plain-text = Texte brut
doubt-no-subject-title = Envoyer sans objet ?
doubt-no-subject-text = Le message n’a pas d’objet. On pourrait ne pas le remarquer.
doubt-forgotten-file-title = Un fichier oublié ?
doubt-forgotten-file-text = Le texte parle d’une pièce jointe, mais il n’y en a pas.
doubt-no-reply-title = Personne ne lit cette adresse
doubt-no-reply-text = Un destinataire est une adresse sans réponse. Le message ne sera sans doute pas lu.
doubt-many-title = Envoyer à autant de personnes ?
doubt-many-text = Chacun voit l’adresse de chacun. Utilisez Cci pour les garder privées.
settings-not-saved = Vos paramètres n’ont pas pu être enregistrés sur le serveur.

## Palette and search

palette = Commandes
palette-hint = Que voulez-vous faire ?
palette-folders = Aller à
palette-nothing = Rien trouvé
cmd-palette = Commandes
cmd-go-folder = Aller à un dossier ou libellé…
cmd-go-snoozed = Aller aux messages en pause
cmd-go-settings = Aller aux paramètres
cmd-reply-large = Répondre, en grand
cmd-reply-all-large = Répondre à tous, en grand
cmd-forward-large = Transférer, en grand
settings-labels = Libellés
search-chips = Éléments de cette recherche
search-without = Chercher sans { $what }
search-anywhere = Aussi indésirables et corbeille
search-month = Mois dernier

## Settings

add = Ajouter
save = Enregistrer
saved = Enregistré
move-up = Monter { $name }
move-down = Descendre { $name }
copy-what = Copier : { $what }
seconds = { $n } secondes
settings-appearance = Apparence
settings-mail = Lecture et écriture
settings-identities = Noms et signatures
settings-templates = Modèles
settings-filters = Filtres et transfert
settings-vacation = Message d’absence
settings-notifications = Notifications
settings-privacy = Vie privée
settings-security = Sécurité
settings-clients = Connecter un logiciel
settings-shortcuts = Clavier
settings-import = Import et export
set-look = Aspect
set-density = Lignes de la liste
set-darken = Assombrir les messages
set-darken-hint = Dans le thème sombre, aussi ceux qui sont faits pour une page claire.
set-region = Langue et région
set-language = Langue
set-language-auto = Comme le navigateur
set-zone = Fuseau horaire
set-zone-auto = Comme cet appareil ({ $zone })
set-reading = Lecture
set-read = Marquer comme lu
set-read-now = À l’ouverture
set-read-after = Après { $n } secondes
set-read-never = Seulement à la main
set-receipts = Quand un expéditeur demande un accusé de lecture
set-receipts-hint = Rien n’est jamais envoyé sans demander.
set-receipts-ask = Le signaler
set-receipts-never = L’ignorer
set-writing = Écriture
set-undo = Temps pour annuler l’envoi
set-undo-none = Aucun
set-plain = Écrire en texte brut
set-plain-hint = Sans mise en forme ; chaque message peut encore changer.
set-collect = Retenir les personnes à qui vous écrivez
set-collect-hint = { $n ->
    [0] Elles sont proposées la prochaine fois.
    [one] Une adresse retenue.
   *[other] { $n } adresses retenues.
  }
set-collect-clear = Oublier les adresses retenues
set-swipes = Balayage
set-swipes-text = Sur un téléphone, dans la liste.
set-swipe-start = En avant (vers la droite)
set-swipe-end = En arrière (vers la gauche)
set-swipe-none = Rien
set-identities-text = Une réponse part de l’adresse à laquelle le message est arrivé.
set-default-identity = Pour les nouveaux messages
set-name = Nom
set-signature = Signature
set-text = Texte
set-folder = Dossier
set-templates-text = Insérez-les en écrivant. { "{name}" }, { "{first}" }, { "{date}" } et { "{subject}" } sont remplis.
template-new = Nouveau modèle
template-remove = Supprimer le modèle { $name }
template-removed = Modèle supprimé
set-labels-text = Les libellés sont des mots-clés IMAP : les autres logiciels les voient aussi.
label-new = Nouveau libellé
label-name = Nom de { $name }
label-colour = Couleur de { $name }
label-delete = Supprimer le libellé { $name }
label-deleted = Libellé { $name } supprimé ; les messages gardent le mot-clé
hue-1 = Bleu
hue-2 = Vert
hue-3 = Orange
hue-4 = Violet
hue-5 = Rose
hue-6 = Bleu-vert
hue-7 = Ambre
hue-8 = Gris
set-notices = Notifications du bureau
set-notices-text = Pour ce navigateur, quand Hayloft est ouvert sans être au premier plan.
set-notices-on = Afficher les notifications
set-notices-hint = Le navigateur demande une fois votre permission.
set-notices-none = Ce navigateur n’a pas de notifications.
set-notices-refused = Le navigateur a refusé. Autorisez les notifications de ce site dans ses paramètres.
set-notices-folders = Pour le nouveau courrier dans
mail-shared = Qui voit votre courrier
mail-shared-text = Ces personnes ont vos dossiers à côté des leurs. Un groupe partage avec tous ses membres.
mail-shared-none = Personne d’autre que vous.
mail-shared-add = Donner accès à quelqu’un
mail-shared-who = Personne ou groupe
mail-shared-right = Ce que { $who } peut faire
mail-shared-send = Comment { $who } peut envoyer
mail-shared-remove = Ne plus partager avec { $who }
mail-right-read = Lire
mail-right-write = Lire et modifier
mail-send-no = Ne pas envoyer
mail-send-behalf = Envoyer de votre part
mail-send-as = Envoyer en votre nom
privacy-images = Images distantes
privacy-images-text = Ces expéditeurs peuvent toujours les montrer. Elles passent par ce serveur, jamais directement.
privacy-trusted = Expéditeurs connus
privacy-trusted-text = Vous avez dit les connaître : pas d’avertissement pour ces adresses.
privacy-nobody = Personne encore.
privacy-domain = tout le monde chez { $domain }
privacy-remove = Retirer { $who }
set-shortcuts-text = Les touches de Gmail, là où Gmail en a. Appuyez sur ? pour les voir.
set-import-text = .eml, .mbox et leurs zip entrent ; un dossier sort en un seul fichier.
set-vacation-text = Répond à ceux qui vous écrivent pendant votre absence, à chacun de temps en temps seulement.
set-vacation-on = Répondre automatiquement
set-vacation-from = Du
set-vacation-to = Au
set-vacation-order = La fin doit suivre le début.
filters-text = Le serveur applique les règles à l’arrivée du courrier, quel que soit le logiciel utilisé.
filters-none = Pas encore de règles.
filter-refused = Le serveur a refusé. { $why }
filter-new = Nouvelle règle
filter-edit = Règle
filter-on = La règle { $name } est active
filter-remove = Supprimer la règle { $name }
filter-removed = Règle supprimée
filters-rules = Règles
filter-script = Votre propre script
filter-edit-script = Modifier le script
filter-sieve = Script Sieve
filter-own = Pour ceux qui écrivent en Sieve. Il s’exécute après les règles, qui n’y touchent jamais.
filter-need-name = Donnez un nom à la règle.
filter-need-test = Indiquez ce qu’il faut chercher.
filter-need-action = Choisissez que faire.
filter-need-folder = Choisissez un dossier.
filter-need-label = Créez d’abord un libellé dans Paramètres, Libellés.
filter-when = Quand
filter-when-all = Quand tout ceci est vrai
filter-when-any = Quand l’un de ceux-ci est vrai
filter-then = Alors
filter-add-test = Et…
filter-add-action = Et aussi…
filter-remove-test = Retirer cette condition
filter-remove-action = Retirer cette action
filter-try = Que retiendrait-elle ?
filter-caught = { $n ->
    [0] Du courrier présent : rien.
    [one] Du courrier présent, un message : { $subjects }
   *[other] Du courrier présent, { $n } messages, les plus récents : { $subjects }
  }
filter-field = Partie du message
filter-field-from = Expéditeur
filter-field-recipient = Destinataire
filter-field-subject = Objet
filter-field-body = Texte
filter-field-list = Liste de diffusion
filter-field-header = En-tête
filter-field-size = Taille
filter-field-attachment = A une pièce jointe
filter-header = Nom de l’en-tête
filter-match = Comment
filter-match-contains = contient
filter-match-not-contains = ne contient pas
filter-match-is = est
filter-match-not-is = n’est pas
filter-match-startswith = commence par
filter-match-endswith = finit par
filter-match-over = dépasse
filter-match-under = est inférieure à
filter-value = Quoi
filter-action = Action
filter-do-move = Déplacer vers
filter-do-copy = Copier vers
filter-do-label = Libellé
filter-do-flag = Suivre
filter-do-markread = Marquer comme lu
filter-do-forward = Transférer une copie à
filter-do-redirect = Transférer à, sans rien garder
filter-do-reject = Rejeter avec les mots
filter-do-delete = Mettre à la corbeille
filter-do-discard = Supprimer sans trace
filter-do-stop = Fin : plus d’autres règles
filter-choose = Choisir…
filter-address = Adresse de transfert
filter-reject-text = Mots pour l’expéditeur
clients-account = Votre compte
clients-text = La plupart des logiciels n’ont besoin que de votre adresse : ils trouvent le reste.
clients-user = Nom d’utilisateur
clients-password = De préférence avec un mot de passe d’application, un par logiciel.
clients-mail = Serveurs de courrier
clients-none = Le serveur ne l’a pas dit. Demandez à votre administrateur.
clients-dav = Agendas et contacts
clients-dav-text = Une adresse pour les deux.
clients-phones = Téléphones
clients-phones-text = Visez-le avec l’appareil photo. Le téléphone demande votre adresse et un mot de passe : de préférence un mot de passe d’application.
clients-apple = iPhone, iPad : courrier, agendas et contacts
clients-android = Android avec DAVx5 : agendas et contacts
password-text = Pour se connecter ici.
password-old = Mot de passe actuel
password-new = Nouveau mot de passe
password-again = Nouveau mot de passe encore une fois
password-differ = Les deux nouveaux mots de passe diffèrent.
password-change = Changer le mot de passe
password-changed = Votre mot de passe est changé.
password-refused = Le mot de passe n’a pas été changé. { $why }
app-passwords = Mots de passe d’application
app-passwords-text = Un mot de passe pour un seul logiciel, qui peut être retiré.
app-passwords-none = Aucun encore.
app-password-new = Nouveau mot de passe d’application
app-password-for = Pour quel logiciel ?
app-password-example = Thunderbird à la maison
app-password-may = Il peut utiliser
app-password-make = Créer le mot de passe
app-password-made = Votre mot de passe d’application
app-password-once = Copiez-le maintenant : il n’est montré qu’une fois.
app-password-used = Dernière utilisation { $when }
app-password-remove = Supprimer le mot de passe d’application { $name }
app-password-removed = Mot de passe d’application supprimé
protocol-imap = Courrier (IMAP)
protocol-smtp = Envoi (SMTP)
protocol-dav = Agendas, contacts
protocol-pop3 = Courrier (POP3)
protocol-sieve = Filtres (Sieve)
protocol-jmap = JMAP
sessions = Navigateurs connectés
sessions-text = Se déconnecter partout les ferme tous, celui-ci aussi.
sessions-this = celui-ci
sign-in-over = Cela a pris trop de temps. Recommencez.
forgot = Mot de passe oublié ?
forgot-text = Nous envoyons un lien à votre adresse de secours, si votre compte en a une.
forgot-send = Envoyer le lien
forgot-sent = Si ce compte a une adresse de secours, un lien est en route. Il est valable 15 minutes.
forgot-back = Retour à la connexion
reset-title = Choisir un nouveau mot de passe
reset-text = Ce lien ne sert qu’une fois. Toute personne connectée à ce compte sera déconnectée avec le nouveau mot de passe.
reset-over = Ce lien a déjà servi ou est trop ancien. Demandez-en un autre.
recovery-address = Adresse de secours
recovery-address-text = Si vous oubliez votre mot de passe, un lien pour en choisir un nouveau est envoyé à cette adresse.
code = Code
code-hint = Six chiffres de votre application d’authentification.
code-hint-recovery = Six chiffres de votre application d’authentification, ou un code de secours.
code-hint-recovery-only = L’un de vos codes de secours.
code-hint-yubico = Avec une YubiKey : touchez-la quand le curseur est dans le champ.
code-empty = Saisissez le code.
code-wrong = Ce code est faux ou a déjà servi.
key-wrong = Cette clé n’a pas été acceptée.
key-none = Aucune clé n’a répondu. Réessayez.
key-failed = La clé n’a pas pu être utilisée. { $why }
use-key = Utiliser une clé de sécurité
use-passkey = Utiliser une clé d’accès
step-go = Continuer
step-enrol = Votre administration exige une deuxième étape. Configurez une application d’authentification.
step-new-password = Choisissez un nouveau mot de passe d’au moins { $n } caractères.
step-passkey = Utilisez l’empreinte, le visage ou le code PIN de cet appareil, ou votre clé de sécurité.
step-back = Recommencer
factors = Connexion en deux étapes
factors-text = Avec une deuxième étape, le mot de passe seul n’ouvre plus cette boîte. Les programmes de messagerie ont alors besoin de mots de passe d’application.
factors-required = Votre administration exige une deuxième étape. Les programmes de messagerie ont besoin de mots de passe d’application.
factor-app = Application d’authentification
factor-app-text = Une application sur votre téléphone affiche un nouveau code toutes les 30 secondes.
factor-app-add = Configurer une application
factor-app-added = L’application d’authentification est activée
factor-app-off-text = Les codes de cette application ne seront plus demandés.
factor-since = Depuis le { $when }
factor-on = Activer
factor-off = Désactiver
factor-qr = Code QR pour l’application d’authentification
factor-scan = Scannez-le avec l’application ou saisissez ce secret :
factor-open-app = Ouvrir dans une application de cet appareil
keys = Clés de sécurité et clés d’accès
keys-text = Une clé d’accès vous connecte par empreinte, visage ou code PIN, sans mot de passe.
key-add = Ajouter une clé
key-added = Clé ajoutée
key-default = Clé { $n }
key-name = Nom
key-passkey = Clé d’accès
key-second = Deuxième étape
key-rename = Renommer { $name }
key-remove = Retirer { $name }
key-remove-short = Retirer la clé
key-remove-text = Cette clé ne vous connectera plus.
yubico = YubiKeys qui saisissent des codes
yubico-text = Là où les clés de sécurité ne fonctionnent pas : la YubiKey saisit un code quand vous la touchez.
yubico-add = Ajouter une YubiKey
yubico-touch = Placez le curseur ici et touchez la YubiKey.
yubico-code = Code de la YubiKey
yubico-default = YubiKey { $n }
yubico-kind = Saisit des codes
recovery = Codes de secours
recovery-left = { $n } non utilisés
recovery-new = Nouveaux codes
recovery-made = Les anciens codes ne sont plus valables
recovery-text = Chaque code sert une fois, quand votre téléphone ou votre clé n’est pas à portée. Gardez-les en lieu sûr : ils ne sont affichés que maintenant.
recovery-kept = Je les ai gardés
prove-title = Est-ce bien vous ?
prove-text = Saisissez encore votre mot de passe pour changer votre façon de vous connecter.
prove-wrong = Ce n’est pas votre mot de passe.
rule-length = Au moins { $n } caractères.
rule-also = Au moins { $n } caractères, dont { $also }.
rule-letter = une lettre
rule-cases = minuscules et majuscules
rule-digit = un chiffre
rule-special = un caractère spécial
password-end-others = Déconnecter tous les autres navigateurs
session-on = { $browser } sur { $system }
session-unknown = Programme inconnu
session-seen = { $when }, depuis { $address }
session-since = Connexion le { $when } ({ $way })
session-end = Déconnecter
session-end-name = Déconnecter : { $name }
session-ended = Déconnecté
sessions-end-others = Déconnecter tous les autres
way-password = mot de passe
way-totp = mot de passe et code
way-recovery = mot de passe et code de secours
way-key = mot de passe et clé
way-passkey = clé d’accès
way-yubico = mot de passe et YubiKey
way-administrator = un administrateur
way-provider = un fournisseur externe
protocol-administrator = Ouvert par un administrateur
last-logins = Dernières connexions
last-logins-text = Par service. Si quelque chose paraît anormal, changez de mot de passe.
protocol-web = Web
protocol-api = Interface de programmation
programs = Programmes ayant accès
programs-text = Ils n’ont besoin d’aucun mot de passe tant que vous ne retirez pas l’accès.
programs-end = Retirer
programs-end-name = Retirer : { $name }
programs-ended = Accès retiré
oauth-title = Autoriser { $client } ?
oauth-wants = Ce programme souhaite :
oauth-lasts = Cela dure jusqu’à ce que vous le retiriez dans les paramètres.
oauth-as = Connecté en tant que { $address }
oauth-other = Utiliser un autre compte
oauth-allow = Autoriser
oauth-deny = Ne pas autoriser
oauth-problem = Impossible de répondre
oauth-wrong = Le programme qui vous a conduit ici a mal formulé sa demande. { $why }
oauth-over = Cela a pris trop de temps. Revenez au programme et recommencez.
oauth-sign-in = Pour continuer vers { $client }
oauth-prove = { $client } veut s’assurer que c’est bien vous.
oauth-scope-openid = savoir que c’est vous
oauth-scope-profile = voir votre nom
oauth-scope-email = voir votre adresse
oauth-scope-mail = lire, modifier et envoyer votre courrier
oauth-scope-dav = lire et modifier vos agendas et contacts
provider-sign-in = Se connecter avec { $name }
provider-failed = Cette connexion n’a rien ouvert
provider-away = Le fournisseur n’a pas pu être interrogé. { $why }

## Receipts

receipt-wanted = { $name } demande un accusé de lecture.
receipt-send = Envoyer l’accusé
receipt-no = Non
receipt-sent = Accusé envoyé
set-push = Aussi quand Hayloft est fermé
set-push-hint = Le message reste ici ; seul l’avis d’une nouveauté passe par le service push du navigateur.
set-push-failed = Les notifications push n’ont pas pu être activées. { $why }
set-offline = Garder le courrier dans ce navigateur
set-offline-hint = Les conversations les plus récentes se lisent sans connexion. À désactiver sur un ordinateur partagé.

## Several mailboxes

accounts = Boîtes aux lettres
account-shared = Partagée avec vous
account-elsewhere = Chez un autre fournisseur
outside = Comptes chez d’autres fournisseurs
outside-text = Le courrier que vous avez chez un autre fournisseur, lu et traité ici. Le mot de passe est conservé chiffré.
outside-add = Ajouter un compte
outside-remove = Retirer { $address }
outside-fault = Injoignable : { $why }
outside-login = Nom d’utilisateur là-bas
outside-imap = Courrier entrant (IMAP)
outside-smtp = Courrier sortant (SMTP)
outside-host = Serveur
outside-port = Port
outside-tls = Chiffrement
mail-sign-in = Se connecter chez { $name }
mail-sign-in-text = Aucun mot de passe n’est nécessaire : vous vous connectez chez { $name } et permettez de lire et d’envoyer votre courrier d’ici.
mail-sign-in-password = Utiliser plutôt un mot de passe
mail-sign-in-over = Reconnectez-vous là-bas : l’accès a pris fin.
mail-sign-in-again = Se reconnecter
mail-sign-in-none = Aucun fournisseur n’est inscrit pour ce compte.
sync = Courrier relevé ailleurs
sync-text = Le courrier d’un autre serveur est copié régulièrement dans cette boîte, chaque message une seule fois.
sync-add = Relever du courrier
sync-remove = Ne plus relever { $name }
sync-login = Adresse ou nom d’utilisateur là-bas
sync-minutes = Minutes entre deux relevés
sync-running = En cours
sync-never = Pas encore exécuté
sync-well = { $when } : { $n } copiés
sync-failed = { $when } : échec ({ $why })
providers = Fournisseurs de courrier ailleurs
providers-text = Là où se connectent, au lieu de donner un mot de passe, ceux qui ont du courrier ailleurs. Inscrivez d’abord ce serveur là-bas et reprenez ce qu’on vous donne.
providers-add = Ajouter un fournisseur
providers-grants = { $n } connectés
providers-kind = Fournisseur
providers-other = Un autre
providers-client = Identifiant client
providers-secret = Secret client
providers-secret-kept = inchangé
providers-domains = Domaines des adresses auxquelles il est proposé
providers-authorize = Où l’on se connecte (URL)
providers-token = Où l’on obtient les jetons (URL)
providers-scopes = Portées
providers-redirect = URI de redirection à inscrire là-bas :
providers-remove-text = Les comptes et relevés qui s’y connectent ne pourront plus être joints.

## Comment va le serveur (administration)

settings-server = Ce serveur
server-well = Tout fonctionne.
server-queue = En route
server-deferred = { $n ->
    [0] rien n’attend
    [one] un message attend un nouvel essai
   *[other] { $n } messages attendent un nouvel essai
  }
server-quarantine = En quarantaine
server-refused-signins = Connexions refusées, 15 minutes
server-banned = { $n ->
    [0] personne n’est bloqué
    [one] un réseau est bloqué
   *[other] { $n } réseaux sont bloqués
  }
server-disk = Libre pour le courrier
server-day = Courrier des dernières 24 heures
server-day-text = { $taken } acceptés, { $refused } refusés
server-taken = acceptés
server-refused = refusés
server-services = Services
server-memory = Ensemble, ils occupent { $size } de mémoire.
server-rspamd = Les pages propres à Rspamd
server-restarts = { $n ->
    [one] redémarré une fois
   *[other] redémarré { $n } fois
  }
server-down = ne répond pas
server-bans = Bloqués
server-until = jusqu’au { $when }
server-dns = Enregistrements DNS
server-dns-text = Demande aux serveurs de noms de chaque domaine ce dont les logiciels de messagerie et les autres serveurs ont besoin.
server-dns-check = Vérifier maintenant
server-dns-unknown = personne ne répond
server-dns-wrong = { $n ->
    [0] tout va bien
    [one] un enregistrement est à revoir
   *[other] { $n } enregistrements sont à revoir
  }

## Programs of others (administrators)

settings-oauth = Programmes tiers
oauth-clients-text = D’autres programmes et sites où l’on se connecte avec son compte d’ici, par OpenID Connect ou OAuth 2. Chacun décide pour son compte ; ce que vous permettez ici est le maximum qu’un programme peut demander.
oauth-clients-none = Aucun pour l’instant.
oauth-client-add = Ajouter un programme
oauth-client-change = Modifier { $name }
oauth-client-remove = Supprimer { $name }
oauth-client-remove-text = Il ne pourra plus connecter personne, et tous les accès qui lui ont été donnés prennent fin.
oauth-client-remove-yes = Supprimer
oauth-client-removed = Programme supprimé
oauth-client-off = Désactivé
oauth-client-name = Nom que les gens lisent
oauth-client-redirects = Adresses de retour, une par ligne
oauth-client-may = Il peut demander à
oauth-client-trusted = Notre propre programme : ne pas demander
oauth-client-active = En service
oauth-client-public = Une application qui ne peut garder un secret
oauth-client-renew = Nouveau secret
oauth-client-revoke = Mettre fin à tous les accès
oauth-client-made = Pour les réglages du programme
oauth-client-once = Copiez le secret maintenant : il n’est montré que cette fois.

## Junk mail, and addresses for a time

settings-junk = Indésirables
settings-addresses = Adresses temporaires
junk-score = Sévérité
junk-score-text = Le serveur donne à chaque message des points pour ce qu’il a de suspect. Plus bas, c’est plus sévère.
junk-from = Va aux indésirables à partir de
junk-refused-from = Refusé à partir de
junk-usual = Comme sur le serveur
junk-try = Qu’aurait-il attrapé ?
junk-week = Des { $total } messages de la semaine passée, { $junk } seraient allés aux indésirables et { $refused } auraient été refusés.
junk-allow = Jamais indésirable
junk-allow-text = Leur courrier entre, quels que soient ses points.
junk-deny = Toujours refusé
junk-deny-text = Leur courrier n’entre pas.
junk-who = Adresse ou domaine
held = Retenus
held-text = Courrier pour vous qui a été refusé. Il est gardé quelque temps, au cas où ce serait une erreur.
held-none = Rien n’est retenu.
held-release = Laisser entrer : { $subject }
held-remove = Supprimer : { $subject }
held-release-short = Laisser entrer
held-remove-short = Supprimer
held-released = Il arrive dans la boîte de réception et le filtre en apprend
held-removed = Message supprimé
held-score = { $when } · { $score } points
held-virus = { $when } · virus
held-often = Me prévenir par courriel
held-often-never = Jamais
held-often-hourly = Toutes les heures
held-often-daily = Tous les jours
held-often-weekly = Toutes les semaines
held-kind = À propos de
held-kind-reject = Ce qui a été refusé
held-kind-add-header = Ce qui est allé aux indésirables
held-kind-all = Les deux
timed-text = Une adresse que personne ne devine, pour une boutique ou un formulaire. Son courrier vous arrive jusqu’à sa fin ; vous pouvez aussi écrire avec elle.
timed-none = Aucune pour l’instant.
timed-what = À quoi elle sert
timed-span = Combien de temps elle dure
timed-make = Créer l’adresse
timed-made = Adresse créée
timed-remove = Supprimer l’adresse { $address }
timed-removed = Adresse supprimée
timed-extend = Combien de temps { $address } dure à partir de maintenant
timed-change = Prolonger…
timed-until = Jusqu’au { $when }
timed-over = Terminée le { $when }
timed-1 = Une heure
timed-24 = Un jour
timed-168 = Une semaine
timed-720 = 30 jours
timed-8760 = Un an
timed-87600 = Dix ans
timed-ever = Pour toujours
mail-shared-mark = D’autres voient ce courrier
settings-smime = Courrier signé et chiffré
smime-keys = Vos clés
smime-keys-text = Avec une clé S/MIME, vous signez vos messages et lisez ceux qui ont été chiffrés pour vous. La clé est conservée scellée sur le serveur et n’est jamais communiquée. Gardez les clés expirées : elles ouvrent les anciens messages.
smime-keys-none = Vous n’avez pas encore de clé.
smime-issuer = Délivrée par { $issuer }
smime-until = Valable jusqu’au { $date }
smime-expired = Expirée le { $date } ; elle ouvre encore les anciens messages
smime-remove = Supprimer la clé de { $name }
smime-remove-text = Les messages chiffrés pour cette clé ne pourront plus être lus ici.
smime-remove-do = Supprimer
smime-add = Ajouter une clé
smime-add-text = Le fichier reçu de votre autorité de certification ou enregistré depuis un autre logiciel : avec le certificat et la clé privée.
smime-file = Fichier (.p12 ou .pfx)
smime-password = Mot de passe du fichier
smime-added = La clé a été ajoutée.
smime-usual = Nouveaux messages
smime-usual-text = Ce qui est fait des messages de chacune de vos adresses, sauf si vous en décidez autrement en écrivant.
smime-usual-plain = Ni signer ni chiffrer
smime-usual-sign = Signer
smime-usual-encrypt = Signer et chiffrer
smime-sign = Signer (S/MIME)
smime-encrypt = Chiffrer (S/MIME)
smime-sign-off = Ne pas signer
smime-encrypt-off = Ne pas chiffrer
smime-signed = Signé
smime-encrypted = Chiffré
encrypted-why = Personne n’a pu lire ce message en chemin.
encrypted-unproven = Personne n’a pu lire ce message en chemin, mais rien ne prouve qu’il n’a pas été modifié. Les images distantes restent bloquées.
smime-no-key = Ce message est chiffré et aucune de vos clés ne l’ouvre.
smime-broken = Ce message ne peut pas être ouvert : il a été endommagé ou modifié.
smime-too-large = Ce message est trop volumineux pour être ouvert ici.
smime-unsupported = Ce message S/MIME ne contient rien qui puisse être affiché.
why-smime-key = Vous n’avez pas de clé valable pour cette adresse d’expéditeur.
why-smime-certificate = Pour chiffrer, il faut un certificat de { $what }. Un message signé de leur part l’apporte.
why-smime-bcc = Un message chiffré montre tous ses destinataires ; il ne peut pas partir en copie cachée.
why-smime-password = Ce mot de passe n’ouvre pas le fichier.
why-smime-file = Ce fichier ne contient pas de clé privée avec son certificat.
why-smime-yours = Le certificat ne mentionne aucune de vos adresses.
settings-openpgp = Clés OpenPGP
pgp-keys = Vos clés OpenPGP
pgp-keys-text = Avec une clé OpenPGP, vous signez vos messages et lisez ce qui a été chiffré pour vous. Le serveur la garde verrouillée par votre phrase secrète, qui ne quitte jamais ce navigateur. Conservez les anciennes clés : elles ouvrent les anciens messages.
pgp-others = Clés des autres
pgp-others-text = Les messages à ces personnes peuvent être chiffrés. Marquez une clé comme vérifiée après avoir comparé son empreinte avec son propriétaire.
pgp-others-none = Aucune clé des autres n’est encore connue.
pgp-remove-text = Les messages à cette personne ne peuvent plus être chiffrés avec elle, et ses signatures deviennent inconnues.
pgp-published = Tout le monde peut la trouver par votre adresse
pgp-verified = Vérifiée par vous
pgp-from-imported = Importée
pgp-from-autocrypt = Reçue avec un message (Autocrypt)
pgp-from-wkd = De l’annuaire de son domaine
pgp-key-menu = Clé de { $name }
pgp-export = Enregistrer la clé publique
pgp-export-secret = Enregistrer la clé secrète
pgp-publish = La rendre trouvable par tous
pgp-mutual = Demander aux autres de chiffrer
pgp-verify = Vérifiée
pgp-make = Créer une clé
pgp-make-text = La clé est créée dans ce navigateur. Personne ne peut retrouver une phrase secrète oubliée : enregistrez la clé secrète en lieu sûr.
pgp-made = La clé a été créée.
pgp-address = Pour l’adresse
pgp-passphrase = Phrase secrète
pgp-passphrase-again = Phrase secrète, encore une fois
pgp-passphrase-short = La phrase secrète doit avoir au moins 8 caractères.
pgp-passphrase-wrong = Cette phrase secrète n’ouvre pas la clé.
pgp-import = Importer des clés
pgp-import-text = Des clés publiques d’autres personnes, ou une clé secrète enregistrée depuis un autre programme.
pgp-file = Fichier de clé
pgp-text = Ou la clé en texte
pgp-import-passphrase = Sa phrase secrète, si c’est une clé secrète
pgp-import-none = Il n’y a pas de clé OpenPGP ici.
pgp-import-unlocked = Cette clé secrète n’a pas de phrase secrète. Indiquez celle qu’elle aura ici.
pgp-import-useless = Cette clé ne contient aucune adresse valable.
pgp-import-revoked = Cette clé a été révoquée par son propriétaire.
pgp-not-yours = La clé ne mentionne aucune de vos adresses.
pgp-imported = { $n ->
    [one] Une clé a été importée.
   *[other] { $n } clés ont été importées.
  }
pgp-encrypted-why = En chemin, seuls ses destinataires pouvaient le lire
pgp-signed-known = Signé, clé vérifiée
pgp-signed-verified = Signé par la clé { $print }, que vous avez vérifiée
pgp-signed-why = Signé par la clé { $print } de cette adresse ; vous ne l’avez pas vérifiée
pgp-signed-unknown = Signature inconnue
pgp-signed-unknown-why = Signé par une clé inconnue ici
pgp-signed-altered = La signature ne correspond pas : le message a été modifié après coup, ou la signature est abîmée.
pgp-signed-other = Signé par une clé qui n’appartient pas à { $email }.
pgp-no-key = Ce message est chiffré avec OpenPGP, et aucune de vos clés ne l’ouvre.
pgp-locked = Votre phrase secrète ouvre ce message.
pgp-no-integrity = Ce message n’est pas protégé contre les modifications et n’est pas ouvert : qui l’a modifié pourrait apprendre son contenu.
pgp-failed = Le message n’a pas pu être chargé pour être ouvert.
pgp-opening = Ouverture…
pgp-unlock = Déverrouiller
pgp-all-want = Tout le monde ici souhaite du courrier chiffré.
pgp-sign = Signer (OpenPGP)
pgp-encrypt = Chiffrer (OpenPGP)
pgp-sign-locked = Pour signer, déverrouillez votre clé.
why-pgp-locked = Votre clé OpenPGP est verrouillée : il faut sa phrase secrète.
why-pgp-key = Pour chiffrer, il faut une clé OpenPGP de { $what }.
