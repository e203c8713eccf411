"""A shop's life as a state machine: people buy, the supplier and Telegram do their worst, processes die at any moment.

The books are checked after every step; at the end all trouble is over, and everything must have come to a good end.
"""

import asyncio
import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.shop.errors import PromoRefusedError, ShopError
from bot.shop.lifecycle import FINAL
from bot.shop.money import Money
from bot.shop.promos import Promo
from bot.shop.refs import short_key
from bot.supplier import KeyTrouble, NoBalance, OutOfStock, Refused, SlowDown, Unreachable
from storage import migrations
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.courier import FakeCourier
from tests.fakes.supplier import FakeSupplier
from tests.shop.books import Books
from tests.shop.mortal import Fate, mortal_shop
from tests.shop.whole import STAFF, WholeShop

PEOPLE = (1001, 1002)
GOODS = (("P1", "T1"), ("P1", "T2"), ("P2", "T3"))
ANSWERS = {
    "accept": "accept",
    "lose": "lose",
    "vanish": "vanish",
    "sold out": OutOfStock("OUT_OF_STOCK", 400),
    "no balance": NoBalance("INSUFFICIENT_BALANCE", 403),
    "refused": Refused("ERR_VALIDATION", 400),
    "unreachable": Unreachable("CONNECT_ERROR"),
    "slow down": SlowDown("RATE_LIMIT_EXCEEDED", 429, retry_after=20),
    "key": KeyTrouble("IP_NOT_ALLOWED", 403),
    "bug": RuntimeError("a bug"),
}
# An odd sum, so that the price of three cards cannot be shared among them without a rest.
CODE = Promo("LIFE", amount=Money.of_dinars(37), total_limit=3)
EXAMPLES = int(os.environ.get("SHOP_LIVES", "12"))


