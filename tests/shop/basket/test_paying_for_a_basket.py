"""A basket that the wallet does not cover: its orders wait for one payment, and go on or end each by
itself.
"""

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.payments.methods.ocpay import OCPAY
from bot.payments.methods.stars import STARS
from bot.payments.methods.transfer import TRANSFER
from bot.shop.basket.contents import BasketBoughtError
from bot.shop.billing.requests import PaymentRequest
from bot.shop.errors import PaymentOverError
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from bot.shop.prices.promo_codes import Promo
from tests.fakes.supplier import FakeSupplier
from tests.shop.basket.filling import fill, seen
from tests.shop.books.looking import differences
from tests.shop.paying_shop import PayingShop
from tests.shop.prices.promos import runs
from tests.shop.stars import money
from tests.shop.whole import STAFF, dinars

pytestmark = pytest.mark.both_engines


async def asked(shop: PayingShop, way: str = STARS) -> tuple[tuple[OrderView, ...], PaymentRequest]:
    """Three orders that wait, and the one request for what they lack."""
    view = await fill(shop)
    count, request = await shop.cash_desk.pay_basket(1001, view.id, view.version, way, message_id=7)
    assert request is not None
    made = await shop.basket_purchase.bought(1001, view.id)
    assert count == len(made) == 3
    return made, request


async def statuses(shop: PayingShop, made: tuple[OrderView, ...]) -> list[str]:
    return [await shop.status(order) for order in made]


async def test_one_payment_of_what_is_missing_pays_all_orders(paying: PayingShop) -> None:
    made, request = await asked(paying)
    assert await statuses(paying, made) == ["awaiting_payment"] * 3
    assert (request.amount, request.others) == (dinars(6320 - 300), 2)
    received = await paying.payment_intake.receive(money(request, "c1"))
    assert received.outcome == "paid"
    assert await statuses(paying, made) == ["paid"] * 3
    assert await paying.dinars() == 0
    await paying.place()
    assert await statuses(paying, made) == ["processing"] * 3
    assert await differences(paying.db) == []


async def test_five_presses_ask_for_one_payment(paying: PayingShop) -> None:
    made, request = await asked(paying)
    (row,) = await paying.outbox(kind="payment")
    basket_id = (await paying.row(made[0].id)).basket_id
    for _ in range(4):
        count, again = await paying.cash_desk.pay_basket(1001, basket_id, 3, STARS, message_id=7)
        assert (count, again.id) == (3, request.id)
    assert (await paying.count("orders"), await paying.count("payment_requests")) == (3, 1)
    assert row.key == f"payment:{request.id}"
    await paying.payment_intake.receive(money(request, "c1"))
    with pytest.raises(BasketBoughtError):
        await paying.cash_desk.pay_basket(1001, basket_id, 3, STARS, message_id=7)


async def test_what_sold_out_meanwhile_stays_in_the_wallet_and_the_others_are_bought(
    paying: PayingShop, supplier: FakeSupplier
) -> None:
    made, request = await asked(paying)
    supplier.shelves["P1"].types["T2"].stock = 0
    received = await paying.payment_intake.receive(money(request, "c1"))
    assert received.outcome == "sold_out"
    assert await statuses(paying, made) == ["paid", "cancelled", "paid"]
    assert await paying.dinars() == 2630
    (told,) = await paying.outbox(kind="money_came")
    assert f'"order_id": {made[1].id}' in told.payload
    assert await differences(paying.db) == []


async def test_too_little_money_buys_nothing_until_the_rest_comes(paying: PayingShop) -> None:
    made, request = await asked(paying, TRANSFER)
    await paying.transfer_proofs.send(1001, kind="photo", file_id="f", file_unique_id="u", number=None)
    assert {(await paying.row(order.id)).pay_by for order in made} == {None}
    paying.clock.tick(3600)
    await paying.waiting_orders.check_due()
    assert await statuses(paying, made) == ["awaiting_payment"] * 3  # looked into: time does not run
    received = await paying.transfer_proofs.approve(STAFF, request.id, 3000)
    assert received.outcome == "missing"
    assert await statuses(paying, made) == ["awaiting_payment"] * 3
    assert await paying.dinars() == 3300
    bill = await paying.waiting_orders.view(1001, made[2].ref)
    assert (bill.missing, bill.total, bill.count) == (dinars(3020), dinars(6320), 3)
    rest = await paying.cash_desk.pay_order(1001, made[1].ref, STARS)
    assert rest.amount == dinars(3020)
    await paying.payment_intake.receive(money(rest, "c2"))
    assert await statuses(paying, made) == ["paid"] * 3
    assert await paying.dinars() == 0


async def test_who_does_not_pay_in_time_loses_all_orders_and_nothing_else(paying: PayingShop) -> None:
    await runs(paying, Promo("TENTH", percent=Decimal(4), total_limit=1))
    view = await fill(paying)
    await paying.baskets.use_promo(1001, "TENTH")
    view = await seen(paying)
    _, request = await paying.cash_desk.pay_basket(1001, view.id, view.version, STARS, message_id=7)
    (kept,) = (await paying.promos.page()).items
    assert kept.used == 1
    paying.clock.tick(timedelta(minutes=31).total_seconds())
    await paying.waiting_orders.check_due()
    made = await paying.basket_purchase.bought(1001, view.id)
    assert [order.status for order in made] == ["expired"] * 3
    (kept,) = (await paying.promos.page()).items
    assert (kept.used, await paying.dinars()) == (0, 300)
    late = await paying.payment_intake.receive(money(request, "c1"))
    assert late.outcome == "too_late"
    assert await paying.dinars() == 300 + request.amount.dinars
    assert await differences(paying.db) == []


