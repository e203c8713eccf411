"""A world and a shop for each test, started from a nursery that each test process has one of."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tests.e2e.leaks import assert_nothing_leaked
from tests.e2e.nursery import Nursery
from tests.e2e.processes import ShopProcess, World, running_world


class OpenShop(Protocol):
    """Starts a shop with other settings than usual."""

    def __call__(self, **settings: str) -> ShopProcess: ...


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    with Nursery() as nursery:
        yield nursery


@pytest.fixture
def world(nursery: Nursery, tmp_path: Path) -> Iterator[World]:
    """Telegram and a supplier that delivers at once. Every request they were sent must have been a valid one."""
    with running_world(tmp_path, nursery) as world:
        world.mode(fulfil_seconds=0)
        yield world
        assert world.violations() == []


@pytest.fixture
def open_shop(nursery: Nursery, world: World, tmp_path: Path) -> Iterator[OpenShop]:
    """Opens a shop. At the end it must stop in time, and no secret may have got into its log or its database."""
    opened: list[ShopProcess] = []

    def open_(**settings: str) -> ShopProcess:
        shop = ShopProcess(world, tmp_path, nursery=nursery, **settings)
        opened.append(shop)
        return shop.opens()

    yield open_
    for shop in opened:
        if not shop.has_ended():
            assert_nothing_leaked(shop)
            assert shop.stop() == 0
        assert_nothing_leaked(shop)


@pytest.fixture
def shop(open_shop: OpenShop) -> ShopProcess:
    """A shop with the usual settings."""
    return open_shop()
