## الطلبات: الإيصال والقائمة والطلب الواحد ومراحله.

orders = 📦 <b>طلباتك</b>
orders-none =
    📦 لم تطلب شيئًا بعد.

    ألقِ نظرة على المتجر. كل ما تشتريه يبقى هنا مع رموزه.
order-line =
    { $sign } <b>{ $product }</b> · { $type } × { $quantity }
    { $total } · { $at } · { $ref }
button-order = { $sign } { $ref } · { $type } × { $quantity }

order =
    <b>الطلب { $ref }</b>

    🎁 { $product }
    المنطقة: { $region }
    الفئة: { $type }
    { $quantity } × { $price } = <b>{ $total }</b>
order-refunded = ↩️ أُعيد إلى محفظتك: { $refunded }
order-timeline = <b>مراحل الطلب</b>
order-event = { $at } – { $what }
button-codes-again = 🔑 إظهار الرموز من جديد
button-order-details = 📦 تفاصيل الطلب
button-refresh = 🔄 تحديث
toast-codes-coming = رموزك في الطريق إليك.

phase-waiting = في انتظار الدفع
phase-placed = تم الطلب والدفع
phase-preparing = قيد التحضير
phase-checking = قيد التحقق
phase-delivered = تم التسليم
phase-partly = سُلّم جزء منه وأُعيد ثمن الباقي
phase-refunded = أُعيد ثمنه
phase-expired = انتهت مهلته
phase-cancelled = أُلغي

receipt-waiting = 💳 في انتظار الدفع.
receipt-placed = 🧾 تم الطلب والدفع. نجهّز طلبك الآن.
receipt-preparing =
    { $count ->
        [one] ⏳ طلبك قيد التحضير. سيصلك الرمز هنا تلقائيًا، وليس عليك فعل شيء.
        [two] ⏳ طلبك قيد التحضير. سيصلك الرمزان هنا تلقائيًا، وليس عليك فعل شيء.
       *[other] ⏳ طلبك قيد التحضير. ستصلك الرموز هنا تلقائيًا، وليس عليك فعل شيء.
    }
receipt-checking = 🔎 تأخّر طلبك أكثر من المعتاد، ونحن نتحقق منه. نقودك في أمان: إما أن يصلك طلبك وإما أن يعود إليك المبلغ كاملًا.
receipt-delivered =
    { $count ->
        [one] ✅ تم التسليم: رمزك في الرسالة التالية.
        [two] ✅ تم التسليم: رمزاك في الرسالة التالية.
        [few] ✅ تم التسليم: رموزك الـ{ $count } في الرسائل التالية.
       *[other] ✅ تم التسليم: رموزك وعددها { $count } في الرسائل التالية.
    }
codes-ready =
    { $count ->
        [one] 📨 رمزك جاهز ونحن نرسله إليك. إن لم يصلك فاضغط الزر أدناه.
        [two] 📨 رمزاك جاهزان ونحن نرسلهما إليك. إن لم يصلاك فاضغط الزر أدناه.
        [few] 📨 رموزك الـ{ $count } جاهزة ونحن نرسلها إليك. إن لم تصلك فاضغط الزر أدناه.
       *[other] 📨 رموزك وعددها { $count } جاهزة ونحن نرسلها إليك. إن لم تصلك فاضغط الزر أدناه.
    }
codes-ready-partly = 📨 نرسل إليك الرموز التي توفرت: { $count } من أصل { $quantity }. وعاد ثمن الباقي إلى محفظتك.
receipt-partly =
    { $count ->
        [one] ☑️ سُلّمت بطاقة واحدة من أصل { $quantity }، وعاد ثمن الباقي إلى محفظتك.
        [two] ☑️ سُلّمت بطاقتان من أصل { $quantity }، وعاد ثمن الباقي إلى محفظتك.
        [few] ☑️ سُلّمت { $count } بطاقات من أصل { $quantity }، وعاد ثمن الباقي إلى محفظتك.
       *[other] ☑️ سُلّمت { $count } بطاقة من أصل { $quantity }، وعاد ثمن الباقي إلى محفظتك.
    }
receipt-refunded = ↩️ لم يتم التسليم، وعاد المبلغ كاملًا إلى محفظتك.
receipt-expired = ⌛ انتهت مهلة الدفع. لم يُخصم منك شيء.
receipt-cancelled = ❌ أُلغي الطلب. لم يُخصم منك شيء.
