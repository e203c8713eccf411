"""Databases in the caller's own thread: nothing waits for a disk or a thread, and nothing happens by chance.

The same file, statements, triggers and transactions as the shop's own, and the shop's own `Database` above
them. Between it and SQLite there is neither a thread nor a greenlet: both cost more than most statements.
"""

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from storage.database import Database, _holds
from storage.engines.engine import Engine
from storage.engines.sqlite import SqliteEngine, prepare
from tests.fakes.politeness import others_first

_COMPILED: dict[Any, Any] = {}
_URL = sa.make_url("sqlite://")  # for messages


def asked_without_a_connection() -> None:
    """The far side calls this for each request: nobody may hold a connection while waiting for an answer."""
    assert not any(hold.open for hold in _holds.get()), "a connection is held across a request"


class _Conn:
    """As much of `AsyncConnection` as the shop uses, and of its transaction. With `in_turns` others run
    before each statement, as they would until a thread's answer.
    """

    def __init__(self, pool: "Pool", *, in_turns: bool) -> None:
        self._pool = pool
        self._in_turns = in_turns

    def __await__(self) -> Generator[Any, None, "_Conn"]:
        return self._start().__await__()

    async def __aenter__(self) -> Self:
        await self._start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Rolls back what was not committed. Whoever uses it from now on fails."""
        try:
            self._transaction.close()
        finally:
            self._pool.take_back(self._conn)
            del self._conn

    async def begin(self) -> "_Conn":
        return self

    async def commit(self) -> None:
        self._transaction.commit()

    async def rollback(self) -> None:
        self._transaction.rollback()

    async def execute(self, *args: Any, **kwargs: Any) -> sa.CursorResult[Any]:
        if self._in_turns:
            await others_first()
        return self._conn.execute(*args, **kwargs)

    async def exec_driver_sql(self, *args: Any, **kwargs: Any) -> sa.CursorResult[Any]:
        if self._in_turns:
            await others_first()
        return self._conn.exec_driver_sql(*args, **kwargs)

    async def scalar(self, *args: Any, **kwargs: Any) -> Any:
        return (await self.execute(*args, **kwargs)).scalar()

    async def scalars(self, *args: Any, **kwargs: Any) -> sa.ScalarResult[Any]:
        return (await self.execute(*args, **kwargs)).scalars()

    async def run_sync(self, work: Callable[..., Any], *args: Any) -> Any:
        return work(self._conn, *args)

    async def _start(self) -> "_Conn":
        self._conn = await self._pool.take()
        self.info, self.dialect = self._conn.info, self._conn.dialect
        try:
            self._transaction = await self._pool.begin(self._conn)
        except BaseException:
            self._pool.take_back(self._conn)
            raise
        return self


class Pool:
    """As much of `AsyncEngine` as `Database` uses, and of its pool.

    A connection stays SQLAlchemy's as long as it is open: taking it from SQLAlchemy's pool and giving it back
    would cost as much as some statements.
    """

    def __init__(
        self,
        kept: "Kept",
        *,
        in_turns: bool,
        size: int,
        begin: Callable[[sa.Connection], Awaitable[None] | None],
    ) -> None:
        """`begin` does what SQLAlchemy leaves to the driver, at once or when others have gone on."""
        self._kept = kept
        self._in_turns = in_turns
        self._size = size
        self._begin = begin
        self._free = asyncio.Semaphore(size)
        self._used = 0
        self.pool = self
        self.sync_engine = kept.engine

    def connect(self) -> _Conn:
        return _Conn(self, in_turns=self._in_turns)

    async def take(self) -> sa.Connection:
        """A free connection, as soon as there is one."""
        await self._free.acquire()
        try:
            taken = self._kept.take()
        except BaseException:
            self._free.release()
            raise
        self._used += 1
        return taken

    def take_back(self, conn: sa.Connection) -> None:
        self._used -= 1
        self._kept.idle.append(conn)
        self._free.release()

    async def begin(self, conn: sa.Connection) -> sa.RootTransaction:
        """A transaction that its connection brings to an end."""
        if (begins := self._begin(conn)) is not None:
            await begins
        return conn.begin()

    def checkedout(self) -> int:
        """How many connections are in use."""
        return self._used

    def size(self) -> int:
        """How many there are at most."""
        return self._size

    async def dispose(self) -> None:
        self._kept.close()


class Kept:
    """Open connections of one pool, or of some whose connections differ in nothing.

    Whoever comes takes one that is idle. Opening one costs as much as many statements.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self.idle: list[sa.Connection] = []
        self._open: list[sa.Connection] = []

    def take(self) -> sa.Connection:
        if not self.idle:
            self.idle.append(self.engine.connect())
            self._open.append(self.idle[-1])
        return self.idle.pop()

    def close(self) -> None:
        while self._open:
            self._open.pop().close()
        self.idle.clear()


