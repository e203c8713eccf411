import asyncio
from datetime import timedelta

import pytest

from bot.shop.errors import SupplierAwayError
from bot.shop.orders.history import OrderView
from bot.supplier import Unavailable, Unreachable
from storage.purchases import attempts
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.lost_orders.losing import lost, settle_for
from tests.shop.whole import WholeShop


@pytest.mark.parametrize("refs", ["ignore", "echo", "prefix"])
async def test_a_lost_order_is_found_and_served(shop: WholeShop, supplier: FakeSupplier, refs: str) -> None:
    supplier.refs = refs
    order = await lost(shop, supplier)
    await settle_for(shop, 2)
    row, attempt = await shop.row(order.id), await shop.attempt(order)
    assert (row.status, row.supplier_order_id) == ("processing", supplier.only().id)
    assert (attempt.state, attempt.supplier_order_id) == ("accepted", supplier.only().id)
    supplier.settle(supplier.only().id)
    await shop.tracking.look()
    assert await shop.status(order) == "fulfilled"
    assert (supplier.charges, len(supplier.sent)) == (1, 1)


async def test_an_order_that_the_list_shows_late_is_found(shop: WholeShop, supplier: FakeSupplier) -> None:
    supplier.list_lag = 590
    order = await lost(shop, supplier)
    await settle_for(shop, 580)
    assert await shop.status(order) == "unknown"
    await settle_for(shop, 80)
    assert await shop.status(order) == "processing"
    assert supplier.asked["orders"] < 30


