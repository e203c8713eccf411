"""Rows of orders can be read and told apart at a phone's width, in both scripts."""

import pytest

from bot.demo.supplier.catalogue import catalogue
from bot.languages import LANGUAGES
from bot.shop.orders.history import OrderPage, OrderView
from bot.shop.paging import Turns
from handlers.customer.orders.screens import again_label, orders_screen, row_label
from handlers.ui.texts import without_marks
from handlers.words.goods import LONGEST_ON_A_BUTTON
from tests.fakes.texts import library
from tests.handlers.samples import order_view
from tests.shop.search.big_catalogue import big_catalogue

FLAG = 3  # characters of a flag and the space behind it


def labels(language: str, title: str, region: str | None, type_name: str, quantity: int) -> tuple[str, ...]:
    """The buttons for an order of that: its row, and once more."""
    texts, order = library_of[language], ordered(title, region, type_name, quantity)
    return without_marks(row_label(texts, order)), without_marks(again_label(texts, order))


def ordered(title: str, region: str | None, type_name: str, quantity: int) -> OrderView:
    return order_view(product_title=title, region=region, type_name=type_name, quantity=quantity)


library_of = {language: library()[language] for language in LANGUAGES}
GOODS = [
    (product.title, product.region, type_.name)
    for category in catalogue()
    for product in category.products
    for type_ in product.types
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_both_labels_on_its_buttons(language: str) -> None:
    for quantity in (1, 12):
        for goods in GOODS[:20]:
            page = OrderPage((ordered(*goods, quantity),), Turns())
            screen = orders_screen(library_of[language], page)
            assert screen.keyboard is not None
            row, again, *_ = screen.keyboard.inline_keyboard
            shown = without_marks(row[0].text), without_marks(again[0].text)
            assert shown == labels(language, *goods, quantity)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("quantity", [1, 12])
def test_no_row_is_wider_than_a_phone_and_no_two_kinds_of_card_look_the_same(
    language: str, quantity: int
) -> None:
    seen: dict[str, tuple[str, str | None, str]] = {}
    for goods in GOODS:
        for label in labels(language, *goods, quantity):
            assert len(label) <= LONGEST_ON_A_BUTTON + FLAG, label
            assert "…" not in label, label
            assert seen.setdefault(label, goods) == goods, label


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_of_a_large_catalogue_lose_whole_words_only(language: str) -> None:
    cut = []
    for category in big_catalogue():
        for product in category.products[:40]:
            for label in labels(language, product.title, product.region, product.types[0].name, 2):
                assert len(label) <= LONGEST_ON_A_BUTTON + FLAG, label
                cut += [label] if "…" in label else []
    assert cut == []
