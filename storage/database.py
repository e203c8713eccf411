"""The one way into the database: a single writer and several readers.

SQLite has one writer for the whole file. So writers here take turns inside the process (no busy errors), each
in a `BEGIN IMMEDIATE` transaction: what it read is still true when it writes. Readers have connections of
their own and, in WAL mode, never wait. No transaction may be held across a network call: it would stop the
whole shop.

Nor may a task open a connection while it holds one: as many tasks as there are connections would each hold
one and wait for another, all of them in vain. The connection in hand is passed on as a parameter instead. A
second one is refused at once and always, in the real shop too: otherwise the mistake would work until the
busiest hour.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.driver import connect
from storage.tallies import Tallies, tallying
from storage.wakeups import WakeUps, noting

_BUSY_TIMEOUT_MS = 10_000
_READERS = 5  # one of them for the books, when they are read


class NestedConnectionError(RuntimeError):
    """The caller, or the task that started it, already holds a connection to this database: a mistake in the
    code.
    """


class _Hold:
    """One held connection. Tasks inherit it with their context; the flag tells them when it has been given
    back.
    """

    __slots__ = ("database", "open")

    def __init__(self, database: "Database") -> None:
        self.database = database
        self.open = True


_holds: ContextVar[tuple[_Hold, ...]] = ContextVar("held_connections", default=())


class Database:
    """A pool of readers and one writer over the same URL (`sqlite+aiosqlite:///…`)."""

    def __init__(self, writer: AsyncEngine, readers: AsyncEngine) -> None:
        self._writer = writer
        self._readers = readers
        self._turn = asyncio.Lock()
        self._books_turn = asyncio.Lock()
        self.wake_ups = WakeUps()
        self.tallies = Tallies()

    @classmethod
    def open(cls, url: str) -> "Database":
        """Prepares both engines. Connects lazily; `storage.migrations.upgrade` must have run before the first
        query.
        """
        if (path := sqlite_path(url)) is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        writer = _engine(url, size=1, begin="BEGIN IMMEDIATE")
        readers = _engine(url, size=_READERS, begin="BEGIN")
        return cls(writer, readers)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One write transaction: commits at the end, rolls back when the block raises.

        After the commit `wake_ups` hears what the transaction left to do, and `tallies` what it changed.
        Raises `NestedConnectionError` for a task that holds a connection already.
        """
        with self._one_connection():
            async with self._turn, self._writer.begin() as conn:
                work, changed = noting(conn), tallying(conn)
                yield conn
        self.tallies.hear(changed)
        self.wake_ups.wake(work)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One consistent look at the data. Writing through it is an error of the caller.

        Raises `NestedConnectionError` for a task that holds a connection already.
        """
        with self._one_connection():
            async with self._readers.connect() as conn:
                yield conn

    @asynccontextmanager
    async def read_books(self) -> AsyncIterator[AsyncConnection]:
        """As `read`, for what goes through much of the data: one at a time, so that it takes one connection
        from people and never all.
        """
        with self._one_connection():
            async with self._books_turn, self._readers.connect() as conn:
                yield conn

    @contextmanager
    def _one_connection(self) -> Iterator[None]:
        """Raises `NestedConnectionError` unless the caller, and whoever it runs for, holds no other
        connection.
        """
        holds = tuple(hold for hold in _holds.get() if hold.open)
        if any(hold.database is self for hold in holds):
            raise NestedConnectionError(
                "a connection is held already: hand it down instead of opening another"
            )
        hold = _Hold(self)
        _holds.set((*holds, hold))
        try:
            yield
        finally:
            hold.open = False

    def pools(self) -> dict[str, tuple[int, int]]:
        """For each pool its connections in use, and how many it has at most."""
        pools = {"writer": self._writer.pool, "readers": self._readers.pool}
        return {name: (pool.checkedout(), pool.size()) for name, pool in pools.items()}  # type: ignore[attr-defined] # both are queues

    async def ping(self) -> float:
        """Reads one row; the seconds that took. Raises what the driver raises when the database is out of
        reach.
        """
        began = time.monotonic()
        async with self.read() as conn:
            await conn.exec_driver_sql("SELECT 1")
        return time.monotonic() - began

    async def close(self) -> None:
        """Closes all connections; the last one out folds the WAL back into the file."""
        await self._readers.dispose()
        await self._writer.dispose()


def sqlite_path(url: str) -> Path | None:
    """The file behind an SQLite URL; None for another database or one in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        return None
    return Path(str(parsed.database))


def _engine(url: str, *, size: int, begin: str) -> AsyncEngine:
    driver = {"async_creator_fn": connect} if sqlite_path(url) else {}
    engine = create_async_engine(url, connect_args=driver, pool_size=size, max_overflow=0, pool_timeout=30)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare)

        # The driver opens transactions late and only for some statements; we say ourselves when and how.
        @event.listens_for(engine.sync_engine, "begin")
        def _begin(conn: Any) -> None:
            conn.exec_driver_sql(begin)

    return engine


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # FULL: a commit that was answered survives a power cut, which NORMAL does not promise in WAL mode. It is
    # money.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()
