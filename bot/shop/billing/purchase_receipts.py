"""What stands on the receipt of a purchase, for a customer's books: goods and money, no code, no serial."""

from dataclasses import dataclass
from datetime import datetime

from bot.shop.billing.bills import came_for, own_bill
from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.order_status import UNPAID, OrderStatus
from bot.shop.orders.history import OrderView, views
from bot.shop.orders.lifecycle import paid_for
from storage.database import Database


@dataclass(frozen=True, slots=True)
class PurchaseReceipt:
    """A paid order as a receipt shows it."""

    order: OrderView
    paid_at: datetime
    methods: tuple[str, ...]
    """The payment methods by which money came for it, by their stored names, each once."""
    from_wallet: bool
    """Whether the wallet paid for it, or for a part of it."""

    @property
    def net(self) -> Money:
        """What the customer paid and did not get back."""
        return self.order.total - self.order.refunded


def has_receipt(order: OrderView) -> bool:
    """Whether money was taken for an order."""
    return order.status not in UNPAID


class PurchaseReceipts:
    """Receipts of customers' own orders."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def of(self, customer_id: int, ref: str) -> PurchaseReceipt:
        """The receipt of one order. Raises `NotFoundError`, also for somebody else's order and one that is
        not paid.
        """
        async with self._db.read() as conn:
            bill = await own_bill(conn, customer_id, ref)
            [order] = await views(conn, [bill.asked])
            came = await came_for(conn, bill)
        if not has_receipt(order):
            raise NotFoundError
        amount = sum(payment.amount_centimes for payment in came)
        price = sum(paid_for(row).centimes for row in bill.orders)
        paid = (event.at for event in order.events if event.to_status is OrderStatus.PAID)
        return PurchaseReceipt(
            order=order,
            paid_at=next(paid, order.created_at),
            methods=tuple(dict.fromkeys(payment.way for payment in came)),
            from_wallet=amount < price,
        )
