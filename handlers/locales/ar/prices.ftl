## الأسعار والحدود وما هو مخفي، ورموز التخفيض للتاجر وللزبون.

menu-margin = الأسعار: القواعد والتكلفة والسعر والهامش
menu-price = سعر محدد لفئة واحدة
menu-hide = إخفاء شيء من المتجر
menu-unhide = إظهاره من جديد
menu-limit = عدد البطاقات في الطلب، ولكل زبون في اليوم
menu-promo = رموز التخفيض

button-prices = 💰 الأسعار
button-promos = 🏷 رموز التخفيض
button-price-rules = 📋 كل القواعد
button-auto = ↩️ دون قاعدة خاصة
button-limits = 🔢 الحدود
button-hide = 🙈 إخفاء
button-unhide = 👁 إظهار من جديد
button-save-rule = ✅ حفظ
button-save-loss = ⚠️ البيع بخسارة
button-discard = ❌ عدم الحفظ
button-amount = { $amount }
button-limit-none = دون حد
button-limit-order = في الطلب: { $number }
button-limit-day = في اليوم: { $number }
button-end-rule = ❌ إنهاء القاعدة: { $title }
button-type-price = { $type } · { $price }

place-all = كل السلع
scope-all = الكل
scope-category = القسم
scope-product = المنتج
scope-type = الفئة

rule-percent = التكلفة + { $percent }
rule-percent-and-added = التكلفة + { $percent } + { $amount }
rule-step = مع التقريب إلى الأعلى بـ { $amount }
rule-least = هامش لا يقل عن { $amount }
rule-set = سعر محدد { $amount }
rule-loss = البيع بخسارة مؤكَّد حتى تكلفة { $amount }
rule-by-settings = من الإعدادات
rule-by = وضعها { $staff } يوم { $at }

prices = 💰 <b>الأسعار: { $title }</b>
prices-rule = القاعدة: <b>{ $rule }</b> ({ $source })
prices-rule-above = القاعدة: <b>{ $rule }</b>، موضوعة لـ: { $title } ({ $source })
prices-limit = عدد البطاقات في الطلب: { $number }
prices-limit-day = عدد البطاقات لكل زبون في اليوم: { $number }
prices-hidden = 🙈 مخفي: لا يراه الزبائن.
prices-hidden-above = 🙈 مخفي مع ما ينتمي إليه.
prices-line = { $type }: { $cost } ← <b>{ $price }</b> · الهامش { $margin } ({ $percent })
prices-line-closed = 🚫 { $type }: { $cost } ← <b>{ $price }</b> · الهامش { $margin } ({ $percent })، ليست للبيع
prices-none = لا نعرف فئاته بعد.
prices-typed = أو اكتب: { $example }
prices-typed-set = أو اكتب: { $example } (بالدينار دون كسور)
limits = 🔢 <b>الحدود: { $title }</b>
limits-typed = أو اكتب: { $order }، { $day }
rules = 📋 <b>القواعد السارية</b>
rules-none = 📋 لا توجد قواعد: الإعدادات هي التي تقرر.
rules-price = 💰 { $scope } <b>{ $title }</b>: { $rule } ({ $source })
rules-order = 🔢 { $scope } <b>{ $title }</b>: { $number } في الطلب ({ $source })
rules-day = 🔢 { $scope } <b>{ $title }</b>: { $number } لكل زبون في اليوم ({ $source })
rules-hidden = 🙈 { $scope } <b>{ $title }</b>: مخفي ({ $source })
rules-end = اضغط على قاعدة سعر لإنهائها، وسترى أولًا ما الذي يتغيّر.

preview =
    💰 <b>{ $title }</b>: { $rule }

    عدد الفئات التي يتغيّر سعرها: { $changed } من { $types }.
