"""An agreed price holds while its order waits. Only the supplier's cost can stop it, and then a person
decides.
"""

import json
from collections.abc import Awaitable, Callable
from decimal import Decimal

import pytest

from bot.payments.service import PaymentService
from bot.shop.billing.requests import PaymentRequest
from bot.shop.errors import CostRoseError, PaymentOverError
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from bot.shop.prices.rules import Limit, PriceRule, RuleScopeKey
from bot.supplier import Unreachable
from tests.fakes.supplier import FakeSupplier
from tests.shop.billing.transfers import TRANSFER
from tests.shop.stars import STARS, money
from tests.shop.whole import OTHER_STAFF, STAFF, WholeShop

T1 = RuleScopeKey("PSN", "P1", "T1")


@pytest.fixture
def desk(shop: WholeShop) -> PaymentService:
    return shop.cashier(TRANSFER, STARS)


async def asked(
    shop: WholeShop, desk: PaymentService, way: str = "transfer"
) -> tuple[OrderView, PaymentRequest]:
    """An order of one card that waits for 750 dinars."""
    return await shop.asks(desk, way)


async def transferred(shop: WholeShop, desk: PaymentService) -> tuple[OrderView, PaymentRequest]:
    """The same, with its receipt sent."""
    order, request = await asked(shop, desk)
    await shop.transfer_proofs.send(1001, kind="photo", file_id="f", file_unique_id=order.ref, number=None)
    return order, request


def costs(supplier: FakeSupplier, dinars: int) -> None:
    supplier.shelves["P1"].types["T1"].cost = Decimal(dinars)


async def sets(shop: WholeShop, says: PriceRule) -> None:
    rule_id = await shop.rule_store.propose(STAFF, T1, "10 EUR", says)
    assert await shop.rule_store.put_in_force(STAFF, rule_id, says)


async def raises_the_margin(shop: WholeShop) -> None:
    await sets(shop, PriceRule(percent=Decimal(6), step=Money.of_dinars(10)))


async def sets_a_price(shop: WholeShop) -> None:
    await sets(shop, PriceRule(set_price=Money.of_dinars(5000)))


async def sets_a_price_below_cost_unconfirmed(shop: WholeShop) -> None:
    await sets(shop, PriceRule(set_price=Money.of_dinars(900)))


async def limits_the_day(shop: WholeShop) -> None:
    await shop.buy(await shop.customer(1002, dinars=5000), 2)
    await shop.rule_store.limit(STAFF, T1, "10 EUR", Limit(per_order=1, per_day=1))


async def hides_the_goods(shop: WholeShop) -> None:
    await shop.rule_store.hide(STAFF, T1, "10 EUR", hidden=True)


RULES = [
    raises_the_margin,
    sets_a_price,
    sets_a_price_below_cost_unconfirmed,
    limits_the_day,
    hides_the_goods,
]


@pytest.mark.parametrize("changes", RULES)
async def test_no_rule_that_the_merchant_saves_afterwards_voids_an_agreed_price(
    shop: WholeShop,
    desk: PaymentService,
    supplier: FakeSupplier,
    changes: Callable[[WholeShop], Awaitable[None]],
) -> None:
    order, request = await transferred(shop, desk)
    await changes(shop)
    before = supplier.charges
    assert (await shop.transfer_proofs.approve(STAFF, request.id)).outcome == "paid"
    assert await shop.dinars() == 0
    shop.clock.tick(3600)  # so long that the cost is looked at once more before it is placed
    await shop.place()
    assert await shop.status(order) == "processing"
    assert supplier.charges > before


@pytest.mark.parametrize("changes", RULES)
async def test_money_is_still_asked_at_the_agreed_price_after_a_change_of_rules(
    shop: WholeShop, desk: PaymentService, changes: Callable[[WholeShop], Awaitable[None]]
) -> None:
    order, _ = await asked(shop, desk)
    await changes(shop)
    request = await desk.pay_order(1001, order.ref, "stars")
    assert request is not None
    assert request.amount == Money.of_dinars(750)


async def test_a_cost_above_what_was_paid_is_left_to_a_person_and_the_money_stays_with_the_order(
    shop: WholeShop, desk: PaymentService, supplier: FakeSupplier
) -> None:
    order, request = await transferred(shop, desk)
    costs(supplier, 1051)
    assert (await shop.transfer_proofs.approve(STAFF, request.id)).outcome == "held"
    dossier = await shop.review.dossier(order.ref)
    assert (dossier.order.status, dossier.held_reason) == ("needs_review", "dearer")
    assert (dossier.cost, dossier.margin) == (Money.of_dinars(1051), Money.of_dinars(-1))
    assert dossier.decisions == ("buy_at_loss", "refund")
    assert await shop.alert("order_dearer") == {"ref": order.ref, "price": "1050.00", "cost": "1051.00"}
    assert (await shop.orders.view(1001, order.ref)).held_dearer
    [told] = await shop.outbox(kind="money_came")
    assert json.loads(told.payload)["outcome"] == "held"
    await shop.place()
    assert (await shop.dinars(), supplier.sent) == (0, [])


