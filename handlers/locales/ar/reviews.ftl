## ما يقوله الزبائن عن المنتجات، وما يجيب به المتجر.

review-request = 💬 <b>كيف كانت تجربتك؟</b>
review-request-several =
    💬 <b>كيف كانت تجربتك؟</b>

    وصلتك هذه المنتجات قبل يوم. اختر ما تريد تقييمه. يرى الآخرون تقييمك دون اسمك.
review-question =
    <b>{ $product }</b>
    المنطقة: { $region }

    ما تقييمك له؟ 1 يعني سيئ جدًا، و5 يعني ممتاز. يرى الآخرون تقييمك دون اسمك.
review-yours = تقييمك: <b>{ $mark } من 5</b>
review-line = «{ $words }»
review-answer = ↩️ جواب المتجر: «{ $words }»
review-hidden-from-others = لا يعرض المتجر كلامك على الآخرين. تقييمك محسوب.
review-which = 💬 <b>أي منتج تريد تقييمه؟</b>
review-ask-line =
    { $most ->
        [zero] ✏️ ماذا تريد أن تقول للآخرين عن { $product }؟ اكتب سطرًا واحدًا دون رموز أو روابط أو أسماء.
        [one] ✏️ ماذا تريد أن تقول للآخرين عن { $product }؟ اكتب سطرًا من حرف واحد، دون رموز أو روابط أو أسماء.
        [two] ✏️ ماذا تريد أن تقول للآخرين عن { $product }؟ اكتب سطرًا من حرفين على الأكثر، دون رموز أو روابط أو أسماء.
        [few] ✏️ ماذا تريد أن تقول للآخرين عن { $product }؟ اكتب سطرًا من { $most } أحرف على الأكثر، دون رموز أو روابط أو أسماء.
        [many] ✏️ ماذا تريد أن تقول للآخرين عن { $product }؟ اكتب سطرًا من { $most } حرفًا على الأكثر، دون رموز أو روابط أو أسماء.
       *[other] ✏️ ماذا تريد أن تقول للآخرين عن { $product }؟ اكتب سطرًا من { $most } حرف على الأكثر، دون رموز أو روابط أو أسماء.
    }

    الأمر /cancel يترك كل شيء كما هو.
review-no-links = اكتبه دون روابط أو عناوين أو أرقام هاتف أو أسماء تبدأ بـ @. لم يُحفظ شيء بعد: اكتبه مرة أخرى.
review-asked-no-more = لن نطلب منك تقييمًا بعد الآن. يمكنك تقييم أي طلب من /orders.
review-asked-again = قد نطلب منك تقييمًا بعد يوم من التسليم.
review-answered = 💬 <b>أجاب { $shop } عن تقييمك لـ { $product }</b>
review-by-somebody = <b>{ $mark } من 5</b> · { $at }
reviews-of-product =
    💬 <b>{ $product }</b>
    المنطقة: { $region }
reviews-no-lines = لم يكتب أحد شيئًا عنه بعد.
product-rating =
    ⭐ { $average } من 5 · { $count ->
        [zero] لا تقييمات
        [one] تقييم واحد
        [two] تقييمان
        [few] { $count } تقييمات
        [many] { $count } تقييمًا
       *[other] { $count } تقييم
    }
