"""What the merchant decided about backups."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import make_url


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Of which database, for whom, where, and for how long. Without a recipient none are taken."""

    database_url: str
    recipient: str | None
    folder: Path
    keep: timedelta

    @property
    def folders(self) -> list[Path]:
        """Where the shop writes on this machine: its database, where that is a file, and its backups."""
        found = []
        if self.database_url.startswith("sqlite") and (file := make_url(self.database_url).database):
            found.append(Path(file).parent)
        return [*found, self.folder] if self.recipient is not None else found
