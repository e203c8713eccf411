"""When a shop is not moved: why, in words, and that nothing is spoilt."""

import asyncio
import itertools
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.check.findings import Mark
from bot.check.report import check_database
from bot.migrate.moving import MoveRefusedError, move
from bot.telegram.lease import Lease
from bot.this_process import ThisProcess
from storage import migrations
from storage.database import Database
from storage.trouble import DatabaseUnusableError
from tests import postgres
from tests.check.checking import settings
from tests.fakes.clock import FakeClock
from tests.migrate.history import PassingClock, begun_file, moved, opened, rows

pytestmark = pytest.mark.postgresql


async def refused(old: str, new: str, **how: object) -> str:
    with pytest.raises(MoveRefusedError) as caught:
        await moved(old, new, **how)
    assert "canary" not in str(caught.value)
    return str(caught.value)


def path_of(url: str) -> Path:
    return Path(url.partition("///")[2])


async def test_a_database_with_anything_in_it_is_left_alone(
    history: str, history_on_server: str, tmp_path: Path
) -> None:
    other = f"sqlite+aiosqlite:///{tmp_path}/other.db"
    with closing(sqlite3.connect(tmp_path / "other.db")) as conn:
        conn.execute("CREATE TABLE mine (id)")
    assert "is not empty" in await refused(history, other)
    with closing(sqlite3.connect(tmp_path / "other.db")) as conn:
        assert conn.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]
    there = await rows(history_on_server)
    assert "is not empty" in await refused(history, history_on_server)
    assert await rows(history_on_server) == there


async def test_what_another_version_began_is_left_alone(history: str, history_on_server: str) -> None:
    async with opened(history_on_server) as database, database.write() as conn:
        await conn.exec_driver_sql("UPDATE alembic_version SET version_num = '0012-unfinished'")
    assert "is not empty" in await refused(history, history_on_server)


async def test_a_shop_that_runs_on_its_file_is_not_moved(history: str, begun: str) -> None:
    with Lease(path_of(history)):
        said = await refused(history, begun)
    assert "The shop runs on" in said
    await moved(history, begun)


async def test_nobody_opens_a_file_while_it_is_moved(
    history: str, tmp_path: Path, migrated_file: Path
) -> None:
    back = begun_file(tmp_path / "back.db", migrated_file)

    def tell(_done: float) -> None:
        for url in (history, back):
            with pytest.raises(RuntimeError, match="already running"), Lease(path_of(url)):
                pass

    await moved(history, back, tell=tell)


async def test_a_process_that_beats_is_found_and_a_dead_one_hinders_nobody(
    history_on_server: str, tmp_path: Path
) -> None:
    back = f"sqlite+aiosqlite:///{tmp_path}/back.db"
    async with opened(history_on_server) as database:
        process = ThisProcess(database, FakeClock(), shared=True)
        await process.enter()

        class Meanwhile(PassingClock):
            async def sleep(self, seconds: float) -> None:
                await process.beat()

        with pytest.raises(MoveRefusedError, match="The shop runs on"):
            await move(history_on_server, back, clock=Meanwhile())
        assert not (tmp_path / "back.db").exists()
        said: list[str] = []
        await moved(history_on_server, back, say=said.append)  # it has not beaten for so long that it is dead
        assert "Looking for 9 seconds" in said[0]
        assert (await rows(back))["processes"] == []
        async with database.read() as conn:
            assert (await conn.exec_driver_sql("SELECT count(*) FROM processes")).scalar() == 1


async def test_one_that_starts_during_the_look_is_found(history_on_server: str, tmp_path: Path) -> None:
    async with opened(history_on_server) as database:
        await ThisProcess(database, FakeClock(), shared=True).enter()

        class Meanwhile(PassingClock):
            async def sleep(self, seconds: float) -> None:
                await ThisProcess(database, FakeClock(), shared=True).enter()

        with pytest.raises(MoveRefusedError, match="The shop runs on"):
            await move(history_on_server, f"sqlite+aiosqlite:///{tmp_path}/back.db", clock=Meanwhile())


