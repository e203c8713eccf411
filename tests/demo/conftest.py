"""Fixtures of the outside world's own tests."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.chromium import chromium
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
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    yield chromium
    for context in chromium.contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def demo(browser: Browser) -> AsyncIterator[chat_page.Demo]:
    async with chat_page.opened(browser) as it:
        for person in (chat_page.AMINA, chat_page.SOFIANE, chat_page.KARIM):
            await it.does(person, "send", text="/start")
        yield it
