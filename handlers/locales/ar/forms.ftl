## What staff do from the panel, step by step.

acts =
    🧰 <b>ماذا تريد أن تفعل؟</b>
    نسألك عن شيء واحد في كل مرة.
button-acts = 🧰 عمليات
button-find-order = 🔎 بحث عن طلب
button-find-customer = 🔎 بحث عن زبون
deed-price = 💰 تحديد سعر
deed-limit = 🔢 تحديد حد
deed-hide = 🙈 إخفاء منتج
deed-unhide = 👁 إظهار منتج
button-float-now = 🏦 الرصيد الآن
button-back-up = 💾 نسخة احتياطية الآن
button-refund = ↩️ إعادة مال
form-leave = للخروج: /cancel
who-gets-credit = ➕ إلى أي محفظة يُضاف المبلغ؟ اكتب اسمًا أو @username أو رقمًا، مثل { $example }
who-gets-debit = ➖ من أي محفظة يُخصم المبلغ؟ اكتب اسمًا أو @username أو رقمًا، مثل { $example }
which-wallet = قد يعني «{ $words }» أكثر من شخص. محفظة من؟ اضغط على أحدهم، أو اكتب كلمات أكثر.
which-refund = ↩️ أي طلب يُعاد ثمنه؟ اكتب رقمه، مثل { $example }
order-unknown = لا يوجد طلب برقم { $words }. اكتب الرقم كما هو في الطلب.
ask-refund-amount =
    ↩️ <b>الطلب { $ref }</b>: يمكن إعادة { $left } على الأكثر.

    كم؟ اكتب مبلغًا، ثم سببًا إن شئت: { $example }. لإعادة الكل اكتب { $all }.
example-all = الكل
find-order = 🔎 أي طلب؟ اكتب رقمه أو رقمه عند المورّد أو يومًا أو جزءًا من اسم الزبون أو المنتج، مثل { $example }
find-customer = 🔎 أي زبون؟ اكتب اسمًا أو @username أو رقمًا أو رقم تحويل، مثل { $example }
whichgoods-price = 💰 سعر أي شيء؟ اكتب اسمه، مثل { $example }
whichgoods-limit = 🔢 حد لأي شيء؟ اكتب اسمه، مثل { $example }
whichgoods-hide = 🙈 ما الذي تريد إخفاءه؟ اكتب اسمه، مثل { $example }
whichgoods-unhide = 👁 ما الذي تريد إظهاره من جديد؟ اكتب اسمه، مثل { $example }
button-write-price = ✍️ كتابة سعر
button-write-margin = ✍️ كتابة هامش
button-write-limit-order = ✍️ لكل طلب
button-write-limit-day = ✍️ لكل يوم
ask-price = 💰 <b>{ $title }</b>: كم السعر؟ اكتب دنانير دون كسور، مثل { $example }. سترى الأثر أولًا.
ask-margin = 📈 <b>{ $title }</b>: كم الهامش؟ اكتبه، مثل { $example }. سترى الأثر أولًا.
ask-limit-order = 🔢 <b>{ $title }</b>: كم بطاقة على الأكثر في الطلب الواحد؟ اكتب عددًا، مثل { $example }
ask-limit-day = 🔢 <b>{ $title }</b>: كم بطاقة على الأكثر للزبون في اليوم؟ اكتب عددًا، مثل { $example }
margin-unread = «{ $words }» ليس هامشًا. اكتبه هكذا: { $example }
limit-unread = «{ $words }» ليس عدد بطاقات. اكتب عددًا صحيحًا.

## Why what was typed behind a command does nothing.

not-understood = لم أفهم «{ $words }».
stands-alone = لم أفهم «{ $words }»: يُكتب { $command } وحده.
amount-missing = لم تكتب مبلغًا بعد «{ $words }».
codes-unknown = لا يوجد طلب «{ $words }» له رموز.
usage-payments = { $all } لكل الأموال التي وصلت، و{ $unmatched } لما لا يطابق منها شيئًا.

## Orders of nobody, and what else stands in forms.

button-whose-order = 👤 تحديد صاحبه
whose-order = 👤 لمن الطلب { $ref }؟ اكتب اسمًا أو @username أو رقمًا، مثل { $example }
which-owner = قد يعني «{ $words }» أكثر من شخص. لمن الطلب؟ اضغط على أحدهم، أو اكتب كلمات أكثر.
ask-give-order =
    👤 هل تسند الطلب { $ref } – { $quantity } × { $product } ({ $type }) – إلى { $name } ({ $customer })؟
    يصله الطلب ورموزه فورًا. لا تتغير محفظته: إن لم يُخصم منها ثمنه فاخصمه بنفسك. لا رجعة في ذلك.
toast-order-has-customer = صار لهذا الطلب زبون، ولم يتغير شيء.
codes-come-here = 🔓 الطلب { $ref }: ستظهر الرموز هنا بعد لحظة.
receipts-day-limit = يمكنك أن تقبل وصولات بقيمة { $amount } في اليوم. بقي لك اليوم { $left }. يبقى هذا الوصل في انتظار مالك أو مدير.
