"""At which requests a shop is killed on which day."""

from tests.e2e.lanes import DAYS, moments
from tests.turns import ALL

ASKED = {
    ("telegram", "sendMessage"): 3,
    ("telegram", "editMessageText"): 2,
    ("telegram", "answerCallbackQuery"): 1,
    ("telegram", "sendInvoice"): 1,
    ("supplier", "placeOrder"): 2,
}


def test_each_day_there_is_one_where_money_moves_and_in_time_it_is_each() -> None:
    days = [moments(ASKED, "after", str(day)) for day in range(739_000, 739_000 + 6 * DAYS)]
    for day in days:
        methods = [moment.method for moment in day]
        assert len(set(methods)) == len(methods)
        assert "placeOrder" in methods
        assert len(methods) in {2, 3}
    assert {moment for day in days for moment in day} == set(moments(ASKED, "after", ALL))


def test_in_so_many_days_each_kind_has_its_turn() -> None:
    for first in range(739_000, 739_010):
        days = [moments(ASKED, "before", str(day)) for day in range(first, first + DAYS)]
        assert {(moment.api, moment.method) for day in days for moment in day} == set(ASKED)


def test_what_a_shop_reads_is_no_moment_afterwards() -> None:
    asked = {("supplier", "balance"): 2, ("supplier", "placeOrder"): 2}
    assert len(moments(asked, "before", ALL)) == 4
    assert {moment.method for moment in moments(asked, "after", ALL)} == {"placeOrder"}
