import asyncio

import pytest

from bot.shop.catalogue.catalogue import CATALOGUE_AGE, Catalogue
from bot.shop.errors import NotForSaleError, SupplierAwayError
from bot.shop.money import Money
from bot.shop.refs import short_key
from bot.supplier import Lane, Unavailable
from tests.fakes.clock import FakeClock
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.whole import STAFF, WholeShop

HOUR = 3600


@pytest.fixture
def catalogue(shop: WholeShop) -> Catalogue:
    return shop.catalogue


async def titles(catalogue: Catalogue) -> list[str]:
    return [category.title for category in (await catalogue.categories()).categories]


async def test_products_stand_in_their_categories_with_price_and_stock(catalogue: Catalogue) -> None:
    listing = await catalogue.categories()
    assert listing.stale_since is None
    assert [(c.title, [p.title for p in c.products]) for c in listing.categories] == [
        ("PSN", ["PSN Germany"]),
        ("Steam", ["Steam"]),
    ]
    page = await catalogue.product(listing.categories[0].products[0].key)
    assert page.product.region == "germany"
    assert [(o.name, o.price, o.stock) for o in page.offers] == [
        ("Type T1", Money.of_dinars(1050), 50),
        ("Type T2", Money.of_dinars(2630), 5),
    ]
    assert await catalogue.category(page.category_key) == listing.categories[0]


async def test_what_is_disabled_empty_or_no_card_is_not_shown(
    catalogue: Catalogue, supplier: FakeSupplier
) -> None:
    supplier.shelves["P2"].enabled = False
    supplier.sells("P3", "T9", title="Top-up", category="Mobile & Internet")
    supplier.sells("P1", "T0", cost=0)
    assert await titles(catalogue) == ["PSN"]
    with pytest.raises(NotForSaleError):
        await catalogue.product(short_key("P2"))
    with pytest.raises(NotForSaleError):
        await catalogue.product(short_key("P3"))
    page = await catalogue.product(short_key("P1"))
    assert "Type T0" not in [offer.name for offer in page.offers]
    with pytest.raises(NotForSaleError):
        await catalogue.type_now("P1", "T0", lane=Lane.PLACING)


async def test_a_category_says_what_is_known_to_be_sold_out_and_asks_nobody(
    shop: WholeShop, supplier: FakeSupplier, clock: FakeClock
) -> None:
    catalogue, psn = shop.catalogue, short_key("category PSN")
    supplier.shelves["P1"].types["T1"].stock = 0
    supplier.shelves["P1"].types["T2"].stock = 0
    assert (await catalogue.category(psn)).sold_out == frozenset()  # nobody has looked yet
    await catalogue.product(short_key("P1"))
    assert (await catalogue.category(psn)).sold_out == {short_key("P1")}
    assert supplier.asked["product_types"] == 1
    clock.tick(601)  # old news says nothing
    assert (await catalogue.category(psn)).sold_out == frozenset()
    supplier.shelves["P1"].types["T2"].stock = 1
    await catalogue.product(short_key("P1"))
    assert (await catalogue.category(psn)).sold_out == frozenset()
    await shop.pricelist.hide(STAFF, f"t.{short_key('P1')}.{short_key('T2')}", hidden=True)
    assert (await catalogue.category(psn)).sold_out == {short_key("P1")}


async def test_unknown_keys_are_not_for_sale(catalogue: Catalogue) -> None:
    for ask in (catalogue.category, catalogue.product, catalogue.find):
        with pytest.raises(NotForSaleError):
            await ask("aaaaaaaaaaaaa")
    _, product = await catalogue.find(short_key("P1"))
    with pytest.raises(NotForSaleError):
        await catalogue.type_of(product, "aaaaaaaaaaaaa")


async def test_the_catalogue_is_asked_for_once_a_day(catalogue: Catalogue, supplier: FakeSupplier) -> None:
    await catalogue.refresh_when_old()
    for _ in range(23):
        supplier.clock.tick(HOUR)
        await catalogue.refresh_when_old()
        await catalogue.categories()
    assert supplier.asked["catalogue"] == 1
    supplier.clock.tick(HOUR)
    await catalogue.refresh_when_old()
    assert supplier.asked["catalogue"] == 2


async def test_a_restart_shows_what_was_known_without_asking(
    catalogue: Catalogue, supplier: FakeSupplier, make_shop: MakeShop
) -> None:
    shown = await catalogue.categories()
    page = await catalogue.product(short_key("P1"))
    supplier.goes_away()
    supplier.clock.tick(60)
    after = make_shop().catalogue
    assert await after.categories() == shown
    assert await after.product(short_key("P1")) == page
    assert supplier.asked["catalogue"] == 1


