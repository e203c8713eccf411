"""How amounts, percentages, moments and commands stand in each language, also from the right and inside other
words.
"""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import LANGUAGES
from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo
from bot.shop.prices.rules import PriceRule
from handlers.ui.texts import Change, Code, Phrase, TimeOfDay, without_marks
from handlers.words.payment import shown_price
from handlers.words.price import margin_percent, rule_words, takes_words, where_words
from tests.fakes.texts import library
from tests.handlers.samples import AT
from tests.handlers.ui.locale_messages import library_of_this_module, longest, messages


@pytest.mark.parametrize(
    ("amount", "arabic", "french", "english"),
    [
        (Money.of_dinars(1250), "1 250 دج", "1 250 DA", "1 250 DA"),
        (Money(125_050), "1 250,50 دج", "1 250,50 DA", "1 250,50 DA"),
        (Money.of_dinars(1_000_000), "1 000 000 دج", "1 000 000 DA", "1 000 000 DA"),
        (Money.ZERO, "0 دج", "0 DA", "0 DA"),
        (Money(-5), "\u200f\u200e−0,05 دج", "−0,05 DA", "−0,05 DA"),
    ],
)
def test_money(amount: Money, arabic: str, french: str, english: str) -> None:
    texts = library()
    for language, expected in (("ar", arabic), ("fr", french), ("en", english)):
        assert texts[language].money(amount).replace("\u00a0", " ") == expected


def test_a_sign_stands_before_its_amount_in_arabic_too() -> None:
    def entry(language: str, dinars: int) -> str:
        return library()[language].html(
            "wallet-entry", at=AT, amount=Change(Money.of_dinars(dinars)), what="x"
        )

    # Set from the right as a whole; sign and digits from the left, their groups held together.
    assert "\u2068\u200f\u200e−2\u00a0790\u00a0دج\u2069" in entry("ar", -2790)
    assert "\u2068\u200f\u200e+20\u00a0000\u00a0دج\u2069" in entry("ar", 20_000)
    assert "\u2068−2\u00a0790\u00a0DA\u2069" in entry("fr", -2790)


def test_what_was_said_before_keeps_its_marks_and_narrow_spaces_in_another_message() -> None:
    """With an ordinary space between its groups, 2 790 is set as 790 2 in a line from the right."""
    texts = library()["ar"]
    dear = Money.of_dinars(2790)
    assert "\u20682\u00a0790\u00a0دج\u2069" in texts.plain("way-transfer", price=texts.money(dear))
    rule = PriceRule(percent=Decimal(5), added=Money.of_dinars(1000), step=Money.of_dinars(10))
    said = texts.html("prices-rule", rule=rule_words(texts, rule), source="x")
    assert "\u20685%\u2069 + \u20681\u00a0000\u00a0دج\u2069" in said
    stars = shown_price(texts, "XTR", 1116)
    assert (stars, shown_price(texts, "EUR", 1163)) == ("1\u00a0116 ⭐", "11,63 EUR")
    # What comes from outside does not become ours by standing beside it.
    assert isinstance(stars + "\u202ex", Phrase) is False
    assert "\u202e" not in texts.plain("way-stars", price=stars + "\u202ex")


def test_a_percentage_holds_together_from_the_right() -> None:
    """No letter in it: between marks it is set from the left in every line."""
    texts = library()
    for language, expected in (("ar", "−10%"), ("fr", "−10\u00a0%"), ("en", "−10%")):
        promo = Promo("RAMADAN", percent=Decimal(10))
        assert takes_words(texts[language], promo) == expected
        line = texts[language].html(
            "promo-line", promo="R", takes=takes_words(texts[language], promo), where="x", used=0
        )
        assert f"\u2068{expected}\u2069" in line
    assert margin_percent(texts["ar"], Money(-500), Money(10_000)) == "−5%"
    assert texts["en"].percent(Decimal("7.50")) == "7,5%"


def test_a_commands_slash_stands_before_its_word_in_arabic() -> None:
    texts = library()
    said = texts["ar"].plain("error-already-bought", ref=Code("CDFGHJ2346"))
    assert "\u200e/orders" in said
    assert "\u200e/payments unmatched" in texts["ar"].html("ledger-unmatched", count=1)
    for key in messages("ar"):
        spoken = re.sub(r"<code>.*?</code>", "", texts["ar"].html(key, **longest(key)))
        assert not re.search(r"(?<![\u200e<\w])/[a-z]", spoken), key
    assert "\u200e" not in texts["fr"].html("help", shop="H", customer=Code(1))
    # Elements, paths and what people copy are left alone.
    assert "</b>" in texts["ar"].html("topup", least=Money.ZERO, most=Money.ZERO)
    assert "\u200e" not in texts["ar"].html("usage-order", example=Code("/order CDFGHJ2346"))


@given(st.integers(-(10**12), 10**12))
def test_money_keeps_every_centime_and_western_digits(centimes: int) -> None:
    for language in LANGUAGES:
        shown = library_of_this_module()[language].money(Money(centimes))
        digits = re.sub(r"[^0-9,]", "", shown)
        assert int(digits.replace(",", "")) * (1 if "," in digits else 100) == abs(centimes)
        assert without_marks(shown).startswith("−") == (centimes < 0)


def test_moments_are_in_the_shops_zone_and_months_as_algerians_say_them() -> None:
    texts = library()
    at = datetime(2026, 1, 5, 23, 30, tzinfo=UTC)
    assert texts["ar"].moment(at) == "6 جانفي 2026، 00:30"
    assert texts["fr"].moment(at) == "6 janv. 2026 à 00:30"
    assert texts["en"].moment(at) == "6 Jan 2026, 00:30"
    elsewhere = library(default_language="fr", zone=ZoneInfo("UTC"))
    assert elsewhere["fr"].moment(at) == "5 janv. 2026 à 23:30"


def test_a_deadline_on_the_day_it_was_set_is_an_hour() -> None:
    texts = library()["fr"]
    set_at = datetime(2026, 1, 5, 22, 30, tzinfo=UTC)  # 23:30 in the shop's zone
    assert texts.deadline(set_at + timedelta(minutes=20), set_at) == TimeOfDay(set_at + timedelta(minutes=20))
    assert texts.deadline(set_at + timedelta(minutes=40), set_at) == set_at + timedelta(minutes=40)


def test_a_promo_codes_last_day_is_named_as_a_day() -> None:
    texts = library()
    midnight = datetime(2027, 4, 1, tzinfo=texts["ar"].zone)
    assert "إلى 31 مارس 2027" in without_marks(where_words(texts["ar"], Promo("R", ends_at=midnight)))
    assert where_words(texts["en"], Promo("R", ends_at=midnight)).endswith("until \u206831 Mar 2027\u2069")
    assert "until \u20681 Apr 2027, 10:30" in where_words(
        texts["en"], Promo("R", ends_at=midnight.replace(hour=10, minute=30))
    )
    assert "from \u20681 Apr 2027\u2069" in where_words(texts["en"], Promo("R", starts_at=midnight))
