"""The supplier's account beside our orders: what meets, and the name of what does not, in every shape of its
lines.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.books.supplier_account import order_lines
from bot.shop.books.supplier_account.order_lines import Account
from bot.shop.money import Money
from bot.supplier import Transaction

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
SINCE, UNTIL = AT - timedelta(hours=9), AT + timedelta(hours=15)


def line(kind: str, amount: int, of: str | None, *, old: int = 1000, minutes: float = 0) -> Transaction:
    change = -amount if kind == "ORDER" else amount
    return Transaction(
        id=f"{kind}-{of}-{minutes}",
        type=kind,
        amount=Decimal(amount),
        old_balance=Decimal(old),
        new_balance=Decimal(old + change),
        object_id=of,
        time=AT + timedelta(minutes=minutes),
    )


def order(supplier_id: str = "S1", status: str = "fulfilled", **changes: Any) -> Any:
    row = {
        "ref": f"REF-{supplier_id}",
        "status": status,
        "supplier_order_id": supplier_id,
        "quantity": 2,
        "fulfilled_quantity": {"fulfilled": 2, "partially_filled": 1}.get(status, 0),
        "unit_cost_centimes": 500_00,
        "charged_centimes": 1000_00,
        "placed_at": AT,
        "finished_at": AT + timedelta(minutes=1),
    }
    return SimpleNamespace(**row | changes)


def against(lines: list[Transaction], placed: list[Any], *in_the_air: int, known: str = "S1 S2") -> list[str]:
    seen = Account(lines, placed, frozenset(known.split()), in_the_air)
    return [f"{d.code} {d.matter}" for d in order_lines.of_account(seen, SINCE, UNTIL)]


def test_debits_and_orders_that_meet_are_no_difference() -> None:
    half = order("S2", "partially_filled", charged_centimes=500_00)
    lines = [line("ORDER", 1000, "S1"), line("ORDER", 1000, "S2"), line("REFUND_ORDER", 500, "S2")]
    assert against([*lines, line("DEPOSIT", 5000, None)], [order(), half]) == []


def test_a_debit_that_is_nobodys_is_named() -> None:
    lines = [line("ORDER", 1000, "S1"), line("ORDER", 300, "HAND", minutes=5)]
    assert against(lines, [order()]) == ["debit_without_order ORDER-HAND-5"]


def test_a_debit_of_another_day_is_that_days_matter() -> None:
    assert against([line("ORDER", 1000, "S1"), line("ORDER", 3, "HAND", minutes=60 * 16)], [order()]) == []


def test_an_attempt_in_the_air_explains_one_debit_of_its_size() -> None:
    lines = [
        line("ORDER", 1000, "S1"),
        line("ORDER", 300, "A", minutes=1),
        line("ORDER", 300, "B", minutes=2),
    ]
    assert against(lines, [order()], 300_00) == ["debit_without_order ORDER-B-2"]


def test_an_order_without_its_debit_is_named() -> None:
    assert against([line("ORDER", 1000, "S2")], [order(), order("S2")]) == ["order_without_debit REF-S1"]


def test_an_order_that_has_not_ended_may_still_get_its_debit() -> None:
    waiting = order("S2", "processing", finished_at=None)
    assert against([line("ORDER", 1000, "S1")], [order(), waiting]) == []


def test_an_order_that_ended_the_next_day_is_that_days_matter() -> None:
    assert against([line("ORDER", 1000, "S2")], [order(finished_at=UNTIL), order("S2")]) == []


@pytest.mark.parametrize("lines", [[line("ORDER", 1000, "S1")] * 2, [line("ORDER", 999, "S1")]])
def test_a_debit_of_another_size_is_named(lines: list[Transaction]) -> None:
    assert against(lines, [order()]) == ["debit_differs REF-S1"]


def test_our_money_that_was_not_given_back_is_named() -> None:
    given_back_by_hand = order(status="refunded", charged_centimes=None)
    assert against([line("ORDER", 1000, "S1")], [given_back_by_hand]) == ["refund_not_received REF-S1"]
    lines = [line("ORDER", 1000, "S1"), line("REFUND_ORDER", 1000, "S1")]
    assert against(lines, [given_back_by_hand]) == []


@pytest.mark.parametrize("charged", [500_00, None])
def test_what_a_half_filled_order_should_have_brought_back_is_named(charged: int | None) -> None:
    half = order(status="partially_filled", charged_centimes=charged)
    lines = [line("ORDER", 1000, "S1"), line("REFUND_ORDER", 500, "S1", minutes=1)]
    assert against(lines, [half]) == []
    assert against(lines[:1], [half]) == ["refund_not_received REF-S1"]
    seen = Account(lines[:1], [half], {"S1"}, ())
    (difference,) = order_lines.of_account(seen, SINCE, UNTIL)
    assert (difference.args["expected"], difference.args["found"]) == ("500.00", "0.00")


def test_a_debit_at_another_price_than_expected_and_charged_is_the_orders() -> None:
    dearer = order(charged_centimes=1200_00)
    assert against([line("ORDER", 1200, None)], [dearer], known="") == []
    assert against([line("ORDER", 1200, "S1")], [dearer]) == []


def test_refunds_without_a_name_are_matched_by_amount_and_time() -> None:
    half = order(status="partially_filled", charged_centimes=500_00)
    debit, back = line("ORDER", 1000, None), line("REFUND_ORDER", 500, None, minutes=1)
    assert against([debit, back], [half], known="") == []
    assert against([debit], [half], known="") == ["refund_not_received REF-S1"]
    late = line("REFUND_ORDER", 500, None, minutes=45)
    assert against([debit, late], [half], known="") == [
        "refund_not_received REF-S1",
        "refund_without_order REFUND_ORDER-None-45",
    ]


def test_a_refund_without_a_name_may_be_that_of_an_order_that_has_not_ended_for_us() -> None:
    waiting = order("S2", "processing", finished_at=None)
    lines = [
        line("ORDER", 1000, None),
        line("ORDER", 1000, None, minutes=1),
        line("REFUND_ORDER", 1000, None, minutes=2),
    ]
    assert against(lines, [order(), waiting], known="") == []


def test_a_refund_for_nobody_is_named() -> None:
    lines = [line("ORDER", 1000, "S1"), line("REFUND_ORDER", 300, "HAND", minutes=5)]
    assert against(lines, [order()]) == ["refund_without_order REFUND_ORDER-HAND-5"]


def test_lines_that_name_no_order_are_matched_by_amount_and_time() -> None:
    placed = [order(), order("S2", placed_at=AT + timedelta(minutes=20))]
    both = [line("ORDER", 1000, None, minutes=1), line("ORDER", 1000, None, minutes=21)]
    assert against(both, placed) == []
    assert against(both[:1], placed) == ["order_without_debit REF-S2"]
    assert against([*both, line("ORDER", 7, None, minutes=3)], placed) == ["debit_without_order ORDER-None-3"]


def test_names_that_mean_something_else_are_not_believed() -> None:
    assert against([line("ORDER", 1000, "receipt-77")], [order()], known="") == []
    late = line("ORDER", 1000, "receipt-77", minutes=45)
    assert against([late], [order()], known="") == [
        "order_without_debit REF-S1",
        "debit_without_order ORDER-receipt-77-45",
    ]


def test_a_jump_in_the_balance_is_named() -> None:
    chain = [line("ORDER", 100, "a", old=1000), line("ORDER", 100, "b", old=850, minutes=1)]
    (gap,) = order_lines.of_float(chain, Decimal(1000))
    assert (gap.code, gap.args["expected"], gap.args["found"]) == ("float_gap", "900.00", "850.00")
    assert [d.matter for d in order_lines.of_float(chain[:1], Decimal(1001))] == ["ORDER-a-0"]
    assert list(order_lines.of_float(chain[:1], None)) == []


def test_the_noise_of_binary_fractions_is_no_jump() -> None:
    noisy = Transaction(
        id="n",
        type="ORDER",
        old_balance=Decimal("899.9999999999999"),
        new_balance=Decimal("799.9999999999999"),
        time=AT + timedelta(minutes=1),
    )
    assert list(order_lines.of_float([line("ORDER", 100, "a", old=1000), noisy], Decimal(1000))) == []
    assert order_lines.money(Decimal("899.9999999999999")) == Money.of_dinars(900)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=8), st.randoms())
def test_lines_of_one_instant_are_put_in_their_order(deposits: list[int], random: Any) -> None:
    lines, balance = [], 10_000
    for number, amount in enumerate(deposits):
        lines.append(line("DEPOSIT", amount, str(number), old=balance))
        balance += amount
    shuffled = list(lines)
    random.shuffle(shuffled)
    chain = order_lines.in_their_order(shuffled)
    assert chain == lines
    assert list(order_lines.of_float(chain, Decimal(10_000))) == []
