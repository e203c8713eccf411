"""Requests are held against the Bot API's shapes, however they come; what does not fit is refused and
remembered.
"""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.demo.telegram.botapi import shapes as shapes_module
from bot.demo.telegram.botapi.shapes import shapes
from bot.demo.telegram.chats import DEMO_TOKEN
from tests.demo.telegram.driver import AMINA, Driver, RefusalError

SEND = f"/bot{DEMO_TOKEN}/sendMessage"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x03"


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Buy", **button}]]}


@pytest.mark.parametrize(
    ("method", "params", "reason"),
    [
        ("sendDice", {"chat_id": AMINA}, "Not Found: method not found"),
        ("sendmessage", {"chat_id": AMINA, "text": "x"}, "Not Found: method not found"),
        ("sendMessage", {"text": "x"}, "Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": AMINA}, "Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": AMINA, "text": ""}, "Bad Request: message text is empty"),
        (
            "sendMessage",
            {"chat_id": AMINA, "text": "x", "colour": "red"},
            'Bad Request: parameter "colour" is unknown',
        ),
        (
            "sendMessage",
            {"chat_id": AMINA, "text": "x", "business_connection_id": "1"},
            'Bad Request: parameter "business_connection_id" is unknown',
        ),
        (
            "sendMessage",
            {"chat_id": AMINA, "text": "x", "protect_content": 1},
            "Bad Request: can't parse protect_content: Boolean is expected, not str",
        ),
        (
            "editMessageText",
            {"chat_id": AMINA, "message_id": "one", "text": "x"},
            "Bad Request: can't parse message_id: Integer is expected, not str",
        ),
        (
            "sendMessage",
            {"chat_id": AMINA, "text": "x", "reply_markup": keyboard(callback_data=5)},
            "Bad Request: can't parse reply_markup.inline_keyboard[0][0].callback_data: String is expected, not int",
        ),
        (
            "sendMessage",
            {"chat_id": AMINA, "text": "x", "reply_markup": {"force_reply": True, "placeholder": "?"}},
            "Bad Request: can't parse reply_markup: ForceReply has no field placeholder",
        ),
        (
            "editMessageText",
            {"chat_id": AMINA, "message_id": 1, "text": "x", "reply_markup": {"force_reply": True}},
            "Bad Request: can't parse reply_markup: InlineKeyboardMarkup has no field force_reply",
        ),
        (
            "sendMessage",
            {"chat_id": AMINA, "text": "x", "entities": [{"type": "bold", "offset": 0}]},
            "Bad Request: can't parse entities[0]: MessageEntity needs length",
        ),
        (
            "sendMessage",
            {"chat_id": AMINA, "text": "x", "entities": [{"type": "bold", "offset": 0.0, "length": 1}]},
            "Bad Request: can't parse entities[0].offset: Integer is expected, not float",
        ),
        (
            "sendMessage",
            {"chat_id": AMINA, "text": "x", "entities": "bold"},
            "Bad Request: can't parse entities: is not JSON",
        ),
        (
            "setMyCommands",
            {"commands": [], "scope": {"type": "chat"}},
            "Bad Request: can't parse scope: BotCommandScopeChat needs chat_id",
        ),
        (
            "sendMessage",
            {
                "chat_id": AMINA,
                "text": "x",
                "reply_markup": {"inline_keyboard": [[{"text": "\ud83d", "url": "a.b"}]]},
            },
            "Bad Request: can't parse reply_markup.inline_keyboard[0][0].text: must be encoded in UTF-8",
        ),
        (
            "sendPhoto",
            {"chat_id": AMINA, "photo": "attach://p"},
            "Bad Request: can't parse photo: no file called p came with the request",
        ),
    ],
)
async def test_a_request_that_does_not_fit_is_refused_and_remembered(
    tg: Driver, method: str, params: dict[str, Any], reason: str
) -> None:
    with pytest.raises(RefusalError) as refusal:
        await tg.call(method, **params)
    assert refusal.value.description == reason
    assert refusal.value.code == (404 if reason.startswith("Not Found") else 400)
    assert [(one["method"], one["reason"]) for one in await tg.violations()] == [(method, reason)]


@pytest.mark.parametrize(
    "request_of",
    [
        {"params": {"chat_id": "1001", "text": "hé & ho"}},
        {"data": {"chat_id": "1001", "text": "hé & ho"}},
        {"json": {"chat_id": 1001, "text": "hé & ho"}},
        {"files": {"chat_id": (None, "1001"), "text": (None, "hé & ho")}},
    ],
    ids=["query", "form", "json", "multipart"],
)
async def test_parameters_come_in_any_of_four_ways(tg: Driver, request_of: dict[str, Any]) -> None:
    answer = await tg.http.post(SEND, **request_of)
    assert answer.json()["result"]["text"] == "hé & ho"


