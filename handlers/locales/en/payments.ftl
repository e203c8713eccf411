## Paying: the ways, what is asked for, what came, what went back.

confirmation-pay = 💳 <b>How would you like to pay?</b> Once you have paid, your order goes ahead automatically.
confirmation-rest = 👛 Your wallet pays { $wallet }. Left to pay: <b>{ $missing }</b>
toast-waiting = Order { $ref } is waiting for your payment. The next message says how to pay.
toast-held-dearer = The price has just gone up at our supplier. The shop is deciding: you will get your order at this price, or a full refund.
toast-not-yet = The order cannot go ahead yet. Your money is safe in your wallet.
toast-order-cancelled = Cancelled. Nothing was charged.
toast-order-cancelled-kept = Cancelled. What you had paid is in your wallet.
toast-topup = { $amount }: the next message says how to pay.
order-pay-by = Please pay by { $until }, or the order is cancelled automatically.
button-ways = 💳 Ways to pay
button-cancel-order = ❌ Cancel the order
button-pay-wallet = 👛 Pay from the wallet · { $total }
button-order-again = 🔄 Order again
button-topup = 💵 Add money
button-topup-otherwise = 💵 Another amount or way
button-topup-amount = { $amount }
ways = 💳 <b>How would you like to pay for { $ref }?</b> Left to pay: <b>{ $missing }</b>
ways-wallet = 👛 <b>Your wallet covers order { $ref }.</b> Buy it now?

topup =
    💵 <b>How much would you like to add to your wallet?</b>

    Press an amount or type one, from { $least } to { $most }.
topup-ways = 💵 <b>{ $amount }</b> for your wallet. How would you like to pay?
topup-no-way = No payment method here takes { $amount }. Please choose another amount.
topup-by-hand = To add money, send the shop your number { $customer } and pay as agreed.

invoice-order = Order { $ref }
invoice-order-what = { $product } · { $type } × { $quantity }
invoice-topup = Wallet top-up
invoice-topup-what = { $amount } for your wallet at { $shop }

refusal-unknown = This invoice is not yours, or has changed. Please open a new one with /topup or from your order.
refusal-paid = This has already been paid. You were not charged again.
refusal-expired = This invoice has expired, and nothing was charged. Please order again.
refusal-closed = The shop is closed for maintenance, and nothing was charged. Please come back a little later.
refusal-banned = The shop does not serve you at the moment, and nothing was charged. To write to it: /support
refusal-supplier-away = We take no orders at the moment, because prices and stock cannot be read. Nothing was charged. Please come back a little later.
refusal-trouble = We cannot check this payment right now, and nothing was charged. Please try again in a moment.

money-came = ✅ Your payment of <b>{ $amount }</b> has arrived. Wallet balance: { $balance }
kept-later = Prices and stock cannot be read right now. Order { $ref } will go ahead automatically as soon as possible. Until then your money stays in your wallet.
kept-missing = That is not enough for order { $ref } yet. Pay the rest and it goes ahead automatically.
kept-too_late = Order { $ref } had expired before your money arrived. Nothing is lost: the money is in your wallet, and you can order again with it.
kept-sold_out = Order { $ref } has sold out in the meantime. Your money is in your wallet for anything else you like.
kept-held = The price of order { $ref } went up at our supplier after you ordered. The price you paid still holds: the shop will now decide whether you get your order, or a full refund to your wallet. We will tell you here.
kept-not_paid_in_time = Order { $ref } was not paid in full in time, so nothing was bought.
kept-customer_cancelled = Order { $ref } was cancelled, so nothing was bought.
kept-came = The <b>{ $amount }</b> that had arrived for it was added to your wallet. Your balance is now { $balance }.
kept-price_changed = The price of order { $ref } has gone up in the meantime, so nothing was bought. Your money is in your wallet. Would you like to see the new price?
kept-float_too_low = We cannot deliver order { $ref } right now, so nothing was bought. Your money is in your wallet, and the shop has been told.
kept-supplier_away_too_long = We could not buy order { $ref }: our supplier did not answer for too long. Your money is in your wallet, and you can order again with it.
over-not_paid_in_time = It was not paid in time.
over-customer_cancelled = You cancelled it.
over-sold_out = It has sold out.
over-price_changed = The price went up.
over-float_too_low = We could not deliver it.
back-wallet = ↩️ <b>{ $amount }</b> of order { $ref } has been refunded to your wallet. Your balance is now { $balance }.
back-payer = ↩️ Your payment of <b>{ $price }</b> has been refunded. What it had added to your wallet was taken out again.

