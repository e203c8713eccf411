"""What the buttons about one's own data say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class MyData(Callback):
    """All that the shop keeps about me, as a file."""

    verb = "my-data"


@dataclass(frozen=True)
class AskForget(Callback):
    """What would go, and what stays, if I had myself erased?"""

    verb = "my-ask"


@dataclass(frozen=True)
class Forget(Callback):
    """Erase me; so many centimes in the wallet are given up with that."""

    verb = "my-go"
    centimes: int
