"""What the button to a receipt says."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class TakeReceipt(Callback):
    """The receipt of a paid order, as a picture in a message of its own."""

    verb = "rcpt"
    ref: str
