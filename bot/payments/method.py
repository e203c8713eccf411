"""What a payment method must be able to do. A new method is a module in `bot.payments.methods`, its settings,
its texts.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from telegram.ext import ExtBot

from bot.clock import Clock
from bot.settings import Settings
from bot.shop.billing.intake import PaymentIntake
from bot.shop.billing.payment_methods import MethodTraits
from bot.shop.billing.refunds_to_payer import RefundsToPayer
from bot.shop.chat_settings.live_settings import Live
from bot.shop.money import Money
from bot.shop.outbox.alerts import Alerts
from bot.supplier import SupplierClient
from storage.database import Database
from storage.wakeups import Work


@dataclass(frozen=True, slots=True)
class Price:
    """What a customer pays with a method. `amount` is whole Stars or minor units; `credited` is what the
    wallet gets.
    """

    way: str
    currency: str
    amount: int
    credited: Money


@dataclass(frozen=True, slots=True)
class PaymentPurpose:
    """What the money is for: an order's ref and a title, or neither for a top-up."""

    customer_id: int
    ref: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class PaymentInstructions:
    """What the method's own side gave for a request.

    `lives`: how long the customer can pay it; `look_in`: when a worker first looks whether it was paid.
    """

    external_ref: str | None = None
    url: str | None = None
    sandbox: bool | None = None
    lives: timedelta | None = None
    look_in: timedelta | None = None


# How a request is shown, one of three. The texts are the method's own: `pay-NAME` and `pay-NAME-STATE`.


@dataclass(frozen=True, slots=True)
class InvoiceMessage:
    """As Telegram's own invoice; the provider token is empty for Telegram's own currency."""

    provider_token: str
    takes: Callable[[str], bool]
    """Whether a payment in that currency came this way."""


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """As a button that opens the request's link."""


@dataclass(frozen=True, slots=True)
class AccountsToPayTo:
    """As lines to copy, (label, value); the customer then sends a picture as proof, and its number if it is
    asked for.
    """

    accounts: tuple[tuple[str, str], ...]
    ask_number: bool


Presentation = InvoiceMessage | PaymentPage | AccountsToPayTo


# What a method has done without being asked, one of two.


@dataclass(frozen=True, slots=True)
class RegularJob:
    """Work done every so many seconds, and at once when there is work of the kind `woken_by`."""

    name: str
    every: float
    work: Callable[[], Awaitable[object]]
    woken_by: Work
    needs_supplier: bool = False


@dataclass(frozen=True, slots=True)
class DueJob:
    """Work done when it said that the next is due, and at once when there is work of the kind `woken_by`."""

    name: str
    work: Callable[[], Awaitable[datetime | None]]
    finish: Callable[[], Awaitable[None]]
    woken_by: Work
    needs_supplier: bool = False


MethodJob = RegularJob | DueJob


@dataclass(frozen=True, slots=True)
class MethodParts:
    """What a method may be made of."""

    settings: Live[Settings]
    """As they are at the moment of use."""
    supplier: SupplierClient
    alerts: Alerts
    thanks: Callable[[int], str]
    """What a page outside Telegram says to this customer once they have paid."""
    way_back: Callable[[], str]
    """The address that leads from such a page back to the chat."""


@dataclass(frozen=True, slots=True)
class JobParts:
    """What a method's jobs may be made of."""

    db: Database
    clock: Clock
    intake: PaymentIntake
    refunds: RefundsToPayer
    bot: ExtBot[Any]


class PaymentMethod(Protocol):
    """One payment method, made whether it is switched on or not."""

    @property
    def traits(self) -> MethodTraits:
        """What the shop's rules know of it."""
        ...

    @property
    def is_on(self) -> bool:
        """Whether customers can choose it."""
        ...

    @property
    def presentation(self) -> Presentation:
        """How its requests are shown."""
        ...

    def price(self, amount: Money) -> Price | None:
        """What it asks for this amount; None when it does not take so little or so much."""
        ...

    def worth(self, currency: str, amount: int) -> Money | None:
        """What a payment that nobody asked for is worth; None where nobody can say."""
        ...

    async def ask(self, price: Price, purpose: PaymentPurpose) -> PaymentInstructions:
        """Prepares a request at the method's own side, if it has one. Raises `SupplierAwayError`,
        `MethodClosedError`.
        """
        ...

    def jobs(self, parts: JobParts) -> Sequence[MethodJob]:
        """What has to be done without being asked, also while it is switched off."""
        ...


class MethodModule(Protocol):
    """What a module in `bot.payments.methods` has."""

    TRAITS: MethodTraits

    def build(self, parts: MethodParts) -> PaymentMethod:
        """Makes the method of the merchant's settings."""
        ...
