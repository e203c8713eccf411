"""Transfers (BaridiMob, CCP, cash): the customer gets the merchant's account, sends a picture as proof, a
person decides.

Nothing is asked of anybody's server here. Proofs and decisions are the work of
`bot.shop.billing.transfers.transfer_proofs`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.payments.invoices import DZD
from bot.payments.method import (
    AccountsToPayTo,
    JobParts,
    MethodJob,
    MethodParts,
    PaymentInstructions,
    PaymentMethod,
    PaymentPurpose,
    Price,
)
from bot.shop.billing.payment_methods import MethodTraits
from bot.shop.money import Money

TRAITS: Final = MethodTraits("transfer", place=4, proved_by_picture=True)
TRANSFER: Final = TRAITS.name


def build(parts: MethodParts) -> PaymentMethod:
    """On with an account to pay to."""
    live = parts.settings
    return Transfer(
        lambda: AccountsToPayTo(live.now.transfer_accounts, live.now.transfer_ask_number),
        taken=lambda: live.now.take_transfers,
    )


@dataclass(frozen=True, slots=True)
class Transfer:
    """Paying to one of the merchant's accounts."""

    accounts: Callable[[], AccountsToPayTo]
    taken: Callable[[], bool] = lambda: True
    traits: MethodTraits = TRAITS

    @property
    def presentation(self) -> AccountsToPayTo:
        """The accounts as they are now."""
        return self.accounts()

    @property
    def is_on(self) -> bool:
        """See `bot.payments.method.PaymentMethod`."""
        return self.taken() and bool(self.accounts().accounts)

    def price(self, amount: Money) -> Price | None:
        """Exactly the amount, whatever it is."""
        return Price(self.traits.name, DZD, amount.centimes, amount)

    def worth(self, currency: str, amount: int) -> Money | None:
        """As many dinars as came."""
        return Money(amount) if currency == DZD else None

    async def ask(self, price: Price, purpose: PaymentPurpose) -> PaymentInstructions:
        """Nothing to prepare."""
        del price, purpose
        return PaymentInstructions()

    def jobs(self, parts: JobParts) -> Sequence[MethodJob]:
        """None: a person decides."""
        del parts
        return ()
