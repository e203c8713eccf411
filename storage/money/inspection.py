"""What the books inside are checked from, a slice at a time: orders with what belongs to them, and rows that
belong to nothing. Reads only; no rules.

Each query looks at the rows of one `Span` of ids, so it takes as long in a shop with a million orders as in
one with a thousand. What belongs to one order, wallet or payment is read in one statement: a slice is true by
itself, whatever is written before the next one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import BigInteger, Column, ColumnElement, Table, and_, case, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import total
from storage.money.entries import ENTRY, EntryRow
from storage.rows import RowShape
from storage.states import EntryKind, OrderStatus, PaymentState
from storage.tables import cards, customers, entries, orders, payments, promo_uses, promos, referrals, wallets

_REFUNDS = (EntryKind.REFUND, EntryKind.STAFF_REFUND)
_PAYBACKS = (EntryKind.PAYBACK, EntryKind.PAYBACK_UNDONE)
_REWARDS = (EntryKind.REFERRAL, EntryKind.REFERRAL_UNDONE)


@dataclass(frozen=True, slots=True)
class Span:
    """The rows with ids above `after`, up to `upto`; None: all that follow."""

    after: int
    upto: int | None

    def of(self, column: ColumnElement[int]) -> ColumnElement[bool]:
        """Whether a row is in it."""
        return column > self.after if self.upto is None else and_(column > self.after, column <= self.upto)


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
class WalletRow:
    """A wallet that does not add up, in centimes: what it holds, what its entries come to, and the least that
    they ever came to.
    """

    customer_id: int
    held: int
    booked: int
    lowest: int


@dataclass(frozen=True, slots=True)
class NotBookedRow:
    """A payment of which the entries say another amount than the payment does: `came` into the wallet where
    `expected` was due, or `back` to the payer where `refunded` was.
    """

    id: int
    way: str
    expected: int
    came: int
    refunded: int
    back: int


@dataclass(frozen=True, slots=True)
class ReferralNotBookedRow:
    """A referral of which the inviter's entries say other amounts than it does, in centimes: `booked` where
    `reward` was given, `undone` where `taken_back` was. `ref`: the friend's order.
    """

    inviter_id: int
    ref: str
    reward: int
    booked: int
    taken_back: int
    undone: int


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


TABLES: Final[dict[str, Table]] = {
    each.name: each for each in (customers, entries, payments, orders, promos, referrals)
}
"""What is gone through by id, each with an `id`."""


_AMOUNT = entries.c.amount_centimes
# As a sum it is no use to an index: a customer's whole history is not gone through for each of their orders.
_MINE = entries.c.customer_id + 0 == orders.c.customer_id


def _of_order(amount: ColumnElement[int], *where: ColumnElement[bool]) -> ColumnElement[int]:
    its_own = entries.c.order_id == orders.c.id
    return select(total(amount)).where(its_own, _MINE, *where).correlate(orders).scalar_subquery()


_ORDER_MONEY = RowShape(
    OrderMoneyRow,
    orders,
    taken=_of_order(-_AMOUNT, entries.c.kind == EntryKind.PURCHASE),
    given=_of_order(_AMOUNT, entries.c.kind.in_(_REFUNDS)),
    by_staff=_of_order(_AMOUNT, entries.c.kind.in_(_REFUNDS), entries.c.who.startswith("staff:")),
    cards=select(func.count())
    .select_from(cards)
    .where(cards.c.order_id == orders.c.id)
    .correlate(orders)
    .scalar_subquery(),
    promo_counted=func.coalesce(promo_uses.c.discount_centimes, 0),
    promo_released=promo_uses.c.released_at.is_not(None),
)


async def next_span(conn: AsyncConnection, table: str, after: int, limit: int) -> Span:
    """The next rows by id, `limit` of them; the last span is open at its end."""
    ids: Column[int] = TABLES[table].c.id
    query = select(ids).where(ids > after).order_by(ids).offset(limit - 1).limit(1)
    return Span(after, (await conn.execute(query)).scalar())


async def newest_id(conn: AsyncConnection, table: str) -> int:
    """The highest id of a table; 0 when it is empty."""
    return (await conn.execute(select(func.max(TABLES[table].c.id)))).scalar() or 0


async def orders_of(conn: AsyncConnection, span: Span) -> list[OrderMoneyRow]:
    """The orders of a span, each with what the entries and the cards say of it."""
    its_use = and_(
        promo_uses.c.order_id == orders.c.id,
        promo_uses.c.promo_id == orders.c.promo_id,
        promo_uses.c.customer_id == orders.c.customer_id,
    )
    query = select(*_ORDER_MONEY.columns).outerjoin(promo_uses, its_use).where(span.of(orders.c.id))
    return _ORDER_MONEY.all(await conn.execute(query.order_by(orders.c.id)))


async def wallets_that_differ(conn: AsyncConnection, span: Span) -> list[WalletRow]:
    """Wallets of a span of customers that held less than nothing after some entry, or that do not hold what
    their entries come to.
    """
    after_each = func.sum(_AMOUNT).over(partition_by=entries.c.customer_id, order_by=entries.c.id)
    running = (
        select(entries.c.customer_id, _AMOUNT, after_each.label("held"))
        .where(span.of(entries.c.customer_id))
        .subquery()
    )
    held = func.coalesce(
        select(wallets.c.balance_centimes)
        .where(wallets.c.customer_id == running.c.customer_id)
        .correlate(running)
        .scalar_subquery(),
        0,
    )
    lowest, booked = func.min(running.c.held), func.sum(running.c.amount_centimes)
    query = (
        select(
            running.c.customer_id,
            held.label("held"),
            cast(booked, BigInteger).label("booked"),
            cast(lowest, BigInteger).label("lowest"),
        )
        .group_by(running.c.customer_id)
        .having(or_(lowest < 0, booked != held))
        .order_by(running.c.customer_id)
    )
    found = [WalletRow(*row) for row in await conn.execute(query)]
    has_entries = select(entries.c.id).where(entries.c.customer_id == wallets.c.customer_id).exists()
    without = (
        select(wallets.c.customer_id, wallets.c.balance_centimes)
        .where(span.of(wallets.c.customer_id), wallets.c.balance_centimes != 0, ~has_entries)
        .order_by(wallets.c.customer_id)
    )
    return [*found, *(WalletRow(owner, kept, 0, 0) for owner, kept in await conn.execute(without))]


async def _odd(conn: AsyncConnection, span: Span, *where: ColumnElement[bool]) -> list[EntryRow]:
    query = select(*ENTRY.columns).where(span.of(entries.c.id), *where).order_by(entries.c.id)
    return ENTRY.all(await conn.execute(query))


async def entries_without_order(conn: AsyncConnection, span: Span) -> list[EntryRow]:
    """Purchases and refunds of a span whose order is not there, or is another customer's."""
    theirs = select(orders.c.id).where(
        orders.c.id == entries.c.order_id, orders.c.customer_id == entries.c.customer_id
    )
    return await _odd(conn, span, entries.c.kind.in_([EntryKind.PURCHASE, *_REFUNDS]), ~theirs.exists())


