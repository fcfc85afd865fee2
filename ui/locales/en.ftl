app-name = Hayloft
apps = Apps
app-mail = Mail
app-mail-unread = Mail, { $n } unread
home = Home
skip = Skip to content
sidebar = Mail folders
loading = Loading
close = Close
cancel = Cancel
retry = Try again
more = More
or = or
refresh = Check for new mail
dismiss = Dismiss
notices = Notices

## Signing in

sign-in-title = Sign in to Hayloft
sign-in-login = Email address
sign-in-password = Password
show-password = Show password
hide-password = Hide password
sign-in = Sign in
signing-in = Signing in…
sign-in-empty = Enter your email address and your password.
sign-in-wrong = The email address or the password is wrong.
sign-in-offline = The server cannot be reached. Check your connection and try again.
sign-in-server = The server could not answer just now. Try again in a moment.
sign-in-throttled = Too many attempts. Try again in { $n ->
    [one] one second
   *[other] { $n } seconds
  }.
sign-in-throttled-minutes = Too many attempts. Try again in { $n } minutes.
sign-in-by-password = Sign in with a password
look-help = Help
signed-out-title = Sign in again
signed-out-text = Your session has ended. Nothing you typed is lost: sign in and go on.
sign-out = Sign out
sign-out-everywhere = Sign out everywhere
sign-out-failed = Signing out failed: the server cannot be reached. You are still signed in.
account-of = { $initials }, account of { $name }
start-failed = Hayloft could not start
start-offline = The server cannot be reached. Check your connection.
start-error = The server answered with an error. { $why }

## Appearance and live state

theme = Theme
theme-system = System
theme-light = Light
theme-dark = Dark
live-live = Live
live-live-title = Changes arrive at once
live-connecting = Connecting
live-connecting-title = Connecting to the server
live-offline = Offline
live-offline-title = No connection; trying again

## Folders

folders = Folders
folder-inbox = Inbox
folder-starred = Starred
folder-snoozed = Snoozed
folder-scheduled = Scheduled
folder-sent = Sent
folder-drafts = Drafts
folder-archive = Archive
folder-junk = Junk
folder-trash = Trash
folder-unread = unread
folder-messages = in all
folder-missing = This folder no longer exists.

## List

conversations-region = Conversations
conversations = { $n ->
    [one] 1 conversation
   *[other] { $n } conversations
  }
conversation-actions = Conversation actions
quick-filters = Quick filters
filter-all = All
filter-unread = Unread
filter-starred = Starred
filter-files = With files
search-title = Search
search-placeholder = Search mail
clear-search = Clear search
show-all = Show all
empty-inbox = Nothing in your inbox. New mail appears here by itself.
empty-folder = Nothing here.
empty-starred = Nothing starred. Press S on a conversation to find it here later.
empty-search = Nothing found for “{ $q }”. Junk and Trash are left out; add in:anywhere to look there too.
empty-unread = Nothing unread.
empty-files = Nothing with files.
list-offline = The list cannot be loaded: no connection to the server.
list-failed = The list cannot be loaded. { $why }
no-subject = (no subject)
no-recipient = (no recipient)
unknown-sender = (unknown sender)
you = you
you-start = You
to-people = To: { $names }
draft-mark = Draft
row-unread = unread
row-count = { $n } messages
row-starred = starred
row-files = with files
row-answered = answered
row-failed = change refused: { $why }
selected = { $n } selected
selection-actions = Actions for the selection
move-to = Move to
find-folder = Find a folder

## Conversation

conversation = Conversation
nothing-open = Pick a conversation to read it here.
conversation-offline = The conversation cannot be loaded: no connection to the server.
conversation-failed = The conversation cannot be loaded. { $why }
conversation-gone = This conversation no longer exists.
earlier-messages = { $n } earlier messages
position = { $n } of { $total }
newer = Newer
older = Older
not-junk = Not junk
reply-hint = Reply…
reply-everyone = Reply to everyone…
message-from = Message from { $name }
message-actions = Message actions
message-body = Message text
message-failed = This message cannot be shown. Download it from the menu instead.
fold-message = Fold this message
star-message = Star this message
unstar-message = Remove star
download-message = Download message
to-list = to { $names }
to-some = to { $names } and { $n } more
to-nobody = to nobody named
quoted-text = Quoted text
images-blocked = Remote images are blocked to protect your privacy.
light-card = This message is made for a light page.
darken = Darken
as-sent = As sent
body-truncated = This message is very long; the rest is in the downloaded message.
attachments = { $n ->
    [one] 1 attachment
   *[other] { $n } attachments
  }
unnamed-file = Unnamed file
download-file = Download { $name }
draft-here = This is a draft. Only you can see it.
continue-writing = Continue writing

## What was done

archived = { $n ->
    [one] Conversation archived
   *[other] { $n } conversations archived
  }
trashed = { $n ->
    [one] Conversation moved to Trash
   *[other] { $n } conversations moved to Trash
  }
draft-trashed = { $n ->
    [one] Draft moved to Trash
   *[other] { $n } drafts moved to Trash
  }
junked = { $n ->
    [one] Conversation moved to Junk
   *[other] { $n } conversations moved to Junk
  }
unjunked = { $n ->
    [one] Not junk: conversation back in the inbox
   *[other] Not junk: { $n } conversations back in the inbox
  }
moved = { $n ->
    [one] Conversation moved to { $folder }
   *[other] { $n } conversations moved to { $folder }
  }
marked-read = { $n ->
    [one] Marked as read
   *[other] { $n } conversations marked as read
  }
marked-unread = { $n ->
    [one] Marked as unread
   *[other] { $n } conversations marked as unread
  }
destroyed = { $n ->
    [one] Conversation deleted
   *[other] { $n } conversations deleted
  }
