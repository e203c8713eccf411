## الوصولات: عدة صور، وما تكرر منها، وما جاء بعد القرار.

proof-added = 🧾 شكرًا لك. أُضيفت هذه الصورة إلى وصل تحويلك بمبلغ { $amount }، والمتجر يراها.
proof-added-late = 🧾 اتُّخذ القرار بشأن وصلك بمبلغ { $amount } من قبل ({ $state }). المتجر يرى هذه الصورة أيضًا. لأي سؤال راسلنا بالأمر /paysupport.
proof-known = 🧾 هذه الصورة وصلت إلى المتجر من قبل، مع وصلك بمبلغ { $amount } ({ $state }). لأي سؤال راسلنا بالأمر /paysupport.
proof-enough = 🧾 لدى المتجر { $count } من صور وصلك بمبلغ { $amount }، ولا يقبل أكثر. إن نقص شيء فراسلنا بالأمر /paysupport.

slip-pictures = عدد صور هذا الوصل: { $count }
slip-same-file = ⚠️ <b>أُرسل هذا الملف نفسه من قبل</b>: { $customer }، { $amount }، { $at } ({ $state })
slip-same-number = ⚠️ <b>استُعمل هذا الرقم من قبل</b>: { $customer }، { $amount }، { $at } ({ $state })
slip-more =
    📎 صورة أخرى لوصل <b>{ $amount }</b> من { $name } ({ $customer })
    أُرسلت يوم { $at }
slip-late = ⚠️ <b>وصلت بعد القرار.</b>
slip-undecided = لم يُتخذ قرار بعد.
button-open-receipt = 🧾 فتح الوصل · { $amount }
button-approve-repeated = ⚠️ قبول رغم ذلك · { $amount }
ask-repeated = ⚠️ <b>وصل { $amount } هذا يشبه وصلًا أُرسل من قبل.</b> تأكد في حسابك أن المال وصل مرتين. هل تقبله رغم ذلك؟
ask-unseen = ⚠️ <b>صورة وصل { $amount } هذا لا تظهر هنا.</b> هل رأيت المال في حسابك؟ هل تقبله رغم ذلك؟
toast-receipt-comes = 🧾 يصل الوصل في آخر المحادثة.
error-receipt-changed = أرسل الزبون وصلًا آخر في هذه الأثناء. افتحه في /receipts.
error-receipt-repeated = أُرسل هذا الوصل من قبل. افتحه في /receipts لترى متى.
amount-not-read = لا أجد مبلغًا في «{ $words }». اكتب دنانير دون كسور، مثل 2800 أو 2 800 أو ⁦5k⁩.
too-long = النص طويل: { $most } حرف على الأكثر.

dossier-receipt = 🧾 وصل { $amount }، أُرسل يوم { $at } ({ $state })
button-receipts-count = 🧾 الوصولات المنتظرة ({ $count })
button-payments-count = 💳 المدفوعات (❓ { $count })

customer-not-read = «{ $words }» ليس رقم زبون. يجد الزبون رقمه في /help.
amount-two-ways = يمكن أن يُقرأ «{ $words }» على وجهين. إن قصدت { $amount } فاكتب المبلغ دون فراغات: { $meant }
refund-reason = السبب: { $reason }
error-refunded-meanwhile = أُعيد { $amount } من هذا الطلب في هذه الأثناء، ولم يحدث شيء آخر. بقي { $left } على الأكثر. أرسل /refund من جديد.
usage-refund =
    هكذا: { $example }
    رقم الطلب، ثم مبلغ بالدينار دون كسور، ثم سبب إن شئت. لإعادة الكل: { $all }

## وصل قُبل ثم تبيّن أنه مزوّر.

button-receipt-false = ⛔ الوصل مزوّر
slip-false = ⛔ تبيّن أنه مزوّر: { $reason }
slip-false-money = سُحب من المحفظة: { $taken } · الناقص: { $missing }
ask-false = ⛔ <b>قُبل وصل { $amount }، فهل هو مزوّر؟</b> يُسحب ما بقي منه في محفظة الزبون.
ask-false-money = ما بقي منه في المحفظة: { $held } · الناقص: { $missing }
ask-false-why =
    اكتب السبب؛ سيقرؤه الزبون.

    الأمر /cancel يترك كل شيء كما هو.
slip-false-done = ⛔ سُجّل الوصل على أنه مزوّر. أُخبر الزبون.
error-false-before = سُحبت هذه الدفعة من قبل. لم يحدث شيء مرتين.
proof-false =
    ⛔ <b>تبيّن أن وصلك بمبلغ { $amount } غير صحيح</b>

    لم يصل المال إلى المتجر.
proof-false-why = السبب: { $reason }
proof-false-taken = سُحب من محفظتك: { $amount }
proof-false-missing = ما زال ناقصًا: { $amount }
proof-false-wrong = إن كان في ذلك خطأ فراسلنا بالأمر /paysupport.
alert-receipt_false = ⛔ تبيّن أن الوصل المقبول بمبلغ { $amount } (الدفعة { $payment }، الزبون { $customer }) مزوّر. ما صُرف منه: { $lost }.
