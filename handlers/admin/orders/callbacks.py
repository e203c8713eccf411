"""What the staff's buttons about orders say."""

from dataclasses import dataclass
from typing import Final

from bot.shop.order_status import OrderStatus
from bot.shop.paging import FIRST, Cursor
from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class OpenOrders(Callback):
    """Staff: a page of the orders that are not final."""

    verb = "a-open"
    cursor: Cursor = FIRST


@dataclass(frozen=True)
class FoundOrders(Callback):
    """Staff: a page of the orders whose customer nobody knows; page 0 is the first, in a message of its
    own.
    """

    verb = "a-lost"
    cursor: Cursor = FIRST


@dataclass(frozen=True)
class StaffOrder(Callback):
    """Staff: one order's dossier."""

    verb = "a-ord"
    ref: str


@dataclass(frozen=True)
class StaffOrderApart(Callback):
    """Staff: the same in a message of its own, from an alert, which stays."""

    verb = "a-see"
    ref: str


@dataclass(frozen=True)
class SendMessageAgain(Callback):
    """Staff: a message that Telegram refused, at once again."""

    verb = "a-msg"
    message_id: int


@dataclass(frozen=True)
class AskDecision(Callback):
    """Staff: are you sure? `decision` has a point where the service's word has a colon."""

    verb = "a-ask"
    ref: str
    decision: str


@dataclass(frozen=True)
class Decide(Callback):
    """Staff: the decision, confirmed."""

    verb = "a-do"
    ref: str
    decision: str


@dataclass(frozen=True)
class WriteOrderNumber(Callback):
    """Staff: which order at the supplier it is, typed next."""

    verb = "a-num"
    ref: str


@dataclass(frozen=True)
class AdoptNumber(Callback):
    """Staff: the typed one, confirmed."""

    verb = "a-numy"
    ref: str
    supplier_order_id: str


@dataclass(frozen=True)
class AskWriteOff(Callback):
    """Staff: no money is expected back for an order's debit without goods. Why not? It is typed next."""

    verb = "a-wo"
    ref: str


@dataclass(frozen=True)
class WriteOff(Callback):
    """Staff: the write-off, confirmed; the reason was noted."""

    verb = "a-woy"
    ref: str


@dataclass(frozen=True)
class RevealCodes(Callback):
    """Staff who may see codes: those of an order. Why? It is typed next."""

    verb = "a-codes"
    ref: str


@dataclass(frozen=True)
class Serials(Callback):
    """Staff: the serial numbers of an order's cards."""

    verb = "a-ser"
    ref: str


@dataclass(frozen=True)
class OrderListed(Callback):
    """Staff: a page of all orders. `status`, `ordinal` (of a day) and `of` (`c1001` for those of a customer,
    `o17` for those of the product of an order) say which, `any` and 0 that it does not matter; `behind` is
    the last order of the page before.
    """

    verb = "a-list"
    status: str
    ordinal: int
    of: str
    behind: int


@dataclass(frozen=True)
class OrderStatuses(Callback):
    """Staff: which status? Of that day, or of any."""

    verb = "a-lst"
    ordinal: int


ANY: Final = "any"
"""Whichever."""
ALL_ORDERS: Final = OrderListed(ANY, 0, ANY, 0)
"""The button to all orders."""
HELD_ORDERS: Final = OrderListed(OrderStatus.NEEDS_REVIEW, 0, ANY, 0)
"""The button to those that wait for a decision."""


@dataclass(frozen=True)
class RefundOrder(Callback):
    """Staff: a part of an order's price or all of it goes back; how much is typed next."""

    verb = "a-rfamt"
    ref: str


@dataclass(frozen=True)
class FindOwner(Callback):
    """Staff: whose is this order, which has no customer? Typed next."""

    verb = "a-whose"
    ref: str


@dataclass(frozen=True)
class AskGiveOrder(Callback):
    """Staff: is it really theirs?"""

    verb = "a-theirs"
    ref: str
    user_id: int


@dataclass(frozen=True)
class GiveOrder(Callback):
    """Staff: it is theirs."""

    verb = "a-given"
    ref: str
    user_id: int
