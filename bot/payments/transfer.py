"""Transfers (BaridiMob, CCP, cash): the customer gets the merchant's account, sends a receipt, a person decides.

Nothing is asked of anybody's server here. Receipts and decisions are `bot.shop.billing.transfer_proofs`'s work.
"""

from dataclasses import dataclass

from bot.payments.method import PaymentInstructions, PaymentPurpose, Price
from bot.shop.billing.requests import TRANSFER
from bot.shop.money import Money

DZD = "DZD"


@dataclass(frozen=True, slots=True)
class Transfers:
    """`accounts` are (label, value) as the customer reads and copies them."""

    accounts: tuple[tuple[str, str], ...]
    ask_number: bool
    name: str = TRANSFER

    def price(self, amount: Money) -> Price | None:
        """Exactly the amount, whatever it is."""
        return Price(self.name, DZD, amount.centimes, amount)

    async def ask(self, price: Price, occasion: PaymentPurpose) -> PaymentInstructions:
        """Nothing to prepare."""
        del price, occasion
        return PaymentInstructions()
