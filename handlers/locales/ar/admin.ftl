## جانب التاجر.

overview =
    📊 <b>{ $shop } اليوم</b> · { $at }

    المبيعات: <b>{ $sold }</b> في { $orders ->
        [zero] 0 طلب
        [one] طلب واحد
        [two] طلبين
        [few] { $orders } طلبات
        [many] { $orders } طلبًا
       *[other] { $orders } طلب
    }
    المفتوحة: { $open } · المتوقفة: { $stuck } · تنتظر قرارك: { $review }
    الفاشلة اليوم (أُعيد مالها): { $failed }
    الرسائل: { $waiting } في الانتظار، { $parked } لزبائن حظروا البوت، { $undelivered } تعذّر إرسالها
overview-state = { $status }: { $count }
overview-states = { $states }
overview-margin = 📈 هامش ما انتهى اليوم: <b>{ $margin }</b>
overview-float-lasts = ⏳ يكفي الرصيد نحو { $days ->
        [one] يوم واحد
        [two] يومين
        [few] { $days } أيام
        [many] { $days } يومًا
       *[other] { $days } يوم
    } بوتيرة الأسبوع الماضي ({ $pace } في اليوم)
overview-float-short = ⚠️ بقي أقل من يوم بوتيرة الأسبوع الماضي ({ $pace } في اليوم)
overview-supplier-answers = 🌐 المورّد يجيب (آخر جواب { $ago }).
button-open-orders-count = 📂 الطلبات المفتوحة ({ $count })
button-held-orders-count = ⚠️ تنتظر قرارك ({ $count })
button-undelivered-count = ✉️ رسائل لم تصل ({ $count })
undelivered = ✉️ <b>رسائل لا تصل</b>
undelivered-none = ✉️ كل الرسائل تصل، أو هي في طريقها.
undelivered-refused = { $number }. { $kind } إلى { $name } ({ $chat }) منذ { $at }: يقول تيليغرام «{ $why }». تستمر المحاولات.
undelivered-given-up = { $number }. { $kind } إلى { $name } ({ $chat }) منذ { $at }: توقفت المحاولات. { $why }
overview-float = 🏦 رصيدك عند المورّد: <b>{ $float }</b> (قُرئ يوم { $at })
overview-float-old = ⚠️ رصيدك عند المورّد: <b>{ $float }</b>، لكنه قُرئ { $ago } ({ $at }) وربما تغيّر.
overview-float-unknown = 🏦 لم يُقرأ رصيدك عند المورّد بعد: /balance
overview-data = 💾 البيانات: { $size } ميغابايت
overview-data-grown = 💾 البيانات: { $size } ميغابايت، أي { $grown } ميغابايت أكثر من أمس
overview-shop-open = 🟢 المتجر مفتوح.
overview-supplier-away = 🌐 <b>المورّد لا يجيب</b> منذ { $at }. لا يمكن لأحد الشراء حتى يعود، والطلبات الجارية محفوظة ومتابَعة.
overview-key-refused = 🔑 <b>المورّد يرفض مفتاحنا</b> ({ $error }) منذ { $at }. لا يمكن لأحد الشراء حتى تُحلّ المشكلة.
overview-outside-hours = 🕘 خارج أوقات العمل. يعود البيع: { $at }.
overview-no-orders = ⏸ لا تُستقبل الطلبات ما دام المورّد غائبًا، ويعود استقبالها تلقائيًا.
overview-shop-closed = 🔧 المتجر مغلق للصيانة منذ { $at }.
overview-shop-closed-itself =
    🚫 <b>أُغلق المتجر تلقائيًا</b> يوم { $at }: رفض المورّد ثلاثة طلبات لسلع مختلفة بالجواب نفسه ({ $error }).
    السبب إذن ليس السلعة بل ما يرسله المتجر. افتحه من جديد بعد حلّ المشكلة.
button-open-orders = 📂 الطلبات المفتوحة
button-close-shop = 🔧 إغلاق للصيانة
button-open-shop = 🟢 فتح المتجر
maintenance-on = 🔧 المتجر مغلق: لا يمكن لأحد أن يشتري. الطلبات السابقة تُسلَّم كالعادة.
maintenance-off = 🟢 المتجر مفتوح.
balance = 🏦 رصيدك عند المورّد الآن: <b>{ $float }</b>
staff-supplier-away = المورّد لا يجيب منذ { $at }، ولا يمكن لأحد الشراء.
staff-key-refused = المورّد يرفض مفتاحنا ({ $error }) منذ { $at }، ولا يمكن لأحد الشراء.
staff-no-answer = لم يجب المورّد هذه المرة.
staff-too-busy = استنفد المتجر طلباته إلى المورّد لهذه الدقيقة. حاول بعد قليل.
staff-too-many-looks =
    سألتَ المورّد مرات كثيرة خلال دقيقة. حاول من جديد بعد { $seconds ->
        [one] ثانية واحدة
        [two] ثانيتين
        [few] { $seconds } ثوانٍ
       *[other] { $seconds } ثانية
    }.
