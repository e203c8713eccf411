"""What people do becomes updates as Telegram makes them, and what the bot answers is shown to them once."""

from typing import Any

import pytest

from bot.demo.telegram.botapi.shapes import shapes
from tests.demo.telegram.driver import AMINA, KARIM, SOFIANE, Driver, RefusalError
from tests.fakes.clock import FakeClock

MENU = {"inline_keyboard": [[{"text": "Shop", "callback_data": "shop"}]]}
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0"
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def refused(tg: Driver, user_id: int, deed: str, **body: Any) -> tuple[int, str]:
    answer = await tg.http.post(f"/demo/users/{user_id}/{deed}", json=body)
    return answer.status_code, answer.json().get("error", "")


async def the_update(tg: Driver, kind: str) -> Any:
    updates = await tg.updates()
    assert shapes().wrong_with("[Update]", updates) is None
    (update,) = updates
    await tg.updates(offset=update["update_id"] + 1)
    return update[kind]


async def menu(tg: Driver, user_id: int = AMINA) -> int:
    sent = await tg.call("sendMessage", chat_id=user_id, text="menu", reply_markup=MENU)
    return int(sent["message_id"])


async def test_the_demos_people_are_there_from_the_start(tg: Driver) -> None:
    users = (await tg.http.get("/demo/users")).json()
    assert [(one["id"], one["first_name"], one["language_code"], one["started"]) for one in users] == [
        (1001, "أمينة", "ar", True),
        (1002, "Sofiane", "fr", True),
        (2001, "Karim", "fr", False),
    ]
    assert tg.telegram.snapshot()["users"] == users
    assert tg.telegram.snapshot()["bot"]["username"] == "hanout_demo_bot"


async def test_somebody_new_can_join(tg: Driver) -> None:
    new = {"id": 3001, "first_name": "Lina", "username": "lina", "language_code": "en"}
    answer = await tg.http.post("/demo/users", json=new)
    assert answer.json() == {**new, "is_bot": False, "started": False, "blocked": False}
    await tg.does(3001, "send", text="/start gift-1")
    message = await the_update(tg, "message")
    assert message["from"] == {**new, "is_bot": False}
    assert message["chat"] == {"id": 3001, "type": "private", "first_name": "Lina", "username": "lina"}
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


@pytest.mark.parametrize(
    "body", [{}, {"id": "1", "first_name": "x"}, {"id": 0, "first_name": "x"}, {"id": 1}, []]
)
async def test_a_person_needs_a_number_and_a_name(tg: Driver, body: Any) -> None:
    assert (await tg.http.post("/demo/users", json=body)).status_code == 400


async def test_a_text_is_seen_by_both_sides(tg: Driver) -> None:
    done = await tg.does(AMINA, "send", text="  hello /help ")
    message = await the_update(tg, "message")
    assert (message["message_id"], message["text"]) == (done["message_id"], "hello /help")
    seen = (await tg.sees(AMINA))[-1]
    assert (seen["text"], seen["from_bot"]) == ("hello /help", False)
    assert tg.events("message")[-1]["message"] == seen


async def test_an_answer_to_a_message_carries_it(tg: Driver) -> None:
    asked = await tg.call("sendMessage", chat_id=AMINA, text="How many?", reply_markup={"force_reply": True})
    await tg.does(AMINA, "send", text="3", reply_to=asked["message_id"])
    message = await the_update(tg, "message")
    assert message["reply_to_message"]["text"] == "How many?"
    await tg.does(AMINA, "send", text="4", reply_to=message["message_id"])
    assert "reply_to_message" not in (await the_update(tg, "message"))["reply_to_message"]
    assert await refused(tg, AMINA, "send", text="x", reply_to=9999) == (
        404,
        "there is no such message to reply to",
    )


@pytest.mark.parametrize("text", ["", "   ", "x" * 4097, 5, None])
async def test_what_an_app_would_not_send_is_not_sent(tg: Driver, text: Any) -> None:
    assert (await refused(tg, AMINA, "send", text=text))[0] == 400
    assert await tg.updates() == []


async def test_half_a_character_is_no_text(tg: Driver) -> None:
    answer = await tg.http.post(f"/demo/users/{AMINA}/send", content=b'{"text": "\\ud83d"}')
    assert (answer.status_code, answer.json()) == (400, {"error": "text must be a text"})


