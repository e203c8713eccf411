## الحسابات: ‎/ledger، إقفال اليوم، وما لا يتطابق.

menu-ledger = حسابات يوم واحد
usage-ledger =
    «{ $words }» ليس يومًا عرفه المتجر.
    اكتب { $today } لليوم، أو مع التاريخ: { $example }
ledger =
    📒 <b>{ $day }</b>
    { $since } – { $until }
alert-day_closed =
    📒 <b>أُقفل اليوم: { $day }</b>
    { $since } – { $until }
waits = 🔔 <b>بانتظارك</b>
waits-receipts = وصولات تنتظر قرارك: { $count } (/receipts)
waits-orders = طلبات تنتظر قرارك: { $count } (/open)
waits-messages = رسائل تعذّر تسليمها: { $count }
ledger-wallets = 👛 <b>المحافظ: { $opening } ← { $closing }</b>
ledger-kind = { $kind }: { $amount }
ledger-way = · منها { $way }: { $amount }
ledger-unmatched = ❓ مدفوعات لا تطابق شيئًا: { $count } (/payments unmatched)
ledger-orders =
    🧾 <b>الطلبات المنتهية: { $orders }</b>
    ثمن البطاقات: { $listed }
    رموز التخفيض: { $discounts } · ما أعاده الفريق: { $staff_refunds }
    الدخل: { $earned } · التكلفة: { $cost }
    الهامش: <b>{ $margin }</b>
ledger-lost = 💸 أخذه المورّد دون مقابل (محسوب في الهامش): { $amount }
ledger-rewards = 🎁 مكافآت الدعوات (محسوبة في الهامش): { $amount }
ledger-float =
    🏦 <b>الرصيد عند المورّد: { $opening } ← { $closing }</b>
    الطلبات: { $orders } · مدفوعات الزبائن بالبطاقة: { $payments } · الباقي: { $other }
ledger-float-unknown = 🏦 الحساب عند المورّد غير مذكور هنا: تعذّرت قراءته، أو أن المال تجريبي.
ledger-move =
    · { $at }: { $amount }، { $what }{ $count ->
        [one] {""}
       *[other] { " " }(عدد الأسطر: { $count })
    }
ledger-fees = اقتُطع من مدفوعات البطاقة، كما تُقتطع عمولة: { $amount }
ledger-unexplained = تغيّر في الرصيد لا يفسّره أي سطر: { $amount }
ledger-on-the-way =
    ⏳ دُفع بالبطاقة ولم يصل إلى الرصيد بعد: { $amount } ({ $count ->
        [one] دفعة واحدة
        [two] دفعتان
        [few] { $count } دفعات
       *[other] { $count } دفعة
    }). إذا لم يصل بعد { $days } أيام يُذكر كمبلغ مفقود.
ledger-agrees = ✅ كل شيء متطابق: المحافظ والطلبات والرموز والحساب عند المورّد.
ledger-agrees-inside = ✅ المحافظ والطلبات والرموز متطابقة.
ledger-agrees-account = ✅ الحساب عند المورّد متطابق.
ledger-looked = 🔎 آخر تحقق من المحافظ والطلبات والرموز: { $at }.
ledger-not-looked = 🔎 لم يجرِ التحقق من المحافظ والطلبات والرموز بعد. المتجر يتحقق كل ليلة، أو الآن بالزر.
ledger-looking = 🔎 التحقق جارٍ: تم { $done }.
ledger-differs =
    { $count ->
        [one] ⚠️ <b>شيء واحد لا يتطابق</b>
        [two] ⚠️ <b>شيئان لا يتطابقان</b>
        [few] ⚠️ <b>{ $count } أشياء لا تتطابق</b>
        [many] ⚠️ <b>{ $count } شيئًا لا يتطابق</b>
       *[other] ⚠️ <b>{ $count } شيء لا يتطابق</b>
    }
ledger-more = … وأيضًا { $count }
button-ledger = 📒 حسابات اليوم
button-day-before = اليوم السابق ▶️
button-day-after = ◀️ اليوم التالي
button-look = 🔎 تحقق من كل شيء

