"""Who gets a role and who loses it, and how much money a cashier may move."""

from datetime import timedelta

import pytest

from bot.shop.errors import NotFoundError, NotTheirsError, StaffDayLimitError, StaffRefusal
from bot.shop.money import Money
from bot.shop.roles.members import StaffMembers
from bot.shop.roles.rights import NONE, RIGHTS, Right
from bot.shop.staff.audit import AuditLine, AuditWanted
from bot.shop.staff.keeping import StaffKeeping
from storage.states import MessageKind, StaffRole
from tests.shop.billing.transfers import TRANSFER
from tests.shop.conftest import MakeShop
from tests.shop.whole import OTHER_STAFF, STAFF, WholeShop

pytestmark = pytest.mark.both_engines

NADIA, YACINE, LINA = 2011, 2012, 2013
MANAGER, CASHIER, SUPPORT = StaffRole.MANAGER, StaffRole.CASHIER, StaffRole.SUPPORT


async def acts(shop: WholeShop, **wanted: object) -> list[tuple[int, str, str, str | None]]:
    page = await shop.audit_log.page(AuditWanted(**wanted))  # type: ignore[arg-type]
    return [(line.staff_id, line.action, line.subject, line.detail) for line in page.lines]


async def test_a_role_holds_at_once_is_audited_and_told(shop: WholeShop) -> None:
    await shop.customer(NADIA)
    assert await shop.staff_keeping.give(STAFF, NADIA, CASHIER)
    assert await shop.staff_members.rights_of(NADIA) == RIGHTS[CASHIER]
    assert not await shop.staff_keeping.give(STAFF, NADIA, CASHIER)  # a second press changes nothing
    shop.clock.tick(60)
    assert await shop.staff_keeping.give(STAFF, NADIA, SUPPORT)
    shop.clock.tick(60)
    assert await shop.staff_keeping.remove(STAFF, NADIA)
    assert not await shop.staff_keeping.remove(STAFF, NADIA)
    assert await shop.staff_members.rights_of(NADIA) == NONE
    assert await acts(shop, subject=f"staff:{NADIA}") == [
        (STAFF, "role_taken", f"staff:{NADIA}", "support"),
        (STAFF, "role_given", f"staff:{NADIA}", "cashier → support"),
        (STAFF, "role_given", f"staff:{NADIA}", "cashier"),
    ]
    told = await shop.outbox(kind=MessageKind.ROLE_CHANGED, chat_id=NADIA)
    assert [row.payload for row in told] == ['{"role": "cashier"}', '{"role": "support"}', '{"role": null}']


async def test_a_role_that_is_gone_counts_for_nothing_where_nobody_has_heard_of_it(shop: WholeShop) -> None:
    await shop.staff_keeping.give(STAFF, NADIA, CASHIER)
    assert await shop.staff_members.rights_of(NADIA) == RIGHTS[CASHIER]
    async with shop.db.write() as conn:
        await conn.exec_driver_sql(f"UPDATE staff SET removed_at = 1 WHERE user_id = {NADIA}")
    assert shop.staff_members.is_staff(NADIA)
    assert await shop.staff_members.rights_of(NADIA) == NONE
    with pytest.raises(NotTheirsError):
        await shop.wallet_adjustments.credit(NADIA, 1001, 1, None, key="k")


@pytest.mark.parametrize(
    ("actor", "person", "role", "refusal"),
    [
        (STAFF, NADIA, StaffRole.OWNER, StaffRefusal.OWNER),
        (STAFF, STAFF, SUPPORT, StaffRefusal.OWNER),
        (YACINE, STAFF, SUPPORT, StaffRefusal.OWNER),
        (YACINE, STAFF, None, StaffRefusal.OWNER),
        (STAFF, STAFF, None, StaffRefusal.OWNER),
        (YACINE, YACINE, SUPPORT, StaffRefusal.OWN_ROLE),
        (YACINE, YACINE, None, StaffRefusal.OWN_ROLE),
        (LINA, NADIA, SUPPORT, StaffRefusal.LOST),
        (LINA, LINA, MANAGER, StaffRefusal.LOST),
        (1001, 1001, SUPPORT, StaffRefusal.LOST),
    ],
)
async def test_what_nobody_may_do_is_refused_and_changes_nothing(
    shop: WholeShop, actor: int, person: int, role: StaffRole | None, refusal: StaffRefusal
) -> None:
    await shop.staff_keeping.give(STAFF, YACINE, MANAGER)
    await shop.staff_keeping.give(STAFF, LINA, CASHIER)
    before = await shop.staff_keeping.working(), await shop.count("audit_log"), await shop.count("messages")
    with pytest.raises(NotTheirsError) as refused:
        if role is None:
            await shop.staff_keeping.remove(actor, person)
        else:
            await shop.staff_keeping.give(actor, person, role)
    assert refused.value.reason is refusal
    after = await shop.staff_keeping.working(), await shop.count("audit_log"), await shop.count("messages")
    assert after == before


