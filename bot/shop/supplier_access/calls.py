"""The border to the supplier: its many errors become the one a person or worker can act on, and many who want
the same answer at once ask for it once.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import partial

import structlog

from bot.shop.errors import ShopError, SupplierAwayError, TooBusyError
from bot.shop.supplier_access.person_limits import charge_person, nobodys
from bot.supplier import KeyTrouble, SlowDown, SupplierError

log = structlog.get_logger(__name__)


@contextmanager
def asking_supplier() -> Iterator[None]:
    """Any `SupplierError` inside becomes `SupplierAwayError`, our own budget's a `TooBusyError`.

    Where a person caused it, it counts towards what one person may ask
    (`bot.shop.supplier_access.person_limits`). Not for placing, where each error has its own meaning.
    """
    charge_person()
    try:
        yield
    except SupplierError as error:
        if isinstance(error, SlowDown) and error.status is None:
            raise TooBusyError(error.retry_after) from error
        wait = error.retry_after if isinstance(error, SlowDown) else 0.0
        refused_key = (error.code or "KEY") if isinstance(error, KeyTrouble) else None
        raise SupplierAwayError(wait, refused_key=refused_key) from error


class SingleFlight:
    """Whoever asks while somebody else does shares the request and its outcome; nobody who leaves ends it."""

    def __init__(self) -> None:
        self._asking: dict[str, asyncio.Task[None]] = {}

    async def do(self, what: str, ask: Callable[[], Coroutine[None, None, None]]) -> None:
        """Asks, or joins whoever asks for the same already. Raises what `ask` raises."""
        if (task := self._asking.get(what)) is None:
            charge_person()  # whoever begins pays, in their own name: those who join must not share their refusal
            task = self._asking[what] = asyncio.create_task(ask(), context=nobodys())
            task.add_done_callback(partial(self._asked, what))
        await asyncio.shield(task)

    def _asked(self, what: str, task: asyncio.Task[None]) -> None:
        del self._asking[what]
        if task.cancelled() or (error := task.exception()) is None or isinstance(error, ShopError):
            return  # what the shop knows is seen here, in case that everybody has left
        # A mistake of ours. Whoever waits reports it too; perhaps nobody does any more.
        log.error("the supplier could not be asked", what=what, exc_info=error)
