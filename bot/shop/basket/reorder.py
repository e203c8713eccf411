"""What was bought in one basket, once more: its types are put into today's basket, at today's prices."""

from dataclasses import dataclass

from bot.shop.basket.basket import Baskets
from bot.shop.errors import (
    DayLimitError,
    FloatTooLowError,
    NotForSaleError,
    NotFoundError,
    QuantityNotAllowedError,
    SoldOutError,
)
from bot.shop.orders.checkout import Checkout
from bot.shop.refs import short_key, typed_ref
from storage.database import Database
from storage.purchases import order_lists, orders
from storage.purchases.orders import OrderRow


@dataclass(frozen=True, slots=True)
class PutAgain:
    """What became of a bought basket's types. `all_of_it`: each is in the basket, as many as there were."""

    all_of_it: bool


class BasketReorder:
    """Puts bought baskets together once more."""

    def __init__(self, db: Database, *, contents: Baskets, checkout: Checkout) -> None:
        self._db = db
        self._contents = contents
        self._checkout = checkout

    async def count(self, basket_id: str) -> int:
        """How many orders were bought in a basket."""
        async with self._db.read() as conn:
            return len(await order_lists.of_basket(conn, basket_id))

    async def put(self, customer_id: int, ref: str) -> PutAgain:
        """Puts the types that were bought together with this order into the customer's basket. What is in it
        already stays as it is: pressed twice, nothing is in there twice.

        Raises `NotFoundError` where the order is not theirs or was bought in no basket, `BasketFullError`,
        `SupplierAwayError`; what was put in by then stays.
        """
        rows, all_of_it = await self._bought_together(customer_id, ref), True
        held = await self._contents.held(customer_id)
        for row in rows:
            if (row.product_id, row.type_id) not in held:
                all_of_it &= await self._put(customer_id, row)
        return PutAgain(all_of_it)

    async def _bought_together(self, customer_id: int, ref: str) -> list[OrderRow]:
        async with self._db.read() as conn:
            row = await orders.by_ref(conn, typed_ref(ref))
            if row is None or row.customer_id != customer_id or row.basket_id is None:
                raise NotFoundError
            together = await order_lists.of_basket(conn, row.basket_id)
        return [each for each in together if each.customer_id == customer_id]

    async def _put(self, customer_id: int, row: OrderRow) -> bool:
        """Whether it is in there with as many cards as were bought."""
        try:
            choice = await self._checkout.open(
                customer_id, short_key(row.product_id), short_key(row.type_id), message_id=None
            )
            quantity = min(row.quantity, choice.most)
            await self._checkout.choose_quantity(customer_id, choice.draft_id, quantity, message_id=None)
            await self._contents.add(customer_id, choice.draft_id)
        except (SoldOutError, NotForSaleError, QuantityNotAllowedError, DayLimitError, FloatTooLowError):
            return False
        return quantity == row.quantity
