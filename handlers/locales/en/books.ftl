## The books: /ledger, the daily close, and what does not meet.

menu-ledger = A day’s books
usage-ledger =
    “{ $words }” is not a day that the shop knows.
    Write { $today } for today, or with a date: { $example }
ledger =
    📒 <b>{ $day }</b>
    { $since } – { $until }
alert-day_closed =
    📒 <b>Day closed: { $day }</b>
    { $since } – { $until }
waits = 🔔 <b>Waiting for you</b>
waits-receipts = Receipts to decide: { $count } (/receipts)
waits-orders = Orders to decide: { $count } (/open)
waits-messages = Messages that could not be delivered: { $count }
ledger-wallets = 👛 <b>Wallets: { $opening } → { $closing }</b>
ledger-kind = { $kind }: { $amount }
ledger-way = · of it { $way }: { $amount }
ledger-unmatched = ❓ Unmatched payments: { $count } (/payments unmatched)
ledger-orders =
    🧾 <b>Orders ended: { $orders }</b>
    Price of the cards: { $listed }
    Promo codes: { $discounts } · refunds by staff: { $staff_refunds }
    Earned: { $earned } · cost: { $cost }
    Margin: <b>{ $margin }</b>
ledger-lost = 💸 Taken by the supplier without goods (counted in the margin): { $amount }
ledger-rewards = 🎁 Rewards for invitations (counted in the margin): { $amount }
ledger-float =
    🏦 <b>Balance at the supplier: { $opening } → { $closing }</b>
    Orders: { $orders } · customers’ card payments: { $payments } · the rest: { $other }
ledger-float-unknown = 🏦 The supplier’s account is left out here: it could not be read, or this is play money.
ledger-move =
    · { $at }: { $amount }, { $what }{ $count ->
        [one] {""}
       *[other] { " " }({ $count } lines)
    }
ledger-fees = Kept back from card payments, like a fee: { $amount }
ledger-unexplained = A change of the balance that no line explains: { $amount }
ledger-on-the-way =
    ⏳ Paid by card and not in the balance yet: { $amount } ({ $count ->
        [one] one payment
       *[other] { $count } payments
    }). After { $days } days it is reported as missing.
ledger-agrees = ✅ Everything matches: wallets, orders, codes and the supplier’s account.
ledger-agrees-inside = ✅ Wallets, orders and codes match.
ledger-agrees-account = ✅ The supplier’s account matches.
ledger-looked = 🔎 Wallets, orders and codes were last checked on { $at }.
ledger-not-looked = 🔎 Wallets, orders and codes have not been checked yet. The shop does it every night, or now if you press the button.
ledger-looking = 🔎 They are being checked: { $done } done.
ledger-differs =
    { $count ->
        [one] ⚠️ <b>One thing does not match</b>
       *[other] ⚠️ <b>{ $count } things do not match</b>
    }
ledger-more = … and { $count } more
button-ledger = 📒 Today’s books
button-day-before = ◀️ Day before
button-day-after = Day after ▶️
button-look = 🔎 Check everything

kind-topup = Paid by customers
kind-credit = Added by staff
kind-debit = Taken by staff
kind-purchase = Sales
kind-refund = Refunded for orders
kind-staff_refund = Refunded by staff
kind-payback = Payments reversed
kind-payback_undone = Refund not possible
kind-referral = Rewards for invitations
kind-referral_undone = Rewards taken back

move-deposit = a deposit that is not a customer’s payment: your own?
move-receive = received, not a customer’s payment: from whom?
move-withdraw = withdrawn
move-send = sent to somebody
move-service = a service of the supplier
move-flexy = phone top-ups
move-adsl = internet top-ups
move-refund_flexy = phone top-up refunded
move-refund_adsl = internet top-up refunded
move-point_exchange = points exchanged
move-unknown = no reason given

alert-books_more = 📒 … and { $count } more. “/ledger” counts them, the command “check --books” lists them all.
books-others =
    … and { $count ->
        [one] one more like this
       *[other] { $count } more like this
    }. “/ledger” counts them, the command “check --books” lists them.
