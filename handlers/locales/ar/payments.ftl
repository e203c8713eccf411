## الدفع: طرقه، وما نطلبه، وما وصل، وما أُعيد.

confirmation-pay =
    ⚠️ <b>ينقص محفظتك { $missing }.</b> اختر طريقة الدفع، ثم يكتمل طلبك وحده. هذا السعر ثابت حتى { $until }.
way-stars = ⭐ نجوم تيليغرام · { $price }
way-card = 💳 بطاقة بنكية · { $price }
by-stars = نجوم تيليغرام
by-card = بطاقة بنكية
toast-waiting = الطلب { $ref } ينتظر دفعك. تجد طريقة الدفع في الرسالة التالية.
toast-not-yet = لا يمكن أن يكتمل الطلب بعد. نقودك في أمان في محفظتك.
toast-order-cancelled = أُلغي الطلب. لم يُخصم شيء.
toast-topup = { $amount }: طريقة الدفع في الرسالة التالية.
order-pay-by = ادفع قبل { $until }، وإلا انتهى الطلب وحده.
button-ways = 💳 طرق الدفع
button-cancel-order = ❌ إلغاء الطلب
button-pay-wallet = 👛 ادفع من المحفظة · { $total }
button-order-again = 🔄 اطلب من جديد
button-topup = 💵 شحن المحفظة
button-topup-amount = { $amount }
ways = 💳 <b>كيف تريد أن تدفع ثمن { $ref }؟</b> ما زال ينقص: <b>{ $missing }</b>

topup =
    💵 <b>بكم تريد أن تشحن محفظتك؟</b>

    اضغط على مبلغ أو اكتبه، من { $least } إلى { $most }.
topup-ways = 💵 <b>{ $amount }</b> إلى محفظتك. كيف تريد أن تدفع؟
topup-no-way = لا توجد طريقة دفع تقبل { $amount }. اختر مبلغًا آخر من فضلك.
topup-by-hand = لشحنها أرسل رقمك { $customer } إلى المتجر وادفع كما تتفقان.

invoice-order = الطلب { $ref }
invoice-order-what = { $product } · { $type } × { $quantity }
invoice-topup = شحن المحفظة
invoice-topup-what = { $amount } لمحفظتك في { $shop }

refusal-unknown = هذه الفاتورة ليست لك أو تغيّرت. افتح فاتورة جديدة من /topup أو من طلبك.
refusal-paid = هذا مدفوع من قبل. لم يُخصم شيء مرة ثانية.
refusal-expired = انتهت صلاحية هذه الفاتورة. اطلب من جديد من فضلك، ولم يُخصم شيء.
refusal-closed = المتجر مغلق للصيانة. لم يُخصم شيء، عُد إلينا بعد قليل من فضلك.
refusal-trouble = لا نستطيع التحقق من هذا الدفع حاليًا. لم يُخصم شيء، حاول من جديد بعد قليل.

money-came = ✅ وصل دفعك: <b>{ $amount }</b>. في محفظتك الآن: { $balance }
kept-later = مورّدنا لا يجيب حاليًا. سيكتمل الطلب { $ref } وحده في أقرب وقت، وإلى ذلك الحين نقودك في محفظتك.
kept-missing = هذا لا يغطي الطلب { $ref } بعد. ادفع الباقي فيكتمل وحده.
kept-too_late = انتهى الطلب { $ref } قبل وصول المبلغ، فهو الآن في محفظتك. لم يضع شيء: يمكنك أن تطلب به من جديد.
kept-sold_out = نفدت في هذه الأثناء بضاعة الطلب { $ref }. نقودك في محفظتك لأي شراء آخر.
kept-price_changed = ارتفع في هذه الأثناء سعر الطلب { $ref } فلم نشترِ شيئًا. نقودك في محفظتك. هل تريد أن ترى السعر الجديد؟
kept-float_too_low = لا نستطيع تسليم الطلب { $ref } الآن فلم نشترِ شيئًا. نقودك في محفظتك، وقد أبلغنا صاحب المتجر.
kept-supplier_away_too_long = غاب مورّدنا طويلًا عن الطلب { $ref }. نقودك في محفظتك ويمكنك أن تطلب بها من جديد.
over-not_paid_in_time = لم يُدفع في وقته.
over-customer_cancelled = أنت ألغيته.
over-sold_out = نفدت البضاعة.
over-price_changed = ارتفع السعر.
over-float_too_low = لم نكن نستطيع تسليمه.
back-wallet = ↩️ عاد <b>{ $amount }</b> من الطلب { $ref } إلى محفظتك. رصيدك الآن { $balance }.
back-payer = ↩️ أُعيد إليك دفعك <b>{ $price }</b>، وخُصم من محفظتك ما كان قد أضافه إليها.

error-payment-over = لم يعد الطلب { $ref } ينتظر دفعًا. انظر /orders.
error-way-closed = طريقة الدفع هذه لا تصلح هنا. اختر طريقة أخرى من فضلك.
error-too-many-requests = لديك دفعات كثيرة قيد الانتظار. أكمل إحداها أو انتظر حتى تنتهي.
error-already-decided = سبقك أحدهم: اتُّخذ القرار من قبل.

