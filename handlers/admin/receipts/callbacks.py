"""What the staff's buttons about receipts of transfers say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


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
    """Staff: it is there, although the same receipt was sent
    before; `saw` stands for the earlier ones they were shown.
    """

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
class FalseReceipt(Callback):
    """Staff: it was approved, and is false. Why?"""

    verb = "a-rcf"
    request_id: str


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
