"""What the shop could not do, in the reader's words: one sentence for each class of `bot.shop.errors`.

Journeys that can do more than say so (show the new quote, offer other types) catch those classes themselves.
"""

import math

from bot.shop import errors
from bot.shop.basket import contents as basket
from bot.shop.billing.transfers.false_proofs import FalseBeforeError
from bot.shop.gifts import gifts
from bot.shop.orders.drafts import ForFriendError, InBasketError
from bot.shop.outbox.supplier_absence import Away
from bot.shop.reviews import words
from bot.shop.reviews.reviews import ReviewsOffError
from handlers.ui.context import ShopContext
from handlers.ui.texts import Code, Phrase, Texts, TextValue, isolated

_SENTENCES: dict[type[errors.ShopError], str] = {
    errors.SupplierAwayError: "error-supplier-away",
    errors.NoOrdersNowError: "error-no-orders-now",
    errors.TooBusyError: "error-too-busy",
    errors.TooManyLooksError: "error-too-many-looks",
    errors.TooManyTriesError: "error-too-many-codes",
    errors.TooMuchWrittenError: "error-too-much-written",
    errors.TooManyRequestsError: "error-too-many-requests",
    errors.NotForSaleError: "error-not-for-sale",
    errors.OutOfStockError: "error-out-of-stock",
    errors.SoldOutError: "error-sold-out",
    errors.QuantityNotAllowedError: "error-quantity",
    errors.DayLimitError: "error-day-limit",
    errors.BelowCostError: "error-below-cost",
    errors.DraftGoneError: "error-draft-gone",
    InBasketError: "error-in-basket",
    ForFriendError: "error-for-friend",
    gifts.TooManyLinksError: "error-gift-guesses",
    gifts.GiftUnknownError: "error-gift-unknown",
    FalseBeforeError: "error-false-before",
    gifts.GiftTakenError: "error-gift-taken",
    gifts.GiftRevokedError: "error-gift-revoked",
    gifts.TooLateForGiftError: "error-gift-late",
    basket.BasketGoneError: "error-basket-gone",
    basket.BasketFullError: "error-basket-full",
    basket.BasketChangedError: "error-basket-changed",
    basket.BasketBoughtError: "error-basket-bought",
    errors.CostRoseError: "error-cost-rose",
    errors.PaymentOverError: "error-payment-over",
    errors.MethodClosedError: "error-way-closed",
    errors.TooManyWatchedError: "error-too-many-watched",
    errors.TooManyRepliesError: "error-too-many-replies",
    ReviewsOffError: "error-reviews-off",
    words.NoWordsError: "error-no-words",
    words.WordsTooLongError: "error-words-too-long",
    errors.NotFoundError: "error-not-found",
    errors.QuoteChangedError: "error-quote-changed",
    errors.RuleChangedError: "error-rule-changed",
    errors.ProofChangedError: "error-receipt-changed",
    errors.ProofRepeatedError: "error-receipt-repeated",
    errors.NotEnoughMoneyError: "error-not-enough-money",
    errors.AlreadyBoughtError: "error-already-bought",
    errors.AlreadyDecidedError: "error-already-decided",
    errors.BroadcastMovedError: "error-broadcast-moved",
    errors.NothingLeftError: "error-nothing-left",
    errors.RefundedMeanwhileError: "error-refunded-meanwhile",
    errors.UndoneBeforeError: "error-undone-before",
    errors.UndoOverError: "error-undo-over",
    errors.MaintenanceError: "error-maintenance",
    errors.BadSettingError: "error-bad-setting",
    errors.FloatTooLowError: "error-float-too-low",
    errors.BadAmountError: "error-bad-amount",
    errors.TryAgainLaterError: "error-too-busy",
    errors.ShopError: "error-not-possible",
}


