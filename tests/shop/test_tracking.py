import itertools
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.shop.delivery import open_cards
from bot.shop.money import Money
from bot.shop.orders import OrderView
from bot.supplier import SlowDown, Unavailable
from tests.fakes.supplier import Bought, FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.whole import WholeShop


async def processing(shop: WholeShop, supplier: FakeSupplier, quantity: int = 1) -> tuple[OrderView, Bought]:
    """An order that the supplier works on, due for a look."""
    before = set(supplier.bought)
    order = await shop.buy(quantity=quantity)
    await shop.place()
    (new,) = set(supplier.bought) - before
    shop.clock.tick(5)
    return order, supplier.bought[new]


async def codes(shop: WholeShop, order: OrderView) -> list[tuple[str, str]]:
    async with shop.db.read() as conn:
        return [(card.value, card.serial) for card in await open_cards(conn, shop.vault, order.id)]


async def look(shop: WholeShop) -> None:
    await shop.tracking.look()


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
    parts = [await shop.parcels.cards(order.id, part) for part in range(4)]
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
    shop = make_shop(sandbox=True)
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


async def test_looks_are_frequent_at_first_and_never_end(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, theirs = await processing(shop, supplier)
    looks = []
    while shop.clock.now() - order.created_at < timedelta(days=4):
        before = supplier.asked["order"]
        due = await shop.tracking.look()
        if supplier.asked["order"] > before:
            looks.append(shop.clock.now() - order.created_at)
        assert due is not None
        shop.clock.tick(max(1.0, (due - shop.clock.now()).total_seconds()))
    gaps = [(b - a).total_seconds() for a, b in itertools.pairwise(looks)]

    def between(low: float, high: float) -> list[float]:
        pairs = zip(looks, gaps, strict=False)
        return [gap for at, gap in pairs if low <= at.total_seconds() < high]

    assert all(4 <= gap <= 7 for gap in between(0, 60))
    assert all(8 <= gap <= 13 for gap in between(70, 600))
    assert all(50 <= gap <= 70 for gap in between(700, 1800))
    assert all(gap <= 3600 * 1.1 + 1 for gap in gaps)
    assert len(set(gaps)) > 10  # jitter spreads them
    assert len(looks) < 250
    supplier.settle(theirs.id)
    shop.clock.tick(4000)
    await look(shop)
    assert await shop.status(order) == "fulfilled"


async def test_few_orders_are_asked_for_one_by_one_and_many_through_the_list(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    for _ in range(2):
        await processing(shop, supplier)
    await look(shop)
    assert (supplier.asked["order"], supplier.asked["orders"]) == (2, 0)
    made = [await processing(shop, supplier) for _ in range(28)]
    for _, theirs in made[:20]:
        supplier.settle(theirs.id)
    shop.clock.tick(60)
    await look(shop)
    assert (supplier.asked["order"], supplier.asked["orders"]) == (2, 1)
    assert [await shop.status(order) for order, _ in made].count("fulfilled") == 20


async def test_the_list_is_turned_page_by_page_only_as_far_as_needed(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.page_size = 4
    supplier.balance_now *= 100
    old = [await processing(shop, supplier) for _ in range(10)]
    await look(shop)
    assert supplier.asked["orders"] == 3
    for _, theirs in old:
        supplier.settle(theirs.id)
    shop.clock.tick(20)
    await look(shop)
    assert {await shop.status(order) for order, _ in old} == {"fulfilled"}
    # The list goes on, but only what is due is looked for.
    supplier.asked.clear()
    for _ in range(3):
        await processing(shop, supplier)
    await look(shop)
    assert supplier.asked == supplier.asked | {"orders": 1}


@pytest.mark.parametrize("cut", ["cards", "cards counts", "goods", "goods cards counts"])
@pytest.mark.parametrize("outcome", ["FULFILLED", "PARTIALLY_FILLED", "REFUNDED"])
async def test_a_row_that_the_list_cut_short_is_asked_for_by_its_id(
    shop: WholeShop, supplier: FakeSupplier, cut: str, outcome: str
) -> None:
    supplier.cut_rows = frozenset(cut.split())
    order, theirs = await processing(shop, supplier, 4)
    for _ in range(3):
        await processing(shop, supplier)
    supplier.settle(theirs.id, outcome)
    shop.clock.tick(5)
    await look(shop)
    assert await shop.status(order) == outcome.lower()
    assert await codes(shop, order) == theirs.cards
    assert await shop.alerted() == []


async def test_money_never_goes_back_on_the_word_of_a_list_row_alone(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, theirs = await processing(shop, supplier, 4)
    for _ in range(3):
        await processing(shop, supplier)
    supplier.settle(theirs.id, "PARTIALLY_FILLED", filled=3)
    whole, shown = theirs.cards, supplier._shown

    def short_rows(bought: Bought, *, cut: object) -> object:
        row = shown(bought, cut=())
        if cut is supplier.cut_rows and bought is theirs:  # a row with the first card only and no count
            return row.model_copy(update={"cards": row.cards[:1], "fulfilled_quantity": None})
        return row

    supplier._shown = short_rows  # type: ignore[method-assign, assignment]
    supplier.cut_rows = frozenset({"something"})
    shop.clock.tick(5)
    await look(shop)
    assert await codes(shop, order) == whole
    assert await shop.dinars() == 100_000 - 3 * 1050 - 3 * 1050


async def test_what_the_list_does_not_show_is_asked_for_by_its_id_a_few_at_a_time(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    made = [await processing(shop, supplier) for _ in range(8)]
    for _, theirs in made:
        supplier.settle(theirs.id)
    for _, theirs in made[:5]:
        theirs.listed = False
    supplier.asked.clear()
    await look(shop)
    assert supplier.asked["order"] == 3
    await look(shop)
    assert {await shop.status(order) for order, _ in made} == {"fulfilled"}


async def test_an_order_that_the_supplier_does_not_know_holds_up_no_other(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    lost, gone = await processing(shop, supplier)
    kept = supplier.bought.pop(gone.id)
    order, theirs = await processing(shop, supplier)
    supplier.settle(theirs.id)
    await look(shop)
    assert (await shop.status(lost), await shop.status(order)) == ("processing", "fulfilled")
    assert (await shop.alert("strange_status"))["status"] == "NOT_FOUND"
    supplier.bought[gone.id] = kept
    supplier.settle(gone.id)
    shop.clock.tick(15)
    await look(shop)
    assert await shop.status(lost) == "fulfilled"


async def test_an_order_that_cannot_be_read_holds_up_no_other(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    bad, poisoned = await processing(shop, supplier)
    order, theirs = await processing(shop, supplier)
    supplier.settle(theirs.id)
    ask = supplier.order

    async def one_is_broken(order_id: str, *, lane: object) -> object:
        if order_id == poisoned.id:
            raise Unavailable("INTERNAL_ERROR", 500)
        return await ask(order_id, lane=lane)  # type: ignore[arg-type]

    supplier.order = one_is_broken  # type: ignore[method-assign, assignment]
    assert await shop.tracker.run_once() == 5.0
    assert (await shop.status(bad), await shop.status(order)) == ("processing", "fulfilled")


@pytest.mark.parametrize("count", [2, 5])
async def test_a_mistake_of_ours_with_one_order_holds_up_no_other(
    shop: WholeShop, supplier: FakeSupplier, count: int
) -> None:
    made = [await processing(shop, supplier) for _ in range(count)]
    for _, theirs in made:
        supplier.settle(theirs.id)
    seal = shop.vault.seal

    def broken(card: object, *, order_id: int) -> object:
        if order_id == made[0][0].id:
            raise ZeroDivisionError
        return seal(card, order_id=order_id)  # type: ignore[arg-type]

    shop.vault.seal = broken  # type: ignore[method-assign, assignment]
    await shop.tracker.run_once()
    statuses = [await shop.status(order) for order, _ in made]
    assert statuses == ["processing"] + ["fulfilled"] * (count - 1)
    assert (await shop.alert("worker_failed"))["error"] == "ZeroDivisionError"
    shop.vault.seal = seal  # type: ignore[method-assign]
    shop.clock.tick(15)
    await shop.tracker.run_once()
    assert await shop.status(made[0][0]) == "fulfilled"


async def test_a_list_that_cannot_be_read_does_not_stop_the_tracking(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    made = [await processing(shop, supplier) for _ in range(6)]
    for _, theirs in made:
        supplier.settle(theirs.id)
    supplier.goes_away("orders")
    for _ in range(3):
        await shop.tracker.run_once()
    assert {await shop.status(order) for order, _ in made} == {"fulfilled"}


async def test_a_supplier_that_is_away_is_asked_little_and_costs_nothing(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    made = [await processing(shop, supplier) for _ in range(6)]
    supplier.goes_away()
    for _ in range(20):
        before = supplier.asked.total()
        assert await shop.tracker.run_once() >= 5
        assert supplier.asked.total() - before <= 2
        shop.clock.tick(30)
    for _, theirs in made:
        supplier.settle(theirs.id)
    supplier.comes_back()
    shop.clock.tick(70)
    await look(shop)
    assert {await shop.status(order) for order, _ in made} == {"fulfilled"}


async def test_the_supplier_says_how_long_to_wait(shop: WholeShop, supplier: FakeSupplier) -> None:
    await processing(shop, supplier)
    supplier.failing["order"] = SlowDown("RATE_LIMIT_EXCEEDED", 429, retry_after=42)
    assert await shop.tracker.run_once() == 42


async def test_nothing_is_asked_before_its_time_or_after_the_end(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    _, theirs = await processing(shop, supplier)
    supplier.settle(theirs.id)
    await look(shop)
    supplier.asked.clear()
    assert await shop.tracking.look() is None
    await shop.buy()
    await shop.place()
    await look(shop)
    assert supplier.asked["order"] == 0


async def test_codes_are_sent_again_on_demand_once_for_each_press(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, theirs = await processing(shop, supplier)
    supplier.settle(theirs.id)
    await look(shop)
    for _ in range(3):
        await shop.orders.send_codes_again(1001, order.ref.lower(), key="update:5")
    assert (await shop.told(order)).count("codes") == 2
    await shop.orders.send_codes_again(1001, order.ref, key="update:6")
    assert (await shop.told(order)).count("codes") == 3
