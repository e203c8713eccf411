"""kill -9 at every request of a purchase, seen and not carried out, or carried out and not answered; then a
restart.

The demo's servers do the killing when they see the request. Which requests there are is taken from a calm
purchase. For a read the two are one moment. Of several of a kind one has its turn each day (`tests.turns`).
"""

from functools import partial

import pytest

from tests.crash.conftest import PlayShared
from tests.crash.purchases import asked_in_a_calm_purchase, buys_and_is_killed
from tests.e2e.lanes import Lanes, moments

pytestmark = pytest.mark.processes

# What a purchase cannot do without, whatever else is asked.
NEEDED = {
    ("telegram", "getUpdates"),
    ("telegram", "answerCallbackQuery"),
    ("supplier", "checkProduct"),
    ("supplier", "placeOrder"),
    ("supplier", "checkOrder"),
    ("telegram", "editMessageText"),
    ("telegram", "sendMessage"),
}


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_any_request_of_a_purchase_it_delivers_once_and_charges_once(
    lanes: Lanes, plays_shared: PlayShared, when: str
) -> None:
    with lanes.free() as calm:
        asked = asked_in_a_calm_purchase(calm)
    assert set(asked) >= NEEDED
    plays_shared({str(m): partial(buys_and_is_killed, moment=m) for m in moments(asked, when)})
