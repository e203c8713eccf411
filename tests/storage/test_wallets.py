"""A wallet's balance stands beside its entries: it follows each of them, and an older database gets it from
what is there.
"""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import create_async_engine

from storage import migrations
from storage.database import Database
from storage.money import entries as wallet
from storage.states import EntryKind
from storage.tables import customers, entries, wallets
from tests.storage.plans import plan

pytestmark = pytest.mark.both_engines

NOW = datetime(2026, 11, 1, tzinfo=UTC)


async def book(db: Database, subject: str, centimes: int, *, customer: int = 1, kind: str = "credit") -> None:
    async with db.write() as conn:
        await wallet.add(
            conn,
            customer_id=customer,
            kind=EntryKind(kind),
            subject=subject,
            centimes=centimes,
            at=NOW,
            who="test",
        )


@pytest.fixture
async def two(db: Database) -> Database:
    async with db.write() as conn:
        for number in (1, 2):
            await conn.execute(customers.insert().values(id=number, first_name="A", created_at=NOW))
    return db


async def balances(db: Database) -> list[int]:
    async with db.read() as conn:
        return [await wallet.balance(conn, number) for number in (1, 2, 3)]


async def test_a_wallet_is_the_sum_of_its_entries(two: Database) -> None:
    assert await balances(two) == [0, 0, 0]
    for number, centimes in enumerate((500, -200, 1, -301)):
        await book(two, f"k{number}", centimes)
    await book(two, "other", 77, customer=2)
    assert await balances(two) == [0, 77, 0]


async def test_an_entry_that_was_booked_before_moves_no_wallet(two: Database) -> None:
    for _ in range(3):
        await book(two, "once", 500)
    assert await balances(two) == [500, 0, 0]


async def test_an_entry_that_is_refused_moves_no_wallet(two: Database) -> None:
    await book(two, "in", 500)
    with pytest.raises(IntegrityError, match="below_zero"):
        await book(two, "out", -501)
    with pytest.raises(IntegrityError):
        await book(two, "first", -1, customer=2)
    assert await balances(two) == [500, 0, 0]


@pytest.mark.sqlite_only("it reads the plan in SQLite's words")
async def test_a_wallet_is_read_without_its_entries(two: Database) -> None:
    found = await plan(two, lambda conn: wallet.balance(conn, 1))
    assert "entries" not in found
    assert "SEARCH wallets USING INDEX" in found


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("order:12", (12, None)),
        ("order:12:key:7", (12, None)),
        ("payment:9:1", (None, 9)),
        ("order:", (None, None)),
        ("order:x", (None, None)),
        ("border:3", (None, None)),
        ("tg:12", (None, None)),
    ],
)
async def test_an_entry_knows_the_number_that_its_subject_names(
    two: Database, subject: str, expected: tuple[int | None, int | None]
) -> None:
    await book(two, subject, 100)
    async with two.read() as conn:
        row = (await conn.execute(sa.select(entries.c.order_id, entries.c.payment_id))).one()
    assert tuple(row) == expected


@pytest.mark.sqlite_only("no database on PostgreSQL is older than wallets")
async def test_an_older_database_gets_its_wallets_from_its_entries(database_url: str) -> None:
    engine = create_async_engine(database_url)
    async with engine.begin() as conn:
        await conn.run_sync(_before_wallets)
        for statement in (
            "INSERT INTO customers (id, first_name, created_at) VALUES (1, 'A', 0), (2, 'B', 0), (3, 'C', 0)",
            "DROP TRIGGER wallet_never_below_zero",
            (
                "INSERT INTO entries (customer_id, kind, subject, amount_centimes, at, who) VALUES"
                " (1, 'credit', 'a', 500, 0, 't'), (1, 'purchase', 'order:1', -200, 0, 't'), (2, 'credit', 'b', 7, 0, 't'),"
                " (3, 'debit', 'by hand', -7, 0, 't')"
            ),
        ):
            await conn.exec_driver_sql(statement)
    await engine.dispose()
    await migrations.upgrade(database_url)
    database = Database.open(database_url)
    assert await balances(database) == [300, 7, 0]  # a wallet that was below zero does not stop the start
    async with database.read() as conn:
        assert (await conn.execute(sa.select(sa.func.count()).select_from(wallets))).scalar_one() == 3
    await book(database, "later", 5)
    assert await balances(database) == [305, 7, 0]
    await database.close()


def _before_wallets(conn: sa.Connection) -> None:
    config = migrations._config()
    config.attributes["connection"] = conn
    command.upgrade(config, "0009")
