"""Numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import typed

WESTERN, ARABIC, PERSIAN = "0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"


@given(st.integers(0, 10**11), st.sampled_from([WESTERN, ARABIC, PERSIAN]))
def test_digits_of_three_scripts_are_read(number: int, digits: str) -> None:
    written = str(number).translate(str.maketrans(WESTERN, digits))
    assert typed.whole_number(written) == number
    assert typed.whole_number(f" \u200f{written}\u2069 ") == number


@given(st.text())
def test_whatever_is_typed_is_a_number_or_not(text: str) -> None:
    for read in (typed.whole_number, typed.quantity, typed.user_id, typed.dinars):
        number = read(text)
        assert number is None or 0 <= number < 10**12


@pytest.mark.parametrize("text", ["3", "x3", "3x", "× 3", "٣", "3X"])
def test_quantities(text: str) -> None:
    assert typed.quantity(text) == 3


@pytest.mark.parametrize("text", ["", "x", "1.5", "-1", "1 2", "trois", "²", "½", "1e3", "0x10", "9" * 13])
def test_what_is_no_quantity(text: str) -> None:
    assert typed.quantity(text) is None


@pytest.mark.parametrize(
    "text", ["1250", "1250DA", "1250 da", "+1250", "١٢٥٠", "1250دج", "1250 د.ج", "1250dzd"]
)
def test_dinars(text: str) -> None:
    assert typed.dinars(text) == 1250


@pytest.mark.parametrize("text", ["1,250", "1.250", "1250.50", "1 250", "DA", "", "-1250", "++1"])
def test_what_is_no_amount_of_whole_dinars(text: str) -> None:
    assert typed.dinars(text) is None
