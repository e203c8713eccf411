"""A shop after two years of trade, made at once by SQL: as many orders as one asks for, and all that belongs
to them.

The rows are written into a database of an old version, which then is migrated like any merchant's. So what a
migration fills from older rows is filled here too. The books of the shop add up. A file that was made once is
kept in a folder for caches, by its size.
"""

import argparse
import asyncio
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import migrations
from storage.engines import engine_of

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
"""When the two years are over: the moment at which the tests' clock stands."""
RESELLER = 1001
"""One customer who has 3 % of all orders."""
FIRST_CUSTOMER = 1_000_000_000
OLD_VERSION = "0009"
_YEARS = timedelta(days=730)
_DAY = 86_400_000  # in the unit of `*_at`, milliseconds


def path_of(orders: int) -> Path:
    """Where the file with so many orders is kept, or will be."""
    made_by = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return root / "hanout-bench" / f"shop-{orders}-{made_by}-{migrations.head()}.db"


async def kept(orders: int) -> Path:
    """The file with so many orders, made when it is not there yet. To copy, not to write to."""
    path = path_of(orders)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        for suffix in ("", "-wal", "-shm", "-journal"):
            unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
        await make(f"sqlite+aiosqlite:///{unfinished}", orders)
        unfinished.rename(path)
    return path


async def copy_to(folder: Path, orders: int) -> str:
    """The URL of a copy of the file with so many orders."""
    shutil.copy(await kept(orders), folder / "shop.db")
    return f"sqlite+aiosqlite:///{folder}/shop.db"


async def make(
    url: str,
    orders: int,
    *,
    span: timedelta = _YEARS,
    reseller: int = RESELLER,
    one_in: int = 33,
    waiting: int = 20,
) -> None:
    """Fills an empty database at `url` and brings it to the newest version, with statistics.

    The shop has been open for `span`; the reseller has one in `one_in` of all orders. At least so many of
    them are `waiting` to be placed, paid or looked at, and one payment in twenty of those fits nothing.
    """
    engine = create_async_engine(url)
    await _set_quick(engine)
    async with engine.begin() as conn:
        await conn.run_sync(_fill, orders, span, one_in, waiting)
    await engine.dispose()
    await migrations.upgrade(url)
    engine = create_async_engine(url)
    async with engine.begin() as conn:
        for statement in _newer_statements():
            await conn.exec_driver_sql(statement)
    async with engine.connect() as conn:
        autocommit = await conn.execution_options(isolation_level="AUTOCOMMIT")
        if engine.dialect.name != "sqlite":
            await engine_of(url).filled(autocommit)
        else:
            await autocommit.exec_driver_sql("ANALYZE")
            await autocommit.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            await autocommit.exec_driver_sql("PRAGMA journal_mode=DELETE")  # one file, to copy
    await engine.dispose()


async def _set_quick(engine: AsyncEngine) -> None:
    if engine.dialect.name == "sqlite":
        async with engine.connect() as conn:
            autocommit = await conn.execution_options(isolation_level="AUTOCOMMIT")
            await autocommit.exec_driver_sql("PRAGMA page_size=4096")


def _fill(conn: Connection, orders: int, span: timedelta, one_in: int, waiting: int) -> None:
    config = migrations._config()
    config.attributes["connection"] = conn
    command.upgrade(config, OLD_VERSION)
    guards = _without_guards(conn)
    begin, now = (int(moment.timestamp() * 1000) for moment in (NOW - span, NOW))
    blob = "BLOB" if conn.dialect.name == "sqlite" else "BYTEA"
    for statement in _statements(orders, one_in=one_in, waiting=waiting, begin=begin, now=now, blob=blob):
        conn.execute(text(statement.replace(":", "\\:")))
    for guard in guards:
        conn.exec_driver_sql(guard)


