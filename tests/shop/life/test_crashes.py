"""Kill -9 at every commit and every call of a purchase, then a restart: one order, one charge, the money
right, all told.
"""

from contextlib import suppress

import pytest

from bot.shop.errors import AlreadyBoughtError
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.mortal import Fate, Killed, mortal_shop
from tests.shop.must_hold import Books
from tests.shop.whole import WholeShop
from tests.turns import has_turn


class Story:
    """One purchase, carried on by as many processes as it takes."""

    def __init__(self, db: Database, clock: FakeClock, customer: int, ending: str, answer: str) -> None:
        self.db, self.clock, self.customer, self.ending = db, clock, customer, ending
        self.supplier, self.delivery = FakeSupplier(clock), FakeDelivery()
        self.supplier._number = customer * 1000  # its ids and codes are no other story's
        self.supplier.sells("P1", "T1", cost=1000, stock=50)
        self.supplier.script.append(answer)
        self.draft_id: str | None = None
        self.bought = False

    def process(self, fate: Fate) -> WholeShop:
        return mortal_shop(self.db, self.clock, self.supplier, self.delivery, fate, unknown_wait=60)

    async def begin(self) -> None:
        shop = self.process(Fate())
        await shop.customer(self.customer, dinars=10_000)
        await shop.send()
        self.draft_id = (await shop.quote(self.customer, 2)).draft_id

    async def go_on(self, fate: Fate) -> None:
        """What a process does from its start until the order is final and told."""
        shop = self.process(fate)
        await shop.placing.recover()
        assert self.draft_id is not None
        # The press stands in the inbox until it was handled, so it runs again after a crash.
        with suppress(AlreadyBoughtError):
            await shop.checkout.buy(self.customer, self.draft_id, message_id=7)
        for _ in range(60):
            await shop.place()
            await shop.lost_orders.settle_due()
            for theirs in self.supplier.bought.values():
                if theirs.status == "HANDLING":
                    self.supplier.settle(theirs.id, self.ending)
            await shop.tracking.look()
            await self.send(shop)
            if all(order.finished_at for order in (await shop.orders.history(self.customer)).items):
                break
            self.clock.tick(30)
        await self.send(shop)

    @staticmethod
    async def send(shop: WholeShop) -> None:
        tasks: list[object] = []
        while True:
            await shop.sender.run_once()
            if not (tasks := list(shop.sender._busy.values())):
                return
            for task in tasks:
                await task  # type: ignore[misc]  # a kill in there is a kill of the process


# Every third moment each: commits and calls have two each, so the four together meet all of what they share.
# Half of them have their turn each day.
@pytest.mark.parametrize(
    ("ending", "answer", "first"),
    [
        ("FULFILLED", "accept", 0),
        ("PARTIALLY_FILLED", "lose", 1),
        ("REFUNDED", "accept", 2),
        ("FULFILLED", "vanish", 1),
    ],
)
async def test_killed_at_any_moment_of_a_purchase(
    db: Database, clock: FakeClock, ending: str, answer: str, first: int
) -> None:
    whole = Fate()
    story = Story(db, clock, 1, ending, answer)
    await story.begin()
    await story.go_on(whole)
    assert whole.seen > 30
    for moment in [each for n, each in enumerate(range(first, whole.seen, 3)) if has_turn(n, 2)]:
        story = Story(db, clock, 100 + moment, ending, answer)
        await story.begin()
        with pytest.raises(Killed):
            await story.go_on(Fate(moment))
        await story.go_on(Fate())
        shop = story.process(Fate())
        (order,) = (await shop.orders.history(story.customer)).items
        assert story.supplier.charges <= 1
        if story.supplier.charges:
            assert order.status == ending.lower()
        else:
            assert order.status == "rejected"
        books = await Books.read(shop)
        books.orders = [row for row in books.orders if row.customer_id == story.customer]
        books.entries = [row for row in books.entries if row.customer_id == story.customer]
        books.messages = [row for row in books.messages if row.chat_id == story.customer]
        books.check_ended(story.supplier, story.delivery)
