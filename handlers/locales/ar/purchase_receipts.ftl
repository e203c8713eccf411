## إيصال الشراء لمن يحتاجه في حساباته: صورة دون رموز.

button-receipt = 🧾 إيصال الشراء
purchase-receipt = 🧾 إيصال الطلب { $ref }. لا يحتوي على الرموز.
purchase-title = إيصال شراء
purchase-order = رقم الطلب
purchase-date = تاريخ الدفع
purchase-card = البطاقة
purchase-region = المنطقة
purchase-type = الفئة
purchase-quantity = الكمية × السعر
purchase-amount = المبلغ
purchase-discount = تخفيض ({ $promo })
purchase-total = المجموع
purchase-paid-by = طريقة الدفع
purchase-wallet = المحفظة
purchase-nothing = لا شيء للدفع
purchase-refunded = أُعيد
purchase-net = الصافي
purchase-status = الحالة
purchase-note = بطاقة هدايا رقمية. لا يظهر الرمز في هذا الإيصال.
