app-name = Hayloft
apps = Приложения
app-mail = Почта
app-mail-unread = Почта, непрочитанных: { $n }
home = Главная
skip = К содержимому
sidebar = Почтовые папки
loading = Загрузка
close = Закрыть
cancel = Отмена
retry = Повторить
more = Ещё
or = или
refresh = Проверить почту
dismiss = Скрыть
notices = Уведомления

## Signing in

sign-in-title = Вход в Hayloft
sign-in-login = Адрес электронной почты
sign-in-password = Пароль
show-password = Показать пароль
hide-password = Скрыть пароль
sign-in = Войти
signing-in = Вход…
sign-in-empty = Введите адрес электронной почты и пароль.
sign-in-wrong = Неверный адрес электронной почты или пароль.
sign-in-offline = Сервер недоступен. Проверьте подключение.
sign-in-server = Сервер сейчас не отвечает. Повторите попытку позже.
sign-in-throttled = Слишком много попыток. Повторите через { $n ->
    [one] { $n } секунду
    [few] { $n } секунды
    [many] { $n } секунд
   *[other] { $n } секунды
  }.
sign-in-throttled-minutes = Слишком много попыток. Повторите через { $n } мин.
# sign-in-by-password = Sign in with a password
# look-help = Help
signed-out-title = Войдите снова
signed-out-text = Сеанс завершён. Написанное не потеряно.
sign-out = Выйти
sign-out-everywhere = Выйти везде
sign-out-failed = Сервер недоступен. Сеанс ещё активен.
account-of = { $initials }, аккаунт: { $name }
start-failed = Не удалось запустить Hayloft
start-offline = Сервер недоступен. Проверьте подключение.
start-error = Сервер ответил ошибкой. { $why }

## Appearance and live state

theme = Тема
theme-system = Системная
theme-light = Светлая
theme-dark = Тёмная
live-live = На связи
live-live-title = Изменения приходят сразу
live-connecting = Подключение
live-connecting-title = Подключение к серверу
live-offline = Не в сети
live-offline-title = Нет подключения; пробуем снова

## Folders

folders = Папки
folder-inbox = Входящие
folder-starred = Помеченные
folder-snoozed = Отложенные
folder-scheduled = Запланированные
folder-sent = Отправленные
folder-drafts = Черновики
folder-archive = Архив
folder-junk = Спам
folder-trash = Корзина
folder-unread = непрочитанных
folder-messages = всего
folder-missing = Этой папки больше нет.

## List