entry-topup = شحن ({ $way })
entry-payback = أُعيد إلى الدافع ({ $way })

terms =
    📜 <b>شروط { $shop }</b>

    • الرموز سلع رقمية: لا تُردّ بعد تسليمها.
    • ما لا نستطيع تسليمه نعيد ثمنه فورًا إلى محفظتك.
    • تأكد من المنطقة قبل الشراء: الرمز لا يعمل إلا فيها.
    • رصيد المحفظة يشتري أي شيء في هذا المتجر.
    • لأي سؤال عن الدفع: /paysupport. تيليغرام ودعمه لا يفصلان في مشتريات هذا المتجر.
paysupport =
    🛟 <b>هل لديك مشكلة في الدفع؟</b>

    اكتبها بعد الأمر فتصل إلى المتجر: { $example }
    دعم تيليغرام لا يستطيع المساعدة في مشتريات هذا المتجر، أما نحن فنستطيع.
paysupport-sent = 🛟 شكرًا لك. وصلت رسالتك إلى المتجر وسيجيبك هنا.
example-trouble = دفعت ولم يصل شيء

alert-payment_unmatched = ❓ الدفع { $payment } ({ $way }، { $paid }) لا يطابق شيئًا طلبناه. انظر /payments unmatched
alert-payment_taken_back = 💸 استُرجع الدفع { $payment } ({ $way }، { $amount }) دون أن نطلب ذلك. ما صُرف منه: { $lost }.
alert-refund_of_unknown = ❓ { $way }: إعادة دفع لا نعرفه ({ $charge }).
alert-refund_refused = ⚠️ { $way } ترفض إعادة الدفع { $payment } ({ $why }). عاد المبلغ إلى المحفظة.
alert-pay_support = 🛟 { $name } ({ $customer }) يسأل عن دفع: { $words }

reason-payment_asked = ينتظر دفعه
reason-money_came = دُفع
reason-not_paid_in_time = لم يُدفع في وقته
reason-customer_cancelled = ألغاه الزبون
reason-price_changed = ارتفع السعر قبل وصول المبلغ
reason-float_too_low = رصيدك عند المورّد لم يكفِ عند وصول المبلغ
reason-unknown = لم نطلبه
reason-other_payer = دفعه شخص آخر
reason-other_amount = مبلغ غير المطلوب

menu-topup = شحن محفظتك
menu-terms = شروط المتجر
menu-paysupport = المساعدة في الدفع

## التحويلات مع وصل.

way-transfer = 🏦 تحويل · { $price }
by-transfer = تحويل
transfer =
    🏦 <b>حوّل { $amount } من فضلك</b>

    قبل { $until }، إلى:
transfer-line = { $label }: { $value }
transfer-picture = ثم أرسل هنا صورة الوصل أو ملفه. يتحقق منه المتجر ثم يكتمل كل شيء وحده.
transfer-number-too = ثم أرسل هنا صورة الوصل أو ملفه، واكتب تحتها رقم التحويل. يتحقق منه المتجر ثم يكتمل كل شيء وحده.
transfer-submitted = 🔎 نتحقق الآن من وصل { $amount }.
transfer-paid = ✅ تم تأكيد التحويل.
transfer-expired = ⌛ لم يُدفع { $amount }. إن كنت قد حوّلته فأرسل الوصل على أي حال.
transfer-failed = ❌ لم يتم هذا التحويل.
transfer-rejected = ❌ لم يُقبل وصل { $amount }.
transfer-refused =
    ❌ <b>لم يُقبل وصل { $amount }</b>

    السبب: { $reason }
    إن كان في الأمر خطأ فأرسل صورة أوضح، أو اكتب إلى /paysupport.
transfer-received = 🧾 شكرًا لك، وصل المتجرَ وصلُ { $amount }. نخبرك فور التحقق منه.
transfer-received-number = 🧾 شكرًا لك، وصل المتجرَ وصلُ { $amount }. اكتب أيضًا رقم التحويل المذكور فيه.
transfer-number-again = اكتب رقم التحويل فقط كما هو في الوصل.
transfer-number-noted = 🧾 سجّلناه. نخبرك فور التحقق.
button-copy-line = 📋 نسخ { $label }

slip-of =
    🧾 <b>{ $amount }</b> من { $name } ({ $customer })
    أُرسل يوم { $at }
