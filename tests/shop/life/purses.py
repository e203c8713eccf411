"""What wallets, payments and orders must say, kept beside the shop in plain Python by those who pay, get and
give back.

It knows what people were shown, what they paid by their own banks' books, what staff did by hand, and which
charges came back to their payers. It reads none of the shop's sums: it works them out and compares.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from bot.shop.billing.requests import PaymentRequest
from bot.shop.order_status import FINAL, UNPAID
from bot.shop.quotes import Confirmation
from storage.purchases.orders import OrderRow
from tests.shop.must_hold import Books

INVITER = 1901
"""Whoever has invited all the others, and buys nothing."""
MOST_FOR_A_FRIEND, PERCENT_FOR_A_FRIEND = 60, 5


@dataclass
class Paid:
    """Money that left somebody's pocket, or that staff say did. Amounts that can be credited are centimes."""

    payer: int
    currency: str
    amount: int | None
    """Whole Stars or minor units; None for what staff say was transferred: then it is what they say it is
    worth.
    """
    worth: set[int]
    """What it may be credited as. Several while a person may decide, or was cut off while deciding."""
    heard: bool = False
    """The shop was told and said that it has understood."""
    asked_back: bool = False
    gone_back: bool = False


@dataclass
class Purses:
    """Keyed by names that the shop and the outside world share: a payment by (way, charge id), an act by its
    key.
    """

    quotes: dict[str, tuple[int, int]] = field(default_factory=dict)
    """What each confirmation's button promised: whose, and the total."""
    requests: dict[str, PaymentRequest] = field(default_factory=dict)
    paid: dict[tuple[str, str], Paid] = field(default_factory=dict)
    by_hand: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Staff's credits and debits: whose wallet, and how much with its sign."""
    refunds: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Staff's refunds: of which order, and how much."""

    def shown(self, customer: int, quote: Confirmation) -> None:
        self.quotes[quote.draft_id] = (customer, quote.total.centimes)

    def check(self, books: Books) -> None:
        """What holds at every moment."""
        purses: Counter[int] = Counter()
        for customer, centimes in self.by_hand.values():
            purses[customer] += centimes
        payments = {(row.way, row.charge_id): row for row in books.payments}
        assert payments.keys() <= self.paid.keys(), "money that nobody paid"
        assert {key for key, paid in self.paid.items() if paid.heard} <= payments.keys(), "money was lost"
        for key, row in payments.items():
            purses[row.customer_id] += self._left_of(self.paid[key], row, books)
        refs = {order.ref: order for order in books.orders}
        for order in books.orders:
            assert self.quotes[order.draft_id] == (order.customer_id, _price(order)), "nobody was shown that"
            purses[order.customer_id] -= _kept(order)
        for ref, centimes in self.refunds.values():
            purses[refs[ref].customer_id] += centimes
            assert refs[ref].status in {"fulfilled", "partially_filled"}
        for one in books.referrals:
            purses[INVITER] += self._reward(one, books)
        wallets: Counter[int] = Counter()
        for entry in books.entries:
            wallets[entry.customer_id] += entry.amount_centimes
        assert wallets == purses
        self._supplier_was_asked_for_paid_orders_only(books)

    def check_ended(self, books: Books) -> None:
        """What holds besides when all has been told and carried out."""
        self.check(books)
        payments = {(row.way, row.charge_id): row for row in books.payments}
        found = {key for key, paid in self.paid.items() if paid.amount is not None}
        assert found <= payments.keys(), "a payment was never found"
        for key, row in payments.items():
            assert (row.state == "refunded") == self.paid[key].gone_back
        told = {row.key for row in books.messages if row.state == "sent"}
        for row in books.payments:
            if row.state == "credited":
                assert f"money_came:payment:{row.id}" in told or self._went_into_an_order(row, books)

    def _left_of(self, paid: Paid, row: sa.Row[Any], books: Books) -> int:
        """What this payment adds to its payer's wallet now."""
        amount = row.amount_centimes if paid.amount is None else paid.amount
        assert (row.customer_id, row.currency, row.currency_amount) == (paid.payer, paid.currency, amount)
        assert row.amount_centimes in paid.worth, "credited as something else than it was"
        assert (row.amount_centimes == 0) or row.state != "unmatched"
        if row.state == "refund_requested":
            assert paid.asked_back, "nobody wanted that back"
            return 0
        if row.state == "refunded":
            assert paid.gone_back, "the payer never got it"
            lost = books.lost(row)
            assert 0 <= lost <= row.amount_centimes
            return lost
        return int(row.amount_centimes)

    @staticmethod
    def _reward(one: sa.Row[Any], books: Books) -> int:
        """What a friend's first order has left their inviter, who has spent some of it meanwhile."""
        if one.order_id is None:
            return 0
        (order,) = [order for order in books.orders if order.id == one.order_id]
        lost = [row for row in books.payments if row.customer_id == one.friend_id and books.lost(row)]
        if one.outcome == "lost":
            assert lost
            return 0
        kept = _kept(order)
        reward = min(MOST_FOR_A_FRIEND * 100, kept * PERCENT_FOR_A_FRIEND // 100 // 100 * 100)
        assert (one.outcome, one.reward_centimes) == ("rewarded", reward)
        still_paid = _price(order) - order.refunded_centimes
        due = reward - reward * still_paid // kept
        if any(row.received_at <= one.decided_at for row in lost):
            due = reward
        # Less only where the wallet had less: then there was a moment when nothing was left in it.
        assert one.taken_back_centimes == due or (one.taken_back_centimes < due and _was_empty(books))
        return reward - int(one.taken_back_centimes)

    @staticmethod
    def _went_into_an_order(payment: sa.Row[Any], books: Books) -> bool:
        """Into the one it was asked for with, or into another of the same basket."""
        asked_with = {request.id: request.order_id for request in books.requests}
        baskets = {order.id: order.basket_id or order.id for order in books.orders}
        basket = baskets.get(asked_with.get(payment.request_id))
        return any(baskets[event.order_id] == basket and event.why == "money_came" for event in books.events)

    @staticmethod
    def _supplier_was_asked_for_paid_orders_only(books: Books) -> None:
        for order in books.orders:
            assert order.status not in UNPAID or not books.attempts[order.id]


def _was_empty(books: Books) -> bool:
    """Whether the inviter's wallet was empty at some moment after the first reward."""
    held, empty = 0, False
    for entry in books.entries:
        if entry.customer_id == INVITER:
            held += entry.amount_centimes
            empty = empty or held == 0
    return empty


def _price(order: OrderRow) -> int:
    return int(order.quantity * order.unit_price_centimes - order.discount_centimes)


def _kept(order: OrderRow) -> int:
    """What the shop has of an order's price: nothing before it is paid, the share of the cards that came at
    the end.
    """
    if order.status in UNPAID:
        return 0
    if order.status in FINAL:
        return _price(order) * int(order.fulfilled_quantity) // int(order.quantity)
    return _price(order)
