import re
import tomllib
from itertools import chain

import pytest

from bot.demo.supplier.catalogue import catalogue
from bot.languages import LANGUAGES
from bot.shop.catalogue import known_brands as module
from bot.shop.catalogue.known_brands import Brand, arabic_category, brand_of, known_brands
from storage.folding import folded

LONGEST_STEPS = 600  # characters of all steps of one brand: they stand beside ten codes
ARABIC = re.compile(r"[\u0621-\u064a]")
LATIN = re.compile(r"[A-Za-z]")


@pytest.fixture(params=sorted(known_brands()))
def brand(request: pytest.FixtureRequest) -> Brand:
    return known_brands()[request.param]


def test_at_least_thirty_brands_are_known() -> None:
    assert len(known_brands()) >= 30


def test_a_brand_is_complete_in_every_language(brand: Brand) -> None:
    assert set(brand.steps) == set(brand.region) == set(LANGUAGES)
    for language in LANGUAGES:
        assert 2 <= len(brand.steps[language]) <= 4
        assert len("\n".join(brand.steps[language])) <= LONGEST_STEPS
        assert all(step.endswith(".") for step in (*brand.steps[language], brand.region[language]))
        assert len(brand.region[language]) <= 120
    arabic = "".join((*brand.steps["ar"], brand.region["ar"]))
    assert all(ARABIC.search(text) for text in (*brand.steps["ar"], brand.region["ar"]))
    assert not ARABIC.search("".join((*brand.steps["fr"], *brand.steps["en"])))
    assert not re.search(r" [:;!?»]|« ", "".join((*brand.steps["fr"], brand.region["fr"])))
    assert "\u200f" not in arabic  # marks are the texts' business


def test_a_brand_has_a_name_in_both_scripts_and_aliases(brand: Brand) -> None:
    assert LATIN.search(brand.latin)
    assert ARABIC.search(brand.arabic)
    assert brand.titles
    assert all(title == " ".join(re.findall(r"[^\W_]+", folded(title))) for title in brand.titles)
    assert any(ARABIC.search(alias) for alias in brand.aliases)
    folded_names = [folded(name) for name in (*brand.titles, *brand.aliases)]
    assert len(folded_names) == len(set(folded_names))


def test_the_page_to_redeem_is_a_safe_address(brand: Brand) -> None:
    if brand.key == "prepaid-card":  # each issuer has a page of its own
        assert brand.link is None
    else:
        assert brand.link is not None
        assert re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+(/[A-Za-z0-9/-]*)?", brand.link)


def test_no_word_means_two_brands() -> None:
    names = [
        (folded(name), brand.key)
        for brand in known_brands().values()
        for name in {folded(one) for one in brand.names}
    ]
    by_name = dict(names)
    assert [pair for pair in names if by_name[pair[0]] != pair[1]] == []


def test_every_card_of_the_demo_belongs_to_a_brand() -> None:
    cards = [shelf for shelf in catalogue() if shelf.title != "Mobile & Internet"]
    for product in chain.from_iterable(shelf.products for shelf in cards):
        assert brand_of(product.title) is not None, product.title
    for shelf in cards:
        assert arabic_category(shelf.title) is not None, shelf.title


@pytest.mark.parametrize(
    ("title", "category", "key"),
    [
        ("PSN Germany", "", "playstation"),
        ("PlayStation® Store – FR", "", "playstation"),
        ("Xbox Game Pass Ultimate", "", "xbox"),
        ("iTunes Turkey", "", "apple"),
        ("PUBG Mobile UC Global", "PUBG Mobile", "pubg-mobile"),
        ("PUBG New State NC", "PUBG Mobile", "new-state"),
        ("VALORANT Points EU", "Games", "riot"),
        ("Fortnite 1000 V-Bucks", "", "fortnite"),
        ("EA SPORTS FC Points", "", "ea"),
        ("Battle.net 20 EUR", "", "battle-net"),
        ("Visa Prepaid USD", "", "prepaid-card"),
        ("Weekly membership", "Free Fire", "free-fire"),
        ("Ready Steady", "", None),
        ("Idoom ADSL", "Mobile & Internet", None),
        ("", "", None),
    ],
)
def test_a_product_belongs_to_the_brand_in_its_title_or_else_its_category(
    title: str, category: str, key: str | None
) -> None:
    found = brand_of(title, category)
    assert (found and found.key) == key


def test_categories_have_an_arabic_name_of_their_own_or_their_brands() -> None:
    assert arabic_category("PlayStation") == "بلايستيشن"
    assert arabic_category("Gift Cards") == arabic_category("gift  cards") == "بطاقات الهدايا"
    assert arabic_category("Quilts") is None


def test_names_of_categories_are_written_as_they_are_looked_for() -> None:
    names = tomllib.loads((module._HERE / "category_names.toml").read_text("utf-8"))
    assert [name for name in names if name != " ".join(re.findall(r"[^\W_]+", folded(name)))] == []
    assert [name for name in names if module.arabic_product(name)] == []
