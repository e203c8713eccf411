"""What the supplier's list and account say of an order that a person may have to decide on: read anew each
time.

Nothing is written here. A supplier that cannot be asked raises `SupplierAwayError`: it never looks like
"nothing found".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.clock import Clock
from bot.shop.lost_orders.account_lines import ORDER, REFUND, money, same_money, size
from bot.shop.lost_orders.debits import NEAR, KnownOrder, OpenAttempt, debits_of, unexplained
from bot.shop.lost_orders.matching import PAD, Search
from bot.shop.money import Money
from bot.shop.order_status import AttemptState
from bot.shop.orders.lifecycle import supplier_number, taken_at
from bot.shop.supplier_access.calls import asking_supplier
from bot.supplier import Lane, NotFound, SupplierClient, SupplierOrder, Transaction, same_ref
from storage.database import Database
from storage.money import losses
from storage.money import reconciliation as rows
from storage.money.losses import LossRow
from storage.purchases import attempts
from storage.purchases.attempts import AttemptRow
from storage.purchases.orders import OrderRow, PlacedRow

SKEW: Final = timedelta(hours=3)
"""Before money goes back, orders dated this far off are looked at too: a clock may be wrong, theirs or
ours.
"""
_MAY_BE_DEBITED: Final = (AttemptState.SENDING, AttemptState.UNKNOWN)


class NumberRefusal(StrEnum):
    """Why the supplier's order of a number that staff typed cannot be taken for ours."""

    ABSENT = "absent"
    TAKEN = "taken"
    OTHER_GOODS = "other_goods"
    MOVED_ON = "moved_on"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Debit:
    """A line of the supplier's account that took money."""

    line_id: str
    amount: Money
    at: datetime
    names: str | None
    """What the line says it is for; not always the order's number."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for an order in doubt."""

    candidates: tuple[SupplierOrder, ...] = ()
    """For an unanswered attempt: orders that are nobody's, for these goods or with our ref, of whatever
    time.
    """
    debits: tuple[Debit, ...] = ()
    """Debits that may be this order's and did not come back, the likeliest first."""
    sure_at: datetime | None = None
    """For an unanswered attempt without a debit: until then one may be there, under the name of a fresh order
    whose own debit is not listed yet.
    """
    status: str | None = None
    """For an order that was placed: what the supplier calls its state."""
    cards: int = 0
    """For an order that was placed: how many cards the supplier shows."""


