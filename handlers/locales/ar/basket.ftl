## السلة: عدة بطاقات في عملية شراء واحدة.

basket = 🧺 <b>سلتك</b>
basket-empty = 🧺 سلتك فارغة. اختر بطاقة من المتجر، ثم اضغط على «أضف إلى السلة».
basket-line =
    { $number }. <b>{ $product }</b> · { $type }
    المنطقة: { $region }
    { $quantity } × { $price } = <b>{ $total }</b>
basket-line-alone =
    🧺 <b>{ $product }</b>
    المنطقة: { $region }
    الفئة: <b>{ $type }</b>

    الكمية: { $quantity } × { $price }
    المجموع: <b>{ $total }</b>
basket-sold-out = ❌ نفدت الكمية، ولم تُحسب في المجموع.
basket-not-for-sale = ❌ لم نعد نبيعها، ولم تُحسب في المجموع.
basket-too-many =
    { $most ->
        [one] ❌ يمكنك أخذ بطاقة واحدة فقط منها، فلم تُحسب في المجموع.
        [two] ❌ يمكنك أخذ بطاقتين منها على الأكثر، فلم تُحسب في المجموع.
        [few] ❌ يمكنك أخذ { $most } بطاقات منها على الأكثر، فلم تُحسب في المجموع.
        [many] ❌ يمكنك أخذ { $most } بطاقة منها على الأكثر، فلم تُحسب في المجموع.
       *[other] ❌ يمكنك أخذ { $most } بطاقة منها على الأكثر، فلم تُحسب في المجموع.
    }
basket-total = المجموع: <b>{ $total }</b>
basket-region = ⚠️ كل بطاقة تعمل فقط مع حسابات منطقتها. الرموز لا تُردّ بعد تسليمها.
basket-unread = ⚠️ تتعذّر قراءة الأسعار حاليًا. هذه آخر أسعار قرأناها. سلتك محفوظة.
basket-not-all = ⚠️ ليس كل ما في سلتك متوفرًا.
basket-moved = ⚠️ <b>تغيّرت سلتك.</b> راجعها من جديد من فضلك.
basket-price-moved = ⚠️ { $product } · { $type }: <b>تغيّر السعر</b>، <s>{ $old }</s> ← <b>{ $price }</b>
basket-still = بقيت الأسعار الأخرى كما هي. هل ما زلت تريدها؟
basket-ordered =
    { $count ->
        [one] 🧺 <b>تم طلب سلتك: طلب واحد</b>
        [two] 🧺 <b>تم طلب سلتك: طلبان</b>
        [few] 🧺 <b>تم طلب سلتك: { $count } طلبات</b>
        [many] 🧺 <b>تم طلب سلتك: { $count } طلبًا</b>
       *[other] 🧺 <b>تم طلب سلتك: { $count } طلب</b>
    }
basket-order =
    { $sign } <b>{ $product }</b> · { $type } × { $quantity } · { $total }
    { $ref }: { $state }

button-basket = 🧺 السلة ({ $count })
button-basket-add = 🧺 أضف إلى السلة
button-basket-line = ✏️ { $number }. { $type } × { $quantity }
button-basket-remove = 🗑️ إزالة من السلة
button-basket-empty = 🗑️ إفراغ السلة
button-basket-more = 🛍️ إضافة المزيد
button-basket-keep = ✅ الإبقاء على المتوفر
toast-basket-added = أُضيفت إلى سلتك.
toast-basket-bought =
    { $count ->
        [one] تم الطلب. يصلك الرمز هنا تلقائيًا.
        [two] تم الطلب: طلبان. تصلك الرموز هنا تلقائيًا.
        [few] تم الطلب: { $count } طلبات. تصلك الرموز هنا تلقائيًا.
        [many] تم الطلب: { $count } طلبًا. تصلك الرموز هنا تلقائيًا.
       *[other] تم الطلب: { $count } طلب. تصلك الرموز هنا تلقائيًا.
    }
error-in-basket = هذا الاختيار موجود في سلتك.
error-basket-gone = أُفرغت هذه السلة.
error-basket-full =
    { $most ->
        [one] تتسع السلة لفئة واحدة فقط. اشترِ ما فيها أولًا، أو أزِلها.
        [two] تتسع السلة لفئتين مختلفتين على الأكثر. اشترِ ما فيها أولًا، أو أزِل إحداهما.
        [few] تتسع السلة لـ{ $most } فئات مختلفة على الأكثر. اشترِ ما فيها أولًا، أو أزِل واحدة.
        [many] تتسع السلة لـ{ $most } فئة مختلفة على الأكثر. اشترِ ما فيها أولًا، أو أزِل واحدة.
       *[other] تتسع السلة لـ{ $most } فئة مختلفة على الأكثر. اشترِ ما فيها أولًا، أو أزِل واحدة.
    }
error-basket-changed = تغيّرت سلتك. راجعها من جديد من فضلك.
error-basket-bought = سبق أن اشتريت هذه السلة. تجد طلباتها في /orders.
