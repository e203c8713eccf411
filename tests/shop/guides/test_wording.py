import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.shop.guides.wording import (
    LONGEST,
    MOST_ALIASES,
    MOST_STEPS,
    BadGuideError,
    GuideField,
    GuideTrouble,
    as_kept,
    split_aliases,
)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (
            GuideField.STEPS,
            "1. Ouvrez la page\n\n2) Saisissez\n- Validez",
            "Ouvrez la page\nSaisissez\nValidez",
        ),
        (GuideField.STEPS, "10 chiffres", "10 chiffres"),
        (GuideField.NOTE, "  une\u200bdeux \n\n trois ", "unedeux\ntrois"),
        (GuideField.LINK, " https://Store.example.com/redeem?a=1 ", "https://Store.example.com/redeem?a=1"),
        (GuideField.ALIASES, "psn،بلاي, PSN ;  ps  store\nبلاي", "psn, بلاي, ps store"),
    ],
)
def test_what_is_typed_is_kept_as_people_see_it(field: GuideField, typed: str, kept: str) -> None:
    assert as_kept(field, typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "http://example.com",
        "example.com",
        "https://",
        "https://example",
        "https://user@example.com",
        "https://exa mple.com",
        "https://example.com:8443/x",
        "https://127.0.0.1/x",
        "https://раураl.com",
        "https://[::1",
        "javascript:alert(1)",
        "tg://resolve?domain=x",
        "https://-a.com",
    ],
)
def test_a_link_is_a_whole_safe_address(typed: str) -> None:
    with pytest.raises(BadGuideError) as caught:
        as_kept(GuideField.LINK, typed)
    assert caught.value.why is GuideTrouble.NO_LINK


@pytest.mark.parametrize("field", GuideField)
def test_nothing_to_see_and_too_much_are_refused(field: GuideField) -> None:
    too_long = "https://example.com/" + "a" * LONGEST[field] if field is GuideField.LINK else "a" * 400
    too_long = too_long if len(too_long) > LONGEST[field] else "a" * (LONGEST[field] + 1)
    for typed in (" \n\u200b ", too_long):
        with pytest.raises(BadGuideError):
            as_kept(field, typed)


def test_steps_and_aliases_are_counted() -> None:
    assert as_kept(GuideField.STEPS, "\n".join("a" * MOST_STEPS)).count("\n") == MOST_STEPS - 1
    for field, typed, most in (
        (GuideField.STEPS, "a\n" * (MOST_STEPS + 1), MOST_STEPS),
        (GuideField.ALIASES, ",".join(f"a{n}" for n in range(MOST_ALIASES + 1)), MOST_ALIASES),
    ):
        with pytest.raises(BadGuideError) as caught:
            as_kept(field, typed)
        assert (caught.value.why, caught.value.most) == (GuideTrouble.TOO_MANY, most)


@given(st.sampled_from(GuideField), st.text(max_size=400))
@example(GuideField.LINK, "https://example.com:port")
def test_what_is_kept_is_within_bounds_and_kept_the_same_again(field: GuideField, typed: str) -> None:
    try:
        kept = as_kept(field, typed)
    except BadGuideError:
        return
    assert 0 < len(kept) <= LONGEST[field]
    if field is GuideField.ALIASES:
        assert ", ".join(split_aliases(kept)) == kept
    if field is not GuideField.STEPS:  # "1. 2. a" loses one number each time
        assert as_kept(field, kept) == kept
