"""Asking the supplier what our key may do, beside the start: a supplier that hangs holds nobody up.

A wrong kind of key ends the shop whenever that becomes known. A refused key does not: a process that ends is
started again, and a few more tries with a bad key lock our address out (contract 1.6). The shop stays open,
buys nothing, and tells the staff.
"""

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

import structlog

from bot.clock import Clock
from bot.supplier import KeyInfo, KeyTrouble, SupplierError
from bot.tasks import ended, watched

log = structlog.get_logger(__name__)

_FIRST_PAUSE = 30.0
_LONGEST_PAUSE = 600.0


class StartRefusedError(Exception):
    """The shop must not run like this; the text says why and how to mend it."""


class KeyCheck:
    """Runs from `async with` to its end. `ask` asks the supplier, `tell` tells the staff of a key that is
    refused.

    `wanted` is the environment that the key must be for. `stop` is set when the key is of the wrong kind.

    Raises:
        StartRefusedError: at the end of the block, when the key is of the wrong kind.
    """

    def __init__(
        self,
        ask: Callable[[], Awaitable[KeyInfo]],
        tell: Callable[[KeyTrouble], Awaitable[object]],
        *,
        wanted: str,
        clock: Clock,
        stop: asyncio.Event,
    ) -> None:
        self._ask = ask
        self._tell = tell
        self._wanted = wanted
        self._clock = clock
        self._stop = stop
        self._tried = asyncio.Event()
        self._refusal: StartRefusedError | None = None
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Asks for the first time."""
        self._task = watched(asyncio.create_task(self._until_answered(), name="key check"), "key check")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Asks no more."""
        if self._task is not None:
            self._task.cancel()
            await ended(self._task, what=None)
        if self._refusal is not None:
            raise self._refusal

    @property
    def refused(self) -> bool:
        """Whether the key is known to be of the wrong kind, and the shop is about to end."""
        return self._refusal is not None

    async def tried(self) -> None:
        """Waits until the supplier has been asked once, whatever came of it."""
        await self._tried.wait()

    async def _until_answered(self) -> None:
        pause = _FIRST_PAUSE
        while not await self._once():
            await self._clock.sleep(pause)
            pause = min(_LONGEST_PAUSE, 2 * pause)

    async def _once(self) -> bool:
        """Whether the supplier said anything about the key."""
        try:
            key = await self._ask()
            self._judge(key)
        except StartRefusedError as error:
            self._refusal = error
            self._stop.set()
        except KeyTrouble as error:
            log.warning("the supplier refuses the key", code=error.code, request_id=error.request_id)
            await self._tell(error)
        except SupplierError as error:
            log.warning("the supplier is away; its key is not checked yet", error=str(error))
            return False
        except Exception:
            # What nobody foresaw, such as a database in trouble: the log has it, and the shop goes on.
            log.exception("the key could not be checked")
        finally:
            self._tried.set()
        return True

    def _judge(self, key: KeyInfo) -> None:
        found = key.environment.lower()
        if found and found != self._wanted:
            raise StartRefusedError(
                f"ONECLICKDZ_API_KEY is a {found} key, but ONECLICKDZ_ENVIRONMENT says {self._wanted}. Change one of them."
            )
        if not key.enabled:
            raise StartRefusedError(
                "ONECLICKDZ_API_KEY is switched off. Switch it on in the OneClickDz dashboard."
            )
        if not key.can_order:
            raise StartRefusedError(
                "ONECLICKDZ_API_KEY may only read. The shop needs a READ-WRITE key to place orders."
            )
