from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.catalogue.catalogue import Product
from bot.shop.catalogue.known_brands import known_brands
from bot.shop.guides import guides as module
from bot.shop.guides.guides import Guide, ProductGuides
from bot.shop.guides.wording import BadGuideError, GuideField
from bot.shop.refs import short_key
from storage.database import Database
from storage.goods import guides as guide_rows
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines

PSN = known_brands()["playstation"]
STEPS, REGION, NOTE, LINK = GuideField.STEPS, GuideField.REGION, GuideField.NOTE, GuideField.LINK


@pytest.fixture
async def psn(shop: WholeShop) -> Product:
    _, product = await shop.catalogue.place(short_key("P1"))
    return product


async def told(shop: WholeShop, product: Product, language: str = "fr") -> Guide:
    guides: ProductGuides = shop.product_guides
    return await guides.guide(product.id, product.title, language)


async def guide_acts(shop: WholeShop) -> list[Any]:
    return [row for row in await shop.audit() if row.action == "product_guide"]


async def test_a_known_brand_needs_no_word_of_the_merchant(shop: WholeShop, psn: Product) -> None:
    for language in ("ar", "fr", "en"):
        assert await told(shop, psn, language) == Guide(
            steps=PSN.steps[language], link=PSN.link, region=PSN.region[language]
        )


async def test_the_category_names_the_brand_where_the_title_does_not(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.sells("P9", "T9", title="Weekly membership", category="Free Fire")
    await shop.catalogue.refresh()
    _, product = await shop.catalogue.place(short_key("P9"))
    assert (await told(shop, product)).link == known_brands()["free-fire"].link
    unknown = Product("k", "P0", "Quilt", None, "Quilts")
    assert await told(shop, unknown) == Guide(region_is_own=True)


async def test_the_merchants_words_hold_in_their_language_and_come_off_again(
    shop: WholeShop, psn: Product
) -> None:
    await shop.product_guides.say(STAFF, psn, (STEPS, "fr"), "1. Là\n2. Puis là")
    await shop.product_guides.say(STAFF, psn, (REGION, "fr"), "Partout.")
    guide = await told(shop, psn)
    assert (guide.steps, guide.region, guide.region_is_own) == (("Là", "Puis là"), "Partout.", True)
    assert (await told(shop, psn, "ar")).steps == PSN.steps["ar"]
    await shop.product_guides.say(STAFF, psn, (STEPS, "fr"), None)
    assert (await told(shop, psn)).steps == PSN.steps["fr"]


async def test_nothing_can_be_said_instead_of_what_the_brand_has(shop: WholeShop, psn: Product) -> None:
    for key in ((STEPS, "fr"), (REGION, "fr"), (LINK, "")):
        await shop.product_guides.say(STAFF, psn, key, "")
    guide = await told(shop, psn)
    assert guide == Guide(region_is_own=True)
    assert not guide.says_how


async def test_a_reader_of_another_language_gets_the_words_that_there_are(
    shop: WholeShop, psn: Product
) -> None:
    await shop.product_guides.say(STAFF, psn, (NOTE, "fr"), "Sans retour.")
    assert (await told(shop, psn, "ar")).note == "Sans retour."
    await shop.product_guides.say(STAFF, psn, (NOTE, "ar"), "لا تُردّ.")
    assert (await told(shop, psn, "ar")).note == "لا تُردّ."
    await shop.product_guides.say(STAFF, psn, (NOTE, "ar"), "")
    assert (await told(shop, psn, "ar")).note is None


async def test_each_word_is_in_the_audit_log_with_what_was_said_before(shop: WholeShop, psn: Product) -> None:
    for value in ("https://a.example", "https://b.example", None):
        await shop.product_guides.say(STAFF, psn, (LINK, ""), value)
    acts = [(row.action, row.subject, row.detail) for row in await guide_acts(shop)]
    subject = f"product:{psn.key}"
    assert acts == [
        ("product_guide", subject, "PSN Germany · link: – → https://a.example"),
        ("product_guide", subject, "PSN Germany · link: https://a.example → https://b.example"),
        ("product_guide", subject, "PSN Germany · link: https://b.example → –"),
    ]


async def test_what_cannot_be_said_changes_nothing(shop: WholeShop, psn: Product) -> None:
    await shop.product_guides.say(STAFF, psn, (LINK, ""), "https://a.example")
    with pytest.raises(BadGuideError):
        await shop.product_guides.say(STAFF, psn, (LINK, ""), "http://b.example")
    assert (await told(shop, psn)).link == "https://a.example"
    for key in ((STEPS, ""), (STEPS, "de"), (LINK, "fr")):
        with pytest.raises(ValueError, match="is not said in"):
            await shop.product_guides.say(STAFF, psn, key, "x")
    assert len(await guide_acts(shop)) == 1


async def test_another_process_and_a_restart_say_the_same(
    shop: WholeShop, psn: Product, make_shop: MakeShop
) -> None:
    other = make_shop()
    assert (await told(other, psn)).note is None
    await shop.product_guides.say(STAFF, psn, (NOTE, "fr"), "Neuf.")
    assert (await told(other, psn)).note == "Neuf."
    assert (await told(make_shop(), psn)).note == "Neuf."


async def test_aliases_are_read_for_all_products_at_once(shop: WholeShop, psn: Product) -> None:
    assert await shop.product_guides.aliases() == {}
    await shop.product_guides.say(STAFF, psn, (GuideField.ALIASES, ""), "play,بلاي")
    assert await shop.product_guides.aliases() == {"P1": ("play", "بلاي")}
    await shop.product_guides.say(STAFF, psn, (GuideField.ALIASES, ""), "")
    assert await shop.product_guides.aliases() == {"P1": ()}


async def test_only_so_many_products_are_kept_at_hand(
    shop: WholeShop, psn: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_KEPT", 2)
    for product_id in ("A", "B", "C"):
        await shop.product_guides.own(product_id)
    assert list(shop.product_guides._kept) == ["B", "C"]


class ChangedWhileRead:
    """A database in which somebody says something else while it is read."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.wake_ups = db.wake_ups

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        async with self._db.read() as conn:
            yield conn
            self.wake_ups.tell([f"{guide_rows.CHANGED}:"])


async def test_what_is_changed_while_it_is_read_is_read_again(shop: WholeShop, psn: Product) -> None:
    guides = ProductGuides(ChangedWhileRead(shop.db), shop.clock, shop.catalogue)  # type: ignore[arg-type]
    assert await guides.own(psn.id) == {}
    await shop.product_guides.say(STAFF, psn, (NOTE, "fr"), "Neuf.")
    assert (await guides.own(psn.id))[NOTE, "fr"].value == "Neuf."
    assert guides._kept == {}