class Investigation:
    """Asks the supplier what it knows."""

    def __init__(self, db: Database, supplier: SupplierClient, clock: Clock) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock

    async def candidates(self, mine: Search) -> tuple[SupplierOrder, ...]:
        """Orders for these goods, or with our ref, that are nobody's yet, oldest first. Raises
        `SupplierAwayError`.
        """
        listed = await self._listed(mine, mine.until + mine.late + SKEW)
        async with self._db.read() as conn:
            known = await attempts.known_supplier_ids(conn, [item.order_id for item in listed])
        return await self._fitting(mine, [item for item in listed if item.order_id not in known])

    async def of_attempt(
        self, attempt: AttemptRow, mine: Search, *, until: datetime, listed_within: timedelta
    ) -> Findings:
        """Everything about an unanswered attempt that is dated before `until`.

        `listed_within`: how long the debit of an order may be missing from the account. Raises
        `SupplierAwayError`.
        """
        since = mine.since - SKEW
        listed = await self._listed(mine, until)
        now = self._clock.now()
        with asking_supplier():
            read = await self._supplier.transactions(
                since=since, until=max(until, now + SKEW), lane=Lane.POLLING
            )
        account = _within(read, until)
        ids = {item.order_id for item in listed} | {line.object_id for line in account if line.object_id}
        async with self._db.read() as conn:
            known = await attempts.known_supplier_ids(conn, ids)
            ours = await rows.placed_between(conn, since - NEAR, until)
            waiting = await rows.attempts_between(conn, since - NEAR, until, states=_MAY_BE_DEBITED)
            noted = await losses.concerning(conn, line_ids=[line.id for line in account], order_ids=())
        orders = _known_orders(ours, listed, attempt, since)
        lines, mine_open = _not_noted(account, noted), open_attempt(attempt)
        others = [open_attempt(other) for other in waiting]
        debits = debits_of(mine_open, others, unexplained(lines, orders, known))
        sure_at = None
        # An order placed a moment ago, or while the account was being read, must not take this one's debit
        # for its own.
        fresh = [
            one for one in orders if one.at > now - listed_within and abs(one.at - mine_open.sent_at) <= NEAR
        ]
        if fresh and not debits:
            older = [one for one in orders if one not in fresh]
            names = known | {one.supplier_order_id for one in fresh}
            if debits_of(mine_open, others, unexplained(lines, older, names)):
                sure_at = max(one.at for one in fresh) + listed_within
        fitting = await self._fitting(mine, [item for item in listed if item.order_id not in known])
        return Findings(fitting, _likeliest(debits, mine_open.amount, attempt.sent_at), sure_at=sure_at)

    async def refusal(self, attempt: AttemptRow, number: str) -> NumberRefusal | None:
        """Why the supplier's order of that number cannot be this attempt's; None when it can.

        Raises `SupplierAwayError`.
        """
        with asking_supplier():
            try:
                item = await self._supplier.order(number, lane=Lane.PLACING)
            except NotFound:
                return NumberRefusal.ABSENT
        if item.order_id != number:
            return NumberRefusal.ABSENT
        if item.order_ref is not None and not same_ref(attempt.ref, item.order_ref):
            return NumberRefusal.TAKEN
        same = (
            item.product_id in {None, attempt.product_id}
            and item.type_id in {None, attempt.type_id}
            and item.quantity == attempt.quantity
        )
        return None if same else NumberRefusal.OTHER_GOODS

    async def of_placed(self, order: OrderRow) -> Findings:
        """What came of an order that the supplier took, and what it took for it. Raises
        `SupplierAwayError`.
        """
        name, at = supplier_number(order), taken_at(order)
        since, until = at - SKEW, at + SKEW
        with asking_supplier():
            try:
                answer = await self._supplier.order(name, lane=Lane.POLLING)
            except NotFound:
                answer = None
            listed = await self._supplier.every_order(since=since - PAD, until=until, lane=Lane.POLLING)
            read = await self._supplier.transactions(
                since=since, until=max(until, self._clock.now() + SKEW), lane=Lane.POLLING
            )
        account = _within(read, until)
        ids = {line.object_id for line in account if line.object_id}
        async with self._db.read() as conn:
            known = await attempts.known_supplier_ids(conn, ids)
            ours = await rows.placed_between(conn, since - NEAR, until)
            noted = await losses.concerning(conn, line_ids=[line.id for line in account], order_ids=())
        others = _known_orders(
            [row for row in ours if row.id != order.id],
            [item for item in listed if item.order_id != name],
            order,
            since,
        )
        left = unexplained(_not_noted(account, noted), others, known - {name})
        left = [line for line in left if line.object_id == name] or left
        mine = OpenAttempt(
            0,
            (order.product_id, order.type_id, order.quantity),
            order.unit_cost_centimes * order.quantity,
            at,
        )
        debits = [line for line in left if line.object_id == name] or debits_of(mine, (), left)
        return Findings(
            debits=_likeliest(debits, mine.amount, at),
            status="NOT_FOUND" if answer is None else answer.status,
            cards=0 if answer is None else len(answer.cards),
        )

    async def _listed(self, mine: Search, until: datetime) -> list[SupplierOrder]:
        since = mine.since - SKEW - PAD
        with asking_supplier():
            return await self._supplier.every_order(since=since, until=until, lane=Lane.POLLING)

    async def _fitting(self, mine: Search, free: Sequence[SupplierOrder]) -> tuple[SupplierOrder, ...]:
        seen = [await self.whole(item) for item in free]
        fitting = [item for item in seen if mine.is_named_by(item) or mine.is_for_these_goods(item)]
        return tuple(sorted(fitting, key=lambda item: (item.time or mine.since, item.order_id)))

    async def whole(self, item: SupplierOrder) -> SupplierOrder:
        """A row of a list may be cut short (contract 2.3.5); without its goods nobody can say whose it is."""
        if item.product_id is not None and item.type_id is not None:
            return item
        with asking_supplier():
            try:
                return await self._supplier.order(item.order_id, lane=Lane.POLLING)
            except NotFound:
                return item


