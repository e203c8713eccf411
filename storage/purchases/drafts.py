"""Choices on their way to an order. A draft's id is the single-use token behind its Buy button."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import written
from storage.rows import RowShape
from storage.states import DraftState
from storage.tables import drafts


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft, with all that its table keeps."""

    id: str
    customer_id: int
    product_id: str
    product_title: str
    region: str | None
    category: str
    type_id: str
    type_name: str
    quantity: int | None
    unit_cost_centimes: int
    unit_price_centimes: int
    stock: int
    created_at: datetime
    quoted_at: datetime
    state: DraftState
    message_id: int | None
    replaced_by: str | None
    rule_id: int | None
    price_rule: str | None
    promo_id: int | None
    discount_centimes: int
    basket_id: str | None
    greeting: str | None


DRAFT = RowShape(DraftRow, drafts)
_DRAFTS = select(*DRAFT.columns)
# Made once, as they are executed all the time.
_OF_CUSTOMER = _DRAFTS.where(
    drafts.c.id == bindparam("draft_id"), drafts.c.customer_id == bindparam("customer_id")
)
_ADD = drafts.insert()
_CHANGE_OPEN = (
    update(drafts)
    .where(drafts.c.id == bindparam("draft_id"), drafts.c.state == DraftState.OPEN)
    .returning(*DRAFT.columns)
)


class NewDraft(TypedDict):
    """What a draft begins with."""

    id: str
    customer_id: int
    product_id: str
    product_title: str
    region: str | None
    category: str
    type_id: str
    type_name: str
    unit_cost_centimes: int
    unit_price_centimes: int
    rule_id: int | None
    price_rule: str | None
    stock: int
    created_at: datetime
    quoted_at: datetime
    message_id: int | None


class DraftQuote(TypedDict):
    """What is read live for a quantity."""

    quantity: int
    unit_cost_centimes: int
    unit_price_centimes: int
    rule_id: int | None
    price_rule: str | None
    promo_id: int | None
    discount_centimes: int
    stock: int
    created_at: datetime
    quoted_at: datetime
    message_id: int | None


class DraftChanges(TypedDict, total=False):
    """A quote, or parts of one; `created_at` decides which draft is the newest."""

    quantity: int
    unit_cost_centimes: int
    unit_price_centimes: int
    rule_id: int | None
    price_rule: str | None
    promo_id: int | None
    discount_centimes: int
    stock: int
    created_at: datetime
    quoted_at: datetime
    message_id: int | None
    greeting: str | None


async def add(conn: AsyncConnection, **columns: Unpack[NewDraft]) -> None:
    """Adds one draft."""
    await conn.execute(_ADD, dict(columns))


async def get(conn: AsyncConnection, draft_id: str, customer_id: int) -> DraftRow | None:
    """The draft, if it is this customer's."""
    its = {"draft_id": draft_id, "customer_id": customer_id}
    return DRAFT.first(await conn.execute(_OF_CUSTOMER, its))


async def latest_open(conn: AsyncConnection, customer_id: int) -> DraftRow | None:
    """The customer's newest open draft that is in no basket: what a typed quantity is meant for."""
    query = (
        _DRAFTS.where(drafts.c.customer_id == customer_id, drafts.c.state == DraftState.OPEN)
        .where(drafts.c.basket_id.is_(None))
        .order_by(drafts.c.created_at.desc())
        .limit(1)
    )
    return DRAFT.first(await conn.execute(query))


async def quote(conn: AsyncConnection, draft_id: str, **changes: Unpack[DraftChanges]) -> DraftRow | None:
    """Writes what was read live (stock, cost, price, quantity) into an open draft; None when it is not open
    any more.
    """
    return DRAFT.first(await conn.execute(_CHANGE_OPEN, {"draft_id": draft_id, **changes}))


async def replace(
    conn: AsyncConnection, draft_id: str, new_id: str, **changes: Unpack[DraftQuote]
) -> DraftRow | None:
    """Puts a new draft, equal but for `changes`, in the place of an open one; None when it is not open any
    more.
    """
    old = await close(conn, draft_id, DraftState.DROPPED, replaced_by=new_id)
    if old is None:
        return None
    new = asdict(old) | {"id": new_id, "state": DraftState.OPEN, "replaced_by": None} | changes
    return DRAFT.one(await conn.execute(_ADD.returning(*DRAFT.columns), new))


async def close(
    conn: AsyncConnection, draft_id: str, state: DraftState, *, replaced_by: str | None = None
) -> DraftRow | None:
    """Ends an open draft as `BOUGHT` or `DROPPED`, once."""
    changes = {"state": state, "replaced_by": replaced_by}
    return DRAFT.first(await conn.execute(_CHANGE_OPEN, {"draft_id": draft_id, **changes}))


async def give(conn: AsyncConnection, draft_id: str, *, to: int) -> None:
    """Makes it somebody else's, with the order that was made of it."""
    await conn.execute(update(drafts).where(drafts.c.id == draft_id).values(customer_id=to))


async def prune(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Removes the oldest unbought drafts from before that moment, at most `limit`; how many."""
    some = (
        select(drafts.c.id)
        .where(drafts.c.state != written(DraftState.BOUGHT), drafts.c.created_at < before)
        .order_by(drafts.c.created_at)
        .limit(limit)
    )
    return (await conn.execute(drafts.delete().where(drafts.c.id.in_(some)))).rowcount
