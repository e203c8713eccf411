"""One update through PTB's handlers: once, again when a payment's handler failed, or given up."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum, auto
from itertools import count
from typing import Any

import structlog
from telegram import Update

from bot.canonical import add, canonical_line
from bot.clock import Clock
from bot.telegram.application import ShopApplication
from bot.telegram.incoming.arrivals import Arrival
from bot.telegram.incoming.backlog import Refusals, broken
from bot.telegram.incoming.inbox import Inbox
from bot.telegram.incoming.presses import without_what_nobody_reads
from bot.telegram.incoming.update_processor import is_payment
from bot.telegram.tries import arrived_at

_log = logging.getLogger(__name__)
_lines = structlog.get_logger(__name__)
# Always said in full: Telegram keeps the last list it was given when none is sent (Bot API getUpdates,
# setWebhook). Edits are never carried out; they are asked for so that whoever edits a command is told so.
ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "pre_checkout_query",
)
_RUNS_BEFORE_STAFF_ARE_TOLD = 3
"""So often a payment's handler may fail before staff hear of it."""
_ONE_OF_MANY = 1
_ALONE = 10
"""What a repeated run that ends with the process counts for, when it ran beside others (any of them may be
the cause, or whoever ended the process) and when it alone was running.
"""
GIVEN_UP_AT = _ONE_OF_MANY + _ALONE
"""An update is given up that ended with the process while it alone was running, having done so before beside
others; or that did so beside others as often as nothing that is innocent does.
"""
_PAUSES_BETWEEN_RUNS = (1.0, 5.0, 600.0)
"""Seconds before an update is handled again: a payment whose handler failed (the last of these for ever: no
payment is given up), or one that a moment's absence of the database cut off.
"""


class SetAside(StrEnum):
    """Why staff are told of an update; the value names the text that says so."""

    ENDS_THE_PROCESS = auto()
    """The process ended again and again while it ran."""
    UNREADABLE = auto()
    PAYMENT_FAILS = auto()
    """The handler of a payment failed; it goes on being tried."""


@dataclass(frozen=True, slots=True)
class HandledUpdate:
    """An update that this process is done with. `kind` is one of `ALLOWED_UPDATES` or `other`, `outcome` is
    `done`, `failed` (its person was told), `refused`, `set_aside` or `cancelled`; `seconds` since it arrived.
    """

    kind: str
    outcome: str
    seconds: float


