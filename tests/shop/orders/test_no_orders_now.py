"""While the supplier is away the shop takes no orders, and takes them again by itself."""

from decimal import Decimal

import pytest

from bot.shop.errors import FloatTooLowError, MaintenanceError, NoOrdersNowError, SupplierAwayError
from bot.supplier import KeyTrouble
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.whole import STAFF, WholeShop


async def away_for(shop: WholeShop, supplier: FakeSupplier, minutes: int) -> None:
    supplier.goes_away()
    with pytest.raises(SupplierAwayError):
        await shop.supplier_float.watch()
    shop.clock.tick(minutes * 60)


async def test_no_orders_are_taken_from_so_many_minutes_on_until_the_supplier_is_back(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop(supplier_away_minutes=20)
    await shop.customer(1001, dinars=5000)
    await away_for(shop, supplier, 19)
    await shop.maintenance.check()
    shop.clock.tick(60)
    for each in (shop, make_shop(supplier_away_minutes=20)):  # also after a restart
        with pytest.raises(NoOrdersNowError):
            await each.quote()
        with pytest.raises(NoOrdersNowError):
            await each.payment_requests.may_top_up(1000)
    assert not (await shop.admin_overview.overview()).maintenance  # nobody has to open it
    supplier.comes_back()
    await shop.supplier_float.watch()
    await shop.buy()
    assert await shop.dinars() == 5000 - 1050


async def test_what_is_shown_of_a_closed_door_changes_with_it(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop(supplier_away_minutes=20)
    await shop.maintenance.check_as_heard()
    await shop.staff_actions.maintenance(STAFF, True, "Back at six")
    with pytest.raises(MaintenanceError) as error:
        await shop.maintenance.check_as_heard()
    assert error.value.words == "Back at six"
    await shop.staff_actions.maintenance(STAFF, False)
    await away_for(shop, supplier, 19)
    await shop.maintenance.check_as_heard()
    shop.clock.tick(60)
    with pytest.raises(NoOrdersNowError):
        await shop.maintenance.check_as_heard()
    supplier.comes_back()
    await shop.supplier_float.watch()
    await shop.maintenance.check_as_heard()
    async with shop.db.write() as conn:
        await shop.maintenance.close_itself(conn, "400 ERR_VALIDATION", shop.clock.now())
    with pytest.raises(MaintenanceError):
        await shop.maintenance.check_as_heard()


async def test_a_refused_key_closes_at_once(shop: WholeShop, supplier: FakeSupplier) -> None:
    supplier.failing["balance"] = KeyTrouble("INVALID_ACCESS_TOKEN", 401)
    with pytest.raises(SupplierAwayError):
        await shop.supplier_float.watch()
    with pytest.raises(NoOrdersNowError):
        await shop.maintenance.check()
    del supplier.failing["balance"]
    await shop.supplier_float.watch()
    await shop.maintenance.check()
    assert await shop.alerted() == ["key_trouble", "key_accepted"]


async def test_a_key_that_an_order_found_refused_is_over_with_the_next_answer(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await shop.buy()
    supplier.script.append(KeyTrouble("IP_NOT_ALLOWED", 403))
    await shop.place()
    for _ in range(2):
        await shop.supplier_float.watch()
        await shop.supplier_float.read_now()
    assert await shop.alerted() == ["key_trouble", "key_accepted"]


async def test_the_end_of_an_absence_does_not_open_what_a_person_closed(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await away_for(shop, supplier, 11)
    await shop.staff_actions.maintenance(STAFF, True, "Back at six")
    supplier.comes_back()
    await shop.supplier_float.watch()
    with pytest.raises(MaintenanceError) as error:
        await shop.maintenance.check()
    assert error.value.words == "Back at six"
    await shop.staff_actions.maintenance(STAFF, False)
    await shop.maintenance.check()


async def test_opening_the_shop_takes_no_orders_while_the_supplier_is_away(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await away_for(shop, supplier, 11)
    await shop.staff_actions.maintenance(STAFF, True)
    await shop.staff_actions.maintenance(STAFF, False)
    with pytest.raises(NoOrdersNowError):
        await shop.maintenance.check()


async def test_whoever_the_float_was_too_low_for_is_named_when_it_is_enough(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.balance_now = Decimal(1500)
    for customer, quantity in ((1001, 3), (1002, 2), (1001, 4)):
        await shop.customer(customer, dinars=10_000)
        with pytest.raises(FloatTooLowError):
            await shop.quote(customer, quantity)
    for balance, ended in ((1999, 0), (2000, 1), (2000, 1)):
        supplier.balance_now = Decimal(balance)
        shop.clock.tick(300)
        await shop.supplier_float.watch()
        await shop.shop_watch.look()
        assert (await shop.alerted()).count("float_covers") == ended
    assert (await shop.alerted()).count("float_too_low") == 1
    assert (await shop.alert("float_covers"))["who"] == "C1001 (1001), C1002 (1002)"
