"""The one place where the shop is put together: settings, database, clients, services, handlers, workers, in that order.

`build` makes the parts and starts nothing; `run_shop` runs them until it is told to stop. Nothing is made at import time.
"""

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import structlog
from starlette.applications import Starlette
from telegram.error import BadRequest

import handlers
from bot.clock import Clock, SystemClock
from bot.payments.cashier import Cashier
from bot.payments.invoices import Invoices
from bot.payments.ocpay import OCPay, OCPayWatch
from bot.payments.stars import StarsBooks, TelegramLedger
from bot.payments.transfer import Transfers
from bot.payments.ways import Way
from bot.server import serving
from bot.settings import Settings
from bot.shop.awaiting import Awaiting
from bot.shop.bell import Bells
from bot.shop.catalogue import Catalogue
from bot.shop.checkout import Checkout
from bot.shop.customers import Customers
from bot.shop.delivery import Alerts
from bot.shop.desk import Desk
from bot.shop.goods import GoodsLocks
from bot.shop.ledger import Ledger
from bot.shop.money import Money
from bot.shop.orders import Orders
from bot.shop.parcels import Parcels
from bot.shop.paybacks import Paybacks
from bot.shop.paying import Paying
from bot.shop.placing import Placing
from bot.shop.pricelist import Pricelist
from bot.shop.pricing import PriceRule
from bot.shop.promos import Promos
from bot.shop.receipts import Receipts
from bot.shop.refunds import Refunds
from bot.shop.review import Review
from bot.shop.rulebook import Rulebook
from bot.shop.services import Services
from bot.shop.settlement import Settlement
from bot.shop.sign import Sign
from bot.shop.till import Till
from bot.shop.tracking import Tracking
from bot.shop.vault import Vault
from bot.shop.wallet import Wallet
from bot.shop.watch import Watch
from bot.supplier import Budget, KeyTrouble, SupplierClient, SupplierError
from bot.telegram.application import ShopApplication, build_application
from bot.telegram.conversations import ConversationStore
from bot.telegram.intake import Intake
from bot.telegram.lease import Lease
from bot.telegram.rate_limiter import RateLimiter
from bot.telegram.retry import Stopped
from bot.telegram.update_processor import PerPersonProcessor
from bot.telegram.webhook import health_route
from bot.workers.orders import Placer, Settler, Tracker
from bot.workers.payments import PaymentWatcher
from bot.workers.rounds import Rounds
from bot.workers.sender import Sender
from bot.workers.supervisor import Supervisor, Worker
from storage import migrations
from storage.database import Database, sqlite_path

log = structlog.get_logger(__name__)

# Seconds of the ten that a stop may take; what is not finished by then is taken up at the next start.
_UPDATES_SHARE = 4.0
_WORKERS_SHARE = 4.0
_MINUTE = 60.0


