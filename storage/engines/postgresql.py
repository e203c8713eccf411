"""PostgreSQL: a server, which several processes of one shop may share.

Write transactions take one lock for the whole shop when they begin, and hold it to their end. So what one of
them has read is still true when it writes, as with SQLite's one writer; which places rely on that is listed
in CONTRIBUTING. Readers see one moment of the data and wait for nobody.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    NullPool,
    Text,
    bindparam,
    column,
    event,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy import exc as sa_exc
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.engines.listener import CHANNEL, Listener, payloads
from storage.engines.locks import LOCKS, MIGRATING, WRITING, lock
from storage.trouble import Trouble

_READERS: Final = 5  # one of them for the books, when they are read
_CONNECT_SECONDS: Final = 10
_ANSWER_SECONDS: Final = 60
"""How long a server that has gone silent is waited for. Its own bounds below end sooner what is only slow."""
_SESSION: Final = {
    "application_name": "hanout",
    "lock_timeout": "10s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",
    # Compiling takes longer than any of the shop's statements.
    "jit": "off",
    # A server's own 4 is for disks that turn. With it, somebody's page is looked for among everybody's rows,
    # one after the other, though an index names it.
    "random_page_cost": "1.1",
}
_READS_ONE_MOMENT: Final = {
    "default_transaction_isolation": "repeatable read",
    "default_transaction_read_only": "on",
}
_STATEMENTS: Final = 400
"""How many statements a connection keeps prepared: as many as its part of the shop has. The driver's own
bound is so low that they would push each other out.
"""
_NOTIFY: Final = select(func.pg_notify(CHANNEL, bindparam("payload", type_=Text)))
_COUNTED: Final = """
    SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name) AS sequence
    FROM information_schema.columns
    WHERE table_schema = current_schema()
        AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL"""
"""The columns whose numbers the server gives, with where each of them is counted."""

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_CONNECTION = "08"
_PASSES = {
    "40001",  # serialization_failure
    "40P01",  # deadlock_detected
    "53300",  # too_many_connections
    "55P03",  # lock_not_available
    "57014",  # query_canceled: it took too long
    "57P01",  # admin_shutdown
    "57P02",  # crash_shutdown
    "57P03",  # cannot_connect_now
    "25P03",  # idle_in_transaction_session_timeout
    "25006",  # read_only_sql_transaction: the server has just become a standby
}


class PostgresEngine:
    """The database that a URL (`postgresql+asyncpg://user:password@host:port/name`) names."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)

    def writer(self) -> AsyncEngine:
        """One connection for this process, whose transactions take the shop's write lock when they begin."""
        from storage.engines import writing  # noqa: PLC0415 - it needs the driver, as `Listener.run` does

        pool = self._pool(size=1, session={}, connection_class=writing.WritingConnection)
        event.listen(pool.sync_engine, "begin", writing.begin)
        return pool

    def readers(self) -> AsyncEngine:
        """Connections whose transactions write nothing and see what their first statement saw."""
        return self._pool(size=_READERS, session=_READS_ONE_MOMENT)

    def migrator(self) -> AsyncEngine:
        """A connection that waits for its statements, and for others' locks, as long as they take."""
        return create_async_engine(
            self._url,
            poolclass=NullPool,
            connect_args={"timeout": _CONNECT_SECONDS, "server_settings": _named()},
        )

    def inspector(self) -> AsyncEngine:
        """A connection that writes nothing, and waits for its statements as long as they take."""
        session = _named() | _READS_ONE_MOMENT
        return create_async_engine(
            self._url,
            poolclass=NullPool,
            connect_args={"timeout": _CONNECT_SECONDS, "server_settings": session},
        )

    def filler(self) -> AsyncEngine:
        """As the migrator: on a server a transaction makes tables too."""
        return self.migrator()

    async def keep_others_out(self, conn: AsyncConnection) -> bool:
        """Takes both of the shop's locks for the connection, if they are free."""
        locks = [f"pg_try_advisory_lock({LOCKS}, {number})" for number in (WRITING, MIGRATING)]
        taken = (await conn.exec_driver_sql(f"SELECT {', '.join(locks)}")).one()
        # The next transaction begins after the locks were taken, and sees all that was committed before.
        await conn.rollback()
        return all(taken)

    @asynccontextmanager
    async def unguarded(self, conn: AsyncConnection, table: str) -> AsyncIterator[None]:
        """Switches off what a migration has made; foreign keys still hold."""
        name = conn.dialect.identifier_preparer.quote(table)
        await conn.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        yield
        await conn.exec_driver_sql(f"ALTER TABLE {name} ENABLE TRIGGER USER")

    async def filled(self, conn: AsyncConnection) -> None:
        """Sets the sequences, and does at once what autovacuum would do a little later."""
        for row in (await conn.exec_driver_sql(_COUNTED)).all():
            rows, number = table(row.table_name), column(row.column_name, BigInteger)
            highest = select(func.max(number)).select_from(rows).scalar_subquery()
            counter: ColumnElement[Any] = literal_column(f"'{row.sequence}'::regclass")
            await conn.execute(select(func.setval(counter, func.coalesce(highest, 1), highest.is_not(None))))
        await conn.exec_driver_sql("ANALYZE")

    @property
    def place(self) -> str:
        """The database's name and its server."""
        return f"{self._name} of {self._server}"

    def make_place(self) -> None:
        """Nothing: who runs the server makes the database."""

    async def unfit(self, conn: AsyncConnection) -> Trouble | None:
        """The words for another encoding than UTF-8, and for a user that may make no tables."""
        query = "SELECT current_setting('server_encoding'), has_schema_privilege(current_schema(), 'CREATE')"
        encoding, may_create = tuple((await conn.exec_driver_sql(query)).one())
        if encoding != "UTF8":
            return Trouble(
                f"The database {self._name} keeps its texts as {encoding}, which cannot hold what customers write.",
                f"Make it anew: {self._how_to_make_it}",
            )
        return None if may_create else self._lacks_rights("may make no tables")

    async def begin_migration(self, conn: AsyncConnection) -> None:
        """Lets one process migrate at a time; the others find the work done."""
        await conn.exec_driver_sql(lock(MIGRATING))

    async def end_migration(self, migrator: AsyncEngine) -> None:
        """Nothing is left to do."""

    async def cut_short(self, _conn: AsyncConnection, work: asyncio.Task[None]) -> None:
        """Cancels the task; the driver then tells the server to end the statement."""
        work.cancel()
        with suppress(DBAPIError, asyncio.CancelledError):
            await work

    def is_passing(self, error: BaseException) -> bool:
        """True for a server that is away, starts, stops or is too busy, and for a connection that broke."""
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            return True
        code = _code(error)
        return code in _PASSES or code[:2] == _CONNECTION or isinstance(error, OSError | sa_exc.TimeoutError)

    def trouble_with(self, error: BaseException) -> Trouble | None:
        """The words for a server that is away or lets the shop not in, and for a database that lacks
        something.
        """
        server, user, name, reason = self._server, self._user, self._name, _reason(error)
        words = {
            "28P01": Trouble(
                f"{server} refuses the password of the user {user}.",
                "Mend the user and the password in DATABASE_URL.",
            ),
            "28000": Trouble(
                f"{server} does not let the user {user} in ({reason}).",
                "Mend the user in DATABASE_URL, or let it in from this machine in the server's pg_hba.conf.",
            ),
            "3D000": Trouble(f"{server} has no database {name}.", f"Make it: {self._how_to_make_it}"),
            "42501": self._lacks_rights(reason),
            "53100": Trouble(f"{server} has no space left on its disk.", "Make room on that disk."),
            "53300": Trouble(
                f"{server} has no connection left ({reason}).",
                "Raise max_connections there, or stop what else is connected: each process of the shop needs"
                f" {_READERS + 3}.",
            ),
        }
        if (known := words.get(_code(error))) is not None:
            return known
        if self.is_passing(error):
            return Trouble(
                f"{server} does not answer ({reason}).", "Start it, or mend the address in DATABASE_URL."
            )
        return None

    async def keep_statistics(self, conn: AsyncConnection) -> None:
        """Nothing: the server's autovacuum does it."""

    async def size(self, conn: AsyncConnection) -> int:
        """The size of the database on the server."""
        query = "SELECT pg_database_size(current_database())"
        return int((await conn.exec_driver_sql(query)).scalar_one())

    async def publish(self, conn: AsyncConnection, news: Iterable[str], origin: str) -> None:
        """One notification with the transaction's commit, where there is something to tell."""
        for payload in payloads(news, origin):
            await conn.execute(_NOTIFY, {"payload": payload})

    async def listen(self, hear: Callable[[str, list[str]], None], missed: Callable[[], None]) -> None:
        """Listens over a connection of its own, making another whenever it breaks."""
        _, options = self.migrator().dialect.create_connect_args(self._url)
        bounds = {"timeout": _CONNECT_SECONDS, "command_timeout": _CONNECT_SECONDS}
        await Listener({**options, **bounds, "server_settings": _named()}, hear, missed).run()

    async def ended(self) -> None:
        """Nothing: no thread works for a connection."""

    def _pool(self, *, size: int, session: dict[str, str], **options: Any) -> AsyncEngine:
        pool = create_async_engine(
            self._url,
            pool_size=size,
            max_overflow=0,
            pool_timeout=30,
            pool_use_lifo=True,  # the connection that was used last has most of the statements prepared
            connect_args={
                **self._bounds(session),
                **options,
                "prepared_statement_cache_size": _STATEMENTS,
            },
        )
        event.listen(pool.sync_engine, "checkout", _still_open)
        return pool

    def _bounds(self, session: dict[str, str]) -> dict[str, Any]:
        """How the driver connects, besides where."""
        return {
            "timeout": _CONNECT_SECONDS,
            "command_timeout": _ANSWER_SECONDS,
            "server_settings": _SESSION | session,
        }

    def _lacks_rights(self, reason: str) -> Trouble:
        return Trouble(
            f"The user {self._user} lacks rights in the database {self._name} ({reason}).",
            f'Make it the owner: ALTER DATABASE "{self._name}" OWNER TO "{self._user}"',
        )

    @property
    def _server(self) -> str:
        host = self._url.host or self._url.query.get("host") or "this machine"
        return f"PostgreSQL at {host}" + (f":{self._url.port}" if self._url.port else "")

    @property
    def _user(self) -> str:
        return self._url.username or "of this process"

    @property
    def _name(self) -> str:
        return self._url.database or self._user

    @property
    def _how_to_make_it(self) -> str:
        return f'CREATE DATABASE "{self._name}" OWNER "{self._user}" ENCODING \'UTF8\' TEMPLATE template0'


def _still_open(connection: Any, _record: Any, _proxy: Any) -> None:
    """Whatever ended it, a connection that was closed while nobody used it is replaced by a new one."""
    if connection.driver_connection.is_closed():
        raise sa_exc.DisconnectionError("it was closed meanwhile")


def _named() -> dict[str, str]:
    return {"application_name": _SESSION["application_name"]}


def _code(error: BaseException) -> str:
    """The server's code of an error, as the driver or SQLAlchemy hands it up; empty for another error."""
    return getattr(getattr(error, "orig", None) or error, "sqlstate", None) or ""


def _reason(error: BaseException) -> str:
    """The server's own words, which hold no secret."""
    return str(getattr(error, "orig", None) or error) or type(error).__name__
