## الأرقام: ‎/stats، صورتها، رسالة الأسبوع.

menu-stats = المبيعات والهامش وما تعذّر
button-stats = 📈 الأرقام
stats = 📈 <b>{ $days }</b>
alert-week_closed = 📈 <b>أسبوعك: { $days }</b>
stats-day = { $day }
stats-days = { $first } – { $last }
stats-nothing = لم يُبَع شيء.
stats-sales =
    المبيعات: <b>{ $amount }</b>
    الهامش: <b>{ $margin }</b> ({ $share })
stats-orders = الطلبات المسلَّمة: { $delivered } من { $ended } · البطاقات: { $cards }
stats-before = المدة نفسها قبل ذلك: { $amount } ({ $change })
stats-products = 🏆 <b>أفضل المنتجات</b>
stats-product = { $number }. { $title }: { $sold } · البطاقات: { $cards } · الهامش: { $margin }
stats-hour = 🕗 أنشط ساعة: { $begin }–{ $end } ({ $orders ->
        [one] طلب واحد
        [two] طلبان
        [few] { $orders } طلبات
        [many] { $orders } طلبًا
       *[other] { $orders } طلب
    })
stats-delivery = ⚡ من الدفع إلى الرموز: نصف الطلبات في { $median } على الأكثر، و95% منها في { $most } على الأكثر
stats-methods = 💳 <b>طرق الدفع</b>
stats-method = { $method }: { $amount } ({ $count ->
        [one] دفعة واحدة
        [two] دفعتان
        [few] { $count } دفعات
       *[other] { $count } دفعة
    })
stats-failures = ⚠️ <b>طلبات تعذّرت كلها أو بعضها: { $count }</b>
stats-failure = { $why }: { $count } ({ $amount })
stats-unpaid = انتهت دون دفع: { $count }
stats-customers = 👥 زبائن جدد: { $new } · طلبات زبائن اشتروا من قبل: { $known } ({ $share })
stats-missing =
    ⏳ { $count ->
        [one] يوم واحد من هذه الأيام ما زال قيد الحساب
        [two] يومان من هذه الأيام ما زالا قيد الحساب
        [few] { $count } من هذه الأيام ما زالت قيد الحساب
       *[other] { $count } من هذه الأيام ما زالت قيد الحساب
    }. انظر مجددًا بعد دقائق.
stats-picture-sales = المبيعات حسب اليوم (دج)
stats-picture-margin = الهامش حسب اليوم (دج)
stats-picture-products = أفضل المنتجات
stats-picture-hours = الطلبات المدفوعة حسب الساعة
button-stats-today = اليوم
button-stats-week = 7 أيام
button-stats-month = 30 يومًا
usage-stats =
    لم أفهم «{ $words }».
    { $today }، { $week } (آخر 7 أيام)، { $month } (آخر 30 يومًا)، أو يوم واحد، أو من يوم إلى آخر: { $example }
    { $most } يومًا على الأكثر.

## الملفات: ‎/export.

menu-export = ملفات للمحاسب
button-export-files = 🗂️ الملفات
export-offer =
    🗂️ <b>أي ملف؟</b>
    آخر 30 يومًا؛ الزبائن: كلهم. لأيام أخرى اكتب مثلًا: { $example }
    لا يحتوي أي ملف على رمز أبدًا.
usage-export =
    لم أفهم «{ $words }».
    أولًا ماذا: { $kinds }. ثم، إن شئت، الأيام و csv أو xlsx: { $example }
button-export = { $kind } · { $form }
export-orders = الطلبات
export-payments = المدفوعات
export-ledger = حركات المحافظ
export-customers = الزبائن
export-what = { $kind }، { $first } – { $last }
export-begun = ⏳ <b>{ $what }</b>: الكتابة جارية …
export-under-way = ⏳ <b>{ $what }</b>: عدد الأسطر حتى الآن: { $lines }، آخرها في { $at }
export-done =
    ✅ <b>{ $what }</b>: { $lines ->
        [one] سطر واحد
        [two] سطران
        [few] { $lines } أسطر
        [many] { $lines } سطرًا
       *[other] { $lines } سطر
    }
export-empty = <b>{ $what }</b>: لا شيء في هذه الأيام.
export-stopped = ⏹️ <b>{ $what }</b>: توقفت الكتابة. أرسل /export من جديد متى شئت.
export-not-sent = ⚠️ <b>{ $what }</b>: لم يقبل تيليغرام الملف. أعد المحاولة بعد قليل.
export-failed = ⚠️ <b>{ $what }</b>: تعذّرت كتابة الملف. أُبلغ المتجر بذلك.
export-busy = يُكتب لك ملف آخر الآن. انتظره، أو أوقفه أولًا.
button-export-stop = ⏹️ إيقاف
toast-export-stopping = جارٍ الإيقاف …
toast-export-over = لقد انتهى.
export-column-ref = الطلب
export-column-made = تاريخ الطلب
export-column-ended = تاريخ الانتهاء
export-column-status = الحالة
export-column-customer = رقم الزبون
export-column-name = الاسم
export-column-username = اسم المستخدم
export-column-product = المنتج
export-column-region = المنطقة
export-column-type = الفئة
export-column-quantity = الكمية
export-column-delivered = المسلَّم
export-column-price = سعر الوحدة (دج)
export-column-discount = التخفيض (دج)
export-column-total = المجموع (دج)
export-column-refunded = المعاد (دج)
export-column-cost = التكلفة (دج)
export-column-margin = الهامش (دج)
export-column-supplier = طلب المورّد
export-column-number = الرقم
export-column-received = تاريخ الوصول
export-column-method = طريقة الدفع
export-column-state = الحالة
export-column-amount = المبلغ (دج)
export-column-currency = العملة
export-column-paid = المدفوع بالعملة
export-column-charge = مرجع الدافع
export-column-booked = تاريخ الحركة
export-column-kind = النوع
export-column-payment = الدفعة
export-column-who = بواسطة
export-column-note = ملاحظة
export-column-since = زبون منذ
export-column-language = اللغة
export-column-blocked = يحظر البوت منذ
export-column-orders = طلبات وصلت بطاقاتها
export-column-spent = ما أنفقه (دج)
export-column-balance = الرصيد (دج)
