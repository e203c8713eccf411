## الأسعار والحدود وما هو مخفي، ورموز التخفيض للتاجر وللزبون.

menu-margin = الأسعار: القواعد والتكلفة والسعر والهامش
menu-price = سعر محدد لفئة واحدة
menu-hide = إخفاء شيء من المتجر
menu-unhide = إظهار ما أُخفي من جديد
menu-limit = عدد البطاقات في الطلب، ولكل زبون في اليوم
menu-promo = رموز التخفيض

button-prices = 💰 الأسعار
button-promos = 🏷 رموز التخفيض
button-price-rules = 📋 كل القواعد
button-auto = ↩️ دون قاعدة خاصة
button-rule-parts = ⚙️ الدنانير والتقريب وأدنى هامش
button-limits = 🔢 الحدود
button-hide = 🙈 إخفاء
button-unhide = 👁 إظهار من جديد
button-save-rule = ✅ حفظ
button-save-loss = ⚠️ البيع بخسارة
button-save-steep = ⚠️ نعم، احفظ
button-discard = ❌ عدم الحفظ
button-look-further = 🔍 احسب منتجات أخرى
button-undo = ↩️ تراجع
rulepart-added = { $amount }
rulepart-step = التقريب: { $amount }
rulepart-least = لا يقل عن { $amount }
button-amount = { $amount }
button-limit-none = دون حد
button-no-limit = ♾ دون حد خاص
button-limit-order = في الطلب: { $number }
button-limit-day = في اليوم: { $number }
button-end-rule = ❌ { $title }: { $rule }
button-type-price = { $type } · { $price }

place-all = كل السلع
place-named = { $title }
scope-all = الكل
scope-category = القسم
scope-product = المنتج
scope-type = الفئة

rule-percent = التكلفة + { $percent }
rule-percent-and-added = التكلفة + { $percent } + { $amount }
rule-only-added = التكلفة + { $amount }
rule-step = مع التقريب إلى الأعلى بـ { $amount }
rule-least = هامش لا يقل عن { $amount }
rule-set = سعر محدد { $amount }
rule-loss = البيع بخسارة مؤكَّد حتى تكلفة { $amount }
rule-by-settings = من الإعدادات
rule-by = وضعها { $staff } يوم { $at }
rule-hidden = مخفي

prices = 💰 <b>الأسعار: { $title }</b>
prices-rule = القاعدة: <b>{ $rule }</b> ({ $source })
prices-rule-above = القاعدة: <b>{ $rule }</b>، موضوعة لـ: { $title } ({ $source })
prices-limit = عدد البطاقات في الطلب: { $number }
prices-limit-day = عدد البطاقات لكل زبون في اليوم: { $number }
prices-hidden = 🙈 مخفي: لا يراه الزبائن.
prices-hidden-above = 🙈 مخفي مع: { $title }
prices-hidden-inside = 🙈 ما هو مخفي داخله بقاعدة خاصة: { $count }
prices-line = { $type }: { $cost } ← <b>{ $price }</b> · الهامش { $margin } ({ $percent })
prices-line-closed = 🚫 { $type }: { $cost } ← <b>{ $price }</b> · الهامش { $margin } ({ $percent })، ليست للبيع
prices-none = لا نعرف فئاته بعد.
prices-stale = ⌛ المورّد لا يجيب. هذه تكاليفه يوم { $since }.
prices-typed = أو اكتب: { $example }
prices-typed-set = أو اكتب: { $example } (بالدينار دون كسور)
limits = 🔢 <b>الحدود: { $title }</b>
limits-typed = أو اكتب: { $order }، { $day }
limit-order = { $number } في الطلب
limit-day = { $number } لكل زبون في اليوم
limit-none = دون حد خاص
rules = 📋 <b>القواعد السارية</b>
rules-none = 📋 لا توجد قواعد: الإعدادات هي التي تقرر.
rules-price = 💰 { $scope } <b>{ $title }</b>: { $rule } ({ $source })
rules-order = 🔢 { $scope } <b>{ $title }</b>: { $number } في الطلب ({ $source })
rules-day = 🔢 { $scope } <b>{ $title }</b>: { $number } لكل زبون في اليوم ({ $source })
rules-hidden = 🙈 { $scope } <b>{ $title }</b>: مخفي ({ $source })
rules-end = اضغط على قاعدة لإنهائها. إن كانت قاعدة سعر فسترى أولًا ما الذي يتغيّر، إلا إن كانت تبيع بخسارة فتنتهي فورًا.
rule-parts =
    ⚙️ <b>الهامش: { $title }</b>
    { $rule }

    اختر جزءًا واحدًا وتبقى الأجزاء الأخرى كما هي. سترى أثره قبل أن يسري.

preview =
    💰 <b>{ $title }</b>: { $rule }
    حتى الآن: { $before }

    عدد الفئات التي يتغيّر سعرها: { $changed } من { $types }.
