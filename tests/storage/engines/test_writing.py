"""A write transaction begins with the shop's lock, or not at all."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from storage.house import facts
from tests import postgres
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.postgresql


@pytest.fixture
async def two(postgres_server: postgres.Server) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes of one shop, each with its connection."""
    with postgres_server.database() as name:
        made = Database.open(postgres_server.url(name)), Database.open(postgres_server.url(name))
        yield made
        for database in made:
            await database.close()


async def write(db: Database, value: str) -> int:
    """Writes the value down; by which of the server's processes."""
    async with db.write() as conn:
        await facts.put(conn, "k", value, FakeClock().now())
        return int((await conn.exec_driver_sql("SELECT pg_backend_pid()")).scalar_one())


async def value(db: Database) -> str | None:
    async with db.read() as conn:
        row = await facts.get(conn, "k")
    return row and row.value


async def test_what_waited_for_the_lock_in_vain_has_begun_nothing(two: tuple[Database, Database]) -> None:
    """The server refuses the lock when the transaction has begun, and would then refuse all that follows."""
    one, other = two
    async with other.write() as conn:
        await conn.exec_driver_sql("SET lock_timeout = '50ms'")
        pid = (await conn.exec_driver_sql("SELECT pg_backend_pid()")).scalar_one()
    async with one.write() as held:
        waits = asyncio.create_task(write(other, "second"))
        async with asyncio.timeout(10):
            while other._access._away_since is None:  # noqa: ASYNC110 - nobody is told of a try that failed
                await asyncio.sleep(0.01)
        await facts.put(held, "k", "first", FakeClock().now())
    assert await waits == pid
    assert await value(one) == "second"


async def test_who_is_told_to_stop_while_waiting_for_the_lock_keeps_nobody_out(
    two: tuple[Database, Database], postgres_server: postgres.Server
) -> None:
    one, other = two
    pid = await write(other, "first")
    waiting = f"SELECT count(*) FROM pg_locks WHERE pid = {pid} AND NOT granted"
    async with one.write(), asyncio.timeout(10):
        waits = asyncio.create_task(write(other, "never"))
        while await asyncio.to_thread(postgres_server.sql, waiting) == "0":
            pass
        waits.cancel()
        await asyncio.wait({waits})
        assert waits.cancelled()
    await write(one, "second")
    assert await write(other, "third") == pid
    assert await value(one) == "third"
