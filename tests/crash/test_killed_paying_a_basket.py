"""kill -9 at the requests of a basket that one invoice pays, from the press that asks for it to the last
code; then a restart. Its shops take Stars and have sold baskets only, so their books are looked at whole.

Whatever the moment, the money is credited once, and each line is bought once or given back once.
"""

from functools import partial

import pytest

from tests.crash.conftest import PlayShared
from tests.crash.scenes.baskets import BasketInStars
from tests.crash.scenes.journeys import LAST, asked_in_a_calm, is_killed
from tests.e2e.lanes import Lanes, moments

pytestmark = pytest.mark.processes


def test_killed_at_any_request_about_a_basket_s_one_payment_no_centime_is_made_or_lost(
    lanes: Lanes, plays_shared: PlayShared
) -> None:
    with lanes.free() as calm:
        asked = asked_in_a_calm(BasketInStars(calm))
    doomed = moments(asked, "before") + moments(asked - LAST, "after")
    plays_shared({str(m): partial(is_killed, journey=BasketInStars, moment=m) for m in doomed})