async def test_nobody_writes_on_a_server_while_its_shop_is_moved(
    history: str, begun: str, tmp_path: Path, migrated_file: Path, postgres_server: postgres.Server
) -> None:
    """Of both databases: the locks that writers and migrations take."""
    name = begun.rpartition("/t")[2].partition("?")[0]
    looks: list[str] = []
    slices = itertools.count()

    def look() -> str:
        free = "SELECT pg_try_advisory_lock(1212239439, 1) OR pg_try_advisory_lock(1212239439, 2)"
        return postgres_server.sql(free, f"t{name}")

    def tell(_done: float) -> None:
        if next(slices) % 10 == 0:
            looks.append(look())

    await moved(history, begun, tell=tell)
    there = len(looks)
    await moved(begun, begun_file(tmp_path / "back.db", migrated_file), tell=tell)
    assert len(looks) > there > 0
    assert set(looks) == {"f"}
    assert look() == "t"


async def test_an_older_shop_is_not_upgraded_silently(tmp_path: Path, empty: str) -> None:
    path = tmp_path / "old.db"
    old = f"sqlite+aiosqlite:///{path}"
    await migrations.upgrade(old)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '0009'")
    before = path_of(old).read_bytes()
    said = await refused(old, empty)
    assert "is at version 0009" in said
    assert "python -m bot run" in said
    assert path_of(old).read_bytes() == before
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version of the shop" in await refused(old, empty)


async def test_where_no_shop_is_there_is_nothing_to_move(tmp_path: Path, empty: str) -> None:
    missing = f"sqlite+aiosqlite:///{tmp_path}/missing.db"
    assert "There is no database at" in await refused(missing, empty)
    assert "holds no shop" in await refused(empty, missing)
    assert not (tmp_path / "missing.db").exists()


async def test_a_shop_is_not_moved_onto_itself(history: str, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(path_of(history))
    for same in (history, f"sqlite+aiosqlite:///{link}"):
        assert "has already" in await refused(history, same)


async def test_a_server_that_is_away_is_named_without_its_password(history: str) -> None:
    said = await refused(history, "postgresql+asyncpg://u:canary-password@127.0.0.1:9/shop")
    assert said.startswith("The new database cannot be used. PostgreSQL at 127.0.0.1:9 does not answer")
    assert "DATABASE_URL" not in said


async def test_a_text_that_a_server_cannot_keep_is_named_and_nothing_is_spoilt(
    history: str, begun: str
) -> None:
    with closing(sqlite3.connect(path_of(history))) as conn, conn:
        conn.execute("UPDATE customers SET first_name = 'a' || char(0) || 'b' WHERE id = 1002")
    said = await refused(history, begun)
    assert "refuses customers, up to (1003,)" in said
    assert "was not changed" in said
    with closing(sqlite3.connect(path_of(history))) as conn, conn:
        conn.execute("UPDATE customers SET first_name = 'mended' WHERE id = 1002")
    await moved(history, begun)
    assert {row[1] for row in (await rows(begun))["customers"]} >= {"mended"}


async def test_a_database_that_is_not_whole_is_opened_by_no_shop(history: str, empty: str) -> None:
    def killed(_done: float) -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await moved(history, empty, tell=killed)
    with pytest.raises(DatabaseUnusableError, match="not come to its end"):
        await migrations.upgrade(empty)
    (finding, *_) = await check_database(settings(database_url=empty))
    assert finding.mark is Mark.WRONG
    assert "is not whole" in finding.what
    assert "migrate-to" in finding.mend
    assert "is not whole" in await refused(empty, history + ".new")


async def test_two_do_not_fill_one_database(history: str, empty: str) -> None:
    async with Database.open(empty)._engine.migrator().connect() as conn:
        await conn.exec_driver_sql("SELECT pg_advisory_lock(1212239439, 1)")
        assert "Another process fills" in await refused(history, empty)
