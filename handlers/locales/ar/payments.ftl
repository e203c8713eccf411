## الدفع: طرقه، وما نطلبه، وما وصل، وما أُعيد.

confirmation-pay = 💳 <b>كيف تريد أن تدفع؟</b> بعد الدفع يكتمل طلبك تلقائيًا.
confirmation-rest = 👛 يُدفع من محفظتك { $wallet }. المبلغ المتبقي: <b>{ $missing }</b>
toast-waiting = الطلب { $ref } ينتظر دفعك. تجد طريقة الدفع في الرسالة التالية.
toast-held-dearer = ارتفع السعر عند مورّدنا الآن. القرار للمتجر: إما أن يصلك طلبك بهذا السعر، وإما أن يعود إليك المبلغ كاملًا.
toast-not-yet = لا يمكن إتمام الطلب بعد. نقودك محفوظة في محفظتك.
toast-order-cancelled = أُلغي الطلب. لم يُخصم منك شيء.
toast-order-cancelled-kept = أُلغي الطلب. ما دفعته موجود في محفظتك.
toast-topup = { $amount }: طريقة الدفع في الرسالة التالية.
order-pay-by = ادفع قبل { $until }، وإلا أُلغي الطلب تلقائيًا.
button-ways = 💳 طرق الدفع
button-cancel-order = ❌ إلغاء الطلب
button-pay-wallet = 👛 ادفع من المحفظة · { $total }
button-order-again = 🔄 اطلب من جديد
button-topup = 💵 شحن المحفظة
button-topup-otherwise = 💵 مبلغ آخر أو طريقة أخرى
button-topup-amount = { $amount }
ways = 💳 <b>كيف تريد أن تدفع ثمن الطلب { $ref }؟</b> المبلغ المتبقي: <b>{ $missing }</b>
ways-wallet = 👛 <b>رصيد محفظتك يكفي لثمن الطلب { $ref }.</b> هل نشتريه الآن؟

topup =
    💵 <b>بكم تريد أن تشحن محفظتك؟</b>

    اضغط على مبلغ أو اكتبه، من { $least } إلى { $most }.
topup-ways = 💵 <b>{ $amount }</b> إلى محفظتك. كيف تريد أن تدفع؟
topup-no-way = لا توجد طريقة دفع تقبل { $amount }. اختر مبلغًا آخر من فضلك.
topup-by-hand = لشحن محفظتك أرسل رقمك { $customer } إلى المتجر وادفع كما تتفقان.

invoice-order = الطلب { $ref }
invoice-order-what = { $product } · { $type } × { $quantity }
invoice-topup = شحن المحفظة
invoice-topup-what = { $amount } لمحفظتك في { $shop }

refusal-unknown = هذه الفاتورة ليست لك أو تغيّرت. افتح فاتورة جديدة من /topup أو من طلبك.
refusal-paid = سبق دفع هذه الفاتورة. لم يُخصم منك شيء مرة ثانية.
refusal-expired = انتهت صلاحية هذه الفاتورة، ولم يُخصم منك شيء. اطلب من جديد من فضلك.
refusal-closed = المتجر مغلق للصيانة، ولم يُخصم منك شيء. عُد إلينا بعد قليل من فضلك.
refusal-banned = لا يخدمك المتجر حاليًا، ولم يُخصم منك شيء. لمراسلة المتجر: /support
refusal-supplier-away = لا نستقبل الطلبات حاليًا لأن قراءة الأسعار والكميات متعذّرة. لم يُخصم منك شيء. عُد إلينا بعد قليل من فضلك.
refusal-trouble = لا يمكننا التحقق من هذا الدفع حاليًا، ولم يُخصم منك شيء. حاول من جديد بعد قليل.

