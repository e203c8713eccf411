"""`python -m bot migrate-to URL` as somebody types it, and the books of what it made."""

import asyncio
import base64
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.demo.application import create_app
from bot.demo.server import bind, serving
from bot.demo.world import World
from bot.settings.kinds import database_url
from tests.commands import DEMO, ROOT, Done, Typed, afresh, told, typed
from tests.e2e.conftest import nursery
from tests.migrate.history import rows
from tests.shop.whole import KEY

__all__ = ["nursery", "typed"]  # fixtures

pytestmark = [pytest.mark.postgresql, pytest.mark.processes]


async def done_over(types: Typed, folder: Path, database: str, *words: str) -> Done:
    """A command over a world in which the supplier's account is empty."""
    world = World()
    async with serving(create_app(world), bind(0)) as url:
        settings = {
            "TELEGRAM_API_URL": url,
            "ONECLICKDZ_API_URL": url,
            "ONECLICKDZ_ENVIRONMENT": "production",
            "ENCRYPTION_KEY": base64.b64encode(KEY).decode(),
            "DATABASE_URL": database,
        }
        done = await asyncio.to_thread(types, *words, cwd=folder, **(DEMO | settings))
    world.close()
    return done


async def test_a_shop_is_moved_to_a_server_and_back_and_both_times_its_books_add_up(
    typed: Typed, history: str, empty: str, tmp_path: Path
) -> None:
    back = f"sqlite:///{tmp_path}/back/shop.db"  # as people write it
    with closing(sqlite3.connect(history.partition("///")[2])) as conn, conn:
        conn.execute("DELETE FROM processes")  # as a process leaves it; a dead one's row is waited for
    was = await rows(history)
    for old, new in ((history, empty), (empty, back)):
        done = await done_over(
            typed, tmp_path, old, "migrate-to", new.replace("postgresql+asyncpg", "postgresql")
        )
        assert done.returncode == 0, told(done)
        assert not done.stderr
        assert "Set DATABASE_URL to the address that you have just given" in told(done)
        checked = await done_over(typed, tmp_path, new, "check", "--books")
        assert "✓ Books: wallets, payments, orders, cards and promo codes add up." in told(checked)
        assert "stored codes can be read" in checked.stdout
    assert (await rows(back.replace("sqlite:", "sqlite+aiosqlite:")))["orders"] == was["orders"]


def test_what_cannot_be_is_said_in_a_sentence_and_a_password_need_not_stand_behind_the_command(
    typed: Typed, tmp_path: Path
) -> None:
    settings = DEMO | {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/missing.db"}
    url = "postgresql://u:canary-password@127.0.0.1:9/shop"
    done = afresh("migrate-to", "-", cwd=tmp_path, given=f"{url}\n", **settings)
    assert done.returncode == 1
    assert "There is no database at" in told(done)
    url = "mysql://u:canary-password@127.0.0.1/shop"
    done = typed("migrate-to", cwd=tmp_path, **settings, NEW_DATABASE_URL=url)
    assert done.returncode == 2
    assert "The URL must name an SQLite file" in told(done)


def test_what_the_readme_tells_to_type_is_understood() -> None:
    told = re.findall(r"migrate-to (\S+:\S+)", (ROOT / "README.md").read_text("utf-8"))
    assert {database_url(url).partition(":")[0] for url in told} == {"sqlite+aiosqlite", "postgresql+asyncpg"}
