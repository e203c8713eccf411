"""The database's shape over time: Alembic revisions, run at every start before anything else touches the
data.

Most starts find the newest version there. Alembic is imported only by one that does not: it takes longer than
all else of a start with nothing to migrate.
"""

import asyncio
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, column, inspect, table
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engines import engine_of
from storage.engines.engine import Engine
from storage.trouble import DatabaseUnusableError, Trouble

if TYPE_CHECKING:
    from alembic.config import Config

_VERSIONS = Path(__file__).parent / "versions"


class DatabaseTooNewError(Exception):
    """The database was written by a newer Hanout than this one: install that version again, or restore a
    backup.
    """

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"The database is at version {found}, which this Hanout (up to {known}) does not know. It was used by a newer"
            " version of the shop. Start that version again, or restore the backup made before the update."
        )


_UNFINISHED = "-unfinished"
"""Stands behind the version of a database that is being filled with another one's rows: no shop opens it, and
older versions do not know it.
"""


UNFINISHED: Final = Trouble(
    "A shop was being moved into it, and that has not come to its end.",
    "Go on with the same `python -m bot migrate-to`, with DATABASE_URL set to the database that the shop comes from; or"
    " start the shop on that one, which is as it was.",
)


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - see the module's docstring

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    return config


@cache
def known() -> frozenset[str]:
    """All versions this code knows, the oldest included: what the files beside this one are called after."""
    return frozenset(file.name.partition("_")[0] for file in _VERSIONS.glob("[0-9]*_*.py"))


def head() -> str:
    """The newest version this code knows."""
    return max(known())


async def upgrade(url: str) -> None:
    """Brings the database at `url` to the newest version. Of several processes that start together one does
    it, and the others wait.

    Raises:
        DatabaseTooNewError: it is newer, and nothing was changed.
        DatabaseUnusableError: the database is damaged, away or cannot be used as it is.
        OSError: the place of its file cannot be made.
    """
    engine = engine_of(url)
    engine.make_place()
    migrator = engine.migrator()
    try:
        async with migrator.begin() as conn:
            _refuse(await engine.unfit(conn))
            await engine.begin_migration(conn)
            await _run(engine, conn, _upgrade)
        await engine.end_migration(migrator)
    except Exception as error:
        _refuse(engine.trouble_with(error))
        raise
    finally:
        await migrator.dispose()


def _refuse(trouble: Trouble | None) -> None:
    if trouble is not None:
        raise DatabaseUnusableError(f"The database cannot be used. {trouble.what} {trouble.mend}") from None


async def _run(engine: Engine, conn: AsyncConnection, work: Callable[[Connection], None]) -> None:
    """As `conn.run_sync`, but whoever cancels it does not wait until a long statement has ended."""
    task = asyncio.ensure_future(conn.run_sync(work))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await engine.cut_short(conn, task)
        raise


def current(conn: Connection) -> str | None:
    """The version a database is at; None before the first migration."""
    if not inspect(conn).has_table("alembic_version"):
        return None
    return conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def is_unfinished(version: str) -> bool:
    """Whether a database of this version was begun to be filled, and is not whole."""
    return version.endswith(_UNFINISHED)


def begin_filling(conn: Connection) -> bool:
    """Makes all tables in an empty database, which no shop opens before `end_filling`; True when they are
    there, now or since an earlier call by this version. False for any other database, which stays as it is.
    """
    if inspect(conn).get_table_names():
        return current(conn) == head() + _UNFINISHED
    _upgrade(conn)
    _name(conn, head() + _UNFINISHED)
    return True


def end_filling(conn: Connection) -> None:
    """From now on the database is a shop's."""
    _name(conn, head())


def _name(conn: Connection, version: str) -> None:
    conn.execute(table("alembic_version", column("version_num")).update().values(version_num=version))


def _upgrade(conn: Connection) -> None:
    found = current(conn)
    if found == head():
        return
    if found is not None and is_unfinished(found):
        _refuse(UNFINISHED)
    if found is not None and found not in known():
        raise DatabaseTooNewError(found, head())
    from alembic import command  # noqa: PLC0415 - see the module's docstring

    config = _config()
    config.attributes["connection"] = conn
    command.upgrade(config, "head")
