import pytest

from bot.shop.errors import SupplierAwayError
from bot.shop.search.search import MOST_FOUND, Found
from bot.supplier import Unavailable
from storage.states import GuideField
from tests.fakes.clock import FakeClock
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.search.query_table import Expected, queries
from tests.shop.search.stocked import fill, remember
from tests.shop.whole import STAFF, WholeShop

FEW = ("PlayStation", "Steam", "Discord", "Software")


@pytest.fixture
def supplier(clock: FakeClock) -> FakeSupplier:
    made = FakeSupplier(clock)
    fill(made, *FEW)
    return made


@pytest.fixture
async def few_shop(make_shop: MakeShop, clock: FakeClock) -> WholeShop:
    """A shop that has read some hundred products with their types."""
    made = make_shop()
    await remember(made.db, clock, *FEW)
    return made


NO_WISHES = (
    *("merci beaucoup", "شكرا جزيلا", "thank you", "ok", "test", "", "🙂", "123", "card"),
    *("le code ne marche pas", "الرمز لا يعمل", "my steam code does not work", "je n'ai rien reçu"),
    *("when will my order arrive?", "أين طلبي", "où est ma commande", "رمز ستيم الذي اشتريته لا يعمل معي"),
)


def shown(found: Found) -> list[str]:
    return [f"{hit.product.title} {hit.offer.name}" if hit.offer else hit.product.title for hit in found.hits]


def rank(expected: Expected, found: Found) -> int | None:
    """At which place what was meant stands, from 0."""
    for place, hit in enumerate(found.hits):
        if expected.is_met_by(hit.product.title, hit.offer.name if hit.offer else None):
            return place
    return None


@pytest.mark.both_engines
async def test_the_first_result_is_right_in_95_and_one_of_three_in_99_of_a_hundred(
    make_shop: MakeShop, supplier: FakeSupplier, clock: FakeClock
) -> None:
    fill(supplier)
    shop = make_shop()
    await remember(shop.db, clock)
    table = queries()
    assert len(table) >= 200
    ranks = {expected: rank(expected, await shop.search.find(expected.query)) for expected in table}
    wrong = [(expected, place) for expected, place in ranks.items() if place != 0]
    assert sum(place == 0 for place in ranks.values()) / len(table) >= 0.95, wrong
    assert sum(place in {0, 1, 2} for place in ranks.values()) / len(table) >= 0.99, wrong
    assert supplier.asked["product_types"] == 0
    for words in NO_WISHES:
        assert not (await shop.search.find(words)).is_sure, words
    assert shown(await shop.search.find("بلابلا")) == []  # babble, spoken nearly like Google Play


async def test_a_guess_still_shows_what_was_named(few_shop: WholeShop) -> None:
    found = await few_shop.search.find("my steam code does not work")
    assert not found.is_sure
    assert shown(found)[0].startswith("Steam Wallet")


async def test_one_product_in_one_region_is_found_alone_or_with_its_type(few_shop: WholeShop) -> None:
    found = await few_shop.search.find("discord nitro basic")
    assert found.only_product is not None
    assert found.only_product.title == "Discord Nitro Basic Global"
    assert shown(await few_shop.search.find("psn france 20"))[0] == "PlayStation Store France 20 EUR"


@pytest.mark.both_engines
async def test_hidden_products_are_not_found(few_shop: WholeShop) -> None:
    assert shown(await few_shop.search.find("canva")) == ["Canva Pro"]
    place = (await few_shop.pricelist.find("Canva Pro"))[0]
    await few_shop.pricelist.hide(STAFF, place.key, hidden=True)
    assert shown(await few_shop.search.find("canva")) == []
    assert shown(await few_shop.search.find("canva 1 month")) == []


async def test_a_hidden_type_is_not_found_but_its_product_is(few_shop: WholeShop) -> None:
    assert shown(await few_shop.search.find("canva 12 months")) == ["Canva Pro 12 months"]
    place = (await few_shop.pricelist.find("Canva Pro 12 months"))[0]
    await few_shop.pricelist.hide(STAFF, place.key, hidden=True)
    assert shown(await few_shop.search.find("canva 12 months")) == ["Canva Pro"]


