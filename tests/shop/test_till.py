from decimal import Decimal

import pytest

from bot.shop.errors import SupplierAwayError
from bot.supplier import KeyTrouble
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import WholeShop


async def watch(shop: WholeShop, times: int, *, seconds: float = 300) -> None:
    for _ in range(times):
        with pytest.raises(SupplierAwayError):
            await shop.till.watch()
        shop.clock.tick(seconds)


async def test_a_key_that_is_refused_while_the_shop_runs_is_told_at_once(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.failing["balance"] = KeyTrouble("INVALID_ACCESS_TOKEN", 401)
    await watch(shop, 3)
    assert await shop.alerted() == ["key_trouble"]
    assert (await shop.alert("key_trouble"))["error"] == "INVALID_ACCESS_TOKEN"


async def test_a_supplier_that_stays_away_is_told_once_and_a_short_absence_is_not(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.goes_away()
    await watch(shop, 2)
    assert await shop.alerted() == []
    await watch(shop, 3)
    assert await shop.alerted() == ["supplier_away"]
    assert (await shop.alert("supplier_away"))["minutes"] == 10


async def test_an_absence_is_counted_from_its_own_beginning(shop: WholeShop, supplier: FakeSupplier) -> None:
    supplier.goes_away()
    await watch(shop, 2)
    supplier.comes_back()
    await shop.till.watch()
    supplier.goes_away()
    await watch(shop, 2)
    assert await shop.alerted() == []
    assert (await shop.till.last_seen()).amount.dinars > Decimal(0)
