"""A backup that cannot be relied on is refused in a sentence, and then nothing of the shop was changed."""

import asyncio
import gzip
import io
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Recipient

from bot.backup.age import BackupError
from bot.backup.folder import backups_in
from bot.backup.restoring import NotWantedError
from bot.telegram.lease import Lease, SecondName
from storage import migrations
from storage.engines import engine_of
from tests import postgres
from tests.backup.backing import (
    IDENTITY,
    RECIPIENT,
    STRANGER,
    beside,
    content,
    differences,
    is_there,
    put,
    restored,
    spoil,
    taken,
)
from tests.fakes.clock import FakeClock
from tests.migrate.history import rows


def path_of(url: str) -> Path:
    return Path(url.partition("///")[2])


def sealed(body: bytes, file: Path) -> Path:
    file.write_bytes(pyrage.encrypt(body, [Recipient.from_str(RECIPIENT)]))
    return file


@pytest.fixture
async def backup(history: str, tmp_path: Path) -> Path:
    """A backup, after which one more customer has come."""
    file = (await taken(history, tmp_path / "backups")).path
    with closing(sqlite3.connect(path_of(history))) as conn, conn:
        conn.execute("INSERT INTO customers (id, first_name, created_at) VALUES (5005, 'Late', 1)")
    return file


async def refused(url: str, file: Path, identity: str = IDENTITY) -> str:
    """The sentence with which a backup is refused; the database is as it was."""
    was = await rows(url)
    with pytest.raises(BackupError) as caught:
        await restored(url, file, identity)
    assert await rows(url) == was
    place = path_of(url).parent
    assert not [each.name for each in place.iterdir() if "unfinished" in each.name or "replaced" in each.name]
    return str(caught.value)


async def test_the_shop_is_as_it_was_and_what_was_there_is_kept_aside(history: str, backup: Path) -> None:
    said: list[str] = []
    done = await restored(history, backup, said=said)
    there = await rows(history)
    assert 5005 not in {row[0] for row in there["customers"]}
    assert "The backup is of 2026-11-01 09:00 UTC" in said[-1]
    assert done.aside is not None
    kept = await rows(f"sqlite+aiosqlite:///{done.aside}")
    assert 5005 in {row[0] for row in kept["customers"]}
    assert await differences(history) == await differences(f"sqlite+aiosqlite:///{done.aside}")
    assert path_of(history).stat().st_nlink == 1
    await migrations.upgrade(history)  # as the shop does when it starts


async def test_a_log_that_belongs_to_the_replaced_file_is_not_written_into_the_restored_one(
    history: str, backup: Path
) -> None:
    path = path_of(history)
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("UPDATE customers SET first_name = 'in the log only' WHERE id = 5005")
    other.commit()
    for name in ("-wal", ""):  # as a killed process leaves them
        shutil.copy(f"{path}{name}", f"{path}{name}.left")
    other.close()
    for name in ("-wal", ""):
        shutil.move(f"{path}{name}.left", f"{path}{name}")
    done = await restored(history, backup)
    assert not is_there(beside(path, "-wal"))
    assert 5005 not in {row[0] for row in (await rows(history))["customers"]}
    kept = (await rows(f"sqlite+aiosqlite:///{done.aside}"))["customers"]
    assert "in the log only" in {row[1] for row in kept}


async def test_a_file_that_is_too_damaged_to_be_read_is_replaced_with_its_log_beside_it(
    history: str, backup: Path
) -> None:
    path = path_of(history)
    put(path, os.urandom(20_000))
    put(beside(path, "-wal"), b"stale")
    said: list[str] = []
    done = await restored(history, backup, said=said)
    assert "which cannot be read" in said[-1]
    assert not is_there(beside(path, "-wal"))
    assert content(beside(str(done.aside), "-wal")) == b"stale"
    assert len((await rows(history))["orders"]) == 8


async def test_a_database_that_is_gone_is_put_back_and_its_log_is_not(history: str, backup: Path) -> None:
    path = path_of(history)
    path.unlink()
    put(beside(path, "-wal"), b"stale")
    done = await restored(history, backup)
    assert done.aside is None
    assert not is_there(beside(path, "-wal"))
    assert len((await rows(history))["orders"]) == 8


async def test_who_does_not_want_it_has_everything_as_it_was(history: str, backup: Path) -> None:
    was = await rows(history)
    with pytest.raises(NotWantedError):
        await restored(history, backup, wanted=lambda: False)
    assert await rows(history) == was


@pytest.mark.parametrize("at", [0.0, 0.001, 0.5, 0.999])
async def test_a_backup_with_one_wrong_byte_is_refused(history: str, backup: Path, at: float) -> None:
    body = bytearray(content(backup))
    body[int(at * len(body))] ^= 1
    put(backup, body)
    said = await refused(history, backup)
    assert "damaged" in said or "not made for this identity" in said


@pytest.mark.parametrize("left", [0, 10, 0.5, 0.9999])
async def test_a_backup_without_its_end_is_refused(history: str, backup: Path, left: float) -> None:
    body = content(backup)
    put(backup, body[: left if isinstance(left, int) else int(left * len(body))])
    assert "damaged" in await refused(history, backup)


