app-name = Hayloft
apps = التطبيقات
app-mail = البريد
app-mail-unread = البريد، { $n } غير مقروءة
home = الرئيسية
skip = انتقل إلى المحتوى
sidebar = مجلدات البريد
loading = جارٍ التحميل
close = إغلاق
cancel = إلغاء
retry = حاول مجددًا
more = المزيد
or = أو
refresh = تحقق من البريد الجديد
dismiss = إخفاء
notices = إشعارات

## Signing in

sign-in-title = تسجيل الدخول إلى Hayloft
sign-in-login = عنوان البريد الإلكتروني
sign-in-password = كلمة المرور
show-password = إظهار كلمة المرور
hide-password = إخفاء كلمة المرور
sign-in = تسجيل الدخول
signing-in = جارٍ تسجيل الدخول…
sign-in-empty = أدخل عنوان بريدك وكلمة المرور.
sign-in-wrong = عنوان البريد أو كلمة المرور غير صحيحة.
sign-in-offline = تعذر الوصول إلى الخادم. تحقق من اتصالك وحاول مجددًا.
sign-in-server = لم يستطع الخادم الإجابة الآن. حاول بعد قليل.
sign-in-throttled = { $n ->
    [one] محاولات كثيرة. حاول بعد ثانية واحدة.
    [two] محاولات كثيرة. حاول بعد ثانيتين.
    [few] محاولات كثيرة. حاول بعد { $n } ثوانٍ.
   *[other] محاولات كثيرة. حاول بعد { $n } ثانية.
  }
sign-in-throttled-minutes = محاولات كثيرة. حاول بعد { $n } دقيقة.
sign-in-by-password = تسجيل الدخول بكلمة مرور
look-help = مساعدة
signed-out-title = سجّل الدخول مجددًا
signed-out-text = انتهت جلستك. لم يضِع شيء مما كتبت: سجّل الدخول وتابع.
sign-out = تسجيل الخروج
sign-out-everywhere = تسجيل الخروج من كل مكان
sign-out-failed = فشل تسجيل الخروج: تعذر الوصول إلى الخادم. ما زلت مسجّلًا.
account-of = { $initials }، حساب { $name }
start-failed = تعذر بدء Hayloft
start-offline = تعذر الوصول إلى الخادم. تحقق من اتصالك.
start-error = أجاب الخادم بخطأ. { $why }

## Appearance and live state

theme = المظهر
theme-system = النظام
theme-light = فاتح
theme-dark = داكن
live-live = مباشر
live-live-title = تصل التغييرات فورًا
live-connecting = جارٍ الاتصال
live-connecting-title = جارٍ الاتصال بالخادم
live-offline = بلا اتصال
live-offline-title = لا يوجد اتصال؛ تُعاد المحاولة

## Folders

folders = المجلدات
folder-inbox = الوارد
folder-starred = المميّزة بنجمة
folder-snoozed = المؤجلة
folder-scheduled = المجدولة
folder-sent = المرسلة
folder-drafts = المسودات
folder-archive = الأرشيف
folder-junk = غير المرغوبة
folder-trash = المهملات
folder-unread = غير مقروءة
folder-messages = إجمالًا
folder-missing = لم يعد هذا المجلد موجودًا.

## List

conversations-region = المحادثات
conversations = { $n ->
    [zero] لا محادثات
    [one] محادثة واحدة
    [two] محادثتان
    [few] { $n } محادثات
    [many] { $n } محادثة
   *[other] { $n } محادثة
  }
conversation-actions = إجراءات المحادثة
quick-filters = مرشحات سريعة
filter-all = الكل
filter-unread = غير مقروءة
filter-starred = بنجمة
filter-files = مع ملفات
search-title = البحث
search-placeholder = ابحث في البريد
clear-search = امسح البحث
show-all = أظهر الكل
empty-inbox = لا شيء في الوارد. يظهر البريد الجديد هنا تلقائيًا.
empty-folder = لا شيء هنا.
empty-starred = لا شيء مميّز بنجمة. اضغط S على محادثة لتجدها هنا لاحقًا.
empty-search = لم يُعثر على شيء عن «{ $q }». غير المرغوبة والمهملات مستثناة؛ أضف in:anywhere للبحث فيها أيضًا.
empty-unread = لا شيء غير مقروء.
empty-files = لا شيء مع ملفات.
list-offline = تعذر تحميل القائمة: لا اتصال بالخادم.
list-failed = تعذر تحميل القائمة. { $why }
no-subject = (بلا موضوع)
no-recipient = (بلا مستلم)
unknown-sender = (مرسل مجهول)
you = أنت
you-start = أنت
to-people = إلى: { $names }
draft-mark = مسودة
row-unread = غير مقروءة
row-count = { $n } رسائل
row-starred = بنجمة
row-files = مع ملفات
row-answered = أُجيب عنها
row-failed = رُفض التغيير: { $why }
selected = { $n } محددة
selection-actions = إجراءات التحديد
move-to = انقل إلى
find-folder = ابحث عن مجلد

## Conversation

conversation = محادثة
nothing-open = اختر محادثة لقراءتها هنا.
conversation-offline = تعذر تحميل المحادثة: لا اتصال بالخادم.
conversation-failed = تعذر تحميل المحادثة. { $why }
conversation-gone = لم تعد هذه المحادثة موجودة.
earlier-messages = { $n } رسائل سابقة
position = { $n } من { $total }
newer = الأحدث
older = الأقدم
not-junk = مرغوبة
reply-hint = رد…
reply-everyone = رد على الجميع…
message-from = رسالة من { $name }
message-actions = إجراءات الرسالة
message-body = نص الرسالة
message-failed = لا يمكن عرض هذه الرسالة. نزّلها من القائمة.
fold-message = اطوِ هذه الرسالة
star-message = ميّز هذه الرسالة بنجمة
unstar-message = أزل النجمة
download-message = نزّل الرسالة
to-list = إلى { $names }
to-some = إلى { $names } و{ $n } آخرين
to-nobody = إلى غير مسمّى
quoted-text = نص مقتبس
images-blocked = الصور البعيدة محجوبة لحماية خصوصيتك.
light-card = هذه الرسالة مصممة لصفحة فاتحة.
darken = تعتيم
as-sent = كما أُرسلت
body-truncated = هذه الرسالة طويلة جدًا؛ بقيتها في الرسالة المنزّلة.
attachments = { $n ->
    [one] مرفق واحد
    [two] مرفقان
    [few] { $n } مرفقات
   *[other] { $n } مرفقًا
  }
unnamed-file = ملف بلا اسم
download-file = نزّل { $name }
draft-here = هذه مسودة. لا يراها سواك.
continue-writing = تابع الكتابة

## What was done

archived = { $n ->
    [one] أُرشفت المحادثة
   *[other] أُرشفت { $n } محادثات
  }
trashed = { $n ->
    [one] نُقلت المحادثة إلى المهملات
   *[other] نُقلت { $n } محادثات إلى المهملات
  }
draft-trashed = { $n ->
    [one] نُقلت المسودة إلى المهملات
   *[other] نُقلت { $n } مسودات إلى المهملات
  }
junked = { $n ->
    [one] نُقلت المحادثة إلى غير المرغوبة
   *[other] نُقلت { $n } محادثات إلى غير المرغوبة
  }
unjunked = { $n ->
    [one] مرغوبة: عادت المحادثة إلى الوارد
   *[other] مرغوبة: عادت { $n } محادثات إلى الوارد
  }
moved = { $n ->
    [one] نُقلت المحادثة إلى { $folder }
   *[other] نُقلت { $n } محادثات إلى { $folder }
  }
marked-read = { $n ->
    [one] عُلّمت مقروءة
   *[other] عُلّمت { $n } محادثات مقروءة
  }
marked-unread = { $n ->
    [one] عُلّمت غير مقروءة
   *[other] عُلّمت { $n } محادثات غير مقروءة
  }
destroyed = { $n ->
    [one] حُذفت المحادثة
   *[other] حُذفت { $n } محادثات
  }
destroy-title = { $n ->
    [one] أتُحذف هذه المحادثة نهائيًا؟
   *[other] أتُحذف { $n } محادثات نهائيًا؟
  }
