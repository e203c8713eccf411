## قائمة الأوامر بجانب حقل الكتابة.

menu-start = البداية
menu-shop = تصفّح واشترِ
menu-search = ابحث عن بطاقة باسمها
menu-basket = سلتك
menu-orders = طلباتك ورموزها
menu-wallet = رصيدك وحركاته
menu-language = العربية، Français، English
menu-help = كيف يعمل المتجر
menu-cancel = إلغاء الاختيار الحالي
menu-admin = لوحة التحكم: المتجر في لمحة
menu-open = الطلبات غير المنتهية
menu-order = تفاصيل طلب
menu-customers = البحث عن زبون وملفه
menu-credit = شحن محفظة
menu-debit = خصم من محفظة
menu-balance = الرصيد عند المورّد
menu-maintenance = إغلاق المتجر أو فتحه
menu-warnings = التنبيهات القائمة
menu-support = اكتب إلى المتجر
menu-tickets = رسائل الزبائن
menu-replies = أجوبتك الجاهزة
menu-undelivered = الرسائل التي لا تصل
menu-staff = العاملون في المتجر وصفاتهم
menu-settings = إعدادات المتجر
menu-audit = سجل الأعمال