@cache
def migrated() -> bytes:
    """An empty database's bytes."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as thread:
        url = f"sqlite+aiosqlite:///{folder}/shop.db"
        thread.submit(asyncio.run, migrations.upgrade(url)).result()
        return (Path(folder) / "shop.db").read_bytes()


class Life(RuleBasedStateMachine):
    """One database, and one process after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "shop.db").write_bytes(migrated())
        self.clock = FakeClock()
        self.supplier = FakeSupplier(self.clock)
        self.courier = FakeCourier()
        for product, type_ in GOODS:
            self.supplier.sells(product, type_, cost=1000, stock=10**6)
        self.supplier.balance_now *= 10**6
        self.db = Database.open(f"sqlite+aiosqlite:///{self.folder}/shop.db")
        self.fate = Fate()
        self.shop = self._process()

    def _process(self) -> WholeShop:
        self.fate = Fate()
        return mortal_shop(self.db, self.clock, self.supplier, self.courier, self.fate)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def teardown(self) -> None:
        try:
            self.run(self.end_well())
        finally:
            self.run(self.db.close())
            self.runner.close()
            shutil.rmtree(self.folder)

    @initialize(
        refs=st.sampled_from(["ignore", "echo", "prefix"]),
        purchases=st.lists(
            st.tuples(
                st.sampled_from(PEOPLE),
                st.sampled_from(GOODS),
                st.integers(1, 2),
                st.sampled_from(["accept", "lose", "vanish"]),
            ),
            min_size=3,
            max_size=6,
        ),
        lag=st.sampled_from([0, 30, 900]),
    )
    def open_shop(self, refs: str, purchases: list[tuple[int, tuple[str, str], int, str]], lag: int) -> None:
        self.supplier.refs = refs
        self.supplier.list_lag = lag
        for person in PEOPLE:
            self.run(self.shop.customer(person, dinars=50_000))
        code = self.run(self.shop.promos.propose(STAFF, CODE))
        self.run(self.shop.promos.start(STAFF, code.id, below_cost=False))
        for person, goods, quantity, answer in purchases:
            self.run(self._buy(person, goods, quantity))
            self.supplier.script.append(answer)
            self.run(self.shop.place())

    # What people do.

    @rule(person=st.sampled_from(PEOPLE), goods=st.sampled_from(GOODS), quantity=st.integers(1, 4))
    def buy(self, person: int, goods: tuple[str, str], quantity: int) -> None:
        self.run(self._tolerant(self._buy(person, goods, quantity)))

    async def _buy(self, person: int, goods: tuple[str, str], quantity: int) -> None:
        checkout = self.shop.checkout
        choice = await checkout.open(person, short_key(goods[0]), short_key(goods[1]), message_id=7)
        quote = await checkout.choose_quantity(person, choice.draft_id, quantity, message_id=7)
        if quantity != 1:  # some use a code, as long as there are uses of it
            with contextlib.suppress(PromoRefusedError):
                quote = await checkout.use_promo(person, quote.draft_id, CODE.code, message_id=7)
        taps = [checkout.buy(person, quote.draft_id, message_id=7) for _ in range(2)]
        results = await asyncio.gather(*taps, return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException) and not isinstance(result, ShopError):
                raise result

    @rule(person=st.sampled_from(PEOPLE), blocks=st.booleans())
    def block(self, person: int, blocks: bool) -> None:
        if blocks:
            self.courier.blocked.add(person)
        else:
            self.courier.blocked.discard(person)
            self.run(self._seen(person))

    async def _seen(self, person: int) -> None:
        await self.shop.customers.seen(person, first_name=f"C{person}", username=None, telegram_language="ar")

    @rule(person=st.sampled_from(PEOPLE), dinars=st.integers(-3000, 3000).filter(bool), key=st.integers(0, 5))
    def book(self, person: int, dinars: int, key: int) -> None:
        act = self.shop.desk.credit if dinars > 0 else self.shop.desk.debit
        self.run(self._tolerant(act(STAFF, person, abs(dinars), None, key=f"{person}:{key}")))

    @rule(choice=st.integers(0, 5))
    def decide(self, choice: int) -> None:
        self.run(self._tolerant(self._decide(choice)))

    async def _decide(self, choice: int) -> None:
        for order in (await self.shop.desk.open_orders()).items:
            dossier = await self.shop.review.dossier(order.ref)
            if dossier.decisions:
                decision = dossier.decisions[choice % len(dossier.decisions)]
                await self.shop.review.decide(STAFF, order.ref, decision)

    # What the supplier does.

    @rule(answers=st.lists(st.sampled_from(sorted(ANSWERS)), min_size=1, max_size=3))
    def prepare_answers(self, answers: list[str]) -> None:
        self.supplier.script.extend(ANSWERS[answer] for answer in answers)  # type: ignore[misc]

    @precondition(lambda self: any(o.status == "HANDLING" for o in self.supplier.bought.values()))
    @rule(
        data=st.data(),
        outcome=st.sampled_from(["FULFILLED", "FULFILLED", "PARTIALLY_FILLED", "REFUNDED"]),
        odd=st.sampled_from(["", "", "", "missing", "empty", "twice"]),
    )
    def supplier_ends(self, data: st.DataObject, outcome: str, odd: str) -> None:
        open_ones = [o for o in self.supplier.bought.values() if o.status == "HANDLING"]
        theirs = data.draw(st.sampled_from(open_ones), label="order")
        if outcome == "PARTIALLY_FILLED" and theirs.quantity == 1:
            outcome = "FULFILLED"
        self.supplier.settle(theirs.id, outcome)
        if odd and theirs.cards:
            theirs.cards = {
                "missing": theirs.cards[1:],
                "empty": [("", "serial"), *theirs.cards[1:]],
                "twice": [theirs.cards[0], *theirs.cards],
            }[odd]

    @rule(away=st.sampled_from([(), ("orders",), ("order",), ("transactions",), None]))
    def go_away_or_come_back(self, away: tuple[str, ...] | None) -> None:
        self.supplier.comes_back()
        if away is not None:
            self.supplier.goes_away(*away)

    @rule(
        lag=st.sampled_from([0, 30, 900]),
        cut=st.sampled_from([(), ("cards",), ("goods",), ("cards", "goods", "counts")]),
    )
    def change_the_list(self, lag: int, cut: tuple[str, ...]) -> None:
        self.supplier.list_lag = lag
        self.supplier.cut_rows = frozenset(cut)

    # What time and workers do.

    @rule(seconds=st.sampled_from([1, 5, 30, 300, 2000]))
    def time_passes(self, seconds: int) -> None:
        self.clock.tick(seconds)

    def _works(self) -> dict[str, Callable[[], Coroutine[Any, Any, Any]]]:
        shop = self.shop
        return {
            "place": shop.place,
            "settle": shop.settlement.settle_due,
            "track": shop.tracking.look,
            "send": self._send,
            "reconcile": shop.settlement.reconcile,
            "decide": lambda: self._decide(0),
        }

    WORKS = ("place", "settle", "track", "send", "reconcile", "decide")

    @rule(works=st.lists(st.sampled_from(WORKS), min_size=1, max_size=4))
    def work(self, works: list[str]) -> None:
        for name in works:
            self.run(self._tolerant(self._works()[name]()))

    @rule(works=st.lists(st.sampled_from(WORKS), min_size=2, max_size=4, unique=True))
    def work_at_once(self, works: list[str]) -> None:
        async def at_once() -> None:
            made = self._works()
            await asyncio.gather(*(self._tolerant(made[name]()) for name in works))

        self.run(at_once())

    @rule(work=st.sampled_from((*WORKS, "buy")), moments=st.integers(0, 12))
    def be_killed(self, work: str, moments: int) -> None:
        async def until_killed() -> None:
            self.fate.moments = self.fate.seen + moments
            job = self._buy(PEOPLE[0], GOODS[0], 1) if work == "buy" else self._works()[work]()
            await asyncio.gather(self._tolerant(job), return_exceptions=True)
            await self.shop.sender.finish()
            self.fate.dead = True

        self.run(until_killed())
        self.restart()

    @rule()
    def restart(self) -> None:
        self.shop = self._process()
        self.run(self.shop.placing.recover())

    async def _send(self) -> None:
        while True:
            await self.shop.sender.run_once()
            if not (tasks := list(self.shop.sender._busy.values())):
                return
            await asyncio.gather(*tasks)

    @staticmethod
    async def _tolerant(work: Coroutine[Any, Any, Any]) -> None:
        """What a handler answers or a supervisor survives."""
        with contextlib.suppress(ShopError, RuntimeError):
            await work

    # What must hold.

    @invariant()
    def the_books_are_right(self) -> None:
        async def check() -> None:
            (await Books.read(self._observer())).check(self.supplier, self.courier)

        self.run(check())

    def _observer(self) -> WholeShop:
        return WholeShop(self.db, self.clock, self.supplier, self.courier)

    async def end_well(self) -> None:
        """All trouble ends; the supplier serves what it has; staff decide; then nothing may be left."""
        self.supplier.comes_back()
        self.supplier.script.clear()
        self.supplier.list_lag, self.supplier.cut_rows = 0, frozenset()
        self.courier.blocked.clear()
        for person in PEOPLE:
            await self._seen(person)
        for round_ in range(60):
            for theirs in self.supplier.bought.values():
                if theirs.status == "HANDLING":
                    self.supplier.settle(theirs.id)
            for name in ("place", "settle", "track", "send"):
                await self._works()[name]()
            await self._decide_well()
            if all(order.status in FINAL for order in (await Books.read(self._observer())).orders):
                break
            self.clock.tick(60 if round_ < 30 else 600)
        await self.shop.settlement.reconcile()
        for _ in range(10):
            await self._send()
            self.clock.tick(301)
        (await Books.read(self._observer())).check_ended(self.supplier, self.courier)

    async def _decide_well(self) -> None:
        for order in (await self.shop.desk.open_orders()).items:
            dossier = await self.shop.review.dossier(order.ref)
            for decision in sorted(dossier.decisions, key=lambda d: (not d.startswith("adopt"), d)):
                if decision != "look_again":
                    await self.shop.review.decide(STAFF, order.ref, decision)


Life.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_a_shops_life = Life.TestCase
