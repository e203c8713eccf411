"""Orders of nobody whose customer a person has found out: they become theirs, with their codes."""

from bot.clock import Clock
from bot.shop.customers import NOBODY, Customers, is_made_up
from bot.shop.errors import NotFoundError
from bot.shop.orders.lifecycle import tell_receipt
from bot.shop.outbox.messages import tell_codes
from bot.shop.refs import typed_ref
from storage.database import Database
from storage.house import staff
from storage.purchases import cards, drafts, orders


class OrderGiving:
    """Who may do it is the handlers' business."""

    def __init__(self, db: Database, clock: Clock, customers: Customers) -> None:
        self._db = db
        self._clock = clock
        self._customers = customers

    async def give(self, staff_id: int, ref: str, customer_id: int) -> bool:
        """The order is this customer's from now on: they get its card, and its codes where there are some.
        Their wallet stays as it is. False when the order has a customer.

        Raises `NotFoundError` for an order that there is not, and for somebody who never wrote to the shop
        or was erased.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            nobody = customer_id == NOBODY or is_made_up(customer_id)
            if nobody or await self._customers.find(conn, customer_id) is None:
                raise NotFoundError
            order = await orders.by_ref(conn, typed_ref(ref))
            if order is None:
                raise NotFoundError
            if not await orders.give(conn, order.id, from_=NOBODY, to=customer_id):
                return False
            await drafts.give(conn, order.draft_id, to=customer_id)
            await staff.log(
                conn,
                staff_id=staff_id,
                action="give_order",
                subject=f"order:{order.ref}",
                at=now,
                detail=str(customer_id),
            )
            await tell_receipt(conn, order_id=order.id, customer_id=customer_id, now=now)
            if order.fulfilled_quantity:
                count = await cards.count(conn, order.id)
                await tell_codes(
                    conn, order_id=order.id, customer_id=customer_id, count=count, key="given", now=now
                )
        return True