money-came = ✅ وصلت دفعتك: <b>{ $amount }</b>. رصيد محفظتك الآن: { $balance }
kept-later = تتعذّر قراءة الأسعار والكميات حاليًا. سيكتمل الطلب { $ref } تلقائيًا في أقرب وقت. نقودك في محفظتك حتى ذلك الحين.
kept-missing = هذا المبلغ لا يكفي للطلب { $ref } بعد. ادفع المتبقي ليكتمل تلقائيًا.
kept-too_late = انتهت مهلة الطلب { $ref } قبل وصول المبلغ. لم يضع شيء: المبلغ في محفظتك، ويمكنك أن تطلب به من جديد.
kept-sold_out = نفدت بطاقات الطلب { $ref } في هذه الأثناء. نقودك في محفظتك لأي شراء آخر.
kept-held = ارتفع سعر الطلب { $ref } عند مورّدنا بعد أن طلبته. السعر الذي دفعته ما زال ساريًا. القرار الآن للمتجر: إما أن يصلك طلبك، وإما أن يعود المبلغ كاملًا إلى محفظتك. سنخبرك هنا.
kept-not_paid_in_time = لم يُدفع ثمن الطلب { $ref } كاملًا في الوقت المحدد، فلم نشترِ شيئًا.
kept-customer_cancelled = أُلغي الطلب { $ref }، فلم نشترِ شيئًا.
kept-came = أُضيف المبلغ الذي دفعته من أجله، <b>{ $amount }</b>، إلى محفظتك. رصيدك الآن { $balance }.
kept-price_changed = ارتفع سعر الطلب { $ref } في هذه الأثناء، فلم نشترِ شيئًا. نقودك في محفظتك. هل تريد أن ترى السعر الجديد؟
kept-float_too_low = لا يمكننا تسليم الطلب { $ref } الآن، فلم نشترِ شيئًا. نقودك في محفظتك، وقد أبلغنا صاحب المتجر.
kept-supplier_away_too_long = تعذّر شراء الطلب { $ref } لأن مورّدنا لم يجب مدة طويلة. نقودك في محفظتك، ويمكنك أن تطلب بها من جديد.
over-not_paid_in_time = انتهت مهلة الدفع.
over-customer_cancelled = أنت من ألغاه.
over-sold_out = نفدت الكمية.
over-price_changed = ارتفع السعر.
over-float_too_low = لم يكن بإمكاننا تسليمه.
back-wallet = ↩️ أُعيد <b>{ $amount }</b> من ثمن الطلب { $ref } إلى محفظتك. رصيدك الآن { $balance }.
back-payer = ↩️ أُعيدت إليك دفعتك: <b>{ $price }</b>. وخُصم من محفظتك ما أُضيف إليها بهذه الدفعة.

error-cost-rose = ارتفع سعر الطلب { $ref } عند مورّدنا، فلا تدفع ثمنه الآن. إن كنت قد دفعت فأرسل الوصل وسيراجعه المتجر. وإلا فاختر من جديد.
error-payment-over = لم يعد الطلب { $ref } في انتظار الدفع. انظر /orders.
error-payment-looked-into = ما زلنا نتحقق إن كنت قد دفعت ثمن الطلب { $ref }. انتظر قليلًا من فضلك: سنخبرك هنا.
error-way-closed = طريقة الدفع هذه غير متاحة هنا. اختر طريقة أخرى من فضلك.
error-too-many-requests = لديك دفعات كثيرة قيد الانتظار. أكمل إحداها أو انتظر انتهاء مهلتها.
error-already-decided = سبقك زميل آخر واتخذ القرار.

entry-topup = شحن ({ $way })
entry-payback = إلغاء دفعة ({ $way })

terms = 📜 <b>شروط { $shop }</b>
terms-words =
    • الرموز سلع رقمية: لا تُردّ بعد تسليمها.
    • إذا تعذّر التسليم نعيد المبلغ فورًا إلى محفظتك.
    • تأكد من المنطقة قبل الشراء: الرمز يعمل فقط مع حسابات تلك المنطقة.
    • يمكنك شراء أي شيء في هذا المتجر برصيد محفظتك.
    • لأي سؤال عن الدفع: /paysupport. دعم تيليغرام لا يتدخل في مشتريات هذا المتجر.

