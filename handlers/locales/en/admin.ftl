## The merchant's side.

overview =
    📊 <b>{ $shop } today</b> · { $at }

    Sold: <b>{ $sold }</b> in { $orders ->
        [one] { $orders } order
       *[other] { $orders } orders
    }
    Open: { $open } · stuck: { $stuck } · to decide: { $review }
    Failed today, money given back: { $failed }
    Messages: { $waiting } waiting, { $parked } for people who block the bot, { $undelivered } undeliverable
overview-state = { $status }: { $count }
overview-states = { $states }
overview-margin = 📈 Margin of what ended today: <b>{ $margin }</b>
overview-float-lasts = ⏳ Enough for about { $days ->
        [one] { $days } day
       *[other] { $days } days
    } at the pace of the last week ({ $pace } a day)
overview-float-short = ⚠️ Less than a day left at the pace of the last week ({ $pace } a day)
overview-supplier-answers = 🌐 The supplier answers (last { $ago }).
button-open-orders-count = 📂 Open orders ({ $count })
button-held-orders-count = ⚠️ To decide ({ $count })
button-undelivered-count = ✉️ Undelivered ({ $count })
undelivered = ✉️ <b>Messages that do not arrive</b>
undelivered-none = ✉️ All messages arrive, or are on their way.
undelivered-refused = { $number }. { $kind } for { $name } ({ $chat }), since { $at }: Telegram says “{ $why }”. We keep trying.
undelivered-given-up = { $number }. { $kind } for { $name } ({ $chat }), since { $at }: given up. { $why }
overview-float = 🏦 At the supplier: <b>{ $float }</b> (read { $at })
overview-float-old = ⚠️ At the supplier: <b>{ $float }</b>, but that was read { $ago } ({ $at }) and may have changed.
overview-float-unknown = 🏦 The balance at the supplier has not been read yet: /balance
overview-data = 💾 Data: { $size } MB
overview-data-grown = 💾 Data: { $size } MB, { $grown } MB more than yesterday
overview-shop-open = 🟢 The shop is open.
overview-supplier-away = 🌐 <b>The supplier has not answered</b> since { $at }. Nobody can buy until it does; orders under way are kept and followed.
overview-key-refused = 🔑 <b>The supplier has been rejecting our key</b> ({ $error }) since { $at }. Nobody can buy until this is fixed.
overview-outside-hours = 🕘 Outside the opening hours. The shop sells again: { $at }.
overview-no-orders = ⏸ No orders are taken while the supplier is away. They will be taken again automatically.
overview-shop-closed = 🔧 The shop is closed for maintenance (since { $at }).
overview-shop-closed-itself =
    🚫 <b>The shop closed itself</b> on { $at }: the supplier refused three orders for different goods with the same answer ({ $error }).
    So the cause is not the goods but what the shop sends. Open it again once this is fixed.
button-open-orders = 📂 Open orders
button-close-shop = 🔧 Close for maintenance
button-open-shop = 🟢 Open the shop
maintenance-on = 🔧 The shop is closed: nobody can buy. Existing orders are still delivered.
maintenance-off = 🟢 The shop is open.
balance = 🏦 At the supplier now: <b>{ $float }</b>
staff-supplier-away = The supplier has not answered since { $at }; nobody can buy.
staff-key-refused = The supplier has been rejecting our key ({ $error }) since { $at }; nobody can buy.
staff-no-answer = The supplier did not answer just now.
staff-too-busy = The shop has used up its requests to the supplier for this minute; try again shortly.
staff-too-many-looks = You have checked with the supplier very often within a minute. Try again in { $seconds } s.
staff-float-known = Last known balance there: { $float }, read { $ago }.
staff-float-unknown = The balance there is not known yet.

credited = ✅ <b>{ $amount }</b> put into the wallet of { $name } ({ $customer }). Balance: <b>{ $balance }</b>
debited = ✅ <b>{ $amount }</b> taken from the wallet of { $name } ({ $customer }). Balance: <b>{ $balance }</b>
ask-credit =
    Put <b>{ $amount }</b> into the wallet of { $name } ({ $customer })?
    It holds { $balance } now.