def open_attempt(row: AttemptRow) -> OpenAttempt:
    """An attempt as the search for its debit sees it."""
    return OpenAttempt(
        row.id,
        (row.product_id, row.type_id, row.quantity),
        row.unit_cost_centimes * row.quantity,
        row.sent_at,
    )


def _likeliest(lines: Sequence[Transaction], amount: int, at: datetime) -> tuple[Debit, ...]:
    """The lines as debits: those of the expected size first, then by how near they are in time."""
    debits = [
        Debit(line.id, Money(size(line)), line.time, line.object_id)
        for line in lines
        if line.time is not None and size(line)  # play money is taken in lines of nothing
    ]
    return tuple(
        sorted(debits, key=lambda one: (one.amount.centimes != amount, abs(one.at - at), one.line_id))
    )


def _not_noted(lines: Sequence[Transaction], noted: Sequence[LossRow]) -> list[Transaction]:
    """Without the lines of losses that are written down: they belong to other orders."""
    gone = {row.line_id for row in noted} | {row.back_line_id for row in noted}
    return [line for line in lines if line.id not in gone]


def _within(lines: Sequence[Transaction], until: datetime) -> list[Transaction]:
    """The lines of that time, and what came back later for one of its debits by name."""
    names = {line.object_id for line in lines if line.type == ORDER and line.object_id is not None}
    return [
        line
        for line in lines
        if (line.time is not None and line.time <= until) or (line.type == REFUND and line.object_id in names)
    ]


def _known_orders(
    ours: Sequence[PlacedRow],
    listed: Sequence[SupplierOrder],
    attempt: AttemptRow | OrderRow,
    since: datetime,
) -> list[KnownOrder]:
    """Orders of ours, and those of the list, each once; the list knows best what has come of one."""
    shown = {item.order_id: item for item in listed}
    mine = (attempt.product_id, attempt.type_id)
    found = []
    for row in ours:
        item = shown.pop(row.supplier_order_id, None)
        costs = [row.unit_cost_centimes * row.quantity]
        if row.charged_centimes and row.fulfilled_quantity:
            costs.append(row.charged_centimes * row.quantity // row.fulfilled_quantity)
        if item is not None:
            costs += _costs(item)
        unfilled = _unfilled(item) if item is not None else Decimal(0)
        found.append(KnownOrder(row.supplier_order_id, row.placed_at, tuple(costs), unfilled))
    for item in shown.values():
        costs = _costs(item)
        if not costs and (item.product_id, item.type_id) == mine:
            costs = [attempt.unit_cost_centimes * item.quantity]
        found.append(KnownOrder(item.order_id, item.time or since, tuple(costs), _unfilled(item)))
    return found


def _costs(item: SupplierOrder) -> list[int]:
    """What an order of the list cost, as far as it says so."""
    if item.price_per_card:
        return [money(item.price_per_card * item.quantity).centimes]
    if (
        item.fulfilled_amount
        and item.fulfilled_quantity
        and not same_money(item.fulfilled_amount, Decimal(0))
    ):
        return [money(item.fulfilled_amount * item.quantity / item.fulfilled_quantity).centimes]
    return []


def _unfilled(item: SupplierOrder) -> Decimal:
    """Which part of it the supplier says it has given back."""
    if item.status == "REFUNDED":
        return Decimal(1)
    if item.status == "PARTIALLY_FILLED":
        came = len(item.cards) if item.fulfilled_quantity is None else item.fulfilled_quantity
        return Decimal(max(0, item.quantity - came)) / item.quantity
    return Decimal(0)