async def entries_without_payment(conn: AsyncConnection, span: Span) -> list[EntryRow]:
    """Money of a span of entries that came into wallets by a way to pay, or went back by one, and no payment
    of that customer says so.
    """
    theirs = select(payments.c.id).where(
        payments.c.id == entries.c.payment_id, payments.c.customer_id == entries.c.customer_id
    )
    return await _odd(conn, span, entries.c.kind.in_([EntryKind.TOPUP, *_PAYBACKS]), ~theirs.exists())


async def entries_without_referral(conn: AsyncConnection, span: Span) -> list[EntryRow]:
    """Rewards of a span of entries, given or taken back, for an order that decided no referral of theirs."""
    theirs = select(referrals.c.id).where(
        referrals.c.order_id == entries.c.order_id, referrals.c.inviter_id == entries.c.customer_id
    )
    return await _odd(conn, span, entries.c.kind.in_(_REWARDS), ~theirs.exists())


async def referrals_not_booked(conn: AsyncConnection, span: Span) -> list[ReferralNotBookedRow]:
    """Referrals of a span whose inviter's entries are missing or say another amount."""
    is_reward = entries.c.kind == EntryKind.REFERRAL
    said = (
        select(
            referrals.c.id,
            total(case((is_reward, _AMOUNT), else_=0)).label("booked"),
            total(case((is_reward, 0), else_=-_AMOUNT)).label("undone"),
        )
        .join(entries, entries.c.order_id == referrals.c.order_id)
        .where(
            span.of(referrals.c.id),
            entries.c.kind.in_(_REWARDS),
            entries.c.customer_id + 0 == referrals.c.inviter_id,
        )
        .group_by(referrals.c.id)
        .subquery()
    )
    booked, undone = func.coalesce(said.c.booked, 0), func.coalesce(said.c.undone, 0)
    query = (
        select(
            referrals.c.inviter_id,
            orders.c.ref,
            referrals.c.reward_centimes,
            booked.label("booked"),
            referrals.c.taken_back_centimes,
            undone.label("undone"),
        )
        .join(orders, orders.c.id == referrals.c.order_id)
        .outerjoin(said, said.c.id == referrals.c.id)
        .where(
            span.of(referrals.c.id),
            or_(booked != referrals.c.reward_centimes, undone != referrals.c.taken_back_centimes),
        )
        .order_by(referrals.c.id)
    )
    return [ReferralNotBookedRow(*row) for row in await conn.execute(query)]


