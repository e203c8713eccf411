"""Two processes of the shop over one database, one supplier and one Telegram; either may stop beating."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.this_process import BEAT, ThisProcess
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.pages import FakePages
from tests.fakes.stars import FakeStars
from tests.fakes.supplier import FakeSupplier
from tests.shop.paying_shop import PayingShop


@dataclass
class TwoShops:
    """`one` and `other`, what they share, and their clock."""

    one: PayingShop
    other: PayingShop
    clock: FakeClock
    supplier: FakeSupplier
    delivery: FakeDelivery
    stars: FakeStars
    pages: FakePages

    @classmethod
    async def opened(
        cls, one: Database, other: Database, clock: FakeClock, supplier: FakeSupplier
    ) -> "TwoShops":
        """Both live."""
        pages, stars, delivery = FakePages(), FakeStars(clock), FakeDelivery()
        shops = []
        for db in (one, other):
            process = ThisProcess(db, clock, shared=True)
            await process.enter()
            shops.append(PayingShop(db, clock, supplier, delivery, pages=pages, stars=stars, process=process))
        return cls(shops[0], shops[1], clock, supplier, delivery, stars, pages)

    async def pass_(self, seconds: float, *living: PayingShop) -> None:
        """Time passes in which these beat."""
        for _ in range(round(seconds / BEAT)):
            await self.clock.advance(BEAT)
            for shop in living:
                await shop.process.beat()

    async def until(self, work: "asyncio.Future[Any]") -> None:
        """Time passes, and both beat, until that is done."""
        while not work.done():
            await asyncio.sleep(0.005)
            await self.clock.advance(0.5)
            for shop in (self.one, self.other):
                await shop.process.beat()
        await work

    async def is_found_dead(self, dead: PayingShop) -> None:
        """One has ended without a word, and the other one has found that out."""
        survivor = self.one if dead is self.other else self.other
        await self.pass_(14, survivor)
        assert [row.id for row in survivor.process.living] == [survivor.process.id]
