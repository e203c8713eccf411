"""What was written with a time of a day that had been added up already, as somebody had set the clock back.

A closed day's figures do not change any more. Rows are therefore told by their ids: whatever is newer than
what the day before had counted, and has a time before that day's end, counts for the day after. Reads only;
no rules.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Column, ColumnElement, and_, func, literal, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp
from storage.dialects import total
from storage.money.daily.days import EndedRow, ended_of, kinds_of, ways_of
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

    def entries(self) -> ColumnElement[bool]:
        """Whether an entry is one of them."""
        return self._of(entries.c.id, entries.c.at, self.after.entries, self.upto.entries)

    def events(self) -> ColumnElement[bool]:
        """Whether an order's event is one of them."""
        return self._of(order_events.c.id, order_events.c.at, self.after.events, self.upto.events)

    def losses(self) -> ColumnElement[bool]:
        """Whether a loss is one of them."""
        return self._of(losses.c.id, losses.c.noted_at, self.after.losses, self.upto.losses)

    def is_early(self, at: Column[datetime]) -> ColumnElement[bool]:
        """Whether a time is before `before`. No index is asked: those with newer ids are few, those with
        earlier times are all.
        """
        return type_coerce(at, BigInteger) + 0 < literal(self.before, Timestamp)

    def _of(self, ids: Column[int], at: Column[datetime], after: int, upto: int) -> ColumnElement[bool]:
        return and_(ids > after, ids <= upto, self.is_early(at))


async def newest(conn: AsyncConnection) -> Newest:
    """The highest ids of this moment."""
    columns = (entries.c.id, order_events.c.id, losses.c.id)
    query = select(*(select(func.max(column)).scalar_subquery() for column in columns))
    return Newest(*(found or 0 for found in (await conn.execute(query)).one()))


async def by_kind(conn: AsyncConnection, late: Late) -> dict[EntryKind, int]:
    """What late entries come to, by kind, in centimes."""
    return await kinds_of(conn, late.entries())


async def by_way(conn: AsyncConnection, late: Late) -> dict[str, int]:
    """What came into wallets late by each way to pay, in centimes."""
    return await ways_of(conn, late.entries())


async def ended(conn: AsyncConnection, late: Late, statuses: Collection[str]) -> EndedRow:
    """Orders that ended late with one of these statuses."""
    moved = select(order_events.c.order_id).where(late.events(), order_events.c.to_status.in_(statuses))
    return await ended_of(conn, statuses, orders.c.id.in_(moved), late.is_early(orders.c.finished_at))


async def lost(conn: AsyncConnection, late: Late) -> int:
    """What was lost late, in centimes."""
    query = select(total(losses.c.amount_centimes)).where(late.losses())
    return (await conn.execute(query)).scalar_one()
