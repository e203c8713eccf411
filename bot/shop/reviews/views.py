"""Reviews as people see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from storage.goods.reviews import ReviewRow

MARKS: Final = range(1, 6)
"""The ratings that can be given: 1 is very bad, 5 is excellent."""
LEAST_SHOWN: Final = 3
"""Ratings of a product before others see what they come to: fewer would say more of who gave them."""
LONGEST_WORDS: Final = 200
"""UTF-16 units of a customer's line, and of the shop's answer: some of them stand in one message."""


@dataclass(frozen=True, slots=True)
class Review:
    """One customer's review of one product. `hidden`: staff keep its line from others, its rating counts;
    `changed_since`: its customer has changed it since then, or given it anew. `of_gift`: somebody else bought
    it for them, and who has a gift is nobody's business.
    """

    id: int
    customer_id: int
    ref: str
    product_id: str
    product_title: str
    region: str | None
    mark: int
    line: str | None
    written_at: datetime
    hidden: bool
    answer: str | None
    changed_since: bool = False
    of_gift: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """A product of somebody's order, and what they said of it so far. `with_others`: what was bought with it
    were other products besides. `as_gift`: somebody else bought it for them.
    """

    ref: str
    product_id: str
    product_title: str
    region: str | None
    review: Review | None = None
    with_others: bool = False
    as_gift: bool = False


@dataclass(frozen=True, slots=True)
class ProductRating:
    """What a product's ratings come to. `has_lines`: whether somebody's words may be read."""

    count: int
    average: Decimal
    has_lines: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Some reviews, newest first; pages count from 1."""

    items: Sequence[Review]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ReviewList:
    """Some reviews, newest first. `has_older`: there are more behind them."""

    items: Sequence[Review]
    has_older: bool


def view(row: ReviewRow) -> Review:
    """A review as its table keeps it, for people."""
    return Review(
        row.id,
        row.customer_id,
        row.ref,
        row.product_id,
        row.product_title,
        row.region,
        row.rating,
        row.line,
        row.written_at,
        hidden=row.hidden_at is not None,
        answer=row.answer,
        of_gift=row.buyer_id != row.customer_id,
        changed_since=row.hidden_at is not None and row.written_at > row.hidden_at,
    )


def average(total: int, count: int) -> Decimal:
    """With one decimal, halves up."""
    return (Decimal(total) / count).quantize(Decimal("0.1"), ROUND_HALF_UP)
