"""At phone width: two cards put together and bought with one press, each with its code; and a gift, bought
with a greeting, whose link a friend opens who is new.
"""

import pytest
from playwright.async_api import expect

from tests.browser.chromium import Windows, needs_chromium
from tests.browser.demo import Demo
from tests.browser.people import clipboard, newcomer, page_of, shows
from tests.browser.pictures import picture, picture_of_message, screen
from tests.browser.shopping import PUBG, STEAM, TEXTS, assert_well_set, credited, finds

NAMES = {"ar": "نور", "fr": "Nour", "en": "Nora"}
GREETING = "عيد ميلاد سعيد يا سارة! 🎂"

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
            await finds(visitor, goods)
            await visitor.taps("bska:")
            await expect(visitor.screen("bskb:").locator(visitor.key("bskl:"))).to_have_count(number)
        await assert_well_set(visitor.chat, language)
        await visitor.is_at_the_end()
        await picture(page.locator("body"), f"basket-{language}")

        await visitor.asks("/start", "shop:")
        await shows(visitor.screen("bsk").last, NAMES[language])
        await visitor.taps("bsk")
        basket = visitor.from_bot.last
        await basket.locator(visitor.key("bskb:")).wait_for()
        receipt = visitor.chat.get_by_test_id(str(await basket.get_attribute("data-testid")))
        await visitor.taps("bskb:")
        await shows(receipt, texts.plain("phase-delivered"))
        await expect(receipt).not_to_contain_text(texts.plain("phase-preparing"))
        await expect(visitor.from_bot.filter(has=page.locator(".spoiler"))).to_have_count(2)
        await assert_well_set(visitor.chat, language)
        await visitor.is_at_the_end()
        await picture(page.locator("body"), f"basket-bought-{language}")


async def test_a_gift_goes_from_its_buyer_to_a_friend_who_is_new(demo: Demo, chromium: Windows) -> None:
    texts = TEXTS["ar"]
    async with page_of(demo, chromium, width=390, height=844, sharp=1.5) as page:
        buyer = await newcomer(page, "أمين", "ar")
        await buyer.starts()
        await credited(buyer, "ar")
        await finds(buyer, PUBG)
        await buyer.taps("gft:")
        await buyer.screen("gfts:").wait_for()
        await buyer.is_at_the_end()
        await screen(page.locator("body"), "gift-asked")
        await buyer.writes(GREETING)
        confirmation = buyer.screen("buy:")
        await shows(confirmation, GREETING)
        await shows(confirmation, texts.plain("confirmation-gift-region"))
        await assert_well_set(buyer.chat, "ar")
        await buyer.is_at_the_end()
        await screen(page.locator("body"), "gift-confirmation")
        await buyer.taps("buy:")
        link = buyer.message("?start=gift_")
        await link.wait_for()
        await buyer.message(texts.plain("giftstate-open")).wait_for()
        await assert_well_set(buyer.chat, "ar")
        await buyer.is_at_the_end()
        await screen(page.locator("body"), "gift-link")
        await link.get_by_role("button", name=texts.plain("button-gift-copy")).click()
        copied = await clipboard(page)
        assert "?start=gift_" in copied

        friend = await newcomer(page, "سارة", "ar")
        await friend.starts()
        await friend.writes(f"/start {copied.partition('?start=')[2]}")
        codes = friend.from_bot.filter(has=page.locator(".spoiler")).last
        await shows(codes, GREETING)
        await codes.get_by_role("img", name="Protected").wait_for()
        await assert_well_set(friend.chat, "ar")
        await friend.is_at_the_end()
        await screen(page.locator("body"), "gift-opened")
        await picture_of_message(friend.chat, codes, "gift")

        await page.get_by_test_id("person").select_option(str(buyer.id))
        await buyer.message("وصلت هديتك").wait_for()
        await expect(buyer.from_bot.filter(has=page.locator(".spoiler"))).to_have_count(0)
        await assert_well_set(buyer.chat, "ar")
        await buyer.is_at_the_end()
        await screen(page.locator("body"), "gift-claimed")