class StartRefusedError(Exception):
    """The shop must not run like this; the text says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Shop:
    """All the parts, made and not started."""

    settings: Settings
    clock: Clock
    db: Database
    supplier: SupplierClient
    services: Services
    cashier: Cashier
    alerts: Alerts
    placing: Placing
    application: ShopApplication
    intake: Intake
    supervisor: Supervisor


def build(
    settings: Settings, db: Database, *, clock: Clock, transport: httpx.AsyncBaseTransport | None = None
) -> Shop:
    """Puts the parts together over an open database. `transport` is the supplier's network, for tests."""
    bells = Bells()
    supplier = SupplierClient(
        base_url=settings.oneclickdz_api_url,
        api_key=settings.oneclickdz_api_key,
        budget=Budget(settings.supplier_requests_per_minute, clock),
        clock=clock,
        send_ref=settings.oneclickdz_send_ref,
        transport=transport,
    )
    alerts = Alerts(db, clock, bells, settings.admin_ids)
    vault = Vault([settings.encryption_key_bytes, *settings.encryption_keys_old_bytes])
    rulebook = Rulebook(
        db,
        clock,
        default=PriceRule(percent=settings.margin_percent, step=Money.of_dinars(settings.price_step)),
        order_limit=settings.order_limit,
        zone=settings.zone,
    )
    promos = Promos(db, clock, alerts)
    goods = GoodsLocks()
    sign = Sign(db, clock)
    till = Till(db, supplier, clock, alerts, low=Money.of_dinars(settings.low_float))
    catalogue = Catalogue(db, supplier, clock, rulebook, alerts)
    customers = Customers(db, clock, bells, default_language=settings.default_language)
    wallet = Wallet(db)
    orders = Orders(db, clock, bells)
    placing = Placing(
        db,
        supplier,
        clock,
        bells=bells,
        alerts=alerts,
        goods=goods,
        send_ref=settings.oneclickdz_send_ref,
        poll_interval=settings.poll_interval,
        patience=settings.placing_patience,
    )
    sandbox = settings.oneclickdz_environment == "sandbox"
    tracking = Tracking(
        db,
        supplier,
        clock,
        bells=bells,
        alerts=alerts,
        vault=vault,
        poll_interval=settings.poll_interval,
        sandbox=sandbox,
        jitter=random.Random(),  # noqa: S311 - spreads requests, guards nothing
    )
    settlement = Settlement(
        db, supplier, clock, bells=bells, alerts=alerts, goods=goods, unknown_wait=settings.unknown_wait
    )
    checkout = Checkout(
        db,
        clock,
        bells,
        catalogue=catalogue,
        rulebook=rulebook,
        promos=promos,
        till=till,
        sign=sign,
        alerts=alerts,
        quote_seconds=settings.quote_seconds,
    )
    awaiting = Awaiting(
        db,
        clock,
        bells,
        catalogue=catalogue,
        rulebook=rulebook,
        till=till,
        sign=sign,
        alerts=alerts,
        patience=settings.placing_patience,
    )
    paying = Paying(
        db,
        clock,
        alerts=alerts,
        sign=sign,
        till=till,
        checkout=checkout,
        awaiting=awaiting,
        payment_minutes=settings.payment_minutes,
        topup_least=Money.of_dinars(settings.topup_least),
        topup_most=Money.of_dinars(settings.topup_most),
    )
    paybacks = Paybacks(db, clock, bells, alerts)
    receipts = Receipts(
        db,
        clock,
        alerts=alerts,
        customers=customers,
        paying=paying,
        awaiting=awaiting,
        staff_ids=settings.admin_ids,
        payment_minutes=settings.payment_minutes,
        remind_minutes=settings.transfer_remind_minutes,
    )
    # The bot's own name is known once it is initialized, long before the first link.
    ocpay = OCPay(
        supplier,
        alerts,
        sandbox=sandbox,
        title=settings.shop_name,
        success=handlers.PAID_ON_PAGE,
        return_url=lambda: settings.ocpay_return_url or f"https://t.me/{application.bot.username}?start=paid",
    )
    cashier = Cashier(
        paying=paying,
        awaiting=awaiting,
        paybacks=paybacks,
        receipts=receipts,
        refunds=Refunds(db, clock, bells, paybacks),
        ways=_ways(settings, ocpay),
    )
    services = Services(
        catalogue=catalogue,
        customers=customers,
        checkout=checkout,
        orders=orders,
        wallet=wallet,
        desk=Desk(
            db,
            clock,
            bells=bells,
            alerts=alerts,
            sign=sign,
            till=till,
            customers=customers,
            orders=orders,
            wallet=wallet,
            staff_ids=settings.admin_ids,
            zone=settings.zone,
        ),
        review=Review(
            db,
            supplier,
            clock,
            bells=bells,
            customers=customers,
            settlement=settlement,
            tracking=tracking,
        ),
        pricelist=Pricelist(catalogue, rulebook),
        promos=promos,
        ledger=Ledger(
            db,
            supplier,
            clock,
            bells=bells,
            alerts=alerts,
            zone=settings.zone,
            close_hour=settings.close_hour,
            sandbox=sandbox,
        ),
    )
    processor = PerPersonProcessor(on_flood=lambda update: handlers.slow_down(application, update))
    application = build_application(
        token=settings.bot_token.get_secret_value(),
        api_url=settings.telegram_api_url,
        processor=processor,
        limiter=RateLimiter(clock),
        persistence=ConversationStore(db),
        context_types=handlers.context_types(),
    )
    handlers.register(
        application,
        services,
        cashier,
        shop_name=settings.shop_name,
        zone=settings.zone,
        default_language=settings.default_language,
    )
    courier = handlers.TelegramCourier(application, Parcels(db, customers, wallet, vault))

    async def set_aside(update_id: int, why: str) -> None:
        await alerts.raise_("update_set_aside", matter=str(update_id), update=update_id, why=why)

    async def worker_failed(name: str, error: Exception) -> None:
        quiet = timedelta(hours=1)
        await alerts.raise_(
            "worker_failed", matter=name, quiet=quiet, worker=name, error=type(error).__name__
        )

    intake = Intake(application, db, clock, on_set_aside=set_aside)
    watch = Watch(db, clock, alerts)
    workers: list[Worker] = [
        Placer(placing, clock, bells),
        Tracker(tracking, clock, bells),
        Settler(settlement, clock, bells),
        Sender(db, courier, clock, bells=bells, customers=customers, alerts=alerts),
        PaymentWatcher("payments", awaiting.round, clock, bells.payments),
        Rounds("receipts", 1 * _MINUTE, receipts.remind),
        Rounds("catalogue", 10 * _MINUTE, catalogue.refresh_when_old),
        Rounds("float", 5 * _MINUTE, till.watch),
        Rounds("old orders", 5 * _MINUTE, watch.old_orders),
        Rounds("reconciler", 60 * _MINUTE, settlement.reconcile),
        Rounds("tidying", 6 * 60 * _MINUTE, watch.tidy),
        Rounds("inbox", 6 * 60 * _MINUTE, intake.inbox.prune),
        Rounds("books", 5 * _MINUTE, services.ledger.close_when_due),
    ]
    if settings.stars_rate is not None:
        ledger = TelegramLedger(application.bot)
        stars = StarsBooks(db, clock, ledger, paying=paying, paybacks=paybacks)
        workers.append(Rounds("stars", 5 * _MINUTE, stars.round, bells.refunds))
    if settings.ocpay:
        links = OCPayWatch(db, supplier, clock, alerts, paying=paying, sandbox=sandbox)
        workers.append(PaymentWatcher("links", links.round, clock, bells.links))
    supervisor = Supervisor(workers, clock, on_failure=worker_failed)
    return Shop(
        settings, clock, db, supplier, services, cashier, alerts, placing, application, intake, supervisor
    )


def _ways(settings: Settings, ocpay: OCPay) -> list[Way]:
    """The ways to pay that the merchant has switched on, in the order in which customers see them."""
    ways: list[Way] = [ocpay] if settings.ocpay else []
    if settings.stars_rate is not None:
        ways.append(Invoices.stars(settings.stars_rate))
    if (token := settings.card_provider_token.get_secret_value()) and settings.card_rate is not None:
        ways.append(Invoices.card(settings.card_currency, settings.card_rate, token))
    if settings.transfer_accounts:
        ways.append(Transfers(settings.transfer_accounts, settings.transfer_ask_number))
    return ways


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
