"""Updates as they came from Telegram, by `update_id`: what waits, what is done, what was set aside.

Where several processes share the database, an update is claimed by the one that handles it. A person is a
process's for as long as it has unfinished updates of theirs; then whoever receives the next one may have
them. What a dead process left of a person is claimed the oldest first, a slice at a time: the rest stays left
until the process that has this person claims it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.house.processes import living
from storage.rows import RowShape
from storage.states import InboxState
from storage.tables import inbox
from storage.wakeups import note_change

HANDED_OVER: Final = "updates"
"""What `WakeUps.on_change` calls updates that one process received for another, with that one's id."""
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row that is not finished: its update as JSON text, and what was counted for repeated runs of it that
    have not ended yet, or ended with the process.
    """

    update_id: int
    body: str
    tries: int


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """An update that has come, as JSON text. Without a `person` it keeps nobody's order; `claimed_by` and
    `handed_over` are for processes that share the database.
    """

    update_id: int
    body: str
    person: int | None = None
    claimed_by: str | None = None
    handed_over: int = 0


_WAITING = RowShape(WaitingRow, inbox)
_IS_WAITING = inbox.c.state == InboxState.WAITING
_IS_LEFT = and_(_IS_WAITING, or_(inbox.c.claimed_by.is_(None), inbox.c.claimed_by.not_in(living())))
"""Nobody handles it: it was claimed by a process that is dead, or by none."""


async def save(conn: AsyncConnection, updates: Sequence[NewUpdate], at: datetime) -> set[int]:
    """Inserts what is not there yet; gives the ids that are new. The processes that something was handed
    over to hear of it.
    """
    if not updates:
        return set()
    statement = insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id)
    # Written out: `asdict` copies deeply, which is a fifth of what taking in a flood costs.
    rows = [
        {
            "update_id": each.update_id,
            "body": each.body,
            "person": each.person,
            "claimed_by": each.claimed_by,
            "handed_over": each.handed_over,
            "received_at": at,
        }
        for each in updates
    ]
    new = set(await conn.scalars(statement, rows))
    for process_id in {str(each.claimed_by) for each in updates if each.handed_over}:
        note_change(conn, HANDED_OVER, process_id)
    return new


async def holders(conn: AsyncConnection, people: Collection[int]) -> dict[int, str]:
    """Those of these people whose updates a living process handles, and which one."""
    query = (
        select(inbox.c.person, inbox.c.claimed_by)
        .where(_IS_WAITING, inbox.c.person.in_(people), inbox.c.claimed_by.in_(living()))
        .distinct()
    )
    return {person: process_id for person, process_id in await conn.execute(query)}


async def with_left(conn: AsyncConnection, people: Collection[int]) -> set[int]:
    """Those of these people of whose updates nobody handles some."""
    query = select(inbox.c.person).where(_IS_LEFT, inbox.c.person.in_(people)).distinct()
    return set(await conn.scalars(query))


async def take_left(
    conn: AsyncConnection, people: Collection[int], process_id: str, limit: int
) -> list[WaitingRow]:
    """Claims what nobody handles of these people's updates, whom no other process has: at most `limit`, the
    oldest first.
    """
    return await _claimed(conn, and_(_IS_LEFT, inbox.c.person.in_(people)), process_id, limit)


async def some_left(
    conn: AsyncConnection, process_id: str, limit: int, *, but_for: Collection[int]
) -> dict[int, int | None]:
    """The `limit` oldest of what nobody handles, with whose each is, but for these people and those whom
    another process has.
    """
    query = select(inbox.c.update_id, inbox.c.person).where(_may_take(process_id, but_for))
    rows = await conn.execute(query.order_by(inbox.c.update_id).limit(limit))
    return {update_id: person for update_id, person in rows}


async def take_these_left(
    conn: AsyncConnection, update_ids: Collection[int], process_id: str
) -> list[WaitingRow]:
    """Claims those of these that nobody handles, the oldest first. For a few hundred at a time."""
    these = and_(_IS_LEFT, inbox.c.update_id.in_(update_ids))
    return await _claimed(conn, these, process_id, len(update_ids))


async def take_handed_over(conn: AsyncConnection, process_id: str, limit: int) -> list[WaitingRow]:
    """Of this process's updates that others have received the `limit` oldest, each once; the oldest first."""
    return await _claimed(conn, _handed_over_to(process_id), process_id, limit)


async def _claimed(
    conn: AsyncConnection, which: ColumnElement[bool], process_id: str, limit: int
) -> list[WaitingRow]:
    oldest = select(inbox.c.update_id).where(which).order_by(inbox.c.update_id).limit(limit)
    statement = update(inbox).where(inbox.c.update_id.in_(oldest))
    statement = statement.values(claimed_by=process_id, handed_over=0)
    rows = _WAITING.all(await conn.execute(statement.returning(*_WAITING.columns)))
    return sorted(rows, key=lambda row: row.update_id)


