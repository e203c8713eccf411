## Orders: the receipt, the list, one order with its timeline.

orders = 📦 <b>Your orders</b>
orders-none =
    📦 You have not ordered anything yet.

    Have a look around the shop: everything you buy stays here, with its codes.
my-order-line =
    { $sign } <b>{ $product }</b> · { $type } × { $quantity }
    { $total } · { $state } · { $at } · { $ref }
order-line =
    { $sign } <b>{ $product }</b> · { $type } × { $quantity }
    { $total } · { $at } · { $ref }
button-order = { $sign } { $ref } · { $type } × { $quantity }
button-my-order = { $sign } { $product } · { $type } · { $day }
button-my-order-of-several = { $sign } { $product } · { $type } × { $quantity } · { $day }

order =
    <b>Order { $ref }</b>

    🎁 { $product }
    Region: { $region }
    Type: { $type }
    { $quantity } × { $price } = <b>{ $total }</b>
order-refunded = ↩️ Refunded to your wallet: { $refunded }
order-timeline = <b>What happened</b>
order-event = { $at } – { $what }
button-codes-again =
    { $count ->
        [one] 🔑 Show the code again
       *[other] 🔑 Show the codes again
    }
button-order-details = 📦 Order details
button-refresh = 🔄 Refresh
toast-codes-coming =
    { $count ->
        [one] Your code is on its way.
       *[other] Your codes are on their way.
    }

phase-waiting = waiting for payment
phase-placed = ordered and paid
phase-preparing = being prepared
order-takes-long = taking longer than usual
phase-checking = being checked
phase-delivered = delivered
phase-partly = partly delivered, the rest refunded
phase-refunded = refunded
phase-expired = expired
phase-cancelled = cancelled

receipt-waiting = 💳 Waiting for your payment.
order-looked-into = 🔎 We are checking whether your payment has arrived.
order-money-here = ✅ Your payment has arrived: the order goes on automatically as soon as possible.
receipt-placed = 🧾 Ordered and paid ({ $at }). We are getting it ready.
receipt-preparing =
    { $count ->
        [one] ⏳ Being prepared: sent to the supplier ({ $at }). Your code will arrive here automatically.
       *[other] ⏳ Being prepared: sent to the supplier ({ $at }). Your codes will arrive here automatically.
    }
order-late-unsent = ⏳ This is taking longer than usual. You have paid ({ $at }), but we could not send the order to the supplier yet; we keep trying. Your money is safe: you will get your order or a full refund.
order-late-sent = ⏳ This is taking longer than usual. The order was sent to the supplier ({ $at }) and is not ready yet; we are following it. Your money is safe: you will get your order or a full refund.
receipt-checking = 🔎 This is taking longer than usual. We are checking ({ $at }), and your money is safe: you will get your order or a full refund.
receipt-delivered =
    { $count ->
        [one] ✅ Delivered: your code is in the next message.
       *[other] ✅ Delivered: your { $count } codes are below.
    }
codes-ready =
    { $count ->
        [one] 📨 Your code is ready, and we are sending it to you. If it does not arrive, press the button below.
       *[other] 📨 Your { $count } codes are ready, and we are sending them to you. If they do not arrive, press the button below.
    }
codes-ready-partly = 📨 { $count } of { $quantity } are ready, and we are sending them to you. The rest has been refunded to your wallet.
opened-delivered = ✅ Delivered.
codes-follow =
    { $count ->
        [one] Your code follows in the next message.
       *[other] Your { $count } codes follow below.
    }
codes-above =
    { $count ->
        [one] We sent your code here at { $at }; the button shows it again.
       *[other] We sent your { $count } codes here at { $at }; the button shows them again.
    }
receipt-partly = ☑️ Delivered: { $count } of { $quantity }. The rest has been refunded to your wallet.
receipt-refunded = ↩️ Not delivered. You have been refunded in full, to your wallet.
receipt-expired = ⌛ Not paid in time. Nothing was charged.
order-dearer = 🔎 The price went up at our supplier after you paid. The shop is deciding: you will get your order at the price you paid, or a full refund.
order-expired-kept = ⌛ Not paid in full in time, so nothing was bought. What you had paid is in your wallet: { $came }
order-cancelled-kept = ❌ Cancelled, so nothing was bought. What you had paid is in your wallet: { $came }
receipt-cancelled = ❌ Cancelled. Nothing was charged.
