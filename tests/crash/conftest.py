"""The nursery of the end-to-end tests, for shops that do not live long."""

from tests.e2e.conftest import nursery

__all__ = ["nursery"]
