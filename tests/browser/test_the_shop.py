"""The shop as people meet it in the demo's chat page: the real processes, clicked through in Chromium."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from bot.shop.money import Money
from handlers.texts import TextLibrary, without_marks
from tests.browser.chromium import launched, needs_chromium
from tests.browser.demo import Demo, running_demo
from tests.browser.people import MERCHANT, Visitor, clipboard, newcomer, page_of, ref_in
from tests.browser.pictures import picture

TEXTS = TextLibrary(shop_name="", zone=ZoneInfo("Africa/Algiers"), default_language="ar")
MONEY = Money.of_dinars(20_000)
NAMES = {"ar": "ياسمين", "fr": "Inès", "en": "Adam"}


@dataclass(frozen=True)
class Goods:
    """What somebody buys. The supplier names its goods in Latin letters, whatever the reader's language."""

    shelf: str
    product: str
    type: str


PLAYSTATION = Goods("PlayStation", "PlayStation Store France", "10 EUR")
FREE_FIRE = Goods("Free Fire", "Free Fire Diamonds", "530 + 53 diamonds")
PUBG = Goods("PUBG Mobile", "PUBG Mobile UC Global", "325 UC")
STEAM = Goods("Steam", "Steam Wallet USA", "10 USD")
GOOGLE = Goods("Google Play", "Google Play USA", "5 USD")
ITUNES = Goods("iTunes", "iTunes USA", "5 USD")
BOUGHT = {"ar": PLAYSTATION, "fr": FREE_FIRE, "en": STEAM}

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),  # one browser and one demo serve all of them
    pytest.mark.browser,
    pytest.mark.processes,
    needs_chromium,
]


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
            await merchant.starts()
            await merchant.speaks("ar")
        yield demo


@pytest_asyncio.fixture(loop_scope="module")
async def page(demo: Demo, chromium: Browser) -> AsyncIterator[Page]:
    async with page_of(demo, chromium, width=1300, height=760, sharp=1.5) as page:
        yield page


async def credited(visitor: Visitor, language: str) -> None:
    """The merchant fills somebody's wallet; both are told."""
    page = visitor.page
    merchant = Visitor(page, MERCHANT)
    await page.get_by_test_id("tab-merchant").click()
    await merchant.writes(f"/credit {visitor.id} {int(MONEY.dinars)}")
    await expect(merchant.message(str(visitor.id), TEXTS["ar"].money(MONEY))).to_be_visible()
    await page.get_by_test_id("tab-customer").click()
    await expect(visitor.message(TEXTS[language].money(MONEY))).to_be_visible()


async def walks_to_the_confirmation(
    visitor: Visitor, goods: Goods, *, keep_pictures: bool = False
) -> Locator:
    """From the main menu to the Buy button, in one message. Gives that message, which becomes the receipt."""

    async def keep(name: str) -> None:
        if keep_pictures:
            await visitor.is_at_the_end()
            await picture(visitor.chat, name)

    await visitor.taps("shop:")
    await expect(visitor.screen("cat:")).to_be_visible()
    await keep("categories")
    await visitor.taps("cat:", named=goods.shelf)
    await visitor.taps("prd:", named=goods.product)
    await expect(visitor.screen("typ:")).to_contain_text(goods.product)
    await keep("types")
    await visitor.taps("typ:", named=goods.type)
    await visitor.taps("qty:", named="1")
    confirmation = visitor.screen("buy:")
    await expect(confirmation).to_contain_text(goods.product)
    await keep("confirmation")
    # From now on it is found by its number: the Buy button goes, the message stays.
    return visitor.chat.get_by_test_id(str(await confirmation.get_attribute("data-testid")))


async def opens_the_code(
    visitor: Visitor, demo: Demo, ref: str, *, language: str, keep_pictures: bool = False
) -> None:
    """Waits for the code, taps it open, copies it with the button; it is the one that the supplier made."""
    codes = visitor.message(ref).filter(has=visitor.page.locator(".spoiler"))
    await expect(codes).to_be_visible()
    spoiler = codes.locator(".spoiler").first
    await expect(spoiler).not_to_have_class("spoiler open")
    assert not await is_legible(spoiler.locator("code"))
    if keep_pictures:
        await visitor.is_at_the_end()
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
    await expect(codes.get_by_role("img", name="Protected")).to_be_visible()


async def is_legible(place: Locator) -> bool:
    colour: str = await place.evaluate("node => getComputedStyle(node).color")
    return colour != "rgba(0, 0, 0, 0)"


