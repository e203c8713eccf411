import asyncio
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.shop.errors import BadAmountError, NotEnoughMoneyError, NotFoundError, SupplierAwayError
from bot.shop.money import Money
from bot.shop.orders.supplier_float import GOOD_FOR
from bot.shop.paging import Turns
from bot.shop.roles.rights import NONE, RIGHTS, Right
from bot.shop.staff.wallet_adjustments import MOST_AT_ONCE
from bot.supplier import Unreachable
from storage.states import StaffRole
from storage.tables import notes
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines


async def test_a_credit_is_booked_told_and_written_in_the_audit_log(shop: WholeShop) -> None:
    after = await shop.wallet_adjustments.credit(STAFF, 1001, 250, "cash, thanks", key="update:7")
    assert after.balance == Money.of_dinars(100_250)
    entry = (await shop.wallet.entries(1001)).items[0]
    assert (entry.kind, entry.amount, entry.note, entry.subject) == (
        "credit",
        Money.of_dinars(250),
        "cash, thanks",
        "update:7",
    )
    line = (await shop.audit())[-1]
    assert (line.staff_id, line.action, line.subject, line.detail) == (
        STAFF,
        "credit",
        "customer:1001",
        "250 DZD: cash, thanks",
    )
    (told,) = await shop.outbox(key=f"wallet:{entry.id}")
    assert (told.chat_id, told.kind) == (1001, "wallet_changed")


@pytest.mark.parametrize("act", ["credit", "debit"])
async def test_a_command_that_runs_again_books_once(shop: WholeShop, make_shop: MakeShop, act: str) -> None:
    before = len(await shop.audit()), await shop.count("messages")
    processes = (shop, make_shop(), shop)
    balances = await asyncio.gather(
        *(
            getattr(process.wallet_adjustments, act)(STAFF, 1001, 10, None, key="update:8")
            for process in processes
        )
    )
    assert len(set(balances)) == 1
    assert await shop.dinars() == 100_000 + (10 if act == "credit" else -10)
    assert (len(await shop.audit()), await shop.count("messages")) == (before[0] + 1, before[1] + 1)


@pytest.mark.parametrize("dinars", [0, -1, -(10**9), 1_000_001, 10**15])
async def test_an_amount_that_cannot_be_meant_is_refused(shop: WholeShop, dinars: int) -> None:
    for act in (shop.wallet_adjustments.credit, shop.wallet_adjustments.debit):
        with pytest.raises(BadAmountError):
            await act(STAFF, 1001, dinars, None, key="k")
    assert await shop.dinars() == 100_000
    assert len(await shop.audit()) == 1


async def test_the_largest_amount_is_allowed(shop: WholeShop) -> None:
    after = await shop.wallet_adjustments.credit(STAFF, 1001, 1_000_000, None, key="k")
    assert after.balance == Money.of_dinars(100_000) + MOST_AT_ONCE


async def test_a_debit_beyond_the_wallet_says_what_is_missing_and_takes_nothing(shop: WholeShop) -> None:
    with pytest.raises(NotEnoughMoneyError) as missing:
        await shop.wallet_adjustments.debit(STAFF, 1001, 100_001, None, key="k")
    assert missing.value.missing == Money.of_dinars(1)
    assert await shop.dinars() == 100_000
    assert len(await shop.audit()) == 1
    await shop.wallet_adjustments.debit(STAFF, 1001, 100_000, None, key="k")
    assert await shop.dinars() == 0


async def test_strangers_have_no_wallet_and_are_no_staff(shop: WholeShop) -> None:
    for act in (shop.wallet_adjustments.credit, shop.wallet_adjustments.debit):
        with pytest.raises(NotFoundError):
            await act(STAFF, 404, 10, None, key="k")
    with pytest.raises(NotFoundError):
        await shop.dossiers.dossier(404)
    assert [shop.staff_members.is_staff(user_id) for user_id in (STAFF, 1001, 404, 0, -STAFF)] == [True] + [
        False
    ] * 4


