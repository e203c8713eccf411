"""Whether backups can be taken, and how old the newest one is. Changes nothing."""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.backup.folder import backups_in
from bot.check.findings import Finding, good, note, wrong
from bot.clock import SystemClock
from bot.settings import Settings
from bot.shop.customers import NOBODY
from bot.shop.money import Money
from storage.purchases.order_figures import taken_for
from storage.snapshots import snapshots_of
from storage.snapshots.snapshot import SnapshotError

_OLD: Final = timedelta(days=2)
_MB: Final = 1_000_000


async def check_backups(settings: Settings) -> list[Finding]:
    """What would hinder the nightly backup, and what is there to be restored."""
    if settings.backup_recipient is None:
        return [
            note(
                "Backups: none are taken.",
                "`python -m bot backup-key` makes a key for them; put it into BACKUP_RECIPIENT. The README says how.",
            )
        ]
    try:
        await snapshots_of(settings.database_url, settings.backup_plan.folder).refuse_troubles()
    except SnapshotError as error:
        return [wrong(f"Backups: none can be taken. {error}", "")]
    return list(_folder(settings))


async def found_after_restore(conn: AsyncConnection) -> list[Finding]:
    """Orders that were found at the supplier after a backup was put back: nobody knows their customers."""
    count, taken = await taken_for(conn, NOBODY)
    if not count:
        return []
    cost = f"{Money(taken).dinars:,.2f}".replace(",", " ")
    which = "1 order has" if count == 1 else f"{count} orders have"
    return [
        note(
            f"Books: {which} no known customer ({cost} DZD): found at the supplier after a backup was put back.",
            "/customer 0 shows them. What they cost lowers the margin, and their customers' wallets hold what was paid for them:"
            " correct those with /debit.",
        )
    ]


def _folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.backup_plan.folder
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    if not there.is_dir() or not os.access(there, os.R_OK | os.W_OK | os.X_OK):
        yield wrong(
            f"Backups: {folder} cannot be written.",
            "Give this user the right to write there, or set BACKUP_FOLDER to another place.",
        )
        return
    backups = backups_in(folder)
    if not backups:
        yield good(f"Backups: none yet in {folder}; the shop takes the first when it runs.")
        return
    newest = backups[0]
    size = -(-newest.size // _MB)
    said = (
        f"Backups: {len(backups)} in {folder}, the newest of {newest.taken_at:%Y-%m-%d %H:%M} UTC ({size} MB)"
    )
    if SystemClock().now() - newest.taken_at > _OLD:
        yield note(f"{said}, which is old.", "Look in the shop's log for why, or whether the shop runs.")
    else:
        yield good(f"{said}.")
