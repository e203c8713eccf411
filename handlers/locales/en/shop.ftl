## From the categories to Buy.

shop =
    🛍️ <b>What are you looking for?</b>

    Choose a category, or just type what you want, for example: steam 10
shop-empty = Nothing is for sale right now. Please come back a little later.
stale = <i>Prices and stock could not be refreshed. Last update: { $since }.</i>
category =
    🗂️ <b>{ $category }</b>

    Choose a card:
product =
    🎁 <b>{ $product }</b>
    Region: { $region }
product-choose = Choose a type:
product-nothing = Nothing here is for sale right now.
region-any = not specified
button-type = { $type } · { $price } · { $stock } left
button-product-sold-out = ❌ { $product } · sold out
button-type-sold-out = ❌ { $type } · { $price } · sold out

choice =
    🎁 <b>{ $product }</b>
    Region: { $region }
    Type: <b>{ $type }</b>
    Price: <b>{ $price }</b> each
    In stock: { $stock }

    How many would you like? Press a number or type one (up to { $most }).
quantity-not-a-number = Please type how many you would like, from 1 to { $most }, for example 2. Or write /cancel.

confirmation =
    🧾 <b>Please check your order</b>

    Card: <b>{ $product }</b>
    Region: { $region }
    Type: <b>{ $type }</b>
    Quantity: { $quantity } × { $price }
    Total: <b>{ $total }</b>
    In stock: { $stock }
confirmation-wallet = 👛 In your wallet: { $wallet }
confirmation-region = ⚠️ Works only with accounts of this region.
confirmation-any-region = ⚠️ Check that it suits your account.
confirmation-no-return = Delivered codes cannot be returned.
confirmation-after =
    👛 Your balance after buying: { $after }
    This price holds until { $until }.
confirmation-missing = 👛 To buy this, top up your wallet with <b>{ $missing }</b> (your number is { $customer }), then press “Look again”. Your choice is kept.
quote-changed = ⚠️ <b>The price has changed:</b> <s>{ $old }</s> → <b>{ $total }</b>. Do you still want it?
quote-renewed = ℹ️ Some time has passed, so we checked again: nothing has changed. Do you still want it?
button-buy = ✅ Buy · { $total }
button-look-again = 🔄 Look again
button-change-quantity = 🔢 Quantity: { $quantity }
button-fewer = ➖ Fewer
button-more = ➕ More
button-buy-again = 🔁 Buy again
toast-bought = Ordered. Your order number is { $ref }.
toast-just-read = Prices and stock were updated a few seconds ago.
