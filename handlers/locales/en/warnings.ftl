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
alert-while_quiet = 🌙 <b>During your quiet hours: { $count }</b>
while-quiet-at = <i>{ $at }:</i>
while-quiet-over = ✅ Over since { $at }.
closed-words = Customers read: “{ $words }”
closed-words-too-long = This text is too long to appear when a button is pressed: { $length } of at most { $most } characters. The shop is as it was. Please write it shorter.
example-maintenance = /maintenance on Back at 18:00, thank you!
alert-key_accepted = 🔑 The supplier accepts the shop’s API key again (it had not since { $at }). The shop takes orders.
alert-float_enough = 🏦 The balance at the supplier is above your limit again: { $float }.
alert-float_short = 🏦 { $float } at the supplier will not last a day: at the pace of the last days, { $cost } a day, about { $hours } h. Please top up.
alert-float_lasts = 🏦 The balance at the supplier lasts longer than a day again: { $float }.
alert-float_covers = 🏦 The balance at the supplier is enough again for what customers were turned away for since { $at }. You may tell them: { $who }
alert-order_is_over = ✅ Order { $ref } has ended ({ $status }).
alert-orders_are_over = ✅ No order takes too long any more.
alert-selling_opened = 🟢 The shop had closed itself on { $at }; one of you has decided what follows: see /admin
alert-messages_arrive = ✉️ Messages are arriving again (they had not since { $at }).
alert-disk_full = 💽 Only { $size } MB are free where the shop keeps its data ({ $place }). Make room on that disk: without it nothing can be sold, and no backup taken.
alert-disk_has_room = 💽 There is room again where the shop keeps its data ({ $place }): { $size } MB.
alert-database_grows = 🗄 The database grew by { $size } MB since yesterday; usual is { $usual } MB a day. See /stats and /tickets for what is new, and look at the disk.
alert-database_as_usual = 🗄 The database grows as usual again.
alert-price_jump =
    📈 { $product } ({ $type }) now costs { $cost } instead of { $was }: { $percent } more. { $sold ->
        [yes] By your rules it is sold for { $price }; before, it was { $before }.
       *[no] It is not sold: by your rules its price is { $price }, which is less.
    }
    Other types of this product that became dearer: { $others }
alert-price_usual =
    📉 { $product } ({ $type }): { $how ->
        [back] the cost has come down again to { $cost }
       *[stays] the cost has stayed at { $cost } and counts as usual from now on
    } (it had risen on { $at }).
alert-prices_jump = 📈 The costs of many products have risen at once. Only the first of them were named to you. See /margin for your prices.
alert-prices_usual = 📉 No cost has risen lately (many costs had risen on { $at }).
alert-price_covers_cost =
    ✅ { $product } ({ $type }): { $how ->
        [sold] it is sold again. It costs { $cost }, its price is { $price }.
       *[gone] it is not offered any more, so its price no longer matters.
    }
alert-product_gone = 📭 { $product } has gone from OneClickDz’s catalogue. Customers do not see it any more. Cards of it sold in the last 30 days: { $count }. Ask OneClickDz whether it comes back.
alert-product_back =
    📬 { $product }: { $how ->
        [back] it is in OneClickDz’s catalogue again.
       *[forgotten] nobody has bought it for 30 days. It counts as gone for good.
    }
alert-best_seller_out = 🏆 One of your best sellers is out of stock at OneClickDz: { $product } ({ $type }). Cards of this product sold in the last 30 days: { $count }. Ask OneClickDz when more come, or offer something else meanwhile.
alert-best_seller_back =
    🏆 { $product } ({ $type }): { $how ->
        [back] it is in stock again.
       *[forgotten] it is no longer one of your best sellers, or it is hidden.
    }
alert-names_readable = 🔤 All names in the supplier’s catalogue can be read again.
alert-clock_wrong =
    🕰 The machine’s clock is wrong: it is { $minutes } min { $side ->
        [ahead] ahead of
       *[behind] behind
    } the clocks of OneClickDz and Telegram. How long payments are waited for and when days end depend on it. Please switch on the machine’s time synchronisation (NTP).
alert-clock_right = 🕰 The machine’s clock is right again (it was wrong since { $at }).
alert-worker_works = 🐞 The worker “{ $worker }” has been running well again for a while (it had crashed on { $at }).
alert-order_stumbles = 🐞 Order { $ref } could not be looked at: “{ $worker }” crashed over it ({ $error }). It is tried again. Details are in the log.
alert-order_goes_on = ✅ Order { $ref } is looked at again ({ $status }).
alert-ocpay_on = 💳 Customers can pay by CIB and Edahabia again, or you have switched that off (links were refused since { $at }).
alert-ref_accepted = ℹ️ The supplier accepts our order reference again, or you have switched that off (it had not since { $at }).
alert-difference_over = 📒 This difference in the books is over (it stood since { $at }):
