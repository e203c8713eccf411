from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.shop.lost_orders.matching import PAD, TAKEN_WITHIN, Search, Verdict, neighbours, whose
from bot.supplier import SupplierOrder

START = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def search(number: int, minute: float = 0, **changes: Any) -> Search:
    sent = START + timedelta(minutes=minute)
    fields = {
        "attempt_id": number,
        "ref": f"REF{number:07}",
        "product_id": "P",
        "type_id": "T",
        "quantity": 1,
        "since": sent - PAD,
        "until": sent + TAKEN_WITHIN,
    }
    return Search(**(fields | changes))


def item(name: str, minute: float | None = 0, **changes: Any) -> SupplierOrder:
    fields = {
        "order_id": name,
        "status": "HANDLING",
        "quantity": 1,
        "product_id": "P",
        "type_id": "T",
        "time": None if minute is None else START + timedelta(minutes=minute),
    }
    return SupplierOrder(**(fields | changes))


def found(mine: Search, group: list[Search], *free: SupplierOrder) -> str | None:
    got = whose(mine, group, free)
    return got.order_id if isinstance(got, SupplierOrder) else got and got.value


def test_one_order_for_one_attempt_is_its_own() -> None:
    mine = search(1)
    assert found(mine, [mine], item("a")) == "a"
    assert found(mine, [mine]) is None


def test_goods_quantity_and_time_must_fit() -> None:
    mine = search(1)
    others = [
        item("a", product_id="Q"),
        item("b", type_id="U"),
        item("c", quantity=2),
        item("d", -2.1),
        item("e", 5.1),
    ]
    assert found(mine, [mine], *others) is None
    assert [found(mine, [mine], item("x", minute)) for minute in (-2, 0, 5, None)] == ["x"] * 4


def test_what_an_order_does_not_say_contradicts_nothing() -> None:
    mine = search(1)
    assert found(mine, [mine], item("a", None, product_id=None, type_id=None)) == "a"


def test_our_ref_decides_whatever_else_the_order_says() -> None:
    mine, other = search(1), search(2)
    odd = item("a", 90, product_id="Q", quantity=7, order_ref="API-213-REF0000001")
    assert found(mine, [mine, other], item("b"), item("c"), item("d"), odd) == "a"


def test_an_order_with_somebody_elses_ref_is_somebody_elses() -> None:
    mine = search(1)
    assert found(mine, [mine], item("a", order_ref="REF0000009")) is None
    assert found(mine, [mine], item("a", order_ref="REF0000009"), item("b")) == "b"


def test_a_rivals_ref_takes_the_rival_and_its_order_out() -> None:
    mine, rival = search(1), search(2, 1)
    group = [mine, rival]
    assert found(mine, group, item("a", 0, order_ref=rival.ref), item("b", 1)) == "b"
    assert found(mine, group, item("a", 0, order_ref=rival.ref), item("b"), item("c")) == "too many"


def test_equal_counts_settle_oldest_with_oldest() -> None:
    one, two = search(1, 0), search(2, 1)
    orders = [item("late", 1), item("early", 0)]
    assert [found(mine, [one, two], *orders) for mine in (one, two)] == ["early", "late"]


def test_one_order_for_two_attempts_goes_to_one_of_them() -> None:
    one, two = search(1, 0), search(2, 1)
    assert [found(mine, [one, two], item("a", 1)) for mine in (one, two)] == ["a", None]


def test_an_old_attempt_whose_time_it_was_not_takes_nothing_from_a_new_one() -> None:
    old, new = search(1, 0), search(2, 6)
    group = neighbours(new, [old, new])
    assert [s.attempt_id for s in group] == [1, 2]
    assert found(new, group, item("a", 6)) == "a"
    assert found(old, group, item("a", 6)) is None


def test_more_orders_than_attempts_cannot_be_told_apart() -> None:
    one, two = search(1, 0), search(2, 1)
    orders = [item("a", 0), item("b", 0.5), item("c", 1)]
    assert [found(mine, [one, two], *orders) for mine in (one, two)] == ["too many"] * 2


def test_neighbours_reach_through_one_another_and_no_further() -> None:
    chain = [search(number, 6 * number) for number in range(4)]
    far = search(9, 100)
    assert neighbours(chain[2], [*chain, far]) == chain
    assert neighbours(far, [*chain, far]) == [far]
    assert neighbours(far, []) == [far]


minutes = st.integers(0, 25)


@given(st.lists(minutes, min_size=1, max_size=5), st.lists(minutes, max_size=6))
def test_settled_one_by_one_in_any_order_no_order_is_given_twice_and_none_in_time_is_left(
    sent: list[int], dated: list[int]
) -> None:
    waiting = {number: search(number, minute) for number, minute in enumerate(sent)}
    free = {f"o{number}": item(f"o{number}", minute) for number, minute in enumerate(dated)}
    given_to: dict[int, str] = {}
    unclear = set()
    news = True
    while news:
        news = False
        for number in sorted(waiting, key=lambda n: -n):  # the newest looks first
            mine = waiting[number]
            got = whose(mine, neighbours(mine, waiting.values()), list(free.values()))
            if got is Verdict.TOO_MANY:
                unclear.add(number)
            elif got is not None:
                assert mine.fits(got)
                given_to[number] = got.order_id
                del free[got.order_id], waiting[number]
                news = True
    assert len(set(given_to.values())) == len(given_to)
    # Whoever is still waiting sees no order that could be theirs, or more than anybody can tell apart.
    for number, mine in waiting.items():
        assert number in unclear or not any(mine.fits(order) for order in free.values())
