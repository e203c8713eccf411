"""A press as its handlers read it.

Telegram repeats the message under whose button was pressed, with all its buttons and the places of all bold
words. PTB would make an object of each of them, which takes longer than most handlers, and nobody reads more
than whether the pressed button still stands there.
"""

from typing import Any, Final

_UNREAD: Final = frozenset({"from", "entities", "caption_entities", "link_preview_options"})


def without_what_nobody_reads(update: dict[str, Any]) -> dict[str, Any]:
    """The update; of the message under a press (Bot API CallbackQuery) only what is read of it. One that has
    another shape is left as it is.
    """
    press = update.get("callback_query")
    if not isinstance(press, dict) or not isinstance(message := press.get("message"), dict):
        return update
    kept = {name: value for name, value in message.items() if name not in _UNREAD}
    if (markup := kept.get("reply_markup")) is not None:
        try:
            pressed = [
                button
                for row in markup["inline_keyboard"]
                for button in row
                if button.get("callback_data") == press.get("data")
            ]
        except (AttributeError, KeyError, TypeError):
            return update
        kept["reply_markup"] = {"inline_keyboard": [pressed[:1]]}
    return {**update, "callback_query": {**press, "message": kept}}
