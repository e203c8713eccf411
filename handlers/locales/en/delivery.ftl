## What comes by itself: codes, refunds, changes of the wallet.

codes =
    🔑 <b>{ $product }</b>
    { $type } · order { $ref }

    Tap a code to see it:
codes-part = Codes { $first } to { $last } of { $count }
codes-sent-again = <i>Sent again, because we could not be sure that it reached you. These are the same codes.</i>
codes-keep = Keep them to yourself: whoever has a code can use it. You find them again in /orders at any time.
codes-file = Your codes are in this file.
card = { $number }. { $value }
card-serial = Serial: { $serial }
button-copy = 📋 Copy { $number }
button-copy-only = 📋 Copy the code

ended-partly =
    ☑️ <b>Order { $ref }: { $count } of { $quantity } delivered</b>

    There were no more of { $product } ({ $type }). For the others { $refunded } went back to your wallet. You now have { $balance }.
ended-sold-out =
    ↩️ <b>Order { $ref } could not be delivered</b>

    { $product } ({ $type }) sold out before our order went through. Your { $refunded } are back in your wallet. You now have { $balance }.
ended-dearer =
    ↩️ <b>Order { $ref } could not be delivered</b>

    { $product } ({ $type }) became dearer at our supplier before we could buy it. Your { $refunded } are back in your wallet. You now have { $balance }.
ended-refunded =
    ↩️ <b>Order { $ref } could not be delivered</b>

    We could not get { $product } ({ $type }) for you this time. Your { $refunded } are back in your wallet. You now have { $balance }.

wallet-in = 👛 <b>{ $amount }</b> was added to your wallet. You now have { $balance }.
wallet-out = 👛 <b>{ $amount }</b> was taken from your wallet. You now have { $balance }.
wallet-note = Note: { $note }
