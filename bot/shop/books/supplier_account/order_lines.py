"""The supplier's account beside our orders: each debit has its order, each order its debit and refund,
nothing jumps.

Pure rules over lines and orders that were read elsewhere
(`bot.shop.books.supplier_account.supplier_statement`): no clock, no database, no network. What customers
paid on the supplier's page is in `bot.shop.books.supplier_account.deposits`.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Final

from bot.shop.books.discrepancies import Difference, dinars, moment, of_ref
from bot.shop.books.invariants import DELIVERED
from bot.shop.lost_orders.account_lines import ORDER, REFUND, money, same_money, size
from bot.shop.order_status import OrderStatus
from bot.supplier import Transaction
from storage.purchases.orders import PlacedRow

S = OrderStatus

_NEAR: Final = timedelta(minutes=30)
"""How far from an order a line may be that names no order."""


@dataclass(frozen=True, slots=True)
class Account:
    """Lines of the supplier's account and what we know that could explain them."""

    lines: Sequence[Transaction]
    """Of a time somewhat wider than the one in question."""
    placed: Sequence[PlacedRow]
    """Our orders of that wider time, and those of before that ended in it or have not ended."""
    known: Collection[str]
    """Which of the orders that the lines name are ours, of whatever time."""
    in_the_air: Collection[int]
    """Costs, in centimes, of attempts that may have been taken: a debit for one of them is being looked
    into.
    """


def of_account(account: Account, since: datetime, until: datetime) -> Iterator[Difference]:
    """What does not meet between that time's debits and refunds and the orders that ended in it.

    That lines name the order is not promised (contract §2.2). Those that do not are matched by amount and
    time; and if no line names an order of ours, what they name is something else, and all are matched so.
    """
    named: dict[str, list[Transaction]] = {}
    for line in account.lines:
        if line.object_id is not None:
            named.setdefault(line.object_id, []).append(line)
    ours = {
        name for name in account.known if any(line.type in {ORDER, REFUND} for line in named.get(name, ()))
    }
    meaningless = not ours and bool(account.placed)
    debits, refunds = (_Lines(account, kind, meaningless=meaningless) for kind in (ORDER, REFUND))
    nobody_waits = True
    for order in account.placed:
        if order.supplier_order_id in ours:
            found = list(_of_named(order, named[order.supplier_order_id]))
        else:
            # Orders that have not ended take their lines out too: they must not be another's.
            found = list(_of_nameless(order, debits.nameless, refunds.nameless))
            nobody_waits = nobody_waits and order.finished_at is not None
        if _ended_in(order, since, until):
            yield from found
    # A refund without a name may be that of an order whose end we have not seen yet.
    left_refunds = [*refunds.strange, *(refunds.nameless if nobody_waits else ())]
    in_the_air = list(account.in_the_air)
    for line in [*debits.strange, *debits.nameless, *left_refunds]:
        if line.time is None or not since <= line.time < until:
            continue
        if line.type == ORDER and size(line) in in_the_air:
            in_the_air.remove(size(line))
        else:
            yield _foreign(line)


class _Lines:
    """The account's lines of one kind: those that name nothing that can be relied on, and those that name a
    stranger.
    """

    def __init__(self, account: Account, kind: str, *, meaningless: bool) -> None:
        lines = [line for line in account.lines if line.type == kind]
        self.nameless = [line for line in lines if meaningless or line.object_id is None]
        self.strange = [
            line
            for line in lines
            if not meaningless and line.object_id is not None and line.object_id not in account.known
        ]


def _of_named(order: PlacedRow, lines: Sequence[Transaction]) -> Iterator[Difference]:
    """One order whose lines carry its name."""
    if not any(line.type == ORDER for line in lines):
        yield _no_debit(order)
        return
    taken = sum(size(line) for line in lines if line.type == ORDER)
    back = sum(size(line) for line in lines if line.type == REFUND)
    due = _due_back(order, taken)
    if back < due:
        yield _not_received(order, due, back)
        return
    # A person may have given the customer's money back while the supplier kept ours: then it was due back
    # above.
    charged = 0 if order.status == S.REFUNDED else order.charged_centimes
    if charged is not None and taken - back != charged:
        yield of_ref("debit_differs", order.ref, expected=dinars(charged), found=dinars(taken - back))


