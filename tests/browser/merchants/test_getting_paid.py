"""Getting paid as people meet it in the demo's chat page: each way to the delivered code, and the merchant's
decisions.

Arabic first. What the pages show is compared with the shop's own database.
"""

import asyncio
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, Page, expect

from bot.shop.money import Money
from handlers.ui.texts import without_marks
from tests.browser.chromium import Windows, needs_chromium
from tests.browser.demo import Demo
from tests.browser.paying import sends_slip, slip, way
from tests.browser.people import (
    MERCHANT,
    PATIENCE_MS,
    Visitor,
    clipboard,
    drawn,
    newcomer,
    page_of,
    ref_in,
    shows,
)
from tests.browser.pictures import picture
from tests.browser.shopping import (
    GOOGLE,
    ITUNES,
    PLAYSTATION,
    PUBG,
    STEAM,
    TEXTS,
    assert_no_sideways,
    assert_well_set,
    goes_on,
    opens_the_code,
    walks_to_the_confirmation,
)

AR = TEXTS["ar"]
ALGIERS = ZoneInfo("Africa/Algiers")
PHONE = {"width": 390, "height": 844}
ACCOUNT = "00799999000123456789"

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),  # one browser and one demo serve all of them
    pytest.mark.browser,
    pytest.mark.processes,
    needs_chromium,
]


async def pays_the_bill(visitor: Visitor) -> None:
    """Telegram's own invoice: Pay, and Pay again in the sheet."""
    await visitor.chat.get_by_role("button", name="Pay").last.click()
    sheet = visitor.page.get_by_test_id("pay")
    await sheet.get_by_role("button", name="Pay").click()
    await expect(sheet).to_have_count(0)
    await visitor.chat.get_by_role("button", name="Receipt").last.wait_for()


async def payment_page(visitor: Visitor, language: str) -> Page:
    """Opens the newest link in a tab of its own."""
    async with visitor.page.context.expect_page() as opened:
        await visitor.chat.locator("a.key").last.click()
    tab = await opened.value
    await tab.goto(f"{tab.url}?lang={language}")
    return tab


@pytest.mark.parametrize(("language", "bill"), [("ar", "stars"), ("fr", "card")])
async def test_a_bill_of_telegrams_from_the_confirmation_to_the_code(
    demo: Demo, page: Page, language: str, bill: str
) -> None:
    visitor = await newcomer(page, {"ar": "أمال", "fr": "Nadia"}[language], language)
    await visitor.starts()
    goods = PLAYSTATION if language == "ar" else STEAM
    receipt = await walks_to_the_confirmation(visitor, goods, ends_with="pay:")
    await assert_well_set(visitor.chat, language)
    if language == "ar":
        await visitor.is_at_the_end()
        await picture(visitor.chat, "pay-confirmation")
    await way(visitor, bill).click()
    bubble = visitor.chat.locator(".invoice").last
    await shows(bubble, goods.product)
    await shows(bubble, "⭐" if bill == "stars" else "EUR")
    if language == "ar":
        await expect(visitor.toast).to_have_count(0)
        await visitor.is_at_the_end()
        await picture(visitor.chat, "pay-stars")
    await pays_the_bill(visitor)
    await shows(receipt, TEXTS[language].plain("receipt-delivered", count=1))
    ref = await ref_in(receipt)
    await opens_the_code(visitor, demo, ref, language=language)
    [(name, state, dinars)] = demo.payments(visitor.id)
    assert (name, state) == (bill, "credited")
    # What Stars and cents are worth beyond the price is the customer's.
    [(price,)] = demo.rows("SELECT unit_price_centimes / 100 FROM orders WHERE ref = ?", ref)
    assert demo.wallet(visitor.id) == dinars - price < 5
    await assert_well_set(visitor.chat, language)


async def test_a_declined_card_is_tried_again_on_the_payment_page(demo: Demo, page: Page) -> None:
    visitor = await newcomer(page, "رانية", "ar")
    await visitor.starts()
    receipt = await walks_to_the_confirmation(visitor, PUBG, ends_with="pay:")
    await way(visitor, "ocpay").click()
    await visitor.message(AR.plain("page-open", amount=Money.ZERO)[:3], "CIB").wait_for()
    tab = await payment_page(visitor, "ar")
    card = tab.get_by_test_id("pay")
    await expect(card).to_have_attribute("data-state", "open")
    assert await tab.evaluate("document.dir") == "rtl"
    assert "1 200" in (await drawn(card.locator(".amount"))).replace("\u202f", " ")
    await picture(card, "pay-page")
    await tab.locator("button[value=decline]").click()
    await expect(card).to_have_attribute("data-state", "failed")
    await tab.close()
    await visitor.message(AR.plain("page-failed", amount=Money.of_dinars(1200))).wait_for()
    await visitor.taps("pws:")
    await way(visitor, "ocpay").click()
    await expect(visitor.chat.locator("a.key")).to_have_count(1)
    tab = await payment_page(visitor, "ar")
    await tab.locator("button[value=pay]").click()
    await shows(tab.get_by_test_id("pay"), AR.bare("paid-on-page"))
    await tab.close()
    await shows(receipt, AR.plain("receipt-delivered", count=1))
    await opens_the_code(visitor, demo, await ref_in(receipt), language="ar")
    assert demo.payments(visitor.id) == [("ocpay", "credited", 1200)]
    assert demo.wallet(visitor.id) == 0
    states = demo.rows(
        "SELECT state FROM payment_requests WHERE customer_id = ? ORDER BY created_at", visitor.id
    )
    assert states == [("failed",), ("paid",)]


