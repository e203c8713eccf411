"""What handlers read of a press is there, and what is left out nobody reads."""

import copy
from typing import Any

import pytest
from telegram import Message, Update

from bot.telegram.incoming.presses import without_what_nobody_reads

MESSAGE: dict[str, Any] = {
    "message_id": 7,
    "date": 1_700_000_000,
    "from": {"id": 1, "is_bot": True, "first_name": "Hanout"},
    "chat": {"id": -100200, "type": "supergroup", "title": "Staff"},
    "is_topic_message": True,
    "message_thread_id": 12,
    "text": "Shop",
    "entities": [{"type": "bold", "offset": 0, "length": 4}],
    "reply_markup": {
        "inline_keyboard": [
            [{"text": "PSN", "callback_data": "shop:1"}, {"text": "Steam", "callback_data": "shop:2"}],
            [{"text": "Help", "url": "https://example.com"}],
        ]
    },
}


def press(data: str, message: Any = MESSAGE) -> dict[str, Any]:
    who = {"id": 5001, "is_bot": False, "first_name": "Lina"}
    return {
        "update_id": 3,
        "callback_query": {"id": "9", "from": who, "chat_instance": "1", "data": data, "message": message},
    }


@pytest.mark.parametrize(("data", "there"), [("shop:2", [["Steam"]]), ("shop:3", [[]])])
def test_of_all_buttons_the_pressed_one_stays_if_it_is_still_there(data: str, there: list[list[str]]) -> None:
    query = Update.de_json(without_what_nobody_reads(press(data)), None).callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == (data, 5001)
    message = query.message
    assert isinstance(message, Message)
    assert message.reply_markup is not None
    assert [[button.text for button in row] for row in message.reply_markup.inline_keyboard] == there
    assert (message.message_id, message.chat.id, message.text) == (7, -100200, "Shop")
    assert (message.is_topic_message, message.message_thread_id) == (True, 12)


def test_a_message_without_buttons_has_none_afterwards() -> None:
    bare = {name: value for name, value in MESSAGE.items() if name != "reply_markup"}
    assert "reply_markup" not in without_what_nobody_reads(press("a", bare))["callback_query"]["message"]


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "message": MESSAGE},
        {"update_id": 1, "callback_query": "odd"},
        press("a", "odd"),
        press("a", MESSAGE | {"reply_markup": "odd"}),
        press("a", MESSAGE | {"reply_markup": {"inline_keyboard": [["odd"]]}}),
        press("a", MESSAGE | {"reply_markup": {"inline_keyboard": None}}),
    ],
)
def test_what_is_no_press_or_has_another_shape_stays_as_it_is(update: dict[str, Any]) -> None:
    assert without_what_nobody_reads(update) == update


def test_the_update_that_is_kept_on_disk_is_not_touched() -> None:
    update = press("shop:1")
    before = copy.deepcopy(update)
    without_what_nobody_reads(update)
    assert update == before
