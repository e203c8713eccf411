"""Orders and their events. Each change of status is one guarded UPDATE with its event; the rules are in
`bot.shop`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NotRequired, TypedDict, Unpack

from sqlalchemy import ColumnElement, Integer, bindparam, case, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp, brought_forward
from storage.rows import RowShape
from storage.states import HeldReason, OrderStatus
from storage.tables import orders
from storage.wakeups import Work, note, note_change

CHANGED: Final = "orders_of"
"""What `WakeUps.on_change` calls a change of somebody's orders, with the customer's number."""

_WORK = {
    OrderStatus.AWAITING_PAYMENT: Work.PAYMENTS_UNDER_WAY,
    OrderStatus.PAID: Work.ORDERS_TO_PLACE,
    OrderStatus.PROCESSING: Work.ORDERS_TO_TRACK,
    OrderStatus.UNKNOWN: Work.LOST_ORDERS,
}
"""What there is to do for an order that comes to such a status; the others wait for nobody, or for a
person.
"""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order, with all that its table keeps."""

    id: int
    ref: str
    customer_id: int
    draft_id: str
    status: OrderStatus
    product_id: str
    product_title: str
    region: str | None
    type_id: str
    type_name: str
    quantity: int
    unit_cost_centimes: int
    unit_price_centimes: int
    supplier_order_id: str | None
    fulfilled_quantity: int
    charged_centimes: int | None
    refunded_centimes: int
    held_reason: HeldReason | None
    created_at: datetime
    status_at: datetime
    placed_at: datetime | None
    finished_at: datetime | None
    delivered_at: datetime | None
    due_at: datetime | None
    checks: int
    receipt_message_id: int | None
    rule_id: int | None
    price_rule: str | None
    promo_id: int | None
    discount_centimes: int
    pay_by: datetime | None
    basket_id: str | None


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """An order that the supplier took, with what can be compared with the supplier's account.

    Whoever selects it asks for the supplier's number and `placed_at` to be there.
    """

    id: int
    ref: str
    status: OrderStatus
    supplier_order_id: str
    quantity: int
    fulfilled_quantity: int
    unit_cost_centimes: int
    charged_centimes: int | None
    placed_at: datetime
    finished_at: datetime | None


ORDER = RowShape(OrderRow, orders)
PLACED = RowShape(
    PlacedRow, orders, supplier_order_id=orders.c.supplier_order_id, placed_at=orders.c.placed_at
)
_ORDERS = select(*ORDER.columns)
# Made once, as they are executed all the time.
_BY_ID = _ORDERS.where(orders.c.id == bindparam("order_id"))
_BY_REF = _ORDERS.where(orders.c.ref == bindparam("ref"))
_BY_DRAFT = _ORDERS.where(orders.c.draft_id == bindparam("draft_id"))
_ADD = orders.insert().returning(orders.c.id)
_MOVE = (
    update(orders)
    .where(orders.c.id == bindparam("order_id"), orders.c.status == bindparam("before"))
    .returning(*ORDER.columns)
)
_RESCHEDULE = (
    update(orders)
    .where(orders.c.id == bindparam("order_id"), orders.c.status == bindparam("before"))
    .values(checks=orders.c.checks + 1)
)
_SET_DELIVERED = update(orders).where(orders.c.id == bindparam("order_id"), orders.c.delivered_at.is_(None))
OPEN: Final = orders.c.finished_at.is_(None)
"""Not in a final status. Whoever asks for orders in statuses that are not final says this too: it leads to an
index of the few that are open.
"""


class NewOrder(TypedDict):
    """What an order begins with."""

    ref: str
    customer_id: int
    draft_id: str
    status: OrderStatus
    product_id: str
    product_title: str
    region: str | None
    type_id: str
    type_name: str
    quantity: int
    unit_cost_centimes: int
    unit_price_centimes: int
    rule_id: int | None
    price_rule: str | None
    promo_id: int | None
    discount_centimes: int
    created_at: datetime
    status_at: datetime
    due_at: datetime | None
    pay_by: datetime | None
    receipt_message_id: int | None
    basket_id: NotRequired[str | None]


