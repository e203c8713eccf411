## كل الطلبات، للعاملين في المتجر.

button-all-orders = 🗂 كل الطلبات
button-my-orders = 🛍 طلباتي أنا
button-orders-all = 🗂 الكل
button-orders-today = اليوم
button-orders-yesterday = أمس
button-orders-status = حسب الحالة …
button-orders-older = الأقدم ◂
button-orders-of-product = 🎁 { $product }
button-orders-of-person = 👤 { $name } · { $id }
orders-listed = 🗂 <b>الطلبات</b>
orders-of-person = 👤 { $name } ({ $customer })
orders-of-product = 🎁 { $product }
orders-in-status = الحالة: { $status }
orders-of-day = اليوم: { $what }
orders-listed-line =
    { $sign } { $ref } · { $status } · { $at }
    👤 { $name } · { $product }، { $type } × { $quantity } · <b>{ $total }</b>
orders-listed-none = لا توجد طلبات كهذه.
orders-which-status = طلبات أي حالة؟
orders-whose = طلبات مَن؟
orders-nothing-found = لم نجد شيئًا لـ«{ $words }». ابحث برقم الطلب، أو برقمه عند المورّد، أو ببداية اسم منتج أو زبون.

## الرموز التي يطّلع عليها العاملون.

menu-reveal = رموز طلب، مع ذكر السبب
button-reveal = 🔓 عرض الرموز …
button-serials = 🔢 الأرقام التسلسلية
button-back-to-order = ↩️ الطلب { $ref }
usage-reveal =
    هكذا: { $example }
    رقم الطلب، ثم سبب حاجتك إلى رؤية رموزه. يُحفظ السبب ويقرؤه المالكون.
example-reveal-reason = الزبون لا يرى الرمز
ask-reveal-reason = 🔓 لماذا تحتاج إلى رؤية رموز { $ref }؟ اكتب السبب: سيُحفظ ويقرؤه المالكون. للخروج: /cancel
codes-coming-to-staff = 🔓 رموز { $ref } في الطريق. تُحذف من هذه المحادثة بعد دقيقة.
no-codes-there = لا يوجد طلب بهذا الرقم له رموز.
revealed-codes = 🔓 <b>رموز { $ref }</b>، لك وحدك. تُحذف من هنا بعد دقيقة.
serials = 🔢 <b>الأرقام التسلسلية للطلب { $ref }</b>
serial-line = { $number }. { $serial }
alert-codes_revealed = 🔓 اطّلع { $staff } ({ $person }) على رموز { $ref }: «{ $reason }»

dossier-acts = 👥 <b>ما فعله العاملون</b>
dossier-act = { $at } · { $name }: { $what }
