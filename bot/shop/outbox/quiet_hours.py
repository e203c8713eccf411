"""Quiet hours: when each of the staff is left in peace, and what was held for them meanwhile.

The setting holds for whoever has chosen none of their own. What can wait (`bot.shop.outbox.alert_kinds`) is
gathered in one message of the outbox that is due when they end: each alert is added to it in the transaction
of what it tells of, so a restart loses nothing, and whichever process runs then sends it.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.hours import week_hours
from bot.shop.chat_settings.live_settings import Live
from bot.shop.errors import BadSettingError, NotFoundError
from bot.shop.outbox.messages import MessageKind, tell
from storage.chat import messages
from storage.database import Database
from storage.house import staff

WHILE_QUIET: Final = "while_quiet"
"""The code of the alert that holds what was gathered, as `lines` and how many `more` there were."""
_MOST_LINES: Final = 50
_BEGINNING: Final = "quiet:"


class QuietSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def quiet_hours(self) -> str: ...
    @property
    def zone(self) -> ZoneInfo: ...


@dataclass(frozen=True, slots=True)
class HoursOf:
    """Somebody's quiet hours, as in the settings: their `own` (None: none chosen, empty: never), and the
    shop's.
    """

    own: str | None
    shop: str

    @property
    def hours(self) -> str:
        """Those that hold."""
        return self.shop if self.own is None else self.own


@dataclass(frozen=True, slots=True)
class Held:
    """One alert that waits. `begun`: the code of the warning that it ends, if it ends one."""

    code: str
    matter: str
    args: Mapping[str, Any]
    begun: str | None = None


class QuietHours:
    """Whose quiet hours it is, and what is held for them."""

    def __init__(self, db: Database, clock: Clock, settings: Live[QuietSettings]) -> None:
        self._db = db
        self._clock = clock
        self._settings = settings

    async def of(self, staff_id: int) -> HoursOf:
        """When this person is left in peace."""
        async with self._db.read() as conn:
            own = (await staff.quiet_hours(conn)).get(staff_id)
        return HoursOf(own, self._settings.now.quiet_hours)

    async def choose(self, staff_id: int, hours: str | None) -> None:
        """Their own from now on; empty: never, None: the shop's. What is held for them comes at once: whoever
        chooses is awake.

        Raises `BadSettingError` for what are no hours, `NotFoundError` for who does not work here.
        """
        try:
            chosen = None if hours is None else str(week_hours(hours))
        except ValueError:
            raise BadSettingError("quiet_hours") from None
        now = self._clock.now()
        async with self._db.write() as conn:
            if not await staff.set_quiet_hours(conn, staff_id, chosen):
                raise NotFoundError
            await messages.hurry_alerts(conn, staff_id, now)
            await staff.log(
                conn,
                staff_id=staff_id,
                action="quiet_hours",
                subject=f"staff:{staff_id}",
                at=now,
                detail="=" if chosen is None else chosen or "–",
            )

    async def over_at(self, conn: AsyncConnection, staff_ids: Collection[int]) -> dict[int, datetime]:
        """When they end, for those of these people who have them now."""
        settings, now = self._settings.now, self._clock.now()
        own = await staff.quiet_hours(conn)
        found = {}
        for staff_id in staff_ids:
            hours = week_hours(own.get(staff_id, settings.quiet_hours))
            if (over_at := hours.until(now, settings.zone)) is not None:
                found[staff_id] = over_at
        return found

    async def hold(self, conn: AsyncConnection, staff_id: int, held: Held, *, until: datetime) -> None:
        """Adds it to what this person is told then. A warning that begins and ends meanwhile is one line."""
        now = self._clock.now()
        row = await messages.gathering(conn, staff_id, beginning=_BEGINNING, due_at=until)
        args: dict[str, Any] = {"lines": [], "more": 0} if row is None else json.loads(row.payload)["args"]
        _add(args, held, now)
        payload = {"code": WHILE_QUIET, "args": args}
        if row is None:
            await tell(
                conn,
                key=f"{_BEGINNING}{staff_id}:{_ms(until)}:{_ms(now)}",
                chat_id=staff_id,
                kind=MessageKind.STAFF_ALERT,
                payload=payload,
                now=now,
                due_at=until,
            )
        else:
            await messages.rewrite(conn, row.id, payload)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _add(args: dict[str, Any], held: Held, now: datetime) -> None:
    lines: list[dict[str, Any]] = args["lines"]
    about = (held.begun or held.code, held.matter)
    same = next((line for line in lines if (line["code"], line["matter"]) == about), None)
    if same is not None and held.begun is not None:
        same["over_at"] = now.isoformat()
    elif same is not None and "over_at" in same:  # it has begun again
        del same["over_at"]
        same["args"] = dict(held.args)
    elif len(lines) == _MOST_LINES:
        args["more"] += 1
    else:
        line = {
            "code": held.code,
            "matter": held.matter,
            "args": dict(held.args),
            "at": now.isoformat(),
        }
        lines.append(line)
