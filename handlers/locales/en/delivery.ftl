## What comes by itself: codes, refunds, changes of the wallet.

codes =
    🔑 <b>{ $product }</b>
    { $type } · order { $ref }
codes-tap =
    { $count ->
        [one] Tap the code to see it:
       *[other] Tap a code to see it:
    }
codes-part = Codes { $first } to { $last } of { $count }
codes-sent-again =
    { $count ->
        [one] <i>Sent again because we could not be sure that you received it. It is the same code.</i>
       *[other] <i>Sent again because we could not be sure that you received them. They are the same codes.</i>
    }
codes-keep =
    { $count ->
        [one] Keep it private: anyone who has it can use it. You can see it again in /orders at any time.
       *[other] Keep them private: anyone who has a code can use it. You can see them again in /orders at any time.
    }
codes-file =
    { $count ->
        [one] Your code is in this file.
       *[other] Your codes are in this file.
    }
card = { $number }. { $value }
card-only = { $value }
card-serial = Serial: { $serial }
button-copy = 📋 Copy { $number }
button-copy-only = 📋 Copy the code
button-hide-codes =
    { $count ->
        [one] 🙈 Hide the code
       *[other] 🙈 Hide the codes
    }
codes-hidden =
    { $count ->
        [one] 🙈 <b>{ $product }</b> · { $type }
            The code of order { $ref } is hidden. You can find it in your order at any time.
       *[other] 🙈 <b>{ $product }</b> · { $type }
            The codes of order { $ref } are hidden. You can find them in your order at any time.
    }
toast-codes-hidden =
    { $count ->
        [one] The file is gone from here. The code stays in your order.
       *[other] The file is gone from here. The codes stay in your order.
    }
codes-not-hidden = This file is more than two days old, and Telegram no longer lets us delete it. Press and hold it to delete it yourself.

ended-partly =
    ☑️ <b>Order { $ref }: only { $count } of { $quantity } available</b>

    { $product } ({ $type }) ran out. The rest has been refunded to your wallet: { $refunded }. Your balance is now { $balance }.
ended-sold-out =
    ↩️ <b>Order { $ref } could not be delivered</b>

    { $product } ({ $type }) sold out before our order went through. You have been refunded in full, to your wallet: { $refunded }. Your balance is now { $balance }.
ended-dearer =
    ↩️ <b>Order { $ref } could not be delivered</b>

    { $product } ({ $type }) went up in price at our supplier before we could buy it. You have been refunded in full, to your wallet: { $refunded }. Your balance is now { $balance }.
ended-refunded =
    ↩️ <b>Order { $ref } could not be delivered</b>

    We could not get { $product } ({ $type }) for you this time. You have been refunded in full, to your wallet: { $refunded }. Your balance is now { $balance }.

wallet-in = 👛 <b>{ $amount }</b> was added to your wallet. Your balance is now { $balance }.
wallet-out = 👛 <b>{ $amount }</b> was taken from your wallet. Your balance is now { $balance }.
wallet-undone-in = ↩️ The shop has undone a deduction: <b>{ $amount }</b> is back in your wallet. Your balance is now { $balance }.
wallet-undone-out = ↩️ The shop has undone a credit: <b>{ $amount }</b> was taken from your wallet. Your balance is now { $balance }.
wallet-note = Note: { $note }
