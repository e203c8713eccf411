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

from bot.shop.errors.customers import (
    AlreadyBoughtError,
    BannedError,
    CostRoseError,
    DayLimitError,
    DraftGoneError,
    ErasureBarredError,
    ErasureBarrier,
    FloatTooLowError,
    MaintenanceError,
    MethodClosedError,
    NoOrdersNowError,
    NotEnoughMoneyError,
    NotForSaleError,
    NotFoundError,
    OutOfStockError,
    OutsideHoursError,
    OverReason,
    PaymentOverError,
    PromoRefusedError,
    QuantityNotAllowedError,
    QuoteChangedError,
    SoldOutError,
    SupplierAwayError,
    TooBusyError,
    TooManyLooksError,
    TooManyRequestsError,
    TooManyTriesError,
    TooManyWatchedError,
    TooMuchWrittenError,
)
from bot.shop.errors.kinds import (
    AddMoneyError,
    AlreadyDoneError,
    ChooseAgainError,
    ClosedError,
    LookAgainError,
    ShopError,
    TryAgainLaterError,
    TryTransactionAgainError,
)
from bot.shop.errors.staff import (
    AlreadyDecidedError,
    BadAmountError,
    BadSettingError,
    BelowCostError,
    BroadcastMovedError,
    NothingLeftError,
    NotTheirsError,
    ProofChangedError,
    ProofRepeatedError,
    ReceiptsDayLimitError,
    RefundedMeanwhileError,
    RuleChangedError,
    StaffDayLimitError,
    StaffRefusal,
    TooManyRepliesError,
    UndoneBeforeError,
    UndoOverError,
)

__all__ = [
    "AddMoneyError",
    "AlreadyBoughtError",
    "AlreadyDecidedError",
    "AlreadyDoneError",
    "BadAmountError",
    "BadSettingError",
    "BannedError",
    "BelowCostError",
    "BroadcastMovedError",
    "ChooseAgainError",
    "ClosedError",
    "CostRoseError",
    "DayLimitError",
    "DraftGoneError",
    "ErasureBarredError",
    "ErasureBarrier",
    "FloatTooLowError",
    "LookAgainError",
    "MaintenanceError",
    "MethodClosedError",
    "NoOrdersNowError",
    "NotEnoughMoneyError",
    "NotForSaleError",
    "NotFoundError",
    "NotTheirsError",
    "NothingLeftError",
    "OutOfStockError",
    "OutsideHoursError",
    "OverReason",
    "PaymentOverError",
    "PromoRefusedError",
    "ProofChangedError",
    "ProofRepeatedError",
    "QuantityNotAllowedError",
    "QuoteChangedError",
    "ReceiptsDayLimitError",
    "RefundedMeanwhileError",
    "RuleChangedError",
    "ShopError",
    "SoldOutError",
    "StaffDayLimitError",
    "StaffRefusal",
    "SupplierAwayError",
    "TooBusyError",
    "TooManyLooksError",
    "TooManyRepliesError",
    "TooManyRequestsError",
    "TooManyTriesError",
    "TooManyWatchedError",
    "TooMuchWrittenError",
    "TryAgainLaterError",
    "TryTransactionAgainError",
    "UndoOverError",
    "UndoneBeforeError",
]
