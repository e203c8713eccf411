"""A task holds one connection at most; whoever would open a second is told so at once."""

import asyncio
import random
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database, NestedConnectionError
from tests.fakes.database import seamed_file, shuffled

pytestmark = pytest.mark.both_engines

ALL_PAIRS = [(held, wanted) for held in ("read", "write") for wanted in ("read", "write")]


def access(db: Database, how: str) -> AbstractAsyncContextManager[Any]:
    return db.read() if how == "read" else db.write()


@pytest.mark.parametrize(("held", "wanted"), ALL_PAIRS)
async def test_a_second_connection_is_refused_and_the_first_goes_on(
    db: Database, held: str, wanted: str
) -> None:
    async with access(db, held) as conn:
        with pytest.raises(NestedConnectionError):
            async with access(db, wanted):
                raise AssertionError("it was opened")
        assert (await conn.exec_driver_sql("SELECT 1")).scalar() == 1
    async with access(db, wanted) as conn:
        assert (await conn.exec_driver_sql("SELECT 1")).scalar() == 1


@pytest.mark.parametrize(("held", "wanted"), ALL_PAIRS)
async def test_a_task_that_is_started_with_a_connection_held_opens_none(
    db: Database, held: str, wanted: str
) -> None:
    async def open_another() -> None:
        async with access(db, wanted):
            raise AssertionError("it was opened")

    async with access(db, held):
        with pytest.raises(NestedConnectionError):
            await asyncio.gather(open_another())


async def test_a_task_that_outlives_the_connection_it_was_started_under_opens_its_own(db: Database) -> None:
    given_back = asyncio.Event()

    async def later() -> int:
        await given_back.wait()
        async with db.write() as conn:
            return int((await conn.exec_driver_sql("SELECT 1")).scalar_one())

    async with db.read():
        task = asyncio.create_task(later())
    given_back.set()
    assert await task == 1


async def test_tasks_side_by_side_do_not_count_as_one(db: Database) -> None:
    inside = asyncio.Barrier(2)

    async def hold(how: str) -> None:
        async with access(db, how):
            await inside.wait()

    await asyncio.gather(hold("read"), hold("write"))


async def test_what_failed_or_was_cancelled_holds_nothing(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with db.write():
            raise ZeroDivisionError
    async with db.write():
        pass
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0), db.read():
            await asyncio.sleep(1)
    async with db.read():
        pass


async def test_two_databases_can_be_open_at_once(db: Database, migrated_file: Path) -> None:
    other = Database.open(f"sqlite+aiosqlite:///{migrated_file}")
    async with db.read(), other.read() as conn:
        assert (await conn.exec_driver_sql("SELECT 1")).scalar() == 1
    await other.close()


async def test_the_database_of_the_races_refuses_alike(tmp_path: Path) -> None:
    db = seamed_file(tmp_path / "races.db", shuffled(random.Random(0)))
    async with db.read():
        with pytest.raises(NestedConnectionError):
            async with db.write():
                raise AssertionError("it was opened")
    await db.close()
