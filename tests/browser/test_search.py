"""Finding a card by typing its name, at phone width: one press from the words to the confirmation."""

import pytest
from playwright.async_api import expect

from tests.browser.chromium import Windows, needs_chromium
from tests.browser.demo import Demo
from tests.browser.people import newcomer, page_of, shows
from tests.browser.shopping import TEXTS, assert_well_set, credited

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),  # one browser and one demo serve all of them
    pytest.mark.browser,
    pytest.mark.processes,
    needs_chromium,
]

WORDS = {"ar": "بطاقة ستيم ٢٠ دولار", "fr": "carte steam 20$", "en": "steem 20 usd"}
TALK = {"ar": "كود ستيم لا يعمل", "fr": "mon code steam ne marche pas", "en": "my steam code does not work"}


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
async def test_typed_words_lead_to_the_confirmation_with_one_press(
    demo: Demo, chromium: Windows, language: str
) -> None:
    async with page_of(demo, chromium, width=390, height=844, sharp=1.5) as page:
        visitor = await newcomer(page, "Nora", language)
        await visitor.starts()
        await credited(visitor, language)
        await visitor.writes(WORDS[language])
        results = visitor.screen("typ:")
        await shows(results, WORDS[language])
        await shows(visitor.button("typ:"), "20 USD")
        await assert_well_set(visitor.chat, language)
        await visitor.taps("typ:")
        await visitor.button("buy:").wait_for()
        await visitor.is_at_the_end()
        await expect(visitor.button("buy:")).to_be_in_viewport(ratio=1)
        await visitor.writes(TALK[language])
        await expect(visitor.button("snd:")).to_have_text(TEXTS[language].plain("button-send-to-shop"))
        await assert_well_set(visitor.chat, language)


async def test_a_card_of_inline_mode_opens_the_shop(demo: Demo, chromium: Windows) -> None:
    async with page_of(demo, chromium, width=390, height=844, sharp=1.5) as page:
        visitor = await newcomer(page, "ليلى", "ar")
        await visitor.starts()
        await page.get_by_test_id(f"composer-{visitor.id}").fill("@hanout_demo_bot بلايستيشن فرنسا")
        cards = page.get_by_test_id(f"cards-{visitor.id}").get_by_role("option")
        await expect(cards).to_have_count(2)
        await cards.nth(1).click()
        await shows(visitor.screen("typ:"), "PlayStation Store France")
        await assert_well_set(visitor.chat, "ar")
