"""Scenes played side by side: each in a lane, which is a world, a database and a shop that lives and dies
there.

A scene is mostly waiting (for polls, for pauses that the other side asked for), so several share a processor.
A lane is used by one thread at a time.
"""

import asyncio
import fcntl
import os
import signal
import socket
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, partial
from itertools import count, takewhile
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from storage import migrations
from tests import postgres
from tests.e2e.leaks import assert_nothing_leaked
from tests.e2e.nursery import Nursery
from tests.e2e.processes import TOKEN, Person, ShopProcess, World, running_world, wait_for
from tests.e2e.purchases import Offer, customer, offer
from tests.turns import has_turn

# Seconds; these worlds list an order at once unless a scene says otherwise, so a lost one is soon proved
# absent.
UNKNOWN_WAIT = 3
AT_ONCE = 6


@dataclass(frozen=True)
class Moment:
    """The nth request of a kind, before it is carried out or after."""

    api: str
    method: str
    nth: int
    when: str

    def __str__(self) -> str:
        return f"{self.when} {self.api}'s {self.method} no. {self.nth}"


# Neither side knows anything new while one of these is on its way, whether it was carried out or not.
READS = frozenset(
    {
        *("validate", "catalog", "checkProduct", "balance", "checkOrder", "list", "checkPayment"),
        *("getMe", "getMyDescription", "getMyShortDescription", "getStarTransactions", "getFile", "file"),
    }
)


WHENS = ("before", "after")
"""A request is seen and not carried out, or carried out and not answered."""
# With these money or goods change hands: they are tried every day.
EACH_DAY = frozenset({"placeOrder", "answerPreCheckoutQuery", "createLink", "refundStarPayment"})
DAYS = 3
"""In so many days each other kind of request has its turn once."""


def moments(asked: Mapping[tuple[str, str], int], when: str, turn: str | None = None) -> list[Moment]:
    """Today's requests: of the kinds of which there are so many, those that have their turn, and of each of
    them one. A read counts before: after it is the same moment.
    """
    kinds = [kind for kind in sorted(asked) if when == "before" or kind[1] not in READS]
    return [
        Moment(*kind, nth, when)
        for place, kind in enumerate(kinds, start=when == "after")
        if kind[1] in EACH_DAY or has_turn(place, DAYS, turn)
        for nth in range(1, asked[kind] + 1)
        if has_turn(nth, asked[kind], turn, days=DAYS)
    ]


class Lane:
    """A world, and the shop that lives and dies in it."""

    def __init__(self, world: World, shop: ShopProcess) -> None:
        self.world = world
        self.shop = shop
        self._people = count(5001)
        self._armed_at = 0

    def opens(self, **settings: str) -> ShopProcess:
        """The shop, started with these settings if it is not running."""
        self.shop.settings.update(settings)
        return self.shop.opens() if self.shop.has_ended() else self.shop

    def opens_with_webhook(self) -> str:
        """As `opens`, but Telegram calls the shop; at which address."""
        port = free_port()
        url = f"http://127.0.0.1:{port}/telegram/hook"
        self.opens(WEBHOOK_URL=url, HTTP_PORT=port)
        return url

    def customer(self) -> Person:
        """Somebody new with money."""
        return customer(self.opens(), next(self._people))

    def offered(self, quantity: int = 1, number: int = 0) -> tuple[Person, Offer]:
        """Somebody new with money, before a Buy button for the goods of that number."""
        person = self.customer()
        return person, offer(person, self.world.goods(number), quantity)

    def buys(self, quantity: int = 1, number: int = 0, **mode: Any) -> Person:
        """Somebody new has pressed Buy, while the supplier behaves in that mode."""
        person = self.customer()
        if mode:
            self.world.mode(**mode)
        offer(person, self.world.goods(number), quantity).buy()
        return person

    def stranger(self) -> Person:
        """Somebody new, whom the shop has not seen yet."""
        return self.world.person(next(self._people))

    def will_be_killed(self, moment: Moment) -> None:
        """From now on requests are counted, and that one is the shop's last."""
        self._armed_at = self.world.last_request()
        self.world.fault(moment.api, moment.method, "kill", when=moment.when, skip=moment.nth - 1)

    def was_killed(self, unless: str | None = None) -> bool:
        """Waits for the end; False when `unless`, a query, finds something and the doomed request never
        came.
        """
        wait_for(
            "the shop to be killed",
            lambda: self.shop.has_ended() or (unless is not None and self.shop.value(unless)),
            within=self.shop.deadline,
        )
        self.world.clear_faults()
        if not self.shop.has_ended() and not self.met_its_fate():
            return False
        assert self.shop.wait_for_end() == -signal.SIGKILL, self.shop.said()[-3000:]
        return True

    def met_its_fate(self) -> bool:
        """Whether the doomed request has come, though perhaps not its end: a question for updates waits for
        some.
        """
        return any(line["fault"] == "kill" for line in self.world.requests(after=self._armed_at))

    def requests_since(self, number: int, *, until: str | None = None) -> Counter[tuple[str, str]]:
        """How often the shop asked for what, until it asked for that."""
        lines = takewhile(lambda line: line["method"] != until, self.world.requests(after=number))
        return Counter((line["api"], line["method"]) for line in lines)


