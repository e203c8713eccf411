"""Paying by Telegram's own invoices: Stars (`XTR`), or a provider token and an ordinary currency. The same code for both.

The rate is the merchant's; rounding goes up to a whole Star or minor unit, so that what is paid is never worth less.
Source: Bot API sendInvoice and "Payments"; the invoice itself is sent by the courier, its payload is the request's id.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from bot.payments.method import PaymentInstructions, PaymentPurpose, Price
from bot.shop.billing.requests import CARD, STARS
from bot.shop.money import Money

XTR = "XTR"
MOST_STARS = 10_000
"""The most in one invoice here: the bound that Telegram documents for subscriptions; it names none for invoices."""
_MOST_MINOR = 99_999_999_99
_DIGITS = dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND"), 0)
_DIGITS |= dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3) | {XTR: 0}


def minor_digits(currency: str) -> int:
    """How many decimals an invoice's amounts have: Telegram's `exp` (Bot API "Payments", currencies.json).

    Not the decimals that people write, as Babel knows them: they write no coins of RSD, ALL, LBP, AFN and YER, but
    Telegram counts them, and an amount taken for whole units would ask for a hundredth.
    """
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Invoices:
    """One currency. `rate` is dinars for one Star, or for one whole unit of the currency."""

    name: str
    currency: str
    rate: Decimal
    provider_token: str
    least: int
    most: int

    @classmethod
    def stars(cls, rate: Decimal) -> "Invoices":
        """Telegram Stars. The provider token is empty (Bot API sendInvoice)."""
        return cls(STARS, XTR, rate, "", 1, MOST_STARS)

    @classmethod
    def card(cls, currency: str, rate: Decimal, provider_token: str) -> "Invoices":
        """A payment provider's cards, for merchants abroad. Its own least amount is about one unit of the currency."""
        return cls(CARD, currency, rate, provider_token, 10 ** minor_digits(currency), _MOST_MINOR)

    def price(self, amount: Money) -> Price | None:
        """See `bot.payments.method.Way`."""
        digits = minor_digits(self.currency)
        units = (amount.dinars / self.rate).scaleb(digits).to_integral_value(rounding=ROUND_CEILING)
        if not self.least <= units <= self.most:
            return None
        return Price(self.name, self.currency, int(units), amount)

    def worth(self, amount: int) -> Money:
        """What so many Stars or minor units are worth in dinars, rounded down to a centime."""
        digits = minor_digits(self.currency)
        return Money(int(self.rate * amount * 100 / 10**digits))

    async def ask(self, price: Price, occasion: PaymentPurpose) -> PaymentInstructions:
        """Nothing to prepare: the invoice is a message."""
        del price, occasion
        return PaymentInstructions()
