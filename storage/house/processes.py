"""The processes that share this database, and how a claim of one of them is told from a dead one's.

A claim is a column with a process's id. It holds while that process has its row here: nobody renews it, and
nobody has to clean it up.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import RowShape
from storage.tables import processes
from storage.wakeups import Work, note, note_change


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One process that lives, as far as the database knows."""

    id: str
    host: str
    pid: int
    started_at: datetime
    beats: int
    beat_at: datetime
    sharers: int


CHANGED = "processes"
"""What `WakeUps.on_change` calls one that has come, and one that knows of more than before."""
_PROCESS = RowShape(ProcessRow, processes)
_THIS = processes.c.id == bindparam("process_id")
# Made once: each process asks them with each beat.
_BEAT = (
    update(processes)
    .where(_THIS)
    .values(beats=processes.c.beats + 1, beat_at=bindparam("now"))
    .returning(processes.c.id)
)
_LIVES = select(processes.c.id).where(_THIS).with_for_update(read=True, key_share=True)
_EVERY = select(*_PROCESS.columns).order_by(processes.c.started_at, processes.c.id)


def living() -> Select[str]:
    """The ids of those that live, for a claim to be held against."""
    return select(processes.c.id)


def free(claimed_by: ColumnElement[Any], *, for_: str | BindParameter[str]) -> ColumnElement[bool]:
    """Whether a claim hinders that process: not if it is its own, nobody's or a dead one's."""
    return or_(claimed_by.is_(None), claimed_by == for_, claimed_by.not_in(living()))


async def enter(conn: AsyncConnection, process_id: str, *, host: str, pid: int, now: datetime) -> None:
    """A process begins to live."""
    note_change(conn, CHANGED, process_id)
    row = {"id": process_id, "host": host, "pid": pid, "started_at": now, "beats": 0, "beat_at": now}
    await conn.execute(processes.insert().values(**row))


async def beat(conn: AsyncConnection, process_id: str, now: datetime) -> bool:
    """A process says that it still lives; False when it was found dead and removed meanwhile."""
    return (await conn.execute(_BEAT, {"process_id": process_id, "now": now})).first() is not None


async def divides(conn: AsyncConnection, row: ProcessRow, sharers: int) -> None:
    """A process says that, until it says otherwise, it divides by so many at least."""
    if row.sharers != sharers:
        await conn.execute(update(processes).where(processes.c.id == row.id).values(sharers=sharers))
    if row.sharers < sharers:
        note_change(conn, CHANGED, row.id)


async def lives(conn: AsyncConnection, process_id: str) -> bool:
    """Whether it has its row, which then stays until the end of the running transaction."""
    return (await conn.execute(_LIVES, {"process_id": process_id})).first() is not None


async def every(conn: AsyncConnection) -> list[ProcessRow]:
    """All that live, the oldest first."""
    return _PROCESS.all(await conn.execute(_EVERY))


async def remove(conn: AsyncConnection, process_id: str, *, beats: int | None = None) -> bool:
    """Ends a process, and with it all its claims; False when it was gone already.

    With `beats` only if it has not beaten since. The workers of the others hear that there may be work.
    """
    gone = processes.delete().where(processes.c.id == process_id)
    if beats is not None:
        gone = gone.where(processes.c.beats == beats)
    if (await conn.execute(gone.returning(processes.c.id))).first() is None:
        return False
    note(conn, *Work)
    return True
