"""A merchant's day on a phone, as the demo's chat page shows it: what waits, figures, a ticket, a receipt, a
message to many, what is wrong. Arabic first, then what it looks like in French and English.
"""

from decimal import Decimal

import pytest
from playwright.async_api import Page, expect

from bot.shop.money import Money
from tests.browser.chromium import Windows, needs_chromium
from tests.browser.demo import Demo
from tests.browser.paying import sends_slip, slip, way
from tests.browser.people import MERCHANT, Visitor, drawn, newcomer, page_of, ref_in, shows
from tests.browser.pictures import screen
from tests.browser.shopping import (
    PLAYSTATION,
    TEXTS,
    assert_no_sideways,
    assert_well_set,
    credited,
    opens_the_code,
    walks_to_the_confirmation,
)

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),  # one browser and one demo serve all of them
    pytest.mark.browser,
    pytest.mark.processes,
    needs_chromium,
]

AR = TEXTS["ar"]
BROKEN = "الكود لا يعمل: PSN-FR 10€"
NEWS = "عروض العيد: خصم 10% على بطاقات Steam Wallet USA حتى 30/11 في 20:00."
LOW = Money.of_dinars(12)


async def test_a_merchants_day_in_the_chat(demo: Demo, chromium: Windows) -> None:
    async with page_of(demo, chromium, width=390, height=844, sharp=1.5) as page:
        merchant = Visitor(page, MERCHANT)
        visitor = await newcomer(page, "سلمى", "ar")
        await _buys_asks_and_pays(demo, page, visitor)
        await page.get_by_test_id("tab-merchant").click()
        balance = (await demo.ask("/demo/supplier"))["balance"]
        try:
            await _has_no_float(demo, merchant)
            for language in ("fr", "en", "ar"):
                await _looks_around(merchant, language)
        finally:
            await merchant.speaks("ar")
            await demo.http.patch("/demo/supplier/wallet", json={"balance": balance})
        await _floats_again(merchant, Money.of_dinars(Decimal(str(balance))))
        await _decides_the_receipt(demo, merchant, visitor)
        await _answers_the_ticket(merchant)
        await _writes_to_many(demo, merchant)
        await page.get_by_test_id("tab-customer").click()
        await visitor.message(NEWS).wait_for()
        await visitor.is_at_the_end()
        await screen(page.locator("body"), "customer-news")
        await assert_well_set(visitor.chat, "ar")


async def _buys_asks_and_pays(demo: Demo, page: Page, visitor: Visitor) -> None:
    """What makes work for the merchant, and what a customer sees on the way to it."""
    await visitor.starts()
    await screen(page.locator("body"), "customer-home")
    await credited(visitor, "ar")
    receipt = await walks_to_the_confirmation(visitor, PLAYSTATION)
    await visitor.is_at_the_end()
    await screen(page.locator("body"), "customer-confirmation")
    await visitor.taps("buy:")
    await shows(receipt, AR.plain("receipt-delivered", count=1))
    await opens_the_code(visitor, demo, await ref_in(receipt), language="ar")
    await screen(page.locator("body"), "customer-code")
    await visitor.writes("بطاقة ستيم ٢٠ دولار")
    await shows(visitor.button("typ:"), "20 USD")
    await visitor.is_at_the_end()
    await screen(page.locator("body"), "customer-search")
    await visitor.writes("/support")
    await visitor.screen("spays").wait_for()
    await visitor.writes(BROKEN)
    await visitor.message(AR.plain("support-sent")).wait_for()
    await visitor.writes("/topup 5000")
    await way(visitor, "transfer").click()
    await sends_slip(visitor, await slip(page, "5 000,00", "BM26110099"), "BM26110099")
    await visitor.message(AR.money(Money.of_dinars(5000))).wait_for()
    await assert_well_set(visitor.chat, "ar")


async def _has_no_float(demo: Demo, merchant: Visitor) -> None:
    (await demo.http.patch("/demo/supplier/wallet", json={"balance": int(LOW.dinars)})).raise_for_status()
    await merchant.writes("/balance")
    await merchant.message(AR.money(LOW)).wait_for()


async def _looks_around(merchant: Visitor, language: str) -> None:
    """The panel, figures, warnings, tickets and receipts, in that language."""
    texts, body = TEXTS[language], merchant.page.locator("body")
    await merchant.speaks(language)

    panel = await merchant.asks("/admin", "a-shut:")
    await shows(panel, texts.bare("overview-shop-open"))
    for list_of_waiting in ("a-rcs", "t-list:", "a-warn"):
        await shows(panel.locator(merchant.key(list_of_waiting)), "(")
    await _is_well_set(merchant, language)
    await screen(body, f"panel-{language}")

    warnings = await merchant.asks("/warnings", "a-quiet")
    await shows(warnings, texts.plain("alert-float_low", float=LOW))
    await _is_well_set(merchant, language)
    await screen(body, f"warnings-{language}")

    # What was sold a minute before midnight is yesterday's.
    await merchant.writes("/stats week")
    drawing = merchant.from_bot.locator(".photo img").last
    await shows(merchant.screen("a-stats:"), PLAYSTATION.product)
    await drawing.wait_for()
    await _is_well_set(merchant, language)
    for theme in ("light", "dark"):
        await merchant.page.emulate_media(color_scheme=theme)
        await merchant.is_at_the_end()
        await screen(body, f"stats-{language}-{theme}")
        await screen(drawing, f"stats-picture-{language}-{theme}")
    await merchant.page.emulate_media(color_scheme="light")

    for command, name, verb in (("/tickets", "tickets", "t-see:"), ("/receipts", "receipts", "a-rc:")):
        shown = await merchant.asks(command, verb)
        face = shown.locator(merchant.key(verb)).filter(has_text="سلمى").first.locator(".face")
        await face.wait_for()
        await expect(face).to_have_css("direction", "rtl" if language == "ar" else "ltr")
        await _is_well_set(merchant, language)
        await screen(body, f"{name}-{language}")


