"""What members of the staff are answered instead of what they asked for."""

from enum import StrEnum

from bot.shop.errors.kinds import AlreadyDoneError, ChooseAgainError, LookAgainError, ShopError
from bot.shop.money import Money


class TooManyRepliesError(ChooseAgainError):
    """The staff keep `most` answers ready already."""

    def __init__(self, most: int) -> None:
        super().__init__(f"there are {most} answers")
        self.most = most


class RuleChangedError(LookAgainError):
    """Another price rule was saved for these goods since this one was shown."""


class ProofChangedError(LookAgainError):
    """The customer has sent another receipt since: a decision about the old one does not hold for it."""


class ProofRepeatedError(LookAgainError):
    """The same file or number stands in an earlier receipt, and whoever approves has not said that they saw
    that.
    """


class AlreadyDecidedError(AlreadyDoneError):
    """A colleague was first: `staff_id`, None when nobody knows."""

    def __init__(self, staff_id: int | None) -> None:
        super().__init__("already decided")
        self.staff_id = staff_id


class BroadcastMovedError(AlreadyDoneError):
    """A message to many is not any more where that can be done to it."""


class NothingLeftError(AlreadyDoneError):
    """So much cannot be given back; `left` is what can, zero when the order is not one to refund or all of it
    is back.

    `refunded` is what was given back before.
    """

    def __init__(self, left: Money, refunded: Money) -> None:
        super().__init__("not so much left to refund")
        self.left = left
        self.refunded = refunded


class RefundedMeanwhileError(AlreadyDoneError):
    """Since this refund was asked for, `amount` was given back for the order; `left` still can be."""

    def __init__(self, amount: Money, left: Money) -> None:
        super().__init__("something was refunded meanwhile")
        self.amount = amount
        self.left = left


class UndoneBeforeError(AlreadyDoneError):
    """This booking was undone; nothing was taken back twice."""


class UndoOverError(ShopError):
    """This booking cannot be undone any more: its time is over."""


class BelowCostError(ShopError):
    """A price below the cost, which the merchant has not confirmed at this cost."""

    def __init__(self, cost: Money) -> None:
        super().__init__("below cost")
        self.cost = cost


class StaffRefusal(StrEnum):
    """Why a member of the staff may not do something; a text `nottheirs-REASON` says each."""

    LOST = "lost"
    """They do not hold the right for it (any more)."""
    MORE_THAN_THEIRS = "more_than_theirs"
    """They would give or take what they do not hold themselves."""
    OWN_ROLE = "own_role"
    """Nobody changes their own role."""
    OWNER = "owner"
    """Only the settings make an owner, or end one."""
    WORKS_HERE = "works_here"
    """Who works here is not shut out: their role is taken first."""
    OWN_MONEY = "own_money"
    """Nobody with a limit a day decides about money of their own."""


class NotTheirsError(ShopError):
    """A member of the staff may not do that."""

    def __init__(self, reason: StaffRefusal) -> None:
        super().__init__(f"not theirs to do: {reason}")
        self.reason = reason


class StaffDayLimitError(ShopError):
    """This member of the staff may move `most` in a day, and `left` of that is left, less than asked for."""

    def __init__(self, most: Money, left: Money) -> None:
        super().__init__(f"{left} of {most} left today")
        self.most = most
        self.left = left


class ReceiptsDayLimitError(StaffDayLimitError):
    """The same for the receipts that they may approve in a day."""


class BadSettingError(ShopError):
    """The setting `key` cannot have this value; `with_` names another one that it does not go with."""

    def __init__(self, key: str, with_: str | None = None) -> None:
        super().__init__(f"{key} cannot be that")
        self.key = key
        self.with_ = with_


class BadAmountError(ShopError):
    """An amount that cannot be booked. `least` and `most` are what can be, where one pair of bounds says it
    all.
    """

    def __init__(self, least: Money | None = None, most: Money | None = None) -> None:
        super().__init__(f"amount must be {least} to {most}")
        self.least = least
        self.most = most
