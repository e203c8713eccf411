"""Which orders at the supplier belong to which of our unanswered attempts. Pure: no clock, no network, no
database.

Attempts for the same goods at about the same time are interchangeable, so they are looked at together: as
many orders as attempts, or fewer, settle them, oldest with oldest; more orders than attempts are for a person
(contract 4.2).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final, Literal

from bot.supplier import SupplierOrder, same_ref

PAD = timedelta(minutes=2)
"""How far the two clocks may differ without anybody's harm."""
TAKEN_WITHIN = timedelta(minutes=5)
"""How long after we sent it an order may be dated: our patience with a call, and some for their queue."""


RESTORED_BY: Final = "restore"
"""Who wrote an attempt that may have been made after the backup from which the database was put back."""
_AFTER_A_BACKUP: Final = timedelta(days=7)


class Verdict(Enum):
    """What is not an order."""

    TOO_MANY = "too many"


@dataclass(frozen=True, slots=True)
class Search:
    """What an unanswered attempt looks for: its goods, dated between `since` and `until`, or whatever carries
    its ref. People are shown what is dated later by `late`, too.
    """

    attempt_id: int
    ref: str
    product_id: str
    type_id: str
    quantity: int
    since: datetime
    until: datetime
    late: timedelta = timedelta(0)

    def is_named_by(self, item: SupplierOrder) -> bool:
        """Whether the order shows our ref: then it is ours, whatever else it says."""
        return same_ref(self.ref, item.order_ref)

    def is_for_these_goods(self, item: SupplierOrder) -> bool:
        """Whether it may be ours by what was ordered. What it does not say contradicts nothing; another's ref
        does.
        """
        return (
            item.order_ref is None
            and item.product_id in {None, self.product_id}
            and item.type_id in {None, self.type_id}
            and item.quantity == self.quantity
        )

    def fits(self, item: SupplierOrder) -> bool:
        """Whether it may be ours by goods and time."""
        in_time = item.time is None or self.since <= item.time <= self.until
        return in_time and self.is_for_these_goods(item)


def late_by(claimed_by: str | None) -> timedelta:
    """How much later than other attempts one by that worker may have been made: how long after a backup its
    orders were placed nobody knows.
    """
    return _AFTER_A_BACKUP if claimed_by == RESTORED_BY else timedelta(0)


def neighbours(mine: Search, others: Iterable[Search]) -> list[Search]:
    """`mine` and those whose time runs into its time, directly or through one another; oldest first."""
    group = [mine]
    rest = [search for search in others if search.attempt_id != mine.attempt_id]
    while near := [s for s in rest if any(s.since <= g.until and g.since <= s.until for g in group)]:
        group += near
        rest = [search for search in rest if search not in near]
    return sorted(group, key=lambda search: (search.until, search.attempt_id))


def whose(
    mine: Search, group: Sequence[Search], free: Sequence[SupplierOrder]
) -> SupplierOrder | Literal[Verdict.TOO_MANY] | None:
    """Which of the orders that are nobody's yet is `mine`; None when none is, `TOO_MANY` when that cannot be
    told.
    """
    named = {
        search.attempt_id: item for item in reversed(free) for search in group if search.is_named_by(item)
    }
    if mine.attempt_id in named:
        return named[mine.attempt_id]
    left = [search for search in group if search.attempt_id not in named]
    fitting = [item for item in free if any(search.fits(item) for search in left)]
    if len(fitting) > len(left):
        return Verdict.TOO_MANY
    fitting.sort(key=lambda item: (item.time or mine.since, item.order_id))
    for search in left:
        got = next((item for item in fitting if search.fits(item)), None)
        if search.attempt_id == mine.attempt_id:
            return got
        if got is not None:
            fitting.remove(got)
    return None
