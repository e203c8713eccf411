"""Updates reach the bot: by long poll or webhook, once confirmed never again, one poller at a time."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from tests.demo.telegram.driver import AMINA, SOFIANE, Driver, RefusalError
from tests.fakes.clock import FakeClock


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def settled() -> None:
    for _ in range(30):
        await asyncio.sleep(0)


async def test_updates_come_again_until_an_offset_confirms_them(tg: Driver) -> None:
    for text in ("1", "2", "3"):
        await tg.does(AMINA, "send", text=text)
    first = await tg.updates()
    assert texts(first) == texts(await tg.updates()) == ["1", "2", "3"]
    assert texts(await tg.updates(offset=first[1]["update_id"], limit=1)) == ["2"]
    assert texts(await tg.updates(offset=first[0]["update_id"])) == ["2", "3"]
    assert await tg.updates(offset=first[2]["update_id"] + 1) == []
    assert await tg.updates() == []


async def test_a_negative_offset_keeps_the_last_updates_only(tg: Driver) -> None:
    for text in ("1", "2", "3"):
        await tg.does(AMINA, "send", text=text)
    assert texts(await tg.updates(offset=-1)) == ["3"]
    assert texts(await tg.updates()) == ["3"]


async def test_a_long_poll_ends_at_once_when_something_happens(tg: Driver) -> None:
    poll = asyncio.create_task(tg.updates(timeout=30))
    await settled()
    assert not poll.done()
    sent = await tg.does(AMINA, "send", text="now")
    updates = await poll
    assert texts(updates) == ["now"]
    assert updates[0]["update_id"] == sent["update_id"]


async def test_a_long_poll_ends_empty_when_its_time_is_over(tg: Driver, clock: FakeClock) -> None:
    poll = asyncio.create_task(tg.updates(timeout=30))
    await settled()
    await clock.advance(29.9)
    assert not poll.done()
    await clock.advance(0.2)
    assert await poll == []


async def test_the_older_of_two_pollers_is_sent_away(tg: Driver) -> None:
    older = asyncio.create_task(tg.updates(timeout=30))
    await settled()
    newer = asyncio.create_task(tg.updates(timeout=30))
    with pytest.raises(RefusalError, match="terminated by other getUpdates request") as refusal:
        await older
    assert refusal.value.code == 409
    await tg.does(AMINA, "send", text="x")
    assert texts(await newer) == ["x"]


async def test_kinds_that_are_not_wanted_do_not_come_and_the_choice_stays(tg: Driver) -> None:
    await tg.updates(allowed_updates=["callback_query", "subscription"])
    assert (await tg.does(AMINA, "send", text="unheard"))["update_id"] is None
    await tg.updates()
    assert (await tg.does(AMINA, "send", text="still unheard"))["update_id"] is None
    await tg.updates(allowed_updates=[])
    await tg.does(AMINA, "send", text="heard")
    assert texts(await tg.updates()) == ["heard"]


async def test_an_update_may_be_delivered_again_even_when_confirmed(tg: Driver) -> None:
    sent = await tg.does(AMINA, "send", text="twice")
    update = (await tg.updates())[0]
    await tg.updates(offset=update["update_id"] + 1)
    await tg.does(AMINA, "redeliver", update_id=sent["update_id"])
    assert await tg.updates(offset=update["update_id"] + 1) == [update]
    assert await tg.updates(offset=update["update_id"] + 1) == []
    answer = await tg.http.post(f"/demo/users/{AMINA}/redeliver", json={"update_id": 5})
    assert answer.status_code == 404


async def test_a_restart_keeps_what_waits_and_never_uses_an_id_twice(tg: Driver, clock: FakeClock) -> None:
    untouched = json.loads(json.dumps(tg.telegram.dump()))
    sent = await tg.does(AMINA, "send", text="waiting")
    other = Driver(clock)
    async with other.http:
        other.telegram.restore(json.loads(json.dumps(tg.telegram.dump())))
        assert texts(await other.updates()) == ["waiting"]
        assert [one["text"] for one in await other.sees(AMINA)] == ["/start", "waiting"]
    tg.telegram.restore(untouched)
    assert await tg.updates() == []
    again = await tg.does(AMINA, "send", text="new")
    assert again["update_id"] > sent["update_id"]
    assert again["message_id"] > sent["message_id"]


async def test_closing_lets_a_poller_go(tg: Driver) -> None:
    poll = asyncio.create_task(tg.updates(timeout=50))
    await settled()
    tg.telegram.close()
    assert await poll == []
    assert await tg.updates(timeout=50) == []


class Shop:
    """A webhook that notes what it gets and answers as told."""

    def __init__(self) -> None:
        self.got: list[tuple[str | None, dict[str, Any]]] = []
        self.arrived = asyncio.Event()
        self.answers: list[web.Response] = []
        self.held: dict[str, asyncio.Event] = {}
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update))
        self.arrived.set()
        if update["message"]["text"] in self.held:
            await self.held[update["message"]["text"]].wait()
        return self.answers.pop(0) if self.answers else web.Response()

    async def gets(self, count: int) -> list[str]:
        async with asyncio.timeout(5):
            while len(self.got) < count:
                self.arrived.clear()
                await self.arrived.wait()
        return texts([update for _, update in self.got])


@pytest.fixture
async def shop(tg: Driver) -> AsyncIterator[Shop]:
    shop = Shop()
    app = web.Application()
    app.router.add_post("/hook", shop.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    shop.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield shop
    tg.telegram.close()
    await settled()
    await runner.cleanup()


async def pending(tg: Driver, count: int) -> dict[str, Any]:
    """The webhook's state once so many updates wait."""
    async with asyncio.timeout(5):
        while True:
            info: dict[str, Any] = await tg.call("getWebhookInfo")
            if info["pending_update_count"] == count:
                return info
            await asyncio.sleep(0.005)