staff-float-known = آخر رصيد معروف عنده: { $float }، قُرئ { $ago }.
staff-float-unknown = رصيدك عنده غير معروف بعد.

credited = ✅ أُضيف <b>{ $amount }</b> إلى محفظة { $name } ({ $customer }). الرصيد: <b>{ $balance }</b>
debited = ✅ خُصم <b>{ $amount }</b> من محفظة { $name } ({ $customer }). الرصيد: <b>{ $balance }</b>
ask-credit =
    هل تضيف <b>{ $amount }</b> إلى محفظة { $name } ({ $customer })؟
    رصيدها الآن { $balance }.
ask-debit =
    هل تخصم <b>{ $amount }</b> من محفظة { $name } ({ $customer })؟
    رصيدها الآن { $balance }.
ask-booking-note = ملاحظة: { $note }
button-undo-booking = ↩️ تراجع (خلال 10 دقائق)
undone = ↩️ تم التراجع. رصيد محفظة { $name } ({ $customer }) الآن <b>{ $balance }</b>، وقد أُخبر الزبون بذلك.
undo-too-much = أنفق الزبون هذا المال: ينقص المحفظة { $missing }. لم يُتراجع عن شيء.
debit-too-much = رصيد هذه المحفظة لا يكفي، وينقصها { $missing }. لم يُخصم شيء.
amount-refused = اكتب مبلغًا بالدينار دون كسور، من { $least } إلى { $most }.
no-such-customer = لم يراسل أحد المتجر بهذا الرقم. اطلب منه أن يضغط على «ابدأ» أولًا.
no-such-order = لا يوجد طلب بهذا الرقم.
usage-credit =
    هكذا: { $example }
    الرقم أو اسم المستخدم مع @ أو بداية الاسم، ثم المبلغ بالدينار دون كسور، ثم ملاحظة إن شئت.
usage-debit =
    هكذا: { $example }
    الرقم أو اسم المستخدم مع @ أو بداية الاسم، ثم المبلغ بالدينار دون كسور، ثم ملاحظة إن شئت.
usage-order = هكذا: { $example }
usage-maintenance = هكذا: { $on } أو { $off }، ومع كلماتك للزبائن: { $words }
example-note = نقدًا

open-orders = 📂 <b>الطلبات المفتوحة</b>
open-orders-none = 📂 لا يوجد أي طلب مفتوح. كل شيء منجز.
button-staff-order = { $sign } { $ref } · { $status } · { $total }

dossier =
    <b>الطلب { $ref }</b> – { $status }

    🎁 { $product }
    المنطقة: { $region }
    الفئة: { $type }
    { $quantity } × { $price } = <b>{ $total }</b>
    المسلَّم: { $delivered } · المعاد: { $refunded }
    التكلفة: { $cost } · الهامش: { $margin }