destroy-text = تُزال من الخادم ولا يمكن استعادتها.
destroy-yes = احذف نهائيًا
undo = تراجع
undone = تم التراجع
undo-spoken = { $text }. للتراجع اضغط Z.
failed-offline = لا اتصال بالخادم. لم يتغير شيء.
failed-change = رفض الخادم ذلك، فأُلغي. { $why }
part-failed = تعذّر تحميل هذا. { $why }
why-offline = يتعذر الوصول إلى الخادم.
why-busy = الخادم مشغول. حاول مرة أخرى بعد قليل.
why-server = حدث خطأ في الخادم. حاول مرة أخرى لاحقًا.
why-unavailable = يتعذر الآن الوصول إلى خادم آخر مطلوب لهذا.
why-forbidden = لا يُسمح لك بهذا.
why-gone = لم يعد موجودًا.
why-exists = يوجد بالفعل ما يحمل هذا الاسم.
why-changed = جرى تغييره من مكان آخر في هذه الأثناء.
why-used = ما زال قيد الاستخدام.
why-messages = توجد رسائل بداخله.
why-invalid = لا يقبله الخادم بهذا الشكل.
why-invalid-in = غير صحيح: { $what }.
why-missing = هناك شيء ناقص.
why-missing-in = ناقص: { $what }.
why-address = هذا ليس عنوان بريد إلكتروني.
why-nobody = لا يوجد هنا شخص أو مجموعة بهذا العنوان.
why-search = لا يستطيع الخادم البحث عن هذا.
why-full = لا مكان للمزيد.
why-mailbox-full = صندوق بريدك ممتلئ.
why-large = حجمه كبير جدًا.
why-often = كان ذلك كثيرًا في وقت قصير. حاول مرة أخرى لاحقًا.
why-much = هذا كثير جدًا دفعة واحدة.
why-labels = ستكون له تسميات كثيرة جدًا.
why-folders = سيكون في مجلدات كثيرة جدًا.
why-no-message = هذه ليست رسالة.
why-redirect = يجب أن يكون كل عنوان كاملًا ويبدأ بـ https://.
why-client = إنه غير مسجَّل هنا.
why-client-address = العنوان الذي يريد إعادتك إليه غير مسجَّل هنا.
why-provider = لم يسجّل المزوّد دخولك.
why-provider-wrong = لا شيء يثبت أن الرد جاء من المزوّد.
why-provider-mailbox = لا يوجد هنا صندوق بريد للعنوان الذي يذكره المزوّد.
why-provider-address = لا يذكر المزوّد أي عنوان لك تحقّق منه.
why-provider-other = صندوق البريد هذا لا يخص هذا الحساب لدى المزوّد.
why-provider-over = انتهى تسجيل الدخول هذا أو بدأ في مكان آخر. ابدأ من جديد.
why-provider-lasting = يسمح لنا المزوّد بالدخول للحظة فقط. على الإدارة هنا أن تطلب المزيد (offline_access).
why-recipients-many = عدد المستلمين كبير جدًا.
why-recipients-none = لا يوجد مستلم.
why-recipients = لا يقبل الخادم { $what }.
why-from = لا يُسمح لك بالإرسال من هذا العنوان.
why-sending = لا يُسمح لك بالإرسال الآن.
why-sent = أُرسلت بالفعل.
why-receipt-sent = أُرسل إشعار القراءة بالفعل.
why-sieve = يوجد خطأ في النص البرمجي: { $what }
why-sieve-active = النص البرمجي قيد الاستخدام.
why-list-not-offered = لا تتيح الرسالة ذلك.
why-list-ambiguous = تذكر الرسالة أكثر من عنوان لذلك.
why-list-unsigned = لا شيء يثبت أن العنوان يخص القائمة.
why-password-length = يجب ألا تقل عن { $n } أحرف.
why-password-long = طويلة جدًا.
why-password-letter = يجب أن تحتوي على حرف.
why-password-cases = يجب أن تحتوي على أحرف صغيرة وكبيرة.
why-password-digit = يجب أن تحتوي على رقم.
why-password-special = يجب أن تحتوي على رمز ليس حرفًا ولا رقمًا.
why-yubico-away = لا تستجيب الخدمة التي تتحقق من مفاتيح YubiKey. سجّل الدخول بطريقة أخرى، أو حاول لاحقًا.
why-password-common = يستخدمها كثيرون، ولذلك ستكون أول ما يُخمَّن.
why-password-same = هي كلمة المرور التي لديك الآن.
why-password-old = كلمة المرور الحالية غير صحيحة.
no-folder = لا يوجد مجلد { $role }.
arrived = رسالة جديدة من { $from }: { $subject }
arrived-many = { $n } رسائل جديدة

## Writing

compose-new = رسالة جديدة
compose-reply = رد
compose-forward = إعادة توجيه
compose-draft = مسودة
compose-window = رسالة قيد الكتابة
from = من
to = إلى
cc = نسخة
bcc = نسخة مخفية
reply-to = الرد إلى
subject = الموضوع
date = التاريخ
message-text = نص رسالتك
wrote = في { $date } كتب { $name }:
forwarded-head = ---------- رسالة معاد توجيهها ----------
draft-saved = حُفظت المسودة { $time }
draft-saving = جارٍ الحفظ…
draft-failed = لم تُحفظ المسودة؛ تُعاد المحاولة
draft-discarded = أُلغيت المسودة
draft-gone = لم تعد هذه المسودة موجودة.
close-draft = أغلق واحتفظ بالمسودة
minimise = تصغير
full-screen = ملء الشاشة
smaller = أصغر
discard = ألغِ المسودة
attach = أرفق ملفات
remove-file = أزل { $name }
uploading = جارٍ رفع { $name }
upload-failed = فشل الرفع
file-too-large = أكبر مما يسمح به هذا الخادم
remove-recipient = أزل { $name }
recipient-removed = أُزيل { $name }
suggestions = اقتراحات
send = إرسال
send-anyway = أرسل على أي حال
send-hint = Ctrl Enter للإرسال
sending = جارٍ الإرسال…
sent = أُرسلت الرسالة
sent-not-moved = أُرسلت الرسالة لكنها ما زالت في المسودات. { $why }
send-failed = لم تُرسل. { $why }
send-failed-offline = لم تُرسل: لا اتصال بالخادم. تبقى الرسالة هنا.
send-failed-files = لم تُرسل: تعذر رفع ملف. أعد المحاولة أو أزله.
send-failed-address = «{ $text }» ليس عنوان بريد.
send-failed-norecipients = أضف مستلمًا واحدًا على الأقل.
send-not-ready = لم تُرسل: ليس لدى { $person } مجلد مسودات أو هوية.

## Leaving

leave-title = هذا الرابط يقود إلى مكان آخر
leave-text = يذكر نصه موقعًا لكنه يقود إلى غيره. لا تتابع إلا إذا كنت تعرف هذا المكان:
leave-bad = لا يمكن فتح هذا الرابط.
leave-back = العودة إلى بريدي
leave-go = افتحه على أي حال

## Keyboard

scope-everywhere = في كل مكان
scope-list = القائمة
scope-conversation = المحادثة أو التحديد
scope-composer = الكتابة
single-keys = تعمل المفاتيح المفردة دون Ctrl
cmd-help = المساعدة واختصارات لوحة المفاتيح
cmd-search = بحث
cmd-compose = رسالة جديدة
cmd-undo = تراجع
cmd-go-inbox = إلى الوارد
cmd-go-starred = إلى المميّزة بنجمة
cmd-go-sent = إلى المرسلة
cmd-go-drafts = إلى المسودات
cmd-go-archive = إلى الأرشيف
cmd-next = المحادثة التالية
cmd-previous = المحادثة السابقة
cmd-open = افتح المحادثة
cmd-back = العودة إلى القائمة
cmd-select = حدد
cmd-select-all = حدد الكل
cmd-select-none = لا تحدد شيئًا
cmd-select-read = حدد المقروءة
cmd-select-unread = حدد غير المقروءة
cmd-select-starred = حدد المميّزة بنجمة
cmd-select-down = وسّع التحديد للأسفل
cmd-select-up = وسّع التحديد للأعلى
cmd-archive = أرشفة
cmd-delete = حذف
cmd-junk = غير مرغوبة
cmd-star = نجمة
cmd-move = انقل إلى…
cmd-read = علّم مقروءة
cmd-unread = علّم غير مقروءة
cmd-unread-from = علّم غير مقروءة من هنا
cmd-archive-newer = أرشف وانتقل إلى الأحدث
cmd-archive-older = أرشف وانتقل إلى الأقدم
cmd-reply = رد
cmd-reply-all = رد على الجميع
cmd-forward = إعادة توجيه
cmd-next-message = الرسالة التالية
cmd-previous-message = الرسالة السابقة
cmd-unfold = ابسط كل الرسائل
cmd-fold = اطوِ كل الرسائل
cmd-up = مستوى أعلى
key-send = إرسال
key-cc = أظهر النسخة
key-bcc = أظهر النسخة المخفية
key-close-draft = إغلاق مع حفظ المسودة