async def test_a_press_carries_its_message_and_is_answered_once(tg: Driver) -> None:
    message_id = await menu(tg)
    pressed = await tg.does(AMINA, "press", message_id=message_id, data="shop")
    query = await the_update(tg, "callback_query")
    assert (query["id"], query["data"], query["from"]["id"]) == (pressed["callback_query_id"], "shop", AMINA)
    assert query["message"]["reply_markup"] == MENU
    await tg.call("answerCallbackQuery", callback_query_id=query["id"], text="Welcome", show_alert=True)
    (toast,) = await tg.sees(AMINA, "toasts")
    assert (toast["n"], toast["text"], toast["show_alert"]) == (1, "Welcome", True)
    (event,) = tg.events("toast")
    assert (event["user_id"], event["callback_query_id"], event["text"]) == (AMINA, query["id"], "Welcome")
    with pytest.raises(RefusalError, match=TOO_OLD):
        await tg.call("answerCallbackQuery", callback_query_id=query["id"])
    assert await tg.violations() == []


async def test_toasts_can_be_asked_for_from_a_number_on(tg: Driver) -> None:
    message_id = await menu(tg)
    for text in ("1", "", "3"):
        pressed = await tg.does(AMINA, "press", message_id=message_id, data="shop")
        await tg.call("answerCallbackQuery", callback_query_id=pressed["callback_query_id"], text=text)
    assert [one["text"] for one in await tg.sees(AMINA, "toasts", after=1)] == ["", "3"]
    assert await tg.sees(SOFIANE, "toasts") == []


async def test_a_press_waits_a_minute_for_its_answer(tg: Driver, clock: FakeClock) -> None:
    message_id = await menu(tg)
    early = await tg.does(AMINA, "press", message_id=message_id, data="shop")
    clock.tick(59)
    late = await tg.does(AMINA, "press", message_id=message_id, data="shop")
    await tg.call("answerCallbackQuery", callback_query_id=early["callback_query_id"])
    clock.tick(60)
    with pytest.raises(RefusalError, match=TOO_OLD):
        await tg.call("answerCallbackQuery", callback_query_id=late["callback_query_id"])


@pytest.mark.parametrize(
    ("params", "reason"),
    [({"text": "x" * 201}, "MESSAGE_TOO_LONG"), ({"url": "https://t.me/other_bot?start=x"}, "URL_INVALID")],
)
async def test_answers_to_presses_have_rules(tg: Driver, params: dict[str, Any], reason: str) -> None:
    pressed = await tg.does(AMINA, "press", message_id=await menu(tg), data="shop")
    with pytest.raises(RefusalError, match=reason):
        await tg.call("answerCallbackQuery", callback_query_id=pressed["callback_query_id"], **params)


async def test_only_buttons_that_are_there_can_be_pressed_unless_forced(tg: Driver) -> None:
    message_id = await menu(tg)
    assert (await refused(tg, AMINA, "press", message_id=message_id, data="other"))[0] == 409
    assert (await refused(tg, SOFIANE, "press", message_id=message_id, data="shop"))[0] == 409
    await tg.call("editMessageText", chat_id=AMINA, message_id=message_id, text="no buttons now")
    assert (await refused(tg, AMINA, "press", message_id=message_id, data="shop"))[0] == 409
    await tg.does(AMINA, "press", message_id=message_id, data="shop", force=True)
    assert (await the_update(tg, "callback_query"))["message"]["text"] == "no buttons now"


async def test_a_press_on_a_message_that_is_gone_comes_without_it(tg: Driver) -> None:
    message_id = await menu(tg)
    await tg.call("deleteMessage", chat_id=AMINA, message_id=message_id)
    await tg.does(AMINA, "press", message_id=message_id, data="shop", force=True)
    message = (await the_update(tg, "callback_query"))["message"]
    assert (message["date"], message["message_id"]) == (0, message_id)


async def test_blocking_and_coming_back_is_told_to_the_bot(tg: Driver) -> None:
    for blocked, old, new in ((True, "member", "kicked"), (False, "kicked", "member")):
        await tg.does(AMINA, "block", blocked=blocked)
        change = await the_update(tg, "my_chat_member")
        assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == (old, new)
        assert change["new_chat_member"]["user"]["is_bot"] is True
        assert tg.events("user")[-1]["user"]["blocked"] is blocked
    assert await tg.does(AMINA, "block", blocked=False) == {"update_id": None}
    assert (await refused(tg, KARIM, "block", blocked=True))[0] == 400


async def test_who_blocked_the_bot_cannot_write_or_press(tg: Driver) -> None:
    message_id = await menu(tg)
    await tg.does(AMINA, "block", blocked=True)
    assert (await refused(tg, AMINA, "send", text="x"))[0] == 400
    assert (await refused(tg, AMINA, "press", message_id=message_id, data="shop"))[0] == 400


