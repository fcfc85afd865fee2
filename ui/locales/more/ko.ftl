app-name = Hayloft
apps = 앱
app-mail = 메일
app-mail-unread = 메일, 읽지 않음 { $n }개
home = 홈
skip = 본문으로 건너뛰기
sidebar = 메일 폴더
loading = 불러오는 중
close = 닫기
cancel = 취소
retry = 다시 시도
more = 더보기
or = 또는
refresh = 새 메일 확인
dismiss = 닫기
notices = 알림

## Signing in

sign-in-title = Hayloft에 로그인
sign-in-login = 이메일 주소
sign-in-password = 비밀번호
show-password = 비밀번호 표시
hide-password = 비밀번호 숨기기
sign-in = 로그인
signing-in = 로그인 중…
sign-in-empty = 이메일 주소와 비밀번호를 입력하세요.
sign-in-wrong = 이메일 주소 또는 비밀번호가 올바르지 않습니다.
# sign-in-offline = The server cannot be reached. Check your connection and try again.
# sign-in-server = The server could not answer just now. Try again in a moment.
# sign-in-throttled = Too many attempts. Try again in { $n ->
#     [one] one second
#    *[other] { $n } seconds
#   }.
# sign-in-throttled-minutes = Too many attempts. Try again in { $n } minutes.
# sign-in-by-password = Sign in with a password
# look-help = Help
# signed-out-title = Sign in again
# signed-out-text = Your session has ended. Nothing you typed is lost: sign in and go on.
sign-out = 로그아웃
sign-out-everywhere = 모든 기기에서 로그아웃
# sign-out-failed = Signing out failed: the server cannot be reached. You are still signed in.
# account-of = { $initials }, account of { $name }
# start-failed = Hayloft could not start
# start-offline = The server cannot be reached. Check your connection.
# start-error = The server answered with an error. { $why }

## Appearance and live state

theme = 테마
theme-system = 시스템
theme-light = 밝게
theme-dark = 어둡게
live-live = 연결됨
# live-live-title = Changes arrive at once
live-connecting = 연결 중
# live-connecting-title = Connecting to the server
live-offline = 오프라인
# live-offline-title = No connection; trying again

## Folders

folders = 폴더
folder-inbox = 받은편지함
folder-starred = 별표편지함
folder-snoozed = 다시 알림
folder-scheduled = 예약됨
folder-sent = 보낸편지함
folder-drafts = 임시보관함
folder-archive = 보관함
folder-junk = 스팸
folder-trash = 휴지통
folder-unread = 읽지 않음
folder-messages = 전체
# folder-missing = This folder no longer exists.

## List

conversations-region = 대화
conversations = 대화 { $n }개
# conversation-actions = Conversation actions
# quick-filters = Quick filters
filter-all = 전체
filter-unread = 읽지 않음
filter-starred = 별표
filter-files = 파일 있음
search-title = 검색
search-placeholder = 메일 검색
clear-search = 검색 지우기
show-all = 모두 표시
# empty-inbox = Nothing in your inbox. New mail appears here by itself.
# empty-folder = Nothing here.
# empty-starred = Nothing starred. Press S on a conversation to find it here later.
# empty-search = Nothing found for “{ $q }”. Junk and Trash are left out; add in:anywhere to look there too.
# empty-unread = Nothing unread.
# empty-files = Nothing with files.
# list-offline = The list cannot be loaded: no connection to the server.
# list-failed = The list cannot be loaded. { $why }
no-subject = (제목 없음)
no-recipient = (받는사람 없음)
# unknown-sender = (unknown sender)
you = 나
you-start = 나
# to-people = To: { $names }
draft-mark = 임시보관
row-unread = 읽지 않음
# row-count = { $n } messages
row-starred = 별표
row-files = 파일 있음
row-answered = 답장함
# row-failed = change refused: { $why }
selected = { $n }개 선택됨
# selection-actions = Actions for the selection
move-to = 이동
find-folder = 폴더 찾기

## Conversation