destroy-title = { $n ->
    [one] Delete this conversation forever?
   *[other] Delete { $n } conversations forever?
  }
destroy-text = It is removed from the server and cannot be brought back.
destroy-yes = Delete forever
undo = Undo
undone = Undone
undo-spoken = { $text }. Undo with Z.
failed-offline = No connection to the server. Nothing was changed.
failed-change = The server refused this, so it was taken back. { $why }
part-failed = This cannot be loaded. { $why }
why-offline = The server cannot be reached.
why-busy = The server is busy. Try again in a moment.
why-server = Something went wrong at the server. Try again later.
why-unavailable = Another server that is needed for this cannot be reached now.
why-forbidden = You may not do this.
why-gone = It is not there any more.
why-exists = There is one of this name already.
why-changed = It was changed elsewhere in the meantime.
why-used = It is still in use.
why-messages = There are messages in it.
why-invalid = The server does not take it like this.
why-invalid-in = Not as it should be: { $what }.
why-missing = Something is missing.
why-missing-in = Missing: { $what }.
why-address = This is not an email address.
why-nobody = There is no such person or group here.
why-search = The server cannot search for this.
why-full = There is no room for more.
why-mailbox-full = Your mailbox is full.
why-large = It is too large.
why-often = That was too much in a short time. Try again later.
why-much = That is too much at once.
why-labels = It would have too many labels.
why-folders = It would be in too many folders.
why-no-message = This is not a message.
why-redirect = Each address is a whole one that begins with https://.
why-client = It is not registered here.
why-client-address = The address that it wants you to go back to is not registered here.
why-provider = The provider did not sign you in.
why-provider-wrong = What came back does not prove that it is from the provider.
why-provider-mailbox = There is no mailbox here for the address that the provider tells.
why-provider-address = The provider tells no address of yours that it has verified.
why-provider-other = That mailbox does not belong to this sign-in at the provider.
why-provider-over = This sign-in is over or began elsewhere. Begin again.
why-provider-lasting = The provider lets us in for a moment only. Its administrator here has to ask for more (offline_access).
why-recipients-many = There are too many recipients.
why-recipients-none = There is no recipient.
why-recipients = The server does not accept { $what }.
why-from = You may not send from this address.
why-sending = You may not send now.
why-sent = It has been sent already.
why-receipt-sent = The receipt has been sent already.
why-sieve = There is a mistake in the script: { $what }
why-sieve-active = The script is in use.
why-list-not-offered = The message does not offer it.
why-list-ambiguous = The message names more than one address for it.
why-list-unsigned = Nothing proves that the address belongs to the list.
why-password-length = It needs at least { $n } characters.
why-password-long = It is too long.
why-password-letter = It needs a letter.
why-password-cases = It needs small and capital letters.
why-password-digit = It needs a digit.
why-password-special = It needs a character that is neither a letter nor a digit.
why-yubico-away = The service that checks YubiKeys does not answer. Sign in another way, or try again later.
why-password-common = Too many people use it, so it would be guessed first.
why-password-same = It is the password that you have now.
why-password-old = The password until now is wrong.
no-folder = There is no { $role } folder.
arrived = New message from { $from }: { $subject }
arrived-many = { $n } new messages

## Writing

compose-new = New message
compose-reply = Reply
compose-forward = Forward
compose-draft = Draft
compose-window = Message being written
from = From
to = To
cc = Cc
bcc = Bcc
reply-to = Reply to
subject = Subject
date = Date
message-text = Message text, yours
wrote = On { $date }, { $name } wrote:
forwarded-head = ---------- Forwarded message ----------
draft-saved = Draft saved { $time }
draft-saving = Saving…
draft-failed = Draft not saved; trying again
draft-discarded = Draft discarded
draft-gone = This draft no longer exists.
close-draft = Close, keep draft
minimise = Minimise
full-screen = Full screen
smaller = Smaller
discard = Discard draft
attach = Attach files
remove-file = Remove { $name }
uploading = Uploading { $name }
upload-failed = Upload failed
file-too-large = Too large for this server
remove-recipient = Remove { $name }
recipient-removed = { $name } removed
suggestions = Suggestions
send = Send
send-anyway = Send anyway
send-hint = Ctrl Enter sends
sending = Sending…
sent = Message sent
sent-not-moved = The message was sent, but it is still in Drafts. { $why }
send-failed = Not sent. { $why }
send-failed-offline = Not sent: no connection to the server. The message stays here.
send-failed-files = Not sent: a file could not be uploaded. Try it again or remove it.
send-failed-address = “{ $text }” is not an email address.
send-failed-norecipients = Add at least one recipient.
send-not-ready = Not sent: { $person } has no Drafts folder or no identity.

## Leaving

leave-title = This link goes somewhere else
leave-text = Its text names one site, but it leads to another. Go on only if you know this place:
leave-bad = This link cannot be opened.
leave-back = Back to my mail
leave-go = Open it anyway

## Keyboard

scope-everywhere = Everywhere
scope-list = List
scope-conversation = Conversation or selection
scope-composer = Writing
single-keys = Single keys work without Ctrl
cmd-help = Help and keyboard shortcuts
cmd-search = Search
cmd-compose = New message
cmd-undo = Undo
cmd-go-inbox = Go to Inbox
cmd-go-starred = Go to Starred
cmd-go-sent = Go to Sent
cmd-go-drafts = Go to Drafts
cmd-go-archive = Go to Archive
cmd-next = Next conversation
cmd-previous = Previous conversation
cmd-open = Open conversation
cmd-back = Back to the list
cmd-select = Select
cmd-select-all = Select all
cmd-select-none = Select none
cmd-select-read = Select read
cmd-select-unread = Select unread
cmd-select-starred = Select starred
cmd-select-down = Extend selection down
cmd-select-up = Extend selection up
cmd-archive = Archive
cmd-delete = Delete
cmd-junk = Junk
cmd-star = Star
cmd-move = Move to…
cmd-read = Mark as read
cmd-unread = Mark as unread
cmd-unread-from = Mark as unread from here
cmd-archive-newer = Archive and go to newer
cmd-archive-older = Archive and go to older
cmd-reply = Reply
cmd-reply-all = Reply all
cmd-forward = Forward
cmd-next-message = Next message
cmd-previous-message = Previous message
cmd-unfold = Unfold all messages
cmd-fold = Fold all messages
cmd-up = Up one level
key-send = Send
key-cc = Show Cc
key-bcc = Show Bcc
key-close-draft = Close, draft kept

