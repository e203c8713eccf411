"""Baskets: drafts of one customer that are bought together. Their lines are drafts that name them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final, TypedDict, Unpack

from sqlalchemy import Update, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import written
from storage.purchases.drafts import DRAFT, DraftRow, close
from storage.purchases.orders import show_in
from storage.rows import RowShape
from storage.states import DraftState
from storage.tables import baskets, drafts, orders
from storage.wakeups import note_change

CHANGED: Final = "basket_of"
"""What `WakeUps.on_change` calls a change of somebody's basket, with the customer's number."""


@dataclass(frozen=True, slots=True)
class BasketRow:
    """A basket, with all that its table keeps."""

    id: str
    customer_id: int
    state: DraftState
    version: int
    promo_id: int | None
    created_at: datetime
    changed_at: datetime


class LineQuote(TypedDict):
    """What is read live for a line, and its share of the basket's discount."""

    unit_cost_centimes: int
    unit_price_centimes: int
    rule_id: int | None
    price_rule: str | None
    promo_id: int | None
    discount_centimes: int
    stock: int
    quoted_at: datetime


class BasketChanges(TypedDict, total=False):
    """What may change in an open basket besides its lines."""

    promo_id: int | None


_BASKET = RowShape(BasketRow, baskets)
_BASKETS = select(*_BASKET.columns)
_OPEN = baskets.c.state == written(DraftState.OPEN)
# Screens ask both of them all the time: made once.
_OPEN_OF = _BASKETS.where(baskets.c.customer_id == bindparam("customer_id"), _OPEN)
_LINES = (
    select(*DRAFT.columns)
    .where(drafts.c.basket_id == bindparam("basket_id"), drafts.c.state == DraftState.OPEN)
    .order_by(drafts.c.created_at, drafts.c.id)
)


async def open_of(conn: AsyncConnection, customer_id: int) -> BasketRow | None:
    """The customer's open basket, if there is one."""
    return _BASKET.first(await conn.execute(_OPEN_OF, {"customer_id": customer_id}))


async def get(conn: AsyncConnection, basket_id: str, customer_id: int) -> BasketRow | None:
    """The basket, if it is this customer's."""
    query = _BASKETS.where(baskets.c.id == basket_id, baskets.c.customer_id == customer_id)
    return _BASKET.first(await conn.execute(query))


async def add(conn: AsyncConnection, basket_id: str, customer_id: int, *, now: datetime) -> BasketRow:
    """An empty basket. Raises IntegrityError when the customer has one that is open."""
    note_change(conn, CHANGED, str(customer_id))
    row = baskets.insert().values(id=basket_id, customer_id=customer_id, created_at=now, changed_at=now)
    return _BASKET.one(await conn.execute(row.returning(*_BASKET.columns)))


async def lines(conn: AsyncConnection, basket_id: str) -> list[DraftRow]:
    """What an open basket holds, in the order in which it was put in."""
    return DRAFT.all(await conn.execute(_LINES, {"basket_id": basket_id}))


async def count_lines(conn: AsyncConnection, basket_id: str) -> int:
    """How many lines an open basket holds."""
    open_lines = (drafts.c.basket_id == basket_id, drafts.c.state == DraftState.OPEN)
    return (await conn.execute(select(func.count()).where(*open_lines))).scalar_one()


async def put_in(
    conn: AsyncConnection, draft_id: str, line_id: str, basket_id: str, *, at: datetime
) -> DraftRow | None:
    """Puts a line equal to an open draft into a basket, in the place of the draft; None when the draft is not
    open any more. The discount that the draft had is none of the line's. Lines stand in the order of `at`.
    """
    old = await close(conn, draft_id, DraftState.DROPPED, replaced_by=line_id)
    if old is None:
        return None
    changes = {"id": line_id, "basket_id": basket_id, "created_at": at, "replaced_by": None}
    apart = {"state": DraftState.OPEN, "promo_id": None, "discount_centimes": 0}
    row = drafts.insert().values(asdict(old) | changes | apart)
    return DRAFT.one(await conn.execute(row.returning(*DRAFT.columns)))


