"""Taking a backup: a copy of the database while the shop runs, tested, encrypted, and only then under its
name.

The copy that is not encrypted yet lies where the data itself lies, and is removed at once. One backup of a
database is taken at a time, by whatever process; what a killed one left is removed by the next.
"""

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.backup import age, folder
from bot.backup.age import BackupError
from bot.backup.folder import BackupFile
from bot.backup.plan import BackupPlan
from storage.snapshots import snapshots_of
from storage.snapshots.snapshot import CopyTrouble, SnapshotError
from storage.snapshots.threads import in_thread

PLAIN: Final = "backup.unfinished"
"""What a copy is called that is not encrypted yet, or not any more."""
_LOCK: Final = "backup.lock"
_MB: Final = 1_000_000


async def take(plan: BackupPlan, at: datetime, *, file: Path | None = None) -> BackupFile:
    """Takes a backup into the folder, or into `file`; the folder's old ones go then.

    Raises `BackupError`; nothing that looks like a backup stays then.
    """
    if plan.recipient is None:
        raise BackupError(
            "BACKUP_RECIPIENT is not set: there is no key that backups are encrypted to. `python -m bot backup-key` makes"
            " one."
        )
    snapshots = snapshots_of(plan.database_url, plan.folder)
    ending = snapshots.ending + (".gz" if snapshots.packs else "")
    target = file or plan.folder / folder.name_for(at, ending)
    with in_words(), alone(snapshots.place):
        plain = snapshots.place / PLAIN
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        plain.unlink(missing_ok=True)
        folder.sweep(plan.folder)
        if target.exists():
            raise BackupError(f"{target} is there already, and stays as it is. Give another name.")
        try:
            await snapshots.take(plain, at)
            await _encrypt(plain, target, age.recipient(plan.recipient), packs=snapshots.packs)
        finally:
            await in_thread(lambda _: _clear(plain, folder.unfinished(target)))
        if file is None:
            folder.prune(plan.folder, keep=plan.keep, now=at)
        return BackupFile(target, at, target.stat().st_size)


async def _encrypt(plain: Path, target: Path, to: age.Recipient, *, packs: bool) -> None:
    _find_room(plain, target, packs=packs)
    # Waiting for the disk, too, is done beside the loop: it takes longer than people would wait.
    await in_thread(lambda stop: _write(plain, target, to, packs=packs, stop=stop))


def _write(plain: Path, target: Path, to: age.Recipient, *, packs: bool, stop: threading.Event) -> None:
    half = folder.unfinished(target)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        age.seal(plain, written, to, packs=packs, stop=stop)
        written.flush()
        os.fsync(written.fileno())
    half.replace(target)
    folder.flush(target.parent)


def _clear(*left: Path) -> None:
    for each in left:
        each.unlink(missing_ok=True)


def _find_room(plain: Path, target: Path, *, packs: bool) -> None:
    size, free = plain.stat().st_size, shutil.disk_usage(target.parent).free
    if free < size // (4 if packs else 1):
        raise BackupError(
            f"There is not enough room in {target.parent}: {free // _MB} MB are free, for {size // _MB} MB of data.",
            CopyTrouble.PLACE,
        )


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Nobody else takes or restores a backup of that database during the block. The kernel drops the lock
    with the process, however that ends.

    Raises `BackupError` when somebody does.
    """
    place.mkdir(parents=True, exist_ok=True)
    lock = os.open(place / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(
                "Another backup is being taken or restored just now. Try again when that is done.",
                CopyTrouble.BUSY,
            ) from None
        yield
    finally:
        os.close(lock)


@contextmanager
def in_words() -> Iterator[None]:
    """What the database and the disk say comes as `BackupError`."""
    try:
        yield
    except SnapshotError as error:
        raise BackupError(str(error), error.trouble) from error
    except OSError as error:
        where = error.filename or "The folder of backups"
        raise BackupError(
            f"{where} cannot be used ({error.strerror or error}).", CopyTrouble.PLACE
        ) from error
