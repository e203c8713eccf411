"""The books: what must be true of wallets, orders, cards and the supplier's account, and the name of each difference.

Pure rules over rows that were read elsewhere (`storage.books`, `SupplierClient.transactions`): no clock, no database,
no network. A wallet is nothing but its entries, so for wallets the rules are about entries: each belongs to something,
goes the right way, and never left less than nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, Protocol

from bot.shop.lifecycle import OrderStatus
from bot.shop.money import Money
from bot.shop.pricing import paid_back
from bot.supplier import Transaction

S = OrderStatus

ADDING: Final = frozenset({"credit", "topup", "refund", "staff_refund", "payback_undone"})
"""Kinds of entries that put money into a wallet; the others take it out."""
TAKING: Final = frozenset({"debit", "purchase", "payback"})
DELIVERED: Final = frozenset({S.FULFILLED, S.PARTIALLY_FILLED})
GIVEN_BACK: Final = frozenset({S.REFUNDED, S.REJECTED})
_NEVER_PAID: Final = frozenset({S.AWAITING_PAYMENT, S.EXPIRED, S.CANCELLED})
_ORDER, _REFUND = "ORDER", "REFUND_ORDER"
_NEAR: Final = timedelta(minutes=30)
"""How far from an order a debit may be that names no order."""

_ENGLISH: Final[Mapping[str, str]] = {
    "wallet_below_zero": "The wallet of customer {customer} went down to {amount} DZD.",
    "entry_without_order": "Entry {entry} ({kind}, {amount} DZD, {subject}) belongs to no order of its customer.",
    "entry_without_payment": "Entry {entry} ({kind}, {amount} DZD, {subject}) belongs to no payment of its customer.",
    "payment_not_booked": "Payment {payment} ({way}) counts {expected} DZD; the wallet's entries say {found} DZD.",
    "entry_wrong_way": "Entry {entry} ({kind}, {subject}) goes the wrong way: {amount} DZD.",
    "order_not_paid": "Order {ref} costs {expected} DZD, but {found} DZD were taken from the wallet for it.",
    "order_paid_for_nothing": "Order {ref} is {status}, but {found} DZD were taken from the wallet for it.",
    "refund_not_booked": "Order {ref} says that {expected} DZD were given back; the wallet's entries say {found} DZD.",
    "refund_wrong": "Order {ref} is {status}: {expected} DZD are to be given back, {found} DZD were.",
    "cards_differ": "Order {ref} is {status}: it should have {expected} cards and has {found}.",
    "card_without_order": "{count} stored cards belong to order number {order}, which is not there.",
    "card_twice": "Orders {ref} and {other} have the same code.",
    "debit_without_order": "The supplier took {amount} DZD at {at} for order {supplier_order_id}, which is none of ours.",
    "order_without_debit": "Order {ref} ({supplier_order_id}) was delivered, but the supplier's account shows no debit for it.",
    "debit_differs": "Order {ref}: the supplier says it charged {expected} DZD, its account says {found} DZD.",
    "float_gap": "The balance at the supplier jumps at {at}: {expected} DZD should have been there, {found} DZD were.",
    "float_now": "The balance at the supplier is {found} DZD; after the last line of its account it should be {expected} DZD.",
}
CODES: Final = frozenset(_ENGLISH)
"""Every name a difference can have."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not meet. `matter` is what it is about, the same each time it is found."""

    code: str
    matter: str
    args: Mapping[str, str | int]

    def __str__(self) -> str:
        """In English, for the command line and the log; people in the chat read it in their language."""
        return _ENGLISH[self.code].format(**self.args)


class OrderMoney(Protocol):
    """An order, and what entries and cards say of it (`storage.books.orders_after`). Amounts are centimes."""

    ref: str
    status: str
    quantity: int
    fulfilled_quantity: int
    unit_price_centimes: int
    discount_centimes: int
    refunded_centimes: int
    taken: int
    given: int
    by_staff: int
    cards: int


