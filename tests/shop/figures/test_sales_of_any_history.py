"""Whatever was traded, the sales book says what somebody would say who goes through all rows by hand."""

import asyncio
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.shop.books.shop_days import ShopDays
from bot.shop.chat_settings.live_settings import Fixed
from bot.shop.figures.sales import Sales, outcome_label
from bot.shop.figures.sales_book import SalesBook
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.quiet_hours import QuietHours
from bot.shop.roles.members import StaffMembers
from storage.database import Database
from storage.money.daily import day_sales
from tests.fakes.clock import FakeClock
from tests.fakes.database import InThisThread
from tests.shop.whole import Terms

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)  # after a change of the clocks in the zone below
ZONE = ZoneInfo("Europe/Paris")
FIRST_MOMENT = NOW - timedelta(days=9)
_MS = 3_600_000
ENDINGS = {
    "fulfilled": "fulfilled",
    "partially_filled": "partially_filled",
    "refunded": "refunded",
    "rejected": "sold_out",
    "expired": "not_paid_in_time",
}


@dataclass(frozen=True)
class Sold:
    """One order, as a history has it. Times in milliseconds."""

    at: int
    customer: int
    product: int
    quantity: int
    came: int
    price: int
    cost: int
    discount: int
    status: str
    charged: bool
    took: int
    way: str | None

    @property
    def paid(self) -> int:
        return self.price * self.quantity - self.discount

    @property
    def cards(self) -> int:
        return {"fulfilled": self.quantity, "partially_filled": self.came}.get(self.status, 0)

    @property
    def kept(self) -> int:
        return self.paid * self.cards // self.quantity

    @property
    def charge(self) -> int:
        return self.cost * self.cards


@st.composite
def sold(draw: st.DrawFn) -> Sold:
    quantity = draw(st.integers(2, 5))
    price = draw(st.integers(100, 10_000))
    return Sold(
        at=draw(st.integers(0, 8 * 24 * _MS)),
        customer=draw(st.integers(1, 4)),
        product=draw(st.integers(1, 3)),
        quantity=quantity,
        came=draw(st.integers(1, quantity - 1)),
        price=price,
        cost=draw(st.integers(1, 12_000)),
        discount=draw(st.integers(0, price - 1)),
        status=draw(st.sampled_from(sorted(ENDINGS))),
        charged=draw(st.booleans()),
        took=draw(st.integers(0, 30 * _MS)),
        way=draw(st.sampled_from([None, "stars", "transfer"])),
    )


def written(path: Path, history: list[Sold]) -> None:
    begin = int(FIRST_MOMENT.timestamp() * 1000)
    with closing(sqlite3.connect(path)) as conn, conn:
        for customer in range(1, 5):
            conn.execute(
                "INSERT INTO customers (id, first_name, created_at) VALUES (?, 'C', ?)", (customer, begin)
            )
            conn.execute(
                "INSERT INTO entries (customer_id, kind, subject, amount_centimes, at, who)"
                " VALUES (?, 'credit', ?, 1000000000, ?, 'staff:1')",
                (customer, f"seed:{customer}", begin - 1),
            )
        for number, one in enumerate(sorted(history, key=lambda one: one.at), 1):
            _order(conn, number, one, begin + one.at)


def _order(conn: sqlite3.Connection, number: int, one: Sold, at: int) -> None:
    goods = (f"P{one.product}", f"Product {one.product}", "T", "Type")
    conn.execute(
        "INSERT INTO drafts (id, customer_id, product_id, product_title, category, type_id, type_name,"
        " unit_cost_centimes, unit_price_centimes, stock, created_at, quoted_at)"
        " VALUES (?, ?, ?, ?, 'c', ?, ?, 1, 1, 1, 1, 1)",
        (f"d{number}", one.customer, *goods),
    )
    conn.execute(
        "INSERT INTO orders (id, ref, customer_id, draft_id, status, product_id, product_title, type_id, type_name,"
        " quantity, unit_cost_centimes, unit_price_centimes, fulfilled_quantity, charged_centimes, discount_centimes,"
        " created_at, status_at, finished_at, delivered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            f"R{number}",
            one.customer,
            f"d{number}",
            one.status,
            *goods,
            one.quantity,
            one.cost,
            one.price,
            one.cards,
            one.charge if one.charged else None,
            one.discount,
            at,
            at + one.took,
            at + one.took,
            at + one.took if one.cards else None,
        ),
    )
    events = [] if one.status == "expired" else [(None, "paid", at, "bought")]
    for before, after, moment, why in [*events, ("paid", one.status, at + one.took, ENDINGS[one.status])]:
        conn.execute(
            "INSERT INTO order_events (order_id, from_status, to_status, at, why, who) VALUES (?, ?, ?, ?, ?, 'w')",
            (number, before, after, moment, why),
        )
    if one.status == "expired":
        return
    if one.way is not None:
        conn.execute(
            "INSERT INTO payments (id, way, charge_id, amount_centimes, currency, currency_amount, state, received_at)"
            " VALUES (?, ?, ?, ?, 'DZD', ?, 'credited', ?)",
            (number, one.way, f"c{number}", one.paid, one.paid, at),
        )
        _entry(conn, one.customer, "topup", f"payment:{number}", amount=one.paid, at=at)
    _entry(conn, one.customer, "purchase", f"order:{number}", amount=-one.paid, at=at)


