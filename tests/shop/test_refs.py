import string

from hypothesis import given
from hypothesis import strategies as st

from bot.shop.refs import ALPHABET, REF_LENGTH, new_ref, new_token, short_key, typed_ref


def test_a_ref_has_no_letters_that_people_mix_up() -> None:
    refs = {new_ref() for _ in range(500)}
    assert len(refs) == 500
    assert all(len(ref) == REF_LENGTH and set(ref) <= set(ALPHABET) for ref in refs)
    assert not set(ALPHABET) & set("AEIOUYSL0158B")
    assert len(set(ALPHABET)) == len(ALPHABET)


@given(st.text(ALPHABET, min_size=10, max_size=10), st.lists(st.integers(0, 9), max_size=3), st.booleans())
def test_a_ref_is_found_however_it_was_typed(ref: str, breaks: list[int], lower: bool) -> None:
    typed = ref.lower() if lower else ref
    for place in breaks:
        typed = typed[:place] + "- "[place % 2] + typed[place:]
    assert typed_ref(f" {typed}\n") == ref


def test_a_ref_typed_with_arabic_digits_is_found() -> None:
    assert typed_ref("cdf٢٣٤-٦٧٩n") == "CDF234679N"
    assert typed_ref("cdf۲۳۴۶۷۹n") == "CDF234679N"


@given(st.text(max_size=200))
def test_any_text_can_be_asked_for_as_a_ref(text: str) -> None:
    assert typed_ref(text) == typed_ref(typed_ref(text))


def test_a_token_fits_a_button_and_is_never_the_same() -> None:
    tokens = {new_token() for _ in range(500)}
    assert len(tokens) == 500
    assert all(
        len(token) == 16 and set(token) <= set(string.ascii_letters + string.digits + "_-")
        for token in tokens
    )


@given(st.text(max_size=300))
def test_a_key_is_short_stable_and_made_of_plain_letters(identity: str) -> None:
    key = short_key(identity)
    assert key == short_key(identity)
    assert len(key) == 13
    assert set(key) <= set(string.ascii_lowercase + "234567")


def test_keys_of_different_ids_differ() -> None:
    assert len({short_key(f"{number:024x}") for number in range(5_000)}) == 5_000
