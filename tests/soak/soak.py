"""Customers buy from several processes, both sides make trouble, the busiest process is killed again and
again; then everything must be true that the shop promises.
"""

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.e2e.lanes import free_port
from tests.e2e.leaks import assert_nothing_leaked
from tests.e2e.nursery import Nursery
from tests.e2e.processes import NotSeenError, Person, ShopProcess, World, hidden, running_world, wait_for
from tests.e2e.purchases import assert_books_agree, assert_delivered, customer, offer, unfinished
from tests.soak.fleet import Fleet, fleet

# What either side does now and then. A lost answer to placeOrder is the one that costs money where it is not
# understood.
_TROUBLE: tuple[dict[str, Any], ...] = (
    {"api": "supplier", "method": "placeOrder", "action": "drop", "when": "after"},
    {"api": "supplier", "method": "placeOrder", "action": "drop", "when": "before"},
    {"api": "supplier", "method": "placeOrder", "action": "status", "status": 503},
    {"api": "supplier", "method": "placeOrder", "action": "hang", "seconds": 1.0},
    {"api": "supplier", "method": "list", "action": "status", "status": 500},
    {"api": "supplier", "method": "checkOrder", "action": "html"},
    {"api": "telegram", "method": "sendMessage", "action": "status", "status": 429, "retry_after": 1},
    {"api": "telegram", "method": "sendMessage", "action": "drop", "when": "before"},
    {"api": "telegram", "method": "editMessageText", "action": "drop", "when": "after"},
    {"api": "telegram", "method": "answerCallbackQuery", "action": "status", "status": 500},
)
_FIRST_CUSTOMER = 5001
_SAVER = 4001
"""Who buys nothing: the merchant puts 1, 2, 3 … dinars into this wallet."""
_WINDOW = timedelta(seconds=60)
_STOCK = 100_000
_PATIENCE = 3
_STANDS_STILL = 14.0
"""Seconds after which the others have found a process dead that is not."""


@dataclass(frozen=True)
class Size:
    """How long (seconds), how many processes and customers; `walkers` customers act at the same moment."""

    seconds: float = 120.0
    processes: int = 3
    customers: int = 30
    walkers: int = 6
    kill_every: float = 5.0
    trouble_every: float = 1.5
    requests_per_minute: int = 600
    settle_within: float = 90.0


@dataclass
class Report:
    """What was done, for whoever reads."""

    presses: list[int] = field(default_factory=list)
    credits: list[int] = field(default_factory=list)
    """Updates, in the order in which they were sent."""
    set_aside: frozenset[int] = frozenset()
    """Updates whose process was killed over them again and again: they were given up, and staff were told."""
    again: int = 0
    killed: int = 0
    suspended: int = 0
    supplier_requests: list[datetime] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    lost: int = 0

    def __str__(self) -> str:
        orders = ", ".join(f"{count} {status}" for status, count in sorted(self.statuses.items()))
        return (
            f"{len(self.presses)} presses of Buy, {orders}; {self.lost} answers lost;"
            f" {len(self.credits)} credits in order; {len(self.set_aside)} updates set aside;"
            f" {self.again} times somebody had to try again;"
            f" {self.killed} processes killed, {self.suspended} stood still; {len(self.supplier_requests)} requests to the supplier"
        )


def soak(size: Size, folder: Path, nursery: Nursery, database_url: str, *, seed: int = 1) -> Report:
    """Lets it all happen, and holds the shop to its word. Raises AssertionError."""
    dice = random.Random(seed)
    report = Report()
    with running_world(folder, nursery) as world:
        _fill(world)
        shops = fleet(
            world,
            folder,
            nursery,
            database_url,
            size.processes,
            SUPPLIER_REQUESTS_PER_MINUTE=str(size.requests_per_minute),
        )
        with shops as ours:
            ours.open()
            people = [customer(ours.one, _FIRST_CUSTOMER + n) for n in range(size.customers)]
            saver = customer(ours.one, _SAVER, dinars=0)
            over, settled_too = threading.Event(), threading.Event()
            with ThreadPoolExecutor(size.walkers + 3) as pool:
                counting = pool.submit(_count, world, settled_too, report)
                acts = [
                    pool.submit(_walk, people[n :: size.walkers], random.Random(seed + n), over, report)
                    for n in range(size.walkers)
                ]
                acts.append(pool.submit(_save, saver, over, report))
                acts.append(pool.submit(_trouble, world, people, size, dice, over))
                try:
                    _kill(ours, size, acts)
                    over.set()
                    for act in acts:
                        act.result()
                    world.clear_faults()
                    _settle(ours.one, size, report)
                finally:
                    over.set()
                    settled_too.set()
                counting.result()
            ours.agree_who_lives()
            report.killed, report.suspended = ours.killed, ours.suspended
            _hold(ours, people, saver, size, report)
            for shop in ours.shops:
                assert_nothing_leaked(shop)
            ours.close()
        assert not (found := world.violations()), found
    return report


def _fill(world: World) -> None:
    """Goods and money for everybody, and orders that the supplier ends at once or a little later."""
    world.mode(fulfil_seconds=1.0)
    world.patch("/demo/supplier/wallet", balance=10**9)
    for number in range(3):
        world.patch(f"/demo/supplier/types/{world.goods(number).type_id}", stock=_STOCK)
    world.admin().sends("/start")


