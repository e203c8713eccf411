"""What the merchant decided about backups."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Of which database, for whom, where, and for how long. Without a recipient none are taken."""

    database_url: str
    recipient: str | None
    folder: Path
    keep: timedelta