async def test_a_transfer_is_approved_by_the_merchant_in_the_chat(demo: Demo, page: Page) -> None:
    visitor, merchant = await newcomer(page, "مريم", "ar"), Visitor(page, MERCHANT)
    await visitor.starts()
    receipt = await walks_to_the_confirmation(visitor, STEAM, ends_with="pay:")
    await way(visitor, "transfer").click()
    asked = visitor.message(ACCOUNT)
    await asked.get_by_role("button", name="BaridiMob").click()
    await expect(visitor.toast).to_have_text("Copied")
    assert await clipboard(page) == ACCOUNT
    await picture(visitor.chat, "pay-transfer")
    await sends_slip(visitor, await slip(page, "2 600,00", "BM26110042"), "BM26110042")
    to_decide = merchant.screen("a-rcy:")
    await shows(to_decide, "BM26110042")
    await assert_well_set(to_decide, "ar")
    assert "2 600" in await drawn(merchant.button("a-rcy:"))
    await merchant.is_at_the_end()
    await picture(merchant.chat, "pay-approve")
    decided = merchant.chat.get_by_test_id(str(await to_decide.get_attribute("data-testid")))
    await merchant.taps("a-rcy:")
    await shows(decided, "Karim")
    await expect(decided.locator(".key")).to_have_text([AR.plain("button-receipt-false")])
    await shows(receipt, AR.plain("receipt-delivered", count=1))
    await opens_the_code(visitor, demo, await ref_in(receipt), language="ar")
    assert demo.payments(visitor.id) == [("transfer", "credited", 2600)]
    assert demo.wallet(visitor.id) == 0


async def test_another_amount_the_same_receipt_and_a_no(demo: Demo, page: Page) -> None:
    visitor, merchant = await newcomer(page, "كمال", "ar"), Visitor(page, MERCHANT)
    await visitor.starts()
    content = await slip(page, "800,00", "BM26110077")
    for asked, number in (("1000", "BM26110077"), ("5000", "BM26110078")):
        await visitor.writes(f"/topup {asked}")
        await way(visitor, "transfer").click()
        await visitor.message(ACCOUNT).wait_for()
        await sends_slip(visitor, content, number)
        to_decide = merchant.screen("a-rcy:")
        await shows(to_decide, number)
        if asked == "1000":
            await expect(to_decide).not_to_contain_text("⚠️")
            await merchant.taps("a-rcc:")
            await merchant.message(without_marks(AR.plain("ask-amount", amount=Money.ZERO))[-12:]).wait_for()
            await merchant.writes("800")
            await visitor.message(AR.money(Money.of_dinars(800))).wait_for()
            await merchant.message(number, AR.money(Money.of_dinars(800))).wait_for()
    await shows(to_decide, "⚠️")
    await merchant.taps("a-rcn:")
    await merchant.taps("a-rcw:", named=AR.plain("rejected-used_before"))
    await visitor.message(AR.plain("rejected-used_before")).wait_for()
    await assert_well_set(visitor.chat, "ar")
    assert demo.wallet(visitor.id) == 800
    assert demo.payments(visitor.id) == [("transfer", "credited", 800)]


async def test_a_cost_above_what_was_paid_waits_for_the_shop_and_says_so(demo: Demo, page: Page) -> None:
    visitor, merchant = await newcomer(page, "Sara", "en"), Visitor(page, MERCHANT)
    await visitor.starts()
    receipt = await walks_to_the_confirmation(visitor, ITUNES, ends_with="pay:")
    await way(visitor, "ocpay").click()
    tab = await payment_page(visitor, "en")
    [(type_id, dinars)] = demo.rows(
        "SELECT type_id, unit_price_centimes / 100 FROM orders WHERE customer_id = ?", visitor.id
    )
    await demo.http.patch(f"/demo/supplier/types/{type_id}", json={"price": dinars + 500})
    await tab.locator("button[value=pay]").click()
    await tab.close()
    ref = await ref_in(receipt)
    await visitor.message(f"{ref}", "went up at our supplier after you ordered").wait_for()
    assert demo.rows("SELECT status FROM orders WHERE customer_id = ?", visitor.id) == [("needs_review",)]
    await merchant.writes(f"/order {ref}")
    await merchant.taps(f"a-ask:{ref}:buy_at_loss")
    await merchant.taps(f"a-do:{ref}:buy_at_loss")
    await shows(receipt, TEXTS["en"].plain("receipt-delivered", count=1))


