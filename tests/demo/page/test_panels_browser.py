"""What stands around the chat on the page: people, troubles, the supplier's panel, the connection."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from tests.browser.chromium import needs_chromium
from tests.demo.page.chat_page import AMINA, KARIM, SOFIANE, Demo, Pages, opened

TROUBLES: dict[str, dict[str, Any]] = {
    "lost-answer": {"api": "supplier", "method": "placeOrder", "when": "after", "action": "drop"},
    "slow-down": {"api": "supplier", "status": 429, "retry_after": 10},
    "slow-down-bare": {"api": "supplier", "status": 429, "retry_after": None},
    "supplier-500": {"api": "supplier", "status": 500, "times": None},
    "telegram-429": {"api": "telegram", "status": 429},
    "telegram-outage": {"api": "telegram", "method": "*", "status": 502, "times": None},
}

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),  # one browser serves all of them
    pytest.mark.browser,
    needs_chromium,
]


async def test_a_customer_can_be_switched_added_and_given_another_language(demo: Demo) -> None:
    page = await demo.open()
    await page.get_by_test_id("person").select_option(str(SOFIANE))
    await demo.chat(SOFIANE).wait_for()
    await expect(demo.chat(AMINA)).to_be_hidden()
    await page.get_by_test_id(f"language-{SOFIANE}").select_option("en")
    await page.get_by_test_id("person").select_option("new")
    form = page.get_by_test_id("new-customer")
    await form.get_by_label("First name").fill("يوسف")
    await form.get_by_test_id("new-language").select_option("fr")
    await form.get_by_role("button", name="Add").click()
    await page.get_by_test_id("start-1003").click()
    while (said := await demo.update("message"))["from"]["id"] != 1003:
        pass
    assert said["from"]["first_name"] == "يوسف"
    people = {person["id"]: person for person in (await demo.http.get("/demo/users")).json()}
    assert (people[SOFIANE]["first_name"], people[SOFIANE]["language_code"]) == ("Sofiane", "en")
    assert people[1003]["language_code"] == "fr"
    await expect(page.get_by_test_id("person").locator("option:checked")).to_have_text("يوسف")


async def test_what_comes_while_one_reads_above_waits_and_is_counted(demo: Demo) -> None:
    for n in range(40):
        await demo.call("sendMessage", chat_id=AMINA, text=f"line {n}")
    page = await demo.open()
    scroller = demo.chat().locator(".scroller")
    await expect(demo.chat().get_by_text("line 39")).to_be_in_viewport()
    await scroller.evaluate("node => node.scrollTo(0, 0)")
    down = demo.chat().get_by_role("button", name="Go to the newest message")
    await down.wait_for()
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
    await page.get_by_test_id(f"start-{AMINA}").wait_for()
    await expect(demo.chat()).not_to_contain_text("old")


async def test_on_a_phone_one_panel_shows_at_a_time_and_others_count_what_is_unread(demo: Demo) -> None:
    page = await demo.open(width=390, height=844)
    await demo.chat(AMINA).wait_for()
    await expect(demo.chat(KARIM)).to_be_hidden()
    await demo.says("stuck order", to=KARIM)
    tab = page.get_by_test_id("tab-merchant")
    await expect(tab.locator(".badge")).to_have_text("1")
    await tab.click()
    await demo.chat(KARIM).wait_for()
    await expect(tab.locator(".badge")).to_be_hidden()
    await page.get_by_test_id("tab-supplier").click()
    await expect(page.get_by_test_id("supplier-balance")).to_have_text("250,000 DA")
    width = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]


async def test_each_trouble_is_one_tap_and_its_chip_ends_it(open_demo: Demo) -> None:
    page = open_demo.page
    await page.get_by_test_id("supplier-trouble").click()
    for trouble, rule in TROUBLES.items():
        switch = page.get_by_test_id(f"trouble-{trouble}")
        await switch.click()
        await expect(switch).to_be_checked()
        (made,) = (await open_demo.http.get("/demo/faults")).json()
        assert made.items() >= rule.items(), trouble
        chip = page.get_by_test_id(f"chip-{trouble}")
        await chip.get_by_role("button").click()
        await expect(chip).to_have_count(0)
        await expect(switch).not_to_be_checked()
        assert (await open_demo.http.get("/demo/faults")).json() == [], trouble


async def test_a_trouble_that_has_happened_is_off_by_itself(open_demo: Demo) -> None:
    page = open_demo.page
    await page.get_by_test_id("supplier-trouble").click()
    await page.get_by_test_id("trouble-telegram-lost").click()
    await page.get_by_test_id("chip-telegram-lost").wait_for()
    with pytest.raises(httpx.RemoteProtocolError):
        await open_demo.call("sendMessage", chat_id=AMINA, text="arrived")
    await expect(open_demo.chat()).to_contain_text("arrived")
    await expect(page.get_by_test_id("chip-telegram-lost")).to_have_count(0)


async def test_the_supplier_behaves_as_chosen_until_its_chip_is_ended(open_demo: Demo) -> None:
    page = open_demo.page
    await page.get_by_test_id("supplier-trouble").click()
    for mode, value in (
        ("fulfil_seconds", "null"),
        ("outcome", "partial"),
        ("cards", "extra"),
        ("ref", "prefix"),
    ):
        await page.get_by_test_id(f"mode-{mode}-{value}").click()
        await page.get_by_test_id(f"chip-{mode}").wait_for()
    await page.get_by_test_id("trouble-stopped").click()
    await page.get_by_test_id("chip-stopped").wait_for()
    modes = (await open_demo.http.get("/demo/supplier")).json()["modes"]
    assert (modes["fulfil_seconds"], modes["outcome"], modes["ref"], modes["stopped"]) == (
        None,
        "partial",
        "prefix",
        True,
    )
    chips = page.get_by_test_id("chips").get_by_role("button")
    await expect(chips).to_have_count(5)
    for left in reversed(range(5)):
        await chips.first.click()
        await expect(chips).to_have_count(left)
    modes = (await open_demo.http.get("/demo/supplier")).json()["modes"]
    assert (modes["outcome"], modes["cards"], modes["stopped"]) == ("fulfilled", "ok", False)


async def test_a_customer_blocks_the_bot_and_comes_back(open_demo: Demo) -> None:
    page = open_demo.page
    await page.get_by_test_id("supplier-trouble").click()
    await page.get_by_test_id("trouble-blocked").click()
    await page.get_by_test_id(f"chip-blocked-{AMINA}").wait_for()
    await page.get_by_test_id(f"unblock-{AMINA}").click()
    await page.get_by_test_id(f"composer-{AMINA}").wait_for()
    await expect(page.get_by_test_id(f"chip-blocked-{AMINA}")).to_have_count(0)


async def test_prices_and_stock_change_where_they_stand(open_demo: Demo) -> None:
    page = open_demo.page
    await page.get_by_test_id("supplier-shelves").click()
    await page.get_by_label("Find a product").fill("steam wallet usa")
    sold = (await open_demo.http.get("/demo/supplier")).json()["categories"]
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
    now = open_demo.world.supplier.books.type_by_id(kind["id"])
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
    await expect(item).to_contain_text("1,248.30 DA back")
    await expect(item).not_to_contain_text(order.cards[0]["value"])
    await expect(page.get_by_test_id("supplier-balance")).to_have_text("248,751.70 DA")


async def test_requests_of_both_apis_are_logged_as_they_happen(open_demo: Demo) -> None:
    page = open_demo.page
    await page.get_by_test_id("supplier-requests").click()
    await open_demo.call("sendChatAction", chat_id=AMINA, action="typing")
    await open_demo.http.get("/v3/ping")
    lines = page.get_by_test_id("view-requests").locator("li")
    await expect(lines.nth(0)).to_contain_text("ping")
    await expect(lines.nth(1)).to_contain_text("sendChatAction")


async def test_a_page_that_lost_the_demo_says_so_and_catches_up(pages: Pages) -> None:
    async with opened(pages) as demo:
        await demo.does(AMINA, "send", text="/start")
        page = await demo.open()
        before = await demo.says("before")
        await before.wait_for()
        port = httpx.URL(demo.url).port or 0
    await page.get_by_test_id("lost").wait_for()
    async with opened(pages, port) as again:
        again.page = page
        await again.does(AMINA, "send", text="/start")
        await again.says("after")
        await expect(again.chat()).to_contain_text("after")
        await expect(again.chat()).not_to_contain_text("before")
        await expect(page.get_by_test_id("lost")).to_be_hidden()


async def test_the_page_tells_when_the_shop_stops(open_demo: Demo) -> None:
    page = open_demo.page
    sign = page.get_by_test_id("shop")
    await expect(sign).to_be_hidden()
    open_demo.world.shop_is("up")
    await expect(sign).to_have_text("Shop open")
    open_demo.world.shop_is("down")
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
    folder = Path(__file__).parents[3] / "bot" / "demo" / "page"
    namespaces = ("http://www.w3.org/2000/svg",)
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8")
        for allowed in namespaces:
            text = text.replace(allowed, "")
        assert "http://" not in text, file
        assert "innerHTML" not in text, file
