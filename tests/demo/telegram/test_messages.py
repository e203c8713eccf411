"""The bot's messages: what is sent, edited and deleted, what people see of it, and what Telegram does not
allow.
"""

from typing import Any

import pytest

from bot.demo.telegram.messages import NOT_MODIFIED
from tests.demo.telegram.driver import AMINA, KARIM, SOFIANE, Driver, RefusalError
from tests.fakes.clock import FakeClock

BUY = {"inline_keyboard": [[{"text": "Buy", "callback_data": "buy:1", "style": "success"}]]}
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0"
JPEG = b"\xff\xd8\xff\xe0\x00\x04xx\xff\xc0\x00\x11\x08\x01\xe0\x02\x80"


async def refused(tg: Driver, method: str, **params: Any) -> str:
    with pytest.raises(RefusalError) as refusal:
        await tg.call(method, **params)
    return refusal.value.description


async def test_what_is_sent_is_seen_and_published(tg: Driver) -> None:
    sent = await tg.call(
        "sendMessage", chat_id=AMINA, text="<b>مرحبا</b>", parse_mode="HTML", reply_markup=BUY
    )
    assert sent["from"]["id"] == 700000001
    assert sent["chat"] == {"id": AMINA, "type": "private", "first_name": "أمينة"}
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    seen = (await tg.sees(AMINA))[-1]
    assert seen == {**sent, "from_bot": True, "protected": False, "reply_markup": BUY}
    assert tg.events("message")[-1] | {"seq": 0} == {
        "seq": 0,
        "type": "message",
        "chat_id": AMINA,
        "message": seen,
    }


async def test_messages_can_be_asked_for_from_a_number_on(tg: Driver) -> None:
    first = await tg.call("sendMessage", chat_id=AMINA, text="1")
    await tg.call("sendMessage", chat_id=SOFIANE, text="elsewhere")
    await tg.call("sendMessage", chat_id=AMINA, text="2")
    assert [one["text"] for one in await tg.sees(AMINA, after=first["message_id"])] == ["2"]


async def test_message_ids_count_through_all_chats(tg: Driver) -> None:
    ids = [
        (await tg.call("sendMessage", chat_id=chat, text="x"))["message_id"]
        for chat in (AMINA, SOFIANE, AMINA)
    ]
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]


@pytest.mark.parametrize(
    ("chat_id", "reason"),
    [
        (4004, "Bad Request: chat not found"),
        ("@somebody", "Bad Request: chat not found"),
        (KARIM, "Forbidden: bot can't initiate conversation with a user"),
    ],
)
async def test_strangers_and_people_who_never_started_cannot_be_written_to(
    tg: Driver, chat_id: int | str, reason: str
) -> None:
    assert await refused(tg, "sendMessage", chat_id=chat_id, text="x") == reason
    assert await tg.violations() == []


async def test_who_blocked_the_bot_is_not_reached_until_they_come_back(tg: Driver) -> None:
    sent = await tg.call("sendMessage", chat_id=AMINA, text="x")
    await tg.does(AMINA, "block", blocked=True)
    for method in ("sendMessage", "editMessageText"):
        extra = {"message_id": sent["message_id"]} if method.startswith("edit") else {}
        reason = await refused(tg, method, chat_id=AMINA, text="y", **extra)
        assert reason == "Forbidden: bot was blocked by the user"
    await tg.does(AMINA, "block", blocked=False)
    await tg.call("sendMessage", chat_id=AMINA, text="y")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x" * 4097, "message is too long"),
        ("🎁" * 2049, "message is too long"),
        (" \n ", "text must be non-empty"),
        ("<b></b>", "text must be non-empty"),
    ],
)
async def test_texts_have_limits(tg: Driver, text: str, reason: str) -> None:
    assert (
        await refused(tg, "sendMessage", chat_id=AMINA, text=text, parse_mode="HTML")
        == f"Bad Request: {reason}"
    )
    assert len(await tg.violations()) == 1


