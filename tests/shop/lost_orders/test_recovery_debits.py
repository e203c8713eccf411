"""What the debits on the supplier's account say about a lost order, and what they do not prove."""

from decimal import Decimal

import pytest

from bot.supplier import Transaction
from tests.fakes.supplier import FakeSupplier
from tests.shop.lost_orders.losing import lost, settle_for
from tests.shop.whole import WholeShop


async def test_a_debit_for_an_order_that_the_list_does_not_show_is_for_a_person(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await lost(shop, supplier)
    supplier.only().listed = False
    await settle_for(shop, 700)
    row = await shop.row(order.id)
    assert (row.status, row.held_reason) == ("needs_review", "debit_without_order")
    assert await shop.dinars() == 100_000 - 1050


async def test_a_debit_that_names_no_order_is_no_proof_of_absence_either(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.ledger_names_orders = False
    order = await lost(shop, supplier)
    supplier.only().listed = False
    await settle_for(shop, 700)
    assert (await shop.row(order.id)).held_reason == "debit_without_order"


async def test_debits_of_known_listed_and_given_back_orders_prove_nothing(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await shop.buy()
    await shop.place()
    supplier.accept("P2", "T3", 2)
    hidden = supplier.accept("P1", "T2", 1)
    supplier.settle(hidden.id, "REFUNDED").listed = False
    supplier.ledger.append(Transaction(id="x", type="FLEXY", amount=Decimal(500), time=shop.clock.now()))
    order = await lost(shop, supplier, "vanish")
    await settle_for(shop, 700)
    assert await shop.status(order) == "rejected"


async def test_a_supplier_whose_account_cannot_be_read_leaves_it_to_a_person_in_the_end(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await lost(shop, supplier, "vanish")
    supplier.goes_away("transactions")
    await settle_for(shop, 700)
    for _ in range(5):
        shop.clock.tick(3600)
        await shop.finder.run_once()
    assert await shop.status(order) == "unknown"
    shop.clock.tick(3600)
    await shop.finder.run_once()
    row = await shop.row(order.id)
    assert (row.status, row.held_reason) == ("needs_review", "no_evidence")


async def test_one_order_that_cannot_be_settled_holds_up_no_other(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    stuck = await lost(shop, supplier, "vanish")
    shop.clock.tick(700)
    supplier.goes_away("transactions")
    found = await lost(shop, supplier, quantity=2)
    shop.clock.tick(2)
    for _ in range(9):
        await shop.finder.run_once()
        shop.clock.tick(31)
    assert (await shop.status(stuck), await shop.status(found)) == ("unknown", "processing")


@pytest.mark.parametrize("named", [True, False])
async def test_customers_orders_around_it_do_not_keep_an_absent_order_from_being_settled(
    shop: WholeShop, supplier: FakeSupplier, named: bool
) -> None:
    supplier.ledger_names_orders = named
    for end in ("FULFILLED", "REFUNDED", None):
        served = await shop.buy()
        await shop.place()
        if end is not None:
            supplier.settle((await shop.row(served.id)).supplier_order_id, end)
        shop.clock.tick(20)
    await shop.tracking.look()
    order = await lost(shop, supplier, "vanish")
    shop.clock.tick(30)
    await shop.buy()
    await shop.place()
    await settle_for(shop, 700)
    assert await shop.status(order) == "rejected"
    assert "order_held" not in await shop.alerted()


@pytest.mark.parametrize("named", [True, False])
async def test_one_debit_too_many_is_still_for_a_person(
    shop: WholeShop, supplier: FakeSupplier, named: bool
) -> None:
    supplier.ledger_names_orders = named
    served = await shop.buy()
    await shop.place()
    supplier.settle((await shop.row(served.id)).supplier_order_id, "REFUNDED")
    await shop.tracking.look()
    order = await lost(shop, supplier)
    supplier.bought[list(supplier.bought)[-1]].listed = False
    await settle_for(shop, 700)
    assert (await shop.row(order.id)).held_reason == "debit_without_order"


async def test_of_two_lost_orders_and_one_debit_one_is_held_and_one_given_back(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    first = await lost(shop, supplier)
    supplier.only().listed = False
    second = await lost(shop, supplier, "vanish")
    await settle_for(shop, 900)
    assert [await shop.status(order) for order in (first, second)] == ["needs_review", "rejected"]
