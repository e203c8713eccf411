"""A backup is whole, of one moment, and unreadable without its identity; or there is none."""

import asyncio
import os
import re
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.backup import taking
from bot.backup.age import BackupError
from bot.backup.folder import backups_in, name_for
from storage.database import Database
from tests.backup.backing import (
    RECIPIENT,
    decrypted,
    differences,
    mode,
    plan,
    restored,
    spoil,
    taken,
)
from tests.commands import DEMO, environment
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.migrate.history import rows
from tests.shop.books.damages import busy_days
from tests.shop.whole import WholeShop

CANARY = "Canary-Zoubida"


def grown(path: Path, megabytes: int) -> None:
    """What a backup of takes a while: noise, which cannot be compressed."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("CREATE TABLE noise (body BLOB)")
        conn.executemany("INSERT INTO noise VALUES (?)", ((os.urandom(1 << 20),) for _ in range(megabytes)))


@pytest.mark.both_engines
async def test_a_backup_that_is_taken_while_people_buy_is_of_one_moment(
    db_in_threads: Database,
    database_url: str,
    tmp_path: Path,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    supplier = FakeSupplier(clock)
    supplier.sells("P1", "T1", cost=10, stock=5000)
    supplier.sells("P1", "T2", cost=2500, stock=5)
    shop = WholeShop(db_in_threads, clock, supplier, FakeDelivery())
    await busy_days(shop)
    if database_url.startswith("sqlite"):
        grown(Path(database_url.partition("///")[2]), 12)
    before = bought = await shop.count("orders")
    backup = asyncio.create_task(taken(database_url, tmp_path / "backups", clock))
    while not backup.done():
        await shop.buy()
        bought += 1
    assert bought > before + 1  # nobody waited for the backup
    said: list[str] = []
    await db_in_threads.close()
    done = await restored(database_url, (await backup).path, said=said)
    found = await rows(database_url)
    assert before <= len(found["orders"]) < bought
    assert await differences(database_url) == []
    in_backup, replaced = (int(count) for count in re.findall(r"(\d+) orders", said[-1]))
    assert (before <= in_backup <= len(found["orders"]), replaced) == (True, bought)
    assert {"backup:taken", "backup:restored"} <= {row[0] for row in found["notes"]}
    assert done.aside is not None
    assert mode(Path(done.aside)) == 0o600


async def test_nothing_of_a_backup_can_be_read_without_its_identity(history: str, tmp_path: Path) -> None:
    path = Path(history.partition("///")[2])
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE customers SET first_name = ? WHERE id = 1001", (CANARY,))
    file = (await taken(history, tmp_path / "backups")).path
    assert CANARY.encode() not in file.read_bytes()
    inside = decrypted(file)
    assert CANARY.encode() in inside
    assert b"CODE-" not in inside  # the codes are encrypted once more
    assert mode(file) == 0o600
    assert [each.name for each in path.parent.glob("backup.*")] == ["backup.lock"]


async def test_a_copy_that_is_damaged_becomes_no_backup(history: str, tmp_path: Path) -> None:
    path = Path(history.partition("///")[2])
    spoil(path, 3 * 4096, 4 * 4096)
    with pytest.raises(BackupError, match="is damaged"):
        await taken(history, tmp_path / "backups")
    assert not list((tmp_path / "backups").iterdir())


@pytest.mark.processes
async def test_a_backup_whose_process_is_killed_leaves_nothing_that_looks_like_one(
    history: str, tmp_path: Path
) -> None:
    path, folder = Path(history.partition("///")[2]), tmp_path / "backups"
    grown(path, 40)
    settings = {**DEMO, "DATABASE_URL": history, "BACKUP_FOLDER": str(folder), "BACKUP_RECIPIENT": RECIPIENT}
    for left in (path.parent / taking.PLAIN, folder):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "backup"), cwd=tmp_path, env=environment(**settings)
        )
        async with asyncio.timeout(60):
            while not (any(left.iterdir()) if left.is_dir() else left.exists()):  # noqa: ASYNC110 - a file has no bell
                await asyncio.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        assert await process.wait() == -signal.SIGKILL
        assert backups_in(folder) == []
        assert (path.parent / taking.PLAIN).exists()
    file = await taken(history, folder)
    assert [each.name for each in folder.iterdir()] == [file.name]
    assert not (path.parent / taking.PLAIN).exists()


async def test_a_backup_that_is_called_off_ends_soon_and_leaves_nothing(history: str, tmp_path: Path) -> None:
    path, folder = Path(history.partition("///")[2]), tmp_path / "backups"
    grown(path, 40)
    backup = asyncio.create_task(taken(history, folder))
    while not (path.parent / taking.PLAIN).exists():  # noqa: ASYNC110 - a file has no bell
        await asyncio.sleep(0)
    backup.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(backup, 5)
    assert not any(folder.iterdir())
    assert not (path.parent / taking.PLAIN).exists()


async def test_old_backups_go_and_the_newest_one_stays_however_old_it_is(
    history: str, tmp_path: Path, clock: FakeClock
) -> None:
    folder = tmp_path / "backups"
    first = await taken(history, folder, clock)
    (folder / "holiday.jpg").touch()
    clock.tick(timedelta(days=14).total_seconds())
    second = await taken(history, folder, clock)
    assert [each.name for each in backups_in(folder)] == [second.name, first.name]
    clock.tick(timedelta(days=400).total_seconds())
    with pytest.raises(BackupError):
        await taking.take(plan(f"{history}.gone", folder), clock.now())
    assert len(backups_in(folder)) == 2
    third = await taken(history, folder, clock)
    assert {each.name for each in folder.iterdir()} == {third.name, "holiday.jpg"}


async def test_a_file_that_is_there_already_is_not_written_over(history: str, tmp_path: Path) -> None:
    there = tmp_path / name_for(FakeClock().now(), "db.gz")
    there.write_text("mine")
    with pytest.raises(BackupError, match="is there already"):
        await taking.take(plan(history, tmp_path / "backups"), FakeClock().now(), file=there)
    assert there.read_text() == "mine"


async def test_without_a_recipient_there_is_none_and_it_says_how_to_get_one(
    history: str, tmp_path: Path
) -> None:
    with pytest.raises(BackupError, match="backup-key"):
        await taking.take(plan(history, tmp_path, recipient=None), FakeClock().now())
