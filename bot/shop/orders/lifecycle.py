"""The one function that moves an order, and the moves that several modules share.

What may follow on what, and who moves an order when, stands in `bot.shop.order_status`.

Whoever moves an order calls `move` inside a write transaction, together with the money and messages that
belong to the change. Coming second is not an error: `move` then says None and nothing else may be done.
"""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from typing import Any, Unpack

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.customers import NOBODY, is_made_up
from bot.shop.money import Money
from bot.shop.order_status import FINAL, GAVE_NOTHING, TRANSITIONS, ChangeReason, HeldReason, OrderStatus
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.messages import MessageKind, receipt_key, tell
from bot.shop.prices.rules import paid_back
from storage.chat import messages
from storage.committed_lines import log_once_committed
from storage.goods import promos
from storage.money import entries
from storage.purchases import baskets, order_events, orders
from storage.purchases.orders import OrderChanges, OrderRow
from storage.states import EntryKind

log = structlog.get_logger(__name__)


InTransaction = Callable[[AsyncConnection], Awaitable[object]]
"""What belongs into the transaction of somebody else's change, such as the audit log's line of a staff
member's act.
"""


async def move(
    conn: AsyncConnection,
    order_id: int,
    *,
    expected: Collection[OrderStatus],
    to: OrderStatus,
    why: ChangeReason,
    who: str,
    now: datetime,
    **changes: Unpack[OrderChanges],
) -> OrderRow | None:
    """Moves the order to `to` if its status is one of `expected`; the row after, or None when somebody was
    first.

    Writes the event and the news for the receipt. `due_at` is cleared unless given: then no worker looks any
    more.
    """
    for status in expected:
        if to not in TRANSITIONS[status]:
            raise ValueError(f"no way from {status} to {to}")
    changes.setdefault("due_at", None)
    if to in FINAL:
        changes.setdefault("finished_at", now)
    moved = await orders.move(conn, order_id, expected=expected, to=to, status_at=now, **changes)
    if moved is None:
        return None
    before, row = moved
    if to in GAVE_NOTHING:
        await promos.release(conn, order_id, now)
    await order_events.add(
        conn, order_id=order_id, from_status=before, to_status=to, at=now, why=why, who=who
    )
    await tell_receipt_of(conn, row, now=now)
    return row


async def tell_receipt(conn: AsyncConnection, *, order_id: int, customer_id: int, now: datetime) -> None:
    """Says that the receipt has news; the orders of a basket share one."""
    if _is_somebody(customer_id):
        basket_id = await baskets.of_order(conn, order_id)
        await _renew_receipt(conn, order_id, basket_id, customer_id=customer_id, now=now)


async def tell_receipt_of(conn: AsyncConnection, order: OrderRow, *, now: datetime) -> None:
    """The same, for who has the order's row."""
    if _is_somebody(order.customer_id):
        await _renew_receipt(conn, order.id, order.basket_id, customer_id=order.customer_id, now=now)


def _is_somebody(customer_id: int) -> bool:
    return customer_id != NOBODY and not is_made_up(customer_id)


async def _renew_receipt(
    conn: AsyncConnection, order_id: int, basket_id: str | None, *, customer_id: int, now: datetime
) -> None:
    await messages.renew(
        conn,
        key=receipt_key(order_id, basket_id),
        chat_id=customer_id,
        kind=MessageKind.RECEIPT,
        payload=_payload(order_id, basket_id),
        now=now,
    )


def receipt_payload(order: OrderRow) -> dict[str, Any]:
    """Which receipt shows the order: its own, or that of its basket."""
    return _payload(order.id, order.basket_id)


def _payload(order_id: int, basket_id: str | None) -> dict[str, Any]:
    return {"order_id": order_id} if basket_id is None else {"basket_id": basket_id}


def supplier_number(order: OrderRow) -> str:
    """By which number the supplier knows the order. Raises ValueError when it has not taken it."""
    if order.supplier_order_id is None:
        raise ValueError(f"order {order.ref} has no number at the supplier")
    return order.supplier_order_id


def taken_at(order: OrderRow) -> datetime:
    """When the supplier took the order. Raises ValueError when it has not."""
    if order.placed_at is None:
        raise ValueError(f"order {order.ref} was not taken by the supplier")
    return order.placed_at


def paid_for(order: OrderRow) -> Money:
    """What is to be paid for the whole order."""
    return Money(order.unit_price_centimes * order.quantity - order.discount_centimes)


def price_of(order: OrderRow, *, cards: int) -> Money:
    """What was paid for so many unfilled cards of the order, its discount shared among all of them."""
    return paid_back(paid_for(order), cards=cards, of=order.quantity)


