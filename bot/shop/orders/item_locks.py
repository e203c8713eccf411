"""One at a time for the same goods: whoever places or looks for an order of a type does so alone.

Then a new order at the supplier belongs to exactly one attempt of ours (contract 4.2), and none is counted
twice.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.this_process import ThisProcess


class ItemLocks:
    """A lock for each (product, type), forgotten when nobody holds or waits for it.

    Among the tasks of this process the lock is one in memory, among processes a lease.
    """

    def __init__(self, process: ThisProcess) -> None:
        self._process = process
        self._locks: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)
        self._users: defaultdict[tuple[str, str], int] = defaultdict(int)

    @asynccontextmanager
    async def alone(self, product_id: str, type_id: str) -> AsyncIterator[None]:
        """Waits until nobody else deals with these goods."""
        goods = (product_id, type_id)
        self._users[goods] += 1
        try:
            async with self._locks[goods], self._process.alone_with(f"goods:{product_id}:{type_id}"):
                yield
        finally:
            self._users[goods] -= 1
            if not self._users[goods]:
                del self._users[goods], self._locks[goods]
