"""What the buttons under and about messages to many say."""

from dataclasses import dataclass
from typing import Final

from handlers.ui.callback_codec import Callback

SHOP: Final = "shop"
"""Stands for all categories in `FromBroadcast`."""


@dataclass(frozen=True)
class FromBroadcast(Callback):
    """Into the shop from a message to many, which stays: all categories, or a product by its key."""

    verb = "bc-go"
    key: str


@dataclass(frozen=True)
class LeaveBroadcasts(Callback):
    """No more of these."""

    verb = "bc-off"


@dataclass(frozen=True)
class JoinBroadcasts(Callback):
    """Send them to me again."""

    verb = "bc-on"


@dataclass(frozen=True)
class AboutBroadcasts(Callback):
    """Do I get them, and how do I change that?"""

    verb = "bc-set"
