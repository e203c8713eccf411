"""People at the chat page. They do what a person can do there: read, tap, write. A test asks nothing else of
the page.

What is not there yet is waited for with `wait_for`: `expect` describes the whole page at each look in vain,
which takes longer than all else on a long one.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from playwright.async_api import Locator, Page, expect
from playwright.async_api import TimeoutError as WaitedInVain

from tests.browser.chromium import NOTHING, Windows, heard, marked
from tests.browser.demo import Demo
from tests.browser.pictures import are_taken

MERCHANT = 2001
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)
_REF = re.compile(r"[A-Z0-9]{10}")

_TRIES = 10
_NEW = count(1003)  # behind the two customers whom each demo begins with


class Visitor:
    """Somebody with a chat on the page."""

    def __init__(self, page: Page, user_id: int) -> None:
        self.page = page
        self.id = user_id
        self.chat = marked(page, f"chat-{user_id}")
        self.from_bot = self.chat.locator("css:light=.row.in")
        self.toast = marked(self.chat, "toast")

    async def starts(self) -> None:
        """Presses Start and is welcomed."""
        await marked(self.page, f"start-{self.id}").click()
        await self.screen("shop:").wait_for()

    async def has_written(self, text: str) -> None:
        """Writes from elsewhere, without the page: for what only prepares a test."""
        sent = await self.page.request.post(f"/demo/users/{self.id}/send", data={"text": text})
        assert sent.ok, await sent.text()

    async def writes(self, text: str) -> None:
        await marked(self.page, f"composer-{self.id}").fill(text)
        await marked(self.page, f"send-{self.id}").click()

    async def speaks(self, language: str) -> None:
        """Changes the language of this person's Telegram."""
        await marked(self.page, f"language-{self.id}").select_option(language)

    def key(self, data: str) -> Locator:
        """Any button whose callback data begins so."""
        return self.page.locator(f'css:light=.key[data-callback^="{data}"]')

    def screen(self, data: str) -> Locator:
        """The newest message with such a button."""
        return self.from_bot.filter(has=self.key(data)).last

    def button(self, data: str, *, named: str | None = None) -> Locator:
        """The first such button of the newest message that has one."""
        return self.screen(data).locator(self.key(data)).filter(has_text=named).first

    async def taps(self, data: str, *, named: str | None = None) -> None:
        await self.button(data, named=named).click()

    def message(self, *words: str) -> Locator:
        """The newest message of the bot with all these words."""
        found = self.from_bot
        for some in words:
            found = found.filter(has_text=some)
        return found.last

    async def is_at_the_end(self) -> None:
        """Scrolls to the newest message, from which a click may have led away."""
        # A picture that has loaded meanwhile moves the end further down.
        arrived = await self.chat.evaluate(
            """async (chat, patience) => {
              const scroller = chat.querySelector(".scroller");
              const there = chat.querySelector("[aria-label='Go to the newest message']");
              for (const end = performance.now() + patience; performance.now() < end; ) {
                scroller.scrollTo(0, scroller.scrollHeight);
                await new Promise(requestAnimationFrame);
                if (!there.checkVisibility()) return true;
              }
              return false;
            }""",
            PATIENCE_MS,
        )
        assert arrived

    async def asks(self, command: str, data: str) -> Locator:
        """The answer to a command: a new message with such a button, not an older one that looks like it."""
        older = self.screen(data)
        before = await older.get_attribute("data-testid") if await older.count() else ""
        await self.writes(command)
        newer = self.page.locator(f'css:light=.row:not([data-testid="{before}"])')
        await self.screen(data).and_(newer).wait_for()
        return marked(self.chat, str(await self.screen(data).get_attribute("data-testid")))


async def shows(place: Locator, *words: str | re.Pattern[str]) -> None:
    """This place has these words, or comes to have them: letter by letter, however its lines are broken."""
    for some in words:
        exactly = re.compile(r"\s+".join(map(re.escape, some.split()))) if isinstance(some, str) else some
        try:
            await place.filter(has_text=exactly).wait_for(state="attached")
        except WaitedInVain:
            await expect(place).to_contain_text(some, timeout=1)  # says what stands there instead


async def ref_in(message: Locator) -> str:
    """The order that a message is about."""
    for code in await message.locator("code").all_inner_texts():
        if _REF.fullmatch(code):
            return code
    raise AssertionError(await message.inner_text())


async def drawn(place: Locator) -> str:
    """Its signs in the order in which they are drawn, line by line from left to right, whatever they say in
    memory.
    """
    signs = ""
    for _ in range(_TRIES):
        # A message that the page has drawn anew meanwhile is looked up again: the old one has no signs.
        signs = signs or await _signs(place)
    return signs.replace("\u00a0", " ")


async def _signs(place: Locator) -> str:
    signs: str = await place.evaluate(
        """node => {
          const found = [];
          const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
          for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            const range = document.createRange();
            let at = 0;
            for (const sign of text.data) {
              range.setStart(text, at);
              range.setEnd(text, (at += sign.length));
              const box = range.getBoundingClientRect();
              if (box.width > 0) found.push({ sign, x: box.left, y: Math.round((box.top + box.bottom) / 2) });
            }
          }
          found.sort((a, b) => (Math.abs(a.y - b.y) > 6 ? a.y - b.y : a.x - b.x));
          return found.map(({ sign }) => sign).join("");
        }"""
    )
    return signs


async def clipboard(page: Page) -> str:
    text: str = await page.evaluate("navigator.clipboard.readText()")
    return text


@asynccontextmanager
async def page_of(
    demo: Demo, chromium: Windows, *, width: int, height: int, sharp: float = 1
) -> AsyncIterator[Page]:
    """A window of that size in which nothing is open yet, for the demo's page; `sharp` where pictures of it
    are taken. At its end nothing in it failed, and it asked nobody outside.
    """
    troubles: list[str] = []

    def only_us(request: Any) -> None:
        if not request.url.startswith((demo.url, "data:", "blob:")):
            troubles.append(f"asked outside: {request.url}")

    window = chromium.page(
        width=width,
        height=height,
        base_url=demo.url,
        device_scale_factor=sharp if are_taken() else 1,
        timezone_id="Africa/Algiers",  # the shop's, so that a picture shows one clock
        has_touch=width < 500,
    )
    async with window as page:
        await page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo.url)
        page.set_default_timeout(PATIENCE_MS)
        with heard(page, pageerror=lambda error: troubles.append(f"error: {error}"), request=only_us):
            yield page
    assert not troubles, troubles


async def merchant_at(page: Page, address: str = "/") -> Visitor:
    """The merchant, at the demo's page that is opened here."""
    await page.goto(address)
    merchant = Visitor(page, MERCHANT)
    await merchant.chat.wait_for(state="attached")
    return merchant


async def newcomer(page: Page, first_name: str, language: str) -> Visitor:
    """Somebody new at the customer's side: the page is opened with them, or they are chosen where it is open
    already.
    """
    user_id = next(_NEW)
    person = {"id": user_id, "first_name": first_name, "language_code": language}
    made = await page.request.post("/demo/users", data=person)
    assert made.ok, await made.text()
    if page.url == NOTHING:
        await merchant_at(page, f"/?user={user_id}")
    else:
        await marked(page, "tab-customer").click()
        await marked(page, "person").select_option(str(user_id))
    visitor = Visitor(page, user_id)
    await visitor.chat.wait_for()
    return visitor
