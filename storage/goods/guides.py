"""What the merchant says of products: how a code is redeemed, notes, a picture, what else they are called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.rows import RowShape
from storage.states import GuideField
from storage.tables import product_guides
from storage.wakeups import note_change

CHANGED: Final = "guides"
"""What `WakeUps.on_change` calls a change of what is said of a product."""


@dataclass(frozen=True, slots=True)
class GuideRow:
    """One thing said of one product; `language` is empty for what is the same in all languages."""

    product_id: str
    field: GuideField
    language: str
    value: str
    staff_id: int
    set_at: datetime


_GUIDE = RowShape(GuideRow, product_guides)
_KEY: Final = ("product_id", "field", "language")


async def of_product(conn: AsyncConnection, product_id: str) -> list[GuideRow]:
    """All that is said of one product: a few rows."""
    return _GUIDE.all(await conn.execute(_OF_PRODUCT, {"product_id": product_id}))


_OF_PRODUCT = select(*_GUIDE.columns).where(
    product_guides.c.product_id == bindparam("product_id")
)  # made once, as each look at a product asks


async def told_of(conn: AsyncConnection, product_ids: Sequence[str]) -> set[str]:
    """Of which of these few products something is said."""
    query = select(product_guides.c.product_id).where(product_guides.c.product_id.in_(product_ids))
    return set((await conn.execute(query.distinct())).scalars())


async def aliases(conn: AsyncConnection) -> dict[str, str]:
    """What else products are called, by their ids, between commas."""
    guide = product_guides.c
    query = select(guide.product_id, guide.value).where(guide.field == GuideField.ALIASES)
    return {product_id: value for product_id, value in await conn.execute(query)}


async def put(conn: AsyncConnection, row: GuideRow) -> None:
    """Says it from now on, instead of what was said before."""
    says = {"value": row.value, "staff_id": row.staff_id, "set_at": row.set_at}
    statement = insert(product_guides).values(
        product_id=row.product_id, field=row.field, language=row.language, **says
    )
    await conn.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=says))
    note_change(conn, CHANGED)


async def remove(conn: AsyncConnection, product_id: str, field: GuideField, language: str) -> None:
    """What the shop knows of the brand holds again."""
    guide = product_guides.c
    await conn.execute(
        delete(product_guides).where(
            guide.product_id == product_id, guide.field == field, guide.language == language
        )
    )
    note_change(conn, CHANGED)
