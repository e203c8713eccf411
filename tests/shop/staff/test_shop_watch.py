"""What the shop looks at by itself: each warning begins once and ends once."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from bot.shop.monitoring.shop_watch import MANY_TRIES, ShopWatch
from bot.shop.outbox.delivery import NotDeliveredError
from storage.house import facts
from storage.money.daily import day_sales
from storage.money.daily.day_sales import SalesRow
from storage.states import SalesPart
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.whole import WholeShop

MB = 1_000_000


async def sold_before(shop: WholeShop, days: int, cost: int) -> None:
    """So many days before today with that cost in dinars."""
    async with shop.db.write() as conn:
        for ago in range(1, days + 1):
            day = (shop.clock.now() - timedelta(days=ago)).date().isoformat()
            row = SalesRow(SalesPart.ALL, "", 1, cost_centimes=cost * 100)
            assert await day_sales.keep(conn, day, [row])


async def sees(shop: WholeShop, supplier: FakeSupplier, balance: int) -> list[str]:
    supplier.balance_now = Decimal(balance)
    shop.clock.tick(300)
    await shop.supplier_float.watch()
    await shop.shop_watch.look()
    return list(await shop.alerted())


async def test_a_float_that_lasts_no_day_at_the_pace_of_the_week_is_told_until_it_does(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await sold_before(shop, 4, cost=9000)
    assert await sees(shop, supplier, 9000) == []
    for _ in range(2):
        assert await sees(shop, supplier, 4500) == ["float_short"]
    told = await shop.alert("float_short")
    assert (told["float"], told["cost"], told["hours"]) == ("4500.00", "9000.00", 12)
    for _ in range(2):
        assert await sees(shop, supplier, 9000) == ["float_short", "float_lasts"]


async def test_a_young_shop_has_no_pace(shop: WholeShop, supplier: FakeSupplier) -> None:
    await sold_before(shop, 2, cost=9000)
    assert await sees(shop, supplier, 10) == []


async def test_a_float_below_the_limit_is_not_told_twice_in_other_words(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop(low_float=5000)
    await sold_before(shop, 4, cost=9000)
    assert await sees(shop, supplier, 4500) == ["float_low"]


async def test_messages_that_do_not_arrive_are_told_until_all_have(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    await shop.buy()
    delivery.trouble(1001, *[NotDeliveredError("down")] * (MANY_TRIES + 1))
    for _ in range(MANY_TRIES):
        await shop.send()
        await shop.shop_watch.look()
        shop.clock.tick(60)
    assert await shop.alerted() == ["message_waits"]
    shop.clock.tick(600)
    await shop.send()  # once more in vain
    await shop.shop_watch.look()
    assert await shop.alerted() == ["message_waits"]
    shop.clock.tick(600)
    await shop.send()
    for _ in range(2):
        await shop.shop_watch.look()
    assert await shop.alerted() == ["message_waits", "messages_arrive"]


async def test_a_full_disk_is_told_until_there_is_room(shop: WholeShop) -> None:
    free = [600 * MB]
    watch = ShopWatch(
        shop.db,
        shop.clock,
        shop.alerts,
        shop.supplier_float,
        shop.shop_watch._days,
        folders=[Path("/data")],
        free=lambda _: free[-1],
    )
    seen = []
    for now in (600, 499, 100, 501, 560, 560):
        free.append(now * MB)
        await watch.look()
        seen.append(await shop.alerted())
    assert seen == [[], *[["disk_full"]] * 3, *[["disk_full", "disk_has_room"]] * 2]
    assert await shop.alert("disk_full") == {"place": "/data", "size": 499}


async def test_a_folder_that_is_not_there_fills_no_disk(shop: WholeShop, tmp_path: Path) -> None:
    watch = ShopWatch(
        shop.db,
        shop.clock,
        shop.alerts,
        shop.supplier_float,
        shop.shop_watch._days,
        folders=[tmp_path / "not yet"],
    )
    await watch.look()
    assert await shop.alerted() == []


async def test_a_wrong_clock_is_told_until_it_is_right(shop: WholeShop, make_shop: MakeShop) -> None:
    ahead: list[float | None] = []

    def watch(of: WholeShop) -> ShopWatch:
        return ShopWatch(
            of.db,
            of.clock,
            of.alerts,
            of.supplier_float,
            of.shop_watch._days,
            folders=[],
            clock_ahead=lambda: None if ahead[-1] is None else timedelta(seconds=ahead[-1]),
        )

    first, again = watch(shop), watch(make_shop())  # the second one after a restart
    seen = []
    for seconds in (59, -59, None, -150, 200, 50, None, 44, -10):
        ahead.append(seconds)
        for each in (first, again):
            await each.look()
        seen.append(await shop.alerted())
    assert seen == [[]] * 3 + [["clock_wrong"]] * 4 + [["clock_wrong", "clock_right"]] * 2
    assert await shop.alert("clock_wrong") == {"minutes": 2, "side": "behind"}


async def test_growth_far_beyond_the_usual_is_told_until_it_is_usual(shop: WholeShop) -> None:
    async with shop.db.read() as conn:
        size = await shop.db.size(conn)

    async def was(ago: int, mb: int) -> None:
        now = shop.clock.now()
        day = (now - timedelta(days=ago)).date().isoformat()
        async with shop.db.write() as conn:
            await facts.put(conn, f"database_size:{day}", str(size - mb * MB), now)

    for ago, mb in ((5, 260), (4, 240), (3, 220), (2, 200), (1, 95)):
        await was(ago, mb)
    await shop.shop_watch.look()
    assert await shop.alerted() == []
    await was(2, 205)
    await was(1, 150)
    for _ in range(2):
        await shop.shop_watch.look()
    assert await shop.alert("database_grows") == {"size": 150, "usual": 20}
    await was(1, 20)
    for _ in range(2):
        await shop.shop_watch.look()
    assert await shop.alerted() == ["database_grows", "database_as_usual"]
