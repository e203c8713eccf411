"""Notes that are only good for a while go; those that say how the shop is now stay."""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import command
from sqlalchemy.ext.asyncio import create_async_engine

from bot.shop.staff.remembered import KEEP_BEGUN
from storage import migrations
from storage.chat import support
from storage.database import Database
from storage.house import facts
from storage.tables import drafts, messages, support_messages
from storage.tables import notes as notes_table
from tests.shop.whole import STAFF, WholeShop

DAY = 86_400


async def keys(shop: WholeShop) -> set[str]:
    async with shop.db.read() as conn:
        found = await conn.execute(sa.text("SELECT key FROM notes WHERE key NOT LIKE 'database_size:%'"))
        return set(found.scalars())


async def test_told_alerts_and_begun_answers_go_and_what_the_shop_is_stays(shop: WholeShop) -> None:
    async with shop.db.write() as conn:
        await shop.maintenance.turn(conn, closed=True, now=shop.clock.now())
    await shop.remembered.remember("menus", "x")
    await shop.supplier_float.read()
    before = await keys(shop)
    await shop.alerts.raise_("order_rejected", matter="R1", ref="R1", why="sold_out")
    await shop.alerts.raise_("books_cards_differ", matter="R2", ref="R2")
    await shop.remembered.remember(f"write_off:{STAFF}", "x", keep=KEEP_BEGUN)
    begun, alert, books = (
        f"remembered:write_off:{STAFF}",
        "alert:order_rejected:R1",
        "alert:books_cards_differ:R2",
    )
    await shop.housekeeping.tidy()
    assert await keys(shop) == before | {begun, alert, books}
    shop.clock.tick(31 * DAY)
    await shop.housekeeping.tidy()
    assert await keys(shop) == before | {alert, books}
    shop.clock.tick(60 * DAY)
    await shop.housekeeping.tidy()
    assert await keys(shop) == before | {books}


async def test_an_alert_that_is_told_again_is_kept_from_then(shop: WholeShop) -> None:
    for _ in range(2):
        await shop.alerts.raise_("float_low", matter="low", quiet=timedelta(hours=6), float="1")
        shop.clock.tick(50 * DAY)
    await shop.housekeeping.tidy()
    assert "alert:float_low:low" in await keys(shop)


async def test_a_great_many_go_in_slices_and_the_rest_next_time(shop: WholeShop) -> None:
    now = shop.clock.now()
    stays = await keys(shop)
    rows = [{"key": f"alert:x:{n}", "value": "told", "at": now, "expires_at": now} for n in range(11_000)]
    async with shop.db.write() as conn:
        await conn.execute(notes_table.insert(), rows)
    await shop.housekeeping.tidy()
    assert len(await keys(shop) - stays) == 1_000
    await shop.housekeeping.tidy()
    assert await keys(shop) == stays


async def test_what_has_expired_is_found_by_an_index(shop: WholeShop) -> None:
    async with shop.db.read() as conn:
        plan = await conn.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT key FROM notes WHERE expires_at <= 5 ORDER BY expires_at LIMIT 500"
        )
        steps = [row.detail for row in plan]
    assert len(steps) == 1
    assert "ix_notes_expires_at" in steps[0]


async def test_notes_from_before_are_tidied_too(database_url: str) -> None:
    engine = create_async_engine(database_url)
    async with engine.begin() as conn:
        await conn.run_sync(_until_then)
    await engine.dispose()
    db = Database.open(database_url)
    async with db.write() as conn:
        for key in ("alert:a:1", "alert:books_x:1", "album:7", "remembered:refund:k", "maintenance"):
            await conn.exec_driver_sql("INSERT INTO notes (key, value, at) VALUES (?, 'x', 0)", (key,))
    await db.close()
    await migrations.upgrade(database_url)
    db = Database.open(database_url)
    async with db.write() as conn:
        assert await facts.prune(conn, datetime(2026, 1, 1, tzinfo=UTC), 500) == 3
        left = set((await conn.execute(sa.text("SELECT key FROM notes"))).scalars())
    assert left == {"alert:books_x:1", "maintenance"}
    await db.close()


def _until_then(conn: sa.Connection) -> None:
    config = migrations._config()
    config.attributes["connection"] = conn
    command.upgrade(config, "0007")


async def test_what_led_to_nothing_goes_a_slice_at_a_time(shop: WholeShop) -> None:
    draft = (await shop.quote()).draft_id
    async with shop.db.write() as conn:
        row = dict((await conn.execute(sa.select(drafts).where(drafts.c.id == draft))).mappings().one())
        await conn.execute(drafts.insert(), [row | {"id": f"d{n}"} for n in range(1200)])
    shop.clock.tick(31 * DAY)
    deleted: list[int] = []

    def counted(_conn: object, cursor: Any, statement: str, *_: object) -> None:
        if statement.startswith("DELETE FROM drafts"):
            deleted.append(cursor.rowcount)

    sa.event.listen(sa.Engine, "after_cursor_execute", counted)
    await shop.housekeeping.tidy()
    sa.event.remove(sa.Engine, "after_cursor_execute", counted)
    assert deleted == [500, 500, 201]
    assert await shop.count("drafts") == 0


async def test_what_nobody_could_be_told_for_a_year_goes_and_receipts_stay(shop: WholeShop) -> None:
    order = await shop.buy()
    await shop.place()
    async with shop.db.write() as conn:
        await conn.execute(messages.update().values(state="parked"))
        key = {"key": "codes:1:first:0", "chat_id": 1001, "kind": "codes", "payload": "{}", "state": "parked"}
        now = shop.clock.now()
        await conn.execute(messages.insert().values(**key, created_at=now, due_at=now))
    shop.clock.tick(364 * DAY)
    await shop.housekeeping.tidy()
    assert "codes" in {row.kind for row in await shop.outbox(state="parked")}
    shop.clock.tick(2 * DAY)
    await shop.housekeeping.tidy()
    assert [row.key for row in await shop.outbox(state="parked")] == [f"receipt:{order.id}"]


async def test_a_reply_to_the_support_is_understood_for_half_a_year(shop: WholeShop) -> None:
    written = shop.clock.now()
    async with shop.db.write() as conn:
        row = {"key": "u1", "customer_id": 1001, "kind": "text", "written_at": written, "handed_at": written}
        await conn.execute(support_messages.insert().values(id=1, **row))
        await support.shown(conn, 1, chat_id=STAFF, telegram_message_ids=[7])
    for days, kept in ((179, True), (2, False)):
        shop.clock.tick(days * DAY)
        await shop.housekeeping.tidy()
        async with shop.db.read() as conn:
            shown = await support.shown_by(conn, chat_id=STAFF, telegram_message_id=7)
        assert (shown is not None) == kept
    assert await shop.count("support_messages") == 1
