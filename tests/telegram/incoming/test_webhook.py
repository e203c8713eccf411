"""Deliveries by webhook: who is let in, and what 200 promises."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from telegram.error import BadRequest

from bot.telegram.incoming.webhook import webhook_route
from tests.telegram.bot_api import FakeTelegram, message_update, pre_checkout_update, refusal
from tests.telegram.conftest import Shop

SECRET = "secret-of-the-webhook_1"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def web(shop: Shop) -> AsyncIterator[httpx.AsyncClient]:
    shop.notes_what_it_handles()
    await shop.application.initialize()
    route = webhook_route(
        path="/telegram", secret=SECRET, accept=shop.intake.accept, refuses=shop.intake.refuses
    )
    app = Starlette(routes=[route])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        yield client


async def deliver(web: httpx.AsyncClient, update: dict[str, Any], secret: str = SECRET) -> int:
    return (await web.post("/telegram", json=update, headers={HEADER: secret})).status_code


async def test_200_means_on_disk(shop: Shop, web: httpx.AsyncClient) -> None:
    assert await deliver(web, message_update(1, 1)) == 200
    assert await shop.waiting() == [1]
    await shop.settles()
    assert shop.handled == [1]
    assert await shop.waiting() == []


async def test_a_repeated_delivery_is_welcome_and_handled_once(shop: Shop, web: httpx.AsyncClient) -> None:
    statuses = await asyncio.gather(*(deliver(web, message_update(1, 1)) for _ in range(4)))
    assert statuses == [200] * 4
    await shop.settles()
    assert await deliver(web, message_update(1, 1)) == 200
    await shop.settles()
    assert shop.handled == [1]


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x", "مفتاح"])
async def test_strangers_are_turned_away_before_they_are_heard(
    shop: Shop, web: httpx.AsyncClient, secret: str
) -> None:
    headers = {HEADER: secret.encode()} if secret else {}
    answer = await web.post("/telegram", content=b"not even JSON", headers=headers)
    assert answer.status_code == 403
    assert answer.content == b""
    assert await shop.waiting() == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b'{"update_id": "1"}', b"\xff\xfe", b"null"])
async def test_what_is_no_update_is_refused(web: httpx.AsyncClient, body: bytes) -> None:
    answer = await web.post("/telegram", content=body, headers={HEADER: SECRET})
    assert answer.status_code == 400


HUGE = str(2**70).encode()
ABSURD = {
    "arrays without end": b"[" * 100_000,
    "objects without end": b'{"update_id":1,"message":' + b'{"a":' * 100_000,
    "closed arrays": b'{"update_id":1,"message":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a hundred levels": b'{"update_id":1,"message":' + b"[" * 100 + b"]" * 100 + b"}",
    "a thousand levels": b'{"update_id":1,"message":' + b'{"a":' * 900 + b"1" + b"}" * 901,
    "a huge id": b'{"update_id":' + HUGE + b"}",
    "an id of 64 bits": b'{"update_id":9223372036854775808}',
    "an id below zero": b'{"update_id":-1}',
    "a broken id": b'{"update_id":1.5}',
    "a huge number": b'{"update_id":1,"message":{"date":' + HUGE + b"}}",
    "a huge negative number": b'{"update_id":1,"message":{"from":{"id":-' + HUGE + b"}}}",
    "a number of 5,000 digits": b'{"update_id":1,"message":{"date":' + b"9" * 5_000 + b"}}",
    "a fraction without end": b'{"update_id":1,"message":{"date":1e999}}',
    "not a number": b'{"update_id":1,"message":{"date":NaN}}',
    "infinity": b'{"update_id":1,"message":{"date":-Infinity}}',
}


@pytest.mark.parametrize("body", ABSURD.values(), ids=ABSURD.keys())
async def test_what_neither_python_nor_the_database_can_hold_is_refused_in_a_sentence(
    shop: Shop, web: httpx.AsyncClient, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await web.post("/telegram", content=body, headers={HEADER: SECRET})
    assert answer.status_code == 400
    assert [record.exc_info for record in caplog.records] == [None]
    assert await shop.waiting() == []


async def test_the_largest_numbers_that_fit_are_taken(shop: Shop, web: httpx.AsyncClient) -> None:
    update = message_update(2**63 - 1, 2**52)
    assert await deliver(web, update) == 200
    await shop.settles()
    assert shop.handled == [2**63 - 1]


async def test_a_body_without_end_is_cut_off(web: httpx.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(100):
            sent += 1
            yield b"x" * 100_000

    answer = await web.post("/telegram", content=endless(), headers={HEADER: SECRET})
    assert answer.status_code == 413
    huge = json.dumps(message_update(1, 1, "x" * 2_000_000)).encode()
    assert (await web.post("/telegram", content=huge, headers={HEADER: SECRET})).status_code == 413


async def test_only_post_is_served(web: httpx.AsyncClient) -> None:
    assert (await web.get("/telegram", headers={HEADER: SECRET})).status_code == 405


async def test_what_could_not_be_stored_is_not_confirmed(
    shop: Shop, web: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    async def full(_: object) -> list[Any]:
        raise OSError("disk full")

    shop.intake.inbox.save = full
    assert await deliver(web, message_update(1, 1)) == 500
    assert "Telegram will deliver it again" in caplog.text


async def test_too_much_at_once_is_put_off_but_not_a_payment_that_waits(
    shop: Shop, web: httpx.AsyncClient
) -> None:
    shop.intake._most_in_hand = 0
    assert await deliver(web, message_update(1, 1)) == 503
    assert await deliver(web, pre_checkout_update(2, 1)) == 200
    await shop.settles()
    assert shop.handled == [2]


async def test_a_shop_that_closes_takes_nothing_more(shop: Shop, web: httpx.AsyncClient) -> None:
    await shop.intake.drain(1)
    assert await deliver(web, message_update(1, 1)) == 503
    assert await deliver(web, pre_checkout_update(2, 1)) == 503


async def test_telegram_is_told_where_what_and_with_which_secret(shop: Shop, telegram: FakeTelegram) -> None:
    await shop.application.initialize()
    await shop.intake.set_webhook("https://shop.example/telegram", SECRET, shop.stop)
    assert telegram.asked("setWebhook") == [
        {
            "url": "https://shop.example/telegram",
            "secret_token": SECRET,
            "allowed_updates": [
                "message",
                "edited_message",
                "callback_query",
                "inline_query",
                "my_chat_member",
                "pre_checkout_query",
            ],
            "drop_pending_updates": False,
        }
    ]


async def test_an_address_that_telegram_refuses_is_not_tried_for_ever(
    shop: Shop, telegram: FakeTelegram
) -> None:
    await shop.application.initialize()
    telegram.replies["setWebhook"] = [refusal(400, "Bad Request: bad webhook: HTTPS url must be provided")]
    with pytest.raises(BadRequest, match="https url must be provided"):
        await shop.intake.set_webhook("http://shop.example/telegram", SECRET, shop.stop)
