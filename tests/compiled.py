"""All databases of a process share what SQLAlchemy compiles: a test opens many, and the statements are the same in each."""

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite


class OneDialect(SQLiteDialect_aiosqlite):
    """SQLAlchemy's own. None is configured, so what was compiled for one of them holds for all."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


def compile_once() -> None:
    """From now on, in this process and in those forked from it."""
    registry.register("sqlite.aiosqlite", __name__, OneDialect.__name__)
    compiled: dict[object, object] = {}

    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)

    event.listen(Engine, "engine_connect", share)