async def test_a_text_of_4096_fits_after_its_markup_is_read(tg: Driver) -> None:
    sent = await tg.call("sendMessage", chat_id=AMINA, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    assert len(sent["text"]) == 4096


def rows(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "b", **button}] for button in buttons]}


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (rows({"callback_data": "é" * 33}), "BUTTON_DATA_INVALID"),
        (rows({}), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (rows({"callback_data": ""}), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (rows({"callback_data": "a", "url": "https://a.dz"}), "can't parse inline keyboard button: exactly one of callback_data, url must be used"),
        (rows({"callback_data": "a", "text": ""}), "can't parse inline keyboard button: text is empty"),
        (rows({"callback_data": "a", "style": "loud"}), "can't parse inline keyboard button: invalid button style specified"),
        (rows({"copy_text": {"text": ""}}), "BUTTON_COPY_TEXT_INVALID"),
        (rows({"copy_text": {"text": "x" * 257}}), "BUTTON_COPY_TEXT_INVALID"),
        (rows({"url": "http://localhost/x"}), "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL"),
        (rows({"pay": True}), "BUTTON_POS_INVALID"),
        ({"inline_keyboard": [[{"text": "b", "callback_data": "a"}] * 9]}, "reply markup is too long"),
        (rows(*[{"callback_data": "a"}] * 101), "reply markup is too long"),
        ({"force_reply": True, "input_field_placeholder": "x" * 65}, "INPUT_FIELD_PLACEHOLDER_INVALID"),
        ({"force_reply": False}, "reply markup must say True where it says force_reply or remove_keyboard"),
        ({"keyboard": [[{"text": ""}]]}, "can't parse keyboard button: text is empty"),
    ],
)  # fmt: skip
async def test_keyboards_have_rules(tg: Driver, markup: dict[str, Any], reason: str) -> None:
    assert (
        await refused(tg, "sendMessage", chat_id=AMINA, text="x", reply_markup=markup)
        == f"Bad Request: {reason}"
    )
    assert len(await tg.violations()) == 1


@pytest.mark.parametrize(
    "button",
    [
        {"callback_data": "x" * 64},
        {"copy_text": {"text": "x" * 256}},
        {"url": "https://t.me/hanout_demo_bot?start=p"},
        {"url": "tg://resolve?domain=x"},
    ],
)
async def test_buttons_at_their_limits_are_fine(tg: Driver, button: dict[str, Any]) -> None:
    sent = await tg.call("sendMessage", chat_id=AMINA, text="x", reply_markup=rows(button))
    assert sent["reply_markup"] == rows(button)


async def test_an_empty_keyboard_is_no_keyboard(tg: Driver) -> None:
    sent = await tg.call("sendMessage", chat_id=AMINA, text="x", reply_markup={"inline_keyboard": [[]]})
    assert "reply_markup" not in sent


async def test_a_forced_reply_is_for_the_person_and_its_message_cannot_be_edited(tg: Driver) -> None:
    ask = {"force_reply": True, "input_field_placeholder": "1-10"}
    sent = await tg.call("sendMessage", chat_id=AMINA, text="How many?", reply_markup=ask)
    assert "reply_markup" not in sent
    assert (await tg.sees(AMINA))[-1]["reply_markup"] == ask
    reason = await refused(tg, "editMessageText", chat_id=AMINA, message_id=sent["message_id"], text="y")
    assert reason == "Bad Request: message can't be edited"


async def test_an_edit_replaces_text_and_takes_the_keyboard_away(tg: Driver) -> None:
    sent = await tg.call("sendMessage", chat_id=AMINA, text="<b>1</b>", parse_mode="HTML", reply_markup=BUY)
    edited = await tg.call("editMessageText", chat_id=AMINA, message_id=sent["message_id"], text="2")
    assert edited["text"] == "2"
    assert edited["edit_date"] >= edited["date"]
    assert "reply_markup" not in edited
    assert "entities" not in edited
    assert [one["message"]["text"] for one in tg.events("edit")] == ["2"]
    # What was published and sent before has not changed under its readers.
    assert (sent["text"], tg.events("message")[-1]["message"]["text"]) == ("1", "1")


