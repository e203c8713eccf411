## كل الطلبات، للموظفين.

button-all-orders = 🧾 كل الطلبات
button-my-orders = 🛍 طلباتي أنا
button-orders-all = 🧾 الكل
button-orders-today = اليوم
button-orders-yesterday = أمس
button-orders-status = حسب الحالة …
button-orders-older = الأقدم ◂
button-orders-of-product = 🎁 { $product }
button-orders-of-person = 👤 { $name } · { $id }
orders-listed = 🧾 <b>الطلبات</b>
orders-of-person = 👤 { $name } ({ $customer })
orders-of-product = 🎁 { $product }
orders-in-status = الحالة: { $status }
orders-of-day = اليوم: { $what }
orders-listed-line =
    { $sign } { $ref } · { $status } · { $at }
    👤 { $name } · { $product }، { $type } × { $quantity } · <b>{ $total }</b>
orders-listed-none = لا توجد طلبات كهذه.
orders-which-status = طلبات أي حالة؟
orders-whose = طلبات مَن؟
orders-nothing-found = لم نجد شيئًا لـ«{ $words }». ابحث برقم الطلب، أو برقمه عند المورّد، أو ببداية اسم منتج أو زبون.
