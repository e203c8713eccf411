"""Customers are asked for a review: a day after the codes arrived, once, without a sound, and never after a
bad end.

A basket is one purchase: it is asked about in one message, when its last codes are a day old, and not at all
where one of its lines had a bad end. Nobody is asked about a gift: its buyer has not seen the codes. For the
same product nobody is asked again within `NOT_AGAIN`. Whom something is asked, the message, and how far the
orders were looked through are one transaction.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.hours import week_hours
from bot.shop.chat_settings.live_settings import Live
from bot.shop.customers import NOBODY
from bot.shop.order_status import OrderStatus
from bot.shop.orders.handover import reader_of
from bot.shop.outbox.messages import MessageKind, tell
from storage.chat import tickets
from storage.database import Database
from storage.goods import review_requests
from storage.house import facts
from storage.purchases import gifts, order_lists
from storage.purchases.gifts import GiftRow
from storage.purchases.orders import OrderRow
from storage.slices import in_slices

AFTER_DELIVERY: Final = timedelta(days=1)
NOT_AGAIN: Final = timedelta(days=90)
"""For so long nobody is asked for the same product again."""
_TOO_LATE: Final = timedelta(days=3)
"""Nobody is asked so long after delivery: the shop stood still, or took no reviews then."""
STALE: Final = timedelta(days=7)
"""So long after delivery no question arrives any more, however long it could not be sent."""
_AT_ONCE: Final = 50
_LOOKED_TO: Final = "reviews:looked_to"
"""The fact that says up to which delivery, and which order, everybody was asked."""
_MS: Final = timedelta(milliseconds=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class RequestSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def take_reviews(self) -> bool: ...
    @property
    def quiet_hours(self) -> str: ...
    @property
    def zone(self) -> ZoneInfo: ...


def ended_well(order: OrderRow) -> bool:
    """Whether all of it came, and none of its money went back."""
    return (
        order.status is OrderStatus.FULFILLED
        and not order.refunded_centimes
        and order.delivered_at is not None
    )


def is_stale(order: OrderRow, now: datetime) -> bool:
    """Whether it came so long ago that a question about it would come out of the blue."""
    return order.delivered_at is not None and now - order.delivered_at >= STALE


def is_theirs(order: OrderRow, for_friends: Mapping[int, GiftRow]) -> bool:
    """Whether its customer has the codes themselves, and no friend is to have them."""
    return reader_of(order, for_friends.get(order.id)) == order.customer_id


class ReviewRequests:
    """For a worker, which looks at so many orders `at_once`."""

    def __init__(
        self, db: Database, clock: Clock, settings: Live[RequestSettings], *, at_once: int = _AT_ONCE
    ) -> None:
        self._db = db
        self._clock = clock
        self._settings = settings
        self._at_once = at_once

    async def ask(self) -> None:
        """Asks whose time has come; nobody in the shop's quiet hours: they are asked when those are over."""
        settings, now = self._settings.now, self._clock.now()
        if not settings.take_reviews or week_hours(settings.quiet_hours).until(now, settings.zone):
            return
        more = True
        while more:
            async with self._db.write() as conn:
                more = await self._ask_some(conn, now)

    async def tidy(self) -> None:
        """Forgets for what people were asked too long ago to matter."""
        before = self._clock.now() - NOT_AGAIN
        await in_slices(self._db, lambda conn, most: review_requests.prune(conn, before, most))

    async def _ask_some(self, conn: AsyncConnection, now: datetime) -> bool:
        """One slice of the orders that are a day old; whether there may be more of them."""
        until = now - AFTER_DELIVERY
        after = await self._looked_to(conn, now, until)
        delivered = await order_lists.delivered(conn, after=after, until=until, limit=self._at_once)
        if not delivered:
            return False
        purchases = await _purchases(conn, delivered)
        people = await review_requests.may_be_asked(conn, {some[0].customer_id for some in purchases})
        ids = [order.id for some in purchases for order in some]
        dead, for_friends = await tickets.with_dead_codes(conn, ids), await gifts.of_orders(conn, ids)
        for purchase in purchases:
            well = all(
                ended_well(order) and order.id not in dead and is_theirs(order, for_friends)
                for order in purchase
            )
            if well and purchase[0].customer_id in people - {NOBODY}:
                await self._ask_for(conn, purchase, now)
        last = delivered[-1]
        if last.delivered_at is not None:
            await facts.put(conn, _LOOKED_TO, f"{(last.delivered_at - _EPOCH) // _MS}:{last.id}", now)
        return len(delivered) == self._at_once

    @staticmethod
    async def _looked_to(conn: AsyncConnection, now: datetime, until: datetime) -> tuple[datetime, int]:
        """From where on. By a clock that was set back since, what was looked at lies ahead: it is looked at
        again, and nobody is asked twice.
        """
        earliest = (now - _TOO_LATE, 0)
        fact = await facts.get(conn, _LOOKED_TO)
        if fact is None:
            return earliest
        at, _, order_id = fact.value.partition(":")
        reached = (_EPOCH + int(at) * _MS, int(order_id))
        return earliest if reached[0] > until else max(earliest, reached)

    @staticmethod
    async def _ask_for(conn: AsyncConnection, purchase: list[OrderRow], now: datetime) -> None:
        customer_id = purchase[0].customer_id
        products = {order.product_id: order for order in purchase}
        pairs = [(customer_id, product_id) for product_id in products]
        asked = await review_requests.asked_since(conn, pairs, now - NOT_AGAIN)
        wanted = [order for key, order in products.items() if (customer_id, key) not in asked]
        if not wanted:
            return
        for order in wanted:
            await review_requests.note(conn, customer_id, order.product_id, now)
        await tell(
            conn,
            key=f"review:{purchase[0].id}",
            chat_id=customer_id,
            kind=MessageKind.REVIEW_REQUEST,
            payload={"order_ids": [order.id for order in wanted]},
            now=now,
        )


async def _purchases(conn: AsyncConnection, delivered: list[OrderRow]) -> list[list[OrderRow]]:
    """What was bought together, for each of these orders that was the last of it to be delivered."""
    baskets: dict[str, list[OrderRow]] = {}
    in_baskets = {order.basket_id for order in delivered if order.basket_id is not None}
    for order in await order_lists.of_baskets(conn, in_baskets):
        if order.basket_id is not None:
            baskets.setdefault(order.basket_id, []).append(order)
    found = []
    for order in delivered:
        together = [order] if order.basket_id is None else baskets[order.basket_id]
        times = [(each.delivered_at, each.id) for each in together if each.delivered_at is not None]
        if max(times) == (order.delivered_at, order.id):
            found.append(together)
    return found
