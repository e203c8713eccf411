"""Inline mode: one answer to what is typed, kept for everybody, and the card that somebody sends."""

import asyncio
from typing import Any

import pytest

from tests.demo.telegram.driver import AMINA, SOFIANE, Driver, RefusalError

CARD = {
    "type": "article",
    "id": "p_1",
    "title": "Steam",
    "input_message_content": {"message_text": "<b>Steam</b>", "parse_mode": "HTML"},
    "reply_markup": {
        "inline_keyboard": [[{"text": "Open", "url": "https://t.me/hanout_demo_bot?start=p_1"}]]
    },
}


async def asked(tg: Driver, user_id: int = AMINA, words: str = "steam") -> tuple[asyncio.Future[Any], Any]:
    """Somebody types; the bot hears of it."""
    typing = asyncio.ensure_future(tg.does(user_id, "inline", query=words))
    [update] = await tg.updates(timeout=5)
    await tg.updates(offset=update["update_id"] + 1)
    return typing, update["inline_query"]


async def test_the_bot_is_asked_and_its_cards_are_offered(tg: Driver) -> None:
    typing, query = await asked(tg)
    assert (query["query"], query["offset"], query["from"]["id"]) == ("steam", "", AMINA)
    button = {"text": "Open the shop", "start_parameter": "shop"}
    await tg.call("answerInlineQuery", inline_query_id=query["id"], results=[CARD], button=button)
    assert await typing == {"results": [CARD], "button": button}


async def test_the_same_words_are_answered_from_memory_for_anybody(tg: Driver) -> None:
    typing, query = await asked(tg)
    await tg.call("answerInlineQuery", inline_query_id=query["id"], results=[CARD], cache_time=60)
    await typing
    assert (await tg.does(SOFIANE, "inline", query="steam"))["results"] == [CARD]
    assert await tg.updates() == []
    tg.clock.tick(61)
    again, query = await asked(tg, SOFIANE)
    await tg.call("answerInlineQuery", inline_query_id=query["id"], results=[])
    assert (await again)["results"] == []


async def test_personal_answers_are_not_kept(tg: Driver) -> None:
    typing, query = await asked(tg)
    await tg.call("answerInlineQuery", inline_query_id=query["id"], results=[CARD], is_personal=True)
    await typing
    again, query = await asked(tg, SOFIANE)
    await tg.call("answerInlineQuery", inline_query_id=query["id"], results=[])
    assert (await again)["results"] == []


async def test_an_answer_comes_once_and_within_ten_seconds(tg: Driver) -> None:
    typing, query = await asked(tg)
    await tg.clock.advance(11)
    assert (await typing)["results"] == []
    with pytest.raises(RefusalError, match="too old"):
        await tg.call("answerInlineQuery", inline_query_id=query["id"], results=[CARD])


async def test_a_card_that_is_sent_comes_to_the_bot_through_the_bot(tg: Driver) -> None:
    typing, query = await asked(tg)
    await tg.call("answerInlineQuery", inline_query_id=query["id"], results=[CARD])
    await typing
    sent = await tg.does(AMINA, "choose", result_id="p_1")
    message = (await tg.updates())[-1]["message"]
    assert message["message_id"] == sent["message_id"]
    assert message["text"] == "Steam"
    assert message["via_bot"]["username"] == "hanout_demo_bot"
    assert message["reply_markup"] == CARD["reply_markup"]
    answer = await tg.http.post(f"/demo/users/{SOFIANE}/choose", json={"result_id": "p_1"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"results": [CARD, CARD]}, "RESULT_ID_DUPLICATE"),
        ({"results": [{**CARD, "id": "x" * 65}]}, "RESULT_ID_INVALID"),
        ({"results": [{**CARD, "title": " "}]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [{**CARD, "input_message_content": {"message_text": "\u200b"}}]}, "MESSAGE_EMPTY"),
        ({"results": [{**CARD, "input_message_content": {"message_text": "x" * 4097}}]}, "MESSAGE_TOO_LONG"),
        ({"results": [{**CARD, "id": str(n)} for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "x", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
    ],
)
async def test_answers_that_telegram_refuses(tg: Driver, change: dict[str, Any], why: str) -> None:
    typing, query = await asked(tg)
    with pytest.raises(RefusalError, match=why):
        await tg.call("answerInlineQuery", inline_query_id=query["id"], **change)
    typing.cancel()
