## العاملون في المتجر، وما فعله كل منهم.

role-owner = مالك
role-manager = مدير
role-cashier = أمين الصندوق
role-support = دعم الزبائن
role-may-owner = المالك يستطيع كل شيء.
role-may-manager = المدير يسيّر المتجر: الطلبات والزبائن والمال والأسعار والأرقام والعاملون. إلا الإعدادات والنسخ الاحتياطية ورموز الزبائن.
role-may-cashier = أمين الصندوق يقرر في الوصولات والمدفوعات، ويضيف إلى المحافظ ويخصم منها في حدود مبلغ يومي. ويرى الطلبات والزبائن.
role-may-support = دعم الزبائن يرى الطلبات والزبائن ويجيب عن رسائلهم وتقييماتهم. لا شأن له بالمال.
role-given =
    👔 <b>أنت تعمل الآن في { $shop } بصفة: { $title }</b>

    { $may }
    تجد أوامرك في القائمة بجانب حقل الكتابة.
role-taken = 👔 لم تعد تعمل في { $shop }. تبقى طلباتك ومحفظتك كما هي.
button-panel = 📊 لوحة التحكم
button-staff = 👔 العاملون
button-staff-add = ➕ شخص جديد
button-staff-remove = ❌ لم يعد يعمل هنا
button-make-role = منح الصفة: { $role }
button-yes-make = ✅ نعم: { $role }
button-yes-remove = ❌ نعم، اسحب الصفة
button-no-back = ↩️ لا، رجوع
toast-role-given = تم ذلك، وسيُخبر المعني به.
toast-role-taken = تم ذلك، وسيُخبر المعني به.
toast-nothing-changed = لم يتغيّر شيء: الأمر كذلك من قبل.
toast-not-yours = لم يعد بإمكانك فعل هذا.
staff-list = 👔 <b>العاملون في المتجر</b>
staff-member = <b>{ $title }</b>: { $name } ({ $customer })
staff-nobody = { $name } ({ $customer }) لا يعمل هنا.
staff-unknown = لم يكتب أحد إلى المتجر بهذا الرقم بعد. تأكد منه. سيُخبر صاحبه حالما يضغط على «ابدأ».
staff-since = منذ { $at }، منحها { $name }
staff-since-settings = منذ { $at }، حسب ADMIN_IDS
staff-acted = آخر عمل: { $at }
staff-never-acted = لم يقم بأي عمل بعد
staff-who =
    من الذي سيعمل هنا؟ اكتب رقمه، مثل { $example }، أو اسم المستخدم الذي يبدأ بـ @.
    يجد الشخص رقمه في /help.
staff-no-username = لا يعرف المتجر أحدًا باسم المستخدم { $words }. على الشخص أن يضغط على «ابدأ» أولًا، أو اكتب رقمه الذي يجده في /help.
staff-role-not-read = «{ $words }» ليست صفة معروفة. الصفات: مدير، صندوق، دعم.
staff-sure-add = هل يعمل { $name } ({ $customer }) هنا بصفة: <b>{ $title }</b>؟
staff-sure-remove = هل تريد ألا يعمل { $name } ({ $customer }) هنا بعد الآن؟
staff-given = ✅ يعمل { $name } ({ $customer }) هنا الآن بصفة: <b>{ $title }</b>
staff-had-it = لدى { $name } ({ $customer }) هذه الصفة من قبل: <b>{ $title }</b>
staff-taken = ✅ لم يعد { $name } ({ $customer }) يعمل هنا.
staff-is-none = { $name } ({ $customer }) لا يعمل هنا.
usage-staff =
    هكذا: { $example } أو { $end }
    رقم الشخص أو اسم المستخدم، والصفات: manager أو cashier أو support. الأمر /staff وحده يعرض الجميع.
nottheirs-lost = لم يعد بإمكانك فعل هذا.
nottheirs-more_than_theirs = لا تستطيع أن تمنح أو تسحب إلا ما تستطيع فعله أنت.
nottheirs-own_role = لا أحد يغيّر صفته بنفسه. اطلب ذلك من غيرك.
nottheirs-owner = المالكون مذكورون في ADMIN_IDS في الإعدادات، ولا يُضافون ولا يُزالون إلا هناك.
nottheirs-works_here = هذا الشخص يعمل هنا. أزل صفته أولًا.
nottheirs-own_money = لا أحد يقرّر في مال يخصّه. اطلب ذلك من مالك أو مدير.
staff-day-limit = يمكنك أن تضيف إلى المحافظ وتخصم منها { $amount } في اليوم. بقي لك اليوم { $left }. لم يُسجل شيء.

