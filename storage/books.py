"""What the books are read from: sums and oddities over entries, orders, cards and attempts. Reads only; no rules."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Integer, Text, and_, case, cast, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import AnyRow
from storage.tables import attempts, cards, entries, orders, payments

_SUBJECT = literal("order:") + cast(orders.c.id, Text)
_PAYMENT = literal("payment:") + cast(payments.c.id, Text)
_REFUNDS = ("refund", "staff_refund")


async def orders_after(conn: AsyncConnection, last_id: int, limit: int) -> Sequence[AnyRow]:
    """The next orders by id, each with what the entries and the cards say of it.

    `taken` and `given` are what its purchase and refund entries come to (both positive), `by_staff` the part of
    `given` that staff gave. A refund's subject is `order:<id>`, or `order:<id>:<more>`.
    """
    mine = entries.c.customer_id == orders.c.customer_id
    refunds = and_(
        entries.c.kind.in_(_REFUNDS),
        # `;` is the character after `:`, so this is a range of the index and not a search.
        or_(
            entries.c.subject == _SUBJECT,
            and_(entries.c.subject >= _SUBJECT + ":", entries.c.subject < _SUBJECT + ";"),
        ),
        mine,
    )
    total = func.coalesce(func.sum(entries.c.amount_centimes), 0)
    taken = select(-total).where(entries.c.kind == "purchase", entries.c.subject == _SUBJECT, mine)
    given = select(total).where(refunds)
    by_staff = select(total).where(refunds, entries.c.who.startswith("staff:"))
    held = select(func.count()).select_from(cards).where(cards.c.order_id == orders.c.id)
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
            taken.correlate(orders).scalar_subquery().label("taken"),
            given.correlate(orders).scalar_subquery().label("given"),
            by_staff.correlate(orders).scalar_subquery().label("by_staff"),
            held.correlate(orders).scalar_subquery().label("cards"),
        )
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


async def topups_without_payment(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Money in wallets that came by a way to pay, and no payment says so."""
    theirs = select(payments.c.id).where(
        entries.c.subject == _PAYMENT, entries.c.customer_id == payments.c.customer_id
    )
    query = select(entries).where(entries.c.kind == "topup", ~theirs.exists())
    return (await conn.execute(query.order_by(entries.c.id))).all()


async def payments_not_booked(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Payments whose entry is missing or says another amount: `id`, `way`, `amount_centimes`, and `booked`.

    One that fits nothing counts as nothing until somebody settles it, and has no entry.
    """
    booked = func.coalesce(func.sum(entries.c.amount_centimes), 0)
    query = (
        select(payments.c.id, payments.c.way, payments.c.amount_centimes, booked.label("booked"))
        .select_from(payments)
        .outerjoin(entries, and_(entries.c.kind == "topup", entries.c.subject == _PAYMENT))
        .group_by(payments.c.id, payments.c.way, payments.c.amount_centimes)
        .having(booked != payments.c.amount_centimes)
        .order_by(payments.c.id)
    )
    return (await conn.execute(query)).all()


async def by_way(conn: AsyncConnection, since: datetime, until: datetime) -> dict[str, int]:
    """What came into wallets in that time by each way to pay, in centimes."""
    query = (
        select(payments.c.way, func.sum(entries.c.amount_centimes))
        .select_from(entries)
        .join(payments, entries.c.subject == _PAYMENT)
        .where(entries.c.kind == "topup", entries.c.at >= since, entries.c.at < until)
        .group_by(payments.c.way)
    )
    return {way: centimes for way, centimes in (await conn.execute(query)).all()}


async def unmatched_payments(conn: AsyncConnection) -> int:
    """How many payments wait for somebody to say whose they are."""
    query = select(func.count()).select_from(payments).where(payments.c.state == "unmatched")
    return (await conn.execute(query)).scalar_one()


async def cards_without_order(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Cards whose order is not there: `order_id`, and how many (`held`)."""
    query = (
        select(cards.c.order_id, func.count().label("held"))
        .where(~select(orders.c.id).where(orders.c.id == cards.c.order_id).exists())
        .group_by(cards.c.order_id)
    )
    return (await conn.execute(query)).all()


async def cards_twice(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Codes that two orders have: the refs of the first and the last of them (`first`, `last`)."""
    seen = (
        select(func.min(cards.c.order_id).label("first_id"), func.max(cards.c.order_id).label("last_id"))
        .group_by(cards.c.fingerprint)
        .having(func.min(cards.c.order_id) < func.max(cards.c.order_id))
        .distinct()
        .subquery()
    )
    first, last = orders.alias(), orders.alias()
    query = (
        select(first.c.ref.label("first"), last.c.ref.label("last"))
        .select_from(seen)
        .join(first, first.c.id == seen.c.first_id)
        .join(last, last.c.id == seen.c.last_id)
    )
    return (await conn.execute(query)).all()


async def wallets_at(conn: AsyncConnection, at: datetime) -> int:
    """What all wallets held together just before that moment, in centimes."""
    query = select(func.coalesce(func.sum(entries.c.amount_centimes), 0)).where(entries.c.at < at)
    return (await conn.execute(query)).scalar_one()


async def by_kind(conn: AsyncConnection, since: datetime, until: datetime) -> dict[str, int]:
    """What the entries of that time come to, by kind, in centimes."""
    query = (
        select(entries.c.kind, func.sum(entries.c.amount_centimes))
        .where(entries.c.at >= since, entries.c.at < until)
        .group_by(entries.c.kind)
    )
    return {kind: centimes for kind, centimes in (await conn.execute(query)).all()}


async def ended(conn: AsyncConnection, since: datetime, until: datetime, statuses: Collection[str]) -> AnyRow:
    """Orders that ended in that time with one of these statuses: `orders`, `earned` (what was paid less refunds) and `cost`.

    The cost is what the supplier charged; where it did not say, what was expected for the cards that came.
    """
    charged = case(
        (orders.c.charged_centimes.is_not(None), orders.c.charged_centimes),
        else_=orders.c.unit_cost_centimes * orders.c.fulfilled_quantity,
    )
    paid = orders.c.unit_price_centimes * orders.c.quantity - orders.c.discount_centimes
    earned = paid - orders.c.refunded_centimes
    query = select(
        func.count().label("orders"),
        func.coalesce(func.sum(earned), 0).label("earned"),
        func.coalesce(func.sum(charged), 0).label("cost"),
    ).where(orders.c.finished_at >= since, orders.c.finished_at < until, orders.c.status.in_(statuses))
    return (await conn.execute(query)).one()


async def taken_by_supplier(
    conn: AsyncConnection, *, since: datetime, until: datetime, ended_since: datetime
) -> Sequence[AnyRow]:
    """Orders that the supplier took in that closed time, or took before and that ended after `ended_since`."""
    query = select(orders).where(
        orders.c.supplier_order_id.is_not(None),
        orders.c.placed_at <= until,
        or_(orders.c.placed_at >= since, orders.c.finished_at >= ended_since),
    )
    return (await conn.execute(query.order_by(orders.c.placed_at))).all()


async def in_the_air(conn: AsyncConnection) -> Sequence[AnyRow]:
    """Attempts of which nobody knows yet whether the supplier took them."""
    query = select(attempts).where(attempts.c.state.in_(["sending", "unknown"]))
    return (await conn.execute(query)).all()