## Reading, beyond the text

settings = Settings
chunk-failed = This part could not be loaded. Check the connection and try again.
ok = OK
copy = Copy
copied = Copied
verified = Verified sender
verified-why = { $domain } signed this message and our server checked it.
unverified = Not verified
unverified-why = Our server found no proof that this address sent the message.
signed = Signed
signed-why = { $email } signed this message with a certificate of their own; it was not changed since.
signed-not = Signature not valid
warn-failed = This message failed the check of its sender. It probably does not come from { $domain }.
warn-alike = { $domain } looks like { $known }, but it is another domain.
warn-name = The sender calls itself { $name }, but the address is { $email }.
warn-reply = An answer would go to { $email }.
warn-first = This is the first message from { $name } to you.
i-know = I know this sender
images-blocked-for-good = Remote images are blocked to protect your privacy.
show-images = Show images
always-show = Always show
always-from = From { $who }
reply-list = Reply to list
forward-file = Forward as file
edit-as-new = Edit as new
unsubscribe = Unsubscribe
unsubscribed = You are unsubscribed from this list.
unsubscribe-failed = Unsubscribing in one click failed. { $why }
filter-like-this = Filter messages like this
show-source = Message source
source-headers = Headers
source-all = Whole source
save-file = Save
save-all = Save all ({ $size })
save-all-failed = The files could not be saved.
preview-file = Look at { $name }
preview-failed = This file cannot be shown. Save it instead.
preview-previous = Previous file
preview-next = Next file
invitation = Invitation
event-when = When
event-where = Where
event-who = Organizer
event-guests = Guests
event-untitled = Untitled event
event-cancelled = Cancelled
event-by = { $n ->
    [0] by { $name }
    [one] by { $name }, one guest
   *[other] by { $name }, { $n } guests
  }
card-add = Add to contacts
card-added = Added to your contacts
card-failed = The contact could not be added.
row-muted = muted

## Labels, snooze, mute

labels = Labels
cmd-label = Label
label-find = Find or make a label
label-make = Make “{ $name }”
label-none = No labels yet: type a name
label-remove = Remove the label { $name }
label-added = { $n ->
    [one] Labelled { $name }
   *[other] { $n } conversations labelled { $name }
  }
label-removed = { $n ->
    [one] Label { $name } removed
   *[other] Label { $name } removed from { $n } conversations
  }
cmd-snooze = Snooze
snooze-until = Snooze until
snoozed = { $n ->
    [one] Snoozed until { $date }
   *[other] { $n } conversations snoozed until { $date }
  }
unsnooze = Back to the inbox now
unsnoozed = { $n ->
    [one] Back in the inbox
   *[other] { $n } conversations back in the inbox
  }
later-today = Later today
later-evening = This evening
later-tomorrow = Tomorrow morning
later-weekend = At the weekend
later-monday = Monday morning
later-pick = Pick date and time…
later-when = Date and time
later-past = Choose a moment in the future.
later-far = The server keeps messages until { $date } at the latest.
cmd-mute = Mute
muted = { $n ->
    [one] Muted: answers stay out of the inbox
   *[other] { $n } conversations muted
  }
unmuted = { $n ->
    [one] No longer muted
   *[other] { $n } conversations no longer muted
  }
all-starred = { $n } conversations starred
cmd-print = Print
all-selected = All { $n } conversations here are selected.
select-matching = Select all { $n } conversations here
bulk-working = Working on all conversations…

## Folders, in and out

list-menu = List menu
density-comfortable = Comfortable rows
density-cosy = Cosy rows
density-compact = Compact rows
searches = Searches
search-save = Save this search
search-menu = Search { $name }
search-forget = Forget this search
quota = { $used } of { $limit } used
folder-menu = Folder { $name }
folder-name = Name
folder-name-empty = Give the folder a name.
folder-name-taken = There is a folder “{ $name }” already.
folder-make = New folder
folder-make-inside = New folder inside
folder-rename = Rename folder
folder-move = Move folder
folder-moved = Folder { $name } moved
folder-place = Inside
folder-top = (top level)
folder-read = Mark all as read
folder-all-read = Everything in { $name } is read
folder-hide = Hide folder
folder-show = Show folder
folder-hidden = { $name } is under “More folders” now
folders-more = { $n ->
    [one] One more folder
   *[other] { $n } more folders
  }
folder-share = Share folder
folder-share-title = Share { $name }
folder-share-text = They find it among their folders, under your address. A group shares with everybody in it.
share-everybody = Everybody at { $domain }
share-nobody = There is no such person or group here.
share-read = Read
share-mark = Read and mark
share-write = Read and change
share-all = Everything
share-own = As set below
share-details = What { $who } may do, one by one
share-mayreaditems = Read
share-maysetseen = Mark as read
share-maysetkeywords = Star and label
share-mayadditems = Add messages
share-mayremoveitems = Move and delete messages
share-maycreatechild = Make folders inside
share-maydelete = Rename and delete the folder
share-maysubmit = Send to it
share-mayshare = Share it with others
folder-role = Use this folder for…
folder-role-title = What { $name } is for
folder-role-label = What this folder is for
folder-role-none = Nothing special
folder-role-moves = { $name } has this job now and gives it up.
folder-older = Clear out old messages…
folder-older-title = Clear out { $name }
folder-older-than = Older than
folder-older-do = What to do with them
folder-older-move = Move to { $name }
folder-older-found = { $n ->
    [0] No message is that old.
    [one] One message is that old.
   *[other] { $n } messages are that old.
  }
