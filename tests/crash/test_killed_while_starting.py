"""kill -9 at the requests of a start: the very first one, and one after a crash with an order and updates
waiting. Each request has its turn in a few days (`moments`); all are tried by `make walks`.

The first request comes when the database is made: those who are killed begin with a new one, copied.
"""

from functools import partial
from pathlib import Path

import pytest

from tests import postgres
from tests.crash.conftest import PlayShared
from tests.crash.scenes.starts import (
    FIRST_START,
    START_WITH_WORK,
    assert_served,
    is_killed_and_opens,
    leaves_work,
    opens_for_the_first_time,
    starts_and_is_killed,
)
from tests.e2e.lanes import WHENS, Begins, Lanes, lane, moments, play
from tests.e2e.nursery import Nursery
from tests.e2e.processes import wait_for

pytestmark = pytest.mark.processes


def test_killed_at_any_request_of_its_first_start_it_opens_all_the_same(
    nursery: Nursery,
    tmp_path: Path,
    subtests: pytest.Subtests,
    server_of_engine: postgres.Server | None,
) -> None:
    with lane(tmp_path / "calm", nursery, server=server_of_engine, begins=Begins.FROM_NOTHING) as calm:
        opens_for_the_first_time(calm)
        # On a server its part of the supplier's requests begins empty: it asks a little later.
        wait_for("just these requests", lambda: set(calm.requests_since(0)) == set(FIRST_START))
    doomed = [moment for when in WHENS for moment in moments(dict.fromkeys(FIRST_START, 1), when)]
    scenes = {str(m): partial(is_killed_and_opens, moment=m) for m in doomed}
    play(scenes, tmp_path, nursery, subtests, server=server_of_engine, begins=Begins.WITH_TABLES)


def test_killed_at_any_request_of_a_start_it_loses_no_order_and_no_update(
    lanes: Lanes, plays_shared: PlayShared
) -> None:
    with lanes.free() as calm:
        person = leaves_work(calm)
        start = calm.world.last_request()
        calm.opens()
        assert_served(calm, person)
        assert set(calm.requests_since(start)) == set(START_WITH_WORK)
    doomed = [moment for when in WHENS for moment in moments(dict.fromkeys(START_WITH_WORK, 1), when)]
    plays_shared({str(m): partial(starts_and_is_killed, moment=m) for m in doomed})
