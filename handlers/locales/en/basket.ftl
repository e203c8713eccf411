## The basket: several cards in one checkout.

basket = 🧺 <b>Your basket</b>
basket-empty = 🧺 Your basket is empty. Choose a card in the shop, then press “Add to basket”.
basket-line =
    { $number }. <b>{ $product }</b> · { $type }
    Region: { $region }
    { $quantity } × { $price } = <b>{ $total }</b>
basket-line-alone =
    🧺 <b>{ $product }</b>
    Region: { $region }
    Type: <b>{ $type }</b>

    Quantity: { $quantity } × { $price }
    Total: <b>{ $total }</b>

    To change the quantity, press a number or write it (at most { $most }).
basket-sold-out = ❌ Sold out, and not counted in the total.
basket-not-for-sale = ❌ No longer for sale, and not counted in the total.
basket-too-many =
    { $most ->
        [one] ❌ You can have only one of these, so it is not counted in the total.
       *[other] ❌ You can have at most { $most } of these, so it is not counted in the total.
    }
basket-total = Total: <b>{ $total }</b>
basket-region = ⚠️ Each card works only with accounts of its region. Delivered codes cannot be returned.
basket-unread = ⚠️ Prices cannot be read right now. These are the last ones we read. Your basket is kept.
basket-not-all = ⚠️ Not everything in your basket is available.
basket-moved = ⚠️ <b>Your basket has changed.</b> Please check it again.
basket-price-moved = ⚠️ { $product } · { $type }: <b>the price has changed</b>, <s>{ $old }</s> → <b>{ $price }</b>
basket-still = The other prices are the same. Do you still want it?
basket-ordered =
    { $count ->
        [one] 🧺 <b>Your basket has been ordered: one order</b>
       *[other] 🧺 <b>Your basket has been ordered: { $count } orders</b>
    }
basket-order =
    { $sign } <b>{ $product }</b> · { $type } × { $quantity } · { $total }
    { $ref }: { $state }

button-basket = 🧺 Basket ({ $count })
button-basket-add = 🧺 Add to basket
button-basket-line = ✏️ { $number }. { $type } × { $quantity }
button-basket-again =
    { $count ->
        [one] 🧺 The whole basket again ({ $count } type)
       *[other] 🧺 The whole basket again ({ $count } types)
    }
basket-again-not-all = ⚠️ Not everything that you bought together is in the basket: some of it is not available now, or there are fewer.
button-basket-remove = 🗑️ Remove from basket
button-basket-empty = 🗑️ Empty the basket
button-basket-more = 🛍️ Add more
button-basket-keep = ✅ Keep what is available
toast-basket-added = Added to your basket.
toast-basket-bought =
    { $count ->
        [one] Ordered. Your code will arrive here automatically.
       *[other] Ordered: { $count } orders. Your codes will arrive here automatically.
    }
error-in-basket = This choice is already in your basket.
error-basket-gone = This basket has been emptied.
error-basket-full = A basket holds at most { $most } different types. Buy these first, or remove one.
error-basket-changed = Your basket has changed. Please check it again.
error-basket-bought = You have already bought this basket. Its orders are in /orders.

basket-ways =
    { $count ->
        [one] 💳 <b>How would you like to pay for your basket?</b> Left to pay for one order: <b>{ $total }</b>
       *[other] 💳 <b>How would you like to pay for your basket?</b> Left to pay for { $count } orders: <b>{ $total }</b>
    }
basket-ways-wallet =
    { $count ->
        [one] 👛 <b>Your wallet covers your basket</b>: one order, { $total }. Buy it now?
       *[other] 👛 <b>Your wallet covers your basket</b>: { $count } orders, { $total }. Buy it now?
    }
basket-others =
    { $count ->
        [one] It also pays for one more order of your basket.
       *[other] It also pays for { $count } more orders of your basket.
    }
button-basket-cancel = ❌ Cancel the whole basket
toast-basket-waiting = Your basket is kept for you. The next message says how to pay.
slip-basket =
    { $count ->
        [one] It also pays for one more order of the same basket.
       *[other] It also pays for { $count } more orders of the same basket.
    }
