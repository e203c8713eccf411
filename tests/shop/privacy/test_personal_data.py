"""The file of /mydata where there is much to tell."""

from storage.money import entries
from storage.states import EntryKind
from tests.shop.whole import WholeShop


async def test_a_long_history_is_told_page_after_page(shop: WholeShop) -> None:
    async with shop.db.write() as conn:
        for number in range(1200):
            await entries.add(
                conn,
                customer_id=1001,
                kind=EntryKind.CREDIT,
                subject=f"many:{number}",
                centimes=100,
                at=shop.clock.now(),
                who="staff:1",
                note=None,
            )
    pages = [page async for page in shop.personal_data.pages(1001) if page.section == "wallet"]
    assert [len(page.records) for page in pages] == [500, 500, 201]
