"""How receipts are read: by the index, however many there are."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from storage.database import Database
from storage.goods import rules
from storage.money import payments, receipts
from tests.storage.plans import plan

NOW = datetime(2026, 11, 1, tzinfo=UTC)
Ask = Callable[[Any], Awaitable[Any]]


@pytest.mark.parametrize(
    "ask",
    [
        lambda conn: receipts.newest(conn, "r"),
        lambda conn: receipts.recent(conn, 1001, since=NOW),
        lambda conn: receipts.same(conn, without=[1, 2], files=["F1", "F2"], numbers=["42"]),
        lambda conn: receipts.same(conn, without=[1], files=["F1"], numbers=[]),
        lambda conn: receipts.of_order(conn, 1, limit=10),
        receipts.count_waiting,
        lambda conn: payments.count_in_state(conn, "unmatched"),
        lambda conn: rules.active_id(conn, kind="price", scope="all", target=""),
    ],
    ids=["newest", "recent", "same", "same without a number", "of order", "waiting", "unmatched", "rule"],
)
async def test_no_table_is_gone_through_from_end_to_end(db: Database, ask: Ask) -> None:
    found = await plan(db, ask)
    assert "SEARCH" in found
    assert "SCAN" not in found, found
