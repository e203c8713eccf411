"""At which requests a shop is killed on which day."""

from tests.e2e.lanes import moments
from tests.turns import ALL

ASKED = {("telegram", "sendMessage"): 3, ("telegram", "editMessageText"): 2, ("supplier", "placeOrder"): 1}


def test_each_day_there_is_one_of_each_kind_and_in_time_it_is_each() -> None:
    days = [moments(ASKED, "after", str(day)) for day in range(739_000, 739_003)]
    assert all([(moment.api, moment.method) for moment in day] == list(ASKED) for day in days)
    assert {moment for day in days for moment in day} == set(moments(ASKED, "after", ALL))


def test_what_a_shop_reads_is_no_moment_afterwards() -> None:
    asked = {("supplier", "balance"): 2, ("supplier", "placeOrder"): 2}
    assert len(moments(asked, "before", ALL)) == 4
    assert {moment.method for moment in moments(asked, "after", ALL)} == {"placeOrder"}
