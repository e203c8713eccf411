import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.copies import Copies
from storage.database import Database
from storage.house import facts
from storage.wakeups import note_change
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.both_engines
WHAT = "what_of"


class Asked:
    """Reads what was noted of a number, and counts how often it was asked."""

    def __init__(self, db: Database, clock: FakeClock, most: int = 10) -> None:
        self.db, self.clock = db, clock
        self.times = 0
        self.copies = Copies(db, WHAT, read=self.read, most=most)

    async def read(self, conn: AsyncConnection, number: int) -> str | None:
        self.times += 1
        row = await facts.get(conn, str(number))
        return None if row is None else row.value

    async def write(self, number: int, value: str) -> None:
        async with self.db.write() as conn:
            await facts.put(conn, str(number), value, self.clock.now())
            note_change(conn, WHAT, str(number))


@pytest.fixture
def asked(db: Database, clock: FakeClock) -> Asked:
    return Asked(db, clock)


async def test_what_has_not_changed_is_read_once_for_each_number(asked: Asked) -> None:
    await asked.write(1, "one")
    seen = [await asked.copies.of(number) for number in (1, 2, 1, 2, 1)]
    assert (seen, asked.times) == (["one", None, "one", None, "one"], 2)


async def test_what_has_changed_is_read_anew_and_nothing_else(asked: Asked) -> None:
    assert [await asked.copies.of(number) for number in (1, 2)] == [None, None]
    await asked.write(1, "one")
    assert [await asked.copies.of(number) for number in (1, 2)] == ["one", None]
    assert asked.times == 3


async def test_what_a_rolled_back_transaction_would_have_changed_stays_at_hand(asked: Asked) -> None:
    await asked.copies.of(1)
    with pytest.raises(ZeroDivisionError):
        async with asked.db.write() as conn:
            note_change(conn, WHAT, "1")
            raise ZeroDivisionError
    assert (await asked.copies.of(1), asked.times) == (None, 1)


async def test_what_changes_while_it_is_read_is_not_kept(db: Database, clock: FakeClock) -> None:
    begun, written = asyncio.Event(), asyncio.Event()

    class Slow(Asked):
        async def read(self, conn: AsyncConnection, number: int) -> str | None:
            value = await super().read(conn, number)
            begun.set()
            await written.wait()
            return value

    asked = Slow(db, clock)
    reading = asyncio.create_task(asked.copies.of(1))
    await begun.wait()
    await asked.write(1, "one")
    written.set()
    assert await reading is None  # what held when it was asked
    assert await asked.copies.of(1) == "one"


async def test_nothing_is_at_hand_when_words_of_others_may_be_lost(asked: Asked) -> None:
    await asked.copies.of(1)
    asked.db.wake_ups.missed()
    await asked.copies.of(1)
    assert asked.times == 2


async def test_the_least_used_are_given_up_first(db: Database, clock: FakeClock) -> None:
    asked = Asked(db, clock, most=2)
    for number in (1, 2, 1, 3, 1):
        await asked.copies.of(number)
    assert asked.times == 3
    await asked.copies.of(2)
    assert asked.times == 4
