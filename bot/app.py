"""The one place where the shop is put together: settings, database, clients, services, handlers, workers, in that order.

`build` makes the parts and starts nothing; `bot.opening` runs them. Nothing is made at import time.
"""

import random
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import httpx

import handlers
from bot.clock import Clock
from bot.flood_answers import ShopRefusals
from bot.payments.invoices import Invoices
from bot.payments.method import PaymentMethod
from bot.payments.ocpay import OCPay, OCPayPoller
from bot.payments.service import PaymentService
from bot.payments.stars import StarsReconciler, TelegramStarTransactions
from bot.payments.transfer import Transfers
from bot.settings import Settings
from bot.shop.billing.intake import PaymentIntake
from bot.shop.billing.refunds import Refunds
from bot.shop.billing.refunds_to_payer import RefundsToPayer
from bot.shop.billing.transfer_proofs import TransferProofs
from bot.shop.billing.waiting_orders import WaitingOrders
from bot.shop.billing.wallet import Wallet
from bot.shop.books.daily_close import Ledger
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.price_list import Pricelist
from bot.shop.customers import Customers
from bot.shop.lost_orders.recovery import Settlement
from bot.shop.maintenance import Sign
from bot.shop.message_data import Parcels
from bot.shop.money import Money
from bot.shop.orders.checkout import Checkout
from bot.shop.orders.history import Orders
from bot.shop.orders.item_locks import GoodsLocks
from bot.shop.orders.placing import Placing
from bot.shop.orders.supplier_float import Till
from bot.shop.orders.supplier_refusals import SupplierRefusals
from bot.shop.orders.tracking import Tracking
from bot.shop.outbox.alerts import Alerts
from bot.shop.person_limits import LookLimits
from bot.shop.prices.promo_codes import Promos
from bot.shop.prices.rule_store import Rulebook
from bot.shop.prices.rules import PriceRule
from bot.shop.services import Services
from bot.shop.staff.desk import Desk
from bot.shop.staff.housekeeping import Watch
from bot.shop.staff.order_review import Review
from bot.shop.support.messages import Support
from bot.shop.vault import Vault
from bot.supplier import Budget, SupplierClient
from bot.telegram.application import ShopApplication, build_application
from bot.telegram.conversations import ConversationStore
from bot.telegram.intake import Intake
from bot.telegram.rate_limiter import RateLimiter
from bot.telegram.update_processor import PerPersonProcessor
from bot.workers.orders import Placer, Settler, Tracker
from bot.workers.payments import PaymentWatcher
from bot.workers.rounds import Rounds
from bot.workers.sender import Sender
from bot.workers.supervisor import Supervisor, Worker
from storage.database import Database
from storage.wakeups import WakeUp, Work

_MINUTE = 60.0
# What these do or decide rests on the supplier's word, and a key of the wrong environment would give them wrong answers.
_NEED_THE_KEY = (
    "placer",
    "tracker",
    "settler",
    "payments",
    "links",
    "reconciler",
    "catalogue",
    "float",
    "books",
)


@dataclass(frozen=True, slots=True)
class Shop:
    """All the parts, made and not started."""

    settings: Settings
    clock: Clock
    db: Database
    supplier: SupplierClient
    services: Services
    cashier: PaymentService
    alerts: Alerts
    placing: Placing
    application: ShopApplication
    intake: Intake
    supervisor: Supervisor


