"""What the buttons to the wallet say."""

from dataclasses import dataclass

from bot.shop.paging import FIRST, Cursor
from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class MyWallet(Callback):
    """A page of the wallet's entries."""

    verb = "wal"
    cursor: Cursor = FIRST