def free_port() -> str:
    """A port that nobody listens on; the kernel does not hand it out again soon."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


Scene = Callable[[Lane], None]


class Begins(Enum):
    """What is there of a shop when its lane opens."""

    FROM_NOTHING = auto()
    WITH_TABLES = auto()
    """What a first start makes first, and what takes it long."""
    OPENED_BEFORE = auto()
    """It has opened for the first time and stopped, which costs three times as much as any other start. On a
    server: as `WITH_TABLES`.
    """


@cache
def _spare_worlds(nursery: Nursery) -> list[World]:
    """Those that nobody lives in at the moment."""
    return []


@contextmanager
def _lent_world(nursery: Nursery) -> Iterator[World]:
    """One that a lane before has left, or a new one, as on its first day. It lives as long as the nursery."""
    try:
        world = _spare_worlds(nursery).pop()
        world.process.send_signal(signal.SIGCONT)
    except IndexError:
        folder = Path(nursery.leaving.enter_context(TemporaryDirectory()))
        world = nursery.leaving.enter_context(running_world(folder, nursery))
    yield world
    # Who knows what still hangs in one where something failed: that one is used no more.
    world.clear_faults()  # what hangs goes on, and is forgotten with the rest
    world.post(f"/bot{TOKEN}/deleteWebhook")
    world.post("/demo/shop", pid=None)
    world.post("/demo/reset")
    world.last_update = 0
    world.process.send_signal(signal.SIGSTOP)  # its server looks about ten times a second
    _spare_worlds(nursery).append(world)


def _kept(name: str, make: Callable[[Path], object]) -> bytes:
    """A database that is made once for all processes of a run, by the first that asks, at a path."""
    kept = Path(os.environ[postgres.FOLDER]) / name
    with kept.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            with TemporaryDirectory() as folder:
                make(Path(folder) / "shop.db")
                (Path(folder) / "shop.db").replace(kept)
    return kept.read_bytes()


def _make_tables(path: Path) -> None:
    with ThreadPoolExecutor(1) as thread:  # away from any loop of the tests
        thread.submit(asyncio.run, migrations.upgrade(f"sqlite+aiosqlite:///{path}")).result()


def _open_once(nursery: Nursery, path: Path) -> None:
    """Nobody writes to it, not even the merchant: numbers of updates would come again in other worlds."""
    with _lent_world(nursery) as world, closing(ShopProcess(world, path.parent, nursery=nursery)) as shop:
        shop.opens()
        said = "SELECT count(*) FROM notes WHERE key = 'remembered:menus'"
        told = "SELECT count(*) FROM notes WHERE key = 'remembered:profile' AND value LIKE '%short%'"
        read = "SELECT count(*) FROM catalogue_cache"
        wait_for("the first start to be over", lambda: all(map(shop.value, (said, told, read))))
        assert shop.stop() == 0


@contextmanager
def lane(
    folder: Path,
    nursery: Nursery,
    *,
    server: postgres.Server | None = None,
    begins: Begins = Begins.OPENED_BEFORE,
) -> Iterator[Lane]:
    """Opens a lane, whose database stands on that server or in a file. At its end the shop must stop in good
    order, with no request invalid and no secret let out.
    """
    folder.mkdir()
    with _database(folder, nursery, server, begins) as url, _lent_world(nursery) as world:
        world.mode(fulfil_seconds=0)
        shop = ShopProcess(world, folder, nursery=nursery, DATABASE_URL=url, UNKNOWN_WAIT=str(UNKNOWN_WAIT))
        # The merchant is there before the shop opens, so that every alert can be told.
        world.admin().sends("/start")
        try:
            yield Lane(world, shop)
            assert_nothing_leaked(shop)
            if not shop.has_ended():
                assert (status := shop.stop()) == 0, f"ended with {status}: {shop.said()[-3000:]}"
            assert not (found := world.violations()), found
        finally:
            shop.close()


@contextmanager
def _database(
    folder: Path, nursery: Nursery, server: postgres.Server | None, begins: Begins
) -> Iterator[str]:
    """A place for a lane's database, as DATABASE_URL takes it."""
    if server is None:
        path = folder / "shop.db"
        match begins:
            case Begins.WITH_TABLES:
                path.write_bytes(_kept("tables.db", _make_tables))
            case Begins.OPENED_BEFORE:
                path.write_bytes(_kept("opened.db", partial(_open_once, nursery)))
        yield f"sqlite+aiosqlite:///{path}"
        return
    with server.copy_of("template1" if begins is Begins.FROM_NOTHING else server.template) as name:
        yield server.url(name)


