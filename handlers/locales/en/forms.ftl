## What staff do from the panel, step by step.

acts =
    🧰 <b>What would you like to do?</b>
    You are asked for one thing at a time.
button-acts = 🧰 Actions
button-find-order = 🔎 Find an order
button-find-customer = 🔎 Find a customer
deed-price = 💰 Set a price
deed-limit = 🔢 Set a limit
deed-hide = 🙈 Hide goods
deed-unhide = 👁 Show goods again
button-float-now = 🏦 Balance now
button-back-up = 💾 Back up now
button-refund = ↩️ Refund
form-leave = To leave: /cancel
who-gets-credit = ➕ Whose wallet gets money? Write a name, a @username or a number, such as { $example }
who-gets-debit = ➖ From whose wallet is money taken? Write a name, a @username or a number, such as { $example }
which-wallet = “{ $words }” could be several people. Whose wallet? Press one, or write more.
which-refund = ↩️ Which order is refunded? Write its number, such as { $example }
order-unknown = There is no order { $words }. Write its number as it appears in the order.
ask-refund-amount =
    ↩️ <b>Order { $ref }</b>: at most { $left } can be refunded.

    How much? Write an amount, and a reason if you like: { $example }. For everything, write { $all }.
example-all = all
find-order = 🔎 Which order? Write its number, the supplier’s number, a day, or a part of the customer’s or the product’s name, such as { $example }
find-customer = 🔎 Which customer? Write a name, a @username, a number or the number of a transfer, such as { $example }
whichgoods-price = 💰 The price of what? Write a name, such as { $example }
whichgoods-limit = 🔢 A limit for what? Write a name, such as { $example }
whichgoods-hide = 🙈 What should be hidden? Write a name, such as { $example }
whichgoods-unhide = 👁 What should be shown again? Write a name, such as { $example }
button-write-price = ✍️ Write a price
button-write-margin = ✍️ Write a margin
button-write-limit-order = ✍️ Per order
button-write-limit-day = ✍️ Per day
ask-price = 💰 <b>{ $title }</b>: which price? Write whole dinars, such as { $example }. You will see the effect first.
ask-margin = 📈 <b>{ $title }</b>: which margin? Write it, such as { $example }. You will see the effect first.
ask-limit-order = 🔢 <b>{ $title }</b>: how many cards at most in one order? Write a number, such as { $example }
ask-limit-day = 🔢 <b>{ $title }</b>: how many cards at most for one customer and day? Write a number, such as { $example }
margin-unread = “{ $words }” is not a margin. Write it like this: { $example }
limit-unread = “{ $words }” is not a number of cards. Write a whole number.

## Why what was typed behind a command does nothing.

not-understood = I did not understand “{ $words }”.
stands-alone = I did not understand “{ $words }”: write { $command } on its own.
amount-missing = There is no amount after “{ $words }”.
codes-unknown = There is no order “{ $words }” that has codes.
usage-payments = { $all } shows all payments, { $unmatched } those that match nothing.

## Orders of nobody, and what else stands in forms.

button-whose-order = 👤 Say whose it is
whose-order = 👤 Whose is order { $ref }? Write a name, a @username or a number, such as { $example }
which-owner = “{ $words }” could be several people. Whose is it? Press one, or write more.
ask-give-order =
    👤 Give order { $ref } – { $quantity } × { $product } ({ $type }) – to { $name } ({ $customer })?
    They get its card and its codes at once. Their wallet stays as it is: if it was never charged for this, debit it yourself. This cannot be undone.
toast-order-has-customer = This order now has a customer; nothing was changed.
codes-come-here = 🔓 Order { $ref }: the codes will appear here in a moment.
receipts-day-limit = You may approve receipts of { $amount } a day; { $left } is left today. This receipt stays waiting for an owner or manager.
