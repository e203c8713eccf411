"""Who of the staff is told what: those who may do something about it, as they are when it is told."""

import pytest

from bot.shop.roles.rights import RIGHTS
from bot.shop.support.written import Written, WrittenKind
from storage.states import MessageKind, StaffRole
from tests.shop.whole import STAFF, WholeShop

MANAGER, CASHIER, SUPPORT, GONE = 2011, 2012, 2013, 2014


@pytest.fixture
async def staffed(shop: WholeShop) -> WholeShop:
    async with shop.db.write() as conn:
        await conn.exec_driver_sql(
            "INSERT INTO staff (user_id, role, added_at, removed_at) VALUES"
            f" ({MANAGER}, 'manager', 0, NULL), ({CASHIER}, 'cashier', 0, NULL),"
            f" ({SUPPORT}, 'support', 0, NULL), ({GONE}, 'manager', 0, 1)"
        )
    return shop


async def told(shop: WholeShop, kind: MessageKind) -> list[int]:
    return sorted(row.chat_id for row in await shop.outbox(kind=kind))


@pytest.mark.parametrize(
    ("code", "people"),
    [
        ("receipts_wait", [STAFF, MANAGER, CASHIER]),
        ("payment_unmatched", [STAFF, MANAGER, CASHIER]),
        ("order_held", [STAFF, MANAGER]),
        ("message_refused", [STAFF, MANAGER, SUPPORT]),
        ("books_float_gap", [STAFF, MANAGER]),
        ("a_new_one", [STAFF, MANAGER]),
    ],
)
async def test_a_warning_goes_to_those_who_may_do_something(
    staffed: WholeShop, code: str, people: list[int]
) -> None:
    await staffed.alerts.raise_(code, matter="m")
    assert await told(staffed, MessageKind.STAFF_ALERT) == people


async def test_a_customers_words_go_to_those_who_may_answer(staffed: WholeShop) -> None:
    await staffed.support.write(1001, Written(WrittenKind.TEXT, "hello"), key="k")
    assert await told(staffed, MessageKind.SUPPORT) == [STAFF, MANAGER, SUPPORT]


def test_no_role_holds_more_than_the_one_above_it() -> None:
    owner, manager = RIGHTS[StaffRole.OWNER], RIGHTS[StaffRole.MANAGER]
    assert all(RIGHTS[role] < manager < owner for role in (StaffRole.CASHIER, StaffRole.SUPPORT))
