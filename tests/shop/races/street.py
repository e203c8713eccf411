"""A street of customers before one shop, where things happen at the same moment in whatever order the dice
say.

One file, one thread, and a seam between transactions at which it is decided who goes on. So each try is
another order, and the same one each time the tests run.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Coroutine
from decimal import Decimal
from itertools import count
from typing import Any

from bot.shop.billing.requests import PaymentRequest
from bot.shop.errors import ShopError
from bot.shop.orders.history import OrderView
from tests.fakes.clock import FakeClock
from tests.fakes.database import SeamedDatabase
from tests.fakes.delivery import FakeDelivery
from tests.fakes.pages import FakePages
from tests.fakes.politeness import others_first
from tests.fakes.stars import FakeStars
from tests.fakes.supplier import FakeSupplier
from tests.shop.life.alive import LIVES
from tests.shop.must_hold import Books
from tests.shop.paying_shop import PayingShop
from tests.shop.stars import money

TRIES = LIVES
MORE_TRIES = 2 * TRIES
"""Where one of the ends comes seldom."""
PRICE = Decimal(1050)


class Street:
    """A shop for one race after the other; each try has a customer of its own, with 300 dinars."""

    def __init__(
        self, db: SeamedDatabase, clock: FakeClock, supplier: FakeSupplier, dice: random.Random
    ) -> None:
        self.clock, self.supplier, self.dice = clock, supplier, dice
        self.pages, self.stars, self.delivery = FakePages(), FakeStars(clock), FakeDelivery()
        self.shop = PayingShop(db, clock, supplier, self.delivery, pages=self.pages, stars=self.stars)
        self.numbers = count(1)
        self.customer = 0
        self.seen: Counter[Any] = Counter()

    async def somebody(self, *, dinars: int = 300) -> int:
        self.customer = 10_000 + next(self.numbers)
        await self.shop.customer(self.customer, dinars=dinars)
        return self.customer

    async def asked(self, way: str = "stars", quantity: int = 1) -> tuple[OrderView, PaymentRequest]:
        """The newest customer's order, and what is asked for it."""
        quote = await self.shop.quote(self.customer, quantity)
        return await self.shop.asks(self.shop.cash_desk, way, self.customer, quote)

    async def receipt(self) -> None:
        await self.shop.transfer_proofs.send(
            self.customer, kind="photo", file_id="f", file_unique_id=f"f{self.customer}", number=None
        )

    async def delivered(self, outcome: str = "FULFILLED", quantity: int = 1) -> OrderView:
        """An order that was paid in Stars as far as the wallet did not, and delivered."""
        order, request = await self.asked(quantity=quantity)
        charge = self.stars.paid(request.id, self.customer, "XTR", request.currency_amount)
        await self.shop.payment_intake.receive(money(request, charge.id))
        await self.bought(outcome)
        await self.shop.tracking.look()
        return await self.shop.orders.view(self.customer, order.ref)

    async def bought(self, outcome: str) -> None:
        """The supplier has ended it, and nobody has looked yet."""
        await self.shop.place()
        for theirs in self.supplier.bought.values():
            if theirs.status == "HANDLING":
                self.supplier.settle(theirs.id, outcome)
        self.clock.tick(6)

    async def at_once(self, *acts: Coroutine[Any, Any, Any]) -> list[Any]:
        """Each begins when the dice say. What a person would be answered is an answer; a mistake of ours is
        raised.
        """

        async def act(work: Coroutine[Any, Any, Any]) -> Any:
            await others_first(self.dice.choice((0, 3, 6, 9, 12, 20, 40, 90, 150)))
            try:
                return await work
            except ShopError as error:
                return error

        return list(await asyncio.gather(*map(act, acts)))

    async def dinars(self) -> Decimal:
        return await self.shop.dinars(self.customer)

    async def holds(self) -> None:
        """The books close, for all that was tried so far."""
        books = await Books.read(self.shop)
        books.check(self.supplier, self.delivery)
        assert await Books.differences(self.shop) == []

    async def rows(self, table: str) -> list[Any]:
        books = await Books.read(self.shop)
        return [row for row in getattr(books, table) if row.customer_id == self.customer]
