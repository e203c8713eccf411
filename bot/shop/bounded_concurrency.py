"""Work on many items where each may have to wait for somebody outside: several at once, each by itself.

One item that hangs keeps its own place and nothing else: whoever started the work goes on without it after a moment, and
the item is not started a second time while it is under way. The budget of requests is shared by the client as ever.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable
from functools import partial
from typing import TypeVar

from bot.clock import Clock
from bot.tasks import ended

Item = TypeVar("Item")

AT_ONCE = 8
PATIENCE = 1.0
"""Seconds that a round waits for its items; what takes longer ends by itself and is reported in the next round."""


class SideBySide:
    """Items under way, by key. `on_late` is called when one ends that its round did not wait for."""

    def __init__(self, clock: Clock, on_late: Callable[[], None], *, at_once: int = AT_ONCE) -> None:
        self._clock = clock
        self._on_late = on_late
        self._places = asyncio.Semaphore(at_once)
        self._under_way: dict[Hashable, asyncio.Task[None]] = {}
        self._waited_for: set[asyncio.Task[None]] = set()
        self._failures: list[BaseException] = []

    async def each(
        self, items: Iterable[Item], key: Callable[[Item], Hashable], work: Callable[[Item], Awaitable[None]]
    ) -> None:
        """Works on those that are not under way yet, and waits until they are done or for `PATIENCE` seconds.

        Raises what went wrong with one, this time or since the last, after the others had their turn.
        """
        mine = set()
        for item in items:
            if (name := key(item)) not in self._under_way:
                task = asyncio.create_task(self._one(work, item))
                self._under_way[name] = task
                task.add_done_callback(partial(self._done, name))
                mine.add(task)
        self._waited_for |= mine
        try:
            await self._within(PATIENCE, mine)
        except asyncio.CancelledError:
            await self._cancel()
            raise
        finally:
            self._waited_for -= mine
        failures, self._failures = self._failures, []
        if failures:
            raise failures[0]

    async def finish(self) -> None:
        """Waits for what is under way; whoever is cancelled meanwhile ends it."""
        try:
            if self._under_way:
                await asyncio.wait(self._under_way.values())
        except asyncio.CancelledError:
            await self._cancel()
            raise

    async def _one(self, work: Callable[[Item], Awaitable[None]], item: Item) -> None:
        async with self._places:
            await work(item)

    async def _within(self, seconds: float, tasks: set[asyncio.Task[None]]) -> None:
        if not tasks:
            return
        done = asyncio.ensure_future(asyncio.wait(tasks))
        over = asyncio.ensure_future(self._clock.sleep(seconds))
        try:
            await asyncio.wait((done, over), return_when=asyncio.FIRST_COMPLETED)
        finally:
            over.cancel()
            done.cancel()

    def _done(self, name: Hashable, task: asyncio.Task[None]) -> None:
        del self._under_way[name]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failures.append(error)
        if task not in self._waited_for:
            self._on_late()

    async def _cancel(self) -> None:
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await ended(*tasks, what=None)
