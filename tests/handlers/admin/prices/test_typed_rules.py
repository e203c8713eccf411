"""Rules and codes as merchants type them: read whole or not at all."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo
from bot.shop.prices.rules import Limit, PriceRule
from handlers.admin.prices.typed_rules import (
    LimitWish,
    PriceWish,
    RuleWish,
    limit_wish,
    packed_rule,
    price_wishes,
    read_rule,
    rule_doubt,
    rule_wishes,
    unpacked_rule,
    words_of,
)
from handlers.admin.promos.typed import PromoWish, promo_change, promo_wish

ZONE = ZoneInfo("Africa/Algiers")
NOW = PriceRule(Decimal(5), step=Money.of_dinars(10), least_margin=Money.of_dinars(20))


def rule_wish(words: list[str]) -> RuleWish:
    return rule_wishes(words)[0]


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
        ("7%", "", replace(NOW, percent=Decimal(7))),
        ("700%", "", replace(NOW, percent=Decimal(700))),
        ("7% steam wallet", "steam wallet", replace(NOW, percent=Decimal(7))),
        ("steam %7", "steam", replace(NOW, percent=Decimal(7))),
        ("ستيم ٪٧٫٥", "ستيم", replace(NOW, percent=Decimal("7.5"))),
        ("steam + 50 DA", "steam", replace(NOW, percent=Decimal(0), added=dinars(50))),
        ("steam 50 دج", "steam", replace(NOW, percent=Decimal(0), added=dinars(50))),
        ("steam 5% min 30 DA", "steam", replace(NOW, least_margin=dinars(30))),
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


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        ("steam -7%", "negative"),
        ("steam -50", "negative"),
        ("steam −50 DA", "negative"),
        ("steam 7.555%", "rule"),
        ("steam +5,5", "rule"),
        ("steam step", "rule"),
        ("steam 7", "number"),
        ("steam 7,5", "number"),
        ("steam", None),
        ("7", None),
        ("", None),
    ],
)
def test_what_is_neither_a_name_nor_a_rule_is_told_for_what_it_may_have_been(
    typed: str, doubt: str | None
) -> None:
    assert rule_doubt(words_of(typed.split())) == doubt


PARTS = st.lists(
    st.sampled_from([["7%"], ["7,25%"], ["+50"], ["50da"], ["step", "10"], ["min", "1000000"]]),
    min_size=1,
    unique_by=lambda part: "a" if part[0] in {"+50", "50da"} else part[0][-1] + part[0][0],
)


@given(PARTS)
def test_a_rule_on_a_button_is_the_rule_that_was_typed(parts: list[list[str]]) -> None:
    tokens = [token for part in parts for token in part]
    typed = read_rule(tokens, NOW)
    if typed is not None:
        assert unpacked_rule(packed_rule(tokens), NOW) == typed


@pytest.mark.parametrize("packed", ["", "7", "p", "7p_7p", "7.5a", "7x", "-7p", "٧p", "99999999p", "7p_"])
def test_what_no_button_says_is_no_rule(packed: str) -> None:
    assert unpacked_rule(packed, NOW) is None


@pytest.mark.parametrize(
    ("typed", "wishes"),
    [
        ("steam 10 usd 1500", [PriceWish("steam 10 usd", 1500)]),
        ("steam 10 usd 1500 DA", [PriceWish("steam 10 usd", 1500)]),
        ("ستيم ١٠ ١٥٠٠ دج", [PriceWish("ستيم 10", 1500)]),
        ("steam 10 usd 2 790 DA", [PriceWish("steam 10 usd 2", 790), PriceWish("steam 10 usd", 2790)]),
        ("steam 10 500", [PriceWish("steam 10", 500), PriceWish("steam", 10_500)]),
        ("steam usd 3 000", [PriceWish("steam usd", 3000)]),
        ("steam 10 usd auto", [PriceWish("steam 10 usd", None)]),
        ("steam 10 usd تلقائي", [PriceWish("steam 10 usd", None)]),
        ("steam 0", [PriceWish("steam", 0)]),
        ("steam 15,5", []),
        ("1500", []),
        ("auto", []),
        ("", []),
    ],
)
def test_set_prices_in_each_way_they_can_be_read(typed: str, wishes: list[PriceWish]) -> None:
    assert price_wishes(words_of(typed.split())) == wishes


@pytest.mark.parametrize(
    ("typed", "scope", "says"),
    [
        ("steam +1 000", "steam", PriceRule(added=dinars(1000))),
        ("steam +1.000", "steam", PriceRule(added=dinars(1000))),
        ("steam 1 000 DA", "steam", PriceRule(added=dinars(1000))),
        (
            "steam 7% min 1 000 step 1,000",
            "steam",
            PriceRule(Decimal(7), step=dinars(1000), least_margin=dinars(1000)),
        ),
        ("+50 325 UC", "325 UC", PriceRule(added=dinars(50))),
        ("steam +5k", "steam", PriceRule(added=dinars(5000))),
    ],
)
def test_amounts_in_groups_in_a_rule(typed: str, scope: str, says: PriceRule) -> None:
    wishes = rule_wishes(words_of(typed.split()))
    assert (scope, says) in [(wish.words, wish.rule(PriceRule())) for wish in wishes]


@pytest.mark.parametrize("bare", ["1.000", "5k", "1 000"])
def test_a_bare_amount_is_no_rule(bare: str) -> None:
    assert rule_wish(words_of(["steam", *bare.split()])).tokens == ()


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
        ("steam 3 day 10", LimitWish("steam", 3, 10)),
        ("steam يوم ١٠ ٣", LimitWish("steam", 3, 10)),
        ("pubg 60 3", LimitWish("pubg 60", 3)),
        ("steam 0", LimitWish("steam", 0, zero=True)),
        ("steam day 0", LimitWish("steam", per_day=0, zero=True)),
        ("steam 1 000", LimitWish("steam", per_order=1000)),
        ("steam 1.000", LimitWish("steam", per_order=1000)),
        ("steam 100 day 10 000", LimitWish("steam", 100, 10_000)),
        ("pubg 60 325", LimitWish("pubg 60", 325)),
        ("steam", None),
        ("steam day", None),
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
        ("eid 200 DA", PromoWish(Promo("EID", amount=dinars(200)))),
        (
            "عيد ١٠٪ أقصى ٥ حتى 31-01-2027 على ستيم",
            PromoWish(
                Promo(
                    "عيد", percent=Decimal(10), total_limit=5, ends_at=datetime(2027, 1, 31, 23, tzinfo=UTC)
                ),
                "ستيم",
            ),
        ),
        ("end x25", PromoWish(Promo("X25"), end=True)),
        ("fin x25", PromoWish(Promo("X25"), end=True)),
        ("x25", None),
        ("x25 dix", None),
        ("x25 10% max", None),
        ("x25 10% max 5 max 6", None),
        ("x25 10% 200", None),
        ("x25 10% until 2027-02-30", None),
        ("x25 10% until 9999-12-31", None),
        ("x25 10% on", None),
        ("x25 10% bientôt 5", None),
        ("", None),
    ],
)
def test_codes(typed: str, expected: PromoWish | None) -> None:
    assert promo_wish(words_of(typed.split()), ZONE) == expected


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ("200", {"percent": None, "amount": Money(200_00)}),
        ("15%", {"percent": Decimal(15)}),
        ("max 1 000 min 2 800", {"total_limit": 1000, "least": Money(2800_00)}),
        ("2.800 min 5k", {"amount": Money(2800_00), "percent": None, "least": Money(5000_00)}),
        ("max 5 min 1000", {"total_limit": 5, "least": Money(1000_00)}),
        ("name aid27", {"code": "AID27"}),
        ("nom aid27 each 2", {"code": "AID27", "customer_limit": 2}),
    ],
)
def test_parts_of_a_code_are_typed_and_the_others_stay(typed: str, changed: dict[str, object]) -> None:
    made = Promo("MADE", percent=Decimal(5), customer_limit=1)
    wish = promo_change(words_of(typed.split()), made, ZONE)
    assert wish == PromoWish(replace(made, **changed))  # type: ignore[arg-type]
    assert promo_change([*words_of(typed.split()), "quoi"], made, ZONE) is None


def test_only_a_place_may_be_typed_too() -> None:
    made = Promo("MADE", percent=Decimal(5))
    assert promo_change(["sur", "steam", "wallet"], made, ZONE) == PromoWish(made, "steam wallet")
    assert promo_change([], made, ZONE) is None


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
