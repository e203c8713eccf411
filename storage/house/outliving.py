"""What outlives that somebody is erased: the limit that staff set for them, how often they used promo codes
that each customer may use so many times, that they are not new any more, and their last rewards.

It is kept under a mark (`bot.shop.vault.Vault.marks_of`), not under a number, and holds again when they come
back.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import (
    Executable,
    Integer,
    Text,
    bindparam,
    case,
    cast,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chat import customers as people
from storage.columns import Timestamp, written
from storage.dialects import insert, total
from storage.goods.promos import TIMES
from storage.states import PromoState
from storage.tables import (
    customers,
    earlier_uses,
    erased_limits,
    erased_people,
    orders,
    promo_uses,
    promos,
    referrals,
)
from storage.tables.referrals import REWARDED


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


def person_kept(person: int, mark: str, *, since: datetime, at: datetime) -> Sequence[Executable]:
    """Keeps that a customer was here, if they have ordered, invited somebody or come by an invitation; and
    how many rewards they were given since.
    """
    rewards = (
        select(func.count())
        .select_from(referrals)
        .where(referrals.c.inviter_id == person, REWARDED, referrals.c.decided_at >= since)
    )
    counted = rewards.scalar_subquery()
    theirs = select(literal(mark, Text), counted, literal(at, Timestamp)).where(
        or_(
            exists().where(orders.c.customer_id == person),
            exists().where(referrals.c.inviter_id == person),
            exists().where(referrals.c.friend_id == person),
        )
    )
    row = insert(erased_people).from_select(["mark", "rewards", "counted_at"], theirs)
    # They were erased before: rewards of that time count on, as long as they would have counted.
    before = case((erased_people.c.counted_at >= since, erased_people.c.rewards), else_=0)
    return [
        row.on_conflict_do_update(
            index_elements=["mark"],
            set_={"rewards": before + row.excluded.rewards, "counted_at": row.excluded.counted_at},
            where=row.excluded.rewards > 0,
        )
    ]


async def was_here(conn: AsyncConnection, marks: Sequence[str]) -> bool:
    """Whether somebody was erased who had ordered, invited somebody or come by an invitation."""
    query = select(erased_people.c.mark).where(erased_people.c.mark.in_(marks)).limit(1)
    return (await conn.execute(query)).first() is not None


async def rewards_kept(conn: AsyncConnection, marks: Sequence[str], since: datetime) -> int:
    """How many rewards somebody had been given before they were erased; those that may lie before `since` as
    well, but none when all of them do.
    """
    query = select(total(erased_people.c.rewards)).where(
        erased_people.c.mark.in_(marks), erased_people.c.counted_at >= since
    )
    return int((await conn.execute(query)).scalar_one())


async def given_back(conn: AsyncConnection, person: int, marks: Sequence[str]) -> int | None:
    """Somebody has come who may have been erased: what was kept of them is theirs again. Their limit; None
    where they have none.
    """
    found = (await conn.execute(_limits(), {"marks": list(marks)})).scalars().all()
    await conn.execute(_uses_given_back(), {"marks": list(marks), "person": person})
    if not found:
        return None
    limit = min(found)
    await people.set_day_limit(conn, person, limit)
    return int(limit)


@cache
def _limits() -> Executable:
    """Made once, as each who comes may be somebody like that."""
    its = erased_limits.c.mark.in_(bindparam("marks", type_=Text, expanding=True))
    return delete(erased_limits).where(its).returning(erased_limits.c.day_limit)


@cache
def _uses_given_back() -> Executable:
    theirs = earlier_uses.c.mark.in_(bindparam("marks", type_=Text, expanding=True))
    return update(earlier_uses).where(theirs).values(customer_id=bindparam("person"), mark=None)


async def code_ended(conn: AsyncConnection, promo_id: int) -> None:
    """Nobody uses the code any more: how often it was used before somebody was erased is not kept longer."""
    await conn.execute(delete(earlier_uses).where(earlier_uses.c.promo_id == promo_id))