async def test_a_manager_keeps_the_staff_and_makes_no_owner(shop: WholeShop) -> None:
    await shop.staff_keeping.give(STAFF, YACINE, MANAGER)
    assert await shop.staff_keeping.give(YACINE, NADIA, CASHIER)
    seen = await shop.staff_keeping.candidate(YACINE, NADIA)
    assert seen.may_go
    assert set(seen.may_get) == {MANAGER, SUPPORT}
    owner = await shop.staff_keeping.candidate(YACINE, STAFF)
    assert (owner.may_get, owner.may_go, owner.refusal) == ((), False, StaffRefusal.OWNER)


async def test_nobody_gives_or_takes_what_they_do_not_hold(shop: WholeShop) -> None:
    for user_id, role in ((NADIA, CASHIER), (YACINE, MANAGER)):
        await shop.staff_keeping.give(STAFF, user_id, role)
    trusted = RIGHTS | {CASHIER: RIGHTS[CASHIER] | {Right.KEEP_STAFF}}
    members = StaffMembers(shop.db, [STAFF], trusted)
    keeping = StaffKeeping(shop.db, shop.clock, members, shop.customers)
    for act in (
        lambda: keeping.give(NADIA, LINA, MANAGER),
        lambda: keeping.give(NADIA, LINA, SUPPORT),
        lambda: keeping.give(NADIA, YACINE, CASHIER),
        lambda: keeping.remove(NADIA, YACINE),
    ):
        with pytest.raises(NotTheirsError) as refused:
            await act()
        assert refused.value.reason is StaffRefusal.MORE_THAN_THEIRS
    assert await keeping.give(NADIA, LINA, CASHIER)
    assert {one.user_id: one.role for one in await keeping.working()} == {
        NADIA: CASHIER,
        YACINE: MANAGER,
        LINA: CASHIER,
    }


async def test_owners_are_those_of_the_settings_and_the_others_stay(
    shop: WholeShop, make_shop: MakeShop
) -> None:
    await shop.staff_keeping.sync_owners()
    await shop.staff_keeping.give(STAFF, NADIA, CASHIER)
    restarted = make_shop(admin_ids=(OTHER_STAFF,))
    await restarted.staff_keeping.sync_owners()
    assert [(one.user_id, one.role) for one in await restarted.staff_keeping.working()] == [
        (OTHER_STAFF, StaffRole.OWNER),
        (NADIA, CASHIER),
    ]
    assert await restarted.staff_members.rights_of(STAFF) == NONE
    assert restarted.staff_members.was_staff(STAFF)


async def test_the_list_says_since_when_by_whom_and_when_they_last_acted(shop: WholeShop) -> None:
    await shop.customer(STAFF)
    await shop.staff_keeping.sync_owners()
    shop.clock.tick(3600)
    await shop.staff_keeping.give(STAFF, NADIA, CASHIER)
    given_at = shop.clock.now()
    shop.clock.tick(3600)
    await shop.wallet_adjustments.credit(NADIA, 1001, 10, None, key="k")
    owner, nadia = await shop.staff_keeping.working()
    assert (owner.given_by, owner.acted_at) == (None, given_at)
    assert (nadia.since, nadia.given_by) == (given_at, owner.name)
    assert nadia.acted_at == given_at + timedelta(hours=1)


async def test_a_username_means_one_person_or_nobody(shop: WholeShop) -> None:
    for user_id, username in ((NADIA, "nadia_k"), (YACINE, "twice"), (LINA, "twice")):
        await shop.customers.seen(user_id, first_name="N", username=username, telegram_language="fr")
    assert (await shop.staff_keeping.with_username("@nadia_k")).id == NADIA
    for unknown in ("@nobody", "@twice"):
        with pytest.raises(NotFoundError):
            await shop.staff_keeping.with_username(unknown)


