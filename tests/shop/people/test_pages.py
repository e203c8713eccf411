"""A page of a list asks the database as often as a page with one line: who is in it, for what they paid and
what they bought is asked for all lines at once.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.shop.paging import FIRST, PAGE_SIZE
from bot.shop.staff.audit import AuditWanted
from bot.shop.support.desk import TicketList
from bot.shop.support.tickets import About, TicketKind
from bot.shop.support.written import Written, WrittenKind
from tests.fakes.statements import Statements
from tests.shop.conftest import MakeShop
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines


async def something_happens(shop: WholeShop, number: int) -> None:
    """Somebody new buys, pays, writes, and staff act on them."""
    who = 3000 + number
    await shop.customer(who, dinars=10_000)
    order = await shop.buy(customer_id=who)
    now = int(shop.clock.now().timestamp() * 1000)
    async with shop.db.write() as conn:
        await conn.exec_driver_sql(
            "INSERT INTO payment_requests (id, way, customer_id, order_id, amount_centimes, currency,"
            " currency_amount, state, created_at, expires_at)"
            f" VALUES ('r{number}', 'transfer', {who}, {order.id}, 100000, 'DZD', 100000, 'paid', {now}, {now})"
        )
        await conn.exec_driver_sql(
            "INSERT INTO payments (way, charge_id, request_id, customer_id, amount_centimes, currency,"
            " currency_amount, state, received_at, refunded_centimes)"
            f" VALUES ('transfer', 'c{number}', 'r{number}', {who}, 100000, 'DZD', 100000, 'credited', {now}, 0)"
        )
    about = About(TicketKind.ORDER, order_ref=order.ref)
    await shop.support.write(who, Written(WrittenKind.TEXT, "hello"), key=f"t{number}", about=about)
    helper = 4000 + number
    await shop.customer(helper)
    async with shop.db.write() as conn:
        await conn.exec_driver_sql(
            f"INSERT INTO staff (user_id, role, added_at) VALUES ({helper}, 'manager', 0)"
        )
    await shop.wallet_adjustments.credit(helper, 1001, 1, None, key=f"a{number}")
    await shop.wallet_adjustments.credit(helper, who, 1, None, key=f"b{number}")
    await shop.customer_care.note(helper, 1001, "polite", key=f"n{number}")
    shop.clock.tick(60)


PAGES: dict[str, Callable[[WholeShop], Awaitable[Any]]] = {
    "payments": lambda shop: shop.refunds.payments(),
    "tickets": lambda shop: shop.ticket_desk.page(TicketList.ALL, STAFF),
    "the audit log": lambda shop: shop.audit_log.page(AuditWanted()),
    "a wallet": lambda shop: shop.dossiers.wallet(1001, FIRST),
    "notes": lambda shop: shop.dossiers.notes(1001),
    "a customer": lambda shop: shop.dossiers.dossier(1001),
}


@pytest.mark.parametrize("page", PAGES)
async def test_a_full_page_asks_as_often_as_one_line(shop: WholeShop, make_shop: MakeShop, page: str) -> None:
    asked = []
    for lines in (1, PAGE_SIZE):
        for number in range(lines):
            await something_happens(shop, lines * 100 + number)
        reader = make_shop()  # knows nobody from before
        with Statements(reader) as statements:
            await PAGES[page](reader)
        asked.append(statements.seen.total())
    assert asked[0] == asked[1] > 0
