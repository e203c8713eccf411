"""The shop as people meet it in the demo's chat page: the real processes, clicked through in Chromium."""

from decimal import Decimal

import pytest
from playwright.async_api import Page, expect

from bot.shop.money import Money
from handlers.ui.texts import without_marks
from tests.browser.chromium import Windows, needs_chromium
from tests.browser.demo import Demo
from tests.browser.people import MERCHANT, Visitor, newcomer, page_of, ref_in, shows
from tests.browser.pictures import picture, picture_of_message
from tests.browser.shopping import (
    FREE_FIRE,
    GOOGLE,
    ITUNES,
    MONEY,
    PLAYSTATION,
    PUBG,
    STEAM,
    TEXTS,
    assert_well_set,
    credited,
    opens_the_code,
    preparing,
    walks_to_the_confirmation,
)

NAMES = {"ar": "ياسمين", "fr": "Inès", "en": "Adam"}
BOUGHT = {"ar": PLAYSTATION, "fr": FREE_FIRE, "en": STEAM}

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),  # one browser and one demo serve all of them
    pytest.mark.browser,
    pytest.mark.processes,
    needs_chromium,
]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
async def test_from_start_to_the_copied_code(demo: Demo, page: Page, language: str) -> None:
    texts = TEXTS[language]
    visitor = await newcomer(page, NAMES[language], language)
    await visitor.starts()
    await shows(visitor.screen("shop:"), NAMES[language])
    await expect(visitor.button("shop:")).to_have_text(texts.plain("button-shop"))
    await credited(visitor, language)
    receipt = await walks_to_the_confirmation(visitor, BOUGHT[language], keep_pictures=language == "ar")
    await assert_well_set(visitor.chat, language)
    await visitor.taps("buy:")
    await shows(receipt, texts.plain("receipt-delivered", count=1))
    ref = await ref_in(receipt)
    await opens_the_code(visitor, demo, ref, language=language, keep_pictures=language == "ar")
    await assert_well_set(visitor.chat, language)


async def test_on_a_phone_everything_is_within_reach(demo: Demo, chromium: Windows) -> None:
    async with page_of(demo, chromium, width=390, height=844, sharp=1.5) as page:
        visitor = await newcomer(page, "سارة", "ar")
        await visitor.starts()
        await credited(visitor, "ar")
        receipt = await walks_to_the_confirmation(visitor, PUBG)
        await expect(visitor.button("buy:")).to_be_in_viewport(ratio=1)
        await visitor.taps("buy:")
        await shows(receipt, TEXTS["ar"].plain("receipt-delivered", count=1))
        await opens_the_code(visitor, demo, await ref_in(receipt), language="ar")
        await assert_well_set(visitor.chat, "ar")
        wide, window = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= window
        await expect(visitor.toast).to_have_count(0)
        await visitor.is_at_the_end()
        await picture(page.locator("body"), "phone")
        await visitor.taps("hide:")
        await visitor.screen("again:").locator(visitor.key("see:")).wait_for()
        await expect(visitor.chat.locator(".spoiler")).to_have_count(0)


async def test_five_quick_clicks_on_buy_make_one_order(demo: Demo, page: Page) -> None:
    visitor = await newcomer(page, "Lyes", "fr")
    await visitor.starts()
    await credited(visitor, "fr")
    receipt = await walks_to_the_confirmation(visitor, GOOGLE)
    button = visitor.button("buy:")
    await button.evaluate("button => { for (let tap = 0; tap < 5; tap += 1) button.click(); }")
    await shows(receipt, TEXTS["fr"].plain("receipt-delivered", count=1))
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
    await merchant.writes(f"/credit {visitor.id} {int(MONEY.dinars)}")
    await merchant.message(str(visitor.id), texts.money(MONEY)).wait_for()
    await visitor.message(texts.money(MONEY)).wait_for()
    await demo.supplier_is(fulfil_seconds=None)
    try:
        receipt = await walks_to_the_confirmation(visitor, ITUNES)
        await visitor.taps("buy:")
        await shows(receipt, preparing("ar"))
        ref = await ref_in(receipt)
        [order] = await demo.supplier_orders(ref)
        await merchant.writes("/open")
        await shows(merchant.button(f"a-ord:{ref}"), without_marks(texts.plain("status-processing")))
        await picture(page.get_by_test_id("supplier"), "supplier")
        by_hand = page.get_by_test_id(f"supplier-order-{order['id']}").get_by_role("button", name="Deliver")
        await by_hand.click()
    finally:
        await demo.supplier_is(fulfil_seconds=0)
    await shows(receipt, texts.plain("receipt-delivered", count=1))

    await merchant.writes("/open")
    await merchant.message(texts.plain("open-orders-none")).wait_for()
    await merchant.writes(f"/order {ref.lower()}")
    dossier = merchant.message(ref, without_marks(texts.plain("status-fulfilled")))
    await shows(dossier, order["id"])
    await assert_well_set(dossier, "ar")
    await expect(dossier.locator(".spoiler")).to_have_count(0)
    [delivered] = await demo.supplier_orders(ref)
    await expect(dossier).not_to_contain_text(delivered["cards"][0]["value"])
    await merchant.writes("/balance")
    spent = await demo.ask("/demo/supplier")
    await merchant.message(texts.money(Money.of_dinars(Decimal(str(spent["balance"]))))).wait_for()
    await merchant.writes("/admin")
    overview = merchant.screen("a-shut:")
    await shows(overview, texts.plain("overview-shop-open"))
    await assert_well_set(overview, "ar")
    await merchant.is_at_the_end()
    await picture_of_message(merchant.chat, overview, "admin")
