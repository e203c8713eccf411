"""Calls of `placeOrder`: written before they leave, so that a crash or a lost answer leaves evidence."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypedDict, Unpack

from sqlalchemy import and_, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.house import processes
from storage.rows import RowShape, in_parts
from storage.states import AttemptState, OrderStatus
from storage.tables import attempts, orders


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One call of `placeOrder`, with all that its table keeps."""

    id: int
    order_id: int
    ref: str
    ref_sent: int
    product_id: str
    type_id: str
    quantity: int
    unit_cost_centimes: int
    sent_at: datetime
    state: AttemptState
    supplier_order_id: str | None
    settled_at: datetime | None
    error_code: str | None
    request_id: str | None
    claimed_by: str | None


ATTEMPT = RowShape(AttemptRow, attempts)
_ATTEMPTS = select(*ATTEMPT.columns)
IN_THE_AIR: Final = and_(
    attempts.c.settled_at.is_(None), attempts.c.state.in_([AttemptState.SENDING, AttemptState.UNKNOWN])
)
"""Sent, and not settled. What is settled has its moment: that leads to the few that are not."""


class NewAttempt(TypedDict):
    """What is known before the call leaves."""

    order_id: int
    ref: str
    ref_sent: int
    product_id: str
    type_id: str
    quantity: int
    unit_cost_centimes: int
    sent_at: datetime
    state: AttemptState
    claimed_by: str


class AttemptChanges(TypedDict, total=False):
    """What an answer, or the evidence, says of a call."""

    supplier_order_id: str | None
    settled_at: datetime | None
    error_code: str | None
    request_id: str | None


async def add(conn: AsyncConnection, **columns: Unpack[NewAttempt]) -> int:
    """Adds an attempt; its id. Raises IntegrityError while the order has one that is not settled."""
    return (await conn.execute(_ADD, dict(columns))).scalar_one()


async def settle(
    conn: AsyncConnection,
    attempt_id: int,
    *,
    expected: Collection[AttemptState],
    state: AttemptState,
    **changes: Unpack[AttemptChanges],
) -> bool:
    """Writes how it ended, if it is still in one of the `expected` states; True when this call did it."""
    its = {"attempt_id": attempt_id, "expected": list(expected), "state": state}
    return (await conn.execute(_SETTLE, {**its, **changes})).first() is not None


async def of_order(conn: AsyncConnection, order_id: int) -> list[AttemptRow]:
    """An order's attempts, oldest first."""
    return ATTEMPT.all(await conn.execute(_OF_ORDER, {"order_id": order_id}))


async def unattended(conn: AsyncConnection, process_id: str, *, without: Collection[int]) -> list[AttemptRow]:
    """Calls whose answer no other process that lives waits for, but those for the orders in `without`; in the
    order they were sent.
    """
    asked = {"process_id": process_id, "without": list(without)}
    return ATTEMPT.all(await conn.execute(_UNATTENDED, asked))


# The placer asks most of these all the time: made once, a statement takes a sixth of the time.
_UNATTENDED = _ATTEMPTS.where(
    IN_THE_AIR,
    attempts.c.state == AttemptState.SENDING,
    processes.free(attempts.c.claimed_by, for_=bindparam("process_id")),
    attempts.c.order_id.not_in(bindparam("without", type_=attempts.c.order_id.type, expanding=True)),
).order_by(attempts.c.sent_at, attempts.c.id)
_ADD = attempts.insert().returning(attempts.c.id)
_SETTLE = (
    update(attempts)
    .where(
        attempts.c.id == bindparam("attempt_id"),
        attempts.c.state.in_(bindparam("expected", type_=attempts.c.state.type, expanding=True)),
    )
    .returning(attempts.c.id)
)
_OF_ORDER = _ATTEMPTS.where(attempts.c.order_id == bindparam("order_id")).order_by(attempts.c.id)
_OPEN_OF = (
    select(attempts.c.id)
    .join(orders, orders.c.id == attempts.c.order_id)
    .where(IN_THE_AIR, orders.c.status.in_(bindparam("statuses", type_=orders.c.status.type, expanding=True)))
)
_IN_THE_AIR_FOR = _ATTEMPTS.where(
    IN_THE_AIR, *(attempts.c[name] == bindparam(name) for name in ("product_id", "type_id", "quantity"))
).order_by(attempts.c.sent_at, attempts.c.id)
_KNOWN = select(attempts.c.supplier_order_id).where(
    attempts.c.supplier_order_id.in_(
        bindparam("supplier_order_ids", type_=attempts.c.supplier_order_id.type, expanding=True)
    )
)
_NEWEST_ID = select(func.coalesce(func.max(attempts.c.id), 0))


async def newest_id(conn: AsyncConnection) -> int:
    """The id of the newest attempt; 0 before the first. Ids are handed out by whoever holds the write lock:
    they grow.
    """
    return (await conn.execute(_NEWEST_ID)).scalar_one()


async def open_of(conn: AsyncConnection, statuses: Collection[OrderStatus]) -> frozenset[int]:
    """Attempts without an answer whose orders are in these statuses."""
    return frozenset((await conn.execute(_OPEN_OF, {"statuses": list(statuses)})).scalars())


async def in_the_air_for(
    conn: AsyncConnection, *, product_id: str, type_id: str, quantity: int
) -> list[AttemptRow]:
    """Attempts for exactly these goods that are not settled, in the order they were sent."""
    goods = {"product_id": product_id, "type_id": type_id, "quantity": quantity}
    return ATTEMPT.all(await conn.execute(_IN_THE_AIR_FOR, goods))


async def absent_since(conn: AsyncConnection, since: datetime) -> list[AttemptRow]:
    """Attempts that were called absent, or given up by staff, after that moment."""
    gone = attempts.c.state.in_([AttemptState.ABSENT, AttemptState.DEBITED, AttemptState.GIVEN_UP])
    query = _ATTEMPTS.where(gone, attempts.c.settled_at >= since)
    return ATTEMPT.all(await conn.execute(query))


async def known_supplier_ids(conn: AsyncConnection, supplier_order_ids: Collection[str]) -> frozenset[str]:
    """Those of the supplier's order ids that belong to an attempt of ours."""
    known: set[str] = set()
    for some in in_parts(supplier_order_ids):
        known.update((await conn.execute(_KNOWN, {"supplier_order_ids": some})).scalars())
    return frozenset(known)