ask-debit =
    Take <b>{ $amount }</b> from the wallet of { $name } ({ $customer })?
    It holds { $balance } now.
ask-booking-note = Note: { $note }
button-undo-booking = ↩️ Undo (10 minutes)
undone = ↩️ Undone. The wallet of { $name } ({ $customer }) is back at <b>{ $balance }</b>, and { $name } has been told.
undo-too-much = The customer has spent this money: the wallet is { $missing } short. Nothing was undone.
debit-too-much = This wallet is { $missing } short. Nothing was taken.
amount-refused = Please give an amount in whole dinars, from { $least } to { $most }.
no-such-customer = Nobody with this number has written to the shop. Ask them to press Start first.
no-such-order = There is no order with this number.
usage-credit =
    Like this: { $example }
    A number, a @username or the beginning of a name; whole dinars; and a note if you like.
usage-debit =
    Like this: { $example }
    A number, a @username or the beginning of a name; whole dinars; and a note if you like.
usage-order = Like this: { $example }
usage-maintenance = Like this: { $on } or { $off }; with your own words for customers: { $words }
example-note = cash

open-orders = 📂 <b>Open orders</b>
open-orders-none = 📂 No open orders. All done.
button-staff-order = { $sign } { $ref } · { $status } · { $total }

dossier =
    <b>Order { $ref }</b> – { $status }

    🎁 { $product }
    Region: { $region }
    Type: { $type }
    { $quantity } × { $price } = <b>{ $total }</b>
    Delivered: { $delivered } · refunded: { $refunded }
    Cost: { $cost } · margin: { $margin }
dossier-customer = 👤 { $name } ({ $customer })
dossier-charged = Charged by the supplier: { $charged }
dossier-supplier-order = Supplier’s order: { $id }
dossier-held = ⚠️ Held: { $reason }
dossier-attempts = <b>Attempts</b>
dossier-attempt = { $at } – { $state } · { $code } · request { $request }
dossier-candidates = <b>Orders at the supplier that could be this one</b>
dossier-candidate = { $number }. { $id } – { $status }, { $at }
dossier-unasked = ⚠️ The supplier could not be asked just now: what it took and sent for this order is not known. Refresh in a while.
dossier-came = The supplier says: { $status }, cards: { $cards } of { $quantity }
dossier-debits = <b>Taken by the supplier</b>
dossier-debit = { $at } – { $amount } · { $names }
dossier-no-debit = The supplier’s account shows no debit for it, or the money came back.
dossier-losses = <b>Taken by the supplier, and nothing came</b>
dossier-loss = { $at } – { $amount } · not given back yet
dossier-loss-returned = { $at } – { $amount } · given back (seen { $returned })
dossier-loss-written-off = { $at } – { $amount } · written off by { $staff }: { $reason }
dossier-event = { $at } – { $status } · { $why }
dossier-event-by = { $at } – { $status } · { $why } · { $who }
who-customer = the customer
who-staff = staff ({ $staff })
who-telegram = Telegram
nothing-known = –
decision-look_again = 🔄 Look again
decision-buy_at_loss = 🛒 Buy it at a loss
decision-refund = ↩️ Refund all
decision-refund_debited = ↩️ Refund all, at a loss
decision-refund_unasked = ↩️ Refund all without evidence
decision-deliver = 📨 Deliver what is there
decision-adopt = 🔗 It is no. { $number }
ask-look_again = Ask the supplier about { $ref } once more?
ask-refund = Give { $total } back to the customer for { $ref } and end the order? This cannot be undone.
ask-refund_debited =
    The supplier took { $amount } for { $ref } on { $at } and has not given it back.
    Give { $total } back to the customer all the same and end the order? The { $amount } count as a loss until the supplier returns them. This cannot be undone.
ask-refund_unasked =
    ⚠️ The supplier could not be asked. It may have taken money for { $ref }, and cards may still come.
    Give { $total } back to the customer without knowing that, and end the order? This cannot be undone.