## Reading, beyond the text

settings = الإعدادات
chunk-failed = تعذر تحميل هذا الجزء. تحقق من الاتصال وحاول مجددًا.
ok = حسنًا
copy = نسخ
copied = نُسخ
verified = مرسل موثوق
verified-why = وقّع { $domain } هذه الرسالة وتحقق خادمنا من ذلك.
unverified = غير موثوق
unverified-why = لم يجد خادمنا دليلًا على أن هذا العنوان أرسل الرسالة.
signed = موقّعة
signed-why = تحمل هذه الرسالة توقيع { $email }، ولم تتغيّر منذ توقيعها.
signed-not = التوقيع غير صالح
warn-failed = لم تجتز هذه الرسالة فحص مرسلها. الأرجح أنها ليست من { $domain }.
warn-alike = يشبه { $domain } النطاق { $known } لكنه نطاق آخر.
warn-name = يسمي المرسل نفسه { $name } لكن العنوان { $email }.
warn-reply = سيذهب الرد إلى { $email }.
warn-first = هذه أول رسالة من { $name } إليك.
i-know = أعرف هذا المرسل
images-blocked-for-good = الصور البعيدة محجوبة لحماية خصوصيتك.
show-images = أظهر الصور
always-show = أظهرها دائمًا
always-from = من { $who }
reply-list = رد على القائمة البريدية
forward-file = أعد التوجيه ملفًا
edit-as-new = حرّر كرسالة جديدة
unsubscribe = إلغاء الاشتراك
unsubscribed = أُلغي اشتراكك في هذه القائمة.
unsubscribe-failed = فشل إلغاء الاشتراك بنقرة. { $why }
filter-like-this = رشّح رسائل كهذه
show-source = مصدر الرسالة
source-headers = الترويسات
source-all = المصدر كاملًا
save-file = حفظ
save-all = حفظ الكل ({ $size })
save-all-failed = تعذر حفظ الملفات.
preview-file = اعرض { $name }
preview-failed = لا يمكن عرض هذا الملف. احفظه بدلًا من ذلك.
preview-previous = الملف السابق
preview-next = الملف التالي
invitation = دعوة
event-when = متى
event-where = أين
event-who = المنظم
event-guests = الضيوف
event-untitled = حدث بلا عنوان
event-cancelled = أُلغي
event-by = { $n ->
    [0] من { $name }
    [one] من { $name }، ضيف واحد
   *[other] من { $name }، { $n } ضيوف
  }
card-add = أضف إلى جهات الاتصال
card-added = أُضيفت إلى جهات اتصالك
card-failed = تعذرت إضافة جهة الاتصال.
row-muted = مكتومة

## Labels, snooze, mute

labels = الوسوم
cmd-label = وسم
label-find = ابحث عن وسم أو أنشئه
label-make = أنشئ «{ $name }»
label-none = لا وسوم بعد: اكتب اسمًا
label-remove = أزل الوسم { $name }
label-added = { $n ->
    [one] أُضيف الوسم { $name }
   *[other] أُضيف الوسم { $name } إلى { $n } محادثات
  }
label-removed = { $n ->
    [one] أُزيل الوسم { $name }
   *[other] أُزيل الوسم { $name } من { $n } محادثات
  }
cmd-snooze = تأجيل
snooze-until = تأجيل حتى
snoozed = { $n ->
    [one] أُجّلت حتى { $date }
   *[other] أُجّلت { $n } محادثات حتى { $date }
  }
unsnooze = إلى الوارد الآن
unsnoozed = { $n ->
    [one] عادت إلى الوارد
   *[other] عادت { $n } محادثات إلى الوارد
  }
later-today = لاحقًا اليوم
later-evening = هذا المساء
later-tomorrow = صباح الغد
later-weekend = في عطلة الأسبوع
later-monday = صباح الاثنين
later-pick = اختر التاريخ والوقت…
later-when = التاريخ والوقت
later-past = اختر وقتًا في المستقبل.
later-far = يحتفظ الخادم بالرسائل حتى { $date } على الأكثر.
cmd-mute = كتم
muted = { $n ->
    [one] كُتمت: تبقى الردود خارج الوارد
   *[other] كُتمت { $n } محادثات
  }
unmuted = { $n ->
    [one] لم تعد مكتومة
   *[other] لم تعد { $n } محادثات مكتومة
  }
all-starred = مُيّزت { $n } محادثات بنجمة
cmd-print = طباعة
all-selected = كل المحادثات هنا وعددها { $n } محددة.
select-matching = حدد كل المحادثات هنا وعددها { $n }
bulk-working = جارٍ العمل على كل المحادثات…

## Folders, in and out

list-menu = قائمة الخيارات
density-comfortable = صفوف رحبة
density-cosy = صفوف متوسطة
density-compact = صفوف متراصة
searches = عمليات البحث
search-save = احفظ هذا البحث
search-menu = البحث { $name }
search-forget = انسَ هذا البحث
quota = { $used } من { $limit } مستخدمة
folder-menu = المجلد { $name }
folder-name = الاسم
folder-name-empty = أعطِ المجلد اسمًا.
folder-name-taken = يوجد مجلد باسم «{ $name }» من قبل.
folder-make = مجلد جديد
folder-make-inside = مجلد جديد داخله
folder-rename = أعد تسمية المجلد
folder-move = انقل المجلد
folder-moved = نُقل المجلد { $name }
folder-place = داخل
folder-top = (المستوى الأعلى)
folder-read = علّم الكل مقروءًا
folder-all-read = كل ما في { $name } مقروء
folder-hide = إخفاء المجلد
folder-show = إظهار المجلد
folder-hidden = أصبح { $name } تحت «مجلدات أخرى»
folders-more = { $n ->
    [zero] لا مجلدات أخرى
    [one] مجلد آخر
    [two] مجلدان آخران
    [few] { $n } مجلدات أخرى
    [many] { $n } مجلدًا آخر
   *[other] { $n } مجلد آخر
  }
folder-share = مشاركة المجلد
folder-share-title = مشاركة { $name }
folder-share-text = يجده الآخرون بين مجلداتهم، تحت عنوانك. المشاركة مع مجموعة تشمل كل من فيها.
share-everybody = الجميع في { $domain }
share-nobody = لا يوجد هنا شخص أو مجموعة بهذا الاسم.
share-read = القراءة
share-mark = القراءة ووضع العلامات
share-write = القراءة والتغيير
share-all = كل شيء
share-own = كما هو محدد أدناه
share-details = ما يمكن لـ { $who } فعله بالتفصيل
share-mayreaditems = القراءة
share-maysetseen = وضع علامة مقروء
share-maysetkeywords = وضع النجوم والتصنيفات
share-mayadditems = إضافة رسائل
share-mayremoveitems = نقل الرسائل وحذفها
share-maycreatechild = إنشاء مجلدات بداخله
share-maydelete = إعادة تسمية المجلد وحذفه
share-maysubmit = الإرسال إليه
share-mayshare = مشاركته مع آخرين
folder-role = استخدام هذا المجلد لـ…
folder-role-title = الغرض من { $name }
folder-role-label = الغرض من هذا المجلد
folder-role-none = لا شيء خاص
folder-role-moves = { $name } يؤدي هذا الدور الآن ويتخلى عنه.
folder-older = التخلص من الرسائل القديمة…
folder-older-title = تنظيف { $name }
folder-older-than = أقدم من
folder-older-do = ما يُفعل بها
folder-older-move = النقل إلى { $name }
folder-older-found = { $n ->
    [zero] لا توجد رسالة بهذا القدم.
    [one] رسالة واحدة بهذا القدم.
    [two] رسالتان بهذا القدم.
    [few] { $n } رسائل بهذا القدم.
    [many] { $n } رسالة بهذا القدم.
   *[other] { $n } رسالة بهذا القدم.
  }
