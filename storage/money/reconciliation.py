"""What the books are checked from: orders with what belongs to them, and rows that belong to nothing. Reads only; no rules."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Integer, Text, and_, case, cast, func, literal, null, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import AnyRow
from storage.purchases.attempts import ATTEMPT, AttemptRow
from storage.states import AttemptState, PaymentState
from storage.tables import attempts, cards, entries, orders, payments, promo_uses, promos

_SUBJECT = literal("order:") + cast(orders.c.id, Text)
_PAYMENT = literal("payment:") + cast(payments.c.id, Text)
_REFUNDS = ("refund", "staff_refund")
_PAYBACKS = ("payback", "payback_undone")


async def orders_after(conn: AsyncConnection, last_id: int, limit: int) -> Sequence[AnyRow]:
    """The next orders by id, each with what the entries and the cards say of it.

    `taken` and `given` are what its purchase and refund entries come to (both positive), `by_staff` the part of
    `given` that staff gave. A refund's subject is `order:<id>`, or `order:<id>:<more>`. `promo_counted` is the discount of
    its use of a promo code (0 for none, or another code's), `promo_released` whether that use was given back.
    """
    # As a sum it is no use to an index: a customer's whole history is not gone through for each of their orders.
    mine = entries.c.customer_id + 0 == orders.c.customer_id
    total = func.coalesce(func.sum(entries.c.amount_centimes), 0)
    taken = select(-total).where(entries.c.kind == "purchase", entries.c.subject == _SUBJECT, mine)

    def refunds(*where: ColumnElement[bool]) -> ColumnElement[int]:
        # `;` is the character after `:`, so this is a range of the index and not a search.
        more = and_(entries.c.subject >= _SUBJECT + ":", entries.c.subject < _SUBJECT + ";")
        parts = [
            select(total).where(entries.c.kind.in_(_REFUNDS), its_own, mine, *where)
            for its_own in (entries.c.subject == _SUBJECT, more)
        ]
        one, other = (part.correlate(orders).scalar_subquery() for part in parts)
        return one + other

    held = select(func.count()).select_from(cards).where(cards.c.order_id == orders.c.id)
    its_use = and_(
        promo_uses.c.order_id == orders.c.id,
        promo_uses.c.promo_id == orders.c.promo_id,
        promo_uses.c.customer_id == orders.c.customer_id,
    )
    query = (
        select(
            orders.c.id,
            orders.c.ref,
            orders.c.status,
            orders.c.quantity,
            orders.c.fulfilled_quantity,
            orders.c.unit_price_centimes,
            orders.c.discount_centimes,
            orders.c.refunded_centimes,
            orders.c.supplier_order_id,
            taken.correlate(orders).scalar_subquery().label("taken"),
            refunds().label("given"),
            refunds(entries.c.who.startswith("staff:")).label("by_staff"),
            held.correlate(orders).scalar_subquery().label("cards"),
            func.coalesce(promo_uses.c.discount_centimes, 0).label("promo_counted"),
            promo_uses.c.released_at.is_not(None).label("promo_released"),
        )
        .outerjoin(promo_uses, its_use)
        .where(orders.c.id > last_id)
        .order_by(orders.c.id)
        .limit(limit)
    )
    return (await conn.execute(query)).all()


async def wallets_below_zero(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Wallets that held less than nothing after some entry: `customer_id`, and `lowest` in centimes."""
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
    return (await conn.execute(query)).all()


async def entries_without_order(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Purchases and refunds whose order is not there, or is another customer's."""
    order_id = cast(func.substr(entries.c.subject, len("order:") + 1), Integer)
    theirs = select(orders.c.id).where(orders.c.id == order_id, orders.c.customer_id == entries.c.customer_id)
    query = select(entries).where(entries.c.kind.in_(["purchase", *_REFUNDS]), ~theirs.exists())
    return (await conn.execute(query.order_by(entries.c.id))).all()


async def entries_the_wrong_way(
    conn: AsyncConnection, *, adding: Collection[str], taking: Collection[str]
) -> Sequence[AnyRow]:
    """Entries whose sign is not their kind's."""
    wrong = or_(
        and_(entries.c.kind.in_(adding), entries.c.amount_centimes < 0),
        and_(entries.c.kind.in_(taking), entries.c.amount_centimes > 0),
    )
    return (await conn.execute(select(entries).where(wrong).order_by(entries.c.id))).all()


async def entries_without_payment(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Money that came into wallets by a way to pay, or went back by one, and no payment of that customer says so.

    A payback's subject is `payment:<id>:<more>`.
    """
    payment_id = cast(func.substr(entries.c.subject, len("payment:") + 1), Integer)
    theirs = select(payments.c.id).where(
        payments.c.id == payment_id, entries.c.customer_id == payments.c.customer_id
    )
    query = select(entries).where(entries.c.kind.in_(["topup", *_PAYBACKS]), ~theirs.exists())
    return (await conn.execute(query.order_by(entries.c.id))).all()


async def payments_not_booked(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Payments whose entry is missing or says another amount: `id`, `way`, `expected`, and what is `booked`.

    One that fits nothing counts as nothing until somebody settles it, and has no entry.
    """
    expected = case((payments.c.state == PaymentState.UNMATCHED, 0), else_=payments.c.amount_centimes)
    booked = func.coalesce(func.sum(entries.c.amount_centimes), 0)
    query = (
        select(payments.c.id, payments.c.way, expected.label("expected"), booked.label("booked"))
        .select_from(payments)
        .outerjoin(entries, and_(entries.c.kind == "topup", entries.c.subject == _PAYMENT))
        .group_by(payments.c.id)
        .having(booked != expected)
        .order_by(payments.c.id)
    )
    return (await conn.execute(query)).all()


async def paybacks_not_booked(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Payments of which more or less left a wallet than went back to the payer: `id`, `way`, `expected`, `booked`."""
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
    return (await conn.execute(query)).all()


async def cards_without_order(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Cards whose order is not there: `order_id`, and how many (`held`)."""
    query = (
        select(cards.c.order_id, func.count().label("held"))
        .where(~select(orders.c.id).where(orders.c.id == cards.c.order_id).exists())
        .group_by(cards.c.order_id)
    )
    return (await conn.execute(query)).all()


async def cards_twice(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Codes that are stored more than once: the refs of the first and the last order that has them (`first`, `last`)."""
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
    return (await conn.execute(query)).all()


async def promo_uses_without_order(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Uses whose order is not there: the `code`, and how many (`used`)."""
    query = (
        select(promos.c.code, func.count().label("used"))
        .join(promo_uses, promo_uses.c.promo_id == promos.c.id)
        .where(~select(orders.c.id).where(orders.c.id == promo_uses.c.order_id).exists())
        .group_by(promos.c.id)
        .order_by(promos.c.id)
    )
    return (await conn.execute(query)).all()


async def promos_over_limit(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Codes used more often than they may be: `code`, the `most` and how often (`used`); `customer_id` None: in all."""
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
    return [row for query in (in_all, by_one) for row in (await conn.execute(query)).all()]


async def taken_by_supplier(
    conn: AsyncConnection, *, since: datetime, until: datetime, ended_since: datetime
) -> Sequence[AnyRow]:
    """Orders that the supplier took in that closed time, or took before and that ended after `ended_since` or not yet."""
    query = select(orders).where(
        orders.c.supplier_order_id.is_not(None),
        orders.c.placed_at <= until,
        or_(
            orders.c.placed_at >= since,
            orders.c.finished_at >= ended_since,
            orders.c.finished_at.is_(None),
        ),
    )
    return (await conn.execute(query.order_by(orders.c.placed_at))).all()


async def placed_between(conn: AsyncConnection, since: datetime, until: datetime) -> Sequence[AnyRow]:
    """Orders that the supplier took in that closed time. One that waited for more than a day before is left out."""
    query = select(orders).where(
        orders.c.created_at >= since - timedelta(days=1),
        orders.c.created_at <= until,
        orders.c.placed_at >= since,
        orders.c.placed_at <= until,
        orders.c.supplier_order_id.is_not(None),
    )
    return (await conn.execute(query.order_by(orders.c.placed_at))).all()


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
