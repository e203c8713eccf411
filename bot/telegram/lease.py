"""One process at a time takes updates for one shop: a locked file beside the database.

Two of them would fight over Telegram's updates and over the database. The kernel drops the lock with the process, however
it ends, so a stale file locks nobody out. Another machine is not seen here; there Telegram itself reports a conflict.
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


class Lease:
    """Held from `with` to its end. `beside` is the database file; None puts the lock under `data/`.

    Raises:
        AlreadyRunning: on entering, when another process holds it; says which one.
    """

    def __init__(self, beside: Path | None) -> None:
        self._path = beside.with_name(f"{beside.name}.lock") if beside else Path("data/shop.lock")
        self._file: int | None = None

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = os.read(file, 20).decode("ascii", "ignore").strip()
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