async def test_a_webhook_gets_what_waited_and_what_comes_with_its_secret(tg: Driver, shop: Shop) -> None:
    await tg.does(AMINA, "send", text="waited")
    await tg.call(
        "setWebhook", url=shop.url, secret_token="s-1", max_connections=5, allowed_updates=["message"]
    )
    await tg.does(AMINA, "send", text="came")
    assert await shop.gets(2) == ["waited", "came"]
    assert {secret for secret, _ in shop.got} == {"s-1"}
    info = await pending(tg, 0)
    assert (info["url"], info["max_connections"], info["allowed_updates"]) == (shop.url, 5, ["message"])
    with pytest.raises(RefusalError, match="can't use getUpdates method while webhook is active") as refusal:
        await tg.updates()
    assert refusal.value.code == 409


async def test_a_webhook_ends_the_waiting_poll(tg: Driver, shop: Shop) -> None:
    poll = asyncio.create_task(tg.updates(timeout=30))
    await settled()
    await tg.call("setWebhook", url=shop.url)
    with pytest.raises(RefusalError, match="terminated by setWebhook request"):
        await poll


async def test_an_update_that_was_not_taken_comes_again_before_the_next_one(
    tg: Driver, shop: Shop, clock: FakeClock
) -> None:
    shop.answers = [web.Response(status=500), web.Response(status=429, headers={"Retry-After": "7"})]
    await tg.call("setWebhook", url=shop.url)
    await tg.does(AMINA, "send", text="1")
    await tg.does(AMINA, "send", text="2")
    assert await shop.gets(1) == ["1"]
    await sleeping(clock)
    info = await tg.call("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    await clock.advance(1)
    assert await shop.gets(2) == ["1", "1"]
    await sleeping(clock)
    await clock.advance(6.9)
    assert len(shop.got) == 2
    await clock.advance(0.2)
    assert await shop.gets(4) == ["1", "1", "1", "2"]
    await pending(tg, 0)


async def sleeping(clock: FakeClock) -> None:
    async with asyncio.timeout(5):
        while not clock._sleepers:  # noqa: ASYNC110 - the clock tells nobody who comes to sleep
            await asyncio.sleep(0.005)


async def test_one_person_does_not_hold_up_another_at_the_webhook(tg: Driver, shop: Shop) -> None:
    shop.held["slow"] = asyncio.Event()
    await tg.call("setWebhook", url=shop.url)
    await tg.does(AMINA, "send", text="slow")
    await tg.does(AMINA, "send", text="behind")
    await tg.does(SOFIANE, "send", text="other")
    assert await shop.gets(2) in (["slow", "other"], ["other", "slow"])
    shop.held["slow"].set()
    assert (await shop.gets(3))[2] == "behind"
    await pending(tg, 0)


async def test_what_a_deleted_webhook_did_not_take_waits_for_a_poll(
    tg: Driver, shop: Shop, clock: FakeClock
) -> None:
    shop.answers = [web.Response(status=503)]
    await tg.call("setWebhook", url=shop.url)
    await tg.does(AMINA, "send", text="x")
    await shop.gets(1)
    await sleeping(clock)
    await tg.call("deleteWebhook")
    assert texts(await tg.updates()) == ["x"]
    assert (await tg.call("getWebhookInfo"))["url"] == ""


async def test_redelivery_goes_to_the_webhook_too(tg: Driver, shop: Shop) -> None:
    await tg.call("setWebhook", url=shop.url)
    sent = await tg.does(AMINA, "send", text="x")
    await pending(tg, 0)
    await tg.does(AMINA, "redeliver", update_id=sent["update_id"])
    assert await shop.gets(2) == ["x", "x"]


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"url": "nonsense"}, "invalid webhook URL specified"),
        ({"url": "https://example.com/x"}, "bad webhook: Failed to resolve host"),
        (
            {"url": "http://127.0.0.1:1/x", "secret_token": "no spaces"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_webhooks_that_cannot_be_are_refused(tg: Driver, params: dict[str, Any], reason: str) -> None:
    with pytest.raises(RefusalError, match=reason):
        await tg.call("setWebhook", **params)
    assert (await tg.call("getWebhookInfo"))["url"] == ""
