"""A shop's file after busy days, and what no code of ours could do to it: each damage by hand, and how the
books name it.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.database import InThisThread
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.prices.promos import runs, with_code
from tests.shop.referrals.inviting import comes
from tests.shop.stars import STARS, money
from tests.shop.whole import STAFF, WholeShop

GUARDS = ("entries_never_change", "entries_never_go", "promo_never_used_up_twice")
BUSY = {
    1: "fulfilled",
    2: "partially_filled",
    3: "refunded",
    4: "rejected",
    5: "paid",
    6: "fulfilled",  # with a promo code
    7: "refunded",  # with one too
    8: "cancelled",  # before it was paid
}
"""The orders by number, with how they ended."""
SPENT, SENT_BACK, STRAY, TAKEN_BACK = 1, 2, 3, 4
"""The payments by number; the last one was spent in part before its payer took it back."""


async def busy_days(shop: WholeShop) -> None:
    """Orders that ended in every way, promo codes, and payments of each state."""
    if shop.referrals.are_on:
        await shop.customer(1003)
        await comes(shop, 1001, by=1003)
    await shop.customer(1001, dinars=100_000)
    await shop.customer(1002)
    await runs(shop, Promo("TEN", amount=Money.of_dinars(10), total_limit=9, customer_limit=9))
    orders = [await shop.buy(quantity=2) for _ in range(3)]
    await shop.place()
    rejected = await shop.buy(type_="T2")
    shop.supplier.shelves["P1"].types["T2"].stock = 0
    await shop.place()
    orders += [rejected, await shop.buy()]
    for _ in range(2):
        quote = await with_code(shop, "TEN", quantity=2)
        orders.append(await shop.checkout.buy(1001, quote.draft_id, message_id=7))
    for order in orders[5:]:
        await shop.placing.place(await shop.row(order.id))
    ends = ("FULFILLED", "PARTIALLY_FILLED", "REFUNDED", None, None, "FULFILLED", "REFUNDED")
    for order, end in zip(orders, ends, strict=True):
        if end is not None:
            shop.supplier.settle((await shop.row(order.id)).supplier_order_id, end)
    shop.clock.tick(10)
    await shop.tracking.look()
    desk = shop.cashier(STARS)
    quote = await shop.quote(1002)
    ref, _ = await desk.pay_draft(1002, quote.draft_id, "stars", message_id=7)
    await shop.waiting_orders.cancel(1002, ref)
    for number in (SPENT, SENT_BACK, STRAY, TAKEN_BACK):
        request = await desk.top_up(1002, 1000, "stars")
        changes = {"currency_amount": 7} if number == STRAY else {}
        await shop.payment_intake.receive(money(request, f"c{number}", **changes))
    await shop.refunds_to_payer.ask(STAFF, SENT_BACK)
    await shop.refunds_to_payer.done("stars", f"c{SENT_BACK}")
    await shop.wallet_adjustments.debit(STAFF, 1002, 1500, None, key="d")
    await shop.refunds_to_payer.done("stars", f"c{TAKEN_BACK}")
    assert {order.id: await shop.status(order) for order in orders} == dict(list(BUSY.items())[:7])


@pytest.fixture(scope="session")
def busy_file(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that busy days left behind, to copy."""
    path = tmp_path_factory.mktemp("busy") / "shop.db"
    path.write_bytes(small_file.read_bytes())

    async def work() -> None:
        db, clock = Database(InThisThread(path)), FakeClock()
        supplier = FakeSupplier(clock)
        supplier.sells("P1", "T1", cost=1000, stock=50, title="PSN Germany", category="PSN")
        supplier.sells("P1", "T2", cost=2500, stock=5)
        await busy_days(WholeShop(db, clock, supplier, FakeDelivery(), invite_reward=200))
        await db.close()

    with ThreadPoolExecutor(1) as thread:  # a loop of its own, away from the tests' loops
        thread.submit(asyncio.run, work()).result()
    return path


class Damage(NamedTuple):
    """What is done to the file, what the books call it, and whose it is: an order's number, or another matter
    as text.
    """

    statement: str
    code: str
    of: int | str


def _entry(kind: str, subject: str, amount: int, customer: int = 1001, who: str = "tracker") -> str:
    columns = "customer_id, kind, subject, amount_centimes, at, who"
    return f"INSERT INTO entries ({columns}) VALUES ({customer}, '{kind}', '{subject}', {amount}, 0, '{who}')"


def _entries(change: str, kind: str, subject: str) -> str:
    verb = "DELETE FROM entries" if change == "DELETE" else f"UPDATE entries SET {change}"
    return f"{verb} WHERE kind = '{kind}' AND subject LIKE '{subject}'"