preview-auto = دون قاعدة خاصة
preview-auto-then = دون قاعدة خاصة، أي { $rule }
preview-lowest = أدنى هامش عندئذ: <b>{ $margin }</b> – { $type }، { $cost } ← { $price }
preview-unseen = عدد المنتجات المحسوبة: { $seen } من { $products }. لا نعرف بعد أسعار البقية ({ $count })، ويسري ذلك عليها أيضًا.
preview-loss = ⚠️ <b>هذا أقل بـ { $amount } من تكلفة</b> { $type } ({ $cost }). لا يُقبل إلا إذا أكّدته لهذه الفئة. وإذا ارتفعت التكلفة أكثر يتوقف البيع ونعلمك.
preview-steep = ⚠️ <b>هل أنت متأكد؟</b> ستُباع { $type } بـ <b>{ $price }</b> وتكلفتها { $cost }: الهامش { $margin }، أي أكثر من ثمن البطاقة نفسها.
preview-steep-percent = ⚠️ <b>هل أنت متأكد؟</b> { $rule }: الهامش أكبر من ثمن البطاقة نفسها.
preview-question = لم يتغيّر شيء بعد. هل نحفظ؟
rule-saved =
    ✅ تم الحفظ. <b>{ $title }</b>: { $rule }
    يسري ذلك من الآن على كل طلب جديد.
rule-ended = ✅ انتهت القاعدة، وكانت لـ: <b>{ $title }</b>.
toast-rule-gone = حُفظ هذا أو أُلغي من قبل. إليك ما يسري الآن.
error-rule-changed = حُفظت هنا قاعدة أخرى في هذه الأثناء: ألقِ نظرة من جديد.
toast-below-cost = سيكون ذلك بيعًا بخسارة: ألقِ نظرة من جديد.
limit-saved = ✅ تم الحفظ. <b>{ $title }</b>: { $limit } (من قبل: { $before })
limit-zero = 🔢 <b>{ $title }</b>: قد يعني 0 أمرين. هل تريد ألّا يشتريها أحد، أم ألّا يكون لها حد؟
limit-refused = لم يتغيّر شيء. الحد من 1 إلى { $order } بطاقة للطلب الواحد، ومن 1 إلى { $day } للزبون في اليوم.
hidden-now = 🙈 أُخفي: { $title }
shown-now = 👁 عاد إلى المتجر: { $title }
shown-not-yet = 👁 لم تعد لـ { $title } قاعدة خاصة تخفيه، لكنه يبقى مخفيًا مع: <b>{ $above }</b>
place-not-found = لا شيء هنا باسم «{ $words }». افتح /margin للاختيار.
place-which = أيّها تقصد؟
place-more = … وغيرها: { $count }. اكتب كلمات أكثر لتقلّ النتائج.
price-wide = السعر المحدد لفئة واحدة. اختر:
place-not-all = لا يمكن إخفاء كل شيء دفعة واحدة: الأمر /maintenance يغلق المتجر.
number-refused = لا يمكن استعمال هذا العدد: الهامش من 0 إلى 1000 %، والمبلغ حتى 1 000 000 دج، والسعر المحدد والتقريب 1 دج على الأقل.
usage-margin =
    هكذا: { $example }
    ثم واحد أو أكثر من: 7% (من التكلفة)، +50 (بالدينار)، ⁦step 10⁩ أو التقريب 10، ⁦min 30⁩ أو أدنى 30 (أدنى هامش)؛ أو auto أو تلقائي دون قاعدة خاصة.
margin-not-read = لم أفهم «{ $words }»: لا شيء هنا بهذا الاسم، وليست قاعدة.
margin-negative = لا يكون الهامش سالبًا أبدًا: ذلك بيع بخسارة. وهو ممكن لفئة واحدة: { $example } – وسنطلب منك تأكيده.
margin-number = هل هي نسبة مئوية من التكلفة ({ $percent }) أم دنانير تضاف إليها ({ $added })؟
usage-price =
    هكذا: { $example }
    { $auto }
    اختر الفئة في /margin.
usage-hide = هكذا: { $example }
usage-limit =
    هكذا:
    { $order } (في الطلب)
    { $day } (لكل زبون في اليوم)
    { $auto } (دون حد خاص)
    ويمكن كتابة الاثنين معًا. ودون اسم يكون ذلك لكل السلع.

dossier-rule = السعر حسب القاعدة: { $rule } ({ $title }؛ { $source }): { $cost } ← { $price }
dossier-promo = 🏷 رمز التخفيض { $promo } ({ $takes }): { $discount } من { $price }
order-promo = 🏷 رمز التخفيض { $promo }: { $discount }. دفعت <b>{ $total }</b>.

button-promo = 🏷 رمز تخفيض
promo-ask =
    🏷 <b>اكتب رمز التخفيض.</b>

    يُخصم من طلبك، وترى المجموع الجديد قبل أن تشتري.