folder-older-go = Clear out
folder-older-done = { $n ->
    [one] One old message cleared out
   *[other] { $n } old messages cleared out
  }
folder-import = Import messages…
folder-export-mbox = Export as mbox
folder-export-zip = Export as zip of .eml
folder-empty = Empty folder
folder-emptied = The folder is empty
folder-empty-title = Empty { $name }?
folder-empty-text = { $n ->
    [one] One message is removed from the server and cannot be brought back.
   *[other] { $n } messages are removed from the server and cannot be brought back.
  }
folder-remove = Delete folder
folder-removed = Folder { $name } deleted
folder-remove-title = Delete the folder { $name }?
folder-remove-text = { $n ->
    [0] It is empty.
    [one] The message in it is deleted as well and cannot be brought back.
   *[other] The { $n } messages in it are deleted as well and cannot be brought back.
  }
folder-has-children = Delete or move the folders inside it first.
import-working = Importing…
imported = { $n ->
    [one] One message imported
   *[other] { $n } messages imported
  }
import-failed = Not everything was imported. { $why }
export-working = Collecting messages…
export-failed = The export failed. { $why }

## Writing, beyond the text

editor-failed = The editor could not be loaded. Close the draft and open it again.
formatting = Formatting
format-bold = Bold
format-italic = Italic
format-underline = Underline
format-strike = Strike through
format-colour = Text colour
format-bullets = Bullets
format-numbers = Numbers
format-quote = Quote
format-unquote = Less quoted
format-link = Link
format-image = Picture
format-more = More formatting
format-large = Large
format-small = Small
format-normal = Normal size
format-rtl = Right to left
format-ltr = Left to right
format-center = Centred
format-clear = Remove formatting
colour-0 = As usual
colour-1 = Red
colour-2 = Orange
colour-3 = Amber
colour-4 = Green
colour-5 = Teal
colour-6 = Blue
colour-7 = Violet
colour-8 = Grey
link-address = Address
link-bad = Enter a web or mail address.
link-set = Set link
link-remove = Remove link
draft-conflict = This draft was also changed elsewhere. Both versions are kept in Drafts.
draft-left = You wrote this in a page that ended before it was saved.
upload-waiting = waiting for the connection
send-later = Send later
scheduled = Goes out { $date }
sending-soon = Sending…
undo-late = Too late: the message is on its way. { $why }
undo-hint = { $n } s to undo after sending
outbox-kept = No connection: the message goes out as soon as there is one.
outbox-sent = Sent: { $subject }
templates = Templates
template-save = Save as template
template-unnamed = Untitled template
compose-more = More options
priority-high = High priority
priority-normal = Normal priority
priority-low = Low priority
receipt-ask = Ask for a read receipt
receipt-on = Receipt
rich-text = Formatted text
plain-text = Plain text
doubt-no-subject-title = Send without a subject?
doubt-no-subject-text = The message has no subject. People may overlook it.
doubt-forgotten-file-title = Forgot a file?
doubt-forgotten-file-text = The text speaks of an attachment, but none is attached.
doubt-no-reply-title = Nobody reads this address
doubt-no-reply-text = A recipient is a no-reply address. The message will probably not be read.
doubt-many-title = Send to so many people?
doubt-many-text = Everybody sees everybody’s address. Use Bcc to keep addresses private.
settings-not-saved = Your settings could not be saved on the server.

## Palette and search

palette = Commands
palette-hint = What do you want to do?
palette-folders = Go to
palette-nothing = Nothing found
cmd-palette = Commands
cmd-go-folder = Go to folder or label…
cmd-go-snoozed = Go to Snoozed
cmd-go-settings = Go to Settings
cmd-reply-large = Reply, full size
cmd-reply-all-large = Reply all, full size
cmd-forward-large = Forward, full size
settings-labels = Labels
search-chips = Parts of this search
search-without = Search without { $what }
search-anywhere = Also Junk and Trash
search-month = Last month

## Settings

add = Add
save = Save
saved = Saved
move-up = Move { $name } up
move-down = Move { $name } down
copy-what = Copy: { $what }
seconds = { $n } seconds
settings-appearance = Appearance
settings-mail = Reading and writing
settings-identities = Names and signatures
settings-templates = Templates
settings-filters = Filters and forwarding
settings-vacation = Away message
settings-notifications = Notifications
settings-privacy = Privacy
settings-security = Security
settings-clients = Connect a program
settings-shortcuts = Keyboard
settings-import = Import and export
set-look = Look
set-density = Rows of the list
set-darken = Darken messages
set-darken-hint = In the dark theme, also messages that are made for a light page.
set-region = Language and region
set-language = Language
set-language-auto = As the browser says
set-zone = Time zone
set-zone-auto = As this device ({ $zone })
set-reading = Reading
set-read = Mark as read
set-read-now = When opened
set-read-after = After { $n } seconds
set-read-never = Only by hand
set-receipts = When a sender asks for a read receipt
set-receipts-hint = Nothing is ever sent without asking.
set-receipts-ask = Say so
set-receipts-never = Ignore it
set-writing = Writing
set-undo = Time to undo sending
set-undo-none = None
set-plain = Write plain text
set-plain-hint = Without formatting; each message can still be switched.
set-collect = Remember people you write to
set-collect-hint = { $n ->
    [0] They are suggested when you write again.
    [one] One address remembered.
   *[other] { $n } addresses remembered.
  }
