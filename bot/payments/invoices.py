"""Paying by Telegram's own invoices: Stars (`XTR`), or a provider token and an ordinary currency. The same
code for both.

The rate is the merchant's; rounding goes up to a whole Star or minor unit, so that what is paid is never
worth less. Source: Bot API sendInvoice and "Payments"; the invoice itself is sent from the outbox, its
payload is the request's id.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from bot.payments.method import (
    InvoiceMessage,
    JobParts,
    MethodJob,
    PaymentInstructions,
    PaymentPurpose,
    Price,
)
from bot.shop.billing.payment_methods import MethodTraits
from bot.shop.money import Money

DZD = "DZD"
XTR = "XTR"
"""Telegram's own currency, Stars."""
_DIGITS = dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND"), 0)
_DIGITS |= dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3) | {XTR: 0}


def minor_digits(currency: str) -> int:
    """How many decimals an invoice's amounts have: Telegram's `exp` (Bot API "Payments", currencies.json).

    Not the decimals that people write, as Babel knows them: they write no coins of RSD, ALL, LBP, AFN and
    YER, but Telegram counts them, and an amount taken for whole units would ask for a hundredth.
    """
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class InvoiceMethod:
    """Paying by Telegram's invoice in one currency. `rate` says how many dinars one Star or one whole unit
    pays now, None: nobody can say; `taken` whether the merchant takes it now.
    """

    traits: MethodTraits
    currency: str
    rate: Callable[[], Decimal | None]
    presentation: InvoiceMessage
    least: int
    most: int
    taken: Callable[[], bool] = lambda: True

    @property
    def is_on(self) -> bool:
        """See `bot.payments.method.PaymentMethod`."""
        return self.taken() and self.rate() is not None

    def price(self, amount: Money) -> Price | None:
        """See `bot.payments.method.PaymentMethod`."""
        rate = self.rate()
        if rate is None:
            return None
        digits = minor_digits(self.currency)
        units = (amount.dinars / rate).scaleb(digits).to_integral_value(rounding=ROUND_CEILING)
        if not self.least <= units <= self.most:
            return None
        return Price(self.traits.name, self.currency, int(units), amount)

    def worth(self, currency: str, amount: int) -> Money | None:
        """What so many Stars or minor units are worth in dinars, rounded down to a centime."""
        rate = self.rate()
        if rate is None or currency != self.currency:
            return Money(amount) if currency == DZD else None
        return Money(int(rate * amount * 100 / 10 ** minor_digits(currency)))

    async def ask(self, price: Price, purpose: PaymentPurpose) -> PaymentInstructions:
        """Nothing to prepare: the invoice is a message."""
        del price, purpose
        return PaymentInstructions()

    def jobs(self, parts: JobParts) -> Sequence[MethodJob]:
        """None: Telegram tells of each payment."""
        del parts
        return ()