async def test_a_cashier_moves_so_much_a_day_and_no_centime_more(shop: WholeShop) -> None:
    await shop.staff_keeping.give(STAFF, NADIA, CASHIER)
    money = shop.wallet_adjustments
    await money.credit(NADIA, 1001, 12_000, None, key="a")
    await money.debit(NADIA, 1001, 7_000, None, key="b")
    before = await shop.dinars()
    for act in (money.credit, money.debit):
        with pytest.raises(StaffDayLimitError) as refused:
            await act(NADIA, 1001, 1_001, None, key=f"c{act}")
        assert (refused.value.most, refused.value.left) == (Money.of_dinars(20_000), Money.of_dinars(1_000))
    assert await shop.dinars() == before
    await money.credit(NADIA, 1001, 12_000, None, key="a")  # the same command again books nothing
    assert await shop.dinars() == before
    await money.credit(NADIA, 1001, 1_000, None, key="d")
    with pytest.raises(StaffDayLimitError):
        await money.credit(NADIA, 1001, 1, None, key="e")
    await money.credit(STAFF, 1001, 1_000_000, None, key="f")  # an owner has no limit
    shop.clock.tick(86_400)
    await money.credit(NADIA, 1001, 20_000, None, key="g")


async def test_a_cashier_decides_about_no_money_of_their_own(shop: WholeShop) -> None:
    await shop.customer(NADIA)
    await shop.staff_keeping.give(STAFF, NADIA, CASHIER)
    order, request = await shop.asks(shop.cashier(TRANSFER), "transfer", NADIA, await shop.quote(NADIA))
    await shop.transfer_proofs.send(NADIA, kind="photo", file_id="f", file_unique_id="u", number=None)
    for act in (
        lambda: shop.transfer_proofs.approve(NADIA, request.id),
        lambda: shop.wallet_adjustments.credit(NADIA, NADIA, 100, None, key="a"),
    ):
        with pytest.raises(NotTheirsError) as refused:
            await act()
        assert refused.value.reason is StaffRefusal.OWN_MONEY
    assert (await shop.dinars(NADIA), await shop.status(order)) == (0, "awaiting_payment")
    assert (await shop.transfer_proofs.approve(STAFF, request.id)).outcome == "paid"


async def test_money_is_moved_by_nobody_who_may_not(shop: WholeShop) -> None:
    await shop.staff_keeping.give(STAFF, LINA, SUPPORT)
    await shop.staff_keeping.give(STAFF, NADIA, CASHIER)
    await shop.staff_keeping.remove(STAFF, NADIA)
    before = await shop.dinars()
    for person in (LINA, NADIA, 1001):
        with pytest.raises(NotTheirsError):
            await shop.wallet_adjustments.credit(person, 1001, 1, None, key=f"k{person}")
    assert await shop.dinars() == before


async def test_the_log_is_found_by_person_act_subject_and_day_a_page_at_a_time(shop: WholeShop) -> None:
    await shop.customer(1002)
    await shop.staff_keeping.give(STAFF, YACINE, MANAGER)
    for number in range(10):
        await shop.wallet_adjustments.credit(YACINE, 1002, 10 + number, None, key=f"y{number}")
    today = shop.audit_log.today()
    shop.clock.tick(86_400)
    await shop.wallet_adjustments.debit(YACINE, 1002, 5, "back", key="d")

    async def read(wanted: AuditWanted) -> list[AuditLine]:
        lines: list[AuditLine] = []
        while True:
            page = await shop.audit_log.page(wanted, behind=lines[-1].id if lines else None)
            lines += page.lines
            if not page.has_older:
                return lines

    everything = await read(AuditWanted())
    assert [line.id for line in everything] == sorted((row.id for row in await shop.audit()), reverse=True)
    theirs = await read(AuditWanted(staff_id=YACINE))
    assert [line.action for line in theirs] == ["debit"] + ["credit"] * 10
    assert len(await read(AuditWanted(staff_id=YACINE, action="credit", subject="customer:1002"))) == 10
    assert [line.detail for line in await read(AuditWanted(action="debit"))] == ["5 DZD: back"]
    assert len(await read(AuditWanted(day=today, staff_id=YACINE))) == 10
    assert await read(AuditWanted(day=today, action="debit")) == []
    kinds = [line.action for line in await shop.audit_log.actions()]
    assert kinds == ["credit", "debit", "role_given"]


def test_whoever_moves_more_money_may_move_some() -> None:
    assert all(Right.MOVE_MONEY in held for held in RIGHTS.values() if Right.MOVE_MORE_MONEY in held)
