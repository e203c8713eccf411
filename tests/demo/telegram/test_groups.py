"""A supergroup with topics, as the Bot API describes it: topics made by an admin bot, closed and opened, and
refused where it may not.
"""

from typing import Any

import pytest

from tests.demo.telegram.driver import AMINA, KARIM, SOFIANE, Driver, RefusalError


async def group_of(tg: Driver, **switches: bool) -> int:
    made = (await tg.http.post("/demo/groups", json={"title": "Staff"})).json()
    answer = await tg.http.patch(f"/demo/groups/{made['id']}", json=switches)
    assert answer.status_code == 200, answer.text
    return int(made["id"])


async def refused(tg: Driver, method: str, **params: Any) -> tuple[int, str]:
    with pytest.raises(RefusalError) as refusal:
        await tg.call(method, **params)
    return refusal.value.code, refusal.value.description


async def test_a_topic_is_made_written_into_closed_and_opened(tg: Driver) -> None:
    group = await group_of(tg)
    topic = await tg.call("createForumTopic", chat_id=group, name="#1 أمينة")
    thread = topic["message_thread_id"]
    assert topic == {"message_thread_id": thread, "name": "#1 أمينة", "icon_color": 7322096}
    sent = await tg.call("sendMessage", chat_id=group, text="hello", message_thread_id=thread)
    assert sent["chat"] == {"id": group, "type": "supergroup", "title": "Staff", "is_forum": True}
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (thread, True)

    await tg.does(KARIM, "send", text="bonjour", group=group, topic=thread)
    update = (await tg.updates())[-1]["message"]
    assert (update["chat"]["id"], update["from"]["id"], update["message_thread_id"]) == (group, KARIM, thread)
    await tg.call("closeForumTopic", chat_id=group, message_thread_id=thread)
    answer = await tg.http.post(
        f"/demo/users/{KARIM}/send", json={"text": "encore", "group": group, "topic": thread}
    )
    assert (answer.status_code, answer.json()["error"]) == (400, "Bad Request: TOPIC_CLOSED")
    assert await tg.call("sendMessage", chat_id=group, text="admins may", message_thread_id=thread)
    again = await refused(tg, "closeForumTopic", chat_id=group, message_thread_id=thread)
    assert again == (400, "Bad Request: TOPIC_NOT_MODIFIED")
    await tg.call("reopenForumTopic", chat_id=group, message_thread_id=thread)
    await tg.does(KARIM, "send", text="encore", group=group, topic=thread)
    seen = (await tg.http.get(f"/demo/groups/{group}/messages")).json()
    assert [one.get("text") for one in seen if "text" in one] == ["hello", "bonjour", "admins may", "encore"]


async def test_a_button_in_a_group_is_pressed_by_anybody_in_it(tg: Driver) -> None:
    group = await group_of(tg)
    markup = {"inline_keyboard": [[{"text": "Take", "callback_data": "take"}]]}
    sent = await tg.call("sendMessage", chat_id=group, text="#1", reply_markup=markup)
    await tg.does(SOFIANE, "press", message_id=sent["message_id"], data="take", group=group)
    query = (await tg.updates())[-1]["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (SOFIANE, group)
    await tg.call("answerCallbackQuery", callback_query_id=query["id"], text="yours")
    assert (await tg.sees(SOFIANE, "toasts"))[-1]["text"] == "yours"
    edited = await tg.call("editMessageText", chat_id=group, message_id=sent["message_id"], text="taken")
    assert edited["text"] == "taken"


async def test_what_is_no_group_with_topics_refuses_them(tg: Driver) -> None:
    make = {"name": "#1"}
    assert await refused(tg, "createForumTopic", chat_id=-5, **make) == (400, "Bad Request: chat not found")
    private = await refused(tg, "createForumTopic", chat_id=AMINA, **make)
    assert private == (400, "Bad Request: the chat is not a supergroup")
    plain = await refused(tg, "createForumTopic", chat_id=await group_of(tg, is_forum=False), **make)
    assert plain == (400, "Bad Request: the chat is not a forum")
    powerless = await refused(
        tg, "createForumTopic", chat_id=await group_of(tg, manages_topics=False), **make
    )
    assert powerless == (400, "Bad Request: not enough rights to create a topic")
    gone = await refused(tg, "createForumTopic", chat_id=await group_of(tg, bot_inside=False), **make)
    assert gone == (403, "Forbidden: bot was kicked from the supergroup chat")
    thread = {"text": "x", "message_thread_id": 5}
    for chat_id in (AMINA, await group_of(tg)):
        lost = await refused(tg, "sendMessage", chat_id=chat_id, **thread)
        assert lost == (400, "Bad Request: message thread not found")
    assert await tg.violations() == []
    long = await refused(tg, "createForumTopic", chat_id=await group_of(tg), name="x" * 129)
    assert long == (400, "Bad Request: TOPIC_NAME_INVALID")
    assert len(await tg.violations()) == 1


async def test_a_bot_that_is_no_admin_does_not_hear_the_others(tg: Driver) -> None:
    group = await group_of(tg, manages_topics=False)
    before = len(await tg.updates())
    assert (await tg.does(KARIM, "send", text="entre nous", group=group))["update_id"] is None
    assert len(await tg.updates()) == before
    member = await tg.call("getChatMember", chat_id=group, user_id=700000001)
    assert member["status"] == "member"
    admin = await tg.call("getChatMember", chat_id=await group_of(tg), user_id=700000001)
    assert (admin["status"], admin["can_manage_topics"]) == ("administrator", True)


async def test_groups_and_topics_are_kept_between_two_starts(tg: Driver) -> None:
    group = await group_of(tg)
    topic = await tg.call("createForumTopic", chat_id=group, name="#1")
    kept = tg.telegram.dump()
    before = (await tg.http.get(f"/demo/groups/{group}")).json()
    tg.telegram.chats.groups.clear()
    tg.telegram.restore(kept)
    assert (await tg.http.get(f"/demo/groups/{group}")).json() == before
    thread = topic["message_thread_id"]
    assert await tg.call("sendMessage", chat_id=group, text="on", message_thread_id=thread)


async def test_a_voice_is_sent_and_passed_on_by_its_name(tg: Driver) -> None:
    answer = await tg.http.post(
        f"/demo/users/{AMINA}/upload", files={"voice": ("a.ogg", b"OggS", "audio/ogg")}
    )
    assert answer.status_code == 200
    voice = (await tg.updates())[-1]["message"]["voice"]
    assert voice["duration"] == 3
    sent = await tg.call("sendVoice", chat_id=SOFIANE, voice=voice["file_id"], caption="listen")
    assert (sent["voice"]["file_id"], sent["caption"]) == (voice["file_id"], "listen")