folder-older-go = تنظيف
folder-older-done = { $n ->
    [zero] لم تُنظَّف أي رسالة
    [one] نُظِّفت رسالة قديمة واحدة
    [two] نُظِّفت رسالتان قديمتان
    [few] نُظِّفت { $n } رسائل قديمة
    [many] نُظِّفت { $n } رسالة قديمة
   *[other] نُظِّفت { $n } رسالة قديمة
  }
folder-import = استورد رسائل…
folder-export-mbox = صدّر بصيغة mbox
folder-export-zip = صدّر zip من ‎.eml
folder-empty = أفرغ المجلد
folder-emptied = المجلد فارغ
folder-empty-title = أيُفرغ { $name }؟
folder-empty-text = { $n ->
    [one] تُزال رسالة واحدة من الخادم ولا يمكن استعادتها.
   *[other] تُزال { $n } رسائل من الخادم ولا يمكن استعادتها.
  }
folder-remove = احذف المجلد
folder-removed = حُذف المجلد { $name }
folder-remove-title = أيُحذف المجلد { $name }؟
folder-remove-text = { $n ->
    [0] إنه فارغ.
    [one] تُحذف الرسالة التي فيه أيضًا ولا يمكن استعادتها.
   *[other] تُحذف الرسائل التي فيه وعددها { $n } أيضًا ولا يمكن استعادتها.
  }
folder-has-children = احذف المجلدات التي داخله أو انقلها أولًا.
import-working = جارٍ الاستيراد…
imported = { $n ->
    [one] استُوردت رسالة واحدة
   *[other] استُوردت { $n } رسائل
  }
import-failed = لم يُستورد كل شيء. { $why }
export-working = جارٍ جمع الرسائل…
export-failed = فشل التصدير. { $why }

## Writing, beyond the text

editor-failed = تعذر تحميل المحرر. أغلق المسودة وافتحها مجددًا.
formatting = التنسيق
format-bold = عريض
format-italic = مائل
format-underline = مسطّر
format-strike = مشطوب
format-colour = لون النص
format-bullets = نقاط
format-numbers = أرقام
format-quote = اقتباس
format-unquote = اقتباس أقل
format-link = رابط
format-image = صورة
format-more = تنسيق أكثر
format-large = كبير
format-small = صغير
format-normal = حجم عادي
format-rtl = من اليمين إلى اليسار
format-ltr = من اليسار إلى اليمين
format-center = في الوسط
format-clear = أزل التنسيق
colour-0 = المعتاد
colour-1 = أحمر
colour-2 = برتقالي
colour-3 = كهرماني
colour-4 = أخضر
colour-5 = أزرق مخضر
colour-6 = أزرق
colour-7 = بنفسجي
colour-8 = رمادي
link-address = العنوان
link-bad = أدخل عنوان ويب أو بريد.
link-set = ضع الرابط
link-remove = أزل الرابط
draft-conflict = تغيّرت هذه المسودة في مكان آخر أيضًا. حُفظت النسختان في المسودات.
draft-left = كتبت هذا في صفحة انتهت قبل حفظه.
upload-waiting = بانتظار الاتصال
send-later = أرسل لاحقًا
scheduled = تُرسل { $date }
sending-soon = جارٍ الإرسال…
undo-late = فات الأوان: الرسالة في طريقها. { $why }
undo-hint = { $n } ث للتراجع بعد الإرسال
outbox-kept = لا اتصال: تُرسل الرسالة حالما يتوفر.
outbox-sent = أُرسلت: { $subject }
templates = القوالب
template-save = احفظ قالبًا
template-unnamed = قالب بلا عنوان
compose-more = خيارات أخرى
priority-high = أولوية عالية
priority-normal = أولوية عادية
priority-low = أولوية منخفضة
receipt-ask = اطلب إشعار قراءة
receipt-on = إشعار
rich-text = نص منسّق
plain-text = نص عادي
doubt-no-subject-title = أترسل بلا موضوع؟
doubt-no-subject-text = ليس للرسالة موضوع. قد لا ينتبه إليها أحد.
doubt-forgotten-file-title = أنسيت ملفًا؟
doubt-forgotten-file-text = يتحدث النص عن مرفق، ولا مرفق فيها.
doubt-no-reply-title = لا أحد يقرأ هذا العنوان
doubt-no-reply-text = أحد المستلمين عنوان لا يُرد عليه. الأرجح ألا تُقرأ الرسالة.
doubt-many-title = أترسل إلى هذا العدد؟
doubt-many-text = يرى الجميع عناوين الجميع. استعمل النسخة المخفية لإبقائها خاصة.
settings-not-saved = تعذر حفظ إعداداتك على الخادم.

## Palette and search

palette = الأوامر
palette-hint = ماذا تريد أن تفعل؟
palette-folders = انتقل إلى
palette-nothing = لم يُعثر على شيء
cmd-palette = الأوامر
cmd-go-folder = إلى مجلد أو وسم…
cmd-go-snoozed = إلى المؤجلة
cmd-go-settings = إلى الإعدادات
cmd-reply-large = رد، بملء الشاشة
cmd-reply-all-large = رد على الجميع، بملء الشاشة
cmd-forward-large = إعادة توجيه، بملء الشاشة
settings-labels = الوسوم
search-chips = أجزاء هذا البحث
search-without = ابحث دون { $what }
search-anywhere = غير المرغوبة والمهملات أيضًا
search-month = الشهر الماضي

## Settings

add = أضف
save = حفظ
saved = حُفظ
move-up = ارفع { $name }
move-down = أنزل { $name }
copy-what = انسخ: { $what }
seconds = { $n } ثوانٍ
settings-appearance = المظهر
settings-mail = القراءة والكتابة
settings-identities = الأسماء والتواقيع
settings-templates = القوالب
settings-filters = المرشحات وإعادة التوجيه
settings-vacation = رسالة الغياب
settings-notifications = الإشعارات
settings-privacy = الخصوصية
settings-security = الأمان
settings-clients = ربط برنامج
settings-shortcuts = لوحة المفاتيح
settings-import = الاستيراد والتصدير
set-look = الشكل
set-density = صفوف القائمة
set-darken = تعتيم الرسائل
set-darken-hint = في المظهر الداكن، حتى الرسائل المصممة لصفحة فاتحة.
set-region = اللغة والمنطقة
set-language = اللغة
set-language-auto = كما في المتصفح
set-zone = المنطقة الزمنية
set-zone-auto = كما في هذا الجهاز ({ $zone })
set-reading = القراءة
set-read = علّم مقروءة
set-read-now = عند الفتح
set-read-after = بعد { $n } ثوانٍ
set-read-never = يدويًا فقط
set-receipts = عندما يطلب مرسل إشعار قراءة
set-receipts-hint = لا يُرسل شيء أبدًا دون سؤال.
set-receipts-ask = أخبرني
set-receipts-never = تجاهله
set-writing = الكتابة
set-undo = مهلة التراجع عن الإرسال
set-undo-none = لا مهلة
set-plain = اكتب نصًا عاديًا
set-plain-hint = بلا تنسيق؛ ويمكن تغيير كل رسالة.
set-collect = تذكّر من تكتب إليهم
set-collect-hint = { $n ->
    [0] يُقترحون عندما تكتب مجددًا.
    [one] عنوان واحد محفوظ.
   *[other] { $n } عناوين محفوظة.
  }
