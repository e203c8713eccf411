## طلبات المساعدة: رسائل الزبائن للعاملين في المتجر.

support-from =
    🛟 <b>رسالة من { $name }</b> ({ $customer })
    للجواب: ردّ على هذه الرسالة.
support-from-ticket =
    🛟 #{ $number } · <b>رسالة من { $name }</b> ({ $customer })
    للجواب: ردّ على هذه الرسالة.
support-from-in-topic = 🛟 <b>رسالة من { $name }</b> ({ $customer })
support-answer-by = 💬 أجاب { $staff } عن رسالة { $name } ({ $customer }):
support-answered = ✅ أُرسل جوابك إلى { $name }.
support-answered-before = سبق أن أجاب { $staff } ({ $at }). يصل الجوابان إلى الزبون.
support-file-lost = ⚠️ كان معها ملف يرفضه تيليغرام: { $why }
staff-not-understood = لم أفهم هذا. لتجيب زبونًا، استعمل «رد» على رسالته التي تبدأ بـ 🛟. ولغير ذلك: /admin
staff-reply-to-none = هذه ليست رسالة من زبون، فلم يصل ردك إلى أحد. لتجيب زبونًا، استعمل «رد» على رسالة تبدأ بـ 🛟.
staff-cannot-pass = لا يمكن إرسال هذا إلى الزبون. يمكن إرسال النصوص والصور والملفات والفيديو والتسجيلات الصوتية.
ticket =
    { $sign } <b>#{ $number }</b> · { $state }
    { $name } ({ $customer })، منذ { $at }
ticket-number = (#{ $number })
ticketstate-open = مفتوح
ticketstate-taken = قيد المعالجة
ticketstate-waiting = أُجيب عنه
ticketstate-closed = مغلق
ticketkind-question = سؤال
ticketkind-order = طلب شراء
ticketkind-payment = دفعة
ticketkind-dead_code = رمز لا يعمل
ticket-about-order = 🧾 الطلب { $ref } · { $goods }
ticket-about-code = ⚠️ الرمز رقم { $number } من الطلب { $ref } لا يعمل · { $goods }
ticket-about-payment = 💳 الدفعة: { $amount } · { $way } · { $at } · { $state }
ticket-about-payments = 💳 يخص دفعة
ticket-taken = ✋ { $staff }، منذ { $at }
ticket-taken-by = ✋ يتولاه { $staff }.
ticket-asked = ⏳ ينتظر الجواب منذ { $at }
ticket-line = <i>{ $at }</i> <b>{ $who }:</b>
written-photo = صورة
written-document = ملف
written-voice = تسجيل صوتي
written-audio = مقطع صوتي
written-video = فيديو
written-animation = صورة متحركة
written-video_note = رسالة فيديو
ticket-in-group = ما تكتبونه في هذا الموضوع يصل إلى الزبون جوابًا من المتجر. والسطر الذي يبدأ بـ // يبقى بينكم.
ticketnews-taken = ✋ يتولى { $staff } طلب المساعدة هذا.
ticketnews-released = 👐 ترك { $staff } طلب المساعدة هذا لغيره.
ticketnews-closed = ✅ أغلق { $staff } طلب المساعدة هذا.
ticketnews-reopened = 🔴 فُتح طلب المساعدة هذا من جديد. { $staff }
ticket-waits =
    ⏰ <b>#{ $number } { $name }</b> ينتظر الجواب منذ { $minutes ->
        [one] دقيقة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }.
