"""Whether the shop could run where it stands: folder, space, permissions, lock, port. Changes nothing.

What only shows in writing is tried with a file that has no name: it is gone when it is closed, and no listing
ever shows it. Where the file system knows no such files, permissions and free space are looked at instead.
"""

import errno
import mmap
import os
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.check.findings import Finding, note, wrong
from bot.network.server import PortTakenError, bind
from bot.settings import Settings
from bot.telegram.lease import holder

_LEAST_SPACE = 20 * 1024 * 1024
"""A day of a busy shop; SQLite needs as much again for a moment when it folds its log back."""
_LITTLE_SPACE = 200 * 1024 * 1024
_MEGABYTE = 1024 * 1024
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check_place(settings: Settings, database: Path | None) -> Iterator[Finding]:
    """What would stop the shop from running with this database file, and what others on this machine can
    read. None: the data is elsewhere.
    """
    if database is None:
        if settings.http_port:
            yield from _port(settings.http_host, settings.http_port)
        yield from _readable_by_others(None)
        return
    file = database.resolve()
    folder = next(parent for parent in file.parents if parent.exists())
    yield from _links(database, file)
    yield from _writable(file, folder)
    yield from _space(folder, os.statvfs(folder))
    running = _holder(database)
    if running is not None:
        who = f"process {running}" if running else "another process"
        yield note(f"Shop: it runs here as {who}.", "Stop that one before another is started.")
    elif settings.http_port:
        yield from _port(settings.http_host, settings.http_port)
    yield from _readable_by_others(file)


def _links(database: Path, file: Path) -> Iterator[Finding]:
    if file.exists() and not file.is_file():
        yield wrong(f"Database: {database} is not a file.", "Set DATABASE_URL to the path of a file.")
    elif file.exists() and file.stat().st_nlink > 1:
        yield wrong(
            f"Database: {database} has a second name on this disk (a hard link), which destroys data.",
            "Remove the other name, or copy the file and use the copy.",
        )


def _writable(file: Path, folder: Path) -> Iterator[Finding]:
    mend = "Give this user the right to write there, or set DATABASE_URL to another place."
    why = _why_no_file_can_be_made(folder)
    if why is not None:
        what = "made" if not file.exists() else "written"
        yield wrong(f"Database: {file} cannot be {what}: no file can be made in {folder} ({why}).", mend)
        return
    for name in ("", "-wal", "-shm", ".lock"):
        beside = file.with_name(file.name + name)
        if beside.exists() and not os.access(beside, os.R_OK | os.W_OK):
            yield wrong(f"Database: this user may not write to {beside}.", mend)


def _why_no_file_can_be_made(folder: Path) -> str | None:
    """None if one can be made, filled, locked and shared between processes as SQLite's log is."""
    if not folder.is_dir():
        return "it is not a folder"
    if not os.access(folder, os.W_OK | os.X_OK):
        return "read-only, or not permitted"
    try:
        file = os.open(folder, os.O_RDWR | os.O_TMPFILE, 0o600)
    except (AttributeError, OSError) as error:
        known = getattr(error, "errno", None) not in {None, errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL}
        return os.strerror(error.errno or 0) if known and isinstance(error, OSError) else None
    try:
        os.truncate(file, 0)
        os.posix_fallocate(file, 0, _MEGABYTE)
        with closing(mmap.mmap(file, mmap.PAGESIZE)) as shared:
            shared[:1] = b"x"
    except OSError as error:
        return None if error.errno in {errno.EOPNOTSUPP, errno.EINVAL} else os.strerror(error.errno or 0)
    finally:
        os.close(file)
    return None


def _space(folder: Path, disk: os.statvfs_result) -> Iterator[Finding]:
    if not disk.f_blocks:
        return  # some network file systems do not say
    free = disk.f_bavail * disk.f_frsize
    said = f"Disk: {free // _MEGABYTE} MB are free in {folder}"
    if free < _LEAST_SPACE:
        yield wrong(f"{said}, which is too little.", "Make room on that disk.")
    elif disk.f_files and not disk.f_favail:
        yield wrong(f"Disk: no more files can be made in {folder}.", "Remove some files on that disk.")
    elif free < _LITTLE_SPACE:
        yield note(f"{said}.", "Make room on that disk before it is full.")


def _holder(database: Path) -> str | None:
    try:
        return holder(database)
    except OSError:
        return None  # told already: it cannot be written


def _port(host: str, port: int) -> Iterator[Finding]:
    try:
        bind(host, port).close()
    except PortTakenError as error:
        yield wrong(f"HTTP: {error}", "")


def _readable_by_others(file: Path | None) -> Iterator[Finding]:
    named = os.environ.get("ENV_FILE")
    env = Path(".env" if named is None else named)
    for path, what in ((env, "your keys are in it"), (file, "your customers are in it")):
        if path is not None and path.is_file() and (mode := path.stat().st_mode) & _OTHERS:
            yield note(
                f"{path} is open to other users of this machine ({stat.filemode(mode)}), and {what}.",
                f"Close it: chmod 600 {path}",
            )
