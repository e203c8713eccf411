"""Numbers as people type them."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import LANGUAGES
from handlers.ui import typed
from handlers.ui.languages.locale_files import LOCALES
from handlers.ui.typed import LeadingAmount, words_for

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
    "text",
    [
        *("1250", "1250DA", "1250 da", "+1250", "١٢٥٠", "1250دج", "1250 د.ج", "1250dzd"),
        *("1 250", "1\u00a0250", "1\u202f250 DA", "1.250", "1,250", "1'250", "1’250", "١٬٢٥٠", "١ ٢٥٠"),
        *("1.25k", "1,25K", "١٫٢٥k"),
    ],
)
def test_dinars(text: str) -> None:
    assert typed.dinars(text) == 1250


@pytest.mark.parametrize(
    "text",
    [
        *("1250.50", "12,50", "1.250,50", "1 25", "1 250.000", "0.500", "0 500", "1250 500", "DA", "", "k"),
        *("-1250", "++1", "5kk", "1.2345k"),
    ],
)
def test_what_is_no_amount_of_whole_dinars(text: str) -> None:
    assert typed.dinars(text) is None


def test_larger_amounts() -> None:
    assert typed.dinars("5k") == 5000
    assert typed.dinars("1.000.000") == typed.dinars("1 000 000 DA") == 1_000_000


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("500", LeadingAmount(500, ())),
        ("500 note", LeadingAmount(500, ("note",))),
        ("500 DA 3 cartes", LeadingAmount(500, ("3", "cartes"))),
        ("2 800", LeadingAmount(2800, (), in_words=True)),
        ("2 800 note", LeadingAmount(2800, ("note",), in_words=True)),
        ("1 000 000DA note", LeadingAmount(1_000_000, ("note",), in_words=True)),
        ("2 800 DA note", LeadingAmount(2800, ("note",))),
        ("٢ ٨٠٠", LeadingAmount(2800, (), in_words=True)),
        ("500 2nd code", LeadingAmount(500, ("2nd", "code"))),
        ("500 50", None),
        ("2 800,50", None),
        ("note 500", None),
        ("", None),
    ],
)
def test_an_amount_in_front_of_other_words(words: str, meant: LeadingAmount | None) -> None:
    assert typed.leading_amount(words.split()) == meant


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_word_for_everything_that_may_be_typed(language: str) -> None:
    meant = {code: tomllib.loads((LOCALES / code / "typed.toml").read_text("utf-8")) for code in LANGUAGES}
    assert meant[language].keys() == meant["en"].keys()
    for meaning, said in meant[language].items():
        assert said, meaning
        assert [word.casefold() for word in said] == said
        assert set(said) <= words_for(meaning)


def test_no_word_of_a_rule_or_a_code_means_two_things() -> None:
    for together in (
        ("all", "auto", "step", "least", "per-day"),
        ("least", "most", "each", "from", "until", "for", "name"),
    ):
        said = [word for meaning in together for word in words_for(meaning)]
        assert len(said) == len(set(said))


def test_what_nobody_may_type_has_no_words() -> None:
    with pytest.raises(LookupError):
        words_for("nothing")