async def test_what_the_supplier_never_got_is_given_back_once_and_only_after_the_waiting_time(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await lost(shop, supplier, "vanish")
    await settle_for(shop, 590)
    assert await shop.status(order) == "unknown"
    assert await shop.dinars() == 100_000 - 1050
    await settle_for(shop, 70)
    assert await shop.status(order) == "rejected"
    assert (await shop.attempt(order)).state == "absent"
    assert await shop.dinars() == 100_000
    assert (await shop.orders.view(1001, order.ref)).why == "proved_absent"
    assert await shop.told(order) == ["receipt", "order_ended"]
    await settle_for(shop, 3600)
    assert await shop.dinars() == 100_000
    assert await shop.alerted() == []


@pytest.mark.parametrize("taken", [2, 1, 0])
async def test_two_lost_attempts_for_the_same_goods_are_settled_by_their_number(
    shop: WholeShop, supplier: FakeSupplier, taken: int
) -> None:
    steps = ["lose"] * taken + ["vanish"] * (2 - taken)
    made = [await lost(shop, supplier, step) for step in reversed(steps)]
    await settle_for(shop, 700)
    statuses = sorted([await shop.status(order) for order in made])
    assert statuses == ["processing"] * taken + ["rejected"] * (2 - taken)
    assert await shop.dinars() == 100_000 - 1050 * taken
    ids = {(await shop.row(order.id)).supplier_order_id for order in made}
    assert ids - {None} == set(supplier.bought)


async def test_more_orders_than_lost_attempts_are_for_a_person(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await lost(shop, supplier)
    supplier.accept("P1", "T1", 1)  # bought by hand in the supplier's dashboard
    await settle_for(shop, 10)
    row = await shop.row(order.id)
    assert (row.status, row.held_reason) == ("needs_review", "several_candidates")
    assert (await shop.alert("order_held"))["why"] == "several_candidates"
    assert await shop.dinars() == 100_000 - 1050


async def test_orders_of_ours_and_other_goods_are_no_candidates(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await shop.buy()
    await shop.buy(quantity=2)
    await shop.buy(product="P2", type_="T3")
    await shop.place()
    supplier.accept("P1", "T2", 1)
    supplier.accept("P1", "T1", 3)
    order = await lost(shop, supplier)
    theirs = list(supplier.bought.values())[-1]
    await settle_for(shop, 2)
    assert (await shop.row(order.id)).supplier_order_id == theirs.id


async def test_an_order_with_somebody_elses_ref_is_not_taken(shop: WholeShop, supplier: FakeSupplier) -> None:
    supplier.refs = "echo"
    order = await lost(shop, supplier, "vanish")
    supplier.accept("P1", "T1", 1, ref="ANOTHERREF")
    await settle_for(shop, 700)
    assert await shop.status(order) == "rejected"


async def test_an_old_order_in_review_takes_nothing_from_a_new_one(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    old = await lost(shop, supplier)
    supplier.accept("P1", "T1", 1)
    await settle_for(shop, 5)
    assert await shop.status(old) == "needs_review"
    shop.clock.tick(86_400)
    new = await lost(shop, supplier)
    await settle_for(shop, 5)
    assert await shop.status(new) == "processing"
    assert (await shop.row(new.id)).supplier_order_id == list(supplier.bought)[-1]


async def test_rows_without_goods_are_looked_up_before_anything_is_concluded(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.cut_rows = frozenset({"goods"})
    supplier.accept("P2", "T3", 1)
    order = await lost(shop, supplier)
    await settle_for(shop, 2)
    row = await shop.row(order.id)
    assert (row.status, supplier.bought[row.supplier_order_id].type_id) == ("processing", "T1")
    gone = await lost(shop, supplier, "vanish")
    await settle_for(shop, 700)
    assert await shop.status(gone) == "rejected"


async def test_a_duplicated_ref_is_never_called_absent(shop: WholeShop, supplier: FakeSupplier) -> None:
    supplier.refs = "duplicate"
    order = await shop.buy()
    await shop.place()
    await settle_for(shop, 700)
    row = await shop.row(order.id)
    assert (row.status, row.held_reason) == ("needs_review", "accepted_but_not_found")
    assert await shop.dinars() == 100_000 - 1050


async def test_a_duplicated_ref_finds_the_earlier_attempt_however_long_ago(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    supplier.script.append(Unreachable("PROXY_ERROR"))  # so it was said; but it had got through
    await shop.place()
    theirs = supplier.accept("P1", "T1", 1, ref=order.ref)
    for _ in range(20):
        shop.clock.tick(60)
        supplier.script.append(Unreachable("CONNECT_ERROR"))
        await shop.place()
    supplier.script.clear()
    shop.clock.tick(60)
    await shop.place()
    assert (await shop.attempts(order))[-1].error_code == "DUPLICATED_REF"
    await settle_for(shop, 5)
    assert (await shop.row(order.id)).supplier_order_id == theirs.id
    assert supplier.charges == 1


@pytest.mark.parametrize("minutes", [-90, -10, 20, 100])
async def test_an_order_under_another_clocks_time_keeps_the_money_from_going_back(
    shop: WholeShop, supplier: FakeSupplier, minutes: int
) -> None:
    order = await lost(shop, supplier)
    theirs = supplier.only()
    theirs.time += timedelta(minutes=minutes)
    supplier.ledger.clear()  # its ledger may keep another time still
    await settle_for(shop, 700)
    row = await shop.row(order.id)
    assert (row.status, row.held_reason) == ("needs_review", "other_time")
    dossier = await shop.review.dossier(order.ref)
    assert [candidate.supplier_order_id for candidate in dossier.candidates] == [theirs.id]


async def test_with_our_ref_another_clocks_time_does_not_matter(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.refs = "prefix"
    order = await lost(shop, supplier)
    supplier.only().time -= timedelta(minutes=90)
    await settle_for(shop, 700)
    assert await shop.status(order) == "processing"


async def test_a_supplier_that_is_down_for_an_hour_proves_nothing_until_it_has_been_asked_long_enough(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    there, gone = await lost(shop, supplier), await lost(shop, supplier, "vanish", quantity=2)
    supplier.goes_away()
    for _ in range(60):
        shop.clock.tick(60)
        assert await shop.finder.run_once() >= 5
    assert {await shop.status(there), await shop.status(gone)} == {"unknown"}
    supplier.comes_back()
    supplier.list_lag = 3600 + 120  # and its list is behind when it comes back
    await settle_for(shop, 100)
    assert {await shop.status(there), await shop.status(gone)} == {"unknown"}
    await settle_for(shop, 300)
    assert (await shop.status(there), await shop.status(gone)) == ("processing", "rejected")


async def test_a_mistake_of_ours_with_one_order_holds_up_no_other(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    bad, good = await lost(shop, supplier), await lost(shop, supplier, quantity=2)
    adopt = shop.lost_orders.adopt

    async def broken(order: OrderView, *args: object, **kwargs: object) -> None:
        if order.id == bad.id:
            raise ZeroDivisionError
        await adopt(order, *args, **kwargs)  # type: ignore[arg-type]

    shop.lost_orders.adopt = broken  # type: ignore[method-assign, assignment]
    shop.clock.tick(3)
    await shop.finder.run_once()
    assert (await shop.status(bad), await shop.status(good)) == ("unknown", "processing")
    assert await shop.alerted() == ["order_stumbles"]
    shop.lost_orders.adopt = adopt  # type: ignore[method-assign]
    shop.clock.tick(31)
    await shop.finder.run_once()
    assert await shop.status(bad) == "processing"


async def test_while_an_order_for_the_same_goods_is_being_placed_nobody_looks(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    """Else the one being placed would be taken for the lost one."""
    gone = await lost(shop, supplier, "vanish")
    other = await shop.buy()
    supplier.script.append("hang_after")
    (row, *_), _ = await shop.placing.due(limit=1)
    placing = asyncio.create_task(shop.placing.place(row))
    await supplier.reached.wait()
    shop.clock.tick(3)
    looking = asyncio.create_task(shop.finder.run_once())
    done, _ = await asyncio.wait([looking], timeout=0.3)
    assert not done
    assert supplier.asked["orders"] == 0
    supplier.release.set()
    await asyncio.gather(placing, looking)
    assert (await shop.status(gone), await shop.status(other)) == ("unknown", "processing")
    await settle_for(shop, 700)
    assert await shop.status(gone) == "rejected"


async def test_two_settlers_at_once_settle_once(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    made = [await lost(shop, supplier) for _ in range(2)] + [await lost(shop, supplier, "vanish", quantity=2)]
    shop.clock.tick(700)
    processes = [shop, make_shop(), shop]
    for _ in range(12):
        await asyncio.gather(*(process.finder.run_once() for process in processes))
        shop.clock.tick(61)
    assert [await shop.status(order) for order in made] == ["processing", "processing", "rejected"]
    assert await shop.dinars() == 100_000 - 2100


async def test_an_order_that_turns_up_after_the_refund_is_told_once(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await lost(shop, supplier)
    theirs, ledger = supplier.only(), list(supplier.ledger)
    theirs.listed = False
    supplier.ledger.clear()
    await settle_for(shop, 700)
    assert await shop.status(order) == "rejected"
    await shop.lost_orders.reconcile()
    assert await shop.alerted() == []
    theirs.listed, supplier.ledger = True, ledger
    for _ in range(3):
        shop.clock.tick(3600)
        await shop.lost_orders.reconcile()
    assert await shop.alert("order_after_refund") == {"ref": order.ref, "supplier_order_id": theirs.id}
    # It stays nobody's: the money is back, and nobody gets the card by accident.
    async with shop.db.read() as conn:
        assert not await attempts.known_supplier_ids(conn, [theirs.id])


async def test_a_lost_order_that_is_still_looked_for_is_no_surprise(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    first = await shop.attempt(await lost(shop, supplier, "vanish"))
    shop.clock.tick(200)
    await lost(shop, supplier)
    async with shop.db.write() as conn:
        await attempts.settle(
            conn, first.id, expected=["unknown"], state="absent", settled_at=shop.clock.now()
        )
    await shop.lost_orders.reconcile()
    assert await shop.alerted() == []


async def test_reconciling_waits_for_a_supplier_that_is_away(shop: WholeShop, supplier: FakeSupplier) -> None:
    await lost(shop, supplier, "vanish")
    await settle_for(shop, 700)
    supplier.failing["orders"] = Unavailable("READ_TIMEOUT")
    with pytest.raises(SupplierAwayError):
        await shop.lost_orders.reconcile()
