## /product: what customers read of a card.

menu-product = What customers read of a card
button-products = 📝 Cards
button-product-told = 📝 What customers read
products-shelves =
    📝 <b>What customers read of cards</b>

    Choose a category, or type some words of the name after /product.
products-shelf =
    📝 <b>{ $category }</b>

    Choose a card. ✏️ marks those with words of your own.
products-not-found = No card is called “{ $words }”.
staff-product =
    📝 <b>{ $product }</b>
    Region: { $region }
staff-product-brand = Known brand: { $brand }. Where you write nothing, the shop shows its usual words.
staff-product-no-brand = The shop does not know this brand: customers read only what you write.
guidefield-steps = How to redeem
guidefield-region = Region
guidefield-note = Note
guidefield-link = Redeem page
guidefield-picture = Picture
guidefield-aliases = Other names
guide-nothing = nothing
guide-hidden = nothing, as you chose
guide-has-picture = a picture of yours
guide-saved = ✅ Saved. Customers see it from now on.
guide-preview = 👁️ This is what the customer sees:
guide-only-photo = Send one photo: no file, no text, no album. Or /cancel to leave it as it is.
ask-guide-steps = Type how { $product } is redeemed, for those who read { $language }: one step on each line, { $steps } lines and { $most } characters at most.
ask-guide-region = Type with which accounts { $product } works, for those who read { $language }: { $most } characters at most.
ask-guide-note = Type a note about { $product }, for those who read { $language }. It is shown before buying: { $most } characters at most.
ask-guide-link = Type the address of the page where codes of { $product } are redeemed. It begins with { $start }
ask-guide-picture = Send the picture of { $product }.
ask-guide-aliases = Type other names by which people look for { $product }, with commas between them: { $count } at most.
guiderefused-empty = There is nothing to read in that. Type it again, or /cancel.
guiderefused-too_long = That is longer than { $most } characters. Make it shorter, or /cancel.
guiderefused-too_many = That is more than { $most }. Type fewer, or /cancel.
guiderefused-no_link = That is not a whole address with { $start }, such as { $example }. Type it again, or /cancel.
button-send-picture = 🖼️ Send a picture
button-show-nothing = 🚫 Show nothing
button-remove-own = 🗑️ Remove
button-preview-in = 👁️ { $language }
act-product_guide = changed what is read of a card
subject-product = card