set-collect-clear = Forget remembered addresses
set-swipes = Swiping
set-swipes-text = On a phone, in the list.
set-swipe-start = Forward (to the right)
set-swipe-end = Back (to the left)
set-swipe-none = Nothing
set-identities-text = An answer goes out under the address that the message came to.
set-default-identity = For new messages
set-name = Name
set-signature = Signature
set-text = Text
set-folder = Folder
set-templates-text = Insert them while writing. { "{name}" }, { "{first}" }, { "{date}" } and { "{subject}" } are filled in.
template-new = New template
template-remove = Delete the template { $name }
template-removed = Template deleted
set-labels-text = Labels are IMAP keywords: other mail programs see them too.
label-new = New label
label-name = Name of { $name }
label-colour = Colour of { $name }
label-delete = Delete the label { $name }
label-deleted = Label { $name } deleted; messages keep the keyword
hue-1 = Blue
hue-2 = Green
hue-3 = Orange
hue-4 = Violet
hue-5 = Rose
hue-6 = Teal
hue-7 = Amber
hue-8 = Grey
set-notices = Desktop notifications
set-notices-text = For this browser, while Hayloft is open and not in front.
set-notices-on = Show notifications
set-notices-hint = The browser asks once for your permission.
set-notices-none = This browser has no notifications.
set-notices-refused = The browser refused. Allow notifications for this site in its settings.
set-notices-folders = For new mail in
mail-shared = People who see your mail
mail-shared-text = They have your folders beside their own. A group shares with everybody in it.
mail-shared-none = Nobody but you.
mail-shared-add = Let somebody in
mail-shared-who = Person or group
mail-shared-right = What { $who } may do
mail-shared-send = How { $who } may send
mail-shared-remove = No longer share with { $who }
mail-right-read = Read
mail-right-write = Read and change
mail-send-no = Not send
mail-send-behalf = Send on your behalf
mail-send-as = Send as you
privacy-images = Remote images
privacy-images-text = These senders may always show them. They come through this server, never straight from the sender.
privacy-trusted = Known senders
privacy-trusted-text = You said that you know them: no warnings for these addresses.
privacy-nobody = Nobody yet.
privacy-domain = everybody at { $domain }
privacy-remove = Remove { $who }
set-shortcuts-text = Gmail’s keys, where Gmail has one. Press ? anywhere to see them.
set-import-text = .eml, .mbox and .zip of them come in; a folder goes out as one file.
set-vacation-text = Answers people who write to you while you are away, each one once in a while.
set-vacation-on = Answer automatically
set-vacation-from = From
set-vacation-to = Until
set-vacation-order = The end must come after the beginning.
filters-text = Rules are carried out by the server when mail arrives, whatever program you read it with.
filters-none = No rules yet.
filter-refused = The server refused this. { $why }
filter-new = New rule
filter-edit = Rule
filter-on = Rule { $name } is on
filter-remove = Delete the rule { $name }
filter-removed = Rule deleted
filters-rules = Rules
filter-script = Script of your own
filter-edit-script = Edit the script
filter-sieve = Sieve script
filter-own = For those who write Sieve. It runs after the rules, which never touch it.
filter-need-name = Give the rule a name.
filter-need-test = Fill in what to look for.
filter-need-action = Choose what to do.
filter-need-folder = Choose a folder.
filter-need-label = Make a label first, in Settings, Labels.
filter-when = When
filter-when-all = When all of these are true
filter-when-any = When any of these is true
filter-then = Then
filter-add-test = And…
filter-add-action = And also…
filter-remove-test = Remove this condition
filter-remove-action = Remove this action
filter-try = What would it catch?
filter-caught = { $n ->
    [0] Of the mail that is here: nothing.
    [one] Of the mail that is here, one message: { $subjects }
   *[other] Of the mail that is here, { $n } messages, the newest: { $subjects }
  }