error-cost-rose = The price of order { $ref } went up at our supplier, so please do not pay for it now. Paid already? Send your receipt, and the shop will decide. If not, choose again.
error-payment-over = Order { $ref } is no longer waiting for a payment. See /orders.
error-payment-looked-into = We are still checking whether you have already paid for order { $ref }. Please wait a moment: we will tell you here.
error-way-closed = This way to pay is not available here. Please choose another one.
error-too-many-requests = You already have many payments waiting. Finish one, or wait until they expire.
error-already-decided = Somebody was faster: this has already been decided.

entry-topup = payment ({ $way })
entry-payback = payment reversed ({ $way })

terms = 📜 <b>Terms of { $shop }</b>
terms-words =
    • Codes are digital goods: once delivered they cannot be returned.
    • If we cannot deliver, we refund you at once, to your wallet.
    • Check the region before you buy: a code only works with accounts of that region.
    • You can spend your wallet on anything in this shop.
    • Questions about a payment: /paysupport. Telegram’s support does not handle purchases made here.

alert-payment_unmatched = ❓ Payment { $payment } ({ $way }, { $paid }) matches nothing that we asked for. See /payments unmatched
alert-payment_taken_back = 💸 Payment { $payment } ({ $way }, { $amount }) was taken back without our asking. Already spent: { $lost }.
alert-refund_of_unknown = ❓ { $way }: a refund of a payment that we do not know ({ $charge }).
alert-refund_refused = ⚠️ { $way } refuses to refund payment { $payment } ({ $why }). The money is back in the wallet.

reason-payment_asked = waiting for payment
reason-money_came = paid
reason-not_paid_in_time = not paid in time
reason-customer_cancelled = cancelled by the customer
reason-paid_otherwise = it had already been paid in another way
reason-price_changed = the price went up before the money came
reason-float_too_low = not enough balance at the supplier when the money came
reason-unknown = we asked for no such payment
reason-other_payer = paid by somebody else
reason-other_amount = not the amount we asked for

menu-topup = Put money into your wallet
menu-terms = The shop’s terms
menu-paysupport = Help with a payment

## Transfers with a receipt.

proof-line = { $label }: { $value }
proof-picture = Then send a photo or a PDF of the receipt here. Once the shop has checked it, the rest happens automatically.
proof-number-too = Then send a photo or a PDF of the receipt here, with the transfer number as its caption. Once the shop has checked it, the rest happens automatically.
proof-submitted = 🔎 We are checking your receipt for { $amount }.
proof-paid = ✅ Your transfer is confirmed.
proof-expired = ⌛ { $amount } was not paid in time. If you have already transferred it, send the receipt anyway.
proof-failed = ❌ This transfer failed.
proof-rejected = ❌ Your receipt for { $amount } was not accepted.
proof-refused =
    ❌ <b>Your receipt for { $amount } was not accepted</b>

    Reason: { $reason }
    If this is a mistake, send a clearer picture, or write to us with /paysupport.
proof-received = 🧾 Thank you, we have your receipt for { $amount }. We will tell you as soon as it is checked.
proof-received-number = 🧾 Thank you, we have your receipt for { $amount }. Please also send the transfer number shown on it.
proof-number-again = Please send only the transfer number, exactly as on the receipt.
proof-number-noted = 🧾 Got it. We will tell you as soon as it is checked.
button-copy-line = 📋 Copy { $label }

slip-of =
    🧾 <b>{ $amount }</b> from { $name } ({ $customer })
    Sent { $at }
