"""What makes databases cheap in tests: statements that are compiled once for all, and SQLite in the caller's
own thread.

The pools, transactions, pragmas and statements are the shop's own in both.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Generator
from functools import partial
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

from storage import driver

IN_THIS_THREAD = "sqlite+here"
"""How the URL of a database begins that shares its file with no other writer."""


class OneDialect(SQLiteDialect_aiosqlite):
    """SQLAlchemy's own. None is configured, so what was compiled for one of them holds for all."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OneDialect)

    def __hash__(self) -> int:
        return hash(OneDialect)


class Here(OneDialect):
    """Works in the caller's thread, and lets others run before each statement, as a thread's answer would."""

    supports_statement_cache = True
    driver = "here"

    def connect(self, *where: Any, **how: Any) -> Any:
        how["async_creator_fn"] = _connected
        return super().connect(*where, **how)


class OnePostgres(PGDialect_asyncpg):
    """The same for PostgreSQL. What a server is asked when the first connection is made, it is asked once for
    a run.
    """

    supports_statement_cache = True
    _known: ClassVar[dict[str, Any]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OnePostgres)

    def __hash__(self) -> int:
        return hash(OnePostgres)

    def initialize(self, connection: Connection) -> None:
        if not self._known:
            before = dict(vars(self))
            super().initialize(connection)
            self._known.update({k: v for k, v in vars(self).items() if k not in before or before[k] is not v})
        vars(self).update(self._known)


class _Connection(driver._Connection):
    def __init__(self, connector: Callable[[], sqlite3.Connection], iter_chunk_size: int) -> None:
        super().__init__(connector, iter_chunk_size)
        self._tx = _AtOnce()  # type: ignore[assignment]

    def __await__(self) -> Generator[Any, None, Any]:
        return self._connect().__await__()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        await asyncio.sleep(0)
        return await super()._execute(fn, *args, **kwargs)


class _AtOnce:
    """Stands where the queue to a thread would."""

    def put_nowait(self, asked: tuple[asyncio.Future[Any] | None, Callable[[], Any]]) -> None:
        answer, work = asked
        try:
            done = work()
        except BaseException as error:
            if answer is None:
                raise
            answer.set_exception(error)
        else:
            if answer is not None:
                answer.set_result(done)


def _connected(path: str, **options: Any) -> _Connection:
    return _Connection(partial(sqlite3.connect, path, **options), iter_chunk_size=64)


def compile_once() -> None:
    """From now on, in this process and in those forked from it."""
    registry.register("sqlite.aiosqlite", __name__, OneDialect.__name__)
    registry.register("sqlite.here", __name__, Here.__name__)
    registry.register("postgresql.asyncpg", __name__, OnePostgres.__name__)
    compiled: dict[object, object] = {}

    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)

    event.listen(Engine, "engine_connect", share)
