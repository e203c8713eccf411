"""A shop to move, and where to."""

from tests.migrate.history import begun, empty, history, history_file, history_on_server, moved_once
from tests.shop.books.damages import busy_file

__all__ = ["begun", "busy_file", "empty", "history", "history_file", "history_on_server", "moved_once"]
