"""What may hang under a message: the rules of inline keyboards, reply keyboards and forced replies that
shapes cannot say.

Sources: Bot API `InlineKeyboardButton`, `CopyTextButton`, `ReplyKeyboardMarkup`, `ForceReply`; the server's
parser for its wording. Which message a keyboard belongs to is not known here.
"""

import re
from itertools import chain
from typing import Any, Final

from bot.demo.telegram.html import utf16_length
from bot.demo.telegram.text import is_visible
from bot.demo.telegram.wire import InvalidError

Markup = dict[str, Any]

MOST_CALLBACK_BYTES: Final = 64
MOST_COPIED: Final = 256
MOST_IN_ROW: Final = 8
MOST_BUTTONS: Final = 100
MOST_PLACEHOLDER: Final = 64

_KINDS: Final = ("callback_data", "url", "copy_text", "pay")
_STYLES: Final = ("primary", "success", "danger")
_URL: Final = re.compile(r"tg://\S+|https?://[^\s/:?#]+\.[^\s/:?#]+(?:[:/?#]\S*)?", re.IGNORECASE)


def checked(markup: Markup | None, *, invoice: bool = False) -> Markup | None:
    """The markup as it will hang there; None when there is nothing. Raises InvalidError for what Telegram
    refuses.
    """
    if markup is None:
        return None
    if "inline_keyboard" in markup:
        rows = [row for row in markup["inline_keyboard"] if row]
        _check_inline(rows, invoice=invoice)
        return {"inline_keyboard": rows} if rows else None
    if "keyboard" in markup:
        for button in chain.from_iterable(markup["keyboard"]):
            if not is_visible(button["text"]):
                raise InvalidError("can't parse keyboard button: text is empty")
    elif not (markup.get("force_reply") or markup.get("remove_keyboard")):
        raise InvalidError("reply markup must say True where it says force_reply or remove_keyboard")
    if not 1 <= len(markup.get("input_field_placeholder", "?")) <= MOST_PLACEHOLDER:
        raise InvalidError("INPUT_FIELD_PLACEHOLDER_INVALID")
    return markup


def callbacks(markup: Markup | None) -> set[str]:
    """The callback data that can really be pressed under a message with that markup."""
    rows = (markup or {}).get("inline_keyboard", ())
    return {button["callback_data"] for button in chain.from_iterable(rows) if "callback_data" in button}


def is_inline(markup: Markup | None) -> bool:
    """Whether it is part of the message, as only inline keyboards are."""
    return markup is not None and "inline_keyboard" in markup


def _check_inline(rows: list[list[Markup]], *, invoice: bool) -> None:
    if any(len(row) > MOST_IN_ROW for row in rows) or sum(map(len, rows)) > MOST_BUTTONS:
        raise InvalidError("reply markup is too long")
    buttons = list(chain.from_iterable(rows))
    for button in buttons:
        _check_button(button)
    if any(button.get("pay") for button in (buttons[1:] if invoice else buttons)):
        raise InvalidError("BUTTON_POS_INVALID")
    if invoice and buttons and not buttons[0].get("pay"):
        raise InvalidError("BUTTON_POS_INVALID")


def _check_button(button: Markup) -> None:
    kinds = [kind for kind in _KINDS if button.get(kind)]
    if not kinds:
        raise _cant_parse("Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise _cant_parse(f"exactly one of {', '.join(kinds)} must be used")
    if not is_visible(button["text"]):
        raise _cant_parse("text is empty")
    if button.get("style", "primary") not in _STYLES:
        raise _cant_parse("invalid button style specified")
    copied = button.get("copy_text", {}).get("text", "")
    match kinds[0]:
        case "callback_data" if len(button["callback_data"].encode()) > MOST_CALLBACK_BYTES:
            raise InvalidError("BUTTON_DATA_INVALID")
        case "copy_text" if not is_visible(copied) or utf16_length(copied) > MOST_COPIED:
            raise InvalidError("BUTTON_COPY_TEXT_INVALID")
        case "url" if not _URL.fullmatch(button["url"]):
            raise InvalidError(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def _cant_parse(reason: str) -> InvalidError:
    return InvalidError(f"can't parse inline keyboard button: {reason}")