ask-buy_at_loss = Buy { $ref } for { $cost }? The customer keeps the agreed price, and the shop loses { $loss }. If the supplier asks even more by then, you will be asked again.
ask-deliver = Deliver the cards that the supplier shows for { $ref }, and refund the rest? This cannot be undone.
ask-adopt = Take { $id } as the order for { $ref }? This cannot be undone.
button-order-number = ✍️ Write the supplier’s order number
ask-order-number = Write the number of the supplier’s order for { $ref }, as shown in the OneClickDz dashboard.
number-unreadable = This is not an order number. Write its letters and digits, without spaces.
number-absent = The supplier has no order with this number. Check it, and write it once more.
number-other_goods = That order is for other goods or another quantity. Write another number.
number-taken = That order belongs to another order of the shop. Write another number.
number-moved_on = The order has moved on in the meantime, and nothing was changed.
button-write-off = 🧾 Write off the loss
ask-write-off-reason = Why is no money expected back for { $ref }? Write the reason; it is kept with your name.
ask-write-off =
    Write off { $amount } for { $ref }? The shop will not mention it again. The margin of that day stays lower.
    Reason: { $reason }
written-off = 🧾 Written off for { $ref }.
button-yes = ✅ Yes, do it
button-no = ❌ No
toast-decided = Done.
toast-decision-gone = The order has moved on in the meantime: have a look.

status-awaiting_payment = waiting for payment
status-paid = paid
status-placing = being placed
status-unknown = answer lost, being looked for
status-processing = at the supplier
status-fulfilled = delivered
status-partially_filled = partly delivered
status-refunded = refunded
status-rejected = rejected, refunded
status-needs_review = needs your decision
status-expired = expired
status-cancelled = cancelled

reason-sold_out = sold out at the supplier
reason-dearer = the supplier now charges more than was paid
reason-no_float = not enough balance at the supplier
reason-refused = refused by the supplier
reason-proved_absent = the supplier has no such order
reason-staff_refund = refunded by staff
reason-other_goods = the supplier’s order is for other goods
reason-other_quantity = the supplier’s order is for another quantity
reason-empty_card = a card without a code
reason-same_card_twice = the same card twice
reason-cards_do_not_add_up = the cards do not match the count
reason-sandbox_card = a sandbox card in the real shop
reason-card_known_from_another_order = a card already delivered for another order
reason-bought = bought
reason-sending = sent to the supplier
reason-accepted = accepted by the supplier
reason-supplier_away_too_long = the supplier did not answer for too long
reason-supplier_away = the supplier is not answering, trying again
reason-ref_refused = the supplier may not accept our reference: sent again without it
reason-no_answer = no clear answer from the supplier
reason-found = found at the supplier
reason-held = held for a decision
reason-bought_at_loss = bought at a loss, as staff decided
reason-look_again = checked again by staff
reason-fulfilled = all cards came
reason-partially_filled = some cards came
reason-refunded = refunded by the supplier
reason-several_candidates = several orders at the supplier could be this one
reason-accepted_but_not_found = accepted by the supplier, but not in its list
reason-debit_without_order = the supplier took money for an order that is not in its list
reason-other_time = the supplier has such an order, but from another time
reason-no_evidence = the supplier could not be asked for hours
reason-ends_the_process = the process ended again and again while it ran
reason-unreadable = it cannot be read
reason-payment_fails = a payment whose handling fails; we keep trying

attempt-sending = sending
attempt-accepted = accepted
attempt-not_placed = not placed
attempt-unknown = no clear answer
attempt-absent = proved absent

attempt-debited = money taken, nothing came
attempt-given_up = given up by staff, not proved

