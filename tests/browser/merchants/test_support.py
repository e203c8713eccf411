"""A customer's request as both sides meet it in the demo's chat page: asked, taken, answered, in Arabic."""

import pytest
from playwright.async_api import Page

from tests.browser.chromium import needs_chromium
from tests.browser.demo import Demo
from tests.browser.people import MERCHANT, Visitor, newcomer, shows
from tests.browser.pictures import picture
from tests.browser.shopping import TEXTS, assert_well_set

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),  # one browser and one demo serve all of them
    pytest.mark.browser,
    pytest.mark.processes,
    needs_chromium,
]

ASKED, ANSWERED = "لم يصلني الرمز بعد", "وصل الآن، تفقد طلباتك من فضلك."


async def test_a_request_is_taken_and_answered_on_its_page(demo: Demo, page: Page) -> None:
    visitor, merchant, texts = await newcomer(page, "نسرين", "ar"), Visitor(page, MERCHANT), TEXTS["ar"]
    await visitor.starts()
    await visitor.writes("/support")
    await visitor.screen("spays").wait_for()
    await visitor.is_at_the_end()
    await picture(visitor.chat, "support")
    await visitor.writes(ASKED)
    await visitor.message(texts.plain("support-sent")).wait_for()
    await assert_well_set(visitor.chat, "ar")

    await page.get_by_test_id("tab-merchant").click()
    await merchant.message(ASKED).wait_for()
    await merchant.taps("t-open:")
    await merchant.screen("t-ans:").wait_for()  # its own page
    await merchant.taps("t-take:", named=texts.plain("button-take-ticket"))
    await merchant.screen("t-free:").wait_for()
    await merchant.is_at_the_end()
    await picture(merchant.chat, "ticket")
    await merchant.taps("t-ans:")
    await merchant.message(
        texts.plain("ask-ticket-answer", number=1, name="نسرين").split("\n")[-1]
    ).wait_for()
    await merchant.writes(ANSWERED)
    await merchant.writes("/tickets mine")
    await shows(merchant.screen("t-list:"), "نسرين")
    await merchant.is_at_the_end()
    await picture(merchant.chat, "tickets")
    await assert_well_set(merchant.chat, "ar")

    await page.get_by_test_id("tab-customer").click()
    await visitor.message(ANSWERED).wait_for()
    await visitor.is_at_the_end()
    await picture(visitor.chat, "support-answer")
    rows = demo.rows("SELECT state FROM tickets WHERE customer_id = ?", visitor.id)
    assert rows == [("waiting",)]
