"""One browser and one demo for all tests of this folder in a process, and a page for each test."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.browser.chromium import Windows, chromium
from tests.browser.demo import Demo, running_demo
from tests.browser.people import merchant_at, page_of

__all__ = ["chromium"]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def demo(chromium: Windows, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    """A demo whose supplier delivers at once; the merchant has pressed Start, and reads Arabic."""
    async with running_demo(tmp_path_factory.mktemp("demo") / "data") as demo:
        await demo.supplier_is(fulfil_seconds=0)
        async with page_of(demo, chromium, width=1300, height=760) as page:
            merchant = await merchant_at(page)
            await merchant.speaks("ar")
            await merchant.starts()
        yield demo


@pytest_asyncio.fixture(loop_scope="session")
async def page(demo: Demo, chromium: Windows) -> AsyncIterator[Page]:
    async with page_of(demo, chromium, width=1300, height=760, sharp=1.5) as page:
        yield page
