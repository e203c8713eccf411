"""What the shop's lives have in common: one database, one process after the other, a supplier with moods, and
time.

Processes may be killed at any commit and any call; the database's seams decide who runs first, by dice that
each life casts anew. At the end all trouble is over, and everything must have come to a good end.
"""

import asyncio
import contextlib
import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from bot.shop.books.invariants import DELIVERED, GIVEN_BACK
from bot.shop.books.supplier_account.supplier_statement import compared
from bot.shop.errors import ShopError
from bot.shop.order_status import FINAL
from bot.supplier import KeyTrouble, NoBalance, OutOfStock, Refused, SlowDown, Unreachable
from storage import migrations
from storage.purchases.orders import OrderRow
from tests import postgres
from tests.fakes.clock import FakeClock
from tests.fakes.database import SeamedDatabase, seamed_file, shuffled
from tests.fakes.delivery import FakeDelivery
from tests.fakes.postgresql import ServerInThisThread
from tests.fakes.supplier import FakeSupplier
from tests.shop.books.closing import ledger, without_account
from tests.shop.life.copies import copies_hold
from tests.shop.mortal import Fate, Killed, mortal_shop
from tests.shop.must_hold import Books
from tests.shop.whole import STAFF, WholeShop


class MistakeError(Exception):
    """No answer of the supplier's, but a mistake of ours on the way to it."""


PEOPLE = (1001, 1002)
GOODS = (("P1", "T1"), ("P1", "T2"), ("P2", "T3"))
ANSWERS: dict[str, str | Exception] = {
    "accept": "accept",
    "lose": "lose",
    "vanish": "vanish",
    "sold out": OutOfStock("OUT_OF_STOCK", 400),
    "no balance": NoBalance("INSUFFICIENT_BALANCE", 403),
    "refused": Refused("ERR_VALIDATION", 400),
    "unreachable": Unreachable("CONNECT_ERROR"),
    "slow down": SlowDown("RATE_LIMIT_EXCEEDED", 429, retry_after=20),
    "key": KeyTrouble("IP_NOT_ALLOWED", 403),
    "mistake": MistakeError(),
}
AWAY = ((), ("orders",), ("order",), ("transactions",), None)
"""What the supplier does not answer: all, some, or nothing that it does not."""
LIVES = int(os.environ.get("SHOP_LIVES", "8"))
"""How many lives each machine lives; raise it for a long night."""

Work = Callable[[], Coroutine[Any, Any, Any]]


