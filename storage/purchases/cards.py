"""Sealed cards. Nothing here can open one."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import RowShape
from storage.tables import cards


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card of an order, sealed."""

    order_id: int
    position: int
    key_id: str
    nonce: bytes
    sealed: bytes
    fingerprint: str


CARD = RowShape(CardRow, cards)


async def add(conn: AsyncConnection, rows: Sequence[CardRow]) -> None:
    """Adds an order's cards, all at once."""
    await conn.execute(cards.insert(), [asdict(row) for row in rows])


async def of_order(
    conn: AsyncConnection, order_id: int, *, offset: int = 0, limit: int = -1
) -> list[CardRow]:
    """An order's cards by position."""
    query = _OF_ORDER if limit < 0 and not offset else _OF_ORDER.offset(offset)
    return CARD.all(await conn.execute(query.limit(limit) if limit >= 0 else query, {"of": order_id}))


_OF_ORDER = select(*CARD.columns).where(cards.c.order_id == bindparam("of")).order_by(cards.c.position)


async def count(conn: AsyncConnection, order_id: int) -> int:
    """How many cards an order has."""
    return (await conn.execute(select(func.count()).where(cards.c.order_id == order_id))).scalar_one()


async def known(conn: AsyncConnection, fingerprints: Collection[str]) -> frozenset[str]:
    """Those of the fingerprints that some order has already."""
    return frozenset((await conn.execute(_KNOWN, {"fingerprints": list(fingerprints)})).scalars())


_KNOWN = select(cards.c.fingerprint).where(
    cards.c.fingerprint.in_(bindparam("fingerprints", type_=cards.c.fingerprint.type, expanding=True))
)
