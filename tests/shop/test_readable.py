"""What people can see of a text from outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.readable import LONGEST_NAME, is_visible, readable

UNSEEN = [
    "",
    "   ",
    "\u200f",
    "\u2060",
    "\u00a0\u2007\u202f",
    "\u200b\u200c\u200d\ufeff",
    "\u3164\u115f\u1160\uffa0",
    "\u2800",
    "\u00ad\u034f",
    "\x00\x07\x1b",
    "\ud800",
    "\u0301",
    "\ufdd0\ue000\U000e0041",
]


@pytest.mark.parametrize("text", UNSEEN)
def test_what_nobody_can_see_is_nothing(text: str) -> None:
    assert readable(text) == ""
    assert "PSN" in readable(f"{text}PSN{text}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("PSN  Germany", "PSN Germany"),
        (" \u200fبطاقات\u00a0الهدايا\u2060 ", "بطاقات الهدايا"),
        ("a\u202eb\nc", "ab c"),
        ("👨‍👩‍👧 Family", "👨‍👩‍👧 Family"),
        ("x" * 300, "x" * 199 + "…"),
        ("10 €", "10 €"),
        ("half \ud83d", "half"),
    ],
)
def test_what_can_be_seen_stays(text: str, shown: str) -> None:
    assert readable(text) == shown


@given(st.text())
def test_whatever_comes_is_one_line_that_can_be_sent_and_is_made_but_once(text: str) -> None:
    shown = readable(text)
    assert len(shown) <= LONGEST_NAME
    assert "\n" not in shown
    assert shown == shown.strip()
    shown.encode()
    assert readable(shown) == shown
    assert is_visible(shown) == bool(shown)
