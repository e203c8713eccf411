"""What a way to pay must be able to say: its price for an amount, and how it asks for it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.shop.money import Money


@dataclass(frozen=True, slots=True)
class Price:
    """What a customer pays this way. `amount` is whole Stars or minor units; `credited` is what the wallet gets."""

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
    """What the way's own side gave for a request. `lives`: how long the customer can pay it; `look_in`: when to look."""

    external_ref: str | None = None
    url: str | None = None
    sandbox: bool | None = None
    lives: timedelta | None = None
    look_in: timedelta | None = None


class PaymentMethod(Protocol):
    """One way to pay, switched on in the settings."""

    @property
    def name(self) -> str:
        """A word for code, tables and texts."""
        ...

    def price(self, amount: Money) -> Price | None:
        """What it asks for this amount; None when it does not take so little or so much."""
        ...

    async def ask(self, price: Price, occasion: PaymentPurpose) -> PaymentInstructions:
        """Prepares a request at the way's own side, if it has one. Raises `SupplierAwayError`, `MethodClosedError`."""
        ...
