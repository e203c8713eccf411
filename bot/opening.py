"""Opening the shop and closing it: the key is checked, what the last process left is taken up, then people are served.

A stop takes at most ten seconds and loses no work. The parts themselves are made by `bot.app`.
"""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from telegram.error import BadRequest

import handlers
from bot.app import Shop, build
from bot.clock import SystemClock
from bot.server import serving
from bot.settings import Settings
from bot.supplier import KeyTrouble, SupplierError
from bot.telegram.lease import Lease
from bot.telegram.retry import Stopped
from bot.telegram.webhook import health_route
from storage import migrations
from storage.database import Database, sqlite_path

log = structlog.get_logger(__name__)

# Seconds of the ten that a stop may take; what is not finished by then is taken up at the next start.
_UPDATES_SHARE = 4.0
_WORKERS_SHARE = 4.0


class StartRefusedError(Exception):
    """The shop must not run like this; the text says why and how to mend it."""


async def run_shop(settings: Settings) -> None:
    """Runs the shop until SIGTERM or SIGINT, then stops it within ten seconds with no work lost.

    Raises `StartRefusedError`, `AlreadyRunning`, `DatabaseTooNewError` and `TokenRefused`, all worded for people.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, stop.set)
    async with AsyncExitStack() as stack:
        stack.enter_context(Lease(sqlite_path(settings.database_url)))
        await migrations.upgrade(settings.database_url)
        db = Database.open(settings.database_url)
        stack.push_async_callback(db.close)
        shop = build(settings, db, clock=SystemClock())
        await stack.enter_async_context(shop.supplier)
        await _check_key(shop)
        # Told to stop before it was open: there is nothing to finish.
        stack.enter_context(suppress(Stopped))
        await shop.intake.connect(stop)
        stack.push_async_callback(shop.application.shutdown)
        async with _open(shop, stop):
            log.info(
                "the shop is open",
                bot=shop.application.bot.username,
                webhook=settings.webhook_url is not None,
            )
            if settings.webhook_url is None:
                await shop.intake.run_polling(stop)
            else:
                await stop.wait()
            log.info("the shop is closing")
    log.info("the shop is closed")


@asynccontextmanager
async def _open(shop: Shop, stop: asyncio.Event) -> AsyncIterator[None]:
    """Takes up what the last process left, then serves; at the end finishes what is in hand."""
    settings = shop.settings
    async with AsyncExitStack() as stack:
        if lost := await shop.placing.recover():
            log.warning("orders were being placed when the last process ended", orders=lost)
        shop.supervisor.start()
        stack.push_async_callback(shop.supervisor.stop, _WORKERS_SHARE)
        stack.push_async_callback(shop.intake.drain, _UPDATES_SHARE)
        await shop.intake.replay()
        if settings.http_port:
            routes = [health_route(ping=shop.db.ping, troubles=lambda: _troubles(shop))]
            if settings.webhook_url is not None:
                path = urlsplit(settings.webhook_url).path or "/"
                routes += shop.intake.webhook_routes(path, settings.webhook_secret.get_secret_value())
            await stack.enter_async_context(
                serving(Starlette(routes=routes), settings.http_host, settings.http_port)
            )
        if settings.webhook_url is not None:
            await _set_webhook(shop, settings.webhook_url, stop)
        await handlers.tell_menus(shop.application)
        yield


async def _set_webhook(shop: Shop, url: str, stop: asyncio.Event) -> None:
    try:
        await shop.intake.set_webhook(url, shop.settings.webhook_secret.get_secret_value(), stop)
    except BadRequest as error:
        raise StartRefusedError(
            f"Telegram refuses WEBHOOK_URL ({error.message}). It must be an https address that the whole world reaches;"
            " without WEBHOOK_URL the shop works too."
        ) from None


def _troubles(shop: Shop) -> list[str]:
    return [f"the worker {name!r} is late" for name in shop.supervisor.late()] + shop.intake.troubles()


async def _check_key(shop: Shop) -> None:
    """Asks once what the supplier's key may do. A supplier that is away does not stop the start; a wrong kind of key does.

    A refused key does not stop it either: a process that ends is started again, and a few more tries with a bad key lock
    our address out (contract 1.6). The shop opens, buys nothing, and tells the staff.
    """
    try:
        key = await shop.supplier.validate()
    except KeyTrouble as error:
        log.warning("the supplier refuses the key", code=error.code, request_id=error.request_id)
        await shop.alerts.raise_(
            "key_trouble", matter="key", quiet=timedelta(hours=1), error=error.code or ""
        )
        return
    except SupplierError as error:
        log.warning("the supplier is away; its key is not checked", error=str(error))
        return
    wanted = shop.settings.oneclickdz_environment
    if key.environment and key.environment.lower() != wanted:
        raise StartRefusedError(
            f"ONECLICKDZ_API_KEY is a {key.environment.lower()} key, but ONECLICKDZ_ENVIRONMENT says {wanted}. Change one of them."
        )
    if not key.enabled:
        raise StartRefusedError(
            "ONECLICKDZ_API_KEY is switched off. Switch it on in the OneClickDz dashboard."
        )
    if not key.can_order:
        raise StartRefusedError(
            "ONECLICKDZ_API_KEY may only read. The shop needs a READ-WRITE key to place orders."
        )
