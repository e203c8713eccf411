"""What customers paid on the supplier's page, found in the account there under every reading of the contract
(§2.2, §6.3).
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.books.supplier_account import deposits
from bot.shop.books.supplier_account.deposits import Paid
from bot.supplier import Transaction

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


def paid(number: int, dinars: int, *, minutes: float = 0) -> Paid:
    """A link that was paid five minutes after it was made."""
    at = AT + timedelta(minutes=minutes)
    return Paid(number, f"OCPL-AAAAAA-000{number}", dinars * 100, at - timedelta(minutes=5), at)


def line(
    dinars: str | int,
    *,
    minutes: float = 0,
    names: str | None = None,
    kind: str = "DEPOSIT",
    note: str = "",
    id_: str = "",
) -> Transaction:
    return Transaction(
        id=id_ or f"{kind}-{dinars}-{minutes}",
        type=kind,
        old_balance=Decimal(1000),
        new_balance=Decimal(1000) + Decimal(dinars),
        object_id=names,
        note=note,
        time=AT + timedelta(minutes=minutes),
    )


def found(lines: list[Transaction], waiting: list[Paid], *, names_links: bool = False) -> dict[int, str]:
    """Which payment arrived with which line."""
    arrivals = deposits.arrivals(lines, waiting, names_links=names_links)
    return {one.payment.payment_id: one.line_id for one in arrivals}


@pytest.mark.parametrize("kind", ["DEPOSIT", "RECEIVE", "NAVIO"])
@pytest.mark.parametrize("where", ["object", "note"])
def test_a_line_that_names_the_link_is_its_payment_whatever_it_is_called(kind: str, where: str) -> None:
    name = paid(1, 2000).link
    told = {"names": name} if where == "object" else {"note": f"Payment {name}, thank you"}
    assert found([line(2000, kind=kind, minutes=600, id_="L", **told)], [paid(2, 2000), paid(1, 2000)]) == {
        1: "L"
    }


def test_a_named_line_of_another_size_is_still_its_payment() -> None:
    (arrival,) = deposits.arrivals([line(1500, names=paid(1, 2000).link)], [paid(1, 2000)], names_links=False)
    assert (arrival.amount, arrival.named) == (1500_00, True)
    assert not deposits.is_all(2000_00, arrival.amount)


def test_without_names_the_payment_of_that_size_and_time_is_taken() -> None:
    waiting = [paid(1, 2000), paid(2, 2000, minutes=120), paid(3, 500, minutes=121)]
    lines = [line(500, minutes=122, id_="c"), line(2000, minutes=121, id_="b")]
    assert found(lines, waiting) == {2: "b", 3: "c"}


def test_what_comes_days_later_goes_to_the_oldest() -> None:
    waiting = [paid(1, 2000), paid(2, 2000, minutes=120)]
    assert found([line(2000, minutes=2000, id_="a")], waiting) == {1: "a"}
    both = [line(2000, minutes=2000, id_="a"), line(2000, minutes=2001, id_="b")]
    assert found(both, waiting) == {1: "a", 2: "b"}


def test_several_payments_may_come_as_one() -> None:
    waiting = [paid(1, 2000), paid(2, 500, minutes=10), paid(3, 700, minutes=20)]
    arrivals = deposits.arrivals([line(2500, minutes=1500, id_="a")], waiting, names_links=False)
    assert [(one.payment.payment_id, one.line_id, one.amount) for one in arrivals] == [
        (1, "a", 2000_00),
        (2, "a", 500_00),
    ]
    assert found([line(2600, minutes=1500)], waiting) == {}


def test_a_hundredth_less_is_a_fee_and_more_is_something_else() -> None:
    waiting = [paid(1, 2000)]
    assert found([line(1980, id_="a")], waiting) == {1: "a"}
    assert found([line("1979.99")], waiting) == {}
    assert found([line("2000.01")], waiting) == {}
    # The whole amount is believed before one with a fee, though it comes later.
    assert found([line(1990, id_="mine"), line(2000, minutes=9, id_="a")], waiting) == {1: "a"}


def test_money_from_before_the_link_is_no_payment_of_it() -> None:
    assert found([line(2000, minutes=-20)], [paid(1, 2000)]) == {}
    assert found([line(2000, minutes=-6, id_="a")], [paid(1, 2000)]) == {1: "a"}  # before we heard of it


def test_an_account_that_names_links_is_not_read_by_size() -> None:
    own = line(2000, id_="own")
    named = line(500, names=paid(2, 500).link, id_="named", minutes=1)
    assert found([own, named], [paid(1, 2000), paid(2, 500)]) == {2: "named"}
    assert found([own], [paid(1, 2000)], names_links=True) == {}


@pytest.mark.parametrize("kind", ["REFUND_ORDER", "REFUND_FLEXY", "REFUND_ADSL", "POINT_EXCHANGE"])
def test_refunds_and_points_are_no_payments(kind: str) -> None:
    assert found([line(2000, kind=kind)], [paid(1, 2000)]) == {}


def test_money_that_leaves_is_no_payment() -> None:
    assert found([line(-2000, kind="WITHDRAW")], [paid(1, 2000)]) == {}


@given(
    amounts=st.lists(st.integers(5, 60).map(lambda tens: tens * 100), min_size=1, max_size=12),
    data=st.data(),
)
def test_whatever_arrives_within_days_is_found_and_nothing_is_counted_twice(
    amounts: list[int], data: st.DataObject
) -> None:
    waiting = [
        paid(n, amount, minutes=n * data.draw(st.integers(1, 300))) for n, amount in enumerate(amounts)
    ]
    arrived = data.draw(st.lists(st.sampled_from(waiting), unique=True))
    lines = [
        line(
            one.amount // 100,
            id_=f"L{one.payment_id}",
            minutes=(one.received_at - AT) / timedelta(minutes=1) + data.draw(st.integers(-4, 4000)),
        )
        for one in arrived
    ]
    arrivals = deposits.arrivals(lines, waiting, names_links=False)
    assert len({one.payment.payment_id for one in arrivals}) == len(arrivals)
    by_line: Counter[str] = Counter()
    for one in arrivals:
        by_line[one.line_id] += one.amount
    sizes = {each.id: round((each.change or 0) * 100) for each in lines}
    assert all(sizes[line_id] == amount for line_id, amount in by_line.items())
    # As many as came were found, perhaps another of the same size: those cannot be told apart.
    assert set(by_line) == set(sizes)


def strange(lines: list[Transaction], ours: dict[str, int], credited: set[str]) -> list[tuple[str, str]]:
    return [(one.code, str(one.args["charge"])) for one in deposits.of_links(lines, ours, credited)]


def test_money_for_links_without_a_payment_is_named() -> None:
    ours = {"OCPL-OURS-0001": 1001, "OCPL-OURS-0002": 1001}
    lines = [
        line(1, names="OCPL-OURS-0001"),
        line(2, note="from OCPL-OURS-0002"),
        line(3, names="OCPL-HAND-0003"),
        line(4),
        line(5, kind="REFUND_ORDER", names="OCPL-HAND-0004"),
    ]
    assert strange(lines, ours, {"OCPL-OURS-0001"}) == [
        ("deposit_not_credited", "OCPL-OURS-0002"),
        ("deposit_of_strange_link", "OCPL-HAND-0003"),
    ]
