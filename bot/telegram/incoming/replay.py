"""Running again what an earlier process left unfinished, so that an update that kills the process is found
out.

Whatever was left may have been the cause. What was left twice is a suspect: suspects run one by one before
the rest, so that none drags innocent updates along. New updates do not wait for any of this, except those of
the same people. What ended with the process while it alone was running is given up (`Handling` weighs the
runs): a process may also be killed by others, again and again.

However much was left, in memory is a slice of it, what runs, and the numbers of the rest.
"""

import asyncio
import logging
from collections.abc import AsyncIterable, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.tasks import ended, watched
from bot.telegram.incoming.arrivals import SLICE, Arrival
from bot.telegram.incoming.handling import GIVEN_UP_AT

_log = logging.getLogger(__name__)
_ALONE_SECONDS = 3.0
"""How long a suspect that hangs has for itself. It then goes on beside the others."""
_SUSPECTS_SECONDS = 10.0
_ALONE_SECONDS_AT_LEAST = 0.5


@dataclass(eq=False, slots=True)
class _Round:
    """What was left at one time, and what came since for the same people."""

    last_suspect: Mapping[int | None, int]
    """Of each person of whom there is one, the id of the last."""
    people: set[int | None] = field(default_factory=set)
    alone: list[Arrival] = field(default_factory=list)
    rest: list[int] = field(default_factory=list)
    behind: list[Arrival] = field(default_factory=list)
    suspects: asyncio.Task[None] | None = None

    @classmethod
    def of(cls, suspects: Sequence[Arrival]) -> "_Round":
        return cls({each.person: each.update_id for each in suspects if _is_suspect(each)})


def _is_suspect(arrival: Arrival) -> bool:
    return 0 < arrival.tries < GIVEN_UP_AT


class Replay:
    """One for each process. `run(arrival, repeated)` sets an update under way, `admit` does when it is its
    person's turn, `give_up` sets aside what was tried too often, `read` gives updates of these ids from disk,
    `settle` writes down what is done.
    """

    def __init__(
        self,
        run: Callable[[Arrival, bool], asyncio.Task[None]],
        *,
        admit: Callable[[Arrival, bool], None],
        give_up: Callable[[Arrival], None],
        read: Callable[[Sequence[int]], Awaitable[Sequence[Arrival]]],
        settle: Callable[[], Awaitable[None]],
        clock: Clock,
    ) -> None:
        self._run = run
        self._admit = admit
        self._give_up = give_up
        self._read = read
        self._settle = settle
        self._clock = clock
        self._rounds: set[_Round] = set()

    @property
    def held_back(self) -> int:
        """How many new updates wait behind older ones of their people."""
        return sum(len(one.behind) for one in self._rounds)

    @property
    def people(self) -> set[int]:
        """Those whose new updates wait behind older ones."""
        return {person for one in self._rounds for person in one.people if person is not None}

    def begin(self, left: Sequence[Arrival]) -> None:
        """Takes up these updates, oldest first, and returns at once."""
        one = _Round.of(left)
        self._put(left, one)
        self._start(one)

    async def begin_with_slices(
        self, suspects: Sequence[Arrival], left: AsyncIterable[Sequence[Arrival]]
    ) -> None:
        """The same with slices of what was left; `suspects` are those in all of it. It has ended when the
        slices have.
        """
        one = _Round.of(suspects)
        async for part in left:
            self._put(part, one)
        self._start(one)

    def _put(self, left: Sequence[Arrival], one: _Round) -> None:
        if left:
            _log.info("%d updates were left unfinished and run again now", len(left))
        for each in left:
            if each.tries >= GIVEN_UP_AT:
                self._give_up(each)
            elif not one.last_suspect:
                # Tasks start in the order they are made, which is how one person's updates keep theirs.
                self._admit(each, True)
            else:
                one.people.add(each.person)
                # What a person did before the suspect runs before it, and therefore also alone.
                if each.update_id <= one.last_suspect.get(each.person, -1):
                    one.alone.append(each)
                else:
                    one.rest.append(each.update_id)

    def _start(self, one: _Round) -> None:
        if one.last_suspect:
            self._rounds.add(one)
            one.suspects = watched(asyncio.create_task(self._one_by_one(one), name="replay"), "replay")

    def holds_back(self, arrival: Arrival) -> bool:
        """Whether a new update has to wait, because its person's older ones do. If so, it is set under way
        after them.
        """
        # A question before a payment is answered within seconds or is worthless.
        if arrival.is_urgent:
            return False
        for one in self._rounds:
            if arrival.person in one.people:
                one.behind.append(arrival)
                return True
        return False

    async def suspects(self) -> None:
        """Waits until no suspect has the others wait."""
        while running := [one.suspects for one in self._rounds if one.suspects is not None]:
            await asyncio.wait(running)

    async def stop(self) -> int:
        """Sets nothing under way any more; gives the number of new updates that still waited."""
        running = [one.suspects for one in self._rounds if one.suspects is not None]
        for task in running:
            task.cancel()
        await ended(*running, what=None)
        return self.held_back

    async def _one_by_one(self, one: _Round) -> None:
        until = self._clock.monotonic() + _SUSPECTS_SECONDS
        for arrival in one.alone:
            left = until - self._clock.monotonic()
            await self._ended_within(
                min(_ALONE_SECONDS, max(_ALONE_SECONDS_AT_LEAST, left)), self._run(arrival, True)
            )
            try:
                await self._settle()
            except Exception:  # noqa: BLE001 - a database in trouble may raise anything; the marks are written later
                _log.exception("Update %d could not be marked done yet", arrival.update_id)
        for start in range(0, len(one.rest), SLICE):
            for arrival in await self._read(one.rest[start : start + SLICE]):
                self._admit(arrival, True)
        self._rounds.remove(one)
        for arrival in one.behind:
            self._admit(arrival, False)

    async def _ended_within(self, seconds: float, run: asyncio.Task[None]) -> None:
        patience = asyncio.ensure_future(self._clock.sleep(seconds))
        try:
            await asyncio.wait({run, patience}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            patience.cancel()
