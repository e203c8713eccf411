"""The messages at the end of a day and of a week: whom they reach, once, and what switches them off."""

import json
from datetime import date, timedelta

import pytest

from tests.shop.books.closing import HOUR, ledger, night, sell, told
from tests.shop.conftest import MakeShop
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines
SATURDAY = date(2026, 11, 7)  # the clock begins on a Sunday


async def weeks(shop: WholeShop) -> list[dict[str, str]]:
    return [args for code, args in await told(shop) if code == "week_closed"]


async def days_pass(shop: WholeShop, count: int, *, sold: bool = True, tells_days: bool = True) -> None:
    books = ledger(shop, tells_days=lambda: tells_days)
    for _ in range(count):
        if sold:
            await sell(shop)
        await night(shop, books, hours=24)
        await shop.sales_book.keep_when_due()


async def test_a_week_is_told_once_when_saturday_is_closed(shop: WholeShop) -> None:
    await ledger(shop).close_when_due()
    await days_pass(shop, 6)
    assert await weeks(shop) == []
    await days_pass(shop, 1)
    first = SATURDAY - timedelta(days=6)
    assert await weeks(shop) == [{"first": str(first), "last": str(SATURDAY)}]
    for _ in range(3):
        await shop.sales_book.keep_when_due()
    await days_pass(shop, 3)
    assert len(await weeks(shop)) == 1
    seen = await shop.sales_book.sales(first, SATURDAY)
    assert len(seen.days) == 7
    assert seen.delivered == 7


async def test_a_week_without_trade_and_one_of_long_ago_are_not_told(shop: WholeShop) -> None:
    await ledger(shop).close_when_due()
    await days_pass(shop, 8, sold=False)
    assert await weeks(shop) == []
    await sell(shop)
    shop.clock.tick(30 * 24 * HOUR)  # the shop was off
    await days_pass(shop, 1, sold=False)
    assert len(await weeks(shop)) <= 1
    assert all(week["last"] >= str(shop.sales_book.today() - timedelta(days=4)) for week in await weeks(shop))


async def test_either_message_can_be_switched_off(make_shop: MakeShop) -> None:
    shop = make_shop(weekly_summary=False)
    await shop.customer(1001, dinars=100_000)
    await ledger(shop).close_when_due()
    await days_pass(shop, 8, tells_days=False)
    codes = [code for code, _ in await told(shop)]
    assert "week_closed" not in codes
    assert "day_closed" not in codes


async def test_differences_are_told_where_the_days_are_not(shop: WholeShop) -> None:
    await ledger(shop).close_when_due()
    await sell(shop, 1)
    async with shop.db.write() as conn:
        await conn.exec_driver_sql("UPDATE orders SET refunded_centimes = 100")
    await days_pass(shop, 1, sold=False, tells_days=False)
    codes = [code for code, _ in await told(shop)]
    assert "books_refund_not_booked" in codes
    assert "day_closed" not in codes


async def test_the_days_message_says_what_waits(shop: WholeShop) -> None:
    await ledger(shop).close_when_due()
    await sell(shop)
    async with shop.db.write() as conn:
        await conn.exec_driver_sql(
            "INSERT INTO messages (key, chat_id, kind, payload, state, created_at, due_at)"
            " VALUES ('k', 1001, 'codes', '{}', 'failed', 1, 1)"
        )
    await days_pass(shop, 1, sold=False)
    rows = [json.loads(row.payload) for row in await shop.outbox(kind="staff_alert", chat_id=STAFF)]
    (args,) = [row["args"] for row in rows if row["code"] == "day_closed"]
    assert args["waits"] == {"messages": 1}
