"""What a supplier's answer about one order means: nothing yet, an end, or something a person must see.

Pure functions: the invariants of the contract (2.3.4) held against what we ordered, before anybody gets a
code.
"""

from dataclasses import dataclass

from bot.shop.money import Money
from bot.shop.order_status import HeldReason, OrderStatus
from bot.shop.vault import Card
from bot.supplier import SupplierOrder

_FINAL = {
    "FULFILLED": OrderStatus.FULFILLED,
    "PARTIALLY_FILLED": OrderStatus.PARTIALLY_FILLED,
    "REFUNDED": OrderStatus.REFUNDED,
}


@dataclass(frozen=True, slots=True)
class Pending:
    """Not final; `strange` when the status is a word we do not know."""

    strange: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """A final answer that adds up."""

    status: OrderStatus
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A final answer that does not add up; `reason` is a word for the admin's screen."""

    reason: HeldReason


def read_answer(
    answer: SupplierOrder, *, product_id: str, type_id: str, quantity: int
) -> Pending | Ended | Mismatch:
    """Holds the answer against what was ordered."""
    status = _FINAL.get(answer.status)
    if status is None:
        return Pending(strange=answer.status != "HANDLING")
    cards = cards_of(answer)
    fits = {
        OrderStatus.FULFILLED: len(cards) == quantity,
        OrderStatus.PARTIALLY_FILLED: 0 < len(cards) < quantity,
        OrderStatus.REFUNDED: not cards,
    }
    # Absent fields contradict nothing; present ones must agree.
    objections = {
        HeldReason.OTHER_GOODS: answer.product_id not in {None, product_id}
        or answer.type_id not in {None, type_id},
        HeldReason.OTHER_QUANTITY: answer.quantity != quantity,
        HeldReason.EMPTY_CARD: any(not card.value.strip() for card in cards),
        HeldReason.SAME_CARD_TWICE: len({card.value for card in cards}) != len(cards),
        HeldReason.CARDS_DO_NOT_ADD_UP: answer.fulfilled_quantity not in {None, len(cards)}
        or not fits[status],
    }
    reason = next((reason for reason, holds in objections.items() if holds), None)
    return Mismatch(reason) if reason else Ended(status, cards)


def cards_of(answer: SupplierOrder) -> tuple[Card, ...]:
    """The cards in an answer, as the shop knows cards."""
    return tuple(
        Card(card.value.get_secret_value(), card.serial.get_secret_value() if card.serial else "")
        for card in answer.cards
    )


def taken_for(answer: SupplierOrder, count: int) -> Money | None:
    """What the supplier says it took in all, or for each card."""
    if answer.fulfilled_amount is not None:
        return Money.of_cost(answer.fulfilled_amount)
    return None if answer.price_per_card is None else Money.of_cost(answer.price_per_card) * count
