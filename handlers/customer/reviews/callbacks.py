"""What the buttons about reviews of products say. An order stands for its product."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class OpenReview(Callback):
    """What I say of an order's product."""

    verb = "rv"
    ref: str


@dataclass(frozen=True)
class OpenReviews(Callback):
    """All products that were bought with that order."""

    verb = "rv-all"
    ref: str


@dataclass(frozen=True)
class Rate(Callback):
    """My rating of it, 1 to 5."""

    verb = "rv-rate"
    ref: str
    mark: int


@dataclass(frozen=True)
class WriteLine(Callback):
    """A line beside my rating is typed next."""

    verb = "rv-line"
    ref: str


@dataclass(frozen=True)
class RemoveLine(Callback):
    """Takes my line away; the rating stays."""

    verb = "rv-noline"
    ref: str


@dataclass(frozen=True)
class TakeBack(Callback):
    """Takes my rating away, and the line with it."""

    verb = "rv-back"
    ref: str


@dataclass(frozen=True)
class AskMeNoMore(Callback):
    """I do not want to be asked."""

    verb = "rv-off"


@dataclass(frozen=True)
class AskMeAgain(Callback):
    """I may be asked after all."""

    verb = "rv-on"


@dataclass(frozen=True)
class ReadReviews(Callback):
    """A page of what customers wrote of a product; pages count from 1."""

    verb = "rv-read"
    product_key: str
    page: int