async def test_a_cancelled_basket_ends_all_its_orders(paying: PayingShop) -> None:
    made, request = await asked(paying)
    await paying.waiting_orders.cancel(1001, made[1].ref)
    assert await statuses(paying, made) == ["cancelled"] * 3
    assert (
        await paying.payment_requests.refusal(
            request.id, payer_id=1001, currency=request.currency, currency_amount=request.currency_amount
        )
        == "expired"
    )
    with pytest.raises(PaymentOverError):
        await paying.waiting_orders.view(1001, made[0].ref)


async def test_what_sold_out_before_money_was_asked_again_is_not_asked_for(
    paying: PayingShop, supplier: FakeSupplier
) -> None:
    made, request = await asked(paying)
    supplier.shelves["P2"].types["T3"].stock = 0
    again = await paying.cash_desk.pay_order(1001, made[0].ref, STARS)
    assert again.id != request.id
    assert again.amount == dinars(6320 - 300 - 1590)
    assert await statuses(paying, made) == ["awaiting_payment", "awaiting_payment", "cancelled"]
    await paying.payment_intake.receive(money(again, "c1"))
    assert await statuses(paying, made) == ["paid", "paid", "cancelled"]
    assert await paying.dinars() == 0


async def test_while_the_supplier_is_away_the_money_waits_and_then_buys_all(
    paying: PayingShop, supplier: FakeSupplier
) -> None:
    made, request = await asked(paying)
    supplier.goes_away()
    received = await paying.payment_intake.receive(money(request, "c1"))
    assert received.outcome == "later"
    assert await statuses(paying, made) == ["awaiting_payment"] * 3
    supplier.comes_back()
    paying.clock.tick(30)
    supplier.asked.clear()
    await paying.waiting_orders.check_due()
    assert await statuses(paying, made) == ["paid"] * 3
    assert supplier.asked["product_types"] == 3  # one look for all of it
    assert await paying.dinars() == 0


async def test_a_line_that_became_dearer_than_was_paid_waits_for_a_person_alone(
    paying: PayingShop, supplier: FakeSupplier
) -> None:
    made, request = await asked(paying)
    supplier.shelves["P1"].types["T1"].cost = Decimal(2000)
    received = await paying.payment_intake.receive(money(request, "c1"))
    assert received.outcome == "held"
    assert await statuses(paying, made) == ["needs_review", "paid", "paid"]
    assert await paying.dinars() == 0


async def test_the_wallet_that_was_filled_meanwhile_pays_for_the_whole_basket(paying: PayingShop) -> None:
    made, _ = await asked(paying)
    await paying.wallet_adjustments.credit(STAFF, 1001, 10_000, None, key="more")
    assert await paying.waiting_orders.pay_from_wallet(1001, made[2].ref) == "paid"
    assert await statuses(paying, made) == ["paid"] * 3
    assert await paying.dinars() == 10_300 - 6320
    assert made[0].total > Money.ZERO


async def test_what_an_old_reading_of_the_float_covers_one_by_one_only_is_read_again(
    paying: PayingShop, supplier: FakeSupplier
) -> None:
    made, request = await asked(paying)
    supplier.balance_now = Decimal(2600)  # enough for each line, not for all of them
    await paying.supplier_float.read_now()
    paying.clock.tick(20)
    supplier.balance_now = Decimal(100_000)  # the merchant paid in since
    again = await paying.cash_desk.pay_order(1001, made[0].ref, TRANSFER)
    assert again.amount == request.amount
    supplier.balance_now = Decimal(2600)
    await paying.supplier_float.read_now()
    paying.clock.tick(20)
    supplier.balance_now = Decimal(100_000)
    received = await paying.payment_intake.receive(money(request, "c1"))
    assert received.outcome == "paid"
    assert await statuses(paying, made) == ["paid"] * 3
    assert await paying.dinars() == 0


async def test_what_came_for_a_basket_that_ended_is_told_once(paying: PayingShop) -> None:
    made, request = await asked(paying, TRANSFER)
    await paying.transfer_proofs.send(1001, kind="photo", file_id="f", file_unique_id="u", number=None)
    await paying.transfer_proofs.approve(STAFF, request.id, 3000)
    paying.clock.tick(3600)
    await paying.waiting_orders.check_due()
    ended = await paying.basket_purchase.bought(1001, (await paying.row(made[0].id)).basket_id)
    assert [order.came for order in ended] == [dinars(2100), dinars(900), Money.ZERO]


async def test_an_answer_about_an_order_that_ended_alone_is_heard_by_those_paid_with_it(
    paying: PayingShop, supplier: FakeSupplier
) -> None:
    made, _ = await asked(paying, OCPAY)
    supplier.shelves["P1"].types["T1"].stock = 0
    await paying.cash_desk.pay_order(1001, made[0].ref, TRANSFER)
    assert await statuses(paying, made) == ["cancelled", "awaiting_payment", "awaiting_payment"]
    paying.clock.tick(timedelta(minutes=31).total_seconds())
    await paying.waiting_orders.check_due()
    assert await statuses(paying, made) == ["cancelled", "awaiting_payment", "awaiting_payment"]
    paying.clock.tick(1)
    await paying.links.check_due()  # the page says: not paid
    await paying.waiting_orders.check_due()
    assert await statuses(paying, made) == ["cancelled", "expired", "expired"]
