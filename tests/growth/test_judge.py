"""What a big shop would pay for is found, and what it would not pay for is not."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from bot.shop.chat_settings.live_settings import Fixed
from bot.shop.customers import Customers
from storage.database import Database
from storage.purchases import orders
from storage.tables import customers
from tests.fakes.clock import FakeClock
from tests.fakes.texts import Said
from tests.growth.asked import Asked
from tests.growth.judge import Shops, shops
from tests.growth.recorder import Recorder


@pytest.fixture(scope="module")
def both() -> Iterator[Shops]:
    with shops() as made:
        yield made


def wrong(both: Shops, statement: str, *values: Any) -> list[str]:
    return [verdict.why for verdict in both.look_at(Asked("a.test", statement, values))]


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("SELECT id FROM orders WHERE product_title = ?", ("Product 7",)),
        ("SELECT count(*) FROM payment_requests WHERE way = ?", ("ocpay",)),
        ("SELECT id FROM orders WHERE customer_id = ? ORDER BY product_title LIMIT 8", (1001,)),
        ("SELECT id FROM payments ORDER BY id LIMIT 8 OFFSET (SELECT max(id) - 8 FROM payments)", ()),
        ("UPDATE messages SET tries = 0 WHERE payload = ?", ("none",)),
        (
            "SELECT count(*) FROM orders WHERE finished_at >= ? AND status IN ('rejected', 'refunded')",
            (9_999_999_999_999,),
        ),
        ("DELETE FROM drafts WHERE state = ? AND region = ?", ("open", "nowhere")),
    ],
)
def test_what_costs_more_in_an_older_shop_is_found(
    both: Shops, statement: str, values: tuple[Any, ...]
) -> None:
    assert wrong(both, statement, *values)


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("SELECT id FROM orders WHERE ref = ?", ("Z100000007",)),
        ("SELECT id FROM orders ORDER BY id DESC LIMIT 8", ()),
        ("SELECT status, count(*) FROM orders WHERE finished_at IS NULL GROUP BY status", ()),
        ("INSERT INTO staff (user_id, role, added_at) VALUES (?, ?, ?)", (1, "admin", 0)),
    ],
)
def test_what_an_index_serves_is_not(both: Shops, statement: str, values: tuple[Any, ...]) -> None:
    assert wrong(both, statement, *values) == []


async def test_the_shops_statements_are_remembered_with_who_asked_and_a_tests_own_are_not(
    db: Database, clock: FakeClock
) -> None:
    recorder = Recorder()
    async with db.read() as conn:
        await orders.find(conn, 7)
        await conn.execute(sa.select(customers.c.username).where(customers.c.id == 7))
    people = Customers(db, clock, Fixed(Said("", "fr")), marks_of=lambda _: ())
    await people.seen(5, first_name="A", username=None, telegram_language="fr")
    recorder.close()
    asked = {(one.who, one.values[:1]) for one in recorder.all()}
    assert ("purchases.orders.find", (7,)) in asked
    assert ("chat.customers.get", (5,)) in asked
    assert not any("username FROM" in one.statement or one.who.startswith("tests") for one in recorder.all())


def test_rows_that_are_written_at_once_are_judged_as_one_row_however_many_they_are() -> None:
    recorder = Recorder()
    recorder.close()
    for rows in range(1, 30):
        text = f"INSERT INTO inbox (update_id, body) VALUES {', '.join(['(?, ?)'] * rows)}"
        recorder.statements[text] = [Asked("chat.inbox.save", text, tuple(range(2 * rows)))]
    assert min(len(one.values) for one in recorder.all()) == 2
    assert len(recorder.all()) < 5
