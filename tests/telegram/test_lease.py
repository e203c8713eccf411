"""One poller at a time."""

import os
from pathlib import Path

import pytest

from bot.telegram.lease import AlreadyRunning, Lease, SecondName, holder


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


def test_one_database_is_one_shop_whatever_links_lead_to_it(tmp_path: Path) -> None:
    folder, database = tmp_path / "folder", tmp_path / "data" / "shop.db"
    database.parent.mkdir()
    folder.symlink_to(database.parent)
    link = tmp_path / "link.db"
    link.symlink_to(database)  # also before the database is there
    for other in (link, folder / "shop.db"):
        with Lease(database), pytest.raises(AlreadyRunning), Lease(other):
            pass
        with Lease(other), pytest.raises(AlreadyRunning), Lease(database):
            pass


def test_a_database_with_two_names_is_refused(tmp_path: Path) -> None:
    database = tmp_path / "shop.db"
    database.touch()
    (tmp_path / "second.db").hardlink_to(database)
    with pytest.raises(SecondName, match="hard link"), Lease(database):
        pass
    assert not (tmp_path / "shop.db.lock").exists()


def test_who_holds_it_can_be_asked_without_taking_it(tmp_path: Path) -> None:
    database = tmp_path / "shop.db"
    assert holder(database) is None
    assert not list(tmp_path.iterdir())
    with Lease(database):
        assert holder(database) == str(os.getpid())
    assert holder(database) is None
