"""What the buttons to pay for an order and to fill the wallet say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class PayWays(Callback):
    """The ways to pay for an order that waits, in a message of their own."""

    verb = "pws"
    ref: str


@dataclass(frozen=True)
class PayOrder(Callback):
    """One of them."""

    verb = "pwo"
    ref: str
    way: str


@dataclass(frozen=True)
class PayFromWallet(Callback):
    """The money for a waiting order is in the wallet by now."""

    verb = "pww"
    ref: str


@dataclass(frozen=True)
class CancelOrder(Callback):
    """An order that waits for its money is not wanted any more."""

    verb = "pwc"
    ref: str


@dataclass(frozen=True)
class TopUp(Callback):
    """How much into the wallet?"""

    verb = "tup"


@dataclass(frozen=True)
class TopUpAmount(Callback):
    """So much: in which way?"""

    verb = "tua"
    dinars: int


@dataclass(frozen=True)
class TopUpBy(Callback):
    """So much, this way."""

    verb = "tub"
    dinars: int
    way: str