async def take_price(conn: AsyncConnection, order: OrderRow, *, who: str, now: datetime) -> None:
    """Takes an order's whole price out of the wallet, once for each order. Raises IntegrityError when it is
    not there.
    """
    total = paid_for(order)
    if not total:
        return  # a wallet has no empty entries
    await entries.add(
        conn,
        customer_id=order.customer_id,
        kind=EntryKind.PURCHASE,
        subject=f"order:{order.id}",
        centimes=-total.centimes,
        at=now,
        who=who,
        note=order.ref,
    )


async def give_back(conn: AsyncConnection, order: OrderRow, *, cards: int, who: str, now: datetime) -> Money:
    """Refunds what was paid for so many cards to the wallet, once for each order; the amount."""
    amount = price_of(order, cards=cards)
    if not amount:
        return amount  # given away by a promo code: nothing was paid, and a wallet has no empty entries
    await entries.add(
        conn,
        customer_id=order.customer_id,
        kind=EntryKind.REFUND,
        subject=f"order:{order.id}",
        centimes=amount.centimes,
        at=now,
        who=who,
        note=order.ref,
    )
    return amount


async def end_without_cards(
    conn: AsyncConnection,
    order_id: int,
    *,
    expected: Collection[OrderStatus],
    to: OrderStatus,
    why: ChangeReason,
    who: str,
    now: datetime,
    **changes: Unpack[OrderChanges],
) -> bool:
    """Ends an order that brought nothing: the whole price goes back to the wallet and the customer is told
    why.
    """
    order = await orders.get(conn, order_id)
    changes["refunded_centimes"] = paid_for(order).centimes
    changes["held_reason"] = None
    row = await move(
        conn,
        order_id,
        expected=expected,
        to=to,
        why=why,
        who=who,
        now=now,
        **changes,
    )
    if row is None:
        return False
    await give_back(conn, row, cards=row.quantity, who=who, now=now)
    await tell_ended(conn, row, now=now)
    return True


async def hold(
    conn: AsyncConnection,
    alerts: Alerts,
    order: OrderRow,
    reason: HeldReason,
    *,
    expected: OrderStatus,
    who: str,
    now: datetime,
) -> None:
    """Leaves an order to a person: nothing moves by itself any more, and the staff hear of it each time
    anew.
    """
    row = await move(
        conn,
        order.id,
        expected=[expected],
        to=OrderStatus.NEEDS_REVIEW,
        why=ChangeReason.HELD,
        who=who,
        now=now,
        held_reason=reason,
    )
    if row is not None:
        _log_held(conn, order, reason, who)
        # Who looked again must hear that it did not help.
        each_time = timedelta(0)
        await alerts.raise_in(
            conn, "order_held", matter=order.ref, quiet=each_time, ref=order.ref, why=reason
        )


def _log_held(conn: AsyncConnection, order: OrderRow, reason: HeldReason, who: str) -> None:
    facts = {"order": order.ref, "person": order.customer_id, "reason": reason, "who": who}
    log_once_committed(conn, log.warning, "order held", **facts)


def would_lose(order: OrderRow, cost: Money) -> bool:
    """Whether cards at this cost are more than was paid for them, and more than they cost when that was
    agreed.

    The merchant may have sold below cost on purpose, or decided to buy at a loss: then that cost was agreed.
    """
    agreed: Money = Money(order.unit_cost_centimes) * order.quantity
    return bool(cost * order.quantity > max(paid_for(order), agreed))


async def hold_dearer(
    conn: AsyncConnection, alerts: Alerts, order: OrderRow, cost: Money, *, who: str, now: datetime
) -> bool:
    """Leaves a paid order to a person because the supplier asks more than was paid; False when somebody was
    first.

    The order keeps its money and now names the cost of this moment, so that staff see the loss they would
    agree to.
    """
    row = await move(
        conn,
        order.id,
        expected=[OrderStatus.PAID],
        to=OrderStatus.NEEDS_REVIEW,
        why=ChangeReason.HELD,
        who=who,
        now=now,
        held_reason=HeldReason.DEARER,
        unit_cost_centimes=cost.centimes,
    )
    if row is None:
        return False
    _log_held(conn, order, HeldReason.DEARER, who)
    await alerts.raise_in(
        conn,
        "order_dearer",
        matter=order.ref,
        quiet=timedelta(0),
        ref=order.ref,
        price=str(paid_for(order).dinars),
        cost=str((cost * order.quantity).dinars),
    )
    return True


async def tell_ended(conn: AsyncConnection, order: OrderRow, *, now: datetime) -> None:
    """Pushes that an order has ended otherwise than wished."""
    await tell(
        conn,
        key=f"order_ended:{order.id}",
        chat_id=order.customer_id,
        kind=MessageKind.ORDER_ENDED,
        payload={"order_id": order.id},
        now=now,
    )
