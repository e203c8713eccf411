"""A shop whose customer has too little money, and the supplier's page on which more is paid."""

import pytest

from bot.payments.methods.ocpay import OCPay, OCPayPoller
from bot.payments.service import PaymentService
from tests.fakes.pages import FakePages
from tests.shop.conftest import MakeShop
from tests.shop.whole import WholeShop


@pytest.fixture
def pages() -> FakePages:
    return FakePages()


@pytest.fixture
async def shop(make_shop: MakeShop) -> WholeShop:
    """Customer 1001 has 300 dinars, too little for the card of 1,050 dinars."""
    made = make_shop()
    await made.customer(1001, dinars=300)
    return made


@pytest.fixture
def desk(shop: WholeShop, pages: FakePages) -> PaymentService:
    """Takes payments on the supplier's page; a module about another way to pay has a desk of its own."""
    way = OCPay(
        pages,  # type: ignore[arg-type]  # the two methods that are asked
        shop.alerts,
        sandbox=False,
        title=lambda: "Hanout",
        success=lambda customer_id: f"paid by {customer_id}",
        return_url=lambda: "https://t.me/shop_bot?start=paid",
    )
    return shop.cashier(way)


@pytest.fixture
def watch(shop: WholeShop, pages: FakePages) -> OCPayPoller:
    return OCPayPoller(
        shop.db,
        pages,  # type: ignore[arg-type]
        shop.clock,
        shop.alerts,
        payment_intake=shop.payment_intake,
        sandbox=False,
    )
