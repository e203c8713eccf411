"""What the buttons to a product's guide say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class HowToRedeem(Callback):
    """How a product's codes are redeemed."""

    verb = "how"
    key: str


@dataclass(frozen=True)
class HowToRedeemOrder(Callback):
    """The same for what was ordered, in a message of its own."""

    verb = "howo"
    ref: str


@dataclass(frozen=True)
class ProductPicture(Callback):
    """The picture that the merchant gave a product."""

    verb = "pic"
    key: str


@dataclass(frozen=True)
class ClosePicture(Callback):
    """Takes the picture out of the chat again."""

    verb = "picx"
