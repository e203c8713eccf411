## Words that every journey uses.

welcome =
    👋 <b>Welcome to { $shop }, { $name }!</b>
welcome-words = Gift cards for games, apps and shops. Pay in dinars and get your code right here in the chat.
home-lately = 🔁 What you bought lately
home-popular = 🔥 Popular now
button-lately = 🔁 { $product } · { $type }
button-popular = 🔥 { $product } · { $type }
help =
    <b>How { $shop } works</b>

    1. Top up your wallet with /topup, or pay when you buy. Your number: { $customer }.
    2. Choose a card in /shop and press Buy.
    3. Your code arrives here automatically, usually within a minute. If we cannot deliver, your money goes back to your wallet at once.

    /shop – all cards
    /search – find a card, for example /search steam 10
    /basket – your basket
    /orders – your orders and their codes
    /wallet – your balance and its history
    /language – العربية, Français, English
    /support – write to the shop
    /favorites – your favorites, and what you are waiting for
    /invite – invite friends
    /paysupport – a problem with a payment
    /terms – the shop’s terms
    /privacy – what we keep about you
    /cancel – cancel what you are choosing
profile-description =
    🛍️ { $shop }: gift cards for games, apps and shops, in Algerian dinars.

    Choose a card and pay here in the chat. Your code usually arrives within a minute. If we cannot deliver, you are refunded at once.

    Press Start to see cards and prices.
profile-short = Gift cards in dinars, delivered here within a minute.
choose-language = 🌐 Which language do you prefer?
language-chosen = OK, English from now on.

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
page-alone = Page { $page }

unknown-command = I don’t know this command. Here is what I can do for you:
private-only = This shop only works in private chats. Message me: { $bot }
toast-private-only = The shop only works in a private chat.
toast-too-fast = You are pressing faster than I can follow, so this press was not carried out. Please wait a moment and press again.
several-commands = One command in each message, please: nothing in this message was carried out. Send each command on its own.
not-carried-out =
    { $count ->
        [one] You sent a lot at once. One message or press was not carried out:
       *[other] You sent a lot at once. { $count } messages and presses were not carried out:
    }
not-carried-out-broken = Something went wrong in the shop, and this was not carried out. The shop has been told.
not-carried-out-words = • { $words }
not-carried-out-more =
    { $count ->
        [one] • and one more
       *[other] • and { $count } more
    }
not-carried-out-again = Please send again what you still need.
not-yours-forwarded = I do not carry out forwarded messages. If this is what you want, write it to me yourself.
not-yours-edited = I do not carry out edited messages. If you want something else now, send it as a new message.
not-yours-via-bot = I do not carry out messages sent through another bot. If this is what you want, write it to me yourself.
not-yours-for-chat = I do not carry out messages sent in the name of a group or channel. If this is what you want, write it in your own name.
error-undone-before = This has already been undone. Nothing was done twice.
error-undo-over = More than ten minutes have passed: this button can no longer undo it. Use /credit or /debit.
toast-old-button = This button is too old. Write /shop to start afresh.
nothing-to-cancel = There is nothing to cancel. Your past orders are in /orders.
cancelled = Cancelled. Nothing was bought and nothing was charged.

error-supplier-away = Prices and stock cannot be read at the moment. Please try again in a few minutes.
nothing-taken = Nothing was taken from your wallet.
error-no-orders-now = We take no orders at the moment, because prices and stock cannot be read. Existing orders are still served. Please come back a little later.
error-too-busy = We are very busy right now. Please try again in a moment.
error-too-many-looks = You have checked too many times in a minute. Please wait { $seconds } s; nothing was taken from your wallet.
error-not-for-sale = We no longer sell this card. Please choose another one.
error-sold-out = This has just sold out. Please choose another type.
error-out-of-stock = This is out of stock at the moment. Please choose another type.
error-quantity =
    { $most ->
        [one] You can only order one at a time.
       *[other] Please choose a number from { $least } to { $most }.
    }
error-draft-gone = This choice has expired. Please choose again.
error-not-found = We could not find that. Please check the spelling.
error-quote-changed = Please check again: the total is now { $total }.
error-not-enough-money = Your wallet is { $missing } short. We have kept your choice.
error-already-bought = You have already ordered this: { $ref }. See /orders.
already-bought =
    ✅ <b>You have already ordered this: { $ref }.</b>

    You can look at the order, or buy the same card again.
error-maintenance = The shop is closed for maintenance. Existing orders are still delivered. Please come back a little later.
closed-now = We are closed at this hour.
opens-again = We open: { $at }.
error-bad-setting = This setting cannot have that value.
question-left = Cancelled. Nothing was changed.
error-float-too-low = We cannot deliver this right now, so we have not taken your money. The shop has been told. Please try again later.
error-bad-amount = This amount is not possible.
error-not-possible = This is not possible right now.
error-unexpected = Something went wrong on our side. The shop has been told. Report number: { $id }.
