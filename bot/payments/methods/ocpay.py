"""OCPay, the supplier's own payment page for CIB and Edahabia cards (contract §6): a link, and looking until
it is paid.

What comes back from the browser is a hint to look, nothing more. Only a `CONFIRMED` of the ref that we stored
counts, with the amount we asked and of our key's environment; silence, refusals and errors say nothing about
a payment. A late confirmation counts at any time, and every ref of an order is looked at, so two that were
paid are both honoured.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import partial
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.payments.invoices import DZD
from bot.payments.method import (
    DueJob,
    JobParts,
    MethodJob,
    MethodParts,
    PaymentInstructions,
    PaymentMethod,
    PaymentPage,
    PaymentPurpose,
    Presentation,
    Price,
)
from bot.shop.billing.bills import bill_of
from bot.shop.billing.intake import IncomingPayment, PaymentIntake
from bot.shop.billing.payment_methods import MethodTraits
from bot.shop.billing.requests import tell_request
from bot.shop.bounded_concurrency import SideBySide
from bot.shop.errors import MethodClosedError, SupplierAwayError
from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from bot.shop.outbox.alerts import Alerts
from bot.shop.supplier_access.person_limits import charge_person
from bot.supplier import Lane, PaymentCheck, PaymentsOff, SlowDown, SupplierClient, SupplierError
from storage.database import Database
from storage.money import payments, request_checks
from storage.money.payment_rows import RequestRow
from storage.purchases import orders
from storage.states import RequestState
from storage.wakeups import Work

log = structlog.get_logger(__name__)

TRAITS: Final = MethodTraits("ocpay", place=1, paid_to_supplier=True)
OCPAY: Final = TRAITS.name
LEAST, MOST = Money.of_dinars(500), Money.of_dinars(500_000)
LIFE: Final = timedelta(minutes=20)
"""How long a link can be begun (§6.7)."""
_FIRST_LOOK: Final = timedelta(seconds=3)
# §6.7: (until that age, a look every so often). The customer waits for the first five minutes.
_SCHEDULE: Final = (
    (timedelta(minutes=1), timedelta(seconds=3)),
    (timedelta(minutes=3), timedelta(seconds=5)),
    (timedelta(minutes=5), timedelta(seconds=10)),
    (timedelta(minutes=25), timedelta(minutes=1)),
    (timedelta(hours=24), timedelta(minutes=20)),
    (timedelta(days=7), timedelta(days=1)),
)
_YOUNG: Final = timedelta(minutes=5)
_MOST_DUE: Final = 50
_AWAITED: Final = timedelta(minutes=1)
"""How soon a page is asked about again whose order waits only for that answer."""
_QUIET: Final = timedelta(hours=6)
_LONGEST_TITLE: Final = 200


def build(parts: MethodParts) -> PaymentMethod:
    """On when the merchant says so."""
    live = parts.settings
    return OCPay(
        parts.supplier,
        parts.alerts,
        taken=lambda: live.now.ocpay,
        sandbox=live.now.oneclickdz_environment == "sandbox",
        title=lambda: live.now.shop_name,
        success=parts.thanks,
        return_url=lambda: live.now.ocpay_return_url or parts.way_back(),
    )


class OCPay:
    """Makes links. `return_url` says where the page sends people who have paid; `success(customer_id)` what
    it tells them.
    """

    def __init__(
        self,
        supplier: SupplierClient,
        alerts: Alerts,
        *,
        taken: Callable[[], bool] = lambda: True,
        sandbox: bool,
        title: Callable[[], str],
        success: Callable[[int], str],
        return_url: Callable[[], str],
    ) -> None:
        self._supplier = supplier
        self._alerts = alerts
        self._taken = taken
        self._sandbox = sandbox
        self._title = title
        self._success = success
        self._return_url = return_url

    @property
    def is_on(self) -> bool:
        """See `bot.payments.method.PaymentMethod`."""
        return self._taken()

    @property
    def traits(self) -> MethodTraits:
        """See `bot.payments.method.PaymentMethod`."""
        return TRAITS

    @property
    def presentation(self) -> Presentation:
        """See `bot.payments.method.PaymentMethod`."""
        return PaymentPage()

    def price(self, amount: Money) -> Price | None:
        """Whole dinars, rounded up, 500 to 500,000 (§6.2, §6.9); the wallet gets all that is paid."""
        whole = Money.of_dinars(int(amount.dinars.to_integral_value(rounding=ROUND_CEILING)))
        return Price(OCPAY, DZD, whole.centimes, whole) if LEAST <= whole <= MOST else None

    def worth(self, currency: str, amount: int) -> Money | None:
        """As many dinars as came."""
        return Money(amount) if currency == DZD else None

    def jobs(self, parts: JobParts) -> Sequence[MethodJob]:
        """Also while it is switched off: a link from before may be paid."""
        poller = OCPayPoller(
            parts.db,
            self._supplier,
            parts.clock,
            self._alerts,
            payment_intake=parts.intake,
            sandbox=self._sandbox,
            taken=self._taken,
        )
        return (
            DueJob("links", poller.check_due, poller.finish_looks, Work.LINKS_TO_CHECK, needs_supplier=True),
        )

    async def ask(self, price: Price, purpose: PaymentPurpose) -> PaymentInstructions:
        """A new link. A lost answer leaves a link that nobody knows and nobody pays."""
        title = f"{self._title()} · {purpose.ref}" if purpose.ref else self._title()
        charge_person()
        try:
            link = await self._supplier.create_payment_link(
                title=title[:_LONGEST_TITLE],
                dinars=int(price.credited.dinars),
                description=(purpose.title or "")[:_LONGEST_TITLE],
                success_message=self._success(purpose.customer_id),
                redirect_url=self._return_url(),
            )
        except PaymentsOff as error:
            await self._alerts.begin("ocpay_off")
            raise MethodClosedError from error
        except SupplierError as error:
            wait = error.retry_after if isinstance(error, SlowDown) else 0.0
            raise SupplierAwayError(retry_after=wait) from error
        if link.sandbox != self._sandbox:
            await self._alerts.raise_("ocpay_environment", matter="link", quiet=_QUIET, ref=link.ref)
            raise MethodClosedError
        await self._alerts.end("ocpay_off")
        return PaymentInstructions(link.ref, link.url, link.sandbox, LIFE, _FIRST_LOOK)


class OCPayPoller:
    """Looks at links until they are paid, or too old to be."""

    def __init__(
        self,
        db: Database,
        supplier: SupplierClient,
        clock: Clock,
        alerts: Alerts,
        *,
        payment_intake: PaymentIntake,
        sandbox: bool,
        taken: Callable[[], bool] = lambda: True,
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._alerts = alerts
        self._payment_intake = payment_intake
        self._taken = taken
        self._sandbox = sandbox
        self._looks = SideBySide[str](clock, partial(db.wake_ups.wake, [Work.LINKS_TO_CHECK]))

    async def finish_looks(self) -> None:
        """Waits for the looks under way."""
        await self._looks.finish()

    async def check_due(self) -> datetime | None:
        """Looks at what is due; when the next one is. Raises what went wrong with one, after the others had
        their turn.
        """
        if not self._taken():
            await self._alerts.end("ocpay_off")  # nobody misses it
        now = self._clock.now()
        async with self._db.read() as conn:
            # Nothing is written before a look: one that is cut short by the process's end is due at the next
            # start.
            under_way = self._looks.under_way
            due = await request_checks.requests_due(
                conn, way=OCPAY, now=now, limit=_MOST_DUE, without=under_way
            )
            young = await request_checks.count_due(conn, way=OCPAY, since=now - _YOUNG)
        await self._looks.each(due, lambda request: request.id, lambda request: self._look(request, young))
        async with self._db.read() as conn:
            return await request_checks.next_due(conn, way=OCPAY, without=self._looks.under_way)

    async def _look(self, request: RequestRow, young: int) -> None:
        ref = _ref(request)
        try:
            check = await self._supplier.check_payment(ref, lane=Lane.POLLING)
        except SupplierError as error:
            # 401, 403, 404, 5xx, silence: nothing is known about the payment (§6.4).
            log.info("payment not checked", ref=ref, code=error.code)
            await self._later(request, young, answered=False)
            return
        if check.is_confirmed and check.ref == ref:
            await self._confirmed(request, check, young)
            return
        if check.is_failed:
            await self._failed(request)
        await self._later(request, young)

    async def _confirmed(self, request: RequestRow, check: PaymentCheck, young: int) -> None:
        """§6.5. Play money is no payment of a real shop; another amount is a payment that somebody has to
        look at.
        """
        sandbox = bool(request.sandbox) if check.sandbox is None else check.sandbox
        if sandbox != self._sandbox:
            ref = _ref(request)
            await self._alerts.raise_("ocpay_environment", matter=ref, ref=ref)
            # Real money that came before the shop got a key to play with counts when it has its own again.
            await (self._close(request) if sandbox else self._later(request, young, answered=False))
            return
        paid = Decimal(request.currency_amount) / 100 if check.amount is None else check.amount
        await self._payment_intake.receive(
            IncomingPayment(
                way=OCPAY,
                charge_id=_ref(request),
                request_id=request.id,
                payer_id=request.customer_id,
                currency=DZD,
                currency_amount=int(paid * 100),
                who="ocpay",
            )
        )
        await self._close(request)

    async def _failed(self, request: RequestRow) -> None:
        """Declined, cancelled or expired: this link is over, another one may be made."""
        async with self._db.write() as conn:
            moved = await payments.move_request(
                conn, request.id, expected=[RequestState.OPEN], to=RequestState.FAILED
            )
            if moved is not None:
                await tell_request(conn, moved, now=self._clock.now())

    async def _close(self, request: RequestRow) -> None:
        async with self._db.write() as conn:
            await request_checks.update_request(conn, request.id, due_at=None)
            await self._answered(conn, request)

    async def _later(self, request: RequestRow, young: int, *, answered: bool = True) -> None:
        now = self._clock.now()
        pause = pause_at(self._clock.passed(request.created_at))
        due_at = None
        if pause is not None:
            # Many who wait at once share the requests we may make.
            due_at = now + (pause * max(1, young) if pause < timedelta(minutes=1) else pause)
        if not answered and request.awaited_until is not None and now < request.awaited_until:
            due_at = now + _AWAITED
        async with self._db.write() as conn:
            await request_checks.looked_at(conn, request, due_at=due_at)
            if answered:
                await self._answered(conn, request)

    async def _answered(self, conn: AsyncConnection, request: RequestRow) -> None:
        """An order whose time is over need not wait for this request any longer: it was asked about since."""
        if request.awaited_until is None or request.order_id is None:
            return
        now = self._clock.now()
        await request_checks.update_request(conn, request.id, awaited_until=min(now, request.awaited_until))
        # The order that it was asked for may have ended alone: those that are paid with it wait too.
        for order in (await bill_of(conn, request.order_id)).waiting:
            await orders.postpone(conn, order.id, status=OrderStatus.AWAITING_PAYMENT, due_at=now)


def _ref(request: RequestRow) -> str:
    """The supplier's name for a link. Raises RuntimeError for a request without one: none is ever written."""
    if request.external_ref is None:
        raise RuntimeError(f"request {request.id} has no link")
    return request.external_ref


def pause_at(age: timedelta) -> timedelta | None:
    """How long until the next look at a link of that age; None when there is none any more."""
    return next((pause for limit, pause in _SCHEDULE if age < limit), None)