async def test_five_quick_presses_ask_for_one_payment_of_one_order(demo: Demo, page: Page) -> None:
    visitor = await newcomer(page, "Sara", "en")
    await visitor.starts()
    receipt = await walks_to_the_confirmation(visitor, ITUNES, ends_with="pay:")
    await way(visitor, "stars").evaluate("key => { for (let tap = 0; tap < 5; tap += 1) key.click(); }")
    await expect(visitor.chat.locator(".invoice")).to_have_count(1)
    await pays_the_bill(visitor)
    await goes_on(receipt, "en")
    [(status,)] = demo.rows("SELECT status FROM orders WHERE customer_id = ?", visitor.id)
    assert status in {"paid", "placing", "processing", "fulfilled"}
    assert [name for name, *_ in demo.payments(visitor.id)] == ["stars"]


async def test_paying_on_a_phone(demo: Demo, chromium: Windows) -> None:
    async with page_of(demo, chromium, **PHONE, sharp=1.5) as page:
        visitor = await newcomer(page, "سمية", "ar")
        await visitor.starts()
        receipt = await walks_to_the_confirmation(visitor, GOOGLE, ends_with="pay:")
        await visitor.is_at_the_end()
        for name in ("ocpay", "stars", "card", "transfer"):
            await expect(way(visitor, name)).to_be_in_viewport(ratio=1)
        assert re.search(r"1 \d{3}", await drawn(way(visitor, "transfer")))
        await way(visitor, "transfer").click()
        await visitor.message(ACCOUNT).wait_for()
        await assert_no_sideways(page)
        for name in ("ocpay", "stars"):
            # The list becomes the order, in the same message: only its own button is meant.
            shown = await visitor.asks("/orders", "ord:")
            await shown.locator(visitor.key("ord:")).first.click()
            await shown.locator(visitor.key("pws:")).click()
            await way(visitor, name).click()
            if name == "ocpay":
                await expect(visitor.chat.locator("a.key")).to_have_count(1)
        bill = visitor.chat.get_by_role("button", name="Pay").last
        await bill.wait_for()
        await visitor.is_at_the_end()
        await expect(bill).to_be_in_viewport(ratio=1)
        await pays_the_bill(visitor)
        await goes_on(receipt, "ar")
        await assert_well_set(visitor.chat, "ar")
        await assert_no_sideways(page)
    async with page_of(demo, chromium, **PHONE) as page:
        [(url,)] = demo.rows("SELECT url FROM payment_requests WHERE url IS NOT NULL LIMIT 1")
        await page.goto(f"{url}?lang=ar")
        await page.get_by_test_id("pay").wait_for()
        await assert_no_sideways(page)


async def _checked_books(merchant: Visitor) -> Locator:
    """The day's books once all of it was checked: the shop does so by itself only some minutes after it has
    begun.
    """
    books = await merchant.asks("/ledger", "a-day:")
    await books.locator(merchant.key("a-look:")).click()
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while not await books.filter(has_text=AR.plain("ledger-agrees")).count():
            await books.locator(merchant.key("a-day:")).last.click()
    return books


async def test_the_merchant_reads_the_day_and_the_margins(demo: Demo, page: Page) -> None:
    """What was paid here and above stands in the books of the day, by way."""
    visitor, merchant = await newcomer(page, "ليلى", "ar"), Visitor(page, MERCHANT)
    await visitor.starts()
    receipt = await walks_to_the_confirmation(visitor, PUBG, ends_with="pay:")
    await way(visitor, "stars").click()
    await expect(visitor.chat.locator(".invoice")).to_have_count(1)
    await pays_the_bill(visitor)
    await goes_on(receipt, "ar")
    await page.get_by_test_id("tab-merchant").click()
    await page.set_viewport_size({"width": 1300, "height": 1100})
    books = await _checked_books(merchant)
    midnight = datetime.now(ALGIERS).replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000
    since = f"SELECT way, sum(amount_centimes) FROM payments WHERE received_at >= {midnight} GROUP BY way"
    paid = dict(demo.rows(since))
    assert "stars" in paid
    for centimes in paid.values():
        came = AR.money(Money(centimes))
        await shows(books, came)
        number = without_marks(came).removesuffix(" دج")
        assert number in await drawn(books.locator(".words"))
    await shows(books, AR.plain("ledger-agrees"))
    await assert_well_set(books, "ar")
    await merchant.is_at_the_end()
    await picture(books, "ledger")
    await merchant.writes("/margin iTunes Turkey")
    margins = merchant.screen("a-pct:")
    await shows(margins, "250 TRY")
    assert "+5%" in await drawn(margins)
    assert "1 860" in await drawn(margins.locator(".words"))
    await assert_well_set(margins, "ar")
    await merchant.is_at_the_end()
    await picture(margins, "margin")
