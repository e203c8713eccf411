from decimal import Decimal

import pytest

from bot.shop.errors import SupplierAwayError, TooBusyError
from bot.supplier import KeyTrouble, SlowDown
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.whole import WholeShop


async def watch(shop: WholeShop, times: int, *, seconds: float = 300) -> None:
    for _ in range(times):
        with pytest.raises(SupplierAwayError):
            await shop.supplier_float.watch()
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


async def test_the_end_of_an_absence_is_told_to_those_who_were_told_of_it(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    supplier.goes_away()
    began = shop.clock.now()
    await watch(shop, 1)
    supplier.comes_back()
    await shop.supplier_float.watch()
    assert await shop.alerted() == []  # nobody had heard of it
    supplier.goes_away()
    again = shop.clock.now()
    await watch(shop, 3)
    reborn = make_shop()  # a restart neither begins it anew nor tells it twice
    await watch(reborn, 3)
    away = (await reborn.admin_overview.supplier()).away
    assert away is not None
    assert (away.since, away.refused_key) == (again, None)
    assert again > began
    supplier.comes_back()
    last = make_shop()
    await last.supplier_float.watch()
    assert (await last.admin_overview.supplier()).away is None
    assert await shop.alerted() == ["supplier_away", "supplier_back"]
    assert (await shop.alert("supplier_back"))["at"] == again.isoformat()
    await last.supplier_float.watch()
    assert len(await shop.alerted()) == 2


async def test_our_own_budget_is_no_absence_of_the_supplier(shop: WholeShop, supplier: FakeSupplier) -> None:
    supplier.failing["balance"] = SlowDown("BUDGET", retry_after=9)
    with pytest.raises(TooBusyError) as error:
        await shop.supplier_float.watch()
    assert error.value.retry_after == 9
    assert (await shop.admin_overview.supplier()).away is None


async def test_an_absence_is_counted_from_its_own_beginning(shop: WholeShop, supplier: FakeSupplier) -> None:
    supplier.goes_away()
    await watch(shop, 2)
    supplier.comes_back()
    await shop.supplier_float.watch()
    supplier.goes_away()
    await watch(shop, 2)
    assert await shop.alerted() == []
    assert (await shop.admin_overview.supplier()).float.dinars > Decimal(0)
