import asyncio
from datetime import UTC, datetime

import pytest

from storage.database import Database
from storage.house import facts

pytestmark = pytest.mark.both_engines

NOW = datetime(2026, 11, 1, tzinfo=UTC)


async def note(db: Database, key: str) -> None:
    async with db.write() as conn:
        await facts.put(conn, f"{key}:1", "x", NOW)
        await facts.put(conn, f"{key}:2", "x", NOW)


async def noted(db: Database, key: str) -> tuple[bool, bool]:
    async with db.read() as conn:
        return await facts.get(conn, f"{key}:1") is not None, await facts.get(conn, f"{key}:2") is not None


async def warm(db: Database) -> None:
    """All connections are there, so that what is cut off is a transaction and not the making of a
    connection.
    """
    await note(db, "warm")
    await asyncio.gather(*(noted(db, "warm") for _ in range(4)))


@pytest.mark.parametrize("steps", range(0, 60, 4))
async def test_a_writer_cut_off_at_any_moment_leaves_all_or_nothing_and_a_database_that_works(
    db: Database, steps: int
) -> None:
    for key in ("a", "b", "c"):
        await warm(db)
        writing = asyncio.create_task(note(db, key))
        for _ in range(steps):
            await asyncio.sleep(0)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        assert (await noted(db, key)) in {(True, True), (False, False)}
    async with asyncio.timeout(5):
        await note(db, "after")
    assert await noted(db, "after") == (True, True)


@pytest.mark.parametrize("steps", range(0, 30, 3))
async def test_a_reader_cut_off_at_any_moment_gives_its_place_back(db: Database, steps: int) -> None:
    for _ in range(6):  # more than there are places
        await warm(db)
        reading = asyncio.create_task(noted(db, "a"))
        for _ in range(steps):
            await asyncio.sleep(0)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
    async with asyncio.timeout(5):
        await noted(db, "a")


async def test_a_reader_sees_one_moment_and_never_waits_for_the_writer(db: Database) -> None:
    looked = asyncio.Event()

    async def note_then() -> None:
        await looked.wait()
        await note(db, "k")

    writing = asyncio.create_task(note_then())
    async with db.read() as conn:
        assert await facts.get(conn, "k:1") is None
        looked.set()
        async with asyncio.timeout(5):
            await writing
        assert await facts.get(conn, "k:1") is None
    assert await noted(db, "k") == (True, True)


async def test_another_process_that_writes_is_waited_for(db: Database, database_url: str) -> None:
    """Such as a backup, or an operator's shell. What was read before writing is still true then."""
    other = Database.open(database_url)

    async def add(database: Database) -> None:
        async with database.write() as conn:
            row = await facts.get(conn, "sum")
            await asyncio.sleep(0.01)
            await facts.put(conn, "sum", str(int(row.value if row else 0) + 1), NOW)

    await asyncio.gather(*(add(database) for database in (db, other) * 4))
    async with db.read() as conn:
        row = await facts.get(conn, "sum")
    assert row is not None
    assert row.value == "8"
    await other.close()


async def test_a_note_is_put_once_for_each_while(db: Database) -> None:
    async with db.write() as conn:
        assert await facts.put_once(conn, "k", "a", NOW, not_since=None)
        assert not await facts.put_once(conn, "k", "b", NOW, not_since=None)
        assert await facts.put_once(conn, "k", "c", NOW, not_since=NOW)
        row = await facts.get(conn, "k")
    assert row is not None
    assert (row.value, row.at) == ("c", NOW)
