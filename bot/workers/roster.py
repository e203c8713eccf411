"""Which workers the shop has, at what pace each works, and what wakes it sooner."""

from collections.abc import Awaitable, Callable, Iterable
from enum import StrEnum, auto
from functools import partial
from typing import Final

from bot.clock import Clock
from bot.payments.method import MethodJob
from bot.shop.broadcasts.delivery import BroadcastDelivery
from bot.shop.broadcasts.sending import BroadcastSending
from bot.shop.monitoring.clock_watch import EVEN
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.delivery import MessageDelivery
from bot.shop.services import ShopServices
from bot.this_process import Lead, ThisProcess
from bot.workers.broadcaster import Broadcaster
from bot.workers.orders import LostOrderFinder, Placer, Tracker
from bot.workers.payments import PaymentWatcher, method_workers
from bot.workers.periodic import PeriodicJob
from bot.workers.sender import Sender
from bot.workers.supervisor import Round, Supervisor, Worker
from storage.database import Database
from storage.house import chat_settings
from storage.wakeups import WakeUp, Work

_MINUTE: Final = 60.0
_CLOCK_SECONDS: Final = 10.0
_SETTINGS_SECONDS: Final = 30.0
_NEED_THE_KEY: Final = (
    "placer",
    "tracker",
    "lost orders",
    "payments",
    "reconciler",
    "catalogue",
    "float",
    "goods",
    "watching",
    "books",
)
"""What these do or decide rests on the supplier's word, and a key of the wrong environment gives them wrong
answers.
"""
MAY_WAIT: Final = frozenset(
    {
        "receipts",
        "tickets",
        "watching",
        "watch",
        "goods",
        "delays",
        "old orders",
        "tidying",
        "inbox",
        "books",
        "whole look",
        "sales",
    }
)
"""After a start these leave the processor and the database's one writer to people, and to what waits since
the last process ended: they begin a little later.
"""


class Sharing(StrEnum):
    """How several processes share a worker's job."""

    CLAIMED = auto()
    """Each works on what it has claimed."""
    LED = auto()
    """One process does it for all. All that it changes is guarded as well, so that two who both believe to
    lead, one for a moment too long, do it twice at worst and book it once.
    """
    OWN = auto()
    """Each does it for itself."""


SHARING: Final = {
    "placer": Sharing.CLAIMED,  # an attempt names its process; goods are held by a lease
    "sender": Sharing.CLAIMED,  # a message names its process, and that process has the chat
    "tracker": Sharing.LED,  # two would ask the supplier the same; an order ends by a guarded move
    "lost orders": Sharing.LED,  # alone for the goods among placers, staff and finders of all processes
    "payments": Sharing.LED,  # an order leaves awaiting_payment by a guarded move
    "tickets": Sharing.LED,  # a reminder is noted by a guarded update
    "receipts": Sharing.LED,  # reminders are quiet for a while by a note in the database
    "catalogue": Sharing.LED,  # the others are told, and read what it wrote down
    "watching": Sharing.LED,  # who is told is read and noted in one write transaction
    "float": Sharing.LED,  # alerts are quiet for a while by a note in the database
    "old orders": Sharing.LED,  # as above
    "delays": Sharing.LED,  # a message is one by its key
    "reviews": Sharing.LED,  # who is asked is read and noted in one write transaction
    "reconciler": Sharing.LED,  # alerts are quiet for a while by a note in the database
    "tidying": Sharing.LED,  # what is deleted twice is gone once
    "inbox": Sharing.LED,  # as above
    "books": Sharing.LED,  # a day is closed in one transaction; two would read the whole account
    "whole look": Sharing.LED,  # it reads everything; each finding is quiet for a while by a note
    "broadcasts": Sharing.LED,  # whoever is next is claimed by a guarded update
    "sales": Sharing.LED,  # a day is kept once, by its key
    "backups": Sharing.LED,  # two would write two files; a lock beside the data lets one begin at a time
    "settings": Sharing.OWN,  # each process keeps a copy of them
    "goods": Sharing.LED,  # as "watch"
    "watch": Sharing.LED,  # a warning begins and ends once, by its row
    "clock": Sharing.OWN,  # each machine has one
}
"""Each worker's way, and why that is safe. What a payment method adds is led: a payment is unique by its
charge, and whoever took money gives a charge back once.
"""


def order_workers(shop: ShopServices, db: Database, clock: Clock) -> tuple[Placer, Tracker, LostOrderFinder]:
    """Those who place orders, follow them, and find the ones whose answer was lost."""
    woken = partial(WakeUp.on, db.wake_ups)
    return (
        Placer(shop.placing, clock, woken(Work.ORDERS_TO_PLACE)),
        Tracker(shop.tracking, clock, woken(Work.ORDERS_TO_TRACK)),
        LostOrderFinder(shop.lost_orders, clock, woken(Work.LOST_ORDERS)),
    )


def sender(shop: ShopServices, db: Database, clock: Clock, delivery: MessageDelivery) -> Sender:
    """The one that sends what is in the outbox."""
    woken = WakeUp.on(db.wake_ups, Work.MESSAGES_TO_SEND)
    return Sender(
        db,
        delivery,
        clock,
        wake_up=woken,
        process=shop.process,
        customers=shop.customers,
        alerts=shop.alerts,
    )


