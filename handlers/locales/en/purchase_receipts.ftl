## The receipt of a purchase, for whoever needs one: a picture without codes.

button-receipt = 🧾 Receipt
purchase-receipt = 🧾 Receipt for order { $ref }. There is no code on it.
purchase-title = Receipt
purchase-order = Order
purchase-date = Paid on
purchase-card = Card
purchase-region = Region
purchase-type = Type
purchase-quantity = Quantity × price
purchase-amount = Subtotal
purchase-discount = Discount ({ $promo })
purchase-total = Total
purchase-paid-by = Paid by
purchase-wallet = wallet
purchase-nothing = nothing to pay
purchase-refunded = Refunded
purchase-net = Net paid
purchase-status = Status
purchase-note = Digital gift card. The code is not on this receipt.
