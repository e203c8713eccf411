import asyncio
from decimal import Decimal

import pytest

from bot.payments.methods.stars import stars
from bot.payments.service import PaymentService
from bot.shop.billing.intake import IncomingPayment
from bot.shop.errors import BadAmountError, NotFoundError, NothingLeftError, RefundedMeanwhileError
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from storage.money import payments
from tests.fakes.supplier import FakeSupplier
from tests.shop.stars import money
from tests.shop.whole import OTHER_STAFF, STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines


@pytest.fixture
def desk(shop: WholeShop) -> PaymentService:
    return shop.cashier(stars(lambda: Decimal("2.5")))


@pytest.fixture
async def order(shop: WholeShop, desk: PaymentService, supplier: FakeSupplier) -> OrderView:
    """A delivered card for 1,050 dinars: 300 from the wallet, 750 as 300 Stars."""
    order, request = await shop.asks(desk, "stars")
    await shop.payment_intake.receive(money(request))
    await shop.place()
    supplier.settle(supplier.only().id)
    shop.clock.tick(6)
    await shop.tracking.look()
    order = await shop.orders.view(1001, order.ref)
    assert order.status == "fulfilled"
    return order


async def test_all_of_it_goes_back_to_the_wallet_with_entry_event_and_message(
    shop: WholeShop, order: OrderView
) -> None:
    offer = await shop.refunds.offer(order.ref)
    assert (offer.left, offer.charge and offer.charge.amount) == (dinars(1050), dinars(750))
    assert await shop.refunds.refund(STAFF, order.ref, offer.left, "bad code", to="wallet", key="k1")
    assert await shop.dinars() == 1050
    after = await shop.orders.view(1001, order.ref)
    assert (after.refunded, after.events[-1].why, after.events[-1].who) == (
        dinars(1050),
        "staff_refund",
        f"staff:{STAFF}",
    )
    assert len(await shop.outbox(kind="money_back")) == 1
    assert [line.action for line in await shop.audit()] == ["credit", "refund"]


async def test_never_more_than_was_paid_and_never_twice(shop: WholeShop, order: OrderView) -> None:
    results = await asyncio.gather(
        *(
            shop.refunds.refund(who, order.ref, dinars(700), None, to="wallet", key=f"k{who}")
            for who in (STAFF, OTHER_STAFF)
        ),
        return_exceptions=True,
    )
    assert sorted(map(str, map(type, results))) == sorted(map(str, (bool, NothingLeftError)))
    (refused,) = [one for one in results if isinstance(one, NothingLeftError)]
    assert refused.left == dinars(350)
    assert await shop.dinars() == 700
    won = STAFF if results[0] is True else OTHER_STAFF
    again = await asyncio.gather(
        *(
            shop.refunds.refund(won, order.ref, dinars(100), None, to="wallet", key=f"k{won}")
            for _ in range(4)
        )
    )
    assert again == [False] * 4
    assert await shop.refunds.refund(STAFF, order.ref, dinars(350), None, to="wallet", key="rest")
    with pytest.raises(NothingLeftError):
        await shop.refunds.offer(order.ref)
    assert await shop.dinars() == 1050


async def test_back_to_stars_takes_the_whole_charge_and_leaves_the_rest_in_the_wallet(
    shop: WholeShop, order: OrderView
) -> None:
    assert await shop.refunds.refund(STAFF, order.ref, dinars(1050), None, to="stars", key="k")
    assert await shop.dinars() == 300
    (asked,) = await shop.refunds_to_payer.asked_for("stars")
    assert (asked.amount_centimes, asked.charge_id) == (75_000, "c1")
    await shop.refunds_to_payer.done("stars", "c1")
    await shop.refunds_to_payer.done("stars", "c1")
    assert await shop.dinars() == 300
    assert len(await shop.outbox(kind="money_back")) == 2
    with pytest.raises(NothingLeftError):
        await shop.refunds.refund(STAFF, order.ref, dinars(1050), None, to="stars", key="k2")


async def test_a_part_smaller_than_the_charge_cannot_go_back_to_stars(
    shop: WholeShop, order: OrderView
) -> None:
    assert (await shop.refunds.offer(order.ref, dinars(500))).charge is None
    with pytest.raises(NothingLeftError):
        await shop.refunds.refund(STAFF, order.ref, dinars(500), None, to="stars", key="k")
    assert await shop.dinars() == 0