def _walk(people: list[Person], dice: random.Random, over: threading.Event, report: Report) -> None:
    """These people buy, one after the other, until it is over. Who gets no Buy button begins anew, as people
    do: the shop may have told them that it is too busy, or Telegram has lost its answer.
    """
    in_vain = 0
    while not over.is_set():
        person = dice.choice(people)
        goods = person.world.goods(dice.randrange(3))
        try:
            wanted = offer(person, goods, dice.choice((1, 1, 2, 3)))
        except NotSeenError:
            report.again += 1
            in_vain += 1
            if in_vain > _PATIENCE:
                raise
            continue
        in_vain = 0
        report.presses.append(wanted.buy())
        over.wait(dice.uniform(0.1, 0.6))


def _save(saver: Person, over: threading.Event, report: Report) -> None:
    boss = saver.world.admin()
    while not over.wait(0.4):
        report.credits.append(boss.sends(f"/credit {saver.id} {len(report.credits) + 1}")["update_id"])


def _trouble(
    world: World, people: list[Person], size: Size, dice: random.Random, over: threading.Event
) -> None:
    while not over.wait(dice.uniform(0.5, 1.5) * size.trouble_every):
        trouble = dice.choice(_TROUBLE)
        of_somebody = {"chat_id": dice.choice(people).id} if trouble["api"] == "telegram" else {}
        world.fault(**trouble, **of_somebody)


def _count(world: World, over: threading.Event, report: Report) -> None:
    """The world keeps its last few hundred requests only."""
    seen = world.last_request()
    while not over.wait(0.5):
        for line in world.requests(after=seen):
            seen = max(seen, line["n"])
            if line["api"] == "supplier":
                report.supplier_requests.append(datetime.fromisoformat(line["at"]))


def _settle(shop: ShopProcess, size: Size, report: Report) -> None:
    """Waits until nothing is left to do but what was given up."""

    def left() -> list[tuple[Any, ...]]:
        return [row for row in unfinished(shop) if row[::2] != ("update", "failed")]

    try:
        wait_for("nothing to be left", lambda: not left(), within=size.settle_within)
    except NotSeenError:
        raise NotSeenError(f"left behind: {left()}") from None
    report.set_aside = frozenset(int(row[1]) for row in unfinished(shop))
    told = shop.value("SELECT count(*) FROM messages WHERE payload LIKE ?", "%update_set_aside%")
    assert told == len(report.set_aside)


def _kill(ours: Fleet, size: Size, acts: list[Any]) -> None:
    end = time.monotonic() + size.seconds
    strikes = 0
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(size.kill_every, left))
        for act in acts:
            if act.done():
                act.result()  # raises what went wrong for somebody
        if left > size.kill_every:
            strikes += 1
            if strikes % 3:
                ours.kill_the_busiest()
            elif left > size.kill_every + _STANDS_STILL:
                ours.suspend_the_busiest(_STANDS_STILL)
    ours.all_go_on()


def _hold(ours: Fleet, people: list[Person], saver: Person, size: Size, report: Report) -> None:
    shop, world = ours.one, ours.one.world
    # No double order: each of ours is one of theirs, each charge is one of ours, and each press is one order.
    assert_books_agree(world, shop)
    orders = shop.rows("SELECT * FROM orders ORDER BY id")
    assert len(set(report.presses) - report.set_aside) <= len(orders) <= len(report.presses)
    assert len({order["draft_id"] for order in orders}) == len(orders)
    report.statuses = Counter(order["status"] for order in orders)
    assert set(report.statuses) <= {"fulfilled", "rejected"}, report.statuses
    unknown = shop.rows("SELECT DISTINCT order_id FROM order_events WHERE to_status = 'unknown'")
    report.lost = len(unknown)
    # No lost code, and nobody has a code of somebody else.
    owners: dict[str, int] = {}
    for order in orders:
        if order["status"] == "fulfilled":
            for value in assert_delivered(world, shop, order):
                assert owners.setdefault(value, order["customer_id"]) == order["customer_id"]
    for person in people:
        told = {text for message in person.from_bot() for text in hidden(message)}
        assert {owners[text] for text in told if text in owners} <= {person.id}
    # Order kept per person: what the merchant typed one after the other was done so, and once.
    saved = shop.rows("SELECT amount_centimes FROM entries WHERE customer_id = ? ORDER BY id", saver.id)
    amounts = [row["amount_centimes"] // 100 for row in saved]
    assert amounts == sorted(set(amounts)), amounts
    missing = set(range(1, len(report.credits) + 1)) - set(amounts)
    assert {report.credits[number - 1] for number in missing} <= report.set_aside, missing
    _hold_budget(report.supplier_requests, size.requests_per_minute)
    shop.settings["HTTP_PORT"] = free_port()  # its own is in use, and it says so
    status, said = shop.runs("check", "--books")
    assert status == 0, said


def _hold_budget(asked: list[datetime], most: int) -> None:
    """In any 60 seconds all processes together asked no more often than they may."""
    asked = sorted(asked)
    for first in range(len(asked)):
        last = first + most
        assert last >= len(asked) or asked[last] - asked[first] >= _WINDOW, "over the budget"
