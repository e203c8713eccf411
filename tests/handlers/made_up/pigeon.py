"""Paying by carrier pigeon: a payment method that no module of the shop has ever heard of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.payments.method import (
    JobParts,
    MethodJob,
    MethodParts,
    PaymentInstructions,
    PaymentMethod,
    PaymentPage,
    PaymentPurpose,
    Price,
    RegularJob,
)
from bot.shop.billing.intake import IncomingPayment
from bot.shop.billing.payment_methods import MethodTraits
from bot.shop.money import Money
from storage.money import request_checks
from storage.wakeups import Work

TRAITS = MethodTraits("pigeon", place=9, gives_back=True)


def build(parts: MethodParts) -> PaymentMethod:
    return Pigeon(parts.settings.now.shop_name)


@dataclass
class Pigeon:
    """`arrived` and `flown_back` are the loft, which is this method's own side."""

    shop_name: str
    traits: MethodTraits = TRAITS
    is_on: bool = True
    presentation: PaymentPage = field(default_factory=PaymentPage)
    asked: list[PaymentPurpose] = field(default_factory=list)
    arrived: set[str] = field(default_factory=set)
    flown_back: list[str] = field(default_factory=list)

    def price(self, amount: Money) -> Price:
        return Price(TRAITS.name, "DZD", amount.centimes, amount)

    def worth(self, currency: str, amount: int) -> Money | None:
        return Money(amount) if currency == "DZD" else None

    async def ask(self, price: Price, purpose: PaymentPurpose) -> PaymentInstructions:
        self.asked.append(purpose)
        ref = f"PIGEON-{len(self.asked)}"
        return PaymentInstructions(ref, f"https://loft.example/{ref}", look_in=timedelta(0))

    def jobs(self, parts: JobParts) -> Sequence[MethodJob]:
        async def look() -> None:
            async with parts.db.read() as conn:
                due = await request_checks.requests_due(conn, way=TRAITS.name, now=parts.clock.now(), limit=9)
            for request in due:
                if request.external_ref in self.arrived:
                    await parts.intake.receive(
                        IncomingPayment(
                            way=TRAITS.name,
                            charge_id=request.external_ref,
                            request_id=request.id,
                            payer_id=request.customer_id,
                            currency=request.currency,
                            currency_amount=request.currency_amount,
                            who=TRAITS.name,
                        )
                    )

        async def fly_back() -> None:
            for payment in await parts.refunds.asked_for(TRAITS.name):
                self.flown_back.append(payment.charge_id)
                await parts.refunds.done(TRAITS.name, payment.charge_id)

        return (
            RegularJob("loft", 60, look, Work.LINKS_TO_CHECK),
            RegularJob("pigeons back", 60, fly_back, Work.REFUNDS_TO_SEND),
        )
