import pytest

from bot.shop.guides.wording import GuideField
from bot.shop.refs import short_key
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines
OTHER_NAMES = (GuideField.ALIASES, "")


async def titles(shop: WholeShop, words: str) -> list[str]:
    found = await shop.search.find(words)
    return [hit.product.title for hit in found.hits] if found.is_sure else []


async def test_a_product_is_found_by_the_merchants_names_at_once_in_every_process(
    shop: WholeShop, supplier: FakeSupplier, make_shop: MakeShop
) -> None:
    supplier.sells("P9", "T9", title="Quilt Voucher", category="Quilts")
    await shop.catalogue.refresh()
    other = make_shop()
    for process in (shop, other):
        assert await titles(process, "couette") == []
        assert await titles(process, "لحاف") == []
    _, quilt = await shop.catalogue.place(short_key("P9"))
    await shop.product_guides.say(STAFF, quilt, OTHER_NAMES, "couette, لحاف")
    for process in (shop, other, make_shop()):
        assert await titles(process, "couettes") == ["Quilt Voucher"]
        assert await titles(process, "لحاف") == ["Quilt Voucher"]
    await shop.product_guides.say(STAFF, quilt, OTHER_NAMES, None)
    assert await titles(other, "couette") == []


async def test_the_brands_names_go_on_beside_the_merchants(shop: WholeShop) -> None:
    _, psn = await shop.catalogue.place(short_key("P1"))
    await shop.product_guides.say(STAFF, psn, OTHER_NAMES, "chez ali")
    for words in ("chez ali", "بلايستيشن", "playstation"):
        assert await titles(shop, words) == ["PSN Germany"]
