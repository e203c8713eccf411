"""What the books inside are checked from, a slice at a time: orders with what belongs to them, and rows that
belong to nothing. Reads only; no rules. Cards without orders are in `storage.money.inspected_cards`.

Each query looks at the rows of one `Span` of ids, so it takes as long in a shop with a million orders as in
one with a thousand; it is put together once. What belongs to one order, wallet or payment is read in one
statement: a slice is true by itself, whatever is written before the next one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import total
from storage.money.entries import ENTRY, EntryRow
from storage.rows import RowShape
from storage.states import EntryKind, OrderStatus, PaymentState
from storage.tables import cards, customers, entries, orders, payments, promo_uses, promos, referrals, wallets

_REFUNDS = (EntryKind.REFUND, EntryKind.STAFF_REFUND)
_PAYBACKS = (EntryKind.PAYBACK, EntryKind.PAYBACK_UNDONE)
_REWARDS = (EntryKind.REFERRAL, EntryKind.REFERRAL_UNDONE)
_AFTER, _UPTO = bindparam("after", type_=BigInteger), bindparam("upto", type_=BigInteger)
_HIGHEST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Span:
    """The rows with ids above `after`, up to `upto`; None: all that follow."""

    after: int
    upto: int | None

    @staticmethod
    def of(column: ColumnElement[int]) -> ColumnElement[bool]:
        """Whether a row is in the span that a statement is executed with."""
        return and_(column > _AFTER, column <= _UPTO)

    @property
    def values(self) -> dict[str, int]:
        """What a statement with `of` is executed with."""
        return {_AFTER.key: self.after, _UPTO.key: _HIGHEST if self.upto is None else self.upto}


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
    last = await conn.execute(_last_of_span(table), {"after": after, "others": limit - 1})
    return Span(after, last.scalar())


@cache
def _last_of_span(table: str) -> Select[Any]:
    ids: Column[int] = TABLES[table].c.id
    return select(ids).where(ids > _AFTER).order_by(ids).offset(bindparam("others")).limit(1)


async def newest_id(conn: AsyncConnection, table: str) -> int:
    """The highest id of a table; 0 when it is empty."""
    return (await conn.execute(_newest(table))).scalar() or 0


@cache
def _newest(table: str) -> Select[Any]:
    return select(func.max(TABLES[table].c.id))


async def orders_of(conn: AsyncConnection, span: Span) -> list[OrderMoneyRow]:
    """The orders of a span, each with what the entries and the cards say of it."""
    return _ORDER_MONEY.all(await conn.execute(_orders(), span.values))


@cache
def _orders() -> Select[Any]:
    its_use = and_(
        promo_uses.c.order_id == orders.c.id,
        promo_uses.c.promo_id == orders.c.promo_id,
        promo_uses.c.customer_id == orders.c.customer_id,
    )
    query = select(*_ORDER_MONEY.columns).outerjoin(promo_uses, its_use).where(Span.of(orders.c.id))
    return query.order_by(orders.c.id)


async def wallets_that_differ(conn: AsyncConnection, span: Span) -> list[WalletRow]:
    """Wallets of a span of customers that held less than nothing after some entry, or that do not hold what
    their entries come to.
    """
    found = await conn.execute(_other_than_booked(), span.values)
    without = await conn.execute(_held_without_entries(), span.values)
    return [
        *(WalletRow(*row) for row in found),
        *(WalletRow(owner, kept, 0, 0) for owner, kept in without),
    ]


@cache
def _other_than_booked() -> Select[Any]:
    after_each = func.sum(_AMOUNT).over(partition_by=entries.c.customer_id, order_by=entries.c.id)
    running = (
        select(entries.c.customer_id, _AMOUNT, after_each.label("held"))
        .where(Span.of(entries.c.customer_id))
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
    return (
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


@cache
def _held_without_entries() -> Select[Any]:
    has_entries = select(entries.c.id).where(entries.c.customer_id == wallets.c.customer_id).exists()
    return (
        select(wallets.c.customer_id, wallets.c.balance_centimes)
        .where(Span.of(wallets.c.customer_id), wallets.c.balance_centimes != 0, ~has_entries)
        .order_by(wallets.c.customer_id)
    )


def _odd(*where: ColumnElement[bool]) -> Select[Any]:
    return select(*ENTRY.columns).where(Span.of(entries.c.id), *where).order_by(entries.c.id)


async def entries_without_order(conn: AsyncConnection, span: Span) -> list[EntryRow]:
    """Purchases and refunds of a span whose order is not there, or is another customer's."""
    return ENTRY.all(await conn.execute(_without_order(), span.values))


