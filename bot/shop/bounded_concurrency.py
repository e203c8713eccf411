"""Work on many items where each may have to wait for somebody outside: several at once, each by itself.

One item that hangs keeps its own place and nothing else: whoever started the work goes on without it after a
moment, and the item is not started a second time while it is under way. The budget of requests is shared by
the client as ever.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable
from functools import partial
from typing import Generic, TypeVar

import structlog

from bot.clock import Clock
from bot.tasks import ended

log = structlog.get_logger(__name__)

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)

AT_ONCE = 8
PATIENCE = 1.0
"""Seconds that a round waits for its items; what takes longer ends by itself and is reported in the next
round.
"""


class SideBySide(Generic[Key]):
    """Items under way, by key. `on_late` is called when one ends that its round did not wait for and fewer
    are left than have places: a new round is worth its questions then, and not for each of a long line.
    """

    def __init__(self, clock: Clock, on_late: Callable[[], None], *, at_once: int = AT_ONCE) -> None:
        self._clock = clock
        self._on_late = on_late
        self._at_once = at_once
        self._places = asyncio.Semaphore(at_once)
        self._under_way: dict[Key, asyncio.Task[None]] = {}
        self._waited_for: set[asyncio.Task[None]] = set()
        self._failures: list[BaseException] = []

    @property
    def under_way(self) -> frozenset[Key]:
        """The keys of items that are being worked on, or wait for their place."""
        return frozenset(self._under_way)

    async def each(
        self, items: Iterable[Item], key: Callable[[Item], Key], work: Callable[[Item], Awaitable[None]]
    ) -> None:
        """Works on those that are not under way yet, and waits until they are done or for `PATIENCE` seconds.

        Raises what went wrong with one, this time or since the last, after the others had their turn. What
        went wrong with further ones is logged.
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
        self._log(failures[1:])
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
        finally:
            self._log(self._failures)  # perhaps no round follows that could raise them

    @staticmethod
    def _log(failures: Iterable[BaseException]) -> None:
        for error in failures:
            log.error("an item's work failed", exc_info=error)

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

    def _done(self, name: Key, task: asyncio.Task[None]) -> None:
        del self._under_way[name]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failures.append(error)
        if task not in self._waited_for and len(self._under_way) < self._at_once:
            self._on_late()

    async def _cancel(self) -> None:
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await ended(*tasks, what=None)
