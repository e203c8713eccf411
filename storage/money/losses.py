"""Debits of the supplier that brought no goods, until the money comes back or staff write it off. No
rules.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert, total
from storage.purchases.attempts import ATTEMPT, AttemptRow
from storage.rows import RowShape, in_parts
from storage.states import AttemptState
from storage.tables import attempts, losses, orders

_OPEN = and_(losses.c.returned_at.is_(None), losses.c.written_off_at.is_(None))


@dataclass(frozen=True, slots=True)
class LossRow:
    """One debit without goods, and its order's ref."""

    id: int
    key: str
    order_id: int
    ref: str
    attempt_id: int | None
    line_id: str | None
    names: str | None
    amount_centimes: int
    debited_at: datetime
    noted_at: datetime
    returned_at: datetime | None
    back_line_id: str | None
    written_off_at: datetime | None
    written_off_by: int | None
    reason: str | None


_LOSS = RowShape(LossRow, losses, ref=orders.c.ref)
_WITH_ORDER = select(*_LOSS.columns).join(orders, orders.c.id == losses.c.order_id)
_NOT_RETURNED = _WITH_ORDER.where(
    losses.c.returned_at.is_(None), losses.c.noted_at >= bindparam("since")
).order_by(losses.c.id)
_WITHOUT_ORDER = (
    select(*ATTEMPT.columns)
    .where(
        attempts.c.state.in_([AttemptState.ABSENT, AttemptState.GIVEN_UP, AttemptState.NOT_PLACED]),
        attempts.c.sent_at >= bindparam("since"),
        attempts.c.sent_at <= bindparam("until"),
    )
    .order_by(attempts.c.state == AttemptState.NOT_PLACED, attempts.c.sent_at, attempts.c.id)
)
_OF_ORDER = _WITH_ORDER.where(losses.c.order_id == bindparam("order_id")).order_by(losses.c.id)


def _among(column: ColumnElement[Any]) -> Select[Any]:
    return _WITH_ORDER.where(column.in_(bindparam("among", type_=column.type, expanding=True)))


_OF_LINES = (_among(losses.c.line_id), _among(losses.c.back_line_id))
_OF_ORDERS = _among(losses.c.order_id)


async def add(
    conn: AsyncConnection,
    *,
    key: str,
    order_id: int,
    attempt_id: int | None,
    line_id: str | None,
    names: str | None,
    amount_centimes: int,
    debited_at: datetime,
    noted_at: datetime,
) -> bool:
    """Adds a loss once for each key; True when this call did it."""
    row = insert(losses).values(
        key=key,
        order_id=order_id,
        attempt_id=attempt_id,
        line_id=line_id,
        names=names,
        amount_centimes=amount_centimes,
        debited_at=debited_at,
        noted_at=noted_at,
    )
    statement = row.on_conflict_do_nothing().returning(losses.c.id)
    return (await conn.execute(statement)).first() is not None


async def of_order(conn: AsyncConnection, order_id: int) -> list[LossRow]:
    """An order's losses, oldest first."""
    return _LOSS.all(await conn.execute(_OF_ORDER, {"order_id": order_id}))


async def still_open(conn: AsyncConnection, limit: int) -> list[LossRow]:
    """Losses that did not come back and that nobody wrote off, oldest first."""
    return _LOSS.all(await conn.execute(_still_open(), {"most": limit}))


@cache
def _still_open() -> Select[Any]:
    return _WITH_ORDER.where(_OPEN).order_by(losses.c.id).limit(bindparam("most", type_=Integer))


async def not_returned(conn: AsyncConnection, since: datetime) -> list[LossRow]:
    """Losses noted since that moment whose money did not come back, written off or not."""
    return _LOSS.all(await conn.execute(_NOT_RETURNED, {"since": since}))


async def concerning(
    conn: AsyncConnection, *, line_ids: Collection[str], order_ids: Collection[int]
) -> list[LossRow]:
    """Losses that one of these lines made or ended, or that one of these orders had."""
    questions: list[tuple[Select[Any], list[Any]]] = [
        (query, lines) for lines in in_parts(line_ids) for query in _OF_LINES
    ]
    questions += [(_OF_ORDERS, ids) for ids in in_parts(order_ids)]
    found: dict[int, LossRow] = {}
    for query, among in questions:
        found |= {row.id: row for row in _LOSS.all(await conn.execute(query, {"among": among}))}
    return list(found.values())


async def give_back(conn: AsyncConnection, loss_id: int, *, line_id: str, at: datetime) -> bool:
    """The money came back with that line; True when this call wrote it down."""
    statement = (
        update(losses)
        .where(losses.c.id == loss_id, losses.c.returned_at.is_(None))
        .values(returned_at=at, back_line_id=line_id)
        .returning(losses.c.id)
    )
    return (await conn.execute(statement)).first() is not None


async def write_off(
    conn: AsyncConnection, order_id: int, *, staff_id: int, reason: str, at: datetime
) -> list[int]:
    """Writes off what of an order's losses is open; how many centimes each was, none when somebody was
    first.
    """
    statement = (
        update(losses)
        .where(losses.c.order_id == order_id, _OPEN)
        .values(written_off_at=at, written_off_by=staff_id, reason=reason)
        .returning(losses.c.amount_centimes)
    )
    return list((await conn.execute(statement)).scalars())


async def sums(conn: AsyncConnection, since: datetime, until: datetime) -> tuple[int, int]:
    """What was lost in that time, and what of losses came back in it, in centimes."""
    lost, back = [
        (await conn.execute(_sum(column), {"since": since, "until": until})).scalar_one()
        for column in ("noted_at", "returned_at")
    ]
    return lost, back


@cache
def _sum(column: str) -> Select[Any]:
    at = losses.c[column]
    return select(total(losses.c.amount_centimes)).where(at >= bindparam("since"), at < bindparam("until"))


async def attempts_without_order(conn: AsyncConnection, since: datetime, until: datetime) -> list[AttemptRow]:
    """Attempts that ended without an order at the supplier, sent in that closed time.

    Those that were given up without proof come first, then those to which the supplier said no; each oldest
    first.
    """
    return ATTEMPT.all(await conn.execute(_WITHOUT_ORDER, {"since": since, "until": until}))
