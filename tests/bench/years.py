"""What each screen and each worker takes in a shop with years of trade, as ratios to a shop that has just
begun, in one run.

Both run in this process and in turn: the whole way of an update from Telegram to the answer, and a round
of each worker. The customer is a reseller with 3 % of all orders. Then the minute of a shop in which nothing
happens: what its workers ask the database, and the CPU that they take.

    python -m tests.bench.years --orders 200000
    python -m tests.bench.years --orders 200000 --engine postgresql
    python -m tests.bench.years --orders 1000000 --only panel

`--only panel` measures what staff look at most: the panel, and the figures and pictures of a month.

On PostgreSQL both stand on a server of the bench's own, which is made anew each time; its CPU is not counted.
"""

import argparse
import asyncio
import base64
import logging
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Engine, event

from bot.settings import Settings
from bot.shop.paging import Cursor
from bot.shop.refs import short_key
from bot.workers.supervisor import Worker
from handlers.admin.payments import Payments
from handlers.customer.orders.callbacks import MyOrders
from handlers.customer.wallet.callbacks import MyWallet
from storage.chat import messages
from storage.database import Database
from storage.rows import Edge
from tests import postgres
from tests.bench import big_shop
from tests.fakes.clock import FakeClock
from tests.handlers import shopfloor
from tests.handlers.shopfloor import KARIM, Floor, opened

_BEGUN, _WAITING = 200, 160
"""Orders of the other shop, and those of them that wait for something: as many as fill each screen."""
PANEL = ("/admin", "/stats month")
_APART = ("books",)
"""Workers with other work than that of a round: what the books take is measured with `check --books`."""

Act = Callable[[Floor], Awaitable[None]]


