"""Limits guessing: a few wrong tries are free, after that the person who makes them waits, and nobody else.

Kept in memory: a restart gives each of them a few tries more, which guesses nothing, and a wrong try costs
the shop no write.
"""

from collections import deque
from datetime import datetime, timedelta

from bot.clock import Clock

FREE = ((5, timedelta(minutes=10)), (20, timedelta(days=1)))
"""So many mistakes within so long; both hold."""
ATTACK = 50
STORM_TIME = timedelta(hours=1)
MOST_PEOPLE = 10_000
"""Of more than that at once, those who made their last mistake longest ago are forgotten."""
_KEPT, _LONGEST = FREE[-1]


class GuessLimiter:
    """Counts mistakes, each for the one who made it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._mistakes: dict[int, deque[datetime]] = {}
        self._lately: deque[datetime] = deque(maxlen=ATTACK)

    def take(self, who: int) -> datetime | None:
        """One more try, which counts as a mistake until it is given back; or, when none is free, when the
        next one is.
        """
        now = self._clock.now()
        mine = self._mistakes.pop(who, None) or deque(maxlen=_KEPT)
        self._mistakes[who] = mine  # the last one now, and so the last to be forgotten
        if len(self._mistakes) > MOST_PEOPLE:
            del self._mistakes[next(iter(self._mistakes))]
        free_at = max((mine[-count] + within for count, within in FREE if len(mine) >= count), default=now)
        if free_at > now:
            return free_at
        mine.append(now)
        return None

    def give_back(self, who: int) -> None:
        """Takes back the latest try: it was right."""
        if mine := self._mistakes.get(who):
            mine.pop()

    def is_attack(self, who: int) -> bool:
        """Called for each mistake: whether somebody guesses in earnest, one person through a day or many
        people at once.
        """
        now = self._clock.now()
        self._lately.append(now)
        mine = self._mistakes.get(who)
        alone = mine is not None and len(mine) == _KEPT and mine[0] > now - _LONGEST
        return alone or (len(self._lately) == ATTACK and self._lately[0] > now - STORM_TIME)
