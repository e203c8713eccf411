"""The one place where the shop is put together: settings, database, clients, services, handlers, workers, in that order.

`build` makes the parts and starts nothing; `bot.opening` runs them. Nothing is made at import time.
"""

from dataclasses import dataclass

import handlers
from bot.clients import Outside, supplier_client, telegram_application
from bot.clock import Clock
from bot.flood_answers import ShopRefusals
from bot.payments.invoices import Invoices
from bot.payments.method import PaymentMethod
from bot.payments.ocpay import OCPay, OCPayPoller
from bot.payments.services import Services
from bot.payments.stars import StarsReconciler, TelegramStarTransactions
from bot.payments.transfer import Transfers
from bot.settings import Settings
from bot.shop.services import ShopServices, build_services
from bot.supplier import SupplierClient
from bot.telegram.application import ShopApplication
from bot.telegram.intake import Intake
from bot.workers.roster import roster, supervised
from bot.workers.supervisor import Supervisor
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Shop:
    """All the parts, made and not started."""

    settings: Settings
    clock: Clock
    db: Database
    supplier: SupplierClient
    services: Services
    application: ShopApplication
    courier: handlers.TelegramCourier
    intake: Intake
    supervisor: Supervisor


def build(settings: Settings, db: Database, *, clock: Clock, outside: Outside = Outside()) -> Shop:  # noqa: B008 - frozen
    """Puts the parts together over an open database."""
    supplier = supplier_client(settings, clock, outside)
    application = telegram_application(settings, db, clock, outside)
    shop = build_services(settings, db, supplier, clock)
    services = Services.of(shop, _payment_methods(settings, supplier, shop, application))
    handlers.register(
        application,
        services,
        shop_name=settings.shop_name,
        zone=settings.zone,
        default_language=settings.default_language,
    )
    courier = handlers.TelegramCourier(application, shop.message_data)
    intake = _intake(db, clock, shop, application)
    stars = StarsReconciler(
        db,
        clock,
        TelegramStarTransactions(application.bot),
        paying=shop.paying,
        paybacks=shop.paybacks,
        on=settings.stars_rate is not None,
    )
    sandbox = settings.oneclickdz_environment == "sandbox"
    links = OCPayPoller(db, supplier, clock, shop.alerts, paying=shop.paying, sandbox=sandbox)
    workers = roster(
        shop,
        db,
        clock,
        courier=courier,
        links=links,
        check_stars=stars.round,
        tidy_inbox=intake.inbox.prune,
    )
    supervisor = supervised(workers, clock, shop.alerts)
    return Shop(settings, clock, db, supplier, services, application, courier, intake, supervisor)


def _intake(db: Database, clock: Clock, shop: ShopServices, application: ShopApplication) -> Intake:
    async def set_aside(update_id: int, why: str) -> None:
        await shop.alerts.raise_("update_set_aside", matter=str(update_id), update=update_id, why=why)

    refusals = ShopRefusals(
        is_staff=shop.desk.is_staff,
        answer_press=lambda update: handlers.refuse_press(application, update),
        clock=clock,
    )
    return Intake(application, db, clock, on_set_aside=set_aside, refusals=refusals)


def _payment_methods(
    settings: Settings, supplier: SupplierClient, shop: ShopServices, application: ShopApplication
) -> list[PaymentMethod]:
    """The ways to pay that the merchant has switched on, in the order in which customers see them."""
    ways: list[PaymentMethod] = []
    if settings.ocpay:
        # The bot's own name is known once it is initialized, long before the first link.
        ways.append(
            OCPay(
                supplier,
                shop.alerts,
                sandbox=settings.oneclickdz_environment == "sandbox",
                title=settings.shop_name,
                success=lambda customer_id: handlers.paid_on_page(application, customer_id),
                return_url=lambda: (
                    settings.ocpay_return_url or f"https://t.me/{application.bot.username}?start=paid"
                ),
            )
        )
    if settings.stars_rate is not None:
        ways.append(Invoices.stars(settings.stars_rate))
    if (token := settings.card_provider_token.get_secret_value()) and settings.card_rate is not None:
        ways.append(Invoices.card(settings.card_currency, settings.card_rate, token))
    if settings.transfer_accounts:
        ways.append(Transfers(settings.transfer_accounts, settings.transfer_ask_number))
    return ways
