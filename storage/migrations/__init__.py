"""The database's shape over time: Alembic revisions, run at every start before anything else touches the
data.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.database import sqlite_path
from storage.trouble import DatabaseUnusableError, trouble_with


class DatabaseTooNewError(Exception):
    """The database was written by a newer Hanout than this one: install that version again, or restore a
    backup.
    """

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"The database is at version {found}, which this Hanout (up to {known}) does not know. It was used by a newer"
            " version of the shop. Start that version again, or restore the backup made before the update."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    return config


@cache
def _scripts() -> ScriptDirectory:
    """The revisions beside this file; reading them takes as long as all else of a start with nothing to
    migrate.
    """
    return ScriptDirectory.from_config(_config())


def head() -> str:
    """The newest version this code knows."""
    return str(_scripts().get_current_head())


def known() -> frozenset[str]:
    """All versions this code knows, the oldest included."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


async def upgrade(url: str) -> None:
    """Brings the database at `url` to the newest version.

    Raises:
        DatabaseTooNewError: it is newer, and nothing was changed.
        DatabaseUnusableError: the file is damaged, is no database, or cannot be used where it is.
    """
    if (path := sqlite_path(url)) is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Nobody else on the machine reads the customers; SQLite gives its other files the same mode.
        path.touch(mode=0o600, exist_ok=True)
    engine = create_async_engine(url)
    try:
        async with engine.begin() as conn:
            await _run(conn, _upgrade)
        if engine.dialect.name == "sqlite":
            # Now, while nobody else is here: later the first connections would wait for one another to
            # switch.
            async with engine.connect() as conn:
                autocommit = await conn.execution_options(isolation_level="AUTOCOMMIT")
                await autocommit.exec_driver_sql("PRAGMA journal_mode=WAL")
    except DBAPIError as error:
        trouble = None if path is None else trouble_with(path, error)
        if trouble is None:
            raise
        raise DatabaseUnusableError(f"The database {trouble.what} {trouble.mend}") from None
    finally:
        await engine.dispose()


async def _run(conn: AsyncConnection, work: Callable[[Connection], None]) -> None:
    """As `conn.run_sync`, but whoever cancels it does not wait until a long statement has ended."""
    task = asyncio.ensure_future(conn.run_sync(work))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        driver = (await conn.get_raw_connection()).driver_connection
        while not task.done() and driver is not None:
            # Between two statements there is nothing to interrupt.
            await driver.interrupt()
            await asyncio.wait({task}, timeout=0.05)
        with suppress(DBAPIError):
            await task
        raise


def current(conn: Connection) -> str | None:
    """The version a database is at; None before the first migration."""
    return MigrationContext.configure(conn).get_current_revision()


def _upgrade(conn: Connection) -> None:
    found = current(conn)
    if found == head():
        return
    if found is not None and found not in known():
        raise DatabaseTooNewError(found, head())
    config = _config()
    config.attributes["connection"] = conn
    command.upgrade(config, "head")
