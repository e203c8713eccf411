"""Buttons: how they are made, and the rows that many screens
share. What a button says is in each journey's `callbacks`.
"""

import re
from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, TelegramObject
from telegram._utils.types import JSONDict
from telegram.constants import KeyboardButtonStyle

from bot.shop.paging import Cursor, Turns
from bot.shop.readable import is_visible
from handlers.ui.callback_codec import Callback
from handlers.ui.texts import Texts, cut, without_marks

PAGE_SIZE = 8  # products on one screen: they fit on a phone without scrolling
LONGEST_LABEL = 64  # characters; clients cut longer ones anyway
LONGEST_IN_PAIR = 20  # characters of a label beside another one
LONGEST_COPY = 256  # UTF-16 units, Bot API CopyTextButton
NO_LABEL = "•"

_HALVES = re.compile("[\ud800-\udfff]")  # of characters: they cannot be sent

T = TypeVar("T")
Row = Sequence[InlineKeyboardButton]
Pager = Callable[[int], Callback]


@lru_cache(maxsize=2048)
def button(
    label: str, callback: Callback, *, style: KeyboardButtonStyle | None = None
) -> InlineKeyboardButton:
    """A button that does something here. It is made once for all who get it: a screen has many."""
    return _Button(text=tidy_label(label), callback_data=callback.pack(), style=style)


def copy_button(label: str, text: str) -> InlineKeyboardButton | None:
    """A button that copies exactly `text`; None where Telegram does not take it."""
    if not is_visible(text) or _HALVES.search(text) or len(text.encode("utf-16-le")) > 2 * LONGEST_COPY:
        return None
    return InlineKeyboardButton(text=tidy_label(label), copy_text=CopyTextButton(text=text))


class _WrittenOnce(TelegramObject):
    """What many people get: PTB takes longer to write it out than to send it."""

    __slots__ = ()

    def to_dict(self, recursive: bool = True) -> JSONDict:
        """As PTB's, remembered."""
        if not recursive:
            return super().to_dict(recursive=False)
        try:
            return self._written
        except AttributeError:
            self._written: JSONDict = self._write()
            return self._written

    @abstractmethod
    def _write(self) -> JSONDict:
        """What PTB would make of it, who asks each object for all that it might have."""


class _Button(_WrittenOnce, InlineKeyboardButton):
    """A button that does something here."""

    __slots__ = ("_written",)

    def _write(self) -> JSONDict:
        style = {} if self.style is None else {"style": self.style}
        return {"text": self.text, "callback_data": self.callback_data, **style}


class Keyboard(_WrittenOnce, InlineKeyboardMarkup):
    """Rows of buttons."""

    __slots__ = ("_written",)

    def _write(self) -> JSONDict:
        return {"inline_keyboard": [[each.to_dict() for each in row] for row in self.inline_keyboard]}


def keyboard(rows: Iterable[Row]) -> Keyboard | None:
    """Rows without the empty ones; None when nothing is
    left, since Telegram refuses a keyboard without buttons.
    """
    filled = [row for row in rows if row]
    return Keyboard(inline_keyboard=filled) if filled else None


def tidy_label(label: str) -> str:
    """A label no longer than clients show. Telegram refuses
    a keyboard with a label in which nothing can be seen.
    """
    label = _HALVES.sub("", label)
    return cut(label, LONGEST_LABEL) if is_visible(label) else NO_LABEL


def pages_row(texts: Texts, pager: Pager, page: int, pages: int) -> Row:
    """Back and forth between pages; nothing when there is one."""
    row = []
    if page > 1:
        row.append(button(texts.plain("button-page-before"), pager(page - 1)))
    if page < pages:
        row.append(button(texts.plain("button-page-after"), pager(page + 1)))
    # The arrows point where the pages lie, which in a language from the right is the other way round.
    return row[::-1] if texts.from_right else row


def turns_row(texts: Texts, pager: Callable[[Cursor], Callback], turns: Turns) -> Row:
    """As `pages_row`, for a list that may be long."""
    row = []
    if turns.newer is not None:
        row.append(button(texts.plain("button-page-before"), pager(turns.newer)))
    if turns.older is not None:
        row.append(button(texts.plain("button-page-after"), pager(turns.older)))
    return row[::-1] if texts.from_right else row


def page_of(items: Sequence[T], page: int, size: int = PAGE_SIZE) -> tuple[Sequence[T], int, int]:
    """(items, page, pages): a page of a list at hand. A page too far is the last."""
    pages = max(1, -(-len(items) // size))
    page = min(max(1, page), pages)
    return items[(page - 1) * size : page * size], page, pages


def in_rows(buttons: Sequence[InlineKeyboardButton], width: int) -> list[Row]:
    """So many buttons in each row."""
    return [buttons[at : at + width] for at in range(0, len(buttons), width)]


def in_pairs(buttons: Sequence[InlineKeyboardButton]) -> list[Row]:
    """Two buttons in a row where both can be read there, at a phone's width; a longer one has a row of its
    own.
    """
    rows: list[list[InlineKeyboardButton]] = []
    for one in buttons:
        short = len(without_marks(one.text)) <= LONGEST_IN_PAIR
        if short and rows and len(rows[-1]) == 1 and len(without_marks(rows[-1][0].text)) <= LONGEST_IN_PAIR:
            rows[-1].append(one)
        else:
            rows.append([one])
    return list(rows)


def turns_line(texts: Texts, turns: Turns) -> str:
    """Which page of a list this is that may be long, under a text; nothing when there is one."""
    if turns.newer is None and turns.older is None:
        return ""
    return "\n\n" + texts.html("page-alone", page=turns.page)


def page_line(texts: Texts, page: int, pages: int) -> str:
    """Which page this is, under a text; nothing when there is one."""
    return "\n\n" + texts.html("page", page=page, pages=pages) if pages > 1 else ""


LONGEST_TYPE = 30  # characters of a type's name on a button, so that price and stock are not cut off
