import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from contextvars import Context
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

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


def driver_of(conn: AsyncConnection) -> Any:
    assert conn.sync_connection is not None
    return conn.sync_connection.connection.driver_connection


async def adds(database: Database, number: int) -> None:
    async with database.write() as conn:
        await conn.exec_driver_sql(f"INSERT INTO things VALUES ({number})")


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


async def trips(database: Database, *, writes: bool, statements: int) -> int:
    """How often a transaction of so many statements goes to its connection's thread."""
    asked: list[object] = []
    async with database.write() if writes else database.read() as conn:
        driver = driver_of(conn)
        queue, driver._tx = (
            driver._tx,
            SimpleNamespace(put_nowait=lambda job: asked.append(job) or queue.put(job)),
        )
        for _ in range(statements):
            await conn.exec_driver_sql("SELECT n FROM things")
    driver._tx = queue
    return len(asked)


async def test_a_reader_goes_to_its_thread_for_each_statement_and_for_nothing_else(
    database: Database,
) -> None:
    assert await trips(database, writes=False, statements=1) == 1
    assert await trips(database, writes=False, statements=3) == 3


async def test_a_writer_goes_there_once_more_to_commit(database: Database) -> None:
    assert await trips(database, writes=True, statements=3) == 4


async def test_a_transaction_without_a_statement_touches_nothing(database: Database) -> None:
    assert await trips(database, writes=True, statements=0) == 0
    assert await trips(database, writes=False, statements=0) == 0
    assert await things(database) == [1, 2, 3]


async def test_two_looks_of_one_reader_see_the_same_moment(database: Database) -> None:
    async with database.read() as conn:
        before = (await conn.exec_driver_sql("SELECT count(*) FROM things")).scalar_one()
        await asyncio.create_task(adds(database, 4), context=Context())
        assert (await conn.exec_driver_sql("SELECT count(*) FROM things")).scalar_one() == before
    assert await things(database) == [1, 2, 3, 4]


async def test_a_writer_that_the_file_was_not_free_for_begins_anew_with_its_next_statement(
    database: Database, database_url: str
) -> None:
    with closing(sqlite3.connect(database_url.partition("///")[2], isolation_level=None)) as other:
        async with database.write() as conn:
            await driver_of(conn).execute("PRAGMA busy_timeout=0")
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(sa.exc.OperationalError, match="locked"):
                await conn.exec_driver_sql("INSERT INTO things VALUES (4)")
            other.execute("COMMIT")
            await conn.exec_driver_sql("INSERT INTO things VALUES (5)")
            assert driver_of(conn).in_transaction
            assert other.execute("SELECT count(*) FROM things").fetchone() == (3,)
    assert await things(database) == [1, 2, 3, 5]


async def test_many_rows_at_once_are_all_in_their_transaction(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        async with database.write() as conn:
            await conn.execute(sa.text("INSERT INTO things VALUES (:n)"), [{"n": n} for n in (7, 8, 9, 1)])
    assert await things(database) == [1, 2, 3]


async def test_a_refused_statement_undoes_its_whole_transaction(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        async with database.write() as conn:
            await conn.exec_driver_sql("INSERT INTO things VALUES (4)")
            await conn.exec_driver_sql("INSERT INTO things VALUES (1)")
    assert await things(database) == [1, 2, 3]


async def test_a_reader_that_leaves_gives_its_look_back(database: Database) -> None:
    async with database.read() as conn:
        await conn.exec_driver_sql("SELECT n FROM things")
        driver = driver_of(conn)
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
