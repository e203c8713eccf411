"""Invitations: whose link is whose, who came by it, and what that brought. No rules."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert, total
from storage.rows import RowShape, counted
from storage.states import ReferralOutcome
from storage.tables import invite_codes, orders, payments, referrals
from storage.tables.money import LOST
from storage.tables.referrals import REWARDED


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """Somebody who came by another customer's link. Without an outcome nothing has been decided yet."""

    id: int
    friend_id: int
    inviter_id: int
    came_at: datetime
    order_id: int | None
    decided_at: datetime | None
    outcome: ReferralOutcome | None
    paid_centimes: int
    reward_centimes: int
    taken_back_centimes: int


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """What somebody's invitations came to, in centimes; `came` is counted as far as `counted` counts."""

    came: int
    rewards: int
    reward_centimes: int
    taken_back_centimes: int


_REFERRAL = RowShape(ReferralRow, referrals)


async def add_code(conn: AsyncConnection, customer_id: int, code: str, now: datetime) -> None:
    """Gives somebody a code, unless they have one, or it is another's."""
    row = insert(invite_codes).values(customer_id=customer_id, code=code, made_at=now)
    await conn.execute(row.on_conflict_do_nothing())


async def code_of(conn: AsyncConnection, customer_id: int) -> str | None:
    """Somebody's code; None before they have one."""
    query = select(invite_codes.c.code).where(invite_codes.c.customer_id == customer_id)
    return (await conn.execute(query)).scalar()


async def inviter(conn: AsyncConnection, code: str) -> int | None:
    """Whose code that is; None for nobody's."""
    query = select(invite_codes.c.customer_id).where(invite_codes.c.code == code)
    return (await conn.execute(query)).scalar()


async def add(conn: AsyncConnection, *, friend_id: int, inviter_id: int, now: datetime) -> bool:
    """Somebody came by a link; False when they had come by one before."""
    row = insert(referrals).values(friend_id=friend_id, inviter_id=inviter_id, came_at=now)
    statement = row.on_conflict_do_nothing(index_elements=["friend_id"]).returning(referrals.c.id)
    return (await conn.execute(statement)).first() is not None


async def has_ordered(conn: AsyncConnection, customer_id: int) -> bool:
    """Whether somebody has ever ordered anything."""
    query = select(orders.c.id).where(orders.c.customer_id == customer_id).limit(1)
    return (await conn.execute(query)).first() is not None


async def took_money_back(conn: AsyncConnection, customer_id: int) -> bool:
    """Whether somebody has taken back a payment, of which some had been spent."""
    query = select(payments.c.id).where(payments.c.customer_id == customer_id, LOST).limit(1)
    return (await conn.execute(query)).first() is not None


async def of_friend(conn: AsyncConnection, friend_id: int) -> ReferralRow | None:
    """By whose link somebody came; None for who came by themselves."""
    return _REFERRAL.first(await conn.execute(_OF_FRIEND, {"of": friend_id}))


_OF_FRIEND = select(*_REFERRAL.columns).where(
    referrals.c.friend_id == bindparam("of")
)  # made once, as it is asked at every purchase


async def of_order(conn: AsyncConnection, order_id: int) -> ReferralRow | None:
    """The referral that an order decided; None for any other order."""
    query = select(*_REFERRAL.columns).where(referrals.c.order_id == order_id)
    return _REFERRAL.first(await conn.execute(query))


async def decide(
    conn: AsyncConnection,
    referral_id: int,
    *,
    order_id: int,
    outcome: ReferralOutcome,
    paid_centimes: int,
    reward_centimes: int,
    now: datetime,
) -> bool:
    """Notes what a friend's first order brought whoever invited them, once; False when that was noted
    before.
    """
    statement = (
        referrals.update()
        .where(referrals.c.id == referral_id, referrals.c.decided_at.is_(None))
        .values(
            order_id=order_id,
            outcome=outcome,
            paid_centimes=paid_centimes,
            reward_centimes=reward_centimes,
            decided_at=now,
        )
    )
    return bool((await conn.execute(statement)).rowcount)


async def add_taken_back(conn: AsyncConnection, referral_id: int, centimes: int) -> None:
    """Notes that so much more of a reward was taken back. Raises IntegrityError for more than there was."""
    taken = referrals.c.taken_back_centimes + centimes
    await conn.execute(
        referrals.update().where(referrals.c.id == referral_id).values(taken_back_centimes=taken)
    )


async def rewards_since(conn: AsyncConnection, inviter_id: int, since: datetime, *, most: int) -> int:
    """How many rewards somebody was given since, counted up to `most`; those that were taken back count."""
    some = (
        select(literal(1))
        .select_from(referrals)
        .where(referrals.c.inviter_id == inviter_id, REWARDED, referrals.c.decided_at >= since)
        .order_by(referrals.c.decided_at)
        .limit(most)
        .subquery()
    )
    return int((await conn.execute(select(func.count()).select_from(some))).scalar_one())


async def invited_by(conn: AsyncConnection, inviter_id: int) -> InvitedRow:
    """What somebody's invitations came to."""
    came = await counted(conn, referrals, referrals.c.inviter_id == inviter_id, by=referrals.c.id)
    rewarded = select(
        func.count(), total(referrals.c.reward_centimes), total(referrals.c.taken_back_centimes)
    ).where(referrals.c.inviter_id == inviter_id, REWARDED)
    return InvitedRow(came, *(await conn.execute(rewarded)).one())