class OrderChanges(TypedDict, total=False):
    """What may change together with an order's status."""

    unit_cost_centimes: int
    supplier_order_id: str | None
    fulfilled_quantity: int
    charged_centimes: int | None
    refunded_centimes: int
    held_reason: HeldReason | None
    placed_at: datetime | None
    finished_at: datetime | None
    due_at: datetime | None
    checks: int
    pay_by: datetime | None


async def add(conn: AsyncConnection, **columns: Unpack[NewOrder]) -> int:
    """Adds an order; its id. Raises IntegrityError when the ref or the draft is taken."""
    _note_work(conn, columns["status"])
    note_change(conn, CHANGED, str(columns["customer_id"]))
    return (await conn.execute(_ADD, dict(columns))).scalar_one()


def _note_work(conn: AsyncConnection, status: OrderStatus) -> None:
    if (work := _WORK.get(status)) is not None:
        note(conn, work)


async def get(conn: AsyncConnection, order_id: int) -> OrderRow:
    """One order by its id. Raises NoResultFound."""
    return ORDER.one(await conn.execute(_BY_ID, {"order_id": order_id}))


async def find(conn: AsyncConnection, order_id: int) -> OrderRow | None:
    """The order with that id, if there is one."""
    return ORDER.first(await conn.execute(_BY_ID, {"order_id": order_id}))


async def by_ref(conn: AsyncConnection, ref: str) -> OrderRow | None:
    """One order by its ref."""
    return ORDER.first(await conn.execute(_BY_REF, {"ref": ref}))


async def by_draft(conn: AsyncConnection, draft_id: str) -> OrderRow | None:
    """The order that a Buy button made."""
    return ORDER.first(await conn.execute(_BY_DRAFT, {"draft_id": draft_id}))


async def move(
    conn: AsyncConnection,
    order_id: int,
    *,
    expected: Collection[OrderStatus],
    to: OrderStatus,
    status_at: datetime,
    **changes: Unpack[OrderChanges],
) -> tuple[OrderStatus, OrderRow] | None:
    """Changes the status if it is one of `expected`: (the status before, the row now), or None when somebody
    was first.
    """
    before = (await conn.execute(_STATUS, {"order_id": order_id})).scalar_one()
    if before not in expected:
        return None
    moved = {"order_id": order_id, "before": before, "status": to, "status_at": status_at}
    row = ORDER.first(await conn.execute(_MOVE, {**moved, **changes}))
    if row is None:
        return None
    _note_work(conn, to)
    note_change(conn, CHANGED, str(row.customer_id))
    return before, row


async def reschedule(conn: AsyncConnection, order_id: int, *, status: OrderStatus, due_at: datetime) -> None:
    """When a worker looks again, if the order still has that status; counts the look."""
    await conn.execute(_RESCHEDULE, {"order_id": order_id, "before": status, "due_at": due_at})


async def postpone(
    conn: AsyncConnection, order_id: int, *, status: OrderStatus, due_at: datetime | None, wakes: bool = True
) -> None:
    """As `reschedule`, when the look came to nothing and does not count. None: no worker needs to look any
    more.

    Without `wakes` the worker of that status is not woken: for the worker itself, whose pause must not be cut
    short.
    """
    await conn.execute(
        update(orders).where(orders.c.id == order_id, orders.c.status == status).values(due_at=due_at)
    )
    if wakes:
        _note_work(conn, status)


async def bring_forward(conn: AsyncConnection, *, by: timedelta, now: datetime) -> None:
    """Has every order that a worker looks at later looked at so much earlier, but not before `now`."""
    due_at = brought_forward(orders.c.due_at, by=by, now=now)
    await conn.execute(
        update(orders).where(OPEN, orders.c.status.in_(_WORK), orders.c.due_at > now).values(due_at=due_at)
    )
    note(conn, *_WORK.values())


async def give(conn: AsyncConnection, order_id: int, *, from_: int, to: int) -> bool:
    """Makes it somebody else's; False when it is not that customer's (any more)."""
    for customer_id in (from_, to):
        note_change(conn, CHANGED, str(customer_id))
    mine = orders.c.id == order_id, orders.c.customer_id == from_
    return bool((await conn.execute(update(orders).where(*mine).values(customer_id=to))).rowcount)