button-review = 💬 تقييم المنتج
button-review-mark = { $mark } ⭐
button-review-mark-given = ✅ { $mark }
button-review-given = ✅ { $mark } من 5 · { $product }
button-review-write = ✏️ إضافة سطر
button-review-rewrite = ✏️ تغيير ما كتبته
button-review-remove-line = 🗑 حذف ما كتبته
button-review-take-back = 🗑 سحب التقييم
button-review-others = 📋 المنتجات الأخرى
button-review-see = 💬 تقييمك
button-review-ask-no-more = 🔕 لا تسألوني مرة أخرى
button-review-ask-again = 🔔 يمكنكم أن تسألوني
button-reviews-read = 💬 آراء الزبائن
toast-review-kept = شكرًا لك. حُفظ تقييمك.
toast-review-line-removed = حُذف ما كتبته. يبقى تقييمك.
toast-review-taken-back = سُحب تقييمك.
error-reviews-off = لا يستقبل المتجر التقييمات حاليًا.
error-no-words = ليس فيه ما يُقرأ. اكتبه بالكلمات.
error-words-too-long =
    { $most ->
        [zero] هذا طويل. لم يُحفظ شيء بعد: اكتبه أقصر ({ $length }).
        [one] هذا طويل ({ $length })، ولا يتسع المكان إلا لحرف واحد. لم يُحفظ شيء بعد.
        [two] هذا طويل ({ $length })، ولا يتسع المكان إلا لحرفين. لم يُحفظ شيء بعد.
        [few] طوله { $length }، ولا يتسع المكان إلا لـ { $most } أحرف. لم يُحفظ شيء بعد: اكتبه أقصر قليلًا.
        [many] طوله { $length }، ولا يتسع المكان إلا لـ { $most } حرفًا. لم يُحفظ شيء بعد: اكتبه أقصر قليلًا.
       *[other] طوله { $length }، ولا يتسع المكان إلا لـ { $most } حرف. لم يُحفظ شيء بعد: اكتبه أقصر قليلًا.
    }

menu-reviews = ما يقوله الزبائن عن المنتجات
staff-reviews = 💬 <b>ما يقوله الزبائن عن المنتجات</b>
staff-reviews-none = 💬 لم يقيّم أحد شيئًا بعد.
staff-review-in-list = { $number }. <b>{ $mark } من 5</b> · { $product } · { $day }
staff-review =
    💬 <b>{ $product }</b>
    المنطقة: { $region }
    التقييم: <b>{ $mark } من 5</b> · { $at }
staff-review-by = من { $name } ({ $customer })
staff-review-by-buyer = من { $name } ({ $customer })، الطلب { $ref }
staff-review-no-line = لا كلام مع التقييم.
staff-review-hidden = 🙈 مخفي عن الزبائن. التقييم محسوب.
staff-review-hidden-before = 🙈 مخفي عن الزبائن. غيّره صاحبه منذ أن أُخفي. التقييم محسوب.
review-ask-answer =
    { $most ->
        [zero] ↩️ بماذا يجيب المتجر عن هذا التقييم لـ { $product }؟ يُخبر صاحبه، ويقرأ الآخرون الجواب تحت كلامه. اكتب سطرًا واحدًا.
        [one] ↩️ بماذا يجيب المتجر عن هذا التقييم لـ { $product }؟ يُخبر صاحبه، ويقرأ الآخرون الجواب تحت كلامه. سطر من حرف واحد.
        [two] ↩️ بماذا يجيب المتجر عن هذا التقييم لـ { $product }؟ يُخبر صاحبه، ويقرأ الآخرون الجواب تحت كلامه. سطر من حرفين على الأكثر.
        [few] ↩️ بماذا يجيب المتجر عن هذا التقييم لـ { $product }؟ يُخبر صاحبه، ويقرأ الآخرون الجواب تحت كلامه. سطر من { $most } أحرف على الأكثر.
        [many] ↩️ بماذا يجيب المتجر عن هذا التقييم لـ { $product }؟ يُخبر صاحبه، ويقرأ الآخرون الجواب تحت كلامه. سطر من { $most } حرفًا على الأكثر.
       *[other] ↩️ بماذا يجيب المتجر عن هذا التقييم لـ { $product }؟ يُخبر صاحبه، ويقرأ الآخرون الجواب تحت كلامه. سطر من { $most } حرف على الأكثر.
    }

    الأمر /cancel يترك كل شيء كما هو.
button-staff-reviews = 💬 التقييمات
button-reviews-older = الأقدم ◂
button-staff-review = { $number } · { $mark } ⭐ { $product }
button-review-hide = 🙈 إخفاء الكلام
button-review-show = 👁 إظهار الكلام من جديد
button-review-answer = ↩️ جواب
button-review-answer-anew = ↩️ تغيير الجواب
button-review-unanswer = 🗑 حذف الجواب
toast-review-hidden = أُخفي. التقييم محسوب.
toast-review-shown = يقرؤه الزبائن من جديد.
toast-review-unanswered = حُذف الجواب.
