"""What was credited or debited by mistake is taken back: once, for ten minutes, never below zero."""

import asyncio

import pytest

from bot.shop.errors import (
    NotEnoughMoneyError,
    NotFoundError,
    NotTheirsError,
    StaffDayLimitError,
    UndoneBeforeError,
    UndoOverError,
)
from bot.shop.money import Money
from bot.shop.staff.wallet_adjustments import Booked
from storage.states import StaffRole
from tests.shop.conftest import MakeShop
from tests.shop.whole import OTHER_STAFF, STAFF, WholeShop

pytestmark = pytest.mark.both_engines

NADIA = 2011


@pytest.mark.parametrize(("act", "opposite"), [("credit", "debit"), ("debit", "credit")])
async def test_a_booking_is_taken_back_audited_and_told(shop: WholeShop, act: str, opposite: str) -> None:
    booked = await getattr(shop.wallet_adjustments, act)(STAFF, 1001, 250, "cash", key="k")
    shop.clock.tick(600)
    undone = await shop.wallet_adjustments.undo(STAFF, booked.entry_id)
    assert (undone.customer_id, undone.amount, undone.balance) == (
        1001,
        -booked.amount,
        Money.of_dinars(100_000),
    )
    entry = (await shop.wallet.entries(1001)).items[0]
    assert (entry.kind, entry.amount, entry.undoes) == (opposite, -booked.amount, True)
    line = (await shop.audit())[-1]
    assert (line.staff_id, line.action, line.subject, line.detail) == (
        STAFF,
        "undo",
        "customer:1001",
        f"{act} 250 DZD",
    )
    (told,) = await shop.outbox(key=f"wallet:{undone.entry_id}")
    assert (told.chat_id, told.kind) == (1001, "wallet_changed")


async def test_many_presses_in_several_processes_take_back_once(shop: WholeShop, make_shop: MakeShop) -> None:
    booked = await shop.wallet_adjustments.credit(STAFF, 1001, 250, None, key="k")
    told = await shop.count("messages")
    done = await asyncio.gather(
        *(each.wallet_adjustments.undo(STAFF, booked.entry_id) for each in (shop, make_shop(), shop)),
        return_exceptions=True,
    )
    assert [type(one) for one in done if not isinstance(one, Booked)] == [UndoneBeforeError] * 2
    assert await shop.dinars() == 100_000
    assert await shop.count("messages") == told + 1


async def test_after_ten_minutes_nothing_is_taken_back(shop: WholeShop) -> None:
    booked = await shop.wallet_adjustments.credit(STAFF, 1001, 250, None, key="k")
    shop.clock.tick(601)
    with pytest.raises(UndoOverError):
        await shop.wallet_adjustments.undo(STAFF, booked.entry_id)
    assert await shop.dinars() == 100_250


async def test_what_the_customer_has_spent_is_not_taken_back(shop: WholeShop) -> None:
    booked = await shop.wallet_adjustments.credit(STAFF, 1001, 250, None, key="k")
    await shop.wallet_adjustments.debit(STAFF, 1001, 100_100, None, key="spent")
    with pytest.raises(NotEnoughMoneyError) as missing:
        await shop.wallet_adjustments.undo(STAFF, booked.entry_id)
    assert missing.value.missing == Money.of_dinars(100)
    assert await shop.dinars() == 150


async def test_only_what_was_booked_by_hand_is_taken_back(shop: WholeShop) -> None:
    booked = await shop.wallet_adjustments.credit(STAFF, 1001, 250, None, key="k")
    undone = await shop.wallet_adjustments.undo(STAFF, booked.entry_id)
    bought = await shop.buy()
    paid_with = (await shop.wallet.entries(bought.customer_id)).items[0]
    before = await shop.dinars()
    for entry_id in (undone.entry_id, paid_with.id, 4_000_000):
        with pytest.raises(NotFoundError):
            await shop.wallet_adjustments.undo(STAFF, entry_id)
    assert await shop.dinars() == before


async def test_a_cashier_takes_back_their_own_bookings_only_and_they_count_no_more(shop: WholeShop) -> None:
    await shop.staff_keeping.give(STAFF, NADIA, StaffRole.CASHIER)
    money = shop.wallet_adjustments
    of_the_owner = await money.debit(STAFF, 1001, 50_000, None, key="a")
    for person in (NADIA, 1001):
        with pytest.raises(NotTheirsError):
            await money.undo(person, of_the_owner.entry_id)
    mistaken = await money.credit(NADIA, 1001, 15_000, None, key="b")
    with pytest.raises(StaffDayLimitError):
        await money.credit(NADIA, 1001, 15_000, None, key="c")
    await money.undo(NADIA, mistaken.entry_id)
    await money.credit(NADIA, 1001, 20_000, None, key="d")
    with pytest.raises(StaffDayLimitError):
        await money.credit(NADIA, 1001, 1, None, key="e")
    assert await shop.dinars() == 70_000


async def test_a_colleague_who_may_takes_it_back_too(shop: WholeShop) -> None:
    await shop.staff_keeping.give(STAFF, OTHER_STAFF, StaffRole.MANAGER)
    booked = await shop.wallet_adjustments.credit(STAFF, 1001, 250, None, key="k")
    await shop.wallet_adjustments.undo(OTHER_STAFF, booked.entry_id)
    assert await shop.dinars() == 100_000


async def test_who_is_a_cashier_now_takes_nothing_back_in_their_own_wallet(shop: WholeShop) -> None:
    await shop.customers.seen(NADIA, first_name="Nadia", username=None, telegram_language="fr")
    await shop.staff_keeping.give(STAFF, NADIA, StaffRole.MANAGER)
    await shop.wallet_adjustments.credit(NADIA, NADIA, 500, None, key="k")
    taken = await shop.wallet_adjustments.debit(NADIA, NADIA, 400, None, key="t")
    await shop.staff_keeping.give(STAFF, NADIA, StaffRole.CASHIER)
    with pytest.raises(NotTheirsError):
        await shop.wallet_adjustments.undo(NADIA, taken.entry_id)
    assert (await shop.wallet.balance(NADIA)) == Money.of_dinars(100)