async def test_while_the_supplier_is_away_people_see_what_was_last_known_and_since_when(
    catalogue: Catalogue, supplier: FakeSupplier
) -> None:
    read_at = supplier.clock.now()
    await catalogue.categories()
    known = await catalogue.product(short_key("P1"))
    supplier.goes_away()
    supplier.clock.tick(CATALOGUE_AGE.total_seconds() + HOUR)
    with pytest.raises(SupplierAwayError):
        await catalogue.refresh_when_old()
    assert (await catalogue.categories()).stale_since == read_at
    stale = await catalogue.product(short_key("P1"))
    assert stale.offers == known.offers
    assert stale.stale_since == read_at
    supplier.comes_back()
    supplier.clock.tick(121)
    assert (await catalogue.product(short_key("P1"))).stale_since is None


async def test_a_supplier_that_was_never_reached_is_an_honest_error(
    catalogue: Catalogue, supplier: FakeSupplier
) -> None:
    supplier.goes_away()
    with pytest.raises(SupplierAwayError):
        await catalogue.categories()


async def test_an_empty_answer_does_not_empty_the_shop(catalogue: Catalogue, supplier: FakeSupplier) -> None:
    shown = await titles(catalogue)
    supplier.shelves, kept = {}, supplier.shelves
    with pytest.raises(SupplierAwayError):
        await catalogue.refresh()
    supplier.shelves = kept
    assert await titles(catalogue) == shown


async def test_prices_are_at_most_two_minutes_old(catalogue: Catalogue, supplier: FakeSupplier) -> None:
    await catalogue.product(short_key("P1"))
    supplier.shelves["P1"].types["T1"].cost *= 2
    supplier.clock.tick(119)
    assert (await catalogue.product(short_key("P1"))).offers[0].price == Money.of_dinars(1050)
    supplier.clock.tick(2)
    assert (await catalogue.product(short_key("P1"))).offers[0].price == Money.of_dinars(2100)
    assert supplier.asked["product_types"] == 2


async def test_a_hundred_people_who_look_at_once_make_one_request(
    catalogue: Catalogue, supplier: FakeSupplier
) -> None:
    await asyncio.gather(*(catalogue.product(short_key("P1")) for _ in range(100)))
    assert supplier.asked == {"catalogue": 1, "product_types": 1}


async def test_a_hundred_people_who_look_while_the_supplier_is_away_make_one_request(
    catalogue: Catalogue, supplier: FakeSupplier
) -> None:
    known = await catalogue.product(short_key("P1"))
    supplier.clock.tick(300)
    supplier.goes_away()
    supplier.gate = asyncio.Event()
    asked = [asyncio.create_task(catalogue.product(short_key("P1"))) for _ in range(100)]
    for _ in range(5):
        await asyncio.sleep(0)
    supplier.gate.set()
    assert {page.offers for page in await asyncio.gather(*asked)} == {known.offers}
    assert supplier.asked["product_types"] == 2


async def test_an_old_page_is_asked_for_again_only_every_two_minutes_while_the_supplier_is_away(
    catalogue: Catalogue, supplier: FakeSupplier
) -> None:
    await catalogue.product(short_key("P1"))
    supplier.goes_away()
    supplier.clock.tick(300)
    for _ in range(5):
        await asyncio.gather(*(catalogue.product(short_key("P1")) for _ in range(20)))
    assert supplier.asked["product_types"] == 2
    supplier.clock.tick(121)
    await catalogue.product(short_key("P1"))
    assert supplier.asked["product_types"] == 3


async def test_a_supplier_that_hangs_keeps_nobody_waiting_who_can_be_shown_what_was_known(
    catalogue: Catalogue, supplier: FakeSupplier, clock: FakeClock
) -> None:
    known = await catalogue.product(short_key("P1"))
    clock.tick(130)
    supplier.shelves["P1"].types["T1"].stock = 7
    supplier.gate = asyncio.Event()
    looking = asyncio.create_task(catalogue.product(short_key("P1")))
    await clock.advance(1.9)
    assert not looking.done()
    await clock.advance(0.2)
    assert looking.done()
    stale = await looking
    assert stale.offers == known.offers
    assert stale.stale_since is not None
    # Nobody waits for the same silence twice, and what comes late is not lost.
    assert await asyncio.wait_for(catalogue.product(short_key("P1")), 1) == stale
    supplier.gate.set()
    await clock.advance(0)
    assert (await catalogue.product(short_key("P1"))).offers[0].stock == 7
    assert supplier.asked["product_types"] == 2


