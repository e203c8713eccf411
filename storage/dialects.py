"""How statements are written so that SQLite and PostgreSQL both understand them.

Most of SQLAlchemy Core means the same to both. What does not stands here, under a name that says what it
means; how each engine is opened, locked and listened to is in `storage.engines`. Nothing else in the shop
asks which of the two it has.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, cast, func
from sqlalchemy.dialects.postgresql import insert

__all__ = ["execute", "insert", "partial", "settle", "total"]

# `insert` is PostgreSQL's, whose ON CONFLICT reads the same on SQLite.

_NOT_BYTEWISE = """
    SELECT table_name, string_agg(
        format('ALTER COLUMN %I TYPE text COLLATE "C"', column_name), ', ' ORDER BY ordinal_position)
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
    GROUP BY table_name ORDER BY table_name"""


def total(column: ColumnElement[Any]) -> ColumnElement[int]:
    """The sum of whole numbers, 0 for none; PostgreSQL's own sum of big integers is a decimal."""
    return func.coalesce(cast(func.sum(column), BigInteger), 0)


def partial(where: Any) -> dict[str, Any]:
    """What makes an `Index` cover only the rows of `where`, as keywords for it and for `op.create_index`."""
    return {"sqlite_where": where, "postgresql_where": where}


def execute(conn: Connection, *, sqlite: Iterable[str] = (), postgresql: Iterable[str] = ()) -> None:
    """Executes those of a migration's statements that are written for this connection's engine: triggers,
    say.
    """
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[conn.dialect.name]:
        conn.exec_driver_sql(statement)


def settle(conn: Connection) -> None:
    """Makes texts compare as bytes in all columns that the last migration has made, whatever collation the
    database was made with: ids and keys then sort, and ranges of them hold, the same everywhere.

    SQLite's do so by themselves. A migration that makes a text column together with something that depends on
    it (a generated column, a trigger's `WHEN`) says `COLLATE "C"` itself: PostgreSQL then lets nobody change
    its type.
    """
    if conn.dialect.name == "postgresql":
        quote = conn.dialect.identifier_preparer.quote
        for table, changes in conn.exec_driver_sql(_NOT_BYTEWISE).all():
            conn.exec_driver_sql(f"ALTER TABLE {quote(table)} {changes}")
