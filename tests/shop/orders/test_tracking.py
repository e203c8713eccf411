from decimal import Decimal

import pytest

from bot.shop.money import Money
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.orders.underway import codes, look, processing
from tests.shop.whole import WholeShop


async def test_a_fulfilled_order_ends_with_its_cards_and_codes_to_send(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, theirs = await processing(shop, supplier, 3)
    supplier.settle(theirs.id)
    await look(shop)
    assert await codes(shop, order) == theirs.cards
    assert await shop.told(order) == ["receipt", "codes"]
    view = await shop.orders.view(1001, order.ref)
    assert (view.status, view.fulfilled_quantity, view.refunded) == ("fulfilled", 3, Money.ZERO)
    assert view.finished_at == shop.clock.now()
    row = await shop.row(order.id)
    assert (row.charged_centimes, row.due_at) == (300_000, None)
    assert await shop.dinars() == 100_000 - 3150
    assert await shop.alerted() == []


async def test_many_codes_are_told_in_several_messages(make_shop: MakeShop, supplier: FakeSupplier) -> None:
    shop = make_shop(order_limit=25)
    await shop.customer(1001, dinars=100_000)
    order, theirs = await processing(shop, supplier, 25)
    supplier.settle(theirs.id)
    await look(shop)
    assert await shop.told(order) == ["receipt", "codes", "codes", "codes"]
    parts = [await shop.message_data.cards(order.id, part) for part in range(4)]
    assert [len(part) for part in parts] == [10, 10, 5, 0]
    assert [(card.value, card.serial) for part in parts for card in part] == theirs.cards


@pytest.mark.parametrize("filled", [1, 2, 3])
async def test_a_partial_order_gives_back_exactly_the_unfilled_part(
    shop: WholeShop, supplier: FakeSupplier, filled: int
) -> None:
    order, theirs = await processing(shop, supplier, 4)
    supplier.settle(theirs.id, "PARTIALLY_FILLED", filled=filled)
    await look(shop)
    view = await shop.orders.view(1001, order.ref)
    assert (view.status, view.fulfilled_quantity) == ("partially_filled", filled)
    assert view.refunded == order.unit_price * (4 - filled)
    assert await shop.dinars() == 100_000 - 1050 * filled
    assert await codes(shop, order) == theirs.cards
    assert await shop.told(order) == ["receipt", "codes", "order_ended"]
    assert (await shop.row(order.id)).charged_centimes == 100_000 * filled


async def test_a_refunded_order_gives_everything_back(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, theirs = await processing(shop, supplier, 2)
    supplier.settle(theirs.id, "REFUNDED")
    await look(shop)
    view = await shop.orders.view(1001, order.ref)
    assert (view.status, view.refunded, view.fulfilled_quantity) == ("refunded", order.total, 0)
    assert await shop.dinars() == 100_000
    assert await shop.told(order) == ["receipt", "order_ended"]
    assert await shop.count("cards") == 0


async def test_an_end_that_is_read_twice_is_one_end(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    order, theirs = await processing(shop, supplier, 4)
    row = await shop.row(order.id)
    supplier.settle(theirs.id, "PARTIALLY_FILLED")
    answer = supplier._shown(theirs, cut=())
    for process in (shop, make_shop(), shop):
        await process.tracking.take(row, answer)
    assert await shop.status(order) == "partially_filled"
    assert await shop.dinars() == 100_000 - 2100
    assert await shop.count("cards") == 2
    assert await shop.told(order) == ["receipt", "codes", "order_ended"]


@pytest.mark.parametrize(
    ("mischief", "reason"),
    [
        (lambda o: o.cards.pop(), "cards_do_not_add_up"),
        (lambda o: o.cards.append(("X", "Y")), "cards_do_not_add_up"),
        (lambda o: o.cards.__setitem__(0, ("", "S")), "empty_card"),
        (lambda o: o.cards.__setitem__(0, o.cards[1]), "same_card_twice"),
        (lambda o: setattr(o, "quantity", 3), "other_quantity"),
        (lambda o: setattr(o, "type_id", "T2"), "other_goods"),
        (lambda o: setattr(o, "status", "REFUNDED"), "cards_do_not_add_up"),
        (lambda o: o.cards.__setitem__(0, ("SANDBOX-CARD-1", "SANDBOX-1")), "sandbox_card"),
    ],
    ids=["card missing", "card too many", "empty", "twice", "quantity", "goods", "refunded", "sandbox"],
)
async def test_an_answer_that_does_not_add_up_is_held_for_a_person_and_nothing_moves(
    shop: WholeShop, supplier: FakeSupplier, mischief: object, reason: str
) -> None:
    order, theirs = await processing(shop, supplier, 2)
    supplier.settle(theirs.id)
    mischief(theirs)  # type: ignore[operator]
    await look(shop)
    row = await shop.row(order.id)
    assert (row.status, row.held_reason, row.due_at) == ("needs_review", reason, None)
    assert await shop.count("cards") == 0
    assert await shop.dinars() == 100_000 - 2100
    assert (await shop.alert("order_held"))["why"] == reason
    assert await shop.told(order) == ["receipt"]


async def test_sandbox_cards_are_delivered_in_the_sandbox(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop(oneclickdz_environment="sandbox")
    await shop.customer(1001, dinars=100_000)
    for _ in range(2):  # the sandbox gives the same cards to everybody
        order, theirs = await processing(shop, supplier)
        supplier.settle(theirs.id)
        theirs.cards = [("SANDBOX-CARD-1", "SANDBOX-1")]
        await look(shop)
        assert await shop.status(order) == "fulfilled"


async def test_a_code_that_another_order_has_is_never_given_out_again(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    first, theirs = await processing(shop, supplier)
    supplier.settle(theirs.id)
    await look(shop)
    second, other = await processing(shop, supplier)
    supplier.settle(other.id)
    other.cards = [(theirs.cards[0][0], "another serial")]
    await look(shop)
    assert await shop.status(first) == "fulfilled"
    assert (await shop.row(second.id)).held_reason == "card_known_from_another_order"
    assert await codes(shop, second) == []
    assert (await shop.alert("order_held"))["ref"] == second.ref


async def test_a_dearer_charge_than_expected_is_told(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, theirs = await processing(shop, supplier, 2)
    theirs.cost = Decimal("1100.50")
    supplier.settle(theirs.id)
    await look(shop)
    assert await shop.status(order) == "fulfilled"
    assert await shop.alert("charged_more") == {
        "ref": order.ref,
        "expected": "2000.00",
        "charged": "2201.00",
    }


async def test_a_charge_for_a_refunded_order_is_told(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, theirs = await processing(shop, supplier)
    supplier.settle(theirs.id, "REFUNDED").fulfilled_amount = Decimal(1000)
    await look(shop)
    assert await shop.status(order) == "refunded"
    assert (await shop.alert("charged_more"))["charged"] == "1000.00"


async def test_a_status_that_nobody_knows_is_told_once_and_looked_at_on(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, theirs = await processing(shop, supplier)
    theirs.status = "ON_HOLD"
    for _ in range(5):
        await look(shop)
        shop.clock.tick(15)
    assert await shop.alerted() == ["strange_status"]
    assert supplier.asked["order"] == 5
    supplier.settle(theirs.id)
    await look(shop)
    assert await shop.status(order) == "fulfilled"


async def test_orders_in_a_state_that_nobody_knows_cost_little_beside_many_others(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.balance_now *= 100
    strange = [(await processing(shop, supplier))[1] for _ in range(5)]
    for theirs in strange:
        theirs.status = "ON_HOLD"
    for _ in range(5):
        await processing(shop, supplier)
    shop.clock.tick(300)
    for _ in range(12):  # a minute
        await look(shop)
        shop.clock.tick(5)
    assert supplier.asked["order"] <= 5 * 7


async def test_codes_are_sent_again_on_demand_once_for_each_press(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, theirs = await processing(shop, supplier)
    supplier.settle(theirs.id)
    await look(shop)
    for _ in range(3):
        await shop.send()
        await shop.orders.send_codes_again(1001, order.ref.lower(), key="update:5")
    assert (await shop.told(order)).count("codes") == 2
    await shop.send()
    await shop.orders.send_codes_again(1001, order.ref, key="update:6")
    assert (await shop.told(order)).count("codes") == 3
