"""Who is told that an order takes longer than usual."""

import pytest

from bot.shop.customers import NOBODY
from bot.shop.order_status import DELAYED
from bot.shop.orders.delays import Delays
from storage.chat import customers
from storage.purchases import order_lists
from tests.shop.whole import WholeShop

pytestmark = pytest.mark.both_engines


async def test_orders_whose_customer_nobody_knows_stand_in_nobodys_way(shop: WholeShop) -> None:
    found, theirs = await shop.buy(), await shop.buy()
    async with shop.db.write() as conn:
        await customers.add_nobody(conn, NOBODY, shop.clock.now())
        await conn.exec_driver_sql(f"UPDATE orders SET customer_id = {NOBODY} WHERE id = {found.id}")
    shop.clock.tick(16 * 60)
    for late in ([theirs.id], []):
        async with shop.db.read() as conn:
            untold = await order_lists.untold_of_delay(
                conn, DELAYED, shop.clock.now(), without=NOBODY, limit=1
            )
        assert [order.id for order in untold] == late
        await shop.delays.tell()
    await shop.order_giving.give(2001, found.ref, 1001)
    await shop.delays.tell()
    assert (await shop.orders.view(1001, found.ref)).late


async def test_of_many_late_orders_some_are_told_at_each_look_so_that_codes_do_not_stand_behind_them(
    shop: WholeShop,
) -> None:
    made = [await shop.buy() for _ in range(5)]
    shop.clock.tick(16 * 60)
    delays, told = Delays(shop.db, shop.clock, shop.live, at_once=2), []
    for _ in range(4):
        await delays.tell()
        told.append(sum([(await shop.orders.view(1001, order.ref)).late for order in made]))
    assert told == [2, 4, 5, 5]
