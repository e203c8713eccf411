"""The chat page in the system's Chromium, against the real outside world; the test is the bot."""

import json
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from bot.demo.server import bind, serving
from bot.demo.telegram.chats import DEMO_TOKEN
from bot.demo.world import World, create_app
from tests.browser.chromium import launched, needs_chromium

AMINA, SOFIANE, KARIM = 1001, 1002, 2001
CODE = "X7QK-M2PD-9RTA"

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),  # one browser serves all of them
    pytest.mark.browser,
    needs_chromium,
]


class Demo:
    """The outside world with a page open on it; `call` is the bot, `does` a person through the control API."""

    def __init__(self, url: str, world: World, browser: Browser) -> None:
        self.url = url
        self.world = world
        self.http = httpx.AsyncClient(base_url=url)
        self.browser = browser
        self.troubles: list[str] = []
        self.page: Page

    async def open(self, path: str = "/", *, width: int = 1400, height: int = 900) -> Page:
        context = await self.browser.new_context(viewport={"width": width, "height": height})
        await context.grant_permissions(["clipboard-read", "clipboard-write"], origin=self.url)
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("request", self._only_us)
        await page.goto(self.url + path)
        await expect(page.get_by_test_id(f"chat-{KARIM}")).to_be_attached()
        self.page = page
        return page

    def _only_us(self, request: Any) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.troubles.append(f"asked outside: {request.url}")

    async def call(self, method: str, /, *, files: Any = None, **params: Any) -> Any:
        form = {key: value if isinstance(value, str) else json.dumps(value) for key, value in params.items()}
        answer = (await self.http.post(f"/bot{DEMO_TOKEN}/{method}", data=form, files=files)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def does(self, user_id: int, deed: str, **body: Any) -> Any:
        answer = await self.http.post(f"/demo/users/{user_id}/{deed}", json=body)
        assert answer.is_success, answer.text
        return answer.json()

    async def says(self, text: str, *rows: list[dict[str, Any]], to: int = AMINA, **params: Any) -> Locator:
        """The bot sends a message with an inline keyboard of `rows`. Gives its place on the open page."""
        if rows:
            params["reply_markup"] = {"inline_keyboard": list(rows)}
        message = await self.call("sendMessage", chat_id=to, text=text, parse_mode="HTML", **params)
        return self.message(message["message_id"], of=to)

    async def update(self, kind: str) -> Any:
        """The next thing of that kind that a person did, as the bot hears of it."""
        while True:
            for update in await self.call("getUpdates", offset=self._offset, timeout=10):
                self._offset = update["update_id"] + 1
                if kind in update:
                    return update[kind]

    _offset = 0

    def chat(self, of: int = AMINA) -> Locator:
        return self.page.get_by_test_id(f"chat-{of}")

    def message(self, message_id: int, *, of: int = AMINA) -> Locator:
        return self.chat(of).get_by_test_id(f"msg-{message_id}")

    async def clipboard(self) -> str:
        text: str = await self.page.evaluate("navigator.clipboard.readText()")
        return text


@asynccontextmanager
async def _demo(browser: Browser, port: int = 0) -> AsyncIterator[Demo]:
    world = World()
    async with serving(create_app(world), bind(port)) as url:
        demo = Demo(url, world, browser)
        try:
            yield demo
        finally:
            world.close()
            await demo.http.aclose()
    assert demo.troubles == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    yield chromium
    for context in chromium.contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def demo(browser: Browser) -> AsyncIterator[Demo]:
    async with _demo(browser) as it:
        for person in (AMINA, SOFIANE, KARIM):
            await it.does(person, "send", text="/start")
        yield it


def _picture(width: int = 40, height: int = 30) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + bytes(width) for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def _opaque(place: Locator) -> bool:
    colour: str = await place.evaluate("node => getComputedStyle(node).color")
    return colour != "rgba(0, 0, 0, 0)"


async def test_start_is_offered_in_a_fresh_chat_and_sends_it(browser: Browser) -> None:
    async with _demo(browser) as demo:
        await demo.call("setMyDescription", description="بطاقات الهدايا", language_code="ar")
        page = await demo.open()
        await expect(demo.chat()).to_contain_text("بطاقات الهدايا")
        await page.get_by_test_id(f"start-{AMINA}").click()
        assert (await demo.update("message"))["text"] == "/start"
        await expect(page.get_by_test_id(f"composer-{AMINA}")).to_be_visible()


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
    await expect(page.get_by_test_id(f"start-{AMINA}")).to_be_visible()
    assert len(page.context.pages) == 1


async def test_markup_becomes_elements_and_text_is_never_markup(demo: Demo) -> None:
    await demo.open()
    evil = "<img src=x onerror=alert(1)>"
    message = await demo.says(
        "😀 <b>bold <i>both</i></b> <u>under</u> <s>gone</s> <code>C-1</code> "
        f"<a href='https://example.com/?a=1'>link</a> /shop {evil.replace('<', '&lt;')}"
        "\n<blockquote>quoted</blockquote>after\n<pre>block</pre>"
    )
    for selector, text in {
        "strong": "bold both", "strong em": "both", "u": "under", "s": "gone", "code": "C-1",
        "blockquote": "quoted", "pre": "block", "button.command": "/shop",
    }.items():  # fmt: skip
        await expect(message.locator(selector)).to_have_text(text)
    await expect(message.get_by_role("link")).to_have_attribute("target", "_blank")
    await expect(message.get_by_role("link")).to_have_attribute("href", "https://example.com/?a=1")
    await expect(message).to_contain_text(evil)
    await expect(message.locator("img")).to_have_count(0)


async def test_a_tapped_command_is_sent(demo: Demo) -> None:
    await demo.open()
    message = await demo.says("Try /orders now", to=KARIM)
    await message.get_by_role("button", name="/orders").click()
    while (said := await demo.update("message"))["text"] == "/start":
        pass
    assert (said["text"], said["from"]["id"]) == ("/orders", KARIM)


async def test_a_code_is_veiled_until_a_tap_and_stays_open_when_edited(demo: Demo) -> None:
    await demo.open()
    text = "Card: <tg-spoiler><code>{code}</code></tg-spoiler>{more}"
    message = await demo.says(text.format(code=CODE, more=""), protect_content=True)
    spoiler = message.locator(".spoiler")
    await expect(spoiler).not_to_have_class("spoiler open")
    assert not await _opaque(spoiler.locator("code"))
    await spoiler.click()
    await expect(spoiler).to_have_class("spoiler open")
    assert await _opaque(spoiler.locator("code"))
    await demo.call(
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
    await expect(message.get_by_role("img", name="Protected")).to_be_visible()
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


async def test_an_alert_stays_until_it_is_read(demo: Demo) -> None:
    page = await demo.open()
    message = await demo.says("?", [{"text": "Go", "callback_data": "x"}])
    await message.get_by_role("button", name="Go").click()
    query = await demo.update("callback_query")
    await demo.call("answerCallbackQuery", callback_query_id=query["id"], text="Sold out", show_alert=True)
    alert = page.get_by_test_id("alert")
    await expect(alert).to_contain_text("Sold out")
    await alert.get_by_role("button", name="OK").click()
    await expect(alert).to_have_count(0)


async def test_five_taps_are_five_presses(demo: Demo) -> None:
    await demo.open()
    message = await demo.says("Buy?", [{"text": "Buy", "callback_data": "buy"}])
    for _ in range(5):
        await message.get_by_role("button", name="Buy").click()
    assert len({(await demo.update("callback_query"))["id"] for _ in range(5)}) == 5


async def test_an_edit_happens_in_place_and_a_deletion_takes_away(demo: Demo) -> None:
    await demo.open()
    message = await demo.says("one", [{"text": "A", "callback_data": "a"}])
    await demo.says("two")
    message_id = int((await message.get_attribute("data-id")) or 0)
    await demo.call(
        "editMessageText", chat_id=AMINA, message_id=message_id, text="changed",
        reply_markup={"inline_keyboard": [[{"text": "B", "callback_data": "b"}]]},
    )  # fmt: skip
    await expect(message).to_contain_text("changed")
    await expect(message).to_contain_text("edited")
    await expect(message.locator(".key")).to_have_text("B")
    order = await demo.chat().locator(".row").evaluate_all("rows => rows.map(row => Number(row.dataset.id))")
    assert order == sorted(order)
    await demo.call("deleteMessage", chat_id=AMINA, message_id=message_id)
    await expect(message).to_have_count(0)


async def test_arabic_lines_run_from_the_right_and_codes_in_them_from_the_left(demo: Demo) -> None:
    await demo.open()
    message = await demo.says(
        "الرمز <code>AB-12</code> هنا، وهذا سطر أطول منه بكثير\nGoogle Play",
        [{"text": "شراء 2", "callback_data": "x"}],
    )
    text = message.locator(".text")
    assert await text.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert await text.evaluate("node => getComputedStyle(node).unicodeBidi") == "plaintext"
    assert await message.locator("code").evaluate("node => getComputedStyle(node).direction") == "ltr"
    left, right = await text.evaluate(
        """node => {
          const range = document.createRange();
          range.selectNodeContents(node.querySelector(".words").lastChild);
          const line = [...range.getClientRects()].at(-1), box = node.getBoundingClientRect();
          return [line.left - box.left, box.right - line.right];
        }"""
    )
    assert left < right, "a line of Latin letters begins at the left, also in an Arabic message"


async def test_typing_a_slash_lists_commands_and_enter_sends_the_marked_one(demo: Demo) -> None:
    page = await demo.open()
    await demo.call(
        "setMyCommands", language_code="ar",
        commands=[{"command": "shop", "description": "تسوّق"}, {"command": "orders", "description": "طلباتك"}],
    )  # fmt: skip
    await expect(page.get_by_test_id(f"menu-{AMINA}")).to_be_visible()
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


async def test_a_forced_reply_takes_the_focus_and_answers_that_message(demo: Demo) -> None:
    page = await demo.open()
    markup = {"force_reply": True, "input_field_placeholder": "De 1 à 10"}
    question = await demo.call("sendMessage", chat_id=AMINA, text="Combien ?", reply_markup=markup)
    field = page.get_by_test_id(f"composer-{AMINA}")
    await expect(field).to_be_focused()
    await expect(field).to_have_attribute("placeholder", "De 1 à 10")
    await page.keyboard.type("3")
    await page.get_by_test_id(f"send-{AMINA}").click()
    while "reply_to_message" not in (said := await demo.update("message")):
        pass
    assert (said["text"], said["reply_to_message"]["message_id"]) == ("3", question["message_id"])


async def test_a_reply_keyboard_writes_for_the_person_until_it_is_removed(demo: Demo) -> None:
    await demo.open()
    keyboard = {"keyboard": [[{"text": "Oui"}, {"text": "Non"}]]}
    await demo.call("sendMessage", chat_id=AMINA, text="?", reply_markup=keyboard)
    key = demo.chat().locator(".reply-keyboard").get_by_role("button", name="Oui")
    await key.click()
    while (text := (await demo.update("message"))["text"]) == "/start":
        pass
    assert text == "Oui"
    await demo.call("sendMessage", chat_id=AMINA, text="ok", reply_markup={"remove_keyboard": True})
    await expect(key).to_have_count(0)


async def test_pictures_and_files_go_both_ways(demo: Demo, tmp_path: Path) -> None:
    page = await demo.open()
    picture = tmp_path / "receipt.png"
    picture.write_bytes(_picture())
    await page.get_by_test_id(f"file-{AMINA}").set_input_files(picture)
    offer = page.get_by_test_id("attach")
    await offer.get_by_label("Caption").fill("إيصال")
    await offer.get_by_role("button", name="Send photo").click()
    while "photo" not in (sent := await demo.update("message")):
        pass
    assert sent["caption"] == "إيصال"
    shown = demo.message(sent["message_id"]).locator("img")
    await expect(shown).to_have_js_property("naturalWidth", 40)

    codes = await demo.call(
        "sendDocument", chat_id=str(AMINA), files={"document": ("codes.txt", b"A-1\n", "text/plain")}
    )
    async with page.expect_download() as started:
        await demo.message(codes["message_id"]).locator("a.document").click()
    download = await started.value
    assert download.suggested_filename == "codes.txt"
    assert (await download.path()).read_bytes() == b"A-1\n"


async def test_a_protected_file_is_looked_at_and_not_saved(demo: Demo) -> None:
    page = await demo.open()
    sent = await demo.call(
        "sendDocument",
        chat_id=str(AMINA),
        protect_content=True,
        files={"document": ("codes.txt", b"A-1\n", "text/plain")},
    )
    message = demo.message(sent["message_id"])
    await expect(message.locator("a")).to_have_count(0)
    await message.get_by_role("button", name="codes.txt").click()
    await expect(page.locator("dialog .file-text")).to_have_text("A-1\n")


async def test_an_invoice_is_paid_in_its_dialog_or_refused_with_the_bots_words(demo: Demo) -> None:
    page = await demo.open()
    invoice = {
        "title": "Recharge", "description": "5 000 DA", "payload": "p1", "currency": "XTR",
        "prices": [{"label": "x", "amount": 120}],
    }  # fmt: skip
    sent = await demo.call("sendInvoice", chat_id=AMINA, **invoice)
    pay = demo.message(sent["message_id"]).get_by_role("button", name="Pay")
    confirm = page.get_by_test_id("pay").get_by_role("button", name="Pay")
    await pay.click()
    await expect(page.get_by_test_id("pay")).to_contain_text("120")
    await confirm.click()
    question = await demo.update("pre_checkout_query")
    await demo.call(
        "answerPreCheckoutQuery", pre_checkout_query_id=question["id"], ok=False, error_message="Trop tard"
    )
    await expect(page.get_by_test_id("alert")).to_contain_text("Trop tard")
    await page.get_by_role("button", name="OK").click()
    await pay.click()
    await confirm.click()
    question = await demo.update("pre_checkout_query")
    await demo.call("answerPreCheckoutQuery", pre_checkout_query_id=question["id"], ok=True)
    await expect(demo.chat()).to_contain_text("You paid ⭐ 120")


async def test_the_bot_is_seen_typing_until_it_has_written(demo: Demo) -> None:
    await demo.open()
    doing = demo.chat().locator(".doing")
    await demo.call("sendChatAction", chat_id=AMINA, action="typing")
    await expect(doing).to_have_text("typing")
    await demo.says("done")
    await expect(doing).to_have_text("bot")


async def test_a_customer_can_be_switched_added_and_given_another_language(demo: Demo) -> None:
    page = await demo.open()
    await page.get_by_test_id("person").select_option(str(SOFIANE))
    await expect(demo.chat(SOFIANE)).to_be_visible()
    await expect(demo.chat(AMINA)).to_be_hidden()
    await page.get_by_test_id(f"language-{SOFIANE}").select_option("en")
    await page.get_by_test_id("person").select_option("new")
    form = page.get_by_test_id("new-customer")
    await form.get_by_label("First name").fill("يوسف")
    await form.get_by_role("button", name="Add").click()
    await page.get_by_test_id("start-1003").click()
    while (said := await demo.update("message"))["from"]["id"] != 1003:
        pass
    assert said["from"]["first_name"] == "يوسف"
    people = {person["id"]: person for person in (await demo.http.get("/demo/users")).json()}
    assert (people[SOFIANE]["first_name"], people[SOFIANE]["language_code"]) == ("Sofiane", "en")


async def test_what_comes_while_one_reads_above_waits_and_is_counted(demo: Demo) -> None:
    for n in range(40):
        await demo.call("sendMessage", chat_id=AMINA, text=f"line {n}")
    page = await demo.open()
    scroller = demo.chat().locator(".scroller")
    await expect(demo.chat().get_by_text("line 39")).to_be_in_viewport()
    await scroller.evaluate("node => node.scrollTo(0, 0)")
    down = demo.chat().get_by_role("button", name="Go to the newest message")
    await expect(down).to_be_visible()
    await demo.says("newest")
    await expect(down).to_contain_text("1")
    assert await scroller.evaluate("node => node.scrollTop") == 0
    await expect(page.get_by_test_id("tab-customer")).to_contain_text("1")
    await down.click()
    await expect(demo.chat().get_by_text("newest", exact=True)).to_be_in_viewport()
    await expect(down).to_be_hidden()
    await expect(page.get_by_test_id("tab-customer")).to_have_text("Customer")


async def test_the_newest_stays_in_sight_while_messages_above_change(demo: Demo) -> None:
    sent = [await demo.call("sendMessage", chat_id=AMINA, text=f"line {n}\n\n\n") for n in range(30)]
    await demo.open()
    await expect(demo.chat().get_by_text("line 29")).to_be_in_viewport()
    for n in range(8):
        edited = {"chat_id": AMINA, "message_id": sent[-1 - n]["message_id"]}
        await demo.call("editMessageText", text=f"edited {n}" + "\n.\n.\n." * (n % 2), **edited)
        newest = await demo.says(f"newest {n}")
        await expect(newest).to_be_in_viewport()


async def test_starting_afresh_empties_the_chats_of_an_open_page(demo: Demo) -> None:
    page = await demo.open()
    await demo.says("old")
    await page.get_by_test_id("guide-button").click()
    await page.get_by_test_id("guide").get_by_role("button", name="Start afresh").click()
    await page.get_by_test_id("afresh").get_by_role("button", name="Start afresh").click()
    await expect(page.get_by_test_id(f"start-{AMINA}")).to_be_visible()
    await expect(demo.chat()).not_to_contain_text("old")


async def test_on_a_phone_one_panel_shows_at_a_time_and_others_count_what_is_unread(demo: Demo) -> None:
    page = await demo.open(width=390, height=844)
    await expect(demo.chat(AMINA)).to_be_visible()
    await expect(demo.chat(KARIM)).to_be_hidden()
    await demo.says("stuck order", to=KARIM)
    tab = page.get_by_test_id("tab-merchant")
    await expect(tab.locator(".badge")).to_have_text("1")
    await tab.click()
    await expect(demo.chat(KARIM)).to_be_visible()
    await expect(tab.locator(".badge")).to_be_hidden()
    await page.get_by_test_id("tab-supplier").click()
    await expect(page.get_by_test_id("supplier-balance")).to_have_text("250,000 DA")
    width = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]


@pytest.mark.parametrize(
    ("trouble", "rule"),
    [
        ("lost-answer", {"api": "supplier", "method": "placeOrder", "when": "after", "action": "drop"}),
        ("slow-down", {"api": "supplier", "status": 429, "retry_after": 10}),
        ("slow-down-bare", {"api": "supplier", "status": 429, "retry_after": None}),
        ("supplier-500", {"api": "supplier", "status": 500, "times": None}),
        ("telegram-429", {"api": "telegram", "status": 429}),
        ("telegram-outage", {"api": "telegram", "method": "*", "status": 502, "times": None}),
    ],
)
async def test_a_trouble_is_one_tap_and_its_chip_ends_it(
    demo: Demo, trouble: str, rule: dict[str, Any]
) -> None:
    page = await demo.open()
    await page.get_by_test_id("supplier-trouble").click()
    switch = page.get_by_test_id(f"trouble-{trouble}")
    await switch.click()
    await expect(switch).to_be_checked()
    (made,) = (await demo.http.get("/demo/faults")).json()
    assert made.items() >= rule.items()
    chip = page.get_by_test_id(f"chip-{trouble}")
    await chip.get_by_role("button").click()
    await expect(chip).to_have_count(0)
    await expect(switch).not_to_be_checked()
    assert (await demo.http.get("/demo/faults")).json() == []


async def test_a_trouble_that_has_happened_is_off_by_itself(demo: Demo) -> None:
    page = await demo.open()
    await page.get_by_test_id("supplier-trouble").click()
    await page.get_by_test_id("trouble-telegram-lost").click()
    await expect(page.get_by_test_id("chip-telegram-lost")).to_be_visible()
    with pytest.raises(httpx.RemoteProtocolError):
        await demo.call("sendMessage", chat_id=AMINA, text="arrived")
    await expect(demo.chat()).to_contain_text("arrived")
    await expect(page.get_by_test_id("chip-telegram-lost")).to_have_count(0)


async def test_the_supplier_behaves_as_chosen_until_its_chip_is_ended(demo: Demo) -> None:
    page = await demo.open()
    await page.get_by_test_id("supplier-trouble").click()
    for mode, value in (
        ("fulfil_seconds", "null"),
        ("outcome", "partial"),
        ("cards", "extra"),
        ("ref", "prefix"),
    ):
        await page.get_by_test_id(f"mode-{mode}-{value}").click()
        await expect(page.get_by_test_id(f"chip-{mode}")).to_be_visible()
    await page.get_by_test_id("trouble-stopped").click()
    await expect(page.get_by_test_id("chip-stopped")).to_be_visible()
    modes = (await demo.http.get("/demo/supplier")).json()["modes"]
    assert (modes["fulfil_seconds"], modes["outcome"], modes["ref"], modes["stopped"]) == (
        None,
        "partial",
        "prefix",
        True,
    )
    for chip in await page.get_by_test_id("chips").get_by_role("button").all():
        await chip.first.click()


async def test_a_customer_blocks_the_bot_and_comes_back(demo: Demo) -> None:
    page = await demo.open()
    await page.get_by_test_id("supplier-trouble").click()
    await page.get_by_test_id("trouble-blocked").click()
    await expect(page.get_by_test_id(f"chip-blocked-{AMINA}")).to_be_visible()
    await page.get_by_test_id(f"unblock-{AMINA}").click()
    await expect(page.get_by_test_id(f"composer-{AMINA}")).to_be_visible()
    await expect(page.get_by_test_id(f"chip-blocked-{AMINA}")).to_have_count(0)


async def test_prices_and_stock_change_where_they_stand(demo: Demo) -> None:
    page = await demo.open()
    await page.get_by_test_id("supplier-shelves").click()
    await page.get_by_label("Find a product").fill("steam wallet usa")
    sold = (await demo.http.get("/demo/supplier")).json()["categories"]
    (kind, *_) = next(
        product["types"]
        for shelf in sold
        for product in shelf["products"]
        if product["title"] == "Steam Wallet USA"
    )
    price = page.get_by_test_id(f"price-{kind['id']}")
    await expect(price).to_have_value("1248.3")
    await price.fill("1300")
    await price.press("Enter")
    await page.locator(".type", has=price).get_by_role("button", name="Sold out").click()
    await expect(page.get_by_test_id(f"stock-{kind['id']}")).to_have_value("0")
    now = demo.world.supplier.books.type_by_id(kind["id"])
    assert (now.price, now.stock) == (1300_00, 0)


async def test_an_order_is_followed_without_its_codes_and_ended_by_hand(demo: Demo) -> None:
    page = await demo.open()
    books = demo.world.supplier.books
    books.modes = books.modes.turned({"fulfil_seconds": None})
    product = next(product for product in books.products.values() if product.title == "Steam Wallet USA")
    order = books.buy(product.id, product.types[0].id, 2, "REF-7")
    item = page.get_by_test_id(f"supplier-order-{order.id}")
    await expect(item).to_contain_text("Handling")
    await expect(item).to_contain_text("REF-7")
    await item.get_by_role("button", name="Half").click()
    await expect(item).to_contain_text("Partly filled")
    await expect(item).to_contain_text("1,248.3 DA back")
    await expect(item).not_to_contain_text(order.cards[0]["value"])
    await expect(page.get_by_test_id("supplier-balance")).to_have_text("248,751.7 DA")


async def test_requests_of_both_apis_are_logged_as_they_happen(demo: Demo) -> None:
    page = await demo.open()
    await page.get_by_test_id("supplier-requests").click()
    await demo.call("sendChatAction", chat_id=AMINA, action="typing")
    await demo.http.get("/v3/ping")
    lines = page.get_by_test_id("view-requests").locator("li")
    await expect(lines.nth(0)).to_contain_text("ping")
    await expect(lines.nth(1)).to_contain_text("sendChatAction")


async def test_a_page_that_lost_the_demo_says_so_and_catches_up(browser: Browser) -> None:
    async with _demo(browser) as demo:
        await demo.does(AMINA, "send", text="/start")
        page = await demo.open()
        before = await demo.says("before")
        await expect(before).to_be_visible()
        port = httpx.URL(demo.url).port or 0
    await expect(page.get_by_test_id("lost")).to_be_visible()
    async with _demo(browser, port) as again:
        again.page = page
        await again.does(AMINA, "send", text="/start")
        await again.says("after")
        await expect(again.chat()).to_contain_text("after")
        await expect(again.chat()).not_to_contain_text("before")
        await expect(page.get_by_test_id("lost")).to_be_hidden()


async def test_the_page_tells_when_the_shop_stops(demo: Demo) -> None:
    page = await demo.open()
    sign = page.get_by_test_id("shop")
    await expect(sign).to_be_hidden()
    demo.world.shop_is("up")
    await expect(sign).to_have_text("Shop open")
    demo.world.shop_is("down")
    await expect(sign).to_have_text("Shop stopped")


async def test_every_control_has_a_name_and_is_reached_by_keyboard(demo: Demo) -> None:
    page = await demo.open()
    await demo.says("<tg-spoiler>x</tg-spoiler>", [{"text": "Go", "callback_data": "x"}])
    nameless = await page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, select, textarea, [role=button]')]
          .filter(node => node.checkVisibility() && !(node.ariaLabel || node.textContent.trim() || node.labels?.length))
          .map(node => node.outerHTML.slice(0, 120))"""
    )
    assert nameless == []
    spoiler = demo.chat().locator(".spoiler")
    await spoiler.focus()
    await page.keyboard.press("Enter")
    await expect(spoiler).to_have_class("spoiler open")


async def test_the_page_is_plain_files_that_ask_nobody_outside() -> None:
    folder = Path(__file__).parents[2] / "bot" / "demo" / "page"
    namespaces = ("http://www.w3.org/2000/svg",)
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8")
        for allowed in namespaces:
            text = text.replace(allowed, "")
        assert "http://" not in text, file
        assert "innerHTML" not in text, file
