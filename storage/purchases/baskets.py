"""Baskets: drafts of one customer that are bought together. Their lines are drafts that name them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, TypedDict, Unpack

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate

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
# Made once: screens and buttons ask them all the time.
_OPEN_OF = _BASKETS.where(baskets.c.customer_id == bindparam("customer_id"), _OPEN)
_THIS = baskets.c.id == bindparam("basket_id")
_OF_CUSTOMER = _BASKETS.where(_THIS, baskets.c.customer_id == bindparam("customer_id"))
_LINE_IS_OPEN = drafts.c.state == DraftState.OPEN
_OPEN_LINES = (drafts.c.basket_id == bindparam("basket_id"), _LINE_IS_OPEN)
_LINES = select(*DRAFT.columns).where(*_OPEN_LINES).order_by(drafts.c.created_at, drafts.c.id)
_COUNT_LINES = select(func.count()).where(*_OPEN_LINES)
_ADD_LINE = drafts.insert().returning(*DRAFT.columns)
_CHANGE_LINE = update(drafts).where(drafts.c.id == bindparam("line_id"), _LINE_IS_OPEN).returning(drafts.c.id)
_END = update(baskets).where(_THIS, baskets.c.state == DraftState.OPEN).returning(baskets.c.customer_id)
_CHANGE = _END.where(baskets.c.version == bindparam("shown"))
_END_LINES = update(drafts).where(drafts.c.basket_id == bindparam("whose"), _LINE_IS_OPEN)


async def open_of(conn: AsyncConnection, customer_id: int) -> BasketRow | None:
    """The customer's open basket, if there is one."""
    return _BASKET.first(await conn.execute(_OPEN_OF, {"customer_id": customer_id}))


async def get(conn: AsyncConnection, basket_id: str, customer_id: int) -> BasketRow | None:
    """The basket, if it is this customer's."""
    return _BASKET.first(
        await conn.execute(_OF_CUSTOMER, {"basket_id": basket_id, "customer_id": customer_id})
    )


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
    return (await conn.execute(_COUNT_LINES, {"basket_id": basket_id})).scalar_one()


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
    return DRAFT.one(await conn.execute(_ADD_LINE, asdict(old) | changes | apart))


async def set_quantity(conn: AsyncConnection, line_id: str, quantity: int) -> bool:
    """How many cards a line is for; False when it is not open any more."""
    changed = await conn.execute(_CHANGE_LINE, {"line_id": line_id, "quantity": quantity})
    return changed.first() is not None


async def quote(conn: AsyncConnection, line_id: str, **quote: Unpack[LineQuote]) -> None:
    """Writes what was read live into a line that is open."""
    await conn.execute(_CHANGE_LINE, {"line_id": line_id, **quote})


async def change(
    conn: AsyncConnection, basket_id: str, *, version: int, now: datetime, **changes: Unpack[BasketChanges]
) -> bool:
    """Something else is shown from now on: the next version of an open basket. False when the basket is not
    open in this version any more.
    """
    asked = {"basket_id": basket_id, "shown": version, "version": version + 1, "changed_at": now, **changes}
    return await _has_changed(conn, _CHANGE, asked)


async def end(conn: AsyncConnection, basket_id: str, state: DraftState) -> bool:
    """Ends an open basket as `BOUGHT` or `DROPPED`, once, and its open lines with it."""
    if not await _has_changed(conn, _END, {"basket_id": basket_id, "state": state}):
        return False
    await conn.execute(_END_LINES, {"whose": basket_id, "state": state})
    return True


async def _has_changed(conn: AsyncConnection, statement: ReturningUpdate[Any], asked: dict[str, Any]) -> bool:
    """Changes one basket; False when there was none to change."""
    customer_id = (await conn.execute(statement, asked)).scalar()
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
