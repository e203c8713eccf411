"""The supplier's account as it was read, held against orders, payments and the last close. Used by the ledger
and the check.

Reads and compares; writes nothing. The rules are in `bot.shop.books.supplier_account.order_lines` and
`bot.shop.books.supplier_account.deposits`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.billing.payment_methods import KnownMethods
from bot.shop.books.day_figures import Float, Move
from bot.shop.books.discrepancies import Difference
from bot.shop.books.loss_search import Sorted, sort_out
from bot.shop.books.losses import FoundLoss, ReturnedLoss
from bot.shop.books.supplier_account import deposits, order_lines
from bot.shop.books.supplier_account.deposits import Arrival, Paid
from bot.shop.books.supplier_account.order_lines import Account, in_their_order
from bot.shop.lost_orders.account_lines import ORDER, REFUND, money, moved
from bot.shop.money import Money
from bot.supplier import Lane, SupplierClient, Transaction, Unavailable
from storage.house import facts
from storage.money import deposits as found
from storage.money import losses as lost
from storage.money import reconciliation as rows
from storage.money.deposits import AbsentRow, FoundRow, LinkRow
from storage.purchases import attempts

SETTLES: Final = timedelta(minutes=15)
"""How long a fresh order may be missing from the supplier's account."""
PAD: Final = timedelta(hours=1)
LOOKS_BACK: Final = timedelta(days=7)
"""How many unread days one reading makes good."""
_LONGEST: Final = timedelta(days=31)
"""How long before its end an order may have been placed; the debit of an older one is not looked for."""
LOSS_COMES_BACK: Final = timedelta(days=90)
"""For how long money that was lost is recognized when it comes back."""
READ_NOTE: Final = "books:account"
"""Until when payments have been looked for in the account."""
_PAYS_LATE: Final = timedelta(hours=1)
"""How long money may be in the account before the shop has heard of the payment (contract §6.7)."""
_TOO_MANY: Final = "TOO_MANY_PAGES"
_SHORTEST: Final = timedelta(minutes=1)
_MOST_MOVES: Final = 20


@dataclass(frozen=True, slots=True)
class Closed:
    """Where the close of an earlier day left the account: the balance, and the last line it saw."""

    balance: Decimal
    at: datetime
    line_id: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """What the account says of a time: of `since` to `until`, and whatever lies around it that explains
    it.
    """

    lines: Sequence[Transaction]
    chain: Sequence[Transaction]
    """The same in their order."""
    differences: tuple[Difference, ...]
    arrivals: tuple[Arrival, ...]
    """Payments that were found now and are not written down yet."""
    payments: Mapping[str, int]
    """Lines that are customers' payments: what was paid for each, in centimes."""
    on_the_way: tuple[AbsentRow, ...]
    """Payments that had not arrived at the end, and are in time."""
    uncredited: tuple[LinkRow, ...]
    """Requests for whose links money came, and no payment says so."""
    lost: tuple[FoundLoss, ...]
    """Debits without goods that are not written down yet."""
    returned: tuple[ReturnedLoss, ...]
    """Losses that came back, and that is not written down yet."""


async def read_lines(
    supplier: SupplierClient, since: datetime, until: datetime, *, lane: Lane
) -> list[Transaction]:
    """All lines of a closed window, with as few requests as they need. Raises `SupplierError`."""
    found = {line.id: line for line in await _piece(supplier, since, until, lane)}
    return list(found.values())


async def _piece(supplier: SupplierClient, since: datetime, until: datetime, lane: Lane) -> list[Transaction]:
    """In halves where it holds more lines than one reading may; the first answer says whether it does."""
    try:
        return await supplier.transactions(since=since, until=until, lane=lane)
    except Unavailable as error:
        if error.code != _TOO_MANY or until - since <= _SHORTEST:
            raise
    middle = since + (until - since) / 2
    return [*await _piece(supplier, since, middle, lane), *await _piece(supplier, middle, until, lane)]


async def needed_since(
    conn: AsyncConnection, since: datetime, until: datetime, *, methods: KnownMethods
) -> datetime:
    """From when on the account is needed to judge that time.

    Orders that ended in it may have been placed long before, and a payment that nobody has looked for yet may
    have arrived before the shop heard of it.
    """
    placed = await rows.first_placed_of_ended(
        conn, since=since, until=until + PAD, not_before=since - _LONGEST
    )
    read = await facts.get(conn, READ_NOTE)
    new_since = None if read is None else datetime.fromisoformat(read.value) - PAD
    waiting = [
        paid.asked_at
        for paid in await _waiting(conn, methods, until)
        if new_since is None or paid.received_at >= new_since
    ]
    earliest: datetime = min([since, *([placed] if placed is not None else []), *waiting])
    return earliest - PAD


