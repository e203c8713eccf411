# ما الذي ليس على ما يرام، ومتى ينتهي، وما يقرأه الزبائن حين يكون المتجر مغلقًا.
warnings = ⚠️ <b>ما ليس على ما يرام الآن: { $count }</b>
warnings-none = ✅ <b>كل شيء على ما يرام.</b> نخبرك حين يقع خلل، وحين ينتهي.
warnings-since = <i>منذ { $at }:</i>
warnings-more = … وعددها غير ذلك: { $count }
button-warnings = ✅ التنبيهات
button-warnings-count = ⚠️ التنبيهات ({ $count })
quiet-hours-own =
    🌙 <b>أوقات الهدوء الخاصة بك: { $hours }</b>
    في هذه الأوقات نؤجل ما يحتمل الانتظار، ثم يصلك بعدها في رسالة واحدة. أما ما يخص المال أو الرموز أو مفتاح المورّد أو الحسابات فنخبرك به في أي وقت.
quiet-hours-shops =
    🌙 <b>أوقات الهدوء عندك هي أوقات المتجر: { $hours }</b>
    في هذه الأوقات نؤجل ما يحتمل الانتظار، ثم يصلك بعدها في رسالة واحدة. أما ما يخص المال أو الرموز أو مفتاح المورّد أو الحسابات فنخبرك به في أي وقت.
button-quiet-hours = 🌙 أوقات الهدوء
button-other-hours = ✏️ أوقات أخرى
button-never-quiet = 🔔 لا أريد أوقات هدوء
button-shops-hours = 🏪 كما في المتجر: { $hours }
button-warnings-back = ⚠️ التنبيهات
alert-while_quiet = 🌙 <b>ما حدث في أوقات الهدوء: { $count }</b>
while-quiet-at = <i>{ $at }:</i>
while-quiet-over = ✅ انتهى يوم { $at }.
closed-words = يقرأ الزبائن: «{ $words }»
closed-words-too-long = هذه الكلمات أطول من أن تظهر في جواب زر: طولها { $length } والحد الأقصى { $most }. بقي المتجر كما كان. اكتب نصًا أقصر من فضلك.
example-maintenance = /maintenance on نعود في السادسة مساءً، شكرًا!
alert-key_accepted = 🔑 عاد المورّد يقبل مفتاح المتجر (كان يرفضه منذ { $at }). المتجر يستقبل الطلبات.
alert-float_enough = 🏦 عاد رصيدك عند المورّد فوق الحد الذي اخترته: { $float }.
alert-float_short =
    🏦 رصيدك عند المورّد { $float } لا يكفي يومًا: بوتيرة الأيام الأخيرة، أي { $cost } في اليوم، يكفي نحو { $hours ->
        [zero] أقل من ساعة
        [one] ساعة واحدة
        [two] ساعتين
        [few] { $hours } ساعات
       *[other] { $hours } ساعة
    }. اشحن رصيدك من فضلك.
alert-float_lasts = 🏦 عاد رصيدك عند المورّد يكفي أكثر من يوم: { $float }.
alert-float_covers = 🏦 عاد رصيدك عند المورّد يكفي لما لم يستطع زبائن شراءه منذ { $at }. يمكنك إعلامهم: { $who }
alert-order_is_over = ✅ انتهى الطلب { $ref } ({ $status }).
alert-orders_are_over = ✅ لم يعد أي طلب يتأخر.
alert-selling_opened = 🟢 كان المتجر قد أُغلق تلقائيًا يوم { $at }، وقرر أحدكم ما يلزم: انظر /admin
alert-messages_arrive = ✉️ عادت الرسائل تصل إلى أصحابها (كانت متوقفة منذ { $at }).
alert-disk_full = 💽 لم يبقَ سوى { $size } ميغابايت حيث يحفظ المتجر بياناته ({ $place }). أفرغ مساحة على هذا القرص، فدونها لا يمكن بيع شيء ولا أخذ نسخة احتياطية.
alert-disk_has_room = 💽 عادت المساحة تكفي حيث يحفظ المتجر بياناته ({ $place }): { $size } ميغابايت.
alert-database_grows = 🗄 كبرت قاعدة البيانات منذ أمس بمقدار { $size } ميغابايت، والمعتاد { $usual } ميغابايت في اليوم. انظر في /stats و /tickets ما الجديد، وراقب القرص.
alert-database_as_usual = 🗄 عادت قاعدة البيانات تكبر كالمعتاد.
