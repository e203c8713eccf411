## الزبائن، للعاملين في المتجر: البحث عنهم، ملفاتهم، وما يُفعل بشأنهم.

button-customers = 👥 الزبائن
button-customers-older = الأقدم ◂
button-customer = { $sign } { $name } · { $id }
customers-newest =
    👥 <b>الزبائن</b>، الأحدث أولًا

    للبحث عن زبون: { $example } – بداية اسم، أو اسم مستخدم مع @، أو رقم، أو رقم تحويل.
customers-found = 👥 من تقصد بـ«{ $words }»؟
customers-more = يوجد غيرهم. اكتب حروفًا أكثر.
customers-none = لم نجد أحدًا لـ«{ $words }». اكتب مثلًا { $example }: بداية اسم، أو اسم مستخدم مع @، أو رقمًا، أو رقم تحويل. لا نعرف إلا من ضغط على «ابدأ».

customer-dossier =
    👤 <b>{ $name }</b>
    الرقم: { $customer } · اللغة: { $language }
    زبون منذ { $since }
customer-seen = آخر زيارة: { $at }
customer-banned = ⛔ <b>محظور منذ { $at }</b> ({ $staff }): { $reason }
customer-limit = 🔢 حد خاص به في اليوم، بدلًا من حدود المتجر. عدد البطاقات: { $most }
customer-blocks = 🚫 حظر البوت. رسائله محفوظة حتى يعود.
customer-balance = 👛 الرصيد: <b>{ $balance }</b>
customer-orders = <b>آخر الطلبات</b>
customer-entries = <b>آخر حركات المحفظة</b>
customer-by = 👤 { $staff }
customer-payments = <b>آخر المدفوعات</b>
customer-payment = { $sign } رقم { $number } · { $price } · { $way } · { $at }
customer-receipts = <b>آخر الوصولات</b>
customer-receipt = 🧾 { $amount } · { $state } · { $at }
customer-tickets = <b>آخر طلبات المساعدة</b>
customer-ticket = { $sign } #{ $number } · { $kind } · { $state } · { $at }
customer-notes = <b>ملاحظات العاملين</b>
customer-note = 📝 { $at } · { $staff }: { $words }
customer-wallet = 👛 <b>محفظة { $name }</b> ({ $customer }): <b>{ $balance }</b>
customer-wallet-none = لم تُسجَّل أي حركة بعد.
customer-notes-of = 📝 <b>ملاحظات عن { $name }</b> ({ $customer })
customer-notes-none = لم يكتب أحد ملاحظة بعد.
button-customer-payment = { $sign } رقم { $number } · { $price }
button-customer-wallet = 👛 المحفظة
button-customer-notes = 📝 الملاحظات
button-notes-older = الأقدم ◂
button-credit = ➕ إضافة
button-debit = ➖ خصم
button-message = ✉️ مراسلة
button-note = 📝 ملاحظة
button-ban = ⛔ حظر
button-unban = ✅ رفع الحظر
button-own-limit = 🔢 الحد
button-their-language = 🌐 اللغة
button-end-own-limit = 🔢 دون حد خاص

ask-ban-reason =
    ⛔ <b>حظر { $name } ({ $customer })؟</b>

    اكتب السبب في { $most } حرف على الأكثر. لا يقرؤه إلا العاملون في المتجر. تبقى طلباته المفتوحة تُسلَّم أو يُعاد ثمنها، ويستطيع أن يراسل المتجر بالأمر /support.
customer-ban-set = ⛔ صار محظورًا من الآن.
customer-ban-was-set = لم يتغيّر شيء: كان كذلك من قبل.
ask-note = 📝 اكتب ملاحظة عن { $name } ({ $customer }) في { $most } حرف على الأكثر. يقرؤها العاملون في المتجر، ويقرؤها صاحبها في /mydata.
customer-noted = 📝 حُفظت الملاحظة.
ask-own-limit = 🔢 كم بطاقة في اليوم يستطيع { $name } ({ $customer }) أن يشتري؟ اكتب عددًا من 1 إلى { $most }. يحل هذا الحد محل كل حدود المتجر اليومية.
own-limit-not-read = اكتب عددًا من 1 إلى { $most } من فضلك.
customer-limit-set = 🔢 يسري هذا الحد من الآن.
ask-their-language = 🌐 بأي لغة يكتب المتجر إلى { $name } ({ $customer })؟
ask-message = ✉️ ماذا تريد أن يقرأ { $name } ({ $customer })؟ اكتبه الآن، أو أرسل صورة أو ملفًا أو تسجيلًا صوتيًا. تصل الرسالة باسم المتجر دون اسمك، ويصل الجواب إلى /tickets. للإلغاء: /cancel
customer-written = ✉️ رسالتك في طريقها إلى { $name }.

much-credit =
    ➕ <b>محفظة { $name } ({ $customer })</b>: { $balance }

    كم تضيف؟ اكتب المبلغ، ومعه ملاحظة إن شئت: { $example }
much-debit =
    ➖ <b>محفظة { $name } ({ $customer })</b>: { $balance }

    كم تخصم؟ اكتب المبلغ، ومعه ملاحظة إن شئت: { $example }
whose-credit = إلى محفظة من يُضاف { $amount }؟ «{ $words }» قد يعني أكثر من شخص.
whose-debit = من محفظة من يُخصم { $amount }؟ «{ $words }» قد يعني أكثر من شخص.

banned = نعتذر منك: لا يخدمك { $shop } حاليًا. طلباتك المفتوحة تُسلَّم كالمعتاد. لمراسلة المتجر: /support
