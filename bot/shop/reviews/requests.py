"""People are asked for a review: a day after they got their codes, once, without a sound, and never after
a bad end.

Asked is whoever reads the codes (`bot.shop.orders.handover`): of a gift the friend who opened it, a day after
that, and not its buyer, who has not seen them. What somebody got of a basket is asked about in one message,
when their last codes are a day old, and not at all where something of it had a bad end. For the same product
nobody is asked again within `NOT_AGAIN`. Whom something is asked, the message, and how far the orders were
looked through are one transaction.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
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
_AT_ONCE: Final = 100
_WALKS: Final[Mapping[str, Callable[..., Awaitable[list[tuple[datetime, int]]]]]] = {
    "reviews:looked_to": order_lists.delivered,
    "reviews:looked_to_gifts": gifts.ended,
}
"""Through what is looked for people who have codes for a day: when orders were delivered, and when gifts were
opened or taken back. The fact with that name says up to which moment, and which order, everybody was asked.
"""
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


def had_since(order: OrderRow, gift: GiftRow | None) -> datetime | None:
    """Since when the reader of its codes has them; None: nobody has."""
    return order.delivered_at if gift is None else gift.ended_at


def is_stale(order: OrderRow, gift: GiftRow | None, now: datetime) -> bool:
    """Whether it came so long ago that a question about it would come out of the blue."""
    since = had_since(order, gift)
    return since is not None and now - since >= STALE


@dataclass(frozen=True, slots=True)
class _Purchase:
    """What somebody got together: `theirs`, of which the order with the id `last` came last. `others`: what
    they bought with it for friends.
    """

    reader: int
    last: int
    theirs: list[OrderRow]
    others: list[OrderRow]

    def ended_well(self, dead: Collection[int]) -> bool:
        """Whether all of it came and is good, and nothing else that they bought with it went wrong; `dead`:
        orders with a code that does not work.
        """
        if any(order.id in dead for order in (*self.theirs, *self.others)):
            return False
        return all(map(ended_well, self.theirs)) and not any(map(_ended_badly, self.others))


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
        """Asks whose time has come; nobody in the shop's quiet hours: they are asked when those are over.

        Many wait for the next looks: codes and receipts go out in the order in which all was written, and do
        not stand behind thousands of questions.
        """
        settings, now = self._settings.now, self._clock.now()
        if not settings.take_reviews or week_hours(settings.quiet_hours).until(now, settings.zone):
            return
        for looked_to, walk in _WALKS.items():
            async with self._db.write() as conn:
                await self._ask_some(conn, looked_to, walk, now)

    async def tidy(self) -> None:
        """Forgets for what people were asked too long ago to matter."""
        before = self._clock.now() - NOT_AGAIN
        await in_slices(self._db, lambda conn, most: review_requests.prune(conn, before, most))

    async def _ask_some(
        self,
        conn: AsyncConnection,
        looked_to: str,
        walk: Callable[..., Awaitable[list[tuple[datetime, int]]]],
        now: datetime,
    ) -> None:
        """Of what people have for a day, one slice."""
        until = now - AFTER_DELIVERY
        after = await self._looked_to(conn, looked_to, now, until)
        steps = await walk(conn, after=after, until=until, limit=self._at_once)
        if not steps:
            return
        purchases = await _purchases(conn, steps)
        people = await review_requests.may_be_asked(conn, {each.reader for each in purchases})
        orders = [order.id for each in purchases for order in (*each.theirs, *each.others)]
        dead = await tickets.with_dead_codes(conn, orders)
        for purchase in purchases:
            if purchase.reader in people - {NOBODY} and purchase.ended_well(dead):
                await self._ask_for(conn, purchase, now)
        at, last = steps[-1]
        await facts.put(conn, looked_to, f"{(at - _EPOCH) // _MS}:{last}", now)

    @staticmethod
    async def _looked_to(
        conn: AsyncConnection, looked_to: str, now: datetime, until: datetime
    ) -> tuple[datetime, int]:
        """From where on. By a clock that was set back since, what was looked at lies ahead: it is looked at
        again, and nobody is asked twice.
        """
        earliest = (now - _TOO_LATE, 0)
        fact = await facts.get(conn, looked_to)
        if fact is None:
            return earliest
        at, _, order_id = fact.value.partition(":")
        reached = (_EPOCH + int(at) * _MS, int(order_id))
        return earliest if reached[0] > until else max(earliest, reached)

    @staticmethod
    async def _ask_for(conn: AsyncConnection, purchase: _Purchase, now: datetime) -> None:
        reader = purchase.reader
        products = {order.product_id: order for order in purchase.theirs}
        pairs = [(reader, product_id) for product_id in products]
        asked = await review_requests.asked_since(conn, pairs, now - NOT_AGAIN)
        wanted = [order for key, order in products.items() if (reader, key) not in asked]
        if not wanted:
            return
        for order in wanted:
            await review_requests.note(conn, reader, order.product_id, now)
        await tell(
            conn,
            key=f"review:{purchase.last}",
            chat_id=reader,
            kind=MessageKind.REVIEW_REQUEST,
            payload={"order_ids": [order.id for order in wanted]},
            now=now,
        )


def _ended_badly(order: OrderRow) -> bool:
    failed = order.finished_at is not None and order.status is not OrderStatus.FULFILLED
    return failed or bool(order.refunded_centimes)


async def _purchases(conn: AsyncConnection, steps: Collection[tuple[datetime, int]]) -> list[_Purchase]:
    """What somebody got together, for each of these orders that was the last of it, then."""
    orders = {order.id: order for order in await order_lists.of_ids(conn, {step[1] for step in steps})}
    baskets: dict[str, list[OrderRow]] = {}
    in_baskets = {order.basket_id for order in orders.values() if order.basket_id is not None}
    for order in await order_lists.of_baskets(conn, in_baskets):
        if order.basket_id is not None:
            baskets.setdefault(order.basket_id, []).append(order)
    together = {order.id: baskets.get(order.basket_id or "", [order]) for order in orders.values()}
    ids = {each.id for some in together.values() for each in some}
    for_friends = await gifts.of_orders(conn, ids)
    found = []
    for step in steps:
        order = orders[step[1]]
        reader = reader_of(order, for_friends.get(order.id))
        if reader is None:
            continue
        some = together[order.id]
        theirs = [each for each in some if reader_of(each, for_friends.get(each.id)) == reader]
        times = [(had_since(each, for_friends.get(each.id)), each.id) for each in theirs]
        if max((since, each) for since, each in times if since is not None) == step:
            # What a friend did not buy is nothing to them.
            others = [each for each in some if each not in theirs] if reader == order.customer_id else []
            found.append(_Purchase(reader, order.id, theirs, others))
    return found
