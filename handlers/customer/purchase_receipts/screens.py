"""The way from an order to its receipt."""

from bot.shop.billing.purchase_receipts import has_receipt
from bot.shop.orders.history import OrderView
from handlers.customer.purchase_receipts.callbacks import TakeReceipt
from handlers.ui.keyboards import Row, button
from handlers.ui.texts import Texts


def receipt_row(texts: Texts, order: OrderView) -> Row:
    """The button to an order's receipt; nothing where no money was taken."""
    return [button(texts.plain("button-receipt"), TakeReceipt(order.ref))] if has_receipt(order) else []
