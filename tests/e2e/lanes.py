"""Scenes played side by side: each in a lane, which is a world, a database and a shop that lives and dies
there.

A scene is mostly waiting (for polls, for pauses that the other side asked for), so several share a processor.
A lane is used by one thread at a time.
"""

import asyncio
import signal
import socket
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count, takewhile
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import pytest

from storage import migrations
from tests import postgres
from tests.e2e.leaks import assert_nothing_leaked
from tests.e2e.nursery import Nursery
from tests.e2e.processes import Person, ShopProcess, World, running_world, wait_for
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


_making = Lock()


def _empty_database() -> bytes:
    """Made once, by whichever lane comes first."""
    with _making:
        return _made_database()


@cache
def _made_database() -> bytes:
    """As a first start makes it. Making it takes as long as the rest of a start, so most lanes begin with a
    copy.
    """
    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as thread:
        path = Path(folder) / "shop.db"
        # In a thread of its own, away from any loop of the tests.
        thread.submit(asyncio.run, migrations.upgrade(f"sqlite+aiosqlite:///{path}")).result()
        return path.read_bytes()


@contextmanager
def lane(
    folder: Path, nursery: Nursery, *, server: postgres.Server | None = None, from_nothing: bool = False
) -> Iterator[Lane]:
    """Opens a lane, whose database stands on that server or in a file. At its end the shop must stop in good
    order, with no request invalid and no secret let out.
    """
    folder.mkdir()
    with _database(folder, server, from_nothing=from_nothing) as url, running_world(folder, nursery) as world:
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
def _database(folder: Path, server: postgres.Server | None, *, from_nothing: bool) -> Iterator[str]:
    """A place for a lane's database, as DATABASE_URL takes it; its tables are there unless `from_nothing`."""
    if server is None:
        if not from_nothing:
            (folder / "shop.db").write_bytes(_empty_database())
        yield f"sqlite+aiosqlite:///{folder}/shop.db"
        return
    with server.copy_of("template1" if from_nothing else server.template) as name:
        yield server.url(name)


class Lanes:
    """Lanes that several tests share: what one scene left in a database, the next one there finds."""

    def __init__(self, made: Sequence[Lane]) -> None:
        self.number = len(made)
        self._free: SimpleQueue[Lane] = SimpleQueue()
        for one in made:
            self._free.put(one)

    @contextmanager
    def free(self) -> Iterator[Lane]:
        """One that nobody uses, as soon as there is one."""
        mine = self._free.get()
        try:
            yield mine
        finally:
            mine.world.clear_faults()
            self._free.put(mine)


@contextmanager
def shared_lanes(
    folder: Path, nursery: Nursery, *, server: postgres.Server | None = None, number: int = 6
) -> Iterator[Lanes]:
    """Opens so many, to be used by tests one after the other."""
    with ExitStack() as stack:
        made = (lane(folder / f"lane-{n}", nursery, server=server) for n in range(number))
        yield Lanes([stack.enter_context(one) for one in made])


def play(
    scenes: Mapping[str, Scene],
    folder: Path,
    nursery: Nursery,
    subtests: pytest.Subtests,
    *,
    lanes: Lanes | None = None,
    server: postgres.Server | None = None,
    at_once: int = AT_ONCE,
) -> None:
    """Plays each scene, `at_once` side by side; each is a subtest with its own end.

    Each has a lane of its own, on `server` if there is one, unless there are `lanes` to share, all of them
    used at once. They begin in
    their order: the one that waits longest had better be the first.
    """

    def in_a_lane(number: int, scene: Scene) -> None:
        new = lane(folder / str(number), nursery, server=server)
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
