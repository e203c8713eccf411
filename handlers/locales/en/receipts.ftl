## Receipts: several pictures, repetitions, what comes after the decision.

proof-added = 🧾 Thank you, this picture has been added to your receipt for { $amount }. The shop can see it.
proof-added-late = 🧾 Your receipt for { $amount } has already been decided ({ $state }). The shop can see this picture too. Any question? Write to us with /paysupport.
proof-known = 🧾 The shop already has this picture, with your receipt for { $amount } ({ $state }). Any question? Write to us with /paysupport.
proof-enough = 🧾 The shop already has { $count } pictures of your receipt for { $amount } and takes no more. If something is missing, write to us with /paysupport.

slip-pictures = Pictures of this receipt: { $count }
slip-same-file = ⚠️ <b>This same file was sent before</b> by { $customer }, for { $amount }, on { $at } ({ $state })
slip-same-number = ⚠️ <b>This number was used before</b> by { $customer }, for { $amount }, on { $at } ({ $state })
slip-more =
    📎 One more picture for the receipt of <b>{ $amount }</b> from { $name } ({ $customer })
    Sent on { $at }
slip-late = ⚠️ <b>It came after the decision.</b>
slip-undecided = Nothing has been decided yet.
button-open-receipt = 🧾 Open the receipt · { $amount }
button-approve-repeated = ⚠️ Approve anyway · { $amount }
ask-repeated = ⚠️ <b>This receipt for { $amount } looks like one that was sent before.</b> Check in your account that the money came twice. Approve it anyway?
ask-unseen = ⚠️ <b>The picture of this receipt of { $amount } is not shown here.</b> Have you seen the money in your account? Accept it all the same?
toast-receipt-comes = 🧾 The receipt comes at the end of this chat.
error-receipt-changed = The customer has sent another receipt in the meantime. Open it in /receipts.
error-receipt-repeated = This receipt was sent before. Open it in /receipts to see when.
amount-not-read = I cannot read an amount in “{ $words }”. Write whole dinars, such as 2800, 2 800 or 5k.
too-long = That is too long: { $most } characters at most.

dossier-receipt = 🧾 Receipt of { $amount }, sent on { $at } ({ $state })
button-receipts-count = 🧾 Receipts waiting ({ $count })
button-payments-count = 💳 Payments (❓ { $count })

customer-not-read = “{ $words }” is not a customer’s number. Customers find theirs in /help.
amount-two-ways = “{ $words }” can be read in two ways. For { $amount }, write the amount without spaces: { $meant }
refund-reason = Reason: { $reason }
error-refunded-meanwhile = In the meantime { $amount } of this order has been refunded, and nothing more was done. At most { $left } is left to refund. Send /refund again.
usage-refund =
    Like this: { $example }
    The order number, an amount in whole dinars, and a reason if you like. To refund all of it: { $all }

## An approved receipt that proves false.

button-receipt-false = ⛔ It is false
slip-false = ⛔ Proved false: { $reason }
slip-false-money = Taken out of the wallet: { $taken } · missing: { $missing }
ask-false = ⛔ <b>The receipt of { $amount } was approved, and is false?</b> What the customer’s wallet still holds of it is taken out.
ask-false-money = Of it in the wallet: { $held } · missing: { $missing }
ask-false-why =
    Write the reason; the customer will read it.

    /cancel leaves everything as it is.
slip-false-done = ⛔ The receipt is marked as false. The customer is told.
error-false-before = This payment has already been taken out. Nothing was done twice.
proof-false =
    ⛔ <b>Your receipt for { $amount } proved false</b>

    The money did not reach the shop.
proof-false-why = Reason: { $reason }
proof-false-taken = Taken out of your wallet: { $amount }
proof-false-missing = Still missing: { $amount }
proof-false-wrong = If this is a mistake, write to us with /paysupport.
alert-receipt_false = ⛔ The approved receipt of { $amount } (payment { $payment }, customer { $customer }) proved false. Already spent: { $lost }.
