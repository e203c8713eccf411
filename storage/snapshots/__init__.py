"""Copies of a whole database: taken while the shop runs, looked at, and put back."""

from pathlib import Path

from sqlalchemy.engine import make_url

from storage.snapshots.postgresql import PostgresSnapshots
from storage.snapshots.snapshot import Snapshots
from storage.snapshots.sqlite import SqliteSnapshots


def snapshots_of(url: str, folder: Path) -> Snapshots:
    """The copies of the database that DATABASE_URL names; `folder` has the backups. Connects to nothing."""
    is_sqlite = make_url(url).get_backend_name() == "sqlite"
    return SqliteSnapshots(url) if is_sqlite else PostgresSnapshots(url, folder)
