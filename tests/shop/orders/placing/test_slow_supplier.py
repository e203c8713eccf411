"""A supplier that does not answer about one order keeps nobody else waiting."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest

from bot.shop.billing.requests import PaymentRequest
from bot.shop.bounded_concurrency import PATIENCE
from bot.shop.orders.history import OrderView
from bot.supplier import Lane, ProductTypes, SupplierOrder
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.stars import cashier, money
from tests.shop.whole import WholeShop


class HangingSupplier(FakeSupplier):
    """Says nothing about what is in `mute`: products, or orders of its own."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock)
        self.mute: set[str] = set()
        self.hung: list[str] = []

    async def product_types(self, product_id: str, *, lane: Lane) -> ProductTypes:
        await self._perhaps(product_id)
        return await super().product_types(product_id, lane=lane)

    async def order(self, order_id: str, *, lane: Lane) -> SupplierOrder:
        await self._perhaps(order_id)
        return await super().order(order_id, lane=lane)

    async def _perhaps(self, name: str) -> None:
        if name in self.mute:
            self.hung.append(name)
            await asyncio.Event().wait()


@pytest.fixture
def supplier(clock: FakeClock) -> HangingSupplier:
    made = HangingSupplier(clock)
    made.sells("P1", "T1", cost=1000, stock=50)
    made.sells("P2", "T1", cost=1000, stock=50)
    return made


@pytest.fixture
async def shop(
    db: Database, clock: FakeClock, supplier: HangingSupplier, delivery: FakeDelivery
) -> AsyncIterator[WholeShop]:
    made = WholeShop(db, clock, supplier, delivery)
    yield made
    for looks in (made.waiting_orders._looks, made.tracking._looks, made.lost_orders._searches):
        await looks._cancel()


async def paid_while_away(
    shop: WholeShop, supplier: HangingSupplier, who: int, product: str
) -> tuple[OrderView, PaymentRequest]:
    """An order whose money came while the supplier was away."""
    await shop.customer(who, dinars=300)
    quote = await shop.quote(who, product=product)
    order, request = await shop.asks(cashier(shop), "stars", who, quote)
    supplier.goes_away()
    assert (await shop.payment_intake.receive(money(request, f"c{who}"))).outcome == "later"
    supplier.comes_back()
    return await shop.orders.view(who, order.ref), request


async def left_behind(shop: WholeShop, round_: Coroutine[Any, Any, Any], done: Callable[[], bool]) -> None:
    """A round that ends though something in it hangs, once `done` says that all else is."""
    task = asyncio.create_task(round_)
    async with asyncio.timeout(5):
        while not done():  # noqa: ASYNC110 - nothing tells of it; the test is over as soon as it is so
            await asyncio.sleep(0)
        await shop.clock.advance(PATIENCE)
        await task


async def test_orders_that_were_paid_go_on_while_the_look_for_one_of_them_hangs(
    shop: WholeShop, supplier: HangingSupplier
) -> None:
    slow, _ = await paid_while_away(shop, supplier, 1, "P1")
    quick = [(await paid_while_away(shop, supplier, who, "P2"))[0] for who in range(2, 5)]
    supplier.mute = {"P1"}
    shop.clock.tick(20)
    await left_behind(
        shop,
        shop.waiting_orders.check_due(),
        lambda: bool(supplier.hung) and len(shop.waiting_orders._looks._under_way) == 1,
    )
    assert [await shop.status(order) for order in quick] == ["paid"] * 3
    assert await shop.status(slow) == "awaiting_payment"


async def test_one_that_hangs_is_not_asked_about_twice_nor_due_all_the_time(
    shop: WholeShop, supplier: HangingSupplier
) -> None:
    await paid_while_away(shop, supplier, 1, "P1")
    supplier.mute = {"P1"}
    shop.clock.tick(20)
    await left_behind(shop, shop.waiting_orders.check_due(), lambda: bool(supplier.hung))
    for _ in range(3):
        due = await shop.waiting_orders.check_due()
        assert due is None or due > shop.clock.now()
        shop.clock.tick(20)
    assert supplier.hung == ["P1"]


async def test_orders_at_the_supplier_end_while_the_look_at_one_of_them_hangs(
    shop: WholeShop, supplier: HangingSupplier
) -> None:
    await shop.customer(1001, dinars=5000)
    slow, quick = await shop.buy(product="P1"), await shop.buy(product="P2")
    await shop.place()
    for theirs in supplier.bought:
        supplier.settle(theirs)
    supplier.mute = {(await shop.row(slow.id)).supplier_order_id}
    shop.clock.tick(6)
    await left_behind(
        shop, shop.tracking.look(), lambda: bool(supplier.hung) and len(shop.tracking._looks._under_way) == 1
    )
    assert (await shop.status(slow), await shop.status(quick)) == ("processing", "fulfilled")


async def test_lost_orders_are_found_while_the_goods_of_one_of_them_are_being_placed(
    shop: WholeShop, supplier: HangingSupplier
) -> None:
    await shop.customer(1001, dinars=5000)
    slow, quick = await shop.buy(product="P1"), await shop.buy(product="P2")
    supplier.script += ["lose", "lose"]
    await shop.place()
    shop.clock.tick(6)
    async with shop.lost_orders._goods.alone("P1", "T1"):
        await left_behind(
            shop, shop.lost_orders.settle_due(), lambda: len(shop.lost_orders._searches.under_way) == 1
        )
        assert (await shop.status(slow), await shop.status(quick)) == ("unknown", "processing")
        assert await shop.lost_orders.settle_due() is None
    await shop.lost_orders.finish_searches()
    assert await shop.status(slow) == "processing"


async def test_a_look_that_the_process_did_not_live_to_end_is_made_again_at_once(
    shop: WholeShop, supplier: HangingSupplier, db: Database, delivery: FakeDelivery
) -> None:
    paid, _ = await paid_while_away(shop, supplier, 1, "P1")
    await shop.customer(1001, dinars=5000)
    placed = await shop.buy(product="P2")
    await shop.place()
    supplier.settle(supplier.only().id)
    supplier.mute = {"P1", supplier.only().id}
    shop.clock.tick(20)
    await left_behind(shop, shop.waiting_orders.check_due(), lambda: supplier.hung == ["P1"])
    await left_behind(shop, shop.tracking.look(), lambda: len(supplier.hung) == 2)
    for looks in (shop.waiting_orders._looks, shop.tracking._looks):
        await looks._cancel()
    supplier.mute = set()
    started_anew = WholeShop(db, shop.clock, supplier, delivery)
    await started_anew.waiting_orders.check_due()
    await started_anew.tracking.look()
    assert (await shop.status(paid), await shop.status(placed)) == ("paid", "fulfilled")
