"""How the books are read: by the index, so that a year's look through them stays a matter of seconds."""

from typing import Any

import pytest

from storage.database import Database
from storage.goods import promo_uses
from storage.money import inspection, payments
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
        inspection.cards_without_order,
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
    found = await plan(db, lambda conn: inspection.cards_twice(conn, "", 1000))
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
