## الحسابات: ‎/ledger، إقفال اليوم، وما لا يتطابق.

menu-ledger = أرقام يوم
usage-ledger = اكتب { $today }، أو مع اليوم: { $example }
ledger =
    📒 <b>{ $day }</b>
    { $since } – { $until }
ledger-wallets = 👛 المحافظ: { $opening } ← { $closing }
ledger-kind = { $kind }: { $amount }
ledger-way = · منها { $way }: { $amount }
ledger-unmatched = ❓ مدفوعات لا تطابق شيئًا: { $count } (/payments unmatched)
ledger-orders =
    🧾 الطلبات المنتهية: { $orders }
    الدخل: { $earned } · التكلفة: { $cost }
    الهامش: <b>{ $margin }</b>
ledger-float =
    🏦 الرصيد عند المورّد: { $opening } ← { $closing }
    الطلبات: { $orders } · الباقي: { $other }
ledger-float-unknown = 🏦 لا يقول المورّد شيئًا عن رصيد هذا اليوم.
ledger-agrees = ✅ طلباتنا وحساب المورّد متطابقان.
ledger-differs = ⚠️ <b>ما لا يتطابق</b>
ledger-more = … وأيضًا { $count }
button-ledger = 📒 أرقام اليوم
button-day-before = اليوم السابق ▶️
button-day-after = ◀️ اليوم التالي

kind-credit = شحن من المتجر
kind-debit = خصم من المتجر
kind-topup = مدفوع
kind-purchase = ثمن الطلبات
kind-refund = معاد
kind-staff_refund = معاد من فريق المتجر
kind-payback = أُعيد إلى الدافع
kind-payback_undone = تعذّرت إعادته إلى الدافع

alert-day_closed =
    📒 <b>أُقفل اليوم: { $day }</b>
    المبيعات: { $sold } · المعاد: { $refunds }
    الطلبات المنتهية: { $orders } · التكلفة: { $cost } · الهامش: <b>{ $margin }</b>
    المحافظ: { $opening } ← { $closing }
    الرصيد عند المورّد: { $float_opening } ← { $float_closing }
    { $differences ->
        [0] ✅ كل شيء متطابق.
        [one] ⚠️ شيء واحد لا يتطابق.
        [two] ⚠️ شيئان لا يتطابقان.
        [few] ⚠️ { $differences } أشياء لا تتطابق.
       *[other] ⚠️ { $differences } شيئًا لا يتطابق.
    }
alert-day_closed_without_float =
    📒 <b>أُقفل اليوم: { $day }</b>
    المبيعات: { $sold } · المعاد: { $refunds }
    الطلبات المنتهية: { $orders } · التكلفة: { $cost } · الهامش: <b>{ $margin }</b>
    المحافظ: { $opening } ← { $closing }
    لم يُقرأ حساب المورّد.
    { $differences ->
        [0] ✅ كل ما عداه متطابق.
        [one] ⚠️ شيء واحد لا يتطابق.
        [two] ⚠️ شيئان لا يتطابقان.
        [few] ⚠️ { $differences } أشياء لا تتطابق.
       *[other] ⚠️ { $differences } شيئًا لا يتطابق.
    }
alert-books_more = 📒 … وأيضًا { $count }. الأمر «check --books» يعرضها كلها.
alert-books_wallet_below_zero = 📒 نزلت محفظة الزبون { $customer } إلى { $amount }.
alert-books_entry_without_order = 📒 الحركة { $entry } ({ $kind }، { $amount }، { $subject }) لا تخص أي طلب لزبونها.
alert-books_entry_without_payment = 📒 الحركة { $entry } ({ $kind }، { $amount }، { $subject }) لا تخص أي دفعة لزبونها.
alert-books_payment_not_booked = 📒 قيمة الدفعة { $payment } ({ $way }) هي { $expected }، وتقول حركات المحفظة { $found }.
alert-books_entry_wrong_way = 📒 الحركة { $entry } ({ $kind }، { $subject }) في الاتجاه الخطأ: { $amount }.
alert-books_order_not_paid = 📒 ثمن الطلب { $ref } هو { $expected }، لكن خُصم من المحفظة { $found }.
alert-books_order_paid_for_nothing = 📒 الطلب { $ref } ({ $status }): خُصم عنه من المحفظة { $found } دون حق.
alert-books_refund_not_booked = 📒 يقول الطلب { $ref } إن { $expected } أُعيد، وتقول حركات المحفظة { $found }.
alert-books_refund_wrong = 📒 الطلب { $ref } ({ $status }): يجب أن يُعاد { $expected }، وأُعيد { $found }.
alert-books_cards_differ = 📒 يجب أن يكون للطلب { $ref } ({ $status }) من البطاقات { $expected }، وله { $found }.
alert-books_card_without_order = 📒 بطاقات محفوظة عددها { $count } تخص الطلب رقم { $order }، وهو غير موجود.
alert-books_card_twice = 📒 للطلبين { $ref } و { $other } الرمز نفسه.
alert-books_debit_without_order = 📒 أخذ المورّد { $amount } في { $at } عن { $supplier_order_id }، وهو ليس من طلباتنا. هل اشتُري باليد؟
alert-books_order_without_debit = 📒 سُلّم الطلب { $ref } برقم { $supplier_order_id }، لكن حساب المورّد لا يُظهر له خصمًا.
alert-books_debit_differs = 📒 الطلب { $ref }: يقول المورّد إنه خصم { $expected }، ويقول حسابه { $found }.
alert-books_float_gap = 📒 يقفز الرصيد عند المورّد في { $at }: كان يجب أن يكون { $expected }، وكان { $found }.
alert-books_float_now = 📒 الرصيد عند المورّد { $found }، وبعد آخر سطر في حسابه يجب أن يكون { $expected }.
