## Paying: the ways, what is asked for, what came, what went back.

confirmation-pay =
    ⚠️ <b>{ $missing } is missing in your wallet.</b> Choose how to pay it: the order then goes on by itself. This price holds until { $until }.
way-stars = ⭐ Telegram Stars · { $price }
way-card = 💳 Card · { $price }
by-stars = Telegram Stars
by-card = card
toast-waiting = Order { $ref } waits for your payment. How to pay is in the next message.
toast-not-yet = The order cannot go on yet. Your money is safe in your wallet.
toast-order-cancelled = Cancelled. Nothing was taken.
toast-topup = { $amount }: how to pay is in the next message.
order-pay-by = Please pay by { $until }; then the order ends by itself.
button-ways = 💳 Ways to pay
button-cancel-order = ✖️ Cancel the order
button-pay-wallet = 👛 Pay from the wallet · { $total }
button-order-again = 🔄 Order again
button-topup = ➕ Add money
button-topup-amount = { $amount }
ways = 💳 <b>How would you like to pay for { $ref }?</b> Still missing: <b>{ $missing }</b>

topup =
    ➕ <b>How much would you like to put into your wallet?</b>

    Press an amount, or write one from { $least } to { $most }.
topup-ways = ➕ <b>{ $amount }</b> into your wallet. How would you like to pay?
topup-no-way = No way to pay takes { $amount }. Please choose another amount.
topup-by-hand = To add money, send the shop your number { $customer } and pay as agreed.

invoice-order = Order { $ref }
invoice-order-what = { $product } · { $type } × { $quantity }
invoice-topup = Wallet top-up
invoice-topup-what = { $amount } for your wallet at { $shop }

refusal-unknown = This invoice is not yours, or has changed. Please open a new one with /topup or from your order.
refusal-paid = This is paid already. Nothing was taken again.
refusal-expired = This invoice has run out. Please order again; nothing was taken.
refusal-closed = The shop is closed for maintenance. Nothing was taken; please come back a little later.
refusal-trouble = We cannot check this payment right now. Nothing was taken; please try again in a moment.

money-came = ✅ Your payment of <b>{ $amount }</b> has arrived. In your wallet: { $balance }
kept-later = Our supplier does not answer at the moment. Order { $ref } goes on by itself as soon as possible; until then your money is in your wallet.
kept-missing = That does not cover order { $ref } yet. Pay the rest, and it goes on by itself.
kept-too_late = Order { $ref } was over before the money came, so it is in your wallet. Nothing is lost: you can order again with it.
kept-sold_out = Meanwhile the goods of order { $ref } are sold out. Your money is in your wallet; use it for anything else.
kept-price_changed = Meanwhile the price of order { $ref } went up, so nothing was bought. Your money is in your wallet. Would you like to see the new price?
kept-float_too_low = We cannot deliver order { $ref } right now, so nothing was bought. Your money is in your wallet; the shop has been told.
kept-supplier_away_too_long = Our supplier was away too long for order { $ref }. Your money is in your wallet; you can order again with it.
over-not_paid_in_time = It was not paid in time.
over-customer_cancelled = You cancelled it.
over-sold_out = The goods are sold out.
over-price_changed = The price went up.
over-float_too_low = We could not deliver it.
back-wallet = ↩️ <b>{ $amount }</b> of order { $ref } are back in your wallet. You now have { $balance }.
back-payer = ↩️ Your payment of <b>{ $price }</b> went back to you. What it had brought into your wallet was taken out again.

error-payment-over = Order { $ref } does not wait for a payment any more. See /orders.
error-way-closed = This way to pay does not take this. Please choose another one.
error-already-decided = Somebody was faster: this is decided already.

entry-topup = paid in ({ $way })
entry-payback = paid back ({ $way })

terms =
    📜 <b>Terms of { $shop }</b>

    • Codes are digital goods: once delivered they cannot be returned.
    • What we cannot deliver is paid back at once, to your wallet.
    • Check the region before you buy: a code works only there.
    • Money in the wallet buys anything in this shop.
    • Questions about a payment: /paysupport. Telegram and its support do not settle purchases made here.
paysupport =
    🛟 <b>Trouble with a payment?</b>

    Write it behind the command and it reaches the shop: { $example }
    Telegram’s support cannot help with purchases made here; we can.
paysupport-sent = 🛟 Thank you. The shop has your message and answers you here.
example-trouble = I paid and nothing came

alert-payment_unmatched = ❔ Payment { $payment } ({ $way }, { $paid } { $currency }) fits nothing that we asked for. See /payments unmatched
alert-payment_taken_back = 💸 Payment { $payment } ({ $way }, { $amount }) was taken back without our asking. Already spent of it: { $lost }.
alert-refund_of_unknown = ❔ { $way }: a refund of a payment that we do not know ({ $charge }).
alert-refund_refused = ⚠️ { $way } refuses to give payment { $payment } back ({ $why }). It is in the wallet again.
alert-pay_support = 🛟 { $name } ({ $customer }) asks about a payment: { $words }

reason-payment_asked = waits for its payment
reason-money_came = paid
reason-not_paid_in_time = not paid in time
reason-customer_cancelled = cancelled by the customer
reason-price_changed = the price went up before the money came
reason-float_too_low = not enough balance at the supplier when the money came
reason-unknown = nothing of ours asked for it
reason-other_payer = paid by somebody else
reason-other_amount = another amount than asked

menu-topup = Put money into your wallet
menu-terms = The shop’s terms
menu-paysupport = Help with a payment
