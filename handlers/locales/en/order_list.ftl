## All orders, for staff.

button-all-orders = 🧾 All orders
button-my-orders = 🛍 My own orders
button-orders-all = 🧾 All
button-orders-today = Today
button-orders-yesterday = Yesterday
button-orders-status = By status …
button-orders-older = Older ▸
button-orders-of-product = 🎁 { $product }
button-orders-of-person = 👤 { $name } · { $id }
orders-listed = 🧾 <b>Orders</b>
orders-of-person = 👤 { $name } ({ $customer })
orders-of-product = 🎁 { $product }
orders-in-status = Status: { $status }
orders-of-day = Day: { $what }
orders-listed-line =
    { $sign } { $ref } · { $status } · { $at }
    👤 { $name } · { $product }, { $type } × { $quantity } · <b>{ $total }</b>
orders-listed-none = There are no such orders.
orders-which-status = Orders in which status?
orders-whose = Whose orders?
orders-nothing-found = Nothing was found for “{ $words }”. Search by an order’s number, the supplier’s number, or the beginning of a product’s or customer’s name.
