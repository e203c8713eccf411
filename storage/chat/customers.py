"""People who have talked to the shop."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import AnyRow
from storage.tables import customers


async def get(conn: AsyncConnection, customer_id: int) -> AnyRow | None:
    """One customer's row."""
    return (await conn.execute(select(customers).where(customers.c.id == customer_id))).first()


async def save(
    conn: AsyncConnection,
    customer_id: int,
    *,
    first_name: str,
    username: str | None,
    telegram_language: str | None,
    now: datetime,
) -> AnyRow:
    """Adds or renews what Telegram says of a person, who is evidently here (so not blocking the bot)."""
    told = {
        "first_name": first_name,
        "username": username,
        "telegram_language": telegram_language,
        "blocked_at": None,
    }
    row = insert(customers).values(id=customer_id, created_at=now, **told)
    statement = row.on_conflict_do_update(index_elements=["id"], set_=told).returning(customers)
    return (await conn.execute(statement)).one()


async def set_language(conn: AsyncConnection, customer_id: int, language: str) -> AnyRow | None:
    """Keeps the customer's own choice."""
    statement = (
        customers.update().where(customers.c.id == customer_id).values(language=language).returning(customers)
    )
    return (await conn.execute(statement)).first()


async def set_blocked(conn: AsyncConnection, customer_id: int, at: datetime) -> None:
    """Notes since when this person blocks the bot."""
    await conn.execute(
        customers.update()
        .where(customers.c.id == customer_id, customers.c.blocked_at.is_(None))
        .values(blocked_at=at)
    )