promo-refused = لا يمكن استعمال هذا الرمز: { $why }. اكتب رمزًا آخر أو ارجع.
promono-unknown = لا يوجد رمز كهذا
promono-not_yet = لم يبدأ بعد
promono-over = انتهت مدته
promono-used_by_you = استعملته من قبل
promono-used_up = نفدت مرات استعماله
promono-other_goods = هو لبطاقات أخرى
promono-minimum = يجب أن يبلغ الطلب { $amount } على الأقل
promono-no_gain = لا يخفض هذا السعر
confirmation-promo = 🏷 رمز التخفيض { $promo }: { $discount }، خُصمت من المجموع.
confirmation-promo-refused = 🏷 رمز التخفيض { $promo } لا يخصم شيئًا: { $why }.
error-day-limit = الحد { $most } في اليوم. بقي لك اليوم: { $left }.
error-too-many-codes = كتبت رموز تخفيض كثيرة غير صحيحة. يمكنك المحاولة من جديد ابتداءً من { $until }، أو الشراء دون رمز تخفيض في أي وقت.
error-below-cost = سيكون ذلك بيعًا بخسارة.

promos = 🏷 <b>رموز التخفيض</b>
promos-none = 🏷 لا يوجد رمز تخفيض سارٍ.
promo-line = <b>{ $promo }</b>: { $takes } · { $where } · مرات الاستعمال: { $used }
promo-line-over = ⌛ <b>{ $promo }</b> انتهت مدته: { $takes } · { $where } · مرات الاستعمال: { $used }
promo-limit-total = { $number } في المجموع
promo-limit-each = { $number } لكل زبون
promo-least = ابتداءً من { $amount }
promo-from = من { $at }
promo-until = إلى { $at }
promo-below = حتى بخسارة
promo-now = الآن
button-new-promo = 🆕 رمز جديد
button-end-promo = ❌ إنهاء { $promo }
button-promo-part = { $part }: { $value }
button-promo-for = ✅ لـ { $title }
button-start-promo = ✅ تفعيل الرمز
button-start-promo-loss = ⚠️ تفعيله حتى بخسارة
promo-new =
    🏷 <b>رمز جديد.</b> كم يخصم؟

    يأخذ اسمًا عشوائيًا، ويسري 30 يومًا ومرة واحدة لكل زبون. يمكنك تغيير كل ذلك قبل أن يبدأ.
promo-typed = أو اكتبه كما تشاء: { $example }
promo-preview =
    🏷 <b>{ $promo }</b>: { $takes } · { $where }

    الفئات المعروفة هناك: { $types }. والتي هامشها أقل من التخفيض: { $capped }، وفيها يخصم الهامش على الأكثر.
promo-lowest = إذا سُمح له بالنزول تحت التكلفة فأدنى هامش هو <b>{ $margin }</b> – { $type }.
promo-taken = ⚠️ هناك رمز سارٍ باسم { $promo }. أنهِه أولًا أو أعطِ هذا الرمز اسمًا آخر.
promo-change = غيّره بالأزرار، أو اكتب ما يجب أن يتغيّر: اسمًا ({ $name })، { $least }، { $until }، { $where }.
promo-part = 🏷 <b>{ $promo }</b> ({ $takes }) – { $part }: اختر أو اكتب قيمة أخرى.
promo-where = 🏷 لأي شيء الرمز <b>{ $promo }</b>؟ هنا: <b>{ $title }</b>
promopart-takes = يخصم
promopart-least = ابتداءً من مجموع
promopart-total = الاستعمالات في المجموع
promopart-each = الاستعمالات لكل زبون
promopart-from = من
promopart-until = حتى مساء
promopart-where = لـ
promo-unsound = لا يمكن أن يكون هذا رمزًا: من 1 إلى 100 % أو 1 000 000 دج على الأكثر، والحدود من 1 إلى 1 000 000، ونهاية لم تأتِ بعد وتأتي بعد البداية.
promo-started = ✅ الرمز { $promo } سارٍ من الآن.
promo-not-started = هذا الرمز سارٍ أصلًا، أو بدأ أو أُلغي من قبل.
promo-ask-end = هل ننهي الرمز { $promo }؟ الطلبات السابقة تحتفظ بتخفيضها.
promo-ended = ✅ انتهى الرمز { $promo }.
promo-no-such = لا يوجد رمز سارٍ باسم { $promo }.
usage-promo =
    هكذا: { $example }
    الرمز، ثم 10% أو 200 (بالدينار)؛ وإن شئت: max أو أقصى (في المجموع)، each أو لكل (لكل زبون)، min أو أدنى (أدنى مجموع)، from أو من، until أو حتى (تاريخان)، on أو على (قسم أو منتج أو فئة). لإنهاء رمز: { $end }

alert-price_below_cost = 📉 صارت تكلفة { $product } ({ $type }) ‏{ $cost }، لكن سعرها محدد بـ { $price }. لن تُباع حتى تقرر: /margin
alert-promo_guessing = 🏷 هناك من يجرّب رموز تخفيض عشوائية، وآخرهم الزبون { $customer }. على كل منهم أن ينتظر بعد بضع محاولات، ولا يتأخر غيرهم. الرمز الطويل يصعب تخمينه، والأمر /promo ينهي رمزًا.
