"""SQLite: one file, one writer for the whole of it, readers that never wait in WAL mode."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiosqlite
from sqlalchemy import NullPool, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.driver import READS, WRITES, all_ended, connect
from storage.trouble import Trouble

_BUSY_TIMEOUT_MS = 10_000
_SAMPLES = 1000  # rows of each index that statistics rest on at most
_READERS = 5  # one of them for the books, when they are read
# SQLite's primary result codes (https://sqlite.org/rescode.html).
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_PRIMARY = 0xFF


class SqliteEngine:
    """A file, or with a URL that names none a database in memory (`path` None)."""

    def __init__(self, url: str) -> None:
        self._url = url
        database = make_url(url).database
        self.path = None if database in {None, "", ":memory:"} else Path(str(database))

    def writer(self) -> AsyncEngine:
        """One connection, whose transactions take the file's write lock with their first statement."""
        return self._pool(size=1, begin=WRITES)

    def readers(self) -> AsyncEngine:
        """Connections whose transactions see the file as it was at their first statement."""
        return self._pool(size=_READERS, begin=READS)

    def migrator(self) -> AsyncEngine:
        """A connection as the driver makes it."""
        return create_async_engine(self._url)

    def inspector(self) -> AsyncEngine:
        """Opens the file read-only, and leaves no file of SQLite's own behind."""
        address = self._read_only()
        return create_async_engine(
            "sqlite+aiosqlite://",
            async_creator=lambda: aiosqlite.connect(address, uri=True),
            poolclass=NullPool,
        )

    def filler(self) -> AsyncEngine:
        """As the writer: its transactions begin when we say so, before tables are made too."""
        return self.writer()

    async def keep_others_out(self, _conn: AsyncConnection) -> bool:
        """True: the lock beside the file keeps other processes away (`bot.telegram.lease`)."""
        return True

    @asynccontextmanager
    async def unguarded(self, conn: AsyncConnection, table: str) -> AsyncIterator[None]:
        """Removes the triggers and makes them anew; nobody sees the table without."""
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
        triggers = (await conn.exec_driver_sql(query, (table,))).all()
        for trigger in triggers:
            await conn.exec_driver_sql(f"DROP TRIGGER {trigger.name}")
        yield
        for trigger in triggers:
            await conn.exec_driver_sql(trigger.sql)

    async def filled(self, conn: AsyncConnection) -> None:
        """Takes the statistics; SQLite numbers rows after the highest by itself."""
        await self.keep_statistics(conn)

    @property
    def place(self) -> str:
        """The path of the file."""
        return str(self.path or "memory")

    def make_place(self) -> None:
        """Makes the file, in its folder. Raises OSError."""
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Nobody else on the machine reads the customers; SQLite gives its other files the same mode.
            self.path.touch(mode=0o600, exist_ok=True)

    async def unfit(self, conn: AsyncConnection) -> Trouble | None:
        """None: what is wrong with a file shows when it is opened."""

    async def begin_migration(self, conn: AsyncConnection) -> None:
        """Begins the transaction now: the driver would do so only before rows are changed, and the tables of
        a migration that was killed would stay, in the way of the next one.
        """
        await conn.exec_driver_sql("BEGIN IMMEDIATE")

    async def end_migration(self, migrator: AsyncEngine) -> None:
        """Switches to WAL now, while nobody else is here: later the first connections would wait for one
        another to switch.
        """
        async with migrator.connect() as conn:
            autocommit = await conn.execution_options(isolation_level="AUTOCOMMIT")
            await autocommit.exec_driver_sql("PRAGMA journal_mode=WAL")

    async def cut_short(self, conn: AsyncConnection, work: asyncio.Task[None]) -> None:
        """Interrupts statement after statement until the task has ended."""
        driver = (await conn.get_raw_connection()).driver_connection
        while not work.done() and driver is not None:
            # Between two statements there is nothing to interrupt.
            await driver.interrupt()
            await asyncio.wait({work}, timeout=0.05)
        with suppress(DBAPIError):
            await work

    def is_passing(self, error: BaseException) -> bool:
        """True while another program holds the file."""
        return isinstance(error, DBAPIError) and _code(error) in {_BUSY, _LOCKED}

    def trouble_with(self, error: BaseException) -> Trouble | None:
        """The words for a file that is damaged, held, full or out of reach."""
        path = self.path
        if path is None or not isinstance(error, DBAPIError):
            return None
        code, reason = _code(error), str(error.orig)
        if code in {_CORRUPT, _NOTADB} or "malformed" in reason:
            return Trouble(
                f"{path} is damaged, or is no database ({reason}).",
                "Stop the shop, and put the last backup back with `python -m bot restore FILE`. It keeps what is there aside,"
                f" with the {path.name}-wal that belongs to it and would spoil any other file in its place.",
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
                f"Give this user the right to write to {path.name} and to its folder, or set DATABASE_URL to another"
                " place.",
            )
        return None

    async def keep_statistics(self, conn: AsyncConnection) -> None:
        """Looks at so many rows of each index and no more, however large the file is."""
        await conn.exec_driver_sql(f"PRAGMA analysis_limit={_SAMPLES}")
        await conn.exec_driver_sql("ANALYZE")

    async def size(self, conn: AsyncConnection) -> int:
        """The size of the file, without its write-ahead log."""
        pages = int((await conn.exec_driver_sql("PRAGMA page_count")).scalar_one())
        return pages * int((await conn.exec_driver_sql("PRAGMA page_size")).scalar_one())

    async def publish(self, conn: AsyncConnection, news: Iterable[str], origin: str) -> None:
        """Nothing: one process has the file."""

    async def listen(self, hear: Callable[[str, list[str]], None], missed: Callable[[], None]) -> None:
        """Returns at once: one process has the file."""

    async def ended(self) -> None:
        """Waits for the threads of the connections."""
        await all_ended()

    def _read_only(self) -> str:
        path = Path(self.place)
        # Without a write-ahead log nobody is writing, and SQLite need not make the files that share one with
        # writers.
        used = path.with_name(f"{path.name}-wal").exists()
        mode = "mode=ro" if used else "immutable=1"
        return f"file:{quote(str(path.absolute()))}?{mode}"

    def _pool(self, *, size: int, begin: str) -> AsyncEngine:
        driver = {"async_creator_fn": connect}
        pool = create_async_engine(
            self._url, connect_args=driver, pool_size=size, max_overflow=0, pool_timeout=30
        )
        event.listen(pool.sync_engine, "connect", prepare)

        # The driver opens transactions late and only for some statements; we say ourselves when and how.
        @event.listens_for(pool.sync_engine, "begin")
        def _begin(conn: Any) -> None:
            conn.connection.driver_connection.begins(begin)

        return _Readers(pool.sync_engine) if begin == READS else pool


class _Readers(AsyncEngine):
    """Connections that are given back on the spot.

    A transaction that only read ends without waiting for anybody (`storage.driver`), so nobody can be
    cancelled meanwhile, for which SQLAlchemy would make a task of its own.
    """

    def connect(self) -> AsyncConnection:
        return _Reader(self)


class _Reader(AsyncConnection):
    async def __aexit__(self, *_: object) -> None:
        await self.close()


def prepare(connection: Any, _record: Any) -> None:
    """Sets a new connection up as money needs it."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # FULL: a commit that was answered survives a power cut, which NORMAL does not promise in WAL mode. It is
    # money.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _code(error: DBAPIError) -> int:
    return (getattr(error.orig, "sqlite_errorcode", None) or 0) & _PRIMARY