def _due_back(order: PlacedRow, taken: int) -> int:
    """What of the debit the supplier gives back for what it did not deliver (contract §2.3.4)."""
    if order.status == S.REFUNDED:
        return taken
    if order.status != S.PARTIALLY_FILLED:
        return 0
    if order.charged_centimes is not None:
        return max(0, taken - order.charged_centimes)
    return order.unit_cost_centimes * (order.quantity - order.fulfilled_quantity)


def _of_nameless(
    order: PlacedRow, debits: list[Transaction], refunds: list[Transaction]
) -> Iterator[Difference]:
    """One order whose lines can be known by size and time only; what is found is taken out of the lists."""
    until = order.placed_at + _NEAR
    debit = next((line for cost in _costs(order) if (line := _take(debits, cost, order, until))), None)
    if debit is None:
        yield _no_debit(order)
        return
    due = _due_back(order, size(debit))
    if due and not _take(refunds, due, order, (order.finished_at or order.placed_at) + _NEAR):
        yield _not_received(order, due, 0)


def _costs(order: PlacedRow) -> Iterator[int]:
    """What the debit may have been: as expected, or at the price that was charged in the end."""
    yield order.unit_cost_centimes * order.quantity
    if order.charged_centimes and order.fulfilled_quantity:
        yield order.charged_centimes * order.quantity // order.fulfilled_quantity


def _take(lines: list[Transaction], centimes: int, order: PlacedRow, until: datetime) -> Transaction | None:
    """Takes the line of that size out that is nearest to the order's beginning; None when there is none."""
    fitting = [
        (abs(line.time - order.placed_at), number)
        for number, line in enumerate(lines)
        if size(line) == centimes and line.time is not None and order.placed_at - _NEAR <= line.time <= until
    ]
    return lines.pop(min(fitting)[1]) if fitting else None


def _no_debit(order: PlacedRow) -> Difference:
    return of_ref("order_without_debit", order.ref, supplier_order_id=order.supplier_order_id)


def _not_received(order: PlacedRow, due: int, back: int) -> Difference:
    return of_ref(
        "refund_not_received",
        order.ref,
        supplier_order_id=order.supplier_order_id,
        status=order.status,
        expected=dinars(due),
        found=dinars(back),
    )


def _foreign(line: Transaction) -> Difference:
    args = {
        "supplier_order_id": line.object_id or line.id,
        "amount": dinars(size(line)),
        "at": moment(line.time),
    }
    return Difference("debit_without_order" if line.type == ORDER else "refund_without_order", line.id, args)


def _ended_in(order: PlacedRow, since: datetime, until: datetime) -> bool:
    ended = order.status in DELIVERED or order.status == S.REFUNDED
    return ended and order.finished_at is not None and since <= order.finished_at < until


def in_their_order(lines: Iterable[Transaction]) -> list[Transaction]:
    """Lines as they followed one another: by time, and where that is the same by the balances they hand on.

    Lines without a time or without balances are left out: nothing can be said about them.
    """
    dated = [
        (line.time, line)
        for line in lines
        if line.time is not None and line.old_balance is not None and line.new_balance is not None
    ]
    chain: list[Transaction] = []
    for _, together in groupby(sorted(dated, key=itemgetter(0)), key=itemgetter(0)):
        same = [line for _, line in together]
        while same:
            chain.append(_next(same, chain[-1].new_balance if chain else None))
            same.remove(chain[-1])
    return chain


def _next(lines: Sequence[Transaction], balance: Decimal | None) -> Transaction:
    if balance is not None:
        fitting = [line for line in lines if same_money(line.old_balance, balance)]
    else:
        after = {line.new_balance for line in lines}
        fitting = [line for line in lines if line.old_balance not in after]
    return (fitting or lines)[0]


def of_float(chain: Sequence[Transaction], opening: Decimal | None) -> Iterator[Difference]:
    """Whether each line begins with what the one before left. `opening`: what was there before the first, if
    known.
    """
    balance = opening
    for line in chain:
        if balance is not None and line.old_balance is not None and not same_money(line.old_balance, balance):
            args = {
                "at": moment(line.time),
                "expected": _exactly(balance),
                "found": _exactly(line.old_balance),
            }
            yield Difference("float_gap", line.id, args)
        balance = line.new_balance


def float_elsewhere(expected: Decimal, found: Decimal) -> Difference:
    """The balance is not what the last line left. It is the same matter for as long as as much is missing."""
    args = {"expected": _exactly(expected), "found": _exactly(found)}
    return Difference("float_now", _exactly(found - expected), args)


def _exactly(balance: Decimal) -> str:
    return str(money(balance).dinars)
