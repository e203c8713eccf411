"""Answers that staff keep ready, by name and language: a few dozen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.rows import RowShape
from storage.tables import quick_replies


@dataclass(frozen=True, slots=True)
class QuickReplyRow:
    """One text of one answer. `id` is this text's; the answer goes by its name."""

    id: int
    name: str
    language: str
    body: str


_REPLY = RowShape(QuickReplyRow, quick_replies)
_REPLIES = select(*_REPLY.columns)


async def save(
    conn: AsyncConnection, *, name: str, language: str, body: str, staff_id: int, at: datetime
) -> QuickReplyRow:
    """An answer's text in one language, new or instead of the one before."""
    says = {"body": body, "staff_id": staff_id, "written_at": at}
    row = insert(quick_replies).values(name=name, language=language, **says)
    statement = row.on_conflict_do_update(index_elements=["name", "language"], set_=says)
    return _REPLY.one(await conn.execute(statement.returning(*_REPLY.columns)))


async def get(conn: AsyncConnection, reply_id: int) -> QuickReplyRow | None:
    """One text."""
    return _REPLY.first(await conn.execute(_REPLIES.where(quick_replies.c.id == reply_id)))


async def named(conn: AsyncConnection, name: str) -> list[QuickReplyRow]:
    """All texts of an answer."""
    query = _REPLIES.where(quick_replies.c.name == name).order_by(quick_replies.c.language)
    return _REPLY.all(await conn.execute(query))


async def all_of_them(conn: AsyncConnection) -> list[QuickReplyRow]:
    """Every text of every answer, by name."""
    query = _REPLIES.order_by(quick_replies.c.name, quick_replies.c.language)
    return _REPLY.all(await conn.execute(query))


async def count(conn: AsyncConnection) -> int:
    """How many answers there are, whatever they are in."""
    return (await conn.execute(select(func.count(distinct(quick_replies.c.name))))).scalar_one()


async def remove(conn: AsyncConnection, name: str) -> int:
    """Forgets an answer in all languages; how many texts it had."""
    return (await conn.execute(delete(quick_replies).where(quick_replies.c.name == name))).rowcount
