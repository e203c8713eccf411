import asyncio
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payments.methods.bank_card import bank_card
from bot.payments.methods.stars import stars
from bot.shop.billing.intake import Received
from bot.shop.billing.requests import PaymentRequest
from bot.shop.errors import (
    BadAmountError,
    FloatTooLowError,
    MethodClosedError,
    NotFoundError,
    PaymentOverError,
    QuoteChangedError,
    SupplierAwayError,
    TooManyRequestsError,
)
from bot.shop.money import Money
from bot.shop.orders.supplier_float import GOOD_FOR
from storage.money import payments
from tests.fakes.supplier import FakeSupplier
from tests.shop.billing.transfers import TRANSFER
from tests.shop.stars import STARS, asked, cashier, money, outcomes
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines


async def test_exactly_what_is_missing_is_asked_and_nothing_is_taken_yet(shop: WholeShop) -> None:
    order, request = await asked(shop)
    assert order.status == "awaiting_payment"
    assert (request.amount, request.currency, request.currency_amount) == (Money.of_dinars(750), "XTR", 300)
    assert request.expires_at == order.pay_by
    assert await shop.dinars() == 300
    assert [row.kind for row in await shop.outbox()][-2:] == ["receipt", "payment"]


async def test_five_presses_on_a_way_make_one_order_and_one_request(shop: WholeShop) -> None:
    quote = await shop.quote()
    desk = cashier(shop)
    for _ in range(5):
        await desk.pay_draft(1001, quote.draft_id, "stars", message_id=7)
    assert (await shop.count("orders"), await shop.count("payment_requests")) == (1, 1)


async def test_the_same_charge_told_many_times_at_once_is_credited_once(shop: WholeShop) -> None:
    order, request = await asked(shop)
    results = await asyncio.gather(*(shop.payment_intake.receive(money(request)) for _ in range(8)))
    assert sorted(result.outcome for result in results) == ["known"] * 7 + ["paid"]
    assert await shop.dinars() == 0
    assert await shop.status(order) == "paid"


async def test_one_invoice_paid_twice_is_an_order_and_a_credit(shop: WholeShop) -> None:
    order, request = await asked(shop)
    await asyncio.gather(
        shop.payment_intake.receive(money(request, "c1")), shop.payment_intake.receive(money(request, "c2"))
    )
    assert await shop.status(order) == "paid"
    assert await shop.dinars() == 750
    assert await outcomes(shop) == ["too_late"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"request_id": "nothing-of-ours"}, "unknown"),
        ({"request_id": None}, "unknown"),
        ({"payer_id": 1002}, "other_payer"),
        ({"currency_amount": 299}, "other_amount"),
        ({"currency": "EUR"}, "other_amount"),
        ({"way": "card"}, "unknown"),
    ],
)
async def test_a_payment_that_fits_nothing_is_kept_and_told(
    shop: WholeShop, changes: dict[str, Any], why: str
) -> None:
    order, request = await asked(shop)
    first = await shop.payment_intake.receive(money(request, **changes))
    again = await shop.payment_intake.receive(money(request, **changes))
    assert (first.outcome, again) == ("unmatched", Received(first.payment_id, "known"))
    assert await shop.dinars() == 300
    assert await shop.status(order) == "awaiting_payment"
    async with shop.db.read() as conn:
        row = await payments.get(conn, first.payment_id)
    assert row is not None
    assert (row.state, row.why, row.amount_centimes) == ("unmatched", why, 0)
    assert await shop.alerted() == ["payment_unmatched"]


class TestQuestionsBeforeAPayment:
    async def refusal(self, shop: WholeShop, request: PaymentRequest, **changes: Any) -> str | None:
        asked_ = {
            "payer_id": 1001,
            "currency": request.currency,
            "currency_amount": request.currency_amount,
        } | changes
        return await shop.payment_requests.refusal(request.id, **asked_)

    async def test_what_was_asked_may_be_paid(self, shop: WholeShop) -> None:
        _, request = await asked(shop)
        assert await self.refusal(shop, request) is None

    async def test_others_other_amounts_and_unknown_invoices_are_refused(self, shop: WholeShop) -> None:
        _, request = await asked(shop)
        assert await self.refusal(shop, request, payer_id=1002) == "unknown"
        assert await self.refusal(shop, request, currency_amount=1) == "unknown"
        assert await self.refusal(shop, request, currency="EUR") == "unknown"
        assert (
            await shop.payment_requests.refusal("x" * 128, payer_id=1001, currency="XTR", currency_amount=1)
            == "unknown"
        )

    async def test_paid_expired_cancelled_and_closed_are_refused(self, shop: WholeShop) -> None:
        order, request = await asked(shop)
        await shop.staff_actions.maintenance(STAFF, True)
        assert await self.refusal(shop, request) == "closed"
        await shop.staff_actions.maintenance(STAFF, False)
        await shop.payment_intake.receive(money(request))
        assert await self.refusal(shop, request) == "paid"
        order, request = await asked(shop)
        await shop.waiting_orders.cancel(1001, order.ref)
        assert await self.refusal(shop, request) == "expired"
        order, request = await asked(shop)
        shop.clock.tick(30 * 60)
        assert await self.refusal(shop, request) == "expired"

    async def test_the_supplier_is_never_asked(self, shop: WholeShop, supplier: FakeSupplier) -> None:
        _, request = await asked(shop)
        before = supplier.asked.copy()
        await self.refusal(shop, request)
        assert supplier.asked == before


