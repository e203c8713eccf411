## Orders: the receipt, the list, one order with its timeline.

orders = 📦 <b>Your orders</b>
orders-none =
    📦 You have not ordered anything yet.

    Have a look around the shop: whatever you buy stays here, with its codes.
button-order = { $sign } { $ref } · { $type } × { $quantity }

order =
    <b>Order { $ref }</b>

    🎁 { $product }
    Region: { $region }
    Type: { $type }
    { $quantity } × { $price } = <b>{ $total }</b>
order-refunded = ↩️ Back in your wallet: { $refunded }
order-timeline = <b>What happened</b>
order-event = { $at } – { $what }
button-codes-again = 🔑 Show the codes again
button-order-details = 📦 Order details
button-refresh = 🔄 Refresh
toast-codes-coming = Your codes are on their way.

phase-waiting = waiting for payment
phase-placed = ordered and paid
phase-preparing = being prepared
phase-checking = being checked
phase-delivered = delivered
phase-partly = partly delivered, the rest refunded
phase-refunded = refunded
phase-expired = expired
phase-cancelled = cancelled

receipt-waiting = 💳 Waiting for your payment.
receipt-placed = 🧾 Ordered and paid. We are starting.
receipt-preparing = ⏳ Being prepared. Your codes come here by themselves; there is nothing you need to do.
receipt-checking = 🔎 This takes longer than usual. We are looking into it, and your money is safe: you get your codes, or the whole price back.
receipt-delivered =
    { $count ->
        [one] ✅ Delivered: your code is in the next message.
       *[other] ✅ Delivered: your { $count } codes are in the next messages.
    }
receipt-partly = ☑️ Delivered: { $count } of { $quantity }. The price of the others is back in your wallet.
receipt-refunded = ↩️ Not delivered. The whole price is back in your wallet.
receipt-expired = ⌛ Not paid in time. Nothing was taken.
receipt-cancelled = ❌ Cancelled. Nothing was taken.