conversation = 대화
# nothing-open = Pick a conversation to read it here.
# conversation-offline = The conversation cannot be loaded: no connection to the server.
# conversation-failed = The conversation cannot be loaded. { $why }
# conversation-gone = This conversation no longer exists.
# earlier-messages = { $n } earlier messages
# position = { $n } of { $total }
newer = 최신
older = 이전
not-junk = 스팸 아님
reply-hint = 답장…
reply-everyone = 전체답장…
# message-from = Message from { $name }
# message-actions = Message actions
# message-body = Message text
# message-failed = This message cannot be shown. Download it from the menu instead.
# fold-message = Fold this message
# star-message = Star this message
# unstar-message = Remove star
# download-message = Download message
# to-list = to { $names }
# to-some = to { $names } and { $n } more
# to-nobody = to nobody named
# quoted-text = Quoted text
# images-blocked = Remote images are blocked to protect your privacy.
# light-card = This message is made for a light page.
# darken = Darken
# as-sent = As sent
# body-truncated = This message is very long; the rest is in the downloaded message.
attachments = 첨부파일 { $n }개
# unnamed-file = Unnamed file
# download-file = Download { $name }
# draft-here = This is a draft. Only you can see it.
# continue-writing = Continue writing

## What was done

archived = 대화 { $n }개를 보관했습니다
# trashed = { $n ->
#     [one] Conversation moved to Trash
#    *[other] { $n } conversations moved to Trash
#   }
# draft-trashed = { $n ->
#     [one] Draft moved to Trash
#    *[other] { $n } drafts moved to Trash
#   }
# junked = { $n ->
#     [one] Conversation moved to Junk
#    *[other] { $n } conversations moved to Junk
#   }
# unjunked = { $n ->
#     [one] Not junk: conversation back in the inbox
#    *[other] Not junk: { $n } conversations back in the inbox
#   }
# moved = { $n ->
#     [one] Conversation moved to { $folder }
#    *[other] { $n } conversations moved to { $folder }
#   }
# marked-read = { $n ->
#     [one] Marked as read
#    *[other] { $n } conversations marked as read
#   }
# marked-unread = { $n ->
#     [one] Marked as unread
#    *[other] { $n } conversations marked as unread
#   }
# destroyed = { $n ->
#     [one] Conversation deleted
#    *[other] { $n } conversations deleted
#   }
# destroy-title = { $n ->
#     [one] Delete this conversation forever?
#    *[other] Delete { $n } conversations forever?
#   }
# destroy-text = It is removed from the server and cannot be brought back.
# destroy-yes = Delete forever
undo = 실행취소
undone = 실행취소됨
# undo-spoken = { $text }. Undo with Z.
# failed-offline = No connection to the server. Nothing was changed.
# failed-change = The server refused this, so it was taken back. { $why }
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
# no-folder = There is no { $role } folder.
# arrived = New message from { $from }: { $subject }
# arrived-many = { $n } new messages

## Writing

compose-new = 새 메일
compose-reply = 답장
compose-forward = 전달
# compose-draft = Draft
# compose-window = Message being written
from = 보낸사람
to = 받는사람
cc = 참조
bcc = 숨은참조
# reply-to = Reply to
subject = 제목
date = 날짜
# message-text = Message text, yours
# wrote = On { $date }, { $name } wrote:
# forwarded-head = ---------- Forwarded message ----------
# draft-saved = Draft saved { $time }
draft-saving = 저장 중…
# draft-failed = Draft not saved; trying again
# draft-discarded = Draft discarded
# draft-gone = This draft no longer exists.
# close-draft = Close, keep draft
minimise = 최소화
full-screen = 전체 화면
# smaller = Smaller
discard = 임시보관 메일 삭제
attach = 파일 첨부
# remove-file = Remove { $name }
# uploading = Uploading { $name }
# upload-failed = Upload failed
# file-too-large = Too large for this server
# remove-recipient = Remove { $name }
# recipient-removed = { $name } removed
suggestions = 추천
send = 보내기
# send-anyway = Send anyway
# send-hint = Ctrl Enter sends
sending = 보내는 중…
sent = 메일을 보냈습니다
# sent-not-moved = The message was sent, but it is still in Drafts. { $why }
# send-failed = Not sent. { $why }
# send-failed-offline = Not sent: no connection to the server. The message stays here.
# send-failed-files = Not sent: a file could not be uploaded. Try it again or remove it.
# send-failed-address = “{ $text }” is not an email address.
# send-failed-norecipients = Add at least one recipient.
# send-not-ready = Not sent: { $person } has no Drafts folder or no identity.

