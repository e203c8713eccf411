"""The pay page in the system's Chromium: paid there, seen in the supplier's panel, in both directions."""

import os
from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from bot.demo.application import create_app
from bot.demo.server import bind, serving
from bot.demo.world import World
from tests.browser.chromium import Windows, needs_chromium

KEY = {"X-Access-Token": "demo-key-not-a-secret"}

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),  # one browser serves all tests of the page
    pytest.mark.browser,
    needs_chromium,
]


async def _link(http: httpx.AsyncClient, title: str) -> Any:
    product = {"title": title, "amount": 2500, "description": "PSN Germany 20 €"}
    asked = {"productInfo": product, "feeMode": "NO_FEE", "redirectUrl": "https://t.me/hanout_demo_bot"}
    answer = await http.post("/v3/ocpay/createLink", json=asked, headers=KEY)
    return answer.json()["data"]


async def test_a_link_is_paid_on_its_page_and_the_panel_shows_it(chromium: Windows) -> None:
    world, troubles = World(), list[str]()
    async with (
        serving(create_app(world), bind(0)) as url,
        httpx.AsyncClient(base_url=url, verify=False) as http,
    ):
        context = await chromium.browser.new_context(
            viewport={"width": 390, "height": 800}, locale="ar-DZ", reduced_motion="reduce"
        )
        panel, page = await context.new_page(), await context.new_page()
        for each in (panel, page):
            each.on("pageerror", lambda error: troubles.append(str(error)))
            each.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
        paid, declined = await _link(http, "شحن المحفظة"), await _link(http, "Commande CDFGHJ2346")

        await page.goto(paid["paymentUrl"])
        await expect(page.locator("html")).to_have_attribute("dir", "rtl")
        await page.get_by_text("شحن المحفظة").wait_for()
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390  # nothing sticks out on a telephone
        await page.locator('button[value="pay"]').click()
        await expect(page.get_by_test_id("pay")).to_have_attribute("data-state", "paid")
        await expect(page.locator("a.main")).to_have_attribute("href", "https://t.me/hanout_demo_bot")
        await page.reload()
        await expect(page.get_by_test_id("pay")).to_have_attribute("data-state", "paid")

        await panel.goto(url)
        await panel.get_by_test_id("tab-supplier").click()
        await panel.get_by_test_id("supplier-payments").click()
        item = panel.get_by_test_id(f"supplier-payment-{paid['paymentRef']}")
        await expect(item).to_have_attribute("data-status", "CONFIRMED")
        await expect(panel.get_by_test_id("supplier-balance")).to_have_text("252,500 DA")
        other = panel.get_by_test_id(f"supplier-payment-{declined['paymentRef']}")
        await expect(other).to_have_attribute("data-status", "PENDING")
        await page.goto(declined["paymentUrl"] + "?lang=fr")
        await expect(page.locator("html")).to_have_attribute("dir", "ltr")
        await page.get_by_role("button", name="Refuser").click()
        await expect(page.get_by_test_id("pay")).to_have_attribute("data-state", "failed")
        await expect(other).to_have_attribute("data-status", "FAILED")
        await other.get_by_role("button", name="Confirm").click()
        await expect(other).to_have_attribute("data-status", "CONFIRMED")
        if shots := os.environ.get("SCREENSHOTS"):
            await panel.screenshot(path=f"{shots}/panel.png")
            for name, query in (("ar", "?lang=ar"), ("fr", "?lang=fr")):
                open_link = await _link(http, "شحن المحفظة" if name == "ar" else "Commande CDFGHJ2346")
                await page.goto(open_link["paymentUrl"] + query)
                await page.screenshot(path=f"{shots}/pay-{name}.png")
            await page.goto(paid["paymentUrl"])
            await page.screenshot(path=f"{shots}/paid.png")
        world.close()
        await context.close()
    assert troubles == []