async def entries_the_wrong_way(
    conn: AsyncConnection, span: Span, *, adding: Collection[EntryKind], taking: Collection[EntryKind]
) -> list[EntryRow]:
    """Entries of a span whose sign is not their kind's."""
    wrong = or_(and_(entries.c.kind.in_(adding), _AMOUNT < 0), and_(entries.c.kind.in_(taking), _AMOUNT > 0))
    return await _odd(conn, span, wrong)


async def payments_not_booked(conn: AsyncConnection, span: Span) -> list[NotBookedRow]:
    """Payments of a span whose entries are missing or say another amount.

    One that fits nothing counts as nothing until somebody settles it, and has no entry.
    """
    is_topup = entries.c.kind == EntryKind.TOPUP
    booked = (
        select(
            entries.c.payment_id,
            total(case((is_topup, _AMOUNT), else_=0)).label("came"),
            total(case((is_topup, 0), else_=-_AMOUNT)).label("back"),
        )
        .where(span.of(entries.c.payment_id), entries.c.kind.in_([EntryKind.TOPUP, *_PAYBACKS]))
        .group_by(entries.c.payment_id)
        .subquery()
    )
    expected = case((payments.c.state == PaymentState.UNMATCHED, 0), else_=payments.c.amount_centimes)
    came, back = func.coalesce(booked.c.came, 0), func.coalesce(booked.c.back, 0)
    query = (
        select(
            payments.c.id,
            payments.c.way,
            expected.label("expected"),
            came.label("came"),
            payments.c.refunded_centimes,
            back.label("back"),
        )
        .outerjoin(booked, booked.c.payment_id == payments.c.id)
        .where(span.of(payments.c.id), or_(came != expected, back != payments.c.refunded_centimes))
        .order_by(payments.c.id)
    )
    return [NotBookedRow(*row) for row in await conn.execute(query)]


async def cards_without_order(conn: AsyncConnection, span: Span) -> list[LostCardsRow]:
    """Cards whose order is not there, of a span of orders."""
    query = (
        select(cards.c.order_id, func.count().label("held"))
        .where(
            span.of(cards.c.order_id), ~select(orders.c.id).where(orders.c.id == cards.c.order_id).exists()
        )
        .group_by(cards.c.order_id)
        .order_by(cards.c.order_id)
    )
    return [LostCardsRow(*row) for row in await conn.execute(query)]


async def cards_twice(conn: AsyncConnection, after: str, limit: int) -> tuple[list[CardTwiceRow], str | None]:
    """Codes that are stored more than once, among the next `limit` fingerprints after this one; and the last
    of these, None when there are no more.
    """
    column = cards.c.fingerprint
    upto = (
        await conn.execute(select(column).where(column > after).order_by(column).offset(limit - 1).limit(1))
    ).scalar()
    within = column > after if upto is None else and_(column > after, column <= upto)
    twice = select(column).where(within).group_by(column).having(func.count() > 1)
    seen = (
        select(func.min(cards.c.order_id).label("first_id"), func.max(cards.c.order_id).label("last_id"))
        .where(column.in_(twice))
        .group_by(column)
        .subquery()
    )
    first, last = orders.alias(), orders.alias()
    query = (
        select(first.c.ref.label("first"), last.c.ref.label("last"))
        .distinct()
        .select_from(seen)
        .join(first, first.c.id == seen.c.first_id)
        .join(last, last.c.id == seen.c.last_id)
        .order_by(first.c.ref, last.c.ref)
    )
    return [CardTwiceRow(*row) for row in await conn.execute(query)], upto
