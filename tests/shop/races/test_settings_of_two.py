"""A process that has not heard of a changed setting takes no money by the old one."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.shop.errors import BadAmountError, QuantityNotAllowedError, StaffDayLimitError
from storage.house import chat_settings
from storage.states import StaffRole
from tests.shop.paying_shop import PayingShop
from tests.shop.races.two_shops import TwoShops
from tests.shop.whole import STAFF


@contextmanager
def deaf(shop: PayingShop) -> Iterator[None]:
    """No word of a changed setting reaches this process."""
    copies = shop.db.wake_ups._copies
    before, copies[chat_settings.CHANGED] = copies[chat_settings.CHANGED], []
    yield
    copies[chat_settings.CHANGED] = before


@pytest.mark.both_engines
async def test_a_lowered_limit_holds_in_the_transaction_of_who_has_not_heard(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await one.customer(1001, dinars=100_000)
    await one.live.set(STAFF, "low_float", "1")
    await other.live.look_again()
    shown = await other.quote(quantity=3)
    with deaf(other):
        await one.live.set(STAFF, "order_limit", "2")
        await one.live.set(STAFF, "topup_most", "1000")
        assert (other.live.now.order_limit, other.live.now.topup_most) == (10, 50_000)
        with pytest.raises(BadAmountError):
            await other.cash_desk.top_up(1001, 2000, "transfer")
        with pytest.raises(QuantityNotAllowedError):
            await other.checkout.buy(1001, shown.draft_id, message_id=7)
        assert other.live.now.order_limit == 2
    assert await other.count("payment_requests") == 0
    assert await one.dinars() == 100_000


@pytest.mark.both_engines
async def test_a_cashiers_lowered_limit_holds_where_nobody_has_heard(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await one.customer(1001)
    await one.customer(2002)
    await one.staff_keeping.give(STAFF, 2002, StaffRole.CASHIER)
    await one.live.set(STAFF, "low_float", "1")
    await other.live.look_again()
    await other.wallet_adjustments.credit(2002, 1001, 300, None, key="a")
    with deaf(other):
        await one.live.set(STAFF, "cashier_day_limit", "500")
        with pytest.raises(StaffDayLimitError):
            await other.wallet_adjustments.credit(2002, 1001, 300, None, key="b")
    assert await one.dinars() == 300


@pytest.mark.postgresql
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_a_change_is_heard_by_the_other_process(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await other.live.refresh()
    heard = asyncio.Event()
    other.db.wake_ups.on_change(chat_settings.CHANGED, lambda _: heard.set())
    async with asyncio.timeout(20):
        await one.live.set(STAFF, "low_float", "77")
        await heard.wait()
    await other.live.refresh()
    assert other.live.now.low_float == 77
