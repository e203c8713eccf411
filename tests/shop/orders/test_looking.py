"""How often the supplier is asked about open orders, in which way, and what holds up nothing."""

import itertools
from datetime import timedelta

import pytest

from bot.shop.orders.list_walk import ListWalk
from bot.supplier import SlowDown, Unavailable
from tests.fakes.supplier import Bought, FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.orders.underway import codes, look, processing
from tests.shop.whole import WholeShop

PAGES = 14
"""So far a walk goes here: as many pages as it has in a shop take long to be filled."""


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
    assert (await shop.alert("order_stumbles"))["error"] == "ZeroDivisionError"
    shop.vault.seal = seal  # type: ignore[method-assign]
    shop.clock.tick(15)
    await shop.tracker.run_once()
    assert await shop.status(made[0][0]) == "fulfilled"
    for _ in range(2):
        await shop.housekeeping.old_orders()
    assert (await shop.alerted()).count("order_goes_on") == 1


async def test_an_order_over_which_nobody_stumbles_any_more_goes_on_also_after_a_restart(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    order, _ = await processing(shop, supplier)
    for _ in range(3):
        await shop.alerts.begin("order_stumbles", matter=order.ref, ref=order.ref, worker="w", error="E")
        shop.clock.tick(3600)
        await shop.housekeeping.old_orders()
    assert "order_goes_on" not in await shop.alerted()
    shop.clock.tick(3600)
    for each in (make_shop(), shop):
        await each.housekeeping.old_orders()
    told = [
        code for code in await shop.alerted() if code.startswith("order_stumbles") or code == "order_goes_on"
    ]
    assert told == ["order_stumbles", "order_goes_on"]


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


async def test_more_open_orders_than_one_walk_meets_are_met_by_the_next(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.page_size = 1
    shop.tracking._walk = ListWalk(most_pages=PAGES)
    made = [await processing(shop, supplier) for _ in range(PAGES + 12)]
    for _, theirs in made[:12]:
        supplier.settle(theirs.id)
    supplier.asked.clear()
    await look(shop)
    assert supplier.asked == {"orders": PAGES}  # and nobody is taken for missing
    assert await shop.count("cards") == 0
    shop.clock.tick(20)
    await look(shop)
    assert {await shop.status(order) for order, _ in made[:12]} == {"fulfilled"}
    again = PAGES + 13  # the one at which the walk stopped is met once more
    assert supplier.asked == {"orders": again}
    shop.clock.tick(20)
    await look(shop)  # from the newest on again
    assert supplier.asked == {"orders": again + PAGES}


async def test_what_is_missing_in_the_part_that_a_walk_came_through_is_asked_for(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.page_size = 1
    shop.tracking._walk = ListWalk(most_pages=PAGES)
    made = []
    for _ in range(PAGES + 8):
        made.append(await processing(shop, supplier))
        shop.clock.tick(10)  # the walk comes through some minutes
    missing = supplier.bought[made[-5][1].id]
    missing.listed = False
    supplier.settle(missing.id)
    supplier.asked.clear()
    await look(shop)
    assert supplier.asked == {"orders": PAGES, "order": 1}
    assert await shop.status(made[-5][0]) == "fulfilled"


def test_a_walk_meets_four_thousand_orders_in_a_shop(shop: WholeShop) -> None:
    """Forty pages of a hundred: as much of a minute's requests as polling may take."""
    assert shop.tracking._walk.most_pages == 40
