"""Which debits of the supplier's account may belong to an unanswered attempt. Pure: no clock, no network, no
database.

That a line names its order is only inferred (contract §2.2). So a name counts where it is one that we know;
where names mean something else, or are missing, each order that is known takes one debit of its size, near in
time. When there are as many debits of a size as known orders, none of them is an unanswered attempt's.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from bot.shop.lost_orders.account_lines import ORDER, REFUND, size
from bot.shop.lost_orders.matching import PAD
from bot.supplier import Transaction

NEAR: Final = timedelta(minutes=30)
"""How far from its order a debit may be dated that names no order."""


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """An order that has its own debit: one of ours, or one at the supplier that is nobody's."""

    supplier_order_id: str
    at: datetime
    costs: tuple[int, ...]
    """What the debit may be, in centimes; empty when nobody knows."""
    unfilled: Decimal = Decimal(0)
    """Which part of it the supplier has given back."""


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """An attempt whose debit may be there: unanswered, or given up without proof."""

    attempt_id: int
    goods: tuple[str, str, int]
    amount: int
    """What its debit would be, in centimes."""
    sent_at: datetime


def unexplained(
    lines: Iterable[Transaction], orders: Sequence[KnownOrder], known: Collection[str]
) -> list[Transaction]:
    """The debits that belong to none of these orders and were not given back, oldest first.

    `known`: the supplier's numbers of orders of ours of whatever time.
    """
    lines = [line for line in lines if line.time is not None]
    debits = [line for line in lines if line.type == ORDER]
    refunds = [line for line in lines if line.type == REFUND]
    names = {order.supplier_order_id for order in orders} | set(known)
    strange: list[Transaction] = []
    if any(line.object_id in names for line in debits):
        named = {line.object_id for line in debits}
        orders = [order for order in orders if order.supplier_order_id not in named]
        strange = [line for line in debits if line.object_id is not None and line.object_id not in names]
        strange = _not_returned(strange, refunds)
        debits = [line for line in debits if line.object_id is None]
        refunds = [line for line in refunds if line.object_id is None]
    by_time = sorted(orders, key=lambda order: order.at)
    for order in [*(o for o in by_time if o.costs), *(o for o in by_time if not o.costs)]:
        _take_lines(order, debits, refunds)
    debits = _not_returned(debits, refunds)
    _cancel(debits, refunds)
    return sorted([*strange, *debits], key=lambda line: (line.time, line.id))


def debits_of(
    mine: OpenAttempt, others: Iterable[OpenAttempt], left: Sequence[Transaction]
) -> tuple[Transaction, ...]:
    """Which of the unexplained debits may be `mine`; empty: the supplier took nothing for it.

    Attempts for the same goods are interchangeable, so the oldest takes the first debit. Attempts for other
    goods at the same amount are not: then each of their debits may be mine. A debit of an amount that nobody
    expects may be anybody's.
    """
    waiting = [mine, *(other for other in others if other.attempt_id != mine.attempt_id)]
    of_size = [line for line in left if size(line) == mine.amount]
    same_size = [each for each in waiting if each.amount == mine.amount]
    if of_size and any(each.goods != mine.goods for each in same_size):
        return tuple(of_size)
    for each in sorted(same_size, key=lambda one: (one.sent_at, one.attempt_id)):
        line = _nearest(of_size, (each.amount,), each.sent_at, NEAR)
        if line is not None:
            of_size.remove(line)
            if each is mine:
                return (line,)
    expected = Counter(each.amount for each in waiting if each.amount != mine.amount)
    odd = []
    for line in left:
        if size(line) == mine.amount:
            continue
        if expected[size(line)]:
            expected[size(line)] -= 1
        else:
            odd.append(line)
    # What is left of my size lies at a time where nobody's should: clocks differ.
    return tuple(of_size) or tuple(odd)


def _not_returned(debits: list[Transaction], refunds: list[Transaction]) -> list[Transaction]:
    """Leaves out debits whose name stands on refunds that bring all of it back; those refunds are taken out.

    A name on several debits is no order's: it may be the account's own.
    """
    times = Counter(line.object_id for line in debits)
    back: Counter[str | None] = Counter()
    for line in refunds:
        back[line.object_id] += size(line)
    returned = {
        line.object_id
        for line in debits
        if line.object_id is not None and times[line.object_id] == 1 and back[line.object_id] >= size(line)
    }
    refunds[:] = [line for line in refunds if line.object_id not in returned]
    return [line for line in debits if line.object_id not in returned]


def _take_lines(order: KnownOrder, debits: list[Transaction], refunds: list[Transaction]) -> None:
    """Takes an order's debit out, and its refund."""
    line = _nearest(debits, order.costs, order.at, NEAR if order.costs else PAD)
    if line is None:
        return
    debits.remove(line)
    back = round(size(line) * order.unfilled)
    given = [each for each in refunds if back and size(each) == back and _not_before(each, line)]
    if given:
        refunds.remove(given[0])


def _cancel(debits: list[Transaction], refunds: list[Transaction]) -> None:
    """A debit that came back whole is nobody's loss, whosever it was."""
    for line in refunds:
        paid = next((each for each in debits if size(each) == size(line) and _not_before(line, each)), None)
        if paid is not None:
            debits.remove(paid)


def _nearest(
    lines: Iterable[Transaction], costs: Collection[int], at: datetime, within: timedelta
) -> Transaction | None:
    """The line of one of these sizes that is nearest to that time; without sizes, of any."""
    fitting = [
        (abs(line.time - at), line.id, line)
        for line in lines
        if (not costs or size(line) in costs) and line.time is not None and abs(line.time - at) <= within
    ]
    return min(fitting)[2] if fitting else None


def _not_before(line: Transaction, other: Transaction) -> bool:
    return line.time is not None and other.time is not None and line.time >= other.time - PAD
