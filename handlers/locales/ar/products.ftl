## ‎/product: ما يقرؤه الزبائن عن البطاقة.

menu-product = ما يقرؤه الزبائن عن بطاقة
button-products = 📝 البطاقات
button-product-told = 📝 ما يقرؤه الزبائن
products-shelves =
    📝 <b>ما يقرؤه الزبائن عن البطاقات</b>

    اختر قسمًا، أو اكتب بعد /product كلمات من اسم البطاقة.
products-shelf =
    📝 <b>{ $category }</b>

    اختر بطاقة. ✏️ تعني أن لها نصًا من عندك.
products-not-found = لا توجد بطاقة باسم «{ $words }».
staff-product =
    📝 <b>{ $product }</b>
    المنطقة: { $region }
staff-product-brand = العلامة المعروفة: { $brand }. يعرض المتجر نصه المعتاد حيث لم تكتب شيئًا.
staff-product-no-brand = لا يعرف المتجر هذه العلامة: لا يقرأ الزبائن إلا ما تكتبه.
guidefield-steps = طريقة التفعيل
guidefield-region = تنبيه المنطقة
guidefield-note = ملاحظة
guidefield-link = صفحة التفعيل
guidefield-picture = الصورة
guidefield-aliases = أسماء أخرى للبحث
guide-nothing = لا شيء
guide-hidden = لا شيء، كما اخترت
guide-has-picture = صورة منك
guide-saved = ✅ حُفظ، وهو ظاهر للزبائن الآن.
guide-preview = 👁️ هكذا يراها الزبون:
guide-only-photo = أرسل صورة واحدة، لا ملفًا ولا نصًا ولا ألبومًا. أو اكتب /cancel لإبقاء ما كان.
ask-guide-steps = اكتب طريقة تفعيل { $product } لمن يقرأ { $language }: كل خطوة في سطر. الحد الأقصى { $steps } أسطر و{ $most } حرف.
ask-guide-region = اكتب لمن يقرأ { $language } مع أي حسابات تعمل { $product }. الحد الأقصى { $most } حرف.
ask-guide-note = اكتب ملاحظة عن { $product } لمن يقرأ { $language }. تظهر قبل الشراء. الحد الأقصى { $most } حرف.
ask-guide-link = اكتب عنوان الصفحة التي تُفعَّل فيها رموز { $product }. يبدأ بـ { $start }
ask-guide-picture = أرسل صورة { $product }.
ask-guide-aliases = اكتب أسماء أخرى يبحث بها الناس عن { $product }، بينها فواصل. الحد الأقصى { $count }.
guiderefused-empty = لا شيء يُقرأ في ما كتبت. اكتبه من جديد، أو /cancel.
guiderefused-too_long = هذا أطول من { $most } حرف. اختصره واكتبه من جديد، أو /cancel.
guiderefused-too_many = هذا أكثر من { $most }. اكتب أقل، أو /cancel.
guiderefused-no_link = هذا ليس عنوانًا كاملًا يبدأ بـ { $start } مثل { $example }. اكتبه من جديد، أو /cancel.
button-send-picture = 🖼️ إرسال صورة
button-show-nothing = 🚫 عدم إظهار شيء
button-remove-own = 🗑️ حذف
button-preview-in = 👁️ { $language }
act-product_guide = تغيير ما يُقرأ عن بطاقة
subject-product = البطاقة