def sentence(texts: Texts, error: errors.ShopError) -> str:  # noqa: PLR0911 - one for each that says more than its class
    """The error in plain words, short enough for a toast."""
    if isinstance(error, errors.BadAmountError) and error.least is not None and error.most is not None:
        return texts.plain("amount-refused", least=error.least, most=error.most)
    if isinstance(error, errors.OutsideHoursError):
        return outside_hours(texts, error)
    if isinstance(error, errors.NothingLeftError) and error.refunded and not error.left:
        return texts.plain("error-refunded-in-full")
    if isinstance(error, errors.ErasureBarredError):
        return texts.plain(f"erasure-{error.reason}")
    if isinstance(error, errors.NotTheirsError):
        return texts.plain(f"nottheirs-{error.reason}")
    if isinstance(error, errors.BannedError):
        return texts.plain("banned", shop=texts.shop_name)
    if isinstance(error, errors.ReceiptsDayLimitError):
        return texts.plain("receipts-day-limit", amount=error.most, left=error.left)
    if isinstance(error, errors.StaffDayLimitError):
        return texts.plain("staff-day-limit", amount=error.most, left=error.left)
    words = error.words if isinstance(error, errors.MaintenanceError) else None
    key = next(_SENTENCES[kind] for kind in type(error).__mro__ if kind in _SENTENCES)
    return words or texts.plain(key, **_values(error))


def outside_hours(texts: Texts, error: errors.OutsideHoursError) -> Phrase:
    """That the shop is closed at this hour, in the merchant's own words if there are some; when it opens."""
    opens = texts.plain("opens-again", at=texts.deadline(error.opens_at, error.now))
    own = texts.own("closed")
    return Phrase.of([texts.plain("closed-now") if own is None else isolated(own), opens], " ")


async def tell(context: ShopContext, error: errors.ShopError) -> None:
    """Says it where the person is: an alert on a press, a message on a message."""
    await context.say(sentence(context.texts, error))


async def tell_staff(context: ShopContext, error: errors.ShopError) -> None:
    """The same to staff at their own work: of a supplier
    that is away they hear what is known, not to be patient.
    """
    if not isinstance(error, errors.SupplierAwayError):
        await tell(context, error)
        return
    texts, seen = context.texts, await context.services.admin_overview.supplier()
    match seen.away:
        case _ if isinstance(error, errors.TooManyLooksError):
            what = texts.plain("staff-too-many-looks", seconds=math.ceil(error.retry_after))
        case _ if isinstance(error, errors.TooBusyError):
            what = texts.plain("staff-too-busy")
        case Away(since=since, refused_key=None):
            what = texts.plain("staff-supplier-away", at=since)
        case Away(since=since, refused_key=str(code)):
            what = texts.plain("staff-key-refused", at=since, error=code)
        case None:
            what = texts.plain("staff-no-answer")
    if seen.float is None:
        money = texts.plain("staff-float-unknown")
    else:
        money = texts.plain("staff-float-known", float=seen.float, ago=texts.ago(seen.float_age))
    await context.say(Phrase.of([what, money], " "))


def _values(error: errors.ShopError) -> dict[str, TextValue]:  # noqa: C901, PLR0911 - one for each family
    match error:
        case errors.TooManyLooksError(retry_after=wait):
            return {"seconds": math.ceil(wait)}
        case errors.TooManyTriesError(until=until) | errors.TooMuchWrittenError(until=until):
            return {"until": until}
        case errors.DayLimitError(most=most, left=left_today):
            return {"most": most, "left": left_today}
        case (
            errors.TooManyWatchedError(most=most)
            | errors.TooManyRepliesError(most=most)
            | basket.BasketFullError(most=most)
        ):
            return {"most": most}
        case words.WordsTooLongError(length=length, most=most):
            return {"length": length, "most": most}
        case errors.QuantityNotAllowedError(least=least, most=most):
            return {"least": least, "most": most}
        case errors.NotEnoughMoneyError(missing=missing):
            return {"missing": missing}
        case errors.NothingLeftError(left=left):
            return {"left": left}
        case errors.RefundedMeanwhileError(amount=amount, left=left):
            return {"amount": amount, "left": left}
        case (
            errors.AlreadyBoughtError(ref=ref)
            | errors.PaymentOverError(ref=ref)
            | errors.CostRoseError(ref=ref)
        ):
            return {"ref": Code(ref)}
        case errors.QuoteChangedError(confirmation=confirmation):
            return {"total": confirmation.total}
        case _:
            return {}
