from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.order_status import OrderStatus
from bot.shop.orders.supplier_answers import Ended, Mismatch, Pending, read_answer
from bot.supplier import SupplierOrder

CODES = st.sampled_from(["A-1", "B-2", "C-3", "D-4", "", "  ", "A-1"])
counts = st.integers(0, 5)


def answer(**fields: Any) -> SupplierOrder:
    fields = {
        "order_id": "o1",
        "status": "FULFILLED",
        "quantity": 2,
        "cards": [{"value": "A"}, {"value": "B"}],
    } | fields
    return SupplierOrder(**fields)


def read(**fields: Any) -> Pending | Ended | Mismatch:
    return read_answer(answer(**fields), product_id="P", type_id="T", quantity=2)


@given(
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(
                ["HANDLING", "FULFILLED", "PARTIALLY_FILLED", "REFUNDED", "ON_HOLD", ""]
            ),
            "quantity": counts,
            "fulfilled_quantity": st.none() | counts,
            "product_id": st.sampled_from([None, "P", "Q"]),
            "type_id": st.sampled_from([None, "T", "U"]),
        }
    ),
    st.integers(1, 5),
    st.lists(CODES, max_size=5),
)
def test_an_end_is_only_what_keeps_every_promise_of_the_contract(
    fields: dict[str, Any], ordered: int, codes: list[str]
) -> None:
    shown = answer(**fields, cards=[{"value": code} for code in codes])
    got = read_answer(shown, product_id="P", type_id="T", quantity=ordered)
    status, count = fields["status"], len(codes)
    if status in {"HANDLING", "ON_HOLD", ""}:
        assert got == Pending(strange=status != "HANDLING")
        return
    adds_up = {
        "FULFILLED": count == ordered,
        "PARTIALLY_FILLED": 0 < count < ordered,
        "REFUNDED": count == 0,
    }[status]
    sound = (
        adds_up
        and fields["quantity"] == ordered
        and fields["fulfilled_quantity"] in {None, count}
        and all(code.strip() for code in codes)
        and len(set(codes)) == count
        and fields["product_id"] in {None, "P"}
        and fields["type_id"] in {None, "T"}
    )
    assert isinstance(got, Ended if sound else Mismatch)
    if isinstance(got, Ended):
        assert got.status == status.lower()
        assert [card.value for card in got.cards] == codes


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"cards": [{"value": "A"}]}, "cards_do_not_add_up"),
        ({"cards": [], "fulfilled_quantity": 2}, "cards_do_not_add_up"),
        ({"fulfilled_quantity": 1}, "cards_do_not_add_up"),
        ({"cards": [{"value": "A"}, {"value": ""}]}, "empty_card"),
        ({"cards": [{"value": "A"}, {"value": "A"}]}, "same_card_twice"),
        ({"quantity": 3}, "other_quantity"),
        ({"product_id": "X"}, "other_goods"),
        ({"type_id": "X"}, "other_goods"),
        ({"status": "REFUNDED"}, "cards_do_not_add_up"),
        ({"status": "PARTIALLY_FILLED"}, "cards_do_not_add_up"),
        ({"status": "PARTIALLY_FILLED", "cards": []}, "cards_do_not_add_up"),
    ],
)
def test_each_thing_that_does_not_add_up_has_its_word(fields: dict[str, Any], reason: str) -> None:
    assert read(**fields) == Mismatch(reason)


def test_one_card_alone_and_without_a_serial_is_read() -> None:
    got = read_answer(answer(quantity=1, cards={"value": "ONE"}), product_id="P", type_id="T", quantity=1)
    assert isinstance(got, Ended)
    assert (got.status, got.cards[0].value, got.cards[0].serial) == (OrderStatus.FULFILLED, "ONE", "")