async def test_an_edit_that_changes_nothing_is_refused(tg: Driver) -> None:
    sent = await tg.call("sendMessage", chat_id=AMINA, text="1", reply_markup=BUY)
    where = {"chat_id": AMINA, "message_id": sent["message_id"]}
    for method, params in (("editMessageText", {"text": "1"}), ("editMessageReplyMarkup", {})):
        assert (
            await refused(tg, method, **where, **params, reply_markup=BUY) == f"Bad Request: {NOT_MODIFIED}"
        )
    await tg.call("editMessageReplyMarkup", **where)
    assert await refused(tg, "editMessageReplyMarkup", **where) == f"Bad Request: {NOT_MODIFIED}"
    assert await tg.violations() == []


async def test_only_own_texts_that_are_there_can_be_edited(tg: Driver) -> None:
    theirs = (await tg.sees(AMINA))[0]["message_id"]
    photo = await tg.call("sendPhoto", chat_id=AMINA, files={"photo": ("p.png", PNG)})
    edit = "editMessageText"
    assert (
        await refused(tg, edit, chat_id=AMINA, message_id=theirs, text="x")
        == "Bad Request: message can't be edited"
    )
    assert (
        await refused(tg, edit, chat_id=AMINA, message_id=9999, text="x")
        == "Bad Request: message to edit not found"
    )
    assert (
        await refused(tg, edit, chat_id=SOFIANE, message_id=photo["message_id"], text="x")
        == "Bad Request: message to edit not found"
    )
    assert await refused(tg, edit, text="x") == "Bad Request: message identifier is not specified"
    where = {"chat_id": AMINA, "message_id": photo["message_id"]}
    assert (
        await refused(tg, edit, **where, text="x") == "Bad Request: there is no text in the message to edit"
    )


async def test_captions_are_edited_with_their_own_method(tg: Driver) -> None:
    photo = await tg.call(
        "sendPhoto", chat_id=AMINA, caption="1", has_spoiler=True, files={"photo": ("p.jpg", JPEG)}
    )
    assert (photo["photo"][0]["width"], photo["photo"][0]["height"]) == (640, 480)
    edited = await tg.call(
        "editMessageCaption",
        chat_id=AMINA,
        message_id=photo["message_id"],
        caption="<i>2</i>",
        parse_mode="HTML",
    )
    assert edited["caption"] == "2"
    assert edited["caption_entities"] == [{"type": "italic", "offset": 0, "length": 1}]
    assert edited["photo"] == photo["photo"]
    assert edited["has_media_spoiler"]
    text = await tg.call("sendMessage", chat_id=AMINA, text="x")
    reason = await refused(
        tg, "editMessageCaption", chat_id=AMINA, message_id=text["message_id"], caption="x"
    )
    assert reason == "Bad Request: there is no caption in the message to edit"
    reason = await refused(
        tg, "editMessageCaption", chat_id=AMINA, message_id=photo["message_id"], caption="x" * 1025
    )
    assert reason == "Bad Request: message caption is too long"


async def test_a_document_takes_the_place_of_a_text_and_of_another_document(tg: Driver) -> None:
    text = await tg.call("sendMessage", chat_id=AMINA, text="soon", protect_content=True)
    where = {"chat_id": AMINA, "message_id": text["message_id"]}
    media = {"type": "document", "media": "attach://one", "caption": "<b>here</b>", "parse_mode": "HTML"}
    first = await tg.call("editMessageMedia", **where, media=media, files={"one": ("a.txt", b"first")})
    assert (first["document"]["file_name"], first["caption"]) == ("a.txt", "here")
    assert "text" not in first
    assert first["has_protected_content"] is True
    second = await tg.call("editMessageMedia", **where, media=media, files={"one": ("b.txt", b"second")})
    assert second["document"]["file_name"] == "b.txt"
    assert [one["message_id"] for one in await tg.sees(AMINA)].count(text["message_id"]) == 1
    reason = await refused(tg, "editMessageMedia", chat_id=AMINA, message_id=9999, media=media)
    assert reason == "Bad Request: can't parse media: no file called one came with the request"