def _without_guards(conn: Connection) -> list[str]:
    """Takes the triggers away, which would sum up a wallet at each of its entries; what makes them again."""
    if conn.dialect.name != "sqlite":
        conn.exec_driver_sql("SET session_replication_role = replica")
        return ["SET session_replication_role = DEFAULT"]
    found = conn.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for name, _ in found:
        conn.exec_driver_sql(f"DROP TRIGGER {name}")
    return [sql for _, sql in found]


def _numbers(count: int) -> str:
    return (
        "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL"
        f" SELECT i + 1 FROM n WHERE i < {max(1, count)})"
    )


def _newer_statements() -> Iterator[str]:
    """What fills the tables that came after `OLD_VERSION`. SQL that both engines understand."""
    # A ticket for each message to the shop; all but a few were settled long ago.
    yield """INSERT INTO tickets (customer_id, kind, subject, state, opened_at, state_at, taken_by, taken_at, asked_at,
        remind_at) SELECT customer_id, 'question', 'question', CASE WHEN id > 20 THEN 'closed' ELSE 'taken' END,
        written_at, written_at, 2001, written_at, CASE WHEN id <= 20 THEN written_at END,
        CASE WHEN id <= 20 THEN written_at + 86400000 END FROM support_messages ORDER BY id"""
    yield "UPDATE support_messages SET ticket_id = id"
    # Each customer has reviewed one product, and one in two wrote a line.
    yield """INSERT INTO reviews (customer_id, product_id, order_id, rating, line, written_at)
        SELECT customer_id, min(product_id), min(id), 1 + min(id) % 5, CASE WHEN min(id) % 2 = 0 THEN 'fast' END,
        min(created_at) FROM orders WHERE fulfilled_quantity > 0 GROUP BY customer_id"""
    yield """INSERT INTO product_ratings (product_id, count, total)
        SELECT product_id, count(*), sum(rating) FROM reviews GROUP BY product_id"""
    yield """INSERT INTO ticket_events (ticket_id, to_state, at, who)
        SELECT id, 'open', opened_at, 'customer' FROM tickets ORDER BY id"""
    # Of ten people the first has invited the others; nobody was rewarded at that time.
    yield "INSERT INTO invite_codes (customer_id, code, made_at) SELECT id, 'C' || id, created_at FROM customers"
    yield """INSERT INTO referrals (friend_id, inviter_id, came_at)
        SELECT c.id, i.id, c.created_at FROM customers c JOIN customers i ON i.id = c.id - c.id % 10
        WHERE c.id % 10 <> 0 ORDER BY c.id"""


