## Messages to many: written and sent by the staff, left and taken up again by customers.

menu-broadcast = رسالة إلى زبائن كثيرين
button-broadcast = 📣 رسالة جماعية
button-broadcast-send = 📤 إرسال…
button-broadcast-audience = 👥 لمن
button-broadcast-buttons = 🔗 الأزرار
button-broadcast-rewrite = ✍️ كتابتها من جديد
button-broadcast-no-buttons = بلا أزرار
button-broadcast-another = ✍️ رسالة أخرى
button-broadcast-pause = ⏸ إيقاف مؤقت
button-broadcast-resume = ▶️ متابعة
button-broadcast-stop = ⏹ إنهاء
button-yes-send = ✅ نعم، أرسِلها
button-audience-bought = من اشترى منتجًا…
ask-broadcast =
    📣 اكتب الرسالة الجماعية الآن كأي رسالة: نص بتنسيقه، أو صورة واحدة مع شرح.
    تراها أنت أولًا، ولا تصل إلى أحد قبل تأكيدك.
broadcast-only-text-or-photo = لا يمكن إرسال هذا إلى الجميع. أرسِل نصًا، أو صورة واحدة مع شرح.
broadcast-not-taken =
    لا يقبل تيليغرام هذه الرسالة: { $details }
    عدّلها وأرسِلها من جديد.
broadcast-draft =
    👆 <b>هكذا تصل الرسالة.</b> لم تصل إلى أحد بعد.
    لمن: { $audience }
    عدد الأزرار: { $count }
broadcast-whom = 👥 <b>لمن هذه الرسالة؟</b>
audience-all = كل الزبائن
audience-language = قرّاء { $language }
audience-bought = من اشترى { $product }
audience-idle = من لم يطلب شيئًا منذ { $days } يومًا
audience-wallet = من في محفظته مال
broadcast-which-product = أي منتج تقصد؟ يمكنك أيضًا كتابة اسمه بدقة أكبر.
ask-broadcast-product = أي منتج اشتروه؟ اكتب اسمه، مثل { $example }.
broadcast-no-product = لا يوجد منتج اسمه «{ $words }». اكتب اسمًا آخر، أو بعض كلماته.
ask-broadcast-buttons =
    🔗 اكتب الأزرار، كل زر في سطر: العنوان، ثم شرطة، ثم الوجهة.
    عروض العيد - { $example }
    إلى المتجر - متجر
    بطاقات Steam - Steam
    بعد الشرطة: عنوان موقع، أو كلمة «متجر»، أو اسم منتج.
broadcast-no-button =
    لا أفهم هذا السطر زرًا: «{ $words }»
    هكذا: عروض العيد - { $example }. أقصى عدد من الأسطر: { $most }. لم يتغير شيء.
broadcast-sure =
    📤 <b>هل ترسل الرسالة؟</b>
    لمن: { $audience }
    عدد الأشخاص: نحو { $count }
    المدة: نحو { $minutes }. الأجوبة والرموز تُرسل قبلها.
    الساعة الآن { $hour }. ساعات الهدوء لا تؤخرها.
broadcast-sure-more =
    📤 <b>هل ترسل الرسالة؟</b>
    لمن: { $audience }
    عدد الأشخاص: أكثر من { $count }
    المدة: أكثر من { $minutes }. الأجوبة والرموز تُرسل قبلها.
    الساعة الآن { $hour }. ساعات الهدوء لا تؤخرها.
broadcast-nobody = لن تصل هذه الرسالة إلى أحد الآن. لمن: { $audience }
broadcast-running =
    📤 <b>يجري إرسال الرسالة</b>: { $done } من نحو { $count }، والباقي نحو { $minutes }
    لمن: { $audience }
broadcast-paused =
    ⏸ <b>الرسالة متوقفة مؤقتًا</b>: { $done } من نحو { $count }، والباقي نحو { $minutes }
    لمن: { $audience }
broadcast-stopped =
    ⏹ <b>أُنهي إرسال الرسالة</b>: { $done } من نحو { $count }
    لمن: { $audience }
broadcast-done =
    ✅ <b>أُرسلت الرسالة</b>: { $done }
    لمن: { $audience }
broadcast-counts =
    وصلت: { $sent }
    يحظرون البوت: { $blocked }
    رفضها تيليغرام: { $refused }
    غير مؤكدة، ولا تُرسل مرتين: { $doubtful }
broadcast-others = رسائل أخرى جارية: { $count }
broadcast-sure-stop = هل تنهي إرسال الرسالة نهائيًا؟ من لم تصله بعد فلن تصله.
error-broadcast-moved = تم هذا من قبل.
alert-broadcast_done = ✅ أُرسلت الرسالة الجماعية. وصلت: { $sent }. يحظرون البوت: { $blocked }. رفضها تيليغرام: { $refused }. غير مؤكدة: { $doubtful }.
alert-broadcast_halted = ⏸ توقفت الرسالة الجماعية مؤقتًا من تلقاء نفسها. عدد المحاولات المتتالية: { $count }. { $outcome ->
        [refused] رفضها تيليغرام
       *[other] لا أحد يعلم هل وصلت
    }. انظر /broadcast.
act-broadcast_started = بدء رسالة جماعية
act-broadcast_paused = إيقاف رسالة جماعية مؤقتًا
act-broadcast_resumed = متابعة رسالة جماعية
act-broadcast_stopped = إنهاء رسالة جماعية
subject-broadcast = الرسالة الجماعية
button-broadcast-leave = 🔕 لا أريد رسائل كهذه
button-broadcasts = 📣 رسائل الأخبار
button-broadcasts-leave = 🔕 لا ترسلوها إليّ
button-broadcasts-join = 🔔 أرسلوها إليّ من جديد
broadcasts-on = 🔔 تصلك رسائل المتجر عن الأخبار والعروض.
broadcasts-off =
    🔕 لن تصلك رسائل الأخبار والعروض.
    ما يخص طلباتك ومحفظتك يستمر في الوصول.