set-collect-clear = انسَ العناوين المحفوظة
set-swipes = السحب
set-swipes-text = على الهاتف، في القائمة.
set-swipe-start = إلى الأمام (نحو اليسار)
set-swipe-end = إلى الخلف (نحو اليمين)
set-swipe-none = لا شيء
set-identities-text = يخرج الرد من العنوان الذي وصلت إليه الرسالة.
set-default-identity = للرسائل الجديدة
set-name = الاسم
set-signature = التوقيع
set-text = النص
set-folder = المجلد
set-templates-text = أدرجها أثناء الكتابة. تُملأ { "{name}" } و{ "{first}" } و{ "{date}" } و{ "{subject}" }.
template-new = قالب جديد
template-remove = احذف القالب { $name }
template-removed = حُذف القالب
set-labels-text = الوسوم كلمات IMAP مفتاحية: تراها برامج البريد الأخرى أيضًا.
label-new = وسم جديد
label-name = اسم { $name }
label-colour = لون { $name }
label-delete = احذف الوسم { $name }
label-deleted = حُذف الوسم { $name }؛ تحتفظ الرسائل بالكلمة المفتاحية
hue-1 = أزرق
hue-2 = أخضر
hue-3 = برتقالي
hue-4 = بنفسجي
hue-5 = وردي
hue-6 = أزرق مخضر
hue-7 = كهرماني
hue-8 = رمادي
set-notices = إشعارات سطح المكتب
set-notices-text = لهذا المتصفح، ما دام Hayloft مفتوحًا وليس في المقدمة.
set-notices-on = أظهر الإشعارات
set-notices-hint = يطلب المتصفح إذنك مرة واحدة.
set-notices-none = ليست في هذا المتصفح إشعارات.
set-notices-refused = رفض المتصفح. اسمح بالإشعارات لهذا الموقع في إعداداته.
set-notices-folders = للبريد الجديد في
mail-shared = من يرى بريدك
mail-shared-text = تظهر مجلداتك لديهم بجانب مجلداتهم. والمجموعة تشارك مع كل من فيها.
mail-shared-none = لا أحد سواك.
mail-shared-add = السماح لشخص بالدخول
mail-shared-who = شخص أو مجموعة
mail-shared-right = ما يُسمح به لـ { $who }
mail-shared-send = كيف يُسمح لـ { $who } بالإرسال
mail-shared-remove = إيقاف المشاركة مع { $who }
mail-right-read = القراءة
mail-right-write = القراءة والتغيير
mail-send-no = دون إرسال
mail-send-behalf = الإرسال نيابةً عنك
mail-send-as = الإرسال باسمك
privacy-images = الصور البعيدة
privacy-images-text = لهؤلاء المرسلين إظهارها دائمًا. تأتي عبر هذا الخادم، لا من المرسل مباشرة.
privacy-trusted = مرسلون معروفون
privacy-trusted-text = قلت إنك تعرفهم: لا تحذيرات لهذه العناوين.
privacy-nobody = لا أحد بعد.
privacy-domain = كل من في { $domain }
privacy-remove = أزل { $who }
set-shortcuts-text = مفاتيح Gmail حيث توجد. اضغط ? لرؤيتها.
set-import-text = تُستورد ‎.eml و‎.mbox وzip منها؛ ويُصدّر المجلد ملفًا واحدًا.
set-vacation-text = يجيب من يكتب إليك في غيابك، كلًّا منهم بين حين وآخر.
set-vacation-on = أجب تلقائيًا
set-vacation-from = من
set-vacation-to = حتى
set-vacation-order = يجب أن تأتي النهاية بعد البداية.
filters-text = ينفذ الخادم القواعد عند وصول البريد، أيًّا كان البرنامج الذي تقرؤه به.
filters-none = لا قواعد بعد.
filter-refused = رفض الخادم ذلك. { $why }
filter-new = قاعدة جديدة
filter-edit = قاعدة
filter-on = القاعدة { $name } مفعّلة
filter-remove = احذف القاعدة { $name }
filter-removed = حُذفت القاعدة
filters-rules = القواعد
filter-script = نص برمجي خاص بك
filter-edit-script = حرّر النص البرمجي
filter-sieve = نص Sieve برمجي
filter-own = لمن يكتبون Sieve. يعمل بعد القواعد، وهي لا تمسه أبدًا.
filter-need-name = أعطِ القاعدة اسمًا.
filter-need-test = املأ ما يُبحث عنه.
filter-need-action = اختر ما يُفعل.
filter-need-folder = اختر مجلدًا.
filter-need-label = أنشئ وسمًا أولًا في الإعدادات، الوسوم.
filter-when = متى
filter-when-all = عندما يصدق كل هذا
filter-when-any = عندما يصدق شيء من هذا
filter-then = عندئذ
filter-add-test = و…
filter-add-action = وأيضًا…
filter-remove-test = أزل هذا الشرط
filter-remove-action = أزل هذا الإجراء
filter-try = ماذا كانت ستلتقط؟
filter-caught = { $n ->
    [0] من البريد الموجود: لا شيء.
    [one] من البريد الموجود رسالة واحدة: { $subjects }
   *[other] من البريد الموجود { $n } رسائل، أحدثها: { $subjects }
  }
