## Favorites, and types that are out of stock.

menu-favorites = Your favorites, and what you wait for
button-favorites = ⭐ Favorites
favorites =
    ⭐ <b>Your favorites</b>

    You hear from us when one of them costs less. What has 🔔 in front is out of stock: we tell you once when it is back.
favorites-none =
    ⭐ <b>You have no favorites yet</b>

    Open a product and press “Favorites”: you then find its types here, and hear from us when one costs less.
favorites-remove =
    🗑 <b>Press what you want to remove</b>
favorite-removed = Removed from your favorites. You get no more messages about its price.
button-favorite = ⭐ { $product } · { $type }
button-awaited = 🔔 { $product } · { $type } · awaited
button-favorite-remove = 🗑 { $product } · { $type }
button-favorites-edit = 🗑 Remove some
button-favorites-done = ✅ Done
stars =
    ⭐ <b>{ $product }</b>
    Region: { $region }

    Press a type to add it to your favorites, and again to remove it. You hear from us when it costs less.
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
back-waiting = 🔔 We tell you once when it is back. If only a few arrive, those who asked first are told first.
button-back-tell = 🔔 Tell me when it is back
button-back-not = 🔕 Do not tell me
button-other-types = 🎁 Other types
toast-back-noted = Noted. We tell you when it is back.
toast-back-left = You are not told any more.
toast-back-already = It is back already.
back-in-stock =
    🔔 <b>Back in stock</b>

    { $product } ({ $region })
    Type: <b>{ $type }</b>
    Price: <b>{ $price }</b>

    It is not held back for you: whoever buys first gets it.
price-drop =
    ⬇️ <b>A favorite of yours costs less</b>

    { $product } ({ $region })
    Type: <b>{ $type }</b>
    Price: <s>{ $before }</s> → <b>{ $price }</b>
button-see-type = 🛒 See it
button-no-more-prices = ☆ Remove from favorites
error-too-many-watched =
    { $most ->
        [one] You can keep one type here. Remove it first in /favorites.
       *[other] You can keep { $most } types here. Remove some first in /favorites.
    }
