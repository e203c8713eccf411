"""Rules and codes as merchants type them: read whole or not at all."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.money import Money
from bot.shop.pricing import Limit, PriceRule
from bot.shop.promos import Promo
from handlers.typed_rules import LimitWish, PromoWish, limit_wish, promo_wish, read_rule, rule_wish, words_of

ZONE = ZoneInfo("Africa/Algiers")
NOW = PriceRule(Decimal(5), step=Money.of_dinars(10), least_margin=Money.of_dinars(20))


def dinars(amount: int) -> Money:
    return Money.of_dinars(amount)


@pytest.mark.parametrize(
    ("typed", "scope", "rule"),
    [
        ("all 7%", "all", replace(NOW, percent=Decimal(7))),
        ("all 7 %", "all", replace(NOW, percent=Decimal(7))),
        ("steam 20 eur 7,5%", "steam 20 eur", replace(NOW, percent=Decimal("7.5"))),
        ("الكل ٧٪", "الكل", replace(NOW, percent=Decimal(7))),
        ("steam +50", "steam", replace(NOW, percent=Decimal(0), added=dinars(50))),
        (
            "steam 5% +50da pas 20 min 30",
            "steam",
            PriceRule(Decimal(5), dinars(50), dinars(20), dinars(30)),
        ),
        ("steam step 50", "steam", replace(NOW, step=dinars(50))),
        ("steam min 0", "steam", replace(NOW, least_margin=Money.ZERO)),
    ],
)
def test_rules_in_many_spellings(typed: str, scope: str, rule: PriceRule) -> None:
    wish = rule_wish(words_of(typed.split()))
    assert (wish.words, wish.rule(NOW)) == (scope, rule)


@pytest.mark.parametrize(
    "typed", ["steam", "steam 7", "steam 7% 8%", "steam 7.555%", "steam -7%", "steam step"]
)
def test_what_is_no_rule_is_taken_for_words(typed: str) -> None:
    wish = rule_wish(words_of(typed.split()))
    assert wish.words.split()[0] == "steam"
    assert wish.rule(NOW) is None or typed == "steam 7% 8%"


def test_auto_ends_a_rule_and_a_set_price_has_no_rounding() -> None:
    assert rule_wish(["steam", "AUTO"]).auto
    assert read_rule(["step", "10"], PriceRule(set_price=dinars(5))) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("steam 5", LimitWish("steam", per_order=5)),
        ("5", LimitWish("", per_order=5)),
        ("steam wallet day ٢٠", LimitWish("steam wallet", per_day=20)),
        ("steam auto", LimitWish("steam", 0, 0)),
        ("steam", None),
        ("steam 0", None),
        ("", None),
    ],
)
def test_limits(typed: str, expected: LimitWish | None) -> None:
    assert limit_wish(words_of(typed.split())) == expected


def test_one_limit_leaves_the_other() -> None:
    assert LimitWish("", per_day=3).limit(Limit(5, 9)) == Limit(5, 3)
    assert LimitWish("", 0, 0).limit(Limit(5, 9)) == Limit()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ramadan 10%", PromoWish(Promo("RAMADAN", percent=Decimal(10)))),
        ("ramadan -10 %", PromoWish(Promo("RAMADAN", percent=Decimal(10)))),
        ("EID-1 200da", PromoWish(Promo("EID-1", amount=dinars(200)))),
        (
            "X25 5% max 100 each 1 min 2000 from 2027-01-01 until 31/01/2027 on steam wallet",
            PromoWish(
                Promo(
                    "X25",
                    percent=Decimal(5),
                    total_limit=100,
                    customer_limit=1,
                    least=dinars(2000),
                    starts_at=datetime(2026, 12, 31, 23, tzinfo=UTC),
                    ends_at=datetime(2027, 1, 31, 23, tzinfo=UTC),
                ),
                "steam wallet",
            ),
        ),
        ("end x25", PromoWish(Promo("X25"), end=True)),
        ("fin x25", PromoWish(Promo("X25"), end=True)),
        ("x25", None),
        ("x25 dix", None),
        ("x25 10% max", None),
        ("x25 10% max 5 max 6", None),
        ("x25 10% until 2027-02-30", None),
        ("x25 10% until 9999-12-31", None),
        ("x25 10% on", None),
        ("x25 10% bientôt 5", None),
        ("", None),
    ],
)
def test_codes(typed: str, expected: PromoWish | None) -> None:
    assert promo_wish(words_of(typed.split()), ZONE) == expected


WORDS = st.lists(
    st.text(max_size=8)
    | st.sampled_from(["7%", "+5", "step", "min", "10", "auto", "max", "until", "2027-01-01", "on"]),
    max_size=8,
)


@given(WORDS)
def test_whatever_is_typed_is_a_sound_wish_or_none(arguments: list[str]) -> None:
    words = words_of(arguments)
    rule = rule_wish(words).rule(NOW)
    assert rule is None or rule.percent >= 0
    limit = limit_wish(words)
    assert limit is None or limit.limit(Limit()) is not None
    wish = promo_wish(words, ZONE)
    assert wish is None or wish.end or (wish.promo.percent is None) != (wish.promo.amount is None)