class Handling:
    """Runs updates for one application. `on_set_aside(update_id, why)` is told of what is given up, and once
    of a payment that goes on being tried; `on_handled` hears of each update that this process is done with.
    """

    def __init__(
        self,
        application: ShopApplication,
        inbox: Inbox,
        clock: Clock,
        *,
        refusals: Refusals,
        on_set_aside: Callable[[int, SetAside], Awaitable[object]] | None,
        on_handled: Callable[[HandledUpdate], None],
    ) -> None:
        self.counted: dict[int, int] = {}
        """Those under way whose run was counted as a repeated one, and for how much."""
        self._running: set[int] = set()
        self._alone: int | None = None
        self._application = application
        self._inbox = inbox
        self._clock = clock
        self._refusals = refusals
        self._on_set_aside = on_set_aside
        self._on_handled = on_handled

    async def handle(self, arrival: Arrival, *, repeated: bool) -> None:
        """Handles one update to its end, and marks it done. Raises what the database raises; then it stays in
        the inbox.
        """
        kind, began = kind_of(arrival), self._clock.monotonic()
        # All lines of this task name the update and its person.
        structlog.contextvars.bind_contextvars(update=arrival.update_id, person=arrival.person)
        line: dict[str, Any] = {}
        try:
            with canonical_line(_lines, "update", self._clock, kind=kind) as line:
                await self._handle_in_line(arrival, repeated=repeated)
        finally:
            seconds = self._clock.monotonic() - began
            self._on_handled(HandledUpdate(kind, line.get("outcome", "done"), seconds))

    async def _handle_in_line(self, arrival: Arrival, *, repeated: bool) -> None:
        update_id = arrival.update_id
        try:
            update = Update.de_json(without_what_nobody_reads(arrival.data), self._application.bot)
        except Exception as error:  # noqa: BLE001 - PTB raises whatever its constructors raise on an unknown shape
            add(error=type(error).__name__)
            await self.give_up(arrival, SetAside.UNREADABLE)
            return
        for run in count():
            if run:
                await self._clock.sleep(_PAUSES_BETWEEN_RUNS[min(run, len(_PAUSES_BETWEEN_RUNS)) - 1])
                add(outcome="done", runs=run + 1)  # what the run before said of itself is over
            await self._application.update_processor.process_update(
                update, self._run(update, arrival if repeated and not run else None, first=not run)
            )
            if not self._application.has_to_be_repeated(update_id):
                self._inbox.done(update_id)
                return
            # This run has ended otherwise than with the process.
            await self._take_back(update_id, self.counted.get(update_id, 0))
            if run == _RUNS_BEFORE_STAFF_ARE_TOLD - 1 and is_payment(update):
                await self._tell(update_id, SetAside.PAYMENT_FAILS)

    async def _run(self, update: Update, counted: Arrival | None, *, first: bool) -> None:
        if first and (arrived := arrived_at.get()) is not None:
            add(waited=round(self._clock.monotonic() - arrived, 4))
        # Not before it is this update's turn: whatever waits here waits in its person's order.
        self._running.add(update.update_id)
        try:
            await self._give_company()
            if counted is not None:
                await self._count(counted)
            await self._application.process_update(update)
        finally:
            self._running.discard(update.update_id)
            if self._alone == update.update_id:
                self._alone = None

    async def _count(self, arrival: Arrival) -> None:
        weight = _ONE_OF_MANY
        if arrival.tries and self._running == {arrival.update_id}:
            weight, self._alone = _ALONE, arrival.update_id
        await self._inbox.count_try(arrival.update_id, weight)
        self.counted[arrival.update_id] = weight

    async def _give_company(self) -> None:
        """Before an update begins beside one that ran alone: what happens from now on may be its doing."""
        if (update_id := self._alone) is not None and len(self._running) > 1:
            self._alone = None
            await self._take_back(update_id, _ALONE - _ONE_OF_MANY)

    async def _take_back(self, update_id: int, weight: int) -> None:
        if not weight:
            return
        try:
            await self._inbox.uncount_tries({update_id: weight})
        except Exception:  # noqa: BLE001 - a database in trouble may raise anything; the worst is that the run counts
            _log.exception("A run of update %d stays counted", update_id)
            return
        if update_id in self.counted:
            self.counted[update_id] -= weight

    async def give_up(self, arrival: Arrival, why: SetAside) -> None:
        """Sets this update aside, which nobody can handle; whoever sent it and `on_set_aside` are told."""
        # Told first: an update that was set aside without anybody knowing would be lost. Telling twice is
        # telling once.
        add(outcome="set_aside", why=why)
        if not await self._tell(arrival.update_id, why):
            return
        if (refused := broken(arrival)) is None:
            await self._inbox.set_aside(arrival)
            return
        await self._inbox.set_aside(arrival, lambda conn: self._refusals.tell(conn, refused))

    async def _tell(self, update_id: int, why: SetAside) -> bool:
        _log.error("Update %d is set aside: %s", update_id, why)
        if self._on_set_aside is not None:
            try:
                await self._on_set_aside(update_id, why)
            except Exception:  # noqa: BLE001 - a database in trouble may raise anything; the next start tells it
                _log.exception(
                    "Nobody could be told that update %d is set aside; it stays in the inbox", update_id
                )
                return False
        return True


def kind_of(arrival: Arrival) -> str:
    """One of `ALLOWED_UPDATES`, or `other`."""
    return next((kind for kind in ALLOWED_UPDATES if kind in arrival.data), "other")
