"""One poller at a time."""

import os
from pathlib import Path

import pytest

from bot.telegram.lease import AlreadyRunning, Lease


def test_a_second_process_is_told_who_was_first(tmp_path: Path) -> None:
    database = tmp_path / "data" / "shop.db"
    with Lease(database), pytest.raises(AlreadyRunning) as caught, Lease(database):
        pass
    assert f"process {os.getpid()}" in str(caught.value)
    assert str(tmp_path / "data" / "shop.db.lock") in str(caught.value)


def test_it_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with Lease(tmp_path / "shop.db"):
            pass


def test_two_shops_do_not_meet(tmp_path: Path) -> None:
    with Lease(tmp_path / "one.db"), Lease(tmp_path / "two.db"):
        pass


def test_without_a_database_file_the_lock_is_under_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Lease(None):
        assert (tmp_path / "data" / "shop.lock").read_text().strip() == str(os.getpid())
