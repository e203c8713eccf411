"""Promo codes and their uses. How often a code may be used the database guards too, by a trigger."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import AnyRow
from storage.tables import promo_uses, promos


async def add(conn: AsyncConnection, **columns: Any) -> int:
    """Adds a code; its id. Raises IntegrityError when an active one has that code."""
    return (await conn.execute(promos.insert().values(**columns).returning(promos.c.id))).scalar_one()


async def get(conn: AsyncConnection, promo_id: int) -> AnyRow | None:
    """One code, in whatever state."""
    return (await conn.execute(select(promos).where(promos.c.id == promo_id))).first()


async def by_code(conn: AsyncConnection, code: str) -> AnyRow | None:
    """The active code that is written so."""
    query = select(promos).where(promos.c.code == code, promos.c.state == "active")
    return (await conn.execute(query)).first()


async def codes(conn: AsyncConnection, promo_ids: Collection[int]) -> dict[int, str]:
    """How these codes are written."""
    query = select(promos.c.id, promos.c.code).where(promos.c.id.in_(promo_ids))
    return {promo_id: code for promo_id, code in (await conn.execute(query)).all()}


async def page(conn: AsyncConnection, *, offset: int, limit: int) -> tuple[Sequence[AnyRow], int]:
    """Active codes, newest first, each with how often it was `used`; and how many there are."""
    live = promos.c.state == "active"
    total = (await conn.execute(select(func.count()).select_from(promos).where(live))).scalar_one()
    used = (
        select(func.count())
        .where(promo_uses.c.promo_id == promos.c.id, promo_uses.c.released_at.is_(None))
        .scalar_subquery()
    )
    query = select(promos, used.label("used")).where(live).order_by(promos.c.id.desc())
    return (await conn.execute(query.offset(offset).limit(limit))).all(), total


async def change(conn: AsyncConnection, promo_id: int, *, expected: str, **columns: Any) -> AnyRow | None:
    """Changes a code that is in the `expected` state; None when it is not."""
    statement = (
        update(promos)
        .where(promos.c.id == promo_id, promos.c.state == expected)
        .values(**columns)
        .returning(promos)
    )
    return (await conn.execute(statement)).first()


async def uses(conn: AsyncConnection, promo_id: int, customer_id: int) -> tuple[int, int]:
    """How often a code is used, in all and by this customer; uses given back do not count."""
    live = (promo_uses.c.promo_id == promo_id) & promo_uses.c.released_at.is_(None)
    mine = func.count().filter(promo_uses.c.customer_id == customer_id)
    total, own = (await conn.execute(select(func.count(), mine).where(live))).one()
    return total, own


async def use(conn: AsyncConnection, **columns: Any) -> None:
    """Writes down one use. Raises IntegrityError when the code may not be used once more."""
    await conn.execute(promo_uses.insert().values(**columns))


async def release(conn: AsyncConnection, order_id: int, at: datetime) -> None:
    """Gives an order's use back, if it had one."""
    await conn.execute(
        update(promo_uses)
        .where(promo_uses.c.order_id == order_id, promo_uses.c.released_at.is_(None))
        .values(released_at=at)
    )


async def prune(conn: AsyncConnection, before: datetime) -> int:
    """Removes codes that were proposed before that moment and never started; how many."""
    # The newest stays in any case: its id would be given again, to another code, and old buttons know ids only.
    newest = select(func.max(promos.c.id)).scalar_subquery()
    result = await conn.execute(
        promos.delete().where(promos.c.state == "proposed", promos.c.made_at < before, promos.c.id < newest)
    )
    return result.rowcount
