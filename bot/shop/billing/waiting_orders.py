"""Orders that wait for their money: they go on when it is there and end when it does not come.

Before money is asked for, and again before it is spent, cost, stock and float are read live. If stock or
float do not hold, the money stays in the wallet and the order ends with the reason. The agreed price holds as
long as the order waits, whatever the merchant's rules say by then. Only a cost above what was paid stops an
order: then it keeps its money, and a person decides whether to buy at a loss or to give it back.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import NoReturn

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.outcomes import Outcome, PaymentOutcome
from bot.shop.billing.requests import payment_over, tell_request
from bot.shop.billing.unbought import tell_money, tell_staff
from bot.shop.bounded_concurrency import SideBySide
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.errors import (
    CostRoseError,
    FloatTooLowError,
    NotForSaleError,
    NotFoundError,
    OverReason,
    PaymentOverError,
    SupplierAwayError,
)
from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.money import Money
from bot.shop.order_status import ChangeReason, OrderStatus
from bot.shop.orders.history import OrderView, views
from bot.shop.orders.lifecycle import hold_dearer, move, paid_for, take_price, tell_receipt, would_lose
from bot.shop.orders.supplier_float import FloatReading, SupplierFloat
from bot.shop.outbox.alerts import Alerts
from bot.shop.refs import typed_ref
from bot.supplier import Lane
from storage.database import Database
from storage.money import entries, payments, request_checks
from storage.money.payment_rows import OrderPaymentRow
from storage.purchases import orders
from storage.purchases.orders import OrderRow
from storage.states import PaymentState
from storage.wakeups import Work

_WHO = "payments"
_LOOK_SECONDS = 10.0
_TRY_AGAIN = timedelta(seconds=20)
_MOST_DUE = 100
_AFTER_OPENING = timedelta(minutes=1)
"""How long after a start, and after a jump of the clock, nothing expires: payments made while the shop was
down, or its machine slept, are still being read.
"""


@dataclass(frozen=True, slots=True)
class Availability:
    """What the supplier says of an order's goods; `why` it cannot go on, if so; `later`: nothing yet."""

    why: ChangeReason | None = None
    cost: Money = Money.ZERO
    float: FloatReading | None = None
    away: SupplierAwayError | None = None
    later: bool = False


