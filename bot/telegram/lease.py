"""One process at a time takes updates for one shop: a locked file beside the database.

Two of them would fight over Telegram's updates and over the database. The kernel drops the lock with the
process, however it ends, so a stale file locks nobody out. Another machine is not seen here; there Telegram
itself reports a conflict.
"""

import os
from pathlib import Path
from types import TracebackType
from typing import Self

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such lock; Telegram's own check remains
    fcntl = None  # type: ignore[assignment]


class AlreadyRunning(RuntimeError):  # noqa: N818 - says what is
    """Another process holds the lease."""

    def __init__(self, pid: str, path: Path) -> None:
        who = f"process {pid}" if pid else "another process"
        super().__init__(
            f"The shop is already running here as {who}, and only one may take updates for one database. "
            f"Stop that one first, or give this one another DATABASE_URL. (The lock is {path}.)"
        )


class SecondName(RuntimeError):  # noqa: N818 - says what is
    """The database file has another name (a hard link), under which another process could open it."""

    def __init__(self, database: Path) -> None:
        super().__init__(
            f"The database {database} has a second name on this disk (a hard link). SQLite keeps its log beside the name"
            " that is used, so two names destroy the data. Remove the other name, or copy the file and use the copy."
        )


def lock_of(database: Path | None) -> Path:
    """The lock of this database, whatever links lead to it: it lies beside the file itself."""
    if database is None:
        return Path("data/shop.lock")
    file = database.resolve()
    return file.with_name(f"{file.name}.lock")


def holder(database: Path) -> str | None:
    """The number of the process that runs on this database (empty if it cannot be told); None if none does.

    Raises:
        OSError: the lock cannot be read.
    """
    try:
        file = os.open(lock_of(database), os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _pid_in(file)
    finally:
        os.close(file)
    return None


class Lease:
    """Held from `with` to its end. `database` is the database file; None puts the lock under `data/`.

    Raises:
        AlreadyRunning: on entering, when another process holds it; says which one.
        SecondName: on entering, when the file has a hard link.
    """

    def __init__(self, database: Path | None) -> None:
        self._database = database
        self._path = lock_of(database)
        self._file: int | None = None

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._database is not None and self._database.exists() and self._database.stat().st_nlink > 1:
            raise SecondName(self._database)
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = _pid_in(file)
            os.close(file)
            taken = AlreadyRunning(pid, self._path)
        else:
            os.ftruncate(file, 0)
            os.write(file, f"{os.getpid()}\n".encode())
            self._file = file
            return self
        raise taken

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The file stays: removing it would let two processes lock two files of the same name.
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _pid_in(file: int) -> str:
    return os.read(file, 20).decode("ascii", "ignore").strip()
