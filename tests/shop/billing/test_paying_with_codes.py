"""Promo codes on orders that wait for their money: the discount is theirs, and so is the use until they end
unpaid.
"""

import asyncio
from decimal import Decimal

import pytest

from bot.shop.billing.requests import PaymentRequest
from bot.shop.errors import NothingLeftError, QuoteChangedError
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from bot.shop.prices.promo_codes import Promo
from bot.shop.prices.rules import PriceRule, RuleScopeKey
from tests.fakes.supplier import FakeSupplier
from tests.shop.books.looking import differences
from tests.shop.conftest import MakeShop
from tests.shop.prices.promos import runs, with_code
from tests.shop.stars import STARS, money
from tests.shop.whole import STAFF, WholeShop, dinars

ONCE = Promo("ONCE", amount=Money.of_dinars(50), total_limit=1)


@pytest.fixture
async def shop(make_shop: MakeShop) -> WholeShop:
    """Two customers with 300 dinars each, a card of 1,050 dinars, and one use of a code over 50."""
    made = make_shop()
    for customer in (1001, 1002):
        await made.customer(customer, dinars=300)
    await runs(made, ONCE)
    return made


async def waiting(shop: WholeShop) -> tuple[OrderView, PaymentRequest]:
    return await shop.asks(shop.cashier(STARS), "stars", quote=await with_code(shop, "ONCE"))


async def meets(shop: WholeShop) -> bool:
    return not await differences(shop.db)


async def test_asked_is_the_total_after_the_discount_less_the_wallet(shop: WholeShop) -> None:
    order, request = await waiting(shop)
    assert (order.total, order.discount, order.promo) == (dinars(1000), dinars(50), "ONCE")
    assert request.amount == dinars(700)
    assert await meets(shop)
    await shop.payment_intake.receive(money(request))
    assert (await shop.status(order), await shop.dinars()) == ("paid", 0)
    row = await shop.row(order.id)
    assert row.price_rule is not None
    assert await meets(shop)


async def test_a_waiting_order_holds_the_last_use_of_its_code(shop: WholeShop) -> None:
    both = [await with_code(shop, "ONCE", customer) for customer in (1001, 1002)]
    desk = shop.cashier(STARS)
    results = await asyncio.gather(
        *(
            desk.pay_draft(customer, quote.draft_id, "stars", message_id=7)
            for customer, quote in zip((1001, 1002), both, strict=True)
        ),
        return_exceptions=True,
    )
    assert sorted(isinstance(result, QuoteChangedError) for result in results) == [False, True]


@pytest.mark.parametrize("end", ["cancelled", "expired"])
async def test_an_order_that_ends_unpaid_gives_the_use_back(shop: WholeShop, end: str) -> None:
    order, request = await waiting(shop)
    if end == "cancelled":
        await shop.waiting_orders.cancel(1001, order.ref)
    else:
        shop.clock.tick(31 * 60)
        await shop.waiting_orders.check_due()
    assert await shop.status(order) == end
    assert (await with_code(shop, "ONCE", 1002)).total == dinars(1000)
    # Money that comes late is in the wallet and takes no code back.
    await shop.payment_intake.receive(money(request))
    assert await shop.dinars() == 1000
    assert await meets(shop)


async def test_a_cost_that_rises_into_the_discount_is_left_to_a_person(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    set_price = PriceRule(set_price=dinars(1050))
    rule_id = await shop.rule_store.propose(STAFF, RuleScopeKey(), "all", set_price)
    assert await shop.rule_store.put_in_force(STAFF, rule_id, set_price)
    order, request = await waiting(shop)
    supplier.shelves["P1"].types["T1"].cost = Decimal(1001)
    await shop.payment_intake.receive(money(request))
    assert (await shop.status(order), await shop.dinars()) == ("needs_review", 0)


async def test_staff_give_back_what_was_paid_and_not_the_price(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, request = await waiting(shop)
    await shop.payment_intake.receive(money(request))
    await shop.place()
    supplier.settle(supplier.only().id)
    shop.clock.tick(6)
    await shop.tracking.look()
    assert (await shop.refunds.offer(order.ref)).left == dinars(1000)
    with pytest.raises(NothingLeftError):
        await shop.refunds.refund(STAFF, order.ref, dinars(1001), None, to="wallet", key="k0")
    assert await shop.refunds.refund(STAFF, order.ref, dinars(1000), None, to="wallet", key="k1")
    assert await shop.dinars() == 1000
    assert await meets(shop)


async def test_a_payment_without_its_entry_and_an_entry_without_its_payment_are_named(
    shop: WholeShop,
) -> None:
    _, request = await waiting(shop)
    await shop.payment_intake.receive(money(request))
    async with shop.db.write() as conn:
        await conn.exec_driver_sql("UPDATE payments SET amount_centimes = 1")
        await conn.exec_driver_sql(
            "INSERT INTO entries (customer_id, kind, subject, amount_centimes, at, who)"
            " VALUES (1001, 'topup', 'payment:99', 100, 0, 'x')"
        )
    found = [difference.code for difference in await differences(shop.db)]
    assert found == ["entry_without_payment", "payment_not_booked"]
