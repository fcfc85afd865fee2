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
upload-offline = Upload failed: no connection
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
no-subject-title = Send without a subject?
no-subject-text = The message has no subject. People may overlook it.
send-failed = Not sent. { $why }
send-failed-offline = Not sent: no connection to the server. The message stays here.
send-failed-files = Not sent: a file could not be uploaded. Try it again or remove it.
send-failed-address = “{ $text }” is not an email address.
send-failed-norecipients = Add at least one recipient. { $why }
send-failed-invalidrecipients = Not sent: the server does not accept a recipient. { $why }
send-failed-forbiddentosend = Not sent: you may not send now. { $why }
send-failed-forbiddenfrom = Not sent: you may not send from this address. { $why }
send-failed-toolarge = Not sent: the message is too large. { $why }
send-failed-overquota = Not sent: your mailbox is full. { $why }
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