def _handed_over_to(process_id: str) -> ColumnElement[bool]:
    return and_(_IS_WAITING, inbox.c.handed_over == 1, inbox.c.claimed_by == process_id)


def _may_take(process_id: str, but_for: Collection[int]) -> ColumnElement[bool]:
    """What is left, but for these people. Whoever another process has is taken further by that one."""
    theirs = inbox.alias("theirs")
    others = select(theirs.c.person).where(
        theirs.c.state == InboxState.WAITING,
        theirs.c.person.is_not(None),
        theirs.c.claimed_by != process_id,
        theirs.c.claimed_by.in_(living()),
    )
    takes = and_(inbox.c.person.not_in(others), inbox.c.person.not_in(but_for))
    return and_(_IS_LEFT, or_(inbox.c.person.is_(None), takes))


async def has_news(conn: AsyncConnection, process_id: str, *, but_for: Collection[int]) -> bool:
    """Whether there is something to take: handed over to this process, or left by a dead one, not counting
    these people.
    """
    query = select(
        exists().where(_handed_over_to(process_id)), exists().where(_may_take(process_id, but_for))
    )
    return any((await conn.execute(query)).one())


async def waiting(conn: AsyncConnection, *, after: int, limit: int) -> list[WaitingRow]:
    """The next unfinished rows behind that id (-1: from the first one), oldest first."""
    statement = (
        select(*_WAITING.columns)
        .where(_IS_WAITING, inbox.c.update_id > after)
        .order_by(inbox.c.update_id)
        .limit(limit)
    )
    return _WAITING.all(await conn.execute(statement))


async def tried(conn: AsyncConnection) -> list[WaitingRow]:
    """The unfinished rows of which a repeated run has ended with the process, oldest first: no more than run
    at once.
    """
    statement = select(*_WAITING.columns).where(_IS_WAITING, inbox.c.tries > 0)
    return _WAITING.all(await conn.execute(statement.order_by(inbox.c.update_id)))


async def waiting_of(conn: AsyncConnection, update_ids: Sequence[int]) -> list[WaitingRow]:
    """Those of these rows that are unfinished. For a few hundred at a time."""
    statement = select(*_WAITING.columns).where(
        inbox.c.update_id.in_(update_ids), inbox.c.state == InboxState.WAITING
    )
    return _WAITING.all(await conn.execute(statement))


async def mark_done(conn: AsyncConnection, update_ids: Sequence[int], at: datetime) -> None:
    """Finishes these rows. Their texts are forgotten, only the ids stay: Telegram may deliver one again."""
    for start in range(0, len(update_ids), _CHUNK):
        chunk = update_ids[start : start + _CHUNK]
        await conn.execute(
            update(inbox)
            .where(inbox.c.update_id.in_(chunk))
            .values(state=InboxState.DONE, body="", done_at=at)
        )


async def mark_failed(conn: AsyncConnection, update_id: int, body: str, at: datetime) -> None:
    """Sets one row aside, with this text, for a person to look at."""
    failed = {"state": InboxState.FAILED, "body": body, "done_at": at}
    await conn.execute(update(inbox).where(inbox.c.update_id == update_id).values(**failed))


async def give_up(conn: AsyncConnection, *, received_until: datetime, at: datetime) -> int:
    """Finishes what was received until then and is not handled, unhandled; how many."""
    old = and_(inbox.c.state == InboxState.WAITING, inbox.c.received_at <= received_until)
    return (
        await conn.execute(update(inbox).where(old).values(state=InboxState.DONE, body="", done_at=at))
    ).rowcount


async def count_try(conn: AsyncConnection, update_id: int, weight: int) -> None:
    """Notes that a repeated run of this row begins now, and how much it counts for."""
    statement = update(inbox).where(inbox.c.update_id == update_id)
    await conn.execute(statement.values(tries=inbox.c.tries + weight))


async def uncount_tries(conn: AsyncConnection, weights: Mapping[int, int]) -> None:
    """Takes so much off what was counted for runs of these rows."""
    for weight in sorted(set(weights.values())):
        update_ids = sorted(update_id for update_id, mine in weights.items() if mine == weight)
        for start in range(0, len(update_ids), _CHUNK):
            these = inbox.c.update_id.in_(update_ids[start : start + _CHUNK])
            statement = update(inbox).where(these, inbox.c.tries >= weight)
            await conn.execute(statement.values(tries=inbox.c.tries - weight))


async def prune(conn: AsyncConnection, state: InboxState, before: datetime, limit: int) -> int:
    """Deletes the oldest rows that came to this state before that moment, at most `limit`; gives their
    number. For what is done or failed: what waits has no such moment.
    """
    some = (
        select(inbox.c.update_id)
        .where(inbox.c.state == state, inbox.c.done_at < before)
        .order_by(inbox.c.done_at)
        .limit(limit)
    )
    return (await conn.execute(delete(inbox).where(inbox.c.update_id.in_(some)))).rowcount