def of_order(order: OrderMoney) -> Iterator[Difference]:
    """Whether one order's money and cards add up."""
    ref, status = order.ref, OrderStatus(order.status)
    total = order.unit_price_centimes * order.quantity - order.discount_centimes
    if status in _NEVER_PAID:
        if order.taken:
            yield _of_ref("order_paid_for_nothing", ref, status=status, found=_said(order.taken))
    elif order.taken != total:
        yield _of_ref("order_not_paid", ref, expected=_said(total), found=_said(order.taken))
    if order.refunded_centimes != order.given:
        expected, found = _said(order.refunded_centimes), _said(order.given)
        yield _of_ref("refund_not_booked", ref, expected=expected, found=found)
    due = _due_back(status, total, order)
    # More than that only as far as a person gave it.
    if not due <= order.given <= max(due, min(total, due + order.by_staff)):
        yield _of_ref("refund_wrong", ref, status=status, expected=_said(due), found=_said(order.given))
    expected_cards = order.fulfilled_quantity if status in DELIVERED else 0
    whole = status is not S.FULFILLED or order.fulfilled_quantity == order.quantity
    if order.cards != expected_cards or not whole:
        wanted = order.quantity if status is S.FULFILLED else expected_cards
        yield _of_ref("cards_differ", ref, status=status, expected=wanted, found=order.cards)


def _due_back(status: OrderStatus, total: int, order: OrderMoney) -> int:
    if status in DELIVERED:
        unfilled = order.quantity - order.fulfilled_quantity
        return paid_back(Money(total), cards=unfilled, of=order.quantity).centimes
    return total if status in GIVEN_BACK else 0


class Placed(Protocol):
    """An order that the supplier took."""

    ref: str
    status: str
    supplier_order_id: str
    quantity: int
    unit_cost_centimes: int
    charged_centimes: int | None
    placed_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Account:
    """Lines of the supplier's account and what we know that could explain them."""

    lines: Sequence[Transaction]
    """Of a time somewhat wider than the one in question."""
    placed: Sequence[Placed]
    """Our orders of that wider time, and those of before that ended in it."""
    known: Collection[str]
    """Which of the orders that the lines name are ours, of whatever time."""
    in_the_air: Collection[int]
    """Costs, in centimes, of attempts that may have been taken: a debit for one of them is being looked into."""


def of_account(account: Account, since: datetime, until: datetime) -> Iterator[Difference]:
    """Each debit of that time has its order, and each order that ended in it has its debit.

    That lines name the order is not promised (contract §2.2). Those that do not are matched by amount and time; and if
    no line names an order of ours, what they name is something else, and all are matched so.
    """
    debits = [line for line in account.lines if line.type == _ORDER]
    by_name = {line.object_id for line in debits if line.object_id in account.known}
    meaningless = not by_name and bool(account.placed)
    nameless = [line for line in debits if meaningless or line.object_id is None]
    foreign = [] if meaningless else [line for line in debits if line.object_id not in {None, *by_name}]
    net = _net(account.lines)
    for order in account.placed:
        named = order.supplier_order_id in by_name
        # Orders that have not ended take their debit out too: it must not be another's.
        found = named or _taken_out(order, nameless)
        if not _ended_in(order, since, until):
            continue
        if not found:
            yield _of_ref("order_without_debit", order.ref, supplier_order_id=order.supplier_order_id)
        elif named:
            # A person may have given the customer's money back while the supplier kept ours.
            charged = 0 if order.status == S.REFUNDED else order.charged_centimes
            taken = net[order.supplier_order_id]
            if charged is not None and taken != charged:
                yield _of_ref("debit_differs", order.ref, expected=_said(charged), found=_said(taken))
    yield from _foreign([*foreign, *nameless], list(account.in_the_air), since, until)


def _net(lines: Iterable[Transaction]) -> dict[str, int]:
    """What each named order took in the end, in centimes."""
    net: dict[str, int] = {}
    for line in lines:
        if line.object_id is not None and line.type in {_ORDER, _REFUND}:
            sign = 1 if line.type == _ORDER else -1
            net[line.object_id] = net.get(line.object_id, 0) + sign * _size(line)
    return net


def _taken_out(order: Placed, lines: list[Transaction]) -> bool:
    """Takes the debit out of the lines that is nearest in time and of that order's size; False when there is none."""
    cost = order.unit_cost_centimes * order.quantity
    near = [
        line
        for line in lines
        if _size(line) == cost and line.time is not None and abs(line.time - order.placed_at) <= _NEAR
    ]
    if not near:
        return False
    lines.remove(min(near, key=lambda line: abs((line.time or order.placed_at) - order.placed_at)))
    return True


