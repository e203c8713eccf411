"""What the books are checked from: orders with what belongs to them, and rows that belong to nothing. Reads
only; no rules.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Integer, Text, and_, case, cast, func, literal, null, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.money.entries import ENTRY, EntryRow
from storage.purchases.attempts import ATTEMPT, AttemptRow
from storage.purchases.orders import PLACED, PlacedRow
from storage.rows import RowShape
from storage.states import AttemptState, EntryKind, OrderStatus, PaymentState
from storage.tables import attempts, cards, entries, orders, payments, promo_uses, promos

_SUBJECT = literal("order:") + cast(orders.c.id, Text)
_PAYMENT = literal("payment:") + cast(payments.c.id, Text)
_REFUNDS = (EntryKind.REFUND, EntryKind.STAFF_REFUND)
_PAYBACKS = (EntryKind.PAYBACK, EntryKind.PAYBACK_UNDONE)


@dataclass(frozen=True, slots=True)
class OrderMoneyRow:
    """An order, and what entries, cards and uses of promo codes say of it, in centimes.

    `taken` and `given` are what its purchase and refund entries come to (both positive), `by_staff` the part
    of `given` that staff gave. `promo_counted` is the discount of its use of a promo code (0 for none, or
    another code's), `promo_released` whether that use was given back.
    """

    id: int
    ref: str
    status: OrderStatus
    quantity: int
    fulfilled_quantity: int
    unit_price_centimes: int
    discount_centimes: int
    refunded_centimes: int
    supplier_order_id: str | None
    taken: int
    given: int
    by_staff: int
    cards: int
    promo_counted: int
    promo_released: bool


@dataclass(frozen=True, slots=True)
class LowestRow:
    """The least that a wallet ever held, in centimes."""

    customer_id: int
    lowest: int


@dataclass(frozen=True, slots=True)
class NotBookedRow:
    """A payment of which the entries say another amount than the payment does."""

    id: int
    way: str
    expected: int
    booked: int


@dataclass(frozen=True, slots=True)
class LostCardsRow:
    """How many cards are held of an order that is not there."""

    order_id: int
    held: int


@dataclass(frozen=True, slots=True)
class CardTwiceRow:
    """The refs of the first and the last order that have the same code."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class LostUsesRow:
    """How often a promo code was used for orders that are not there."""

    code: str
    used: int


@dataclass(frozen=True, slots=True)
class OverLimitRow:
    """A promo code that was used more often than it may be; `customer_id` None: in all."""

    code: str
    most: int
    customer_id: int | None
    used: int


# As a sum it is no use to an index: a customer's whole history is not gone through for each of their orders.
_MINE = entries.c.customer_id + 0 == orders.c.customer_id
_TOTAL = func.coalesce(func.sum(entries.c.amount_centimes), 0)
_TAKEN = select(-_TOTAL).where(entries.c.kind == EntryKind.PURCHASE, entries.c.subject == _SUBJECT, _MINE)
_CARDS_HELD = select(func.count()).select_from(cards).where(cards.c.order_id == orders.c.id)


def _refunds(*where: ColumnElement[bool]) -> ColumnElement[int]:
    """What an order's refunds come to. A refund's subject is `order:<id>`, or `order:<id>:<more>`."""
    # `;` is the character after `:`, so this is a range of the index and not a search.
    more = and_(entries.c.subject >= _SUBJECT + ":", entries.c.subject < _SUBJECT + ";")
    parts = [
        select(_TOTAL).where(entries.c.kind.in_(_REFUNDS), its_own, _MINE, *where)
        for its_own in (entries.c.subject == _SUBJECT, more)
    ]
    one, other = (part.correlate(orders).scalar_subquery() for part in parts)
    return one + other


_ORDER_MONEY = RowShape(
    OrderMoneyRow,
    orders,
    taken=_TAKEN.correlate(orders).scalar_subquery(),
    given=_refunds(),
    by_staff=_refunds(entries.c.who.startswith("staff:")),
    cards=_CARDS_HELD.correlate(orders).scalar_subquery(),
    promo_counted=func.coalesce(promo_uses.c.discount_centimes, 0),
    promo_released=promo_uses.c.released_at.is_not(None),
)


async def orders_after(conn: AsyncConnection, last_id: int, limit: int) -> list[OrderMoneyRow]:
    """The next orders by id, each with what the entries and the cards say of it."""
    its_use = and_(
        promo_uses.c.order_id == orders.c.id,
        promo_uses.c.promo_id == orders.c.promo_id,
        promo_uses.c.customer_id == orders.c.customer_id,
    )
    query = (
        select(*_ORDER_MONEY.columns)
        .outerjoin(promo_uses, its_use)
        .where(orders.c.id > last_id)
        .order_by(orders.c.id)
        .limit(limit)
    )
    return _ORDER_MONEY.all(await conn.execute(query))


async def wallets_below_zero(conn: AsyncConnection) -> list[LowestRow]:
    """Wallets that held less than nothing after some entry."""
    running = select(
        entries.c.customer_id,
        func.sum(entries.c.amount_centimes)
        .over(partition_by=entries.c.customer_id, order_by=entries.c.id)
        .label("balance"),
    ).subquery()
    lowest = func.min(running.c.balance)
    query = (
        select(running.c.customer_id, lowest.label("lowest"))
        .group_by(running.c.customer_id)
        .having(lowest < 0)
    )
    return [LowestRow(*row) for row in await conn.execute(query)]


async def entries_without_order(conn: AsyncConnection) -> list[EntryRow]:
    """Purchases and refunds whose order is not there, or is another customer's."""
    order_id = cast(func.substr(entries.c.subject, len("order:") + 1), Integer)
    theirs = select(orders.c.id).where(orders.c.id == order_id, orders.c.customer_id == entries.c.customer_id)
    query = select(*ENTRY.columns).where(
        entries.c.kind.in_([EntryKind.PURCHASE, *_REFUNDS]), ~theirs.exists()
    )
    return ENTRY.all(await conn.execute(query.order_by(entries.c.id)))


async def entries_the_wrong_way(
    conn: AsyncConnection, *, adding: Collection[EntryKind], taking: Collection[EntryKind]
) -> list[EntryRow]:
    """Entries whose sign is not their kind's."""
    wrong = or_(
        and_(entries.c.kind.in_(adding), entries.c.amount_centimes < 0),
        and_(entries.c.kind.in_(taking), entries.c.amount_centimes > 0),
    )
    return ENTRY.all(await conn.execute(select(*ENTRY.columns).where(wrong).order_by(entries.c.id)))


async def entries_without_payment(conn: AsyncConnection) -> list[EntryRow]:
    """Money that came into wallets by a way to pay, or went back by one, and no payment of that customer says
    so.

    A payback's subject is `payment:<id>:<more>`.
    """
    payment_id = cast(func.substr(entries.c.subject, len("payment:") + 1), Integer)
    theirs = select(payments.c.id).where(
        payments.c.id == payment_id, entries.c.customer_id == payments.c.customer_id
    )
    query = select(*ENTRY.columns).where(entries.c.kind.in_([EntryKind.TOPUP, *_PAYBACKS]), ~theirs.exists())
    return ENTRY.all(await conn.execute(query.order_by(entries.c.id)))


async def payments_not_booked(conn: AsyncConnection) -> list[NotBookedRow]:
    """Payments whose entry is missing or says another amount.

    One that fits nothing counts as nothing until somebody settles it, and has no entry.
    """
    expected = case((payments.c.state == PaymentState.UNMATCHED, 0), else_=payments.c.amount_centimes)
    booked = func.coalesce(func.sum(entries.c.amount_centimes), 0)
    query = (
        select(payments.c.id, payments.c.way, expected.label("expected"), booked.label("booked"))
        .select_from(payments)
        .outerjoin(entries, and_(entries.c.kind == EntryKind.TOPUP, entries.c.subject == _PAYMENT))
        .group_by(payments.c.id)
        .having(booked != expected)
        .order_by(payments.c.id)
    )
    return [NotBookedRow(*row) for row in await conn.execute(query)]


async def paybacks_not_booked(conn: AsyncConnection) -> list[NotBookedRow]:
    """Payments of which more or less left a wallet than went back to the payer."""
    booked = func.coalesce(func.sum(-entries.c.amount_centimes), 0)
    # `;` is the character after `:`, so this is a range of the index and not a search.
    its_own = and_(
        entries.c.kind.in_(_PAYBACKS),
        entries.c.subject >= _PAYMENT + ":",
        entries.c.subject < _PAYMENT + ";",
    )
    query = (
        select(
            payments.c.id,
            payments.c.way,
            payments.c.refunded_centimes.label("expected"),
            booked.label("booked"),
        )
        .select_from(payments)
        .outerjoin(entries, its_own)
        .group_by(payments.c.id)
        .having(booked != payments.c.refunded_centimes)
        .order_by(payments.c.id)
    )
    return [NotBookedRow(*row) for row in await conn.execute(query)]


async def cards_without_order(conn: AsyncConnection) -> list[LostCardsRow]:
    """Cards whose order is not there."""
    query = (
        select(cards.c.order_id, func.count().label("held"))
        .where(~select(orders.c.id).where(orders.c.id == cards.c.order_id).exists())
        .group_by(cards.c.order_id)
    )
    return [LostCardsRow(*row) for row in await conn.execute(query)]


async def cards_twice(conn: AsyncConnection) -> list[CardTwiceRow]:
    """Codes that are stored more than once: the refs of the first and the last order that has them (`first`,
    `last`).
    """
    seen = (
        select(func.min(cards.c.order_id).label("first_id"), func.max(cards.c.order_id).label("last_id"))
        .group_by(cards.c.fingerprint)
        .having(func.count() > 1)
        .distinct()
        .subquery()
    )
    first, last = orders.alias(), orders.alias()
    query = (
        select(first.c.ref.label("first"), last.c.ref.label("last"))
        .select_from(seen)
        .join(first, first.c.id == seen.c.first_id)
        .join(last, last.c.id == seen.c.last_id)
        .order_by(first.c.id, last.c.id)
    )
    return [CardTwiceRow(*row) for row in await conn.execute(query)]


async def promo_uses_without_order(conn: AsyncConnection) -> list[LostUsesRow]:
    """Uses whose order is not there."""
    query = (
        select(promos.c.code, func.count().label("used"))
        .join(promo_uses, promo_uses.c.promo_id == promos.c.id)
        .where(~select(orders.c.id).where(orders.c.id == promo_uses.c.order_id).exists())
        .group_by(promos.c.id)
        .order_by(promos.c.id)
    )
    return [LostUsesRow(*row) for row in await conn.execute(query)]


async def promos_over_limit(conn: AsyncConnection) -> list[OverLimitRow]:
    """Codes used more often than they may be."""
    live = and_(promo_uses.c.promo_id == promos.c.id, promo_uses.c.released_at.is_(None))
    used = func.count().label("used")
    in_all = (
        select(promos.c.code, promos.c.total_limit.label("most"), null().label("customer_id"), used)
        .join(promo_uses, live)
        .group_by(promos.c.id)
        .having(func.count() > promos.c.total_limit)
    )
    by_one = (
        select(promos.c.code, promos.c.customer_limit.label("most"), promo_uses.c.customer_id, used)
        .join(promo_uses, live)
        .group_by(promos.c.id, promo_uses.c.customer_id)
        .having(func.count() > promos.c.customer_limit)
    )
    return [OverLimitRow(*row) for query in (in_all, by_one) for row in await conn.execute(query)]


async def taken_by_supplier(
    conn: AsyncConnection, *, since: datetime, until: datetime, ended_since: datetime
) -> list[PlacedRow]:
    """Orders that the supplier took in that closed time, or took before and that ended after `ended_since` or
    not yet.
    """
    query = select(*PLACED.columns).where(
        orders.c.supplier_order_id.is_not(None),
        orders.c.placed_at <= until,
        or_(
            orders.c.placed_at >= since,
            orders.c.finished_at >= ended_since,
            orders.c.finished_at.is_(None),
        ),
    )
    return PLACED.all(await conn.execute(query.order_by(orders.c.placed_at)))


async def placed_between(conn: AsyncConnection, since: datetime, until: datetime) -> list[PlacedRow]:
    """Orders that the supplier took in that closed time. One that waited for more than a day before is left
    out.
    """
    query = select(*PLACED.columns).where(
        orders.c.created_at >= since - timedelta(days=1),
        orders.c.created_at <= until,
        orders.c.placed_at >= since,
        orders.c.placed_at <= until,
        orders.c.supplier_order_id.is_not(None),
    )
    return PLACED.all(await conn.execute(query.order_by(orders.c.placed_at)))


async def attempts_between(
    conn: AsyncConnection, since: datetime, until: datetime, *, states: Collection[AttemptState]
) -> list[AttemptRow]:
    """Attempts in one of these states that were sent in that closed time, oldest first."""
    query = select(*ATTEMPT.columns).where(
        attempts.c.state.in_(states), attempts.c.sent_at >= since, attempts.c.sent_at <= until
    )
    return ATTEMPT.all(await conn.execute(query.order_by(attempts.c.sent_at, attempts.c.id)))


async def moving(conn: AsyncConnection, *, since: datetime) -> bool:
    """Whether the supplier took or ended an order after that moment."""
    lately = or_(orders.c.placed_at >= since, orders.c.finished_at >= since)
    query = select(orders.c.id).where(orders.c.supplier_order_id.is_not(None), lately).limit(1)
    return (await conn.execute(query)).first() is not None


async def in_the_air(conn: AsyncConnection) -> list[AttemptRow]:
    """Attempts of which nobody knows yet whether the supplier took them."""
    query = select(*ATTEMPT.columns).where(attempts.c.state.in_([AttemptState.SENDING, AttemptState.UNKNOWN]))
    return ATTEMPT.all(await conn.execute(query))
