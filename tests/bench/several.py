"""Purchases and answers per second of one, two and three processes over PostgreSQL, beside SQLite in one
process; and where the limit lies.

Each purchase goes from a product's link to the codes in the chat. Telegram delivers to a webhook of each
process in turn. The fakes and PostgreSQL's server stand on the same processors as the shop, so CPU is counted
for each of them. The shop's write lock is looked at every few milliseconds: for which part of the time
somebody held it, and how many processes waited for it on average.

    python -m tests.bench.several
"""

import argparse
import asyncio
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import httpx

from bot.shop.refs import short_key
from tests import postgres
from tests.bench import answers
from tests.e2e.lanes import free_port
from tests.e2e.nursery import Nursery
from tests.e2e.processes import ADMIN, ShopProcess, World, running_world, wait_for

_FIRST = 10_000
_DINARS = 200_000
_STOCK = 100_000
_GOODS = 12
_SETTLES = 12.0
"""Seconds until processes that have come one after the other have their shares of the supplier's requests."""
_LOOK_EVERY = 0.005
_WRITE_LOCK = "locktype = 'advisory' AND classid = 1212239439 AND objid = 1"
_LOOK = (
    "SELECT count(*) FILTER (WHERE granted), count(*) FILTER (WHERE NOT granted) FROM pg_locks"
    f" WHERE {_WRITE_LOCK} AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@dataclass(frozen=True)
class Size:
    """So many people buy at the same time, `each` so many; and the same people press so often."""

    people: int = 40
    each: int = 3
    rounds: int = 3
    repeats: int = 3

    @property
    def purchases(self) -> int:
        return self.people * self.each


@dataclass(slots=True)
class Lock:
    """What was seen of the write lock."""

    looks: int = 0
    held: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Result:
    """CPU in milliseconds for each purchase; `lock` None where there is no server."""

    purchases_per_second: float
    answers_per_second: float
    p95: float
    """Seconds from the link to the codes."""
    cpu: dict[str, float]
    lock: Lock | None
    began_anew: int


@dataclass
class House:
    """Processes of one shop, and who stands around them."""

    shops: list[ShopProcess]
    world: World
    telegram: httpx.Client
    telegram_pid: int
    server: postgres.Server | None
    people: Sequence[int] = field(default_factory=list)

    def cpu(self) -> dict[str, float]:
        """Seconds that each side has used so far."""
        return {
            "shop": sum(answers.cpu_seconds(_pid(shop)) for shop in self.shops),
            "server": server_cpu(self.server) if self.server else 0.0,
            "fakes": answers.cpu_seconds(self.world.process.pid) + answers.cpu_seconds(self.telegram_pid),
        }

    def state(self) -> dict[str, object]:
        return dict(self.telegram.get("/bench/state").raise_for_status().json())


def _pid(shop: ShopProcess) -> int:
    assert shop.process is not None
    return shop.process.pid


def server_cpu(server: postgres.Server) -> float:
    """Of all of its processes, those that have ended included."""
    main = server.pid
    children = [int(pid) for pid in Path(f"/proc/{main}/task/{main}/children").read_text().split()]
    ticks = sum(map(int, Path(f"/proc/{main}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK") + sum(map(_cpu_if_it_lives, children))


def _cpu_if_it_lives(pid: int) -> float:
    try:
        return answers.cpu_seconds(pid)
    except FileNotFoundError:
        return 0.0


@contextmanager
def house(processes: int, server: postgres.Server | None, nursery: Nursery | None) -> Iterator[House]:
    """So many processes on that server, or one over a file; open, and with all that they may ask for."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite+aiosqlite:///{folder}/shop.db"
        if server is not None:
            url = server.url(stack.enter_context(server.copy_of(server.template)))
        world = stack.enter_context(running_world(folder, nursery))
        telegram, pid = stack.enter_context(answers.bench_telegram_process(0, nursery))
        shops = []
        for number in range(processes):
            (own := folder / f"shop-{number}").mkdir()
            shop = ShopProcess(
                world,
                own,
                nursery=nursery,
                DATABASE_URL=url,
                TELEGRAM_API_URL=str(telegram.base_url).rstrip("/"),
                HTTP_PORT=(port := free_port()),
                WEBHOOK_URL=f"http://127.0.0.1:{port}/telegram",
                SUPPLIER_REQUESTS_PER_MINUTE="10000",
                POLL_INTERVAL="1",
            )
            shop.database = folder / "shop.db"
            stack.callback(shop.close)
            shop.start()
            shops.append(shop)
            opened = House(shops, world, telegram, pid, server)
            wait_for("the shop to open", lambda: opened.state()["hooks"] == len(shops), within=60)  # noqa: B023
        if processes > 1:
            time.sleep(_SETTLES)
        yield House(shops, world, telegram, pid, server)


def measure(
    processes: int, size: Size, server: postgres.Server | None, nursery: Nursery | None = None
) -> Result:
    """Everybody gets money, then buys once to become known, and then it counts."""
    with house(processes, server, nursery) as ours:
        goods = _stocked(ours.world)
        _known_and_rich(ours, size)
        _buy(ours, size.people, 1, goods)
        before, began = ours.cpu(), time.monotonic()
        with _watched(ours) as lock:
            bought = _buy(ours, size.people, size.each, goods)
            seconds = time.monotonic() - began
        cpu = {name: (now - before[name]) / size.purchases * 1000 for name, now in ours.cpu().items()}
        began_anew = int(str(ours.state()["began_anew"]))
        shop = ours.shops[0]
        wait_for("all to be told", lambda: not shop.rows("SELECT 1 FROM messages WHERE state <> 'sent'"))
        presses = answers.Size(people=size.people, rounds=size.rounds, repeats=size.repeats)
        pressed = answers.measure(ours.telegram, _pid(shop), presses)["press"]
    return Result(
        size.purchases / seconds,
        pressed.per_second,
        sorted(bought)[int(len(bought) * 0.95)],
        cpu,
        lock if server else None,
        began_anew,
    )


def _stocked(world: World) -> list[tuple[str, str]]:
    """Goods enough for everybody and the merchant's money for them; their keys in links and in buttons."""
    world.mode(fulfil_seconds=0)
    world.patch("/demo/supplier/wallet", balance=10**9)
    found = []
    for number in range(_GOODS):
        goods = world.goods(number)
        world.patch(f"/demo/supplier/types/{goods.type_id}", stock=_STOCK)
        product = short_key(goods.product_id)
        found.append((product, f"{product}:{short_key(goods.type_id)}"))
    return found


def _known_and_rich(ours: House, size: Size) -> None:
    people = range(_FIRST, _FIRST + size.people)
    shop = ours.shops[0]
    for person in (ADMIN, *people):
        ours.telegram.post("/bench/say", json={"person": person, "text": "/start"}).raise_for_status()
    wait_for("everybody to be known", lambda: shop.value("SELECT count(*) FROM customers") > size.people)
    for person in people:
        wish = {"person": ADMIN, "text": f"/credit {person} {_DINARS}"}
        ours.telegram.post("/bench/say", json=wish).raise_for_status()
    credited = "SELECT count(DISTINCT customer_id) FROM entries"
    wait_for("everybody to have money", lambda: shop.value(credited) == size.people, within=60)


def _buy(ours: House, people: int, each: int, goods: Sequence[tuple[str, str]]) -> list[float]:
    """Lets them buy; the seconds that each purchase took."""
    wish = {"people": people, "each": each, "products": goods, "first": _FIRST}
    ours.telegram.post("/bench/buy", json=wish).raise_for_status()

    def bought() -> list[float] | None:
        took = ours.state()["bought"]
        assert isinstance(took, list)
        return took if len(took) == people * each else None

    return list(wait_for("everybody to have bought", bought, within=300))


@contextmanager
def _watched(ours: House) -> Iterator[Lock]:
    """Looks at the write lock all the while."""
    lock, over = Lock(), threading.Event()
    if ours.server is None:
        yield lock
        return
    url = ours.shops[0].settings["DATABASE_URL"]
    watch = threading.Thread(target=lambda: asyncio.run(_watch(url, lock, over.is_set)))
    watch.start()
    try:
        yield lock
    finally:
        over.set()
        watch.join()


async def _watch(url: str, lock: Lock, is_over: Callable[[], bool]) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    while not is_over():
        held, waiting = await connection.fetchrow(_LOOK)
        lock.looks += 1
        lock.held += held
        lock.waiting += waiting
        await asyncio.sleep(_LOOK_EVERY)
    await connection.close()


def row(name: str, found: Result) -> str:
    """One line of the table, which says also where the limit lies."""
    cpu = found.cpu
    line = (
        f"{name:>26} {found.purchases_per_second:8.1f} {found.p95:7.2f} {found.answers_per_second:9.0f}"
        f" {cpu['shop']:7.0f} {cpu['server']:7.0f} {cpu['fakes']:6.0f}"
    )
    if found.lock is None:
        return f"{line} {'':>30} {found.began_anew:>4}"
    held, waiting = (part / max(1, found.lock.looks) for part in (found.lock.held, found.lock.waiting))
    each = held / found.purchases_per_second * 1000
    return (
        f"{line} {held:7.0%} {waiting:6.2f} {each:7.1f} {1000 / max(each, 0.001):7.0f} {found.began_anew:>4}"
    )


def run(size: Size = Size(), processes: Sequence[int] = (1, 2, 3), *, durable: bool = False) -> None:
    print(
        f"\nPurchases: {size.people} people at once, {size.each} each, from the link to the codes; then presses."
        f" {os.cpu_count()} processors for the shop, PostgreSQL{' (which waits for its disk)' if durable else ''}"
        " and the fakes together"
    )
    print(f"{'':>26} {'':>8} {'':>7} {'':>9} {'CPU ms of a purchase':>22} {'the write lock':>30}")
    print(
        f"{'':>26} {'bought/s':>8} {'p95 s':>7} {'answers/s':>9} {'shop':>7} {'server':>7} {'fakes':>6}"
        f" {'held':>7} {'wait':>6} {'ms each':>7} {'most/s':>7} {'anew':>4}"
    )
    print(row("SQLite, 1 process", measure(1, size, None)), flush=True)
    folder = postgres.new_folder()
    try:
        server = postgres.Server(folder, durable=durable)
        server.start()
        for number in processes:
            found = measure(number, size, server)
            print(row(f"PostgreSQL, {number} process{'es'[: 2 * (number > 1)]}", found), flush=True)
    finally:
        postgres.end(folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=Size.people)
    parser.add_argument("--each", type=int, default=Size.each)
    parser.add_argument("--repeats", type=int, default=Size.repeats)
    parser.add_argument("--processes", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument("--durable", action="store_true", help="PostgreSQL waits for its disk at each commit")
    asked = parser.parse_args()
    run(
        Size(people=asked.people, each=asked.each, repeats=asked.repeats),
        asked.processes,
        durable=asked.durable,
    )