preview-auto = دون قاعدة خاصة
preview-lowest = أدنى هامش عندئذ: <b>{ $margin }</b> – { $type }، { $cost } ← { $price }
preview-unseen = منتجات لم يطّلع عليها أحد بعد ولم تُحسب: { $count }.
preview-loss = ⚠️ <b>هذا أقل بـ { $amount } من تكلفة</b> { $type } ({ $cost }). لا يُقبل إلا إذا أكّدته لهذه الفئة. وإذا ارتفعت التكلفة أكثر يتوقف البيع ونعلمك.
preview-question = لم يتغيّر شيء بعد. هل نحفظ؟
rule-saved = ✅ تم الحفظ. يسري ذلك من الآن على كل طلب جديد.
toast-rule-gone = حُفظ هذا أو أُلغي من قبل. إليك ما يسري الآن.
toast-below-cost = سيكون ذلك بخسارة: ألقِ نظرة من جديد.
limit-saved = ✅ حُفظ الحد.
hidden-now = 🙈 أُخفي: { $title }
shown-now = 👁 عاد إلى المتجر: { $title }
place-not-found = لا شيء هنا باسم «{ $words }». افتح /margin للاختيار.
place-which = أيّها تقصد؟
place-not-all = لا يمكن إخفاء كل شيء دفعة واحدة: الأمر /maintenance يغلق المتجر.
number-refused = لا يمكن استعمال هذا العدد في قاعدة.
usage-margin =
    هكذا: { $example }
    ثم واحد أو أكثر من: 7% (من التكلفة)، +50 (بالدينار)، step 10 (التقريب)، min 30 (أدنى هامش)؛ أو auto دون قاعدة خاصة.
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

dossier-rule = السعر حسب القاعدة: { $rule } ({ $title }؛ { $source })
dossier-promo = 🏷 رمز التخفيض { $promo }: { $discount } من { $price }
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
promono-used_up = نفد
promono-other_goods = هو لبطاقات أخرى
promono-minimum = يجب أن يبلغ الطلب { $amount } على الأقل
promono-no_gain = لا يخفض هذا السعر
confirmation-promo = 🏷 رمز التخفيض { $promo }: { $discount }، وهي مخصومة من المجموع.
confirmation-promo-refused = 🏷 رمز التخفيض { $promo } لا يخصم شيئًا: { $why }.
error-day-limit = يمكنك أخذ { $most } منها في اليوم، وبقي لك اليوم { $left }.
error-below-cost = سيكون ذلك بخسارة.

promos = 🏷 <b>رموز التخفيض</b>
promos-none = 🏷 لا يوجد رمز تخفيض سارٍ.
promo-line = <b>{ $promo }</b>: { $takes } · { $where } · مرات الاستعمال: { $used }
promo-limit-total = { $number } في المجموع
promo-limit-each = { $number } لكل زبون
promo-least = ابتداءً من { $amount }
promo-from = من { $at }
promo-until = إلى { $at }
promo-below = حتى بخسارة
button-new-promo = 🆕 رمز جديد
button-end-promo = ❌ إنهاء { $promo }
button-start-promo = ✅ ابدأ
button-start-promo-loss = ⚠️ ابدأ، حتى بخسارة
promo-new =
    🏷 <b>رمز جديد.</b> كم يخصم؟

    يأخذ اسمًا عشوائيًا، ويسري 30 يومًا ومرة واحدة لكل زبون.
promo-typed = أو اكتبه كما تشاء: { $example }
promo-preview =
    🏷 <b>{ $promo }</b>: { $takes } · { $where }

    الفئات المعروفة هناك: { $types }. والتي هامشها أقل من التخفيض: { $capped }، وفيها يخصم الهامش على الأكثر.
promo-lowest = إذا سُمح له بالنزول تحت التكلفة فأدنى هامش هو <b>{ $margin }</b> – { $type }.
promo-started = ✅ الرمز { $promo } سارٍ من الآن.
promo-not-started = هذا الرمز سارٍ أصلًا، أو بدأ أو أُلغي من قبل.
promo-ask-end = هل ننهي الرمز { $promo }؟ الطلبات السابقة تحتفظ بتخفيضها.
promo-ended = ✅ انتهى الرمز { $promo }.
promo-no-such = لا يوجد رمز سارٍ باسم { $promo }.
usage-promo =
    هكذا: { $example }
    الرمز، ثم 10% أو 200 (بالدينار)؛ وإن شئت: max (في المجموع)، each (لكل زبون)، min (أدنى مجموع)، from و until (تاريخان)، on (قسم أو منتج أو فئة). لإنهاء رمز: { $end }

alert-price_below_cost = 📉 صارت تكلفة { $product } ({ $type }) ‏{ $cost }، لكن سعرها محدد بـ { $price }. لن تُباع حتى تقرر: /margin
