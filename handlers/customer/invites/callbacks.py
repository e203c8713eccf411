"""What the button to the invitations says."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class MyInvitations(Callback):
    """One's own link, and what came of it."""

    verb = "inv"
