"""Bank cards by Telegram's invoices and a payment provider's token, for merchants abroad.

Telegram tells of each payment. The provider's own least amount is about one unit of the currency.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from bot.payments.invoices import XTR, InvoiceMethod, minor_digits
from bot.payments.method import InvoiceMessage, MethodParts, PaymentMethod
from bot.shop.billing.payment_methods import MethodTraits

TRAITS: Final = MethodTraits("card", place=3)
CARD: Final = TRAITS.name
_MOST: Final = 99_999_999_99


def build(parts: MethodParts) -> PaymentMethod:
    """On with a provider's token and a rate."""
    live = parts.settings
    token = (
        live.now.card_provider_token.get_secret_value()
    )  # changed in the environment only, as is the currency
    return bank_card(
        live.now.card_currency,
        lambda: live.now.card_rate if token else None,
        token,
        taken=lambda: live.now.take_cards,
    )


def bank_card(
    currency: str,
    rate: Callable[[], Decimal | None],
    provider_token: str,
    *,
    taken: Callable[[], bool] = lambda: True,
) -> InvoiceMethod:
    """The method in one currency."""
    shown = InvoiceMessage(provider_token, takes=lambda paid: paid != XTR)
    return InvoiceMethod(TRAITS, currency, rate, shown, 10 ** minor_digits(currency), _MOST, taken)