slip-order = للطلب { $ref }
slip-number = الرقم: { $number }
slip-same-file = ⚠️ <b>أُرسل هذا الملف نفسه من قبل</b>: { $customer }، { $at } ({ $state })
slip-same-number = ⚠️ <b>استُعمل هذا الرقم من قبل</b>: { $customer }، { $at } ({ $state })
slip-approved = ✅ قبله { $staff }: <b>{ $amount }</b>
slip-rejected = ❌ رفضه { $staff }: { $reason }
slips = 🧾 <b>وصولات تنتظر قرارك: { $count }</b>
slips-none = 🧾 لا يوجد وصل ينتظر قرارًا.
button-receipts = 🧾 الوصولات المنتظرة
button-slip = { $sign } { $amount } · { $name }
button-approve = ✅ قبول · { $amount }
button-change-amount = ✏️ مبلغ آخر
button-reject = ❌ رفض
ask-amount = المطلوب: { $amount }. كم دينارًا وصل؟ اكتب العدد.
ask-reason = لماذا تُرفض؟ سيقرأ الزبون السبب.
ask-reason-words = اكتب السبب، وسيقرؤه الزبون.
rejected-not_received = لم يصل المبلغ
rejected-wrong_amount = المبلغ غير صحيح
rejected-unreadable = الوصل غير مقروء
rejected-used_before = استُعمل هذا الوصل من قبل
rejected-other = سبب آخر
request-open = مفتوح
request-submitted = قيد التحقق
request-paid = مقبول
request-failed = فشل
request-expired = انتهت مهلته
request-rejected = مرفوض
toast-approved = ✅ تم القبول.
toast-rejected = ❌ تم الرفض.
toast-decided-already = سبق أن قرّر { $staff }.
alert-receipts_wait = 🧾 وصولات تنتظر قرارك: { $count }، أقدمها منذ { $since } دقيقة. انظر /receipts
menu-receipts = وصولات التحويل للتحقق منها

## إعادة المبالغ والمدفوعات، لفريق المتجر.

error-nothing-left = لا يمكن إعادة هذا القدر: الحد { $left }. الطلب الجاري أو الذي لم يتم يعود ثمنه وحده.
usage-refund =
    هكذا: { $example }
    رقم الطلب، ثم مبلغ بالدينار دون كسور أو لا شيء للكل، ثم سبب إن شئت.
example-reason = الرمز لم يعمل
ask-refund-order = ↩️ هل نعيد <b>{ $amount }</b> من الطلب { $ref }؟ يمكن إعادة { $left } من ثمنه. إلى أين؟
button-refund-wallet = 👛 إلى المحفظة · { $amount }
button-refund-payer = ⭐ كما دُفع · { $price }
refunded-order = ↩️ أُعيد <b>{ $amount }</b> من الطلب { $ref }، وأُبلغ الزبون.
toast-refunded-before = سبق أن أُعيد هذا المبلغ، ولم يُكرَّر شيء.
payments = 💰 <b>المدفوعات</b>
payments-unmatched = ❓ <b>مدفوعات لا تطابق شيئًا</b>
payments-none = لا يوجد شيء.
button-payment = { $sign } { $number } · { $price } · { $way }
button-payments = 💳 المدفوعات
button-all-payments = 💰 كل المدفوعات
button-unmatched = ❓ التي لا تطابق شيئًا
button-settle-credit = 👛 إلى محفظة الدافع · { $amount }
button-settle-back = ↩️ إعادته إلى الدافع
payment =
    💰 <b>الدفع { $number }</b> – { $state }

    { $price } · { $way } · { $at }
    أُضيف: { $amount }
    الزبون: { $customer } · الطلب: { $ref }
payment-why = لماذا لا يطابق شيئًا: { $why }
payment-credited = في المحفظة
payment-unmatched = لا يطابق شيئًا
payment-refund_requested = قيد الإعادة
payment-refunded = أُعيد
menu-refund = إعادة ثمن طلب
menu-payments = الأموال التي وصلت

## صفحة الدفع عند المورّد.

way-ocpay = 💳 ‏CIB / الذهبية · { $price }
by-ocpay = ‏CIB / الذهبية
link =
    💳 <b>ادفع { $amount } ببطاقة CIB أو الذهبية</b>

    الصفحة مفتوحة حتى { $until }. عُد بعدها إلى هنا: تنتبه هذه المحادثة وحدها إلى وصول المبلغ.
button-link = 💳 ادفع { $amount }
paid-on-page = ✅ تم الدفع. عُد الآن إلى تيليغرام.
link-open = 💳 { $amount } في انتظار الدفع.
link-submitted = 🔎 نتحقق الآن من دفع { $amount }.
link-paid = ✅ وصل الدفع.
link-failed = ❌ لم يتم دفع { $amount }. لم نأخذ شيئًا، ويمكنك المحاولة من جديد.
link-expired = ⌛ أُغلقت هذه الصفحة. إن كنت قد دفعت رغم ذلك فسيصل المبلغ إلى محفظتك وحده.
link-rejected = ❌ لم يُقبل دفع { $amount }.
link-looking = 🔎 نبحث عن دفعك. ما إن يؤكده البنك حتى تقرأ ذلك هنا.
alert-ocpay_off = 💳 يرفض OneClickDz روابط الدفع: حسابك غير معتمد كتاجر عنده. لا يستطيع الزبائن الدفع بـ CIB أو الذهبية.
alert-ocpay_environment = ⚠️ رابط الدفع { $ref } من بيئة أخرى (تجريبية أو حقيقية) غير بيئة مفتاح المتجر. لا يُحسب نقودًا.
