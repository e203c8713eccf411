"""Fixtures of the outside world's own tests."""

from collections.abc import AsyncIterator

import pytest

from tests.demo import telegram_driver
from tests.demo.sandbox import Sandbox, opened
from tests.demo.telegram_driver import Driver
from tests.fakes.clock import FakeClock


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with opened() as it:
        yield it


@pytest.fixture
async def tg(clock: FakeClock) -> AsyncIterator[Driver]:
    async with telegram_driver.opened(clock) as it:
        yield it
