"""What is asked of a customer: whether money may be asked for now, the request, and whether it may still be
paid.
"""

from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.shop.billing.outcomes import PaymentRefusal
from bot.shop.billing.requests import PaymentRequest, payment_over, request_view, request_views, tell_request
from bot.shop.chat_settings.live_settings import LiveEdition
from bot.shop.chat_settings.opening_hours import OpeningHours
from bot.shop.errors import (
    BadAmountError,
    FloatTooLowError,
    TooManyLooksError,
    TooManyRequestsError,
)
from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.money import Money
from bot.shop.order_status import UNPAID, OrderStatus
from bot.shop.orders.supplier_float import SupplierFloat
from bot.shop.refs import new_token
from bot.shop.supplier_access.person_limits import charge_person
from bot.supplier import Lane
from storage.database import Database
from storage.money import payments, request_checks
from storage.purchases import orders
from storage.states import RequestState

_STILL_GOOD = timedelta(minutes=5)
"""A request is shown again rather than made anew while it lives that long."""
MOST_UNDER_WAY = 10
"""Requests for money that one customer can have open or under review at a time."""
_SHOWN = 5
_JUST_NOW = timedelta(seconds=10)
"""Several quick presses are one wish: the bill that has just come is not replaced under the finger that pays
it.
"""


class PaymentSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def payment_minutes(self) -> int: ...
    @property
    def topup_least(self) -> int: ...
    @property
    def topup_most(self) -> int: ...


class SettingsChangedError(Exception):
    """Somebody changed a setting after a price was made by it: make it again."""


