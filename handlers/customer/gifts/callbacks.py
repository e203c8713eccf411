"""What the buttons of gifts say. A link's token stands in none of them."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class GiftChoice(Callback):
    """This choice is for a friend: what shall they be told?"""

    verb = "gft"
    draft_id: str


@dataclass(frozen=True)
class GiftChoiceSilent(Callback):
    """They are told nothing."""

    verb = "gfts"
    draft_id: str


@dataclass(frozen=True)
class ChoiceForMe(Callback):
    """It is no gift after all."""

    verb = "gftm"
    draft_id: str


@dataclass(frozen=True)
class GiftOrder(Callback):
    """This order is for a friend: what shall they be told?"""

    verb = "gfto"
    ref: str


@dataclass(frozen=True)
class GiftOrderSilent(Callback):
    """They are told nothing."""

    verb = "gftos"
    ref: str


@dataclass(frozen=True)
class GiftLink(Callback):
    """The link once more."""

    verb = "gftl"
    ref: str


@dataclass(frozen=True)
class AskTakeBack(Callback):
    """Take the gift back?"""

    verb = "gftb"
    ref: str


@dataclass(frozen=True)
class TakeBack(Callback):
    """Yes: the order is no gift any more."""

    verb = "gftr"
    ref: str
