## قائمة الأوامر بجانب حقل الكتابة.

menu-start = البداية
menu-shop = تصفّح واشترِ
menu-orders = طلباتك ورموزها
menu-wallet = رصيدك وحركاته
menu-language = العربية، Français، English
menu-help = كيف يعمل المتجر
menu-cancel = التراجع عمّا كنت تختاره
menu-admin = ما الذي يجري الآن
menu-open = الطلبات غير المنتهية
menu-order = طلب بكل تفاصيله
menu-customer = زبون بكل تفاصيله
menu-credit = شحن محفظة
menu-debit = خصم من محفظة
menu-balance = الرصيد عند المورّد
menu-maintenance = إغلاق المتجر أو فتحه
