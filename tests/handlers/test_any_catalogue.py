"""Whatever the supplier and people are called: each screen is one that Telegram takes, and each button opens
its own.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.demo.events import EventHub
from bot.demo.faults import Faults
from bot.demo.supplier.catalogue import Category as Shelf
from bot.demo.telegram import Telegram
from bot.demo.telegram.botapi.shapes import shapes
from bot.demo.telegram.html import utf16_length
from bot.demo.telegram.keyboards import checked
from bot.demo.telegram.messages import MOST_TEXT
from bot.demo.telegram.text import formatted, is_visible
from bot.languages import LANGUAGES
from bot.shop.catalogue import catalogue
from bot.shop.catalogue.catalogue import Listing, Offer, Product, ProductPage
from bot.shop.guides.guides import Guide
from bot.shop.money import Money
from bot.shop.orders.history import OrderPage
from bot.shop.paging import Turns
from bot.shop.quotes import Choice
from bot.shop.readable import name_or_id, readable
from bot.shop.search.search import Found, Hit
from handlers.admin.customers.callbacks import StaffCustomer
from handlers.admin.orders.rows import order_rows
from handlers.customer.browsing import screens
from handlers.customer.buying.screens import choice_screen
from handlers.customer.orders.screens import order_card, orders_screen
from handlers.customer.search import inline
from handlers.customer.search.screens import nothing_found_screen, results_screen
from handlers.ui.keyboards import button, copy_button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts
from tests.fakes.texts import library
from tests.handlers.samples import order_view
from tests.handlers.shopfloor import Floor, Person

NOW = datetime(2026, 11, 1, tzinfo=UTC)
odd = st.sampled_from(
    [
        "",
        " ",
        "\u200f",
        "\u2060",
        "\u00a0",
        "\u200b",
        "\u3164",
        "\u2800",
        "\ud800",
        "\x00",
        "<b>",
        "&amp;",
        "\u0301",
    ]
)
names = st.one_of(st.text(max_size=12), st.lists(odd, max_size=4).map("".join), st.just("x" * 600))
ids = st.text(min_size=1, max_size=40) | odd.filter(bool)
shelves = st.lists(
    st.tuples(names, st.lists(st.tuples(ids, names, st.none() | names), min_size=1, max_size=10)), max_size=25
)
spoken = {language: library()[language] for language in sorted(LANGUAGES)}
texts = st.sampled_from(sorted(LANGUAGES)).map(spoken.__getitem__)
strict = Telegram(EventHub(), Faults(EventHub()))


def taken(screen: Screen) -> None:
    """Fails as the demo's strict Telegram would refuse the screen."""
    held = formatted(screen.text, "HTML", None, find_user=lambda _: None)
    assert is_visible(held.text)
    assert utf16_length(held.text) <= MOST_TEXT
    if screen.keyboard is not None:
        markup: dict[str, Any] = screen.keyboard.to_dict()
        json.dumps(markup, ensure_ascii=False).encode()
        checked(markup)


@given(shelves, texts, st.integers(1, 3))
def test_any_catalogue_gives_screens_that_telegram_takes(
    rows: list[tuple[str, list[tuple[str, str, str | None]]]], texts: Texts, page: int
) -> None:
    shelf = catalogue._shelf(json.dumps(rows), NOW)
    taken(screens.shop_screen(texts, Listing(shelf.categories, None), page))
    assert len({category.key for category in shelf.categories}) == len(shelf.categories)
    for category in shelf.categories[:3]:
        taken(screens.category_screen(texts, category, page))
        taken(screens.category_screen(texts, replace(category, sold_out=frozenset(shelf.by_product)), page))
        for product in category.products[:2]:
            name = name_or_id(product.title, product.id)
            offers = (Offer("k", name, Money.of_dinars(5), 0), Offer("l", name, Money.of_dinars(5), 9))
            taken(
                screens.product_screen(texts, ProductPage(product, category.key, offers, None), page, Guide())
            )


