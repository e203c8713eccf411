"""A review at phone width: a press, a line, the shop's answer; and what others read of it."""

import pytest
from playwright.async_api import expect

from tests.browser.chromium import Windows, needs_chromium
from tests.browser.demo import Demo
from tests.browser.people import MERCHANT, Visitor, newcomer, page_of, shows
from tests.browser.pictures import picture_of_message, screen
from tests.browser.shopping import GOOGLE, assert_well_set, credited, finds

NAMES = {"ar": "هدى", "fr": "Houda", "en": "Holly"}
FOUR = {"ar": "4 من 5", "fr": "4 sur 5", "en": "4 out of 5"}
LINES = {
    "ar": "وصل الرمز في دقيقة، شكرًا (Google Play).",
    "fr": "Reçu en une minute & sans souci.",
    "en": "Here in a minute & easy.",
}

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),  # one browser and one demo serve all of it
    pytest.mark.browser,
    pytest.mark.processes,
    needs_chromium,
]


async def rates(visitor: Visitor, language: str) -> None:
    """Buys a card, and says from its order what they think."""
    await visitor.starts()
    await credited(visitor, language)
    await finds(visitor, GOOGLE)
    await visitor.taps("buy:")
    await expect(visitor.from_bot.filter(has=visitor.page.locator(".spoiler"))).to_have_count(1)
    await visitor.taps("see:")
    await visitor.taps("rv:")
    await expect(visitor.screen("rv-rate:").locator(visitor.key("rv-rate:"))).to_have_count(5)
    await visitor.taps("rv-rate:", named="4")
    await shows(visitor.screen("rv-line:"), FOUR[language])
    await visitor.taps("rv-line:")
    await shows(visitor.from_bot.last, "/cancel")
    await visitor.writes(LINES[language])
    await visitor.message(LINES[language], FOUR[language]).wait_for()
    await assert_well_set(visitor.chat, language)
    await visitor.is_at_the_end()
    await screen(visitor.page.locator("body"), f"review-{language}")


async def test_what_three_customers_say_is_answered_and_read_by_others(demo: Demo, chromium: Windows) -> None:
    async with page_of(demo, chromium, width=390, height=844, sharp=1.5) as page:
        people = {}
        for language in ("en", "fr", "ar"):
            people[language] = await newcomer(page, NAMES[language], language)
            await rates(people[language], language)

        await page.get_by_test_id("tab-merchant").click()
        merchant, answer = Visitor(page, MERCHANT), "شكرًا جزيلًا لك!"
        await merchant.asks("/reviews", "a-rv:")
        await shows(merchant.from_bot.last, FOUR["ar"])
        await merchant.is_at_the_end()
        await screen(page.locator("body"), "reviews-of-staff")
        await merchant.taps("a-rv:")
        await shows(merchant.from_bot.last, NAMES["ar"])
        await merchant.taps("a-rvans:")
        await shows(merchant.from_bot.last, "/cancel")
        await merchant.writes(answer)
        await shows(merchant.screen("a-rvnoans:"), answer)
        await assert_well_set(merchant.screen("a-rvnoans:"), "ar")
        await merchant.is_at_the_end()
        await screen(page.locator("body"), "review-of-staff")

        await page.get_by_test_id("tab-customer").click()
        reader = people["ar"]
        await reader.message(answer, LINES["ar"]).wait_for()
        await reader.asks("/shop", "cat:")
        await reader.taps("cat:", named=GOOGLE.shelf)
        await reader.taps("prd:", named=GOOGLE.product)
        shown = reader.screen("rv-read:")
        await shows(shown, "3 تقييمات")
        await reader.is_at_the_end()
        await screen(page.locator("body"), "rating-on-the-product")
        await reader.taps("rv-read:")
        lines = reader.from_bot.last
        for line in (*LINES.values(), answer):
            await shows(lines, line)
        await assert_well_set(reader.chat, "ar")
        await reader.is_at_the_end()
        await screen(page.locator("body"), "lines-on-the-product")
        await picture_of_message(reader.chat, lines, "ratings")