async def test_what_was_encrypted_and_is_no_whole_shop_is_refused(history: str, tmp_path: Path) -> None:
    packed = gzip.compress(path_of(history).read_bytes())
    for body, why in (
        (packed[:-9], "its end is missing"),
        (b"PGDMP...", "is of a PostgreSQL database"),
        (b"hello", "no SQLite database"),
        (gzip.compress(b"SQLite format 3\0" + bytes(4000)), "is damaged"),
    ):
        assert why in await refused(history, sealed(body, tmp_path / "odd.age"))
    empty = io.BytesIO()
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("CREATE TABLE other (id)")
        empty.write(conn.serialize())
    assert "holds no shop" in await refused(history, sealed(empty.getvalue(), tmp_path / "odd.age"))


async def test_rows_that_were_damaged_before_they_were_encrypted_are_found(
    history: str, tmp_path: Path
) -> None:
    copy = Path(shutil.copy(path_of(history), tmp_path / "copy.db"))
    spoil(copy, 3 * 4096, 2 * 4096)
    assert "is damaged" in await refused(history, sealed(content(copy), tmp_path / "odd.age"))


async def test_only_its_own_identity_opens_a_backup(history: str, backup: Path) -> None:
    assert "not made for this identity" in await refused(history, backup, STRANGER)
    assert "holds no identity" in await refused(history, backup, "# nothing here")
    said = await refused(history, backup, f"{RECIPIENT}\n")
    assert "holds something else" in said


async def test_a_backup_of_a_newer_shop_is_refused_and_one_of_an_older_shop_is_taken(
    history: str, tmp_path: Path
) -> None:
    path = path_of(history)
    for version, is_known in (("9999", False), ("0013", True)):
        copy = tmp_path / "copy.db"
        shutil.copy(path, copy)
        with closing(sqlite3.connect(copy)) as conn, conn:
            conn.execute("UPDATE alembic_version SET version_num = ?", (version,))
        file = sealed(copy.read_bytes(), tmp_path / "odd.age")
        if is_known:
            await restored(history, file)
        else:
            assert "does not know" in await refused(history, file)


async def test_nothing_is_restored_while_a_shop_runs(history: str, backup: Path) -> None:
    with Lease(path_of(history)):
        assert "Stop it first" in await refused(history, backup)


async def test_nothing_is_restored_while_a_backup_is_taken(
    history: str, backup: Path, tmp_path: Path
) -> None:
    second = asyncio.create_task(taken(history, tmp_path / "others"))
    while not (tmp_path / "backup.unfinished").exists():  # noqa: ASYNC110 - a file has no bell
        await asyncio.sleep(0)
    with pytest.raises(BackupError, match="taken or restored just now"):
        await restored(history, backup)
    await second


async def test_whoever_is_killed_between_the_last_two_steps_has_the_old_database_and_a_shop_that_says_so(
    history: str, tmp_path: Path
) -> None:
    path = path_of(history)
    os.link(path, f"{path}.replaced-20261101-090000")
    with pytest.raises(SecondName, match="second name"), Lease(path):
        pass


@pytest.mark.postgresql
async def test_a_server_is_filled_or_replaced_as_a_whole_or_not_at_all(
    postgres_server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with postgres_server.database() as old, postgres_server.copy_of("template1") as new:
        old_url, new_url = postgres_server.url(old), postgres_server.url(new)
        postgres_server.sql("INSERT INTO customers (id, first_name, created_at) VALUES (1, 'a', 1)", old)
        file = (await taken(old_url, tmp_path / "backups")).path
        first = await restored(new_url, file)
        assert (first.aside, len((await rows(new_url))["customers"])) == (None, 1)
        await migrations.upgrade(new_url)
        postgres_server.sql("INSERT INTO customers (id, first_name, created_at) VALUES (2, 'b', 1)", new)
        cut = sealed(pyrage.decrypt(file.read_bytes(), [_key()])[:-2000], tmp_path / "cut.age")
        with pytest.raises(BackupError, match="is damaged"):
            await restored(new_url, cut)
        assert len((await rows(new_url))["customers"]) == 2
        second = await restored(new_url, file)
        assert len((await rows(new_url))["customers"]) == 1
        assert second.aside is not None
        assert content(Path(second.aside)).startswith(b"PGDMP")
        assert postgres_server.sql("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal", new) == (
            postgres_server.sql("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal", old)
        )


@pytest.mark.postgresql
async def test_programs_that_are_older_than_the_server_are_named(
    postgres_server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pg_dump", "pg_restore"):
        put(tmp_path / name, b"#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
        (tmp_path / name).chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with (
        postgres_server.database() as name,
        pytest.raises(BackupError, match=r"pg_dump 9 is too old .* PostgreSQL 1\d"),
    ):
        await taken(postgres_server.url(name), tmp_path / "backups")
    assert backups_in(tmp_path / "backups") == []


@pytest.mark.postgresql
async def test_a_server_that_a_shop_uses_is_not_restored(
    postgres_server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: FakeClock
) -> None:
    monkeypatch.chdir(tmp_path)
    with postgres_server.database() as name:
        url = postgres_server.url(name)
        file = (await taken(url, tmp_path / "backups", clock)).path
        async with engine_of(url).writer().begin():
            with pytest.raises(BackupError, match="Stop it first"):
                await restored(url, file)


def _key() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.from_str(IDENTITY.splitlines()[-1])
