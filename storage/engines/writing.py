"""A connection to PostgreSQL whose transactions begin with the shop's write lock, in one question.

The driver would ask for the beginning, and SQLAlchemy then for the lock, as for any other statement.
"""

from typing import Any, Final

import asyncpg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from storage.engines.locks import WRITING, lock

_BEGIN: Final = f"BEGIN; {lock(WRITING)}"


class _Turn:
    """As much of the driver's transaction as SQLAlchemy uses."""

    def __init__(self, connection: "WritingConnection") -> None:
        self._connection = connection

    async def start(self) -> None:
        try:
            await self._connection.execute(_BEGIN)
        except BaseException:
            await self._give_up()
            raise

    async def commit(self) -> None:
        await self._connection.execute("COMMIT")

    async def rollback(self) -> None:
        await self._connection.execute("ROLLBACK")

    async def _give_up(self) -> None:
        """It may have begun, and only the lock was not to be had: then the server would refuse all that
        follows, and whoever waits no longer could still be given the lock. Ends that, if need be with the
        connection.
        """
        try:
            await self.rollback()
        except Exception:  # noqa: BLE001 - why it could not begin is told instead
            self._connection.terminate()
        except BaseException:
            self._connection.terminate()
            raise


class WritingConnection(asyncpg.Connection):  # type: ignore[misc] # the driver says no types
    """One for write transactions."""

    def transaction(self, **_: Any) -> _Turn:
        """All of them begin in the same way."""
        return _Turn(self)


def begin(conn: Connection) -> None:
    """Begins the transaction on the server now. SQLAlchemy would do so before its first statement, and
    whoever finds the server away could then not ask again.
    """
    adapted: Any = conn.connection.dbapi_connection
    try:
        adapted.run_async(lambda _: adapted._start_transaction())  # noqa: SLF001 - no open door leads there
    except adapted.dbapi.Error as error:
        gone = adapted.driver_connection.is_closed()
        raise DBAPIError(_BEGIN, None, error, connection_invalidated=gone) from error
