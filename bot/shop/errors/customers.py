"""What can go wrong for a person in the shop, named by what to do about it.

ShopError
├── TryAgainLaterError     nothing is wrong with the wish; ask again in a while
│   ├── SupplierAwayError      the supplier does not answer or turns us away
│   │   ├── NoOrdersNowError       it has for so long that no orders are taken: nobody was asked
│   │   └── TooBusyError           the shop asks the supplier as often as it may: nobody was asked
│   │       └── TooManyLooksError      this person had it asked as often as one person may
│   ├── TooManyTriesError      too many codes that do not exist; `until` says when to try again
│   ├── TooMuchWrittenError    has written as much as one may; `until` says when again
│   └── TooManyRequestsError   this customer has as many payments under way as one may
├── ChooseAgainError       this wish cannot be met; another one can
│   ├── NotForSaleError        product or type is not (or no longer) sold here
│   ├── SoldOutError           no stock at all
│   │   └── OutOfStockError    none either when the type was last looked at
│   ├── QuantityNotAllowedError outside least..most
│   ├── DayLimitError          this customer had as many today as one may
│   ├── PromoRefusedError      this code cannot be used here; `reason` says why
│   ├── DraftGoneError         the choice behind this button is over
│   ├── CostRoseError          no more money is asked for this order: the supplier wants more than it brings
│   ├── PaymentOverError       this order does not wait for money any more
│   ├── MethodClosedError         this way to pay is not on, or not for this amount
│   ├── TooManyWatchedError    this customer keeps an eye on as many types as one may
│   ├── TooManyRepliesError    the staff keep as many answers ready as one may
│   └── NotFoundError          no such order, customer, category for this person
├── LookAgainError
│   ├── QuoteChangedError      price or stock moved, or the quote is old: a new confirmation to look at
│   ├── ProofChangedError      the customer has sent another receipt since; the decision was about the old one
│   ├── RuleChangedError       another price rule was saved for these goods since this one was shown
│   └── ProofRepeatedError     the same file or number was sent before; staff have to say that they saw that
├── AddMoneyError
│   └── NotEnoughMoneyError    the wallet does not cover it
├── AlreadyDoneError
│   ├── AlreadyBoughtError     this button has made its order; here is its ref
│   ├── AlreadyDecidedError    a colleague was first; here is who
│   ├── BroadcastMovedError    a message to many was begun, paused or ended meanwhile
│   ├── NothingLeftError       so much cannot be given back any more; here is what can
│   ├── UndoneBeforeError      this booking was undone
│   └── RefundedMeanwhileError something was given back since this was asked: how much, and what is left
├── ClosedError
│   ├── MaintenanceError       the merchant has closed for a while
│   ├── OutsideHoursError      the shop is closed at this hour; here is when it opens
│   └── FloatTooLowError       the shop cannot buy this much at the supplier now
├── UndoOverError          this booking cannot be undone any more: its time is over
├── BelowCostError         a set price that would sell below cost; the merchant has to confirm
├── BannedError            the merchant does not serve this person any more
├── ErasureBarredError     somebody cannot be erased now; `reason` says why
├── NotTheirsError         a member of the staff may not do that; `reason` says why
├── StaffDayLimitError     this member of the staff has moved as much money today as they may
│   └── ReceiptsDayLimitError   … has approved receipts of as much
├── BadSettingError        a setting cannot have this value
└── BadAmountError         a staff member named an amount that cannot be booked

The texts people read are in `handlers/locales`; these carry what such a text needs.
"""

from datetime import datetime
from enum import StrEnum

from bot.shop.money import Money
from bot.shop.order_status import ChangeReason
from bot.shop.quotes import Confirmation, PromoRefusal
from storage import trouble

TryTransactionAgainError = trouble.TryTransactionAgainError
"""The database is away for a moment: what was asked is done again, with the same key."""


class ShopError(Exception):
    """Anything that the shop answers a person instead of doing what they asked."""


class TryAgainLaterError(ShopError):
    """Nothing is wrong with the wish; ask again in a while."""


class SupplierAwayError(TryAgainLaterError):
    """The supplier does not answer, or turns us away.

    `retry_after` seconds are what it asked for, if it did; `refused_key` is its code when it does not take
    our key.
    """

    def __init__(self, retry_after: float = 0.0, *, refused_key: str | None = None) -> None:
        super().__init__("the supplier is away")
        self.retry_after = retry_after
        self.refused_key = refused_key


class NoOrdersNowError(SupplierAwayError):
    """The supplier refuses the key, or has been away for long: no orders are taken until it is back."""


class TooBusyError(SupplierAwayError):
    """The shop asks the supplier as often as it may. For whoever wants an answer now, the same as no
    answer.
    """


class TooManyLooksError(TooBusyError):
    """This person had the supplier asked as often as one person may; in `retry_after` seconds they may
    again.
    """


class TooManyTriesError(TryAgainLaterError):
    """Somebody wrote too many codes that do not exist; the next try is free at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"no more tries before {until}")
        self.until = until


class TooMuchWrittenError(TryAgainLaterError):
    """This customer's messages fill what the shop keeps for its staff; there is room again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"no more messages before {until}")
        self.until = until


class TooManyRequestsError(TryAgainLaterError):
    """Somebody has as many payments under way as one may; each ends by itself or by a decision."""


class ChooseAgainError(ShopError):
    """This wish cannot be met; another one can."""


class NotForSaleError(ChooseAgainError):
    """The product or type is not, or no longer, sold here."""


