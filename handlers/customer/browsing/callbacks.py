"""What the buttons to categories and products say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class Shop(Callback):
    """A page of the categories."""

    verb = "shop"
    page: int


@dataclass(frozen=True)
class ShopApart(Callback):
    """The categories in a message of their own: from messages that stay as they are."""

    verb = "shopa"


@dataclass(frozen=True)
class OpenCategory(Callback):
    """A page of a category's products; pages count from 1."""

    verb = "cat"
    key: str
    page: int


@dataclass(frozen=True)
class OpenProduct(Callback):
    """A page of a product's types with price and stock."""

    verb = "prd"
    key: str
    page: int
