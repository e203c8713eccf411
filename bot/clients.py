"""The two clients through which the shop reaches the world: the supplier's and Telegram's, as the settings
say.
"""

import asyncio
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from pydantic import SecretStr
from telegram.ext import BaseRateLimiter
from telegram.request import BaseRequest

import handlers
from bot.clock import Clock
from bot.settings import Settings
from bot.supplier import Asked, Budget, SupplierClient
from bot.tasks import watched
from bot.telegram.application import ShopApplication, build_application
from bot.telegram.conversations import ConversationStore
from bot.telegram.incoming.update_processor import PerPersonProcessor
from bot.telegram.rate_limiter import RateLimiter
from bot.telegram.transport import Called
from bot.this_process import ThisProcess
from storage.database import Database
from storage.wakeups import note_change


@dataclass(frozen=True, slots=True)
class Outside:
    """Other ways to the world than the real ones: tests have the supplier and Telegram in their own
    process.
    """

    supplier: httpx.AsyncBaseTransport | None = None
    telegram: BaseRequest | None = None
    limiter: BaseRateLimiter[str] | None = None


_REFUSED = "supplier_key"
"""What `WakeUps.on_change` calls a key that is refused, with the key's mark and the refusal's code."""


def supplier_client(
    settings: Settings,
    db: Database,
    clock: Clock,
    outside: Outside,
    *,
    process: ThisProcess,
    on_asked: Callable[[Asked], None],
) -> SupplierClient:
    """The supplier's client, not yet opened, for one of the processes that share its budget, and hear from
    one another that the key is refused; `on_asked` hears of each request.
    """
    sharers = (lambda: process.sharers) if process.shared else None
    refusals = _Refusals(db, settings.oneclickdz_api_key)
    client = SupplierClient(
        base_url=settings.oneclickdz_api_url,
        api_key=settings.oneclickdz_api_key,
        budget=Budget(settings.supplier_requests_per_minute, clock, sharers=sharers),
        clock=clock,
        send_ref=settings.oneclickdz_send_ref,
        transport=outside.supplier,
        proxy=settings.proxy_to(settings.oneclickdz_api_url) if outside.supplier is None else None,
        on_asked=on_asked,
        on_key_refused=refusals.tell if process.shared else lambda _: None,
    )
    db.wake_ups.on_change(_REFUSED, lambda which: refusals.hear(which, client))
    return client


class _Refusals:
    """One process tells the others of a refused key: each try of its own would bring the address nearer to
    being shut out.
    """

    def __init__(self, db: Database, key: SecretStr) -> None:
        self._db = db
        self._mark = hashlib.sha256(key.get_secret_value().encode()).hexdigest()[:12]
        """The others may have another key by now."""
        self._telling: set[asyncio.Task[None]] = set()

    def tell(self, code: str) -> None:
        what = f"{self._mark}:{re.sub('[^A-Z0-9_]', '', code)}"
        task = asyncio.create_task(self._tell(what), name="telling of a refused key")
        self._telling.add(watched(task, task.get_name()))
        task.add_done_callback(self._telling.discard)

    async def _tell(self, what: str) -> None:
        async with self._db.write() as conn:
            note_change(conn, _REFUSED, what)

    def hear(self, what: str | None, client: SupplierClient) -> None:
        mark, _, code = (what or "").partition(":")
        if mark == self._mark:
            client.key_refused_elsewhere(code)


def telegram_application(
    settings: Settings, db: Database, clock: Clock, outside: Outside, *, on_called: Callable[[Called], None]
) -> ShopApplication:
    """PTB's application over this database, not yet initialized and without handlers; `on_called` hears of
    each request.
    """
    return build_application(
        token=settings.bot_token.get_secret_value(),
        api_url=settings.telegram_api_url,
        proxy=settings.proxy_to(settings.telegram_api_url) if outside.telegram is None else None,
        processor=PerPersonProcessor(),
        limiter=outside.limiter or RateLimiter(clock),
        persistence=ConversationStore(db, is_over=lambda state: handlers.is_over(state, clock.now())),
        context_types=handlers.context_types(),
        transport=outside.telegram,
        polling_transport=outside.telegram,
        on_called=on_called,
    )