def build(
    settings: Settings, db: Database, *, clock: Clock, transport: httpx.AsyncBaseTransport | None = None
) -> Shop:
    """Puts the parts together over an open database. `transport` is the supplier's network, for tests."""
    supplier = SupplierClient(
        base_url=settings.oneclickdz_api_url,
        api_key=settings.oneclickdz_api_key,
        budget=Budget(settings.supplier_requests_per_minute, clock),
        clock=clock,
        send_ref=settings.oneclickdz_send_ref,
        transport=transport,
        proxy=settings.proxy_to(settings.oneclickdz_api_url),
    )
    alerts = Alerts(db, clock, settings.admin_ids)
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
    customers = Customers(db, clock, default_language=settings.default_language)
    wallet = Wallet(db)
    orders = Orders(db, clock)
    placing = Placing(
        db,
        supplier,
        clock,
        alerts=alerts,
        catalogue=catalogue,
        goods=goods,
        refusals=SupplierRefusals(alerts, sign, send_ref=settings.oneclickdz_send_ref),
        poll_interval=settings.poll_interval,
        patience=settings.placing_patience,
    )
    sandbox = settings.oneclickdz_environment == "sandbox"
    tracking = Tracking(
        db,
        supplier,
        clock,
        alerts=alerts,
        vault=vault,
        poll_interval=settings.poll_interval,
        sandbox=sandbox,
        jitter=random.Random(),  # noqa: S311 - spreads requests, guards nothing
    )
    settlement = Settlement(
        db, supplier, clock, alerts=alerts, goods=goods, unknown_wait=settings.unknown_wait
    )
    checkout = Checkout(
        db,
        clock,
        catalogue=catalogue,
        rulebook=rulebook,
        promos=promos,
        till=till,
        sign=sign,
        alerts=alerts,
        quote_seconds=settings.quote_seconds,
    )
    awaiting = WaitingOrders(
        db,
        clock,
        catalogue=catalogue,
        till=till,
        sign=sign,
        alerts=alerts,
        patience=settings.placing_patience,
    )
    paying = PaymentIntake(
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
    paybacks = RefundsToPayer(db, clock, alerts)
    receipts = TransferProofs(
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
        success=lambda customer_id: handlers.paid_on_page(application, customer_id),
        return_url=lambda: settings.ocpay_return_url or f"https://t.me/{application.bot.username}?start=paid",
    )
    cashier = PaymentService(
        paying=paying,
        awaiting=awaiting,
        paybacks=paybacks,
        receipts=receipts,
        refunds=Refunds(db, clock, paybacks),
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
            alerts=alerts,
            zone=settings.zone,
            close_hour=settings.close_hour,
            sandbox=sandbox,
        ),
        support=Support(db, clock, customers, settings.admin_ids),
        looks=LookLimits(clock),
    )
    processor = PerPersonProcessor()
    application = build_application(
        token=settings.bot_token.get_secret_value(),
        api_url=settings.telegram_api_url,
        proxy=settings.proxy_to(settings.telegram_api_url),
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

    refusals = ShopRefusals(
        is_staff=services.desk.is_staff,
        answer_press=lambda update: handlers.refuse_press(application, update),
        clock=clock,
    )
    intake = Intake(application, db, clock, on_set_aside=set_aside, refusals=refusals)
    watch = Watch(db, clock, alerts)
    woken = partial(WakeUp.on, db.wake_ups)
    workers: list[Worker] = [
        Placer(placing, clock, woken(Work.ORDERS_TO_PLACE)),
        Tracker(tracking, clock, woken(Work.ORDERS_TO_TRACK)),
        Settler(settlement, clock, woken(Work.LOST_ORDERS)),
        Sender(db, courier, clock, wake_up=woken(Work.MESSAGES_TO_SEND), customers=customers, alerts=alerts),
        PaymentWatcher(
            "payments", awaiting.round, clock, woken(Work.PAYMENTS_UNDER_WAY), finish=awaiting.finish_looks
        ),
        Rounds("receipts", 1 * _MINUTE, receipts.remind),
        Rounds("catalogue", 10 * _MINUTE, catalogue.refresh_when_old),
        Rounds("float", 5 * _MINUTE, till.watch),
        Rounds("old orders", 5 * _MINUTE, watch.old_orders),
        Rounds("reconciler", 60 * _MINUTE, settlement.reconcile),
        Rounds("tidying", 6 * 60 * _MINUTE, watch.tidy),
        Rounds("inbox", 6 * 60 * _MINUTE, intake.inbox.prune),
        Rounds("books", 5 * _MINUTE, services.ledger.close_when_due),
    ]
    # Also while a way is switched off: what was asked for before may still be paid, and Stars that go back must get there.
    stars = StarsReconciler(
        db,
        clock,
        TelegramStarTransactions(application.bot),
        paying=paying,
        paybacks=paybacks,
        on=settings.stars_rate is not None,
    )
    links = OCPayPoller(db, supplier, clock, alerts, paying=paying, sandbox=sandbox)
    workers += [
        Rounds("stars", 5 * _MINUTE, stars.round, woken(Work.REFUNDS_TO_SEND)),
        PaymentWatcher("links", links.round, clock, woken(Work.LINKS_TO_CHECK), finish=links.finish_looks),
    ]
    supervisor = Supervisor(workers, clock, on_failure=worker_failed, held=_NEED_THE_KEY)
    return Shop(
        settings, clock, db, supplier, services, cashier, alerts, placing, application, intake, supervisor
    )


def _ways(settings: Settings, ocpay: OCPay) -> list[PaymentMethod]:
    """The ways to pay that the merchant has switched on, in the order in which customers see them."""
    ways: list[PaymentMethod] = [ocpay] if settings.ocpay else []
    if settings.stars_rate is not None:
        ways.append(Invoices.stars(settings.stars_rate))
    if (token := settings.card_provider_token.get_secret_value()) and settings.card_rate is not None:
        ways.append(Invoices.card(settings.card_currency, settings.card_rate, token))
    if settings.transfer_accounts:
        ways.append(Transfers(settings.transfer_accounts, settings.transfer_ask_number))
    return ways
