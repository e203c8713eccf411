"""Money that came for an order which then bought nothing: who is told, and that it is in the wallet.

The customer hears how much came and where it is. Staff hear of each receipt that they approved in vain,
because they are who the customer will ask.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.billing.bills import Bill
from bot.shop.billing.outcomes import Outcome
from bot.shop.money import Money
from bot.shop.orders.lifecycle import tell_receipt
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.messages import MessageKind, tell
from storage.money import entries
from storage.money.payment_rows import OrderPaymentRow, PaymentRow
from storage.purchases.orders import OrderRow


async def tell_money(
    conn: AsyncConnection,
    customer_id: int,
    *,
    order_id: int | None,
    payment_id: int | None,
    outcome: Outcome,
    now: datetime,
    came: Collection[PaymentRow] = (),
) -> None:
    """Tells a customer that money came, or why it stays in the wallet, once for each; the order's card shows
    it too.

    `came` are the payments to name together where the news is about an order and not about one payment.
    """
    subject = f"order:{order_id}" if payment_id is None else f"payment:{payment_id}"
    payload = {"payment_id": payment_id, "order_id": order_id, "outcome": outcome}
    if came:
        payload["centimes"] = sum(payment.amount_centimes for payment in came)
    await tell(
        conn,
        key=f"money_came:{subject}",
        chat_id=customer_id,
        kind=MessageKind.MONEY_CAME,
        payload=payload,
        now=now,
    )
    if order_id is not None and payment_id is not None:
        await tell_receipt(conn, order_id=order_id, customer_id=customer_id, now=now)


async def tell_outcome(
    conn: AsyncConnection,
    bill: Bill,
    order: OrderRow,
    outcome: Outcome,
    came: Collection[OrderPaymentRow],
    *,
    now: datetime,
) -> None:
    """Tells the customer what became of an order of a bill that money has come for. How much it was is said
    where it came for nothing else.
    """
    await tell_money(
        conn,
        order.customer_id,
        order_id=order.id,
        payment_id=None,
        outcome=outcome,
        now=now,
        came=came if len(bill.orders) == 1 else (),
    )


async def tell_staff(
    conn: AsyncConnection, alerts: Alerts, order: OrderRow, why: str, came: Collection[OrderPaymentRow]
) -> None:
    """Tells the staff of each payment among `came` that one of them approved: which, for which order, and why
    in vain.
    """
    for payment in came:
        if payment.decided_by is None:
            continue
        wallet = Money(await entries.balance(conn, order.customer_id))
        await alerts.raise_in(
            conn,
            "approved_in_vain",
            matter=str(payment.id),
            payment=payment.id,
            amount=str(Money(payment.amount_centimes).dinars),
            ref=order.ref,
            why=why,
            customer=order.customer_id,
            wallet=str(wallet.dinars),
        )
