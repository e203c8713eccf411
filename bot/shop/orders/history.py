"""Orders as people see them: history, one order with its timeline, its codes again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.order_status import DELAYED, ENDED_UNPAID, UNPAID, ChangeReason, HeldReason, OrderStatus
from bot.shop.orders.handover import reader_of
from bot.shop.orders.lifecycle import paid_for
from bot.shop.outbox.messages import tell_codes
from bot.shop.paging import FIRST, Cursor, Turns, turned
from bot.shop.refs import short_key, typed_ref
from storage.chat import order_messages
from storage.copies import Copies
from storage.database import Database
from storage.goods import promos
from storage.money import entries, payments
from storage.purchases import cards, gifts, order_events, order_lists, orders
from storage.purchases.gifts import GiftRow
from storage.purchases.orders import OrderRow
from storage.states import GiftState

CODES_AT_HAND = timedelta(minutes=10)
"""How long codes that were sent count as being at hand in the chat: opening their order does not send them
again.
"""
_LATEST = 20
"""How many of the newest orders may still have a card among the steps that somebody left open."""


_AT_SUPPLIER = frozenset({OrderStatus.PLACING, OrderStatus.UNKNOWN, OrderStatus.PROCESSING})


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """One change in an order's life; `why` and `who` are words for code and staff, not for customers."""

    at: datetime
    from_status: OrderStatus | None
    to_status: OrderStatus
    why: ChangeReason
    who: str


@dataclass(frozen=True, slots=True)
class GiftView:
    """That an order is for a friend, and whether they have it; who they are is nobody's business.

    `ended_at`: when it was claimed or taken back.
    """

    state: GiftState
    greeting: str | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order without anything that only the merchant may know."""

    id: int
    ref: str
    customer_id: int
    status: OrderStatus
    product_id: str
    product_title: str
    region: str | None
    type_name: str
    quantity: int
    unit_price: Money
    fulfilled_quantity: int
    refunded: Money
    created_at: datetime
    finished_at: datetime | None
    receipt_message_id: int | None
    events: tuple[OrderEvent, ...]
    pay_by: datetime | None = None
    discount: Money = Money.ZERO
    promo: str | None = None
    came: Money = Money.ZERO
    """What was paid for an order that then bought nothing; it is in the wallet."""
    held_dearer: bool = False
    """Whether a person decides because the supplier asks more than was paid."""
    money_is_here: bool = False
    """Whether its money has come and is enough: it is not bought yet because the supplier is away or the shop
    closed.
    """
    codes_on_way: bool = False
    """Whether there are codes that have not arrived in the customer's chat yet."""
    gift: GiftView | None = None
    """Set where it was bought for a friend."""
    basket_id: str | None = None
    """The basket that it was bought in."""
    late: bool = False
    """Whether its customer was told that it takes longer than usual (`bot.shop.orders.delays`)."""

    @property
    def full_price(self) -> Money:
        """What the cards cost together, before a promo code."""
        return self.unit_price * self.quantity

    @property
    def total(self) -> Money:
        """What the customer paid."""
        return self.full_price - self.discount

    @property
    def looked_into(self) -> bool:
        """Whether it is being found out if the order's money has come; its time does not run meanwhile."""
        return self.status is OrderStatus.AWAITING_PAYMENT and self.pay_by is None

    @property
    def waits_since(self) -> datetime:
        """Since when the customer waits for what comes next: when the order was paid, when it was last sent
        to the supplier, or when its status last changed.
        """
        if self.status is OrderStatus.PAID:
            return next(
                (event.at for event in self.events if event.to_status is self.status), self.created_at
            )
        latest = list(reversed(self.events))
        sent = [event.at for event in latest if event.to_status is OrderStatus.PLACING]
        if sent and self.status in _AT_SUPPLIER:
            return sent[0]
        return latest[0].at if latest else self.created_at

    @property
    def has_codes(self) -> bool:
        """Whether it brought something."""
        return self.fulfilled_quantity > 0

    @property
    def shows_codes(self) -> bool:
        """Whether there is something to show again to its customer: what a friend is to have is not."""
        theirs = self.gift is None or self.gift.state is GiftState.REVOKED
        return self.has_codes and theirs

    @property
    def waits_for_friend(self) -> bool:
        """Whether it is a gift with a link that nobody has opened."""
        return self.has_codes and self.gift is not None and self.gift.state is GiftState.OPEN

    @property
    def why(self) -> ChangeReason | None:
        """The reason of the latest change, as a word for texts to choose by."""
        return self.events[-1].why if self.events else None


