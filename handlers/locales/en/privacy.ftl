## What the shop keeps about people, their file, and being erased.

menu-privacy = Your data: what is kept, and erasing it
privacy =
    🔒 <b>Your data at { $shop }</b>

    <b>What we keep:</b> your Telegram number, name, username and language; your orders and their codes, encrypted; your gifts and their greetings; your wallet and payments; what you write to us; your favorites; your ratings of products; your invitations.
    <b>Why:</b> to deliver what you buy, to give money back, to answer you, and to keep the books required by law.
    <b>How long:</b> until you ask us to erase it. Orders and payments stay in the books afterwards, without your name and number. A daily limit of your own, your uses of limited promo codes, and that you were a customer, stay under a fingerprint from which your number cannot be read.
    <b>Who sees it:</b> only those who work in this shop. The supplier gets the order without your name. Telegram carries our messages, and payment services see your payment.

    /mydata sends you all of it as a file. /forget erases your data.
button-my-data = 📄 My data as a file
button-forget = 🗑 Erase my data
my-data-begun = Your file is being written. It will arrive here in a moment.
my-data-busy = Your file is already being written.
my-data = 📄 Everything we keep about you. Codes are not in it: open them in /orders.
my-data-not-sent = Telegram did not take your file. Please try again later with /mydata.
my-data-failed = Your file could not be written. The shop has been told. Please try again later with /mydata.
forget =
    🗑 <b>Erase your data?</b>

    <b>What is erased:</b> your name, username, number and language, what you and we wrote to each other, pictures, notes, favorites, choices, greetings of gifts and the words of your ratings. You will no longer be able to open your codes here: save the ones you still need.
    <b>What stays:</b> orders, payments, wallet entries and ratings, without your name and number, because the books must stay complete. Codes stay encrypted, and nobody opens them for you. What you see in this chat and what staff have in theirs stays in Telegram. Copies of the shop’s database are replaced as they grow old.
    <b>And this:</b> if the shop has limited how many cards you may buy in a day, or you have used a promo code that each customer may use only so often, we keep that under an encrypted fingerprint from which your number cannot be read. It holds again if you come back: erasing lifts no limit. If you have ordered or invited somebody, or were invited, we keep that you were here in the same way: invitations count for new people only.

    This cannot be undone. If you write to us afterwards, you will be a new customer.
forget-money = 👛 Your wallet holds <b>{ $amount }</b>. Once your data is erased, this money is lost: nobody can give it back to you. You can spend it first, or ask the shop to pay it back.
button-forget-yes = 🗑 Yes, erase everything
button-forget-money = 🗑 Erase everything and give up { $amount }
button-ask-money = ✍️ Ask for the money first
forgotten = Your data is erased. We no longer know who you are. If you come back, write /start.
erasure-open_orders = An order is still under way. Erasing will be possible once it has ended.
erasure-recent_order = There was an order within the last day. Erasing will be possible a day after it.
erasure-payments = A payment is under way. Erasing will be possible once it has ended.
erasure-money_changed = The balance of the wallet has changed. Please start again and check it.
erasure-banned = The data of a banned person is not erased: the shop would no longer recognise them.
erasure-works_here = The data of somebody who works here is not erased. Take their role away first.
menu-erase = Erase a customer’s data
usage-erase = Write the number of the customer to erase: { $example }. You find it in /customers.
erase-unknown = No customer has this number.
erase-sure =
    🗑 <b>Erase { $name } ({ $customer })?</b>

    Their name, username, number, messages, notes, pictures, favorites, greetings of gifts and the words of their ratings are erased. Orders, payments, wallet entries and ratings stay, without the name and number. If they come back, their daily limit and their uses of limited promo codes hold again, and invitations do not count them as new. This cannot be undone.
erase-money = 👛 Their wallet holds <b>{ $amount }</b>, which nobody can give back afterwards.
button-erase-yes = 🗑 Yes, erase
erased = 🗑 { $customer } is erased. If they write again, they will be a new customer.
act-erase = erased a customer
ownwords-privacy = <b>Privacy</b>: shown below what /privacy says. At most { $most } characters.
setting-privacy = Privacy
