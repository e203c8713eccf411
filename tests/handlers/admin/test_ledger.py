"""/ledger: a day as the merchant sees it, days as people type them, and every difference in words."""

import json
import string
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import LANGUAGES
from bot.shop.books import discrepancies
from bot.shop.books.day_figures import Day, Float, Move, packed, unpacked
from bot.shop.books.discrepancies import CODES, TO_DO, Difference
from bot.shop.money import Money
from handlers.admin.ledger import day_screen
from handlers.admin.overview.callbacks import OverviewApart
from handlers.delivery.screens import day_closed_screen, staff_alert_screen
from handlers.ui.texts import without_marks
from handlers.ui.typed import typed_day
from handlers.words.alert import alert_text
from handlers.words.day import MOST_DIFFERENCES
from tests.fakes.texts import library
from tests.handlers.buying_steps import bought
from tests.handlers.shopfloor import Floor, Person
from tests.handlers.telegram_limits import fits

TODAY = date(2026, 11, 1)
A_LOT = Money.of_dinars(999_999_999)


async def test_the_ledger_shows_the_day(floor: Floor, karim: Person, sofiane: Person) -> None:
    await bought(floor, sofiane)
    await floor.settle()
    floor.clock.tick(3600)
    await floor.services.daily_close.look.take()
    await karim.sends("/ledger")
    for words in (
        "1 nov. 2026",
        "00:00 – ",
        "Payé par les clients : 0 DA",
        "Ventes : −2 790 DA",
        "Remboursé pour des commandes : 0 DA",
        "Commandes terminées : 1",
        "Prix des cartes : 2 790 DA",
        "Marge : 141,60 DA",
        "Commandes : −2 648,40 DA · paiements des clients par carte : 0 DA · le reste : +250 000 DA",
        "+250 000 DA, un dépôt qui n’est le paiement d’aucun client : le vôtre ?",
        "Tout concorde",
        "vérifiés pour la dernière fois le 1 nov. 2026 à 11:00",
    ):
        assert words in karim.screen, karim.screen
    await karim.taps("La veille")
    assert "31 oct. 2026\n00:00 – 1 nov. 2026 à 00:00" in karim.screen
    assert "Commandes terminées : 0" in karim.screen
    await karim.taps("Le lendemain")
    assert "1 nov. 2026\n00:00 – " in karim.screen
    assert not any("lendemain" in label for label in karim.buttons)


async def test_everything_is_looked_through_when_staff_ask_for_it(floor: Floor, karim: Person) -> None:
    look = floor.services.daily_close.look
    await karim.sends("/ledger")
    assert "n’ont pas encore été vérifiés" in karim.screen
    await karim.taps("Tout vérifier")
    assert "Vérification en cours : 0 %" in without_marks(karim.screen).replace("\u00a0", " ")
    assert not any("Tout vérifier" in label for label in karim.buttons)  # one is enough for all
    await look.take_when_asked()
    await karim.taps("Actualiser")
    assert "Tout concorde" in karim.screen
    assert "Vérification en cours" not in karim.screen
    assert any("Tout vérifier" in label for label in karim.buttons)


async def test_a_difference_is_shown_by_name(floor: Floor, karim: Person) -> None:
    type_ = floor.product("PlayStation Store France").types[0]
    by_hand = floor.books.buy(floor.product("PlayStation Store France").id, type_.id, 1, None)
    floor.clock.tick(3600)
    await karim.sends("/ledger")
    assert by_hand.id in karim.screen
    assert "n’est pas une de nos commandes" in karim.screen


async def test_a_supplier_that_is_away_is_said_and_the_rest_is_shown(floor: Floor, karim: Person) -> None:
    floor.books.modes = floor.books.modes.turned({"stopped": True})
    await karim.sends("/ledger")
    assert "n’a pas pu être lu" in karim.screen
    assert "Portefeuilles" in karim.screen


@pytest.mark.parametrize("text", ["demain", "2026-11-02", "31/2/2026", "1/1/1999", "1 2"])
async def test_what_is_no_day_is_asked_again(floor: Floor, karim: Person, text: str) -> None:
    await karim.sends(f"/ledger {text}")
    assert f"« {text} » n’est pas un jour" in karim.screen
    assert "/ledger 2026-10-31" in karim.screen


async def test_customers_have_no_ledger(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/ledger")
    assert "Portefeuilles" not in sofiane.screen


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-05", date(2026, 10, 5)),
        ("5/10/2026", date(2026, 10, 5)),
        ("05.10", date(2026, 10, 5)),
        ("٥/١٠", date(2026, 10, 5)),
        ("31/12", date(2025, 12, 31)),
        ("hier", date(2026, 10, 31)),
        ("أمس", date(2026, 10, 31)),
        ("2026-11-01", TODAY),
        ("2026-11-02", None),
        ("29/2", None),
        ("", None),
    ],
)
def test_days_as_people_type_them(text: str, day: date | None) -> None:
    assert typed_day(text, TODAY) == day


@given(st.text(alphabet=string.digits + "-/.٣ ", max_size=12), st.dates(date(2020, 6, 1), date(2100, 1, 1)))
def test_no_text_gives_a_day_that_has_not_come(text: str, today: date) -> None:
    day = typed_day(text, today)
    assert day is None or date(2020, 1, 1) <= day <= today