@dataclass(frozen=True, slots=True)
class ReorderItem:
    """What an order is for, as the catalogue's keys name it."""

    product_key: str
    type_key: str
    quantity: int


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Some orders, newest first, and the ways to others."""

    items: tuple[OrderView, ...]
    turns: Turns


class Orders:
    """Customers' own orders."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._cards = Copies(db, orders.CHANGED, read=_latest_cards)

    async def history(self, customer_id: int, cursor: Cursor = FIRST) -> OrderPage:
        """One page of a customer's orders."""
        async with self._db.read() as conn:
            rows, turns = await turned(
                lambda edge, limit: order_lists.of_customer(conn, customer_id, edge=edge, limit=limit), cursor
            )
            return OrderPage(await views(conn, rows), turns)

    async def view(self, customer_id: int, ref: str) -> OrderView:
        """One order of this customer. Raises `NotFoundError`, also for somebody else's."""
        async with self._db.read() as conn:
            row = await orders.by_ref(conn, typed_ref(ref))
            if row is None or row.customer_id != customer_id:
                raise NotFoundError
            return (await views(conn, [row]))[0]

    async def view_for_reader(self, person_id: int, ref: str) -> OrderView:
        """An order whose codes this person may read: its customer, or the friend who claimed it. Raises
        `NotFoundError` for everybody else.
        """
        async with self._db.read() as conn:
            row = await readable_by(conn, person_id, ref)
            return (await views(conn, [row]))[0]

    async def are_shown_in(self, customer_id: int, message_id: int) -> bool:
        """Whether that message of the chat has become the card of one of this customer's latest orders."""
        return message_id in await self._cards.of(customer_id)

    async def goods(self, customer_id: int, ref: str) -> ReorderItem:
        """What an order of this customer was for. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            row = await orders.by_ref(conn, typed_ref(ref))
        if row is None or row.customer_id != customer_id:
            raise NotFoundError
        return ReorderItem(short_key(row.product_id), short_key(row.type_id), row.quantity)

    async def codes_at_hand(self, order: OrderView) -> datetime | None:
        """When the order's codes were sent, if that is so lately that its customer finds them in the chat."""
        async with self._db.read() as conn:
            sent_at = await order_messages.codes_sent_at(conn, order.customer_id, order.id)
        lately = sent_at is not None and self._clock.passed(sent_at) < CODES_AT_HAND
        return sent_at if lately else None

    async def send_codes_again(self, reader_id: int, ref: str, *, key: str) -> OrderView:
        """Sends the order's codes once more, or at once those that have not arrived yet, to whoever may read
        them.

        `key` makes a repeated press harmless. Raises `NotFoundError`.
        """
        async with self._db.write() as conn:
            row = await readable_by(conn, reader_id, ref)
            await codes_again(conn, row.id, reader_id, key=key, now=self._clock.now())
            return (await views(conn, [row]))[0]


async def _latest_cards(conn: AsyncConnection, customer_id: int) -> frozenset[int]:
    """The messages that show the customer's latest orders."""
    return await order_lists.shown_in(conn, customer_id, latest=_LATEST)


async def readable_by(conn: AsyncConnection, person_id: int, ref: str) -> OrderRow:
    """The order with that ref, for whoever may read its codes. Raises `NotFoundError`, also where there are
    none.
    """
    row = await orders.by_ref(conn, typed_ref(ref))
    if row is None or not row.fulfilled_quantity:
        raise NotFoundError
    if reader_of(row, await gifts.of_order(conn, row.id)) != person_id:
        raise NotFoundError
    return row


