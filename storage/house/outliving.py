"""What outlives that somebody is erased: the limit that staff set for them, and how often they used promo
codes that each customer may use so many times.

It is kept under a mark (`bot.shop.vault.Vault.marks_of`), not under a number, and becomes theirs again when
they come back.
"""

from collections.abc import Sequence

from sqlalchemy import Executable, Integer, Text, cast, delete, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chat import customers as people
from storage.columns import written
from storage.dialects import insert
from storage.goods.promos import TIMES
from storage.states import PromoState
from storage.tables import customers, earlier_uses, erased_limits, promo_uses, promos


def limit_kept(person: int, mark: str) -> Sequence[Executable]:
    """Keeps the limit of a customer, if they have one of their own."""
    theirs = select(literal(mark, Text), customers.c.day_limit).where(
        customers.c.id == person, customers.c.day_limit.is_not(None)
    )
    return [
        delete(erased_limits).where(erased_limits.c.mark == mark),
        insert(erased_limits).from_select(["mark", "day_limit"], theirs),
    ]


def uses_kept(person: int, mark: str) -> Sequence[Executable]:
    """Keeps how often a customer used the codes that still hold and count for each customer."""
    theirs = (
        select(promo_uses.c.promo_id, cast(TIMES, Integer), literal(mark, Text))
        .join(promos, promos.c.id == promo_uses.c.promo_id)
        .where(
            promo_uses.c.customer_id == person,
            promo_uses.c.released_at.is_(None),
            promos.c.customer_limit.is_not(None),
            promos.c.state == written(PromoState.ACTIVE),
        )
        .group_by(promo_uses.c.promo_id)
    )
    return [
        insert(earlier_uses).from_select(["promo_id", "times", "mark"], theirs),
        update(earlier_uses).where(earlier_uses.c.customer_id == person).values(customer_id=None, mark=mark),
    ]


async def given_back(conn: AsyncConnection, person: int, marks: Sequence[str]) -> int | None:
    """Somebody has come who may have been erased: what was kept of them is theirs again. Their limit; None
    where they have none.
    """
    limits = delete(erased_limits).where(erased_limits.c.mark.in_(marks)).returning(erased_limits.c.day_limit)
    found = (await conn.execute(limits)).scalars().all()
    await conn.execute(
        update(earlier_uses).where(earlier_uses.c.mark.in_(marks)).values(customer_id=person, mark=None)
    )
    if not found:
        return None
    limit = min(found)
    await people.set_day_limit(conn, person, limit)
    return int(limit)


async def code_ended(conn: AsyncConnection, promo_id: int) -> None:
    """Nobody uses the code any more: how often it was used before somebody was erased is not kept longer."""
    await conn.execute(delete(earlier_uses).where(earlier_uses.c.promo_id == promo_id))
