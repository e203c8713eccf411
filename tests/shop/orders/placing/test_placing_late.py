"""Paid orders that wait long before they are placed: how long the shop is patient, and what a price is worth
by then.
"""

from decimal import Decimal

import pytest

from bot.shop.orders.history import OrderView
from bot.supplier import Unreachable
from tests.fakes.supplier import FakeSupplier
from tests.shop.billing.transfers import TRANSFER
from tests.shop.whole import STAFF, WholeShop


async def state(shop: WholeShop, order: OrderView) -> tuple[str, str]:
    return await shop.status(order), (await shop.attempts(order))[-1].state


async def test_after_the_patience_is_over_the_money_goes_back(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    supplier.script.extend([Unreachable("CONNECT_ERROR")] * 100)
    for _ in range(200):
        await shop.place()
        if await shop.status(order) == "rejected":
            break
        shop.clock.tick(10)
    assert 1800 <= (shop.clock.now() - order.created_at).total_seconds() <= 1870
    assert (await shop.orders.view(1001, order.ref)).why == "supplier_away_too_long"
    assert await shop.dinars() == 100_000
    assert 25 <= len(supplier.sent) <= 40  # patient, not frantic


async def test_patience_counts_from_the_money_not_from_the_wish(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    desk = shop.cashier(TRANSFER)
    await shop.customer(1002)
    order, request = await shop.asks(desk, "transfer", 1002)
    await shop.transfer_proofs.send(1002, kind="photo", file_id="f", file_unique_id="f", number=None)
    shop.clock.tick(86_400)
    await shop.transfer_proofs.approve(STAFF, request.id)
    supplier.script.append(Unreachable("CONNECT_ERROR"))
    await shop.place()
    assert await state(shop, order) == ("paid", "not_placed")
    shop.clock.tick(2)
    await shop.place()
    assert await shop.status(order) == "processing"


async def test_goods_that_became_dearer_while_the_shop_was_down_are_not_bought_at_a_loss(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy(quantity=2)
    shop.clock.tick(3600)
    supplier.shelves["P1"].types["T1"].cost = Decimal(1051)
    await shop.place()
    assert (await shop.status(order), supplier.sent) == ("needs_review", [])
    assert (await shop.row(order.id)).held_reason == "dearer"
    told = {"ref": order.ref, "price": "2100.00", "cost": "2102.00"}
    assert await shop.alert("order_dearer") == told
    await shop.review.decide(STAFF, order.ref, "refund")
    assert (await shop.orders.view(1001, order.ref)).why == "dearer"
    assert await shop.dinars() == 100_000
    assert await shop.told(order) == ["receipt", "order_ended"]


@pytest.mark.parametrize("cost", [1050, 900])
async def test_goods_that_the_price_still_pays_for_are_bought_after_a_long_time(
    shop: WholeShop, supplier: FakeSupplier, cost: int
) -> None:
    order = await shop.buy()
    shop.clock.tick(3600)
    supplier.shelves["P1"].types["T1"].cost = Decimal(cost)
    await shop.place()
    assert await shop.status(order) == "processing"


async def test_a_supplier_that_does_not_say_the_cost_is_asked_to_place_all_the_same(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    shop.clock.tick(1200)
    supplier.goes_away("product_types")
    supplier.script.append(Unreachable("CONNECT_ERROR"))
    await shop.place()
    assert await state(shop, order) == ("paid", "not_placed")
