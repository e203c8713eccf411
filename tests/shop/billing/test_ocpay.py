"""OCPay's rules (contract §6.4 to §6.7), with the supplier's side played by hand."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payments.methods.ocpay import LIFE, OCPay, OCPayPoller, pause_at
from bot.payments.service import PaymentService
from bot.shop.billing.requests import PaymentRequest
from bot.shop.bounded_concurrency import PATIENCE
from bot.shop.errors import MethodClosedError, SupplierAwayError
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from bot.shop.supplier_access.person_limits import MOST, LookLimits
from bot.supplier import NotFound, PaymentsOff, Unavailable
from storage.money import payments
from storage.money.payment_rows import RequestRow
from tests.fakes.pages import FakePages
from tests.shop.whole import WholeShop


async def asked(shop: WholeShop, desk: PaymentService) -> tuple[OrderView, PaymentRequest]:
    return await shop.asks(desk, "ocpay")


async def row(shop: WholeShop, request: PaymentRequest) -> RequestRow:
    async with shop.db.read() as conn:
        found = await payments.request(conn, request.id)
    assert found is not None
    return found


async def later(shop: WholeShop, watch: OCPayPoller, seconds: float) -> None:
    shop.clock.tick(seconds)
    await watch.check_due()
    await shop.waiting_orders.check_due()


async def said_paid(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller, **details: Any
) -> OrderView:
    """An order whose page says at the first look that it was paid."""
    order, _ = await asked(shop, desk)
    pages.says("OCPL-1", "CONFIRMED", **details)
    await later(shop, watch, 3)
    return order


async def test_a_link_is_stored_before_anybody_sees_it(
    shop: WholeShop, desk: PaymentService, pages: FakePages
) -> None:
    order, request = await asked(shop, desk)
    assert pages.asked[0]["dinars"] == 750
    assert order.ref in pages.asked[0]["title"]
    assert pages.asked[0]["success_message"] == "paid by 1001"
    found = await row(shop, request)
    assert (found.external_ref, found.url, found.sandbox, found.state) == (
        "OCPL-1",
        "https://pay.example/OCPL-1",
        0,
        "open",
    )
    assert found.expires_at - found.created_at == LIFE
    assert [message.kind for message in await shop.outbox()][-1] == "payment"


async def test_a_confirmed_payment_pays_its_order_once(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    order, request = await asked(shop, desk)
    await later(shop, watch, 3)
    assert await shop.status(order) == "awaiting_payment"
    pages.says("OCPL-1", "CONFIRMED", amount=750, isSandbox=False)
    await later(shop, watch, 5)
    assert await shop.status(order) == "paid"
    assert await shop.dinars() == 0
    looks = pages.looks["OCPL-1"]
    await later(shop, watch, 86_400)
    assert pages.looks["OCPL-1"] == looks
    assert (await row(shop, request)).state == "paid"


async def test_missing_details_fall_back_to_what_was_said_of_the_link(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    order = await said_paid(shop, desk, pages, watch)
    assert await shop.status(order) == "paid"


async def test_play_money_pays_nothing_in_a_real_shop(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    order = await said_paid(shop, desk, pages, watch, amount=750, isSandbox=True)
    assert await shop.status(order) == "awaiting_payment"
    assert await shop.dinars() == 300
    assert await shop.alerted() == ["ocpay_environment"]
    pages.sandbox = True
    with pytest.raises(MethodClosedError):
        await desk.top_up(1001, 1000, "ocpay")


async def test_real_money_is_not_forgotten_while_the_shop_has_a_key_to_play_with(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    order, _ = await asked(shop, desk)
    pages.says("OCPL-1", "CONFIRMED", amount=750, isSandbox=False)
    playing = OCPayPoller(
        shop.db,
        pages,  # type: ignore[arg-type]
        shop.clock,
        shop.alerts,
        payment_intake=shop.payment_intake,
        sandbox=True,
    )
    for _ in range(3):
        await later(shop, playing, 3)
    assert await shop.alert("ocpay_environment") == {"ref": "OCPL-1"}
    assert await shop.dinars() == 300
    await later(shop, watch, 3)
    assert await shop.status(order) == "paid"


async def test_a_page_that_somebody_paid_who_is_erased_by_now_is_kept_for_a_person(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    await shop.customer(1777)
    request = await desk.top_up(1777, 1000, "ocpay")
    await later(shop, watch, LIFE.total_seconds() + 1)
    assert (await row(shop, request)).state == "expired"
    await shop.erasing.forget(1777, gives_up=Money.ZERO)
    made_up = (await row(shop, request)).customer_id
    pages.says("OCPL-1", "CONFIRMED", amount=1000, isSandbox=False)
    await later(shop, watch, 3600)
    assert await shop.dinars(made_up) == 0
    (payment,) = (await shop.refunds.payments(unmatched=True)).items
    assert (payment.customer_id, payment.currency_amount, payment.why) == (made_up, 100_000, "other_payer")
    assert (await shop.alert("payment_unmatched"))["payment"] == payment.id


async def test_another_amount_is_kept_for_a_person(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    order = await said_paid(shop, desk, pages, watch, amount=700, isSandbox=False)
    await later(shop, watch, 30)
    assert await shop.status(order) == "awaiting_payment"
    assert await shop.alerted() == ["payment_unmatched"]
    (stray,) = (await shop.refunds.payments(unmatched=True)).items
    assert (stray.why, stray.currency_amount) == ("other_amount", 70_000)
    assert desk.worth("ocpay", stray.currency, stray.currency_amount) == Money.of_dinars(700)


@pytest.mark.parametrize(
    "trouble", [NotFound("NOT_FOUND"), Unavailable("READ_TIMEOUT"), PaymentsOff("FORBIDDEN")]
)
async def test_trouble_while_looking_says_nothing_about_a_payment(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller, trouble: Exception
) -> None:
    order, request = await asked(shop, desk)
    pages.said["OCPL-1"] = trouble
    for _ in range(5):
        await later(shop, watch, 60)
    assert (await row(shop, request)).state == "open"
    pages.says("OCPL-1", "CONFIRMED", amount=750)
    await later(shop, watch, 60)
    assert await shop.status(order) == "paid"


async def test_a_link_that_the_shop_stumbles_over_does_not_hold_up_the_others(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    await desk.top_up(1001, 1000, "ocpay")
    order, _ = await asked(shop, desk)
    pages.said["OCPL-1"] = RuntimeError("a mistake of ours")
    pages.says("OCPL-2", "CONFIRMED", amount=750)
    shop.clock.tick(5)
    with pytest.raises(RuntimeError):
        await watch.check_due()
    assert await shop.status(order) == "paid"


async def test_a_failed_link_is_over_and_another_one_may_be_made(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    order, request = await asked(shop, desk)
    pages.says("OCPL-1", "FAILED")
    await later(shop, watch, 3)
    assert (await row(shop, request)).state == "failed"
    assert await shop.status(order) == "awaiting_payment"
    again = await desk.pay_order(1001, order.ref, "ocpay")
    assert again is not None
    assert again.url != request.url
    pages.says("OCPL-2", "CONFIRMED", amount=750)
    await later(shop, watch, 5)
    assert await shop.status(order) == "paid"


async def test_a_late_confirmation_is_honoured_even_after_expiry_and_failure(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    order, _ = await asked(shop, desk)
    pages.says("OCPL-1", "FAILED")
    await later(shop, watch, 3600)
    assert await shop.status(order) == "expired"
    pages.says("OCPL-1", "CONFIRMED", amount=750)
    await later(shop, watch, 3600)
    assert await shop.dinars() == 1050


async def test_two_links_paid_for_one_order_are_an_order_and_a_credit(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    order, _ = await asked(shop, desk)
    shop.clock.tick(16 * 60)  # too old to be shown again
    second = await desk.pay_order(1001, order.ref, "ocpay")
    assert second is not None
    assert second.url == "https://pay.example/OCPL-2"
    for ref in ("OCPL-1", "OCPL-2"):
        pages.says(ref, "CONFIRMED", amount=750)
    await later(shop, watch, 60)
    await later(shop, watch, 60)
    assert await shop.status(order) == "paid"
    assert await shop.dinars() == 750


async def test_a_young_link_is_shown_again(shop: WholeShop, desk: PaymentService, pages: FakePages) -> None:
    order, request = await asked(shop, desk)
    shop.clock.tick(14 * 60)
    again = await desk.pay_order(1001, order.ref, "ocpay")
    assert again is not None
    assert again.url == request.url
    assert len(pages.asked) == 1


async def test_who_comes_back_from_the_page_is_looked_at_now(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    order, _ = await asked(shop, desk)
    await later(shop, watch, 10 * 60)
    pages.says("OCPL-1", "CONFIRMED", amount=750)
    await watch.check_due()
    assert await shop.status(order) == "awaiting_payment"
    await shop.payment_requests.hurry(1002)
    await watch.check_due()
    assert await shop.status(order) == "awaiting_payment"
    await shop.payment_requests.hurry(1001)
    await watch.check_due()
    assert await shop.status(order) == "paid"


async def test_who_says_without_end_that_they_have_paid_is_looked_at_when_the_turn_comes(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    order, _ = await asked(shop, desk)
    await later(shop, watch, 10 * 60)
    pages.says("OCPL-1", "CONFIRMED", amount=750)
    looks = LookLimits(shop.clock)
    for _ in range(MOST):
        looks.take(1001)
    with looks.on_behalf_of(1001):
        await shop.payment_requests.hurry(1001)
    await watch.check_due()
    assert await shop.status(order) == "awaiting_payment"
    await later(shop, watch, 60)
    assert await shop.status(order) == "paid"


async def test_no_link_is_no_request_and_the_reason_is_told(
    shop: WholeShop, desk: PaymentService, pages: FakePages
) -> None:
    pages.refuses = PaymentsOff("FORBIDDEN")
    with pytest.raises(MethodClosedError):
        await desk.top_up(1001, 1000, "ocpay")
    assert await shop.alerted() == ["ocpay_off"]
    pages.refuses = Unavailable("READ_TIMEOUT")
    with pytest.raises(SupplierAwayError):
        await desk.top_up(1001, 1000, "ocpay")
    assert await shop.count("payment_requests") == 0
    pages.refuses = None
    for _ in range(2):
        await desk.top_up(1001, 1000, "ocpay")
    assert await shop.alerted() == ["ocpay_off", "ocpay_on"]


async def test_a_link_is_looked_at_on_the_contracts_schedule_and_at_last_no_more(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    await asked(shop, desk)
    looks = {}
    for name, seconds in (("5 min", 300), ("25 min", 1500), ("24 h", 86_400), ("week", 8 * 86_400)):
        while (shop.clock.monotonic()) < seconds:
            due = await watch.check_due()
            if due is None:
                shop.clock.tick(seconds - shop.clock.monotonic())
                break
            shop.clock.tick(min((due - shop.clock.now()).total_seconds(), seconds - shop.clock.monotonic()))
        looks[name] = pages.looks["OCPL-1"]
    assert 45 <= looks["5 min"] <= 70
    assert 18 <= looks["25 min"] - looks["5 min"] <= 22
    assert 65 <= looks["24 h"] - looks["25 min"] <= 72
    assert 6 <= looks["week"] - looks["24 h"] <= 8
    assert await watch.check_due() is None


@given(st.integers(0, 10 * 86_400))
def test_looks_only_become_rarer(seconds: int) -> None:
    pause, after = pause_at(timedelta(seconds=seconds)), pause_at(timedelta(seconds=seconds + 1))
    assert pause is None or after is None or pause <= after
    assert (pause is None) == (seconds >= 7 * 86_400)


@given(st.integers(1, 10**8))
def test_a_price_is_whole_dinars_rounded_up_within_the_bounds(centimes: int) -> None:
    way = OCPay(None, None, sandbox=False, title=str, success=str, return_url=str)  # type: ignore[arg-type]
    price = way.price(Money(centimes))
    dinars = -(-centimes // 100)
    assert (price is not None) == (500 <= dinars <= 500_000)
    if price is not None:
        assert price.credited == Money.of_dinars(dinars) == Money(price.amount)
        assert Decimal(price.amount) % 100 == 0


async def test_a_page_that_the_supplier_says_nothing_about_holds_up_no_other_payment(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    slow, _ = await asked(shop, desk)
    await shop.customer(1002, dinars=300)
    other, _ = await shop.asks(desk, "ocpay", 1002)
    pages.mute.add("OCPL-1")
    pages.says("OCPL-2", "CONFIRMED")
    shop.clock.tick(60)
    looking = asyncio.create_task(watch.check_due())
    async with asyncio.timeout(5):
        while not pages.looks["OCPL-1"] or len(watch._looks._under_way) > 1:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0)
        await shop.clock.advance(PATIENCE)
        due = await looking
    assert due is None
    assert (await shop.orders.view(1002, other.ref)).status == "paid"
    assert await shop.status(slow) == "awaiting_payment"
    await watch._looks._cancel()
    # A process that ends meanwhile leaves it due at the next start.
    pages.mute.clear()
    pages.says("OCPL-1", "CONFIRMED")
    await watch.check_due()
    assert await shop.status(slow) == "paid"


async def test_a_hint_that_comes_while_the_page_is_looked_at_is_not_lost(
    shop: WholeShop, desk: PaymentService, pages: FakePages, watch: OCPayPoller
) -> None:
    await asked(shop, desk)
    pages.mute.add("OCPL-1")
    shop.clock.tick(60)
    looking = asyncio.create_task(watch.check_due())
    async with asyncio.timeout(5):
        while not pages.looks["OCPL-1"]:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0)
        await shop.payment_requests.hurry(1001)
        pages.release.set()
        await looking
    await watch.check_due()
    assert pages.looks["OCPL-1"] == 2
