"""What happens when code fails under a person: one line in
the log, a short id for the person, a word to the staff.

Trouble on the way to Telegram is not reported to anybody: it would go the same way, and what
must arrive is in the outbox (answers to what staff write too: `handlers.ui.context`). Secrets
do not come here: the alert carries the kind of error and where it was, not what it says.
"""

import contextlib
import traceback
from datetime import timedelta
from pathlib import Path

import structlog
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.canonical import add
from bot.shop.errors import TryTransactionAgainError
from bot.shop.refs import new_ref
from handlers.ui.context import ShopContext

log = structlog.get_logger(__name__)

QUIET = timedelta(minutes=30)  # the same failure is told to the staff once in that time
_ID_LENGTH = 6
_HOME = Path(__file__).parents[2]


async def report(context: ShopContext, error: BaseException) -> None:
    """Deals with an unexpected error of one update. Never raises for trouble while telling."""
    update_id = context.incoming.update_id if context.incoming else None
    if isinstance(error, Forbidden):
        await context.services.customers.left(context.person_id)
        add(outcome="not_answered", error="Forbidden")
        log.info("update_not_answered", update_id=update_id, reason="blocked by the person")
        return
    if isinstance(error, RetryAfter) or (
        isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    ):
        add(outcome="not_answered", error=type(error).__name__)
        log.warning("update_not_answered", update_id=update_id, reason=type(error).__name__)
        return
    if isinstance(error, TryTransactionAgainError):
        log.warning("update_not_carried_out", update_id=update_id, reason="the database is away or busy")
        with contextlib.suppress(TelegramError):
            await context.say(context.texts.plain("error-too-busy"))
        return
    error_id = new_ref()[:_ID_LENGTH]
    place = where(error)
    add(outcome="failed", error=type(error).__name__, error_id=error_id)
    log.error("update_failed", error_id=error_id, update_id=update_id, place=place, exc_info=error)
    with contextlib.suppress(TelegramError):
        await context.say(context.texts.plain("error-unexpected", id=error_id))
    kind = type(error).__name__
    try:
        await context.services.alerts.raise_(
            "handler_failed", matter=f"{kind}:{place}", quiet=QUIET, error_id=error_id, kind=kind, place=place
        )
    except Exception:
        # The alert goes through the same database that may be what fails; the log has both.
        log.exception("failure_not_reported", error_id=error_id)


async def on_error(update: object, context: ShopContext) -> None:
    """PTB's error handler: what failed outside a guarded handler, as in recognising the person."""
    del update  # the context has it
    if context.error is None:
        return
    if context.incoming is None:
        log.error("background_failed", place=where(context.error), exc_info=context.error)
        return
    await report(context, context.error)
    # Nothing else may run for an update whose person was not recognised.
    raise ApplicationHandlerStop


def where(error: BaseException) -> str:
    """The innermost line of our own code on the way to the
    error: with its class, the fingerprint of the failure.
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [
        frame
        for frame in frames
        if Path(frame.filename).is_relative_to(_HOME) and ".venv" not in frame.filename
    ]
    last = ours[-1] if ours else frames[-1] if frames else None
    return "unknown" if last is None else f"{Path(last.filename).name}:{last.lineno}"
