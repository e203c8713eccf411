## البحث عن البطاقات بكتابة أسمائها.

search-results = 🔎 <b>نتائج البحث عن { $words }</b>
search-guess =
    🔎 <b>لست متأكدًا من أني فهمت: { $words }</b>

    هل تبحث عن إحدى هذه البطاقات؟ إن لم تكن كذلك فأرسل رسالتك إلى المتجر ليجيبك أحد العاملين فيه.
search-product =
    🎁 <b>{ $product }</b>
    المنطقة: { $region }
search-nothing =
    🔎 <b>لم نجد شيئًا عن { $words }</b>

    جرّب كلمات أقل أو اسم العلامة وحده، أو تصفّح الأقسام، أو اكتب إلى المتجر.
search-how =
    🔎 <b>عمّ تبحث؟</b>

    اكتبه هنا مباشرة، ومعه المبلغ والبلد إن شئت: { $first }، { $second }، { $third }
button-all-types = 📋 كل فئات هذه البطاقة
button-found = { $product } · { $type } · { $price }
button-found-sold-out = ❌ { $product } · { $type } · نفدت
toast-old-search = هذا البحث قديم. اكتب من جديد ما تبحث عنه.
inline-open-shop = 🛍️ افتح { $shop }
inline-open = 🛒 افتح في المتجر
inline-product =
    🎁 <b>{ $product }</b>
    المنطقة: { $region }
inline-type =
    🎁 <b>{ $product }</b>
    المنطقة: { $region }
    الفئة: <b>{ $type }</b>