async def test_what_was_never_read_is_waited_for(
    catalogue: Catalogue, supplier: FakeSupplier, clock: FakeClock
) -> None:
    await catalogue.categories()
    supplier.gate = asyncio.Event()
    looking = asyncio.create_task(catalogue.product(short_key("P1")))
    await clock.advance(10)
    assert not looking.done()
    supplier.gate.set()
    assert (await looking).stale_since is None


async def test_a_look_at_what_nobody_knows_asks_for_a_dozen_the_never_read_first(
    catalogue: Catalogue, supplier: FakeSupplier, clock: FakeClock
) -> None:
    for number in range(3, 23):
        supplier.sells(f"P{number}", f"T{number}")
    await catalogue.product(short_key("P1"))
    clock.tick(25 * HOUR)

    async def known() -> int:
        return sum(types is not None for types in (await catalogue.known_types()).values())

    products = list(await catalogue.known_types())
    counts = []
    for _ in range(3):
        await catalogue.read_some(products)
        counts.append((await known(), supplier.asked["product_types"]))
    # 22 products: 12, then the other 9 that were never read and the old one; then all is known and fresh.
    assert counts == [(13, 13), (22, 23), (22, 23)]


async def test_a_look_at_what_nobody_knows_takes_no_longer_than_a_person_waits(
    catalogue: Catalogue, supplier: FakeSupplier, clock: FakeClock
) -> None:
    products = list(await catalogue.known_types())
    supplier.gate = asyncio.Event()
    looking = asyncio.create_task(catalogue.read_some(products))
    while supplier.asked["product_types"] < 2:  # noqa: ASYNC110 - the fake supplier rings no bell
        await asyncio.sleep(0.001)
    await clock.advance(5.9)
    assert not looking.done()
    await clock.advance(0.2)
    assert looking.done()
    supplier.gate.set()
    while None in (await catalogue.known_types()).values():
        await clock.sleep(0)  # what comes late is known at a later look
    supplier.goes_away()
    clock.tick(25 * HOUR)
    await catalogue.read_some(products)  # and a supplier that is away is no failure


async def test_one_who_gives_up_does_not_take_the_answer_from_the_others(
    catalogue: Catalogue, supplier: FakeSupplier
) -> None:
    await catalogue.categories()
    first, second = (asyncio.create_task(catalogue.product(short_key("P1"))) for _ in range(2))
    for _ in range(3):
        await asyncio.sleep(0)
    first.cancel()
    assert (await second).product.id == "P1"


async def test_a_product_that_the_supplier_no_longer_knows_is_not_for_sale(
    catalogue: Catalogue, supplier: FakeSupplier
) -> None:
    await catalogue.product(short_key("P1"))
    del supplier.shelves["P1"]
    supplier.clock.tick(121)
    with pytest.raises(NotForSaleError):
        await catalogue.type_now("P1", "T1", lane=Lane.PLACING)
    for _ in range(5):
        with pytest.raises(NotForSaleError):
            await catalogue.product(short_key("P1"))
    assert supplier.asked["product_types"] == 2  # asked once when it was there, once when it was gone


async def test_buying_asks_anew_however_fresh_the_page_is(
    catalogue: Catalogue, supplier: FakeSupplier
) -> None:
    await catalogue.product(short_key("P1"))
    supplier.shelves["P1"].types["T1"].stock = 3
    assert (await catalogue.type_now("P1", "T1", lane=Lane.PLACING)).stock == 3
    # Whoever browses next sees it too.
    assert (await catalogue.product(short_key("P1"))).offers[0].stock == 3
    supplier.failing["product_types"] = Unavailable("READ_TIMEOUT")
    with pytest.raises(SupplierAwayError):
        await catalogue.type_now("P1", "T1", lane=Lane.PLACING)


async def test_a_mistake_of_ours_among_many_reads_comes_to_light_after_all_had_their_turn(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    products = [p for category in await shop.catalogue.all_categories() for p in category.products]
    supplier.goes_away("product_types")
    await shop.catalogue.read_some(products)  # an absence is none
    supplier.failing["product_types"] = ZeroDivisionError("a bug")
    before = supplier.asked["product_types"]
    with pytest.raises(ZeroDivisionError):
        await shop.catalogue.read_some(products)
    assert supplier.asked["product_types"] == before + len(products)
