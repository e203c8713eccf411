"""A reply to a message with a code must not bring the code back in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message, Update

from bot.telegram.incoming.arrivals import Arrival
from bot.telegram.incoming.protected import without_protected

CODE = "AAAA-BBBB-CCCC"
CHAT = {"id": 5001, "type": "private", "first_name": "Lina"}
CODES: dict[str, Any] = {
    "message_id": 7,
    "date": 1,
    "chat": CHAT,
    "from": {"id": 1, "is_bot": True, "first_name": "Hanout"},
    "text": f"🔑 {CODE}",
    "entities": [{"type": "spoiler", "offset": 3, "length": 14}],
    "reply_markup": {"inline_keyboard": [[{"text": "Copy", "copy_text": {"text": CODE}}]]},
    "has_protected_content": True,
}
REPLY = {"message_id": 8, "date": 2, "chat": CHAT, "text": "It does not work", "reply_to_message": CODES}


@pytest.mark.parametrize(
    "update",
    [
        {"message": {**REPLY, "quote": {"text": CODE, "position": 3}}},
        {"edited_message": REPLY},
        {"callback_query": {"id": "1", "message": CODES, "data": "x"}},
        {"message": {**REPLY, "reply_to_message": {**REPLY, "pinned_message": CODES}}},
    ],
)
def test_nothing_of_a_protected_message_is_kept(update: dict[str, Any]) -> None:
    arrival = Arrival.of({"update_id": 1, **update})
    assert CODE not in arrival.body
    assert CODE not in str(arrival.data)


def test_the_reply_itself_stays_and_still_says_what_it_replies_to() -> None:
    update = Update.de_json(Arrival.of({"update_id": 1, "message": REPLY}).data, None)
    assert update.message is not None
    assert update.message.text == "It does not work"
    assert isinstance(update.message.reply_to_message, Message)
    assert update.message.reply_to_message.message_id == 7


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "quote", "chat", "message"]), inner, max_size=3)
    ),
    max_leaves=15,
)


@given(st.dictionaries(st.text(max_size=3), _JSON, max_size=3))
def test_updates_without_protected_messages_stay_as_they_are(update: dict[str, Any]) -> None:
    assert without_protected(update) == update
