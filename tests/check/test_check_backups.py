"""What `check` says of backups."""

from pathlib import Path

import pytest

from bot.backup.folder import name_for
from bot.check.backups import check_backups
from bot.check.findings import Mark
from bot.clock import SystemClock
from tests.backup.backing import RECIPIENT, put
from tests.check.checking import settings
from tests.fakes.clock import FakeClock


async def said(folder: Path, **other: str) -> tuple[Mark, str]:
    values = {"backup_recipient": RECIPIENT, "backup_folder": str(folder)} | other
    (finding,) = await check_backups(settings(**values))
    return finding.mark, str(finding)


async def test_a_shop_without_backups_is_told_how_to_have_some(tmp_path: Path) -> None:
    mark, text = await said(tmp_path, backup_recipient="")
    assert (mark, "backup-key" in text) == (Mark.NOTE, True)


async def test_the_newest_backup_is_named_and_an_old_one_is_pointed_out(tmp_path: Path) -> None:
    mark, text = await said(tmp_path / "new" / "folder")
    assert (mark, "none yet" in text) == (Mark.GOOD, True)
    put(tmp_path / name_for(FakeClock().now(), "db.gz"), b"x")
    mark, text = await said(tmp_path)
    assert (mark, "of 2026-11-01 09:00 UTC (1 MB), which is old" in text) == (Mark.NOTE, True)
    put(tmp_path / name_for(SystemClock().now(), "db.gz"), b"x")
    mark, text = await said(tmp_path)
    assert (mark, "Backups: 2 in" in text) == (Mark.GOOD, True)


async def test_a_place_that_cannot_be_used_is_wrong(tmp_path: Path) -> None:
    put(tmp_path / "file", b"x")
    mark, text = await said(tmp_path / "file")
    assert (mark, "cannot be written" in text) == (Mark.WRONG, True)


async def test_a_missing_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    mark, text = await said(tmp_path, database_url="postgresql+asyncpg://u:p@127.0.0.1:9/shop")
    assert (mark, "pg_dump and pg_restore are not installed" in text) == (Mark.WRONG, True)
