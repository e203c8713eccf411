"""Orders that wait for their money: they go on when it is there and end when it does not come.

Before money is asked for, and again before it is spent, cost, stock and float are read live. If stock or
float do not hold, the money stays in the wallet and the order ends with the reason. The agreed price holds as
long as the order waits, whatever the merchant's rules say by then. Only a cost above what was paid stops an
order: then it keeps its money, and a person decides whether to buy at a loss or to give it back.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NoReturn

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.availability import (
    NOT_LOOKED,
    Availability,
    AvailabilityReader,
    Looks,
    float_needed,
)
from bot.shop.billing.bills import (
    Bill,
    WaitingBill,
    bill_of,
    came_for,
    outcome_of,
    own_bill,
    postpone,
    shown_bill,
    stop_asking,
)
from bot.shop.billing.outcomes import Outcome, PaymentOutcome
from bot.shop.billing.requests import payment_over, tell_request
from bot.shop.billing.unbought import tell_outcome, tell_staff
from bot.shop.bounded_concurrency import SideBySide
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.errors import (
    CostRoseError,
    FloatTooLowError,
    OverReason,
    PaymentOverError,
    SupplierAwayError,
)
from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.money import Money
from bot.shop.order_status import ChangeReason, OrderStatus
from bot.shop.orders.lifecycle import hold_dearer, move, take_price, tell_receipt, would_lose
from bot.shop.orders.supplier_float import FloatReading, SupplierFloat
from bot.shop.outbox.alerts import Alerts
from bot.supplier import Lane
from storage.database import Database
from storage.money import entries, payments, request_checks
from storage.purchases import orders
from storage.purchases.orders import OrderRow
from storage.wakeups import Work

_WHO = "payments"
_TRY_AGAIN = timedelta(seconds=20)
_MOST_DUE = 100
_AFTER_OPENING = timedelta(minutes=1)
"""How long after a start, and after a jump of the clock, nothing expires: payments made while the shop was
down, or its machine slept, are still being read.
"""


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
        self._availability = AvailabilityReader(catalogue, supplier_float, maintenance)
        self._supplier_float = supplier_float
        self._maintenance = maintenance
        self._alerts = alerts
        self._patience = timedelta(seconds=patience)
        self._opened = clock.monotonic()
        self._looks = SideBySide[int](clock, partial(db.wake_ups.wake, [Work.PAYMENTS_UNDER_WAY]))

    async def look_at(self, order_id: int) -> Looks:
        """What the supplier says now of all that waits with this order. Nothing where nothing waits."""
        async with self._db.read() as conn:
            bill = await bill_of(conn, order_id)
        return await self._availability.look_at(bill.waiting, Lane.PLACING)

    async def may_be_paid(self, customer_id: int, ref: str) -> None:
        """Whether money may be asked for an order and what is paid with it; one that cannot go on ends here.

        One that became dearer than its price ends only while nobody was asked for its money yet: later some
        of it may be on its way. Raises `NotFoundError`, `PaymentOverError`, `MaintenanceError`,
        `SupplierAwayError`, `CostRoseError`, `FloatTooLowError`.
        """
        await self._may_go_on(customer_id, ref, Lane.BROWSING)

    async def _may_go_on(self, customer_id: int, ref: str, lane: Lane) -> tuple[Bill, Money, Looks]:
        """As `may_be_paid`: the bill, what is missing, and what was seen, so that nobody needs to look
        twice for one press.
        """
        async with self._db.read() as conn:
            bill = await own_bill(conn, customer_id, ref)
        if not bill.waiting:
            await self._over(bill.asked)
        await self._maintenance.check()
        looks = await self._availability.look_at(bill.waiting, lane)
        if (later := next((look for look in looks.values() if look.later), None)) is not None:
            raise later.away or SupplierAwayError
        async with self._db.write() as conn:
            came = await came_for(conn, bill)
            asked = bool(came) or await payments.is_asked_for(conn, bill.ids)
            for order in bill.waiting:
                look = looks[order.id]
                risen = look.why is None and would_lose(order, look.cost) and not asked
                why = ChangeReason.PRICE_CHANGED if risen else look.why
                if why is not None:
                    await self._end(conn, bill, [order], why, OrderStatus.CANCELLED, tell=True)
            bill = await bill_of(conn, bill.asked.id)
            # What began to wait meanwhile there is none of: a basket is bought once.
            dearer = [order for order in bill.waiting if would_lose(order, looks[order.id].cost)]
            wallet = Money(await entries.balance(conn, customer_id))
            missing = max(Money.ZERO, bill.total - wallet)
            covered = await self._covers(conn, bill, looks)
            looked_into = any(not order.pay_by for order in bill.waiting)
            over = missing and looked_into and await request_checks.awaited_until(conn, bill.ids)
        if not bill.waiting:
            await self._over(bill.asked)
        if over:
            raise PaymentOverError(bill.asked.ref, OverReason.LOOKED_INTO)
        if dearer and (missing or not came):
            raise CostRoseError(dearer[0].ref)
        if not covered:
            raise FloatTooLowError
        return bill, missing, looks

    async def carry_on(
        self, conn: AsyncConnection, order_id: int, looks: Looks, *, who: str
    ) -> list[tuple[OrderRow, Outcome]]:
        """All that waits with this order takes its money from the wallet and goes on, each by itself, or
        says why not; none of it while the wallet does not cover all of it. In a write transaction.

        Nothing when nothing waits any more.
        """
        bill = await bill_of(conn, order_id)
        if not bill.waiting:
            return []
        if Money(await entries.balance(conn, bill.asked.customer_id)) < bill.total:
            return [(bill.waiting[0], PaymentOutcome.MISSING)]
        return [
            (order, await self._carry_on(conn, bill, order, looks.get(order.id, NOT_LOOKED), who=who))
            for order in bill.waiting
        ]

    async def _carry_on(
        self, conn: AsyncConnection, bill: Bill, order: OrderRow, look: Availability, *, who: str
    ) -> Outcome:
        now = self._clock.now()
        if look.later:
            await orders.postpone(conn, order.id, status=order.status, due_at=now + _TRY_AGAIN)
            return PaymentOutcome.LATER
        why, dearer = look.why, look.why is None and would_lose(order, look.cost)
        cost = look.cost * order.quantity
        if why is None and not dearer and not await self._covers_cost(conn, cost, look.float):
            why = ChangeReason.FLOAT_TOO_LOW
            await self._supplier_float.is_too_low(
                conn,
                order.customer_id,
                product=order.product_title,
                type_=order.type_name,
                quantity=order.quantity,
                wanted=cost,
            )
        if why is not None:
            await self._end(conn, bill, [order], why, OrderStatus.CANCELLED)
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
        await stop_asking(conn, bill, now)
        if dearer:
            await hold_dearer(conn, self._alerts, order, look.cost, who=_WHO, now=now)
            return PaymentOutcome.HELD
        return PaymentOutcome.PAID

    async def pay_from_wallet(self, customer_id: int, ref: str) -> Outcome:
        """The customer has the money and says go: paid, held, later or missing. Raises as `may_be_paid`."""
        bill, missing, looks = await self._may_go_on(customer_id, ref, Lane.PLACING)
        if missing:
            return PaymentOutcome.MISSING
        async with self._db.write() as conn:
            carried = await self.carry_on(conn, bill.asked.id, looks, who=f"customer:{customer_id}")
        outcome = outcome_of(carried)
        if not isinstance(outcome, PaymentOutcome) or outcome is PaymentOutcome.TOO_LATE:
            await self._over(bill.asked)
        return outcome

    async def view(self, customer_id: int, ref: str) -> WaitingBill:
        """What waits for its money and what is missing for it. Raises `NotFoundError`, `PaymentOverError`."""
        async with self._db.read() as conn:
            bill = await own_bill(conn, customer_id, ref)
            if not bill.waiting:
                raise await payment_over(conn, bill.asked)
            return shown_bill(bill, Money(await entries.balance(conn, customer_id)))

    async def cancel(self, customer_id: int, ref: str) -> None:
        """The customer does not want it any more, nor what waits with it. Raises `NotFoundError`,
        `PaymentOverError`.
        """
        async with self._db.write() as conn:
            bill = await own_bill(conn, customer_id, ref)
            why = ChangeReason.CUSTOMER_CANCELLED
            ended = await self._end(conn, bill, bill.waiting, why, OrderStatus.CANCELLED, tell=True)
        if not ended:
            await self._over(bill.asked)

    async def check_due(self) -> datetime | None:
        """Looks at what is due: goes on where money waits, ends what was not paid; when the next one is due.

        Raises what went wrong with one, after the others had their turn.
        """
        now = self._clock.now()
        failure: Exception | None = None
        async with self._db.read() as conn:
            # Nothing is written before a look: one that the process's end cuts short is due at the next
            # start.
            under_way = await self._under_way(conn)
            due = await orders.due(conn, [OrderStatus.AWAITING_PAYMENT], now, _MOST_DUE, without=under_way)
        # One look at a basket is a look at all of it.
        due = list({order.basket_id or order.id: order for order in reversed(due)}.values())
        try:
            await self._looks.each(due, lambda order: order.id, self._look_after)
        except Exception as error:  # noqa: BLE001 - raised below: requests for money end on time all the same
            failure = error
        async with self._db.write() as conn:
            for request in await payments.expire_old(conn, now):
                await tell_request(conn, request, now=now)
            ends = [
                await orders.next_due(
                    conn, [OrderStatus.AWAITING_PAYMENT], without=await self._under_way(conn)
                ),
                await payments.next_expiry(conn),
            ]
        if failure is not None:
            raise failure
        return min((moment for moment in ends if moment is not None), default=None)

    async def finish_looks(self) -> None:
        """Waits for the looks under way."""
        await self._looks.finish()

    async def _under_way(self, conn: AsyncConnection) -> set[int]:
        """The orders that are being looked at, with those that are looked at with them."""
        return {each for order_id in self._looks.under_way for each in (await bill_of(conn, order_id)).ids}

    async def _look_after(self, order: OrderRow) -> None:
        async with self._db.read() as conn:
            came = await came_for(conn, await bill_of(conn, order.id))
        looks = await self.look_at(order.id) if came else {}
        now = self._clock.now()
        async with self._db.write() as conn:
            # What was read is old by now: money or a receipt may have come or gone since.
            bill = await bill_of(conn, order.id)
            came = await came_for(conn, bill)
            if not came:
                await self._wait_on(conn, bill, now)
                return
            if not looks:
                # The next round asks the supplier first.
                await postpone(conn, bill, now)
                return
            for each, outcome in await self.carry_on(conn, order.id, looks, who=_WHO):
                became = outcome
                if outcome is PaymentOutcome.MISSING:
                    await self._wait_on(conn, bill, now)
                elif (
                    outcome is PaymentOutcome.LATER
                    and self._clock.passed(came[-1].received_at) >= self._patience
                ):
                    became = why = ChangeReason.SUPPLIER_AWAY_TOO_LONG
                    await self._end(conn, bill, [each], why, OrderStatus.CANCELLED)
                if became is PaymentOutcome.HELD or not isinstance(became, PaymentOutcome):
                    await tell_outcome(conn, bill, each, became, came, now=self._clock.now())

    async def _wait_on(self, conn: AsyncConnection, bill: Bill, now: datetime) -> None:
        """Not enough money is there: waits until its time is over and no receipt or page is looked into.

        What is checked at somebody else's side is checked once more after the deadline: it may have been paid
        in time. A side that gives no answer is waited for no longer than `patience`.
        """
        if not bill.waiting:
            return
        pay_by = bill.waiting[0].pay_by
        since_jump = self._clock.since_jump()
        opened = self._clock.monotonic() - self._opened
        calm = opened if since_jump is None else min(opened, since_jump)
        fresh = _AFTER_OPENING - timedelta(seconds=calm)
        if pay_by is not None:
            until: datetime | None = max(pay_by, now + fresh)
        elif await payments.is_looked_into(conn, bill.ids):
            until = None
        else:
            until = await request_checks.awaited_until(conn, bill.ids)
        if until is None or now < until:
            await postpone(conn, bill, until)
            return
        last = now + self._patience
        if pay_by is None or not await request_checks.await_answers(conn, bill.ids, now=now, until=last):
            why = ChangeReason.NOT_PAID_IN_TIME
            await self._end(conn, bill, bill.waiting, why, OrderStatus.EXPIRED, tell=True)
            return
        await orders.wait_for_payment(conn, bill.ids, until=None)
        await postpone(conn, bill, last)
        await tell_receipt(conn, order_id=bill.asked.id, customer_id=bill.asked.customer_id, now=now)

    async def _end(
        self,
        conn: AsyncConnection,
        bill: Bill,
        ending: Sequence[OrderRow],
        why: ChangeReason,
        to: OrderStatus,
        *,
        tell: bool = False,
    ) -> bool:
        """Ends orders that buy nothing; whether there were any. With `tell`, what came for them is told to
        the customer here.
        """
        now = self._clock.now()
        ended = [
            order
            for order in ending
            if await move(
                conn,
                order.id,
                expected=[OrderStatus.AWAITING_PAYMENT],
                to=to,
                why=why,
                who=_WHO,
                now=now,
                pay_by=None,
            )
            is not None
        ]
        if not ended:
            return False
        # What is asked for the others is another amount now.
        await stop_asking(conn, bill, now)
        if came := await came_for(conn, bill):
            await tell_staff(conn, self._alerts, ended[0], why, came)
            if tell:
                await tell_outcome(conn, bill, ended[0], why, came, now=now)
        return True

    async def _covers(self, conn: AsyncConnection, bill: Bill, looks: Looks) -> bool:
        """Whether the float pays for all that waits; what would be bought at a loss, a person decides
        about.
        """
        cost, reading = float_needed(bill.waiting, looks)
        return not cost or await self._covers_cost(conn, cost, reading)

    async def _covers_cost(self, conn: AsyncConnection, cost: Money, reading: FloatReading | None) -> bool:
        return reading is not None and await self._supplier_float.covers(conn, cost, reading)

    async def _over(self, order: OrderRow) -> NoReturn:
        async with self._db.read() as conn:
            raise await payment_over(conn, order)
