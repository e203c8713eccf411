# What is wrong now, when it is over, and what customers read while the shop is closed.
warnings = ⚠️ <b>What is wrong now: { $count }</b>
warnings-none = ✅ <b>Nothing is wrong.</b> You are told when something is, and when it is over.
warnings-since = <i>Since { $at }:</i>
warnings-more = … and { $count } more.
button-warnings = ✅ Warnings
button-warnings-count = ⚠️ Warnings ({ $count })
quiet-hours-own =
    🌙 <b>Your own quiet hours: { $hours }</b>
    In these hours, what can wait is held for you. It comes afterwards as one message. What is about money, codes, the supplier’s key or the books is told at any hour.
quiet-hours-shops =
    🌙 <b>Your quiet hours are the shop’s: { $hours }</b>
    In these hours, what can wait is held for you. It comes afterwards as one message. What is about money, codes, the supplier’s key or the books is told at any hour.
button-quiet-hours = 🌙 My quiet hours
button-other-hours = ✏️ Other hours
button-never-quiet = 🔔 No quiet hours for me
button-shops-hours = 🏪 As the shop: { $hours }
button-warnings-back = ⚠️ Warnings
alert-while_quiet = 🌙 <b>While it was quiet: { $count }</b>
while-quiet-at = <i>{ $at }:</i>
while-quiet-over = ✅ Over since { $at }.
closed-words = Customers read: “{ $words }”
closed-words-too-long = Those words are too long for an answer to a button: { $length } of at most { $most } characters. The shop is as it was. Please write it shorter.
example-maintenance = /maintenance on Back at 18:00, thank you!
alert-key_accepted = 🔑 The supplier accepts the shop’s API key again (it had not since { $at }). The shop takes orders.
alert-float_enough = 🏦 The balance at the supplier is above your limit again: { $float }.
alert-float_short = 🏦 { $float } at the supplier will not last a day: at the pace of the last days, { $cost } a day, about { $hours } h. Please top up.
alert-float_lasts = 🏦 The balance at the supplier lasts longer than a day again: { $float }.
alert-float_covers = 🏦 The balance at the supplier is enough again for what customers were turned away for since { $at }. You may tell them: { $who }
alert-order_is_over = ✅ Order { $ref } came to its end ({ $status }).
alert-orders_are_over = ✅ No order takes too long any more.
alert-selling_opened = 🟢 The shop had closed itself on { $at }; one of you has decided what follows: see /admin
alert-messages_arrive = ✉️ Messages reach their people again (they had not since { $at }).
alert-disk_full = 💽 Only { $size } MB are free where the shop keeps its data ({ $place }). Make room on that disk: without it nothing can be sold, and no backup taken.
alert-disk_has_room = 💽 There is room again where the shop keeps its data ({ $place }): { $size } MB.
alert-database_grows = 🗄 The database grew by { $size } MB since yesterday; usual is { $usual } MB a day. See /stats and /tickets for what is new, and look at the disk.
alert-database_as_usual = 🗄 The database grows as usual again.