filter-field = Part of the message
filter-field-from = Sender
filter-field-recipient = Recipient
filter-field-subject = Subject
filter-field-body = Text
filter-field-list = Mailing list
filter-field-header = Header
filter-field-size = Size
filter-field-attachment = Has an attachment
filter-header = Name of the header
filter-match = How
filter-match-contains = contains
filter-match-not-contains = does not contain
filter-match-is = is
filter-match-not-is = is not
filter-match-startswith = begins with
filter-match-endswith = ends with
filter-match-over = is over
filter-match-under = is under
filter-value = What
filter-action = Action
filter-do-move = Move to
filter-do-copy = Copy to
filter-do-label = Label
filter-do-flag = Star
filter-do-markread = Mark as read
filter-do-forward = Forward a copy to
filter-do-redirect = Forward to, keep nothing
filter-do-reject = Reject with the words
filter-do-delete = Move to Trash
filter-do-discard = Delete without a trace
filter-do-stop = Stop: no further rules
filter-choose = Choose…
filter-address = Address to forward to
filter-reject-text = Words for the sender
clients-account = Your account
clients-text = Most programs need only your address: they find the rest by themselves.
clients-user = User name
clients-password = Best with an app password, one for each program.
clients-mail = Mail servers
clients-none = The server did not tell. Ask your administrator.
clients-dav = Calendars and contacts
clients-dav-text = One address for both.
clients-phones = Phones
clients-phones-text = Point the camera at it. The phone asks for your address and a password: an app password is best.
clients-apple = iPhone, iPad: mail, calendars and contacts
clients-android = Android with DAVx5: calendars and contacts
password-text = For signing in here.
password-old = Password until now
password-new = New password
password-again = New password again
password-differ = The two new passwords differ.
password-change = Change password
password-changed = Your password is changed.
password-refused = The password was not changed. { $why }
app-passwords = App passwords
app-passwords-text = A password for one program only, which can be taken away again.
app-passwords-none = None yet.
app-password-new = New app password
app-password-for = For which program?
app-password-example = Thunderbird at home
app-password-may = It may use
app-password-make = Make password
app-password-made = Your app password
app-password-once = Copy it now: it is shown only this once.
app-password-used = Last used { $when }
app-password-remove = Delete the app password { $name }
app-password-removed = App password deleted
protocol-imap = Mail (IMAP)
protocol-smtp = Sending (SMTP)
protocol-dav = Calendars, contacts
protocol-pop3 = Mail (POP3)
protocol-sieve = Filters (Sieve)
protocol-jmap = JMAP
sessions = Browsers signed in
sessions-text = Signing out everywhere ends them all, this one too.
sessions-this = this one
sign-in-over = That took too long. Start again.
forgot = Forgot your password?
forgot-text = We mail a link to your recovery address, if your account has one.
forgot-send = Send the link
forgot-sent = If this account has a recovery address, a link is on its way there. It is good for 15 minutes.
forgot-back = Back to sign-in
reset-title = Choose a new password
reset-text = This link works once. Whoever is signed in to this account is signed out when the new password is set.
reset-over = This link was used already, or is too old. Ask for another one.
recovery-address = Recovery address
recovery-address-text = If you forget your password, a link to choose a new one goes to this address.
code = Code
code-hint = Six digits from your authenticator app.
code-hint-recovery = Six digits from your authenticator app, or a recovery code.
code-hint-recovery-only = One of your recovery codes.
code-hint-yubico = With a YubiKey: touch it while the cursor is in the field.
code-empty = Enter the code.
code-wrong = That code is wrong, or it was used already.
key-wrong = That key was not accepted.
key-none = No key answered. Try again.
key-failed = The key could not be used. { $why }
use-key = Use a security key
use-passkey = Use a passkey
step-go = Continue
step-enrol = Your administrator asks for a second step. Set up an authenticator app.
step-new-password = Choose a new password with at least { $n } characters.
step-passkey = Use the fingerprint, face or PIN of this device, or your security key.
step-back = Start again
factors = Two-step sign-in
factors-text = With a second step, your password alone no longer opens this mailbox. Mail programs then need app passwords.
factors-required = Your administrator requires a second step. Mail programs need app passwords.
factor-app = Authenticator app
factor-app-text = An app on your phone shows a new code every 30 seconds.
factor-app-add = Set up an app
factor-app-added = Authenticator app is on
factor-app-off-text = Codes from this app will no longer be asked for.
factor-since = Since { $when }
factor-on = Turn on
factor-off = Turn off
factor-qr = QR code for the authenticator app
factor-scan = Scan it with the app, or type in this secret:
factor-open-app = Open in an app on this device
keys = Security keys and passkeys
keys-text = A passkey signs you in with fingerprint, face or PIN, without a password.
key-add = Add a key
key-added = Key added
key-default = Key { $n }
key-name = Name
key-passkey = Passkey
key-second = Second step
key-rename = Rename { $name }
key-remove = Remove { $name }
key-remove-short = Remove key
key-remove-text = This key will no longer sign you in.
yubico = YubiKeys that type codes
yubico-text = Where security keys do not work: the YubiKey types a code when you touch it.
yubico-add = Add a YubiKey
yubico-touch = Put the cursor here and touch the YubiKey.
yubico-code = Code of the YubiKey
yubico-default = YubiKey { $n }
yubico-kind = Types codes
recovery = Recovery codes
recovery-left = { $n } unused
recovery-new = New codes
recovery-made = The old codes are no longer valid
recovery-text = Each code works once when your phone or key is not at hand. Keep them in a safe place: they are shown only now.
recovery-kept = I have kept them
prove-title = Is it you?
prove-text = Enter your password again to change how you sign in.
prove-wrong = That is not your password.
rule-length = At least { $n } characters.
rule-also = At least { $n } characters, with { $also }.
rule-letter = a letter
rule-cases = small and capital letters
rule-digit = a digit
rule-special = a special character
password-end-others = Sign out all other browsers
session-on = { $browser } on { $system }
session-unknown = Unknown program
session-seen = { $when } from { $address }
session-since = Signed in { $when } ({ $way })
session-end = Sign out
session-end-name = Sign out: { $name }
session-ended = Signed out
sessions-end-others = Sign out all others
way-password = password
way-totp = password and code
way-recovery = password and recovery code
way-key = password and key
way-passkey = passkey
way-yubico = password and YubiKey
way-administrator = an administrator
way-provider = a provider elsewhere
protocol-administrator = Opened by an administrator
last-logins = Last sign-ins
last-logins-text = By service. If something looks wrong, change your password.
protocol-web = Web
protocol-api = Programming interface
programs = Programs with access
programs-text = They need no password until you take the access back.
programs-end = Take back
programs-end-name = Take back: { $name }
programs-ended = Access taken back
oauth-title = Allow { $client }?
oauth-wants = This program wants to:
oauth-lasts = This lasts until you take it back in the settings.
oauth-as = Signed in as { $address }
oauth-other = Use another account
oauth-allow = Allow
oauth-deny = Do not allow
oauth-problem = This cannot be answered
oauth-wrong = The program that led you here asked in a wrong way. { $why }
oauth-over = This took too long. Go back to the program and begin again.
oauth-sign-in = To go on to { $client }
oauth-prove = { $client } wants to be sure that it is you.
oauth-scope-openid = know that it is you
oauth-scope-profile = see your name
oauth-scope-email = see your address
oauth-scope-mail = read, change and send your mail
oauth-scope-dav = read and change your calendars and contacts
provider-sign-in = Sign in with { $name }
provider-failed = This sign-in opened nothing
provider-away = The provider could not be asked. { $why }

## Receipts

