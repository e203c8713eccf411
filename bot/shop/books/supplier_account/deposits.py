"""What customers paid on the supplier's page, found again in the merchant's account there.

The contract says that it arrives in that account (§6.3), not when, nor as which line, nor that the line names
the link. So a line that names it is believed; where lines name none, one of the same size is taken, near in
time first, or one for several payments together. What has not arrived yet is on its way for three days, then
it is a difference. Pure rules.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.shop.books.discrepancies import Difference, dinars, moment
from bot.shop.lost_orders.account_lines import REFUND, moved
from bot.supplier import Transaction

ON_ITS_WAY: Final = timedelta(days=3)
"""How long a payment may be missing from the account before that is a difference."""
GIVEN_UP: Final = timedelta(days=30)
"""For how long it is looked for, and named."""
_NEAR: Final = timedelta(minutes=30)
_SKEW: Final = timedelta(minutes=10)
"""Clocks differ: a line may be dated so much before the link was made."""
_FEE: Final = 100
"""A hundredth may be kept as a fee (§6.3), in case they take it here and not at the withdrawal."""
_WORD: Final = re.compile(r"[\w-]{8,64}")
_LINK: Final = "OCPL-"  # contract §6.2
_NEVER: Final = frozenset({REFUND, "REFUND_FLEXY", "REFUND_ADSL", "POINT_EXCHANGE"})
"""Contract §2.2: money in that is no deposit."""


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment whose money was not found yet. `amount` is what the customer paid, in centimes."""

    payment_id: int
    link: str
    amount: int
    asked_at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a payment was found, and how much of it."""

    payment: Paid
    line_id: str
    amount: int
    at: datetime
    named: bool


@dataclass(frozen=True, slots=True)
class _Deposit:
    """A line of the account with money that came."""

    id: str
    at: datetime
    amount: int
    names: tuple[str, ...]

    @property
    def link(self) -> str | None:
        """What on it looks like a payment link's ref."""
        return next((name for name in self.names if name.upper().startswith(_LINK)), None)


def _deposits(lines: Iterable[Transaction]) -> list[_Deposit]:
    """The lines that can be customers' payments, or the merchant's own deposits, oldest first."""
    came = [
        _Deposit(line.id, line.time, moved(line), tuple(sorted(names_in(line))))
        for line in lines
        if line.time is not None and line.type not in _NEVER and moved(line) > 0
    ]
    return sorted(came, key=lambda deposit: deposit.at)


def names_in(line: Transaction) -> set[str]:
    """What a line may name: its object, and the longer words of its note."""
    words = set(_WORD.findall(line.note))
    return words | {line.object_id} if line.object_id else words


def arrivals(lines: Iterable[Transaction], waiting: Iterable[Paid], *, names_links: bool) -> list[Arrival]:
    """Which payments arrived with which lines. `names_links`: this account names links, so sizes prove
    nothing.
    """
    left = {paid.link: paid for paid in sorted(waiting, key=lambda paid: (paid.received_at, paid.payment_id))}
    found: list[Arrival] = []
    nameless: list[_Deposit] = []
    for deposit in _deposits(lines):
        name = next((name for name in deposit.names if name in left), None)
        if name is not None:
            found.append(Arrival(left.pop(name), deposit.id, deposit.amount, deposit.at, named=True))
        elif deposit.link is None:
            nameless.append(deposit)
    if not names_links and not found:
        found += _of_size(nameless, left)
    return found


def _of_size(deposits: list[_Deposit], left: dict[str, Paid]) -> Iterator[Arrival]:
    """Payments found by size: whole ones first, near in time before others; then several together; then less
    a fee.
    """
    for less_a_fee in (False, True):
        for within in (_NEAR, GIVEN_UP):
            for deposit in list(deposits):
                fitting = (
                    paid for paid in left.values() if _fits(deposit, paid, within, less_a_fee=less_a_fee)
                )
                if (paid := next(fitting, None)) is not None:
                    deposits.remove(deposit)
                    yield Arrival(left.pop(paid.link), deposit.id, deposit.amount, deposit.at, named=False)
        for deposit in [] if less_a_fee else list(deposits):
            for paid in _single_flight(deposit, list(left.values())):
                yield Arrival(left.pop(paid.link), deposit.id, paid.amount, deposit.at, named=False)


def _fits(deposit: _Deposit, paid: Paid, within: timedelta, *, less_a_fee: bool) -> bool:
    near = _is_after(deposit, paid) and abs(deposit.at - paid.received_at) <= within
    whole = deposit.amount == paid.amount
    return near and (is_all(paid.amount, deposit.amount) if less_a_fee else whole)


def _single_flight(deposit: _Deposit, waiting: Sequence[Paid]) -> Sequence[Paid]:
    """The oldest payments, two or more, that make up a deposit exactly; none when they do not."""
    total = 0
    for count, paid in enumerate(waiting, 1):
        total += paid.amount
        if total >= deposit.amount or not _is_after(deposit, paid):
            return waiting[:count] if total == deposit.amount and _is_after(deposit, paid) else ()
    return ()


def _is_after(deposit: _Deposit, paid: Paid) -> bool:
    return deposit.at >= paid.asked_at - _SKEW


def is_all(paid: int, arrived: int) -> bool:
    """Whether what arrived is what was paid, a fee left out at most."""
    return paid - -(-paid // _FEE) <= arrived <= paid


def not_arrived(payment_id: int, link: str, amount: int, received_at: datetime) -> Difference:
    """A payment that is nowhere in the account after three days."""
    args: dict[str, str | int] = {
        "payment": payment_id,
        "charge": link,
        "amount": dinars(amount),
        "at": moment(received_at),
    }
    return Difference("payment_not_arrived", str(payment_id), args)


def arrived_otherwise(payment_id: int, link: str, *, paid: int, arrived: int) -> Difference:
    """A line that names a payment and has another size than it."""
    args: dict[str, str | int] = {
        "payment": payment_id,
        "charge": link,
        "expected": dinars(paid),
        "found": dinars(arrived),
    }
    return Difference("payment_arrived_otherwise", str(payment_id), args)


def of_links(
    lines: Iterable[Transaction], ours: Mapping[str, int], credited: Collection[str]
) -> Iterator[Difference]:
    """Deposits for links of which the shop knows no payment. `ours`: the links it made, with the customer of
    each.
    """
    for deposit in _deposits(lines):
        link = next((name for name in deposit.names if name in ours), deposit.link)
        if link is None or link in credited:
            continue
        args: dict[str, str | int] = {
            "charge": link,
            "amount": dinars(deposit.amount),
            "at": moment(deposit.at),
        }
        if link in ours:
            yield Difference("deposit_not_credited", deposit.id, {**args, "customer": ours[link]})
        else:
            yield Difference("deposit_of_strange_link", deposit.id, args)
