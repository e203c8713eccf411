"""The advisory locks with which a shop's processes keep out of each other's way on PostgreSQL."""

from typing import Final

LOCKS: Final = 0x48414E4F  # "HANO": the first half of the number of each advisory lock of the shop's
WRITING: Final = 1
MIGRATING: Final = 2


def lock(number: int) -> str:
    """The statement that waits for one of them, and holds it to the end of its transaction."""
    return f"SELECT pg_advisory_xact_lock({LOCKS}, {number})"
