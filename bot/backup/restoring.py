"""Putting a backup back: decrypted, tested, compared with what it replaces, and only then swapped in.

Until the last step nothing of the shop is changed; what was there before is kept aside. The shop finds a note
in its database then, and asks the supplier at its next start what happened since the backup.
"""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.backup import age
from bot.backup.age import BackupError
from bot.backup.plan import BackupPlan
from bot.backup.taking import PLAIN, alone, in_words
from bot.clock import Clock
from bot.migrate.standstill import ShopRunsError, nobody_uses
from storage import migrations
from storage.engines import engine_of
from storage.snapshots import snapshots_of
from storage.snapshots.snapshot import Contents, SnapshotError, Snapshots, begin
from storage.snapshots.threads import in_thread

_KINDS: Final = {b"SQLite format 3": "SQLite file", b"PGDMP": "PostgreSQL database"}


class NotWantedError(Exception):
    """The person has looked at what would be replaced, and does not want that."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that has become the shop's database."""

    place: str
    contents: Contents
    aside: str | None

    def __str__(self) -> str:
        """What was done, and what the merchant does now."""
        kept = ""
        if self.aside:
            kept = f"What was there before is kept in {self.aside}, which is not encrypted. Remove it when you are content.\n"
        return (
            f"Restored: {self.place} is as it was on {_moment(self.contents.taken_at)}.\n{kept}\n"
            "What to do now:\n"
            "1. Look at it: python -m bot check --books\n"
            "2. Start the shop. Before it buys anything it reads from OneClickDz what was ordered since the backup, and\n"
            "   tells the staff what it found.\n\n"
            "What customers paid, were credited or used up since the backup is not in it: the README says what to look at."
        )


async def restore(
    plan: BackupPlan,
    file: Path,
    identity: str,
    *,
    clock: Clock,
    say: Callable[[str], None],
    wanted: Callable[[], bool],
) -> Restored:
    """Makes the backup in `file` the database of the plan. `identity`: the text of the identity's file.

    `say` hears what is done and what would be replaced; `wanted` is asked once, after that.

    Raises:
        BackupError: the backup or the database cannot be used, or a shop runs. Nothing was changed.
        NotWantedError: `wanted` said no. Nothing was changed.
        SecondName: the database file has a hard link.
    """
    keys = age.identities(identity)
    url = plan.database_url
    snapshots, engine = snapshots_of(url, plan.folder), engine_of(url)
    with in_words():
        async with AsyncExitStack() as stack:
            stack.enter_context(alone(snapshots.place))
            try:
                await stack.enter_async_context(nobody_uses(url, clock, say))
            except ShopRunsError as error:
                raise BackupError(str(error)) from None
            except Exception as error:
                if (trouble := engine.trouble_with(error)) is not None:
                    raise BackupError(f"{trouble.what} {trouble.mend}") from error
                raise
            plain = snapshots.place / PLAIN
            stack.callback(plain.unlink, missing_ok=True)
            say("Decrypting and testing the backup ...")
            await _decrypt(file, plain, keys)
            _refuse_other_kind(plain, snapshots)
            contents = await snapshots.inspect(plain)
            _refuse_version(contents)
            say(_comparison(engine.place, await _current(snapshots), contents))
            if not wanted():
                raise NotWantedError
            aside = await snapshots.put_back(plain, contents, clock.now())
    return Restored(engine.place, contents, aside)


async def _decrypt(file: Path, plain: Path, keys: list[age.Identity]) -> None:
    begin(plain)
    with file.open("rb") as source, plain.open("wb") as target:
        await in_thread(lambda stop: age.unseal(source, target, keys, stop))


def _refuse_other_kind(plain: Path, snapshots: Snapshots) -> None:
    with plain.open("rb") as opened:
        head = opened.read(16)
    kind = next((name for magic, name in _KINDS.items() if head.startswith(magic)), None)
    wanted = _KINDS[b"SQLite format 3"] if snapshots.ending == "db" else _KINDS[b"PGDMP"]
    if kind is not None and kind != wanted:
        raise BackupError(
            f"The backup is of a {kind}, and DATABASE_URL names a {wanted}. Set DATABASE_URL to a place for a {kind},"
            " restore it there, and bring it over with `python -m bot migrate-to`."
        )


def _refuse_version(contents: Contents) -> None:
    version = contents.version or ""
    if migrations.is_unfinished(version):
        raise BackupError(f"The database in the backup is not whole. {migrations.UNFINISHED.what}")
    if version not in migrations.known():
        raise BackupError(
            f"The backup is at version {version}, which this Hanout (up to {migrations.head()}) does not know. Install the"
            " version of the shop that made it, or a newer one."
        )


async def _current(snapshots: Snapshots) -> Contents | str | None:
    """What is there now; a sentence where that cannot be read, None where nothing is."""
    try:
        return await snapshots.current()
    except SnapshotError as error:
        return str(error)


def _comparison(place: str, now: Contents | str | None, backup: Contents) -> str:
    lines = [f"The backup is of {_moment(backup.taken_at)}: {_said(backup)}."]
    if now is None:
        lines.append(f"{place} holds nothing yet.")
    elif isinstance(now, str):
        lines.append(f"It replaces {place}, which cannot be read. {now}")
    else:
        lines.append(f"It replaces {place}: {_said(now)}.")
    return "\n".join(lines)


def _said(contents: Contents) -> str:
    newest = f", the newest of {_moment(contents.newest_order_at)}" if contents.newest_order_at else ""
    return f"{contents.orders:,} orders{newest}, {contents.entries:,} wallet entries"


def _moment(at: datetime | None) -> str:
    return "an unknown time" if at is None else f"{at:%Y-%m-%d %H:%M} UTC"
