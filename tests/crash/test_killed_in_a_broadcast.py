"""kill -9 while a message to many is being sent: each person gets it exactly once, but for the one to whom it
was on its way.
"""

import pytest

from tests.crash.scenes.broadcasts import killed_while_many_are_written_to
from tests.e2e.conftest import Play

pytestmark = pytest.mark.processes


def test_killed_in_a_broadcast_each_person_gets_it_once_but_for_the_one_in_the_air(plays: Play) -> None:
    plays(killed_while_many_are_written_to)
