"""What people do in the chat page beside tapping: commands, replies, files, payments."""

import struct
import zlib
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.chromium import needs_chromium
from tests.browser.people import drawn
from tests.demo.page.chat_page import AMINA, KARIM, Demo

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),  # one browser serves all of them
    pytest.mark.browser,
    needs_chromium,
]


def _picture(width: int = 40, height: int = 30) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + bytes(width) for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def test_typing_a_slash_lists_commands_and_enter_sends_the_marked_one(demo: Demo) -> None:
    page = await demo.open()
    await demo.call(
        "setMyCommands", language_code="ar",
        commands=[{"command": "shop", "description": "تسوّق"}, {"command": "orders", "description": "طلباتك"}],
    )  # fmt: skip
    await page.get_by_test_id(f"menu-{AMINA}").wait_for()
    await expect(page.get_by_test_id(f"menu-{KARIM}")).to_be_hidden()
    field, lines = (
        page.get_by_test_id(f"composer-{AMINA}"),
        page.get_by_test_id(f"commands-{AMINA}").get_by_role("option"),
    )
    await field.fill("/")
    await expect(lines).to_have_text(["/shopتسوّق", "/ordersطلباتك"])
    await field.fill("/o")
    await expect(lines).to_have_count(1)
    await field.press("Enter")
    while (text := (await demo.update("message"))["text"]) == "/start":
        pass
    assert text == "/orders"
    await expect(field).to_have_value("")
    await page.get_by_test_id(f"menu-{AMINA}").click()
    await expect(lines).to_have_count(2)


async def test_typing_the_bots_name_offers_its_cards_and_a_click_sends_one(demo: Demo) -> None:
    page = await demo.open()
    field = page.get_by_test_id(f"composer-{AMINA}")
    await field.fill("@hanout_demo_bot ستيم")
    query = await demo.update("inline_query")
    assert query["query"] == "ستيم"
    keyboard = {"inline_keyboard": [[{"text": "Open", "url": "https://t.me/hanout_demo_bot?start=p_1"}]]}
    await demo.call(
        "answerInlineQuery",
        inline_query_id=query["id"],
        results=[
            {
                "type": "article",
                "id": "p_1",
                "title": "Steam Wallet",
                "description": "10 EUR",
                "input_message_content": {"message_text": "Steam Wallet 10 EUR"},
                "reply_markup": keyboard,
            }
        ],
        button={"text": "Open the shop", "start_parameter": "shop"},
    )
    lines = page.get_by_test_id(f"cards-{AMINA}").get_by_role("option")
    await expect(lines).to_have_text(["Open the shop", "Steam Wallet10 EUR"])
    await lines.nth(1).click()
    sent = await demo.update("message")
    while "via_bot" not in sent:
        sent = await demo.update("message")
    row = demo.message(sent["message_id"])
    await expect(row).to_contain_text("via @hanout_demo_bot")
    await expect(field).to_have_value("")
    await row.get_by_role("button", name="Open").click()
    await page.get_by_test_id(f"start-{AMINA}").wait_for()


async def test_a_forced_reply_takes_the_focus_and_answers_that_message(open_demo: Demo) -> None:
    page = open_demo.page
    markup = {"force_reply": True, "input_field_placeholder": "De 1 à 10"}
    question = await open_demo.call("sendMessage", chat_id=AMINA, text="Combien ?", reply_markup=markup)
    field = page.get_by_test_id(f"composer-{AMINA}")
    await expect(field).to_be_focused()
    await expect(field).to_have_attribute("placeholder", "De 1 à 10")
    await page.keyboard.type("3")
    await page.get_by_test_id(f"send-{AMINA}").click()
    while "reply_to_message" not in (said := await open_demo.update("message")):
        pass
    assert (said["text"], said["reply_to_message"]["message_id"]) == ("3", question["message_id"])


async def test_a_reply_keyboard_writes_for_the_person_until_it_is_removed(open_demo: Demo) -> None:
    keyboard = {"keyboard": [[{"text": "Oui"}, {"text": "Non"}]]}
    await open_demo.call("sendMessage", chat_id=AMINA, text="?", reply_markup=keyboard)
    key = open_demo.chat().locator(".reply-keyboard").get_by_role("button", name="Oui")
    await key.click()
    while (text := (await open_demo.update("message"))["text"]) == "/start":
        pass
    assert text == "Oui"
    await open_demo.call("sendMessage", chat_id=AMINA, text="ok", reply_markup={"remove_keyboard": True})
    await expect(key).to_have_count(0)