async def test_money_is_not_asked_for_what_cannot_be_bought(shop: WholeShop, supplier: FakeSupplier) -> None:
    desk = cashier(shop)
    quote = await shop.quote()
    shop.clock.tick(GOOD_FOR)
    supplier.balance_now = Decimal(10)
    with pytest.raises(FloatTooLowError):
        await desk.pay_draft(1001, quote.draft_id, "stars", message_id=7)
    with pytest.raises(FloatTooLowError):
        await desk.top_up(1001, 1000, "stars")
    shop.clock.tick(GOOD_FOR)
    supplier.goes_away()
    with pytest.raises(SupplierAwayError):
        await desk.pay_draft(1001, quote.draft_id, "stars", message_id=7)
    with pytest.raises(SupplierAwayError):
        await desk.top_up(1001, 1000, "stars")
    assert (await shop.count("orders"), await shop.count("payment_requests")) == (0, 0)


async def test_an_old_button_pressed_again_does_not_ask_for_what_cannot_be_bought_by_now(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    desk = cashier(shop)
    quote = await shop.quote()
    await desk.pay_draft(1001, quote.draft_id, "stars", message_id=7)
    shop.clock.tick(28 * 60)
    supplier.balance_now = Decimal(10)
    with pytest.raises(FloatTooLowError):
        await desk.pay_draft(1001, quote.draft_id, "stars", message_id=7)
    assert await shop.count("payment_requests") == 1


async def test_another_way_is_offered_only_while_the_order_can_go_on(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    desk = cashier(shop)
    order, _ = await asked(shop)
    supplier.goes_away()
    with pytest.raises(SupplierAwayError):
        await desk.pay_order(1001, order.ref, "stars")
    supplier.comes_back()
    shop.clock.tick(GOOD_FOR)
    supplier.balance_now = Decimal(10)
    with pytest.raises(FloatTooLowError):
        await desk.pay_order(1001, order.ref, "stars")
    shop.clock.tick(2)  # what an old reading does not cover is asked again at once
    supplier.balance_now = Decimal(10_000)
    supplier.shelves["P1"].types["T1"].stock = 0
    with pytest.raises(PaymentOverError) as over:
        await desk.pay_order(1001, order.ref, "stars")
    assert over.value.why == "sold_out"
    assert await shop.status(order) == "cancelled"
    with pytest.raises(NotFoundError):
        await desk.pay_order(1002, order.ref, "stars")
    with pytest.raises(MethodClosedError):
        await desk.pay_order(1001, order.ref, "gold")


async def test_a_changed_price_is_asked_again_before_money_is(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    quote = await shop.quote()
    supplier.shelves["P1"].types["T1"].cost = Decimal(1100)
    with pytest.raises(QuoteChangedError):
        await cashier(shop).pay_draft(1001, quote.draft_id, "stars", message_id=7)
    assert await shop.count("orders") == 0


async def test_an_order_that_the_wallet_covers_by_now_is_simply_bought(shop: WholeShop) -> None:
    quote = await shop.quote()
    await shop.wallet_adjustments.credit(STAFF, 1001, 5000, None, key="k")
    ref, request = await cashier(shop).pay_draft(1001, quote.draft_id, "stars", message_id=7)
    assert request is None
    assert (await shop.orders.view(1001, ref)).status == "paid"
    assert await shop.dinars() == 5300 - 1050


@pytest.mark.parametrize("way", ["stars", "transfer"])
async def test_a_way_pressed_again_when_the_wallet_covers_the_order_by_now_pays_from_it(
    shop: WholeShop, way: str
) -> None:
    desk = shop.cashier(STARS, TRANSFER)
    quote = await shop.quote()
    await desk.pay_draft(1001, quote.draft_id, "stars", message_id=7)
    await shop.wallet_adjustments.credit(STAFF, 1001, 1000, None, key="k")
    ref, request = await desk.pay_draft(1001, quote.draft_id, way, message_id=7)
    assert request is None
    assert (await shop.orders.view(1001, ref)).status == "paid"
    assert await shop.dinars() == 1300 - 1050


async def test_nobody_has_more_than_ten_payments_under_way(shop: WholeShop) -> None:
    desk = cashier(shop)
    first = await desk.top_up(1001, 1000, "stars")
    for more in range(1, 10):
        await desk.top_up(1001, 1000 + more, "stars")
    with pytest.raises(TooManyRequestsError):
        await desk.top_up(1001, 2000, "stars")
    assert (await desk.top_up(1001, 1000, "stars")).id == first.id  # one that is there is shown again
    await shop.customer(1002)
    await desk.top_up(1002, 2000, "stars")
    await shop.payment_intake.receive(money(first))
    await desk.top_up(1001, 2000, "stars")
    with pytest.raises(TooManyRequestsError):
        await desk.top_up(1001, 3000, "stars")
    shop.clock.tick(31 * 60)
    await desk.top_up(1001, 3000, "stars")


async def test_a_top_up_fills_the_wallet_within_its_bounds(shop: WholeShop) -> None:
    desk = cashier(shop)
    for dinars in (0, -1, 499, 50_001):
        with pytest.raises(BadAmountError):
            await desk.top_up(1001, dinars, "stars")
    request = await desk.top_up(1001, 1000, "stars")
    assert (request.currency_amount, request.order_ref) == (400, None)
    assert (await shop.payment_intake.receive(money(request))).outcome == "topup"
    assert await shop.dinars() == 1300
    assert await outcomes(shop) == ["topup"]


async def test_a_crash_while_money_is_booked_books_all_or_nothing(shop: WholeShop) -> None:
    _, request = await asked(shop)
    carry_on = shop.waiting_orders.carry_on

    async def dies(*args: Any, **kwargs: Any) -> str:
        await carry_on(*args, **kwargs)
        raise KeyboardInterrupt

    shop.payment_intake._waiting_orders.carry_on = dies  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        await shop.payment_intake.receive(money(request))
    assert (await shop.dinars(), await shop.count("payments")) == (300, 0)
    shop.payment_intake._waiting_orders.carry_on = carry_on  # type: ignore[method-assign]
    assert (await shop.payment_intake.receive(money(request))).outcome == "paid"


class TestMoneyThatGoesBack:
    async def test_a_refund_we_did_not_ask_for_leaves_the_wallet_as_far_as_it_is_there(
        self, shop: WholeShop
    ) -> None:
        request = await cashier(shop).top_up(1001, 1000, "stars")
        await shop.payment_intake.receive(money(request))
        await shop.buy()  # 1,050 of 1,300
        await asyncio.gather(*(shop.refunds_to_payer.done("stars", "c1") for _ in range(3)))
        assert await shop.dinars() == 0
        assert (await shop.alert("payment_taken_back"))["lost"] == "750.00"
        assert len(await shop.outbox(kind="money_back")) == 1
        async with shop.db.read() as conn:
            payment = await payments.by_charge(conn, "stars", "c1")
        assert payment is not None
        assert (payment.state, payment.refunded_centimes) == (
            "refunded",
            250_00,
        )  # what left the wallet for it

    async def test_a_refund_of_nothing_we_know_is_told(self, shop: WholeShop) -> None:
        await shop.refunds_to_payer.done("stars", "c9")
        await shop.refunds_to_payer.done("stars", "c9")
        assert await shop.alerted() == ["refund_of_unknown"]


@given(st.integers(1, 10**7), st.decimals("0.01", "10000", places=2))
def test_a_price_in_stars_is_whole_never_worth_less_and_less_than_one_star_more(
    centimes: int, rate: Decimal
) -> None:
    price = stars(lambda: rate).price(Money(centimes))
    if price is None:
        assert Money(centimes).dinars > rate * 10_000
        return
    assert price.credited == Money(centimes)
    assert rate * (price.amount - 1) < Money(centimes).dinars <= rate * price.amount


DIGITS = {"EUR": 2, "JPY": 0, "TND": 3, "RSD": 2, "LBP": 2}


@given(st.integers(1, 10**9), st.decimals("0.01", "100000", places=2), st.sampled_from(sorted(DIGITS)))
def test_a_price_in_another_currency_is_rounded_up_to_its_own_smallest_coin(
    centimes: int, rate: Decimal, currency: str
) -> None:
    digits = DIGITS[currency]
    price = bank_card(currency, lambda: rate, "token").price(Money(centimes))
    if price is not None:
        worth = rate.scaleb(-digits)
        assert price.amount >= 10**digits
        assert worth * (price.amount - 1) < Money(centimes).dinars <= worth * price.amount