receipt-wanted = { $name } asks for a read receipt.
receipt-send = Send receipt
receipt-no = No
receipt-sent = Receipt sent
set-push = Also when Hayloft is closed
set-push-hint = The message itself stays here; only that there is news goes through the browser’s push service.
set-push-failed = Push could not be switched on. { $why }
set-offline = Keep mail in this browser
set-offline-hint = The newest conversations can be read without a connection. Switch it off on a computer that others use.

## Several mailboxes

accounts = Mailboxes
account-shared = Shared with you
account-elsewhere = With another provider
outside = Mail accounts elsewhere
outside-text = Mail that you have with another provider, read and answered from here. The password is kept encrypted.
outside-add = Add an account
outside-remove = Remove { $address }
outside-fault = Could not be reached: { $why }
outside-login = User name there
outside-imap = Incoming mail (IMAP)
outside-smtp = Outgoing mail (SMTP)
outside-host = Server
outside-port = Port
outside-tls = Encryption
mail-sign-in = Sign in at { $name }
mail-sign-in-text = No password is needed: you sign in at { $name } and allow your mail to be read and sent from here.
mail-sign-in-password = Use a password instead
mail-sign-in-over = Sign in there again: access has ended.
mail-sign-in-again = Sign in again
mail-sign-in-none = No provider is registered for this account.
sync = Mail fetched from elsewhere
sync-text = Mail of another server is copied into this mailbox again and again, each message once.
sync-add = Fetch mail
sync-remove = Stop fetching from { $name }
sync-login = Address or user name there
sync-minutes = Minutes between two runs
sync-running = Running now
sync-never = Has not run yet
sync-well = { $when }: { $n } copied
sync-failed = { $when }: failed ({ $why })
providers = Mail providers elsewhere
providers-text = Where people who have mail elsewhere sign in instead of giving a password. Register this server there first and copy what you are given.
providers-add = Add a provider
providers-grants = { $n } signed in
providers-kind = Provider
providers-other = Another
providers-client = Client ID
providers-secret = Client secret
providers-secret-kept = unchanged
providers-domains = Domains of addresses that are offered it
providers-authorize = Where people sign in (URL)
providers-token = Where tokens are given (URL)
providers-scopes = Scopes
providers-redirect = Redirect URI to register there:
providers-remove-text = Accounts and jobs that sign in there can no longer be reached.

## How the server is (administrators)

settings-server = This server
server-well = Everything works.
server-queue = On its way
server-deferred = { $n ->
    [0] nothing waits
    [one] one waits for another attempt
   *[other] { $n } wait for another attempt
  }
server-quarantine = In quarantine
server-refused-signins = Refused sign-ins, 15 minutes
server-banned = { $n ->
    [0] nobody is kept out
    [one] one network is kept out
   *[other] { $n } networks are kept out
  }
server-disk = Free for mail
server-day = Mail of the last 24 hours
server-day-text = { $taken } taken, { $refused } refused
server-taken = taken
server-refused = refused
server-services = Services
server-memory = Together they take { $size } of memory.
server-rspamd = Rspamd’s own pages
server-restarts = { $n ->
    [one] started again once
   *[other] started again { $n } times
  }
server-down = away
server-bans = Kept out
server-until = until { $when }
server-dns = DNS records
server-dns-text = Asks the name servers of each domain what mail programs and other servers need.
server-dns-check = Check now
server-dns-unknown = nobody answers
server-dns-wrong = { $n ->
    [0] all is well
    [one] one record needs a look
   *[other] { $n } records need a look
  }

## Programs of others (administrators)

settings-oauth = Programs of others
oauth-clients-text = Other programs and web sites where people sign in with their account here, by OpenID Connect or OAuth 2. Everybody decides about their own account; what you allow here is the most that a program may ask for.
oauth-clients-none = None yet.
oauth-client-add = Add a program
oauth-client-change = Change { $name }
oauth-client-remove = Delete { $name }
oauth-client-remove-text = It can no longer sign anybody in, and every access that people gave it ends.
oauth-client-remove-yes = Delete
oauth-client-removed = Program deleted
oauth-client-off = Switched off
oauth-client-name = Name that people read
oauth-client-redirects = Addresses that people are sent back to, one in each line
oauth-client-may = It may ask to
oauth-client-trusted = Our own program: do not ask people
oauth-client-active = In use
oauth-client-public = An app that cannot keep a secret
oauth-client-renew = New secret
oauth-client-revoke = End all access
oauth-client-made = For the settings of the program
oauth-client-once = Copy the secret now: it is shown only this once.

## Junk mail, and addresses for a time

