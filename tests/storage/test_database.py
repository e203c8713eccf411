import asyncio
import threading
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import create_async_engine

from storage import migrations
from storage.database import Database
from storage.engines import engine_of
from storage.migrations import DatabaseTooNewError
from storage.tables import customers, entries, metadata, notes, orders

pytestmark = pytest.mark.both_engines

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.sqlite_only("its own settings of a connection")
async def test_connections_are_set_up_as_money_needs_them(db: Database) -> None:
    for access in (db.read, db.write):
        async with access() as conn:
            pragma = {
                name: (await conn.exec_driver_sql(f"PRAGMA {name}")).scalar()
                for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
            }
        assert pragma == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10_000, "synchronous": 2}


async def test_ten_writers_who_read_first_lose_no_update(db: Database) -> None:
    async with db.write() as conn:
        await conn.execute(notes.insert().values(key="n", value="0", at=NOW))

    async def increment() -> None:
        async with db.write() as conn:
            value = (await conn.execute(sa.select(notes.c.value))).scalar_one()
            await asyncio.sleep(0)
            await conn.execute(notes.update().values(value=str(int(value) + 1)))

    await asyncio.gather(*(increment() for _ in range(10)))
    async with db.read() as conn:
        assert (await conn.execute(sa.select(notes.c.value))).scalar_one() == "10"


async def test_a_failed_block_leaves_nothing_behind(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with db.write() as conn:
            await conn.execute(notes.insert().values(key="n", value="0", at=NOW))
            raise ZeroDivisionError
    async with db.read() as conn:
        assert (await conn.execute(sa.select(notes))).first() is None


async def test_the_migrations_make_exactly_the_tables_of_the_code(db: Database) -> None:
    async with db.read() as conn:
        found = await conn.run_sync(lambda c: compare_metadata(MigrationContext.configure(c), metadata))
    # Comments are for who reads the code, and SQLite keeps none: migrations need not write them.
    assert [each for each in found if not _about_comments(each)] == []


def _about_comments(difference: Any) -> bool:
    return isinstance(difference, list) and all(change[0] == "modify_comment" for change in difference)


async def test_a_newer_database_is_refused_in_clear_words_and_left_alone(database_url: str) -> None:
    await migrations.upgrade(database_url)
    database = Database.open(database_url)
    async with database.write() as conn:
        await conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseTooNewError, match="newer version of the shop"):
        await migrations.upgrade(database_url)
    async with database.read() as conn:
        assert await conn.run_sync(migrations.current) == "9999"
    await database.close()


async def test_a_migration_that_takes_long_ends_when_it_is_told_to_and_changes_nothing(
    database_url: str,
) -> None:
    await migrations.upgrade(database_url)
    begun = threading.Event()

    def for_hours(conn: sa.Connection) -> None:
        conn.exec_driver_sql("DELETE FROM alembic_version")
        begun.set()
        conn.exec_driver_sql(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
        )

    async def migrate() -> None:
        async with engine.begin() as conn:
            await migrations._run(engine_of(database_url), conn, for_hours)

    engine = create_async_engine(database_url)
    work = asyncio.create_task(migrate())
    await asyncio.to_thread(begun.wait, 5)
    work.cancel()
    await asyncio.wait({work}, timeout=5)
    assert work.cancelled()
    async with engine.connect() as conn:
        assert await conn.run_sync(migrations.current) == migrations.head()
    await engine.dispose()


async def test_a_second_start_migrates_nothing_and_keeps_the_data(db: Database, database_url: str) -> None:
    async with db.write() as conn:
        await conn.execute(notes.insert().values(key="n", value="kept", at=NOW))
    await migrations.upgrade(database_url)
    async with db.read() as conn:
        assert (await conn.execute(sa.select(notes.c.value))).scalar_one() == "kept"


class TestEntriesAreGuardedByTheDatabase:
    @pytest.fixture
    async def wallet(self, db: Database) -> Database:
        async with db.write() as conn:
            await conn.execute(customers.insert().values(id=1, first_name="A", created_at=NOW))
            await conn.execute(self.entry("in", 500))
        return db

    @staticmethod
    def entry(subject: str, centimes: int) -> sa.Insert:
        return entries.insert().values(
            customer_id=1, kind="credit", subject=subject, amount_centimes=centimes, at=NOW, who="test"
        )

    @pytest.mark.parametrize(
        "statement",
        [
            pytest.param(entries.update().values(amount_centimes=900), id="changed"),
            pytest.param(entries.delete(), id="deleted"),
        ],
    )
    async def test_never_changed_never_deleted(self, wallet: Database, statement: sa.Executable) -> None:
        with pytest.raises(IntegrityError, match="never"):
            async with wallet.write() as conn:
                await conn.execute(statement)

    async def test_never_below_zero(self, wallet: Database) -> None:
        with pytest.raises(IntegrityError, match="below_zero"):
            async with wallet.write() as conn:
                await conn.execute(self.entry("out", -501))
        async with wallet.write() as conn:
            await conn.execute(self.entry("out", -500))

    async def test_the_same_subject_only_once(self, wallet: Database) -> None:
        with pytest.raises(IntegrityError, match=r"(?i)unique"):
            async with wallet.write() as conn:
                await conn.execute(self.entry("in", 500))


async def test_a_shop_from_before_prices_keeps_its_orders_with_no_discount(database_url: str) -> None:
    """What 0001 left is carried over as it was."""
    engine = create_async_engine(database_url)
    async with engine.begin() as conn:
        await conn.run_sync(_first_tables)
        for statement in (
            "INSERT INTO customers (id, first_name, created_at) VALUES (1, 'A', 0)",
            (
                "INSERT INTO drafts (id, customer_id, product_id, product_title, category, type_id, type_name, quantity,"
                " unit_cost_centimes, unit_price_centimes, stock, created_at, quoted_at, state)"
                " VALUES ('d', 1, 'P', 'P', 'C', 'T', 'T', 3, 100, 110, 9, 0, 0, 'bought')"
            ),
            (
                "INSERT INTO orders (id, ref, customer_id, draft_id, status, product_id, product_title, type_id, type_name,"
                " quantity, unit_cost_centimes, unit_price_centimes, refunded_centimes, created_at, status_at)"
                " VALUES (1, 'R', 1, 'd', 'refunded', 'P', 'P', 'T', 'T', 3, 100, 110, 330, 0, 0)"
            ),
        ):
            await conn.exec_driver_sql(statement)
    await engine.dispose()
    await migrations.upgrade(database_url)
    database = Database.open(database_url)
    async with database.read() as conn:
        (order,) = (await conn.execute(sa.select(orders))).all()
    assert (order.refunded_centimes, order.discount_centimes, order.price_rule) == (330, 0, None)
    with pytest.raises(IntegrityError, match="discount"):
        async with database.write() as conn:
            await conn.execute(orders.update().values(discount_centimes=1))
    await database.close()


def _first_tables(conn: sa.Connection) -> None:
    config = migrations._config()
    config.attributes["connection"] = conn
    command.upgrade(config, "0001")
