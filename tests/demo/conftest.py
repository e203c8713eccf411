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
    """A new world, and no page yet."""
    async with address.opened(pages) as it:
        await it.all_start()
        yield it


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def lasting_demo(chromium: Windows) -> AsyncIterator[chat_page.Demo]:
    async with chat_page.Pages(chromium) as pages, chat_page.opened(pages) as it:
        await it.all_start()
        await it.open()
        yield it


_failed_so_far = pytest.StashKey[int]()


@pytest_asyncio.fixture(loop_scope="session")
async def open_demo(
    lasting_demo: chat_page.Demo, request: pytest.FixtureRequest
) -> AsyncIterator[chat_page.Demo]:
    """One world and one open page for all tests that look at nothing but what they made there themselves,
    and leave no switch turned: opening it takes longer than most of them.
    """
    await lasting_demo.forget()
    failed = request.session.testsfailed
    if failed != request.session.stash.get(_failed_so_far, failed):
        await lasting_demo.page.reload()  # it may have ended in the middle
    request.session.stash[_failed_so_far] = failed
    yield lasting_demo
    assert lasting_demo.troubles == []