class InThisThread(SqliteEngine):
    """A file that one process has. Inside a transaction others run before each statement, or nobody does.

    `in_company` is for a file that several databases of this thread have: whoever begins to write lets others
    go on as long as one of them holds the file's lock.
    """

    def __init__(self, path: Path, *, in_turns: bool = True, in_company: bool = False) -> None:
        super().__init__(f"sqlite+aiosqlite:///{path}")
        self._in_turns = in_turns
        self._file = path
        self._in_company = in_company
        engine = sa.Engine(sa.NullPool(self._connected), _dialect(), _URL)
        engine.update_execution_options(compiled_cache=_COMPILED)
        self._kept = Kept(engine)

    def _pool(self, *, size: int, begin: str) -> Any:
        def begin_now(conn: sa.Connection) -> None:
            # Past SQLAlchemy, to which this would be a statement as any other, and half of most transactions.
            driver: Any = conn.connection.driver_connection
            driver.execute(begin)

        async def begin_in_company(conn: sa.Connection) -> None:
            while True:
                try:
                    return begin_now(conn)
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                        raise
                await asyncio.sleep(0)

        how = begin_in_company if self._in_company else begin_now
        return Pool(self._kept, in_turns=self._in_turns, size=size, begin=how)

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file)
        prepare(connection, None)
        # Here processes die, never the machine; what a power cut leaves behind is SQLite's own promise.
        connection.execute("PRAGMA synchronous=OFF")
        if self._in_company:
            connection.execute("PRAGMA busy_timeout=0")  # who waits in this thread waits for ever
        return connection


def shuffled(dice: random.Random, most: int = 3) -> Callable[[], Awaitable[None]]:
    """A seam at which others run first, none or some of them, as the dice say."""

    async def seam() -> None:
        await others_first(dice.randint(0, most))

    return seam


class SeamedDatabase(Database):
    """`seam` is awaited before and after each transaction. `written` counts those that were committed.

    In this thread, on a file and on a server, it is decided at the seams who goes on, and nowhere else, so
    what happened once with one seed happens each time.
    """

    def __init__(self, engine: Engine, seam: Callable[[], Awaitable[None]]) -> None:
        super().__init__(engine)
        self._seam = seam
        self.written = 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Any]:
        await self._seam()
        async with super().write() as conn:
            yield conn
        self.written += 1
        await self._seam()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Any]:
        await self._seam()
        async with super().read() as conn:
            yield conn
        await self._seam()

    @asynccontextmanager
    async def read_books(self) -> AsyncIterator[Any]:
        await self._seam()
        async with super().read_books() as conn:
            yield conn
        await self._seam()


def seamed_file(path: Path, seam: Callable[[], Awaitable[None]]) -> SeamedDatabase:
    """The file, for races and walks."""
    return SeamedDatabase(InThisThread(path, in_turns=False), seam)


@cache
def _dialect() -> sa.Dialect:
    """One for all files, so that what was compiled for one serves the others."""
    engine = sa.create_engine("sqlite://")
    with engine.connect():
        return engine.dialect
