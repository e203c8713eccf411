"""Lost orders beside others: a fresh order's missing debit, and a supplier that is away."""

from datetime import datetime

import pytest

from bot.supplier import Lane, Transaction
from tests.fakes.supplier import FakeSupplier
from tests.shop.lost_orders.losing import lost, settle_for
from tests.shop.whole import WholeShop


async def test_an_order_placed_while_the_account_is_read_does_not_hide_the_lost_ones_debit(
    shop: WholeShop, supplier: FakeSupplier, monkeypatch: pytest.MonkeyPatch
) -> None:
    supplier.ledger_names_orders = False
    order = await lost(shop, supplier)
    supplier.only().listed = False
    read = supplier.transactions

    async def slow(*, since: datetime, until: datetime, lane: Lane) -> list[Transaction]:
        lines = await read(since=since, until=until, lane=lane)
        if len(supplier.sent) == 1:
            await shop.buy(product="P2", type_="T3", quantity=2)
            await shop.place()
        return lines

    monkeypatch.setattr(supplier, "transactions", slow)
    await settle_for(shop, 700)
    assert len(supplier.sent) == 2
    await settle_for(shop, 3600)
    assert (await shop.row(order.id)).held_reason == "debit_without_order"


async def test_an_order_whose_debit_is_still_on_its_way_does_not_take_the_lost_ones(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.ledger_names_orders = False
    order = await lost(shop, supplier)
    supplier.only().listed = False
    await settle_for(shop, 500)
    await shop.buy(product="P2", type_="T3", quantity=2)
    await shop.place()
    late = supplier.ledger.pop()
    await settle_for(shop, 300)
    assert await shop.status(order) != "rejected"
    supplier.ledger.append(late)
    await settle_for(shop, 3600)
    assert (await shop.row(order.id)).held_reason == "debit_without_order"


async def test_a_supplier_that_is_away_is_not_asked_again_before_the_settlers_pause_is_over(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    for _ in range(3):
        await lost(shop, supplier)
    supplier.goes_away("orders")
    shop.clock.tick(2)
    await shop.finder.wake_up.wait(0)  # the news that there is something to look for
    assert await shop.finder.run_once() >= 5
    assert not await shop.finder.wake_up.wait(0)