async def codes_again(
    conn: AsyncConnection, order_id: int, reader_id: int, *, key: str, now: datetime
) -> None:
    """Has the codes of an order sent once more to whoever may read them; what is on its way comes at once."""
    if not await order_messages.hurry_codes(conn, reader_id, order_id, now):
        count = await cards.count(conn, order_id)
        await tell_codes(
            conn, order_id=order_id, customer_id=reader_id, count=count, key=f"again:{key}", now=now
        )


async def views(conn: AsyncConnection, rows: Sequence[OrderRow]) -> tuple[OrderView, ...]:
    """Orders with their events, in the given order."""
    events: dict[int, list[OrderEvent]] = {row.id: [] for row in rows}
    for event in await order_events.of_orders(conn, list(events)):
        events[event.order_id].append(
            OrderEvent(event.at, event.from_status, event.to_status, event.why, event.who)
        )
    unsent = await order_messages.unsent_codes(
        conn, {row.customer_id for row in rows if row.fulfilled_quantity}
    )
    late = await order_messages.told_of_delay(conn, [row.id for row in rows if row.status in DELAYED])
    together = await _paid_together(conn, rows)
    credited = await payments.credited_for(conn, {each.id for some in together.values() for each in some})
    came = {order_id: sum(credited.get(each.id, 0) for each in some) for order_id, some in together.items()}
    covered = {
        row.id
        for row in rows
        if row.status == OrderStatus.AWAITING_PAYMENT
        and came[row.id]
        and Money(await entries.balance(conn, row.customer_id)) >= _to_pay(together[row.id])
    }
    for_friends = await gifts.of_orders(conn, [row.id for row in rows])
    codes = await promos.codes(conn, {row.promo_id for row in rows if row.promo_id is not None})
    return tuple(
        OrderView(
            id=row.id,
            ref=row.ref,
            customer_id=row.customer_id,
            status=row.status,
            product_id=row.product_id,
            basket_id=row.basket_id,
            product_title=row.product_title,
            region=row.region,
            type_name=row.type_name,
            quantity=row.quantity,
            unit_price=Money(row.unit_price_centimes),
            fulfilled_quantity=row.fulfilled_quantity,
            refunded=Money(row.refunded_centimes),
            created_at=row.created_at,
            finished_at=row.finished_at,
            receipt_message_id=row.receipt_message_id,
            events=tuple(events[row.id]),
            discount=Money(row.discount_centimes),
            promo=None if row.promo_id is None else codes.get(row.promo_id),
            pay_by=row.pay_by,
            came=_came_for(row, came[row.id], together[row.id]) if row.status in ENDED_UNPAID else Money.ZERO,
            money_is_here=row.id in covered,
            held_dearer=row.held_reason is HeldReason.DEARER,
            codes_on_way=row.id in unsent,
            late=row.id in late,
            gift=_gift_view(for_friends.get(row.id)),
        )
        for row in rows
    )


def _gift_view(row: GiftRow | None) -> GiftView | None:
    return None if row is None else GiftView(row.state, row.greeting, row.ended_at)


async def _paid_together(conn: AsyncConnection, rows: Sequence[OrderRow]) -> dict[int, list[OrderRow]]:
    """For each of the orders that no money was taken for: all orders that one payment pays with it."""
    unpaid = [row for row in rows if row.status in UNPAID]
    in_baskets = await order_lists.of_baskets(
        conn, {row.basket_id for row in unpaid if row.basket_id is not None}
    )
    return {
        row.id: [row]
        if row.basket_id is None
        else [each for each in in_baskets if each.basket_id == row.basket_id]
        for row in unpaid
    }


def _to_pay(together: Sequence[OrderRow]) -> Money:
    waiting = (row for row in together if row.status == OrderStatus.AWAITING_PAYMENT)
    return sum((paid_for(row) for row in waiting), Money.ZERO)


def _came_for(row: OrderRow, came: int, together: Sequence[OrderRow]) -> Money:
    """What came for an order that bought nothing. Of what came for a basket its part: those that were bought
    took theirs, and no dinar is told of two that were not.
    """
    if row.basket_id is None:
        return Money(came)
    others = (
        each
        for each in together
        if each.status not in UNPAID or (each.status in ENDED_UNPAID and each.id < row.id)
    )
    left = came - sum(paid_for(each).centimes for each in others)
    return Money(max(0, min(left, paid_for(row).centimes)))
