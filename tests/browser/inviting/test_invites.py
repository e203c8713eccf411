"""Inviting a friend at phone width, in Arabic: the link is copied, the friend buys, the reward is there."""

import pytest
from playwright.async_api import Browser, expect

from bot.shop.money import Money
from tests.browser.chromium import needs_chromium
from tests.browser.demo import Demo
from tests.browser.people import Visitor, clipboard, merchant_at, newcomer, page_of, shows
from tests.browser.pictures import picture_of_message, screen
from tests.browser.shopping import (
    STEAM,
    TEXTS,
    assert_no_sideways,
    assert_well_set,
    credited,
    finds,
)

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),  # one browser and one demo serve all of them
    pytest.mark.browser,
    pytest.mark.processes,
    needs_chromium,
]


async def reward_is(merchant: Visitor, dinars: int | None) -> None:
    """The merchant says in the chat what a friend is worth; None: what stands in the environment."""
    await merchant.page.get_by_test_id("tab-merchant").click()
    settings = await merchant.asks("/settings", "a-confg:inviting")

    async def presses(data: str) -> None:
        await settings.locator(merchant.key(data)).click()

    await presses("a-confg:inviting")
    await presses("a-confs:invite_reward")
    if dinars is None:
        await presses("a-confr:invite_reward")
        await expect(settings.locator(merchant.key("a-confr:invite_reward"))).to_have_count(0)
    else:
        await presses("a-confw:invite_reward")
        await merchant.screen("a-confs:invite_reward").wait_for()  # the question
        await merchant.writes(str(dinars))
        await merchant.message(TEXTS["ar"].plain("setting-done")).wait_for()


async def test_a_friend_who_follows_the_copied_link_brings_a_reward(demo: Demo, chromium: Browser) -> None:
    async with page_of(demo, chromium, width=390, height=844, sharp=1.5) as page:
        merchant = await merchant_at(page)
        await reward_is(merchant, 200)
        inviter = await newcomer(page, "مريم", "ar")
        await inviter.starts()
        await inviter.taps("inv")
        own = inviter.message("inv_")
        await shows(own, TEXTS["ar"].money(Money.of_dinars(200)))
        await assert_well_set(inviter.chat, "ar")
        await assert_no_sideways(page)
        await screen(inviter.chat, "invite-ar")
        await picture_of_message(inviter.chat, own, "invite")
        await own.get_by_role("button", name=TEXTS["ar"].plain("button-copy-link")).click()
        link = await clipboard(page)
        friend = await newcomer(page, "سارة", "ar")
        await friend.starts()
        await friend.writes(f"/start {link.partition('start=')[2]}")
        await friend.message("دعاك صديق").wait_for()
        await screen(friend.chat, "invited-ar")
        await credited(friend, "ar")
        await finds(friend, STEAM)
        await friend.taps("buy:")
        await friend.chat.locator(".spoiler").last.wait_for()
        assert demo.wallet(inviter.id) == 200
        await page.get_by_test_id("person").select_option(str(inviter.id))
        came = inviter.message(TEXTS["ar"].money(Money.of_dinars(200))).filter(has=inviter.key("wal:"))
        await came.wait_for()
        await assert_well_set(inviter.chat, "ar")
        await screen(inviter.chat, "reward-ar")
        await reward_is(merchant, None)
