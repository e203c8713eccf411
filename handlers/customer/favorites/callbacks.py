"""What the buttons about favorites and about types that are out of stock say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class Favorites(Callback):
    """A page of all that somebody keeps an eye on; pages count from 1."""

    verb = "fav"
    page: int


@dataclass(frozen=True)
class EditFavorites(Callback):
    """The same, to take some away."""

    verb = "fav-e"
    page: int


@dataclass(frozen=True)
class RemoveFavorite(Callback):
    """Takes one away, from that page of the list."""

    verb = "fav-d"
    product_key: str
    type_key: str
    page: int


@dataclass(frozen=True)
class OpenStars(Callback):
    """A page of a product's types, to star some."""

    verb = "fav-p"
    product_key: str
    page: int


@dataclass(frozen=True)
class SetStar(Callback):
    """Stars a type (1) or takes the star away (0), on that page."""

    verb = "fav-s"
    product_key: str
    type_key: str
    page: int
    on: int


@dataclass(frozen=True)
class NoMorePrices(Callback):
    """Takes a star away, from under the message that a price fell."""

    verb = "fav-n"
    product_key: str
    type_key: str


@dataclass(frozen=True)
class TellWhenBack(Callback):
    """Tell me when this type is back."""

    verb = "back-y"
    product_key: str
    type_key: str


@dataclass(frozen=True)
class NotWhenBack(Callback):
    """I do not want to know any more."""

    verb = "back-n"
    product_key: str
    type_key: str
