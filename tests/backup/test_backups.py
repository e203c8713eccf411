"""The shop takes its backups by itself, each night once, and tells an owner how that goes."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.backup import taking
from bot.backup.folder import backups_in
from bot.shop.backups.backups import Asked
from storage.database import Database
from tests.backup.backing import content, is_there, plan, put, remove
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import OTHER_STAFF, STAFF, WholeShop

HOUR = 3600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def shop(db_in_threads: Database, database_url: str, folder: Path, clock: FakeClock) -> WholeShop:
    return shop_with(
        db_in_threads, clock, backup_plan=plan(database_url, folder), admin_ids=(STAFF, OTHER_STAFF)
    )


def shop_with(db: Database, clock: FakeClock, **terms: Any) -> WholeShop:
    return WholeShop(db, clock, FakeSupplier(clock), FakeDelivery(), **terms)


async def told(shop: WholeShop, person: int = STAFF) -> list[str]:
    rows = await shop.outbox(kind="staff_alert", chat_id=person)
    return [json.loads(row.payload)["code"] for row in rows]


async def seen(shop: WholeShop) -> Any:
    return (await shop.admin_overview.overview()).backups


async def test_each_night_brings_one_backup_and_a_missed_one_is_made_up_for(
    shop: WholeShop, folder: Path, clock: FakeClock
) -> None:
    assert (await seen(shop)).newest is None
    await shop.backups.take_when_due()  # the first at once: trouble shows while somebody is there
    first = (await seen(shop)).newest
    assert first.taken_at == clock.now()
    for _ in range(4):
        clock.tick(4 * HOUR)
        await shop.backups.take_when_due()
    # It was 10 o'clock in Algiers; the one of 3 o'clock is taken at the first look after it.
    taken = [each.taken_at.hour for each in backups_in(folder)]
    assert len(taken) == 1
    clock.tick(4 * HOUR)
    for _ in range(3):
        await shop.backups.take_when_due()
    assert len(backups_in(folder)) == 2
    clock.tick(100 * HOUR)
    await shop.backups.take_when_due()
    await shop.backups.take_when_due()
    assert len(backups_in(folder)) == 3
    assert (await seen(shop)).newest.taken_at == clock.now()
    assert await told(shop) == []


async def test_a_failure_is_told_once_tried_again_each_hour_and_ends_with_a_word(
    shop: WholeShop, folder: Path, clock: FakeClock
) -> None:
    put(folder, b"no folder")
    since = clock.now()
    for _ in range(3):
        await shop.backups.take_when_due()
        clock.tick(HOUR)
    assert await told(shop) == ["backup_failed"]
    assert (await shop.alert("backup_failed")) == {"trouble": "place"}
    assert (await seen(shop)).failing_since == since
    await shop.backups.take_when_due()
    remove(folder)
    await shop.backups.take_when_due()  # an hour has not passed since the last try
    assert (await seen(shop)).newest is None
    clock.tick(HOUR)
    await shop.backups.take_when_due()
    assert len(backups_in(folder)) == 1
    assert await told(shop) == ["backup_failed", "backup_again"]
    assert (await seen(shop)).failing_since is None
    shutil.rmtree(folder)
    put(folder, b"no folder again")
    clock.tick(30 * HOUR)
    await shop.backups.take_when_due()
    assert await told(shop) == ["backup_failed", "backup_again", "backup_failed"]


async def test_whoever_asks_is_told_and_a_second_wish_changes_nothing(
    shop: WholeShop, folder: Path, clock: FakeClock
) -> None:
    await shop.backups.take_when_due()
    clock.tick(60)
    assert await shop.backups.ask(OTHER_STAFF) is Asked.TAKEN_SOON
    assert await shop.backups.ask(OTHER_STAFF) is Asked.UNDER_WAY
    await shop.backups.take_when_due()
    await shop.backups.take_when_due()
    assert len(backups_in(folder)) == 2
    assert (await told(shop, OTHER_STAFF), await told(shop)) == (["backup_taken"], [])
    assert [(row.action, row.staff_id) for row in await shop.audit()] == [("backup", OTHER_STAFF)]
    shutil.rmtree(folder)
    put(folder, b"no folder")
    clock.tick(60)
    assert await shop.backups.ask(OTHER_STAFF) is Asked.TAKEN_SOON
    await shop.backups.take_when_due()
    assert await told(shop, OTHER_STAFF) == ["backup_taken", "backup_failed"]


async def test_a_backup_that_somebody_takes_at_the_same_moment_is_waited_for(
    shop: WholeShop, database_url: str, folder: Path
) -> None:
    await shop.backups.ask(STAFF)
    with taking.alone(Path(database_url.partition("///")[2]).parent):
        await shop.backups.take_when_due()
    assert (await told(shop), (await seen(shop)).failing_since) == ([], None)
    await shop.backups.take_when_due()
    assert await told(shop) == ["backup_taken"]
    assert len(backups_in(folder)) == 1


async def test_a_wish_outlives_the_process_that_was_killed_over_it(
    shop: WholeShop, db_in_threads: Database, database_url: str, folder: Path, clock: FakeClock
) -> None:
    await shop.backups.take_when_due()
    await shop.backups.ask(STAFF)
    clock.tick(60)
    later = shop_with(db_in_threads, clock, backup_plan=plan(database_url, folder))
    await later.backups.take_when_due()
    assert await told(later) == ["backup_taken"]


async def test_without_a_key_nothing_is_taken_and_the_overview_says_so(
    db_in_threads: Database, database_url: str, folder: Path, clock: FakeClock
) -> None:
    shop = shop_with(db_in_threads, clock, backup_plan=plan(database_url, folder, recipient=None))
    assert await shop.backups.ask(STAFF) is Asked.OFF
    await shop.backups.take_when_due()
    assert not is_there(folder)
    assert (await seen(shop)).are_on is False
    assert await told(shop) == []


async def test_a_damaged_database_is_named_as_the_reason(
    shop: WholeShop, database_url: str, clock: FakeClock
) -> None:
    with closing(sqlite3.connect(database_url.partition("///")[2])) as conn, conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'ix_orders_created_at'")
    await shop.backups.take_when_due()
    assert (await shop.alert("backup_failed")) == {"trouble": "damaged"}


async def test_the_parts_that_are_sent_make_the_backup_again(
    db_in_threads: Database, database_url: str, folder: Path, clock: FakeClock
) -> None:
    shop = shop_with(
        db_in_threads, clock, backup_plan=plan(database_url, folder), backup_part_bytes=4000, admin_ids=(1, 2)
    )
    await shop.backups.take_when_due()
    (backup,) = backups_in(folder)
    rows = await shop.outbox(kind="backup_part")
    parts = [(row.chat_id, json.loads(row.payload)) for row in rows]
    count = -(-backup.size // 4000)
    assert count > 2
    assert [chat for chat, _ in parts] == [1] * count + [2] * count
    joined = [await shop.backups.part(said["name"], said["part"]) for chat, said in parts if chat == 2]
    assert b"".join(joined) == content(backup.path)
    clock.tick(timedelta(days=20).total_seconds())
    await shop.backups.take_when_due()
    assert await shop.backups.part(backup.name, 0) is None  # it has gone meanwhile
    assert await shop.backups.part("../shop.db", 0) is None
