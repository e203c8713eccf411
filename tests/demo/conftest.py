"""Fixtures of the outside world's own tests."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.browser.chromium import Windows, chromium
from tests.demo.page import chat_page
from tests.demo.supplier.sandbox import Sandbox, opened
from tests.demo.telegram import driver
from tests.demo.telegram.driver import Driver
from tests.fakes.clock import FakeClock

__all__ = ["chromium"]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with opened() as it:
        yield it


@pytest.fixture
async def tg(clock: FakeClock) -> AsyncIterator[Driver]:
    async with driver.opened(clock) as it:
        yield it


@pytest_asyncio.fixture(loop_scope="session")
async def pages(chromium: Windows) -> AsyncIterator[chat_page.Pages]:
    async with chat_page.Pages(chromium) as pages:
        yield pages


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def address() -> AsyncIterator[chat_page.Address]:
    address = chat_page.Address()
    async with address.served():
        yield address


@pytest_asyncio.fixture(loop_scope="session")
async def demo(pages: chat_page.Pages, address: chat_page.Address) -> AsyncIterator[chat_page.Demo]:
    async with address.opened(pages) as it:
        for person in (chat_page.AMINA, chat_page.SOFIANE, chat_page.KARIM):
            await it.does(person, "send", text="/start")
        yield it
