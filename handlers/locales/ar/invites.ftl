## دعوة الأصدقاء.

menu-invite = دعوة الأصدقاء
button-invite = 🎁 ادعُ أصدقاءك
button-share-link = 📨 أرسله إلى صديق
button-copy-link = 📋 نسخ الرابط
invite =
    🎁 <b>ادعُ أصدقاءك</b>

    { $reward }

    رابطك:
    { $link }
invite-amount = حين يصل زبون جديد عبر رابطك، نضيف { $amount } إلى محفظتك بعد تسليم أول طلب يدفع ثمنه.
invite-percent = حين يصل زبون جديد عبر رابطك، نضيف إلى محفظتك { $percent } مما يدفعه في أول طلب بعد تسليمه، وبحد أقصى { $amount }.
invite-came =
    من وصلوا عبر رابطك: <b>{ $came }</b>
    المكافآت حتى الآن: <b>{ $rewards }</b>
    ما كسبته: <b>{ $earned }</b>
invite-rules = لا تزيد المكافأة على ما دفعه الصديق. أقصى عدد للمكافآت: { $most } خلال { $days } يومًا. وإذا أُعيد ثمن ذلك الطلب نسترد مكافأته بقدر ما بقي في محفظتك. رصيدك لا ينزل أبدًا تحت الصفر.
invite-off = لا مكافآت على الدعوات في الوقت الحالي.
invite-staff = أنت من فريق هذا المتجر، ومكافآت الدعوات للزبائن.
invite-share = بطاقات هدايا بالدينار، هنا في تيليغرام: { $shop }
arrival-invited = 🎁 دعاك صديق إلى { $shop }. ينال مكافأة بعد تسليم أول طلب تدفع ثمنه. لا تدفع أنت شيئًا إضافيًّا، ولا يرى هو ما تشتريه.
arrival-known = أنت تعرف { $shop } من قبل: الدعوات تُحتسب للزبائن الجدد فقط.
arrival-own = هذا رابطك أنت. أرسله إلى صديق.
referral-reward = 🎁 استلم صديق دعوته أول طلب له. أضفنا <b>{ $amount }</b> إلى محفظتك. رصيدك: <b>{ $balance }</b>
referral-undone = أُعيد ثمن أول طلب لصديق دعوته. استرددنا <b>{ $amount }</b> من مكافأتك. رصيدك: <b>{ $balance }</b>
customer-invited-by = 🎁 دعاه { $name } ({ $customer })، { $at }
customer-invited-outcome = · { $outcome }: { $reward }
customer-invited-taken-back = · استُرد منها: { $amount }
customer-invited = 🎁 دعا: { $came } · المكافآت: { $rewards }، وبقي منها { $earned }
referraloutcome-waiting = لم يُسلَّم له طلب مدفوع بعد
referraloutcome-rewarded = نال الداعي مكافأة
referraloutcome-limit = دون مكافأة، بلغ الداعي حد الثلاثين يومًا
referraloutcome-barred = دون مكافأة، الداعي محظور أو من الفريق
referraloutcome-lost = دون مكافأة، استرد الزبون دفعة له
referraloutcome-nothing = دون مكافأة، لم تكن هناك مكافآت حينها
