"""Days that are closed in a shop, and what the staff are told of them."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.shop.books.daily_close import DailyClose
from bot.shop.books.day_figures import Day, unpacked
from bot.shop.money import Money
from tests.shop.whole import WholeShop

TODAY = date(2026, 11, 1)  # the clock begins at 9:00 UTC, 10:00 in Algiers
HOUR = 3600


def ledger(shop: WholeShop, **changes: Any) -> DailyClose:
    made: dict[str, Any] = {"zone": ZoneInfo("Africa/Algiers"), "close_hour": 0, "sandbox": False}
    return DailyClose(
        shop.db, shop.supplier, shop.clock, alerts=shop.alerts, methods=shop.methods, **made | changes
    )


async def begun(shop: WholeShop, **changes: Any) -> DailyClose:
    """The books after their first look: from here on days are closed."""
    books = ledger(shop, **changes)
    await books.close_when_due()
    return books


async def sell(shop: WholeShop, quantity: int = 2, outcome: str = "FULFILLED") -> str:
    """An order from Buy to its end; its ref."""
    order = await shop.buy(quantity=quantity)
    await shop.place()
    shop.supplier.settle((await shop.row(order.id)).supplier_order_id, outcome)
    shop.clock.tick(10)
    await shop.tracking.look()
    return order.ref


async def night(shop: WholeShop, books: DailyClose, *, hours: float = 16) -> None:
    """Time passes to the next day, and the worker has its turn."""
    shop.clock.tick(hours * HOUR)
    await books.close_when_due()


async def told(shop: WholeShop) -> list[tuple[str, dict[str, Any]]]:
    rows = [json.loads(row.payload) for row in await shop.outbox(kind="staff_alert")]
    return [(row["code"], row["args"]) for row in rows]


async def closes(shop: WholeShop) -> list[Day]:
    """The days that were closed, as the staff were told."""
    return [unpacked(args["figures"]) for code, args in await told(shop) if code == "day_closed"]


def adds_up(day: Day) -> bool:
    """Whether the entries lead from one total to the other."""
    return day.wallets_opening + sum(day.by_kind.values(), Money.ZERO) == day.wallets_closing


def without_account(day: Day) -> Day:
    """A day's figures as the shop's own rows give them."""
    return replace(day, float=None, differences=(), on_the_way=Money.ZERO, on_the_way_count=0, more={})
