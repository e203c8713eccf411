import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.driver import connect

FOR_LONG = (
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1000000) SELECT count(*) FROM n"
)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Over the shop's own driver, with its thread."""
    opened = Database.open(database_url)
    async with opened.write() as conn:
        await conn.exec_driver_sql("CREATE TABLE things (n INTEGER UNIQUE)")
        await conn.exec_driver_sql("INSERT INTO things VALUES (1), (2), (3)")
    yield opened
    await opened.close()


async def things(database: Database) -> list[int]:
    async with database.read() as conn:
        return list((await conn.exec_driver_sql("SELECT n FROM things ORDER BY n")).scalars())


async def test_rows_come_whole_one_by_one_or_some_at_a_time(tmp_path: Path) -> None:
    connection = await connect(str(tmp_path / "some.db"), check_same_thread=False)
    cursor = connection.cursor()
    await cursor.execute("SELECT * FROM (VALUES (1), (2), (3), (4), (5))")
    assert await cursor.fetchone() == (1,)
    assert await cursor.fetchmany(2) == [(2,), (3,)]
    assert await cursor.fetchall() == [(4,), (5,)]
    assert await cursor.fetchone() is None
    assert await cursor.fetchall() == []
    await connection.close()


async def test_rows_that_are_streamed_all_arrive(database: Database) -> None:
    async with database.read() as conn:
        seen = [n async for (n,) in await conn.stream(sa.text("SELECT n FROM things ORDER BY n"))]
    assert seen == [1, 2, 3]


async def test_what_a_statement_that_writes_returns_is_there_and_written(database: Database) -> None:
    async with database.write() as conn:
        returned = await conn.exec_driver_sql("UPDATE things SET n = n + 10 RETURNING n")
        assert sorted(returned.scalars()) == [11, 12, 13]
    assert await things(database) == [11, 12, 13]


async def test_a_refused_statement_undoes_its_whole_transaction(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        async with database.write() as conn:
            await conn.exec_driver_sql("INSERT INTO things VALUES (4)")
            await conn.exec_driver_sql("INSERT INTO things VALUES (1)")
    assert await things(database) == [1, 2, 3]


async def test_a_reader_that_leaves_gives_its_look_back(database: Database) -> None:
    async with database.read() as conn:
        await conn.exec_driver_sql("SELECT n FROM things")
        driver = (await conn.get_raw_connection()).driver_connection
        assert driver.in_transaction
    assert not driver.in_transaction


async def test_who_is_cancelled_at_a_statement_leaves_no_transaction_open(database: Database) -> None:
    at_work = asyncio.Event()

    async def writes_for_long() -> None:
        async with database.write() as conn:
            await conn.exec_driver_sql("INSERT INTO things VALUES (4)")
            at_work.set()
            await conn.exec_driver_sql(FOR_LONG)

    work = asyncio.create_task(writes_for_long())
    await at_work.wait()
    await asyncio.sleep(0)
    work.cancel()
    await asyncio.wait({work})
    assert work.cancelled()
    assert await things(database) == [1, 2, 3]
    async with database.write() as conn:
        await conn.exec_driver_sql("INSERT INTO things VALUES (5)")
    assert await things(database) == [1, 2, 3, 5]


def test_a_statement_whose_task_was_cancelled_does_not_outlive_the_database(database_url: str) -> None:
    async def cancelled_at_work() -> None:
        opened = Database.open(database_url)
        running = asyncio.Event()

        async def works() -> None:
            async with opened.read() as conn:
                running.set()
                await conn.exec_driver_sql(FOR_LONG)

        work = asyncio.create_task(works())
        await running.wait()
        await asyncio.sleep(0)  # the statement is on its way to the thread
        work.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        work.cancel()  # as a stop does that waits no longer
        await asyncio.wait({work})
        await opened.close()

    before = set(threading.enumerate())
    asyncio.run(cancelled_at_work())
    assert not set(threading.enumerate()) - before