kind-topup = دفعه الزبائن
kind-credit = أضافه فريق المتجر
kind-debit = خصمه فريق المتجر
kind-purchase = المبيعات
kind-refund = أُعيد عن طلبات
kind-staff_refund = أعاده فريق المتجر
kind-payback = دفعات أُلغيت
kind-payback_undone = تعذّرت إعادته إلى الدافع
kind-referral = مكافآت الدعوات
kind-referral_undone = مكافآت استُردت

move-deposit = إيداع ليس دفعة أي زبون: هل هو منك؟
move-receive = مبلغ مستلم ليس دفعة أي زبون: ممّن؟
move-withdraw = سحب
move-send = مرسل إلى أحد
move-service = خدمة من المورّد
move-flexy = شحن هواتف
move-adsl = شحن إنترنت
move-refund_flexy = شحن هاتف أُعيد
move-refund_adsl = شحن إنترنت أُعيد
move-point_exchange = نقاط مستبدلة
move-unknown = دون سبب مذكور

alert-books_more = 📒 … وأيضًا { $count }. ‎/ledger يعدّها، والأمر «check --books» يعرضها كلها.
books-others =
    … و{ $count ->
        [zero] { $count } غيره
        [one] واحد آخر مثله
        [two] اثنان آخران مثله
        [few] { $count } أخرى مثله
        [many] { $count } أخرى مثله
       *[other] { $count } أخرى مثله
    }. ‎/ledger يعدّها، والأمر «check --books» يعرضها.
alert-books_wallet_below_zero = نزلت محفظة الزبون { $customer } إلى { $amount }.
alert-books_wallet_differs = في محفظة الزبون { $customer } مبلغ { $found }، ومجموع حركاتها { $expected }.
alert-books_entry_without_order = الحركة { $entry } للزبون { $customer } ({ $kind }، { $amount }، { $subject }) لا تخص أيًّا من طلباته.
alert-books_entry_without_payment = الحركة { $entry } للزبون { $customer } ({ $kind }، { $amount }، { $subject }) لا تخص أيًّا من مدفوعاته.
alert-books_entry_wrong_way = الحركة { $entry } للزبون { $customer } ({ $kind }، { $subject }) في الاتجاه الخطأ: { $amount }.
alert-books_payment_not_booked = قيمة الدفعة { $payment } ({ $way }) هي { $expected }، لكن ما دخل المحفظة عنها { $found }.
alert-books_payback_wrong = الدفعة { $payment } ({ $way }): أُعيد إلى الدافع { $expected }، لكن ما خرج من المحفظة عنها { $found }.
alert-books_entry_without_referral = الحركة { $entry } للزبون { $customer } ({ $kind }، { $amount }، { $subject }) لا تخص أيًّا من دعواته.
alert-books_reward_not_booked = مكافأة الزبون { $customer } عن دعوة صاحب الطلب { $ref } هي { $expected }، لكن ما دخل المحفظة عنها { $found }.
alert-books_reward_taken_back_wrong = مكافأة الزبون { $customer } عن الطلب { $ref }: استُرد منها { $expected }، لكن ما خرج من المحفظة عنها { $found }.
alert-books_order_not_paid = ثمن الطلب { $ref } هو { $expected }، لكن خُصم من المحفظة { $found }.
alert-books_order_paid_for_nothing = الطلب { $ref } ({ $status }): خُصم عنه من المحفظة { $found } دون حق.
alert-books_refund_not_booked = يقول الطلب { $ref } إن { $expected } أُعيد، لكن ما دخل المحفظة عنه { $found }.
alert-books_refund_wrong = الطلب { $ref } ({ $status }): يجب أن يُعاد { $expected }، وأُعيد { $found }.
alert-books_order_never_placed = الطلب { $ref } ({ $status }) لم يُرسل إلى المورّد قط.
alert-books_cards_differ = يجب أن يكون للطلب { $ref } ({ $status }) من البطاقات { $expected }، وله { $found }.
alert-books_card_without_order = بطاقات محفوظة عددها { $count } تخص الطلب رقم { $order }، وهو غير موجود.
alert-books_card_twice = للطلبين { $ref } و { $other } الرمز نفسه.
alert-books_card_repeated = في الطلب { $ref } الرمز نفسه مرتين.
alert-books_promo_use_wrong = خُفّض للطلب { $ref } برمز تخفيض { $expected }، لكن المحسوب من استعمال الرمز { $found }.
alert-books_promo_use_kept = الطلب { $ref } ({ $status }): رمز تخفيضه محسوب مستعملًا وكان يجب أن يعود متاحًا، أو العكس.
alert-books_promo_use_without_order = استعمالات لرمز التخفيض { $promo } عددها { $count } تخص طلبات غير موجودة.
alert-books_promo_over_limit = عدد استعمالات رمز التخفيض { $promo } هو { $found }، وحدّه { $expected }.
alert-books_promo_over_customer_limit = عدد استعمالات الزبون { $customer } لرمز التخفيض { $promo } هو { $found }، والحد لكل زبون { $expected }.
alert-books_debit_without_goods = أخذ المورّد { $amount } في { $at } عن الطلب { $ref }، ولم يصل شيء مقابله.
alert-books_debit_without_order = أخذ المورّد { $amount } في { $at } عن { $supplier_order_id }، وهو ليس من طلباتنا.
alert-books_refund_without_order = أعاد المورّد { $amount } في { $at } عن { $supplier_order_id }، وهو ليس من طلباتنا.
alert-books_order_without_debit = سُلّم الطلب { $ref } برقم { $supplier_order_id }، لكن الحساب عند المورّد لا يُظهر له خصمًا.
alert-books_debit_differs = الطلب { $ref }: يقول المورّد إنه خصم { $expected }، ويقول حسابه { $found }.
alert-books_refund_not_received = الطلب { $ref } ({ $status })، رقمه عند المورّد { $supplier_order_id }: يجب أن يعود إلى رصيدك { $expected }، وما عاد { $found }.
alert-books_float_gap = يقفز الرصيد عند المورّد في { $at }: كان يجب أن يكون { $expected }، وكان { $found }.
alert-books_float_now = الرصيد عند المورّد { $found }، وبعد آخر سطر في حسابه يجب أن يكون { $expected }.
alert-books_payment_not_arrived = الدفعة { $payment } بالبطاقة ({ $amount }، { $charge }، { $at }) لم تصل إلى رصيدك عند المورّد.
alert-books_payment_arrived_otherwise = الدفعة { $payment } بالبطاقة ({ $charge }): دفع الزبون { $expected }، ووصل إلى رصيدك عند المورّد { $found }.
alert-books_deposit_not_credited = وصل إلى رصيدك { $amount } في { $at } عن رابط الدفع { $charge } للزبون { $customer }، ولم يدخل محفظته.
alert-books_deposit_of_strange_link = وصل إلى رصيدك { $amount } في { $at } عن رابط الدفع { $charge }، وهو ليس من روابط المتجر.

