"""Backups of the shop's own database: each night, and when an owner asks.

Which there are says their folder, not the database: one that was put back must not believe in what is gone.
For screens the worker writes down which is the newest, whenever that has changed.
"""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backup.folder import BackupFile, backups_in, part_of
from bot.backup.plan import BackupPlan
from bot.clock import Clock
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.roles.members import StaffMembers
from bot.shop.roles.rights import Right
from storage.database import Database
from storage.house import facts, staff
from storage.house.facts import FactRow
from storage.snapshots.snapshot import CopyTrouble
from storage.wakeups import Work, note

if TYPE_CHECKING:
    from bot.backup.age import BackupError

log = structlog.get_logger(__name__)

_ASKED: Final = "backup:asked"
_FAILING: Final = "backup:failing"
_NEWEST: Final = "backup:newest"
_AGAIN: Final = timedelta(hours=1)
MB: Final = 1_000_000


class Asked(StrEnum):
    """What becomes of a wish for a backup."""

    TAKEN_SOON = "soon"
    UNDER_WAY = "under_way"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest backup: when it was taken, and its bytes."""

    taken_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class BackupsSeen:
    """How the backups are: `newest` None where there is none, `failing_since` None while they succeed."""

    are_on: bool
    newest: Newest | None
    failing_since: datetime | None


class Backups:
    """Takes them, tells of them, and hands out their parts. `part_bytes`: None when they are not sent."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        alerts: Alerts,
        members: StaffMembers,
        plan: BackupPlan,
        zone: ZoneInfo,
        hour: int,
        part_bytes: int | None,
    ) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._members = members
        self._plan = plan
        self._zone = zone
        self._hour = hour
        self._part_bytes = part_bytes

    async def seen(self, conn: AsyncConnection) -> BackupsSeen:
        """How they are."""
        failing, newest = await facts.get(conn, _FAILING), await facts.get(conn, _NEWEST)
        return BackupsSeen(
            self._plan.recipient is not None,
            None if newest is None else Newest(newest.at, int(newest.value)),
            None if failing is None else failing.at,
        )

    async def ask(self, staff_id: int) -> Asked:
        """Has one taken soon; whoever asked is told when it is there."""
        if self._plan.recipient is None:
            return Asked.OFF
        now = self._clock.now()
        async with self._db.write() as conn:
            if not await facts.put_once(conn, _ASKED, str(staff_id), now, not_since=now - _AGAIN):
                return Asked.UNDER_WAY
            await staff.log(conn, staff_id=staff_id, action="backup", subject="shop", at=now)
            note(conn, Work.BACKUPS_TO_TAKE)
        return Asked.TAKEN_SOON

    async def take_when_due(self) -> None:
        """For a worker: takes the one that somebody asked for, or that the hour has come for. One that failed
        is tried again after an hour.
        """
        if self._plan.recipient is None:
            return
        now = self._clock.now()
        async with self._db.read() as conn:
            asked, failing = await facts.get(conn, _ASKED), await facts.get(conn, _FAILING)
            noted = await facts.get(conn, _NEWEST)
        newest = await self._newest()
        if (newest and newest.taken_at) != (noted and noted.at):
            await self._note_newest(newest)
        due = newest is None or newest.taken_at < self._last_hour(now)
        if due and failing is not None:
            due = self._clock.passed(_tried_at(failing)) >= _AGAIN
        if due or asked is not None:
            await self._take(now)

    async def part(self, name: str, number: int) -> bytes | None:
        """One part of a backup, counted from 0; None when it is not in this machine's folder (any more)."""
        size = self._part_bytes or MB
        return await asyncio.to_thread(part_of, self._plan.folder, name, offset=number * size, size=size)

    async def _take(self, now: datetime) -> None:
        # Both rooms load what only a shop needs that takes backups.
        from bot.backup.age import BackupError  # noqa: PLC0415 - see above
        from bot.backup.taking import take  # noqa: PLC0415 - see above

        try:
            taken = await take(self._plan, now)
        except BackupError as error:
            log.warning("no backup could be taken", why=str(error))
            if error.trouble is not CopyTrouble.BUSY:  # then it is soon tried again
                await self._failed(error)
        else:
            took = round(self._clock.passed(now).total_seconds())
            log.info("backup taken", file=taken.name, size=taken.size, seconds=took)
            await self._succeeded(taken)

    async def _note_newest(self, newest: BackupFile | None) -> None:
        async with self._db.write() as conn:
            if newest is None:
                await facts.remove(conn, _NEWEST)
            else:
                await facts.put(conn, _NEWEST, str(newest.size), newest.taken_at)

    async def _failed(self, error: "BackupError") -> None:
        """Staff hear of it once; whoever asked hears of it in any case."""
        now = self._clock.now()
        async with self._db.write() as conn:
            before = await facts.get(conn, _FAILING)
            tried = json.dumps({"tried_at": now.isoformat()})
            await facts.put(conn, _FAILING, tried, now if before is None else before.at)
            told = await self._alerts.begin_in(conn, "backup_failed", trouble=error.trouble.value)
            asker = await _asker(conn)
            if asker is not None and not told:
                await self._tell(conn, asker, "backup_failed", now, trouble=error.trouble.value)

    async def _succeeded(self, taken: BackupFile) -> None:
        now = self._clock.now()
        async with self._db.write() as conn:
            await facts.remove(conn, _FAILING)
            await self._alerts.end_in(conn, "backup_failed")
            if (asker := await _asker(conn)) is not None:
                size = -(-taken.size // MB)
                await self._tell(conn, asker, "backup_taken", now, name=taken.name, size=size)
            await facts.put(conn, _NEWEST, str(taken.size), taken.taken_at)
            await self._send(conn, taken, now)

    async def _send(self, conn: AsyncConnection, taken: BackupFile, now: datetime) -> None:
        """All parts, to everybody who may have them, in their order."""
        if self._part_bytes is None:
            return
        count = -(-taken.size // self._part_bytes)
        for owner in await self._members.holding(conn, Right.BACK_UP):
            for number in range(count):
                await tell(
                    conn,
                    key=f"backup:{taken.name}:{number}:{owner}",
                    chat_id=owner,
                    kind=MessageKind.BACKUP_PART,
                    payload={"name": taken.name, "part": number, "parts": count},
                    now=now,
                )

    @staticmethod
    async def _tell(conn: AsyncConnection, person: int, code: str, now: datetime, **args: str | int) -> None:
        await tell(
            conn,
            key=f"{code}:{int(now.timestamp() * 1000)}:{person}",
            chat_id=person,
            kind=MessageKind.STAFF_ALERT,
            payload={"code": code, "args": args},
            now=now,
        )

    def _last_hour(self, now: datetime) -> datetime:
        """When the last backup was due."""
        here = now.astimezone(self._zone)
        today = here.replace(hour=self._hour, minute=0, second=0, microsecond=0)
        return today if today <= here else today - timedelta(days=1)

    async def _newest(self) -> BackupFile | None:
        try:
            found = await asyncio.to_thread(backups_in, self._plan.folder)
        except OSError as error:
            log.warning("the folder of backups cannot be read", why=error.strerror)
            return None
        return found[0] if found else None


async def _asker(conn: AsyncConnection) -> int | None:
    """Who asked for the backup that has come to its end; from now on nobody has."""
    asked = await facts.get(conn, _ASKED)
    if asked is None:
        return None
    await facts.remove(conn, _ASKED)
    return int(asked.value)


def _tried_at(failing: FactRow) -> datetime:
    return datetime.fromisoformat(json.loads(failing.value)["tried_at"])