def _foreign(
    lines: Iterable[Transaction], in_the_air: list[int], since: datetime, until: datetime
) -> Iterator[Difference]:
    for line in lines:
        if line.time is None or not since <= line.time < until:
            continue
        if _size(line) in in_the_air:
            in_the_air.remove(_size(line))
            continue
        yield Difference(
            "debit_without_order",
            line.id,
            {
                "supplier_order_id": line.object_id or line.id,
                "amount": _said(_size(line)),
                "at": _when(line.time),
            },
        )


def _ended_in(order: Placed, since: datetime, until: datetime) -> bool:
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
    left = [line for _, line in sorted(dated, key=lambda pair: pair[0])]
    chain: list[Transaction] = []
    while left:
        same = [line for line in left if line.time == left[0].time]
        left = left[len(same) :]
        while same:
            chain.append(_next(same, chain[-1].new_balance if chain else None))
            same.remove(chain[-1])
    return chain


def _next(lines: Sequence[Transaction], balance: Decimal | None) -> Transaction:
    if balance is not None:
        fitting = [line for line in lines if line.old_balance == balance]
    else:
        after = {line.new_balance for line in lines}
        fitting = [line for line in lines if line.old_balance not in after]
    return (fitting or lines)[0]


def of_float(chain: Sequence[Transaction], opening: Decimal | None) -> Iterator[Difference]:
    """Whether each line begins with what the one before left. `opening`: what was there before the first, if known."""
    balance = opening
    for line in chain:
        if balance is not None and line.old_balance is not None and line.old_balance != balance:
            at = "" if line.time is None else _when(line.time)
            args = {"at": at, "expected": _exactly(balance), "found": _exactly(line.old_balance)}
            yield Difference("float_gap", line.id, args)
        balance = line.new_balance


def below_zero(customer_id: int, lowest: int) -> Difference:
    """A wallet that held less than nothing."""
    args: dict[str, str | int] = {"customer": customer_id, "amount": _said(lowest)}
    return Difference("wallet_below_zero", str(customer_id), args)


class AnEntry(Protocol):
    """An entry's row."""

    id: int
    kind: str
    subject: str
    amount_centimes: int


def odd_entry(code: str, entry: AnEntry) -> Difference:
    """An entry that belongs to nothing, or goes the wrong way."""
    args: dict[str, str | int] = {
        "entry": entry.id,
        "kind": entry.kind,
        "subject": entry.subject,
        "amount": _said(entry.amount_centimes),
    }
    return Difference(code, str(entry.id), args)


def unbooked(payment_id: int, way: str, *, amount: int, found: int) -> Difference:
    """A payment that no wallet, or the wrong amount in one, shows."""
    args: dict[str, str | int] = {
        "payment": payment_id,
        "way": way,
        "expected": _said(amount),
        "found": _said(found),
    }
    return Difference("payment_not_booked", str(payment_id), args)


def lost_cards(order_id: int, count: int) -> Difference:
    """Cards whose order is not there."""
    return Difference("card_without_order", str(order_id), {"order": order_id, "count": count})


def same_card(ref: str, other: str) -> Difference:
    """A code that two orders have."""
    return Difference("card_twice", f"{ref}:{other}", {"ref": ref, "other": other})


def float_elsewhere(expected: Decimal, found: Decimal, day: str) -> Difference:
    """The balance is not what the last line left."""
    return Difference(
        "float_now", f"{day}:{found}", {"expected": _exactly(expected), "found": _exactly(found)}
    )


def money(dinars: Decimal) -> Money:
    """The supplier's dinars to the centime, rounded down: an account may carry the noise of binary fractions."""
    return Money(int(dinars * 100 // 1))


def _of_ref(code: str, ref: str, **args: str | int) -> Difference:
    return Difference(code, ref, {"ref": ref, **args})


def _size(line: Transaction) -> int:
    """Centimes that a line moved, without sign."""
    change = line.change if line.change is not None else line.amount
    return 0 if change is None else round(abs(change) * 100)


def _said(centimes: int) -> str:
    return str(Money(centimes).dinars)


def _exactly(dinars: Decimal) -> str:
    return str(dinars.quantize(Decimal("0.01")))


def _when(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
