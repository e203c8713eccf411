"""How the books are read: by the index, so that a year's look through them stays a matter of seconds."""

from storage.database import Database
from storage.money import payments, reconciliation
from storage.purchases import attempts, order_figures
from tests.storage.plans import plan


async def test_a_customers_whole_history_is_not_gone_through_for_each_of_their_orders(db: Database) -> None:
    found = await plan(db, lambda conn: reconciliation.orders_after(conn, 0, 250))
    assert "SEARCH entries USING INDEX sqlite_autoindex_entries_1 (kind=? AND subject=?)" in found
    assert "customer_id" not in found
    assert "SCAN" not in found


async def test_a_payments_entries_are_found_by_their_subject(db: Database) -> None:
    for ask in (reconciliation.payments_not_booked, reconciliation.paybacks_not_booked):
        found = await plan(db, ask)
        assert "SEARCH entries USING INDEX sqlite_autoindex_entries_1 (kind=? AND subject" in found
        assert "SCAN entries" not in found


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