async def _is_well_set(merchant: Visitor, language: str) -> None:
    """The newest message runs the reader's way, no button is cut, and nothing is wider than the phone."""
    await merchant.is_at_the_end()
    await assert_well_set(merchant.from_bot.filter(has=merchant.page.locator(".key")).last, language)
    await assert_no_sideways(merchant.page)


async def _floats_again(merchant: Visitor, balance: Money) -> None:
    await merchant.writes("/balance")
    await merchant.message(AR.money(balance)).wait_for()
    await expect(await merchant.asks("/warnings", "a-quiet")).not_to_contain_text(
        AR.plain("alert-float_low", float=LOW)
    )


async def _decides_the_receipt(demo: Demo, merchant: Visitor, visitor: Visitor) -> None:
    """From the panel to the list, from there to its picture."""
    panel = await merchant.asks("/admin", "a-shut:")
    await panel.locator(merchant.key("a-rcs")).click()
    await panel.locator(merchant.key("a-rc:")).filter(has_text="سلمى").click()
    receipt = merchant.screen("a-rcy:")
    await shows(receipt, "BM26110099")
    await receipt.locator(".photo img").wait_for()
    await _is_well_set(merchant, "ar")
    assert "BM26110099" in await drawn(receipt)
    await screen(merchant.page.locator("body"), "receipt-ar")
    before = demo.wallet(visitor.id)
    await merchant.taps("a-rcy:")
    await merchant.message("BM26110099", "Karim").wait_for()
    await expect(merchant.message("BM26110099").locator(".key")).to_have_text(
        [AR.plain("button-receipt-false")]
    )
    assert demo.wallet(visitor.id) == before + 5000


async def _answers_the_ticket(merchant: Visitor) -> None:
    """From the list, on the ticket's own page."""
    ticket = await merchant.asks("/tickets", "t-list:")
    await ticket.locator(merchant.key("t-see:")).filter(has_text="سلمى").first.click()
    await ticket.locator(merchant.key("t-ans:")).wait_for()  # on its own page
    await shows(ticket, BROKEN)
    await _is_well_set(merchant, "ar")
    await screen(merchant.page.locator("body"), "ticket-ar")
    await ticket.locator(merchant.key("t-ords:")).click()
    await shows(merchant.from_bot.last, PLAYSTATION.product)  # in a message of its own
    await _is_well_set(merchant, "ar")
    await screen(merchant.page.locator("body"), "ticket-orders-ar")


async def _writes_to_many(demo: Demo, merchant: Visitor) -> None:
    """Written, seen as its readers will, counted, sent."""
    await merchant.writes("/broadcast")
    await merchant.message(AR.plain("ask-broadcast").split("\n")[0]).wait_for()
    await merchant.writes(NEWS)
    await merchant.taps("b-btn:")
    await merchant.message("https://example.com").wait_for()
    await merchant.writes("إلى المتجر - متجر\nSteam Wallet USA - Steam Wallet USA")
    preview = merchant.screen("bc-off")
    await expect(preview.locator(".key")).to_have_count(3)
    await shows(preview, NEWS)
    await merchant.button("b-ask:").wait_for()
    for number in ("30/11", "20:00"):
        assert number in await drawn(preview)
    await _is_well_set(merchant, "ar")
    await screen(merchant.page.locator("body"), "broadcast-preview-ar")
    await merchant.taps("b-whom:")
    await _is_well_set(merchant, "ar")
    await screen(merchant.page.locator("body"), "broadcast-whom-ar")
    await merchant.taps("b-for:", named=AR.plain("audience-language", language="العربية"))
    await merchant.taps("b-ask:")
    await merchant.screen("b-go:").wait_for()
    await _is_well_set(merchant, "ar")
    await screen(merchant.page.locator("body"), "broadcast-sure-ar")
    await merchant.taps("b-go:")
    done = AR.plain("alert-broadcast_done", sent=1, blocked=0, refused=0, doubtful=0).partition(".")[0]
    await merchant.message(done).wait_for()
    assert demo.rows("SELECT state FROM broadcasts ORDER BY id DESC LIMIT 1") == [("done",)]
    await merchant.is_at_the_end()
    await screen(merchant.page.locator("body"), "broadcast-done-ar")
