"""What staff note about people."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.rows import RowShape
from storage.tables import customer_notes


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note."""

    id: int
    customer_id: int
    staff_id: int
    body: str
    at: datetime


_NOTE = RowShape(NoteRow, customer_notes)


async def add(
    conn: AsyncConnection, *, key: str, customer_id: int, staff_id: int, body: str, at: datetime
) -> bool:
    """Keeps a note; False when the same key has one already."""
    row = insert(customer_notes).values(key=key, customer_id=customer_id, staff_id=staff_id, body=body, at=at)
    statement = row.on_conflict_do_nothing(index_elements=["key"]).returning(customer_notes.c.id)
    return (await conn.execute(statement)).first() is not None


async def newest_of(
    conn: AsyncConnection, customer_id: int, *, limit: int, before: int | None = None
) -> list[NoteRow]:
    """A person's notes, the newest first; `before`: of those before that id."""
    query = select(*_NOTE.columns).where(customer_notes.c.customer_id == customer_id)
    if before is not None:
        query = query.where(customer_notes.c.id < before)
    return _NOTE.all(await conn.execute(query.order_by(customer_notes.c.id.desc()).limit(limit)))