filter-field = جزء الرسالة
filter-field-from = المرسل
filter-field-recipient = المستلم
filter-field-subject = الموضوع
filter-field-body = النص
filter-field-list = القائمة البريدية
filter-field-header = ترويسة
filter-field-size = الحجم
filter-field-attachment = فيها مرفق
filter-header = اسم الترويسة
filter-match = كيف
filter-match-contains = يحتوي
filter-match-not-contains = لا يحتوي
filter-match-is = هو
filter-match-not-is = ليس
filter-match-startswith = يبدأ بـ
filter-match-endswith = ينتهي بـ
filter-match-over = أكبر من
filter-match-under = أصغر من
filter-value = ماذا
filter-action = الإجراء
filter-do-move = انقل إلى
filter-do-copy = انسخ إلى
filter-do-label = وسم
filter-do-flag = نجمة
filter-do-markread = علّم مقروءة
filter-do-forward = أعد توجيه نسخة إلى
filter-do-redirect = أعد التوجيه إلى، دون حفظ
filter-do-reject = ارفض بالكلمات
filter-do-delete = انقل إلى المهملات
filter-do-discard = احذف بلا أثر
filter-do-stop = توقف: لا قواعد أخرى
filter-choose = اختر…
filter-address = عنوان إعادة التوجيه
filter-reject-text = كلمات للمرسل
clients-account = حسابك
clients-text = تكفي معظم البرامج عنوانك: تجد البقية بنفسها.
clients-user = اسم المستخدم
clients-password = الأفضل كلمة مرور تطبيق، واحدة لكل برنامج.
clients-mail = خوادم البريد
clients-none = لم يخبر الخادم بذلك. اسأل المسؤول.
clients-dav = التقاويم وجهات الاتصال
clients-dav-text = عنوان واحد لكليهما.
clients-phones = الهواتف
clients-phones-text = وجّه الكاميرا إليه. يسأل الهاتف عن عنوانك وكلمة مرور: ويُفضّل كلمة مرور للتطبيقات.
clients-apple = iPhone وiPad: البريد والتقاويم وجهات الاتصال
clients-android = Android مع DAVx5: التقاويم وجهات الاتصال
password-text = لتسجيل الدخول هنا.
password-old = كلمة المرور الحالية
password-new = كلمة المرور الجديدة
password-again = كلمة المرور الجديدة مرة أخرى
password-differ = كلمتا المرور الجديدتان مختلفتان.
password-change = غيّر كلمة المرور
password-changed = تغيّرت كلمة مرورك.
password-refused = لم تتغير كلمة المرور. { $why }
app-passwords = كلمات مرور التطبيقات
app-passwords-text = كلمة مرور لبرنامج واحد فقط، يمكن سحبها.
app-passwords-none = لا شيء بعد.
app-password-new = كلمة مرور تطبيق جديدة
app-password-for = لأي برنامج؟
app-password-example = Thunderbird في المنزل
app-password-may = يُسمح له باستخدام
app-password-make = أنشئ كلمة المرور
app-password-made = كلمة مرور التطبيق
app-password-once = انسخها الآن: لا تظهر إلا هذه المرة.
app-password-used = آخر استخدام { $when }
app-password-remove = احذف كلمة مرور التطبيق { $name }
app-password-removed = حُذفت كلمة مرور التطبيق
protocol-imap = البريد (IMAP)
protocol-smtp = الإرسال (SMTP)
protocol-dav = التقاويم وجهات الاتصال
protocol-pop3 = البريد (POP3)
protocol-sieve = المرشحات (Sieve)
protocol-jmap = JMAP
sessions = المتصفحات المسجّلة
sessions-text = تسجيل الخروج من كل مكان ينهيها كلها، وهذا أيضًا.
sessions-this = هذا
sign-in-over = استغرق الأمر وقتًا طويلًا. ابدأ من جديد.
forgot = هل نسيت كلمة المرور؟
forgot-text = نرسل رابطًا إلى عنوان الاسترداد إن كان لحسابك واحد.
forgot-send = إرسال الرابط
forgot-sent = إن كان لهذا الحساب عنوان استرداد فالرابط في الطريق إليه. يصلح لمدة 15 دقيقة.
forgot-back = العودة إلى تسجيل الدخول
reset-title = اختر كلمة مرور جديدة
reset-text = يعمل هذا الرابط مرة واحدة. يُسجَّل خروج كل من دخل هذا الحساب عند تعيين كلمة المرور الجديدة.
reset-over = استُخدم هذا الرابط من قبل أو أنه قديم. اطلب غيره.
recovery-address = عنوان الاسترداد
recovery-address-text = إذا نسيت كلمة المرور يُرسل إلى هذا العنوان رابط لاختيار كلمة جديدة.
code = الرمز
code-hint = ستة أرقام من تطبيق المصادقة.
code-hint-recovery = ستة أرقام من تطبيق المصادقة، أو رمز استرداد.
code-hint-recovery-only = أحد رموز الاسترداد الخاصة بك.
code-hint-yubico = مع مفتاح YubiKey: المسه والمؤشر في هذا الحقل.
code-empty = أدخل الرمز.
code-wrong = هذا الرمز خاطئ أو استُخدم من قبل.
key-wrong = لم يُقبل هذا المفتاح.
key-none = لم يستجب أي مفتاح. حاول مرة أخرى.
key-failed = تعذّر استخدام المفتاح. { $why }
use-key = استخدام مفتاح أمان
use-passkey = استخدام مفتاح مرور
step-go = متابعة
step-enrol = تطلب الإدارة خطوة ثانية. أعدّ تطبيق مصادقة.
step-new-password = اختر كلمة مرور جديدة من { $n } أحرف على الأقل.
step-passkey = استخدم بصمة هذا الجهاز أو الوجه أو رقم PIN، أو مفتاح الأمان.
step-back = البدء من جديد
factors = تسجيل الدخول بخطوتين
factors-text = مع خطوة ثانية لا تفتح كلمة المرور وحدها صندوق البريد هذا. وتحتاج برامج البريد عندئذ إلى كلمات مرور للتطبيقات.
factors-required = تطلب الإدارة خطوة ثانية. وتحتاج برامج البريد إلى كلمات مرور للتطبيقات.
factor-app = تطبيق المصادقة
factor-app-text = يعرض تطبيق على هاتفك رمزًا جديدًا كل 30 ثانية.
factor-app-add = إعداد تطبيق
factor-app-added = تطبيق المصادقة مفعّل
factor-app-off-text = لن تُطلب رموز هذا التطبيق بعد الآن.
factor-since = منذ { $when }
factor-on = تفعيل
factor-off = إيقاف
factor-qr = رمز QR لتطبيق المصادقة
factor-scan = امسحه بالتطبيق، أو اكتب هذا السر:
factor-open-app = فتح في تطبيق على هذا الجهاز
keys = مفاتيح الأمان ومفاتيح المرور
keys-text = يسجّل مفتاح المرور دخولك بالبصمة أو الوجه أو رقم PIN، دون كلمة مرور.
key-add = إضافة مفتاح
key-added = أُضيف المفتاح
key-default = المفتاح { $n }
key-name = الاسم
key-passkey = مفتاح مرور
key-second = خطوة ثانية
key-rename = إعادة تسمية { $name }
key-remove = إزالة { $name }
key-remove-short = إزالة المفتاح
key-remove-text = لن يسجّل هذا المفتاح دخولك بعد الآن.
yubico = مفاتيح YubiKey التي تكتب الرموز
yubico-text = حيث لا تعمل مفاتيح الأمان: يكتب مفتاح YubiKey رمزًا عندما تلمسه.
yubico-add = إضافة مفتاح YubiKey
yubico-touch = ضع المؤشر هنا والمس مفتاح YubiKey.
yubico-code = رمز مفتاح YubiKey
yubico-default = YubiKey { $n }
yubico-kind = يكتب الرموز
recovery = رموز الاسترداد
recovery-left = { $n } غير مستخدمة
recovery-new = رموز جديدة
recovery-made = الرموز القديمة لم تعد صالحة
recovery-text = يعمل كل رمز مرة واحدة عندما لا يكون هاتفك أو مفتاحك في متناولك. احفظها في مكان آمن: لا تُعرض إلا الآن.
recovery-kept = حفظتها
prove-title = هل هذا أنت؟
prove-text = أدخل كلمة المرور مرة أخرى لتغيير طريقة تسجيل دخولك.
prove-wrong = هذه ليست كلمة مرورك.
rule-length = { $n } أحرف على الأقل.
rule-also = { $n } أحرف على الأقل، مع { $also }.
rule-letter = حرف
rule-cases = أحرف صغيرة وكبيرة
rule-digit = رقم
rule-special = رمز خاص
password-end-others = تسجيل الخروج من كل المتصفحات الأخرى
session-on = { $browser } على { $system }
session-unknown = برنامج غير معروف
session-seen = { $when } من { $address }
session-since = سُجّل الدخول { $when } ({ $way })
session-end = تسجيل الخروج
session-end-name = تسجيل الخروج: { $name }
session-ended = تم تسجيل الخروج
sessions-end-others = تسجيل الخروج من الأخرى كلها
way-password = كلمة مرور
way-totp = كلمة مرور ورمز
way-recovery = كلمة مرور ورمز استرداد
way-key = كلمة مرور ومفتاح
way-passkey = مفتاح مرور
way-yubico = كلمة مرور ومفتاح YubiKey
way-administrator = مسؤول
way-provider = مزوّد خارجي
protocol-administrator = فتحه مسؤول
last-logins = آخر عمليات تسجيل الدخول
last-logins-text = حسب الخدمة. إن بدا شيء غريبًا فغيّر كلمة مرورك.
protocol-web = الويب
protocol-api = واجهة البرمجة
programs = برامج لديها وصول
programs-text = لا تحتاج إلى كلمة مرور حتى تسحب الوصول.
programs-end = سحب
programs-end-name = سحب: { $name }
programs-ended = سُحب الوصول
oauth-title = هل تسمح لـ { $client }؟
oauth-wants = يريد هذا البرنامج:
oauth-lasts = يبقى هذا حتى تسحبه في الإعدادات.
oauth-as = تم تسجيل الدخول باسم { $address }
oauth-other = استخدام حساب آخر
oauth-allow = سماح
oauth-deny = عدم السماح
oauth-problem = لا يمكن الرد على هذا
oauth-wrong = البرنامج الذي قادك إلى هنا سأل بطريقة خاطئة. { $why }
oauth-over = استغرق هذا وقتًا طويلًا. ارجع إلى البرنامج وابدأ من جديد.
oauth-sign-in = للمتابعة إلى { $client }
oauth-prove = يريد { $client } التأكد من أنك أنت.
oauth-scope-openid = معرفة أنك أنت
oauth-scope-profile = رؤية اسمك
oauth-scope-email = رؤية عنوانك
oauth-scope-mail = قراءة بريدك وتغييره وإرساله
oauth-scope-dav = قراءة تقاويمك وجهات اتصالك وتغييرها
provider-sign-in = تسجيل الدخول عبر { $name }
provider-failed = لم يفتح تسجيل الدخول هذا شيئًا
provider-away = تعذر سؤال المزوّد. { $why }

## Receipts

receipt-wanted = يطلب { $name } إشعار قراءة.
receipt-send = أرسل الإشعار
receipt-no = لا
receipt-sent = أُرسل الإشعار
set-push = حتى عندما يكون Hayloft مغلقًا
set-push-hint = تبقى الرسالة هنا؛ لا يمر عبر خدمة المتصفح إلا أن ثمة جديدًا.
set-push-failed = تعذر تفعيل الإشعارات. { $why }
set-offline = احتفظ بالبريد في هذا المتصفح
set-offline-hint = تُقرأ أحدث المحادثات بلا اتصال. عطّله على حاسوب يستخدمه آخرون.

