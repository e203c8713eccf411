"""Regular checks that no event starts: orders that take too long, and rows that are no longer needed."""

from datetime import timedelta

from bot.clock import Clock
from bot.shop.order_status import OPEN, OrderStatus
from bot.shop.outbox.alerts import Alerts
from bot.shop.staff import database_size
from storage.chat import messages, support
from storage.database import Database
from storage.goods import promos, rules
from storage.house import facts
from storage.purchases import drafts, orders
from storage.slices import in_slices

_TOO_LONG = timedelta(hours=1)
_A_DAY = timedelta(days=1)
_KEEP_DRAFTS = timedelta(days=30)
_KEEP_MESSAGES = timedelta(days=30)
_KEEP_PROPOSALS = timedelta(days=30)
_KEEP_OFFERED = timedelta(days=7)  # words that a customer was asked about and never sent
_KEEP_UNTOLD = timedelta(days=365)  # what was given up, or waits for somebody who blocks the bot
_KEEP_SHOWN = timedelta(days=180)  # for so long a reply to a Telegram message of the support is understood
_MOST_NAMED = 5  # orders that take long are named one by one up to so many
_A_WHILE = timedelta(hours=1)


class Housekeeping:
    """Tells the staff of late orders and removes old rows; it decides nothing."""

    def __init__(self, db: Database, clock: Clock, alerts: Alerts) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts

    async def old_orders(self) -> None:
        """Tells the staff of orders that are not final an hour after their money came, each once a day; of
        many how many they are.
        """
        before = self._clock.now() - _TOO_LONG
        async with self._db.read() as conn:
            old, count = await orders.paid_before(
                conn, OPEN - {OrderStatus.AWAITING_PAYMENT}, before, limit=_MOST_NAMED
            )
        if count > _MOST_NAMED:
            await self._alerts.raise_("orders_take_long", matter="many", quiet=_A_WHILE, count=count)
            return
        for order in old:
            await self._alerts.raise_(
                "order_takes_long", matter=order.ref, quiet=_A_DAY, ref=order.ref, status=order.status
            )

    async def tidy(self) -> None:
        """Removes what is a month old and led to nothing: unbought drafts, told messages, unsaved rules and
        codes; and what could not be told for a year.

        Notes that said how long they are good for go too. All a slice at a time, so that nobody waits for the
        writer. What stays: orders, entries,
        events, every rule or code that ever held, and the notes that say how the shop is now (its sign, its
        float, the closes of its days, what Telegram was told last, differences in the books).
        """
        now = self._clock.now()
        await in_slices(self._db, lambda conn, most: facts.prune(conn, now, most))
        await in_slices(self._db, lambda conn, most: drafts.prune(conn, now - _KEEP_DRAFTS, most))
        await in_slices(self._db, lambda conn, most: messages.prune_told(conn, now - _KEEP_MESSAGES, most))
        await in_slices(self._db, lambda conn, most: messages.prune_untold(conn, now - _KEEP_UNTOLD, most))
        await in_slices(self._db, lambda conn, most: support.prune_offered(conn, now - _KEEP_OFFERED, most))
        await in_slices(self._db, lambda conn, most: support.prune_shown(conn, now - _KEEP_SHOWN, most))
        async with self._db.write() as conn:
            await rules.prune(conn, now - _KEEP_PROPOSALS)
            await promos.prune(conn, now - _KEEP_PROPOSALS)
        await self._db.keep_statistics()
        await database_size.keep(self._db, now)
