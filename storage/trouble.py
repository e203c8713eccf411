"""A database file that cannot be used: why, in a sentence, and what a person does about it."""

from pathlib import Path
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError

# SQLite's primary result codes (https://sqlite.org/rescode.html).
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_PRIMARY = 0xFF


class Trouble(NamedTuple):
    """What is wrong, and the way to mend it."""

    what: str
    mend: str


class DatabaseUnusableError(Exception):
    """The database cannot be opened or read. The text says why and how to mend it."""


def trouble_with(path: Path, error: DBAPIError) -> Trouble | None:
    """The words for an error that the file or its place is the reason of; None for a mistake in a
    statement.
    """
    code = (getattr(error.orig, "sqlite_errorcode", None) or 0) & _PRIMARY
    reason = str(error.orig)
    if code in {_CORRUPT, _NOTADB} or "malformed" in reason:
        wal, shm = f"{path.name}-wal", f"{path.name}-shm"
        return Trouble(
            f"{path} is damaged, or is no database ({reason}).",
            f"Stop the shop, move {path.name}, {wal} and {shm} away (those that are there), and only then copy the last"
            f" backup to {path}. A {wal} that stays beside a backup belongs to the file that was there before, and"
            " spoils the backup when it is opened: copy it there anew.",
        )
    if code in {_BUSY, _LOCKED}:
        return Trouble(
            f"{path} is held by another program ({reason}).",
            "Close whatever has it open, such as a database browser or a backup that runs.",
        )
    if code == _FULL:
        return Trouble(f"There is no space left for {path}.", "Make room on that disk.")
    if code in {_READONLY, _CANTOPEN, _IOERR}:
        return Trouble(
            f"{path} cannot be used ({reason}).",
            f"Give this user the right to write to {path.name} and to its folder, or set DATABASE_URL to another place.",
        )
    return None
