"""What the buttons of the staff's overview say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class Overview(Callback):
    """Staff: what is going on."""

    verb = "a-all"


@dataclass(frozen=True)
class SetMaintenance(Callback):
    """Staff: 1 closes the shop, 0 opens it."""

    verb = "a-shut"
    on: int