async def compared(
    conn: AsyncConnection,
    lines: Sequence[Transaction],
    since: datetime,
    until: datetime,
    *,
    methods: KnownMethods,
    now: datetime,
    closed: Closed | None = None,
) -> Statement:
    """Holds the account against what the shop knows of that time. `closed`: where the close before it left
    the account.
    """
    chain = in_their_order(lines)
    known = await found.of_lines(conn, {line.id for line in lines})
    taken = {row.line_id for row in known}
    arrivals = deposits.arrivals(
        [line for line in lines if line.id not in taken],
        await _waiting(conn, methods, now),
        names_links=await found.named_since(conn, until - deposits.GIVEN_UP),
    )
    payments = Counter(dict.fromkeys(taken, 0))
    for line_id, paid in [
        *((row.line_id, row.paid) for row in known),
        *((arrival.line_id, arrival.payment.amount) for arrival in arrivals),
    ]:
        payments[line_id] += paid
    sorted_out = await _of_orders(conn, lines, since, min(until, now - SETTLES))
    differences = sorted_out.differences
    differences += order_lines.of_float(_not_seen(chain, closed, since, until), _balance(closed))
    differences += _otherwise(known, arrivals, {line.id for line in _within(lines, since, until)})
    differences += [
        deposits.not_arrived(row.id, row.charge_id, row.currency_amount, row.received_at)
        for row in await _not_there(conn, methods, arrivals, until, (deposits.ON_ITS_WAY, deposits.GIVEN_UP))
    ]
    strange, uncredited = await _of_links(conn, methods, lines, since, until)
    on_the_way = await _not_there(conn, methods, arrivals, until, (timedelta(0), deposits.ON_ITS_WAY))
    return Statement(
        lines=lines,
        chain=chain,
        differences=(*differences, *strange),
        arrivals=tuple(arrivals),
        payments=payments,
        on_the_way=tuple(on_the_way),
        uncredited=uncredited,
        lost=tuple(sorted_out.lost),
        returned=tuple(sorted_out.returned),
    )


def float_of(statement: Statement, since: datetime, until: datetime, closed: Closed | None) -> Float | None:
    """What the account says of a day; a day without lines holds what the lines around it say."""
    inside = _within(statement.chain, since, until)
    earlier = [line for line in statement.chain if line.time is not None and line.time < since]
    if inside:
        opening, closing = inside[0].old_balance, inside[-1].new_balance
    elif earlier:
        opening = closing = earlier[-1].new_balance
    elif closed is not None:
        opening = closing = closed.balance
    else:
        opening = closing = statement.chain[0].old_balance if statement.chain else None
    if opening is None or closing is None:
        return None
    today = _within(statement.lines, since, until)
    paid = [(statement.payments[line.id], moved(line)) for line in today if line.id in statement.payments]
    rest = [line for line in today if line.type not in {ORDER, REFUND} and line.id not in statement.payments]
    return Float(
        opening=money(opening),
        closing=money(closing),
        orders=Money(sum(moved(line) for line in today if line.type in {ORDER, REFUND})),
        payments=Money(sum(arrived for _, arrived in paid)),
        fees=Money(sum(asked - arrived for asked, arrived in paid if deposits.is_all(asked, arrived))),
        moves=tuple(_moves(rest)),
    )


def closing_of(statement: Statement, until: datetime, closed: Closed | None) -> Closed | None:
    """Where a day leaves the account, for the next close to go on from; None when nobody ever said."""
    for line in reversed(statement.chain):
        if line.new_balance is not None and line.time is not None and line.time < until:
            return Closed(line.new_balance, line.time, line.id)
    return closed


def _balance(closed: Closed | None) -> Decimal | None:
    return None if closed is None else closed.balance


async def _of_orders(
    conn: AsyncConnection, lines: Sequence[Transaction], since: datetime, until: datetime
) -> Sorted:
    if until <= since:
        return Sorted()
    taken = await rows.taken_by_supplier(
        conn, since=since - PAD, until=until + PAD, ended_since=since, longest=_LONGEST
    )
    noted = await lost.concerning(
        conn, line_ids=[line.id for line in lines], order_ids=[order.id for order in taken]
    )
    # The lines of losses are accounted for: no order may take one of them for its own.
    gone = {row.line_id for row in noted if row.attempt_id is not None} | {row.back_line_id for row in noted}
    lines = [line for line in lines if line.id not in gone]
    named = {line.object_id for line in lines if line.object_id is not None}
    seen = Account(
        lines=lines,
        placed=[order for order in taken if order.placed_at >= since - _LONGEST],
        known=await attempts.known_supplier_ids(conn, named),
        in_the_air=[each.unit_cost_centimes * each.quantity for each in await rows.in_the_air(conn)],
    )
    waiting = await lost.not_returned(conn, since - LOSS_COMES_BACK)
    return sort_out(
        order_lines.of_account(seen, since, until),
        _within(lines, since, until),
        placed=taken,
        given_up=await lost.attempts_without_order(conn, since - PAD, until),
        noted=[*waiting, *(row for row in noted if row.id not in {one.id for one in waiting})],
    )


