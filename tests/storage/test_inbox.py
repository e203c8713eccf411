"""Queries of the inbox and of conversation states."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chat import conversations, inbox
from storage.chat.inbox import NewUpdate
from storage.database import Database
from storage.states import InboxState
from tests.storage.plans import plan

pytestmark = pytest.mark.both_engines

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


async def save(conn: AsyncConnection, updates: Iterable[tuple[int, str]]) -> set[int]:
    return await inbox.save(conn, [NewUpdate(*each) for each in updates], NOW)


async def ids(db: Database) -> list[int]:
    async with db.read() as conn:
        return [row.update_id for row in await inbox.waiting(conn, after=-1, limit=10)]


async def test_only_new_updates_are_reported_as_new(db: Database) -> None:
    async with db.write() as conn:
        assert await save(conn, [(3, "c"), (1, "a")]) == {1, 3}
        assert await save(conn, [(1, "another"), (2, "b")]) == {2}
        assert await save(conn, []) == set()
    async with db.read() as conn:
        rows = await inbox.waiting(conn, after=-1, limit=10)
    assert [(row.update_id, row.body, row.tries) for row in rows] == [(1, "a", 0), (2, "b", 0), (3, "c", 0)]


async def test_a_full_batch_goes_in_at_once(db: Database) -> None:
    rows = [(n, "x" * 2000) for n in range(5000)]
    async with db.write() as conn:
        assert len(await save(conn, rows)) == 5000
        await inbox.mark_done(conn, range(4999), NOW)
    assert await ids(db) == [4999]


async def test_what_is_done_keeps_its_id_and_loses_its_text(db: Database) -> None:
    async with db.write() as conn:
        await save(conn, [(1, "private words")])
        await inbox.mark_done(conn, [1], NOW)
        assert await save(conn, [(1, "private words")]) == set()
        rows = await conn.exec_driver_sql("SELECT body, state FROM inbox")
        assert rows.all() == [("", "done")]


async def test_what_failed_keeps_the_text_that_it_is_given_and_does_not_wait(db: Database) -> None:
    async with db.write() as conn:
        await save(conn, [(1, "odd")])
        await inbox.mark_failed(conn, 1, "odd, without its secret", NOW)
        rows = await conn.exec_driver_sql("SELECT body, state FROM inbox")
        assert rows.all() == [("odd, without its secret", "failed")]
    assert await ids(db) == []


async def test_tries_are_counted(db: Database) -> None:
    async with db.write() as conn:
        await save(conn, [(1, "a"), (2, "b")])
        await inbox.count_try(conn, 2, 1)
        await inbox.count_try(conn, 2, 10)
        await inbox.uncount_tries(conn, {1: 9, 2: 9})
    async with db.read() as conn:
        assert [row.tries for row in await inbox.waiting(conn, after=-1, limit=10)] == [0, 2]


async def test_only_what_is_done_and_old_is_pruned(db: Database) -> None:
    async with db.write() as conn:
        await save(conn, [(n, "x") for n in range(1, 5)])
        await inbox.mark_done(conn, [1], NOW)
        await inbox.mark_done(conn, [2], NOW + timedelta(days=1))
        await inbox.mark_failed(conn, 3, "x", NOW)
        assert await inbox.prune(conn, InboxState.DONE, NOW + timedelta(hours=1), 500) == 1
        rows = await conn.exec_driver_sql("SELECT update_id FROM inbox ORDER BY 1")
        assert [row[0] for row in rows] == [2, 3, 4]


async def test_a_conversation_is_where_it_was_last_put(db: Database) -> None:
    async with db.write() as conn:
        await conversations.put(conn, [("buy", "[1,1]", "amount"), ("buy", "[2,2]", "amount")])
        await conversations.put(conn, [("buy", "[1,1]", "confirm"), ("other", "[1,1]", "x")])
        await conversations.end(conn, [("buy", "[2,2]"), ("buy", "[9,9]")])
        await conversations.put(conn, [])
    async with db.read() as conn:
        assert await conversations.states(conn, "buy") == {"[1,1]": "confirm"}


@pytest.mark.sqlite_only("it reads the plan in SQLite's words")
async def test_of_all_that_is_done_only_what_is_old_is_looked_at(db: Database) -> None:
    """With statistics of many updates that are done, SQLite found those by their state, and sorted them."""
    some = "INSERT INTO inbox (update_id, body, received_at, state, done_at) WITH RECURSIVE n(i) AS"
    some += " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
    some += f" SELECT i, '', 1, 'done', {int(NOW.timestamp() * 1000)} + i FROM n"
    async with db.write() as conn:
        await conn.exec_driver_sql(some)
    await db.keep_statistics()
    how = await plan(db, lambda conn: inbox.prune(conn, InboxState.DONE, NOW - timedelta(days=2), 500))
    assert "ix_inbox_state_done_at (state=? AND done_at<?)" in how
    assert "TEMP B-TREE" not in how
