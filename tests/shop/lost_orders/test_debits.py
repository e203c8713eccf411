"""Which debits may be an unanswered attempt's, in every shape that the account's lines may have."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.lost_orders.debits import KnownOrder, OpenAttempt, debits_of, unexplained
from bot.supplier import Transaction

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


def line(kind: str, dinars: int, of: str | None = None, *, minutes: float = 0) -> Transaction:
    change = -dinars if kind == "ORDER" else dinars
    return Transaction(
        id=f"{kind}-{dinars}-{of}-{minutes}",
        type=kind,
        amount=Decimal(dinars),
        old_balance=Decimal(9000),
        new_balance=Decimal(9000 + change),
        object_id=of,
        time=AT + timedelta(minutes=minutes),
    )


def known(name: str, dinars: int | None = 1000, *, minutes: float = 0, unfilled: int = 0) -> KnownOrder:
    costs = () if dinars is None else (dinars * 100,)
    return KnownOrder(name, AT + timedelta(minutes=minutes), costs, Decimal(unfilled))


def attempt(number: int = 1, *, goods: str = "P1", dinars: int = 1000, minutes: float = 0) -> OpenAttempt:
    return OpenAttempt(number, (goods, "T1", 1), dinars * 100, AT + timedelta(minutes=minutes))


def left(lines: list[Transaction], orders: list[KnownOrder], names: str = "") -> list[str]:
    return [one.id for one in unexplained(lines, orders, names.split())]


NAMES = [pytest.param(lambda name: name, id="names"), pytest.param(lambda _: None, id="no names")]
NAMES += [pytest.param(lambda name: f"receipt-{name}", id="other names")]
NAMES += [pytest.param(lambda _: "our-account", id="one name for all")]


@pytest.mark.parametrize("named", NAMES)
def test_as_many_debits_as_known_orders_leave_none(named: Any) -> None:
    orders = [known("A"), known("B", 2500, minutes=2), known("C", minutes=4)]
    lines = [
        line("ORDER", 1000, named("A")),
        line("ORDER", 2500, named("B"), minutes=2),
        line("ORDER", 1000, named("C"), minutes=4),
    ]
    assert left(lines, orders) == []
    more = line("ORDER", 1000, named("X"), minutes=3)
    assert len(left([*lines, more], orders)) == 1


@pytest.mark.parametrize("named", NAMES)
def test_what_came_back_was_not_lost(named: Any) -> None:
    lines = [line("ORDER", 1000, named("X")), line("REFUND_ORDER", 1000, named("X"), minutes=5)]
    assert left(lines, []) == []
    half = line("REFUND_ORDER", 500, named("X"), minutes=5)
    assert len(left([lines[0], half], [])) == 1


@pytest.mark.parametrize("named", NAMES)
def test_the_refund_of_a_known_order_is_not_taken_for_the_lost_ones(named: Any) -> None:
    lines = [
        line("ORDER", 1000, named("A")),
        line("REFUND_ORDER", 1000, named("A"), minutes=1),
        line("ORDER", 1000, named("X"), minutes=2),
    ]
    assert len(left(lines, [known("A", unfilled=1)])) == 1


def test_an_order_of_unknown_cost_takes_only_what_is_very_near() -> None:
    lines = [line("ORDER", 700, minutes=1)]
    assert left(lines, [known("HAND", None)]) == []
    assert left(lines, [known("HAND", None, minutes=10)]) == [lines[0].id]


def test_the_oldest_of_attempts_for_the_same_goods_takes_the_first_debit() -> None:
    first, second = attempt(1), attempt(2, minutes=3)
    debit = line("ORDER", 1000, minutes=3)
    assert debits_of(first, [second], [debit]) == (debit,)
    assert debits_of(second, [first], [debit]) == ()
    both = [debit, line("ORDER", 1000, minutes=4)]
    assert debits_of(second, [first], both) == (both[1],)


def test_a_debit_of_the_same_size_for_other_goods_may_be_anybodys() -> None:
    one, other, debit = attempt(1), attempt(2, goods="P2"), line("ORDER", 1000)
    assert debits_of(one, [other], [debit]) == debits_of(other, [one], [debit]) == (debit,)


def test_a_debit_that_another_attempt_expects_is_not_mine_and_one_that_nobody_expects_may_be() -> None:
    debit = line("ORDER", 2500)
    assert debits_of(attempt(1), [attempt(2, dinars=2500)], [debit]) == ()
    assert debits_of(attempt(1), [], [debit]) == (debit,)
    dated_otherwise = line("ORDER", 1000, minutes=100)
    assert debits_of(attempt(1), [], [dated_otherwise]) == (dated_otherwise,)


@given(
    sizes=st.lists(st.sampled_from([500, 1000, 2500]), max_size=6),
    lost=st.booleans(),
    names=st.sampled_from([None, "one", "each"]),
    shuffle=st.randoms(),
)
def test_a_lost_debit_is_seen_and_none_is_made_up(
    sizes: list[int], lost: bool, names: str | None, shuffle: Any
) -> None:
    def name(number: int) -> str | None:
        return {None: None, "one": "account", "each": f"r{number}"}[names]

    orders = [known(str(n), dinars, minutes=n) for n, dinars in enumerate(sizes)]
    lines = [line("ORDER", dinars, name(n), minutes=n) for n, dinars in enumerate(sizes)]
    if lost:
        lines.append(line("ORDER", 1000, name(99), minutes=2.5))
    shuffle.shuffle(lines)
    found = debits_of(attempt(minutes=2.5), [], unexplained(lines, orders, []))
    assert [int(one.amount or 0) for one in found] == [1000] * lost