async def _waiting(conn: AsyncConnection, methods: KnownMethods, at: datetime) -> list[Paid]:
    """Payments of the last weeks that nobody has found in the account yet."""
    missing = await found.waiting(conn, ways=methods.paid_to_supplier, since=at - deposits.GIVEN_UP)
    return [
        Paid(row.id, row.charge_id, row.currency_amount, row.asked_at or row.received_at, row.received_at)
        for row in missing
    ]


async def _not_there(
    conn: AsyncConnection,
    methods: KnownMethods,
    arrivals: Iterable[Arrival],
    at: datetime,
    ages: tuple[timedelta, timedelta],
) -> list[AbsentRow]:
    """Payments between these ages whose money had not arrived at that moment."""
    youngest, oldest = ages
    there = {one.payment.payment_id for one in arrivals if one.at < at}
    missing = await found.not_there(
        conn, ways=methods.paid_to_supplier, at=at, since=at - oldest, until=at - youngest
    )
    return [row for row in missing if row.id not in there]


def _otherwise(
    known: Iterable[FoundRow], arrivals: Iterable[Arrival], today: Collection[str]
) -> Iterator[Difference]:
    """Lines that name a payment and are of another size. (A nameless line was chosen for its size.)"""
    seen = [(row.line_id, row.payment_id, row.charge_id, row.paid, row.amount_centimes) for row in known]
    seen += [
        (one.line_id, one.payment.payment_id, one.payment.link, one.payment.amount, one.amount)
        for one in arrivals
    ]
    for line_id, payment_id, link, paid, arrived in seen:
        if line_id in today and not deposits.is_all(paid, arrived):
            yield deposits.arrived_otherwise(payment_id, link, paid=paid, arrived=arrived)


async def _of_links(
    conn: AsyncConnection,
    methods: KnownMethods,
    lines: Sequence[Transaction],
    since: datetime,
    until: datetime,
) -> tuple[list[Difference], tuple[LinkRow, ...]]:
    """What came for links of which there is no payment: the differences, and the requests of ours among those
    links.
    """
    lately = _within(lines, since - _PAYS_LATE, until)
    names = {name for line in lately for name in deposits.names_in(line)}
    asked = await found.links(conn, ways=methods.paid_to_supplier, refs=names)
    ours = {row.external_ref: row.customer_id for row in asked}
    credited = {row.external_ref for row in asked if row.payment_id is not None}
    late = _within(lines, since - _PAYS_LATE, until - _PAYS_LATE)
    found_late = list(deposits.of_links(late, ours, credited))
    return found_late, tuple(row for row in asked if row.payment_id is None)


def _not_seen(
    chain: Sequence[Transaction], closed: Closed | None, since: datetime, until: datetime
) -> list[Transaction]:
    """The lines up to the day's end that the close before it has not seen; without one, from the line before
    the day on.

    The close may have missed lines of its own day that were listed late.
    """
    ids = [line.id for line in chain]
    if closed is not None and closed.line_id in ids:
        first = ids.index(closed.line_id) + 1
    elif closed is not None:
        first = sum(line.time is not None and line.time <= closed.at for line in chain)
    else:
        first = max(0, sum(line.time is not None and line.time < since for line in chain) - 1)
    return [line for line in chain[first:] if line.time is not None and line.time < until]


def _moves(lines: Iterable[Transaction]) -> Iterator[Move]:
    """Each line that brought money by itself, as far as they can be read; what took some by its kind."""
    came = [line for line in lines if moved(line) > 0]
    went: dict[str, list[Transaction]] = {}
    for line in [*came[_MOST_MOVES:], *(line for line in lines if moved(line) < 0)]:
        went.setdefault(line.type, []).append(line)
    for kind, group in [*((line.type, [line]) for line in came[:_MOST_MOVES]), *went.items()]:
        at = max(line.time for line in group if line.time is not None)
        yield Move(at, kind, Money(sum(moved(line) for line in group)), len(group))


def _within(lines: Iterable[Transaction], since: datetime, until: datetime) -> list[Transaction]:
    return [line for line in lines if line.time is not None and since <= line.time < until]
