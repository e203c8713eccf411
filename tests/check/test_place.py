"""`check` finds what would stop `run` where the shop stands, and leaves nothing behind."""

import os
from pathlib import Path

import pytest

from bot.check.findings import Finding, Mark
from bot.check.place import _space, _why_no_file_can_be_made, check_place
from bot.demo.server import bind
from bot.telegram.lease import Lease
from tests.check.checking import settings

MEGABYTES = 256  # blocks of 4,096 bytes


@pytest.fixture(autouse=True)
def _no_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ENV_FILE", raising=False)


def look(database: Path, **other: str) -> list[Finding]:
    return list(check_place(settings(**other), database))


def test_a_good_place_says_nothing_and_stays_as_it_is(tmp_path: Path) -> None:
    before = tmp_path.stat()
    assert look(tmp_path / "new" / "shop.db") == []
    assert not list(tmp_path.iterdir())
    assert tmp_path.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.skipif(not Path("/proc/sys").is_dir(), reason="needs a place where nobody may write")
def test_a_place_where_nothing_can_be_written_is_wrong() -> None:
    (found, *_) = look(Path("/proc/sys/data/shop.db"))
    assert found.mark is Mark.WRONG
    assert "/proc/sys" in found.what
    assert "DATABASE_URL" in found.mend


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "shop.db").touch(0o400)
    (found,) = look(tmp_path / "shop.db")
    assert found.mark is Mark.WRONG


def test_a_file_in_the_way_of_the_folder_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    assert _why_no_file_can_be_made(tmp_path / "data") == "it is not a folder"
    assert look(tmp_path / "data" / "shop.db")[0].mark is Mark.WRONG


@pytest.mark.parametrize(
    ("free", "files", "mark"),
    [(1, 9, Mark.WRONG), (100, 9, Mark.NOTE), (10_000, 9, None), (10_000, 0, Mark.WRONG)],
)
def test_a_disk_that_is_full_is_wrong_and_one_that_fills_is_noted(
    tmp_path: Path, free: int, files: int, mark: Mark | None
) -> None:
    blocks = free * MEGABYTES
    disk = os.statvfs_result((4096, 4096, 10**7, blocks, blocks, 1000, files, files, 0, 255))
    assert [found.mark for found in _space(tmp_path, disk)] == ([mark] if mark else [])


def test_a_shop_that_runs_is_noted_and_its_port_is_its_own(tmp_path: Path) -> None:
    with bind(0) as taken:
        port = str(taken.getsockname()[1])
        (found,) = look(tmp_path / "shop.db", http_port=port)
        assert found.mark is Mark.WRONG
        assert f"127.0.0.1:{port}" in found.what
        with Lease(tmp_path / "shop.db"):
            (found,) = look(tmp_path / "shop.db", http_port=port)
    assert found.mark is Mark.NOTE
    assert f"process {os.getpid()}" in found.what


def test_a_second_name_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "shop.db").touch(0o600)
    (tmp_path / "other.db").hardlink_to(tmp_path / "shop.db")
    assert [found.mark for found in look(tmp_path / "shop.db")] == [Mark.WRONG]


def test_what_others_can_read_is_noted(tmp_path: Path) -> None:
    for name in (".env", "shop.db"):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(0o644)
    found = look(tmp_path / "shop.db")
    assert [each.mark for each in found] == [Mark.NOTE, Mark.NOTE]
    assert found[0].mend == "Close it: chmod 600 .env"
    (tmp_path / ".env").chmod(0o600)
    (tmp_path / "shop.db").chmod(0o600)
    assert look(tmp_path / "shop.db") == []
