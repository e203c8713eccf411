"""kill -9 at every request of a basket, from the press on Buy to the last code; then a restart.

Whatever the moment, each line is bought once or given back once, and no centime is made or lost.
"""

from functools import partial

import pytest

from tests.crash.baskets import asked_in_a_calm_basket, buys_a_basket_and_is_killed
from tests.crash.conftest import PlayShared
from tests.e2e.lanes import Lanes, moments

pytestmark = pytest.mark.processes

NEEDED = {
    ("telegram", "getUpdates"),
    ("telegram", "answerCallbackQuery"),
    ("supplier", "checkProduct"),
    ("supplier", "placeOrder"),
    ("telegram", "editMessageText"),
    ("telegram", "sendMessage"),
}


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_any_request_of_a_basket_each_line_is_bought_or_given_back_once(
    lanes: Lanes, plays_shared: PlayShared, when: str
) -> None:
    with lanes.free() as calm:
        asked = asked_in_a_calm_basket(calm)
    assert set(asked) >= NEEDED
    plays_shared({str(m): partial(buys_a_basket_and_is_killed, moment=m) for m in moments(asked, when)})
