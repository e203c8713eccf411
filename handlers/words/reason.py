"""Why what was typed behind a command does nothing, above how the command is written."""

from typing import Final

from handlers.ui.screen import Screen
from handlers.ui.texts import Texts, tidy

SHOWN: Final = 60
"""So many characters of what was typed are shown again."""


def not_understood(texts: Texts, words: str, usage: str, *, reason: str = "not-understood") -> Screen:
    """The words that were not understood, and how it is written; `reason` is a text about `words`."""
    return Screen(f"{texts.html(reason, words=tidy(words, SHOWN))}\n\n{usage}")
