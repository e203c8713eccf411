"""A look round the shop for what nobody rings for: orders that take too long, and rows that are no longer needed."""

from datetime import timedelta

from bot.clock import Clock
from bot.shop.delivery import Alerts
from bot.shop.lifecycle import OPEN, OrderStatus
from storage import drafts, messages, orders, promos, rules, support
from storage.database import Database

_TOO_LONG = timedelta(hours=1)
_A_DAY = timedelta(days=1)
_KEEP_DRAFTS = timedelta(days=30)
_KEEP_MESSAGES = timedelta(days=30)
_KEEP_PROPOSALS = timedelta(days=30)
_KEEP_OFFERED = timedelta(days=7)  # words that a customer was asked about and never sent


class Watch:
    """Tells and tidies; decides nothing."""

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
        """Removes what is a month old and led to nothing: unbought drafts, told messages, unsaved rules and codes.

        Orders, entries, events and every rule or code that ever held stay.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            await drafts.prune(conn, now - _KEEP_DRAFTS)
            await messages.prune(conn, now - _KEEP_MESSAGES)
            await rules.prune(conn, now - _KEEP_PROPOSALS)
            await promos.prune(conn, now - _KEEP_PROPOSALS)
            await support.prune_offered(conn, now - _KEEP_OFFERED)
