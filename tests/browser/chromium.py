"""The system's Chromium for the tests that look at the chat page; where there is none they are skipped, and
say so.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Where every change is checked, a missing browser is a failure and not a gap that nobody sees.
needs_chromium = pytest.mark.skipif(
    not CHROMIUM.exists() and os.environ.get("CI") != "true", reason=f"there is no {CHROMIUM}"
)


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """A browser that asks nobody but the page's own server."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        try:
            yield browser
        finally:
            await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One for all of a folder's tests in this process: starting it takes longer than most of them."""
    async with launched() as browser:
        yield browser