## Leaving

# leave-title = This link goes somewhere else
# leave-text = Its text names one site, but it leads to another. Go on only if you know this place:
# leave-bad = This link cannot be opened.
# leave-back = Back to my mail
# leave-go = Open it anyway

## Keyboard

scope-everywhere = 공통
scope-list = 목록
scope-conversation = 대화 또는 선택 항목
scope-composer = 쓰기
# single-keys = Single keys work without Ctrl
cmd-help = 도움말 및 단축키
cmd-search = 검색
cmd-compose = 새 메일
cmd-undo = 실행취소
cmd-go-inbox = 받은편지함으로 이동
cmd-go-starred = 별표편지함으로 이동
cmd-go-sent = 보낸편지함으로 이동
cmd-go-drafts = 임시보관함으로 이동
cmd-go-archive = 보관함으로 이동
cmd-next = 다음 대화
cmd-previous = 이전 대화
cmd-open = 대화 열기
cmd-back = 목록으로 돌아가기
cmd-select = 선택
cmd-select-all = 모두 선택
cmd-select-none = 선택 해제
cmd-select-read = 읽은 메일 선택
cmd-select-unread = 읽지 않은 메일 선택
cmd-select-starred = 별표 메일 선택
# cmd-select-down = Extend selection down
# cmd-select-up = Extend selection up
cmd-archive = 보관
cmd-delete = 삭제
cmd-junk = 스팸
cmd-star = 별표
cmd-move = 이동…
cmd-read = 읽음으로 표시
cmd-unread = 읽지 않음으로 표시
# cmd-unread-from = Mark as unread from here
# cmd-archive-newer = Archive and go to newer
# cmd-archive-older = Archive and go to older
cmd-reply = 답장
cmd-reply-all = 전체답장
cmd-forward = 전달
cmd-next-message = 다음 메일
cmd-previous-message = 이전 메일
cmd-unfold = 모든 메일 펼치기
cmd-fold = 모든 메일 접기
cmd-up = 한 단계 위로
key-send = 보내기
key-cc = 참조 표시
key-bcc = 숨은참조 표시
# key-close-draft = Close, draft kept

## Reading, beyond the text

settings = 설정
# chunk-failed = This part could not be loaded. Check the connection and try again.
ok = 확인
copy = 복사
copied = 복사됨
verified = 확인된 발신자
# verified-why = { $domain } signed this message and our server checked it.
unverified = 확인되지 않음
# unverified-why = Our server found no proof that this address sent the message.
# signed = Signed
# signed-why = { $email } signed this message with a certificate of their own; it was not changed since.
# signed-not = Signature not valid
# warn-failed = This message failed the check of its sender. It probably does not come from { $domain }.
# warn-alike = { $domain } looks like { $known }, but it is another domain.
# warn-name = The sender calls itself { $name }, but the address is { $email }.
# warn-reply = An answer would go to { $email }.
# warn-first = This is the first message from { $name } to you.
i-know = 아는 발신자입니다
# images-blocked-for-good = Remote images are blocked to protect your privacy.
show-images = 이미지 표시
always-show = 항상 표시
# always-from = From { $who }
reply-list = 메일링 리스트에 답장
forward-file = 파일로 전달
edit-as-new = 새 메일로 편집
unsubscribe = 수신거부
# unsubscribed = You are unsubscribed from this list.
# unsubscribe-failed = Unsubscribing in one click failed. { $why }
# filter-like-this = Filter messages like this
show-source = 메일 원본
source-headers = 헤더
source-all = 전체 원본
save-file = 저장
save-all = 모두 저장 ({ $size })
# save-all-failed = The files could not be saved.
# preview-file = Look at { $name }
# preview-failed = This file cannot be shown. Save it instead.
preview-previous = 이전 파일
preview-next = 다음 파일
invitation = 초대
event-when = 일시
event-where = 장소
event-who = 주최자
event-guests = 참석자
event-untitled = 제목 없는 일정
event-cancelled = 취소됨
# event-by = { $n ->
#     [0] by { $name }
#     [one] by { $name }, one guest
#    *[other] by { $name }, { $n } guests
#   }
card-add = 연락처에 추가
card-added = 연락처에 추가했습니다
# card-failed = The contact could not be added.
row-muted = 숨김