## Several mailboxes

accounts = صناديق البريد
account-shared = مشترك معك
account-elsewhere = لدى مزوّد آخر
outside = حسابات بريد أخرى
outside-text = بريدك لدى مزوّد آخر، تقرؤه وترد عليه من هنا. تُحفظ كلمة المرور مشفّرة.
outside-add = أضف حسابًا
outside-remove = أزل { $address }
outside-fault = تعذّر الوصول: { $why }
outside-login = اسم المستخدم هناك
outside-imap = البريد الوارد (IMAP)
outside-smtp = البريد الصادر (SMTP)
outside-host = الخادم
outside-port = المنفذ
outside-tls = التشفير
mail-sign-in = تسجيل الدخول لدى { $name }
mail-sign-in-text = لا حاجة إلى كلمة مرور: تسجّل الدخول لدى { $name } وتسمح بقراءة بريدك وإرساله من هنا.
mail-sign-in-password = استعمال كلمة مرور بدلًا من ذلك
mail-sign-in-over = سجّل الدخول هناك من جديد: انتهى الوصول.
mail-sign-in-again = تسجيل الدخول من جديد
mail-sign-in-none = لا مزوّد مسجّل لهذا الحساب.
sync = بريد مجلوب من مكان آخر
sync-text = يُنسخ بريد خادم آخر إلى صندوق البريد هذا مرارًا، كل رسالة مرة واحدة.
sync-add = جلب البريد
sync-remove = إيقاف الجلب من { $name }
sync-login = العنوان أو اسم المستخدم هناك
sync-minutes = الدقائق بين مرتين
sync-running = يعمل الآن
sync-never = لم يعمل بعد
sync-well = { $when }: نُسخ { $n }
sync-failed = { $when }: فشل ({ $why })
providers = مزوّدو بريد آخرون
providers-text = حيث يسجّل الدخول من لديه بريد في مكان آخر بدلًا من إعطاء كلمة مرور. سجّل هذا الخادم هناك أولًا وانسخ ما تحصل عليه.
providers-add = إضافة مزوّد
providers-grants = { $n } سجّلوا الدخول
providers-kind = المزوّد
providers-other = آخر
providers-client = معرّف العميل
providers-secret = سر العميل
providers-secret-kept = دون تغيير
providers-domains = نطاقات العناوين التي يُعرض عليها
providers-authorize = حيث يسجّل الناس الدخول (URL)
providers-token = حيث تُعطى الرموز (URL)
providers-scopes = النطاقات المطلوبة
providers-redirect = عنوان العودة الواجب تسجيله هناك:
providers-remove-text = لن يمكن بعد ذلك الوصول إلى الحسابات والمهام التي تسجّل الدخول هناك.

## حال الخادم (المسؤولون)

settings-server = هذا الخادم
server-well = كل شيء يعمل.
server-queue = في الطريق
server-deferred = { $n ->
    [zero] لا شيء ينتظر
    [one] رسالة واحدة تنتظر محاولة أخرى
    [two] رسالتان تنتظران محاولة أخرى
    [few] { $n } رسائل تنتظر محاولة أخرى
   *[other] { $n } رسالة تنتظر محاولة أخرى
  }
server-quarantine = في الحجر
server-refused-signins = محاولات دخول مرفوضة، 15 دقيقة
server-banned = { $n ->
    [zero] لا أحد محظور
    [one] شبكة واحدة محظورة
    [two] شبكتان محظورتان
    [few] { $n } شبكات محظورة
   *[other] { $n } شبكة محظورة
  }
server-disk = متاح للبريد
server-day = بريد آخر 24 ساعة
server-day-text = قُبل { $taken } ورُفض { $refused }
server-taken = مقبول
server-refused = مرفوض
server-services = الخدمات
server-memory = تشغل معًا { $size } من الذاكرة.
server-rspamd = صفحات Rspamd الخاصة
server-restarts = { $n ->
    [one] أعيد تشغيلها مرة واحدة
    [two] أعيد تشغيلها مرتين
    [few] أعيد تشغيلها { $n } مرات
   *[other] أعيد تشغيلها { $n } مرة
  }
server-down = لا تستجيب
server-bans = المحظورون
server-until = حتى { $when }
server-dns = سجلات DNS
server-dns-text = يسأل خوادم الأسماء لكل نطاق عمّا تحتاجه برامج البريد والخوادم الأخرى.
server-dns-check = تحقّق الآن
server-dns-unknown = لا أحد يجيب
server-dns-wrong = { $n ->
    [zero] كل شيء سليم
    [one] سجل واحد يحتاج إلى نظرة
    [two] سجلان يحتاجان إلى نظرة
    [few] { $n } سجلات تحتاج إلى نظرة
   *[other] { $n } سجلًا يحتاج إلى نظرة
  }

## Programs of others (administrators)

settings-oauth = برامج الآخرين
oauth-clients-text = برامج ومواقع أخرى يسجّل فيها الناس الدخول بحسابهم هنا، عبر OpenID Connect أو OAuth 2. كلٌّ يقرّر في حسابه؛ وما تسمح به هنا هو أقصى ما يمكن لبرنامج أن يطلبه.
oauth-clients-none = لا شيء بعد.
oauth-client-add = إضافة برنامج
oauth-client-change = تغيير { $name }
oauth-client-remove = حذف { $name }
oauth-client-remove-text = لن يستطيع تسجيل دخول أحد بعد الآن، وينتهي كل وصول مُنح له.
oauth-client-remove-yes = حذف
oauth-client-removed = حُذف البرنامج
oauth-client-off = معطّل
oauth-client-name = الاسم الذي يقرؤه الناس
oauth-client-redirects = عناوين العودة، واحد في كل سطر
oauth-client-may = يمكنه أن يطلب
oauth-client-trusted = برنامجنا: لا تسأل الناس
oauth-client-active = قيد الاستعمال
oauth-client-public = تطبيق لا يستطيع حفظ سر
oauth-client-renew = سر جديد
oauth-client-revoke = إنهاء كل وصول
oauth-client-made = لإعدادات البرنامج
oauth-client-once = انسخ السر الآن: لا يُعرض إلا هذه المرة.

## Junk mail, and addresses for a time

