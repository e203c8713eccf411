"""Limits guessing: a few wrong tries are free, after that the person who makes them waits, and nobody else.

Kept in the database, where all processes of the shop count together and a restart forgives nothing: a row for
each person who guessed within the last day, and one for all people.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from storage.house import facts

FREE = ((5, timedelta(minutes=10)), (20, timedelta(days=1)))
"""So many mistakes within so long; both hold."""
ATTACK = 50
STORM_TIME = timedelta(hours=1)
_KEPT, _LONGEST = FREE[-1]
_EVERYBODY = "wrong_codes"


async def next_free(conn: AsyncConnection, who: int, clock: Clock) -> datetime | None:
    """When this person's next try is free; None when one is free now."""
    mine = await _mistakes(conn, _of(who))
    waits = [within - clock.passed(mine[-count]) for count, within in FREE if len(mine) >= count]
    wait = max(waits, default=timedelta(0))
    return clock.now() + wait if wait > timedelta(0) else None


async def count_mistake(conn: AsyncConnection, who: int, clock: Clock) -> bool:
    """Counts a wrong try. Whether somebody guesses in earnest: one person through a day, or many people at
    once.

    The caller has asked `next_free` in the running write transaction.
    """
    mine = await _add(conn, _of(who), clock, most=_KEPT, keep=_LONGEST)
    lately = await _add(conn, _EVERYBODY, clock, most=ATTACK, keep=STORM_TIME)
    return mine == _KEPT or lately == ATTACK


async def _add(conn: AsyncConnection, key: str, clock: Clock, *, most: int, keep: timedelta) -> int:
    """Notes a mistake among those of the last while, of which the newest are kept; how many they are."""
    now = clock.now()
    known = [at for at in await _mistakes(conn, key) if clock.passed(at) < keep]
    mistakes = [*known, now][-most:]
    body = json.dumps([at.timestamp() for at in mistakes])
    await facts.put(conn, key, body, now, expires_at=now + keep)
    return len(mistakes)


async def _mistakes(conn: AsyncConnection, key: str) -> Sequence[datetime]:
    """The oldest first."""
    row = await facts.get(conn, key)
    return [] if row is None else [datetime.fromtimestamp(at, UTC) for at in json.loads(row.value)]


def _of(who: int) -> str:
    return f"{_EVERYBODY}:{who}"
