"""Runs the workers, brings back one that fell over, and stops them all in good order."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from bot.canonical import canonical_line
from bot.clock import Clock
from bot.tasks import ended
from storage.trouble import TryTransactionAgainError
from storage.wakeups import WakeUp

log = structlog.get_logger(__name__)

_BACKOFF = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
_STEADY = 600.0
"""Seconds without a fall after which a worker counts as mended."""
LATER = 30.0
"""Seconds after the start until those begin that may wait."""
_LEADS_SOON = 1.0
"""Seconds until a process that follows looks whether it leads by now."""


async def _nobody(_: str) -> None:
    pass


class Worker(Protocol):
    """One recurring job."""

    @property
    def name(self) -> str:
        """For logs, alerts and the health page."""
        ...

    @property
    def wake_up(self) -> WakeUp:
        """Called when there is something to do before the pause is over."""
        ...

    async def run_once(self) -> float:
        """Does what is due; seconds until it wants to run again."""
        ...

    async def finish(self) -> None:
        """Waits for what it started and did not wait for."""
        ...


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a worker: `seconds` that it took, and whether it fell over."""

    worker: str
    seconds: float
    failed: bool


@dataclass(slots=True)
class _Health:
    failures: int = 0
    failed_at: float = 0.0
    is_doubted: bool = True
    """It failed, perhaps in a process before this one, and has not run well for long enough since."""
    beat_at: float = field(default=0.0)
    next_within: float = field(default=0.0)


class Supervisor:
    """One task for each worker. `on_failure(name, error)` is told of every fall, `on_round` of each round;
    `backoff`: seconds between falls. `on_steady(name)` is told when a worker has run well for a while, once
    after falls and once after the start: nobody knows how it was before.

    Workers named in `held` begin only after `release`; those in `led` work while `leads` says that this
    process does what one does for all. Those in `later` begin `later_seconds` after the start, or when they
    are woken.
    """

    def __init__(
        self,
        workers: Sequence[Worker],
        clock: Clock,
        *,
        on_failure: Callable[[str, Exception], Awaitable[None]],
        on_steady: Callable[[str], Awaitable[None]] = _nobody,
        backoff: Sequence[float] = _BACKOFF,
        held: Collection[str] = (),
        led: Collection[str] = (),
        later: Collection[str] = (),
        later_seconds: float = LATER,
        leads: Callable[[], bool] = lambda: True,
        on_round: Callable[[Round], None] = lambda _: None,
    ) -> None:
        self._workers = workers
        self._clock = clock
        self._on_failure = on_failure
        self._on_steady = on_steady
        self._on_round = on_round
        self._backoff = backoff
        now = clock.monotonic()
        self._health = {worker.name: _Health(failed_at=now, beat_at=now) for worker in workers}
        self._tasks: list[asyncio.Task[None]] = []
        self._stop = asyncio.Event()
        self._held = frozenset(held)
        self._led = frozenset(led)
        self._later = frozenset(later)
        self._later_seconds = later_seconds
        self._leads = leads
        self._released = asyncio.Event()

    def start(self) -> None:
        """Starts them all; returns at once."""
        self._tasks = [asyncio.create_task(self._run(worker), name=worker.name) for worker in self._workers]

    def release(self) -> None:
        """Lets those begin that are held; once more does nothing."""
        self._released.set()

    async def stop(self, within: float) -> None:
        """Lets each finish what it is doing, for that many seconds; what is cut short is taken up at the next
        start.
        """
        self._stop.set()
        self._released.set()
        for worker in self._workers:
            worker.wake_up.wake()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=within)
            for task in late:
                log.warning("worker did not stop in time", worker=task.get_name())
                task.cancel()
            await ended(*self._tasks, what="worker")

    def silences(self) -> dict[str, float]:
        """For each worker the seconds since its last sign of life, however long its pause is."""
        now = self._clock.monotonic()
        return {name: now - health.beat_at for name, health in self._health.items()}

    def late(self) -> list[str]:
        """Workers that have not been heard of for a minute longer than they said."""
        now = self._clock.monotonic()
        return [
            name for name, health in self._health.items() if now > health.beat_at + health.next_within + 60
        ]

    async def _run(self, worker: Worker) -> None:
        health = self._health[worker.name]
        structlog.contextvars.bind_contextvars(worker=worker.name)
        await self._until_it_may_begin(worker, health)
        while not self._stop.is_set():
            if worker.name in self._led and not self._leads():
                health.beat_at, health.next_within = self._clock.monotonic(), _LEADS_SOON
                await worker.wake_up.wait(_LEADS_SOON)
                continue
            began = self._clock.monotonic()
            try:
                with canonical_line(log, "round", self._clock, quiet=True):
                    pause = await worker.run_once()
            except TryTransactionAgainError:
                # No fault of the worker's, and nobody can be told through a database that is away.
                pause = self._backoff[0]
                log.warning("the database is away or busy", worker=worker.name, again_in=pause)
                health.beat_at, health.next_within = self._clock.monotonic(), pause
                await self._stopped_within(pause)
                continue
            except Exception as error:
                # Whatever a worker raises: the log and the staff have it, and the worker goes on after a
                # pause.
                pause = self._backoff[min(health.failures, len(self._backoff) - 1)]
                health.failures += 1
                health.failed_at, health.is_doubted = self._clock.monotonic(), True
                log.exception("worker fell over", worker=worker.name, again_in=pause)
                await self._report(worker.name, self._on_failure(worker.name, error))
            else:
                health.failures = 0
                if health.is_doubted and self._is_steady(health, pause):
                    health.is_doubted = not await self._report(worker.name, self._on_steady(worker.name))
            health.beat_at, health.next_within = self._clock.monotonic(), pause
            self._on_round(Round(worker.name, health.beat_at - began, bool(health.failures)))
            if health.failures:
                # Whoever wakes it now, the report of this very failure perhaps, does not shorten the pause.
                await self._stopped_within(pause)
            elif not self._stop.is_set():
                await worker.wake_up.wait(pause)
        await worker.finish()

    async def _until_it_may_begin(self, worker: Worker, health: _Health) -> None:
        if worker.name in self._held:
            await self._released.wait()
            health.beat_at = self._clock.monotonic()
        if worker.name in self._later:
            health.next_within = self._later_seconds
            await worker.wake_up.wait(self._later_seconds)

    async def _stopped_within(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stop.wait()

    def _is_steady(self, health: _Health, pause: float) -> bool:
        """Whether it has run well for a while; of one that works so seldom a single round says as much."""
        return pause >= _STEADY or self._clock.monotonic() - health.failed_at >= _STEADY

    @staticmethod
    async def _report(name: str, report: Awaitable[None]) -> bool:
        try:
            await report
        except Exception:
            # The report goes through the same database that may be what fails; the log has both.
            log.exception("a worker's state could not be reported", worker=name)
            return False
        return True
