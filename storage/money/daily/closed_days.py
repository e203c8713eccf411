"""The figures of days that are over, written once each: by its close, or later for older days."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.money.daily.late_rows import Newest
from storage.rows import RowShape
from storage.tables import closed_days


@dataclass(frozen=True, slots=True)
class ClosedDayRow:
    """One day's figures as JSON. `account_read` is 1 when the supplier's account of that day is in them.

    `entries_upto`, `events_upto` and `losses_upto` are the newest ids when the day was added up; None for a
    day that was closed before that was noted.
    """

    day: str
    until_at: datetime
    wallets_centimes: int
    figures: str
    account_read: int
    entries_upto: int | None
    events_upto: int | None
    losses_upto: int | None

    @property
    def counted(self) -> Newest | None:
        """The newest rows when the day was added up."""
        if self.entries_upto is None or self.events_upto is None or self.losses_upto is None:
            return None
        return Newest(self.entries_upto, self.events_upto, self.losses_upto)


_CLOSED_DAY = RowShape(ClosedDayRow, closed_days)
_DAYS = select(*_CLOSED_DAY.columns)


async def keep(
    conn: AsyncConnection,
    day: str,
    *,
    until_at: datetime,
    wallets_centimes: int,
    figures: str,
    account_read: bool,
    counted: Newest,
    now: datetime,
) -> bool:
    """Writes a day's figures down, once; False when they were there."""
    row = {
        "day": day,
        "until_at": until_at,
        "wallets_centimes": wallets_centimes,
        "figures": figures,
        "account_read": int(account_read),
        "kept_at": now,
        "entries_upto": counted.entries,
        "events_upto": counted.events,
        "losses_upto": counted.losses,
    }
    return (await conn.execute(_keep(), row)).first() is not None


@cache
def _keep() -> Executable:
    return insert(closed_days).on_conflict_do_nothing().returning(closed_days.c.day)


async def account_came(conn: AsyncConnection, day: str, figures: str) -> bool:
    """Writes figures with the supplier's account over those without it, once."""
    statement = (
        update(closed_days)
        .where(closed_days.c.day == day, closed_days.c.account_read == 0)
        .values(figures=figures, account_read=1)
        .returning(closed_days.c.day)
    )
    return (await conn.execute(statement)).first() is not None


async def get(conn: AsyncConnection, day: str) -> ClosedDayRow | None:
    """A day's figures; None when nobody has written them down."""
    return _CLOSED_DAY.first(await conn.execute(_get(), {"day": day}))


@cache
def _get() -> Select[Any]:
    return _DAYS.where(closed_days.c.day == bindparam("day"))


async def last_before(conn: AsyncConnection, at: datetime) -> ClosedDayRow | None:
    """The last of the days that had ended by that moment."""
    return _CLOSED_DAY.first(await conn.execute(_last_before(), {"at": at}))


@cache
def _last_before() -> Select[Any]:
    ended = closed_days.c.until_at
    return _DAYS.where(ended <= bindparam("at")).order_by(ended.desc()).limit(1)
