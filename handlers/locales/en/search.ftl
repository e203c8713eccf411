## Finding products and types by typing their names.

search-results = 🔎 <b>Results for “{ $words }”</b>
search-guess =
    🔎 <b>I am not sure what “{ $words }” means.</b>

    Perhaps you are looking for one of these? Otherwise send your message to the shop, and a person will answer you.
search-product =
    🎁 <b>{ $product }</b>
    Region: { $region }
search-nothing =
    🔎 <b>Nothing was found for “{ $words }”.</b>

    Try fewer words or the name of the brand, look through the categories, or write to the shop.
search-how =
    🔎 <b>What are you looking for?</b>

    Just write it here, with the amount and the country if you like: { $first }, { $second }, { $third }
button-all-types = 📋 All types of this card
button-found = { $product } · { $type } · { $price }
button-found-sold-out = ❌ { $product } · { $type } · sold out
toast-old-search = This search is too old. Please write again what you are looking for.
inline-open-shop = 🛍️ Open { $shop }
inline-open = 🛒 Open in the shop
inline-product =
    🎁 <b>{ $product }</b>
    Region: { $region }
inline-type =
    🎁 <b>{ $product }</b>
    Region: { $region }
    Type: <b>{ $type }</b>
