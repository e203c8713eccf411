## Favorites, and types that are out of stock.

menu-favorites = Your favorites, and what you are waiting for
button-favorites = ⭐ Favorites
favorites =
    ⭐ <b>Your favorites</b>

    We will message you when one of them gets cheaper. Those marked 🔔 are out of stock: we will tell you once when they are back.
favorites-none =
    ⭐ <b>You have no favorites yet</b>

    Open a product and press “Favorites”: its types will be listed here, and we will message you when one gets cheaper.
favorites-remove =
    🗑 <b>Press what you want to remove</b>
favorite-removed = Removed from your favorites. You will get no more messages about its price.
button-favorite = ⭐ { $product } · { $type }
button-awaited = 🔔 { $product } · { $type } · waiting
button-favorite-remove = 🗑 { $product } · { $type }
button-favorites-edit = 🗑 Remove some
button-favorites-done = ✅ Done
favorites-of-product =
    ⭐ <b>{ $product }</b>
    Region: { $region }

    Press a type to add it to your favorites, and again to remove it. We will message you when it gets cheaper.
button-star = ☆ { $type } · { $price } · add
button-starred = ⭐ { $type } · { $price } · favorite
toast-favorite-added = Added to your favorites.
toast-favorite-removed = Removed.
type-out-of-stock =
    🎁 <b>{ $product }</b>
    Region: { $region }
    Type: <b>{ $type }</b>
    Price: { $price }

    ❌ Out of stock at the moment.
back-offer = Shall we tell you when it is back?
back-waiting = 🔔 We will tell you once when it is back. If only a few arrive, those who asked first are told first.
button-back-tell = 🔔 Tell me when it is back
button-back-not = 🔕 Do not tell me
button-other-types = 🎁 Other types
toast-back-noted = Done. We will tell you when it is back.
toast-back-left = We will no longer tell you.
toast-back-already = It is back already.
back-in-stock =
    🔔 <b>Back in stock</b>

    { $product } ({ $region })
    Type: <b>{ $type }</b>
    Price: <b>{ $price }</b>

    It is not held back for you: whoever buys first gets it.
price-drop =
    ⬇️ <b>One of your favorites is cheaper now</b>

    { $product } ({ $region })
    Type: <b>{ $type }</b>
    Price: <s>{ $before }</s> → <b>{ $price }</b>
button-see-type = 🛒 See it
button-no-more-prices = ☆ Remove from favorites
error-too-many-watched =
    { $most ->
        [one] You can keep only one type here. Remove it first in /favorites.
       *[other] You can keep at most { $most } types here. Remove some first in /favorites.
    }
