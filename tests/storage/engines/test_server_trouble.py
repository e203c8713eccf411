"""A PostgreSQL server that goes away and comes back: nothing is lost, and the shop mends itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from storage.database import Database
from storage.house import facts
from storage.trouble import TryTransactionAgainError
from storage.wakeups import WakeUp, Work, note, note_change
from tests import postgres

pytestmark = pytest.mark.postgresql

Result = TypeVar("Result")
NOW = datetime(2026, 11, 1, tzinfo=UTC)


async def keep(db: Database, key: str) -> None:
    async with db.write() as conn:
        await facts.put(conn, key, "x", NOW)


async def kept(db: Database, key: str) -> bool:
    async with db.read() as conn:
        return await facts.get(conn, key) is not None


@pytest.fixture(scope="module")
def own_server(postgres_server: postgres.Server) -> Iterator[postgres.Server]:
    """One that may be stopped, which the shared one may not."""
    folder = postgres.new_folder()
    server = postgres.Server(folder)
    server.start()
    yield server
    postgres.end(folder)


@pytest.fixture
async def db(own_server: postgres.Server) -> AsyncIterator[Database]:
    own_server.start()
    with own_server.database() as name:
        database = Database.open(own_server.url(name))
        yield database
        own_server.start()
        await database.close()


@pytest.fixture
async def other(db: Database) -> AsyncIterator[Database]:
    """Another process of the same shop."""
    database = Database(db._engine)
    yield database
    await database.close()


async def tried(act: Callable[[], Awaitable[Result]]) -> Result:
    """As whoever meets the error does. A socket may tell a moment late that it was closed."""
    for _ in range(5):
        with suppress(TryTransactionAgainError):
            return await act()
    raise AssertionError("the database did not come back")


async def test_connections_that_were_cut_while_nobody_used_them_are_replaced(
    db: Database, own_server: postgres.Server
) -> None:
    await keep(db, "before")
    await asyncio.gather(*(kept(db, "before") for _ in range(5)))
    own_server.cut_connections()
    await tried(lambda: keep(db, "after"))
    assert await asyncio.gather(*(tried(lambda: kept(db, "after")) for _ in range(5))) == [True] * 5


async def test_a_transaction_that_is_cut_off_is_not_carried_out_and_can_be_tried_again(
    db: Database, own_server: postgres.Server
) -> None:
    for again in (False, True):
        with pytest.raises(TryTransactionAgainError):
            async with db.write() as conn:
                await facts.put(conn, "k", "x", NOW)
                await asyncio.to_thread(own_server.cut_connections)
                if again:
                    await facts.put(conn, "other", "x", NOW)
        assert not await tried(lambda: kept(db, "k"))
    with pytest.raises(TryTransactionAgainError):
        async with db.read() as conn:
            await facts.get(conn, "k")
            await asyncio.to_thread(own_server.cut_connections)
            await facts.get(conn, "k")
    await tried(lambda: keep(db, "k"))
    assert await tried(lambda: kept(db, "k"))


async def test_who_comes_while_the_server_starts_anew_waits_a_little_and_is_served(
    db: Database, own_server: postgres.Server
) -> None:
    await keep(db, "before")
    await asyncio.to_thread(own_server.stop)
    waiting = [asyncio.create_task(keep(db, key)) for key in "abc"]
    waiting += [asyncio.create_task(kept(db, "before")) for _ in range(6)]
    await asyncio.sleep(0.3)
    await asyncio.to_thread(own_server.start)
    async with asyncio.timeout(10):
        assert await asyncio.gather(*waiting) == [None] * 3 + [True] * 6
    assert [await kept(db, key) for key in "abc"] == [True] * 3


async def test_a_server_that_stays_away_makes_nobody_wait_for_long(
    db: Database, own_server: postgres.Server
) -> None:
    await keep(db, "before")
    await asyncio.to_thread(own_server.stop, "immediate")
    db._access._away_since = 0.0  # for longer than it is waited for
    async with asyncio.timeout(2):
        for _ in range(20):
            with pytest.raises(TryTransactionAgainError):
                await keep(db, "k")
            with pytest.raises(TryTransactionAgainError):
                await kept(db, "before")
    await asyncio.to_thread(own_server.start)
    await keep(db, "after")


async def test_processes_hear_of_each_others_commits_and_again_after_a_restart_of_the_server(
    db: Database, other: Database, own_server: postgres.Server
) -> None:
    changed: asyncio.Queue[str | None] = asyncio.Queue()
    other.wake_ups.on_change("customer", changed.put_nowait)
    sender = WakeUp.on(other.wake_ups, Work.MESSAGES_TO_SEND)
    async with db.listening(), other.listening(), asyncio.timeout(10):
        assert await changed.get() is None  # whatever was said before is lost
        assert await sender.wait(1)
        async with db.write() as conn:
            note(conn, Work.MESSAGES_TO_SEND)
            note_change(conn, "customer", "123")
        assert await changed.get() == "123"
        assert await sender.wait(1)
        with pytest.raises(ZeroDivisionError):
            async with db.write() as conn:
                note_change(conn, "customer", "rolled back")
                raise ZeroDivisionError
        await asyncio.to_thread(own_server.stop)
        await asyncio.to_thread(own_server.start)
        assert await changed.get() is None
        async with db.write() as conn:
            note_change(conn, "customer", "124")
        assert await changed.get() == "124"
    assert changed.empty()


async def test_nobody_is_told_twice_of_their_own_commits(db: Database) -> None:
    changed: asyncio.Queue[str | None] = asyncio.Queue()
    db.wake_ups.on_change("rules", changed.put_nowait)
    async with db.listening():
        async with asyncio.timeout(5):
            assert await changed.get() is None
        for which in ("1", "2"):
            async with db.write() as conn:
                note_change(conn, "rules", which)
            await kept(db, "time for an echo")
    assert [changed.get_nowait() for _ in range(changed.qsize())] == ["1", "2"]


async def test_more_news_than_one_notification_holds_arrives_whole(db: Database, other: Database) -> None:
    changed: asyncio.Queue[str | None] = asyncio.Queue()
    other.wake_ups.on_change("customer", changed.put_nowait)
    ids = [str(10**9 + number) for number in range(2000)]
    async with other.listening(), asyncio.timeout(10):
        assert await changed.get() is None
        async with db.write() as conn:
            for each in ids:
                note_change(conn, "customer", each)
        assert [await changed.get() for _ in ids] == ids
    assert changed.empty()
