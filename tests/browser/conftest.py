"""One browser and one demo for all tests of a module, and a page for each test."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.browser.chromium import launched
from tests.browser.demo import Demo, running_demo
from tests.browser.people import MERCHANT, Visitor, page_of


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    """A demo in which the merchant has pressed Start, and reads Arabic."""
    async with running_demo(tmp_path_factory.mktemp("demo") / "data") as demo:
        async with page_of(demo, chromium, width=1300, height=760) as page:
            merchant = Visitor(page, MERCHANT)
            await merchant.speaks("ar")
            await merchant.starts()
        yield demo


@pytest_asyncio.fixture(loop_scope="module")
async def page(demo: Demo, chromium: Browser) -> AsyncIterator[Page]:
    async with page_of(demo, chromium, width=1300, height=760, sharp=1.5) as page:
        yield page
