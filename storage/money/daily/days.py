"""What a day came to: sums over entries, payments and orders of a time. Reads only; no rules."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, case, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp
from storage.dialects import total
from storage.money.payments import NOT_CREDITED
from storage.states import EntryKind, PaymentState
from storage.tables import entries, orders, payments


@dataclass(frozen=True, slots=True)
class EndedRow:
    """Orders that ended in some time, in centimes: `listed` is the price of the cards that came, `kept` what
    customers paid for them, less by what promo codes took off.
    """

    orders: int
    listed: int
    kept: int
    cost: int

    def __add__(self, other: "EndedRow") -> "EndedRow":
        """Both together."""
        return EndedRow(
            self.orders + other.orders,
            self.listed + other.listed,
            self.kept + other.kept,
            self.cost + other.cost,
        )


_SINCE, _UNTIL = bindparam("since", type_=Timestamp), bindparam("until", type_=Timestamp)


def during(at: ColumnElement[datetime] | ColumnElement[datetime | None]) -> tuple[ColumnElement[bool], ...]:
    """Whether a time is between `since` and `until` that a statement is executed with: so it is put together
    once.
    """
    return at >= _SINCE, at < _UNTIL


async def booked(conn: AsyncConnection, since: datetime | None, until: datetime) -> int:
    """What all entries of that time come to, in centimes; without `since`, all before that moment."""
    if since is None:
        return (await conn.execute(_booked_before(), {"until": until})).scalar_one()
    return (await conn.execute(_booked(), {"since": since, "until": until})).scalar_one()


@cache
def _booked() -> Select[Any]:
    return select(total(entries.c.amount_centimes)).where(*during(entries.c.at))


@cache
def _booked_before() -> Select[Any]:
    return select(total(entries.c.amount_centimes)).where(entries.c.at < _UNTIL)


async def first_entry_at(conn: AsyncConnection) -> datetime | None:
    """When the first entry was made; None before there was one."""
    return (await conn.execute(select(func.min(entries.c.at)))).scalar()


async def by_kind(conn: AsyncConnection, since: datetime, until: datetime) -> dict[EntryKind, int]:
    """What the entries of that time come to, by kind, in centimes."""
    found = await conn.execute(_by_kind(), {"since": since, "until": until})
    return {kind: centimes for kind, centimes in found.all()}


@cache
def _by_kind() -> Select[Any]:
    return kinds_of(*during(entries.c.at))


def kinds_of(*which: ColumnElement[bool]) -> Select[Any]:
    """Asks what some entries come to, by kind, in centimes."""
    return select(entries.c.kind, total(entries.c.amount_centimes)).where(*which).group_by(entries.c.kind)


async def by_way(conn: AsyncConnection, since: datetime, until: datetime) -> dict[str, int]:
    """What came into wallets in that time by each way to pay, in centimes."""
    return await brought_by(conn, _by_way(), {"since": since, "until": until})


async def brought_by(conn: AsyncConnection, query: Select[Any], values: dict[str, Any]) -> dict[str, int]:
    """What the entries of a query of `ways_of` brought into wallets by each way to pay, in centimes."""
    found = (await conn.execute(query, values)).all()
    return {way: centimes for way, kind, centimes in found if kind == EntryKind.TOPUP}


@cache
def _by_way() -> Select[Any]:
    return ways_of(*during(entries.c.at))


def ways_of(*which: ColumnElement[bool]) -> Select[Any]:
    """Asks for entries that name a payment, by way to pay and kind."""
    # All of them that name a payment, by kind: to ask for one kind only would lead away from the index of
    # times to that of kinds, and through all years.
    return (
        select(payments.c.way, entries.c.kind, total(entries.c.amount_centimes))
        .select_from(entries)
        .join(payments, payments.c.id == entries.c.payment_id)
        .where(*which)
        .group_by(payments.c.way, entries.c.kind)
    )


async def unmatched_payments(conn: AsyncConnection, until: datetime) -> int:
    """How many payments that came before that moment wait for somebody to say whose they are."""
    return (await conn.execute(_unmatched(), {"until": until})).scalar_one()


@cache
def _unmatched() -> Select[Any]:
    # As a sum the moment is no use to an index: those that wait are few, those that came before are all.
    came = type_coerce(payments.c.received_at, BigInteger) + 0
    return (
        select(func.count())
        .select_from(payments)
        .where(NOT_CREDITED, payments.c.state == PaymentState.UNMATCHED, came < _UNTIL)
    )


CHARGED: Final = case(
    (orders.c.charged_centimes.is_not(None), orders.c.charged_centimes),
    else_=orders.c.unit_cost_centimes * orders.c.fulfilled_quantity,
)
"""What the supplier took for an order that ended, as far as it said so."""
_PAID = orders.c.unit_price_centimes * orders.c.quantity - orders.c.discount_centimes
# Rounded as a refund of the rest is (`bot.shop.prices.rules.paid_back`).
KEPT: Final = _PAID * orders.c.fulfilled_quantity // orders.c.quantity
"""What a customer paid for the cards that came."""


async def ended(
    conn: AsyncConnection, since: datetime, until: datetime, statuses: Collection[str]
) -> EndedRow:
    """Orders that ended in that time with one of these statuses.

    The cost is what the supplier charged; where it did not say, what was expected for the cards that came.
    """
    return await ended_with(conn, _ended(), {"since": since, "until": until}, statuses)


async def ended_with(
    conn: AsyncConnection, query: Select[Any], values: dict[str, Any], statuses: Collection[str]
) -> EndedRow:
    """The orders of a query of `ended_of`, of those that have ended with one of these statuses."""
    # Sorted out here: to ask for the statuses would lead away from the index of times.
    rows = (await conn.execute(query, values)).all()
    found = [figures for status, *figures in rows if status in statuses]
    return EndedRow(*(sum(column) for column in zip(*found, strict=True))) if found else EndedRow(0, 0, 0, 0)


@cache
def _ended() -> Select[Any]:
    return ended_of(*during(orders.c.finished_at))


def ended_of(*which: ColumnElement[bool]) -> Select[Any]:
    """Asks what some orders come to, by status."""
    return (
        select(
            orders.c.status,
            func.count(),
            total(orders.c.unit_price_centimes * orders.c.fulfilled_quantity),
            total(KEPT),
            total(CHARGED),
        )
        .where(*which)
        .group_by(orders.c.status)
    )
