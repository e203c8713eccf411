"""Choices on their way to an order. A draft's id is the single-use token behind its Buy button."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import AnyRow
from storage.tables import drafts


async def add(conn: AsyncConnection, **columns: Any) -> None:
    """Adds one draft."""
    await conn.execute(drafts.insert().values(**columns))


async def get(conn: AsyncConnection, draft_id: str, customer_id: int) -> AnyRow | None:
    """The draft, if it is this customer's."""
    query = select(drafts).where(drafts.c.id == draft_id, drafts.c.customer_id == customer_id)
    return (await conn.execute(query)).first()


async def latest_open(conn: AsyncConnection, customer_id: int) -> AnyRow | None:
    """The customer's newest open draft: what a typed quantity is meant for."""
    query = (
        select(drafts)
        .where(drafts.c.customer_id == customer_id, drafts.c.state == "open")
        .order_by(drafts.c.created_at.desc())
        .limit(1)
    )
    return (await conn.execute(query)).first()


async def quote(conn: AsyncConnection, draft_id: str, **columns: Any) -> AnyRow | None:
    """Writes what was read live (stock, cost, price, quantity) into an open draft; None when it is not open any more."""
    statement = (
        update(drafts)
        .where(drafts.c.id == draft_id, drafts.c.state == "open")
        .values(**columns)
        .returning(drafts)
    )
    return (await conn.execute(statement)).first()


async def replace(conn: AsyncConnection, draft_id: str, new_id: str, **columns: Any) -> AnyRow | None:
    """Puts a new draft, equal but for `columns`, in the place of an open one; None when it is not open any more."""
    old = await close(conn, draft_id, "dropped", replaced_by=new_id)
    if old is None:
        return None
    new = dict(old._mapping) | {"id": new_id, "state": "open", "replaced_by": None} | columns  # noqa: SLF001 - public
    return (await conn.execute(drafts.insert().values(new).returning(drafts))).one()


async def close(conn: AsyncConnection, draft_id: str, state: str, **columns: Any) -> AnyRow | None:
    """Ends an open draft as `bought` or `dropped`, once."""
    statement = (
        update(drafts)
        .where(drafts.c.id == draft_id, drafts.c.state == "open")
        .values(state=state, **columns)
        .returning(drafts)
    )
    return (await conn.execute(statement)).first()


async def prune(conn: AsyncConnection, before: datetime) -> int:
    """Removes unbought drafts from before that moment; how many."""
    result = await conn.execute(
        drafts.delete().where(drafts.c.state != "bought", drafts.c.created_at < before)
    )
    return result.rowcount
