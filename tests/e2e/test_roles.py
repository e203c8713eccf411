"""A cashier's working life, across a kill -9 of the shop."""

import pytest

from tests.e2e.lanes import Lane
from tests.e2e.processes import wait_for

pytestmark = pytest.mark.processes


def test_a_role_outlives_a_kill_and_ends_with_the_next_press(mine: Lane) -> None:
    mine.opens(CASHIER_DAY_LIMIT="500")
    boss, person, cashier = mine.world.admin(), mine.customer(), mine.stranger()
    cashier.sends("/start")
    cashier.sees_button("shop")
    boss.sends(f"/staff add {cashier.id} cashier")
    cashier.sees_button("a-all")
    mine.shop.kill()
    mine.opens()
    before = mine.shop.wallet(person)
    cashier.sends(f"/credit {person.id} 400")
    wait_for("the money", lambda: mine.shop.wallet(person) == before + 400_00)
    asked = cashier.sends(f"/credit {person.id} 101")["message_id"]
    cashier.sees_text("500", after=asked)
    asked = cashier.sends("/admin")["message_id"]
    panel, refresh = cashier.sees_button("a-all", after=asked)
    assert not cashier.buttons(panel, "a-day")
    asked = boss.sends(f"/staff remove {cashier.id}")["message_id"]
    boss.sees(lambda m: True, "the answer", after=asked)
    toasts = len(cashier.toasts())
    cashier.presses(panel, refresh)
    wait_for("a toast", lambda: len(cashier.toasts()) > toasts and cashier.toasts()[-1].get("text"))
    assert mine.shop.wallet(person) == before + 400_00
    acts = mine.shop.rows("SELECT staff_id, action FROM audit_log WHERE action <> 'credit' ORDER BY id")
    assert [tuple(act) for act in acts] == [
        (boss.id, "role_given"),
        (boss.id, "role_taken"),
    ]
    assert mine.shop.value("SELECT role FROM staff WHERE user_id = ?", boss.id) == "owner"