## Labels, snooze, mute

labels = 라벨
cmd-label = 라벨
label-find = 라벨 찾기 또는 만들기
label-make = “{ $name }” 만들기
# label-none = No labels yet: type a name
# label-remove = Remove the label { $name }
# label-added = { $n ->
#     [one] Labelled { $name }
#    *[other] { $n } conversations labelled { $name }
#   }
# label-removed = { $n ->
#     [one] Label { $name } removed
#    *[other] Label { $name } removed from { $n } conversations
#   }
cmd-snooze = 다시 알림
snooze-until = 다시 알림 시간
# snoozed = { $n ->
#     [one] Snoozed until { $date }
#    *[other] { $n } conversations snoozed until { $date }
#   }
unsnooze = 지금 받은편지함으로 이동
# unsnoozed = { $n ->
#     [one] Back in the inbox
#    *[other] { $n } conversations back in the inbox
#   }
later-today = 오늘 나중에
later-evening = 오늘 저녁
later-tomorrow = 내일 아침
later-weekend = 주말
later-monday = 월요일 아침
later-pick = 날짜 및 시간 선택…
later-when = 날짜 및 시간
# later-past = Choose a moment in the future.
# later-far = The server keeps messages until { $date } at the latest.
cmd-mute = 숨기기
# muted = { $n ->
#     [one] Muted: answers stay out of the inbox
#    *[other] { $n } conversations muted
#   }
# unmuted = { $n ->
#     [one] No longer muted
#    *[other] { $n } conversations no longer muted
#   }
# all-starred = { $n } conversations starred
cmd-print = 인쇄
# all-selected = All { $n } conversations here are selected.
# select-matching = Select all { $n } conversations here
# bulk-working = Working on all conversations…

## Folders, in and out

list-menu = 목록 메뉴
density-comfortable = 넓게
density-cosy = 보통
density-compact = 좁게
searches = 저장된 검색
search-save = 이 검색 저장
# search-menu = Search { $name }
search-forget = 이 검색 삭제
quota = { $limit } 중 { $used } 사용
folder-menu = 폴더 { $name }
folder-name = 이름
folder-name-empty = 폴더 이름을 입력하세요.
# folder-name-taken = There is a folder “{ $name }” already.
folder-make = 새 폴더
folder-make-inside = 새 하위 폴더
folder-rename = 폴더 이름 바꾸기
folder-move = 폴더 이동
# folder-moved = Folder { $name } moved
folder-place = 상위 폴더
folder-top = (최상위)
folder-read = 모두 읽음으로 표시
# folder-all-read = Everything in { $name } is read
folder-import = 메일 가져오기…
folder-export-mbox = mbox로 내보내기
folder-export-zip = .eml zip으로 내보내기
folder-empty = 폴더 비우기
folder-emptied = 폴더를 비웠습니다
# folder-empty-title = Empty { $name }?
# folder-empty-text = { $n ->
#     [one] One message is removed from the server and cannot be brought back.
#    *[other] { $n } messages are removed from the server and cannot be brought back.
#   }
folder-remove = 폴더 삭제
# folder-removed = Folder { $name } deleted
# folder-remove-title = Delete the folder { $name }?
# folder-remove-text = { $n ->
#     [0] It is empty.
#     [one] The message in it is deleted as well and cannot be brought back.
#    *[other] The { $n } messages in it are deleted as well and cannot be brought back.
#   }
# folder-has-children = Delete or move the folders inside it first.
import-working = 가져오는 중…
# imported = { $n ->
#     [one] One message imported
#    *[other] { $n } messages imported
#   }
# import-failed = Not everything was imported. { $why }
# export-working = Collecting messages…
# export-failed = The export failed. { $why }

