"""kill -9 at the requests of a purchase and of a basket, seen and not carried out, or carried out and not
answered; then a restart.

Whatever the moment, what was bought is delivered once or given back once, and no centime is made or lost.
The demo's servers do the killing when they see the request. Which requests there are is taken from a calm
purchase. For a read the two are one moment. The order is placed under each day's kill, the rest has its turn
in a few days (`moments`); all of it is tried by `make walks`.
"""

from functools import partial

import pytest

from tests.crash.conftest import PlayShared
from tests.crash.scenes.baskets import asked_in_a_calm_basket, buys_a_basket_and_is_killed
from tests.crash.scenes.purchases import NEEDED, asked_in_a_calm_purchase, buys_and_is_killed
from tests.e2e.lanes import WHENS, Lanes, moments

pytestmark = pytest.mark.processes


def test_killed_at_any_request_of_a_purchase_it_delivers_once_and_charges_once(
    lanes: Lanes, plays_shared: PlayShared
) -> None:
    with lanes.free() as calm:
        asked = asked_in_a_calm_purchase(calm)
    assert set(asked) >= NEEDED | {("supplier", "checkOrder")}
    doomed = [moment for when in WHENS for moment in moments(asked, when)]
    plays_shared({str(moment): partial(buys_and_is_killed, moment=moment) for moment in doomed})


def test_killed_at_any_request_of_a_basket_each_line_is_bought_or_given_back_once(
    lanes: Lanes, plays_shared: PlayShared
) -> None:
    with lanes.free() as calm:
        asked = asked_in_a_calm_basket(calm)
    assert set(asked) >= NEEDED
    doomed = [moment for when in WHENS for moment in moments(asked, when)]
    plays_shared({str(moment): partial(buys_a_basket_and_is_killed, moment=moment) for moment in doomed})
