"""A shop to take backups of."""

from tests.migrate.history import empty, history, history_file
from tests.shop.books.damages import busy_file

__all__ = ["busy_file", "empty", "history", "history_file"]
