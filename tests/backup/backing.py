"""Backups of a shop in a test: taken, put back, and what the books say afterwards."""

import gzip
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

import pyrage
from pyrage.x25519 import Identity

from bot.backup import age, taking
from bot.backup.folder import BackupFile
from bot.backup.plan import BackupPlan
from bot.backup.restoring import Restored
from bot.backup.restoring import restore as put_back
from bot.shop.books.discrepancies import Found
from bot.shop.books.inspection import look
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.migrate.history import PassingClock

IDENTITY, RECIPIENT = age.new_identity(FakeClock().now())
STRANGER, _ = age.new_identity(FakeClock().now())
_KEEP: Final = timedelta(days=14)


def plan(url: str, folder: Path, **changes: object) -> BackupPlan:
    return BackupPlan(
        **{"database_url": url, "recipient": RECIPIENT, "folder": folder, "keep": _KEEP} | changes
    )


async def taken(url: str, folder: Path, clock: FakeClock | None = None) -> BackupFile:
    return await taking.take(plan(url, folder), (clock or FakeClock()).now())


async def restored(
    url: str,
    file: Path,
    identity: str = IDENTITY,
    *,
    said: list[str] | None = None,
    wanted: Callable[[], bool] = lambda: True,
    clock: FakeClock | None = None,
) -> Restored:
    heard = [] if said is None else said
    passing = clock or PassingClock()
    return await put_back(
        plan(url, file.parent), file, identity, clock=passing, say=heard.append, wanted=wanted
    )


async def differences(url: str) -> list[str]:
    """What does not add up in the books of the shop that stands there."""
    db, found = Database.open(url), Found()
    async for each in look(db.read_books, sandbox=False):
        found.add(each.found)
    await db.close()
    return [str(each) for each in found.named]


def beside(file: Path | str, ending: str) -> Path:
    """The file whose name goes on with that."""
    return Path(f"{file}{ending}")


def is_there(file: Path) -> bool:
    return file.exists()


def content(file: Path) -> bytes:
    return file.read_bytes()


def put(file: Path, body: bytes) -> None:
    file.write_bytes(body)


def spoil(file: Path, at: int, size: int) -> None:
    """Writes noise into a file."""
    with file.open("r+b") as opened:
        opened.seek(at)
        opened.write(os.urandom(size))


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


def remove(file: Path) -> None:
    file.unlink()


def decrypted(file: Path) -> bytes:
    key = Identity.from_str(IDENTITY.splitlines()[-1])
    return gzip.decompress(pyrage.decrypt(file.read_bytes(), [key]))