class PaymentRequests:
    """Writes down what is asked of customers."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        maintenance: MaintenanceSwitch,
        opening_hours: OpeningHours,
        supplier_float: SupplierFloat,
        settings: LiveEdition[PaymentSettings],
    ) -> None:
        self._db = db
        self._clock = clock
        self._maintenance = maintenance
        self._supplier_float = supplier_float
        self._opening_hours = opening_hours
        self._settings = settings

    @property
    def topup_least(self) -> Money:
        """The least that somebody can put into the wallet at once."""
        return Money.of_dinars(self._settings.now.topup_least)

    @property
    def topup_most(self) -> Money:
        """The most."""
        return Money.of_dinars(self._settings.now.topup_most)

    @property
    def _window(self) -> timedelta:
        return timedelta(minutes=self._settings.now.payment_minutes)

    async def settings_now(self) -> str:
        """The edition of the settings by which a price is made from here on, as `add` is told."""
        await self._settings.refresh()
        return self._settings.edition

    async def recent(self, customer_id: int) -> tuple[PaymentRequest, ...]:
        """What was last asked of a customer, newest first, whatever became of it."""
        async with self._db.read() as conn:
            rows = await payments.newest_requests(conn, customer_id, _SHOWN)
            return tuple(await request_views(conn, rows))

    def pay_by(self) -> datetime:
        """Until when an order that is made now waits for its money."""
        return self._clock.now() + self._window

    async def may_top_up(self, dinars: int) -> Money:
        """Whether money may be asked for without an order: within the bounds, and the shop could buy for it.

        Raises `BadAmountError`, `MaintenanceError`, `OutsideHoursError`, `FloatTooLowError`,
        `SupplierAwayError`.
        """
        amount = Money.of_dinars(dinars)
        if not self.topup_least <= amount <= self.topup_most:
            raise BadAmountError
        await self._maintenance.check()
        self._opening_hours.check()
        float_ = await self._supplier_float.renewed(await self._supplier_float.read(), amount, Lane.BROWSING)
        async with self._db.read() as conn:
            if not await self._supplier_float.covers(conn, amount, float_):
                raise FloatTooLowError
        return amount

    async def find_open(
        self, customer_id: int, order_id: int | None, way: str, amount: Money
    ) -> PaymentRequest | None:
        """The request that asks for just this and will for a while; shown again, unless it came this very
        moment.

        Raises `TooManyRequestsError` when there is none and no other may be made.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            row = await payments.open_request(
                conn,
                customer_id=customer_id,
                order_id=order_id,
                way=way,
                amount_centimes=amount.centimes,
                after=now + _STILL_GOOD,
            )
            if row is None:
                # Each may become a receipt that staff have to look at, or a page that the supplier is asked
                # about.
                if await payments.count_under_way(conn, customer_id, now) >= MOST_UNDER_WAY:
                    raise TooManyRequestsError
                return None
            if row.created_at <= now - _JUST_NOW:
                await tell_request(conn, row, now=now)
            return await request_view(conn, row)

    async def add(
        self,
        customer_id: int,
        order_id: int | None,
        way: str,
        amount: Money,
        *,
        currency: str,
        currency_amount: int,
        edition: str,
        lives: timedelta | None = None,
        look_in: timedelta | None = None,
        external_ref: str | None = None,
        url: str | None = None,
        sandbox: bool | None = None,
    ) -> PaymentRequest:
        """Writes down what is asked and has it sent. An order's request ends with the order at the latest.

        `edition` is that of the settings by which the price was made. `lives`: how long the method takes the
        money; `look_in`: when a worker first looks whether it came. Raises `PaymentOverError`, and
        `SettingsChangedError` when others hold by now.
        """
        now = self._clock.now()
        expires_at = now + (self._window if lives is None else lives)
        async with self._db.write() as conn:
            if not await self._settings.still_hold(conn, edition):
                raise SettingsChangedError
            if order_id is not None:
                order = await orders.get(conn, order_id)
                if order.status != OrderStatus.AWAITING_PAYMENT:
                    raise await payment_over(conn, order)
                expires_at = min(expires_at, order.pay_by or expires_at)
            row = await payments.add_request(
                conn,
                id=new_token(),
                way=way,
                customer_id=customer_id,
                order_id=order_id,
                amount_centimes=amount.centimes,
                currency=currency,
                currency_amount=currency_amount,
                created_at=now,
                expires_at=expires_at,
                due_at=None if look_in is None else now + look_in,
                external_ref=external_ref,
                url=url,
                sandbox=None if sandbox is None else int(sandbox),
            )
            await tell_request(conn, row, now=now)
            return await request_view(conn, row)

    async def hurry(self, customer_id: int) -> None:
        """Somebody says that they have paid: a hint to look now, nothing more.

        Said without end it does nothing: the next regular look comes within the minute.
        """
        try:
            charge_person()
        except TooManyLooksError:
            return
        async with self._db.write() as conn:
            await request_checks.hurry(conn, customer_id=customer_id, now=self._clock.now())

    async def method_of(self, request_id: str) -> str | None:
        """The name of the method of a request."""
        async with self._db.read() as conn:
            request = await payments.request(conn, request_id)
        return None if request is None else request.way

    async def refusal(
        self, request_id: str, *, payer_id: int, currency: str, currency_amount: int
    ) -> PaymentRefusal | None:
        """Why a payment that is about to be made must not be; None when it may. One read, nobody else is
        asked.
        """
        async with self._db.read() as conn:
            row = await payments.asked(conn, request_id)
            away = await self._maintenance.waits_for_supplier(conn)
        asked = row and (row.customer_id, row.currency, row.currency_amount)
        if row is None or asked != (payer_id, currency, currency_amount):
            return PaymentRefusal.UNKNOWN
        waits = row.order_status in {None, OrderStatus.AWAITING_PAYMENT}
        if row.state == RequestState.PAID or not (waits or row.order_status in UNPAID):
            return PaymentRefusal.PAID
        if row.state != RequestState.OPEN or not waits or row.expires_at <= self._clock.now():
            return PaymentRefusal.EXPIRED
        if row.banned_at is not None and row.order_status is None:
            return PaymentRefusal.BANNED  # an order that waits is still served; nothing else could be bought
        if row.maintenance == "on":
            return PaymentRefusal.CLOSED
        return PaymentRefusal.SUPPLIER_AWAY if away else None
