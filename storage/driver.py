"""How a statement reaches SQLite: one trip to the connection's thread, where aiosqlite alone makes four.

aiosqlite goes there to make a cursor, to execute, to fetch and to close. Each trip wakes a thread and then
the loop, and costs more than most statements. Here the trip that executes also fetches all rows, which
SQLAlchemy's cursors do anyway, and the first of a transaction begins it. What waits for no file (making a
cursor, closing it, ending a transaction that only read) is done on the spot while the thread rests. What the
statements do, and in which order, is the same.
"""

# ruff: noqa: SLF001 - aiosqlite has no open door to what its own cursors use

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import aiosqlite

READS, WRITES = "BEGIN", "BEGIN IMMEDIATE"
"""How transactions begin: a reader's sees the file as it is at its first statement, a writer's takes the
file's write lock, and waits for it.
"""
_ENDING_SECONDS = 2.0
_ending: set[threading.Thread] = set()


class _Cursor(aiosqlite.Cursor):
    """Has the rows of its statement from the moment it was executed."""

    def __init__(self, conn: "_Connection", cursor: sqlite3.Cursor) -> None:
        super().__init__(conn, cursor)
        self._connection = conn
        self._rows: list[Any] = []

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> "_Cursor":
        self._rows = await self._connection.in_its_transaction(self._executed, sql, parameters or ())
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> "_Cursor":
        await self._connection.in_its_transaction(self._cursor.executemany, sql, parameters)
        return self

    def _executed(self, sql: str, parameters: Any) -> list[Any]:
        self._cursor.execute(sql, parameters)
        return self._cursor.fetchall() if self._cursor.description else []

    async def fetchall(self) -> list[Any]:
        return await self.fetchmany(len(self._rows))

    async def fetchone(self) -> Any:
        return next(iter(await self.fetchmany(1)), None)

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        wanted = self.arraysize if size is None else size
        rows, self._rows = self._rows[:wanted], self._rows[wanted:]
        return rows

    async def close(self) -> None:
        if self._connection.rests:
            self._cursor.close()
        else:
            await super().close()


class _Connection(aiosqlite.Connection):
    rests = False
    """Whether the thread has answered the last that it was asked. Whoever is cancelled leaves it at work."""
    _due: str | None = None
    """The statement that begins the transaction, until its first statement brings it along."""
    _only_reads = False

    def begins(self, statement: str) -> None:
        """From now on there is a transaction, which `READS` or `WRITES` begins before its first statement.

        A transaction that has no statement touches nothing.
        """
        self._due = statement
        self._only_reads = statement == READS

    async def in_its_transaction(self, fn: Callable[..., Any], *args: Any) -> Any:
        """Runs it in the thread, where the transaction begins first if it has not begun yet."""
        if self._due is not None:
            fn = partial(self._begun, self._due, fn)
        return await self._execute(fn, *args)

    def _begun(self, statement: str, fn: Callable[..., Any], *args: Any) -> Any:
        self._conn.execute(statement)
        self._due = None
        return fn(*args)

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.rests = False
        done = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        self.rests = True
        return done

    def stop(self) -> asyncio.Future[Any] | None:
        _ending.add(self._thread)
        return super().stop()

    def cursor(self) -> _Cursor:  # type: ignore[override] # aiosqlite's is one that is awaited
        return _Cursor(self, self._conn.cursor())

    async def commit(self) -> None:
        if self._due is None:
            await super().commit()
        self._due = None

    async def rollback(self) -> None:
        self._due = None
        if self.rests and not self.in_transaction:
            return
        if self.rests and self._only_reads:
            self._conn.rollback()
        else:
            await super().rollback()


def connect(path: str, **options: Any) -> _Connection:
    """As `aiosqlite.connect`, for SQLAlchemy's `async_creator_fn`."""
    connection = _Connection(partial(sqlite3.connect, path, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # as SQLAlchemy makes its own: it holds up no exit
    return connection


async def all_ended() -> None:
    """Waits a moment for the threads of connections that nobody waited for, such as those whose task was
    cancelled in the middle of a statement: a thread that outlives its event loop fails with its answer.
    """
    while _ending:
        thread = _ending.pop()
        if thread.is_alive():
            await asyncio.to_thread(thread.join, _ENDING_SECONDS)