alert-payment_unmatched = ❓ الدفعة { $payment } ({ $way }، { $paid }) لا تطابق شيئًا طلبناه. انظر /payments unmatched
alert-payment_taken_back = 💸 استُرجعت الدفعة { $payment } ({ $way }، { $amount }) دون طلب منا. ما صُرف منها: { $lost }.
alert-refund_of_unknown = ❓ { $way }: أُعيدت دفعة لا نعرفها ({ $charge }).
alert-refund_refused = ⚠️ { $way } ترفض إعادة الدفعة { $payment } ({ $why }). عاد المبلغ إلى المحفظة.

reason-payment_asked = في انتظار الدفع
reason-money_came = دُفع
reason-not_paid_in_time = انتهت مهلة الدفع
reason-customer_cancelled = ألغاه الزبون
reason-paid_otherwise = كان ثمنه قد دُفع بطريقة أخرى
reason-price_changed = ارتفع السعر قبل وصول المبلغ
reason-float_too_low = رصيدك عند المورّد لم يكفِ عند وصول المبلغ
reason-unknown = لم نطلبه
reason-other_payer = دفعه شخص آخر
reason-other_amount = مبلغ غير المبلغ المطلوب

menu-topup = شحن محفظتك
menu-terms = شروط المتجر
menu-paysupport = مساعدة في دفعة

## التحويلات مع وصل.

proof-line = { $label }: { $value }
proof-picture = ثم أرسل هنا صورة الوصل أو ملف PDF. بعد أن يتحقق منه المتجر يكتمل الباقي تلقائيًا.
proof-number-too = ثم أرسل هنا صورة الوصل أو ملف PDF، واكتب تحته رقم التحويل. بعد أن يتحقق منه المتجر يكتمل الباقي تلقائيًا.
proof-submitted = 🔎 نتحقق الآن من وصل تحويلك بمبلغ { $amount }.
proof-paid = ✅ تم تأكيد التحويل.
proof-expired = ⌛ انتهت مهلة تحويل { $amount }. إن كنت قد حوّلته فأرسل الوصل رغم ذلك.
proof-failed = ❌ لم يتم هذا التحويل.
proof-rejected = ❌ لم يُقبل وصل تحويلك بمبلغ { $amount }.
proof-refused =
    ❌ <b>لم يُقبل وصل تحويلك بمبلغ { $amount }</b>

    السبب: { $reason }
    إن كان في ذلك خطأ فأرسل صورة أوضح، أو راسلنا بالأمر /paysupport.
proof-received = 🧾 شكرًا لك. استلمنا وصل تحويلك بمبلغ { $amount }. سنخبرك فور التحقق منه.
proof-received-number = 🧾 شكرًا لك. استلمنا وصل تحويلك بمبلغ { $amount }. اكتب أيضًا رقم التحويل المذكور فيه.
proof-number-again = اكتب رقم التحويل فقط كما هو في الوصل.
proof-number-noted = 🧾 سجّلنا الرقم. سنخبرك فور التحقق.
button-copy-line = 📋 نسخ { $label }

slip-of =
    🧾 <b>{ $amount }</b> من { $name } ({ $customer })
    أُرسل يوم { $at }