@given(names, names, names, names, texts)
def test_any_words_and_names_give_results_that_telegram_takes(
    words: str, title: str, region: str, type_: str, texts: Texts
) -> None:
    product = Product("k" * 13, "id", name_or_id(title, "id"), readable(region) or None, "c")
    offers = [Offer("l" * 13, name_or_id(type_, "id"), Money.of_dinars(5), stock) for stock in (0, 9)]
    hits = (Hit(product), *(Hit(product, offer) for offer in offers))
    for found in (Found(hits * 5, is_sure=True), Found(hits), Found(hits[1:])):
        taken(results_screen(texts, words, found, 2, key="k" * 13))
    taken(nothing_found_screen(texts, words))
    for hit in hits:
        card = inline._card(texts, hit, "hanout_demo_bot").to_dict()
        assert shapes().wrong_with("InlineQueryResultArticle", card) is None
        strict.inline._read(card)


@given(names, names, names, texts)
def test_any_names_give_screens_that_telegram_takes(
    product: str, type_: str, region: str, texts: Texts
) -> None:
    order = order_view(product_title=product, type_name=type_, region=region)
    taken(order_card(texts, order))
    taken(orders_screen(texts, OrderPage((order,), Turns())))
    taken(Screen("x", keyboard(order_rows(texts, (order,)))))
    choice = Choice("d" * 16, "k", product, region, "c", type_, Money.of_dinars(5), 9, 5)
    taken(choice_screen(texts, choice))
    copy = copy_button(product, type_)
    taken(Screen("x", keyboard([[button(product, StaffCustomer(1))], [copy] if copy else []])))


async def test_invisible_names_do_not_close_the_shop(floor: Floor, sofiane: Person, karim: Person) -> None:
    for category, title in zip(floor.books.categories, ("\u200f", "\u2060\u00a0", "\u3164"), strict=False):
        category.title = title
    floor.product("PlayStation Store France").types[0].name = "\u200f"
    floor.product("PlayStation Store France").title = "\u00a0"
    await sofiane.sends("/shop")
    assert "Que cherchez-vous" in sofiane.screen
    nameless = [label for label in sofiane.buttons if label.startswith("#")]
    assert len(nameless) == 3
    await sofiane.taps(nameless[0])
    # What has no name of its own is called by its id.
    product = next(p for p in floor.books.products.values() if p.title == "\u00a0")
    await sofiane.taps(product.id)
    assert any(product.types[0].id[:8] in label for label in sofiane.buttons)
    await floor.work()
    assert "vides ou invisibles" in karim.screen


async def test_two_categories_of_one_title_open_each_its_own(floor: Floor, sofiane: Person) -> None:
    shelves: list[Shelf] = floor.books.categories
    first, second = shelves[0], shelves[1]
    first.title = second.title = "Cartes"
    await sofiane.sends("/shop")
    opened = []
    shown = [one for row in sofiane.last["reply_markup"]["inline_keyboard"] for one in row]
    for label in [one for one in shown if one["text"] == "Cartes"]:
        await sofiane.presses(sofiane.last["message_id"], label["callback_data"])
        opened.append(" ".join(sofiane.buttons))
        await sofiane.taps("Catégories")
    assert first.products[0].title in opened[0]
    assert second.products[0].title in opened[1]
    assert second.products[0].title not in opened[0]


async def test_staff_are_offered_all_products_of_one_title(floor: Floor) -> None:
    one, other = list(floor.books.products.values())[:2]
    other.title = one.title
    places = floor.services.pricelist._places
    found = await places.find(one.title)
    assert {place.goods.product_id for place in found} == {one.id, other.id}


async def test_a_customer_without_a_readable_name_is_called_by_their_number(
    floor: Floor, karim: Person
) -> None:
    person = floor.person(1002, "fr")
    person.account.first_name = "\u3164\u200f"
    await person.sends("/start")
    assert (await floor.services.customers.get(1002)).first_name == "1002"
    await karim.sends("/customer 1002")
    assert "1002" in karim.screen
