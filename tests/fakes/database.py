"""Databases in the caller's own thread: nothing waits for a disk or a thread, and nothing happens by chance.

The same file, statements, triggers and transactions as the shop's own, and the shop's own `Database` above
them. Between it and SQLite there is neither a thread nor a greenlet: both cost more than most statements.
"""

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from storage.database import Database, _holds
from storage.engines.engine import Engine
from storage.engines.sqlite import _READERS, SqliteEngine, prepare

_COMPILED: dict[Any, Any] = {}


def asked_without_a_connection() -> None:
    """The far side calls this for each request: nobody may hold a connection while waiting for an answer."""
    assert not any(hold.open for hold in _holds.get()), "a connection is held across a request"


class _Conn:
    """As much of `AsyncConnection` as the shop uses. With `in_turns` others run before each statement, as
    they would until a thread's answer.
    """

    def __init__(self, conn: sa.Connection, *, in_turns: bool) -> None:
        self._conn = conn
        self._in_turns = in_turns
        self.info = conn.info
        self.dialect = conn.dialect

    async def execute(self, *args: Any, **kwargs: Any) -> sa.CursorResult[Any]:
        if self._in_turns:
            await asyncio.sleep(0)
        return self._conn.execute(*args, **kwargs)

    async def exec_driver_sql(self, *args: Any, **kwargs: Any) -> sa.CursorResult[Any]:
        if self._in_turns:
            await asyncio.sleep(0)
        return self._conn.exec_driver_sql(*args, **kwargs)

    async def scalar(self, *args: Any, **kwargs: Any) -> Any:
        return (await self.execute(*args, **kwargs)).scalar()

    async def scalars(self, *args: Any, **kwargs: Any) -> sa.ScalarResult[Any]:
        return (await self.execute(*args, **kwargs)).scalars()

    async def run_sync(self, work: Callable[..., Any], *args: Any) -> Any:
        return work(self._conn, *args)


class _Pool:
    """As much of `AsyncEngine` as `Database` uses."""

    def __init__(self, path: Path, *, in_turns: bool, size: int, begin: str) -> None:
        self._in_turns = in_turns
        self._free = asyncio.Semaphore(size)
        self.pool = sa.QueuePool(lambda: sqlite3.connect(path), pool_size=size, max_overflow=0)
        bare = sa.Engine(self.pool, _dialect(), sa.make_url(f"sqlite:///{path}"))
        self.sync_engine = bare.execution_options(compiled_cache=_COMPILED)
        sa.event.listen(self.pool, "connect", prepare)
        sa.event.listen(self.pool, "connect", _forget_the_disk)
        # Past SQLAlchemy, to which this would be a statement as any other, and half of most transactions.
        sa.event.listen(
            self.sync_engine, "begin", lambda conn: conn.connection.driver_connection.execute(begin)
        )

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[_Conn]:
        async with self._free:
            with self.sync_engine.begin() as conn:
                yield _Conn(conn, in_turns=self._in_turns)

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[_Conn]:
        async with self._free:
            with self.sync_engine.connect() as conn:
                yield _Conn(conn, in_turns=self._in_turns)

    async def dispose(self) -> None:
        self.sync_engine.dispose()


class InThisThread(SqliteEngine):
    """A file that one process has. Inside a transaction others run before each statement, or nobody does."""

    def __init__(self, path: Path, *, in_turns: bool = True) -> None:
        super().__init__(f"sqlite+aiosqlite:///{path}")
        self._file = path
        self._in_turns = in_turns

    def writer(self) -> Any:
        return _Pool(self._file, in_turns=self._in_turns, size=1, begin="BEGIN IMMEDIATE")

    def readers(self) -> Any:
        return _Pool(self._file, in_turns=self._in_turns, size=_READERS, begin="BEGIN")


def shuffled(dice: random.Random, most: int = 3) -> Callable[[], Awaitable[None]]:
    """A seam at which others run first, none or some of them, as the dice say."""

    async def seam() -> None:
        for _ in range(dice.randint(0, most)):
            await asyncio.sleep(0)

    return seam


class SeamedDatabase(Database):
    """`seam` is awaited before and after each transaction. `written` counts those that were committed.

    In this thread (`seamed_file`) it is decided at the seams who goes on, and nowhere else, so what happened
    once with one seed happens each time. A server's answers take their time: there it does not.
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


def _forget_the_disk(connection: Any, _record: Any) -> None:
    # Here processes die, never the machine; what a power cut leaves behind is SQLite's own promise.
    connection.execute("PRAGMA synchronous=OFF")
