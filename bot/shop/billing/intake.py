"""Money coming in: what a payment that comes does. All payment methods end here.

A payment is recorded once (method and the payer's own charge id are unique) and only ever ends as a wallet
credit. When it was asked for an order, credit, debit and the order's next step are one transaction. One that
nobody can match is kept and told to the staff; none is dropped.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.availability import Looks
from bot.shop.billing.bills import outcome_of
from bot.shop.billing.outcomes import Outcome, PaymentOutcome
from bot.shop.billing.requests import tell_request
from bot.shop.billing.unbought import tell_money, tell_staff
from bot.shop.billing.waiting_orders import WaitingOrders
from bot.shop.customers import is_made_up
from bot.shop.errors import (
    AlreadyDecidedError,
)
from bot.shop.money import Money
from bot.shop.order_status import UNPAID
from bot.shop.outbox.alerts import Alerts
from storage.database import Database
from storage.money import entries, payments
from storage.money.payment_rows import PaymentRow, RequestChanges, RequestRow
from storage.purchases import order_events, orders
from storage.purchases.orders import OrderRow
from storage.states import EntryKind, MismatchReason, PaymentState, RequestState

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class IncomingPayment:
    """A payment as the payer's side tells of it. `amount` is what to credit where a person said so."""

    way: str
    charge_id: str
    request_id: str | None
    payer_id: int | None
    currency: str
    currency_amount: int
    who: str
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a payment; where its order ended, the reason for that."""

    payment_id: int
    outcome: Outcome


class PaymentIntake:
    """Takes money in."""

    def __init__(self, db: Database, clock: Clock, alerts: Alerts, waiting_orders: WaitingOrders) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._waiting_orders = waiting_orders

    async def receive(
        self,
        money: IncomingPayment,
        *,
        expected: Collection[RequestState] | None = None,
        also: Callable[[AsyncConnection], Awaitable[object]] | None = None,
        decided_by: int | None = None,
    ) -> Received:
        """Takes in one payment, once. With `expected`, only while its request is in one of these states.

        `decided_by` is written into the request with it, unless nobody decided, and `also` is done in the
        same transaction. Raises `AlreadyDecidedError` when `expected` does not hold.
        """
        looks = await self._look_ahead(money)
        now = self._clock.now()
        async with self._db.write() as conn:
            known = await payments.by_charge(conn, money.way, money.charge_id)
            if known is not None:
                if expected is not None:
                    raise AlreadyDecidedError(await self._decider(conn, money.request_id))
                return Received(known.id, PaymentOutcome.KNOWN)
            request = await payments.request(conn, money.request_id) if money.request_id else None
            if expected is not None and (request is None or request.state not in expected):
                raise AlreadyDecidedError(None if request is None else request.decided_by)
            why = _mismatch(money, request)
            if request is None or why is not None:
                received = await self._unmatched(conn, money, why or MismatchReason.UNKNOWN, now)
            else:
                received = await self._credit(
                    conn, money, request, looks=looks, now=now, decided_by=decided_by
                )
                if also is not None:
                    await also(conn)
        log.info("money came", way=money.way, payment=received.payment_id, outcome=received.outcome)
        return received

    async def _look_ahead(self, money: IncomingPayment) -> Looks:
        """Asks the supplier before the transaction that may need to know, since none is held across a
        request.
        """
        if money.request_id is None:
            return {}
        async with self._db.read() as conn:
            if await payments.by_charge(conn, money.way, money.charge_id) is not None:
                return {}
            request = await payments.request(conn, money.request_id)
        if request is None or request.order_id is None:
            return {}
        return await self._waiting_orders.look_at(request.order_id)

    async def _credit(
        self,
        conn: AsyncConnection,
        money: IncomingPayment,
        request: RequestRow,
        *,
        looks: Looks,
        now: datetime,
        decided_by: int | None,
    ) -> Received:
        amount = money.amount or Money(request.amount_centimes)
        payment = await self._record(conn, money, amount=amount, state=PaymentState.CREDITED, now=now)
        await entries.add(
            conn,
            customer_id=request.customer_id,
            kind=EntryKind.TOPUP,
            subject=f"payment:{payment.id}",
            centimes=amount.centimes,
            at=now,
            who=money.who,
            note=money.way,
        )
        # Late, or a second time: the request may be in any state. The money counts all the same.
        changes: RequestChanges = {"due_at": None}
        if decided_by is not None:
            changes["decided_by"] = decided_by
        moved = await payments.move_request(
            conn, request.id, expected=tuple(RequestState), to=RequestState.PAID, **changes
        )
        await tell_request(conn, moved or request, now=now)
        outcome: Outcome = PaymentOutcome.TOPUP
        carried: list[tuple[OrderRow, Outcome]] = []
        if request.order_id is not None:
            carried = await self._waiting_orders.carry_on(conn, request.order_id, looks, who=money.who)
            outcome = outcome_of(carried)
        if outcome is PaymentOutcome.TOO_LATE and request.order_id is not None:
            # What ends an order tells of the money that had come before. This came after it.
            order = await orders.get(conn, request.order_id)
            why = (
                (await order_events.of_orders(conn, [order.id]))[-1].why
                if order.status in UNPAID
                else "paid_otherwise"
            )
            late = [row for row in await payments.of_orders(conn, [order.id]) if row.id == payment.id]
            await tell_staff(conn, self._alerts, order, why, late)
        # The first news names the payment, the others their orders.
        told: list[tuple[int | None, Outcome]] = [
            (order.id, each) for order, each in carried if each is not PaymentOutcome.PAID
        ]
        if not carried:
            told = [(request.order_id, outcome)]
        for place, (order_id, each) in enumerate(told):
            await tell_money(
                conn,
                request.customer_id,
                order_id=order_id,
                payment_id=None if place else payment.id,
                outcome=each,
                now=now,
            )
        return Received(payment.id, outcome)

    async def _unmatched(
        self, conn: AsyncConnection, money: IncomingPayment, why: MismatchReason, now: datetime
    ) -> Received:
        payment = await self._record(
            conn, money, amount=Money.ZERO, state=PaymentState.UNMATCHED, now=now, why=why
        )
        await self._alerts.raise_in(
            conn,
            "payment_unmatched",
            matter=str(payment.id),
            payment=payment.id,
            way=money.way,
            paid=str(money.currency_amount),
            currency=money.currency,
        )
        return Received(payment.id, PaymentOutcome.UNMATCHED)

    @staticmethod
    async def _record(
        conn: AsyncConnection,
        money: IncomingPayment,
        *,
        amount: Money,
        state: PaymentState,
        now: datetime,
        why: MismatchReason | None = None,
    ) -> PaymentRow:
        # An id that no request of ours has cannot be kept as one; the charge id says enough.
        known = why is None
        row = await payments.add(
            conn,
            way=money.way,
            charge_id=money.charge_id,
            request_id=money.request_id if known else None,
            customer_id=money.payer_id,
            amount_centimes=amount.centimes,
            currency=money.currency,
            currency_amount=money.currency_amount,
            state=state,
            received_at=now,
            why=why,
        )
        if row is None:
            raise RuntimeError("a payment was recorded twice inside one transaction")
        return row

    @staticmethod
    async def _decider(conn: AsyncConnection, request_id: str | None) -> int | None:
        request = await payments.request(conn, request_id) if request_id else None
        return None if request is None else request.decided_by


def _mismatch(money: IncomingPayment, request: RequestRow | None) -> MismatchReason | None:
    """Why a payment is not what a request asked for; None when it is."""
    if request is None or request.way != money.way:
        return MismatchReason.UNKNOWN
    if is_made_up(request.customer_id):
        return MismatchReason.OTHER_PAYER  # whoever was asked is erased: their wallet can be opened by nobody
    if money.payer_id != request.customer_id:
        return MismatchReason.OTHER_PAYER
    if money.amount is None and (money.currency, money.currency_amount) != (
        request.currency,
        request.currency_amount,
    ):
        return MismatchReason.OTHER_AMOUNT
    return None
