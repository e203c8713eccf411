"""Whether this process can serve people now, part by part."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from bot.clock import Clock
from bot.operations.shop_figures import Look, ShopFigures
from bot.telegram.transport import Called

_DATABASE_SECONDS: Final = 3.0
_TELEGRAM_SILENT: Final = 60.0
_SEVERAL: Final = 3
_OLDEST_UNSENT: Final = 300.0
_ANSWERED: Final = frozenset({"ok", "429", "refused"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part and what is wrong with it, in words; None: it is in order."""

    name: str
    trouble: str | None

    @property
    def is_ready(self) -> bool:
        """Whether it is in order."""
        return self.trouble is None


class TelegramSeen:
    """Hears how requests to Telegram end, and says since when none was answered."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failing_since: float | None = None
        self._failures = 0
        self._was_answered = False

    def called(self, one: Called) -> None:
        """A request to Telegram has ended."""
        if one.result in _ANSWERED:
            self._failing_since, self._failures, self._was_answered = None, 0, True
        elif one.result != "cancelled":
            self._failures += 1
            if self._failing_since is None:
                self._failing_since = self._clock.monotonic()

    def trouble(self) -> str | None:
        """What is wrong, in words."""
        if self._failing_since is not None:
            seconds = self._clock.monotonic() - self._failing_since
            # One lost answer in a quiet hour is not an absence.
            if not self._was_answered or (seconds >= _TELEGRAM_SILENT and self._failures >= _SEVERAL):
                return f"no request was answered for {seconds:.0f} s"
        return None if self._was_answered else "it has not answered yet"


class Readiness:
    """Looks at every part. `late` names workers that are overdue, `intake` says what is wrong with taking
    updates in.
    """

    def __init__(
        self,
        shop: ShopFigures,
        telegram: TelegramSeen,
        *,
        late: Callable[[], Iterable[str]],
        intake: Callable[[], Iterable[str]],
    ) -> None:
        self._shop = shop
        self._telegram = telegram
        self._late = late
        self._intake = intake
        self._is_open = False

    def opened(self, *, is_open: bool) -> None:
        """The shop takes updates in from now on, or does not any more."""
        self._is_open = is_open

    async def parts(self) -> list[Part]:
        """Each part and what is wrong with it."""
        look, trouble = await self._look()
        late = [f"{name!r} is overdue" for name in self._late()]
        found = [
            Part("shop", None if self._is_open else "it is not open"),
            Part("database", trouble),
            Part("telegram", self._telegram.trouble() or next(iter(self._intake()), None)),
            Part("workers", ", ".join(late) or None),
        ]
        if look is not None:
            found += [Part("supplier", _supplier(look)), Part("outbox", _outbox(look))]
        return found

    async def _look(self) -> tuple[Look | None, str | None]:
        try:
            async with asyncio.timeout(_DATABASE_SECONDS):
                return await self._shop.look(), None
        except Exception as error:  # noqa: BLE001 - whatever the driver raises: the database is out of reach
            return None, f"it does not answer ({type(error).__name__})"


def _supplier(look: Look) -> str | None:
    if look.away is None:
        return None
    if look.away.refused_key is not None:
        return f"it refuses the key ({look.away.refused_key})"
    return f"it has been away for {look.age(look.away.since):.0f} s"


def _outbox(look: Look) -> str | None:
    age = look.age(look.outbox.unsent.since)
    return None if age < _OLDEST_UNSENT else f"the oldest unsent message waits for {age:.0f} s"