async def test_pictures_and_files_go_both_ways(open_demo: Demo, tmp_path: Path) -> None:
    page = open_demo.page
    picture = tmp_path / "receipt.png"
    picture.write_bytes(_picture())
    await page.get_by_test_id(f"file-{AMINA}").set_input_files(picture)
    offer = page.get_by_test_id("attach")
    await offer.get_by_label("Caption").fill("إيصال")
    await offer.get_by_role("button", name="Send photo").click()
    while "photo" not in (sent := await open_demo.update("message")):
        pass
    assert sent["caption"] == "إيصال"
    shown = open_demo.message(sent["message_id"]).locator("img")
    await expect(shown).to_have_js_property("naturalWidth", 40)

    codes = await open_demo.call(
        "sendDocument", chat_id=str(AMINA), files={"document": ("codes.txt", b"A-1\n", "text/plain")}
    )
    async with page.expect_download() as started:
        await open_demo.message(codes["message_id"]).locator("a.document").click()
    download = await started.value
    assert download.suggested_filename == "codes.txt"
    assert (await download.path()).read_bytes() == b"A-1\n"


async def test_a_protected_file_is_looked_at_and_not_saved(open_demo: Demo) -> None:
    page = open_demo.page
    sent = await open_demo.call(
        "sendDocument",
        chat_id=str(AMINA),
        protect_content=True,
        files={"document": ("codes.txt", b"A-1\n", "text/plain")},
    )
    message = open_demo.message(sent["message_id"])
    await expect(message.locator("a")).to_have_count(0)
    await message.get_by_role("button", name="codes.txt").click()
    await expect(page.locator("dialog .file-text")).to_have_text("A-1\n")
    await page.get_by_role("button", name="Close").click()


async def test_an_invoice_is_paid_in_its_dialog_or_refused_with_the_bots_words(open_demo: Demo) -> None:
    page = open_demo.page
    invoice = {
        "title": "Recharge", "description": "5 000 DA", "payload": "p1", "currency": "XTR",
        "prices": [{"label": "x", "amount": 120}],
    }  # fmt: skip
    sent = await open_demo.call("sendInvoice", chat_id=AMINA, **invoice)
    pay = open_demo.message(sent["message_id"]).get_by_role("button", name="Pay")
    confirm = page.get_by_test_id("pay").get_by_role("button", name="Pay")
    await pay.click()
    await expect(page.get_by_test_id("pay")).to_contain_text("120")
    await confirm.click()
    question = await open_demo.update("pre_checkout_query")
    await open_demo.call(
        "answerPreCheckoutQuery", pre_checkout_query_id=question["id"], ok=False, error_message="Trop tard"
    )
    await expect(page.get_by_test_id("alert")).to_contain_text("Trop tard")
    await page.get_by_role("button", name="OK").click()
    await pay.click()
    await confirm.click()
    question = await open_demo.update("pre_checkout_query")
    await open_demo.call("answerPreCheckoutQuery", pre_checkout_query_id=question["id"], ok=True)
    await expect(open_demo.chat()).to_contain_text("You paid ⭐ 120")
    # As in Telegram, what was paid from here has a receipt and cannot be paid from here again.
    await expect(pay).to_have_count(0)
    await open_demo.message(sent["message_id"]).get_by_role("button", name="Receipt").click()
    await expect(page.get_by_test_id("paid")).to_contain_text("Recharge")
    await page.get_by_role("button", name="Close").click()
    await page.reload()
    await expect(open_demo.message(sent["message_id"]).get_by_role("button")).to_contain_text(["Receipt"])


async def test_an_unanswered_question_ends_in_words_and_the_price_stands_as_it_is_read(demo: Demo) -> None:
    page = await demo.open()
    await demo.http.patch("/demo/telegram/mode", json={"precheckout_seconds": 1})
    invoice = {
        "title": "شحن المحفظة", "description": "x", "payload": "p1", "currency": "EUR",
        "provider_token": "1:TEST:x", "prices": [{"label": "x", "amount": 1160}],
    }  # fmt: skip
    sent = await demo.call("sendInvoice", chat_id=AMINA, **invoice)
    message = demo.message(sent["message_id"])
    assert await drawn(message.locator(".amount")) == "11.60 EUR"
    pay = message.get_by_role("button", name="Pay")
    await pay.click()
    await expect(page.get_by_test_id("pay")).to_contain_text("test card")
    await page.get_by_test_id("pay").get_by_role("button", name="Pay").click()
    await expect(pay).to_have_attribute("aria-busy", "true")
    await expect(page.get_by_test_id("alert")).to_contain_text("did not answer")
    await page.get_by_role("button", name="OK").click()
    await expect(pay).to_have_attribute("aria-busy", "false")


async def test_the_bot_is_seen_typing_until_it_has_written(open_demo: Demo) -> None:
    doing = open_demo.chat().locator(".doing")
    await open_demo.call("sendChatAction", chat_id=AMINA, action="typing")
    await expect(doing).to_have_text("typing")
    await open_demo.says("done")
    await expect(doing).to_have_text("bot")
