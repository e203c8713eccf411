"""What Telegram takes of a message: how long, with which elements, with how many buttons."""

import html
import re

from telegram import InlineKeyboardMarkup

from handlers.ui.keyboards import LONGEST_LABEL
from handlers.ui.screen import Screen

LONGEST_MESSAGE = 4096


def length(text: str) -> int:
    """As Telegram counts: UTF-16 units, elements left out."""
    return len(html.unescape(re.sub(r"</?[a-z-]+>", "", text)).encode("utf-16-le")) // 2


def open_elements(text: str) -> list[str]:
    """Elements that are opened and not closed in their order."""
    still_open: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z-]+)>", text):
        if closing and still_open[-1:] == [name]:
            still_open.pop()
        else:
            still_open.append(closing + name)
    return still_open


def fits(screen: Screen) -> bool:
    """Whether Telegram takes it."""
    assert length(screen.text) <= LONGEST_MESSAGE
    assert open_elements(screen.text) == []
    assert len(re.findall(r"<[a-z-]+>", screen.text)) <= 100
    if isinstance(screen.keyboard, InlineKeyboardMarkup):
        buttons = [button for row in screen.keyboard.inline_keyboard for button in row]
        assert len(buttons) <= 100
        assert all(len(row) <= 8 for row in screen.keyboard.inline_keyboard)
        assert all(len(button.text) <= LONGEST_LABEL for button in buttons)
    return True
