"""What the buttons under results say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class TurnResults(Callback):
    """A page of what some words found; `key` stands for the words."""

    verb = "find"
    key: str
    page: int
