"""What a person may decide about an order that is held."""

from enum import StrEnum
from typing import Self

from bot.shop.lost_orders.investigation import Findings
from bot.shop.order_status import HeldReason, OrderStatus
from bot.shop.refs import short_key
from storage.purchases.orders import OrderRow


class DecisionKind(StrEnum):
    """What a decision does.

    A refund's kind says what its question said: `REFUND` that no debit was found, `REFUND_DEBITED` that the
    supplier took money, `REFUND_UNASKED` that nobody could be asked. When that has changed since, it is asked
    anew.
    """

    LOOK_AGAIN = "look_again"
    ADOPT = "adopt"
    DELIVER = "deliver"
    BUY_AT_LOSS = "buy_at_loss"
    REFUND = "refund"
    REFUND_DEBITED = "refund_debited"
    REFUND_UNASKED = "refund_unasked"


class Decision(str):
    """A decision as buttons and the audit log spell it: its kind, and for `ADOPT` the key of the supplier's
    order behind a colon.

    Services make these. What a button brings back is only compared with them.
    """

    __slots__ = ("key", "kind")
    kind: DecisionKind
    key: str

    def __new__(cls, kind: DecisionKind, key: str = "") -> Self:
        """Puts the two together."""
        self = super().__new__(cls, f"{kind}:{key}" if key else kind)
        self.kind, self.key = kind, key
        return self


def open_decisions(row: OrderRow, findings: Findings, *, unasked: bool) -> tuple[Decision, ...]:
    """What may be decided about an order now. `unasked`: not all of `findings` could be asked for."""
    kinds = DecisionKind
    if row.status != OrderStatus.NEEDS_REVIEW:
        return ()
    if row.held_reason is HeldReason.DEARER:
        return (Decision(kinds.BUY_AT_LOSS), Decision(kinds.REFUND))
    debited = kinds.REFUND_DEBITED if findings.debits else kinds.REFUND
    refund = Decision(kinds.REFUND_UNASKED if unasked else debited)
    if row.supplier_order_id:
        return (Decision(kinds.LOOK_AGAIN), Decision(kinds.DELIVER), refund)
    adopt = (Decision(kinds.ADOPT, short_key(candidate.order_id)) for candidate in findings.candidates)
    return (Decision(kinds.LOOK_AGAIN), *adopt, refund)
