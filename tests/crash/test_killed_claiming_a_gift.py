"""kill -9 at every request of a claim, from the link that a friend opens to the last word; then a restart.

Whatever the moment, the friend has the codes, the buyer hears it and never sees them, and no money moves.
"""

from functools import partial

import pytest

from tests.crash.conftest import PlayShared
from tests.crash.scenes.gifts import NEEDED, asked_in_a_calm_claim, claims_and_is_killed
from tests.e2e.lanes import Lanes, moments

pytestmark = pytest.mark.processes


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_any_request_of_a_claim_the_friend_has_the_codes_and_the_buyer_never(
    lanes: Lanes, plays_shared: PlayShared, when: str
) -> None:
    with lanes.free() as calm:
        asked = asked_in_a_calm_claim(calm)
    assert set(asked) >= NEEDED
    plays_shared({str(m): partial(claims_and_is_killed, moment=m) for m in moments(asked, when)})