dossier-customer = 👤 { $name } ({ $customer })
dossier-charged = ما خصمه المورّد: { $charged }
dossier-supplier-order = رقم الطلب عند المورّد: { $id }
dossier-held = ⚠️ موقوف: { $reason }
dossier-attempts = <b>المحاولات</b>
dossier-attempt = { $at } – { $state } · { $code } · الاستعلام { $request }
dossier-candidates = <b>طلبات عند المورّد قد تكون هي هذا الطلب</b>
dossier-candidate = { $number }. { $id } – { $status }، { $at }
dossier-unasked = ⚠️ تعذّر سؤال المورّد الآن: لا نعرف ما أخذه وما أرسله عن هذا الطلب. حدّث الصفحة بعد قليل.
dossier-came = يقول المورّد: { $status }، البطاقات: { $cards } من { $quantity }
dossier-debits = <b>ما خصمه المورّد</b>
dossier-debit = { $at } – { $amount } · { $names }
dossier-no-debit = لا يظهر في حساب المورّد خصم لهذا الطلب، أو أنه أُعيد.
dossier-losses = <b>خصمه المورّد ولم يصل شيء</b>
dossier-loss = { $at } – { $amount } · لم يُعَد بعد
dossier-loss-returned = { $at } – { $amount } · أُعيد (لوحظ في { $returned })
dossier-loss-written-off = { $at } – { $amount } · شطبه { $staff }: { $reason }
dossier-event = { $at } – { $status } · { $why }
dossier-event-by = { $at } – { $status } · { $why } · { $who }
who-customer = الزبون
who-staff = فريق المتجر ({ $staff })
who-telegram = تيليغرام
nothing-known = –
decision-look_again = 🔄 تحقّق من جديد
decision-buy_at_loss = 🛒 الشراء بخسارة
decision-refund = ↩️ إعادة الثمن كاملًا
decision-refund_debited = ↩️ إعادة الثمن كاملًا مع خسارة
decision-refund_unasked = ↩️ إعادة الثمن كاملًا دون دليل
decision-deliver = 📨 تسليم الموجود
decision-adopt = 🔗 إنه الطلب رقم { $number }
ask-look_again = هل نسأل المورّد عن { $ref } مرة أخرى؟
ask-refund = هل نعيد { $total } إلى الزبون عن { $ref } وننهي الطلب؟ لا رجعة في ذلك.
ask-refund_debited =
    أخذ المورّد { $amount } عن { $ref } في { $at } ولم يُعدها.
    هل نعيد { $total } إلى الزبون مع ذلك وننهي الطلب؟ يُحسب مبلغ { $amount } خسارةً إلى أن يعيده المورّد. لا رجعة في ذلك.
ask-refund_unasked =
    ⚠️ تعذّر سؤال المورّد. ربما أخذ مالًا عن { $ref }، وقد تصل بطاقات لاحقًا.
    هل نعيد { $total } إلى الزبون دون أن نعرف ذلك وننهي الطلب؟ لا رجعة في ذلك.
ask-buy_at_loss = هل نشتري الطلب { $ref } بثمن { $cost }؟ يبقى السعر المتفق عليه للزبون، ويخسر المتجر { $loss }. إذا طلب المورّد أكثر من ذلك، فستُسأل من جديد.
ask-deliver = هل نسلّم البطاقات التي يعرضها المورّد للطلب { $ref } ونعيد ثمن الباقي؟ لا رجعة في ذلك.
ask-adopt = هل نعتمد { $id } طلبًا لـ { $ref }؟ لا رجعة في ذلك.
button-order-number = ✍️ كتابة رقم الطلب عند المورّد
ask-order-number = اكتب رقم الطلب { $ref } عند المورّد كما يظهر في لوحة OneClickDz.
number-unreadable = هذا ليس رقم طلب. اكتب حروفه وأرقامه دون مسافات.
number-absent = لا يعرف المورّد طلبًا بهذا الرقم. تحقّق من الرقم واكتبه مرة أخرى.
number-other_goods = ذلك الطلب لسلعة أخرى أو لكمية أخرى. اكتب رقمًا آخر.
number-taken = ذلك الطلب تابع لطلب آخر في المتجر. اكتب رقمًا آخر.
number-moved_on = تغيّرت حالة الطلب في هذه الأثناء، ولم يتغيّر شيء آخر.
button-write-off = 🧾 شطب الخسارة
ask-write-off-reason = لماذا لم نعد ننتظر هذا المال عن { $ref }؟ اكتب السبب، وسيُحفظ مع اسمك.
ask-write-off =
    هل نشطب { $amount } عن { $ref }؟ لن يذكرها المتجر بعد ذلك. ويبقى هامش يومها ناقصًا.
    السبب: { $reason }
written-off = 🧾 شُطبت الخسارة عن { $ref }.
button-yes = ✅ نعم، نفّذ
button-no = ❌ لا
toast-decided = تم.
toast-decision-gone = تغيّرت حالة الطلب في هذه الأثناء: ألقِ نظرة.

status-awaiting_payment = في انتظار الدفع
status-paid = مدفوع
status-placing = قيد الإرسال إلى المورّد
status-unknown = لم يصل الجواب، ونبحث عنه
status-processing = عند المورّد
status-fulfilled = سُلّم
status-partially_filled = سُلّم جزئيًا
status-refunded = أُعيد ثمنه
status-rejected = مرفوض وأُعيد ثمنه
status-needs_review = ينتظر قرارك
status-expired = انتهت مهلته
status-cancelled = أُلغي

