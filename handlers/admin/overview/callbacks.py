"""What the buttons of the staff's overview say, and the one that leads there."""

from dataclasses import dataclass

from telegram import InlineKeyboardButton

from handlers.ui.callback_codec import Callback
from handlers.ui.keyboards import button
from handlers.ui.texts import Texts


@dataclass(frozen=True)
class Overview(Callback):
    """Staff: what is going on."""

    verb = "a-all"


@dataclass(frozen=True)
class OverviewApart(Callback):
    """Staff: the same in a message of its own, from one that stays."""

    verb = "a-alla"


@dataclass(frozen=True)
class UndeliveredMessages(Callback):
    """Staff: a page of the messages that do not arrive."""

    verb = "a-undl"
    page: int


@dataclass(frozen=True)
class SetMaintenance(Callback):
    """Staff: 1 closes the shop, 0 opens it."""

    verb = "a-shut"
    on: int


def panel_button(texts: Texts) -> InlineKeyboardButton:
    """To the overview, from outside it."""
    return button(texts.plain("button-panel"), Overview())


def panel_apart_button(texts: Texts) -> InlineKeyboardButton:
    """To the overview, from under a message that stays."""
    return button(texts.plain("button-panel"), OverviewApart())