@cache
def migrated() -> bytes:
    """An empty database's bytes."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as thread:
        url = f"sqlite+aiosqlite:///{folder}/shop.db"
        thread.submit(asyncio.run, migrations.upgrade(url)).result()
        return (Path(folder) / "shop.db").read_bytes()


class Alive:
    """One database, and one process after the other."""

    ENGINE = "sqlite"
    shop: WholeShop

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FakeClock()
        self.supplier = FakeSupplier(self.clock)
        self.delivery = FakeDelivery()
        for product, type_ in GOODS:
            self.supplier.sells(product, type_, cost=1000, stock=10**6)
        self.supplier.balance_now *= 10**6
        self.dice = random.Random(0)
        self.ends = contextlib.ExitStack()
        self.db = self.opened()
        self.now: Books
        self.checked = -1
        self.observer = WholeShop(self.db, self.clock, self.supplier, self.delivery)
        self.fate = Fate()
        self.shop = self.process()

    def opened(self) -> SeamedDatabase:
        """The life's database, which `ends` closes."""
        if self.ENGINE == "sqlite":
            (self.folder / "shop.db").write_bytes(migrated())
            on_sqlite = seamed_file(self.folder / "shop.db", shuffled(self.dice))
            self.ends.callback(lambda: self.run(on_sqlite.close()))
            return on_sqlite
        server = postgres.of_this_run()
        name = self.ends.enter_context(server.database())
        database = SeamedDatabase(ServerInThisThread(server.url(name), in_turns=False), shuffled(self.dice))
        self.ends.callback(lambda: self.run(database.close()))
        self.ends.callback(lambda: self.run(server.empty(database)))
        return database

    def process(self) -> WholeShop:
        """The next process over the database, with its fate."""
        return mortal_shop(self.db, self.clock, self.supplier, self.delivery, self.fate)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        with capture_logs():  # what is logged of so many accidents is nobody's to read, and dear to draw
            return self.runner.run(work)

    def close(self) -> None:
        self.ends.close()
        self.runner.close()
        shutil.rmtree(self.folder)

    async def seen(self, person: int) -> None:
        """Somebody writes to the shop."""
        await self.shop.customers.seen(person, first_name=f"C{person}", username=None, telegram_language="ar")

    # What the supplier does.

    def goes_away_or_comes_back(self, away: tuple[str, ...] | None) -> None:
        self.supplier.comes_back()
        if away is not None:
            self.supplier.goes_away(*away)

    def at_work(self) -> list[str]:
        """The supplier's orders that have not ended."""
        return [theirs.id for theirs in self.supplier.bought.values() if theirs.status == "HANDLING"]

    def supplier_ends(self, order_id: str, outcome: str) -> None:
        if outcome == "PARTIALLY_FILLED" and self.supplier.bought[order_id].quantity == 1:
            outcome = "FULFILLED"
        self.supplier.settle(order_id, outcome)

    # What workers and staff at the review do.

    def works(self) -> dict[str, Work]:
        """What this process does without being asked, by name."""
        shop = self.shop
        return {
            "place": shop.place,
            "settle": shop.lost_orders.settle_due,
            "track": shop.tracking.look,
            "send": self.send,
            "reconcile": shop.lost_orders.reconcile,
            "decide": lambda: self.decide(0),
        }

    def work(self, name: str) -> None:
        self.run(self.tolerant(self.works()[name]()))

    def work_at_once(self, names: Collection[str]) -> None:
        async def at_once() -> None:
            works = self.works()
            await asyncio.gather(*(self.tolerant(works[name]()) for name in names))

        self.run(at_once())

    async def decide(self, choice: int) -> None:
        for order in (await self.shop.admin_overview.open_orders()).items:
            dossier = await self.shop.review.dossier(order.ref)
            if dossier.decisions:
                decision = dossier.decisions[choice % len(dossier.decisions)]
                await self.shop.review.decide(STAFF, order.ref, decision)

    async def send(self) -> None:
        while True:
            await self.shop.sender.run_once()
            if not (tasks := list(self.shop.sender._busy.values())):
                return
            await asyncio.gather(*tasks)

    @staticmethod
    async def tolerant(work: Coroutine[Any, Any, Any]) -> None:
        """What a handler answers or a supervisor survives."""
        with contextlib.suppress(ShopError, MistakeError):
            await work

    # How processes die.

    def restart(self) -> None:
        self.fate = Fate()
        self.shop = self.process()
        self.run(self.shop.placing.recover())

    def die_at(self, *work: Coroutine[Any, Any, Any], moments: int) -> bool:
        """Works until so many moments have passed or all is done, then dies; the next process starts. Was it
        cut off?
        """

        async def until_killed() -> bool:
            self.fate.moments = self.fate.seen + moments
            ends = await asyncio.gather(*map(self.tolerant, work), return_exceptions=True)
            await self.shop.sender.finish()
            cut_off, self.fate.dead = self.fate.dead, True
            for end in ends:
                if end is not None and not isinstance(end, Killed):
                    raise end
            return cut_off

        cut_off = bool(self.run(until_killed()))
        self.restart()
        return cut_off

    # What must hold.

    def hold(self) -> None:
        """All that must hold after each step."""
        if self.db.written != self.checked:  # else nothing can have changed
            self.checked = self.db.written
            self.run(self.check())

    async def check(self) -> None:
        """The books against the outside world's; and the shop's own look through them finds debits without
        goods at most.
        """
        self.now = await self.books()
        self.now.check(self.supplier, self.delivery)
        found = await Books.differences(self.observer)
        assert [each for each in found if each.code != "debit_without_goods"] == []
        self.now.check_losses(self.supplier, found)
        await copies_hold(self.observer, PEOPLE)

    async def books(self) -> Books:
        return await Books.read(self.observer)

    # How it ends.

    async def end_well(self) -> None:
        """All trouble ends; the supplier serves what it has; staff decide; then nothing may be left."""
        self.trouble_ends()
        for person in PEOPLE:
            await self.seen(person)
        await self.last_words()
        await self.settle_down(lambda _, order: order.status in FINAL)
        await self.shop.lost_orders.reconcile()
        for _ in range(10):
            await self.send()
            self.clock.tick(301)
        await self.check()
        self.now.check_ended(self.supplier, self.delivery)
        await self.no_debit_is_forgotten()
        await self.days_add_up()

    async def days_add_up(self) -> None:
        """Each day comes to what its entries and orders say one by one; and so it stays when it is closed."""
        self.clock.tick(timedelta(days=1).total_seconds())
        days = ledger(self.observer, sandbox=True)
        day = days._days.day_at(min((entry.at for entry in self.now.entries), default=self.clock.now()))
        first, last = day, days.today() - timedelta(days=1)
        while not await days._ledger.fill(last):
            pass
        while day <= last:
            since, until = days.span(day)
            seen = await days.day(day)
            async with self.db.read_books() as conn:
                assert without_account(seen) == (await days._ledger.added_up(conn, day, None))[0]
            booked = Counter[str]()
            for entry in self.now.entries:
                if since <= entry.at < until:
                    booked[entry.kind] += entry.amount_centimes
            assert {kind: amount.centimes for kind, amount in seen.by_kind.items()} == dict(booked)
            held = sum(entry.amount_centimes for entry in self.now.entries if entry.at < until)
            assert seen.wallets_closing.centimes == held
            ended = [
                order
                for order in self.now.orders
                if order.finished_at is not None
                and since <= order.finished_at < until
                and order.status in DELIVERED | GIVEN_BACK
            ]
            assert seen.orders == len(ended)
            assert seen.listed.centimes == sum(
                order.unit_price_centimes * order.fulfilled_quantity for order in ended
            )
            day += timedelta(days=1)
        assert day > first

    async def no_debit_is_forgotten(self) -> None:
        """Whatever the supplier took for an order of ours has goods, came back, or is named with that
        order.
        """
        now = self.clock.now()
        async with self.db.read() as conn:
            seen = await compared(
                conn,
                self.supplier.ledger,
                now - timedelta(days=300),
                now + timedelta(hours=1),
                methods=self.shop.methods,
                now=now + timedelta(hours=1),
            )
        ours = {theirs.id for theirs in self.supplier.bought.values() if theirs.ref is not None}
        strange = [one for one in seen.differences if one.args.get("supplier_order_id") in ours]
        assert [one for one in strange if one.code == "debit_without_order"] == []

    def trouble_ends(self) -> None:
        self.supplier.comes_back()
        self.supplier.script.clear()
        self.supplier.list_lag, self.supplier.cut_rows = 0, frozenset()
        self.delivery.blocked.clear()

    async def last_words(self) -> None:
        """What people have to say before the end."""

    async def settle_down(self, ended: Callable[[Books, OrderRow], bool]) -> None:
        """Until every order has ended."""
        for round_ in range(60):
            for order_id in self.at_work():
                self.supplier_ends(order_id, "FULFILLED")
            await self.work_off()
            books = await self.books()
            if all(ended(books, order) for order in books.orders):
                return
            self.clock.tick(60 if round_ < 30 else 600)
        raise AssertionError([order.status for order in books.orders])

    async def work_off(self) -> None:
        """One round of all that workers and staff do while nothing goes wrong."""
        for name in ("place", "settle", "track", "send"):
            await self.works()[name]()
        shown = [await self.shop.admin_overview.open_orders()]
        while (older := shown[-1].turns.older) is not None:
            shown.append(await self.shop.admin_overview.open_orders(older))
        for order in [order for page in shown for order in page.items]:
            dossier = await self.shop.review.dossier(order.ref)
            for decision in sorted(dossier.decisions, key=lambda d: (not d.startswith("adopt"), d)):
                if decision != "look_again":
                    await self.shop.review.decide(STAFF, order.ref, decision)