class SoldOutError(ChooseAgainError):
    """No stock at all."""


class OutOfStockError(SoldOutError):
    """None either when the type was last looked at: its button says so already."""


class QuantityNotAllowedError(ChooseAgainError):
    """The quantity is outside `least`..`most`."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(f"quantity must be {least} to {most}")
        self.least = least
        self.most = most


class DayLimitError(ChooseAgainError):
    """A customer may have `most` of these in a day, and has `left` of them left, fewer than asked for."""

    def __init__(self, most: int, left: int) -> None:
        super().__init__(f"{left} of {most} left today")
        self.most = most
        self.left = left


class PromoRefusedError(ChooseAgainError):
    """This promo code cannot be used for this; `least` is what the order would have to cost."""

    def __init__(self, reason: PromoRefusal, least: Money | None = None) -> None:
        super().__init__(f"promo code refused: {reason}")
        self.reason = reason
        self.least = least


class CostRoseError(ChooseAgainError):
    """The supplier asks more than this order brings, so no more money is asked for it. What came for it still
    counts.
    """

    def __init__(self, ref: str) -> None:
        super().__init__(f"the cost of order {ref} rose")
        self.ref = ref


class DraftGoneError(ChooseAgainError):
    """The choice behind this button is over."""


class OverReason(StrEnum):
    """Why no more money is asked for an order that has not ended."""

    LOOKED_INTO = "looked_into"
    """Its time is over, and it may have been paid in time: what was asked for is still looked into."""


class PaymentOverError(ChooseAgainError):
    """The order does not wait for money any more; `why` is the reason of its latest change."""

    def __init__(self, ref: str, why: ChangeReason | OverReason) -> None:
        super().__init__(f"{ref} does not wait for money: {why}")
        self.ref = ref
        self.why = why


class MethodClosedError(ChooseAgainError):
    """This way to pay is not on, or does not take this amount."""


class TooManyWatchedError(ChooseAgainError):
    """This customer keeps an eye on `most` types, which is as many as one may."""

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} types are watched already")
        self.most = most


class TooManyRepliesError(ChooseAgainError):
    """The staff keep `most` answers ready already."""

    def __init__(self, most: int) -> None:
        super().__init__(f"there are {most} answers")
        self.most = most


class NotFoundError(ChooseAgainError):
    """There is no such thing for this person."""


class LookAgainError(ShopError):
    """Something moved: show it and ask again."""


class QuoteChangedError(LookAgainError):
    """The new `confirmation` costs something else than `old_total`, or the old quote had run out."""

    def __init__(self, confirmation: Confirmation, old_total: Money) -> None:
        super().__init__("the quote changed")
        self.confirmation = confirmation
        self.old_total = old_total


class RuleChangedError(LookAgainError):
    """Another price rule was saved for these goods since this one was shown."""


class ProofChangedError(LookAgainError):
    """The customer has sent another receipt since: a decision about the old one does not hold for it."""


class ProofRepeatedError(LookAgainError):
    """The same file or number stands in an earlier receipt, and whoever approves has not said that they saw
    that.
    """


class AddMoneyError(ShopError):
    """Money first."""


class NotEnoughMoneyError(AddMoneyError):
    """The wallet holds `missing` too little. `confirmation` is the choice, which is kept; None outside a
    purchase.
    """

    def __init__(self, missing: Money, confirmation: Confirmation | None = None) -> None:
        super().__init__("not enough money in the wallet")
        self.missing = missing
        self.confirmation = confirmation


class AlreadyDoneError(ShopError):
    """It was done before; nothing was done twice."""


class BroadcastMovedError(AlreadyDoneError):
    """A message to many is not any more where that can be done to it."""


class AlreadyBoughtError(AlreadyDoneError):
    """This button has made its order."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"already ordered as {ref}")
        self.ref = ref


class AlreadyDecidedError(AlreadyDoneError):
    """A colleague was first: `staff_id`, None when nobody knows."""

    def __init__(self, staff_id: int | None) -> None:
        super().__init__("already decided")
        self.staff_id = staff_id


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


class ClosedError(ShopError):
    """The shop does not sell this now."""


class MaintenanceError(ClosedError):
    """The merchant has closed for a while. `words`: what they say to that; None: nothing of their own."""

    def __init__(self, words: str | None = None) -> None:
        super().__init__("closed")
        self.words = words


class OutsideHoursError(ClosedError):
    """It is none of the shop's hours `now`; `opens_at` is when the next ones begin."""

    def __init__(self, opens_at: datetime, now: datetime) -> None:
        super().__init__(f"closed until {opens_at}")
        self.opens_at = opens_at
        self.now = now


class FloatTooLowError(ClosedError):
    """The shop cannot buy this much at the supplier now."""


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


class BannedError(ShopError):
    """The merchant does not serve this person any more; open orders go on."""


class ErasureBarrier(StrEnum):
    """Why somebody cannot be erased now; a text `erasure-REASON` says each."""

    OPEN_ORDERS = "open_orders"
    RECENT_ORDER = "recent_order"
    PAYMENTS = "payments"
    """Money is asked for, is being looked into, or goes back."""
    MONEY_CHANGED = "money_changed"
    """The wallet holds another amount than they were shown."""
    BANNED = "banned"
    """Erased, they would be unknown, and no longer banned."""
    WORKS_HERE = "works_here"


class ErasureBarredError(ShopError):
    """Somebody cannot be erased now."""

    def __init__(self, reason: ErasureBarrier) -> None:
        super().__init__(f"not erased: {reason}")
        self.reason = reason


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
