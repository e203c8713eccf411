"""Here the database is the shop's own to the last part: with a thread for each connection."""

import pytest

from storage.database import Database


@pytest.fixture
def db(db_in_threads: Database) -> Database:
    return db_in_threads
