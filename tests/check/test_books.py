"""`python -m bot check --books` as a process: a file that adds up, and the same file after everything that
can be wrong.
"""

import asyncio
import base64
import shutil
from pathlib import Path

import pytest

from bot.demo.application import create_app
from bot.demo.server import bind, serving
from bot.demo.world import World
from bot.shop.books.discrepancies import Difference
from storage.database import Database
from tests.commands import DEMO, Typed, told, typed
from tests.e2e.conftest import nursery
from tests.shop.books.damages import DAMAGES, busy_file, by_hand
from tests.shop.books.looking import differences
from tests.shop.whole import KEY

__all__ = ["busy_file", "nursery", "typed"]  # fixtures

pytestmark = pytest.mark.processes

APART = {"entry_wrong_way", "card_twice", "card_repeated", "promo_use_without_order"}
"""What others hide when all is done to one file."""


async def check(typed: Typed, folder: Path) -> tuple[int, str]:
    """The exit status, and what it said."""
    world = World()
    async with serving(create_app(world), bind(0)) as url:
        settings = {
            "TELEGRAM_API_URL": url,
            "ONECLICKDZ_API_URL": url,
            "ENCRYPTION_KEY": base64.b64encode(KEY).decode(),
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/shop.db",
        }
        done = await asyncio.to_thread(typed, "check", "--books", cwd=folder, **(DEMO | settings))
    world.close()
    return done.returncode, told(done)


async def named(path: Path) -> list[Difference]:
    database = Database.open(f"sqlite+aiosqlite:///{path}")
    found = await differences(database)
    await database.close()
    return found


async def test_books_that_add_up_end_with_status_0(typed: Typed, busy_file: Path, tmp_path: Path) -> None:
    shutil.copy(busy_file, tmp_path / "shop.db")
    before = (tmp_path / "shop.db").read_bytes()
    status, said = await check(typed, tmp_path)
    assert status == 0, said
    assert "✓ Books: wallets, payments, orders, cards and promo codes add up." in said
    assert (tmp_path / "shop.db").read_bytes() == before


@pytest.mark.parametrize("apart", [False, True])
async def test_each_damage_is_named_with_what_to_do_and_the_status_is_1(
    typed: Typed, busy_file: Path, tmp_path: Path, apart: bool
) -> None:
    path = Path(shutil.copy(busy_file, tmp_path / "shop.db"))
    damages = [damage for damage in DAMAGES.values() if (damage.code in APART) == apart]
    with by_hand(path) as conn:
        for damage in damages:
            for statement in damage.statement.split("; "):
                conn.execute(statement)
    found = await named(path)
    assert {difference.code for difference in found} >= {damage.code for damage in damages}
    status, said = await check(typed, tmp_path)
    assert status == 1
    for difference in found:
        assert f"✗ Books: {difference}\n  {difference.to_do}\n" in said
