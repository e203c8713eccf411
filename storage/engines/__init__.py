"""The databases that a shop may stand on, behind one protocol: SQLite in a file, or a PostgreSQL server."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.engine import make_url

from storage.engines.engine import Engine
from storage.engines.postgresql import PostgresEngine
from storage.engines.sqlite import SqliteEngine


def engine_of(url: str) -> Engine:
    """The engine behind a URL, `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`. Connects to nothing."""
    kinds: dict[str, Callable[[str], Engine]] = {"sqlite": SqliteEngine, "postgresql": PostgresEngine}
    return kinds[make_url(url).get_backend_name()](url)


def sqlite_path(url: str) -> Path | None:
    """The file behind an SQLite URL; None for another database or one in memory."""
    engine = engine_of(url)
    return engine.path if isinstance(engine, SqliteEngine) else None