async def add_refund(
    conn: AsyncConnection, order_id: int, *, centimes: int, statuses: Collection[OrderStatus]
) -> OrderRow | None:
    """Counts more money as given back, never beyond what was paid; the row after, or None when it would be or
    may not.
    """
    paid = orders.c.quantity * orders.c.unit_price_centimes - orders.c.discount_centimes
    statement = (
        update(orders)
        .where(orders.c.id == order_id, orders.c.status.in_(statuses))
        .where(orders.c.refunded_centimes + centimes <= paid)
        .values(refunded_centimes=orders.c.refunded_centimes + centimes)
        .returning(*ORDER.columns)
    )
    return ORDER.first(await conn.execute(statement))


async def wait_for_payment(
    conn: AsyncConnection, order_ids: Collection[int], *, until: datetime | None
) -> None:
    """Until when unpaid orders wait; None: as long as their money is being looked into. An earlier look stays
    due.
    """
    early = orders.c.due_at < orders.c.pay_by
    due: ColumnElement[Any] = case((early, orders.c.due_at))
    if until is not None:
        due = func.coalesce(orders.c.due_at, literal(until, Timestamp))
    await conn.execute(
        update(orders)
        .where(orders.c.id.in_(order_ids), orders.c.status == OrderStatus.AWAITING_PAYMENT)
        .values(pay_by=until, due_at=due)
    )
    note(conn, Work.PAYMENTS_UNDER_WAY)


async def set_receipt(conn: AsyncConnection, order_id: int, message_id: int) -> None:
    """Remembers which message shows this order."""
    await show_in(conn, message_id, orders.c.id == order_id)


async def show_in(conn: AsyncConnection, message_id: int, *which: ColumnElement[bool]) -> None:
    """Remembers which message shows these orders."""
    statement = update(orders).where(*which).values(receipt_message_id=message_id)
    for customer_id in set((await conn.execute(statement.returning(orders.c.customer_id))).scalars()):
        note_change(conn, CHANGED, str(customer_id))


async def set_delivered(conn: AsyncConnection, order_id: int, at: datetime) -> bool:
    """Remembers when an order's codes had all arrived, or the link of a gift; False when it had before."""
    delivered = {"order_id": order_id, "delivered_at": at}
    return bool((await conn.execute(_SET_DELIVERED, delivered)).rowcount)


_STATUS = select(orders.c.status).where(orders.c.id == bindparam("order_id"))

# Workers ask these all the time: made once, a statement takes a sixth of the time.
_OF_STATUS = orders.c.status.in_(bindparam("statuses", type_=orders.c.status.type, expanding=True))
_LEFT_OUT = orders.c.id.not_in(bindparam("without", type_=orders.c.id.type, expanding=True))
_DUE = (
    _ORDERS.where(OPEN, _OF_STATUS, orders.c.due_at <= bindparam("now"), _LEFT_OUT)
    .order_by(orders.c.due_at)
    .limit(bindparam("limit", type_=Integer))
)
_NEXT_DUE = select(func.min(orders.c.due_at)).where(OPEN, _OF_STATUS, _LEFT_OUT)
_NEXT_DUE_AFTER = _NEXT_DUE.where(orders.c.due_at > bindparam("after"))


async def due(
    conn: AsyncConnection,
    statuses: Collection[OrderStatus],
    now: datetime,
    limit: int,
    *,
    without: Collection[int] = (),
) -> list[OrderRow]:
    """Orders in these statuses whose time has come, longest waiting first; none of those in `without`."""
    asked = {"statuses": list(statuses), "now": now, "without": list(without), "limit": limit}
    return ORDER.all(await conn.execute(_DUE, asked))


async def next_due(
    conn: AsyncConnection,
    statuses: Collection[OrderStatus],
    *,
    after: datetime | None = None,
    without: Collection[int] = (),
) -> datetime | None:
    """When the next order in these statuses wants a look; with `after`, of those that do not want it yet.

    The orders in `without` do not count.
    """
    asked = {"statuses": list(statuses), "without": list(without), "after": after}
    return (await conn.execute(_NEXT_DUE if after is None else _NEXT_DUE_AFTER, asked)).scalar()