async def set_quantity(conn: AsyncConnection, line_id: str, quantity: int) -> bool:
    """How many cards a line is for; False when it is not open any more."""
    statement = (
        update(drafts)
        .where(drafts.c.id == line_id, drafts.c.state == DraftState.OPEN)
        .values(quantity=quantity)
        .returning(drafts.c.id)
    )
    return (await conn.execute(statement)).first() is not None


async def quote(conn: AsyncConnection, line_id: str, **quote: Unpack[LineQuote]) -> None:
    """Writes what was read live into a line that is open."""
    await conn.execute(
        update(drafts).where(drafts.c.id == line_id, drafts.c.state == DraftState.OPEN).values(**quote)
    )


async def change(
    conn: AsyncConnection, basket_id: str, *, version: int, now: datetime, **changes: Unpack[BasketChanges]
) -> bool:
    """Something else is shown from now on: the next version of an open basket. False when the basket is not
    open in this version any more.
    """
    statement = (
        update(baskets)
        .where(baskets.c.id == basket_id, baskets.c.state == DraftState.OPEN, baskets.c.version == version)
        .values(version=version + 1, changed_at=now, **changes)
    )
    return await _has_changed(conn, statement)


async def end(conn: AsyncConnection, basket_id: str, state: DraftState) -> bool:
    """Ends an open basket as `BOUGHT` or `DROPPED`, once, and its open lines with it."""
    statement = (
        update(baskets)
        .where(baskets.c.id == basket_id, baskets.c.state == DraftState.OPEN)
        .values(state=state)
    )
    if not await _has_changed(conn, statement):
        return False
    await conn.execute(
        update(drafts)
        .where(drafts.c.basket_id == basket_id, drafts.c.state == DraftState.OPEN)
        .values(state=state)
    )
    return True


async def _has_changed(conn: AsyncConnection, statement: Update) -> bool:
    """Changes one basket; False when there was none to change."""
    customer_id = (await conn.execute(statement.returning(baskets.c.customer_id))).scalar()
    if customer_id is not None:
        note_change(conn, CHANGED, str(customer_id))
    return customer_id is not None


async def empty_old(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Ends open baskets that nobody has changed since that moment, at most `limit`; how many."""
    query = (
        select(baskets.c.id)
        .where(baskets.c.state != written(DraftState.BOUGHT), baskets.c.changed_at < before, _OPEN)
        .order_by(baskets.c.changed_at)
        .limit(limit)
    )
    old = list((await conn.execute(query)).scalars())
    for basket_id in old:
        await end(conn, basket_id, DraftState.DROPPED)
    return len(old)


async def prune(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Removes the oldest emptied baskets from before that moment that no draft names any more, at most
    `limit`; how many.
    """
    some = (
        select(baskets.c.id)
        .where(baskets.c.state != written(DraftState.BOUGHT), baskets.c.changed_at < before)
        .where(~select(drafts.c.id).where(drafts.c.basket_id == baskets.c.id).exists())
        .order_by(baskets.c.changed_at)
        .limit(limit)
    )
    return (await conn.execute(baskets.delete().where(baskets.c.id.in_(some)))).rowcount


async def of_order(conn: AsyncConnection, order_id: int) -> str | None:
    """The basket that an order was bought in, if it was bought in one."""
    return (await conn.execute(_OF_ORDER, {"order_id": order_id})).scalar_one()


_OF_ORDER = select(orders.c.basket_id).where(
    orders.c.id == bindparam("order_id")
)  # made once, as it is asked all the time


async def set_card(conn: AsyncConnection, basket_id: str, message_id: int) -> None:
    """Remembers which message shows the orders of this basket."""
    await show_in(conn, message_id, orders.c.basket_id == basket_id)
