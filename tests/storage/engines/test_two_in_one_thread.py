"""Two databases that tests ask in one thread keep each other out of what is being written, as two processes
do.
"""

import asyncio

import pytest

from storage.database import Database
from storage.house import facts
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.both_engines


async def write(db: Database, value: str) -> str | None:
    """Writes the value down; what stood there."""
    async with db.write() as conn:
        before = await facts.get(conn, "k")
        await asyncio.sleep(0)
        await facts.put(conn, "k", value, FakeClock().now())
    return before and before.value


async def test_who_begins_to_write_waits_until_the_other_has_written(
    two_dbs: tuple[Database, Database],
) -> None:
    one, other = two_dbs
    async with one.write() as held:
        waits = asyncio.create_task(write(other, "second"))
        await asyncio.wait({waits}, timeout=0.01)
        assert not waits.done()
        await facts.put(held, "k", "first", FakeClock().now())
    assert await waits == "first"
    assert await write(one, "third") == "second"


async def test_of_many_at_once_each_sees_what_the_one_before_has_written(
    two_dbs: tuple[Database, Database],
) -> None:
    seen = await asyncio.gather(*(write(two_dbs[n % 2], str(n)) for n in range(10)))
    assert len(set(seen)) == len(seen)
    assert None in seen


async def test_who_is_stopped_while_waiting_keeps_nobody_out(two_dbs: tuple[Database, Database]) -> None:
    one, other = two_dbs
    async with one.write():
        waits = asyncio.create_task(write(other, "never"))
        await asyncio.wait({waits}, timeout=0.01)
        waits.cancel()
        await asyncio.wait({waits})
        assert waits.cancelled()
    assert await write(one, "first") is None
    assert await write(other, "second") == "first"
