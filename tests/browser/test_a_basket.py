"""A basket at phone width: two cards put together, bought with one press, each with its code."""

import pytest
from playwright.async_api import expect

from tests.browser.chromium import Windows, needs_chromium
from tests.browser.demo import Demo
from tests.browser.people import newcomer, page_of
from tests.browser.pictures import picture
from tests.browser.shopping import PUBG, STEAM, TEXTS, assert_well_set, credited, walks_to_the_confirmation

NAMES = {"ar": "نور", "fr": "Nour", "en": "Nora"}

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),  # one browser and one demo serve all of them
    pytest.mark.browser,
    pytest.mark.processes,
    needs_chromium,
]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
async def test_two_cards_are_bought_with_one_press(demo: Demo, chromium: Windows, language: str) -> None:
    texts = TEXTS[language]
    async with page_of(demo, chromium, width=390, height=844, sharp=1.5) as page:
        visitor = await newcomer(page, NAMES[language], language)
        await visitor.starts()
        await credited(visitor, language)
        for number, goods in enumerate((PUBG, STEAM), 1):
            await visitor.asks("/start", "shop:")
            await walks_to_the_confirmation(visitor, goods)
            await visitor.taps("bska:")
            await expect(visitor.screen("bskb:").locator(visitor.key("bskl:"))).to_have_count(number)
        await assert_well_set(visitor.chat, language)
        await visitor.is_at_the_end()
        await picture(page.locator("body"), f"basket-{language}")

        await visitor.asks("/start", "shop:")
        await expect(visitor.screen("bsk").last).to_contain_text(NAMES[language])
        await visitor.taps("bsk")
        basket = visitor.from_bot.last
        await expect(basket.locator(visitor.key("bskb:"))).to_be_visible()
        receipt = visitor.chat.get_by_test_id(str(await basket.get_attribute("data-testid")))
        await visitor.taps("bskb:")
        await expect(receipt).to_contain_text(texts.plain("phase-delivered"))
        await expect(receipt).not_to_contain_text(texts.plain("phase-preparing"))
        await expect(visitor.from_bot.filter(has=page.locator(".spoiler"))).to_have_count(2)
        await assert_well_set(visitor.chat, language)
        await visitor.is_at_the_end()
        await picture(page.locator("body"), f"basket-bought-{language}")
