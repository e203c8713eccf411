"""The end-to-end tests' nursery and lanes, for shops that do not live long."""

from tests.e2e.conftest import nursery, plays

__all__ = ["nursery", "plays"]
