"""The durable inbox: what it promises about disks, crowds and trouble."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.telegram.incoming.arrivals import SLICE, Arrival
from bot.telegram.incoming.inbox import Inbox
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.telegram.bot_api import message_update


class Watched:
    """A database that counts its write transactions, can hold them back and can refuse them."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.writes = 0
        self.broken = False
        self.open = asyncio.Event()
        self.open.set()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        self.writes += 1
        await self.open.wait()
        if self.broken:
            raise OSError("disk full")
        async with self._db.write() as conn:
            yield conn

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        async with self._db.read() as conn:
            yield conn


@pytest.fixture
def watched(db: Database) -> Watched:
    return Watched(db)


@pytest.fixture
async def inbox(watched: Watched, clock: FakeClock) -> AsyncIterator[Inbox]:
    inbox = Inbox(watched, clock)
    yield inbox
    watched.broken = False
    await inbox.close()


def arrival(update_id: int) -> Arrival:
    return Arrival.of(message_update(update_id, 1))


async def unfinished(inbox: Inbox) -> list[Arrival]:
    return [left async for part in inbox.unfinished() for left in part]


async def test_an_update_is_new_once(inbox: Inbox) -> None:
    first, second = arrival(1), arrival(2)
    assert await inbox.save([first]) == [first]
    assert await inbox.save([first, second]) == [second]


async def test_the_same_update_delivered_twice_at_once_is_new_for_one(inbox: Inbox) -> None:
    saved = await asyncio.gather(*(inbox.save([arrival(1)]) for _ in range(5)))
    assert sorted(len(new) for new in saved) == [0, 0, 0, 0, 1]


async def test_a_crowd_of_deliveries_shares_transactions(inbox: Inbox, watched: Watched) -> None:
    watched.open.clear()
    saving = [asyncio.create_task(inbox.save([arrival(n)])) for n in range(100)]
    await asyncio.sleep(0)
    watched.open.set()
    assert [len(new) for new in await asyncio.gather(*saving)] == [1] * 100
    assert watched.writes <= 2


async def test_a_failed_commit_is_told_to_everybody_who_waited_for_it(inbox: Inbox, watched: Watched) -> None:
    watched.broken = True
    outcomes = await asyncio.gather(*(inbox.save([arrival(n)]) for n in range(3)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [OSError] * 3
    watched.broken = False
    assert len(await inbox.save([arrival(0)])) == 1


async def test_done_marks_are_gathered(inbox: Inbox, watched: Watched, clock: FakeClock) -> None:
    await inbox.save([arrival(n) for n in range(100)])
    before = watched.writes
    for n in range(100):
        inbox.done(n)
    await clock.advance(0.049)
    assert watched.writes == before
    await inbox.flush()
    assert watched.writes == before + 1
    assert await unfinished(inbox) == []


async def test_done_marks_come_by_themselves(inbox: Inbox, clock: FakeClock, watched: Watched) -> None:
    await inbox.save([arrival(1)])
    inbox.done(1)
    gathering = inbox._gathering
    assert gathering is not None
    await clock.advance(0.05)
    await gathering
    assert await unfinished(inbox) == []


async def test_nothing_is_marked_done_before_what_it_changed_is_on_disk(
    watched: Watched, clock: FakeClock
) -> None:
    trouble: list[Exception] = [OSError("states not written")]

    async def before_done() -> None:
        if trouble:
            raise trouble.pop()

    inbox = Inbox(watched, clock, before_done=before_done)
    await inbox.save([arrival(1)])
    inbox.done(1)
    with pytest.raises(OSError, match="states"):
        await inbox.flush()
    assert [left.update_id for left in await unfinished(inbox)] == [1]
    await inbox.close()
    assert await unfinished(inbox) == []


async def test_done_marks_survive_trouble_with_the_database(
    inbox: Inbox, watched: Watched, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    await inbox.save([arrival(1)])
    watched.broken = True
    inbox.done(1)
    await clock.advance(0.06)
    assert "could not mark" in caplog.text
    watched.broken = False
    gathering = inbox._gathering
    assert gathering is not None
    await clock.advance(1.06)
    await gathering
    assert await unfinished(inbox) == []


async def test_the_unfinished_come_back_oldest_first_as_they_were(inbox: Inbox) -> None:
    await inbox.save([arrival(9), arrival(3), arrival(5)])
    await inbox.count_try(3)
    inbox.done(5)
    await inbox.flush()
    left = await unfinished(inbox)
    assert [(found.update_id, found.tries) for found in left] == [(3, 1), (9, 0)]
    assert left[1] == arrival(9)


async def test_the_unfinished_come_back_a_slice_at_a_time(inbox: Inbox) -> None:
    await inbox.save([arrival(n) for n in range(2 * SLICE + 1)])
    inbox.done(7)
    await inbox.flush()
    parts = [[left.update_id for left in part] async for part in inbox.unfinished()]
    assert [len(part) for part in parts] == [SLICE, SLICE]
    assert [n for part in parts for n in part] == [n for n in range(2 * SLICE + 1) if n != 7]


async def test_old_ids_are_pruned_after_two_days(inbox: Inbox, clock: FakeClock) -> None:
    await inbox.save([arrival(1), arrival(2)])
    inbox.done(1)
    await inbox.flush()
    clock.tick(timedelta(days=2).total_seconds() - 1)
    assert await inbox.prune() == 0
    clock.tick(2)
    assert await inbox.prune() == 1
    assert [left.update_id for left in await unfinished(inbox)] == [2]


async def test_what_failed_is_kept_for_three_months(inbox: Inbox, clock: FakeClock) -> None:
    await inbox.save([arrival(1)])
    await inbox.set_aside(arrival(1))
    clock.tick(timedelta(days=90).total_seconds() - 1)
    assert await inbox.prune() == 0
    clock.tick(2)
    assert await inbox.prune() == 1


@pytest.mark.parametrize("data", [None, [], {}, {"update_id": "1"}, {"update_id": True}, "x"])
def test_what_is_no_update_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="update_id"):
        Arrival.of(data)


# Telegram's JSON can hold half an emoji, which no database takes as UTF-8.
_text = st.text(st.characters(codec=None, exclude_categories=()))


@given(text=_text)
def test_any_text_a_person_can_send_is_kept_exactly(text: str) -> None:
    data = message_update(1, 1, text)
    kept = Arrival.of(data).body
    kept.encode("ascii")
    assert json.loads(kept) == data