## Writing, beyond the text

# editor-failed = The editor could not be loaded. Close the draft and open it again.
formatting = 서식
format-bold = 굵게
format-italic = 기울임꼴
format-underline = 밑줄
format-strike = 취소선
format-colour = 글자 색
format-bullets = 글머리 기호
format-numbers = 번호 매기기
format-quote = 인용
format-unquote = 인용 줄이기
format-link = 링크
format-image = 그림
format-more = 서식 더보기
format-large = 크게
format-small = 작게
format-normal = 보통 크기
format-rtl = 오른쪽에서 왼쪽
format-ltr = 왼쪽에서 오른쪽
format-center = 가운데 맞춤
format-clear = 서식 지우기
colour-0 = 기본
colour-1 = 빨강
colour-2 = 주황
colour-3 = 호박색
colour-4 = 초록
colour-5 = 청록
colour-6 = 파랑
colour-7 = 보라
colour-8 = 회색
link-address = 주소
# link-bad = Enter a web or mail address.
link-set = 링크 설정
link-remove = 링크 삭제
# draft-conflict = This draft was also changed elsewhere. Both versions are kept in Drafts.
# draft-left = You wrote this in a page that ended before it was saved.
# upload-waiting = waiting for the connection
send-later = 나중에 보내기
# scheduled = Goes out { $date }
sending-soon = 보내는 중…
# undo-late = Too late: the message is on its way. { $why }
# undo-hint = { $n } s to undo after sending
# outbox-kept = No connection: the message goes out as soon as there is one.
# outbox-sent = Sent: { $subject }
templates = 템플릿
template-save = 템플릿으로 저장
template-unnamed = 제목 없는 템플릿
compose-more = 추가 옵션
priority-high = 높은 중요도
priority-normal = 보통 중요도
priority-low = 낮은 중요도
receipt-ask = 수신확인 요청
receipt-on = 수신확인
rich-text = 서식 있는 텍스트
plain-text = 일반 텍스트
# doubt-no-subject-title = Send without a subject?
# doubt-no-subject-text = The message has no subject. People may overlook it.
# doubt-forgotten-file-title = Forgot a file?
# doubt-forgotten-file-text = The text speaks of an attachment, but none is attached.
# doubt-no-reply-title = Nobody reads this address
# doubt-no-reply-text = A recipient is a no-reply address. The message will probably not be read.
# doubt-many-title = Send to so many people?
# doubt-many-text = Everybody sees everybody’s address. Use Bcc to keep addresses private.
# settings-not-saved = Your settings could not be saved on the server.

## Palette and search

palette = 명령
palette-hint = 무엇을 할까요?
palette-folders = 이동
palette-nothing = 결과 없음
cmd-palette = 명령
cmd-go-folder = 폴더 또는 라벨로 이동…
# cmd-go-snoozed = Go to Snoozed
cmd-go-settings = 설정으로 이동
# cmd-reply-large = Reply, full size
# cmd-reply-all-large = Reply all, full size
# cmd-forward-large = Forward, full size
settings-labels = 라벨
# search-chips = Parts of this search
# search-without = Search without { $what }
search-anywhere = 스팸 및 휴지통 포함
search-month = 지난 한 달

## Settings

