"""Orders in a list for staff: a button each, with the status as the shop knows it."""

from collections.abc import Sequence

from bot.shop.orders.history import OrderView
from handlers.admin.orders.callbacks import StaffOrder
from handlers.ui.keyboards import Row, button
from handlers.ui.texts import Texts
from handlers.words.order import sign


def order_rows(texts: Texts, orders: Sequence[OrderView]) -> list[Row]:
    """One row for each order."""
    return [
        [
            button(
                texts.plain(
                    "button-staff-order",
                    sign=sign(order.status),
                    ref=order.ref,
                    status=texts.plain(f"status-{order.status}"),
                    total=order.total,
                ),
                StaffOrder(order.ref),
            )
        ]
        for order in orders
    ]
