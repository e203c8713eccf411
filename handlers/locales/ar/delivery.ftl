## ما يصل تلقائيًا: الرموز والمبالغ المعادة وحركات المحفظة.

codes =
    🔑 <b>{ $product }</b>
    { $type } · الطلب { $ref }

    اضغط على الرمز ليظهر:
codes-part = الرموز من { $first } إلى { $last } من أصل { $count }
codes-sent-again = <i>نرسلها من جديد لأننا لم نتأكد من وصولها إليك. هي الرموز نفسها.</i>
codes-keep = احتفظ بها لنفسك: من يملك الرمز يمكنه استعماله. وتجدها في أي وقت في /orders.
codes-file = رموزك في هذا الملف.
card = { $number }. { $value }
card-serial = الرقم التسلسلي: { $serial }
button-copy = 📋 نسخ { $number }
button-copy-only = 📋 نسخ الرمز

ended-partly =
    { $count ->
        [one] ☑️ <b>الطلب { $ref }: لم تتوفر سوى بطاقة واحدة من أصل { $quantity }</b>
        [two] ☑️ <b>الطلب { $ref }: لم تتوفر سوى بطاقتين من أصل { $quantity }</b>
        [few] ☑️ <b>الطلب { $ref }: لم تتوفر سوى { $count } بطاقات من أصل { $quantity }</b>
       *[other] ☑️ <b>الطلب { $ref }: لم تتوفر سوى { $count } بطاقة من أصل { $quantity }</b>
    }

    لم تكفِ كمية { $product } ({ $type }) المتوفرة. أُعيد ثمن الباقي إلى محفظتك: { $refunded }. رصيدك الآن { $balance }.
ended-sold-out =
    ↩️ <b>تعذّر تسليم الطلب { $ref }</b>

    نفدت كمية { $product } ({ $type }) قبل إتمام طلبك. أُعيد المبلغ كاملًا إلى محفظتك: { $refunded }. رصيدك الآن { $balance }.
ended-dearer =
    ↩️ <b>تعذّر تسليم الطلب { $ref }</b>

    ارتفع ثمن { $product } ({ $type }) عند مورّدنا قبل أن نتمكن من شرائها. أُعيد المبلغ كاملًا إلى محفظتك: { $refunded }. رصيدك الآن { $balance }.
ended-refunded =
    ↩️ <b>تعذّر تسليم الطلب { $ref }</b>

    لم نتمكن من توفير { $product } ({ $type }) هذه المرة. أُعيد المبلغ كاملًا إلى محفظتك: { $refunded }. رصيدك الآن { $balance }.

wallet-in = 👛 أُضيف <b>{ $amount }</b> إلى محفظتك. رصيدك الآن { $balance }.
wallet-out = 👛 خُصم <b>{ $amount }</b> من محفظتك. رصيدك الآن { $balance }.
wallet-undone-in = ↩️ تراجع المتجر عن خصم: عاد <b>{ $amount }</b> إلى محفظتك. رصيدك الآن { $balance }.
wallet-undone-out = ↩️ تراجع المتجر عن إضافة: خُصم <b>{ $amount }</b> من محفظتك. رصيدك الآن { $balance }.
wallet-note = ملاحظة: { $note }
