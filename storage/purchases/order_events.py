"""The events of orders: each change of status with when, why and by whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import RowShape
from storage.states import ChangeReason, OrderStatus
from storage.tables import order_events
from storage.tallies import Counted, tally


@dataclass(frozen=True, slots=True)
class EventRow:
    """One change of an order's status: when, why, and who did it."""

    order_id: int
    from_status: OrderStatus | None
    to_status: OrderStatus
    at: datetime
    why: ChangeReason
    who: str


_EVENT = RowShape(EventRow, order_events)


async def add(
    conn: AsyncConnection,
    *,
    order_id: int,
    from_status: OrderStatus | None,
    to_status: OrderStatus,
    at: datetime,
    why: ChangeReason,
    who: str,
) -> None:
    """Adds one line to an order's history."""
    tally(conn, Counted.ORDER_MOVED, to_status)
    event = {"order_id": order_id, "from_status": from_status, "to_status": to_status}
    await conn.execute(_ADD, event | {"at": at, "why": why, "who": who})


_ADD = order_events.insert()  # made once, as it is executed all the time


async def of_orders(conn: AsyncConnection, order_ids: Collection[int]) -> list[EventRow]:
    """The events of these orders, oldest first."""
    return _EVENT.all(await conn.execute(_EVENTS, {"order_ids": list(order_ids)}))


_EVENTS = (
    select(*_EVENT.columns)
    .where(
        order_events.c.order_id.in_(
            bindparam("order_ids", type_=order_events.c.order_id.type, expanding=True)
        )
    )
    .order_by(order_events.c.id)
)  # made once, as it is asked all the time


async def paid_at(conn: AsyncConnection, order_id: int) -> datetime:
    """When the order was paid, or when staff released it again after they had held it; it must have been.

    Going back to the queue for another attempt does not count.
    """
    return (await conn.execute(_PAID_AT, {"order_id": order_id})).scalar_one()


_PAID_AT = select(func.max(order_events.c.at)).where(
    order_events.c.order_id == bindparam("order_id"),
    order_events.c.to_status == OrderStatus.PAID,
    order_events.c.from_status.is_distinct_from(OrderStatus.PLACING),
)  # made once, as it is asked all the time
