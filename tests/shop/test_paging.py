"""Long lists end somewhere, so that nobody makes the database go through millions of rows for a page."""

from collections.abc import Sequence
from pathlib import Path

from bot.shop.paging import MOST_PAGES, PAGE_SIZE, paged
from storage.database import Database
from storage.purchases import order_lists
from tests.bench import big_shop


async def test_nobody_reads_beyond_the_last_page_that_is_shown() -> None:
    asked: list[int] = []

    async def read(offset: int, limit: int) -> tuple[Sequence[int], int]:
        asked.append(offset)
        return list(range(offset, offset + limit)), MOST_PAGES * PAGE_SIZE

    rows, page, pages = await paged(read, 10**9)
    assert (page, pages, rows[0]) == (MOST_PAGES, MOST_PAGES, (MOST_PAGES - 1) * PAGE_SIZE)
    assert asked == [(MOST_PAGES - 1) * PAGE_SIZE]


async def test_a_long_list_is_counted_as_far_as_it_is_shown(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/big.db"
    await big_shop.make(url, 2000, one_in=2)
    database = Database.open(url)
    async with database.read() as conn:
        newest, count = await order_lists.of_customer(conn, big_shop.RESELLER, offset=0, limit=8)
        last, _ = await order_lists.of_customer(conn, big_shop.RESELLER, offset=792, limit=8)
    await database.close()
    assert count == MOST_PAGES * PAGE_SIZE
    assert [row.id for row in newest] == sorted((row.id for row in newest), reverse=True)
    assert len(last) == 8
    assert last[0].id < newest[-1].id