class WaitingOrders:
    """Looks after orders in `awaiting_payment`."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        catalogue: Catalogue,
        supplier_float: SupplierFloat,
        maintenance: MaintenanceSwitch,
        alerts: Alerts,
        patience: float,
    ) -> None:
        self._db = db
        self._clock = clock
        self._catalogue = catalogue
        self._supplier_float = supplier_float
        self._maintenance = maintenance
        self._alerts = alerts
        self._patience = timedelta(seconds=patience)
        self._opened = clock.monotonic()
        self._looks = SideBySide[int](clock, partial(db.wake_ups.wake, [Work.PAYMENTS_UNDER_WAY]))

    async def look(self, order: OrderRow, lane: Lane = Lane.PLACING) -> Availability:
        """Cost, stock and float now. A supplier that is away or slow, or a closed shop, means "later"."""
        if await self._maintenance.closed():
            return Availability(later=True)
        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                type_, float_ = await asyncio.gather(
                    self._catalogue.supplied(order.product_id, order.type_id, lane=lane),
                    self._supplier_float.read(lane),
                )
                float_ = await self._supplier_float.renewed(float_, type_.cost * order.quantity, lane)
        except NotForSaleError:
            return Availability(ChangeReason.SOLD_OUT)
        except SupplierAwayError as error:
            return Availability(later=True, away=error)
        except TimeoutError:
            return Availability(later=True)
        if type_.stock < order.quantity:
            return Availability(ChangeReason.SOLD_OUT)
        return Availability(None, type_.cost, float_)

    async def may_be_paid(self, customer_id: int, ref: str) -> tuple[OrderRow, Money]:
        """An order for which money may be asked, and how much is missing; one that cannot go on ends here.

        One that became dearer than its price ends only while nobody was asked for its money yet: later some
        of it may be on its way. Raises `NotFoundError`, `PaymentOverError`, `MaintenanceError`,
        `SupplierAwayError`, `CostRoseError`, `FloatTooLowError`.
        """
        order, missing, _ = await self._may_go_on(customer_id, ref, Lane.BROWSING)
        return order, missing

    async def _may_go_on(
        self, customer_id: int, ref: str, lane: Lane
    ) -> tuple[OrderRow, Money, Availability]:
        """As `may_be_paid`, with what was seen, so that nobody needs to look twice for one press."""
        async with self._db.read() as conn:
            order = await _own(conn, customer_id, ref)
        if order.status != OrderStatus.AWAITING_PAYMENT:
            await self._over(order)
        await self._maintenance.check()
        look = await self.look(order, lane)
        if look.later:
            raise look.away or SupplierAwayError
        dearer = look.why is None and would_lose(order, look.cost)
        async with self._db.write() as conn:
            wallet = Money(await entries.balance(conn, customer_id))
            missing = max(Money.ZERO, paid_for(order) - wallet)
            came = await self._came(conn, order.id)
            asked = bool(came) or await payments.is_asked_for(conn, order.id)
            why = ChangeReason.PRICE_CHANGED if dearer and not asked else look.why
            if why is not None:
                await self._end(conn, order, why, OrderStatus.CANCELLED, tell=True)
            covered = dearer or await self._covers(conn, order, look)
            over = missing and not order.pay_by and await request_checks.awaited_until(conn, order.id)
        if why is not None:
            await self._over(order)
        if over:
            raise PaymentOverError(order.ref, OverReason.LOOKED_INTO)
        if dearer and (missing or not came):
            raise CostRoseError(order.ref)
        if not covered:
            raise FloatTooLowError
        return order, missing, look

    async def carry_on(
        self, conn: AsyncConnection, order_id: int, look: Availability, *, who: str
    ) -> Outcome:
        """The order takes its money from the wallet and goes on, or says why not. In a write transaction."""
        now = self._clock.now()
        order = await orders.get(conn, order_id)
        if order.status != OrderStatus.AWAITING_PAYMENT:
            return PaymentOutcome.TOO_LATE
        if Money(await entries.balance(conn, order.customer_id)) < paid_for(order):
            return PaymentOutcome.MISSING
        if look.later:
            await orders.postpone(conn, order.id, status=order.status, due_at=now + _TRY_AGAIN)
            return PaymentOutcome.LATER
        why, dearer = look.why, look.why is None and would_lose(order, look.cost)
        fits = dearer or await self._covers(conn, order, look)
        if why is None and not fits:
            why = ChangeReason.FLOAT_TOO_LOW
            await self._supplier_float.is_too_low(
                conn,
                order.customer_id,
                product=order.product_title,
                type_=order.type_name,
                quantity=order.quantity,
                wanted=look.cost * order.quantity,
            )
        if why is not None:
            await self._end(conn, order, why, OrderStatus.CANCELLED)
            return why
        await take_price(conn, order, who=who, now=now)
        agreed = order.unit_cost_centimes if dearer else look.cost.centimes
        await move(
            conn,
            order.id,
            expected=[OrderStatus.AWAITING_PAYMENT],
            to=OrderStatus.PAID,
            why=ChangeReason.MONEY_CAME,
            who=who,
            now=now,
            due_at=now,
            pay_by=None,
            unit_cost_centimes=agreed,
        )
        await self._stop_asking(conn, order.id, now)
        if dearer:
            await hold_dearer(conn, self._alerts, order, look.cost, who=_WHO, now=now)
            return PaymentOutcome.HELD
        return PaymentOutcome.PAID

    async def pay_from_wallet(self, customer_id: int, ref: str) -> Outcome:
        """The customer has the money and says go: paid, held, later or missing. Raises as `may_be_paid`."""
        order, missing, look = await self._may_go_on(customer_id, ref, Lane.PLACING)
        if missing:
            return PaymentOutcome.MISSING
        async with self._db.write() as conn:
            outcome = await self.carry_on(conn, order.id, look, who=f"customer:{customer_id}")
        if not isinstance(outcome, PaymentOutcome) or outcome is PaymentOutcome.TOO_LATE:
            await self._over(order)
        return outcome

    async def view(self, customer_id: int, ref: str) -> tuple[OrderView, Money]:
        """A waiting order and what is missing for it. Raises `NotFoundError`, `PaymentOverError`."""
        async with self._db.read() as conn:
            order = await _own(conn, customer_id, ref)
            if order.status != OrderStatus.AWAITING_PAYMENT:
                raise await payment_over(conn, order)
            wallet = Money(await entries.balance(conn, customer_id))
            return (await views(conn, [order]))[0], max(Money.ZERO, paid_for(order) - wallet)

    async def cancel(self, customer_id: int, ref: str) -> None:
        """The customer does not want it any more. Raises `NotFoundError`, `PaymentOverError`."""
        async with self._db.read() as conn:
            order = await _own(conn, customer_id, ref)
        async with self._db.write() as conn:
            ended = await self._end(
                conn, order, ChangeReason.CUSTOMER_CANCELLED, OrderStatus.CANCELLED, tell=True
            )
        if not ended:
            await self._over(order)

    async def check_due(self) -> datetime | None:
        """Looks at what is due: goes on where money waits, ends what was not paid; when the next one is due.

        Raises what went wrong with one, after the others had their turn.
        """
        now = self._clock.now()
        failure: Exception | None = None
        async with self._db.read() as conn:
            # Nothing is written before a look: one that the process's end cuts short is due at the next
            # start.
            under_way = self._looks.under_way
            due = await orders.due(conn, [OrderStatus.AWAITING_PAYMENT], now, _MOST_DUE, without=under_way)
        try:
            await self._looks.each(due, lambda order: order.id, self._look_after)
        except Exception as error:  # noqa: BLE001 - raised below: requests for money end on time all the same
            failure = error
        async with self._db.write() as conn:
            for request in await payments.expire_old(conn, now):
                await tell_request(conn, request, now=now)
            ends = [
                await orders.next_due(conn, [OrderStatus.AWAITING_PAYMENT], without=self._looks.under_way),
                await payments.next_expiry(conn),
            ]
        if failure is not None:
            raise failure
        return min((moment for moment in ends if moment is not None), default=None)

    async def finish_looks(self) -> None:
        """Waits for the looks under way."""
        await self._looks.finish()

    async def _look_after(self, order: OrderRow) -> None:
        async with self._db.read() as conn:
            came = await self._came(conn, order.id)
        look = await self.look(order) if came else None
        now = self._clock.now()
        async with self._db.write() as conn:
            # What was read is old by now: money or a receipt may have come or gone since.
            came = await self._came(conn, order.id)
            if came and look is None:
                # The next round asks the supplier first.
                await orders.postpone(conn, order.id, status=order.status, due_at=now)
                return
            outcome = (
                await self.carry_on(conn, order.id, look or Availability(later=True), who=_WHO)
                if came
                else PaymentOutcome.MISSING
            )
            if outcome is PaymentOutcome.MISSING:
                await self._wait_on(conn, order, now)
            elif (
                outcome is PaymentOutcome.LATER and self._clock.passed(came[-1].received_at) >= self._patience
            ):
                outcome = why = ChangeReason.SUPPLIER_AWAY_TOO_LONG
                await self._end(conn, order, why, OrderStatus.CANCELLED)
            if outcome is PaymentOutcome.HELD or not isinstance(outcome, PaymentOutcome):
                await tell_money(
                    conn,
                    order.customer_id,
                    order_id=order.id,
                    payment_id=None,
                    outcome=outcome,
                    now=now,
                    came=came,
                )

    @staticmethod
    async def _came(conn: AsyncConnection, order_id: int) -> list[OrderPaymentRow]:
        came = await payments.of_order(conn, order_id)
        return [row for row in came if row.state == PaymentState.CREDITED]

    async def _wait_on(self, conn: AsyncConnection, order: OrderRow, now: datetime) -> None:
        """Not enough money is there: waits until its time is over and no receipt or page is looked into.

        What is checked at somebody else's side is checked once more after the deadline: it may have been paid
        in time. A side that gives no answer is waited for no longer than `patience`.
        """
        pay_by = (await orders.get(conn, order.id)).pay_by
        since_jump = self._clock.since_jump()
        opened = self._clock.monotonic() - self._opened
        calm = opened if since_jump is None else min(opened, since_jump)
        fresh = _AFTER_OPENING - timedelta(seconds=calm)
        if pay_by is not None:
            until: datetime | None = max(pay_by, now + fresh)
        elif await payments.is_looked_into(conn, order.id):
            until = None
        else:
            until = await request_checks.awaited_until(conn, order.id)
        if until is None or now < until:
            await orders.postpone(conn, order.id, status=OrderStatus.AWAITING_PAYMENT, due_at=until)
            return
        last = now + self._patience
        if pay_by is None or not await request_checks.await_answers(conn, order.id, now=now, until=last):
            await self._end(conn, order, ChangeReason.NOT_PAID_IN_TIME, OrderStatus.EXPIRED, tell=True)
            return
        await orders.wait_for_payment(conn, order.id, until=None)
        await orders.postpone(conn, order.id, status=OrderStatus.AWAITING_PAYMENT, due_at=last)
        await tell_receipt(conn, order_id=order.id, customer_id=order.customer_id, now=now)

    async def _end(
        self,
        conn: AsyncConnection,
        order: OrderRow,
        why: ChangeReason,
        to: OrderStatus,
        *,
        tell: bool = False,
    ) -> bool:
        """Ends an order that buys nothing. With `tell`, what came for it is told to the customer here."""
        now = self._clock.now()
        ended = await move(
            conn,
            order.id,
            expected=[OrderStatus.AWAITING_PAYMENT],
            to=to,
            why=why,
            who=_WHO,
            now=now,
            pay_by=None,
        )
        if ended is None:
            return False
        await self._stop_asking(conn, order.id, now)
        if came := await self._came(conn, order.id):
            await tell_staff(conn, self._alerts, order, why, came)
            if tell:
                await tell_money(
                    conn,
                    order.customer_id,
                    order_id=order.id,
                    payment_id=None,
                    outcome=why,
                    now=now,
                    came=came,
                )
        return True

    @staticmethod
    async def _stop_asking(conn: AsyncConnection, order_id: int, now: datetime) -> None:
        for request in await payments.expire_of_order(conn, order_id):
            await tell_request(conn, request, now=now)

    async def _covers(self, conn: AsyncConnection, order: OrderRow, look: Availability) -> bool:
        return look.float is not None and await self._supplier_float.covers(
            conn, look.cost * order.quantity, look.float
        )

    async def _over(self, order: OrderRow) -> NoReturn:
        async with self._db.read() as conn:
            raise await payment_over(conn, order)


async def _own(conn: AsyncConnection, customer_id: int, ref: str) -> OrderRow:
    order = await orders.by_ref(conn, typed_ref(ref))
    if order is None or order.customer_id != customer_id:
        raise NotFoundError
    return order