conversations-region = Цепочки писем
conversations = { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
conversation-actions = Действия с цепочкой
quick-filters = Быстрые фильтры
filter-all = Все
filter-unread = Непрочитанные
filter-starred = Помеченные
filter-files = С файлами
search-title = Поиск
search-placeholder = Поиск в почте
clear-search = Очистить поиск
show-all = Показать все
empty-inbox = Во входящих пусто. Новые письма появятся сами.
empty-folder = Здесь пусто.
empty-starred = Помеченных нет. Пометить цепочку: S.
empty-search = По запросу «{ $q }» ничего не найдено. Искать и в спаме, и в корзине: in:anywhere.
empty-unread = Непрочитанных нет.
empty-files = С файлами ничего нет.
list-offline = Не удалось загрузить список: нет связи с сервером.
list-failed = Не удалось загрузить список. { $why }
no-subject = (без темы)
no-recipient = (без получателя)
unknown-sender = (неизвестный отправитель)
you = вы
you-start = Вы
to-people = Кому: { $names }
draft-mark = Черновик
row-unread = не прочитано
row-count = писем: { $n }
row-starred = помечено
row-files = с файлами
row-answered = есть ответ
row-failed = изменение отклонено: { $why }
selected = Выбрано: { $n }
selection-actions = Действия с выбранным
move-to = Переместить в
find-folder = Найти папку

## Conversation

conversation = Цепочка
nothing-open = Выберите цепочку, чтобы прочитать её здесь.
conversation-offline = Не удалось загрузить цепочку: нет связи с сервером.
conversation-failed = Не удалось загрузить цепочку. { $why }
conversation-gone = Этой цепочки больше нет.
earlier-messages = Более ранних писем: { $n }
position = { $n } из { $total }
newer = Новее
older = Старее
not-junk = Не спам
reply-hint = Ответить…
reply-everyone = Ответить всем…
message-from = Письмо от { $name }
message-actions = Действия с письмом
message-body = Текст письма
message-failed = Письмо нельзя показать. Скачайте его.
fold-message = Свернуть письмо
star-message = Пометить письмо
unstar-message = Снять пометку
download-message = Скачать письмо
to-list = кому: { $names }
to-some = кому: { $names } и ещё { $n }
to-nobody = получатели не указаны
quoted-text = Цитата
images-blocked = Внешние изображения заблокированы.
light-card = Это письмо рассчитано на светлый фон.
darken = Затемнить
as-sent = Как отправлено
body-truncated = Письмо очень длинное; скачайте его, чтобы прочитать всё.
attachments = { $n ->
    [one] { $n } вложение
    [few] { $n } вложения
    [many] { $n } вложений
   *[other] { $n } вложения
  }
unnamed-file = Файл без имени
download-file = Скачать { $name }
draft-here = Это черновик. Его видите только вы.
continue-writing = Продолжить

## What was done

archived = В архиве: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
trashed = В корзине: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
draft-trashed = В корзине: { $n ->
    [one] { $n } черновик
    [few] { $n } черновика
    [many] { $n } черновиков
   *[other] { $n } черновика
  }
junked = В спаме: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
unjunked = Не спам, снова во входящих: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
moved = В «{ $folder }»: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
marked-read = Отмечено как прочитанное: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
marked-unread = Отмечено как непрочитанное: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
destroyed = Удалено: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
destroy-title = Удалить навсегда: { $n ->
    [one] { $n } цепочку
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }?
destroy-text = Письма будут удалены с сервера, вернуть их нельзя.
destroy-yes = Удалить навсегда
undo = Отменить
undone = Отменено
undo-spoken = { $text }. Отменить: Z.
failed-offline = Нет связи с сервером. Ничего не изменено.
failed-change = Сервер отклонил изменение. { $why }
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
no-folder = Папки «{ $role }» нет.
arrived = Новое письмо от { $from }: { $subject }
arrived-many = Новых писем: { $n }

## Writing

compose-new = Новое письмо
compose-reply = Ответ
compose-forward = Пересылка
compose-draft = Черновик
compose-window = Письмо в работе
from = От
to = Кому
cc = Копия
bcc = Скрытая копия
reply-to = Ответ на адрес
subject = Тема
date = Дата
message-text = Текст вашего письма
wrote = { $date }, { $name } пишет:
forwarded-head = ---------- Пересылаемое письмо ----------
draft-saved = Черновик сохранён { $time }
draft-saving = Сохранение…
draft-failed = Черновик не сохранён; пробуем снова
draft-discarded = Черновик удалён
draft-gone = Этого черновика больше нет.
close-draft = Закрыть, сохранив черновик
minimise = Свернуть
full-screen = Во весь экран
smaller = Уменьшить
discard = Удалить черновик
attach = Прикрепить файлы
remove-file = Удалить { $name }
uploading = Загрузка: { $name }
upload-failed = Не удалось загрузить
file-too-large = Слишком большой для этого сервера
remove-recipient = Удалить { $name }
recipient-removed = { $name }: удалено
suggestions = Подсказки
send = Отправить
send-anyway = Всё равно отправить
send-hint = Ctrl Enter — отправить
sending = Отправка…
sent = Письмо отправлено
sent-not-moved = Письмо отправлено, но осталось в черновиках. { $why }
send-failed = Не отправлено. { $why }
send-failed-offline = Не отправлено: нет связи с сервером. Письмо остаётся здесь.
send-failed-files = Не отправлено: не удалось загрузить файл. Повторите или удалите его.
send-failed-address = «{ $text }» — не адрес электронной почты.
send-failed-norecipients = Укажите хотя бы одного получателя.
send-not-ready = Не отправлено: у { $person } нет папки черновиков или профиля.

## Leaving

leave-title = Эта ссылка ведёт в другое место
leave-text = В тексте указан один сайт, а ведёт она на другой. Продолжайте, только если знаете его:
leave-bad = Эту ссылку нельзя открыть.
leave-back = Вернуться к почте
leave-go = Всё равно открыть

## Keyboard

scope-everywhere = Везде
scope-list = Список
scope-conversation = Цепочка или выбранное
scope-composer = Написание
single-keys = Одиночные клавиши работают без Ctrl
cmd-help = Справка и быстрые клавиши
cmd-search = Поиск
cmd-compose = Новое письмо
cmd-undo = Отменить
cmd-go-inbox = Перейти во входящие
cmd-go-starred = Перейти к помеченным
cmd-go-sent = Перейти к отправленным
cmd-go-drafts = Перейти к черновикам
cmd-go-archive = Перейти в архив
cmd-next = Следующая цепочка
cmd-previous = Предыдущая цепочка
cmd-open = Открыть цепочку
cmd-back = Назад к списку
cmd-select = Выбрать
cmd-select-all = Выбрать все
cmd-select-none = Снять выбор
cmd-select-read = Выбрать прочитанные
cmd-select-unread = Выбрать непрочитанные
cmd-select-starred = Выбрать помеченные
cmd-select-down = Расширить выбор вниз
cmd-select-up = Расширить выбор вверх
cmd-archive = Архивировать
cmd-delete = Удалить
cmd-junk = В спам
cmd-star = Пометить
cmd-move = Переместить в…
cmd-read = Отметить как прочитанное
cmd-unread = Отметить как непрочитанное
cmd-unread-from = Отметить как непрочитанное отсюда
cmd-archive-newer = В архив и к более новой
cmd-archive-older = В архив и к более старой
cmd-reply = Ответить
cmd-reply-all = Ответить всем
cmd-forward = Переслать
cmd-next-message = Следующее письмо
cmd-previous-message = Предыдущее письмо
cmd-unfold = Развернуть все письма
cmd-fold = Свернуть все письма
cmd-up = На уровень выше
key-send = Отправить
key-cc = Показать поле «Копия»
key-bcc = Показать поле «Скрытая копия»
key-close-draft = Закрыть, сохранив черновик

## Reading, beyond the text

settings = Настройки
chunk-failed = Не удалось загрузить. Проверьте подключение.
ok = ОК
copy = Копировать
copied = Скопировано
verified = Отправитель проверен
verified-why = { $domain } подписал письмо, и наш сервер проверил подпись.
unverified = Не проверено
unverified-why = Нет подтверждения, что письмо отправлено с этого адреса.
# signed = Signed
# signed-why = { $email } signed this message with a certificate of their own; it was not changed since.
# signed-not = Signature not valid
warn-failed = Письмо не прошло проверку. Скорее всего, оно не от { $domain }.
warn-alike = { $domain } похож на { $known }, но это другой домен.
warn-name = Отправитель назвался { $name }, но адрес — { $email }.
warn-reply = Ответ уйдёт на { $email }.
warn-first = Это первое письмо вам от { $name }.
i-know = Я знаю отправителя
images-blocked-for-good = Внешние изображения заблокированы.
show-images = Показать изображения
always-show = Всегда показывать
always-from = От { $who }
reply-list = Ответить в рассылку
forward-file = Переслать файлом
edit-as-new = Изменить как новое
unsubscribe = Отписаться
unsubscribed = Вы отписались от этой рассылки.
unsubscribe-failed = Отписаться не удалось. { $why }
filter-like-this = Фильтровать похожие письма
show-source = Исходный текст письма
source-headers = Заголовки
source-all = Весь исходный текст
save-file = Сохранить
save-all = Сохранить все ({ $size })
save-all-failed = Не удалось сохранить файлы.
preview-file = Просмотреть { $name }
preview-failed = Этот файл нельзя показать. Сохраните его.
preview-previous = Предыдущий файл
preview-next = Следующий файл
invitation = Приглашение
event-when = Когда
event-where = Где
event-who = Организатор
event-guests = Гости
event-untitled = Событие без названия
event-cancelled = Отменено
event-by = { $n ->
    [0] организатор: { $name }
    [one] организатор: { $name }, { $n } гость
    [few] организатор: { $name }, { $n } гостя
    [many] организатор: { $name }, { $n } гостей
   *[other] организатор: { $name }, { $n } гостя
  }
card-add = Добавить в контакты
card-added = Добавлено в ваши контакты
card-failed = Не удалось добавить контакт.
row-muted = игнорируется

## Labels, snooze, mute

labels = Ярлыки
cmd-label = Ярлык
label-find = Найти или создать ярлык
label-make = Создать «{ $name }»
label-none = Ярлыков пока нет: введите название
label-remove = Снять ярлык { $name }
label-added = Добавлен ярлык { $name }: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
label-removed = Снят ярлык { $name }: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
cmd-snooze = Отложить
snooze-until = Отложить до
snoozed = Отложено до { $date }: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
unsnooze = Вернуть во входящие сейчас
unsnoozed = Снова во входящих: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
later-today = Сегодня позже
later-evening = Сегодня вечером
later-tomorrow = Завтра утром
later-weekend = На выходных
later-monday = В понедельник утром
later-pick = Выбрать дату и время…
later-when = Дата и время
later-past = Выберите момент в будущем.
later-far = Сервер хранит письма до { $date }.
cmd-mute = Игнорировать
muted = Игнорируется: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
unmuted = Больше не игнорируется: { $n ->
    [one] { $n } цепочка
    [few] { $n } цепочки
    [many] { $n } цепочек
   *[other] { $n } цепочки
  }
all-starred = Помечено цепочек: { $n }
cmd-print = Печать
all-selected = Выбраны все цепочки здесь: { $n }.
select-matching = Выбрать все цепочки здесь ({ $n })
bulk-working = Обработка всех цепочек…

## Folders, in and out

list-menu = Меню списка
density-comfortable = Просторные строки
density-cosy = Обычные строки
density-compact = Компактные строки
searches = Поиски
search-save = Сохранить этот поиск
search-menu = Поиск { $name }
search-forget = Забыть этот поиск
quota = Занято { $used } из { $limit }
folder-menu = Папка { $name }
folder-name = Название
folder-name-empty = Дайте папке название.
folder-name-taken = Папка «{ $name }» уже есть.
folder-make = Новая папка
folder-make-inside = Новая вложенная папка
folder-rename = Переименовать папку
folder-move = Переместить папку
folder-moved = Папка { $name } перемещена
folder-place = Внутри
folder-top = (верхний уровень)
folder-read = Отметить все как прочитанные
folder-all-read = Всё в «{ $name }» прочитано
folder-import = Импортировать письма…
folder-export-mbox = Экспорт в mbox
folder-export-zip = Экспорт в zip с .eml
folder-empty = Очистить папку
folder-emptied = Папка пуста
folder-empty-title = Очистить «{ $name }»?
folder-empty-text = Будет удалено с сервера без возможности вернуть: { $n ->
    [one] { $n } письмо
    [few] { $n } письма
    [many] { $n } писем
   *[other] { $n } письма
  }.
folder-remove = Удалить папку
folder-removed = Папка { $name } удалена
folder-remove-title = Удалить папку { $name }?
folder-remove-text = { $n ->
    [0] Она пуста.
    [one] Вместе с ней без возврата будет удалено: { $n } письмо
    [few] Вместе с ней без возврата будет удалено: { $n } письма
    [many] Вместе с ней без возврата будет удалено: { $n } писем
   *[other] Вместе с ней без возврата будет удалено: { $n } письма
  }
folder-has-children = Сначала удалите или переместите вложенные папки.
import-working = Импорт…
imported = Импортировано: { $n ->
    [one] { $n } письмо
    [few] { $n } письма
    [many] { $n } писем
   *[other] { $n } письма
  }
import-failed = Импортировано не всё. { $why }
export-working = Сбор писем…
export-failed = Экспорт не удался. { $why }

## Writing, beyond the text

editor-failed = Не удалось загрузить редактор. Откройте черновик снова.
formatting = Форматирование
format-bold = Полужирный
format-italic = Курсив
format-underline = Подчёркнутый
format-strike = Зачёркнутый
format-colour = Цвет текста
format-bullets = Маркированный список
format-numbers = Нумерованный список
format-quote = Цитата
format-unquote = Уменьшить цитирование
format-link = Ссылка
format-image = Изображение
format-more = Другое форматирование
format-large = Крупный
format-small = Мелкий
format-normal = Обычный размер
format-rtl = Справа налево
format-ltr = Слева направо
format-center = По центру
format-clear = Очистить форматирование
colour-0 = Обычный
colour-1 = Красный
colour-2 = Оранжевый
colour-3 = Янтарный
colour-4 = Зелёный
colour-5 = Бирюзовый
colour-6 = Синий
colour-7 = Фиолетовый
colour-8 = Серый
link-address = Адрес
link-bad = Введите веб-адрес или адрес почты.
link-set = Вставить ссылку
link-remove = Удалить ссылку
draft-conflict = Черновик изменён и в другом месте. Обе версии сохранены.
draft-left = Это написано на странице, которая закрылась до сохранения.
upload-waiting = ожидание подключения
send-later = Отправить позже
scheduled = Будет отправлено { $date }
sending-soon = Отправка…
undo-late = Слишком поздно: письмо уже в пути. { $why }
undo-hint = { $n } с на отмену после отправки
outbox-kept = Нет подключения: письмо уйдёт, когда оно появится.
outbox-sent = Отправлено: { $subject }
templates = Шаблоны
template-save = Сохранить как шаблон
template-unnamed = Шаблон без названия
compose-more = Другие параметры
priority-high = Высокая важность
priority-normal = Обычная важность
priority-low = Низкая важность
receipt-ask = Запросить уведомление о прочтении
receipt-on = Уведомление
rich-text = Форматированный текст
plain-text = Обычный текст
doubt-no-subject-title = Отправить без темы?
doubt-no-subject-text = Письмо без темы могут не заметить.
doubt-forgotten-file-title = Забыли файл?
doubt-forgotten-file-text = В тексте упомянуто вложение, но его нет.
doubt-no-reply-title = Этот адрес никто не читает
doubt-no-reply-text = Один из адресов не для ответов. Письмо могут не прочесть.
doubt-many-title = Отправить стольким людям?
doubt-many-text = Все увидят адреса друг друга. Их скроет скрытая копия.
settings-not-saved = Не удалось сохранить настройки на сервере.

## Palette and search

palette = Команды
palette-hint = Что вы хотите сделать?
palette-folders = Перейти
palette-nothing = Ничего не найдено
cmd-palette = Команды
cmd-go-folder = Перейти к папке или ярлыку…
cmd-go-snoozed = Перейти к отложенным
cmd-go-settings = Перейти в настройки
cmd-reply-large = Ответить во весь экран
cmd-reply-all-large = Ответить всем во весь экран
cmd-forward-large = Переслать во весь экран
settings-labels = Ярлыки
search-chips = Части этого поиска
search-without = Искать без { $what }
search-anywhere = Также Спам и Корзина
search-month = За последний месяц

## Settings

add = Добавить
save = Сохранить
saved = Сохранено
move-up = Переместить { $name } выше
move-down = Переместить { $name } ниже
copy-what = Копировать: { $what }
seconds = { $n } с
settings-appearance = Оформление
settings-mail = Чтение и написание
settings-identities = Имена и подписи
settings-templates = Шаблоны
settings-filters = Фильтры и пересылка
settings-vacation = Автоответчик
settings-notifications = Уведомления
settings-privacy = Конфиденциальность
settings-security = Безопасность
settings-clients = Подключить программу
settings-shortcuts = Клавиатура
settings-import = Импорт и экспорт
set-look = Вид
set-density = Строки списка
set-darken = Затемнять письма
set-darken-hint = В тёмной теме, даже если письмо для светлого фона.
set-region = Язык и регион
set-language = Язык
set-language-auto = Как в браузере
set-zone = Часовой пояс
set-zone-auto = Как на устройстве ({ $zone })
set-reading = Чтение
set-read = Отмечать как прочитанное
set-read-now = При открытии
set-read-after = Через { $n } с
set-read-never = Только вручную
set-receipts = Если отправитель просит уведомление о прочтении
set-receipts-hint = Без вашего согласия не отправляется.
set-receipts-ask = Сообщать об этом
set-receipts-never = Не обращать внимания
set-writing = Написание
set-undo = Время на отмену отправки
set-undo-none = Нет
set-plain = Писать обычным текстом
set-plain-hint = Без форматирования; можно переключить в каждом письме.
set-collect = Запоминать, кому вы пишете
set-collect-hint = { $n ->
    [0] Их адреса будут предложены, когда вы напишете снова.
    [one] Сохранён { $n } адрес.
    [few] Сохранено { $n } адреса.
    [many] Сохранено { $n } адресов.
   *[other] Сохранено { $n } адреса.
  }
set-collect-clear = Забыть адреса
set-swipes = Смахивание
set-swipes-text = На телефоне, в списке.
set-swipe-start = Вперёд (вправо)
set-swipe-end = Назад (влево)
set-swipe-none = Ничего
set-identities-text = Ответ уходит с адреса, на который пришло письмо.
set-default-identity = Для новых писем
set-name = Имя
set-signature = Подпись
set-text = Текст
set-folder = Папка
set-templates-text = Вставляйте их в письмо. { "{name}" }, { "{first}" }, { "{date}" } и { "{subject}" } заполняются сами.
template-new = Новый шаблон
template-remove = Удалить шаблон { $name }
template-removed = Шаблон удалён
set-labels-text = Ярлыки — ключевые слова IMAP: их видят и другие программы.
label-new = Новый ярлык
label-name = Название ярлыка { $name }
label-colour = Цвет ярлыка { $name }
label-delete = Удалить ярлык { $name }
label-deleted = Ярлык { $name } удалён; ключевое слово в письмах осталось
hue-1 = Синий
hue-2 = Зелёный
hue-3 = Оранжевый
hue-4 = Фиолетовый
hue-5 = Розовый
hue-6 = Бирюзовый
hue-7 = Янтарный
hue-8 = Серый
set-notices = Уведомления на рабочем столе
set-notices-text = Пока Hayloft открыт, но не на переднем плане.
set-notices-on = Показывать уведомления
set-notices-hint = Браузер спросит разрешения.
set-notices-none = Браузер не поддерживает уведомления.
set-notices-refused = Разрешите уведомления в настройках браузера.
set-notices-folders = О новых письмах в
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
privacy-images = Внешние изображения
privacy-images-text = Им всегда разрешено. Изображения идут через этот сервер, а не напрямую.
privacy-trusted = Знакомые отправители
privacy-trusted-text = Вы их знаете: без предупреждений.
privacy-nobody = Пока никого.
privacy-domain = все с { $domain }
privacy-remove = Удалить { $who }
set-shortcuts-text = Клавиши как в Gmail. Показать их: ?.
set-import-text = Загрузить можно .eml, .mbox и .zip с ними; папка сохраняется одним файлом.
set-vacation-text = Отвечает тем, кто пишет в ваше отсутствие.
set-vacation-on = Отвечать автоматически
set-vacation-from = С
set-vacation-to = До
set-vacation-order = Конец должен быть позже начала.
filters-text = Правила выполняет сервер, в любой программе.
filters-none = Правил пока нет.
filter-refused = Отклонено сервером. { $why }
filter-new = Новое правило
filter-edit = Правило
filter-on = Правило { $name } включено
filter-remove = Удалить правило { $name }
filter-removed = Правило удалено
filters-rules = Правила
filter-script = Собственный скрипт
filter-edit-script = Изменить скрипт
filter-sieve = Скрипт Sieve
filter-own = Для тех, кто пишет на Sieve. Выполняется после правил.
filter-need-name = Дайте правилу название.
filter-need-test = Укажите, что искать.
filter-need-action = Выберите, что делать.
filter-need-folder = Выберите папку.
filter-need-label = Сначала создайте ярлык: Настройки, Ярлыки.
filter-when = Когда
filter-when-all = Когда выполнены все условия
filter-when-any = Когда выполнено любое условие
filter-then = Тогда
filter-add-test = И…
filter-add-action = И ещё…
filter-remove-test = Удалить это условие
filter-remove-action = Удалить это действие
filter-try = Что под него попадёт?
filter-caught = { $n ->
    [0] Из имеющихся писем: ничего.
    [one] Из имеющихся писем: { $n } письмо: { $subjects }
    [few] Из имеющихся писем: { $n } письма, новейшие: { $subjects }
    [many] Из имеющихся писем: { $n } писем, новейшие: { $subjects }
   *[other] Из имеющихся писем: { $n } письма, новейшие: { $subjects }
  }
filter-field = Часть письма
filter-field-from = Отправитель
filter-field-recipient = Получатель
filter-field-subject = Тема
filter-field-body = Текст
filter-field-list = Рассылка
filter-field-header = Заголовок
filter-field-size = Размер
filter-field-attachment = Есть вложение
filter-header = Название заголовка
filter-match = Как
filter-match-contains = содержит
filter-match-not-contains = не содержит
filter-match-is = равно
filter-match-not-is = не равно
filter-match-startswith = начинается с
filter-match-endswith = заканчивается на
filter-match-over = больше
filter-match-under = меньше
filter-value = Что
filter-action = Действие
filter-do-move = Переместить в
filter-do-copy = Копировать в
filter-do-label = Ярлык
filter-do-flag = Пометить
filter-do-markread = Отметить как прочитанное
filter-do-forward = Переслать копию на
filter-do-redirect = Переслать без копии на
filter-do-reject = Отклонить с текстом
filter-do-delete = Переместить в корзину
filter-do-discard = Удалить бесследно
filter-do-stop = Остановить правила
filter-choose = Выбрать…
filter-address = Адрес для пересылки
filter-reject-text = Текст для отправителя
clients-account = Ваш аккаунт
clients-text = Большинству программ нужен только адрес.
clients-user = Имя пользователя
clients-password = Лучше пароль приложения, свой для каждой программы.
clients-mail = Почтовые серверы
clients-none = Спросите администратора.
clients-dav = Календари и контакты
clients-dav-text = Один адрес для обоих.
clients-phones = Телефоны
clients-phones-text = Наведите камеру. Телефон спросит адрес и пароль: лучше пароль приложения.
clients-apple = iPhone, iPad: почта, календари и контакты
clients-android = Android с DAVx5: календари и контакты
password-text = Для входа здесь.
password-old = Текущий пароль
password-new = Новый пароль
password-again = Новый пароль ещё раз
password-differ = Новые пароли не совпадают.
password-change = Сменить пароль
password-changed = Ваш пароль изменён.
password-refused = Пароль не изменён. { $why }
app-passwords = Пароли приложений
app-passwords-text = Пароль одной программы, его можно отозвать.
app-passwords-none = Пока нет.
app-password-new = Новый пароль приложения
app-password-for = Для какой программы?
app-password-example = Thunderbird дома
app-password-may = Ей доступны
app-password-make = Создать пароль
app-password-made = Ваш пароль приложения
app-password-once = Скопируйте сейчас: он показывается один раз.
app-password-used = Использован: { $when }
app-password-remove = Удалить пароль приложения { $name }
app-password-removed = Пароль приложения удалён
protocol-imap = Почта (IMAP)
protocol-smtp = Отправка (SMTP)
protocol-dav = Календари, контакты
protocol-pop3 = Почта (POP3)
protocol-sieve = Фильтры (Sieve)
protocol-jmap = JMAP
sessions = Сеансы в браузерах
sessions-text = Выход везде завершит все сеансы, и этот.
sessions-this = этот
sign-in-over = Время вышло. Начните заново.
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
code = Код
code-hint = Шесть цифр из приложения-аутентификатора.
code-hint-recovery = Шесть цифр из приложения-аутентификатора или код восстановления.
code-hint-recovery-only = Один из ваших кодов восстановления.
code-empty = Введите код.
code-wrong = Код неверен или уже использован.
key-wrong = Этот ключ не принят.
key-none = Ни один ключ не ответил. Повторите попытку.
key-failed = Не удалось использовать ключ. { $why }
use-key = Использовать ключ безопасности
use-passkey = Использовать ключ доступа
step-go = Продолжить
step-enrol = Администратор требует второй шаг. Настройте приложение-аутентификатор.
step-new-password = Новый пароль: не менее { $n } символов.
step-passkey = Используйте отпечаток, лицо или PIN-код либо ключ безопасности.
step-back = Начать заново
factors = Двухэтапный вход
factors-text = Одного пароля будет мало для входа. Почтовым программам нужны пароли приложений.
factors-required = Администратор требует второй шаг. Почтовым программам нужны пароли приложений.
factor-app = Приложение-аутентификатор
factor-app-text = Приложение показывает новый код каждые 30 секунд.
factor-app-add = Настроить приложение
factor-app-added = Приложение-аутентификатор включено
factor-app-off-text = Коды приложения больше не потребуются.
factor-since = С { $when }
factor-on = Включить
factor-off = Выключить
factor-qr = QR-код для приложения-аутентификатора
factor-scan = Отсканируйте его приложением или введите этот ключ:
factor-open-app = Открыть в приложении здесь
keys = Ключи безопасности и ключи доступа
keys-text = Ключ доступа позволяет войти без пароля: по отпечатку, лицу или PIN-коду.
key-add = Добавить ключ
key-added = Ключ добавлен
key-default = Ключ { $n }
key-name = Название
key-passkey = Ключ доступа
key-second = Второй шаг
key-rename = Переименовать { $name }
key-remove = Удалить { $name }
key-remove-short = Удалить ключ
key-remove-text = С ним больше нельзя будет войти.
recovery = Коды восстановления
recovery-left = Не использовано: { $n }
recovery-new = Новые коды
recovery-made = Старые коды больше не действуют
recovery-text = Каждый код действует один раз, если нет телефона или ключа. Сохраните их: они показываются только сейчас.
recovery-kept = Коды сохранены
prove-title = Это вы?
prove-text = Введите пароль, чтобы изменить способ входа.
prove-wrong = Это не ваш пароль.
rule-length = Не менее { $n } символов.
rule-also = Не менее { $n } символов, среди них: { $also }.
rule-letter = буква
rule-cases = строчные и прописные буквы
rule-digit = цифра
rule-special = специальный символ
password-end-others = Выйти во всех других браузерах
session-on = { $browser } на { $system }
session-unknown = Неизвестная программа
session-seen = { $when } с { $address }
session-since = Вход: { $when } ({ $way })
session-end = Выйти
session-end-name = Выйти: { $name }
session-ended = Сеанс завершён
sessions-end-others = Завершить все другие сеансы
way-password = пароль
way-totp = пароль и код
way-recovery = пароль и код восстановления
way-key = пароль и ключ
way-passkey = ключ доступа
last-logins = Последние входы
last-logins-text = По службам. Если что-то не так, смените пароль.
protocol-web = Веб
protocol-api = Программный интерфейс
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

receipt-wanted = { $name } просит уведомление о прочтении.
receipt-send = Отправить уведомление
receipt-no = Нет
receipt-sent = Уведомление отправлено
set-push = И когда Hayloft закрыт
set-push-hint = Письмо остаётся здесь; push-служба браузера узнаёт только, что есть новое.
set-push-failed = Не удалось включить. { $why }
set-offline = Хранить почту в этом браузере
set-offline-hint = Новые цепочки доступны без подключения. Не для общего компьютера.

## Several mailboxes

accounts = Почтовые ящики
account-shared = Общий доступ
account-elsewhere = У другого провайдера
outside = Аккаунты у других провайдеров
outside-text = Читайте почту других провайдеров и отвечайте отсюда. Пароль хранится в зашифрованном виде.
outside-add = Добавить аккаунт
outside-remove = Удалить { $address }
outside-fault = Не удалось подключиться: { $why }
outside-login = Имя пользователя там
outside-imap = Входящая почта (IMAP)
outside-smtp = Исходящая почта (SMTP)
outside-host = Сервер
outside-port = Порт
outside-tls = Шифрование

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
