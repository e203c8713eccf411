"""What the buttons from a type to an order say. All but the first and the last are bound to a draft."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class OpenType(Callback):
    """One type: the confirmation of one card."""

    verb = "typ"
    product_key: str
    type_key: str


@dataclass(frozen=True)
class ChooseQuantity(Callback):
    """So many: the confirmation. Pressed again it looks again, at price, stock and wallet."""

    verb = "qty"
    draft_id: str
    quantity: int


@dataclass(frozen=True)
class ChangeQuantity(Callback):
    """Another quantity of the same choice."""

    verb = "chg"
    draft_id: str


@dataclass(frozen=True)
class Buy(Callback):
    """The single-use token of design §3."""

    verb = "buy"
    draft_id: str


@dataclass(frozen=True)
class LeaveDraft(Callback):
    """Back to the product's types. Bound to the draft, so that a receipt is never browsed over."""

    verb = "drop"
    draft_id: str
    product_key: str


@dataclass(frozen=True)
class PayDraft(Callback):
    """Pay this order now, in one of the ways: the confirmation becomes an order that waits for its money."""

    verb = "pay"
    draft_id: str
    way: str


@dataclass(frozen=True)
class AskPromo(Callback):
    """A customer has a promo code for this choice."""

    verb = "promo"
    draft_id: str
    quantity: int


@dataclass(frozen=True)
class OrderAgain(Callback):
    """The same goods as in an order: a fresh confirmation, in a message of its own."""

    verb = "pwg"
    ref: str


@dataclass(frozen=True)
class OrderAgainHere(Callback):
    """The same in place of the screen."""

    verb = "pwh"
    ref: str
