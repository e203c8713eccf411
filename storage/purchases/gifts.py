"""Orders for a friend. Nothing here can open a link; each change of state is one guarded UPDATE."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp
from storage.rows import RowShape
from storage.states import GiftState
from storage.tables import gifts


@dataclass(frozen=True, slots=True)
class GiftRow:
    """An order for a friend, its link sealed; without a hash it has none yet."""

    order_id: int
    state: GiftState
    greeting: str | None
    token_hash: str | None
    key_id: str | None
    nonce: bytes | None
    sealed: bytes | None
    made_at: datetime
    claimed_by: int | None
    ended_at: datetime | None


GIFT = RowShape(GiftRow, gifts)
_GIFTS = select(*GIFT.columns)


async def put(conn: AsyncConnection, order_id: int, greeting: str | None, *, at: datetime) -> None:
    """Makes an order a gift, or tells its friend something else."""
    words = update(gifts).where(gifts.c.order_id == order_id).values(greeting=greeting)
    if not (await conn.execute(words)).rowcount:
        await conn.execute(
            gifts.insert().values(order_id=order_id, state=GiftState.OPEN, greeting=greeting, made_at=at)
        )


async def remove(conn: AsyncConnection, order_id: int) -> None:
    """Makes an order an ordinary one again."""
    await conn.execute(gifts.delete().where(gifts.c.order_id == order_id))


async def of_order(conn: AsyncConnection, order_id: int) -> GiftRow | None:
    """The gift that an order is, if it is one."""
    return GIFT.first(await conn.execute(_OF_ORDER, {"of": order_id}))


async def of_orders(conn: AsyncConnection, order_ids: Collection[int]) -> dict[int, GiftRow]:
    """Those of these orders that are gifts."""
    if not order_ids:
        return {}
    rows = GIFT.all(await conn.execute(_OF_ORDERS, {"order_ids": list(order_ids)}))
    return {row.order_id: row for row in rows}


# Made once, as they are asked all the time.
_OF_ORDER = _GIFTS.where(gifts.c.order_id == bindparam("of"))
_OF_ORDERS = _GIFTS.where(
    gifts.c.order_id.in_(bindparam("order_ids", type_=gifts.c.order_id.type, expanding=True))
)


async def by_hash(conn: AsyncConnection, token_hash: str) -> GiftRow | None:
    """The gift behind a link."""
    return GIFT.first(await conn.execute(_GIFTS.where(gifts.c.token_hash == token_hash)))


async def ended(
    conn: AsyncConnection, *, after: tuple[datetime, int], until: datetime, limit: int
) -> list[tuple[datetime, int]]:
    """When gifts were claimed or taken back until that moment, and after the one that was so then with that
    order's id, in that order; with the ids of their orders.
    """
    at, id_ = gifts.c.ended_at, gifts.c.order_id
    since, last = after
    behind = tuple_(at, id_) > tuple_(literal(since, Timestamp), last)
    query = select(at, id_).where(at >= since, at <= until, behind).order_by(at, id_).limit(limit)
    return [(ended_at, order_id) for ended_at, order_id in await conn.execute(query)]


async def set_link(
    conn: AsyncConnection, order_id: int, *, token_hash: str, key_id: str, nonce: bytes, sealed: bytes
) -> None:
    """Gives an open gift its link."""
    await conn.execute(
        update(gifts)
        .where(gifts.c.order_id == order_id, gifts.c.state == GiftState.OPEN)
        .values(token_hash=token_hash, key_id=key_id, nonce=nonce, sealed=sealed)
    )


async def claim(conn: AsyncConnection, order_id: int, customer_id: int, *, at: datetime) -> bool:
    """Makes an open gift this customer's; False when it is not open any more."""
    return await _end(conn, order_id, state=GiftState.CLAIMED, claimed_by=customer_id, ended_at=at)


async def revoke(conn: AsyncConnection, order_id: int, *, at: datetime) -> bool:
    """Gives an open gift back to its buyer; False when it is not open any more."""
    return await _end(conn, order_id, state=GiftState.REVOKED, ended_at=at)


async def _end(conn: AsyncConnection, order_id: int, **changes: object) -> bool:
    is_open = gifts.c.order_id == order_id, gifts.c.state == GiftState.OPEN
    return bool((await conn.execute(update(gifts).where(*is_open).values(**changes))).rowcount)
