"""How often one person may have the supplier asked: the shop's requests are for all, and a press costs nobody
but them.

Counted are requests, not presses. What is answered from a reading that is at hand, or joins a request that is
on its way, is free; so are workers, and money that comes in. Kept in memory: a restart gives everybody a
minute's looks anew.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context as Variables
from contextvars import ContextVar, copy_context

from bot.clock import Clock
from bot.shop.errors import TooManyLooksError

MOST = 20
WITHIN = 60.0
"""So many requests in so many seconds: far above what buying takes, and a third of the default budget at
most.
"""
MOST_PEOPLE = 10_000
"""Of more than that at once, those who looked longest ago are forgotten."""


class LookLimits:
    """Counts the requests that each person causes. `on_behalf_of` says whose they are."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._looks: dict[int, deque[float]] = {}

    @contextmanager
    def on_behalf_of(self, person_id: int) -> Iterator[None]:
        """Whatever is asked inside, also in tasks that begin there, is this person's."""
        token = _PERSON.set((self, person_id))
        try:
            yield
        finally:
            _PERSON.reset(token)

    def take(self, person_id: int) -> None:
        """One more request. Raises `TooManyLooksError` with the seconds until it is free."""
        now = self._clock.monotonic()
        looks = self._looks.pop(person_id, None) or deque(maxlen=MOST)
        self._looks[person_id] = looks  # the last one now, and so the last to be forgotten
        if len(self._looks) > MOST_PEOPLE:
            del self._looks[next(iter(self._looks))]
        if len(looks) == MOST and now - looks[0] < WITHIN:
            raise TooManyLooksError(looks[0] + WITHIN - now)
        looks.append(now)


_PERSON: ContextVar[tuple[LookLimits, int] | None] = ContextVar("person", default=None)


def charge_person() -> None:
    """Counts one request for whoever it is made for, if it is for a person. Raises `TooManyLooksError`."""
    if (found := _PERSON.get()) is not None:
        limits, person_id = found
        limits.take(person_id)


def nobodys() -> Variables:
    """The variables of this moment for a task that works for several people: none of them pays for it."""
    variables = copy_context()
    variables.run(_PERSON.set, None)
    return variables