DAMAGES = {
    "a purchase is taken away": Damage(_entries("DELETE", "purchase", "order:1"), "order_not_paid", 1),
    "a purchase is made smaller": Damage(
        _entries("amount_centimes = -1", "purchase", "order:5"), "order_not_paid", 5
    ),
    "a purchase forgets its discount": Damage(
        _entries("amount_centimes = -210000", "purchase", "order:6"), "order_not_paid", 6
    ),
    "an unpaid order was charged": Damage(
        "UPDATE orders SET status = 'expired' WHERE id = 5", "order_paid_for_nothing", 5
    ),
    "a refund is taken away": Damage(_entries("DELETE", "refund", "order:4"), "refund_wrong", 4),
    "a partial refund is made smaller": Damage(
        _entries("amount_centimes = 1", "refund", "order:2"), "refund_wrong", 2
    ),
    "a refund forgets the discount": Damage(
        _entries("amount_centimes = 210000", "refund", "order:7"), "refund_wrong", 7
    ),
    "an order says less was refunded": Damage(
        "UPDATE orders SET refunded_centimes = 1 WHERE id = 2", "refund_not_booked", 2
    ),
    "a delivered order is refunded by the machine": Damage(
        _entry("refund", "order:1", 100), "refund_wrong", 1
    ),
    "staff give back more than was paid": Damage(
        _entry("staff_refund", "order:1:k", 210_001, who="staff:2001"), "refund_wrong", 1
    ),
    "staff give back what was never paid": Damage(
        _entry("staff_refund", "order:8:k", 100, customer=1002, who="staff:2001")
        + "; UPDATE orders SET refunded_centimes = 100 WHERE id = 8",
        "refund_wrong",
        8,
    ),
    "a delivered order loses its order at the supplier": Damage(
        "UPDATE orders SET supplier_order_id = NULL WHERE id = 1", "order_never_placed", 1
    ),
    "a card is gone": Damage("DELETE FROM cards WHERE order_id = 1 AND position = 0", "cards_differ", 1),
    "a refunded order has cards": Damage(
        "UPDATE cards SET order_id = 3 WHERE order_id = 2", "cards_differ", 3
    ),
    "a whole order counts half": Damage(
        "UPDATE orders SET fulfilled_quantity = 1 WHERE id = 1", "cards_differ", 1
    ),
    "cards lose their order": Damage(
        "UPDATE cards SET order_id = 999 WHERE order_id = 1", "card_without_order", "999"
    ),
    "two orders have one code": Damage(
        "UPDATE cards SET fingerprint = (SELECT fingerprint FROM cards WHERE order_id = 1 AND position = 0)"
        " WHERE order_id = 2",
        "card_twice",
        "{1}:{2}",
    ),
    "one order has one code twice": Damage(
        "UPDATE cards SET fingerprint = (SELECT fingerprint FROM cards WHERE order_id = 6 AND position = 0)"
        " WHERE order_id = 6",
        "card_repeated",
        6,
    ),
    "a refund goes the wrong way": Damage(
        _entries("amount_centimes = -5", "refund", "order:4"), "entry_wrong_way", "{refund order:4}"
    ),
    "a purchase is another customer's": Damage(
        _entries("customer_id = 1002", "purchase", "order:1"), "entry_without_order", "{purchase order:1}"
    ),
    "an entry's order is gone": Damage(
        _entry("refund", "order:999", 100), "entry_without_order", "{refund order:999}"
    ),
    "a wallet went below zero": Damage(
        _entries("amount_centimes = 1", "credit", "%"), "wallet_below_zero", "1001"
    ),
    "a wallet says another amount": Damage(
        "UPDATE wallets SET balance_centimes = balance_centimes + 1 WHERE customer_id = 1001",
        "wallet_differs",
        "1001",
    ),
    "a payment's entry is gone": Damage(
        _entries("DELETE", "topup", f"payment:{SPENT}"), "payment_not_booked", str(SPENT)
    ),
    "a payment's entry says less": Damage(
        _entries("amount_centimes = 1", "topup", f"payment:{SPENT}"), "payment_not_booked", str(SPENT)
    ),
    "a payment that fits nothing has an entry": Damage(
        _entry("topup", f"payment:{STRAY}", 700, customer=1002)
        + f"; UPDATE payments SET amount_centimes = 700 WHERE id = {STRAY}",
        "payment_not_booked",
        str(STRAY),
    ),
    "money without a payment": Damage(
        _entry("topup", "payment:999", 100), "entry_without_payment", "{topup payment:999}"
    ),
    "a payment is another customer's": Damage(
        f"UPDATE payments SET customer_id = 1001 WHERE id = {SPENT}",
        "entry_without_payment",
        f"{{topup payment:{SPENT}}}",
    ),
    "a payback is gone": Damage(
        _entries("DELETE", "payback", f"payment:{SENT_BACK}:%"), "payback_wrong", str(SENT_BACK)
    ),
    "a payment goes back twice": Damage(
        _entry("payback", f"payment:{SENT_BACK}:7", -100_000, customer=1002), "payback_wrong", str(SENT_BACK)
    ),
    "more goes back than was paid": Damage(
        _entry("payback", f"payment:{SPENT}:7", -100_001, customer=1002), "payback_wrong", str(SPENT)
    ),
    "a payback without a payment": Damage(
        _entry("payback", "payment:999:7", -100, customer=1002),
        "entry_without_payment",
        "{payback payment:999:7}",
    ),
    "a discount has no use": Damage("DELETE FROM promo_uses WHERE order_id = 6", "promo_use_wrong", 6),
    "a use counts another discount": Damage(
        "UPDATE promo_uses SET discount_centimes = 1 WHERE order_id = 6", "promo_use_wrong", 6
    ),
    "a use is another customer's": Damage(
        "UPDATE promo_uses SET customer_id = 1002 WHERE order_id = 6", "promo_use_wrong", 6
    ),
    "a use of a delivered order is given back": Damage(
        "UPDATE promo_uses SET released_at = 1 WHERE order_id = 6", "promo_use_kept", 6
    ),
    "a use of a refunded order is kept": Damage(
        "UPDATE promo_uses SET released_at = NULL WHERE order_id = 7", "promo_use_kept", 7
    ),
    "a use loses its order": Damage(
        "UPDATE promo_uses SET order_id = 999 WHERE order_id = 6", "promo_use_without_order", "TEN"
    ),
    "the supplier owes for an order": Damage(
        "INSERT INTO losses (key, order_id, line_id, amount_centimes, debited_at, noted_at)"
        " VALUES ('debit:L1', 4, 'L1', 250000, 0, 0)",
        "debit_without_goods",
        "debit:L1",
    ),
    "a reward is taken away": Damage(_entries("DELETE", "referral", "order:%"), "reward_not_booked", 6),
    "a reward is said to be taken back": Damage(
        "UPDATE referrals SET taken_back_centimes = 100", "reward_taken_back_wrong", 6
    ),
    "a reward is given for an order of somebody who came by themselves": Damage(
        _entry("referral", "order:3", 100, customer=1003, who="referrals"),
        "entry_without_referral",
        "{referral order:3}",
    ),
    "a code is used more often than it may be": Damage(
        "UPDATE promos SET total_limit = 0", "promo_over_limit", "TEN"
    ),
    "a customer uses a code more often than one may": Damage(
        "UPDATE promos SET customer_limit = 0", "promo_over_customer_limit", "TEN:1001"
    ),
}


