"""Databases on a server, asked in the caller's own thread over connections that outlive a test.

The driver, its statements and types, and all that the server does are the shop's own. Between them stand
neither an event loop, which costs more than most statements do there, nor a greenlet: whoever waits for an
answer stops the thread. So nobody may hold the shop's write lock over another connection of this process,
but where several databases meet `in_company`: there whoever begins to write lets others go on.
"""

import asyncio
import select
import socket
import struct
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_connection, AsyncAdapt_asyncpg_cursor

from storage.engines import writing
from storage.engines.postgresql import PostgresEngine
from tests.compiled import OnePostgres
from tests.fakes.database import Kept, Pool

_SECONDS = 60
_STATEMENTS = 2000
_BYTES = 1 << 16
_DIALECT = OnePostgres(dbapi=OnePostgres.import_dbapi())
_kept: dict[tuple[str, str], list["_Connection"]] = {}


def forget(url: str | None = None) -> None:
    """Closes what is kept of that database, or of all."""
    for key in [key for key in _kept if url in (None, key[0])]:
        for connection in _kept.pop(key):
            connection.terminate()


def _as_the_shop_does(_conn: sa.Connection) -> None:
    """The writer's transactions begin by the shop's own listener, others with their first statement."""


async def _begin_in_company(conn: sa.Connection) -> None:
    """As the shop's own listener does, but others go on until the server answers."""
    adapted: Any = conn.connection.dbapi_connection
    if adapted._connection.is_closed():  # as it is when somebody was stopped while waiting here
        conn.invalidate()
        adapted = conn.connection.dbapi_connection
    line: _Line = adapted._connection._loop
    work = adapted._start_transaction()
    go_on = partial(work.send, None)
    line.waits = False
    try:
        while True:
            try:
                go_on()
            except StopIteration:
                return
            try:
                await asyncio.sleep(0)
                go_on = partial(work.send, None)
            except BaseException as stopped:  # noqa: BLE001 - the driver is told, and raises it
                go_on = partial(work.throw, stopped)
    finally:
        line.waits = True


class ServerInThisThread(PostgresEngine):
    """A database that one `Database` of this process has. Inside a transaction others run before each
    statement, or nobody does.

    `in_company` is for one that several `Database` of this thread have: whoever begins to write lets others
    go on as long as one of them holds the shop's write lock.
    """

    def __init__(self, url: str, *, in_turns: bool = True, in_company: bool = False) -> None:
        super().__init__(url)
        self._address = url
        self._in_turns = in_turns
        self._in_company = in_company

    def writer(self) -> Any:
        if not self._in_company:
            return super().writer()
        return self._pool(
            size=1, session={}, begin=_begin_in_company, connection_class=writing.WritingConnection
        )

    def _pool(
        self, *, size: int, session: dict[str, str], begin: Any = _as_the_shop_does, **options: Any
    ) -> Any:
        kept = _kept.setdefault((self._address, str(session)), [])

        def connection() -> _Connection:
            while kept:
                if not (one := kept.pop())._connection.is_closed():
                    return one
            _, place = _DIALECT.create_connect_args(self._url)
            bounds = {**self._bounds(session), "command_timeout": None}  # the line has one of its own
            return _connected(kept, {**place, **bounds, **options})

        engine = sa.Engine(sa.NullPool(connection), _DIALECT, self._url)
        engine.update_execution_options(compiled_cache=_DIALECT._compiled)
        return Pool(Kept(engine), in_turns=self._in_turns, size=size, begin=begin)


