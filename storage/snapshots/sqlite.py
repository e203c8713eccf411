"""Copies of an SQLite file, by SQLite's own online backup.

The copy is read in one transaction of its own. In WAL mode that holds up no writer, and what is written
meanwhile does not make the backup begin anew, as it would between two steps of a backup without one
(https://sqlite.org/backup.html).
"""

import errno
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sqlalchemy.exc import DBAPIError

from storage import migrations
from storage.engines.sqlite import SqliteEngine
from storage.snapshots.snapshot import (
    TAKEN,
    Contents,
    CopyTrouble,
    SnapshotError,
    begin,
    contents_of,
    milliseconds,
    restored_note,
)
from storage.snapshots.threads import StoppedError, in_thread

_STEP_PAGES: Final = 256
_PAUSE_SECONDS: Final = 0.002
"""Between two steps, so that whoever answers people finds the disk free."""
_LOOKS_EVERY: Final = 100_000  # instructions of SQLite's between two looks whether to stop
_HEADER: Final = b"SQLite format 3\x00"
_NOTE: Final = (
    "INSERT INTO notes (key, value, at) VALUES (?, ?, ?)"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value, at = excluded.at"
)


class SqliteSnapshots:
    """The copies of the file that a URL names."""

    ending = "db"
    packs = True

    def __init__(self, url: str) -> None:
        self._path = SqliteEngine(url).path

    @property
    def place(self) -> Path:
        """The folder of the database, whatever links lead to it."""
        return self._file.resolve().parent

    async def refuse_troubles(self) -> None:
        """Nothing: what could hinder a copy of a file shows when it is taken."""

    async def take(self, file: Path, at: datetime) -> None:
        """As `Snapshots.take`."""
        source = self._file.resolve()
        if not source.is_file():
            raise SnapshotError(f"There is no database at {self._file}: nothing to copy.")
        begin(file)
        await in_thread(lambda stop: _copy(source, file, stop))
        with _named(self._file):
            seen = await _contents(file)
        await in_thread(lambda _: _write_note(file, (TAKEN, seen.packed(at), milliseconds(at))))

    async def inspect(self, file: Path) -> Contents:
        """As `Snapshots.inspect`."""
        if not _has_header(file):
            raise SnapshotError("What is in the backup is no SQLite database.")
        with _named(file, "The database in the backup"):
            await in_thread(lambda stop: _test(file, "integrity_check", stop))
            seen = await _contents(file)
            note = await in_thread(lambda _: _read_note(file))
        return seen if note is None else replace(seen, taken_at=Contents.unpacked(None, note).taken_at)

    async def current(self) -> Contents | None:
        """As `Snapshots.current`."""
        file = self._file.resolve()
        if not file.is_file():
            return None
        with _named(file):
            return await _contents(file)

    async def put_back(self, file: Path, contents: Contents, at: datetime) -> str | None:
        """As `Snapshots.put_back`. At each moment there is a whole database under the shop's name, or the
        shop refuses to start.
        """
        with _named(self._file):
            if contents.known_until is not None:
                note = restored_note(contents.known_until, at)
                await in_thread(lambda _: _write_note(file, note))
            return await in_thread(lambda _: _replace(file, self._file.resolve(), at))

    @property
    def _file(self) -> Path:
        if self._path is None:
            raise SnapshotError("A database in memory has no copies.")
        return self._path


def _copy(source: Path, file: Path, stop: threading.Event) -> None:
    def step(_status: int, remaining: int, _total: int) -> None:
        if stop.is_set():
            raise StoppedError
        if remaining:
            time.sleep(_PAUSE_SECONDS)

    address = f"file:{quote(str(source))}?mode=rw"
    with _named(source), closing(sqlite3.connect(address, uri=True, isolation_level=None)) as reading:
        reading.execute("PRAGMA busy_timeout=10000")
        with closing(sqlite3.connect(file)) as writing:
            writing.execute("PRAGMA synchronous=OFF")  # a copy that is cut short is thrown away
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it is one moment
            reading.backup(writing, pages=_STEP_PAGES, progress=step)
            reading.execute("COMMIT")
            # One file holds all: whoever copies it by hand later cannot leave half of it behind.
            writing.execute("PRAGMA journal_mode=DELETE")
    with _named(file, "The copy of the database"):
        _test(file, "quick_check", stop)


def _test(file: Path, pragma: str, stop: threading.Event) -> None:
    with closing(sqlite3.connect(file)) as conn:
        conn.set_progress_handler(stop.is_set, _LOOKS_EVERY)
        try:
            found = [str(row[0]) for row in conn.execute(f"PRAGMA {pragma}(3)")]
        except sqlite3.OperationalError:
            if stop.is_set():
                raise StoppedError from None
            raise
    if found != ["ok"]:
        raise sqlite3.DatabaseError("; ".join(found))


def _write_note(file: Path, row: tuple[str, str, int]) -> None:
    with closing(sqlite3.connect(file)) as conn, conn:
        conn.execute(_NOTE, row)


def _read_note(file: Path) -> str | None:
    with closing(sqlite3.connect(file)) as conn:
        row = conn.execute("SELECT value FROM notes WHERE key = ?", (TAKEN,)).fetchone()
    return None if row is None else str(row[0])


async def _contents(file: Path) -> Contents:
    inspector = SqliteEngine(f"sqlite+aiosqlite:///{file}").inspector()
    try:
        async with inspector.connect() as conn:
            version = await conn.run_sync(migrations.current)
            if version is None:
                raise SnapshotError("The database holds no shop.")
            return await contents_of(conn, version)
    finally:
        await inspector.dispose()


def _replace(file: Path, current: Path, at: datetime) -> str | None:
    _flush(file)
    aside = None
    if current.exists():
        _fold_log(current)
        aside = current.with_name(f"{current.name}.replaced-{at:%Y%m%d-%H%M%S}")
        for ending in ("-wal", "-shm"):  # they are there only where the file is too damaged to be opened
            with suppress(FileNotFoundError):
                current.with_name(current.name + ending).rename(aside.with_name(aside.name + ending))
        _second_name(current, aside)
    else:
        # They belong to a file that is gone, and would be written into the one that comes.
        for ending in ("-wal", "-shm"):
            current.with_name(current.name + ending).unlink(missing_ok=True)
    file.replace(current)
    _flush(current.parent)
    return None if aside is None else str(aside)


def _fold_log(current: Path) -> None:
    """What stands in the write-ahead log goes into the file, where that can be done."""
    if _has_header(current):
        with suppress(sqlite3.Error), closing(sqlite3.connect(current, isolation_level=None)) as conn:
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _has_header(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(_HEADER)) == _HEADER


def _second_name(current: Path, aside: Path) -> None:
    """Killed after this, the shop has its old database still, under two names, and refuses to start with
    that.
    """
    if aside.exists():
        raise FileExistsError(errno.EEXIST, "it is there already", str(aside))
    try:
        os.link(current, aside)
    except OSError:  # a file system without links
        current.rename(aside)


def _flush(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


@contextmanager
def _named(file: Path, what: str = "The database") -> Iterator[None]:
    """SQLite's errors in words for people."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise SnapshotError(
            f"{what} ({file}) cannot be read or written: {error}.", CopyTrouble.PLACE
        ) from error
    except (sqlite3.Error, DBAPIError) as error:
        reason = getattr(error, "orig", None) or error
        raise SnapshotError(f"{what} ({file}) is damaged: {reason}.", CopyTrouble.DAMAGED) from error