reason-sold_out = نفدت الكمية عند المورّد
reason-dearer = صار ثمنه عند المورّد أعلى مما دُفع
reason-no_float = رصيدك عند المورّد لا يكفي
reason-refused = رفضه المورّد
reason-proved_absent = لا يوجد هذا الطلب عند المورّد
reason-staff_refund = أعاد فريق المتجر المبلغ
reason-other_goods = طلب المورّد يخص سلعة أخرى
reason-other_quantity = طلب المورّد يخص كمية أخرى
reason-empty_card = بطاقة دون رمز
reason-same_card_twice = البطاقة نفسها مرتين
reason-cards_do_not_add_up = البطاقات لا تطابق العدد
reason-sandbox_card = بطاقة تجريبية في المتجر الحقيقي
reason-card_known_from_another_order = بطاقة سُلّمت من قبل في طلب آخر
reason-bought = تم الشراء
reason-sending = أُرسل إلى المورّد
reason-accepted = وافق عليه المورّد
reason-supplier_away_too_long = لم يجب المورّد مدة طويلة
reason-supplier_away = المورّد لا يجيب، ونعيد المحاولة
reason-ref_refused = ربما لا يقبل المورّد مرجعنا: أُرسل من جديد دونه
reason-no_answer = لا جواب واضحًا من المورّد
reason-found = وُجد عند المورّد
reason-held = موقوف في انتظار قرار
reason-bought_at_loss = اشتُري بخسارة بقرار من فريق المتجر
reason-look_again = أعاد فريق المتجر التحقق منه
reason-fulfilled = وصلت كل البطاقات
reason-partially_filled = وصل جزء من البطاقات
reason-refunded = أعاد المورّد ثمنه
reason-several_candidates = عدة طلبات عند المورّد قد تكون هي هذا الطلب
reason-accepted_but_not_found = وافق عليه المورّد لكنه غير موجود في قائمته
reason-debit_without_order = خصم المورّد ثمن طلب لا تعرضه قائمته
reason-other_time = عند المورّد طلب مثله، لكن في وقت آخر
reason-no_evidence = تعذّر سؤال المورّد لساعات
reason-ends_the_process = توقّف البرنامج مرات عدّة أثناء معالجته
reason-unreadable = تعذّرت قراءته
reason-payment_fails = دفعة تفشل معالجتها، والمحاولات مستمرة

attempt-sending = قيد الإرسال
attempt-accepted = مقبولة
attempt-not_placed = لم تتم
attempt-unknown = دون جواب واضح
attempt-absent = ثبت أنها لم تتم

attempt-debited = خُصم المال ولم يصل شيء
attempt-given_up = تخلّى عنها الفريق دون إثبات

alert-float_low = 🏦 لم يبقَ عند المورّد سوى { $float }. اشحن رصيدك من فضلك، فما لا يغطيه الرصيد لا يمكن بيعه.
alert-float_too_low = 🏦 رصيدك عند المورّد لا يغطي { $quantity } × { $product } ({ $type })، أي { $cost }. لم نستطع خدمة: { $who }. اشحن رصيدك من فضلك، وسنخبرك حين يكفي وبمن يمكنك إعلامه.
alert-order_rejected = ↩️ رُفض الطلب { $ref } ({ $why }). عاد المبلغ إلى الزبون.
alert-ref_refused = ℹ️ المورّد لا يقبل مرجع الطلب الذي نرسله. تُرسل الطلبات دونه وتبقى متابعتها كما هي. يعيد المتجر المحاولة مرة كل يوم، ويوقفها ONECLICKDZ_SEND_REF=false.
alert-selling_closed = 🚫 أُغلق المتجر تلقائيًا: رفض المورّد الطلبات { $orders } وهي لسلع مختلفة، بالجواب نفسه ({ $error }). عاد المبلغ إلى الزبائن. بعد حلّ المشكلة افتح المتجر من /admin أو بالأمر /maintenance off.
alert-key_trouble = 🔑 المورّد يرفض مفتاح المتجر ({ $error }). لا نستقبل أي طلب حتى يقبله. تحقق من ONECLICKDZ_API_KEY ومن العناوين المسموح بها عند OneClickDz، وأعد تشغيل المتجر بعد أي تغيير.
alert-supplier_away =
    🌐 المورّد لا يجيب منذ { $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }. لا يستقبل المتجر الطلبات حتى يعود، ثم يستقبلها من جديد تلقائيًا. الطلبات الجارية محفوظة ومتابَعة. لا شيء عليك سوى أن تراسل OneClickDz إن طال الأمر.
