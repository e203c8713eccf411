"""Ten seconds of `make soak`."""

from pathlib import Path

import pytest

from tests import postgres
from tests.e2e.conftest import nursery
from tests.e2e.nursery import Nursery
from tests.soak.soak import Size, soak

__all__ = ["nursery"]

pytestmark = [pytest.mark.processes, pytest.mark.postgresql]


def test_three_processes_that_are_killed_while_people_buy_keep_every_promise(
    tmp_path: Path, nursery: Nursery, postgres_server: postgres.Server
) -> None:
    size = Size(seconds=10, customers=6, walkers=3, kill_every=2.0)
    with postgres_server.database() as name:
        report = soak(size, tmp_path, nursery, postgres_server.url(name))
    assert report.killed >= 3
    assert report.statuses["fulfilled"] > 0
