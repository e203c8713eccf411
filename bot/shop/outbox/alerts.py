"""What staff are told, and only those who may do something about it.

What happens once is raised: told at most once for each matter and quiet period. What goes on for a while is a
warning: it begins with a message, stands among `open_warnings` while it lasts, and ends with a message.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.outbox.alert_kinds import InQuietHours, kind_of
from bot.shop.outbox.messages import _KEEP_TOLD, MessageKind, tell
from bot.shop.outbox.quiet_hours import Held, QuietHours
from bot.shop.roles.members import StaffMembers
from storage.database import Database
from storage.house import facts, open_warnings

_MOST_LISTED: Final = 100


@dataclass(frozen=True, slots=True)
class OpenWarning:
    """Something that is wrong, of which staff were told, and that is not over."""

    code: str
    args: Mapping[str, Any]
    since: datetime


async def going_on(conn: AsyncConnection) -> list[OpenWarning]:
    """What is wrong now, the oldest first."""
    rows = await open_warnings.listed(conn, limit=_MOST_LISTED)
    return [OpenWarning(row.code, json.loads(row.args), row.since) for row in rows]


class Alerts:
    """Tells the staff that something needs a person, once for each matter and while."""

    def __init__(self, db: Database, clock: Clock, members: StaffMembers, quiet_hours: QuietHours) -> None:
        self._db = db
        self._clock = clock
        self._members = members
        self._quiet_hours = quiet_hours

    async def raise_in(
        self, conn: AsyncConnection, code: str, /, *, matter: str, quiet: timedelta | None = None, **args: Any
    ) -> bool:
        """Writes the alert in the caller's transaction; False when `matter` was told within `quiet` (None:
        ever).
        """
        if not await self._is_news(conn, code, matter, quiet):
            return False
        await self._tell_all(conn, code, matter, args)
        return True

    async def raise_together_in(
        self,
        conn: AsyncConnection,
        code: str,
        matters: Sequence[tuple[str, Mapping[str, Any]]],
        *,
        quiet: timedelta | None = None,
        unnamed: int = 0,
    ) -> bool:
        """Writes one alert for those of these matters, each with what there is to say of it, that were not
        told within `quiet` (None: ever): the first, and how many others. False when all were told.

        `unnamed`: how many more there are of that kind than stand here.
        """
        news = [(matter, args) for matter, args in matters if await self._is_news(conn, code, matter, quiet)]
        if not news:
            return False
        matter, args = news[0]
        others = len(news) - 1 + unnamed
        await self._tell_all(conn, code, matter, {**args, "others": others} if others else args)
        return True

    async def open_warnings(self) -> list[OpenWarning]:
        """What is wrong now, the oldest first."""
        async with self._db.read() as conn:
            return await going_on(conn)

    async def forget_in(self, conn: AsyncConnection, code: str, matters: Iterable[str]) -> None:
        """These were told and are over: whenever they come again is news."""
        for matter in matters:
            await facts.remove(conn, f"alert:{code}:{matter}")

    async def begin_in(
        self,
        conn: AsyncConnection,
        code: str,
        /,
        *,
        matter: str = "",
        since: datetime | None = None,
        **args: Any,
    ) -> bool:
        """This is wrong from now on, or still: staff are told when it is news. `since`: when that is known to
        have begun.
        """
        now = self._clock.now()
        news = await open_warnings.begin(conn, code, matter, args, since=since or now, now=now)
        if news:
            await self._tell_all(conn, code, matter, args)
        return news

    async def end_in(self, conn: AsyncConnection, code: str, /, *, matter: str = "", **args: Any) -> bool:
        """This is wrong no more: staff are told when they had been told of it, what was known of it and
        `args`.
        """
        row, over = await open_warnings.end(conn, code, matter), kind_of(code).end
        if row is not None and over is not None:
            known = {**json.loads(row.args), "at": row.since.isoformat(), **args}
            await self._tell_all(conn, over, matter, known, begun=code)
        return row is not None

    async def begin(
        self, code: str, /, *, matter: str = "", since: datetime | None = None, **args: Any
    ) -> None:
        """The same in a transaction of its own."""
        async with self._db.write() as conn:
            await self.begin_in(conn, code, matter=matter, since=since, **args)

    async def end(self, code: str, /, *, matter: str = "", **args: Any) -> None:
        """The same in a transaction of its own, which is only begun where there is something to end."""
        async with self._db.read() as conn:
            row = await open_warnings.get(conn, code, matter)
        if row is not None:
            async with self._db.write() as conn:
                await self.end_in(conn, code, matter=matter, **args)

    async def _is_news(self, conn: AsyncConnection, code: str, matter: str, quiet: timedelta | None) -> bool:
        """Whether that was not told within `quiet`; from now on it is told."""
        now = self._clock.now()
        since = None if quiet is None else now - quiet
        # A difference in the books is told once for as long as it stands; any other matter is over long
        # before.
        expires_at = None if code.startswith("books_") else now + _KEEP_TOLD
        return await facts.put_once(
            conn, f"alert:{code}:{matter}", "told", now, not_since=since, expires_at=expires_at
        )

    async def _tell_all(
        self,
        conn: AsyncConnection,
        code: str,
        matter: str,
        args: Mapping[str, Any],
        *,
        begun: str | None = None,
    ) -> None:
        """Tells those who shall know, or holds it while they have quiet hours. `begun`: which warning it
        ends.
        """
        now, kind = self._clock.now(), kind_of(code)
        moment = int(now.timestamp() * 1000)
        people = await self._members.holding(conn, kind.reader)
        waits = kind.in_quiet_hours is not InQuietHours.TOLD
        quiet = await self._quiet_hours.over_at(conn, people) if waits else {}
        for staff_id in people:
            until = quiet.get(staff_id)
            if until is not None and kind.in_quiet_hours is InQuietHours.GATHERED:
                await self._quiet_hours.hold(conn, staff_id, Held(code, matter, args, begun), until=until)
                continue
            await tell(
                conn,
                key=f"alert:{code}:{matter}:{moment}:{staff_id}",
                chat_id=staff_id,
                kind=MessageKind.STAFF_ALERT,
                payload={"code": code, "args": args},
                now=now,
                due_at=until,
            )

    async def raise_(self, code: str, /, *, matter: str, quiet: timedelta | None = None, **args: Any) -> None:
        """Writes the alert in a transaction of its own."""
        async with self._db.write() as conn:
            await self.raise_in(conn, code, matter=matter, quiet=quiet, **args)