def roster(
    shop: ShopServices,
    db: Database,
    clock: Clock,
    *,
    delivery: MessageDelivery,
    broadcast_delivery: BroadcastDelivery,
    method_jobs: Iterable[MethodJob],
    tidy_inbox: Callable[[], Awaitable[object]],
) -> list[Worker]:
    """All of them. A payment method's jobs are done while it is switched off, too: what was asked for before
    may still be paid, and money that goes back must get there.
    """
    woken = partial(WakeUp.on, db.wake_ups)
    even = partial(_with_an_even_clock, clock)
    waiting_orders = shop.waiting_orders
    changed = WakeUp()
    db.wake_ups.on_change(chat_settings.CHANGED, lambda _: changed.wake())
    sending = BroadcastSending(db, clock, shop.customers, shop.alerts, broadcast_delivery)
    return [
        *order_workers(shop, db, clock),
        sender(shop, db, clock, delivery),
        PaymentWatcher(
            "payments",
            waiting_orders.check_due,
            clock,
            woken(Work.PAYMENTS_UNDER_WAY),
            finish=waiting_orders.finish_looks,
        ),
        *method_workers(method_jobs, clock, db.wake_ups),
        Broadcaster(sending, woken(Work.BROADCASTS)),
        PeriodicJob("receipts", 1 * _MINUTE, shop.transfer_proofs.remind),
        PeriodicJob("tickets", 1 * _MINUTE, shop.ticket_desk.remind),
        PeriodicJob("catalogue", 10 * _MINUTE, shop.catalogue.refresh_when_old),
        PeriodicJob("watching", 1 * _MINUTE, shop.watcher.look),
        PeriodicJob("float", 5 * _MINUTE, shop.supplier_float.watch),
        PeriodicJob("watch", 5 * _MINUTE, shop.shop_watch.look),
        PeriodicJob("goods", 10 * _MINUTE, shop.goods_watch.look),
        PeriodicJob("delays", 1 * _MINUTE, shop.delays.tell),
        PeriodicJob("reviews", 5 * _MINUTE, shop.review_requests.ask),
        PeriodicJob("old orders", 5 * _MINUTE, shop.housekeeping.old_orders),
        PeriodicJob("reconciler", 60 * _MINUTE, partial(_reconcile, shop)),
        PeriodicJob("tidying", 6 * 60 * _MINUTE, even(partial(_tidy, shop))),
        PeriodicJob("inbox", 6 * 60 * _MINUTE, even(tidy_inbox)),
        PeriodicJob("books", 5 * _MINUTE, even(shop.daily_close.close_when_due)),
        PeriodicJob(
            "whole look",
            60 * _MINUTE,
            shop.daily_close.look_when_asked,
            wake_up=woken(Work.BOOKS_TO_READ),
        ),
        PeriodicJob("sales", 5 * _MINUTE, even(shop.sales_book.keep_when_due)),
        PeriodicJob(
            "backups",
            5 * _MINUTE,
            even(shop.backups.take_when_due),
            wake_up=woken(Work.BACKUPS_TO_TAKE),
        ),
        PeriodicJob("settings", _SETTINGS_SECONDS, shop.live_settings.look_again, wake_up=changed),
        PeriodicJob("clock", _CLOCK_SECONDS, shop.clock_watch.look),
    ]


async def _reconcile(shop: ShopServices) -> None:
    """What the supplier has and the shop has not: after refunds, and after the database was put back."""
    await shop.lost_orders.reconcile()
    await shop.restored_shop.reconcile()


async def _tidy(shop: ShopServices) -> None:
    await shop.housekeeping.tidy()
    await shop.broadcasts.tidy()
    await shop.favorites.tidy()
    await shop.review_requests.tidy()


def _with_an_even_clock(clock: Clock, job: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    """The job, left out while the clock was set lately: closing a day or deleting cannot be taken back."""

    async def done() -> None:
        since_jump = clock.since_jump()
        if since_jump is None or since_jump >= EVEN.total_seconds():
            await job()

    return done


def supervised(
    workers: list[Worker],
    clock: Clock,
    process: ThisProcess,
    alerts: Alerts,
    method_jobs: Iterable[MethodJob],
    *,
    on_round: Callable[[Round], None] = lambda _: None,
) -> Supervisor:
    """A supervisor for them that tells the staff of each that fails, until it has run well for a while, and
    `on_round` of each round.
    """

    async def tell(name: str, error: Exception) -> None:
        await alerts.begin("worker_failed", matter=name, worker=name, error=type(error).__name__)

    async def mended(name: str) -> None:
        await alerts.end("worker_failed", matter=name)

    held = [*_NEED_THE_KEY, *(job.name for job in method_jobs if job.needs_supplier)]
    led = [each.name for each in workers if SHARING.get(each.name, Sharing.LED) is Sharing.LED]
    return Supervisor(
        workers,
        clock,
        on_failure=tell,
        on_steady=mended,
        held=held,
        led=led,
        later=MAY_WAIT,
        leads=partial(process.leads, Lead.WORKERS),
        on_round=on_round,
    )
