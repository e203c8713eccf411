"""Regular checks that no event starts: orders that take too long, and rows that are no longer needed."""

from datetime import timedelta

from bot.clock import Clock
from bot.shop.order_status import OPEN, OrderStatus
from bot.shop.outbox.alerts import Alerts
from storage.chat import messages, support
from storage.database import Database
from storage.goods import promos, rules
from storage.house import facts
from storage.purchases import drafts, orders

_TOO_LONG = timedelta(hours=1)
_A_DAY = timedelta(days=1)
_KEEP_DRAFTS = timedelta(days=30)
_KEEP_MESSAGES = timedelta(days=30)
_KEEP_PROPOSALS = timedelta(days=30)
_KEEP_OFFERED = timedelta(days=7)  # words that a customer was asked about and never sent
_SLICE = 500
_MOST_SLICES = 20
"""So many notes at most in one go, so that nobody waits for the writer; the others go next time."""


class Housekeeping:
    """Tells the staff of late orders and removes old rows; it decides nothing."""

    def __init__(self, db: Database, clock: Clock, alerts: Alerts) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts

    async def old_orders(self) -> None:
        """Tells the staff of orders that are not final an hour after their money came, each once a day."""
        before = self._clock.now() - _TOO_LONG
        async with self._db.read() as conn:
            old = await orders.paid_before(conn, OPEN - {OrderStatus.AWAITING_PAYMENT}, before)
        for order in old:
            await self._alerts.raise_(
                "order_takes_long", matter=order.ref, quiet=_A_DAY, ref=order.ref, status=order.status
            )

    async def tidy(self) -> None:
        """Removes what is a month old and led to nothing: unbought drafts, told messages, unsaved rules and
        codes.

        Notes that said how long they are good for go too, a slice at a time. What stays: orders, entries,
        events, every rule or code that ever held, and the notes that say how the shop is now (its sign, its
        float, the closes of its days, what Telegram was told last, differences in the books).
        """
        now = self._clock.now()
        for _ in range(_MOST_SLICES):
            async with self._db.write() as conn:
                if await facts.prune(conn, now, _SLICE) < _SLICE:
                    break
        async with self._db.write() as conn:
            await drafts.prune(conn, now - _KEEP_DRAFTS)
            await messages.prune(conn, now - _KEEP_MESSAGES)
            await rules.prune(conn, now - _KEEP_PROPOSALS)
            await promos.prune(conn, now - _KEEP_PROPOSALS)
            await support.prune_offered(conn, now - _KEEP_OFFERED)