add = 추가
save = 저장
saved = 저장됨
# move-up = Move { $name } up
# move-down = Move { $name } down
# copy-what = Copy: { $what }
seconds = { $n }초
settings-appearance = 모양
settings-mail = 읽기 및 쓰기
settings-identities = 이름 및 서명
settings-templates = 템플릿
settings-filters = 필터 및 전달
settings-vacation = 부재중 자동응답
settings-notifications = 알림
settings-privacy = 개인정보 보호
settings-security = 보안
settings-clients = 메일 프로그램 연결
settings-shortcuts = 키보드
settings-import = 가져오기 및 내보내기
set-look = 모양
# set-density = Rows of the list
# set-darken = Darken messages
# set-darken-hint = In the dark theme, also messages that are made for a light page.
set-region = 언어 및 지역
set-language = 언어
# set-language-auto = As the browser says
set-zone = 시간대
# set-zone-auto = As this device ({ $zone })
set-reading = 읽기
set-read = 읽음으로 표시
set-read-now = 열 때
set-read-after = { $n }초 후
set-read-never = 수동으로만
# set-receipts = When a sender asks for a read receipt
# set-receipts-hint = Nothing is ever sent without asking.
# set-receipts-ask = Say so
# set-receipts-never = Ignore it
set-writing = 쓰기
set-undo = 보내기 취소 시간
set-undo-none = 없음
# set-plain = Write plain text
# set-plain-hint = Without formatting; each message can still be switched.
# set-collect = Remember people you write to
# set-collect-hint = { $n ->
#     [0] They are suggested when you write again.
#     [one] One address remembered.
#    *[other] { $n } addresses remembered.
#   }
# set-collect-clear = Forget remembered addresses
# set-swipes = Swiping
# set-swipes-text = On a phone, in the list.
# set-swipe-start = Forward (to the right)
# set-swipe-end = Back (to the left)
# set-swipe-none = Nothing
# set-identities-text = An answer goes out under the address that the message came to.
# set-default-identity = For new messages
set-name = 이름
set-signature = 서명
set-text = 텍스트
set-folder = 폴더
# set-templates-text = Insert them while writing. { "{name}" }, { "{first}" }, { "{date}" } and { "{subject}" } are filled in.
template-new = 새 템플릿
# template-remove = Delete the template { $name }
template-removed = 템플릿을 삭제했습니다
# set-labels-text = Labels are IMAP keywords: other mail programs see them too.
label-new = 새 라벨
# label-name = Name of { $name }
# label-colour = Colour of { $name }
# label-delete = Delete the label { $name }
# label-deleted = Label { $name } deleted; messages keep the keyword
hue-1 = 파랑
hue-2 = 초록
hue-3 = 주황
hue-4 = 보라
hue-5 = 장미색
hue-6 = 청록
hue-7 = 호박색
hue-8 = 회색
# set-notices = Desktop notifications
# set-notices-text = For this browser, while Hayloft is open and not in front.
# set-notices-on = Show notifications
# set-notices-hint = The browser asks once for your permission.
# set-notices-none = This browser has no notifications.
# set-notices-refused = The browser refused. Allow notifications for this site in its settings.
# set-notices-folders = For new mail in
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
# privacy-images = Remote images
# privacy-images-text = These senders may always show them. They come through this server, never straight from the sender.
# privacy-trusted = Known senders
# privacy-trusted-text = You said that you know them: no warnings for these addresses.
# privacy-nobody = Nobody yet.
# privacy-domain = everybody at { $domain }
# privacy-remove = Remove { $who }
# set-shortcuts-text = Gmail’s keys, where Gmail has one. Press ? anywhere to see them.
# set-import-text = .eml, .mbox and .zip of them come in; a folder goes out as one file.
# set-vacation-text = Answers people who write to you while you are away, each one once in a while.
# set-vacation-on = Answer automatically
# set-vacation-from = From
# set-vacation-to = Until
# set-vacation-order = The end must come after the beginning.
# filters-text = Rules are carried out by the server when mail arrives, whatever program you read it with.
# filters-none = No rules yet.
# filter-refused = The server refused this. { $why }
filter-new = 새 규칙
filter-edit = 규칙
# filter-on = Rule { $name } is on
# filter-remove = Delete the rule { $name }
filter-removed = 규칙을 삭제했습니다
filters-rules = 규칙
# filter-script = Script of your own
# filter-edit-script = Edit the script
# filter-sieve = Sieve script
# filter-own = For those who write Sieve. It runs after the rules, which never touch it.
# filter-need-name = Give the rule a name.
# filter-need-test = Fill in what to look for.
# filter-need-action = Choose what to do.
# filter-need-folder = Choose a folder.
# filter-need-label = Make a label first, in Settings, Labels.
filter-when = 조건
# filter-when-all = When all of these are true
# filter-when-any = When any of these is true
filter-then = 동작
# filter-add-test = And…
# filter-add-action = And also…
# filter-remove-test = Remove this condition
# filter-remove-action = Remove this action
# filter-try = What would it catch?
# filter-caught = { $n ->
#     [0] Of the mail that is here: nothing.
#     [one] Of the mail that is here, one message: { $subjects }
#    *[other] Of the mail that is here, { $n } messages, the newest: { $subjects }
#   }
# filter-field = Part of the message
filter-field-from = 보낸사람
filter-field-recipient = 받는사람
filter-field-subject = 제목
filter-field-body = 본문
filter-field-list = 메일링 리스트
filter-field-header = 헤더
filter-field-size = 크기
filter-field-attachment = 첨부파일 있음
# filter-header = Name of the header
# filter-match = How
filter-match-contains = 포함
filter-match-not-contains = 포함하지 않음
filter-match-is = 일치
filter-match-not-is = 일치하지 않음
# filter-match-startswith = begins with
# filter-match-endswith = ends with
# filter-match-over = is over
# filter-match-under = is under
filter-value = 값
filter-action = 동작
filter-do-move = 이동
filter-do-copy = 복사
filter-do-label = 라벨
filter-do-flag = 별표
filter-do-markread = 읽음으로 표시
# filter-do-forward = Forward a copy to
# filter-do-redirect = Forward to, keep nothing
# filter-do-reject = Reject with the words
filter-do-delete = 휴지통으로 이동
# filter-do-discard = Delete without a trace
# filter-do-stop = Stop: no further rules
filter-choose = 선택…
# filter-address = Address to forward to
# filter-reject-text = Words for the sender
# clients-account = Your account
# clients-text = Most programs need only your address: they find the rest by themselves.
# clients-user = User name
# clients-password = Best with an app password, one for each program.
# clients-mail = Mail servers
# clients-none = The server did not tell. Ask your administrator.
# clients-dav = Calendars and contacts
# clients-dav-text = One address for both.
# clients-phones = Phones
# clients-phones-text = Point the camera at it. The phone asks for your address and a password: an app password is best.
# clients-apple = iPhone, iPad: mail, calendars and contacts
# clients-android = Android with DAVx5: calendars and contacts
# password-text = For signing in here.
password-old = 현재 비밀번호
password-new = 새 비밀번호
password-again = 새 비밀번호 확인
# password-differ = The two new passwords differ.
password-change = 비밀번호 변경
password-changed = 비밀번호를 변경했습니다.
# password-refused = The password was not changed. { $why }
app-passwords = 앱 비밀번호
# app-passwords-text = A password for one program only, which can be taken away again.
app-passwords-none = 아직 없습니다.
app-password-new = 새 앱 비밀번호
# app-password-for = For which program?
# app-password-example = Thunderbird at home
# app-password-may = It may use
app-password-make = 비밀번호 만들기
app-password-made = 앱 비밀번호
# app-password-once = Copy it now: it is shown only this once.
# app-password-used = Last used { $when }
# app-password-remove = Delete the app password { $name }
# app-password-removed = App password deleted
protocol-imap = 메일 (IMAP)
protocol-smtp = 보내기 (SMTP)
protocol-dav = 캘린더, 연락처
protocol-pop3 = 메일 (POP3)
protocol-sieve = 필터 (Sieve)
protocol-jmap = JMAP
sessions = 로그인된 브라우저
# sessions-text = Signing out everywhere ends them all, this one too.
sessions-this = 이 브라우저
# sign-in-over = That took too long. Start again.
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
code = 코드
# code-hint = Six digits from your authenticator app.
# code-hint-recovery = Six digits from your authenticator app, or a recovery code.
# code-hint-recovery-only = One of your recovery codes.
code-empty = 코드를 입력하세요.
# code-wrong = That code is wrong, or it was used already.
# key-wrong = That key was not accepted.
# key-none = No key answered. Try again.
# key-failed = The key could not be used. { $why }
use-key = 보안 키 사용
use-passkey = 패스키 사용
step-go = 계속
# step-enrol = Your administrator asks for a second step. Set up an authenticator app.
# step-new-password = Choose a new password with at least { $n } characters.
# step-passkey = Use the fingerprint, face or PIN of this device, or your security key.
step-back = 다시 시작
factors = 2단계 인증
# factors-text = With a second step, your password alone no longer opens this mailbox. Mail programs then need app passwords.
# factors-required = Your administrator requires a second step. Mail programs need app passwords.
factor-app = 인증 앱
# factor-app-text = An app on your phone shows a new code every 30 seconds.
factor-app-add = 앱 설정
# factor-app-added = Authenticator app is on
# factor-app-off-text = Codes from this app will no longer be asked for.
# factor-since = Since { $when }
factor-on = 켜기
factor-off = 끄기
# factor-qr = QR code for the authenticator app
# factor-scan = Scan it with the app, or type in this secret:
# factor-open-app = Open in an app on this device
keys = 보안 키 및 패스키
# keys-text = A passkey signs you in with fingerprint, face or PIN, without a password.
key-add = 키 추가
key-added = 키를 추가했습니다
key-default = 키 { $n }
key-name = 이름
key-passkey = 패스키
# key-second = Second step
# key-rename = Rename { $name }
# key-remove = Remove { $name }
key-remove-short = 키 삭제
# key-remove-text = This key will no longer sign you in.
recovery = 복구 코드
recovery-left = { $n }개 남음
recovery-new = 새 코드
# recovery-made = The old codes are no longer valid
# recovery-text = Each code works once when your phone or key is not at hand. Keep them in a safe place: they are shown only now.
# recovery-kept = I have kept them
# prove-title = Is it you?
# prove-text = Enter your password again to change how you sign in.
# prove-wrong = That is not your password.
rule-length = { $n }자 이상.
# rule-also = At least { $n } characters, with { $also }.
rule-letter = 문자
rule-cases = 대문자와 소문자
rule-digit = 숫자
rule-special = 특수문자
# password-end-others = Sign out all other browsers
# session-on = { $browser } on { $system }
# session-unknown = Unknown program
# session-seen = { $when } from { $address }
# session-since = Signed in { $when } ({ $way })
session-end = 로그아웃
# session-end-name = Sign out: { $name }
session-ended = 로그아웃했습니다
# sessions-end-others = Sign out all others
way-password = 비밀번호
way-totp = 비밀번호와 코드
way-recovery = 비밀번호와 복구 코드
way-key = 비밀번호와 키
way-passkey = 패스키
last-logins = 최근 로그인
# last-logins-text = By service. If something looks wrong, change your password.
protocol-web = 웹
# protocol-api = Programming interface
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

# receipt-wanted = { $name } asks for a read receipt.
receipt-send = 수신확인 보내기
receipt-no = 아니요
receipt-sent = 수신확인을 보냈습니다
# set-push = Also when Hayloft is closed
# set-push-hint = The message itself stays here; only that there is news goes through the browser’s push service.
# set-push-failed = Push could not be switched on. { $why }
# set-offline = Keep mail in this browser
# set-offline-hint = The newest conversations can be read without a connection. Switch it off on a computer that others use.

## Several mailboxes

accounts = 편지함
account-shared = 나와 공유됨
account-elsewhere = 다른 제공업체
outside = 외부 메일 계정
# outside-text = Mail that you have with another provider, read and answered from here. The password is kept encrypted.
outside-add = 계정 추가
# outside-remove = Remove { $address }
# outside-fault = Could not be reached: { $why }
# outside-login = User name there
outside-imap = 받는 메일 (IMAP)
outside-smtp = 보내는 메일 (SMTP)
outside-host = 서버
outside-port = 포트
outside-tls = 암호화

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