slip-order = للطلب { $ref }
slip-number = الرقم: { $number }
slip-approved = ✅ وافق عليه { $staff }: <b>{ $amount }</b>
slip-rejected = ❌ رفضه { $staff }: { $reason }
slips = 🧾 <b>وصولات تنتظر قرارك: { $count }</b>
slips-none = 🧾 لا يوجد وصل ينتظر قرارًا.
button-receipts = 🧾 الوصولات المنتظرة
button-slip = { $sign } { $amount } · { $name }
button-approve = ✅ قبول · { $amount }
button-change-amount = ✏️ مبلغ آخر
button-reject = ❌ رفض
ask-amount = المطلوب: { $amount }. كم دينارًا وصل؟ اكتب العدد.
ask-reason = ما سبب الرفض؟ سيقرؤه الزبون.
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
toast-decided-already = سبق أن اتخذ { $staff } القرار.
alert-receipts_wait = 🧾 وصولات تنتظر قرارك: { $count }، أقدمها منذ { $since ->
        [one] دقيقة
        [two] دقيقتين
        [few] { $since } دقائق
       *[other] { $since } دقيقة
    }. انظر /receipts
menu-receipts = وصولات التحويل للتحقق منها

## إعادة المبالغ والمدفوعات، لفريق المتجر.

error-nothing-left = لا يمكن إعادة هذا المبلغ: الحد الأقصى { $left }. الطلب الجاري أو الذي لم يتم يُعاد ثمنه تلقائيًا.
error-refunded-in-full = أُعيد ثمن هذا الطلب كاملًا من قبل. لم يبقَ شيء لإعادته.
example-reason = الرمز لم يعمل
ask-refund-order = ↩️ هل نعيد <b>{ $amount }</b> من الطلب { $ref }؟ يمكن إعادة { $left } من ثمنه. إلى أين؟
button-refund-wallet = 👛 إلى المحفظة · { $amount }
button-refund-payer = ↩️ كما دُفع · { $price }
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
    💰 <b>الدفعة { $number }</b> – { $state }

    { $price } · { $way } · { $at }
    أُضيف: { $amount }
    الزبون: { $customer } · الطلب: { $ref }
payment-why = لماذا لا تطابق شيئًا: { $why }
payment-credited = في المحفظة
payment-unmatched = لا تطابق شيئًا
payment-refund_requested = قيد الإعادة
payment-refunded = أُلغيت
menu-refund = إعادة ثمن طلب
menu-payments = الأموال التي وصلت

## صفحة الدفع عند المورّد.

page-until = ⏳ صفحة الدفع مفتوحة حتى { $until }.
button-page = 💳 ادفع { $amount }
paid-on-page = ✅ تم الدفع. عُد الآن إلى تيليغرام.
page-open = 💳 { $amount } في انتظار الدفع.
page-submitted = 🔎 نتحقق الآن من دفعتك: { $amount }.
page-paid = ✅ وصلت الدفعة.
page-failed = ❌ لم ينجح دفع { $amount }. لم يصلنا شيء، ويمكنك المحاولة من جديد.
page-expired = ⌛ أُغلقت صفحة الدفع. إن كنت قد دفعت رغم ذلك فسنلاحظه تلقائيًا ونخبرك هنا.
page-over = ❌ لم تنجح هذه الدفعة.
page-rejected = ❌ لم تُقبل دفعتك: { $amount }.
page-looking = 🔎 نبحث عن دفعتك. سنخبرك هنا فور أن يؤكدها البنك.
alert-ocpay_off = 💳 يرفض OneClickDz روابط الدفع: حسابك غير معتمد كتاجر عنده. لا يستطيع الزبائن الدفع بـ CIB أو الذهبية.
alert-ocpay_environment = ⚠️ رابط الدفع { $ref } من بيئة أخرى (تجريبية أو حقيقية) غير بيئة مفتاح المتجر. لا يُحسب نقودًا.
alert-support_chat_away = ⚠️ مجموعة العاملين لا تستقبل طلبات المساعدة: { $why }. تصلك هنا بدلًا منها. تحقق من SUPPORT_CHAT_ID، ومن تفعيل المواضيع، ومن أن البوت مشرف هناك وله حق إدارة المواضيع.
alert-support_chat_back = ✅ عادت مجموعة العاملين تستقبل طلبات المساعدة.
