## Receipts: several pictures, repetitions, what comes after the decision.

transfer-added = 🧾 Thank you, this picture is added to your receipt of { $amount }. The shop sees it.
transfer-added-late = 🧾 Your receipt of { $amount } is already decided ({ $state }). The shop sees this picture too. For a question, write to /paysupport.
transfer-known = 🧾 The shop already has this picture, for your receipt of { $amount } ({ $state }). For a question, write to /paysupport.
transfer-enough = 🧾 The shop already has { $count } pictures of this receipt of { $amount } and takes no more. If something is missing, write to /paysupport.

slip-pictures = Pictures of this receipt: { $count }
slip-same-file = ⚠️ <b>This very file was sent before</b> by { $customer }, for { $amount }, on { $at } ({ $state })
slip-same-number = ⚠️ <b>This number was used before</b> by { $customer }, for { $amount }, on { $at } ({ $state })
slip-more =
    📎 One more picture for the receipt of <b>{ $amount }</b> from { $name } ({ $customer })
    Sent on { $at }
slip-late = ⚠️ <b>It came after the decision.</b>
slip-undecided = Nothing is decided yet.
button-open-receipt = 🧾 Open the receipt · { $amount }
button-approve-repeated = ⚠️ Accept all the same · { $amount }
ask-repeated = ⚠️ <b>This receipt of { $amount } is like one that was sent before.</b> Check in your account that the money came twice. Accept it all the same?
ask-unseen = ⚠️ <b>The picture of this receipt of { $amount } is not shown here.</b> Have you seen the money in your account? Accept it all the same?
toast-receipt-comes = 🧾 The receipt comes at the end of this chat.
error-receipt-changed = The customer has sent another receipt meanwhile. Open it in /receipts.
error-receipt-repeated = This receipt was sent before. Open it in /receipts to see when.
amount-not-read = I cannot read an amount in “{ $words }”. Write whole dinars, such as 2800, 2 800 or 5k.
too-long = That is too long: { $most } characters at most.

dossier-receipt = 🧾 Receipt of { $amount }, sent on { $at } ({ $state })
button-receipts-count = 🧾 Receipts waiting ({ $count })
button-payments-count = 💳 Payments (❓ { $count })

customer-not-read = “{ $words }” is not a customer’s number. Customers find theirs in /help.
amount-two-ways = “{ $words }” can be read in two ways. For { $amount }, write the amount without spaces: { $meant }
refund-reason = Reason: { $reason }
error-refunded-meanwhile = Meanwhile { $amount } of this order has been refunded. Nothing more was done. At most { $left } is left to refund; send /refund again.
usage-refund =
    Like this: { $example }
    The order’s ref, whole dinars, and a reason if you like. To refund all of it: { $all }