ticket-orders = 🧾 <b>آخر طلبات { $name }</b> (#{ $number })
ticket-orders-none = لا توجد طلبات بعد.
tickets-open = 🎫 <b>طلبات المساعدة المفتوحة</b>، الأقدم أولًا
tickets-mine = 🎫 <b>طلبات المساعدة التي تتولاها</b>، الأقدم أولًا
tickets-all = 🎫 <b>كل طلبات المساعدة</b>، الأحدث أولًا
tickets-unanswered = ⏳ دون جواب: { $count }، أقدمها منذ { $since }
tickets-none = لا يوجد شيء.
button-tickets-count = 🎫 طلبات مساعدة تنتظر ({ $count })
button-tickets = 🎫 طلبات المساعدة
ticketlist-open = 🔴 المفتوحة
ticketlist-mine = ✋ التي أتولاها
ticketlist-all = 📚 الكل
button-ticket = { $sign } #{ $number } { $name } · { $kind }
button-open-ticket = 🎫 #{ $number }
button-take-ticket = ✋ أتولاه
button-take-over = ✋ أتولاه بدلًا منه
button-release-ticket = 👐 أتركه لغيري
button-close-ticket = ✅ إغلاق
button-reopen-ticket = 🔴 فتح من جديد
button-answer-ticket = ✍️ جواب
button-their-orders = 🧾 طلباته
button-ticket-order = 🧾 الطلب { $ref }
button-supplier-text = 📋 لدعم المورّد
button-quick-reply = ⚡ جواب جاهز
toast-ticket-taken = أنت تتولى #{ $number } الآن.
toast-ticket-released = صار #{ $number } متاحًا للجميع.
toast-ticket-closed = أُغلق #{ $number } وأُخبر الزبون.
toast-ticket-reopened = فُتح #{ $number } من جديد وأنت تتولاه.
toast-ticket-moved = لم يتغير شيء: #{ $number } { $state } (✋ { $staff }).
toast-supplier-text = النص في الرسالة التالية.
ask-ticket-answer =
    ✍️ <b>جوابك عن #{ $number } إلى { $name }</b>

    اكتبه الآن، أو أرسل صورة أو ملفًا أو تسجيلًا صوتيًا. يقرؤه الزبون جوابًا من المتجر. للإلغاء: /cancel
usage-tickets =
    { $mine } – طلبات المساعدة التي تتولاها
    { $all } – كلها، والمغلقة أيضًا
    { $example } – طلب مساعدة واحد برقمه
supplier-text-head = 📋 اضغط على النص لنسخه، ثم أرسله إلى دعم المورّد:
    { $text }
supplier-text =
    هذا الرمز لا يعمل.
    Order ID: { $order }
    Request ID: { $request }
    مرجعنا: { $ref }
    المنتج: { $goods }
    رقم الرمز: { $number }
    الرقم التسلسلي: { $serial }
    وقت الشراء: { $placed }
    وقت التسليم: { $delivered }
    وقت البلاغ: { $reported }
    قول الزبون: { $words }

## أجوبة يحفظها العاملون جاهزة.

replies = ⚡ <b>الأجوبة الجاهزة</b>
    يُرسل كل جواب بلغة الزبون.
replies-none = لا توجد أجوبة جاهزة بعد. أضف جوابًا بالأمر /replies
reply = ⚡ <b>{ $name }</b>
reply-in = <b>{ $language }</b>
reply-saved = ✅ تم الحفظ.
reply-too-long = لا يزيد الجواب الجاهز على { $most } حرف، وفي هذا { $count }. أرسل جوابًا أقصر.
reply-other-language = ⚠️ لا يوجد نص بلغة الزبون ({ $language }).
which-reply = ⚡ أي جواب عن #{ $number }؟
ask-reply-name = ما اسم الجواب؟ لا يراه غيركم، ولا يزيد على { $most } حرفًا. للإلغاء: /cancel
ask-reply-text = ماذا يقول «{ $name }» بهذه اللغة: { $language }؟ للإلغاء: /cancel
ask-remove-reply = هل تحذف «{ $name }» بكل اللغات؟
ask-send-reply = ⚡ يُرسل هذا إلى { $name } ({ $language }):
button-replies = ⚡ الأجوبة الجاهزة
button-new-reply = ➕ جواب جديد
button-remove-reply = 🗑 حذف
button-send-reply = ✅ إرسال
button-other-reply = ⚡ جواب آخر
toast-reply-removed = حُذف «{ $name }».
error-too-many-replies = لديكم { $most } جوابًا جاهزًا. احذفوا واحدًا أولًا.
topic-left-empty = ⚠️ توقّف المتجر أثناء إنشاء هذا الموضوع. قد يكون هناك موضوع فارغ بالاسم نفسه، ويمكنكم حذفه.
