# التنبيهات القائمة، ومتى تنتهي، وما يقرأه الزبائن حين يكون المتجر مغلقًا.
warnings = ⚠️ <b>التنبيهات القائمة: { $count }</b>
warnings-none = ✅ <b>كل شيء على ما يرام.</b> نخبرك حين يقع خلل، وحين ينتهي.
warnings-since = <i>منذ { $at }:</i>
warnings-more = … وغيرها: { $count }
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
closed-words-too-long = هذا النص أطول من أن يظهر عند الضغط على زر: طوله { $length } والحد الأقصى { $most }. بقي المتجر كما كان. اكتب نصًا أقصر من فضلك.
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
alert-orders_are_over = ✅ لم يعد هناك طلب متأخر.
alert-selling_opened = 🟢 كان المتجر قد أُغلق تلقائيًا يوم { $at }، وقرر أحدكم ما يلزم: انظر /admin
alert-messages_arrive = ✉️ عادت الرسائل تصل (كانت متوقفة منذ { $at }).
alert-disk_full = 💽 لم يبقَ سوى { $size } ميغابايت حيث يحفظ المتجر بياناته ({ $place }). أفرغ مساحة على هذا القرص، فدونها لا يمكن بيع شيء ولا أخذ نسخة احتياطية.
alert-disk_has_room = 💽 عادت المساحة تكفي حيث يحفظ المتجر بياناته ({ $place }): { $size } ميغابايت.
alert-database_grows = 🗄 كبرت قاعدة البيانات منذ أمس بمقدار { $size } ميغابايت، والمعتاد { $usual } ميغابايت في اليوم. انظر في /stats و /tickets ما الجديد، وراقب القرص.
alert-database_as_usual = 🗄 عادت قاعدة البيانات تكبر كالمعتاد.
alert-price_jump =
    📈 ارتفعت تكلفة { $product } ({ $type }) من { $was } إلى { $cost }، أي بنسبة { $percent }. { $sold ->
        [yes] حسب قواعدك يُباع الآن بسعر { $price }، وكان سعره { $before }.
       *[no] لا يُباع الآن: سعره حسب قواعدك { $price }، وهو أقل من تكلفته.
    }
    فئات أخرى من هذا المنتج ارتفعت تكلفتها: { $others }
alert-price_usual =
    📉 { $product } ({ $type }): { $how ->
        [back] انخفضت التكلفة من جديد إلى { $cost }
       *[stays] بقيت التكلفة { $cost }، وأصبحت هي المعتادة
    } (كانت قد ارتفعت يوم { $at }).
alert-prices_jump = 📈 ارتفعت تكاليف منتجات كثيرة في وقت واحد، ولم نذكر لك سوى أولها. أسعارك في /margin
alert-prices_usual = 📉 لم يعد هناك ارتفاع حديث في التكاليف (كانت تكاليف كثيرة قد ارتفعت يوم { $at }).
alert-price_covers_cost =
    ✅ { $product } ({ $type }): { $how ->
        [sold] عاد إلى البيع. تكلفته { $cost } وسعره { $price }.
       *[gone] لم يعد معروضًا، فلا يهم سعره.
    }
alert-product_gone = 📭 اختفى { $product } من قائمة OneClickDz، ولم يعد الزبائن يرونه. البطاقات التي بيعت منه في آخر 30 يومًا: { $count }. اسأل OneClickDz هل سيعود.
alert-product_back =
    📬 { $product }: { $how ->
        [back] عاد إلى قائمة OneClickDz.
       *[forgotten] لم يشتره أحد منذ 30 يومًا، فنعدّه قد اختفى نهائيًا.
    }
alert-best_seller_out = 🏆 نفد لدى OneClickDz منتج من أكثر ما تبيعه: { $product } ({ $type }). البطاقات التي بيعت من هذا المنتج في آخر 30 يومًا: { $count }. اسأل OneClickDz متى يتوفر، أو اعرض غيره ريثما يعود.
alert-best_seller_back =
    🏆 { $product } ({ $type }): { $how ->
        [back] عاد متوفرًا.
       *[forgotten] لم يعد من أكثر ما تبيعه، أو أنه مخفي.
    }
alert-names_readable = 🔤 أصبحت كل الأسماء في قائمة المورّد مقروءة من جديد.
alert-clock_wrong =
    🕰 ساعة الجهاز غير صحيحة: { $side ->
        [ahead] تسبق
       *[behind] تتأخر عن
    } ساعات OneClickDz وتيليغرام بفارق { $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }. عليها تعتمد مهلة الدفع ونهاية كل يوم. شغّل ضبط الوقت التلقائي (NTP) على الجهاز من فضلك.
alert-clock_right = 🕰 عادت ساعة الجهاز صحيحة (كانت خاطئة منذ { $at }).
alert-worker_works = 🐞 عادت المهمة «{ $worker }» تعمل جيدًا منذ فترة (كانت قد توقفت يوم { $at }).
alert-order_stumbles = 🐞 تعذّر التحقق من الطلب { $ref }: توقفت عنده المهمة «{ $worker }» ({ $error }). ستعاد المحاولة، والتفاصيل في السجل.
alert-order_goes_on = ✅ عادت متابعة الطلب { $ref } ({ $status }).
alert-ocpay_on = 💳 عاد الدفع ببطاقة CIB والذهبية ممكنًا للزبائن، أو أنك أوقفته (كانت الروابط مرفوضة منذ { $at }).
alert-ref_accepted = ℹ️ عاد المورّد يقبل مرجع طلباتنا، أو أنك أوقفت ذلك (كان يرفضه منذ { $at }).
alert-difference_over = 📒 انتهى هذا الفرق في الحسابات (كان قائمًا منذ { $at }):
