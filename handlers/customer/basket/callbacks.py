"""What the buttons of a basket say. Those beside Buy are bound to the basket or to one of its lines, so
that nothing is shown over a receipt.
"""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class OpenBasket(Callback):
    """The basket as it is now."""

    verb = "bsk"


@dataclass(frozen=True)
class AddToBasket(Callback):
    """From a confirmation: not bought yet, but put into the basket."""

    verb = "bska"
    draft_id: str


@dataclass(frozen=True)
class BasketAgain(Callback):
    """All types that were bought together with an order, once more."""

    verb = "bskg"
    ref: str


@dataclass(frozen=True)
class OpenBasketLine(Callback):
    """One line, to change it."""

    verb = "bskl"
    line_id: str


@dataclass(frozen=True)
class SetBasketQuantity(Callback):
    """So many of a line."""

    verb = "bskq"
    line_id: str
    quantity: int


@dataclass(frozen=True)
class RemoveFromBasket(Callback):
    """Without this line."""

    verb = "bskr"
    line_id: str


@dataclass(frozen=True)
class KeepTheRest(Callback):
    """Without what is not there any more."""

    verb = "bskk"
    basket_id: str


@dataclass(frozen=True)
class EmptyBasket(Callback):
    """Without everything."""

    verb = "bske"
    basket_id: str


@dataclass(frozen=True)
class LeaveBasket(Callback):
    """On to the shop; the basket is kept."""

    verb = "bsks"
    basket_id: str


@dataclass(frozen=True)
class AskBasketCode(Callback):
    """A customer has a promo code for the basket."""

    verb = "bskc"
    basket_id: str


@dataclass(frozen=True)
class BuyBasket(Callback):
    """All of it, as it stood beside this button: the version says what that was."""

    verb = "bskb"
    basket_id: str
    version: int


@dataclass(frozen=True)
class PayBasket(Callback):
    """The same, paid in one of the ways: its orders wait for their money."""

    verb = "bskp"
    basket_id: str
    version: int
    way: str