@cache
def _without_order() -> Select[Any]:
    theirs = select(orders.c.id).where(
        orders.c.id == entries.c.order_id, orders.c.customer_id == entries.c.customer_id
    )
    return _odd(entries.c.kind.in_([EntryKind.PURCHASE, *_REFUNDS]), ~theirs.exists())


async def entries_without_payment(conn: AsyncConnection, span: Span) -> list[EntryRow]:
    """Money of a span of entries that came into wallets by a way to pay, or went back by one, and no payment
    of that customer says so.
    """
    return ENTRY.all(await conn.execute(_without_payment(), span.values))


@cache
def _without_payment() -> Select[Any]:
    theirs = select(payments.c.id).where(
        payments.c.id == entries.c.payment_id, payments.c.customer_id == entries.c.customer_id
    )
    return _odd(entries.c.kind.in_([EntryKind.TOPUP, *_PAYBACKS]), ~theirs.exists())


async def entries_without_referral(conn: AsyncConnection, span: Span) -> list[EntryRow]:
    """Rewards of a span of entries, given or taken back, for an order that decided no referral of theirs."""
    return ENTRY.all(await conn.execute(_without_referral(), span.values))


@cache
def _without_referral() -> Select[Any]:
    theirs = select(referrals.c.id).where(
        referrals.c.order_id == entries.c.order_id, referrals.c.inviter_id == entries.c.customer_id
    )
    return _odd(entries.c.kind.in_(_REWARDS), ~theirs.exists())


async def referrals_not_booked(conn: AsyncConnection, span: Span) -> list[ReferralNotBookedRow]:
    """Referrals of a span whose inviter's entries are missing or say another amount."""
    found = await conn.execute(_referrals(), span.values)
    return [ReferralNotBookedRow(*row) for row in found]


@cache
def _referrals() -> Select[Any]:
    is_reward = entries.c.kind == EntryKind.REFERRAL
    said = (
        select(
            referrals.c.id,
            total(case((is_reward, _AMOUNT), else_=0)).label("booked"),
            total(case((is_reward, 0), else_=-_AMOUNT)).label("undone"),
        )
        .join(entries, entries.c.order_id == referrals.c.order_id)
        .where(
            Span.of(referrals.c.id),
            entries.c.kind.in_(_REWARDS),
            entries.c.customer_id + 0 == referrals.c.inviter_id,
        )
        .group_by(referrals.c.id)
        .subquery()
    )
    booked, undone = func.coalesce(said.c.booked, 0), func.coalesce(said.c.undone, 0)
    return (
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
            Span.of(referrals.c.id),
            or_(booked != referrals.c.reward_centimes, undone != referrals.c.taken_back_centimes),
        )
        .order_by(referrals.c.id)
    )


async def entries_the_wrong_way(
    conn: AsyncConnection, span: Span, *, adding: Collection[EntryKind], taking: Collection[EntryKind]
) -> list[EntryRow]:
    """Entries of a span whose sign is not their kind's."""
    query = _wrong_way(frozenset(adding), frozenset(taking))
    return ENTRY.all(await conn.execute(query, span.values))


@cache
def _wrong_way(adding: frozenset[EntryKind], taking: frozenset[EntryKind]) -> Select[Any]:
    wrong = or_(and_(entries.c.kind.in_(adding), _AMOUNT < 0), and_(entries.c.kind.in_(taking), _AMOUNT > 0))
    return _odd(wrong)


async def payments_not_booked(conn: AsyncConnection, span: Span) -> list[NotBookedRow]:
    """Payments of a span whose entries are missing or say another amount.

    One that fits nothing counts as nothing until somebody settles it, and has no entry.
    """
    return [NotBookedRow(*row) for row in await conn.execute(_payments(), span.values)]


@cache
def _payments() -> Select[Any]:
    is_topup = entries.c.kind == EntryKind.TOPUP
    booked = (
        select(
            entries.c.payment_id,
            total(case((is_topup, _AMOUNT), else_=0)).label("came"),
            total(case((is_topup, 0), else_=-_AMOUNT)).label("back"),
        )
        .where(Span.of(entries.c.payment_id), entries.c.kind.in_([EntryKind.TOPUP, *_PAYBACKS]))
        .group_by(entries.c.payment_id)
        .subquery()
    )
    expected = case((payments.c.state == PaymentState.UNMATCHED, 0), else_=payments.c.amount_centimes)
    came, back = func.coalesce(booked.c.came, 0), func.coalesce(booked.c.back, 0)
    return (
        select(
            payments.c.id,
            payments.c.way,
            expected.label("expected"),
            came.label("came"),
            payments.c.refunded_centimes,
            back.label("back"),
        )
        .outerjoin(booked, booked.c.payment_id == payments.c.id)
        .where(Span.of(payments.c.id), or_(came != expected, back != payments.c.refunded_centimes))
        .order_by(payments.c.id)
    )