todo-order = 👉 افتح الطلب ومحفظة الزبون (‎/customer)، ثم صحّح بـ ‎/credit أو ‎/debit أو ‎/refund.
todo-wallet = 👉 المتجر وحده يكتب الحركات: هل عُدّلت قاعدة البيانات باليد أو استُرجعت؟ صحّح المحفظة بـ ‎/credit أو ‎/debit.
todo-payment = 👉 قارن ‎/payments بمحفظة الدافع (‎/customer)، ثم صحّح بـ ‎/credit أو ‎/debit.
todo-cards = 👉 افتح الطلب، واسأل الزبون أي الرموز تعمل، وأعد ثمن غيرها بـ ‎/refund. واطلب من OneClickDz الرموز الناقصة أو المكررة.
todo-database = 👉 عُدّلت قاعدة البيانات باليد أو استُرجعت. احتفظ بنسخة منها وارجع إلى آخر نسخة احتياطية سليمة.
todo-promo = 👉 افتح الطلب. إذا استُعمل الرمز أكثر مما تسمح به، فأنهه بـ ‎/promo.
todo-by_hand = 👉 انظر في لوحة OneClickDz. إن فعلته هناك بنفسك فلا شيء عليك، وإلا فغيّر مفتاح API.
todo-supplier = 👉 اسأل دعم OneClickDz مع ذكر هذه الأرقام والأوقات.
todo-loss = 👉 اطلب البطاقات أو المال من دعم OneClickDz. يلاحظ المتجر عودة المال تلقائيًا. وإن لم يعد أبدًا فافتح الطلب واشطب الخسارة.
todo-link = 👉 يسأل المتجر المورّد عن هذا الرابط من جديد الآن. إن بقيت المحفظة دونه فانظر في لوحة OneClickDz وأضفه بـ ‎/credit.
