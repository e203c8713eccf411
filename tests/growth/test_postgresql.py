"""On PostgreSQL, too, what workers and screens ask again and again is found by indexes, in a shop with years
of trade.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.order_status import OPEN, OrderStatus
from storage.chat import customers, inbox, messages, support, tickets
from storage.database import Database
from storage.goods import promos
from storage.house import facts, figures, staff
from storage.house.staff import AuditFilter
from storage.money import entries, payments, receipts, request_checks
from storage.purchases import attempts, drafts, order_figures, orders
from storage.states import InboxState, PaymentState, RequestState
from tests import postgres
from tests.bench import big_shop
from tests.bench.big_shop import NOW, RESELLER
from tests.growth.allowed import GROWING

pytestmark = pytest.mark.postgresql

Ask = Callable[[AsyncConnection], Awaitable[Any]]
WAITS = [OrderStatus.AWAITING_PAYMENT]
ASKED: dict[str, Ask] = {
    "due orders": lambda conn: orders.due(conn, WAITS, NOW, 100),
    "the next order": lambda conn: orders.next_due(conn, WAITS),
    "open orders": lambda conn: orders.in_statuses(conn, OPEN, offset=0, limit=8),
    "a customer's orders": lambda conn: orders.of_customer(conn, RESELLER, offset=0, limit=8),
    "orders that take long": lambda conn: orders.paid_before(conn, OPEN, NOW, limit=5),
    "counts of open orders": order_figures.count_open,
    "ended today": lambda conn: order_figures.count_ended(conn, [OrderStatus.REJECTED], NOW),
    "stuck orders": lambda conn: order_figures.count_stuck(conn, OPEN, NOW),
    "what the float owes": lambda conn: order_figures.cost_not_yet_charged(
        conn, [OrderStatus.PAID], newest=10**9, in_the_air=[3]
    ),
    "attempts in the air": lambda conn: attempts.in_the_air_for(
        conn, product_id="P1", type_id="T1", quantity=1
    ),
    "absent attempts": lambda conn: attempts.absent_since(conn, NOW),
    "the supplier's ids": lambda conn: attempts.known_supplier_ids(conn, ["S1", "S2"]),
    "links to look at": lambda conn: request_checks.requests_due(conn, way="ocpay", now=NOW, limit=50),
    "how many links": lambda conn: request_checks.count_due(conn, way="ocpay", since=NOW),
    "the next link": lambda conn: request_checks.next_due(conn, way="ocpay"),
    "a customer's requests": lambda conn: payments.count_under_way(conn, RESELLER, NOW),
    "their newest request": lambda conn: payments.newest_request(
        conn, customer_id=RESELLER, ways=["transfer"], states=[RequestState.OPEN], since=NOW
    ),
    "messages of nobody else's": lambda conn: messages.due(conn, NOW, 200, process_id="me", without=[3]),
    "calls that nobody attends": lambda conn: attempts.unattended(conn, "me", without=[3]),
    "unmatched payments": lambda conn: payments.count_in_state(conn, PaymentState.UNMATCHED),
    "receipts to decide on": lambda conn: receipts.waiting(conn, 50),
    "recent receipts": lambda conn: receipts.recent(conn, RESELLER, since=NOW),
    "a wallet's entries": lambda conn: entries.of_customer(conn, RESELLER, offset=0, limit=8),
    "the next message": lambda conn: messages.next_due(conn, after=NOW),
    "unsent messages": messages.count_unsent,
    "codes of an order": lambda conn: messages.codes_sent_at(conn, RESELLER, 7),
    "told messages": lambda conn: messages.prune_told(conn, NOW, 500),
    "untold messages": lambda conn: messages.prune_untold(conn, NOW, 500),
    "unbought drafts": lambda conn: drafts.prune(conn, NOW, 500),
    "old updates": lambda conn: inbox.prune(conn, InboxState.DONE, NOW, 500),
    "old notes": lambda conn: facts.prune(conn, NOW, 500),
    "old proposals": lambda conn: promos.prune(conn, NOW),
    "what was offered": lambda conn: support.prune_offered(conn, NOW, 500),
    "open tickets": lambda conn: tickets.list_open(conn, after=0, limit=9),
    "somebody's tickets": lambda conn: tickets.list_taken_by(conn, 2001, after=0, limit=9),
    "all tickets": lambda conn: tickets.list_all(conn, before=None, limit=9),
    "unanswered tickets": tickets.count_unanswered,
    "the oldest unanswered": tickets.oldest_unanswered,
    "tickets to remind of": lambda conn: tickets.to_remind_of(conn, NOW, 50),
    "a customer's tickets": lambda conn: tickets.newest_of(conn, RESELLER, 8),
    "the ticket of a topic": lambda conn: tickets.of_topic(conn, -1, 5),
    "a ticket's messages": lambda conn: support.of_ticket(conn, 3, 6),
    "who may do something": staff.working,
    "when staff last acted": lambda conn: staff.last_acts(conn, [2001]),
    "what was done": lambda conn: staff.audit(conn, AuditFilter(), before=(NOW, 9), limit=9),
    "what somebody did": lambda conn: staff.audit(conn, AuditFilter(staff_id=2001), before=(NOW, 9), limit=9),
    "what was done to an order": lambda conn: staff.audit(conn, AuditFilter(subject="order:X"), limit=9),
    "acts of a kind": lambda conn: staff.audit(conn, AuditFilter(action="approve", since=NOW), limit=9),
    "kinds of acts": staff.kinds_of_acts,
    "money moved by hand": lambda conn: entries.moved_by_hand(conn, "staff:2001", since=NOW),
    "a username": lambda conn: customers.with_username(conn, "amina", limit=2),
    "figures of the outbox": lambda conn: figures.outbox(conn, NOW, refused="refused"),
}


async def test_nothing_is_looked_for_in_a_whole_table(postgres_server: postgres.Server) -> None:
    found = {}
    with postgres_server.copy_of("template1") as name:
        url = postgres_server.url(name)
        await big_shop.make(url, 2000, one_in=2)
        # In a shop of this size going through a table is cheap: it is asked whether there is another way.
        postgres_server.sql(f"ALTER DATABASE {name} SET enable_seqscan = off")
        database = Database.open(url)
        for what, ask in ASKED.items():
            if tables := GROWING & {table for plan in await plans(database, ask) for table in scanned(plan)}:
                found[what] = tables
        await database.close()
    assert found == {}


async def plans(database: Database, ask: Ask) -> list[str]:
    """How the server goes about each statement of `ask(conn)`, if it can help it without going through
    tables.
    """
    asked: list[tuple[str, Any]] = []

    def remember(_conn: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    async with database.write() as conn:
        event.listen(conn.sync_engine, "before_cursor_execute", remember)
        await ask(conn)
        event.remove(conn.sync_engine, "before_cursor_execute", remember)
        found = []
        for statement, values in asked:
            rows = await conn.exec_driver_sql(f"EXPLAIN {statement}", values)
            found.append("\n".join(str(row[0]) for row in rows))
    return found


def scanned(plan: str) -> set[str]:
    return set(re.findall(r"Seq Scan on (\w+)", plan))
