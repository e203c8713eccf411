## الإعدادات التي يغيّرها المالك في المحادثة.

settings =
    ⚙️ <b>الإعدادات</b>

    ما تغيّره هنا يسري فورًا ودون إعادة تشغيل، ويُقدَّم على ملف ⁦.env⁩ إلى أن ترجع إليه. عدد ما ضُبط هنا: { $count }.
settings-paying = يمكن لزبائنك الدفع عن طريق: { $way }.
settings-no-paying = لا توجد طريقة دفع مفعّلة: أنت تضيف المال إلى المحافظ بنفسك.
settings-fixed =
    🔒 <b>ما لا يتغيّر هنا</b>

    هذه الإعدادات في ملف ⁦.env⁩، وتسري بعد إعادة التشغيل.
fixed-secret = <b>أسرار.</b> لا تُعرض أبدًا ولا تُطلب في محادثة.
fixed-place = <b>أماكن الأشياء.</b> يحتاجها المتجر قبل أن يفتح قاعدة بياناته، والخطأ فيها يقطعه عن العالم.
fixed-books = <b>ما تقوم عليه الحسابات.</b> حُسبت به الأيام المقفلة والمدفوعات الجارية.
fixed-elsewhere = <b>مجرد بداية.</b> تُغيَّر الأسعار بالأمرين /margin و /price.
fixed-supplier = <b>كيف يُسأل المورّد.</b> تعتمد عليه الطلبات الجارية.
button-settings = ⚙️ الإعدادات
button-fixed-settings = 🔒 ما لا يتغيّر هنا
button-change-setting = ✏️ تغيير
button-switch-on = 🟢 تفعيل
button-switch-off = ⚪ إيقاف
button-env-value = ↩️ الرجوع إلى قيمة ملف ⁦.env⁩
button-usual-words = ↩️ الرجوع إلى النص المعتاد
button-leave-setting = ✖️ إبقاؤه كما هو
settinggroup-shop = 🏪 المتجر
settinggroup-hours = 🕘 الأوقات
settinggroup-paying = 💳 طرق الدفع
settinggroup-limits = 📏 الحدود
settinggroup-inviting = 🎁 الدعوات
settinggroup-warnings = 🔔 التنبيهات
setting-shop_name = اسم المتجر
setting-languages = اللغات المعروضة
setting-default_language = لغة من سواهم
setting-arabic_digits = الأرقام العربية المشرقية (١٢٣)
setting-take_reviews = التقييمات
setting-greeting = كلمة الترحيب
setting-terms = الشروط
setting-closed = عبارة الإغلاق
setting-opening_hours = أوقات العمل
setting-quiet_hours = أوقات الهدوء
setting-ocpay = البطاقة في صفحة المورّد
setting-take_stars = نجوم تيليغرام
setting-stars_rate = كم دينارًا للنجمة
setting-take_transfers = التحويلات
setting-transfer_account = حسابات التحويل
setting-transfer_ask_number = طلب رقم التحويل
setting-take_cards = البطاقة عبر تيليغرام
setting-card_rate = كم دينارًا للوحدة بالبطاقة
setting-order_limit = عدد البطاقات في الطلب
setting-topup_least = أقل شحن للمحفظة
setting-topup_most = أكثر شحن للمحفظة
setting-payment_minutes = دقائق انتظار الدفع
setting-cashier_day_limit = حد أمين الصندوق في اليوم
setting-cashier_receipts_day_limit = حد الوصولات لأمين الصندوق في اليوم
setting-ask_above = السؤال مرة ثانية فوق
setting-invite_reward = مكافأة دعوة صديق (0: لا مكافأة)
setting-invite_percent = نسبة من طلب الصديق (0: المبلغ كله)
setting-invite_month_limit = مكافآت الزبون الواحد في 30 يومًا
setting-low_float = التنبيه إذا نزل الرصيد عن
setting-price_jump_percent = التنبيه إذا ارتفعت تكلفة بنسبة (%)
setting-transfer_remind_minutes = دقائق قبل التذكير بوصل
setting-supplier_away_minutes = دقائق غياب المورّد قبل التوقف عن قبول الطلبات
setting-order_late_minutes = بعد كم دقيقة يُعدّ الطلب متأخرًا
setting-support_remind_minutes = دقائق قبل التذكير برسالة
setting-daily_summary = ملخّص كل يوم
setting-weekly_summary = ملخّص كل أسبوع
setting-empty = غير مضبوط
setting-usual = النص المعتاد
setting-on = مفعّل
setting-off = متوقف
setting-each-day = كل يوم
nohours-opening_hours = مفتوح دائمًا
nohours-quiet_hours = لا شيء
setting-from-chat = ضبطه هنا { $who }، { $at }.
setting-from-env = القيمة من ملف ⁦.env⁩.
setting-from-default = القيمة الأصلية للمتجر.
setting-env-has = في ملف ⁦.env⁩ قيمة { $name } هي: { $value }
setting-done = ✅ تمّ، ويسري من الآن.
setting-refused = لا يمكنني استعمال هذا.
setting-not-with = هذا لا يتوافق مع «{ $name }»: { $value }.
ownwords-greeting = <b>كلمة الترحيب</b>: تظهر تحت الترحيب. { $most } حرف على الأكثر.
ownwords-terms = <b>الشروط</b>: ما يقوله الأمر /terms. { $most } حرف على الأكثر.
ownwords-closed = <b>عند الإغلاق</b>: تُقال خارج أوقات العمل مع موعد الفتح. { $most } حرفًا على الأكثر.
settingform-line = <b>{ $name }</b>: اكتبه في 64 حرفًا على الأكثر. الأمر /cancel يبقيه كما هو.
settingform-whole = <b>{ $name }</b>: اكتب عددًا صحيحًا من { $least } إلى { $most }. الأمر /cancel يبقيه كما هو.
settingform-dinars = <b>{ $name }</b>: اكتب مبلغًا بالدينار من { $least } إلى { $most }. الأمر /cancel يبقيه كما هو.
settingform-rate = <b>{ $name }</b>: اكتب عددًا من { $least } إلى { $most }، مثل 2.5. الأمر /cancel يبقيه كما هو.
settingform-hours =
    <b>{ $name }</b>: اكتب الأوقات، مثل 09:00-22:00. ومع الأيام سطر لكل مجموعة:
    الأحد-الخميس 09:00-22:00
    الجمعة 14:00-22:00
    اليوم الذي لا سطر له لا وقت فيه. الأمر /cancel يبقيه كما هو.
settingform-accounts =
    <b>{ $name }</b>: سطر لكل واحد، عنوان ثم قيمة:
    ⁦BaridiMob: 00799999001234567890⁩
    الاسم: كريم ب.
    الأمر /cancel يبقيه كما هو.
settingform-words = <b>{ $name }</b>: اكتب النص في { $most ->
        [many] { $most } حرفًا
       *[other] { $most } حرف
    } على الأكثر. الأمر /cancel يبقيه كما هو.
