"""What the buttons that send something to the shop say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class WriteToShop(Callback):
    """The next message goes to the shop."""

    verb = "wrt"


@dataclass(frozen=True)
class SendToShop(Callback):
    """What was not understood goes to the shop."""

    verb = "snd"
    support_id: int
