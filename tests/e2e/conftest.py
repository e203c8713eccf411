"""A nursery for all test processes; from it a world and a shop for a test, or lanes for many scenes at
once.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest

from tests import postgres
from tests.e2e.lanes import Begins, Lane, Scene, lane, play
from tests.e2e.nursery import Nursery
from tests.e2e.processes import ShopProcess, World


class Play(Protocol):
    """Plays scenes side by side, each in a lane of its own, as subtests with the scenes' names."""

    def __call__(self, *scenes: Scene) -> None: ...


@cache
def _one_for_all() -> Nursery:
    return Nursery(Path(os.environ[postgres.FOLDER]))


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """One for the whole run, also where another folder's conftest names this fixture as its own."""
    yield _one_for_all()
    _one_for_all().close()


@pytest.fixture
def mine(nursery: Nursery, tmp_path: Path, server_of_engine: postgres.Server | None) -> Iterator[Lane]:
    """A lane for a test alone, where nothing is there yet: no database, and the shop is not open."""
    with lane(tmp_path / "mine", nursery, server=server_of_engine, begins=Begins.FROM_NOTHING) as mine:
        yield mine


@pytest.fixture
def world(mine: Lane) -> World:
    return mine.world


@pytest.fixture
def shop(mine: Lane) -> ShopProcess:
    """The lane's shop, open, with the usual settings."""
    return mine.opens()


@pytest.fixture
def plays(
    nursery: Nursery, tmp_path: Path, subtests: pytest.Subtests, server_of_engine: postgres.Server | None
) -> Play:
    def play_(*scenes: Scene) -> None:
        named = {scene.__name__.removeprefix("_").replace("_", " "): scene for scene in scenes}
        play(named, tmp_path, nursery, subtests, server=server_of_engine)

    return play_
