"""From the supplier's fulfilment to the code in the outbox, by a clock that is moved: how well the looks are
spread, however busy the machine is.

The shop's tracker, its client's budget and its database are the real ones; the supplier is in memory and
answers after a fifth of a second.
"""

import asyncio
import logging
import random
import shutil
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import select

from bot.supplier import Lane
from bot.supplier.budget import Budget
from bot.supplier.gateway import PATIENCE
from storage import migrations
from storage.database import Database
from storage.states import OrderStatus
from storage.tables import drafts as draft_table
from storage.tables import order_events
from storage.tables import orders as order_table
from tests.compiled import compile_once
from tests.fakes.clock import FakeClock
from tests.fakes.database import InThisThread
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import WholeShop

CUSTOMER = 5001
STEP = 0.25
ANSWERS_AFTER = 0.2
_ENDED = select(order_table.c.supplier_order_id).where(order_table.c.status == OrderStatus.FULFILLED)
_TURNS = 600
"""Turns of the loop between two steps of the clock: what a page of the list leaves to write fits in."""


@dataclass(frozen=True)
class Size:
    """So many orders are open, of which so many are fulfilled at random moments within so many seconds.

    `calm`: how long the shop has been looking at them before.
    """

    open: int
    trials: int
    over: float
    calm: float = 30
    repeats: int = 1


SIZES = (
    Size(1, 1, 10, repeats=20),
    Size(100, 50, 60),
    Size(1000, 100, 120),
    Size(10_000, 200, 300, calm=150),
)


class AskedOneByOne(FakeSupplier):
    """Within the shop's own budget, as its client is."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock)
        self.budget = Budget(60, clock)
        self.requests = 0

    async def _asked(self, method: str, lane: Lane) -> None:
        await self.budget.take(lane, patience=PATIENCE[lane])
        self.requests += 1
        await self.clock.sleep(ANSWERS_AFTER)
        await super()._asked(method, lane)


async def seed(db: Database, supplier: FakeSupplier, clock: FakeClock, count: int) -> list[str]:
    """Orders at the supplier, taken one after the other within the last minute; their numbers there."""
    numbers: list[str] = []
    for first in range(0, count, 500):
        async with db.write() as conn:
            for n in range(first, min(first + 500, count)):
                clock.tick(60 / count)
                theirs = supplier.accept("P1", "T1", 1)
                await _add(conn, n, theirs.id, clock)
                numbers.append(theirs.id)
    return numbers


async def _add(conn: Any, n: int, supplier_id: str, clock: FakeClock) -> None:
    now, ref = clock.now(), f"B{n:09}"
    goods = {
        "customer_id": CUSTOMER,
        "product_id": "P1",
        "product_title": "Bench",
        "type_id": "T1",
        "type_name": "10",
        "quantity": 1,
        "unit_cost_centimes": 100_000,
        "unit_price_centimes": 110_000,
        "created_at": now,
    }
    draft = {"id": ref, "category": "Bench", "stock": 9, "quoted_at": now, "state": "bought"}
    await conn.execute(draft_table.insert().values(**goods, **draft))
    placed = {"supplier_order_id": supplier_id, "status_at": now, "placed_at": now, "due_at": now}
    statement = order_table.insert().values(**goods, ref=ref, draft_id=ref, status="processing", **placed)
    order_id = (await conn.execute(statement.returning(order_table.c.id))).scalar_one()
    paid = {"order_id": order_id, "to_status": "paid", "at": now, "why": "bought", "who": "bench"}
    await conn.execute(order_events.insert().values(**paid))


async def _measured(size: Size, dice: random.Random) -> tuple[list[float], float]:
    clock = FakeClock()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop.db"
        await migrations.upgrade(f"sqlite+aiosqlite:///{path}")
        db = Database(InThisThread(path))
        supplier = AskedOneByOne(clock)
        supplier.sells("P1", "T1", stock=10**6)
        supplier.balance_now *= 10**6
        shop = WholeShop(db, clock, supplier, FakeDelivery())
        await shop.customer(CUSTOMER)
        numbers = await seed(db, supplier, clock, size.open)
        tracking = asyncio.create_task(_track(shop))
        try:
            return await _watch(shop, supplier, size, dice, numbers)
        finally:
            tracking.cancel()
            await asyncio.gather(tracking, return_exceptions=True)
            await db.close()
            shutil.rmtree(folder, ignore_errors=True)


def measure(size: Size) -> tuple[list[float], float]:
    """(seconds from fulfilment to the code in the outbox, supplier requests per minute)."""
    compile_once()
    found = [asyncio.run(_measured(size, random.Random(seed))) for seed in range(size.repeats)]
    return [took for times, _ in found for took in times], statistics.mean(rate for _, rate in found)


async def _track(shop: WholeShop) -> None:
    while True:
        await shop.clock.sleep(await shop.tracker.run_once())


async def _watch(
    shop: WholeShop, supplier: AskedOneByOne, size: Size, dice: random.Random, numbers: list[str]
) -> tuple[list[float], float]:
    clock = shop.clock
    await _let_pass(clock, size.calm)
    asked, began = supplier.requests, clock.monotonic()
    planned = sorted((began + dice.uniform(0, size.over), n) for n in dice.sample(numbers, size.trials))
    since: dict[str, float] = {}
    took: list[float] = []
    while planned or since:
        while planned and planned[0][0] <= clock.monotonic():
            _, number = planned.pop(0)
            supplier.settle(number)
            since[number] = clock.monotonic()
        await _let_pass(clock, STEP)
        async with shop.db.read() as conn:
            ended = (await conn.execute(_ENDED)).scalars().all()
        new = [number for number in ended if number in since]
        took += [clock.monotonic() - since.pop(number) for number in new]
        if clock.monotonic() - began > size.over + 1800:
            raise TimeoutError(f"{len(since)} of {size.trials} orders were not looked at within half an hour")
    return took, (supplier.requests - asked) / (clock.monotonic() - began) * 60


async def _let_pass(clock: FakeClock, seconds: float) -> None:
    until = clock.monotonic() + seconds
    while clock.monotonic() < until:
        await clock.advance(STEP)
        for _ in range(_TURNS):
            await asyncio.sleep(0)


def run() -> None:
    # A line for each order and worker's round is not what is looked at here.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    print(
        "\nFrom fulfilment to the outbox, by a moved clock; goal: medians 3, 4, 8 and 30 s within 60 requests a minute"
    )
    print(f"{'open orders':>12} {'median s':>9} {'slowest s':>10} {'requests/min':>13} {'trials':>7}")
    for size in SIZES:
        times, per_minute = measure(size)
        print(
            f"{size.open:>12} {statistics.median(times):9.1f} {max(times):10.1f} {per_minute:13.0f} {len(times):>7}",
            flush=True,
        )


if __name__ == "__main__":
    run()