alert-supplier_back = 🌐 عاد المورّد يجيب (كان لا يجيب منذ { $at }). المتجر يستقبل الطلبات.
alert-clock_set_back =
    🕰 أُرجعت ساعة الجهاز إلى الوراء { $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }، وهي تشير الآن إلى { $at }. الطلبات والرسائل تسير كالمعتاد. تحقّق من ساعة الجهاز من فضلك.
alert-clock_set_forward =
    🕰 قُدّمت ساعة الجهاز { $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }، أو كان الجهاز في وضع السكون، وهي تشير الآن إلى { $at }. الطلبات والرسائل تسير كالمعتاد، ولن يُقفل أي يوم خلال ساعة. تحقّق من ساعة الجهاز من فضلك.
alert-clock_even = 🕰 تسير ساعة الجهاز بانتظام منذ ساعة، وهي تشير إلى { $at }.
alert-order_dearer = ⚠️ دفع الزبون { $price } ثمنًا للطلب { $ref }، لكن ثمنه عند المورّد صار { $cost }. لم نشترِ شيئًا بعد. القرار لك: الشراء بخسارة، أو إعادة المبلغ إلى الزبون.
alert-approved_in_vain = 🧾 قُبل وصل بمبلغ { $amount } (الدفعة { $payment }، الزبون { $customer })، لكن لم نشترِ به شيئًا. الطلب { $ref }: { $why }. أُضيف المبلغ إلى محفظة الزبون، ورصيدها الآن { $wallet }.
alert-order_held = ⚠️ الطلب { $ref } ينتظر قرارك: { $why }.
alert-charged_more = 💸 الطلب { $ref }: خصم المورّد { $charged } بدل { $expected }.
alert-strange_status = ❓ الطلب { $ref }: يقول المورّد «{ $status }»، وهي حالة لا نعرفها. نواصل المتابعة.
alert-order_after_refund = 💸 أُعيد ثمن الطلب { $ref }، لكن المورّد يعرضه الآن برقم { $supplier_order_id }. تحقّق من ذلك من فضلك.
alert-handler_failed = 🐞 البلاغ { $error_id }: ‏{ $kind } في { $place }. التفاصيل في السجل.
alert-message_waits = ✉️ ما زالت رسالة ({ $kind }) إلى { $chat } لا تصل. نواصل المحاولة.
alert-message_refused = ✉️ يرفض تيليغرام رسالة ({ $kind }) إلى { $chat }: { $why }
alert-message_unmade = 🐞 تعذّر إعداد رسالة ({ $kind }) إلى { $chat } ({ $why }). نعيد المحاولة تلقائيًا، والتفاصيل في السجل.
alert-order_message_refused = ✉️ الطلب { $ref }: يرفض تيليغرام رسالة ({ $kind }) إلى { $chat }: { $why }. نعيد المحاولة تلقائيًا على فترات متباعدة.
alert-names_unreadable = 🔤 في قائمة المورّد أسماء فارغة أو لا تُرى (عددها: { $count }). يرى الزبائن أرقامها بدلًا منها، مثل { $name }.
alert-update_set_aside = 🐞 تعذّرت معالجة التحديث { $update } من تيليغرام ({ $why }).
alert-worker_failed = 🐞 توقفت المهمة «{ $worker }» ({ $error }) ويُعاد تشغيلها. التفاصيل في السجل.
alert-order_takes_long = 🐌 ما زال الطلب { $ref } غير منتهٍ ({ $status }). انظر إليه، وراسل OneClickDz إن طال الأمر.
alert-orders_take_long = 🐌 طلبات لم تنتهِ بعد: { $count }. انظر /open، وراسل OneClickDz إن طال الأمر.
alert-other = 🔔 { $code } { $details }

kind-receipt = متابعة الطلب
kind-codes = الرموز
kind-order_ended = نهاية الطلب
kind-wallet_changed = المحفظة
kind-payment = طريقة الدفع
kind-money_came = وصول المال
kind-money_back = إعادة المال
kind-proof_false = وصل تبيّن أنه مزوّر
kind-answer = جواب
kind-not_carried_out = ما لم يُنفَّذ
kind-support = رسالة من زبون
kind-support_answer = جواب للزبون
kind-transfer = تحويل ينتظر القرار

button-message-again = 🔁 إعادة الإرسال
toast-message-again = نعيد إرسال الرسالة الآن.
toast-message-arrived = وصلت الرسالة في هذه الأثناء.
toast-message-parked = هذا الشخص حظر البوت. تُرسل الرسالة عند عودته.