@dataclass(slots=True)
class Times:
    """Milliseconds that something took, each time: by the wall's clock and of the processor."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def p95(self) -> float:
        """By interpolation: of few times the last but one counts as well as the slowest."""
        if len(self.wall) == 1:
            return self.wall[0]
        return statistics.quantiles(self.wall, n=20, method="inclusive")[-1]


async def timed(act: Awaitable[Any], times: Times) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    await act
    times.wall.append((time.perf_counter() - began) * 1000)
    times.cpu.append((time.process_time() - cpu) * 1000)


def says(user_id: int, text: str) -> Act:
    async def act(floor: Floor) -> None:
        await floor.person(user_id).sends(text)

    return act


def presses(user_id: int, data: str) -> Act:
    async def act(floor: Floor) -> None:
        person = floor.person(user_id)
        await person.presses(person.last["message_id"], data)

    return act


def screens() -> dict[str, Act]:
    customer = big_shop.RESELLER
    return {
        "/start": says(customer, "/start"),
        "/shop": says(customer, "/shop"),
        "/orders": says(customer, "/orders"),
        "/orders, last page": presses(customer, MyOrders(_before(33)).pack()),
        "/wallet": says(customer, "/wallet"),
        "/wallet, last page": presses(customer, MyWallet(_before(1)).pack()),
        "a message to support": says(customer, "How long does it take?"),
        "/admin": says(KARIM, "/admin"),
        "/open": says(KARIM, "/open"),
        "/receipts": says(KARIM, "/receipts"),
        "/tickets": says(KARIM, "/tickets"),
        "/tickets all": says(KARIM, "/tickets all"),
        "/payments": says(KARIM, "/payments"),
        "/payments, last page": presses(KARIM, Payments(_before(1), 0).pack()),
        "/payments unmatched": says(KARIM, "/payments unmatched"),
        "/customer": says(KARIM, f"/customer {customer}"),
        "/customers": says(KARIM, "/customers"),
        "/customers, a name": says(KARIM, "/customers a"),
        "/credit": says(KARIM, f"/credit {customer} 1"),
        "/promo": says(KARIM, "/promo"),
        "/price": says(KARIM, "/price"),
        "/stats month": says(KARIM, "/stats month"),
        "buy, to the code": buys,
    }


def _before(oldest: int) -> Cursor:
    """The page of a list that ends before its oldest row."""
    return Cursor(100, Edge(oldest, newer=True))


async def buys(floor: Floor) -> None:
    """A card from the wallet, until its code is in the chat."""
    services, customer = floor.services, big_shop.RESELLER
    type_ = next(t for p in floor.books.products.values() if p.enabled for t in p.types if t.stock > 100)
    product = next(p for p in floor.books.products.values() if type_ in p.types)
    choice = await services.checkout.open(customer, short_key(product.id), short_key(type_.id), message_id=1)
    quote = await services.checkout.choose_quantity(customer, choice.draft_id, 1, message_id=1)
    await services.checkout.buy(customer, quote.draft_id, message_id=1)
    await floor.work()
    await floor.settle()


def workers(floor: Floor) -> dict[str, Worker]:
    return {worker.name: worker for worker in floor.shop.supervisor._workers if worker.name not in _APART}


async def floor_of(stack: AsyncExitStack, url: str) -> Floor:
    settings = Settings(
        bot_token="700000001:DEMO-TOKEN-not-a-secret-000000000000",
        admin_ids=str(KARIM),
        oneclickdz_api_key="demo-key-not-a-secret",
        encryption_key=base64.b64encode(b"k" * 32).decode(),
        database_url=url,
        oneclickdz_api_url="http://127.0.0.1",
    )
    database = Database.open(url)
    stack.push_async_callback(database.close)
    floor = await stack.enter_async_context(opened(settings, database, FakeClock(big_shop.NOW)))
    floor.books.set_balance(10**9)
    for person in (KARIM, big_shop.RESELLER):
        await floor.person(person).sends("/start")
    await floor.gives(big_shop.RESELLER, 1_000_000)
    await days_are_closed(floor)
    await all_is_told(floor)
    return floor


async def all_is_told(floor: Floor) -> None:
    """What was due when the shop opened is written and sent: all of it, as nothing new comes."""
    working = [workers(floor)[name] for name in ("reviews", "delays", "sender")]
    while True:
        for worker in working:
            await worker.run_once()
            await worker.finish()
        async with floor.db.read() as conn:
            if not await messages.due(conn, floor.clock.now(), 1, process_id="", without=()):
                return


async def days_are_closed(floor: Floor) -> None:
    """The days of the last two months are closed, and their sales kept."""
    ledger, book = floor.services.daily_close._ledger, floor.services.sales_book
    for number in range(1, 62):
        async with floor.db.read() as conn:
            seen = await ledger.added_up(conn, book.today() - timedelta(days=number), None)
        async with floor.db.write() as conn:
            await ledger.keep(conn, *seen, account_read=True)
    for _ in range(2):
        await book.keep_when_due()


async def measure(shops: Sequence[Floor], rounds: int, only: Collection[str] = ()) -> dict[str, list[Times]]:
    """For each screen and worker what it took in each of the shops, one after the other in each round; with
    `only`, for those.
    """
    acts = screens() | {f"worker: {name}": _round(name) for name in workers(shops[0])}
    acts = {name: act for name, act in acts.items() if not only or name in only}
    found = {name: [Times() for _ in shops] for name in acts}
    for turn in range(rounds + 1):
        for name, act in acts.items():
            for number, floor in enumerate(shops):
                await timed(act(floor), Times() if turn == 0 else found[name][number])
                floor.clock.tick(1)
    return found


def _round(name: str) -> Act:
    async def act(floor: Floor) -> None:
        await shopfloor.run(floor.worker(name))

    return act


@dataclass(slots=True)
class Idle:
    """What a worker does in a minute in which there is nothing to do."""

    rounds: float
    statements: float
    cpu_ms: float


async def idle(floor: Floor) -> dict[str, Idle]:
    """By worker. Each has had its round before, so that nothing is left to do."""
    count = 0

    def counted(*_: Any) -> None:
        nonlocal count
        count += 1

    found = {}
    event.listen(Engine, "before_cursor_execute", counted)
    for name, worker in workers(floor).items():
        for _ in range(3):
            await worker.run_once()
            await worker.finish()
        count, cpu = 0, time.process_time()
        pauses = []
        for _ in range(5):
            pauses.append(await worker.run_once())
            await worker.finish()
        a_minute = 60 / statistics.median(pauses)
        spent = (time.process_time() - cpu) * 1000
        found[name] = Idle(a_minute, count / 5 * a_minute, spent / 5 * a_minute)
    event.remove(Engine, "before_cursor_execute", counted)
    return found


@asynccontextmanager
async def in_files(orders: Sequence[int]) -> AsyncIterator[list[str]]:
    """Copies of the kept files with so many orders, to write to."""
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder) / f"{count}.db" for count in orders]
        urls = [f"sqlite+aiosqlite:///{place}" for place in places]
        for url, place, count in zip(urls, places, orders, strict=True):
            if count == _BEGUN:
                await big_shop.make(url, count, waiting=_WAITING)
            else:
                shutil.copy(await big_shop.kept(count), place)
        yield urls


@asynccontextmanager
async def on_a_server(orders: Sequence[int]) -> AsyncIterator[list[str]]:
    """Databases with so many orders, on a server that lives no longer than the block."""
    folder = postgres.new_folder()
    server = postgres.Server(folder)
    try:
        server.start()
        urls = []
        for count in orders:
            server.sql(f"CREATE DATABASE of_{count}")
            urls.append(server.url(f"of_{count}"))
            await big_shop.make(urls[-1], count, waiting=_WAITING)
        yield urls
    finally:
        postgres.end(folder)


Places = Callable[[Sequence[int]], AbstractAsyncContextManager[list[str]]]
PLACES: Mapping[str, Places] = {"sqlite": in_files, "postgresql": on_a_server}


@asynccontextmanager
async def both(orders: int, places: Places = in_files) -> AsyncIterator[list[Floor]]:
    """A shop with so many orders, and one that has just begun."""
    async with places((orders, _BEGUN)) as urls, AsyncExitStack() as stack:
        yield [await floor_of(stack, url) for url in urls]


async def compared(
    orders: int, rounds: int, places: Places
) -> tuple[dict[str, list[Times]], list[dict[str, Idle]]]:
    async with both(orders, places) as shops:
        return await measure(shops, rounds), [await idle(floor) for floor in shops]


async def panel(orders: int, rounds: int, places: Places) -> dict[str, list[Times]]:
    """The screens of `PANEL` in both shops."""
    async with both(orders, places) as shops:
        return await measure(shops, rounds, PANEL)


def run_panel(orders: int, rounds: int, engine: str) -> None:
    """The panel may take one and a half times as long as in a young shop, pictures two seconds."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    times = asyncio.run(panel(orders, rounds, PLACES[engine]))
    print(f"\nOn {engine} a shop with {orders:,} orders beside one with {_BEGUN}, {rounds} times each")
    for name, (big, young) in times.items():
        ratio = big.p95() / young.p95()
        goal = "under 1.50x" if name == "/admin" else "under 2000 ms"
        cpu = [statistics.median(shop.cpu) for shop in (big, young)]
        print(
            f"{name:>14} p95 {big.p95():8.1f} ms {young.p95():8.1f} ms {ratio:5.2f}x; goal: {goal};"
            f" CPU {cpu[0]:7.1f} ms {cpu[1]:7.1f} ms"
        )