def every_difference() -> list[Difference]:
    """One of each kind, with the values that the rules give it, at their longest."""
    values: dict[str, str | int] = {
        "ref": "CDFGHJ2346",
        "other": "CDFGHJ2347",
        "status": "partially_filled",
        "at": "2026-09-28T22:59:00+00:00",
        "kind": "purchase",
        "way": "ocpay",
        "promo": "W" * 24,
        "subject": "order:" + "9" * 16,
        "supplier_order_id": "f" * 24,
        "charge": "OCPL-WWWWWW-WWWW",
        "amount": "999999999.99",
        "expected": "999999999.99",
        "found": "-999999999.99",
    }
    return [
        Difference(code, code, {name: values.get(name, 4_503_599_627_370_496) for name in names})
        for code in sorted(CODES)
        for said, _ in [discrepancies._ENGLISH[code]]
        for names in [[name for _, name, _, _ in string.Formatter().parse(said) if name]]
    ]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_difference_has_words_in_every_language_and_says_what_to_do(language: str) -> None:
    texts = library()[language]
    for difference in every_difference():
        code = f"books_{difference.code}"
        text = without_marks(alert_text(texts, code, difference.args))
        assert difference.code not in text
        assert str(difference)
        assert difference.to_do
        if "amount" in difference.args:
            assert "999 999 999,99" in text  # money, and written as such
        if "at" in difference.args:
            assert "23:59" in text  # in the shop's zone
            assert "2026-09-28 22:59 UTC" in str(difference)
        message = staff_alert_screen(texts, code, difference.args)
        said = without_marks(message.text)
        assert said.startswith("📒 ")
        assert text in said
        assert without_marks(texts.html(f"todo-{CODES[difference.code]}")) in said
        assert message.keyboard is not None
        (way,) = message.keyboard.inline_keyboard[0]
        assert (way.callback_data == OverviewApart().pack()) == ("ref" not in difference.args)
    assert {CODES[difference.code] for difference in every_difference()} == TO_DO


AT = datetime(2026, 9, 28, 22, 59, tzinfo=UTC)
FULL = Day(
    day=TODAY,
    since=AT,
    until=AT,
    ended=True,
    wallets_opening=A_LOT,
    wallets_closing=A_LOT,
    by_kind=dict.fromkeys(
        (
            *("credit", "debit", "purchase", "refund", "topup", "staff_refund", "payback", "payback_undone"),
            *("referral", "referral_undone"),
        ),
        -A_LOT,
    ),
    by_way=dict.fromkeys(("ocpay", "stars", "card", "transfer"), A_LOT),
    unmatched=99_999,
    orders=99_999,
    listed=A_LOT,
    kept=-A_LOT,
    cost=A_LOT,
    float=Float(A_LOT, A_LOT, -A_LOT, A_LOT, A_LOT, (Move(AT, "DEPOSIT", A_LOT, 99_999),) * 20),
    on_the_way=A_LOT,
    on_the_way_count=99_999,
    differences=tuple(every_difference()),
)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_full_day_fits_a_message(language: str) -> None:
    texts = library()[language]
    assert len(FULL.differences) > MOST_DIFFERENCES
    longest = sorted(FULL.differences, key=lambda one: -len(alert_text(texts, f"books_{one.code}", one.args)))
    for day in (replace(FULL, differences=tuple(longest)), replace(FULL, differences=(), float=None)):
        assert fits(day_screen(texts, day, TODAY))
        figures = json.loads(json.dumps(packed(day)))
        assert fits(day_closed_screen(texts, figures, {"receipts": 999, "orders": 999, "messages": 999}))
        closing = day_closed_screen(texts, figures, {})
        # Below its head it is word for word what `/ledger` shows.
        assert day_screen(texts, day, TODAY).text.split("\n")[2:] == closing.text.split("\n")[2:]


def test_a_days_figures_travel_whole() -> None:
    for day in (FULL, replace(FULL, float=None, differences=())):
        assert unpacked(json.loads(json.dumps(packed(day)))) == day


def test_what_no_word_is_known_for_is_shown_as_it_is() -> None:
    seen = Float(
        A_LOT, A_LOT, A_LOT, A_LOT, Money.ZERO, (Move(AT, "NAVIO_PAYOUT", A_LOT), Move(AT, "", -A_LOT))
    )
    day = replace(FULL, by_kind={"gift": A_LOT}, float=seen, differences=())
    text = without_marks(day_screen(library()["fr"], day, TODAY).text)
    assert "gift : +999 999 999 DA" in text
    assert "+999 999 999 DA, navio_payout" in text
    assert "−999 999 999 DA, sans raison donnée" in text


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("others", [1, 2, 7, 99_999])
def test_many_of_a_kind_are_one_message_that_says_how_many(language: str, others: int) -> None:
    texts = library()[language]
    for difference in every_difference():
        code = f"books_{difference.code}"
        alone = staff_alert_screen(texts, code, difference.args)
        together = staff_alert_screen(texts, code, {**difference.args, "others": others})
        assert fits(together)
        assert together.text.split("\n")[0] == alone.text.split("\n")[0]
        assert "check --books" in without_marks(together.text)
        assert "check --books" not in without_marks(alone.text)
        if others > 2:
            assert str(others) in without_marks(together.text)