async def test_what_can_be_bought_stands_before_what_is_sold_out(
    few_shop: WholeShop, supplier: FakeSupplier
) -> None:
    found = await few_shop.search.find("psn 100")
    offers = [hit.offer for hit in found.hits if hit.offer is not None]
    stock = [offer.stock for offer in offers if offer.name == "100 EUR"]
    assert 0 in stock
    assert stock == sorted(stock, reverse=True)


async def test_an_amount_is_the_same_on_the_wrong_keyboard(few_shop: WholeShop) -> None:
    for words in ("سفثشة 20", "sjdl 20"):
        assert shown(await few_shop.search.find(words))[0].startswith("Steam Wallet"), words
    assert shown(await few_shop.search.find("20")) == []


async def test_an_amount_of_dinars_finds_the_dearest_type_that_it_pays_for(few_shop: WholeShop) -> None:
    for words in ("psn france 1200 da", "بلايستيشن فرنسا 1200 دج", "psn france 1200 dinars"):
        assert shown(await few_shop.search.find(words))[0] == "PlayStation Store France 10 EUR", words
    assert shown(await few_shop.search.find("psn france 500 da"))[0] == "PlayStation Store France"


async def test_a_product_that_is_known_to_be_sold_out_says_so(
    few_shop: WholeShop, supplier: FakeSupplier, clock: FakeClock
) -> None:
    [hit] = (await few_shop.search.find("canva")).hits
    assert not hit.is_sold_out
    for type_ in supplier.shelves[hit.product.id].types.values():
        type_.stock = 0
    await clock.advance(3600)
    await few_shop.catalogue.product(hit.product.key)
    [hit] = (await few_shop.search.find("canva")).hits
    assert hit.is_sold_out
    await clock.advance(3600)
    [hit] = (await few_shop.search.find("canva")).hits
    assert not hit.is_sold_out, "that was long ago"


async def test_a_new_product_is_found_as_soon_as_the_catalogue_has_it(
    few_shop: WholeShop, supplier: FakeSupplier, clock: FakeClock
) -> None:
    assert shown(await few_shop.search.find("zzgame")) == []
    supplier.sells("NEW", "T", title="Zzgame Coins", category="Games")
    await clock.advance(1)
    await few_shop.catalogue.refresh()
    assert shown(await few_shop.search.find("zzgame")) == ["Zzgame Coins"]


async def test_what_the_merchant_calls_a_product_finds_it_at_once_and_in_all_processes(
    few_shop: WholeShop, make_shop: MakeShop
) -> None:
    other = make_shop()
    assert shown(await few_shop.search.find("الزرقاء")) == shown(await other.search.find("الزرقاء")) == []
    product = (await few_shop.search.find("discord nitro basic")).hits[0].product
    await few_shop.product_guides.say(STAFF, product, (GuideField.ALIASES, ""), "الزرقاء, zarqa")
    for shop in (few_shop, other):
        assert shown(await shop.search.find("الزرقاء")) == ["Discord Nitro Basic Global"]
        assert shown(await shop.search.find("zarka"))[0] == "Discord Nitro Basic Global"
    await few_shop.product_guides.say(STAFF, product, (GuideField.ALIASES, ""), None)
    assert shown(await few_shop.search.find("الزرقاء")) == []


async def test_types_that_nobody_has_read_are_asked_for_when_an_amount_is_named(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop()
    found = await shop.search.find("psn france 20")
    assert shown(found)[0] == "PlayStation Store France 20 EUR"
    assert 0 < supplier.asked["product_types"] <= 3


async def test_without_an_answer_of_the_supplier_the_product_is_found_without_its_amount(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop()
    await shop.catalogue.refresh()
    supplier.failing["product_types"] = Unavailable("away")
    assert shown(await shop.search.find("psn france 20"))[0] == "PlayStation Store France"


async def test_a_catalogue_that_was_never_read_is_said_to_be_away(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    supplier.failing["catalogue"] = Unavailable("away")
    with pytest.raises(SupplierAwayError):
        await make_shop().search.find("psn")


async def test_no_answer_is_longer_than_some_pages(few_shop: WholeShop) -> None:
    assert len((await few_shop.search.find("france")).hits) <= MOST_FOUND
    assert len((await few_shop.search.find("50 " * 400)).hits) <= MOST_FOUND
