"""What is PostgreSQL's own: who starts together, what is wrong with a server in words, how texts compare."""

import asyncio

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from storage import migrations
from storage.database import Database
from storage.engines import engine_of
from storage.tables import metadata
from storage.trouble import DatabaseUnusableError
from tests import postgres

pytestmark = pytest.mark.postgresql


async def test_processes_that_start_together_migrate_once(postgres_server: postgres.Server) -> None:
    with postgres_server.copy_of("template1") as name:
        await asyncio.gather(*(migrations.upgrade(postgres_server.url(name)) for _ in range(4)))
        assert postgres_server.sql("SELECT version_num FROM alembic_version", name) == migrations.head()


async def test_texts_compare_as_bytes_in_every_table(postgres_server: postgres.Server) -> None:
    with postgres_server.database() as name:
        database = Database.open(postgres_server.url(name))
        async with database.read() as conn:
            rows = await conn.exec_driver_sql(
                "SELECT table_name, column_name, collation_name FROM information_schema.columns"
                " WHERE table_schema = 'public' AND data_type = 'text'"
            )
            found = {(table, column): collation for table, column, collation in rows}
            # The server's own order is another one.
            assert (await conn.exec_driver_sql("SELECT 'a:' < 'a1'")).scalar() is True
            assert (await conn.exec_driver_sql("SELECT 'a' < 'B'")).scalar() is True
        await database.close()
    texts = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(getattr(column.type, "impl", column.type), sa.Text)
    }
    assert found == dict.fromkeys(texts, "C")


async def count_of(server: postgres.Server, query: str, wanted: str) -> None:
    async with asyncio.timeout(10):
        while await asyncio.to_thread(server.sql, query) != wanted:
            pass


async def refused(url: str) -> str:
    with pytest.raises(DatabaseUnusableError) as caught:
        await migrations.upgrade(url)
    assert "canary" not in str(caught.value)
    return str(caught.value)


async def test_a_page_of_somebody_s_list_is_found_by_that_persons_index(
    postgres_server: postgres.Server,
) -> None:
    """Though many others came first: whose rows lie in a row, and are quickly read on a disk that turns."""
    with postgres_server.copy_of(postgres_server.template) as name:
        database = Database.open(postgres_server.url(name))
        async with database.write() as conn:
            await conn.exec_driver_sql(
                "INSERT INTO customers (id, first_name, created_at, seen_at)"
                " SELECT n, 'Lina', 0, 0 FROM generate_series(1, 1000) AS n"
            )
            await conn.exec_driver_sql(
                "INSERT INTO entries (customer_id, kind, subject, amount_centimes, at, who)"
                " SELECT CASE WHEN n > 15000 AND n % 30 = 0 THEN 7 ELSE 8 + n % 900 END,"
                " 'credit', 'key:' || n, 100, 0, 'staff:1' FROM generate_series(1, 60000) AS n"
            )
            await conn.exec_driver_sql("ANALYZE entries")
        async with database.read() as conn:
            plan = await conn.exec_driver_sql(
                "EXPLAIN SELECT * FROM entries WHERE customer_id = 7 AND id > 100 ORDER BY id LIMIT 9"
            )
            assert "ix_entries_customer_id_id" in "\n".join(plan.scalars())
        await database.close()


async def test_what_is_wrong_with_a_database_is_said_in_words(postgres_server: postgres.Server) -> None:
    sql, url = postgres_server.sql, postgres_server.url
    assert "has no database missing. Make it: CREATE DATABASE" in await refused(url("missing"))
    assert "does not answer" in await refused("postgresql+asyncpg://u:canary@127.0.0.1:9/shop")
    assert "does not let the user stranger in" in await refused(url("postgres", user="stranger"))
    with postgres_server.copy_of("template1") as name:
        sql(f"CREATE ROLE guest_{name} LOGIN")
        assert "lacks rights" in await refused(url(name, user=f"guest_{name}"))
        sql(f"DROP ROLE guest_{name}")
    with postgres_server.copy_of("template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'") as name:
        assert "keeps its texts as LATIN1" in await refused(url(name))


async def test_a_wrong_password_is_said_and_not_repeated(postgres_server: postgres.Server) -> None:
    user = postgres.LOCKED_OUT
    said = await refused(postgres_server.url("postgres", user=f"{user}:canary-password"))
    assert f"refuses the password of the user {user}" in said
    assert "canary" not in said


async def test_a_full_disk_and_a_full_server_have_words() -> None:
    engine = engine_of("postgresql+asyncpg://hanout:canary@db.example:5433/shop")

    class Refusal(Exception):  # noqa: N818 - as the driver's are named
        sqlstate = ""

    for code, words in {"53100": "no space left", "53300": "no connection left"}.items():
        refusal = Refusal("said the server")
        refusal.sqlstate = code
        trouble = engine.trouble_with(DBAPIError("INSERT", {}, refusal))
        assert trouble is not None
        assert words in trouble.what
        assert "PostgreSQL at db.example:5433" in trouble.what
    assert engine.trouble_with(DBAPIError("INSERT", {}, Refusal("a mistake in a statement"))) is None


async def test_a_migration_that_takes_long_ends_when_it_is_told_to(postgres_server: postgres.Server) -> None:
    with postgres_server.copy_of("template1") as name:
        engine = create_async_engine(postgres_server.url(name))

        async def migrate() -> None:
            async with engine.begin() as conn:
                await migrations._run(
                    engine_of(postgres_server.url(name)),
                    conn,
                    lambda sync: sync.exec_driver_sql("SELECT pg_sleep(60)"),
                )

        work = asyncio.create_task(migrate())
        running = (
            f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}' AND query LIKE '%pg_sleep%'"
        )
        await count_of(postgres_server, running, "1")
        work.cancel()
        await asyncio.wait({work}, timeout=5)
        assert work.cancelled()
        await engine.dispose()
        await count_of(postgres_server, running, "0")