alert-float_low = 🏦 Only { $float } left at the supplier. Please top it up: what it does not cover cannot be sold.
alert-float_too_low = 🏦 The balance at the supplier does not cover { $quantity } × { $product } ({ $type }), { $cost }. Turned away: { $who }. Please top up; you will hear when it is enough, and whom you may tell.
alert-order_rejected = ↩️ Order { $ref } was rejected ({ $why }). The customer has been refunded.
alert-ref_refused = ℹ️ The supplier does not accept our order reference. Orders are sent without it and followed as before. The shop tries again once a day; ONECLICKDZ_SEND_REF=false switches that off.
alert-selling_closed = 🚫 The shop has closed itself: the supplier refused orders { $orders } for different goods with the same answer ({ $error }). The customers have been refunded. Once the cause is fixed, open the shop in /admin or with /maintenance off.
alert-key_trouble = 🔑 The supplier rejects the shop’s API key ({ $error }). No orders are taken until it is accepted. Check ONECLICKDZ_API_KEY and the allowed addresses at OneClickDz, and restart the shop after a change.
alert-supplier_away = 🌐 The supplier has not answered for { $minutes } min. The shop takes no orders until it does, and then takes them again automatically; orders under way are kept and followed. You need not do anything; ask OneClickDz if it goes on for long.
alert-supplier_back = 🌐 The supplier is answering again (it was away since { $at }). The shop takes orders.
alert-clock_set_back = 🕰 The machine’s clock was set back by { $minutes } min; it now says { $at }. Orders and messages go on as before. Please check the machine’s time.
alert-clock_set_forward = 🕰 The machine’s clock was set forward by { $minutes } min, or the machine slept; it now says { $at }. Orders and messages go on as before; no day is closed for an hour. Please check the machine’s time.
alert-clock_even = 🕰 The machine’s clock has run evenly for an hour; it says { $at }.
alert-order_dearer = ⚠️ The customer paid { $price } for order { $ref }, but the supplier now charges { $cost } for it. Nothing has been bought. Please decide: buy it at a loss, or refund the customer.
alert-approved_in_vain = 🧾 The receipt of { $amount } that was approved (payment { $payment }, customer { $customer }) bought nothing. Order { $ref }: { $why }. The money was added to the customer’s wallet, which now holds { $wallet }.
alert-order_held = ⚠️ Order { $ref } needs your decision: { $why }.
alert-charged_more = 💸 Order { $ref }: the supplier charged { $charged } instead of { $expected }.
alert-strange_status = ❓ Order { $ref }: the supplier says “{ $status }”, which we do not know. We keep looking.
alert-order_after_refund = 💸 Order { $ref } was refunded, but the supplier now shows it as { $supplier_order_id }. Please look into it.
alert-handler_failed = 🐞 Report { $error_id }: { $kind } at { $place }. Details are in the log.
alert-message_waits = ✉️ A message ({ $kind }) for { $chat } still cannot be delivered. We keep trying.
alert-message_refused = ✉️ Telegram refuses a message ({ $kind }) for { $chat }: { $why }
alert-message_unmade = 🐞 A message ({ $kind }) for { $chat } could not be prepared ({ $why }). We keep trying; the details are in the log.
alert-order_message_refused = ✉️ Order { $ref }: Telegram refuses a message ({ $kind }) for { $chat }: { $why }. We keep trying, less and less often.
alert-names_unreadable = 🔤 { $count } names in the supplier’s catalogue are empty or cannot be seen. Customers see their numbers instead, for example { $name }.
alert-update_set_aside = 🐞 Update { $update } from Telegram could not be handled ({ $why }).
alert-worker_failed = 🐞 The worker “{ $worker }” crashed ({ $error }) and is being restarted. Details are in the log.
alert-order_takes_long = 🐌 Order { $ref } is still not finished ({ $status }). Look at it, and ask OneClickDz if this goes on.
alert-orders_take_long = 🐌 Orders that are still not finished: { $count }. See /open, and ask OneClickDz if this goes on.
alert-other = 🔔 { $code } { $details }

kind-receipt = order card
kind-codes = codes
kind-order_ended = end of an order
kind-wallet_changed = wallet
kind-payment = how to pay
kind-money_came = money received
kind-money_back = refund
kind-proof_false = a receipt that proved false
kind-answer = answer
kind-not_carried_out = what was not carried out
kind-support = a customer’s message
kind-support_answer = answer to a customer
kind-transfer = transfer to decide

button-message-again = 🔁 Send it again
toast-message-again = It is being sent again.
toast-message-arrived = It has arrived in the meantime.
toast-message-parked = This person has blocked the bot. The message is sent when they come back.