settings-junk = البريد غير المرغوب
settings-addresses = عناوين مؤقتة
junk-score = درجة التشدّد
junk-score-text = يعطي الخادم كل رسالة نقاطًا على ما يثير الشك فيها. كلما قلّت زاد التشدّد.
junk-from = إلى غير المرغوب ابتداءً من
junk-refused-from = يُرفض ابتداءً من
junk-usual = كما هو على الخادم
junk-try = ماذا كان سيلتقط؟
junk-week = من رسائل الأسبوع الماضي وعددها { $total } كانت { $junk } ستذهب إلى غير المرغوب و{ $refused } ستُرفض.
junk-allow = ليس غير مرغوب أبدًا
junk-allow-text = يدخل بريدهم مهما كانت نقاطه.
junk-deny = يُرفض دائمًا
junk-deny-text = لا يدخل بريدهم.
junk-who = عنوان أو نطاق
held = محتجَز
held-text = بريد موجَّه إليك رُفض. يُحفظ مدةً احتياطًا من الخطأ.
held-none = لا شيء محتجَز.
held-release = السماح بالدخول: { $subject }
held-remove = حذف: { $subject }
held-release-short = السماح بالدخول
held-remove-short = حذف
held-released = ستصل إلى صندوق الوارد ويتعلّم المرشّح منها
held-removed = حُذفت الرسالة
held-score = { $when } · { $score } نقطة
held-virus = { $when } · فيروس
held-often = إخباري بالبريد
held-often-never = أبدًا
held-often-hourly = كل ساعة
held-often-daily = كل يوم
held-often-weekly = كل أسبوع
held-kind = عن ماذا
held-kind-reject = ما رُفض
held-kind-add-header = ما ذهب إلى غير المرغوب
held-kind-all = كلاهما
timed-text = عنوان لا يخمّنه أحد، لمتجر واحد أو استمارة واحدة. يصلك بريده حتى ينتهي، ويمكنك الكتابة منه أيضًا.
timed-none = لا شيء بعد.
timed-what = الغرض منه
timed-span = مدة صلاحيته
timed-make = إنشاء عنوان
timed-made = أُنشئ العنوان
timed-remove = حذف العنوان { $address }
timed-removed = حُذف العنوان
timed-extend = مدة صلاحية { $address } من الآن
timed-change = تمديد…
timed-until = حتى { $when }
timed-over = انتهى { $when }
timed-1 = ساعة واحدة
timed-24 = يوم واحد
timed-168 = أسبوع واحد
timed-720 = 30 يومًا
timed-8760 = سنة واحدة
timed-87600 = عشر سنوات
timed-ever = دائمًا
mail-shared-mark = آخرون يرون هذا البريد
settings-smime = البريد الموقّع والمشفّر
smime-keys = مفاتيحك
smime-keys-text = بمفتاح S/MIME توقّع رسائلك وتقرأ ما شُفّر لك. يبقى المفتاح مختومًا على الخادم ولا يُسلَّم أبدًا. احتفظ بالمفاتيح المنتهية: فهي تفتح الرسائل القديمة.
smime-keys-none = ليس لديك مفتاح بعد.
smime-issuer = أصدره { $issuer }
smime-until = صالح حتى { $date }
smime-expired = انتهى في { $date }؛ ما زال يفتح الرسائل القديمة
smime-remove = إزالة مفتاح { $name }
smime-remove-text = لن يمكن بعد ذلك قراءة الرسائل المشفّرة لهذا المفتاح هنا.
smime-remove-do = إزالة
smime-add = إضافة مفتاح
smime-add-text = الملف الذي تلقيته من سلطة الشهادات أو حفظته من برنامج آخر: وفيه الشهادة والمفتاح الخاص.
smime-file = ملف (.p12 أو .pfx)
smime-password = كلمة مرور الملف
smime-added = أُضيف المفتاح.
smime-usual = الرسائل الجديدة
smime-usual-text = ما يُفعل برسائل كل عنوان من عناوينك ما لم تختر غير ذلك عند الكتابة.
smime-usual-plain = بلا توقيع ولا تشفير
smime-usual-sign = توقيع
smime-usual-encrypt = توقيع وتشفير
smime-sign = توقيع (S/MIME)
smime-encrypt = تشفير (S/MIME)
smime-sign-off = عدم التوقيع
smime-encrypt-off = عدم التشفير
smime-signed = موقّعة
smime-encrypted = مشفّرة
encrypted-why = لم يستطع أحد قراءة هذه الرسالة في الطريق.
encrypted-unproven = لم يستطع أحد قراءة هذه الرسالة في الطريق، لكن لا شيء يثبت أنها لم تُغيَّر. تبقى الصور الخارجية محجوبة.
smime-no-key = هذه الرسالة مشفّرة ولا يفتحها أي من مفاتيحك.
smime-broken = لا يمكن فتح هذه الرسالة: فقد تلفت أو غُيّرت.
smime-too-large = هذه الرسالة أكبر من أن تُفتح هنا.
smime-unsupported = ليس في رسالة S/MIME هذه ما يمكن عرضه.
why-smime-key = ليس لديك مفتاح صالح لعنوان المرسل هذا.
why-smime-certificate = يحتاج التشفير إلى شهادة { $what }. تأتي بها رسالة موقّعة منهم.
why-smime-bcc = تُظهر الرسالة المشفّرة جميع مستلميها؛ لا يمكن إرسالها نسخةً مخفية.
why-smime-password = كلمة المرور هذه لا تفتح الملف.
why-smime-file = ليس في هذا الملف مفتاح خاص مع شهادته.
why-smime-yours = لا تذكر الشهادة أيًا من عناوينك.
settings-openpgp = مفاتيح OpenPGP
pgp-keys = مفاتيح OpenPGP الخاصة بك
pgp-keys-text = بمفتاح OpenPGP توقّع بريدك وتقرأ ما شُفّر لك. يحفظه الخادم مقفلا بعبارة مرورك التي لا تغادر هذا المتصفح أبدا. احتفظ بالمفاتيح القديمة: فهي تفتح البريد القديم.
pgp-others = مفاتيح الآخرين
pgp-others-text = يمكن تشفير البريد إلى هؤلاء. علّم المفتاح بأنه متحقق منه بعد أن تقارن بصمته مع صاحبه.
pgp-others-none = لا توجد مفاتيح معروفة للآخرين بعد.
pgp-remove-text = لن يمكن تشفير البريد إلى هذا الشخص به، وستصبح توقيعاته غير معروفة.
pgp-published = يمكن للجميع إيجاده بعنوانك
pgp-verified = تحققت منه أنت
pgp-from-imported = مستورد
pgp-from-autocrypt = وصل مع رسالة (Autocrypt)
pgp-from-wkd = من دليل نطاقه
pgp-key-menu = مفتاح { $name }
pgp-export = حفظ المفتاح العام
pgp-export-secret = حفظ المفتاح السري
pgp-publish = السماح للجميع بإيجاده
pgp-mutual = طلب التشفير من الآخرين
pgp-verify = تم التحقق
pgp-make = إنشاء مفتاح
pgp-make-text = يُنشأ المفتاح في هذا المتصفح. لا أحد يستطيع إخبارك بعبارة مرور نسيتها: احفظ المفتاح السري في مكان آمن.
pgp-made = أُنشئ المفتاح.
pgp-address = للعنوان
pgp-passphrase = عبارة المرور
pgp-passphrase-again = عبارة المرور مرة أخرى
pgp-passphrase-short = يجب ألا تقل عبارة المرور عن 8 محارف.
pgp-passphrase-wrong = عبارة المرور هذه لا تفتح المفتاح.
pgp-import = استيراد مفاتيح
pgp-import-text = مفاتيح عامة للآخرين، أو مفتاح سري حفظته من برنامج آخر.
pgp-file = ملف المفتاح
pgp-text = أو المفتاح نصا
pgp-import-passphrase = عبارة مروره إن كان مفتاحا سريا
pgp-import-none = لا يوجد مفتاح OpenPGP هنا.
pgp-import-unlocked = ليس لهذا المفتاح السري عبارة مرور. أعطه عبارة هنا.
pgp-import-useless = لا يحتوي هذا المفتاح على عنوان صالح.
pgp-import-revoked = ألغى صاحب هذا المفتاح مفتاحه.
pgp-not-yours = لا يذكر المفتاح أيا من عناوينك.
pgp-imported = { $n ->
    [one] استورد مفتاح واحد.
   *[other] عدد المفاتيح المستوردة: { $n }.
  }
pgp-encrypted-why = لم يستطع قراءتها في الطريق إلا مستلموها
pgp-signed-known = موقّعة بمفتاح متحقق منه
pgp-signed-verified = موقّعة بالمفتاح { $print } الذي تحققت منه
pgp-signed-why = موقّعة بالمفتاح { $print } لهذا العنوان؛ لم تتحقق منه
pgp-signed-unknown = توقيع غير معروف
pgp-signed-unknown-why = موقّعة بمفتاح غير معروف هنا
pgp-signed-altered = التوقيع لا يطابق: تغيّرت الرسالة بعد توقيعها أو التوقيع تالف.
pgp-signed-other = موقّعة بمفتاح لا يخص { $email }.
pgp-no-key = هذه الرسالة مشفّرة بـ OpenPGP ولا يفتحها أي من مفاتيحك.
pgp-locked = عبارة مرورك تفتح هذه الرسالة.
pgp-no-integrity = هذه الرسالة غير محمية من التغيير ولا تُفتح: قد يعرف محتواها من غيّرها.
pgp-failed = تعذّر تحميل الرسالة لفتحها.
pgp-opening = جارٍ الفتح…
pgp-unlock = فتح
pgp-all-want = الجميع هنا يريد بريدا مشفّرا.
pgp-sign = توقيع (OpenPGP)
pgp-encrypt = تشفير (OpenPGP)
pgp-sign-locked = للتوقيع افتح مفتاحك.
why-pgp-locked = مفتاح OpenPGP مقفل: يحتاج إلى عبارة مروره.
why-pgp-key = للتشفير يلزم مفتاح OpenPGP لـ { $what }.
