"""What a copy of a database can do, whichever engine it is of, and what stands in one."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import entries, orders

TAKEN: Final = "backup:taken"
"""The note in a copy that says of which moment it is, and what stands in it.

A copy that was put in place by hand is known by it: the database of a shop that runs has none (on a server it
has one that says so).
"""
RESTORED: Final = "backup:restored"
"""The note in a database that was put back, until the shop has asked the supplier what happened since."""


class CopyTrouble(StrEnum):
    """Why there is no copy, in one word."""

    DAMAGED = "damaged"
    """The database itself, or the copy."""
    PROGRAM = "program"
    """A program that copies the database is not there, or too old."""
    PLACE = "place"
    """A folder or a disk."""
    BUSY = "busy"
    OTHER = "other"


class SnapshotError(Exception):
    """A copy cannot be taken, is no copy, or cannot be put back. The text says why and what to do, for
    people.
    """

    def __init__(self, text: str, trouble: CopyTrouble = CopyTrouble.OTHER) -> None:
        super().__init__(text)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a database or in a copy of one. `taken_at` is None for what the shop did not copy."""

    version: str | None
    orders: int
    newest_order_at: datetime | None
    entries: int
    taken_at: datetime | None = None

    def packed(self, taken_at: datetime, *, in_use: bool = False) -> str:
        """As the note of a copy of that moment keeps it. `in_use`: it also stands in the database itself."""
        newest = self.newest_order_at
        said = {
            "at": taken_at.isoformat(),
            "orders": self.orders,
            "newest": newest and newest.isoformat(),
            "entries": self.entries,
            "in_use": in_use,
        }
        return json.dumps(said)

    @property
    def known_until(self) -> datetime | None:
        """Up to when it knows what was ordered."""
        return self.taken_at or self.newest_order_at

    @classmethod
    def unpacked(cls, version: str | None, text: str) -> "Contents":
        """What such a note says."""
        said = json.loads(text)
        newest = said["newest"]
        return cls(
            version,
            said["orders"],
            None if newest is None else datetime.fromisoformat(newest),
            said["entries"],
            datetime.fromisoformat(said["at"]),
        )


async def contents_of(conn: AsyncConnection, version: str | None) -> Contents:
    """Counts what stands in a database that a connection is open to: it takes as long as reading an index."""
    count, newest = (await conn.execute(select(func.count(), func.max(orders.c.created_at)))).one()
    booked = (await conn.execute(select(func.count()).select_from(entries))).scalar_one()
    return Contents(version, count, newest, booked)


def taken_by_hand(note: str) -> datetime | None:
    """The moment of a copy that somebody put in place, from its note `TAKEN`; None for no such copy."""
    said = json.loads(note)
    return None if said.get("in_use") else datetime.fromisoformat(said["at"])


def restored_note(taken_at: datetime, at: datetime) -> tuple[str, str, int]:
    """The row of `notes` that tells the shop that its database was put back."""
    said = {"taken_at": taken_at.isoformat(), "restored_at": at.isoformat()}
    return RESTORED, json.dumps(said), milliseconds(at)


def milliseconds(at: datetime) -> int:
    """A moment as the tables keep it."""
    return int((at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)


def begin(file: Path) -> None:
    """Makes an empty file, in its folder, that nobody else on the machine may read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)


class Snapshots(Protocol):
    """The copies of one database. Each method raises `SnapshotError`, and ends soon when it is cancelled."""

    ending: str
    """How the name of a copy ends, so that people see what program reads it."""
    packs: bool
    """Whether a copy gets smaller when it is compressed."""

    @property
    def place(self) -> Path:
        """The folder for a copy that is not encrypted yet: beside the data, where that is a file."""
        ...

    async def refuse_troubles(self) -> None:
        """Raises what would hinder a copy, as far as that shows without taking one."""
        ...

    async def take(self, file: Path, at: datetime) -> None:
        """Writes the database as it is at one moment, not before `at`, into a new file, and tests that file.
        Nobody who uses the database waits for it.
        """
        ...

    async def inspect(self, file: Path) -> Contents:
        """Tests a copy thoroughly, and says what stands in it."""
        ...

    async def current(self) -> Contents | None:
        """What stands in the database itself; None where no shop is yet."""
        ...

    async def put_back(self, file: Path, contents: Contents, at: datetime) -> str | None:
        """Makes that copy the database, as a whole or not at all; the copy is used up. Where what was there
        before is kept; None when nothing was there.

        Nobody may use the database meanwhile: that is the caller's to see to. The shop finds the note
        `RESTORED` with its data.
        """
        ...