@pytest.mark.parametrize(
    ("request_of", "reason"),
    [
        ({"json": {"chat_id": True, "text": "x"}}, "can't parse chat_id: is none of Integer, String"),
        ({"json": {"chat_id": 1001, "text": 5}}, "can't parse text: String is expected, not int"),
        ({"json": [1]}, "an object with the parameters is expected"),
        (
            {"content": b"{", "headers": {"content-type": "application/json"}},
            "can't parse the request's JSON",
        ),
        (
            {"content": b"x", "headers": {"content-type": "text/plain"}},
            "unsupported content type 'text/plain'",
        ),
        (
            {"content": b"text=%ff", "headers": {"content-type": "application/x-www-form-urlencoded"}},
            "strings must be encoded in UTF-8",
        ),
    ],
)
async def test_an_unreadable_request_is_refused(tg: Driver, request_of: dict[str, Any], reason: str) -> None:
    answer = await tg.http.post(SEND, **request_of)
    assert answer.json() == {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}
    assert len(await tg.violations()) == 1


@pytest.mark.parametrize("token", ["700000001:wrong", "x"])
async def test_a_wrong_token_is_told_nothing(tg: Driver, token: str) -> None:
    for path in (f"/bot{token}/getMe", f"/file/bot{token}/photos/file_1.png"):
        answer = await tg.http.get(path)
        assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


@pytest.mark.parametrize(
    "name",
    ["صورة 1.png", "a b.png", 'we"ird.png', "C%20D.png", "semi;colon.png"],
    ids=["arabic", "space", "quote", "percent", "semicolon"],
)
async def test_files_come_with_their_names(tg: Driver, name: str) -> None:
    sent = await tg.call(
        "sendDocument", chat_id=AMINA, files={"document": (name, b"\r\n--x\r\n\x00\xff", "image/png")}
    )
    assert sent["document"]["file_name"] == name
    stored = tg.telegram.files.known(sent["document"]["file_id"])
    assert stored.content == b"\r\n--x\r\n\x00\xff"


async def test_a_name_with_escaped_quotes_is_read(tg: Driver) -> None:
    head = 'Content-Disposition: form-data; name="document"; filename="a\\"b\\\\.txt"\r\n\r\n'
    body = (
        f'--B\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n{AMINA}\r\n--B\r\n{head}x\r\n--B--\r\n'
    )
    answer = await tg.http.post(
        SEND.replace("sendMessage", "sendDocument"),
        content=body.encode(),
        headers={"content-type": "multipart/form-data; boundary=B"},
    )
    assert answer.json()["result"]["document"]["file_name"] == 'a"b\\.txt'


async def test_a_parameter_may_attach_a_file_under_another_name(tg: Driver) -> None:
    sent = await tg.call("sendPhoto", chat_id=AMINA, photo="attach://mine", files={"mine": ("p.png", PNG)})
    assert (sent["photo"][0]["width"], sent["photo"][0]["height"]) == (2, 3)


async def test_violations_can_be_forgotten(tg: Driver) -> None:
    await tg.http.post(SEND, json={})
    await tg.http.delete("/demo/violations")
    assert await tg.violations() == []


async def test_the_request_log_holds_no_secrets_and_no_files(tg: Driver) -> None:
    await tg.call("sendDocument", chat_id=AMINA, files={"document": ("a.txt", b"12345")})
    with pytest.raises(RefusalError):
        await tg.call("setWebhook", url="https://example.com/x", secret_token="do-not-show")
    lines = tg.faults.requests.after(api="telegram")
    assert lines[-2]["params"] == {"chat_id": "1001", "document": "a.txt (5 bytes)"}
    assert lines[-1]["params"] == {"url": "https://example.com/x"}
    assert (lines[-1]["method"], lines[-1]["status"]) == ("setWebhook", 400)


async def test_faults_answer_in_the_bot_apis_own_shape(tg: Driver) -> None:
    tg.faults.add(
        {"api": "telegram", "method": "sendMessage", "status": 429, "retry_after": 7, "chat_id": AMINA}
    )
    tg.faults.add({"api": "telegram", "method": "sendMessage", "status": 500, "when": "after"})
    with pytest.raises(RefusalError, match="Too Many Requests: retry after 7") as refusal:
        await tg.call("sendMessage", chat_id=AMINA, text="x")
    assert refusal.value.parameters == {"retry_after": 7}
    with pytest.raises(RefusalError, match="Internal Server Error"):
        await tg.call("sendMessage", chat_id=AMINA, text="carried out")
    assert [one["text"] for one in await tg.sees(AMINA) if one["from_bot"]] == ["carried out"]


def test_the_table_names_its_source_and_keeps_its_licence() -> None:
    table = json.loads(Path(shapes_module.__file__).with_name("shapes.json").read_text(encoding="utf-8"))
    assert "PaulSonOfLars/telegram-bot-api-spec" in table["_source"]
    assert "Copyright (c) 2020 Paul Larsen" in table["_license"]
    assert "Permission is hereby granted" in table["_license"]


def test_every_method_of_the_table_is_played(tg: Driver) -> None:
    assert set(shapes().methods) == set(tg.telegram._methods) | {"getUpdates"}


async def test_an_answer_with_a_field_that_telegram_does_not_know_is_seen() -> None:
    user = {"id": 1, "is_bot": False, "first_name": "A"}
    assert shapes().wrong_with("User", user) is None
    assert shapes().wrong_with("[User]", [user, {**user, "nick": "x"}]) == "[1]: User has no field nick"


async def test_answers_are_json_with_the_right_status(tg: Driver) -> None:
    answer: httpx.Response = await tg.http.get(f"/bot{DEMO_TOKEN}/getMe")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["result"]["username"] == "hanout_demo_bot"
