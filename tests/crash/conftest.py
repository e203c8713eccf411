"""The end-to-end tests' nursery and lanes, for shops that do not live long."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import pytest

from tests.e2e.conftest import nursery, plays
from tests.e2e.lanes import Lanes, Scene, play, shared_lanes
from tests.e2e.nursery import Nursery

__all__ = ["nursery", "plays"]


class PlayShared(Protocol):
    """Plays scenes with these names in the shared lanes, each as a subtest."""

    def __call__(self, scenes: Mapping[str, Scene]) -> None: ...


@pytest.fixture(scope="module")
def lanes(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lanes]:
    """For all scenes of a file in this process."""
    with shared_lanes(tmp_path_factory.mktemp("lanes"), nursery) as shared:
        yield shared


@pytest.fixture
def plays_shared(lanes: Lanes, nursery: Nursery, tmp_path: Path, subtests: pytest.Subtests) -> PlayShared:
    def play_(scenes: Mapping[str, Scene]) -> None:
        play(scenes, tmp_path, nursery, subtests, lanes=lanes)

    return play_
