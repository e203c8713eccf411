"""The end-to-end tests' nursery and lanes, for shops that do not live long."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest

from tests import postgres
from tests.e2e.conftest import nursery, plays
from tests.e2e.lanes import Lanes, Scene, play, shared_lanes
from tests.e2e.nursery import Nursery

__all__ = ["nursery", "plays"]


class PlayShared(Protocol):
    """Plays scenes with these names in the shared lanes, each as a subtest."""

    def __call__(self, scenes: Mapping[str, Scene]) -> None: ...


LanesOf = Callable[[postgres.Server | None], Lanes]


@pytest.fixture(scope="module")
def lanes_of(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanesOf]:
    """For all scenes of a file in this process, on a server or in files; opened when they are asked for."""
    with ExitStack() as stack:

        @cache
        def opened(server: postgres.Server | None) -> Lanes:
            return stack.enter_context(shared_lanes(tmp_path_factory.mktemp("lanes"), nursery, server=server))

        yield opened


@pytest.fixture
def lanes(lanes_of: LanesOf, server_of_engine: postgres.Server | None) -> Lanes:
    return lanes_of(server_of_engine)


@pytest.fixture
def plays_shared(lanes: Lanes, nursery: Nursery, tmp_path: Path, subtests: pytest.Subtests) -> PlayShared:
    def play_(scenes: Mapping[str, Scene]) -> None:
        play(scenes, tmp_path, nursery, subtests, lanes=lanes)

    return play_
