## المفضّلة، وما نفد من المخزون.

menu-favorites = مفضّلتك وما تنتظره
button-favorites = ⭐ المفضّلة
favorites =
    ⭐ <b>مفضّلتك</b>

    نراسلك عندما ينخفض سعر إحدى بطاقاتها. ما أمامه 🔔 نفد حاليًا: نخبرك مرة واحدة عندما يتوفر.
favorites-none =
    ⭐ <b>مفضّلتك فارغة</b>

    افتح منتجًا واضغط على «المفضّلة»: ستجد بطاقاته هنا، ونراسلك عندما ينخفض سعر إحداها.
favorites-remove =
    🗑 <b>اضغط على ما تريد إزالته</b>
favorite-removed = أُزيلت من مفضّلتك. لن تصلك رسائل عن سعرها.
button-favorite = ⭐ { $product } · { $type }
button-awaited = 🔔 { $product } · { $type } · في الانتظار
button-favorite-remove = 🗑 { $product } · { $type }
button-favorites-edit = 🗑 إزالة بعضها
button-favorites-done = ✅ تم
favorites-of-product =
    ⭐ <b>{ $product }</b>
    المنطقة: { $region }

    اضغط على فئة لإضافتها إلى مفضّلتك، واضغط عليها مرة أخرى لإزالتها. نراسلك عندما ينخفض سعرها.
button-star = ☆ { $type } · { $price } · إضافة
button-starred = ⭐ { $type } · { $price } · مفضّلة
toast-favorite-added = أُضيفت إلى مفضّلتك.
toast-favorite-removed = أُزيلت.
type-out-of-stock =
    🎁 <b>{ $product }</b>
    المنطقة: { $region }
    الفئة: <b>{ $type }</b>
    السعر: { $price }

    ❌ نفدت حاليًا.
back-offer = هل تريد أن نخبرك عندما تتوفر؟
back-waiting = 🔔 سنخبرك مرة واحدة عندما تتوفر. إن لم يصل منها إلا القليل، نخبر أولًا من طلب ذلك قبل غيره.
button-back-tell = 🔔 أخبروني عندما تتوفر
button-back-not = 🔕 لا تخبروني
button-other-types = 🎁 الفئات الأخرى
toast-back-noted = تم. سنخبرك عندما تتوفر.
toast-back-left = لن نخبرك بعد الآن.
toast-back-already = لقد توفرت من جديد.
back-in-stock =
    🔔 <b>توفرت من جديد</b>

    { $product } ({ $region })
    الفئة: <b>{ $type }</b>
    السعر: <b>{ $price }</b>

    ليست محجوزة لك: يحصل عليها من يشتري أولًا.
price-drop =
    ⬇️ <b>انخفض سعر بطاقة من مفضّلتك</b>

    { $product } ({ $region })
    الفئة: <b>{ $type }</b>
    السعر: <s>{ $before }</s> ← <b>{ $price }</b>
button-see-type = 🛒 عرض البطاقة
button-no-more-prices = ☆ إزالة من المفضّلة
error-too-many-watched =
    { $most ->
        [zero] لا يمكن حفظ أي فئة هنا.
        [one] يمكنك حفظ فئة واحدة هنا على الأكثر. أزلها أولًا من /favorites.
        [two] يمكنك حفظ فئتين هنا على الأكثر. أزل إحداهما أولًا من /favorites.
        [few] يمكنك حفظ { $most } فئات هنا على الأكثر. أزل بعضها أولًا من /favorites.
        [many] يمكنك حفظ { $most } فئة هنا على الأكثر. أزل بعضها أولًا من /favorites.
       *[other] يمكنك حفظ { $most } فئة هنا على الأكثر. أزل بعضها أولًا من /favorites.
    }
