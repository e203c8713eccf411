## Words that every journey uses.

welcome =
    👋 <b>Welcome to { $shop }, { $name }!</b>

    Gift cards for games, apps and shops, bought for you at this moment and delivered here in the chat.
help =
    <b>How { $shop } works</b>

    1. Put money into your wallet with /topup, or pay when you buy. Your number here is { $customer }.
    2. Choose a card in /shop and press Buy.
    3. Your codes arrive here by themselves, usually within a minute. What cannot be delivered goes back to your wallet at once.

    /shop – all cards
    /orders – your orders and their codes
    /wallet – your balance and its history
    /language – العربية, Français, English
    /cancel – drop what you were choosing
profile-description =
    🛍️ { $shop }: gift cards for games, apps and shops, in Algerian dinars.

    Choose a card and pay here in the chat: its code usually arrives within a minute. What cannot be delivered is refunded at once.

    Press Start to see cards and prices.
profile-short = Gift cards in dinars, delivered here within a minute.
choose-language = 🌐 Which language do you read best?
language-chosen = English it is.

button-shop = 🛍️ Shop
button-orders = 📦 My orders
button-wallet = 👛 Wallet
button-language = 🌐 Language
button-help = ❓ Help
button-menu = 🏠 Menu
button-back = ⬅️ Back
button-categories = 🗂️ Categories
button-page-before = ◀️ Previous
button-page-after = Next ▶️
page = Page { $page } of { $pages }

unknown-command = I do not know this command. Here is what I can do for you:
unknown-words = I did not understand that. Press a button, or write /help to see how the shop works.
unknown-thing = I can only read text and buttons; pictures and files do not reach anybody here. What would you like to do?
private-only = This shop serves people one by one: write to me at { $bot }.
toast-private-only = The shop works in a private chat only.
slow-down = You are sending too much at once, and I did not read some of it. Wait a moment, then ask for the last thing again.
not-yours-forwarded = I do not carry out forwarded messages. If this is what you want, write it to me yourself.
not-yours-edited = I do not carry out edited messages. If you want something else now, send it as a new message.
not-yours-via-bot = I do not carry out messages sent through another bot. If this is what you want, write it to me yourself.
not-yours-for-chat = I do not carry out messages sent in the name of a group or channel. If this is what you want, write it in your own name.
toast-old-button = This button is too old. Write /shop to start afresh.
nothing-to-cancel = There is nothing to cancel. Orders already made are in /orders.
cancelled = Dropped. Nothing was bought and nothing was paid.

error-supplier-away = Our supplier does not answer at the moment. Nothing was taken from your wallet; please try again in a few minutes.
error-too-busy = Many people are asking at once. Please try again in a moment.
error-not-for-sale = This card is not sold here any more. Please choose another one.
error-sold-out = Sold out just now. Please choose another type.
error-quantity =
    { $most ->
        [one] You can order only one of these at a time.
       *[other] Please choose a number from { $least } to { $most }.
    }
error-draft-gone = This choice is over. Please choose again.
error-not-found = There is no such thing here. Perhaps it was mistyped?
error-quote-changed = Please look again: the total is now { $total }.
error-not-enough-money = { $missing } is missing in your wallet. Your choice is kept.
error-already-bought = Already ordered: { $ref }. You find it in /orders.
error-maintenance = The shop is closed for maintenance. Orders already made are served; please come back a little later.
error-float-too-low = We cannot deliver this right now, so we do not take your money. The shop has been told; please try later.
error-bad-amount = This amount cannot be booked.
error-not-possible = This is not possible right now.
error-unexpected = Something went wrong on our side. The shop has been told; the report is { $id }.
