"""/stats: what was sold, in words and in a picture, in the reader's language."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from PIL import Image

from bot.languages import LANGUAGES
from bot.shop.figures.sales import (
    ChangeReason,
    DaySales,
    MethodSales,
    OrderStatus,
    Outcome,
    ProductSales,
    Sales,
)
from bot.shop.figures.sales_book import MOST_DAYS
from bot.shop.money import Money
from handlers.admin.figures.stats import stats_screen
from handlers.ui.texts import without_marks
from handlers.ui.typed import typed_span
from handlers.words.sales_picture import WIDTH, _Drawing, sales_picture
from tests.fakes.texts import library
from tests.handlers.buying_steps import bought, confirm
from tests.handlers.shopfloor import KARIM, Floor, Person, run, text_of
from tests.handlers.telegram_limits import fits

TODAY = date(2026, 11, 1)
A_LOT = Money.of_dinars(999_999_999)


def pictures(floor: Floor, person: Person) -> list[bytes]:
    """The pictures that the shop sent to somebody, as Telegram got them."""
    ids = [message["photo"][-1]["file_id"] for message in person.messages if "photo" in message]
    return [floor.telegram.files.known(file_id).content for file_id in ids]


def plainly(message: dict[str, Any]) -> str:
    """What a message says, with plain spaces."""
    return text_of(message).replace("\u00a0", " ")


def words(person: Person) -> str:
    """The newest message that is no picture, with plain spaces."""
    return next(
        without_marks(message["text"]).replace("\u00a0", " ")
        for message in reversed(person.messages)
        if "text" in message
    )


def is_drawn(png: bytes) -> bool:
    """Whether a picture has more than 50 colours; one that is blank has one."""
    image = Image.open(BytesIO(png)).convert("RGB")
    assert image.width == WIDTH
    assert image.width + image.height <= 10_000  # Bot API, sendPhoto
    return image.getcolors(50) is None


SOLD: Final = (
    (
        "fr",
        (
            "1 nov. 2026",
            "Ventes : 2 790 DA",
            "Marge : 141,60 DA (5,1 %)",
            "Commandes livrées : 1 sur 1 · cartes : 1",
            "1. PlayStation Store France : 2 790 DA · cartes : 1 · marge : 141,60 DA",
            "Heure la plus active : 10:00–11:00 (une commande)",
            "la moitié en 6 s au plus",
            "Nouveaux clients : 1",
        ),
    ),
    (
        "ar",
        (
            "1 نوفمبر 2026",
            "المبيعات: 2 790 دج",
            "الهامش: 141,60 دج",
            "الطلبات المسلَّمة: 1 من 1 · البطاقات: 1",
            "1. PlayStation Store France: 2 790 دج",
            "أنشط ساعة: 10:00–11:00 (طلب واحد)",
            "زبائن جدد: 1",
        ),
    ),
    (
        "en",
        (
            "1 Nov 2026",
            "Sales: 2 790 DA",
            "Margin: 141,60 DA (5,1%)",
            "Orders delivered: 1 of 1 · cards: 1",
            "Busiest hour: 10:00–11:00 (one order)",
            "New customers: 1",
        ),
    ),
)
"""What is said of one sold card, in each language."""


async def test_the_merchant_reads_and_sees_what_was_sold(floor: Floor, sofiane: Person) -> None:
    await bought(floor, sofiane)
    floor.clock.tick(60)
    for number, (language, said) in enumerate(SOLD, start=1):
        karim = floor.person(KARIM, language)
        await karim.sends("/start", "/stats")
        for part in said:
            assert part in words(karim), words(karim)
        assert len(pictures(floor, karim)) == number
        assert is_drawn(pictures(floor, karim)[-1])


async def test_other_times_are_a_press_or_a_word_away(floor: Floor, karim: Person, sofiane: Person) -> None:
    await bought(floor, sofiane)
    await floor._through(run(floor.worker("books")))
    floor.clock.tick(3 * 86_400)
    for name in ("books", "sales"):
        await floor._through(run(floor.worker(name)))
    await karim.sends("/stats")
    assert "Rien n’a été vendu" in words(karim)
    assert pictures(floor, karim) == []
    await karim.taps("7 jours")
    assert "29 oct. 2026 – 4 nov. 2026" in words(karim)
    assert "Ventes : 2 790 DA" in words(karim)
    assert len(pictures(floor, karim)) == 1
    today = floor.services.sales_book.today()
    for typed, same in (("الشهر", ("mois", "month")), ("3/11 2026-11-01", ("1/11 3/11",))):
        await karim.sends(f"/stats {typed}")
        assert "Ventes : 2 790 DA" in words(karim), typed
        for other in same:  # each would draw the same picture once more
            assert typed_span(other.split(), today) == typed_span(typed.split(), today) is not None, other
    await karim.sends("/stats 2/11")
    assert "Rien n’a été vendu" in words(karim)


@pytest.mark.parametrize(
    ("language", "said", "label"),
    [
        ("fr", "Votre semaine : 1 nov. 2026 – 7 nov. 2026", "Chiffres"),
        ("ar", "أسبوعك: 1 نوفمبر 2026 – 7 نوفمبر 2026", "الأرقام"),
    ],
)
async def test_the_week_is_told_on_sunday(
    floor: Floor, sofiane: Person, language: str, said: str, label: str
) -> None:
    karim = floor.person(KARIM, language)
    await karim.sends("/start")
    await floor._through(run(floor.worker("books")))
    await bought(floor, sofiane)
    floor.clock.tick(7 * 86_400)
    for name in ("books", "sales", "sales"):
        await floor._through(run(floor.worker(name)))
    await floor.work()
    told = [text for text in map(plainly, karim.messages) if said in text]
    assert len(told) == 1
    assert "2 790" in told[0]
    await karim.taps(label)
    assert "2 790" in words(karim)
    assert len(pictures(floor, karim)) == 1


async def test_what_failed_is_said_with_its_reason(floor: Floor, karim: Person, sofiane: Person) -> None:
    await floor.gives(sofiane.id, 40_000)
    await confirm(sofiane, "2")
    _, data = sofiane.button("5 580")
    await sofiane.presses(sofiane.last["message_id"], data)
    await floor.work()
    await floor.settle("refunded")
    floor.clock.tick(60)
    await karim.sends("/stats")
    assert "Commandes livrées : 0 sur 1" in words(karim)
    assert "remboursée par le fournisseur : 1 (5 580 DA)" in words(karim)


@pytest.mark.parametrize("text", ["demain", "1/11 2/11 3/11", "2027-01-01", f"1/1/2024 {TODAY}", "0"])
async def test_what_is_no_time_is_asked_again(floor: Floor, karim: Person, text: str) -> None:
    await karim.sends(f"/stats {text}")
    assert f"Je ne comprends pas « {text} »" in words(karim)
    assert "/stats month" in words(karim)


async def test_customers_have_no_figures(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/stats")
    assert "Ventes" not in words(sofiane)
    assert pictures(floor, sofiane) == []


@given(st.lists(st.text(max_size=12), max_size=4), st.dates(date(2021, 6, 1), date(2100, 1, 1)))
def test_no_words_give_days_that_have_not_come(said: list[str], today: date) -> None:
    span = typed_span(said, today)
    assert span is None or date(2020, 1, 1) <= span[0] <= span[1] <= today


def full(days: int) -> Sales:
    """As much as a message must ever say."""
    return Sales(
        first=TODAY - timedelta(days=days - 1),
        last=TODAY,
        days=tuple(
            DaySales(TODAY - timedelta(days=number), 99_999, A_LOT * (1 + number % 7), A_LOT)
            for number in range(days)
        ),
        missing=99,
        products=tuple(
            ProductSales("بطاقة $_^{W} 😀 " + "W" * 190, "france", 99_999, A_LOT, A_LOT * (1 + number))
            for number in range(9)
        ),
        hours={hour: 10 + hour for hour in range(24)},
        methods=tuple(MethodSales(f"way{number}", 99_999, A_LOT) for number in range(20)),
        outcomes=tuple(
            Outcome(status, why, 99_999, A_LOT)
            for status in (OrderStatus.REJECTED, OrderStatus.REFUNDED, OrderStatus.EXPIRED)
            for why in ChangeReason
        ),
        delivery=dict.fromkeys(range(1, 200), 5),
        new_customers=99_999,
        orders_of_known=99_999,
    )


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_all_figures_fit_a_message(language: str) -> None:
    sales = full(30)
    assert fits(stats_screen(library()[language], sales, replace(sales, missing=0)))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("days", [1, 30])
def test_the_picture_is_drawn_of_whatever_was_sold(language: str, days: int) -> None:
    assert is_drawn(sales_picture(library()[language], full(days)))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_nothing_in_the_picture_of_a_month_is_cut_at_its_sides(language: str) -> None:
    a_day, month = Money.of_dinars(999_999), full(30)
    sales = replace(
        month,
        days=tuple(replace(day, earned=a_day, cost=Money.ZERO) for day in month.days),
        products=tuple(replace(product, sold=a_day * 30) for product in month.products),
    )
    texts = library("متجر الأمل لبطاقات الألعاب والتطبيقات")[language]
    image = Image.open(BytesIO(sales_picture(texts, sales))).convert("RGB")
    for left in (0, image.width - 8):
        side = image.crop((left, 0, left + 8, image.height))
        assert len(side.getcolors() or []) == 1


def test_a_picture_of_a_year_and_of_a_loss_is_drawn() -> None:
    lost = replace(
        full(MOST_DAYS),
        days=(DaySales(TODAY, 1, Money.ZERO, A_LOT), DaySales(TODAY, 0, Money.ZERO, Money.ZERO)),
    )
    for sales in (full(MOST_DAYS), lost):
        assert is_drawn(sales_picture(library()["ar"], sales))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_reason_for_a_failure_has_words(language: str) -> None:
    texts = library()[language]
    for why in ChangeReason:
        if why.value.startswith(
            ("sold", "no_float", "refus", "supplier_away_too", "proved", "staff_refund", "refunded")
        ):
            assert without_marks(texts.word("reason", why)) != why, why


def test_a_few_orders_are_counted_in_whole_ones() -> None:
    figure = Figure()
    for count in (1, 2, 3, 400):
        axes = figure.add_subplot()
        axes.bar([0], [count])
        _Drawing(library()["fr"], full(1))._count_axis(axes, [float(count)])
        figure.canvas.draw()
        said = [label.get_text() for label in axes.get_yticklabels()]
        assert len(said) == len(set(said)) >= 2, said