async def test_messages_are_deleted_once_and_for_two_days(tg: Driver, clock: FakeClock) -> None:
    sent = await tg.call("sendMessage", chat_id=AMINA, text="x")
    old = await tg.call("sendMessage", chat_id=AMINA, text="old")
    assert await tg.call("deleteMessage", chat_id=AMINA, message_id=sent["message_id"]) is True
    assert [one["message_id"] for one in tg.events("delete")] == [sent["message_id"]]
    reason = await refused(tg, "deleteMessage", chat_id=AMINA, message_id=sent["message_id"])
    assert reason == "Bad Request: message to delete not found"
    clock.tick(48 * 3600)
    reason = await refused(tg, "deleteMessage", chat_id=AMINA, message_id=old["message_id"])
    assert reason == "Bad Request: message can't be deleted"
    assert "old" in [one["text"] for one in await tg.sees(AMINA)]


async def test_many_messages_are_deleted_at_once(tg: Driver) -> None:
    ids = [(await tg.call("sendMessage", chat_id=AMINA, text="x"))["message_id"] for _ in range(3)]
    assert await tg.call("deleteMessages", chat_id=AMINA, message_ids=[*ids, 9999]) is True
    assert [one["text"] for one in await tg.sees(AMINA)] == ["/start"]


async def test_protected_content_is_marked_and_stays_where_it_is(tg: Driver) -> None:
    sent = await tg.call("sendMessage", chat_id=AMINA, text="code", protect_content=True)
    assert sent["has_protected_content"] is True
    assert (await tg.sees(AMINA))[-1]["protected"] is True
    for method in ("forwardMessage", "copyMessage"):
        reason = await refused(tg, method, chat_id=SOFIANE, from_chat_id=AMINA, message_id=sent["message_id"])
        assert reason == "Bad Request: message has protected content and can't be forwarded"


async def test_other_messages_are_forwarded_and_copied(tg: Driver) -> None:
    sent = await tg.call("sendMessage", chat_id=AMINA, text="<b>x</b>", parse_mode="HTML", reply_markup=BUY)
    where = {"chat_id": SOFIANE, "from_chat_id": AMINA, "message_id": sent["message_id"]}
    forwarded = await tg.call("forwardMessage", **where)
    assert forwarded["forward_origin"]["sender_user"]["id"] == 700000001
    assert (forwarded["text"], forwarded["entities"]) == ("x", sent["entities"])
    copied = await tg.call("copyMessage", **where)
    assert [one.get("forward_origin") is None for one in (await tg.sees(SOFIANE))[-2:]] == [False, True]
    assert (await tg.sees(SOFIANE))[-1]["message_id"] == copied["message_id"]
    missing = await refused(tg, "forwardMessage", **{**where, "message_id": 9999})
    assert missing == "Bad Request: message to forward not found"


