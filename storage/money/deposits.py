"""Where payments on the supplier's page were found in the supplier's account. Reads and additions; the rules
are in `bot.shop`.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import RowShape, in_parts
from storage.tables import deposits, payment_requests, payments


@dataclass(frozen=True, slots=True)
class DepositRow:
    """Where a payment was found. `named` is 1 when the account's line names the payment's link."""

    payment_id: int
    line_id: str
    amount_centimes: int
    arrived_at: datetime
    named: int
    found_at: datetime


@dataclass(frozen=True, slots=True)
class AbsentRow:
    """A payment whose money is not in the account."""

    id: int
    charge_id: str
    currency_amount: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class UnfoundRow(AbsentRow):
    """A payment that nobody has found in the account yet, and when its link was made."""

    asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class FoundRow:
    """What was found of a payment on a line of the account, and what was paid."""

    payment_id: int
    line_id: str
    amount_centimes: int
    charge_id: str
    paid: int


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A request by the method's own name for it; `payment_id` None: nothing came for it."""

    id: str
    external_ref: str
    customer_id: int
    payment_id: int | None


_ABSENT = RowShape(AbsentRow, payments)
_UNFOUND = RowShape(UnfoundRow, payments, asked_at=payment_requests.c.created_at)
_FOUND = RowShape(FoundRow, deposits, charge_id=payments.c.charge_id, paid=payments.c.currency_amount)
_LINK = RowShape(
    LinkRow, payment_requests, external_ref=payment_requests.c.external_ref, payment_id=payments.c.id
)


def _several(name: str, column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a column holds one of so many."""
    return column.in_(bindparam(name, type_=column.type, expanding=True))


# Made once: each look at the supplier's account asks them.
_RECEIVED = and_(_several("ways", payments.c.way), payments.c.received_at >= bindparam("since"))
_WAITING = (
    select(*_UNFOUND.columns)
    .outerjoin(payment_requests, payment_requests.c.id == payments.c.request_id)
    .outerjoin(deposits, deposits.c.payment_id == payments.c.id)
    .where(_RECEIVED, deposits.c.payment_id.is_(None))
    .order_by(payments.c.received_at, payments.c.id)
)
_NOT_THERE = (
    select(*_ABSENT.columns)
    .outerjoin(deposits, deposits.c.payment_id == payments.c.id)
    .where(_RECEIVED, payments.c.received_at < bindparam("until"))
    .where(or_(deposits.c.payment_id.is_(None), deposits.c.arrived_at >= bindparam("at")))
    .order_by(payments.c.received_at, payments.c.id)
)
_OF_LINES = (
    select(*_FOUND.columns)
    .join(payments, payments.c.id == deposits.c.payment_id)
    .where(_several("line_ids", deposits.c.line_id))
)
_NAMED_SINCE = (
    select(deposits.c.payment_id)
    .where(deposits.c.arrived_at >= bindparam("since"), deposits.c.named == 1)
    .limit(1)
)
_LINKS = (
    select(*_LINK.columns)
    .outerjoin(
        payments,
        and_(
            payments.c.way == payment_requests.c.way, payments.c.charge_id == payment_requests.c.external_ref
        ),
    )
    .where(_several("ways", payment_requests.c.way), _several("refs", payment_requests.c.external_ref))
)


async def add(conn: AsyncConnection, rows: Sequence[DepositRow]) -> None:
    """Writes down where payments were found. Raises IntegrityError for one that was found before."""
    if rows:
        await conn.execute(deposits.insert(), [asdict(row) for row in rows])


async def waiting(conn: AsyncConnection, *, ways: Collection[str], since: datetime) -> list[UnfoundRow]:
    """Payments received since then that were not found yet, oldest first."""
    return _UNFOUND.all(await conn.execute(_WAITING, {"ways": list(ways), "since": since}))


async def not_there(
    conn: AsyncConnection, *, ways: Collection[str], at: datetime, since: datetime, until: datetime
) -> list[AbsentRow]:
    """Payments received between `since` and `until` whose money had not arrived at `at`, oldest first."""
    asked = {"ways": list(ways), "since": since, "until": until, "at": at}
    return _ABSENT.all(await conn.execute(_NOT_THERE, asked))


async def of_lines(conn: AsyncConnection, line_ids: Collection[str]) -> list[FoundRow]:
    """What was found on these lines of the account."""
    found: list[FoundRow] = []
    for part in in_parts(line_ids):
        found += _FOUND.all(await conn.execute(_OF_LINES, {"line_ids": part}))
    return sorted(found, key=lambda row: row.payment_id)


async def named_since(conn: AsyncConnection, since: datetime) -> bool:
    """Whether the account named a payment's link on a line of that time."""
    return (await conn.execute(_NAMED_SINCE, {"since": since})).first() is not None


async def links(conn: AsyncConnection, *, ways: Collection[str], refs: Collection[str]) -> list[LinkRow]:
    """Requests with these names of the method's own."""
    found: list[LinkRow] = []
    for part in in_parts(refs):
        found += _LINK.all(await conn.execute(_LINKS, {"ways": list(ways), "refs": part}))
    return found