audit = 📜 <b>ما الذي فعله العاملون</b>
audit-by = من: { $name } ({ $customer })
audit-act = فقط: { $what }
audit-about = بشأن: { $what }
audit-day = يوم: { $what }
audit-line = { $at } · <b>{ $name }</b> · { $what } · { $subject }
audit-detail = { $details }
audit-none = لم يحدث شيء من هذا.
audit-whose = 📜 أعمال من تريد أن ترى؟
audit-which = 📜 أي الأعمال تريد أن ترى؟
audit-change = { $before } ← { $after }
audit-not-set = غير مضبوط هنا
audit-to-wallet = { $amount } إلى المحفظة
audit-to-payer = { $amount } إلى الدافع
audit-closed = أُغلق
audit-opened = فُتح
audit-shown = ظاهر من جديد
audit-shops-hours = كما في المتجر
button-audit = 📜 سجل الأعمال
button-audit-older = الأقدم ◂
button-audit-who = 👤 مَن
button-audit-what = ⚙️ ماذا
button-audit-today = اليوم
button-audit-yesterday = أمس
button-audit-all = الكل
button-audit-anybody = الجميع
button-audit-anything = كل الأعمال
usage-audit =
    لا أفهم «{ $words }».
    هكذا: { $example }
    بأي ترتيب: رقم شخص أو اسم المستخدم، أو نوع العمل، أو مرجع طلب، أو يوم. الأمر /audit وحده يعرض كل شيء.
act-credit = إضافة إلى محفظة
act-debit = خصم من محفظة
act-undo = تراجع عن إضافة أو خصم
act-approve = قبول وصل
act-reject = رفض وصل
act-false_receipt = اعتبار وصل مزوّرًا
act-send_again = إعادة إرسال رسالة
act-quiet_hours = اختيار أوقات الهدوء
act-maintenance = إغلاق المتجر أو فتحه
act-look_again = إعادة التحقق
act-adopt = اعتماد طلب عند المورّد
act-adopt_number = كتابة رقم المورّد
act-deliver = تسليم المتوفر
act-buy_at_loss = شراء بخسارة
act-reveal = عرض الرموز
act-give_order = إسناد طلب إلى زبون
act-refund = رد المال
act-refund_debited = رد المال رغم الخصم
act-refund_unasked = رد المال دون جواب المورّد
act-price_rule = تحديد الأسعار
act-limit = تحديد حد
act-hidden = إخفاء سلع أو إظهارها
act-promo_started = بدء رمز تخفيض
act-promo_ended = إنهاء رمز تخفيض
act-answer = جواب لزبون
act-write_off = تسجيل خسارة
act-role_given = منح صفة
act-role_taken = سحب صفة
act-ban = حظر زبون
act-unban = رفع الحظر عن زبون
act-note = كتابة ملاحظة
act-customer_limit = تحديد حد لزبون
act-customer_language = تغيير لغة زبون
subject-order = الطلب
subject-customer = الزبون
subject-message = الرسالة
subject-payment = الدفعة
subject-transfer = الوصل
subject-promo = رمز التخفيض
subject-staff = العامل
subject-shop = المتجر
act-save_reply = حفظ جواب جاهز
act-remove_reply = حذف جواب جاهز
subject-ticket = طلب المساعدة
subject-reply = الجواب الجاهز
act-backup = طلب نسخة احتياطية
act-supplier_text = رسالة إلى دعم المورّد
act-ticket_taken = تولّي طلب مساعدة
act-ticket_released = ترك طلب مساعدة
act-ticket_closed = إغلاق طلب مساعدة
act-ticket_reopened = إعادة فتح طلب مساعدة
act-hide_review = إخفاء كلام تقييم
act-show_review = إظهار كلام تقييم
act-answer_review = جواب عن تقييم
act-unanswer_review = حذف جواب عن تقييم
subject-review = التقييم
act-setting = تغيير إعداد
act-export = تصدير ملف
subject-setting = الإعداد
