## Customers, for staff: found, in full, and what is done about one of them.

button-customers = 👥 Customers
button-customers-older = Older ▸
button-customer = { $sign } { $name } · { $id }
customers-newest =
    👥 <b>Customers</b>, newest first

    To find one: { $example } – the beginning of a name, a @username, a number, or the number of a transfer.
customers-found = 👥 Which “{ $words }” do you mean?
customers-more = There are more. Write more letters.
customers-none = Nobody was found for “{ $words }”. Write for example { $example }: the beginning of a name, a @username, a number, or the number of a transfer. Only people who have pressed Start are known.

customer-dossier =
    👤 <b>{ $name }</b>
    Number: { $customer } · language: { $language }
    Customer since { $since }
customer-seen = Last here: { $at }
customer-banned = ⛔ <b>Banned since { $at }</b> ({ $staff }): { $reason }
customer-limit = 🔢 Own limit: { $most } cards a day, instead of the shop’s limits
customer-blocks = 🚫 Blocks the bot; messages wait until they come back.
customer-balance = 👛 Balance: <b>{ $balance }</b>
customer-orders = <b>Latest orders</b>
customer-entries = <b>Latest wallet entries</b>
customer-by = 👤 { $staff }
customer-payments = <b>Latest payments</b>
customer-payment = { $sign } #{ $number } · { $price } · { $way } · { $at }
customer-receipts = <b>Latest receipts</b>
customer-receipt = 🧾 { $amount } · { $state } · { $at }
customer-tickets = <b>Latest requests</b>
customer-ticket = { $sign } #{ $number } · { $kind } · { $state } · { $at }
customer-notes = <b>Staff notes</b>
customer-note = 📝 { $at } · { $staff }: { $words }
customer-wallet = 👛 <b>Wallet of { $name }</b> ({ $customer }): <b>{ $balance }</b>
customer-wallet-none = Nothing has been booked yet.
customer-notes-of = 📝 <b>Notes about { $name }</b> ({ $customer })
customer-notes-none = Nobody has noted anything yet.
button-customer-payment = { $sign } #{ $number } · { $price }
button-customer-wallet = 👛 Wallet
button-customer-notes = 📝 Notes
button-notes-older = Older ▸
button-credit = ➕ Credit
button-debit = ➖ Debit
button-message = ✉️ Write
button-note = 📝 Note
button-ban = ⛔ Ban
button-unban = ✅ Unban
button-own-limit = 🔢 Limit
button-their-language = 🌐 Language
button-end-own-limit = 🔢 No limit of their own

ask-ban-reason =
    ⛔ <b>Ban { $name } ({ $customer })?</b>

    Write why, in at most { $most } characters. Only staff read it. Their open orders are still delivered or refunded, and they can still write to the shop with /support.
customer-ban-set = ⛔ They are banned from now on.
customer-ban-was-set = Nothing changed: it was like that already.
ask-note = 📝 Write a note about { $name } ({ $customer }), in at most { $most } characters. Staff read it, and they themselves do in /mydata.
customer-noted = 📝 Noted.
ask-own-limit = 🔢 How many cards a day may { $name } ({ $customer }) buy? Write a number from 1 to { $most }. It takes the place of all the shop’s daily limits.
own-limit-not-read = Please write a number from 1 to { $most }.
customer-limit-set = 🔢 This limit applies from now on.
ask-their-language = 🌐 In which language should the shop write to { $name } ({ $customer })?
ask-message = ✉️ What should { $name } ({ $customer }) read? Write it now, or send a photo, a file or a voice message. It comes from the shop, without your name; what they answer comes to /tickets. To cancel: /cancel
customer-written = ✉️ Your message is on its way to { $name }.

much-credit =
    ➕ <b>Wallet of { $name } ({ $customer })</b>: { $balance }

    How much goes in? Write the amount, and a note if you like: { $example }
much-debit =
    ➖ <b>Wallet of { $name } ({ $customer })</b>: { $balance }

    How much is taken out? Write the amount, and a note if you like: { $example }
whose-credit = Whose wallet gets { $amount }? “{ $words }” could be several people.
whose-debit = From whose wallet should { $amount } be taken? “{ $words }” could be several people.

banned = We are sorry: { $shop } does not serve you at the moment. Open orders are still delivered. To write to the shop: /support