def run(orders: int = 200_000, rounds: int = 15, engine: str = "sqlite") -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    times, minutes = asyncio.run(compared(orders, rounds, PLACES[engine]))
    print(
        f"\nOn {engine} a shop with {orders:,} orders beside one with {_BEGUN}, {rounds} times each;"
        " goal: p95 at most 1.5 times"
    )
    print(f"{'':>24} {'median ms':>16} {'':>6} {'p95 ms':>16} {'':>6} {'CPU ms':>16}")
    print(
        f"{'':>24} {'big':>8} {'young':>7} {'ratio':>6} {'big':>8} {'young':>7} {'ratio':>6} {'big':>8} {'young':>7}"
    )
    for name, (big, young) in times.items():
        medians = [statistics.median(shop.wall) for shop in (big, young)]
        cpu = [statistics.median(shop.cpu) for shop in (big, young)]
        print(
            f"{name:>24} {medians[0]:8.1f} {medians[1]:7.1f} {medians[0] / medians[1]:5.2f}x"
            f" {big.p95():8.1f} {young.p95():7.1f} {big.p95() / young.p95():5.2f}x {cpu[0]:8.1f} {cpu[1]:7.1f}"
        )
    print("\nA minute in which nothing happens, big / young")
    print(f"{'':>24} {'rounds':>16} {'statements':>16} {'CPU ms':>16}")
    for name in minutes[0]:
        big_one, young_one = (minute[name] for minute in minutes)
        print(
            f"{name:>24} {big_one.rounds:8.2f} {young_one.rounds:7.2f} {big_one.statements:8.1f} {young_one.statements:7.1f}"
            f" {big_one.cpu_ms:8.2f} {young_one.cpu_ms:7.2f}"
        )
    total = [sum(one.cpu_ms for one in minute.values()) / 600 for minute in minutes]
    print(f"{'of one core':>24} {total[0]:.3f} % in the big shop, {total[1]:.3f} % in the young one")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--engine", choices=sorted(PLACES), default="sqlite")
    parser.add_argument("--only", choices=["panel"])
    asked = parser.parse_args()
    measured = run if asked.only is None else run_panel
    measured(asked.orders, asked.rounds, asked.engine)
