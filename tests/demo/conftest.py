"""Fixtures of the outside world's own tests."""

from collections.abc import AsyncIterator

import pytest

from tests.demo.sandbox import Sandbox, opened


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with opened() as it:
        yield it
