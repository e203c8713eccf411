"""The chat page in the system's Chromium, against the real outside world; the test is the bot."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.chromium import needs_chromium
from tests.browser.people import drawn
from tests.demo.page.chat_page import AMINA, KARIM, Address, Demo, Pages

CODE = "X7QK-M2PD-9RTA"


pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),  # one browser serves all of them
    pytest.mark.browser,
    needs_chromium,
]


async def _opaque(place: Locator) -> bool:
    colour: str = await place.evaluate("node => getComputedStyle(node).color")
    return colour != "rgba(0, 0, 0, 0)"


async def test_start_is_offered_in_a_fresh_chat_and_sends_it(pages: Pages, address: Address) -> None:
    async with address.opened(pages) as demo:
        await demo.call("setMyDescription", description="بطاقات الهدايا", language_code="ar")
        page = await demo.open()
        await expect(demo.chat()).to_contain_text("بطاقات الهدايا")
        await page.get_by_test_id(f"start-{AMINA}").click()
        assert (await demo.update("message"))["text"] == "/start"
        await page.get_by_test_id(f"composer-{AMINA}").wait_for()


async def test_a_deep_link_sends_its_payload_with_start(demo: Demo) -> None:
    page = await demo.open("/?start=p_k7m")
    await demo.update("message")
    await page.get_by_test_id(f"start-{AMINA}").click()
    while (text := (await demo.update("message"))["text"]) == "/start":
        pass
    assert text == "/start p_k7m"
    await expect(page.get_by_test_id(f"start-{AMINA}")).to_be_hidden()


async def test_a_link_to_the_bot_itself_offers_start_and_opens_nothing(demo: Demo) -> None:
    page = await demo.open()
    message = await demo.says('<a href="https://t.me/hanout_demo_bot?start=p_7">x</a>')
    await message.get_by_role("link").click()
    await page.get_by_test_id(f"start-{AMINA}").wait_for()
    assert len(page.context.pages) == 1


async def test_markup_becomes_elements_and_text_is_never_markup(open_demo: Demo) -> None:
    evil = "<img src=x onerror=alert(1)>"
    message = await open_demo.says(
        "😀 <b>bold <i>both</i></b> <u>under</u> <s>gone</s> <code>C-1</code> "
        f"<a href='https://example.com/?a=1'>link</a> /shop {evil.replace('<', '&lt;')}"
        "\n<blockquote>quoted</blockquote>after\n<pre>block</pre>"
    )
    for selector, text in {
        "strong": "bold both", "strong em": "both", "u": "under", "s": "gone", "code": "C-1",
        "blockquote": "quoted", "pre": "block", "a.command": "/shop",
    }.items():  # fmt: skip
        await expect(message.locator(selector)).to_have_text(text)
    await expect(message.get_by_role("link")).to_have_attribute("target", "_blank")
    await expect(message.get_by_role("link")).to_have_attribute("href", "https://example.com/?a=1")
    await expect(message).to_contain_text(evil)
    await expect(message.locator("img")).to_have_count(0)


async def test_a_tapped_command_is_sent(open_demo: Demo) -> None:
    message = await open_demo.says("Try /orders now", to=KARIM)
    await message.get_by_role("button", name="/orders").click()
    while (said := await open_demo.update("message"))["text"] == "/start":
        pass
    assert (said["text"], said["from"]["id"]) == ("/orders", KARIM)


async def test_a_code_is_veiled_until_a_tap_and_stays_open_when_edited(open_demo: Demo) -> None:
    text = "Card: <tg-spoiler><code>{code}</code></tg-spoiler>{more}"
    message = await open_demo.says(text.format(code=CODE, more=""), protect_content=True)
    spoiler = message.locator(".spoiler")
    await expect(spoiler).not_to_have_class("spoiler open")
    assert not await _opaque(spoiler.locator("code"))
    await spoiler.click()
    await expect(spoiler).to_have_class("spoiler open")
    assert await _opaque(spoiler.locator("code"))
    await open_demo.call(
        "editMessageText", chat_id=AMINA, message_id=int((await message.get_attribute("data-id")) or 0),
        text=text.format(code=CODE, more="\ndelivered"), parse_mode="HTML",
    )  # fmt: skip
    await expect(message).to_contain_text("delivered")
    await expect(message.locator(".spoiler")).to_have_class("spoiler open")


async def test_the_first_tap_on_a_veiled_code_copies_nothing(demo: Demo) -> None:
    page = await demo.open()
    message = await demo.says(f"<tg-spoiler><code>{CODE}</code></tg-spoiler>")
    await message.locator(".spoiler").click()
    await expect(page.get_by_test_id("toast")).to_have_count(0)
    await message.locator("code").click()
    await expect(page.get_by_test_id("toast")).to_have_text("Copied")
    assert await demo.clipboard() == CODE


async def test_a_copy_button_copies_also_on_a_protected_message(demo: Demo) -> None:
    page = await demo.open()
    message = await demo.says("رمزك", [{"text": "نسخ", "copy_text": {"text": CODE}}], protect_content=True)
    await message.get_by_role("button", name="نسخ").click()
    await expect(page.get_by_test_id("toast")).to_have_text("Copied")
    assert await demo.clipboard() == CODE


async def test_a_protected_message_is_marked_and_not_copied(demo: Demo) -> None:
    page = await demo.open()
    message = await demo.says(f"<code>{CODE}</code>", protect_content=True)
    await message.get_by_role("img", name="Protected").wait_for()
    await message.locator("code").click()
    await expect(page.get_by_test_id("toast")).to_contain_text("protected")
    await message.hover()
    await message.get_by_role("button", name="Message actions").click()
    await expect(page.get_by_role("menuitem", name="Protected")).to_be_disabled()


async def test_a_press_shows_that_it_waits_and_then_the_bots_toast(demo: Demo) -> None:
    page = await demo.open()
    message = await demo.says("Buy?", [{"text": "اشترِ", "callback_data": "buy:1", "style": "success"}])
    key = message.get_by_role("button", name="اشترِ")
    await expect(key).to_have_attribute("data-style", "success")
    await key.click()
    await expect(key).to_have_attribute("aria-busy", "true")
    query = await demo.update("callback_query")
    assert query["data"] == "buy:1"
    await demo.call("answerCallbackQuery", callback_query_id=query["id"], text="شكراً")
    await expect(page.get_by_test_id("toast")).to_have_text("شكراً")
    await expect(key).to_have_attribute("aria-busy", "false")


async def test_an_alert_stays_until_it_is_read(open_demo: Demo) -> None:
    page = open_demo.page
    message = await open_demo.says("?", [{"text": "Go", "callback_data": "x"}])
    await message.get_by_role("button", name="Go").click()
    query = await open_demo.update("callback_query")
    await open_demo.call(
        "answerCallbackQuery", callback_query_id=query["id"], text="Sold out", show_alert=True
    )
    alert = page.get_by_test_id("alert")
    await expect(alert).to_contain_text("Sold out")
    await alert.get_by_role("button", name="OK").click()
    await expect(alert).to_have_count(0)


async def test_five_taps_are_five_presses(open_demo: Demo) -> None:
    message = await open_demo.says("Buy?", [{"text": "Buy", "callback_data": "buy"}])
    for _ in range(5):
        await message.get_by_role("button", name="Buy").click()
    assert len({(await open_demo.update("callback_query"))["id"] for _ in range(5)}) == 5


async def test_an_edit_happens_in_place_and_a_deletion_takes_away(open_demo: Demo) -> None:
    message = await open_demo.says("one", [{"text": "A", "callback_data": "a"}])
    await open_demo.says("two")
    message_id = int((await message.get_attribute("data-id")) or 0)
    await open_demo.call(
        "editMessageText", chat_id=AMINA, message_id=message_id, text="changed",
        reply_markup={"inline_keyboard": [[{"text": "B", "callback_data": "b"}]]},
    )  # fmt: skip
    await expect(message).to_contain_text("changed")
    await expect(message).to_contain_text("edited")
    await expect(message.locator(".key")).to_have_text("B")
    order = (
        await open_demo.chat().locator(".row").evaluate_all("rows => rows.map(row => Number(row.dataset.id))")
    )
    assert order == sorted(order)
    await open_demo.call("deleteMessage", chat_id=AMINA, message_id=message_id)
    await expect(message).to_have_count(0)


async def test_the_bots_reaction_stands_below_a_message_and_is_read_out(open_demo: Demo) -> None:
    written = (await open_demo.does(AMINA, "send", text="وصل التحويل"))["message_id"]
    message, reaction = open_demo.message(written), [{"type": "emoji", "emoji": "👍"}]
    await open_demo.call("setMessageReaction", chat_id=AMINA, message_id=written, reaction=reaction)
    await message.get_by_role("img", name="Reaction: 👍").wait_for()
    await open_demo.call("setMessageReaction", chat_id=AMINA, message_id=written)
    await expect(message.get_by_role("img")).to_have_count(0)


async def test_what_can_be_pressed_is_set_with_its_line_as_in_telegram(open_demo: Demo) -> None:
    """A command without a mark has its slash on the wrong side in Telegram, and so it has here."""
    message = await open_demo.says("انظر /orders الآن")
    assert "orders/" in await drawn(message.locator(".words"))


async def test_arabic_lines_run_from_the_right_and_codes_in_them_from_the_left(open_demo: Demo) -> None:
    message = await open_demo.says(
        "الرمز <code>AB-12</code> هنا، و\u200e/orders، وهذا سطر أطول منه بكثير\nGoogle Play",
        [{"text": "شراء 2", "callback_data": "x"}],
    )
    text = message.locator(".text")
    assert await text.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert await text.evaluate("node => getComputedStyle(node).unicodeBidi") == "plaintext"
    assert await drawn(message.locator("code")) == "AB-12"
    assert await drawn(message.locator(".command")) == "/orders"
    left, right = await text.evaluate(
        """node => {
          const range = document.createRange();
          range.selectNodeContents(node.querySelector(".words").lastChild);
          const line = [...range.getClientRects()].at(-1), box = node.getBoundingClientRect();
          return [line.left - box.left, box.right - line.right];
        }"""
    )
    assert left < right, "a line of Latin letters begins at the left, also in an Arabic message"