slip-order = For order { $ref }
slip-number = Number: { $number }
slip-approved = ✅ Approved by { $staff }: <b>{ $amount }</b>
slip-rejected = ❌ Rejected by { $staff }: { $reason }
slips = 🧾 <b>Receipts waiting for you: { $count }</b>
slips-none = 🧾 No receipt is waiting for a decision.
button-receipts = 🧾 Receipts waiting
button-slip = { $sign } { $amount } · { $name }
button-approve = ✅ Approve · { $amount }
button-change-amount = ✏️ Another amount
button-reject = ❌ Reject
ask-amount = Asked for: { $amount }. How many dinars have arrived? Write the number.
ask-reason = Why is it rejected? The customer will read this.
ask-reason-words = Write the reason; the customer will read it.
rejected-not_received = the money has not arrived
rejected-wrong_amount = the amount is wrong
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
toast-decided-already = { $staff } has already decided.
alert-receipts_wait = 🧾 Receipts waiting for your decision: { $count }, the oldest for { $since ->
        [one] one minute
       *[other] { $since } minutes
    }. See /receipts
menu-receipts = Transfer receipts to check

## Refunds and payments, for staff.

error-nothing-left = That is too much: at most { $left } can be refunded. An order that is still under way, or has failed, is refunded automatically.
error-refunded-in-full = This order has already been refunded in full: nothing is left to refund.
example-reason = the code did not work
ask-refund-order = ↩️ Refund <b>{ $amount }</b> of order { $ref }? At most { $left } of its price can be refunded. Where should it go?
button-refund-wallet = 👛 To the wallet · { $amount }
button-refund-payer = ↩️ Back the way it was paid · { $price }
refunded-order = ↩️ <b>{ $amount }</b> of order { $ref } has been refunded. The customer is told.
toast-refunded-before = This has already been refunded; nothing was done twice.
payments = 💰 <b>Payments</b>
payments-unmatched = ❓ <b>Unmatched payments</b>
payments-none = There are none.
button-payment = { $sign } { $number } · { $price } · { $way }
button-payments = 💳 Payments
button-all-payments = 💰 All payments
button-unmatched = ❓ Unmatched payments
button-settle-credit = 👛 Into the payer’s wallet · { $amount }
button-settle-back = ↩️ Send it back
payment =
    💰 <b>Payment { $number }</b> – { $state }

    { $price } · { $way } · { $at }
    Credited: { $amount }
    Customer: { $customer } · order: { $ref }
payment-why = Why it matches nothing: { $why }
payment-credited = in the wallet
payment-unmatched = unmatched
payment-refund_requested = being refunded
payment-refunded = reversed
menu-refund = Refund an order
menu-payments = Payments received

## The supplier's payment page.

page-until = ⏳ The payment page is open until { $until }.
button-page = 💳 Pay { $amount }
paid-on-page = ✅ Paid. Now go back to Telegram.
page-open = 💳 { $amount }: waiting to be paid.
page-submitted = 🔎 We are checking your payment of { $amount }.
page-paid = ✅ Your payment has arrived.
page-failed = ❌ Your payment of { $amount } failed. Nothing reached us; you can try again.
page-expired = ⌛ The payment page has closed. If you have paid anyway, we will notice it automatically and tell you here.
page-over = ❌ This payment did not go through.
page-rejected = ❌ Your payment of { $amount } was not accepted.
page-looking = 🔎 We are looking for your payment. We will tell you here as soon as the bank confirms it.
alert-ocpay_off = 💳 OneClickDz refuses payment links: your account is not validated as a merchant there. Customers cannot pay by CIB or Edahabia.
alert-ocpay_environment = ⚠️ Payment link { $ref } belongs to another environment (sandbox or production) than the shop’s key. It does not count as money.
alert-support_chat_away = ⚠️ The staff’s group does not take requests: { $why }. They come to you here instead. Check SUPPORT_CHAT_ID, that topics are on, and that the bot is an admin there who may manage topics.
alert-support_chat_back = ✅ The staff’s group takes requests again.
