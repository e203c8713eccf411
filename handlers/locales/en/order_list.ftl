## All orders, for staff.

button-all-orders = 🗂 All orders
button-my-orders = 🛍 My own orders
button-orders-all = 🗂 All
button-orders-today = Today
button-orders-yesterday = Yesterday
button-orders-status = By status …
button-orders-older = Older ▸
button-orders-of-product = 🎁 { $product }
button-orders-of-person = 👤 { $name } · { $id }
orders-listed = 🗂 <b>Orders</b>
orders-of-person = 👤 { $name } ({ $customer })
orders-of-product = 🎁 { $product }
orders-in-status = Status: { $status }
orders-of-day = Day: { $what }
orders-listed-line =
    { $sign } { $ref } · { $status } · { $at }
    👤 { $name } · { $product }, { $type } × { $quantity } · <b>{ $total }</b>
orders-listed-none = There are no such orders.
orders-which-status = Orders in which status?
orders-whose = Whose orders?
orders-nothing-found = Nothing was found for “{ $words }”. Search by an order’s number, the supplier’s number, or the beginning of a product’s or customer’s name.

## Codes that staff look at.

menu-reveal = An order’s codes, for a reason
button-reveal = 🔓 Show the codes …
button-serials = 🔢 Serial numbers
button-back-to-order = ↩️ Order { $ref }
usage-reveal =
    Like this: { $example }
    The order’s number, and why you must see its codes. The reason is kept, and the owners read it.
example-reveal-reason = customer sees no code
ask-reveal-reason = 🔓 Why must you see the codes of { $ref }? Write the reason: it is kept, and the owners read it. Leave with /cancel.
codes-coming-to-staff = 🔓 The codes of { $ref } follow. They are taken out of this chat after a minute.
no-codes-there = There is no order with this number that has codes.
revealed-codes = 🔓 <b>Codes of { $ref }</b>, for your eyes only. They are gone from here in a minute.
serials = 🔢 <b>Serial numbers of { $ref }</b>
serial-line = { $number }. { $serial }
alert-codes_revealed = 🔓 { $staff } ({ $person }) has had the codes of { $ref } shown: “{ $reason }”

dossier-acts = 👥 <b>What staff did</b>
dossier-act = { $at } · { $name }: { $what }