@pytest.mark.parametrize("cost", [1050, 1001])
async def test_a_cost_that_the_price_still_pays_is_bought(
    shop: WholeShop, desk: PaymentService, supplier: FakeSupplier, cost: int
) -> None:
    order, request = await transferred(shop, desk)
    costs(supplier, cost)
    assert (await shop.transfer_proofs.approve(STAFF, request.id)).outcome == "paid"
    await shop.place()
    assert (await shop.attempt(order)).unit_cost_centimes == cost * 100


async def held(shop: WholeShop, desk: PaymentService, supplier: FakeSupplier) -> OrderView:
    order, request = await transferred(shop, desk)
    costs(supplier, 2000)
    await shop.transfer_proofs.approve(STAFF, request.id)
    return order


async def test_staff_buy_it_at_a_loss_once(
    shop: WholeShop, desk: PaymentService, supplier: FakeSupplier
) -> None:
    order = await held(shop, desk, supplier)
    shop.clock.tick(86_400)
    for who in (STAFF, OTHER_STAFF):
        await shop.review.decide(who, order.ref, "buy_at_loss")
    await shop.place()
    assert await shop.status(order) == "processing"
    assert len(supplier.sent) == 1
    lines = [row for row in await shop.audit() if row.action == "buy_at_loss"]
    assert [(row.staff_id, row.subject) for row in lines] == [(STAFF, f"order:{order.ref}")]


async def test_patience_with_the_supplier_counts_from_the_decision(
    shop: WholeShop, desk: PaymentService, supplier: FakeSupplier
) -> None:
    order = await held(shop, desk, supplier)
    shop.clock.tick(86_400)
    await shop.review.decide(STAFF, order.ref, "buy_at_loss")
    supplier.script.append(Unreachable("CONNECT_ERROR"))
    await shop.place()
    assert await shop.status(order) == "paid"


async def test_staff_give_it_back_and_the_customer_is_told_why(
    shop: WholeShop, desk: PaymentService, supplier: FakeSupplier
) -> None:
    order = await held(shop, desk, supplier)
    await shop.review.decide(STAFF, order.ref, "refund")
    await shop.review.decide(OTHER_STAFF, order.ref, "buy_at_loss")
    await shop.place()
    view = await shop.orders.view(1001, order.ref)
    assert (view.status, view.why, view.refunded) == ("rejected", "dearer", Money.of_dinars(1050))
    assert (await shop.dinars(), supplier.sent) == (1050, [])
    assert "order_ended" in await shop.told(order)


async def test_what_becomes_dearer_still_after_the_decision_is_decided_again(
    shop: WholeShop, desk: PaymentService, supplier: FakeSupplier
) -> None:
    order = await held(shop, desk, supplier)
    await shop.review.decide(STAFF, order.ref, "buy_at_loss")
    shop.clock.tick(3600)  # the shop was down
    costs(supplier, 2001)
    await shop.place()
    dossier = await shop.review.dossier(order.ref)
    assert (dossier.held_reason, dossier.cost) == ("dearer", Money.of_dinars(2001))
    assert supplier.sent == []


async def test_what_was_sold_below_cost_on_purpose_is_bought_at_that_cost(
    shop: WholeShop, desk: PaymentService, supplier: FakeSupplier
) -> None:
    below = PriceRule(set_price=Money.of_dinars(900), confirmed_cost=Money.of_dinars(1000))
    await sets(shop, below)
    _, request = await transferred(shop, desk)
    assert (await shop.transfer_proofs.approve(STAFF, request.id)).outcome == "paid"


