"""What is told of a card, on a phone: the merchant writes it, a customer reads it before buying."""

import pytest

from bot.languages import LANGUAGES
from bot.shop.catalogue.known_brands import known_brands
from handlers.ui.texts import without_marks
from tests.browser.chromium import Windows, needs_chromium
from tests.browser.demo import Demo
from tests.browser.people import merchant_at, newcomer, page_of, shows
from tests.browser.shopping import TEXTS, assert_well_set

NETFLIX = known_brands()["netflix"]

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.browser,
    pytest.mark.processes,
    needs_chromium,
]


async def test_the_merchants_note_and_the_brands_steps_are_read_before_buying(
    demo: Demo, chromium: Windows
) -> None:
    texts, note = TEXTS["ar"], "تصل البطاقة خلال دقيقة (Netflix TR)."
    async with page_of(demo, chromium, width=390, height=844) as page:
        merchant = await merchant_at(page)
        await page.get_by_test_id("tab-merchant").click()
        await merchant.writes("/product Netflix Turkey")
        await merchant.taps("a-gdf:", named=without_marks(texts.plain("guidefield-note")))
        await merchant.taps("a-gdf:", named=LANGUAGES["ar"].name)
        await merchant.taps("a-gdw:")
        await shows(merchant.screen("a-gdf:"), "300")
        await merchant.writes(note)
        await shows(merchant.screen("a-gdu:"), note)
        await assert_well_set(merchant.screen("a-gdu:"), "ar")

        visitor = await newcomer(page, "مريم", "ar")
        await visitor.starts()
        await visitor.taps("shop:")
        await visitor.taps("cat:", named="نتفليكس")
        await visitor.taps("prd:", named="Turkey")
        await shows(visitor.screen("typ:"), note)
        await visitor.taps("how:")
        guide = visitor.message(*NETFLIX.steps["ar"])
        await guide.locator(f'a[href^="{NETFLIX.link}"]').wait_for()
        await assert_well_set(visitor.chat, "ar")
        await visitor.taps("prd:")
        await shows(visitor.screen("typ:"), note)
