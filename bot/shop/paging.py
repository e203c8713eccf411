"""Long lists, a screen at a time."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from storage.rows import MOST_COUNTED

R = TypeVar("R")

PAGE_SIZE = 8
"""Lines that fit on a phone without scrolling."""
MOST_PAGES = MOST_COUNTED // PAGE_SIZE


async def paged(
    read: Callable[[int, int], Awaitable[tuple[Sequence[R], int]]], page: int, *, size: int = PAGE_SIZE
) -> tuple[Sequence[R], int, int]:
    """(rows, page, pages) of `read(offset, limit)`, which also says how many there are. A page too far is the
    last, and nobody gets further than `MOST_PAGES`: to skip rows the database goes through them.
    """
    page = min(max(1, page), MOST_PAGES)
    rows, total = await read((page - 1) * size, size)
    pages = max(1, -(-total // size))
    if page > pages:
        page = pages
        rows, _ = await read((page - 1) * size, size)
    return rows, page, pages
