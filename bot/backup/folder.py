"""The folder of backups: what they are called, which are there, and how long each is kept.

A name says when its backup was taken, so a copy of the folder elsewhere says the same. A file has such a name
only when it is whole: until then it is called otherwise.
"""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

_WHEN: Final = "%Y%m%d-%H%M%S"
_NAME: Final = re.compile(r"hanout-(\d{8}-\d{6})\.(db\.gz|dump)\.age")
_UNFINISHED: Final = ".unfinished"


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A whole backup."""

    path: Path
    taken_at: datetime
    size: int

    @property
    def name(self) -> str:
        """As it stands in its folder."""
        return self.path.name


def name_for(taken_at: datetime, ending: str) -> str:
    """What a backup of that moment is called; `ending` as `Snapshots` says, compressed or not."""
    return f"hanout-{taken_at.astimezone(UTC):{_WHEN}}.{ending}.age"


def unfinished(target: Path) -> Path:
    """Where a backup is written until it is whole."""
    return target.with_name(f".{target.name}{_UNFINISHED}")


def backups_in(folder: Path) -> list[BackupFile]:
    """The whole backups there, newest first. Raises OSError for a folder that cannot be read."""
    if not folder.exists():
        return []
    found = []
    for entry in os.scandir(folder):
        if (said := _NAME.fullmatch(entry.name)) and entry.is_file():
            at = datetime.strptime(said[1], _WHEN).replace(tzinfo=UTC)
            found.append(BackupFile(Path(entry.path), at, entry.stat().st_size))
    return sorted(found, key=lambda each: (each.taken_at, each.name), reverse=True)


def part_of(folder: Path, name: str, *, offset: int, size: int) -> bytes | None:
    """A part of a whole backup; None when there is none of that name. Raises OSError."""
    if not _NAME.fullmatch(name):
        return None
    try:
        with (folder / name).open("rb") as opened:
            opened.seek(offset)
            return opened.read(size)
    except FileNotFoundError:
        return None


def sweep(folder: Path) -> None:
    """Removes what backups left behind that were cut short."""
    for left in folder.glob(f".*{_UNFINISHED}"):
        left.unlink(missing_ok=True)


def prune(folder: Path, *, keep: timedelta, now: datetime) -> int:
    """Removes the backups that are older than that, but never the newest; how many."""
    old = [each for each in backups_in(folder)[1:] if now - each.taken_at > keep]
    for each in old:
        each.path.unlink(missing_ok=True)
    return len(old)


def flush(path: Path) -> None:
    """Waits until a file, or a folder's list of names, is on the disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
