"""The two clients through which the shop reaches the world: the supplier's and Telegram's, as the settings
say.
"""

from collections.abc import Callable
from dataclasses import dataclass

import httpx
from telegram.ext import BaseRateLimiter
from telegram.request import BaseRequest

import handlers
from bot.clock import Clock
from bot.settings import Settings
from bot.supplier import Asked, Budget, SupplierClient
from bot.telegram.application import ShopApplication, build_application
from bot.telegram.conversations import ConversationStore
from bot.telegram.incoming.update_processor import PerPersonProcessor
from bot.telegram.rate_limiter import RateLimiter
from bot.telegram.transport import Called
from bot.this_process import ThisProcess
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Outside:
    """Other ways to the world than the real ones: tests have the supplier and Telegram in their own
    process.
    """

    supplier: httpx.AsyncBaseTransport | None = None
    telegram: BaseRequest | None = None
    limiter: BaseRateLimiter[str] | None = None


def supplier_client(
    settings: Settings,
    clock: Clock,
    outside: Outside,
    *,
    process: ThisProcess,
    on_asked: Callable[[Asked], None],
) -> SupplierClient:
    """The supplier's client, not yet opened, for one of the processes that share its budget; `on_asked` hears
    of each request.
    """
    sharers = (lambda: process.sharers) if process.shared else None
    return SupplierClient(
        base_url=settings.oneclickdz_api_url,
        api_key=settings.oneclickdz_api_key,
        budget=Budget(settings.supplier_requests_per_minute, clock, sharers=sharers),
        clock=clock,
        send_ref=settings.oneclickdz_send_ref,
        transport=outside.supplier,
        proxy=settings.proxy_to(settings.oneclickdz_api_url),
        on_asked=on_asked,
    )


def telegram_application(
    settings: Settings, db: Database, clock: Clock, outside: Outside, *, on_called: Callable[[Called], None]
) -> ShopApplication:
    """PTB's application over this database, not yet initialized and without handlers; `on_called` hears of
    each request.
    """
    return build_application(
        token=settings.bot_token.get_secret_value(),
        api_url=settings.telegram_api_url,
        proxy=settings.proxy_to(settings.telegram_api_url),
        processor=PerPersonProcessor(),
        limiter=outside.limiter or RateLimiter(clock),
        persistence=ConversationStore(db, is_over=lambda state: handlers.is_over(state, clock.now())),
        context_types=handlers.context_types(),
        transport=outside.telegram,
        polling_transport=outside.telegram,
        on_called=on_called,
    )
