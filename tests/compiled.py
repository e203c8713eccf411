"""What makes the shop's own engines cheap in tests: statements are compiled once for all databases.

The pools, transactions, pragmas and statements are the shop's own.
"""

from typing import Any, ClassVar

from sqlalchemy import Connection
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite


class OneDialect(SQLiteDialect_aiosqlite):
    """SQLAlchemy's own. None is configured, so what was compiled for one of them holds for all."""

    supports_statement_cache = True
    _compiled: ClassVar[dict[object, object]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OneDialect)

    def __hash__(self) -> int:
        return hash(OneDialect)

    def initialize(self, connection: Connection) -> None:
        super().initialize(connection)
        connection.engine.update_execution_options(compiled_cache=self._compiled)


class OnePostgres(PGDialect_asyncpg):
    """The same for PostgreSQL. What a server is asked when the first connection is made, it is asked once for
    a run.
    """

    supports_statement_cache = True
    _compiled: ClassVar[dict[object, object]] = {}
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
        connection.engine.update_execution_options(compiled_cache=self._compiled)


def compile_once() -> None:
    """From now on, in this process and in those forked from it."""
    registry.register("sqlite.aiosqlite", __name__, OneDialect.__name__)
    registry.register("postgresql.asyncpg", __name__, OnePostgres.__name__)