@contextmanager
def by_hand(path: Path) -> Iterator[sqlite3.Connection]:
    """The file in the hands of somebody who heeds no rule: without foreign keys, guards and checks."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("PRAGMA ignore_check_constraints = ON")
        for guard in GUARDS:
            conn.execute(f"DROP TRIGGER IF EXISTS {guard}")
        yield conn


def matter(conn: sqlite3.Connection, damage: Damage) -> str:
    """What the difference is about, with the refs and entries of this file."""
    refs = {str(number): ref for number, ref in conn.execute("SELECT id, ref FROM orders")}
    entries = {
        f"{kind} {subject}": str(n)
        for n, kind, subject in conn.execute("SELECT id, kind, subject FROM entries")
    }
    said = f"{{{damage.of}}}" if isinstance(damage.of, int) else damage.of
    for name, value in (refs | entries).items():
        said = said.replace(f"{{{name}}}", value)
    return said


def do(conn: sqlite3.Connection, damage: Damage) -> None:
    """Does it."""
    for statement in damage.statement.split("; "):
        assert conn.execute(statement).rowcount > 0, statement


async def damage(shop: WholeShop, statement: str) -> None:
    """What no code of ours could do: the database's own guards are taken off first. Wallets follow, so that
    one thing is wrong and not two.
    """
    async with shop.db.write() as conn:
        for guard in GUARDS:
            await conn.exec_driver_sql(f"DROP TRIGGER IF EXISTS {guard}")
        await conn.exec_driver_sql(statement)
        await conn.exec_driver_sql(
            "UPDATE wallets SET balance_centimes = (SELECT COALESCE(SUM(amount_centimes), 0) FROM entries e"
            " WHERE e.customer_id = wallets.customer_id)"
        )
