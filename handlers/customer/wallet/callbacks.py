"""What the buttons to the wallet say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class MyWallet(Callback):
    """A page of the wallet's entries."""

    verb = "wal"
    page: int