alert-books_wallet_below_zero = The wallet of customer { $customer } went down to { $amount }.
alert-books_wallet_differs = The wallet of customer { $customer } holds { $found }, but its entries come to { $expected }.
alert-books_entry_without_order = Entry { $entry } of customer { $customer } ({ $kind }, { $amount }, { $subject }) belongs to no order of theirs.
alert-books_entry_without_payment = Entry { $entry } of customer { $customer } ({ $kind }, { $amount }, { $subject }) belongs to no payment of theirs.
alert-books_entry_wrong_way = Entry { $entry } of customer { $customer } ({ $kind }, { $subject }) goes the wrong way: { $amount }.
alert-books_payment_not_booked = Payment { $payment } ({ $way }) counts { $expected }, but { $found } was put into the wallet for it.
alert-books_payback_wrong = Payment { $payment } ({ $way }): { $expected } went back to the payer, but { $found } left the wallet for it.
alert-books_entry_without_referral = Entry { $entry } of customer { $customer } ({ $kind }, { $amount }, { $subject }) belongs to no invitation of theirs.
alert-books_reward_not_booked = Customer { $customer } was given { $expected } for inviting whoever made order { $ref }, but { $found } was put into the wallet for it.
alert-books_reward_taken_back_wrong = Of the reward of customer { $customer } for order { $ref }, { $expected } was taken back, but { $found } left the wallet for it.
alert-books_order_not_paid = Order { $ref } costs { $expected }, but { $found } was taken from the wallet for it.
alert-books_order_paid_for_nothing = Order { $ref } ({ $status }): { $found } was taken from the wallet for it, wrongly.
alert-books_refund_not_booked = Order { $ref } says that { $expected } was given back, but { $found } was put into the wallet for it.
alert-books_refund_wrong = Order { $ref } ({ $status }): { $expected } is to be given back, { $found } was.
alert-books_order_never_placed = Order { $ref } ({ $status }) was never placed with the supplier.
alert-books_cards_differ = Order { $ref } ({ $status }) should have { $expected } cards and has { $found }.
alert-books_card_without_order = { $count } stored cards belong to order number { $order }, which does not exist.
alert-books_card_twice = Orders { $ref } and { $other } have the same code.
alert-books_card_repeated = Order { $ref } has the same code twice.
alert-books_promo_use_wrong = Order { $ref } had { $expected } off by a promo code, but { $found } is counted as the code’s use.
alert-books_promo_use_kept = Order { $ref } ({ $status }): its promo code is counted as used when it should be free again, or the other way round.
alert-books_promo_use_without_order = { $count } uses of promo code { $promo } belong to orders that do not exist.
alert-books_promo_over_limit = Promo code { $promo } was used { $found } times; its limit is { $expected }.
alert-books_promo_over_customer_limit = Customer { $customer } used promo code { $promo } { $found } times; the limit for each is { $expected }.
alert-books_debit_without_goods = The supplier took { $amount } on { $at } for order { $ref }, and nothing came for it.
alert-books_debit_without_order = The supplier took { $amount } on { $at } for { $supplier_order_id }, which is not one of our orders.
alert-books_refund_without_order = The supplier refunded { $amount } on { $at } for { $supplier_order_id }, which is not one of our orders.
alert-books_order_without_debit = Order { $ref } was delivered as { $supplier_order_id }, but the supplier’s account shows no debit for it.
alert-books_debit_differs = Order { $ref }: the supplier says it charged { $expected }, its account says { $found }.
alert-books_refund_not_received = Order { $ref } ({ $status }), { $supplier_order_id } at the supplier: { $expected } should be back in your balance there, { $found } is.
alert-books_float_gap = The balance at the supplier jumps on { $at }: { $expected } should have been there, { $found } was.
alert-books_float_now = The balance at the supplier is { $found }; after the last line of its account it should be { $expected }.
alert-books_payment_not_arrived = Payment { $payment } by card ({ $amount }, { $charge }, { $at }) has not arrived in your balance at the supplier.
alert-books_payment_arrived_otherwise = Payment { $payment } by card ({ $charge }): the customer paid { $expected }, { $found } arrived in your balance at the supplier.
alert-books_deposit_not_credited = { $amount } came into your balance on { $at } for payment link { $charge } of customer { $customer }, whose wallet has not got it.
alert-books_deposit_of_strange_link = { $amount } came into your balance on { $at } for payment link { $charge }, which the shop did not make.

todo-order = 👉 Open the order and the customer’s wallet (/customer), then put it right with /credit, /debit or /refund.
todo-wallet = 👉 Only the shop writes entries: was the database changed by hand, or restored? Put the wallet right with /credit or /debit.
todo-payment = 👉 Compare /payments with the payer’s wallet (/customer), then put it right with /credit or /debit.
todo-cards = 👉 Open the order, ask the customer which codes work, and refund the others with /refund. Ask OneClickDz for the missing or duplicate codes.
todo-database = 👉 The database was changed by hand or restored. Keep a copy of it and go back to the last good backup.
todo-promo = 👉 Open the order. If people use the code more often than you allow, end it with /promo.
todo-by_hand = 👉 Look in the OneClickDz dashboard. If you did it there yourself, there is nothing to do; if not, change the API key.
todo-supplier = 👉 Ask OneClickDz’s support, with these numbers and times.
todo-loss = 👉 Ask OneClickDz’s support for the cards or the money. The shop notices automatically when the money comes back. If it never does, open the order and write the loss off.
todo-link = 👉 The shop is asking the supplier about this link again. If the wallet stays without the money, look in the OneClickDz dashboard and add it with /credit.
