"""What the buttons of the staff say, all but those of prices, which stand in `handlers.admin.prices.callbacks`."""

from dataclasses import dataclass

from handlers.ui.callbacks import Callback


@dataclass(frozen=True)
class Overview(Callback):
    """Staff: what is going on."""

    verb = "a-all"


@dataclass(frozen=True)
class OpenOrders(Callback):
    """Staff: a page of the orders that are not final."""

    verb = "a-open"
    page: int


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
class StaffCustomer(Callback):
    """Staff: one customer."""

    verb = "a-cust"
    user_id: int


@dataclass(frozen=True)
class SetMaintenance(Callback):
    """Staff: 1 closes the shop, 0 opens it."""

    verb = "a-shut"
    on: int


@dataclass(frozen=True)
class LedgerDay(Callback):
    """Staff: one day's figures; the day as `2026-11-01`."""

    verb = "a-day"
    day: str


@dataclass(frozen=True)
class Receipts(Callback):
    """Staff: the receipts of transfers that wait for a decision."""

    verb = "a-rcs"


@dataclass(frozen=True)
class OpenReceipt(Callback):
    """Staff: one receipt with its pictures, at the end of the chat."""

    verb = "a-rc"
    request_id: str


@dataclass(frozen=True)
class ApproveReceipt(Callback):
    """Staff: the money is there. `receipt_id` is the receipt they saw: the request may get another one."""

    verb = "a-rcy"
    request_id: str
    receipt_id: int


@dataclass(frozen=True)
class ApproveRepeated(Callback):
    """Staff: it is there, although the same receipt was sent before; `saw` stands for the earlier ones they were shown."""

    verb = "a-rcr"
    request_id: str
    receipt_id: int
    saw: str


@dataclass(frozen=True)
class ChangeReceipt(Callback):
    """Staff: it is there, but another amount, which is typed next."""

    verb = "a-rcc"
    request_id: str
    receipt_id: int


@dataclass(frozen=True)
class RejectReceipt(Callback):
    """Staff: it is not there. Why?"""

    verb = "a-rcn"
    request_id: str
    receipt_id: int


@dataclass(frozen=True)
class RejectReceiptFor(Callback):
    """Staff: for this reason; `other` is typed next."""

    verb = "a-rcw"
    request_id: str
    receipt_id: int
    reason: str


@dataclass(frozen=True)
class DoRefund(Callback):
    """Staff: a refund that was typed, confirmed; `key` names what was noted of it, `to` where it goes."""

    verb = "a-rf"
    key: str
    to: str


@dataclass(frozen=True)
class Payments(Callback):
    """Staff: a page of the payments; 1: only those that fit nothing."""

    verb = "a-pays"
    page: int
    unmatched: int


@dataclass(frozen=True)
class OpenPayment(Callback):
    """Staff: one payment, with the ways to settle it."""

    verb = "a-pay"
    payment_id: int


@dataclass(frozen=True)
class SettlePayment(Callback):
    """Staff: `credit` it to its payer, or send it `back` the way it came."""

    verb = "a-payd"
    payment_id: int
    how: str