async def test_wallet_and_stars_at_once_give_the_price_once(shop: WholeShop, order: OrderView) -> None:
    results = await asyncio.gather(
        shop.refunds.refund(STAFF, order.ref, dinars(1050), None, to="stars", key="a"),
        shop.refunds.refund(OTHER_STAFF, order.ref, dinars(1050), None, to="wallet", key="b"),
        return_exceptions=True,
    )
    assert sum(one is True for one in results) == 1
    assert await shop.dinars() == (300 if results[0] is True else 1050)


async def test_orders_under_way_or_ended_without_cards_are_not_refunded_by_hand(
    shop: WholeShop, desk: PaymentService
) -> None:
    await shop.customer(1001)
    await shop.wallet_adjustments.credit(STAFF, 1001, 5000, None, key="more")
    bought = await shop.buy()
    for amount in (None, dinars(10)):
        with pytest.raises(NothingLeftError) as refused:
            await shop.refunds.offer(bought.ref, amount)
        assert refused.value.left == Money.ZERO
    with pytest.raises(NothingLeftError):
        await shop.refunds.refund(STAFF, bought.ref, dinars(10), None, to="wallet", key="k")
    with pytest.raises(NotFoundError):
        await shop.refunds.offer("NOSUCHREF1")


async def test_nothing_or_less_is_no_amount(shop: WholeShop, order: OrderView) -> None:
    with pytest.raises(BadAmountError):
        await shop.refunds.offer(order.ref, Money.ZERO)
    with pytest.raises(BadAmountError):
        await shop.refunds.offer(order.ref, dinars(-5))


async def test_a_refund_asked_for_again_in_the_millisecond_of_its_refusal_takes_the_money_again(
    shop: WholeShop, desk: PaymentService
) -> None:
    request = await desk.top_up(1001, 1000, "stars")
    received = await shop.payment_intake.receive(money(request))
    for _ in range(3):
        await shop.refunds_to_payer.ask(STAFF, received.payment_id)
        assert await shop.dinars() == 300
        await shop.refunds_to_payer.refused(received.payment_id, "no")
        assert await shop.dinars() == 1300


class TestPaymentsThatFitNothing:
    @pytest.fixture
    async def stray(self, shop: WholeShop) -> int:
        received = await shop.payment_intake.receive(
            IncomingPayment(
                way="stars",
                charge_id="c9",
                request_id="gone",
                payer_id=1001,
                currency="XTR",
                currency_amount=100,
                who="telegram",
            )
        )
        return received.payment_id

    async def test_one_is_credited_once(self, shop: WholeShop, desk: PaymentService, stray: int) -> None:
        worth = desk.worth("stars", "XTR", 100)
        assert worth == dinars(250)
        done = await asyncio.gather(*(shop.refunds.credit(STAFF, stray, worth) for _ in range(4)))
        assert sorted(done) == [False, False, False, True]
        assert await shop.dinars() == 550
        assert (await shop.refunds.payments(unmatched=True)).items == ()

    async def test_one_goes_back_or_is_credited_but_not_both(
        self, shop: WholeShop, desk: PaymentService, stray: int
    ) -> None:
        await asyncio.gather(
            shop.refunds.credit(STAFF, stray, dinars(250)), shop.refunds_to_payer.ask(OTHER_STAFF, stray)
        )
        async with shop.db.read() as conn:
            row = await payments.get(conn, stray)
        assert row is not None
        # Credited first and then sent back is also whole: the credit has left the wallet again.
        assert row.state == "refund_requested" or await shop.dinars() == 550
        assert await shop.dinars() == (300 if row.state == "refund_requested" else 550)

    async def test_a_strangers_payment_cannot_be_credited(self, shop: WholeShop) -> None:
        received = await shop.payment_intake.receive(
            IncomingPayment("stars", "c8", None, 4242, currency="XTR", currency_amount=1, who="ledger")
        )
        with pytest.raises(NotFoundError):
            await shop.refunds.credit(STAFF, received.payment_id, dinars(1))
        (listed,) = (await shop.refunds.payments(unmatched=True)).items
        assert (listed.known, listed.can_go_back, listed.why) == (False, True, "unknown")


async def test_a_confirmation_that_was_shown_before_another_refund_pays_nothing(
    shop: WholeShop, order: OrderView
) -> None:
    acts = [
        shop.refunds.refund(STAFF, order.ref, dinars(500), None, to="wallet", key=key, seen=order.refunded)
        for key in ("k1", "k2")
    ]
    results = await asyncio.gather(*acts, return_exceptions=True)
    assert True in results
    (late,) = [one for one in results if isinstance(one, RefundedMeanwhileError)]
    assert (late.amount, late.left) == (dinars(500), dinars(550))
    assert await shop.dinars() == 500
