## من الأقسام إلى الشراء.

shop =
    🛍️ <b>عمّ تبحث؟</b>

    اختر قسمًا، أو اكتب ما تريد مباشرة، مثلًا: ستيم 10
shop-empty = لا يوجد شيء للبيع حاليًا. عُد إلينا بعد قليل من فضلك.
stale = <i>تعذّر تحديث الأسعار والكميات. آخر تحديث: { $since }.</i>
category =
    🗂️ <b>{ $category }</b>

    اختر بطاقة:
product =
    🎁 <b>{ $product }</b>
    المنطقة: { $region }
product-choose = اختر الفئة:
product-nothing = لا يتوفر شيء منها للبيع حاليًا.
region-any = غير محددة
button-type = { $type } · { $price } · المتوفر { $stock }
button-product-sold-out = ❌ { $product } · نفد
button-type-sold-out = ❌ { $type } · { $price } · نفدت

choice =
    🎁 <b>{ $product }</b>
    المنطقة: { $region }
    الفئة: <b>{ $type }</b>
    السعر: <b>{ $price }</b> للبطاقة
    المتوفر: { $stock }

    كم بطاقة تريد؟ اضغط على عدد أو اكتبه (الحد الأقصى { $most }).
quantity-not-a-number = اكتب عدد البطاقات بالأرقام، من 1 إلى { $most }، مثلًا 2. أو اكتب /cancel للإلغاء.

confirmation =
    🧾 <b>راجع طلبك من فضلك</b>

    البطاقة: <b>{ $product }</b>
    المنطقة: { $region }
    الفئة: <b>{ $type }</b>
    الكمية: { $quantity } × { $price }
    المجموع: <b>{ $total }</b>
    المتوفر: { $stock }
confirmation-wallet = 👛 في محفظتك: { $wallet }
confirmation-region = ⚠️ تعمل فقط مع حسابات هذه المنطقة.
confirmation-any-region = ⚠️ تأكد أنها تناسب حسابك.
confirmation-no-return = الرموز لا تُردّ بعد تسليمها.
confirmation-after =
    👛 رصيدك بعد الشراء: { $after }
    هذا السعر ثابت حتى { $until }.
confirmation-missing = 👛 لإتمام الشراء اشحن محفظتك بمبلغ <b>{ $missing }</b> (رقمك { $customer })، ثم اضغط على «تحقّق من جديد». احتفظنا لك باختيارك.
quote-changed = ⚠️ <b>تغيّر السعر:</b> <s>{ $old }</s> ← <b>{ $total }</b>. هل ما زلت تريدها؟
quote-renewed = ℹ️ مرّ بعض الوقت فتحقّقنا من جديد، ولم يتغيّر شيء. هل ما زلت تريدها؟
button-buy = ✅ شراء · { $total }
button-look-again = 🔄 تحقّق من جديد
button-change-quantity = 🔢 الكمية: { $quantity }
button-fewer = ➖ أقل
button-more = ➕ أكثر
button-buy-again = 🔁 اشترِ مرة أخرى
toast-bought = تم الطلب. رقم طلبك { $ref }.
toast-just-read = حُدّثت الأسعار والكميات قبل ثوانٍ.