def _entry(conn: sqlite3.Connection, customer: int, kind: str, subject: str, *, amount: int, at: int) -> None:
    conn.execute(
        "INSERT INTO entries (customer_id, kind, subject, amount_centimes, at, who) VALUES (?, ?, ?, ?, ?, 'w')",
        (customer, kind, subject, amount, at),
    )


async def told(path: Path) -> tuple[Sales, Sales]:
    """Of eight days that were kept, and of the last three of them."""
    clock = FakeClock(NOW)
    db = Database(InThisThread(path))
    alerts = Alerts(db, clock, StaffMembers(db, [2001]), QuietHours(db, clock, Fixed(Terms())))
    book = SalesBook(db, clock, ShopDays(ZONE, 0), alerts=alerts, tells_weeks=lambda: False)
    today = book.today()
    first, last = today - timedelta(days=8), today - timedelta(days=1)
    async with db.read() as conn:
        live = [await book._added_up(conn, first + timedelta(days=number)) for number in range(8)]
    async with db.write() as conn:
        for number, rows in enumerate(live):
            await day_sales.keep(conn, str(first + timedelta(days=number)), rows)
    kept = await book.sales(first, last)
    few = await book.sales(last - timedelta(days=2), last)
    await db.close()
    return kept, few


@given(history=st.lists(sold(), max_size=12))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_book_says_what_the_rows_say(history: list[Sold], migrated_file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(migrated_file, tmp_path / "history.db"))
    written(path, history)
    kept, few = asyncio.run(told(path))
    for sales in (kept, few):
        _agrees(sales, history)


def _agrees(sales: Sales, history: list[Sold]) -> None:
    def day(milliseconds: int) -> object:
        return (FIRST_MOMENT + timedelta(milliseconds=milliseconds)).astimezone(ZONE).date()

    def inside(milliseconds: int) -> bool:
        return bool(sales.first <= day(milliseconds) <= sales.last)  # type: ignore[operator]

    ended = [one for one in history if inside(one.at + one.took)]
    paid = [one for one in history if inside(one.at) and one.status != "expired"]
    for each in sales.days:
        that_day = [one for one in ended if day(one.at + one.took) == each.day]
        assert each.orders == sum(one.status != "expired" for one in that_day)
        assert each.earned.centimes == sum(one.kept for one in that_day)
        assert each.cost.centimes == sum(one.charge for one in that_day)
    assert {one.title: (one.cards, one.sold.centimes, one.cost.centimes) for one in sales.products} == {
        f"Product {number}": (
            sum(one.cards for one in ended if one.product == number),
            sum(one.kept for one in ended if one.product == number),
            sum(one.charge for one in ended if one.product == number),
        )
        for number in range(1, 4)
        if any(one.cards for one in ended if one.product == number)
    }
    hours = Counter((FIRST_MOMENT + timedelta(milliseconds=one.at)).astimezone(ZONE).hour for one in paid)
    assert dict(sales.hours) == hours
    assert Counter({one.method: one.payments for one in sales.methods}) == Counter(
        one.way for one in paid if one.way
    )
    assert sum(one.amount.centimes for one in sales.methods) == sum(one.paid for one in paid if one.way)
    assert {outcome_label(one.status, one.why): one.orders for one in sales.outcomes} == Counter(
        f"{one.status}:{ENDINGS[one.status]}" for one in ended
    )
    assert sum(sales.delivery.values()) == sum(one.cards > 0 for one in ended)
    in_order = sorted((one for one in history if one.status != "expired"), key=lambda one: one.at)
    firsts = {
        customer: next((one for one in in_order if one.customer == customer), None)
        for customer in range(1, 5)
    }
    new = sum(any(one is first for one in paid) for first in firsts.values() if first is not None)
    assert (sales.new_customers, sales.orders_of_known) == (new, len(paid) - new)
