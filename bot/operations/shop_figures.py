"""The figures of the whole shop, read from its database at the moment of a look.

A look is one read transaction of a few queries by index, none of which grows with what the shop has sold.
Whoever asks within a few seconds of a look gets the same one, so that nobody can keep the readers busy.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.clock import Clock
from bot.operations.figures import CENTIMES
from bot.shop.chat_settings.live_settings import Live
from bot.shop.order_status import OPEN, OrderStatus
from bot.shop.orders.supplier_float import FloatSeen, FloatSettings
from bot.shop.outbox.messages import REFUSED
from bot.shop.outbox.supplier_absence import Away
from bot.shop.services import ShopServices
from bot.this_process import ThisProcess
from storage.database import Database
from storage.house import figures
from storage.house.figures import Backlog, OutboxFigures
from storage.states import PaymentState

_FRESH_SECONDS: Final = 2.0
_TO_SETTLE: Final = (PaymentState.UNMATCHED, PaymentState.REFUND_REQUESTED)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at the shop has found, at `at`."""

    at: datetime
    orders: dict[OrderStatus, Backlog]
    outbox: OutboxFigures
    inbox: Backlog
    payments: dict[PaymentState, int]
    receipts: int
    away: Away | None
    supplier_float: FloatSeen | None
    closed: bool

    def age(self, since: datetime | None) -> float:
        """Seconds since then; 0 for None."""
        return 0.0 if since is None else max(0.0, (self.at - since).total_seconds())


class ShopFigures(Collector):
    """Looks at the shop, and writes what it saw for Prometheus."""

    def __init__(
        self,
        db: Database,
        process: ThisProcess,
        services: ShopServices,
        clock: Clock,
        settings: Live[FloatSettings],
    ) -> None:
        self._db = db
        self._process = process
        self._services = services
        self._clock = clock
        self._settings = settings
        self._looking = asyncio.Lock()
        self._seen: tuple[float, Look] | None = None

    async def look(self) -> Look:
        """How the shop stands now, or stood two seconds ago. Raises what the driver raises."""
        async with self._looking:
            if self._seen is None or self._clock.monotonic() - self._seen[0] > _FRESH_SECONDS:
                self._seen = None
                found = await self._read()
                self._seen = self._clock.monotonic(), found
            return self._seen[1]

    async def _read(self) -> Look:
        now = self._clock.now()
        async with self._db.read() as conn:
            return Look(
                now,
                orders=await figures.open_orders(conn, OPEN),
                outbox=await figures.outbox(conn, now, refused=REFUSED),
                inbox=await figures.waiting_updates(conn),
                payments=await figures.payments_to_settle(conn, _TO_SETTLE),
                receipts=await figures.receipts_to_decide(conn),
                away=await self._services.supplier_float.away(conn),
                supplier_float=await self._services.supplier_float.last_seen(conn),
                closed=await self._services.maintenance.closure(conn) is not None,
            )

    def collect(self) -> Iterator[Metric]:
        """What the last look saw; nothing when the database did not answer: no figure is better than an old
        one.
        """
        if self._seen is None:
            return
        look = self._seen[1]
        counts = _family("orders", "The shop's orders that are not finished, by status.", "status")
        ages = _family("orders_oldest_seconds", "How long the oldest has had that status.", "status")
        for status, found in sorted(look.orders.items()):
            counts.add_metric([status], found.count)
            ages.add_metric([status], look.age(found.since))
        yield from (counts, ages)
        outbox = _family("outbox_messages", "The shop's messages that were not sent, by state.", "state")
        for state, count in (
            ("waiting", look.outbox.unsent.count),
            ("retried", look.outbox.retried),
            ("refused", look.outbox.refused),
            ("parked", look.outbox.parked),
            ("failed", look.outbox.failed),
        ):
            outbox.add_metric([state], count)
        yield outbox
        yield _one(
            "outbox_oldest_seconds",
            "Age of the oldest message that waits to be sent; without refused and parked ones.",
            look.age(look.outbox.unsent.since),
        )
        yield _one("inbox_updates", "The shop's updates on disk that are not handled yet.", look.inbox.count)
        yield _one("inbox_oldest_seconds", "Age of the oldest of them.", look.age(look.inbox.since))
        payments = _family("payments", "The shop's payments that are not settled, by state.", "state")
        for payment_state, count in look.payments.items():
            payments.add_metric([payment_state], count)
        yield payments
        yield _one("receipts_to_decide", "Receipts of transfers that wait for the staff.", look.receipts)
        away = None if look.away is None else look.away.since
        yield _one(
            "supplier_away_seconds",
            "For how long the supplier has not served the shop; 0: it does.",
            look.age(away),
        )
        if look.supplier_float is not None:
            yield _one(
                "float_dinars", "The float as last read.", look.supplier_float.amount.centimes / CENTIMES
            )
            yield _one("float_age_seconds", "How long ago that was.", look.age(look.supplier_float.at))
        yield _one(
            "float_low_dinars", "LOW_FLOAT: below it the staff are told.", float(self._settings.now.low_float)
        )
        yield _one(
            "processes", "Processes that run the shop over this database.", len(self._process.living) or 1
        )
        yield _one("closed", "1 while the shop sells nothing because it was closed.", look.closed)


def _family(name: str, help_: str, label: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"hanout_shop_{name}", help_, labels=[label])


def _one(name: str, help_: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"hanout_shop_{name}", help_, value=value)
