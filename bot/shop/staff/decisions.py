"""What a person may decide about an order that is held."""

from enum import StrEnum
from typing import Self


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
