"""An order that staff give to its customer while the supplier is asked about it."""

import asyncio

import pytest

from bot.shop.customers import NOBODY
from storage.chat import customers
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines


async def test_whoever_is_given_an_order_that_ends_at_that_moment_gets_its_codes(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    await shop.place()
    async with shop.db.write() as conn:
        await customers.add_nobody(conn, NOBODY, shop.clock.now())
        await conn.exec_driver_sql(f"UPDATE orders SET customer_id = {NOBODY} WHERE id = {order.id}")
    supplier.settle(supplier.only().id)
    shop.clock.tick(6)
    supplier.gate = asyncio.Event()
    supplier.asked.clear()
    looking = asyncio.create_task(shop.tracking.look())
    async with asyncio.timeout(20):
        while not supplier.asked:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)
    assert await shop.order_giving.give(STAFF, order.ref, 1001)
    supplier.gate.set()
    await looking
    assert await shop.status(order) == "fulfilled"
    assert [row.chat_id for row in await shop.outbox(kind="codes")] == [1001]
