"""Orders that wait for their money: how they go on, how they end, and what they hold meanwhile."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from bot.shop.errors import (
    PaymentOverError,
)
from bot.shop.money import Money
from bot.shop.orders.supplier_float import GOOD_FOR
from storage.money import payments
from tests.fakes.supplier import FakeSupplier
from tests.shop.billing.transfers import TRANSFER
from tests.shop.conftest import MakeShop
from tests.shop.stars import STARS, asked, cashier, money, outcomes
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines


async def test_when_the_money_is_there_the_order_goes_on_by_itself(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, request = await asked(shop)
    received = await shop.payment_intake.receive(money(request))
    assert received.outcome == "paid"
    assert await shop.status(order) == "paid"
    assert await shop.dinars() == 0
    await shop.place()
    assert supplier.charges == 1
    assert await outcomes(shop) == []  # its receipt says so


async def test_money_for_an_order_that_has_expired_is_in_the_wallet(shop: WholeShop) -> None:
    order, request = await asked(shop)
    shop.clock.tick(30 * 60)
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "expired"
    assert (await shop.payment_intake.receive(money(request))).outcome == "too_late"
    assert await shop.dinars() == 1050


async def test_paying_and_expiring_in_the_same_second_never_loses_money(shop: WholeShop) -> None:
    for n in range(6):
        order, request = await asked(shop)
        before = await shop.dinars()
        shop.clock.tick(30 * 60)
        await asyncio.gather(
            shop.payment_intake.receive(money(request, f"c{n}")), shop.waiting_orders.check_due()
        )
        status = await shop.status(order)
        assert status in {"paid", "expired"}
        price = Decimal(1050) if status == "paid" else Decimal(0)
        assert await shop.dinars() == before + request.amount.dinars - price
        await shop.wallet_adjustments.credit(STAFF, 1001, 300, None, key=f"k{n}")
        await shop.wallet_adjustments.debit(
            STAFF, 1001, int(await shop.dinars() - 300) or 1, None, key=f"d{n}"
        )


async def test_an_unpaid_order_expires_at_its_time_and_not_before(shop: WholeShop) -> None:
    order, request = await asked(shop)
    shop.clock.tick(30 * 60 - 1)
    due = await shop.waiting_orders.check_due()
    assert await shop.status(order) == "awaiting_payment"
    assert due == order.pay_by
    shop.clock.tick(1)
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "expired"
    async with shop.db.read() as conn:
        row = await payments.request(conn, request.id)
    assert row is not None
    assert row.state == "expired"


async def test_what_was_paid_while_the_shop_was_down_goes_on_when_it_opens(
    shop: WholeShop, make_shop: MakeShop
) -> None:
    order, request = await asked(shop)
    unpaid, _ = await asked(shop)
    shop.clock.tick(86_400)
    opened = make_shop()
    await opened.waiting_orders.check_due()
    assert (await opened.payment_intake.receive(money(request))).outcome == "paid"
    shop.clock.tick(60)
    await opened.waiting_orders.check_due()
    assert (await shop.status(order), await shop.status(unpaid)) == ("paid", "expired")


async def test_an_order_that_the_shop_stumbles_over_does_not_hold_up_the_others(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    broken, request = await asked(shop)
    other, _ = await asked(shop)
    supplier.goes_away()
    assert (await shop.payment_intake.receive(money(request))).outcome == "later"
    supplier.comes_back()
    supplier.failing["balance"] = RuntimeError("a mistake of ours")
    shop.clock.tick(30 * 60)
    with pytest.raises(RuntimeError):
        await shop.waiting_orders.check_due()
    assert (await shop.status(broken), await shop.status(other)) == ("awaiting_payment", "expired")


async def test_waiting_orders_hold_no_stock_and_no_float(shop: WholeShop, supplier: FakeSupplier) -> None:
    supplier.balance_now = Decimal(1000)
    await asked(shop)
    await shop.customer(1002, dinars=5000)
    assert (await shop.buy(1002)).status == "paid"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda s: setattr(s.shelves["P1"].types["T1"], "stock", 0), "sold_out"),
        (lambda s: setattr(s, "balance_now", Decimal(10)), "float_too_low"),
    ],
)
async def test_what_does_not_hold_when_money_comes_leaves_it_in_the_wallet(
    shop: WholeShop, supplier: FakeSupplier, change: Any, why: str
) -> None:
    order, request = await asked(shop)
    shop.clock.tick(GOOD_FOR)
    change(supplier)
    assert (await shop.payment_intake.receive(money(request))).outcome == why
    assert await shop.status(order) == "cancelled"
    assert await shop.dinars() == 1050
    assert await outcomes(shop) == [why]
    assert supplier.charges == 0


async def test_whoever_the_float_was_too_low_for_when_the_money_came_is_named_to_the_staff(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    _, request = await asked(shop)
    shop.clock.tick(GOOD_FOR)
    supplier.balance_now = Decimal(10)
    await shop.payment_intake.receive(money(request))
    for balance in (999, 1000, 1000):
        supplier.balance_now = Decimal(balance)
        shop.clock.tick(300)
        await shop.supplier_float.watch()
        await shop.shop_watch.look()
    assert await shop.alerted() == ["float_too_low", "float_covers"]
    assert (await shop.alert("float_covers"))["who"] == "C1001 (1001)"


async def test_a_price_that_fell_does_not_stop_an_order(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, request = await asked(shop)
    supplier.shelves["P1"].types["T1"].cost = Decimal(900)
    assert (await shop.payment_intake.receive(money(request))).outcome == "paid"
    row = await shop.row(order.id)
    assert (row.unit_price_centimes, row.unit_cost_centimes) == (105_000, 90_000)


async def test_with_the_supplier_away_the_money_is_kept_and_the_order_goes_on_later(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, request = await asked(shop)
    supplier.goes_away()
    assert (await shop.payment_intake.receive(money(request))).outcome == "later"
    assert await shop.dinars() == 1050
    shop.clock.tick(30)
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "awaiting_payment"
    supplier.comes_back()
    shop.clock.tick(30)
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "paid"
    assert await shop.dinars() == 0


async def test_an_order_whose_money_went_back_while_it_waited_is_left_alone_until_its_time(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, request = await asked(shop)
    supplier.goes_away()
    await shop.payment_intake.receive(money(request))
    await shop.refunds_to_payer.done("stars", "c1")
    shop.clock.tick(30)
    assert await shop.waiting_orders.check_due() == order.pay_by
    shop.clock.tick(30 * 60)
    assert await shop.waiting_orders.check_due() is None
    assert await shop.status(order) == "expired"


async def test_an_order_that_waits_for_the_supplier_goes_on_though_a_receipt_came_too(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    desk = shop.cashier(STARS, TRANSFER)
    order, request = await asked(shop)
    assert await desk.pay_order(1001, order.ref, "transfer")
    supplier.goes_away()
    assert (await shop.payment_intake.receive(money(request))).outcome == "later"
    await shop.transfer_proofs.send(1001, kind="photo", file_id="f", file_unique_id="f", number=None)
    supplier.comes_back()
    shop.clock.tick(20)
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "paid"


async def test_an_order_does_not_expire_under_its_receipt_because_other_money_was_not_enough(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    desk = shop.cashier(STARS, TRANSFER)
    order, request = await asked(shop)
    transfer = await desk.pay_order(1001, order.ref, "transfer")
    assert transfer is not None
    await shop.transfer_proofs.send(1001, kind="photo", file_id="f", file_unique_id="f", number=None)
    supplier.goes_away()
    assert (await shop.payment_intake.receive(money(request))).outcome == "later"
    await shop.wallet_adjustments.debit(STAFF, 1001, 500, None, key="k")
    supplier.comes_back()
    shop.clock.tick(3600)
    assert await shop.waiting_orders.check_due() is None
    assert await shop.status(order) == "awaiting_payment"
    assert (await shop.transfer_proofs.approve(STAFF, transfer.id)).outcome == "paid"


async def test_with_the_supplier_away_too_long_the_money_stays_and_the_customer_is_told(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, request = await asked(shop)
    supplier.goes_away()
    await shop.payment_intake.receive(money(request))
    shop.clock.tick(1801)
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "cancelled"
    assert await shop.dinars() == 1050
    assert await outcomes(shop) == ["later", "supplier_away_too_long"]


async def test_a_waiting_order_can_be_paid_from_a_wallet_that_was_filled_meanwhile(shop: WholeShop) -> None:
    order, _ = await asked(shop)
    assert await shop.waiting_orders.pay_from_wallet(1001, order.ref) == "missing"
    await shop.wallet_adjustments.credit(STAFF, 1001, 1000, None, key="k")
    assert await shop.waiting_orders.pay_from_wallet(1001, order.ref) == "paid"
    with pytest.raises(PaymentOverError):
        await shop.waiting_orders.pay_from_wallet(1001, order.ref)
    assert await shop.dinars() == 1300 - 1050


async def test_too_little_by_now_keeps_the_order_waiting_for_the_rest(shop: WholeShop) -> None:
    order, request = await asked(shop)
    await shop.wallet_adjustments.debit(STAFF, 1001, 100, None, key="k")
    assert (await shop.payment_intake.receive(money(request))).outcome == "missing"
    assert await outcomes(shop) == ["missing"]
    rest = await cashier(shop).pay_order(1001, order.ref, "stars")
    assert rest is not None
    assert rest.amount == Money.of_dinars(100)
    assert (await shop.payment_intake.receive(money(rest, "c2"))).outcome == "paid"
    assert await shop.dinars() == 0
