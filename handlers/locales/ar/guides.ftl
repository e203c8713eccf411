## ما يقوله المتجر عن البطاقة: كيف تُفعَّل، ومنطقتها، وصورتها.

guide =
    📖 <b>{ $product }</b>
    المنطقة: { $region }
guide-region = ⚠️ { $words }
guide-note = ℹ️ { $words }
guide-steps = 📖 <b>طريقة التفعيل</b>
guide-step = { $number }. { $words }
guide-works-in = المنطقة: { $region }
button-how-to-redeem = 📖 طريقة التفعيل
button-redeem-page = 🔗 صفحة التفعيل
button-picture = 🖼️ صورة
button-close = ✖️ إغلاق
picture-of = 🎁 <b>{ $product }</b>
picture-gone = الصورة غير متوفرة حاليًا.
