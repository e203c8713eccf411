"""What the shop looks at every few minutes because nobody would tell it: whether the float lasts a day,
whether messages arrive, whether the disk has room, whether the database grows as usual, whether the
machine's clock is right.

Each look is a few reads by key or of a few rows, and writes only when a warning begins or ends.
"""

import asyncio
import shutil
from collections.abc import Callable, Collection
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.books.shop_days import ShopDays
from bot.shop.money import Money
from bot.shop.monitoring import database_size
from bot.shop.orders.supplier_float import TURNED_AWAY, FloatSeen, SupplierFloat
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.messages import REFUSED
from storage.chat import message_counts
from storage.database import Database
from storage.house import open_warnings
from storage.money.daily import day_sales

MANY_TRIES: Final = 5
"""A message that was tried so often, and not refused, waits because Telegram cannot be reached."""
_WEEK: Final = 7
_FEWEST_DAYS: Final = 3
_FRESH: Final = timedelta(minutes=15)
_MB: Final = 1_000_000
_LEAST_FREE: Final = 500 * _MB
_LEAST_GROWTH: Final = 100 * _MB
_UNUSUAL: Final = 4
_WRONG: Final = timedelta(minutes=1)
_RIGHT: Final = timedelta(seconds=45)
"""Not to and fro around the minute."""


class ShopWatch:
    """`folders`: where data and backups are on this machine; `free`: how many bytes are free there;
    `clock_ahead`: how far its clock is ahead of those who answer us, None: nobody knows.
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        alerts: Alerts,
        supplier_float: SupplierFloat,
        days: ShopDays,
        *,
        folders: Collection[Path],
        clock_ahead: Callable[[], timedelta | None] = lambda: None,
        free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._supplier_float = supplier_float
        self._days = days
        self._folders = folders
        self._clock_ahead = clock_ahead
        self._free = free

    async def look(self) -> None:
        """For a worker: begins and ends warnings."""
        await self._float()
        await self._messages()
        await self._disk()
        await self._growth()
        await self._clocks()

    async def _float(self) -> None:
        async with self._db.read() as conn:
            seen = await self._supplier_float.last_seen(conn)
            if seen is None or self._clock.passed(seen.at) > _FRESH:
                return
            turned_away = await self._supplier_float.turned_away(conn)
            pace = await self._cost_of_a_day(conn)
            is_low = await open_warnings.get(conn, "float_low", "") is not None
        if turned_away is not None and seen.amount >= turned_away.least:
            await self._alerts.end(TURNED_AWAY)
        await self._lasts(seen, pace, is_low=is_low)

    async def _lasts(self, seen: FloatSeen, pace: Money | None, *, is_low: bool) -> None:
        """Whether the float lasts a day; of one that is below the owner's limit staff know already."""
        left = str(seen.amount.dinars)
        if pace is None or seen.amount >= pace:
            await self._alerts.end("float_short", float=left)
        elif not is_low:
            hours = seen.amount.centimes * 24 // pace.centimes
            await self._alerts.begin("float_short", float=left, cost=str(pace.dinars), hours=hours)

    async def _cost_of_a_day(self, conn: AsyncConnection) -> Money | None:
        """What the goods of a day cost, on average over the last week; None for a shop that is too young."""
        kept = await day_sales.kept(conn)
        if kept is None:
            return None
        today = self._days.day_at(self._clock.now())
        count = min(_WEEK, (today - date.fromisoformat(kept[0])).days)
        if count < _FEWEST_DAYS:
            return None
        first, last = (today - timedelta(days=ago) for ago in (count, 1))
        rows = await day_sales.days(conn, first.isoformat(), last.isoformat())
        return Money(sum(row.cost_centimes for row in rows) // count)

    async def _messages(self) -> None:
        async with self._db.read() as conn:
            if await open_warnings.get(conn, "message_waits", "") is None:
                return  # the sender says when one has been tried often
            waiting = await message_counts.count_tried(conn, MANY_TRIES, but=REFUSED)
        if not waiting:
            await self._alerts.end("message_waits")

    async def _disk(self) -> None:
        for folder in self._folders:
            try:
                free = await asyncio.to_thread(self._free, folder)
            except OSError:
                continue  # a folder that is not there yet fills no disk; who writes there says what is wrong
            place, size = str(folder), free // _MB
            if free < _LEAST_FREE:
                await self._alerts.begin("disk_full", matter=place, place=place, size=size)
            elif free > _LEAST_FREE * 1.1:  # not to and fro around the limit
                await self._alerts.end("disk_full", matter=place, place=place, size=size)

    async def _clocks(self) -> None:
        """Whether our clock says about what the clocks of those who answer us say."""
        ahead = self._clock_ahead()
        if ahead is None:
            return
        if abs(ahead) > _WRONG:
            minutes, side = (
                round(abs(ahead).total_seconds() / 60),
                "ahead" if ahead > timedelta(0) else "behind",
            )
            await self._alerts.begin("clock_wrong", minutes=minutes, side=side)
        elif abs(ahead) <= _RIGHT:
            await self._alerts.end("clock_wrong")

    async def _growth(self) -> None:
        now = self._clock.now()
        async with self._db.read() as conn:
            grown = (await database_size.read(self._db, conn, now)).grown
            before = await database_size.growths(conn, now)
        if grown is None or len(before) < _FEWEST_DAYS:
            return
        usual = median(before)
        if grown > max(_LEAST_GROWTH, _UNUSUAL * usual):
            await self._alerts.begin("database_grows", size=grown // _MB, usual=-(-int(usual) // _MB))
        else:
            await self._alerts.end("database_grows")
