"""What the buttons to a customer's own orders say."""

from dataclasses import dataclass

from bot.shop.paging import FIRST, Cursor
from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class MyOrders(Callback):
    """A page of the customer's orders."""

    verb = "ords"
    cursor: Cursor = FIRST


@dataclass(frozen=True)
class MyOrder(Callback):
    """One order with its timeline, in place of the screen."""

    verb = "ord"
    ref: str


@dataclass(frozen=True)
class MyOrderApart(Callback):
    """The same in a message of its own: from receipts and pushed messages, which stay as they are."""

    verb = "see"
    ref: str


@dataclass(frozen=True)
class CodesAgain(Callback):
    """The codes of an order once more."""

    verb = "again"
    ref: str


@dataclass(frozen=True)
class HideCodes(Callback):
    """Takes the codes of this message out of sight; their order keeps them."""

    verb = "hide"
    ref: str