async def test_photos_and_documents_come_from_people(tg: Driver) -> None:
    answer = await tg.http.post(
        f"/demo/users/{AMINA}/upload",
        data={"caption": "my receipt"},
        files={"photo": ("r.png", PNG, "image/png")},
    )
    assert answer.status_code == 200
    message = await the_update(tg, "message")
    assert (message["caption"], message["photo"][0]["width"]) == ("my receipt", 640)
    file = await tg.call("getFile", file_id=message["photo"][-1]["file_id"])
    assert (await tg.http.get(f"/file/bot{tg.telegram.chats.token}/{file['file_path']}")).content == PNG
    shown = await tg.http.get(f"/demo/files/{message['photo'][-1]['file_id']}")
    assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")
    await tg.http.post(
        f"/demo/users/{AMINA}/upload", files={"document": ("a.pdf", b"%PDF", "application/pdf")}
    )
    assert (await the_update(tg, "message"))["document"]["mime_type"] == "application/pdf"
    assert (await tg.sees(AMINA))[-1]["document"]["file_name"] == "a.pdf"


@pytest.mark.parametrize(
    "request_of",
    [
        {"files": {"photo": ("r.png", b"text", "image/png")}},
        {"files": {"film": ("r.mp4", b"x")}},
        {"data": {"caption": "x"}},
        {"data": {"caption": "x" * 4097}, "files": {"photo": ("r.png", PNG)}},
    ],
)
async def test_uploads_that_make_no_sense_are_refused(tg: Driver, request_of: dict[str, Any]) -> None:
    assert (await tg.http.post(f"/demo/users/{AMINA}/upload", **request_of)).status_code == 400


async def test_files_that_do_not_exist_are_not_found(tg: Driver) -> None:
    assert (await tg.http.get("/demo/files/x")).status_code == 404
    assert (await tg.http.get("/demo/users/5/messages")).status_code == 404


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": name} for name in names]


async def test_people_see_the_narrowest_menu_in_their_language(tg: Driver) -> None:
    everybody, karim = {"type": "all_private_chats"}, {"type": "chat", "chat_id": KARIM}
    with pytest.raises(RefusalError, match="chat not found"):
        await tg.call("setMyCommands", commands=commands("admin"), scope=karim)
    await tg.does(KARIM, "send", text="/start")
    await tg.call("setMyCommands", commands=commands("shop"))
    await tg.call("setMyCommands", commands=commands("boutique"), scope=everybody, language_code="fr")
    await tg.call("setMyCommands", commands=commands("admin"), scope=karim)
    seen = {
        user_id: (await tg.sees(user_id, "commands"))[0]["command"] for user_id in (AMINA, SOFIANE, KARIM)
    }
    assert seen == {AMINA: "shop", SOFIANE: "boutique", KARIM: "admin"}
    assert await tg.call("getMyCommands", scope=everybody, language_code="fr") == commands("boutique")
    assert await tg.call("getMyCommands", scope=everybody) == []
    await tg.call("deleteMyCommands", scope=karim)
    assert (await tg.sees(KARIM, "commands"))[0]["command"] == "boutique"
    assert len(tg.events("commands")) == 4


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"commands": commands("Shop")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("x" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": commands(*["a"] * 101)}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [], "language_code": "fra"}, "invalid language code specified"),
        ({"commands": [], "scope": {"type": "chat_administrators", "chat_id": AMINA}}, "no administrators"),
    ],
)
async def test_commands_have_rules(tg: Driver, params: dict[str, Any], reason: str) -> None:
    with pytest.raises(RefusalError, match=reason):
        await tg.call("setMyCommands", **params)
    assert len(await tg.violations()) == 1


async def test_the_bot_describes_itself_in_languages(tg: Driver) -> None:
    await tg.call("setMyName", name="حانوت", language_code="ar")
    await tg.call("setMyShortDescription", short_description="Gift cards")
    await tg.call("setMyDescription", description="Codes in seconds")
    assert await tg.call("getMyName", language_code="ar") == {"name": "حانوت"}
    assert await tg.call("getMyName") == {"name": "Hanout"}
    assert await tg.call("getMyShortDescription", language_code="fr") == {"short_description": "Gift cards"}
    assert tg.telegram.snapshot()["bot"]["description"] == "Codes in seconds"
    await tg.call("setMyName", name="Chez Karim")
    assert (await tg.call("getMe"))["first_name"] == "Chez Karim"
    with pytest.raises(RefusalError, match="too long"):
        await tg.call("setMyDescription", description="x" * 513)


async def test_the_menu_button_is_for_all_or_for_one(tg: Driver) -> None:
    assert await tg.call("getChatMenuButton") == {"type": "commands"}
    await tg.call("setChatMenuButton", chat_id=AMINA, menu_button={"type": "commands"})
    assert await tg.call("getChatMenuButton", chat_id=AMINA) == {"type": "commands"}


async def test_the_bot_knows_the_chats_of_those_who_pressed_start(tg: Driver) -> None:
    chat = await tg.call("getChat", chat_id=AMINA)
    assert (chat["id"], chat["first_name"]) == (AMINA, "أمينة")
    assert shapes().wrong_with("ChatFullInfo", chat) is None
    with pytest.raises(RefusalError, match="chat not found"):
        await tg.call("getChat", chat_id=KARIM)
