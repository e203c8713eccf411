"""The books inside the shop: what must be true of wallets, payments, orders, cards and promo codes.

Pure rules over rows that `storage.money.inspection` read: no clock, no database. A wallet is nothing but its
entries, so for wallets the rules are about entries: each belongs to something, goes the right way, and never
left less than nothing; and the balance that stands beside them is their sum. What the supplier's account says
is in `bot.shop.books.supplier_account.order_lines`.
"""

from collections.abc import Iterator
from typing import Final

from bot.shop.books.discrepancies import Difference, dinars, of_ref
from bot.shop.money import Money
from bot.shop.order_status import GAVE_NOTHING, OrderStatus
from bot.shop.prices.rules import paid_back
from storage.money.entries import EntryRow
from storage.money.inspection import NotBookedRow, OrderMoneyRow, ReferralNotBookedRow, WalletRow
from storage.states import EntryKind

S = OrderStatus

ADDING: Final = frozenset(
    {
        EntryKind.CREDIT,
        EntryKind.TOPUP,
        EntryKind.REFUND,
        EntryKind.STAFF_REFUND,
        EntryKind.PAYBACK_UNDONE,
        EntryKind.REFERRAL,
    }
)
"""Kinds of entries that put money into a wallet; the others take it out."""
TAKING: Final = frozenset({EntryKind.DEBIT, EntryKind.PURCHASE, EntryKind.PAYBACK, EntryKind.REFERRAL_UNDONE})
DELIVERED: Final = frozenset({S.FULFILLED, S.PARTIALLY_FILLED})
GIVEN_BACK: Final = frozenset({S.REFUNDED, S.REJECTED})
_NEVER_PAID: Final = frozenset({S.AWAITING_PAYMENT, S.EXPIRED, S.CANCELLED})


def of_order(order: OrderMoneyRow) -> Iterator[Difference]:
    """Whether one order's money, cards and promo code add up."""
    ref, status = order.ref, OrderStatus(order.status)
    total = order.unit_price_centimes * order.quantity - order.discount_centimes
    if status in _NEVER_PAID:
        if order.taken:
            yield of_ref("order_paid_for_nothing", ref, status=status, found=dinars(order.taken))
    elif order.taken != total:
        yield of_ref("order_not_paid", ref, expected=dinars(total), found=dinars(order.taken))
    if order.refunded_centimes != order.given:
        expected, found = dinars(order.refunded_centimes), dinars(order.given)
        yield of_ref("refund_not_booked", ref, expected=expected, found=found)
    due = _due_back(status, total, order)
    # More than that only as far as a person gave it, and never more than was taken.
    if not due <= order.given <= max(due, min(total, order.taken, due + order.by_staff)):
        yield of_ref("refund_wrong", ref, status=status, expected=dinars(due), found=dinars(order.given))
    yield from _cards(order, status)
    if order.promo_counted != order.discount_centimes:
        expected, found = dinars(order.discount_centimes), dinars(order.promo_counted)
        yield of_ref("promo_use_wrong", ref, expected=expected, found=found)
    elif order.promo_counted and order.promo_released != (status in GAVE_NOTHING):
        yield of_ref("promo_use_kept", ref, status=status)


def _cards(order: OrderMoneyRow, status: OrderStatus) -> Iterator[Difference]:
    expected = order.fulfilled_quantity if status in DELIVERED else 0
    whole = status is not S.FULFILLED or order.fulfilled_quantity == order.quantity
    if order.cards != expected or not whole:
        wanted = order.quantity if status is S.FULFILLED else expected
        yield of_ref("cards_differ", order.ref, status=status, expected=wanted, found=order.cards)
    if status in DELIVERED and order.supplier_order_id is None:
        yield of_ref("order_never_placed", order.ref, status=status)


def _due_back(status: OrderStatus, total: int, order: OrderMoneyRow) -> int:
    if status in DELIVERED:
        unfilled = order.quantity - order.fulfilled_quantity
        return paid_back(Money(total), cards=unfilled, of=order.quantity).centimes
    return total if status in GIVEN_BACK else 0


def of_wallet(wallet: WalletRow) -> Iterator[Difference]:
    """Whether a wallet ever held less than nothing, and whether it holds what its entries come to."""
    owner = str(wallet.customer_id)
    if wallet.lowest < 0:
        args: dict[str, str | int] = {"customer": wallet.customer_id, "amount": dinars(wallet.lowest)}
        yield Difference("wallet_below_zero", owner, args)
    if wallet.held != wallet.booked:
        expected, found = dinars(wallet.booked), dinars(wallet.held)
        yield Difference(
            "wallet_differs", owner, {"customer": wallet.customer_id, "expected": expected, "found": found}
        )


def odd_entry(code: str, entry: EntryRow) -> Difference:
    """An entry that belongs to nothing, or goes the wrong way."""
    args: dict[str, str | int] = {
        "entry": entry.id,
        "customer": entry.customer_id,
        "kind": entry.kind,
        "subject": entry.subject,
        "amount": dinars(entry.amount_centimes),
    }
    return Difference(code, str(entry.id), args)


def of_payment(row: NotBookedRow) -> Iterator[Difference]:
    """Whether the wallets' entries say of a payment what it says itself."""
    if row.came != row.expected:
        yield _odd_payment("payment_not_booked", row, expected=row.expected, found=row.came)
    if row.back != row.refunded:
        yield _odd_payment("payback_wrong", row, expected=row.refunded, found=row.back)


def _odd_payment(code: str, row: NotBookedRow, *, expected: int, found: int) -> Difference:
    args: dict[str, str | int] = {
        "payment": row.id,
        "way": row.way,
        "expected": dinars(expected),
        "found": dinars(found),
    }
    return Difference(code, str(row.id), args)


def of_referral(row: ReferralNotBookedRow) -> Iterator[Difference]:
    """Whether the inviter's wallet says of a reward what the referral says."""
    for code, expected, found in (
        ("reward_not_booked", row.reward, row.booked),
        ("reward_taken_back_wrong", row.taken_back, row.undone),
    ):
        if expected != found:
            args: dict[str, str | int] = {
                "customer": row.inviter_id,
                "ref": row.ref,
                "expected": dinars(expected),
                "found": dinars(found),
            }
            yield Difference(code, row.ref, args)


def lost_cards(order_id: int, count: int) -> Difference:
    """Cards whose order is not there."""
    return Difference("card_without_order", str(order_id), {"order": order_id, "count": count})


def same_card(ref: str, other: str) -> Difference:
    """A code that two orders have, or one order twice."""
    if ref == other:
        return of_ref("card_repeated", ref)
    return Difference("card_twice", f"{ref}:{other}", {"ref": ref, "other": other})


def lost_uses(promo: str, count: int) -> Difference:
    """Uses of a promo code whose orders are not there."""
    return Difference("promo_use_without_order", promo, {"promo": promo, "count": count})


def over_limit(promo: str, *, limit: int, used: int, customer_id: int | None = None) -> Difference:
    """A promo code that was used more often than it may be, in all or by one customer."""
    args: dict[str, str | int] = {"promo": promo, "expected": limit, "found": used}
    if customer_id is None:
        return Difference("promo_over_limit", promo, args)
    return Difference(
        "promo_over_customer_limit", f"{promo}:{customer_id}", {"customer": customer_id, **args}
    )