def _statements(count: int, *, one_in: int, waiting: int, begin: int, now: int, blob: str) -> Iterator[str]:
    """What is to be done, in order. SQL that both engines understand."""
    people = max(20, count // 10)
    still_open = max(waiting, count // 1000)
    step = (now - begin - 600_000) // count
    codes = max(20, count // 50)
    few, some, many = max(3, count // 500), max(10, count // 10), max(20, count // 20)

    yield f"""INSERT INTO customers (id, first_name, username, telegram_language, language, created_at, blocked_at)
        {_numbers(people)} SELECT {FIRST_CUSTOMER} + i, 'Customer ' || i, 'customer' || i, 'ar', NULL, {begin},
        CASE WHEN i % 50 = 0 THEN {now - _DAY} END FROM n"""
    yield f"""INSERT INTO customers (id, first_name, username, telegram_language, language, created_at)
        VALUES ({RESELLER}, 'Reseller', 'reseller', 'fr', NULL, {begin})"""
    yield f"""INSERT INTO promos (code, amount_centimes, scope, target, title, state, staff_id, made_at, active_at)
        {_numbers(codes)} SELECT 'CODE' || i, 1000, 'all', '', 'all', CASE WHEN i <= 20 THEN 'active' ELSE 'ended' END,
        2001, {begin}, {begin} FROM n"""
    yield f"""INSERT INTO rules (kind, scope, target, title, body, state, staff_id, made_at, active_at, ended_at)
        {_numbers(50)} SELECT 'price', 'product', 'P' || i, 'P' || i, '{{"percent": "5"}}', 'ended', 2001, {begin},
        {begin}, {begin + _DAY} FROM n"""
    # Drafts: one that was bought for each order, and those of the last month that were not.
    draft = """customer_id, product_id, product_title, region, category, type_id, type_name, quantity,
        unit_cost_centimes, unit_price_centimes, stock, created_at, quoted_at, state, promo_id, discount_centimes"""
    goods = (
        """'P' || (i % 90), 'Product ' || (i % 90), 'DZ', 'Games', 'T' || (i % 700), 'Type ' || (i % 700)"""
    )
    who = f"CASE WHEN i % {one_in} = 0 THEN {RESELLER} ELSE {FIRST_CUSTOMER} + 1 + (i * 7919) % {people} END"
    cost = "100000 * (1 + i % 9)"
    yield f"""INSERT INTO drafts (id, {draft}) {_numbers(count)} SELECT 'draft-' || (1000000000 + i), {who}, {goods},
        CASE WHEN i % 100 BETWEEN 80 AND 82 THEN 2 WHEN i % 8 = 0 THEN 3 WHEN i % 4 = 0 THEN 2 ELSE 1 END,
        {cost}, 105000 * (1 + i % 9), 50, {begin} + i * {step}, {begin} + i * {step}, 'bought',
        CASE WHEN i % 20 = 13 THEN 1 + i % {codes} END, CASE WHEN i % 20 = 13 THEN 1000 ELSE 0 END FROM n"""
    yield f"""INSERT INTO drafts (id, {draft}) {_numbers(count * 16 // 100)} SELECT 'left-' || (1000000000 + i), {who},
        {goods}, 1, {cost}, 105000 * (1 + i % 9), 50, {now} - (i % 41760) * 60000, {now} - (i % 41760) * 60000,
        CASE WHEN i % 2 = 0 THEN 'open' ELSE 'dropped' END, NULL, 0 FROM n"""
    # Orders. The newest are open still; nothing of them is due before an hour is over.
    status = f"""CASE WHEN i > {count - still_open} THEN CASE WHEN i % 20 < 12 THEN 'processing'
            WHEN i % 20 = 13 THEN 'unknown' WHEN i % 20 < 16 THEN 'needs_review' ELSE 'awaiting_payment' END
        WHEN i % 100 < 80 THEN 'fulfilled' WHEN i % 100 < 83 THEN 'partially_filled' WHEN i % 100 < 87 THEN 'refunded'
        WHEN i % 100 < 91 THEN 'rejected' WHEN i % 100 < 97 THEN 'expired' ELSE 'cancelled' END"""
    total = "d.unit_price_centimes * d.quantity - d.discount_centimes"
    yield f"""INSERT INTO orders (id, ref, customer_id, draft_id, status, product_id, product_title, region, type_id,
        type_name, quantity, unit_cost_centimes, unit_price_centimes, supplier_order_id, fulfilled_quantity,
        charged_centimes, refunded_centimes, held_reason, created_at, status_at, placed_at, finished_at, due_at,
        receipt_message_id, promo_id, discount_centimes, pay_by)
        {_numbers(count)}, o(i, status) AS (SELECT i, {status} FROM n)
        SELECT o.i, 'Z' || (100000000 + o.i), d.customer_id, d.id, o.status, d.product_id, d.product_title, d.region,
        d.type_id, d.type_name, d.quantity, d.unit_cost_centimes, d.unit_price_centimes,
        CASE WHEN o.status IN ('fulfilled', 'partially_filled', 'refunded', 'processing', 'needs_review')
            THEN 'S' || o.i END,
        CASE o.status WHEN 'fulfilled' THEN d.quantity WHEN 'partially_filled' THEN 1 ELSE 0 END,
        CASE o.status WHEN 'fulfilled' THEN d.unit_cost_centimes * d.quantity
            WHEN 'partially_filled' THEN d.unit_cost_centimes END,
        CASE WHEN o.status IN ('refunded', 'rejected') THEN {total}
            WHEN o.status = 'partially_filled' THEN d.unit_price_centimes ELSE 0 END,
        CASE o.status WHEN 'needs_review' THEN 'no_evidence' END, d.created_at, d.created_at + 120000,
        CASE WHEN o.status IN ('fulfilled', 'partially_filled', 'refunded', 'processing', 'needs_review')
            THEN d.created_at + 60000 END,
        CASE WHEN o.i <= {count - still_open} THEN d.created_at + 120000 END,
        CASE WHEN o.i > {count - still_open} AND o.status <> 'needs_review' THEN {now + 3_600_000} + o.i END,
        o.i, d.promo_id, d.discount_centimes,
        CASE WHEN o.status = 'awaiting_payment' AND o.i % 20 <> 19 THEN {now + 3_600_000} + o.i END
        FROM o JOIN drafts d ON d.id = 'draft-' || (1000000000 + o.i)"""
    yield """INSERT INTO promo_uses (promo_id, order_id, customer_id, discount_centimes, used_at, released_at)
        SELECT promo_id, id, customer_id, discount_centimes, created_at,
        CASE WHEN status IN ('refunded', 'rejected', 'expired', 'cancelled') THEN finished_at END
        FROM orders WHERE promo_id IS NOT NULL ORDER BY id"""
    yield from _money(count, now, begin, strange=max(3, still_open // 20, count // 5000))
    yield from _placed(blob)
    yield from _told(count, now, few=few, some=some, many=many)


def _money(count: int, now: int, begin: int, *, strange: int) -> Iterator[str]:
    """What was asked for and what came, and the wallets. Of the orders, 30 % are paid on the supplier's page,
    20 % by transfer and 10 % by Stars; for the rest the money was in the wallet.
    """
    unpaid = "('expired', 'cancelled')"
    way = "CASE WHEN id % 20 < 6 THEN 'ocpay' WHEN id % 20 < 10 THEN 'transfer' ELSE 'stars' END"
    unpaid_way = "CASE WHEN id % 20 = 19 THEN 'transfer' ELSE 'ocpay' END"
    total = "unit_price_centimes * quantity - discount_centimes"
    request = """id, way, customer_id, order_id, amount_centimes, currency, currency_amount, state, external_ref, url,
        sandbox, created_at, expires_at, due_at, decided_by"""
    columns = f"customer_id, id, {total}, 'DZD', {total}"
    yield f"""INSERT INTO payment_requests ({request}) SELECT 'paid-' || id, {way}, {columns}, 'paid',
        CASE WHEN id % 20 < 6 THEN 'link-' || id END, CASE WHEN id % 20 < 6 THEN 'https://pay.example/' || id END, 0,
        created_at + 5000, created_at + 1200000, NULL, CASE WHEN id % 20 BETWEEN 6 AND 9 THEN 2001 END
        FROM orders WHERE id % 20 < 12 AND status NOT IN {unpaid} AND status <> 'awaiting_payment' ORDER BY id"""
    # Links that led to nothing: one for each order that was not paid, and one before every third that was.
    looked_at = f"""CASE WHEN created_at > {now - 7 * _DAY} THEN {now + 3_600_000} + id END"""
    yield f"""INSERT INTO payment_requests ({request}) SELECT 'late-' || id, {unpaid_way}, {columns},
        CASE WHEN status = 'awaiting_payment' THEN CASE WHEN id % 20 = 19 THEN 'submitted' ELSE 'open' END
        WHEN id % 20 = 19 THEN 'rejected' ELSE 'expired' END,
        CASE WHEN id % 20 <> 19 THEN 'late-' || id END, NULL, 0, created_at + 5000,
        CASE WHEN status = 'awaiting_payment' THEN {now + 3_600_000} + id ELSE created_at + 1200000 END,
        CASE WHEN id % 20 <> 19 THEN {looked_at} END,
        CASE WHEN id % 20 = 19 AND status <> 'awaiting_payment' THEN 2001 END
        FROM orders WHERE status IN {unpaid} OR status = 'awaiting_payment' ORDER BY id"""
    yield f"""INSERT INTO payment_requests ({request}) SELECT 'first-' || id, 'ocpay', {columns}, 'expired',
        'first-' || id, NULL, 0, created_at + 1000, created_at + 1201000, {looked_at}, NULL
        FROM orders WHERE id % 3 = 0 AND status NOT IN {unpaid} AND status <> 'awaiting_payment' ORDER BY id"""
    yield """INSERT INTO payments (way, charge_id, request_id, customer_id, amount_centimes, currency, currency_amount,
        state, received_at, refunded_centimes)
        SELECT way, COALESCE(external_ref, id), id, customer_id, amount_centimes, currency, currency_amount,
        'credited', created_at + 20000, 0 FROM payment_requests WHERE state = 'paid' ORDER BY created_at, order_id"""
    yield f"""INSERT INTO payments (way, charge_id, customer_id, amount_centimes, currency, currency_amount, state,
        received_at, why) {_numbers(strange)} SELECT 'stars', 'strange-' || i, {FIRST_CUSTOMER} + 1, 0,
        'XTR', 50, 'unmatched', {begin} + i * 60000, 'unknown' FROM n"""
    yield """INSERT INTO deposits (payment_id, line_id, amount_centimes, arrived_at, named, found_at)
        SELECT id, 'line-' || id, amount_centimes, received_at + 60000, 1, received_at + 3600000 FROM payments
        WHERE way = 'ocpay' ORDER BY id"""
    receipt = "request_id, kind, file_id, file_unique_id, number, sent_at, adds_to, late, album"
    yield f"""INSERT INTO receipts ({receipt}) SELECT id, 'photo', 'file-' || id, 'unique-' || id,
        CASE WHEN order_id % 3 = 0 THEN 'N' || order_id END, created_at + 10000, NULL, 0, NULL FROM payment_requests
        WHERE way = 'transfer' ORDER BY created_at, order_id"""
    yield f"""INSERT INTO receipts ({receipt}) SELECT request_id, 'photo', file_id || '-2', file_unique_id || '-2',
        NULL, sent_at + 1000, id, 0, NULL FROM receipts WHERE id % 6 = 0 ORDER BY id"""
    # The wallets: a merchant's credit at the beginning, then all in the order in which it happened.
    taken = "o.status NOT IN ('expired', 'cancelled', 'awaiting_payment')"
    yield f"""INSERT INTO entries (customer_id, kind, subject, amount_centimes, at, who)
        SELECT customer_id, kind, subject, amount, at, who FROM (
        SELECT 0 AS place, id, id AS customer_id, 'credit' AS kind, 'seed:' || id AS subject,
            10000000000 AS amount, {begin} AS at, 'staff:2001' AS who FROM customers
        UNION ALL SELECT 1, id, customer_id, 'topup', 'payment:' || id, amount_centimes, received_at, way
            FROM payments WHERE state = 'credited'
        UNION ALL SELECT 2, o.id, o.customer_id, 'purchase', 'order:' || o.id,
            -(o.unit_price_centimes * o.quantity - o.discount_centimes), o.created_at + 30000,
            'customer:' || o.customer_id FROM orders o WHERE {taken}
        UNION ALL SELECT 3, o.id, o.customer_id, 'refund', 'order:' || o.id, o.refunded_centimes,
            o.finished_at, 'tracker' FROM orders o WHERE o.refunded_centimes > 0) AS all_of_them
        ORDER BY at, place, id"""


def _placed(blob: str) -> Iterator[str]:
    """What happened at the supplier: attempts, cards, events."""
    attempt = """order_id, ref, ref_sent, product_id, type_id, quantity, unit_cost_centimes, sent_at, state,
        supplier_order_id, settled_at, error_code"""
    goods = "id, ref, 1, product_id, type_id, quantity, unit_cost_centimes"
    sent = "status NOT IN ('expired', 'cancelled', 'awaiting_payment')"
    yield f"""INSERT INTO attempts ({attempt}) SELECT {goods}, created_at + 40000, 'not_placed', NULL,
        created_at + 41000, 'SERVICE_UNAVAILABLE' FROM orders WHERE {sent} AND id % 10 = 0 ORDER BY id"""
    yield f"""INSERT INTO attempts ({attempt}) SELECT {goods}, created_at + 50000,
        CASE status WHEN 'rejected' THEN 'not_placed' WHEN 'unknown' THEN 'unknown' ELSE 'accepted' END,
        supplier_order_id, CASE WHEN status <> 'unknown' THEN created_at + 51000 END,
        CASE status WHEN 'rejected' THEN 'OUT_OF_STOCK' END
        FROM orders WHERE {sent} ORDER BY id"""
    sealed = f"CAST('{'s' * 90}' AS {blob})"
    scattered = "((o.id * 2654435761) % 4294967296)"
    for position in range(3):
        yield f"""INSERT INTO cards (order_id, position, key_id, nonce, sealed, fingerprint)
            SELECT o.id, {position}, 'aaaaaaaa', CAST('123456789012' AS {blob}), {sealed},
            {scattered} || '-{position}-' || o.id || '-{"f" * 40}' FROM orders o
            WHERE o.fulfilled_quantity > {position} ORDER BY o.id"""
    event = "order_id, from_status, to_status, at, why, who"
    wallet = "id % 20 >= 12"
    steps = (
        ("NULL", "'awaiting_payment'", 0, "payment_asked", f"NOT {sent} OR NOT ({wallet})"),
        ("NULL", "'paid'", 0, "bought", f"{sent} AND {wallet}"),
        ("'awaiting_payment'", "'paid'", 30_000, "money_came", f"{sent} AND NOT ({wallet})"),
        ("'paid'", "'placing'", 50_000, "sending", sent),
        ("'placing'", "'unknown'", 60_000, "no_answer", "status = 'unknown'"),
        (
            "'placing'",
            "'processing'",
            60_000,
            "accepted",
            f"{sent} AND status NOT IN ('unknown', 'rejected')",
        ),
        ("'placing'", "status", 120_000, "sold_out", "status = 'rejected'"),
        ("'awaiting_payment'", "status", 120_000, "not_paid_in_time", "status IN ('expired', 'cancelled')"),
        (
            "'processing'",
            "status",
            120_000,
            "fulfilled",
            "status IN ('fulfilled', 'partially_filled', 'refunded', 'needs_review')",
        ),
    )
    union = " UNION ALL ".join(
        f"SELECT id, {number} AS place, {before} AS from_status, {after} AS to_status, created_at + {later} AS at,"
        f" '{why}' AS why FROM orders WHERE {where}"
        for number, (before, after, later, why, where) in enumerate(steps)
    )
    yield f"""INSERT INTO order_events ({event}) SELECT id, from_status, to_status, at, why, 'shop'
        FROM ({union}) AS steps ORDER BY id, place"""


def _told(count: int, now: int, *, few: int, some: int, many: int) -> Iterator[str]:
    """What was told, what came in, and what else gathers."""
    message = "key, chat_id, kind, payload, state, created_at, due_at, sent_at, tries, telegram_message_id"
    yield f"""INSERT INTO messages ({message}) SELECT 'receipt:' || id, customer_id, 'receipt',
        '{{"order_id": ' || id || '}}', 'sent', created_at, created_at, status_at + 1000, 0, id FROM orders ORDER BY id"""
    yield f"""INSERT INTO messages ({message}) SELECT 'codes:' || id || ':first:0', customer_id, 'codes',
        '{{"order_id": ' || id || ', "part": 0}}', CASE WHEN id % 200 = 0 AND customer_id <> {RESELLER} THEN 'parked' ELSE 'sent' END, finished_at,
        finished_at, finished_at + 1000, 0, id FROM orders
        WHERE fulfilled_quantity > 0 AND created_at > {now - 30 * _DAY} ORDER BY id"""
    yield f"""INSERT INTO messages ({message}) SELECT 'payment:' || id, customer_id, 'payment',
        '{{"request_id": "' || id || '"}}', 'sent', created_at, created_at, created_at + 1000, 0, order_id
        FROM payment_requests WHERE created_at > {now - 30 * _DAY} ORDER BY created_at, id"""
    for state, how_many, due_at in (
        ("parked", few, now),
        ("failed", few, now),
        ("waiting", 20, now + 3_600_000),
    ):
        yield f"""INSERT INTO messages (key, chat_id, kind, payload, state, created_at, due_at, tries, last_error)
            {_numbers(how_many)} SELECT 'alert:seed:{state}:' || i, {FIRST_CUSTOMER} + 50, 'staff_alert',
            '{{"code": "float_low", "args": {{}}}}', '{state}', {now} - i * 1000, {due_at} + i, 3, 'refused: seed' FROM n"""
    yield f"""INSERT INTO notes (key, value, at, expires_at) {_numbers(many)} SELECT 'alert:seed:' || i, 'told',
        {now} - (i % 90) * {_DAY}, {now} + (1 + i % 90) * {_DAY} FROM n"""
    yield f"""INSERT INTO audit_log (at, staff_id, action, subject, detail) {_numbers(many)} SELECT {now} - i * 1000,
        2001, 'approve', 'transfer:' || i, 'seed' FROM n"""
    yield f"""INSERT INTO inbox (update_id, body, received_at, state, done_at) {_numbers(some)} SELECT i,
        CASE WHEN i % 100 = 0 THEN '{{"update_id": ' || i || '}}' ELSE '' END, {now} - i,
        CASE WHEN i % 100 = 0 THEN 'failed' ELSE 'done' END, {now} - i FROM n"""
    yield f"""INSERT INTO conversations (name, key, state) {_numbers(some)} SELECT 'seed', '[' || i || ']', 'open' FROM n"""
    yield f"""INSERT INTO support_messages (key, customer_id, kind, body, written_at, handed_at, alerts)
        {_numbers(many)} SELECT 'update:' || i, {FIRST_CUSTOMER} + 1 + i % {max(20, count // 10)}, 'text', 'A question',
        {now} - i * 60000, {now} - i * 60000, 1 FROM n"""
    yield """INSERT INTO support_copies (chat_id, telegram_message_id, support_id)
        SELECT 2001, 1000000 + id, id FROM support_messages"""
    yield f"""INSERT INTO losses (key, order_id, attempt_id, line_id, names, amount_centimes, debited_at, noted_at,
        returned_at, back_line_id) SELECT 'loss:' || a.id, a.order_id, a.id, 'loss-' || a.id, NULL, a.unit_cost_centimes,
        a.sent_at, a.sent_at, a.sent_at + {_DAY}, 'back-' || a.id FROM attempts a WHERE a.state = 'not_placed'
        AND a.id % 2 = 0 ORDER BY a.id"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the big shop, or says where it is.")
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--url", help="another empty database to fill, instead of the kept file")
    asked = parser.parse_args()
    began = time.monotonic()
    if asked.url:
        asyncio.run(make(asked.url, asked.orders))
        print(f"{asked.orders} orders in {time.monotonic() - began:.0f} s")
    else:
        path = asyncio.run(kept(asked.orders))
        print(f"{path}: {path.stat().st_size / 1e6:.0f} MB, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
