"""What the staff's buttons about messages to many say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class WriteBroadcast(Callback):
    """Staff: the next message is it; 0: a new one, else other words for this one."""

    verb = "b-new"
    broadcast_id: int


@dataclass(frozen=True)
class ShowBroadcast(Callback):
    """Staff: a draft, or how far it is."""

    verb = "b-see"
    broadcast_id: int


@dataclass(frozen=True)
class PickAudience(Callback):
    """Staff: for whom?"""

    verb = "b-whom"
    broadcast_id: int


@dataclass(frozen=True)
class SetAudience(Callback):
    """Staff: for them: all, wallet, language.CODE, idle.DAYS or bought.KEY, with the product's key."""

    verb = "b-for"
    broadcast_id: int
    audience: str


@dataclass(frozen=True)
class AskBoughtProduct(Callback):
    """Staff: for those who bought a product, whose name is typed next."""

    verb = "b-prd"
    broadcast_id: int


@dataclass(frozen=True)
class AskBroadcastButtons(Callback):
    """Staff: its buttons are typed next."""

    verb = "b-btn"
    broadcast_id: int


@dataclass(frozen=True)
class NoBroadcastButtons(Callback):
    """Staff: without buttons."""

    verb = "b-btn0"
    broadcast_id: int


@dataclass(frozen=True)
class AskSend(Callback):
    """Staff: to how many, in how long? Then send it?"""

    verb = "b-ask"
    broadcast_id: int


@dataclass(frozen=True)
class SendBroadcast(Callback):
    """Staff: send it."""

    verb = "b-go"
    broadcast_id: int


@dataclass(frozen=True)
class PauseBroadcast(Callback):
    """Staff: nobody else for now."""

    verb = "b-wait"
    broadcast_id: int


@dataclass(frozen=True)
class ResumeBroadcast(Callback):
    """Staff: go on."""

    verb = "b-on"
    broadcast_id: int


@dataclass(frozen=True)
class AskStopBroadcast(Callback):
    """Staff: end it for good?"""

    verb = "b-end"
    broadcast_id: int


@dataclass(frozen=True)
class StopBroadcast(Callback):
    """Staff: end it, confirmed."""

    verb = "b-endy"
    broadcast_id: int