class Lanes:
    """Lanes that several tests share: what one scene left in a database, the next one there finds. Each is
    opened when it is needed, and there are at most so many.
    """

    def __init__(self, number: int, opened: Callable[[int], Lane]) -> None:
        self.number = number
        self._opened = opened
        self._unopened = SimpleQueue[int]()
        self._free = SimpleQueue[Lane]()
        for one in range(number):
            self._unopened.put(one)

    @contextmanager
    def free(self) -> Iterator[Lane]:
        """One that nobody uses, as soon as there is one."""
        mine = self._waiting() or self._new() or self._free.get()
        try:
            yield mine
        finally:
            mine.world.clear_faults()
            self._free.put(mine)

    def _waiting(self) -> Lane | None:
        with suppress(Empty):
            return self._free.get_nowait()
        return None

    def _new(self) -> Lane | None:
        try:
            number = self._unopened.get_nowait()
        except Empty:
            return None
        try:
            return self._opened(number)
        except BaseException:
            self._unopened.put(number)  # so that the next scene fails too, and waits for nobody
            raise


@contextmanager
def shared_lanes(
    folder: Path, nursery: Nursery, *, server: postgres.Server | None = None, number: int = 3
) -> Iterator[Lanes]:
    """At most so many, to be used by tests one after the other."""
    with ExitStack() as stack:
        yield Lanes(number, lambda n: stack.enter_context(lane(folder / f"lane-{n}", nursery, server=server)))


def play(
    scenes: Mapping[str, Scene],
    folder: Path,
    nursery: Nursery,
    subtests: pytest.Subtests,
    *,
    lanes: Lanes | None = None,
    server: postgres.Server | None = None,
    at_once: int = AT_ONCE,
    begins: Begins = Begins.OPENED_BEFORE,
) -> None:
    """Plays each scene, `at_once` side by side; each is a subtest with its own end.

    Each has a lane of its own, on `server` if there is one, unless there are `lanes` to share, all of them
    used at once. They begin in
    their order: the one that waits longest had better be the first.
    """

    def in_a_lane(number: int, scene: Scene) -> None:
        new = lane(folder / str(number), nursery, server=server, begins=begins)
        with new if lanes is None else lanes.free() as mine:
            scene(mine)

    with ThreadPoolExecutor(at_once if lanes is None else lanes.number) as threads:
        played = {
            name: threads.submit(in_a_lane, number, scene)
            for number, (name, scene) in enumerate(scenes.items())
        }
        for name, outcome in played.items():
            with subtests.test(name):
                outcome.result()
