"""What the buttons that send something to the shop say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class WriteToShop(Callback):
    """The next message goes to the shop."""

    verb = "wrt"


@dataclass(frozen=True)
class WriteBack(Callback):
    """The next message goes to the shop, where that conversation goes on."""

    verb = "wrb"
    ticket_id: int


@dataclass(frozen=True)
class AskAboutOrder(Callback):
    """The next message is about this order."""

    verb = "sord"
    ref: str


@dataclass(frozen=True)
class HelpWithPayment(Callback):
    """Which payment is it about? They are shown."""

    verb = "spays"


@dataclass(frozen=True)
class AskAboutPayment(Callback):
    """The next message is about this payment."""

    verb = "spay"
    request_id: str


@dataclass(frozen=True)
class DeadCodes(Callback):
    """A code of this order does not work; which one, where there are several. `page` counts from 1."""

    verb = "dead"
    ref: str
    page: int


@dataclass(frozen=True)
class DeadCode(Callback):
    """It is this one, from 1; what it says is written next."""

    verb = "deadn"
    ref: str
    number: int


@dataclass(frozen=True)
class SendToShop(Callback):
    """What was not understood goes to the shop."""

    verb = "snd"
    support_id: int
