## Figures: /stats, its picture, the week's message.

menu-stats = Sales, margin and what failed
button-stats = 📈 Figures
stats = 📈 <b>{ $days }</b>
alert-week_closed = 📈 <b>Your week: { $days }</b>
stats-day = { $day }
stats-days = { $first } – { $last }
stats-nothing = Nothing was sold.
stats-sales =
    Sales: <b>{ $amount }</b>
    Margin: <b>{ $margin }</b> ({ $share })
stats-orders = Orders delivered: { $delivered } of { $ended } · cards: { $cards }
stats-before = The same time before: { $amount } ({ $change })
stats-products = 🏆 <b>Best products</b>
stats-product = { $number }. { $title }: { $sold } · cards: { $cards } · margin: { $margin }
stats-hour = 🕗 Busiest hour: { $begin }–{ $end } ({ $orders ->
        [one] one order
       *[other] { $orders } orders
    })
stats-delivery = ⚡ From payment to codes: half within { $median }, 95% within { $most }
stats-methods = 💳 <b>Ways to pay</b>
stats-method = { $method }: { $amount } ({ $count ->
        [one] one payment
       *[other] { $count } payments
    })
stats-failures = ⚠️ <b>Orders that failed, all or in part: { $count }</b>
stats-failure = { $why }: { $count } ({ $amount })
stats-unpaid = Ended unpaid: { $count }
stats-customers = 👥 New customers: { $new } · orders by people who had bought before: { $known } ({ $share })
stats-missing =
    ⏳ { $count ->
        [one] One of these days is still being added up
       *[other] { $count } of these days are still being added up
    }. Look again in a few minutes.
stats-picture-sales = Sales by day (DA)
stats-picture-margin = Margin by day (DA)
stats-picture-products = Best products
stats-picture-hours = Paid orders by hour
button-stats-today = Today
button-stats-week = 7 days
button-stats-month = 30 days
usage-stats =
    I do not understand “{ $words }”.
    { $today }, { $week } (the last 7 days), { $month } (the last 30), one day, or from a day to another: { $example }
    At most { $most } days.

## Files: /export.

menu-export = Files for your accountant
button-export-files = 🗂️ Files
export-offer =
    🗂️ <b>Which file?</b>
    The last 30 days; customers: all. For other days write, for example: { $example }
    A file never holds a code.
usage-export =
    I do not understand “{ $words }”.
    First what: { $kinds }. Then the days and csv or xlsx, if you like: { $example }
button-export = { $kind } · { $form }
export-orders = Orders
export-payments = Payments
export-ledger = Wallet entries
export-customers = Customers
export-what = { $kind }, { $first } – { $last }
export-begun = ⏳ <b>{ $what }</b>: being written …
export-under-way = ⏳ <b>{ $what }</b>: { $lines } lines so far, up to { $at }
export-done =
    ✅ <b>{ $what }</b>: { $lines ->
        [one] one line
       *[other] { $lines } lines
    }
export-empty = <b>{ $what }</b>: there is nothing in these days.
export-stopped = ⏹️ <b>{ $what }</b>: stopped. Send /export again when you want it.
export-not-sent = ⚠️ <b>{ $what }</b>: Telegram did not take the file. Try again in a while.
export-failed = ⚠️ <b>{ $what }</b>: it could not be written. The shop has been told.
export-busy = Another file is being written for you. Wait for it, or stop it first.
button-export-stop = ⏹️ Stop
toast-export-stopping = Stopping …
toast-export-over = It has ended already.
export-column-ref = Order
export-column-made = Ordered
export-column-ended = Ended
export-column-status = State
export-column-customer = Customer number
export-column-name = Name
export-column-username = Username
export-column-product = Product
export-column-region = Region
export-column-type = Type
export-column-quantity = Quantity
export-column-delivered = Delivered
export-column-price = Unit price (DA)
export-column-discount = Discount (DA)
export-column-total = Total (DA)
export-column-refunded = Refunded (DA)
export-column-cost = Cost (DA)
export-column-margin = Margin (DA)
export-column-supplier = Supplier’s order
export-column-number = Number
export-column-received = Received
export-column-method = Payment method
export-column-state = State
export-column-amount = Amount (DA)
export-column-currency = Currency
export-column-paid = Paid in currency
export-column-charge = Payer’s reference
export-column-booked = Booked
export-column-kind = Kind
export-column-payment = Payment
export-column-who = By
export-column-note = Note
export-column-since = Customer since
export-column-language = Language
export-column-blocked = Blocks the bot since
export-column-orders = Orders with cards
export-column-spent = Spent (DA)
export-column-balance = Balance (DA)