settings-junk = Junk mail
settings-addresses = Addresses for a time
junk-score = How strict
junk-score-text = The server gives each message points for what is suspicious about it. Lower is stricter.
junk-from = Goes to Junk from
junk-refused-from = Is refused from
junk-usual = As the server has it
junk-try = What would it have caught?
junk-week = Of last week’s { $total } messages here, { $junk } would have gone to Junk and { $refused } would have been refused.
junk-allow = Never junk
junk-allow-text = Mail from them is let in, whatever its points.
junk-deny = Always refused
junk-deny-text = Mail from them does not get in.
junk-who = Address or domain
held = Kept back
held-text = Mail to you that was refused. It is kept for a while, in case it was none.
held-none = Nothing is kept back.
held-release = Let in: { $subject }
held-remove = Delete: { $subject }
held-release-short = Let in
held-remove-short = Delete
held-released = It comes into your inbox, and the filter learns from it
held-removed = Message deleted
held-score = { $when } · { $score } points
held-virus = { $when } · virus
held-often = Tell me by mail
held-often-never = Never
held-often-hourly = Every hour
held-often-daily = Every day
held-often-weekly = Every week
held-kind = Of what
held-kind-reject = What was refused
held-kind-add-header = What went to Junk
held-kind-all = Both
timed-text = An address that nobody can guess, for one shop or one form. Mail to it comes to you until it ends; you can also write under it.
timed-none = None yet.
timed-what = What it is for
timed-span = How long it lasts
timed-make = Make address
timed-made = Address made
timed-remove = Delete the address { $address }
timed-removed = Address deleted
timed-extend = How long { $address } lasts from now on
timed-change = Extend…
timed-until = Until { $when }
timed-over = Ended { $when }
timed-1 = One hour
timed-24 = One day
timed-168 = One week
timed-720 = 30 days
timed-8760 = One year
timed-87600 = Ten years
timed-ever = For good
mail-shared-mark = Others see this mail
settings-smime = Signed and encrypted mail
smime-keys = Your keys
smime-keys-text = With an S/MIME key you sign mail and read what was encrypted for you. The key rests sealed on the server and is never given out. Keep expired keys: they open old mail.
smime-keys-none = You have no key yet.
smime-issuer = Issued by { $issuer }
smime-until = Valid until { $date }
smime-expired = Expired on { $date }; it still opens old mail
smime-remove = Remove the key of { $name }
smime-remove-text = Mail that was encrypted for this key cannot be read here any more.
smime-remove-do = Remove
smime-add = Add a key
smime-add-text = The file that you got from your certificate authority, or saved from another program: with certificate and private key.
smime-file = File (.p12 or .pfx)
smime-password = Password of the file
smime-added = The key was added.
smime-usual = New messages
smime-usual-text = What is done to mail from each of your addresses, unless you choose otherwise when writing.
smime-usual-plain = Neither sign nor encrypt
smime-usual-sign = Sign
smime-usual-encrypt = Sign and encrypt
smime-sign = Sign (S/MIME)
smime-encrypt = Encrypt (S/MIME)
smime-sign-off = Do not sign
smime-encrypt-off = Do not encrypt
smime-signed = Signed
smime-encrypted = Encrypted
encrypted-why = Nobody on the way could read this message.
encrypted-unproven = Nobody on the way could read this message, but nothing proves that it was not changed. Remote images stay blocked.
smime-no-key = This message is encrypted, and none of your keys opens it.
smime-broken = This message cannot be opened: it was damaged or changed.
smime-too-large = This message is too large to be opened here.
smime-unsupported = There is nothing in this S/MIME message that could be shown.
why-smime-key = You have no valid key for this sender address.
why-smime-certificate = To encrypt, a certificate of { $what } is needed. A signed message from them brings it.
why-smime-bcc = Encrypted mail shows all its recipients; it cannot go to blind copies.
why-smime-password = This password does not open the file.
why-smime-file = There is no private key with its certificate in this file.
why-smime-yours = The certificate names none of your addresses.
settings-openpgp = OpenPGP keys
pgp-keys = Your OpenPGP keys
pgp-keys-text = With an OpenPGP key you sign mail and read what was encrypted for you. The server keeps it locked by your passphrase, which never leaves this browser. Keep old keys: they open old mail.
pgp-others = Keys of others
pgp-others-text = Mail to these people can be encrypted. Mark a key as verified when you compared its fingerprint with its owner.
pgp-others-none = No keys of others are known yet.
pgp-remove-text = Mail to this person cannot be encrypted with it any more, and signatures made by it are unknown.
pgp-published = Everybody can find it by your address
pgp-verified = Verified by you
pgp-from-imported = Imported
pgp-from-autocrypt = Came with a message (Autocrypt)
pgp-from-wkd = From the directory of their domain
pgp-key-menu = Key of { $name }
pgp-export = Save the public key
pgp-export-secret = Save the secret key
pgp-publish = Let everybody find it
pgp-mutual = Ask others to encrypt
pgp-verify = Verified
pgp-make = Make a key
pgp-make-text = The key is made in this browser. Nobody can tell you a forgotten passphrase: save the secret key in a safe place.
pgp-made = The key was made.
pgp-address = For the address
pgp-passphrase = Passphrase
pgp-passphrase-again = Passphrase again
pgp-passphrase-short = The passphrase needs at least 8 characters.
pgp-passphrase-wrong = This passphrase does not open the key.
pgp-import = Import keys
pgp-import-text = Public keys of others, or a secret key that you saved from another program.
pgp-file = Key file
pgp-text = Or the key as text
pgp-import-passphrase = Its passphrase, if it is a secret key
pgp-import-none = There is no OpenPGP key in this.
pgp-import-unlocked = This secret key has no passphrase. Give one that it shall have here.
pgp-import-useless = No address that holds is in this key.
pgp-import-revoked = This key was revoked by its owner.
pgp-not-yours = The key names none of your addresses.
pgp-imported = { $n ->
    [one] One key was imported.
   *[other] { $n } keys were imported.
  }
pgp-encrypted-why = On its way nobody but its recipients could read it
pgp-signed-known = Signed, verified key
pgp-signed-verified = Signed by the key { $print }, which you verified
pgp-signed-why = Signed by the key { $print } of this address; you have not verified it
pgp-signed-unknown = Unknown signature
pgp-signed-unknown-why = Signed by a key that is not known here
pgp-signed-altered = The signature does not fit: the message was changed after it was signed, or the signature is broken.
pgp-signed-other = Signed by a key that does not belong to { $email }.
pgp-no-key = This message is encrypted with OpenPGP, and none of your keys opens it.
pgp-locked = Your passphrase opens this message.
pgp-no-integrity = This message is not protected against changes, and is not opened: whoever changed it could learn what it says.
pgp-failed = The message could not be loaded to be opened.
pgp-opening = Opening…
pgp-unlock = Unlock
pgp-all-want = Everybody here wants encrypted mail.
pgp-sign = Sign (OpenPGP)
pgp-encrypt = Encrypt (OpenPGP)
pgp-sign-locked = To sign, unlock your key.
why-pgp-locked = Your OpenPGP key is locked: it needs its passphrase.
why-pgp-key = To encrypt, an OpenPGP key of { $what } is needed.
