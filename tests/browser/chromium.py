"""The system's Chromium for the tests that look at the chat page; where there is none they are skipped, and
say so.

Debian's `chromium-headless-shell` is the same engine without a browser's own surroundings: it draws and does
the same with two thirds of the work, so it is taken where it is installed.
"""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright

_SHELL = Path("/usr/bin/chromium-headless-shell")
CHROMIUM = _SHELL if _SHELL.exists() else Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-lcd-text",  # letters in three colours take several times as long to draw
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

NOTHING = "about:blank"
"""The address of a window in which nothing is open."""

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


_opened: list["Windows"] = []
"""The one of this process, while it is open."""


class Windows:
    """A browser's windows. A window serves one test after another, as opening one takes longer than most
    tests: the pages that are looked at keep nothing in the browser.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._free: dict[tuple[tuple[str, Any], ...], list[Page]] = {}

    @asynccontextmanager
    async def page(self, *, width: int, height: int, **options: Any) -> AsyncIterator[Page]:
        """An empty page of that size, in a window with these options of Playwright's `new_context`.

        What it opened beside itself is closed at the end; a page whose test fails is not used again.
        """
        free = self._free.setdefault(tuple(sorted(options.items())), [])
        if free:
            page = free.pop()
        else:
            # What moves for the eye only keeps the processors busy.
            page = await (await self.browser.new_context(reduced_motion="reduce", **options)).new_page()
        await page.set_viewport_size({"width": width, "height": height})
        yield page
        context = page.context
        for other in context.pages:
            if other is not page:
                await other.close()
        await context.clear_permissions()
        await page.goto(NOTHING)
        free.append(page)


@contextmanager
def heard(page: Page, **hearers: Callable[[Any], None]) -> Iterator[None]:
    """Tells these of the page's events, such as `pageerror`, within the block."""
    for event, hear in hearers.items():
        page.on(event, hear)  # type: ignore[call-overload]  # Playwright names each event by itself
    try:
        yield
    finally:
        for event, hear in hearers.items():
            page.remove_listener(event, hear)


def marked(place: Page | Locator, name: str) -> Locator:
    """What has this `data-testid`: `get_by_test_id` looks for shadow roots below every element of the page,
    and there are none.
    """
    return place.locator(f'css:light=[data-testid="{name}"]')


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Windows]:
    """One for all tests in this process, whichever folder names it as its own: starting it takes longer than
    most of them.
    """
    if _opened:
        yield _opened[0]
        return
    async with launched() as browser:
        _opened.append(Windows(browser))
        yield _opened[0]
        _opened.clear()
