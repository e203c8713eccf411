## The books: /ledger, the daily close, and what does not meet.

menu-ledger = A day’s figures
usage-ledger = Write { $today }, or with a day: { $example }
ledger =
    📒 <b>{ $day }</b>
    { $since } – { $until }
ledger-wallets = 👛 Wallets: { $opening } → { $closing }
ledger-kind = { $kind }: { $amount }
ledger-way = · of it { $way }: { $amount }
ledger-unmatched = ❓ Payments that fit nothing: { $count } (/payments unmatched)
ledger-orders =
    🧾 Orders ended: { $orders }
    Earned: { $earned } · cost: { $cost }
    Margin: <b>{ $margin }</b>
ledger-float =
    🏦 Balance at the supplier: { $opening } → { $closing }
    Orders: { $orders } · the rest: { $other }
ledger-float-unknown = 🏦 The supplier says nothing of this day’s balance.
ledger-agrees = ✅ Our orders and the supplier’s account agree.
ledger-differs = ⚠️ <b>What does not meet</b>
ledger-more = … and { $count } more
button-ledger = 📒 The day
button-day-before = ◀️ Day before
button-day-after = Day after ▶️

kind-credit = added by staff
kind-debit = taken by staff
kind-topup = paid in
kind-purchase = spent on orders
kind-refund = given back
kind-staff_refund = refunded by staff
kind-payback = sent back to the payer
kind-payback_undone = could not be sent back

alert-day_closed =
    📒 <b>Day closed: { $day }</b>
    Sold: { $sold } · given back: { $refunds }
    Orders ended: { $orders } · cost: { $cost } · margin: <b>{ $margin }</b>
    Wallets: { $opening } → { $closing }
    Balance at the supplier: { $float_opening } → { $float_closing }
    { $differences ->
        [0] ✅ Everything meets.
        [one] ⚠️ One thing does not meet.
       *[other] ⚠️ { $differences } things do not meet.
    }
alert-day_closed_without_float =
    📒 <b>Day closed: { $day }</b>
    Sold: { $sold } · given back: { $refunds }
    Orders ended: { $orders } · cost: { $cost } · margin: <b>{ $margin }</b>
    Wallets: { $opening } → { $closing }
    The supplier’s account was not read.
    { $differences ->
        [0] ✅ Everything else meets.
        [one] ⚠️ One thing does not meet.
       *[other] ⚠️ { $differences } things do not meet.
    }
alert-books_more = 📒 … and { $count } more. The command “check --books” lists them all.
alert-books_wallet_below_zero = 📒 The wallet of customer { $customer } went down to { $amount }.
alert-books_entry_without_order = 📒 Entry { $entry } ({ $kind }, { $amount }, { $subject }) belongs to no order of its customer.
alert-books_entry_without_payment = 📒 Entry { $entry } ({ $kind }, { $amount }, { $subject }) belongs to no payment of its customer.
alert-books_payment_not_booked = 📒 Payment { $payment } ({ $way }) counts { $expected }; the wallet’s entries say { $found }.
alert-books_entry_wrong_way = 📒 Entry { $entry } ({ $kind }, { $subject }) goes the wrong way: { $amount }.
alert-books_order_not_paid = 📒 Order { $ref } costs { $expected }, but { $found } was taken from the wallet for it.
alert-books_order_paid_for_nothing = 📒 Order { $ref } ({ $status }): { $found } was taken from the wallet for it, wrongly.
alert-books_refund_not_booked = 📒 Order { $ref } says that { $expected } was given back; the wallet’s entries say { $found }.
alert-books_refund_wrong = 📒 Order { $ref } ({ $status }): { $expected } is to be given back, { $found } was.
alert-books_cards_differ = 📒 Order { $ref } ({ $status }) should have { $expected } cards and has { $found }.
alert-books_card_without_order = 📒 { $count } stored cards belong to order number { $order }, which is not there.
alert-books_card_twice = 📒 Orders { $ref } and { $other } have the same code.
alert-books_debit_without_order = 📒 The supplier took { $amount } on { $at } for { $supplier_order_id }, which is no order of ours. Was it bought by hand?
alert-books_order_without_debit = 📒 Order { $ref } was delivered as { $supplier_order_id }, but the supplier’s account shows no debit for it.
alert-books_debit_differs = 📒 Order { $ref }: the supplier says it charged { $expected }, its account says { $found }.
alert-books_float_gap = 📒 The balance at the supplier jumps on { $at }: { $expected } should have been there, { $found } was.
alert-books_float_now = 📒 The balance at the supplier is { $found }; after the last line of its account it should be { $expected }.
