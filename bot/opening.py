"""Opening the shop and closing it: what the last process left is taken up, people are served, the key is
checked beside.

A stop takes at most ten seconds from any moment on and loses no work. The parts themselves are made by
`bot.app`.
"""

import asyncio
import gc
import os
import signal
import threading
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
from telegram.error import BadRequest

import handlers
from bot.app import Shop, build
from bot.clock import SystemClock
from bot.key_check import KeyCheck, StartRefusedError
from bot.network.proxies import is_usable
from bot.settings import Settings
from bot.shop.errors import SupplierAwayError
from bot.shop.outbox.supplier_absence import key_refused
from bot.supplier import KeyTrouble
from bot.tasks import ended
from bot.telegram.lease import Lease
from bot.telegram.retry import Stopped, until_stopped
from bot.this_process import ThisProcess
from storage import migrations
from storage.database import Database
from storage.engines import sqlite_path
from storage.trouble import TryTransactionAgainError

if TYPE_CHECKING:
    from bot.http_site import HttpSite

log = structlog.get_logger(__name__)

# Seconds of the ten that a stop may take; what is not finished by then is taken up at the next start.
_UPDATES_SHARE = 3.5
_WORKERS_SHARE = 3.0
_STOP_SECONDS = 9.5
_ASK_AGAIN_SECONDS = 30.0
_KEY_SECONDS = 1.0
"""How long the opening waits for the key's check, so that a wrong kind of key is found before anybody is
served.
"""


async def run_shop(settings: Settings) -> None:
    """Runs the shop until SIGTERM or SIGINT, then stops it within ten seconds with no work lost.

    Raises `StartRefusedError`, `AlreadyRunning`, `DatabaseTooNewError` and `TokenRefused`, all worded for
    people.
    """
    _refuse_proxies(settings)
    stop = _told_to_stop()
    async with AsyncExitStack() as stack:
        if (file := sqlite_path(settings.database_url)) is not None:
            stack.enter_context(Lease(file))
        # Told to stop before it was open: there is nothing to finish.
        stack.enter_context(suppress(Stopped))
        await until_stopped(stop, migrations.upgrade(settings.database_url))
        db = Database.open(settings.database_url)
        stack.push_async_callback(db.close)
        await stack.enter_async_context(db.listening())
        clock = SystemClock()
        process = ThisProcess(db, clock, shared=sqlite_path(settings.database_url) is None)
        await stack.enter_async_context(process)
        await stack.enter_async_context(_beside(process.beats()))
        shop = build(settings, db, clock=clock, process=process)
        site = _site(shop) if settings.http_port else None
        if site is not None:
            # Before anybody is asked: what operators read says also why the shop is not open yet.
            await stack.enter_async_context(site.serving())
        await stack.enter_async_context(shop.supplier)
        key = await stack.enter_async_context(_key_check(shop, stop))
        await shop.intake.connect(stop)
        stack.push_async_callback(shop.application.shutdown)
        await until_stopped(stop, _at_most(_KEY_SECONDS, key.tried()))
        if stop.is_set():
            raise Stopped
        async with _open(shop, site, stop, key):
            # What was made so far lives as long as the process: the collector need not walk it again.
            gc.collect()
            gc.freeze()
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


def _site(shop: Shop) -> "HttpSite":
    from bot.http_site import HttpSite  # noqa: PLC0415 - most shops have no port: see that module

    return HttpSite(shop.settings, shop.operations)


def _refuse_proxies(settings: Settings) -> None:
    for url in (settings.oneclickdz_api_url, settings.telegram_api_url):
        if (proxy := settings.proxy_to(url)) is not None and not is_usable(proxy):
            raise StartRefusedError(
                "The environment names a proxy of a kind that the shop cannot use. Set PROXY_URL to an HTTP proxy, such as"
                " http://proxy.example:3128."
            )


def _told_to_stop() -> asyncio.Event:
    """Set by SIGTERM and SIGINT. Whatever hangs then, the process ends within the ten seconds."""
    stop = asyncio.Event()
    # All that matters is on disk at any moment, and a service manager would kill us a little later.
    at_the_latest = threading.Timer(_STOP_SECONDS, _leave)
    at_the_latest.daemon = True

    def told() -> None:
        if not stop.is_set():
            at_the_latest.start()
        stop.set()

    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, told)
    return stop


def _leave() -> None:
    log.error("the stop takes too long; what is not finished is taken up at the next start")
    os._exit(1)


async def _at_most(seconds: float, wait: Coroutine[Any, Any, None]) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(wait, seconds)


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Runs `work` beside the block, and no longer than the block."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await ended(task, what="what runs beside the shop")


def _key_check(shop: Shop, stop: asyncio.Event) -> KeyCheck:
    async def tell(error: KeyTrouble) -> None:
        async with shop.db.write() as conn:
            await key_refused(conn, shop.services.alerts, error.code)

    wanted = shop.settings.oneclickdz_environment
    return KeyCheck(shop.supplier.validate, tell, wanted=wanted, clock=shop.clock, stop=stop)


@asynccontextmanager
async def _open(
    shop: Shop, site: "HttpSite | None", stop: asyncio.Event, key: KeyCheck
) -> AsyncIterator[None]:
    """Takes up what the last process left, then serves; at the end finishes what is in hand."""
    settings = shop.settings
    async with AsyncExitStack() as stack:
        await shop.services.live_settings.refresh()
        await shop.services.restored_shop.begin()
        if lost := await shop.services.placing.recover():
            log.warning("orders were being placed when the last process ended", orders=lost)
        await shop.services.staff_keeping.sync_owners()
        stack.push_async_callback(shop.supervisor.stop, _WORKERS_SHARE)
        stack.push_async_callback(shop.intake.drain, _UPDATES_SHARE)
        stack.push_async_callback(handlers.close_exports, shop.application)
        await stack.enter_async_context(_beside(_release_workers(shop, key)))
        await shop.intake.replay()
        shop.supervisor.start()  # behind what people wait for since the last process ended
        if settings.webhook_url is not None and site is not None:  # the settings see to its port
            path = urlsplit(settings.webhook_url).path or "/"
            site.deliver_to(shop.intake, path, settings.webhook_secret.get_secret_value())
            await _set_webhook(shop, settings.webhook_url, stop)
        await stack.enter_async_context(_beside(handlers.tell_menus(shop.application)))
        shop.operations.opened(is_open=True)
        stack.callback(shop.operations.opened, is_open=False)
        yield


async def _release_workers(shop: Shop, key: KeyCheck) -> None:
    """What is bought or judged by the supplier's word waits until the key was asked for once."""
    await key.tried()
    if not key.refused:
        await _settle_restored(shop)
        shop.supervisor.release()


async def _settle_restored(shop: Shop) -> None:
    """Over a database that was put back nothing is bought before the supplier said what happened since."""
    restored = shop.services.restored_shop
    while await restored.is_unsettled():
        try:
            await restored.reconcile()
        except (SupplierAwayError, TryTransactionAgainError) as error:
            log.warning("what happened since the backup is asked for again", why=type(error).__name__)
            await shop.clock.sleep(_ASK_AGAIN_SECONDS)


async def _set_webhook(shop: Shop, url: str, stop: asyncio.Event) -> None:
    try:
        await shop.intake.set_webhook(url, shop.settings.webhook_secret.get_secret_value(), stop)
    except BadRequest as error:
        raise StartRefusedError(
            f"Telegram refuses WEBHOOK_URL ({error.message}). It must be an https address that the whole world reaches;"
            " without WEBHOOK_URL the shop works too."
        ) from None
