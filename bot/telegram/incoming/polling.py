"""Long polling: ask, put on disk, and only with the next question tell Telegram that we have it.

The offset moves after the inbox has committed, so a crash at any point loses nothing. Trouble with Telegram
never ends the loop, except a token that is refused. It neither handles updates nor decides how many may be in
hand.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.clock import Clock
from bot.telegram.application import ShopBot, TokenRefused
from bot.telegram.incoming.arrivals import Arrival, id_of
from bot.telegram.retry import Stopped, pause_after, until_it_works, until_stopped

_log = logging.getLogger(__name__)
_LONG_POLL_SECONDS = 30
_BATCH = 100


async def poll(
    bot: ShopBot,
    *,
    accept: Callable[[Sequence[Arrival], bool], Awaitable[None]],
    room: Callable[[], Coroutine[Any, Any, None]],
    heard: Callable[[], None],
    allowed_updates: Sequence[str],
    stop: asyncio.Event,
    clock: Clock,
) -> None:
    """Polls until `stop` is set, then returns at once; a question that is still open is dropped, which loses
    nothing.

    `room` is awaited before each question, `heard` is told of each answer. `accept(arrivals, more)` must have
    committed when it returns; `more`: the answer was full, so that others may stand behind.

    Raises:
        TokenRefused: Telegram does not know the token (any more).
    """
    try:
        # Telegram refuses to be polled while a webhook is set. Nothing waiting is dropped.
        await until_it_works("Removing the webhook", bot.delete_webhook, stop=stop, clock=clock)
    except Stopped:
        return
    offset: int | None = None
    failures = 0
    while not stop.is_set():
        try:
            await until_stopped(stop, room())
            question = bot.raw_updates(
                offset=offset, wait=_LONG_POLL_SECONDS, limit=_BATCH, allowed_updates=allowed_updates
            )
            updates = await until_stopped(stop, question)
            arrivals, ids = _read(updates)
            await accept(arrivals, len(updates) >= _BATCH)
        except Stopped:
            return
        except Exception as error:  # noqa: BLE001 - an outage of Telegram or a full disk must not end the shop; it goes on
            trouble = error
        else:
            heard()
            failures = 0
            # With nothing unconfirmed no offset is needed, and after a quiet week Telegram may start ids anew
            # below it.
            offset = max(ids) + 1 if ids else None
            continue
        if isinstance(trouble, InvalidToken):
            raise TokenRefused
        failures += 1
        pause = pause_after(trouble, failures)
        # Telegram's troubles say all in a sentence; where any other came from, the log must show.
        source = None if isinstance(trouble, TelegramError) else trouble
        _log.warning("%s Asking again in %.1f s", _in_words(trouble), pause, exc_info=source)
        try:
            await until_stopped(stop, clock.sleep(pause))
        except Stopped:
            return


def _read(updates: Sequence[Any]) -> tuple[list[Arrival], list[int]]:
    """What can be taken in, and the ids to confirm: an update that nobody can read must not come again for
    ever.

    Raises:
        ValueError: nothing of it has an id, so nothing of it can be confirmed.
    """
    arrivals: list[Arrival] = []
    ids = [found for found in map(id_of, updates) if found is not None]
    for update in updates:
        try:
            arrivals.append(Arrival.of(update))
        except ValueError as error:
            _log.error("Update %s from Telegram is left out: %s", id_of(update), error)
    if updates and not ids:
        raise ValueError("Telegram's updates have no ids")
    return arrivals, ids


def _in_words(trouble: Exception) -> str:
    if isinstance(trouble, Conflict):
        return (
            "Another process is polling with this token (or a webhook was set for it), and Telegram serves only one: "
            f"stop the other one. Telegram says: {trouble}."
        )
    return f"No updates could be taken in: {type(trouble).__name__}: {trouble}."
