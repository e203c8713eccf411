"""PostgreSQL's plans are judged: of statements as either engine is given them."""

import asyncpg
import pytest

from storage.chat import order_messages
from storage.database import Database
from storage.money import entries, payments
from storage.purchases import order_lists, orders
from storage.rows import Edge
from tests import postgres
from tests.bench import big_shop
from tests.bench.big_shop import RESELLER
from tests.growth.asked import Asked
from tests.growth.on_postgresql import judge, looked_at
from tests.growth.recorder import Recorder

pytestmark = pytest.mark.postgresql

NO_WAY = [
    ("SELECT id FROM orders WHERE product_title = ?", ("Product 7",)),
    ("SELECT id FROM orders WHERE product_title = $1::VARCHAR", ("Product 7",)),
    ("UPDATE messages SET tries = 0 WHERE payload = ?", ("none",)),
    ("SELECT count(*) FROM payments", ()),
    ("SELECT id FROM orders WHERE product_title IS ? AND type_id IS NOT orders.type_name", ("Product 7",)),
    ("SELECT id FROM orders WHERE id NOT IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1) AND type_name = ?", ("5",)),
    ("SELECT id, product_title FROM orders ORDER BY product_title LIMIT 8", ()),
    ("SELECT a.id FROM orders a JOIN payments b ON a.product_title = b.charge_id WHERE a.id = ?", (7,)),
]
A_WAY = [
    ("SELECT id FROM orders WHERE ref = ?", ("Z100000007",)),
    ("SELECT id FROM orders WHERE ref IN ($1::VARCHAR, $2::VARCHAR)", ("Z100000007", "it's")),
    ("SELECT id FROM orders ORDER BY id DESC LIMIT 8", ()),
    ("SELECT status, count(*) FROM orders WHERE finished_at IS NULL GROUP BY status", ()),
    ("SELECT id FROM orders WHERE ref IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)", ()),
    ("DELETE FROM drafts WHERE id = ? AND region IS NULL", (None,)),
    ("UPDATE cards SET sealed = ? WHERE order_id = ? AND position = ?", (b"\x00'", -1, 0)),
    ("INSERT INTO staff (user_id, role, added_at) VALUES (?, ?, ?)", (1, "admin", 0)),
]


def test_what_no_index_serves_is_named_and_what_one_serves_is_not(postgres_server: postgres.Server) -> None:
    asked = [Asked("a.test", *one) for one in (*NO_WAY, *A_WAY)]
    # Each by itself, as one thing is said of whoever asks.
    asked = [Asked(f"a.test{n}", one.statement, one.values) for n, one in enumerate(asked)]
    judged = judge(postgres_server, asked)
    assert [(v.asked.statement, v.asked.values) for v in judged.verdicts] == NO_WAY
    assert judged.planned == len(asked)


async def test_what_one_customer_is_shown_costs_little_however_much_that_customer_has(
    postgres_server: postgres.Server,
) -> None:
    """The reseller has a thousand orders, and as many messages."""
    with postgres_server.copy_of("template1") as name:
        url = postgres_server.url(name)
        await big_shop.make(url, 2000, one_in=2)
        database, recorder = Database.open(url), Recorder()
        async with database.read() as conn:
            newest = await order_lists.of_customer(conn, RESELLER, limit=9)
            for edge in (Edge(100, newer=True), Edge(100), Edge(1900)):
                bought = await order_lists.of_customer(conn, RESELLER, edge=edge, limit=9)
                booked = await entries.of_customer(conn, RESELLER, edge=edge, limit=9)
                came = await payments.page(conn, state=None, edge=edge, limit=9)
                assert (len(bought), len(came)) == (9, 9)
            assert len(newest) == len(booked) == 9
            await order_messages.unsent_codes(conn, {RESELLER})
        await database.close()
        recorder.close()
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        rows = {asked.who: await looked_at(connection, asked) for asked in recorder.all()}
        await connection.close()
    assert {"purchases.order_lists.of_customer", "chat.order_messages.unsent_codes"} <= set(rows)
    assert {who: count for who, count in rows.items() if count > 20} == {}


def test_what_a_server_does_not_understand_is_kept_apart(postgres_server: postgres.Server) -> None:
    other = Asked("a.test", "SELECT id FROM orders WHERE rowid = 7", ())
    judged = judge(postgres_server, [other])
    assert (judged.verdicts, judged.planned, [one.asked for one in judged.not_understood]) == ([], 0, [other])


async def test_what_is_asked_on_a_server_is_remembered_with_its_engine(
    postgres_server: postgres.Server,
) -> None:
    recorder = Recorder()
    with postgres_server.database() as name:
        database = Database.open(postgres_server.url(name))
        async with database.read() as conn:
            await orders.find(conn, 7)
        await database.close()
    recorder.close()
    assert ("purchases.orders.find", (7,), "postgresql") in {
        (one.who, one.values, one.dialect) for one in recorder.all()
    }
