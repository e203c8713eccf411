"""How the books are read: by the index, so that a year's look through them stays a matter of seconds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage.database import Database
from storage.goods import promo_uses
from storage.money import deposits, inspected_cards, inspection, payments, reconciliation
from storage.money.daily import closed_days, days, late_rows
from storage.money.daily.late_rows import Late, Newest
from storage.purchases import attempts, order_figures
from tests.storage.plans import plan

SPAN = inspection.Span(10, 1000)


async def test_a_customers_whole_history_is_not_gone_through_for_each_of_their_orders(db: Database) -> None:
    found = await plan(db, lambda conn: inspection.orders_of(conn, SPAN))
    assert "SEARCH entries USING INDEX ix_entries_order_id (order_id=?)" in found
    assert "customer_id" not in found
    assert "SCAN" not in found


@pytest.mark.parametrize(
    "ask",
    [
        inspection.wallets_that_differ,
        inspection.entries_without_order,
        inspection.entries_without_payment,
        inspection.payments_not_booked,
        inspected_cards.cards_without_order,
        promo_uses.over_limit,
        promo_uses.without_order,
    ],
    ids=lambda ask: ask.__name__,
)
async def test_a_slice_of_the_books_goes_through_its_own_rows_only(db: Database, ask: Any) -> None:
    found = await plan(db, lambda conn: ask(conn, SPAN))
    tables = {"entries", "orders", "payments", "cards", "customers", "wallets", "promo_uses"}
    scanned = {line.split()[1] for line in found.splitlines() if line.startswith("SCAN")}
    assert scanned.isdisjoint(tables), found


async def test_codes_that_are_stored_twice_are_found_by_the_index(db: Database) -> None:
    found = await plan(db, lambda conn: inspected_cards.cards_twice(conn, "", 1000))
    assert "SCAN cards" not in found, found


async def test_what_the_float_still_owes_is_found_by_the_index(db: Database) -> None:
    found = await plan(
        db, lambda conn: order_figures.cost_not_yet_charged(conn, ["paid"], newest=7, in_the_air=[3, 4])
    )
    assert "SCAN" not in found, found
    found = await plan(db, lambda conn: attempts.open_of(conn, ["placing"]))
    assert "SCAN" not in found, found


async def test_what_came_for_an_order_is_not_looked_for_among_all_payments(db: Database) -> None:
    found = await plan(db, lambda conn: payments.credited_for(conn, [1, 2]))
    assert "SEARCH payments USING INDEX ix_payments_request_id (request_id=?)" in found


SINCE, UNTIL = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2))
THREE = timedelta(days=3)
LATE = Late(SINCE, Newest(7, 7, 7), Newest(9, 9, 9))


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda conn: days.by_kind(conn, SINCE, UNTIL), "ix_entries_at (at>? AND at<?)"),
        (lambda conn: days.by_way(conn, SINCE, UNTIL), "ix_entries_at (at>? AND at<?)"),
        (lambda conn: days.booked(conn, None, SINCE), "ix_entries_at (at<?)"),
        (lambda conn: days.booked(conn, SINCE, UNTIL), "ix_entries_at (at>? AND at<?)"),
        (
            lambda conn: late_rows.by_kind(conn, LATE),
            "SEARCH entries USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
        ),
        (
            lambda conn: late_rows.by_way(conn, LATE),
            "SEARCH entries USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
        ),
        (
            lambda conn: late_rows.ended(conn, LATE, ["fulfilled"]),
            "SEARCH order_events USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
        ),
        (days.first_entry_at, "ix_entries_at"),
        (lambda conn: days.unmatched_payments(conn, UNTIL), "ix_payments_not_credited (state=?)"),
        (
            lambda conn: days.ended(conn, SINCE, UNTIL, ["fulfilled"]),
            "ix_orders_finished_at (finished_at>? AND finished_at<?)",
        ),
        (
            lambda conn: reconciliation.first_placed_of_ended(
                conn, since=SINCE, until=UNTIL, not_before=SINCE - THREE
            ),
            "ix_orders_finished_at (finished_at>? AND finished_at<?)",
        ),
        (lambda conn: reconciliation.moving(conn, since=SINCE), "ix_orders_finished_at (finished_at>?)"),
        (lambda conn: closed_days.last_before(conn, SINCE), "ix_closed_days_until_at (until_at<?)"),
        (
            lambda conn: deposits.waiting(conn, ways=["ocpay"], since=SINCE),
            "ix_payments_way_received_at (way=? AND received_at>?)",
        ),
        (
            lambda conn: deposits.not_there(conn, ways=["ocpay"], at=UNTIL, since=SINCE, until=UNTIL),
            "ix_payments_way_received_at (way=? AND received_at>? AND received_at<?)",
        ),
    ],
    ids=[
        "kinds",
        "ways",
        "wallets",
        "wallets since",
        "late kinds",
        "late ways",
        "late ended",
        "the first entry",
        "unmatched",
        "ended",
        "placed",
        "moving",
        "the day before",
        "waiting",
        "not there",
    ],
)
async def test_a_day_is_added_up_from_its_own_rows(db: Database, ask: Any, index: str) -> None:
    assert index in await plan(db, ask)
