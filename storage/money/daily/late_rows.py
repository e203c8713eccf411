"""What was written with a time of a day that had been added up already, as somebody had set the clock back.

A closed day's figures do not change any more. Rows are therefore told by their ids: whatever is newer than
what the day before had counted, and has a time before that day's end, counts for the day after. Reads only;
no rules.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Select, Table, bindparam, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp
from storage.dialects import total
from storage.money.daily.days import EndedRow, brought_by, ended_of, ended_with, kinds_of, ways_of
from storage.states import EntryKind
from storage.tables import entries, losses, order_events, orders


@dataclass(frozen=True, slots=True)
class Newest:
    """The highest ids at one moment: of wallet entries, of orders' events, of losses."""

    entries: int
    events: int
    losses: int


@dataclass(frozen=True, slots=True)
class Late:
    """Rows that came when `after` had been counted already, up to `upto`, with a time before `before`."""

    before: datetime
    after: Newest
    upto: Newest

    @property
    def values(self) -> dict[str, Any]:
        """What the statements below are executed with."""
        return {
            "before": self.before,
            **{f"{table}_after": number for table, number in asdict(self.after).items()},
            **{f"{table}_upto": number for table, number in asdict(self.upto).items()},
        }


def _late(rows: Table, at: Column[datetime]) -> tuple[ColumnElement[bool], ...]:
    """Whether a row is one of them."""
    name = {entries: "entries", order_events: "events", losses: "losses"}[rows]
    after, upto = (bindparam(f"{name}_{end}", type_=BigInteger) for end in ("after", "upto"))
    return rows.c.id > after, rows.c.id <= upto, _is_early(at)


def _is_early(at: Column[datetime]) -> ColumnElement[bool]:
    # No index of times is asked: rows with newer ids are few, those with earlier times are all.
    return type_coerce(at, BigInteger) + 0 < bindparam("before", type_=Timestamp)


async def newest(conn: AsyncConnection) -> Newest:
    """The highest ids of this moment."""
    return Newest(*(found or 0 for found in (await conn.execute(_newest())).one()))


@cache
def _newest() -> Select[Any]:
    columns = (entries.c.id, order_events.c.id, losses.c.id)
    return select(*(select(func.max(column)).scalar_subquery() for column in columns))


async def by_kind(conn: AsyncConnection, late: Late) -> dict[EntryKind, int]:
    """What late entries come to, by kind, in centimes."""
    found = await conn.execute(_by_kind(), late.values)
    return {kind: centimes for kind, centimes in found.all()}


@cache
def _by_kind() -> Select[Any]:
    return kinds_of(*_late(entries, entries.c.at))


async def by_way(conn: AsyncConnection, late: Late) -> dict[str, int]:
    """What came into wallets late by each way to pay, in centimes."""
    return await brought_by(conn, _by_way(), late.values)


@cache
def _by_way() -> Select[Any]:
    return ways_of(*_late(entries, entries.c.at))


async def ended(conn: AsyncConnection, late: Late, statuses: Collection[str]) -> EndedRow:
    """Orders that ended late with one of these statuses."""
    return await ended_with(conn, _ended(frozenset(statuses)), late.values, statuses)


@cache
def _ended(statuses: frozenset[str]) -> Select[Any]:
    moved = select(order_events.c.order_id).where(
        *_late(order_events, order_events.c.at), order_events.c.to_status.in_(statuses)
    )
    return ended_of(orders.c.id.in_(moved), _is_early(orders.c.finished_at))


async def lost(conn: AsyncConnection, late: Late) -> int:
    """What was lost late, in centimes."""
    return (await conn.execute(_lost(), late.values)).scalar_one()


@cache
def _lost() -> Select[Any]:
    return select(total(losses.c.amount_centimes)).where(*_late(losses, losses.c.noted_at))