# One shop for all examples: each has a customer of its own.
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 2000)), max_size=8))
async def test_a_wallet_is_the_sum_of_its_entries_and_never_below_zero(
    shop: WholeShop, acts: list[tuple[bool, int]]
) -> None:
    number = await shop.count("entries")
    user_id = 50_000 + number
    await shop.customer(user_id)
    expected = 0
    for credit, dinars in acts:
        number += 1
        act = shop.wallet_adjustments.credit if credit else shop.wallet_adjustments.debit
        try:
            await act(STAFF, user_id, dinars, None, key=f"{user_id}:{number}")
        except NotEnoughMoneyError:
            assert not credit
            assert dinars > expected
        else:
            expected += dinars if credit else -dinars
        assert await shop.dinars(user_id) == expected >= 0
    page = await shop.wallet.entries(user_id)
    assert page.balance == Money.of_dinars(expected)
    assert sum((entry.amount.dinars for entry in page.items), Decimal(0)) == expected


async def test_a_wallets_history_has_pages_newest_first(shop: WholeShop) -> None:
    for number in range(1, 20):
        await shop.wallet_adjustments.credit(STAFF, 1001, number, None, key=f"n{number}")
    pages = [await shop.wallet.entries(1001)]
    while (older := pages[-1].turns.older) is not None:
        pages.append(await shop.wallet.entries(1001, older))
    assert [(page.turns.page, len(page.items)) for page in pages] == [(1, 8), (2, 8), (3, 4)]
    assert [entry.amount.dinars for page in pages for entry in page.items] == [*range(19, 0, -1), 100_000]
    back = pages[-1].turns.newer
    assert back is not None
    assert (await shop.wallet.entries(1001, back)).items == pages[1].items
    empty = await shop.wallet.entries(404)
    assert (empty.items, empty.turns, empty.balance) == ((), Turns(), Money.ZERO)


async def test_the_sign_on_the_door_survives_a_restart_and_stands_in_the_audit_log(
    shop: WholeShop, make_shop: MakeShop
) -> None:
    assert not await shop.maintenance.closed()
    await shop.staff_actions.maintenance(STAFF, True)
    assert await make_shop().maintenance.closed()
    await shop.staff_actions.maintenance(STAFF, False)
    assert not await make_shop().maintenance.closed()
    assert [(line.action, line.detail) for line in await shop.audit()][1:] == [
        ("maintenance", "True"),
        ("maintenance", "False"),
    ]


