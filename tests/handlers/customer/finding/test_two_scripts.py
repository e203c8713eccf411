"""What is for sale is called in Arabic as people say it and as it is printed on the card."""

import pytest

from handlers.customer.browsing.callbacks import Shop
from handlers.ui.keyboards import button, in_pairs
from handlers.ui.texts import without_marks
from handlers.words.goods import category_name, flagged_product, product_name
from tests.fakes.texts import library
from tests.handlers.shopfloor import Floor, Person

TWO = "بلايستيشن · PlayStation Store France"


async def test_arabic_screens_name_a_product_in_both_scripts(floor: Floor, amina: Person) -> None:
    await amina.sends("/shop")
    assert "بلايستيشن · PlayStation" in [without_marks(label) for label in amina.buttons]
    await amina.taps("PlayStation")
    assert "بلايستيشن · PlayStation" in without_marks(amina.screen)
    assert f"🇫🇷 {TWO}" in [without_marks(label) for label in amina.buttons]
    await amina.taps("PlayStation Store France")
    assert TWO in without_marks(amina.screen)
    await amina.taps("10 EUR")
    assert TWO in without_marks(amina.screen)
    await amina.taps("1")
    assert TWO in without_marks(amina.screen)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_other_languages_keep_the_title_as_it_is(language: str) -> None:
    texts = library()[language]
    assert product_name(texts, "PlayStation Store France") == "PlayStation Store France"
    assert category_name(texts, "Gift Cards") == "Gift Cards"
    assert flagged_product(texts, "Steam", "france") == "🇫🇷 Steam"


def test_two_scripts_stand_apart_from_each_other_and_begin_from_the_right() -> None:
    texts = library()["ar"]
    assert product_name(texts, "Steam (EU)") == "ستيم · \u2068Steam (EU)\u2069"
    assert flagged_product(texts, "Steam (EU)", "france").startswith("\u200f🇫🇷 ستيم")
    assert flagged_product(texts, "Quilt", "france") == "🇫🇷 Quilt"


def test_a_button_shows_both_scripts_only_where_a_phone_shows_all_of_them() -> None:
    texts = library()["ar"]
    for title, both in (("PlayStation Store Germany", True), ("PlayStation Store United Kingdom", False)):
        label = flagged_product(texts, title, "france")
        assert ("بلايستيشن" in label) is both
        assert title in label
    assert "بلايستيشن" not in flagged_product(texts, "PlayStation Store Germany", "france", beside=9)
    assert flagged_product(library()["fr"], "W" * 60, None) == "W" * 60


def test_long_labels_have_a_row_of_their_own() -> None:
    labels = ["a" * 20, "b" * 21, "c", "d", "e"]
    rows = in_pairs([button(label, Shop(1)) for label in labels])
    assert [[one.text[0] for one in row] for row in rows] == [["a"], ["b"], ["c", "d"], ["e"]]


def test_what_would_not_fit_is_the_latin_title_alone() -> None:
    texts = library()["ar"]
    both = len("ستيم · Steam Wallet USA")
    assert "ستيم" in product_name(texts, "Steam Wallet USA", both)
    assert product_name(texts, "Steam Wallet USA", both - 1) == "Steam Wallet USA"
    assert product_name(texts, "Steam " * 30, 20) == "Steam Steam Steam S…"