async def assert_well_set(place: Locator, language: str) -> None:
    """Every text runs the reader's way, and no button's words are cut."""
    directions = await place.locator(".text:not(.out .text)").evaluate_all(
        "nodes => nodes.map(node => getComputedStyle(node).direction)"
    )
    assert set(directions) == {"rtl" if language == "ar" else "ltr"}
    cut = await place.locator(".key .face").evaluate_all(
        """faces => faces.filter(face => {
          const word = face.getBoundingClientRect(), key = face.closest(".key").getBoundingClientRect();
          return word.left < key.left || word.right > key.right || word.bottom > key.bottom;
        }).map(face => face.textContent)"""
    )
    assert not cut, cut


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
async def test_from_start_to_the_copied_code(demo: Demo, page: Page, language: str) -> None:
    texts = TEXTS[language]
    visitor = await newcomer(page, NAMES[language], language)
    await visitor.starts()
    await expect(visitor.screen("shop:")).to_contain_text(NAMES[language])
    await expect(visitor.button("shop:")).to_have_text(texts.plain("button-shop"))
    await credited(visitor, language)
    receipt = await walks_to_the_confirmation(visitor, BOUGHT[language], keep_pictures=language == "ar")
    await assert_well_set(visitor.chat, language)
    await visitor.taps("buy:")
    await expect(receipt).to_contain_text(texts.plain("receipt-delivered", count=1))
    ref = await ref_in(receipt)
    await opens_the_code(visitor, demo, ref, language=language, keep_pictures=language == "ar")
    await assert_well_set(visitor.chat, language)


async def test_on_a_phone_everything_is_within_reach(demo: Demo, chromium: Browser) -> None:
    async with page_of(demo, chromium, width=390, height=844, sharp=1.5) as page:
        visitor = await newcomer(page, "سارة", "ar")
        await visitor.starts()
        await credited(visitor, "ar")
        receipt = await walks_to_the_confirmation(visitor, PUBG)
        await expect(visitor.button("buy:")).to_be_in_viewport(ratio=1)
        await visitor.taps("buy:")
        await expect(receipt).to_contain_text(TEXTS["ar"].plain("receipt-delivered", count=1))
        await opens_the_code(visitor, demo, await ref_in(receipt), language="ar")
        await assert_well_set(visitor.chat, "ar")
        wide, window = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= window
        await expect(visitor.toast).to_have_count(0)
        await visitor.is_at_the_end()
        await picture(page.locator("body"), "phone")


async def test_five_quick_clicks_on_buy_make_one_order(demo: Demo, page: Page) -> None:
    visitor = await newcomer(page, "Lyes", "fr")
    await visitor.starts()
    await credited(visitor, "fr")
    receipt = await walks_to_the_confirmation(visitor, GOOGLE)
    button = visitor.button("buy:")
    await button.evaluate("button => { for (let tap = 0; tap < 5; tap += 1) button.click(); }")
    await expect(receipt).to_contain_text(TEXTS["fr"].plain("receipt-delivered", count=1))
    await expect(page.get_by_test_id("alert")).to_have_count(0)  # nothing to close before one can go on
    ref = await ref_in(receipt)
    await opens_the_code(visitor, demo, ref, language="fr")

    presses = [
        line
        for line in await demo.ask("/demo/requests?api=telegram")
        if line["method"] == "answerCallbackQuery"
    ]
    assert len(presses) >= 5  # every tap was answered
    assert len(await demo.supplier_orders(ref)) == 1
    await visitor.writes("/orders")
    await expect(visitor.screen("ord:").locator(visitor.key("ord:"))).to_have_count(1)
    await expect(visitor.chat.locator(".spoiler")).to_have_count(2)  # one code and its serial, told once


async def test_the_merchant_sees_what_goes_on_and_every_order(demo: Demo, page: Page) -> None:
    texts = TEXTS["ar"]
    visitor, merchant = await newcomer(page, "نبيل", "ar"), Visitor(page, MERCHANT)
    await visitor.starts()
    await credited(visitor, "ar")
    await demo.supplier_is(fulfil_seconds=None)
    try:
        receipt = await walks_to_the_confirmation(visitor, ITUNES)
        await visitor.taps("buy:")
        await expect(receipt).to_contain_text(texts.plain("receipt-preparing"))
        ref = await ref_in(receipt)
        [order] = await demo.supplier_orders(ref)
        await merchant.writes("/open")
        await expect(merchant.button(f"a-ord:{ref}")).to_contain_text(
            without_marks(texts.plain("status-processing"))
        )
        await picture(page.get_by_test_id("supplier"), "supplier")
        by_hand = page.get_by_test_id(f"supplier-order-{order['id']}").get_by_role("button", name="Deliver")
        await by_hand.click()
    finally:
        await demo.supplier_is(fulfil_seconds=1)
    await expect(receipt).to_contain_text(texts.plain("receipt-delivered", count=1))

    await merchant.writes("/open")
    await expect(merchant.message(texts.plain("open-orders-none"))).to_be_visible()
    await merchant.writes(f"/order {ref.lower()}")
    dossier = merchant.message(ref, without_marks(texts.plain("status-fulfilled")))
    await expect(dossier).to_contain_text(order["id"])
    await assert_well_set(dossier, "ar")
    await expect(dossier.locator(".spoiler")).to_have_count(0)
    [delivered] = await demo.supplier_orders(ref)
    await expect(dossier).not_to_contain_text(delivered["cards"][0]["value"])
    await merchant.writes("/balance")
    spent = await demo.ask("/demo/supplier")
    await expect(
        merchant.message(texts.money(Money.of_dinars(Decimal(str(spent["balance"])))))
    ).to_be_visible()
    await merchant.writes("/admin")
    overview = merchant.screen("a-shut:")
    await expect(overview).to_contain_text(texts.plain("overview-shop-open"))
    await assert_well_set(overview, "ar")
    await merchant.is_at_the_end()
    await picture(merchant.chat, "admin")