async def test_replies_show_what_they_answer(tg: Driver) -> None:
    theirs = (await tg.sees(AMINA))[0]["message_id"]
    sent = await tg.call("sendMessage", chat_id=AMINA, text="x", reply_parameters={"message_id": theirs})
    assert sent["reply_to_message"]["text"] == "/start"
    reason = await refused(tg, "sendMessage", chat_id=AMINA, text="x", reply_parameters={"message_id": 9999})
    assert reason == "Bad Request: message to be replied not found"
    lenient = {"message_id": 9999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await tg.call(
        "sendMessage", chat_id=AMINA, text="x", reply_parameters=lenient
    )


async def test_files_are_sent_again_by_id_and_downloaded(tg: Driver) -> None:
    sent = await tg.call(
        "sendDocument", chat_id=AMINA, caption="codes", files={"document": ("codes.txt", b"AAA")}
    )
    document = sent["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "codes.txt",
        "text/plain",
        3,
    )
    again = await tg.call("sendDocument", chat_id=SOFIANE, document=document["file_id"])
    assert again["document"] == document
    found = await tg.call("getFile", file_id=document["file_id"])
    answer = await tg.http.get(f"/file/bot{tg.telegram.chats.token}/{found['file_path']}")
    assert answer.content == b"AAA"
    shown = await tg.http.get(f"/demo/files/{document['file_id']}")
    assert (shown.content, shown.headers["content-type"]) == (b"AAA", "application/octet-stream")
    assert (await tg.http.get(f"/file/bot{tg.telegram.chats.token}/documents/none")).status_code == 404


@pytest.mark.parametrize(
    ("method", "params", "upload", "reason"),
    [
        ("sendPhoto", {}, b"not a picture", "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", {}, PNG[:16] + b"\x00\x00\x03\xe8\x00\x00\x00\x01", "PHOTO_INVALID_DIMENSIONS"),
        ("sendDocument", {}, b"", "file must be non-empty"),
        ("sendPhoto", {"photo": "AgACunknown"}, None, "wrong file_id or the file is temporarily unavailable"),
        ("sendPhoto", {"photo": "https://a.dz/p.png"}, None, "failed to get HTTP URL content"),
        ("sendPhoto", {}, None, "there is no photo in the request"),
        ("getFile", {"file_id": "x"}, None, "wrong file_id or the file is temporarily unavailable"),
    ],
)
async def test_bad_files_are_refused(
    tg: Driver, method: str, params: dict[str, Any], upload: bytes | None, reason: str
) -> None:
    files = {method.removeprefix("send").lower(): ("f", upload)} if upload is not None else None
    chat = {} if method == "getFile" else {"chat_id": AMINA}
    assert await refused(tg, method, files=files, **chat, **params) == f"Bad Request: {reason}"


async def test_typing_is_shown_and_only_known_actions_are_taken(tg: Driver) -> None:
    await tg.call("sendChatAction", chat_id=AMINA, action="typing")
    assert [(one["chat_id"], one["action"]) for one in tg.events("typing")] == [(AMINA, "typing")]
    assert "wrong parameter action" in await refused(tg, "sendChatAction", chat_id=AMINA, action="dancing")


async def test_a_chat_can_be_limited_as_telegram_limits_it(tg: Driver, clock: FakeClock) -> None:
    answer = await tg.http.patch("/demo/telegram/mode", json={"flood": {"messages": 2, "seconds": 3}})
    assert answer.json()["flood"] == {"messages": 2, "seconds": 3}
    for _ in range(2):
        await tg.call("sendMessage", chat_id=AMINA, text="x")
    clock.tick(0.5)
    with pytest.raises(RefusalError, match="Too Many Requests: retry after 3") as refusal:
        await tg.call("sendMessage", chat_id=AMINA, text="x")
    assert (refusal.value.code, refusal.value.parameters) == (429, {"retry_after": 3})
    await tg.call("sendMessage", chat_id=SOFIANE, text="others are not held up")
    clock.tick(3)
    await tg.call("sendMessage", chat_id=AMINA, text="x")


@pytest.mark.parametrize(
    "mode", [{"flood": 1}, {"flood": {"messages": 0, "seconds": 1}}, {"query_seconds": "5"}, {"speed": 1}]
)
async def test_a_mode_that_makes_no_sense_is_refused(tg: Driver, mode: dict[str, Any]) -> None:
    before = (await tg.http.get("/demo/telegram/mode")).json()
    assert (await tg.http.patch("/demo/telegram/mode", json=mode)).status_code == 400
    assert (await tg.http.get("/demo/telegram/mode")).json() == before
