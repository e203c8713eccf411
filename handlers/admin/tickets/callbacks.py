"""What the staff's buttons about tickets say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class Tickets(Callback):
    """Staff: some tickets; `which` is a `TicketList`, `after` where the page begins (0: the first)."""

    verb = "t-list"
    which: str
    after: int


@dataclass(frozen=True)
class ShowTicket(Callback):
    """Staff: one ticket."""

    verb = "t-see"
    ticket_id: int


@dataclass(frozen=True)
class ShowTicketApart(Callback):
    """Staff: the same in a message of its own, from a message that stays."""

    verb = "t-open"
    ticket_id: int


@dataclass(frozen=True)
class TakeTicket(Callback):
    """Staff: it is mine from now on. `user_id` is whose it was when this was shown (0: nobody's), `page` is 1
    where it stands under the ticket's own page.
    """

    verb = "t-take"
    ticket_id: int
    user_id: int
    page: int


@dataclass(frozen=True)
class ReleaseTicket(Callback):
    """Staff: it is mine no more."""

    verb = "t-free"
    ticket_id: int


@dataclass(frozen=True)
class CloseTicket(Callback):
    """Staff: it is over. `page` as in `TakeTicket`."""

    verb = "t-shut"
    ticket_id: int
    page: int


@dataclass(frozen=True)
class ReopenTicket(Callback):
    """Staff: it goes on."""

    verb = "t-again"
    ticket_id: int


@dataclass(frozen=True)
class AnswerTicket(Callback):
    """Staff: the next message is the answer."""

    verb = "t-ans"
    ticket_id: int


@dataclass(frozen=True)
class TicketOrders(Callback):
    """Staff: the orders of whoever wrote it."""

    verb = "t-ords"
    ticket_id: int


@dataclass(frozen=True)
class SupplierText(Callback):
    """Staff: what the supplier's support needs about a code that does not work."""

    verb = "t-supp"
    ticket_id: int


@dataclass(frozen=True)
class PickReply(Callback):
    """Staff: which of the ready answers? `page` is 0 under a message that stays."""

    verb = "t-rep"
    ticket_id: int
    page: int


@dataclass(frozen=True)
class ShowReply(Callback):
    """Staff: this one, in the customer's language; send it?"""

    verb = "t-repq"
    ticket_id: int
    reply_id: int


@dataclass(frozen=True)
class SendReply(Callback):
    """Staff: send it."""

    verb = "t-repy"
    ticket_id: int
    reply_id: int


@dataclass(frozen=True)
class Replies(Callback):
    """Staff: the ready answers."""

    verb = "t-reps"
    page: int


@dataclass(frozen=True)
class OpenReply(Callback):
    """Staff: one of them, in all its languages."""

    verb = "t-repo"
    reply_id: int


@dataclass(frozen=True)
class NewReply(Callback):
    """Staff: another one; its name is typed next."""

    verb = "t-repn"


@dataclass(frozen=True)
class WriteReply(Callback):
    """Staff: its text in that language is typed next."""

    verb = "t-repw"
    reply_id: int
    code: str


@dataclass(frozen=True)
class AskRemoveReply(Callback):
    """Staff: remove it?"""

    verb = "t-repd"
    reply_id: int


@dataclass(frozen=True)
class RemoveReply(Callback):
    """Staff: remove it, confirmed."""

    verb = "t-repx"
    reply_id: int