class _Line:
    """What the driver takes for an event loop and for its connection's transport."""

    waits = True
    """Whether who asks for an answer that is not there yet stops the thread until it is."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._protocol: Any = None
        self._early: deque[bytes] = deque()

    # A loop.

    def get_debug(self) -> bool:
        return False

    def is_closed(self) -> bool:
        return False

    def create_future(self) -> "_Answer":
        return _Answer(loop=self)

    def call_soon(self, callback: Callable[..., object], *args: object, context: object = None) -> None:
        callback(*args)

    def call_later(self, *_: object) -> "_Line":
        return self  # the socket has a bound of its own

    def cancel(self) -> None:
        """Of what `call_later` gives back."""

    time = staticmethod(time.monotonic)

    async def create_unix_connection(self, protocol: Callable[[], Any], path: str) -> tuple["_Line", Any]:
        self._socket = socket.socket(socket.AF_UNIX)
        # The kernel's own bound costs no question of its own before each answer.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", _SECONDS, 0))
        self._socket.connect(path)
        self._protocol = protocol()
        self._protocol.connection_made(self)
        return self, self._protocol

    # A transport.

    def get_extra_info(self, _name: str) -> None:
        return None

    def write(self, data: Any) -> None:
        """Sends it all. The server may wait until somebody takes what it has to say meanwhile."""
        left = memoryview(data)
        while left and self._socket is not None:
            try:
                left = left[self._socket.send(left, socket.MSG_DONTWAIT) :]
            except BlockingIOError:
                if select.select([self._socket], [self._socket], [], _SECONDS)[0]:
                    self._early.append(self._socket.recv(_BYTES))

    def writelines(self, parts: list[Any]) -> None:
        self.write(b"".join(parts))

    def is_closing(self) -> bool:
        return self._socket is None

    def pause_reading(self) -> None:
        """Nothing is read before it is waited for."""

    def resume_reading(self) -> None:
        """Nothing is read before it is waited for."""

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
            self._protocol.connection_lost(None)

    abort = close

    def read(self) -> bool:
        """Waits for more of an answer, or says whether there was more of it."""
        if self._early:
            data = self._early.popleft()
        else:
            try:
                flags = 0 if self.waits else socket.MSG_DONTWAIT
                data = self._socket.recv(_BYTES, flags) if self._socket is not None else b""
            except BlockingIOError:
                if self.waits:  # for longer than the socket's bound
                    raise
                return False
        if data:
            self._protocol.data_received(data)
        else:
            self.close()
        return True


class _Answer(asyncio.Future[Any]):
    """Is there when it is awaited."""

    def __await__(self) -> Iterator[Any]:
        while not self.done():
            if not self.get_loop().read():  # type: ignore[attr-defined]
                yield None
        return self.result()


class _Cursor(AsyncAdapt_asyncpg_cursor):
    def execute(self, operation: Any, parameters: Any = None) -> None:
        _run(self._prepare_and_execute(operation, parameters))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        return _run(self._executemany(operation, seq_of_parameters))


class _Connection(AsyncAdapt_asyncpg_connection):
    """Goes back to where it is kept when it is closed."""

    _cursor_cls = _Cursor
    kept: list["_Connection"]

    def commit(self) -> None:
        self._end("commit")

    def rollback(self) -> None:
        self._end("rollback")

    def run_async(self, fn: Callable[[Any], Coroutine[Any, Any, Any]]) -> Any:
        return _run(fn(self._connection))

    def close(self) -> None:
        try:
            self.rollback()
        except BaseException:
            self.terminate()
            raise
        self.kept.append(self)

    def _end(self, how: str) -> None:
        if self._transaction is not None:
            try:
                _run(self._call_and_discard(getattr(self._transaction, how)))
            except Exception as error:  # noqa: BLE001 - the same for all, as the shop's has it
                self._handle_exception(error)


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """Runs what waits for nothing but its connection. It may let others go first, of whom there are none."""
    while True:
        try:
            waits_for = work.send(None)
        except StopIteration as ended:
            return ended.value
        assert waits_for is None, "the driver waits for more than its connection"


def _connected(kept: list[_Connection], options: dict[str, Any]) -> _Connection:
    driver = _run(asyncpg.connect(loop=_Line(), **options))
    made = _Connection(_DIALECT.dbapi, driver, prepared_statement_cache_size=_STATEMENTS)
    made.kept = kept
    _run(_DIALECT.setup_asyncpg_json_codec(made))
    _run(_DIALECT.setup_asyncpg_jsonb_codec(made))
    if not _DIALECT.server_version_info:
        with sa.Engine(sa.StaticPool(lambda: made), _DIALECT, sa.make_url("postgresql://")).connect() as conn:
            _DIALECT.initialize(conn)
    return made
