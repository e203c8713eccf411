"""Regular checks that no event starts: orders that take too long, and rows that are no longer needed."""

from datetime import timedelta
from typing import Protocol

from bot.clock import Clock
from bot.shop.basket.basket import KEPT_FOR
from bot.shop.chat_settings.live_settings import Live
from bot.shop.monitoring import database_size
from bot.shop.order_status import OPEN, OrderStatus
from bot.shop.outbox.alerts import Alerts
from storage.chat import messages, support
from storage.database import Database
from storage.goods import promos, rules
from storage.house import facts, open_warnings
from storage.purchases import baskets, drafts, order_lists, orders
from storage.slices import in_slices

_SERVED = OPEN - {OrderStatus.AWAITING_PAYMENT}
_KEEP_DRAFTS = timedelta(days=30)
_KEEP_MESSAGES = timedelta(days=30)
_KEEP_PROPOSALS = timedelta(days=30)
_KEEP_OFFERED = timedelta(days=7)  # words that a customer was asked about and never sent
_KEEP_UNTOLD = timedelta(days=365)  # what was given up, or waits for somebody who blocks the bot
_KEEP_SHOWN = timedelta(days=180)  # for so long a reply to a Telegram message of the support is understood
_MOST_NAMED = 5  # orders that take long are named one by one up to so many
_MOST_ENDED = 100
_STUMBLES_NO_MORE = timedelta(hours=2)
"""An order is looked at more often; one over which nobody stumbled for so long is looked at well again."""


class LateSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def order_late_minutes(self) -> int:
        """So many minutes after its payment an order that is not final is late."""
        ...


class Housekeeping:
    """Tells the staff of late orders and removes old rows; it decides nothing."""

    def __init__(self, db: Database, clock: Clock, alerts: Alerts, settings: Live[LateSettings]) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._settings = settings

    async def old_orders(self) -> None:
        """Tells the staff of orders that are not final so long after their money came, of each until it is
        over; of many how many they are. Ends what they were told of orders that could not be looked at.
        """
        before = self._clock.now() - timedelta(minutes=self._settings.now.order_late_minutes)
        async with self._db.read() as conn:
            old, count = await order_lists.paid_before(conn, _SERVED, before, limit=_MOST_NAMED)
            many = await open_warnings.get(conn, "orders_take_long", "") is not None
            told = await open_warnings.of_code(conn, "order_takes_long", limit=_MOST_ENDED)
            known = [(row.matter, await orders.by_ref(conn, row.matter)) for row in told]
            stumbles = await open_warnings.of_code(conn, "order_stumbles", limit=_MOST_ENDED)
            stumbled = [(row, await orders.by_ref(conn, row.matter)) for row in stumbles]
        for ref, order in known:
            if order is None or order.status not in _SERVED:
                status = {} if order is None else {"status": order.status}
                await self._alerts.end("order_takes_long", matter=ref, **status)
        for row, order in stumbled:
            ended = order is None or order.status not in _SERVED
            if ended or self._clock.passed(row.seen_at) >= _STUMBLES_NO_MORE:
                status = {} if order is None else {"status": order.status}
                await self._alerts.end("order_stumbles", matter=row.matter, **status)
        if many and not count:
            await self._alerts.end("orders_take_long")
        elif many or count > _MOST_NAMED:
            await self._alerts.begin("orders_take_long", count=count)
        else:
            for order in old:
                await self._alerts.begin(
                    "order_takes_long", matter=order.ref, ref=order.ref, status=order.status
                )

    async def tidy(self) -> None:
        """Removes what is a month old and led to nothing: unbought drafts and baskets, told messages,
        unsaved rules and codes; and what could not be told for a year. Empties baskets that nobody has
        changed for a day.

        Notes that said how long they are good for go too. All a slice at a time, so that nobody waits for the
        writer. What stays: orders, entries,
        events, every rule or code that ever held, and the notes that say how the shop is now (its sign, its
        float, the closes of its days, what Telegram was told last, differences in the books).
        """
        now = self._clock.now()
        await in_slices(self._db, lambda conn, most: facts.prune(conn, now, most))
        await in_slices(self._db, lambda conn, most: baskets.empty_old(conn, now - KEPT_FOR, most))
        await in_slices(self._db, lambda conn, most: drafts.prune(conn, now - _KEEP_DRAFTS, most))
        await in_slices(self._db, lambda conn, most: baskets.prune(conn, now - _KEEP_DRAFTS, most))
        await in_slices(self._db, lambda conn, most: messages.prune_told(conn, now - _KEEP_MESSAGES, most))
        await in_slices(self._db, lambda conn, most: messages.prune_untold(conn, now - _KEEP_UNTOLD, most))
        await in_slices(self._db, lambda conn, most: support.prune_offered(conn, now - _KEEP_OFFERED, most))
        await in_slices(self._db, lambda conn, most: support.prune_shown(conn, now - _KEEP_SHOWN, most))
        async with self._db.write() as conn:
            await rules.prune(conn, now - _KEEP_PROPOSALS)
            await promos.prune(conn, now - _KEEP_PROPOSALS)
        await self._db.keep_statistics()
        await database_size.keep(self._db, now)
