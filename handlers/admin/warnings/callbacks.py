"""What the buttons around the warnings say, and the one that leads to them."""

from dataclasses import dataclass

from telegram import InlineKeyboardButton

from handlers.ui.callback_codec import Callback
from handlers.ui.keyboards import button
from handlers.ui.texts import Texts


@dataclass(frozen=True)
class Warnings(Callback):
    """Staff: what is wrong now."""

    verb = "a-warn"


@dataclass(frozen=True)
class WarningsApart(Callback):
    """Staff: the same in a message of its own, from one that stays."""

    verb = "a-warna"


@dataclass(frozen=True)
class MyQuietHours(Callback):
    """Staff: when they are left in peace."""

    verb = "a-quiet"


@dataclass(frozen=True)
class ChooseQuietHours(Callback):
    """Staff: these hours from now on, the shop's, or none."""

    verb = "a-quietc"
    hours: str


@dataclass(frozen=True)
class WriteQuietHours(Callback):
    """Staff: type other hours."""

    verb = "a-quietw"


def warnings_button(texts: Texts, count: int) -> InlineKeyboardButton:
    """From the panel, with how many there are."""
    label = texts.plain("button-warnings-count", count=count) if count else texts.plain("button-warnings")
    return button(label, Warnings())
