"""A payment page that was paid in time pays its order, however late the shop is told of it."""

import json
from datetime import timedelta

import pytest

from bot.payments.methods.ocpay import OCPayPoller
from bot.payments.service import PaymentService
from bot.shop.errors import PaymentOverError
from bot.shop.orders.history import OrderView
from bot.supplier import Unavailable
from tests.fakes.pages import FakePages
from tests.shop.whole import STAFF, WholeShop

PATIENCE = 1800


@pytest.fixture
async def order(shop: WholeShop, desk: PaymentService, watch: OCPayPoller) -> OrderView:
    """An order with a page, at its deadline: the page was looked at just before, and nothing had been paid
    yet.
    """
    order, _ = await shop.asks(desk, "ocpay")
    shop.clock.tick(29 * 60 + 59)
    await watch.check_due()
    await shop.waiting_orders.check_due()
    shop.clock.tick(1)
    return order


async def test_a_page_paid_in_time_and_read_after_the_deadline_pays_its_order(
    shop: WholeShop, pages: FakePages, watch: OCPayPoller, order: OrderView
) -> None:
    pages.says("OCPL-1", "CONFIRMED", amount=750)
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "awaiting_payment"
    await watch.check_due()
    assert await shop.status(order) == "paid"
    assert await shop.dinars() == 0


async def test_an_unpaid_page_is_asked_once_after_the_deadline_and_then_the_order_ends(
    shop: WholeShop, pages: FakePages, watch: OCPayPoller, order: OrderView
) -> None:
    await shop.waiting_orders.check_due()
    looks = pages.looks["OCPL-1"]
    due = await watch.check_due()
    assert pages.looks["OCPL-1"] == looks + 1
    assert due is not None
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "expired"


async def test_every_page_of_the_order_is_asked_before_it_ends(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    order, _ = await shop.asks(desk, "ocpay")
    shop.clock.tick(16 * 60)  # too old to be shown again
    await desk.pay_order(1001, order.ref, "ocpay")
    pages.said["OCPL-1"] = Unavailable("READ_TIMEOUT")
    shop.clock.tick(14 * 60)
    for _ in range(3):
        await shop.waiting_orders.check_due()
        await watch.check_due()
        shop.clock.tick(60)
    assert await shop.status(order) == "awaiting_payment"
    pages.says("OCPL-1", "CONFIRMED", amount=750)
    await watch.check_due()
    assert await shop.status(order) == "paid"


async def test_a_supplier_that_cannot_be_asked_is_waited_for_no_longer_than_patience(
    shop: WholeShop, pages: FakePages, watch: OCPayPoller, order: OrderView
) -> None:
    pages.trouble = Unavailable("READ_TIMEOUT")
    await shop.waiting_orders.check_due()
    for _ in range(PATIENCE // 60 - 1):
        shop.clock.tick(60)
        await watch.check_due()
        await shop.waiting_orders.check_due()
        assert await shop.status(order) == "awaiting_payment"
    shop.clock.tick(60)
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "expired"
    pages.trouble = None
    pages.says("OCPL-1", "CONFIRMED", amount=750)
    shop.clock.tick(3600)
    await watch.check_due()
    assert await shop.dinars() == 1050  # too late for the order, and not lost


async def test_meanwhile_the_customer_is_told_that_it_is_looked_into_and_asked_for_nothing_more(
    shop: WholeShop, desk: PaymentService, order: OrderView
) -> None:
    await shop.send()
    await shop.waiting_orders.check_due()
    assert (await shop.orders.view(1001, order.ref)).looked_into
    [card] = [
        row for row in await shop.outbox(kind="receipt") if json.loads(row.payload)["order_id"] == order.id
    ]
    assert card.state == "waiting"
    with pytest.raises(PaymentOverError) as over:
        await desk.pay_order(1001, order.ref, "ocpay")
    assert over.value.why == "looked_into"
    await shop.wallet_adjustments.credit(STAFF, 1001, 750, None, key="gift")
    assert await shop.waiting_orders.pay_from_wallet(1001, order.ref) == "paid"


@pytest.mark.parametrize("hours", [-2, 2])
async def test_a_page_paid_before_the_clock_was_set_pays_its_order(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller, hours: int
) -> None:
    quote = await shop.quote()
    ref, _ = await desk.pay_draft(1001, quote.draft_id, "ocpay", message_id=7)
    await shop.clock_watch.look()
    await watch.check_due()
    pages.says("OCPL-1", "CONFIRMED", amount=750)
    shop.clock.set_by(timedelta(hours=hours))
    for _ in range(3):
        shop.clock.tick(10)
        await shop.clock_watch.look()
        await shop.waiting_orders.check_due()
        await watch.check_due()
    assert (await shop.orders.view(1001, ref)).status == "paid"
    assert await shop.dinars() == 0


async def test_the_page_of_an_order_is_looked_at_often_though_the_clock_was_set_forward(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    quote = await shop.quote()
    ref, _ = await desk.pay_draft(1001, quote.draft_id, "ocpay", message_id=7)
    shop.clock.set_by(timedelta(minutes=20))
    await watch.check_due()
    pages.says("OCPL-1", "CONFIRMED", amount=750)
    shop.clock.tick(10)
    await watch.check_due()
    assert (await shop.orders.view(1001, ref)).status == "paid"
