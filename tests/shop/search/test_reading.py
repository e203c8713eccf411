"""How what is typed is read, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.search.folding import sound_of, words_of
from bot.shop.search.keyboards import typed_on_other_keyboards
from bot.shop.search.matcher import Entry, Matcher
from bot.shop.search.query import MOST_WORDS, read_query
from bot.shop.search.type_names import fit, read_type


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("netflix", "نتفلكس"),
        ("playstation", "بلايستيشن"),
        ("xbox", "إكس بوكس"),
        ("google", "قوقل"),
        ("twitch", "تويتش"),
        ("roblox", "روبلوكس"),
        ("fortnite", "فورتنايت"),
        ("discord", "ديسكورد"),
        ("minecraft", "ماينكرافت"),
    ],
)
def test_a_name_sounds_the_same_in_both_scripts(latin: str, arabic: str) -> None:
    assert sound_of(latin) == sound_of("".join(words_of(arabic))) != ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PSN10€", ("psn", "10", "€")),
        ("السّعودية ١٠٠ ريال", ("سعوديه", "100", "ريال")),
        ("Crédit ps5, 4G", ("credit", "ps5", "4g")),
        ("H&M", ("h", "m")),
        ("للبلايستيشن", ("بلايستيشن",)),
    ],
)
def test_words_are_folded_and_amounts_part_from_their_currency(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_amounts_currencies_and_places_are_known() -> None:
    query = read_query("steam 10€ الإمارات العربية المتحدة")
    assert query.numbers == {1: 10}
    assert query.currencies == {2: frozenset({"EUR"})}
    assert [place.codes for place in query.places] == [frozenset({"AE"})]
    assert query.named == {0, 1}


@pytest.mark.parametrize(
    ("text", "months"), [("1 an", 12), ("سنة", 12), ("2 years", 24), ("شهرين", 2), ("3 mois", 3)]
)
def test_years_are_counted_in_months(text: str, months: int) -> None:
    query = read_query(f"spotify {text}")
    assert list(query.numbers.values()) == [months]
    assert "month" in query.same


def test_a_type_tells_its_amounts_in_their_order() -> None:
    assert read_type("100 + 10 diamonds").numbers == (100, 10)
    assert read_type("10 USD (800 Robux)").currencies == {"USD"}


def test_the_first_number_of_a_type_counts_for_more_than_the_others() -> None:
    [match] = Matcher([Entry("it", "Roblox", None)]).find(read_query("roblox 10"))
    first, second = (
        fit(read_query("roblox 10"), match, "10 USD"),
        fit(read_query("roblox 10"), match, "5 + 10"),
    )
    assert first is not None
    assert second is not None
    assert first > second
    assert fit(read_query("roblox 10"), match, "25 USD") is None


def test_keys_of_the_other_script_are_read_again() -> None:
    assert "steam" in typed_on_other_keyboards("سفثشة")
    assert "netflix" in typed_on_other_keyboards("ىثفبمهء")
    assert "ستيم" in typed_on_other_keyboards("sjdl")


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_searched(text: str) -> None:
    query = read_query(text)
    assert len(query.words) == len(query.weights) == len(query.same) <= MOST_WORDS
    assert query.weight > 0
    for match in MATCHER.find(query):
        assert match.score <= 1.0 + 1e-9
        assert match.explained <= set(range(len(query.words)))
    typed_on_other_keyboards(text)


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_title_is_found_by_itself_and_before_all_others(title: str, type_name: str) -> None:
    words = words_of(title)
    matcher = Matcher(
        [Entry("other", "Something else", None), Entry("it", title, None, type_names=(type_name,))]
    )
    query = read_query(title)
    if any(at in query.named and not words[at].isdecimal() for at in range(len(query.words))):
        assert matcher.find(query)[0].item == "it"


MATCHER = Matcher(
    [
        Entry(
            1, "PlayStation Store France", "FR", ("PlayStation", "بلايستيشن"), ("psn",), ("10 EUR", "20 EUR")
        ),
        Entry(2, "Steam Wallet Global", "001", ("Steam", "ستيم")),
        Entry(3, "", None),
    ]
)


@pytest.mark.parametrize(
    ("typed", "is_meant"),
    [("يلا لودو", True), ("يلالودو", True), ("yala lodo", True), ("لد", False), ("ليلى ولدي", False)],
)
def test_a_name_of_two_consonants_is_known_by_the_vowels_that_are_written(
    typed: str, *, is_meant: bool
) -> None:
    matcher = Matcher([Entry("game", "Yalla Ludo Diamonds", None)])
    assert bool(matcher.find(read_query(typed))) is is_meant
