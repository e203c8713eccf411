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
button-cancel-order = ❌ Cancel the order
button-pay-wallet = 👛 Pay from the wallet · { $total }
button-order-again = 🔄 Order again
button-topup = 💵 Add money
button-topup-amount = { $amount }
ways = 💳 <b>How would you like to pay for { $ref }?</b> Still missing: <b>{ $missing }</b>

topup =
    💵 <b>How much would you like to put into your wallet?</b>

    Press an amount, or write one from { $least } to { $most }.
topup-ways = 💵 <b>{ $amount }</b> into your wallet. How would you like to pay?
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
error-too-many-requests = You have many payments waiting already. Finish one, or wait until they end.
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

alert-payment_unmatched = ❓ Payment { $payment } ({ $way }, { $paid }) fits nothing that we asked for. See /payments unmatched
alert-payment_taken_back = 💸 Payment { $payment } ({ $way }, { $amount }) was taken back without our asking. Already spent of it: { $lost }.
alert-refund_of_unknown = ❓ { $way }: a refund of a payment that we do not know ({ $charge }).
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

## Transfers with a receipt.

way-transfer = 🏦 Transfer · { $price }
by-transfer = transfer
transfer =
    🏦 <b>Please transfer { $amount }</b>

    Until { $until }, to:
transfer-line = { $label }: { $value }
transfer-picture = Then send a photo or a file of the receipt here. The shop checks it, and everything goes on by itself.
transfer-number-too = Then send a photo or a file of the receipt here, with the transfer’s number below it. The shop checks it, and everything goes on by itself.
transfer-submitted = 🔎 The receipt for { $amount } is being checked.
transfer-paid = ✅ The transfer has been confirmed.
transfer-expired = ⌛ { $amount } have not been paid. If you have transferred them already, send the receipt all the same.
transfer-failed = ❌ This transfer did not work out.
transfer-rejected = ❌ The receipt for { $amount } was not accepted.
transfer-refused =
    ❌ <b>The receipt for { $amount } was not accepted</b>

    Reason: { $reason }
    If this is a mistake, send a better picture, or write to /paysupport.
transfer-received = 🧾 Thank you, the shop has your receipt for { $amount }. You hear from us as soon as it is checked.
transfer-received-number = 🧾 Thank you, the shop has your receipt for { $amount }. Please also write the transfer’s number that stands on it.
transfer-number-again = Please write only the transfer’s number, as it stands on the receipt.
transfer-number-noted = 🧾 Noted. You hear from us as soon as it is checked.
button-copy-line = 📋 Copy { $label }

slip-of =
    🧾 <b>{ $amount }</b> from { $name } ({ $customer })
    Sent { $at }
slip-order = For order { $ref }
slip-number = Number: { $number }
slip-same-file = ⚠️ <b>This very file was sent before</b> by { $customer }, { $at } ({ $state })
slip-same-number = ⚠️ <b>This number was used before</b> by { $customer }, { $at } ({ $state })
slip-approved = ✅ Approved by { $staff }: <b>{ $amount }</b>
slip-rejected = ❌ Rejected by { $staff }: { $reason }
slips = 🧾 <b>Receipts that wait for you: { $count }</b>
slips-none = 🧾 No receipt waits for a decision.
button-receipts = 🧾 Receipts waiting
button-slip = { $sign } { $amount } · { $name }
button-approve = ✅ Approve · { $amount }
button-change-amount = ✏️ Another amount
button-reject = ❌ Reject
ask-amount = Asked for: { $amount }. How many dinars have arrived? Write the number.
ask-reason = Why is it rejected? The customer reads this.
ask-reason-words = Write the reason; the customer reads it.
rejected-not_received = the money has not arrived
rejected-wrong_amount = the amount is not right
rejected-unreadable = the receipt cannot be read
rejected-used_before = this receipt was used before
rejected-other = another reason
request-open = open
request-submitted = being checked
request-paid = approved
request-failed = failed
request-expired = expired
request-rejected = rejected
toast-approved = ✅ Approved.
toast-rejected = ❌ Rejected.
toast-decided-already = Already decided by { $staff }.
alert-receipts_wait = 🧾 Receipts waiting for your decision: { $count }, the oldest for { $since } minutes. See /receipts
menu-receipts = Receipts of transfers to check

## Refunds and payments, for staff.

error-nothing-left = So much cannot be refunded: { $left } can. An order that is still under way, or came to nothing, refunds itself.
usage-refund =
    Like this: { $example }
    The order’s ref, whole dinars or nothing for all of it, and a reason if you like.
example-reason = the code did not work
ask-refund-order = ↩️ Give back <b>{ $amount }</b> of order { $ref }? Of its price { $left } can be refunded. Where should it go?
button-refund-wallet = 👛 To the wallet · { $amount }
button-refund-payer = ⭐ Back the way it was paid · { $price }
refunded-order = ↩️ <b>{ $amount }</b> of order { $ref } are given back. The customer is told.
toast-refunded-before = This was refunded already; nothing was done twice.
payments = 💰 <b>Payments</b>
payments-unmatched = ❓ <b>Payments that fit nothing</b>
payments-none = There is none.
button-payment = { $sign } { $number } · { $price } · { $way }
button-payments = 💳 Payments
button-all-payments = 💰 All payments
button-unmatched = ❓ Those that fit nothing
button-settle-credit = 👛 Into the payer’s wallet · { $amount }
button-settle-back = ↩️ Send it back
payment =
    💰 <b>Payment { $number }</b> – { $state }

    { $price } · { $way } · { $at }
    Credited: { $amount }
    Customer: { $customer } · order: { $ref }
payment-why = Why it fits nothing: { $why }
payment-credited = in the wallet
payment-unmatched = fits nothing
payment-refund_requested = being sent back
payment-refunded = sent back
menu-refund = Give money back for an order
menu-payments = Money that came

## The supplier's payment page.

way-ocpay = 💳 CIB / Edahabia · { $price }
by-ocpay = CIB / Edahabia
link =
    💳 <b>Pay { $amount } with your CIB or Edahabia card</b>

    The page is open until { $until }. Come back here afterwards: this chat notices by itself when the money is there.
button-link = 💳 Pay { $amount }
paid-on-page = ✅ Paid. Now go back to Telegram.
link-open = 💳 { $amount } are waiting to be paid.
link-submitted = 🔎 The payment of { $amount } is being checked.
link-paid = ✅ The payment has arrived.
link-failed = ❌ The payment of { $amount } did not work out. Nothing was taken by us; you can try again.
link-expired = ⌛ This page is closed. If you have paid all the same, the money comes into your wallet by itself.
link-rejected = ❌ The payment of { $amount } was not accepted.
link-looking = 🔎 We are looking for your payment. As soon as the bank confirms it, you read it here.
alert-ocpay_off = 💳 OneClickDz refuses payment links: your account is not validated as a merchant there. Customers cannot pay by CIB or Edahabia.
alert-ocpay_environment = ⚠️ Payment link { $ref } belongs to another environment (sandbox or production) than the shop’s key. It does not count as money.
