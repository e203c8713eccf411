"""kill -9 at the requests with which money comes in or goes back, in each way to pay; then a restart.

Whatever the moment, the money is credited once, the order is bought once, and no centime is made or lost.
Which requests there are is taken from a calm journey; what is the same code at the same moment in several is
tried in one. Where money moves there is a kill each day, the rest has its turn in a few days (`moments`); all
of it is tried by `make walks`.
"""

from functools import partial

import pytest

from tests.crash.conftest import PlayShared
from tests.crash.scenes.journeys import JOURNEYS, LAST, Journey, asked_in_a_calm, is_killed
from tests.e2e.lanes import WHENS, Lanes, moments

pytestmark = pytest.mark.processes


@pytest.mark.parametrize("journey", JOURNEYS)
def test_killed_at_any_request_about_money_no_centime_is_made_or_lost(
    lanes: Lanes, plays_shared: PlayShared, journey: type[Journey]
) -> None:
    with lanes.free() as calm:
        asked = asked_in_a_calm(journey(calm))
    doomed = moments(asked, "before") + moments(asked - LAST, "after")
    assert len({moment.when for moment in doomed}) == len(WHENS)
    plays_shared({str(m): partial(is_killed, journey=journey, moment=m) for m in doomed})
