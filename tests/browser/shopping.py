"""What tests of the page do again and again: from the shelves to the confirmation, and the code at the
end.
"""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from bot.shop.money import Money
from tests.browser.chromium import marked
from tests.browser.demo import Demo
from tests.browser.people import MERCHANT, Visitor, clipboard, shows
from tests.browser.pictures import picture
from tests.fakes.texts import library

TEXTS = library("")
MONEY = Money.of_dinars(20_000)


@dataclass(frozen=True)
class RuleScopeKey:
    """What somebody buys. The supplier names its goods in Latin letters, whatever the reader's language."""

    shelf: str
    product: str
    type: str


PLAYSTATION = RuleScopeKey("PlayStation", "PlayStation Store France", "10 EUR")
FREE_FIRE = RuleScopeKey("Free Fire", "Free Fire Diamonds", "530 + 53 diamonds")
PUBG = RuleScopeKey("PUBG Mobile", "PUBG Mobile UC Global", "325 UC")
STEAM = RuleScopeKey("Steam", "Steam Wallet USA", "10 USD")
GOOGLE = RuleScopeKey("Google Play", "Google Play USA", "5 USD")
ITUNES = RuleScopeKey("iTunes", "iTunes USA", "5 USD")
_TRIES = 10
_HOW_IT_IS_SET = """node => {
  const texts = [...node.querySelectorAll(".text:not(.out .text, .empty), .invoice")];
  const faces = [...node.querySelectorAll(".key .face")];
  const isCut = face => {
    const word = face.getBoundingClientRect(), key = face.closest(".key").getBoundingClientRect();
    return word.left < key.left || word.right > key.right || word.bottom > key.bottom;
  };
  const isTorn = face => {
    const text = face.firstChild, range = document.createRange();
    return [...text.data.matchAll(/[^\\s-]+/gu)].some(word => {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter(box => box.width > 0).map(box => box.bottom);
      return Math.max(...lines) - Math.min(...lines) > 12;
    });
  };
  return {
    directions: texts.map(text => getComputedStyle(text).direction),
    cut: faces.filter(isCut).map(face => face.textContent),
    torn: faces.filter(isTorn).map(face => face.textContent),
  };
}"""


async def credited(visitor: Visitor, language: str) -> None:
    """The merchant has filled somebody's wallet, who is told."""
    await Visitor(visitor.page, MERCHANT).has_written(f"/credit {visitor.id} {int(MONEY.dinars)}")
    await visitor.message(TEXTS[language].money(MONEY)).wait_for()


async def walks_to_the_confirmation(
    visitor: Visitor, goods: RuleScopeKey, *, ends_with: str = "buy:", keep_pictures: bool = False
) -> Locator:
    """From the main menu to the Buy button, or the ways to pay, in one message. Gives it; it becomes the
    receipt.
    """

    async def keep(name: str) -> None:
        if keep_pictures:
            await visitor.is_at_the_end()
            await picture(visitor.chat, name)

    shelves = marked(visitor.chat, str(await visitor.screen("shop:").get_attribute("data-testid")))
    await shelves.locator(visitor.key("shop:")).click()
    # The first screen has shelves too: only the message that was pressed shows all of them.
    await expect(shelves.locator(visitor.key("shop:"))).to_have_count(0)
    await keep("categories")
    await visitor.taps("cat:", named=goods.shelf)
    await visitor.taps("prd:", named=goods.product)
    # So has it types, those that sell most: this message must have become the product's first.
    product = shelves.locator(visitor.key("prd:")).filter(has_text=goods.product)
    await expect(product).to_have_count(0)
    await shows(visitor.screen("typ:"), goods.product)
    await keep("types")
    await visitor.taps("typ:", named=goods.type)
    confirmation = visitor.screen(ends_with)
    await shows(confirmation, goods.product)
    await keep("confirmation")
    # From now on it is found by its number: the Buy button goes, the message stays.
    return marked(visitor.chat, str(await confirmation.get_attribute("data-testid")))


async def finds(visitor: Visitor, goods: RuleScopeKey) -> Locator:
    """From typed words to the Buy button: shorter than the walk through the shelves. Gives the message."""
    found = await visitor.asks(f"{goods.product} {goods.type}", "typ:")
    await found.locator(visitor.key("typ:")).filter(has_text=goods.type).first.click()
    await found.locator(visitor.key("buy:")).wait_for()
    await shows(found, goods.product)
    return found


def preparing(language: str) -> str:
    """How a card begins whose order is at the supplier; since when stands behind it."""
    return TEXTS[language].plain("receipt-preparing", count=1, at="14:05").partition(" (")[0]


async def goes_on(receipt: Locator, language: str) -> None:
    """The order is paid: its cards are on their way, or here already."""
    words = (
        preparing(language),
        TEXTS[language].plain("receipt-delivered", count=1),
    )
    await shows(receipt, re.compile("|".join(map(re.escape, words))))


async def opens_the_code(
    visitor: Visitor, demo: Demo, ref: str, *, language: str, keep_pictures: bool = False
) -> None:
    """Waits for the code, taps it open, copies it with the button; it is the one that the supplier made."""
    codes = visitor.message(ref).filter(has=visitor.page.locator(".spoiler"))
    await codes.wait_for()
    spoiler = codes.locator(".spoiler").first
    await expect(spoiler).not_to_have_class("spoiler open")
    assert not await is_legible(spoiler.locator("code"))
    if keep_pictures:
        await spoiler.scroll_into_view_if_needed()
        await picture(visitor.chat, "code-hidden")
    await spoiler.click()
    await expect(spoiler).to_have_class("spoiler open")
    assert await is_legible(spoiler.locator("code"))
    if keep_pictures:
        await picture(visitor.chat, "code-open")

    [bought] = await demo.supplier_orders(ref)
    [card] = bought["cards"]
    await expect(spoiler).to_have_text(card["value"])
    await codes.get_by_role("button", name=TEXTS[language].plain("button-copy-only")).click()
    await expect(visitor.toast).to_have_text("Copied")
    assert await clipboard(visitor.page) == card["value"]
    await codes.get_by_role("img", name="Protected").wait_for()


async def is_legible(place: Locator) -> bool:
    colour: str = await place.evaluate("node => getComputedStyle(node).color")
    return colour != "rgba(0, 0, 0, 0)"


async def assert_well_set(place: Locator, language: str) -> None:
    """Every text runs the reader's way, and no button's words are cut or torn apart."""
    seen = {"directions": [""]}
    for _ in range(_TRIES):
        # A message that the page has drawn anew meanwhile is looked up again: the old one has no direction.
        if "" not in seen["directions"]:
            break
        seen = await place.evaluate(_HOW_IT_IS_SET)
    assert set(seen["directions"]) == {"rtl" if language == "ar" else "ltr"}
    assert not seen["cut"], seen["cut"]
    assert not seen["torn"], seen["torn"]


async def assert_no_sideways(page: Page) -> None:
    wide, window = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window
