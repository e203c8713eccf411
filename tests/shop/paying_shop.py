"""The whole shop with every way to pay switched on, and the two watchers that find payments nobody told
of.
"""

from decimal import Decimal
from typing import Any

from bot.payments.method import AccountsToPayTo
from bot.payments.methods.bank_card import bank_card
from bot.payments.methods.ocpay import OCPay, OCPayPoller
from bot.payments.methods.stars import StarsReconciler
from bot.payments.methods.stars import stars as stars_method
from bot.payments.methods.transfer import Transfer
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.pages import FakePages
from tests.fakes.stars import FakeStars
from tests.fakes.supplier import FakeSupplier
from tests.shop.mortal import Fate, MortalCalls, MortalDatabase, MortalDelivery
from tests.shop.whole import WholeShop


class PayingShop(WholeShop):
    """`cash_desk` takes money in Stars, by card (EUR), through OCPay's pages and by transfer."""

    def __init__(
        self,
        db: Database,
        clock: FakeClock,
        supplier: FakeSupplier,
        delivery: FakeDelivery,
        *,
        pages: FakePages,
        stars: FakeStars,
        **changes: Any,
    ) -> None:
        super().__init__(db, clock, supplier, delivery, **changes)
        links: Any = pages  # the two methods that are asked
        self.cash_desk = self.cashier(
            OCPay(
                links,
                self.alerts,
                sandbox=False,
                title=lambda: "Hanout",
                success=lambda customer_id: f"paid by {customer_id}",
                return_url=lambda: "https://t.me/shop_bot?start=paid",
            ),
            stars_method(lambda: Decimal("2.5")),
            bank_card("EUR", lambda: Decimal(250), "a-token"),
            Transfer(lambda: AccountsToPayTo((("CCP", "0012345678"),), ask_number=True)),
        )
        self.links = OCPayPoller(
            db, links, clock, self.alerts, payment_intake=self.payment_intake, sandbox=False
        )
        self.stars = StarsReconciler(
            db, clock, stars, payment_intake=self.payment_intake, refunds_to_payer=self.refunds_to_payer
        )


def mortal_paying_shop(
    db: Database,
    clock: FakeClock,
    supplier: FakeSupplier,
    delivery: FakeDelivery,
    fate: Fate,
    *,
    pages: FakePages,
    stars: FakeStars,
    **changes: Any,
) -> PayingShop:
    """A process that has so many moments to live."""
    outside: list[Any] = [MortalCalls(each, fate) for each in (supplier, pages, stars)]
    return PayingShop(
        MortalDatabase(db, fate),
        clock,
        outside[0],
        MortalDelivery(delivery, fate),
        pages=outside[1],
        stars=outside[2],
        **changes,
    )
