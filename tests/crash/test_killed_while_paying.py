"""kill -9 at every request with which money comes in or goes back, in each way to pay; then a restart.

Whatever the moment, the money is credited once, the order is bought once, and no centime is made or lost.
Which requests there are is taken from a calm journey; what is the same code at the same moment in several is
tried in one.
"""

from functools import partial

import pytest

from tests.crash.conftest import PlayShared
from tests.crash.journeys import (
    BackToStars,
    Card,
    Journey,
    OCPay,
    Stars,
    TopUp,
    Transfer,
    asked_in_a_calm,
    is_killed,
)
from tests.e2e.lanes import Lanes, moments

pytestmark = pytest.mark.processes

JOURNEYS = [Stars, Card, OCPay, Transfer, TopUp, BackToStars]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("journey", JOURNEYS)
def test_killed_at_any_request_about_money_no_centime_is_made_or_lost(
    lanes: Lanes, plays_shared: PlayShared, journey: type[Journey], when: str
) -> None:
    with lanes.free() as calm:
        asked = asked_in_a_calm(journey(calm))
    # The last question for updates waits for somebody's next deed: it belongs to no journey.
    asked["telegram", "getUpdates"] -= when == "after"
    plays_shared({str(m): partial(is_killed, journey=journey, moment=m) for m in moments(asked, when)})