class TestWhileItIsDearer:
    async def test_no_more_money_is_asked_but_what_comes_still_counts(
        self, shop: WholeShop, desk: PaymentService, supplier: FakeSupplier
    ) -> None:
        order, request = await asked(shop, desk, "stars")
        costs(supplier, 1051)
        with pytest.raises(CostRoseError):
            await desk.pay_order(1001, order.ref, "transfer")
        assert await shop.status(order) == "awaiting_payment"
        assert (await shop.payment_intake.receive(money(request))).outcome == "held"
        assert await shop.status(order) == "needs_review"

    async def test_an_order_whose_money_nobody_was_asked_for_ends(
        self, shop: WholeShop, supplier: FakeSupplier
    ) -> None:
        quote = await shop.quote()
        order = await shop.checkout.buy(
            1001, quote.draft_id, message_id=7, pay_by=shop.payment_requests.pay_by()
        )
        costs(supplier, 1051)
        with pytest.raises(PaymentOverError) as over:
            await shop.waiting_orders.may_be_paid(1001, order.ref)
        assert (over.value.why, await shop.status(order)) == ("price_changed", "cancelled")

    async def test_the_wallet_pays_for_it_only_where_money_had_come_for_it(
        self, shop: WholeShop, desk: PaymentService, supplier: FakeSupplier
    ) -> None:
        order, request = await asked(shop, desk, "stars")
        await shop.wallet_adjustments.debit(STAFF, 1001, 100, None, key="d")
        costs(supplier, 1051)
        await shop.wallet_adjustments.credit(STAFF, 1001, 1000, None, key="c")
        with pytest.raises(CostRoseError):
            await shop.waiting_orders.pay_from_wallet(1001, order.ref)
        await shop.wallet_adjustments.debit(STAFF, 1001, 1000, None, key="d2")
        assert (await shop.payment_intake.receive(money(request))).outcome == "missing"
        await shop.wallet_adjustments.credit(STAFF, 1001, 1000, None, key="c2")
        assert await shop.waiting_orders.pay_from_wallet(1001, order.ref) == "held"


class TestMoneyThatBoughtNothing:
    async def test_a_part_paid_order_that_expires_says_how_much_had_come_and_staff_hear_of_it(
        self, shop: WholeShop, desk: PaymentService
    ) -> None:
        order, request = await transferred(shop, desk)
        await shop.transfer_proofs.approve(STAFF, request.id, 600)
        shop.clock.tick(31 * 60)
        await shop.waiting_orders.check_due()
        view = await shop.orders.view(1001, order.ref)
        assert (view.status, view.came) == ("expired", Money.of_dinars(600))
        told = [json.loads(row.payload) for row in await shop.outbox(kind="money_came")]
        assert [(one["outcome"], one.get("centimes")) for one in told] == [
            ("missing", None),
            ("not_paid_in_time", 60_000),
        ]
        assert await shop.alert("approved_in_vain") == {
            "payment": 1,
            "amount": "600.00",
            "ref": order.ref,
            "why": "not_paid_in_time",
            "customer": 1001,
            "wallet": "900.00",
        }

    async def test_one_that_the_customer_cancels_says_so_too(
        self, shop: WholeShop, desk: PaymentService
    ) -> None:
        order, request = await transferred(shop, desk)
        await shop.transfer_proofs.approve(STAFF, request.id, 600)
        await shop.waiting_orders.cancel(1001, order.ref)
        assert (await shop.orders.view(1001, order.ref)).came == Money.of_dinars(600)
        assert (await shop.alert("approved_in_vain"))["why"] == "customer_cancelled"

    async def test_staff_hear_of_an_approved_receipt_whose_goods_are_sold_out(
        self, shop: WholeShop, desk: PaymentService, supplier: FakeSupplier
    ) -> None:
        order, request = await transferred(shop, desk)
        supplier.shelves["P1"].types["T1"].stock = 0
        assert (await shop.transfer_proofs.approve(STAFF, request.id)).outcome == "sold_out"
        told = await shop.alert("approved_in_vain")
        assert (told["ref"], told["why"], told["wallet"]) == (order.ref, "sold_out", "1050.00")

    async def test_staff_hear_of_one_that_comes_after_the_order_was_cancelled_or_paid_otherwise(
        self, shop: WholeShop, desk: PaymentService
    ) -> None:
        cancelled, first = await transferred(shop, desk)
        await shop.waiting_orders.cancel(1001, cancelled.ref)
        await shop.transfer_proofs.approve(STAFF, first.id)
        assert (await shop.alert("approved_in_vain"))["why"] == "customer_cancelled"
        await shop.wallet_adjustments.debit(STAFF, 1001, 1000, None, key="d")
        paid, second = await transferred(shop, desk)
        await shop.wallet_adjustments.credit(STAFF, 1001, 2000, None, key="c")
        assert await shop.waiting_orders.pay_from_wallet(1001, paid.ref) == "paid"
        await shop.transfer_proofs.approve(STAFF, second.id)
        told = [json.loads(row.payload)["args"] for row in await shop.outbox(kind="staff_alert")]
        assert [one["why"] for one in told] == ["customer_cancelled", "paid_otherwise"]

    async def test_money_that_buys_what_it_came_for_alarms_nobody(
        self, shop: WholeShop, desk: PaymentService
    ) -> None:
        _, request = await transferred(shop, desk)
        await shop.transfer_proofs.approve(STAFF, request.id)
        assert await shop.alerted() == []