async def test_orders_under_way_are_served_behind_a_closed_door(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    await shop.staff_actions.maintenance(STAFF, True)
    await shop.place()
    supplier.settle(supplier.only().id)
    shop.clock.tick(5)
    await shop.tracking.look()
    assert await shop.status(order) == "fulfilled"


async def test_the_overview_counts_what_is_going_on(shop: WholeShop, supplier: FakeSupplier) -> None:
    shop.clock.tick(16 * 3600)  # into the next day in Algiers
    done = await shop.buy(quantity=2)
    partial = await shop.buy(quantity=4)
    refused = await shop.buy(product="P2", type_="T3")
    await shop.place()
    one, two, three = supplier.bought.values()
    supplier.settle(one.id)
    supplier.settle(two.id, "PARTIALLY_FILLED")
    supplier.settle(three.id, "REFUNDED")
    shop.clock.tick(5)
    await shop.tracking.look()
    assert [await shop.status(o) for o in (done, partial, refused)] == [
        "fulfilled",
        "partially_filled",
        "refunded",
    ]
    shop.clock.tick(GOOD_FOR)
    waiting = await shop.buy()
    supplier.script.append(Unreachable("CONNECT_ERROR"))
    await shop.place()
    seen = await shop.admin_overview.overview()
    assert (seen.open, seen.stuck, seen.needs_review, seen.failed_today) == (1, 0, 0, 1)
    assert (seen.orders_today, seen.sold_today) == (4, Money.of_dinars(2100 + 2100 + 1050))
    assert seen.supplier.float == Money.of_dinars(100_000 - 2000 - 2000)
    shop.clock.tick(901)
    assert (await shop.admin_overview.overview()).stuck == 1
    assert [order.ref for order in (await shop.admin_overview.open_orders()).items] == [waiting.ref]
    shop.clock.tick(86_400)
    later = await shop.admin_overview.overview()
    assert (later.orders_today, later.sold_today, later.failed_today) == (0, Money.ZERO, 0)


async def test_today_begins_at_midnight_in_algiers(shop: WholeShop) -> None:
    shop.clock.tick((13 * 60 + 59) * 60)  # 22:59 UTC is 23:59 in Algiers
    await shop.buy()
    assert (await shop.admin_overview.overview()).orders_today == 1
    shop.clock.tick(60)
    assert (await shop.admin_overview.overview()).orders_today == 0


async def test_the_float_is_asked_for_and_remembered(shop: WholeShop, supplier: FakeSupplier) -> None:
    assert (await shop.admin_overview.supplier()).float is None
    supplier.balance_now = Decimal("1326.138")
    assert await shop.admin_overview.float_now() == Money.of_dinars(Decimal("1326.13"))  # never rounded up
    read_at = shop.clock.now()
    shop.clock.tick(60)
    supplier.goes_away("balance")
    with pytest.raises(SupplierAwayError):
        await shop.admin_overview.float_now()
    seen = (await shop.admin_overview.overview()).supplier
    assert (seen.float, seen.float_at) == (Money.of_dinars(Decimal("1326.13")), read_at)
    assert seen.away is not None
    assert (seen.away.since, seen.is_float_old) == (shop.clock.now(), False)
    shop.clock.tick(900)
    assert (await shop.admin_overview.supplier()).is_float_old


async def test_a_low_float_is_told_when_it_begins_and_when_it_is_over(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop(low_float=5000)
    supplier.balance_now = Decimal(5000)
    await shop.supplier_float.watch()
    assert await shop.alerted() == []
    supplier.balance_now = Decimal("4999.99")
    for _ in range(13):
        await shop.supplier_float.watch()
        shop.clock.tick(3600)
    assert await shop.alerted() == ["float_low"]
    supplier.balance_now = Decimal(5000)
    for _ in range(2):
        await make_shop(low_float=5000).supplier_float.watch()  # as after a restart
    assert await shop.alerted() == ["float_low", "float_enough"]
    assert (await shop.alert("float_enough"))["float"] == "5000.00"


async def test_only_the_settings_make_an_owner(shop: WholeShop) -> None:
    async with shop.db.write() as conn:
        await conn.exec_driver_sql(
            "INSERT INTO staff (user_id, role, added_at, removed_at)"
            " VALUES (7, 'owner', 0, NULL), (8, 'cashier', 0, NULL), (9, 'manager', 0, 1)"
        )
    members = shop.staff_members
    assert [await members.rights_of(person) for person in (STAFF, 7, 8, 9, 1001)] == [
        frozenset(Right),
        NONE,
        RIGHTS[StaffRole.CASHIER],
        NONE,
        NONE,
    ]
    async with shop.db.read() as conn:
        assert await members.holding(conn, Right.MOVE_MONEY) == [8, STAFF]
        assert await members.holding(conn, Right.SET_UP) == [STAFF]
    assert members.staff_ids == {8, STAFF}


async def test_an_alert_is_told_to_all_staff_once_for_its_matter_and_while(shop: WholeShop) -> None:
    for _ in range(3):
        await shop.alerts.raise_("worker_failed", matter="one", worker="x")
        await shop.alerts.raise_("worker_failed", matter="two", quiet=timedelta(hours=1), worker="x")
        shop.clock.tick(3600)
    assert len(await shop.alerted()) == 1 + 3
    assert {row.chat_id for row in await shop.outbox(kind="staff_alert")} == {STAFF}


async def test_small_facts_are_remembered(shop: WholeShop, make_shop: MakeShop) -> None:
    assert await shop.remembered.remembered("menus") is None
    await shop.remembered.remember("menus", "v1")
    await shop.remembered.remember("menus", "v2")
    assert await make_shop().remembered.remembered("menus") == "v2"


async def test_the_size_of_the_data_is_seen_beside_that_of_the_day_before(shop: WholeShop) -> None:
    assert (await shop.admin_overview.overview()).data.grown is None
    await shop.housekeeping.tidy()
    shop.clock.tick(86_400)
    before = (await shop.admin_overview.overview()).data
    assert before.grown is not None
    assert 0 <= before.grown < 100_000  # PostgreSQL adds a page or two of its own meanwhile
    async with shop.db.write() as conn:
        rows = [
            {"key": f"x:{n}", "value": "x" * 1000, "at": shop.clock.now(), "expires_at": None}
            for n in range(1000)
        ]
        await conn.execute(notes.insert(), rows)
    after = (await shop.admin_overview.overview()).data
    assert after.grown == after.now - before.now + before.grown
    assert 1_000_000 < after.grown < 3_000_000
