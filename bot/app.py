"""The one place where the shop is put together: settings, database, clients, services, handlers, workers, in
that order.

`build` makes the parts and starts nothing; `bot.opening` runs them. Nothing is made at import time.
"""

from dataclasses import dataclass

import handlers
from bot.clients import Outside, supplier_client, telegram_application
from bot.clock import Clock
from bot.flood_answers import ShopRefusals
from bot.payments.method import JobParts, MethodParts
from bot.payments.registry import known_methods, payment_methods
from bot.payments.services import Services
from bot.settings import Settings
from bot.shop.services import ShopServices, build_services
from bot.supplier import SupplierClient
from bot.telegram.application import ShopApplication
from bot.telegram.incoming.intake import Intake
from bot.this_process import ThisProcess
from bot.workers.roster import roster, supervised
from bot.workers.supervisor import Supervisor
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Shop:
    """All the parts, made and not started."""

    settings: Settings
    clock: Clock
    db: Database
    process: ThisProcess
    supplier: SupplierClient
    services: Services
    application: ShopApplication
    courier: handlers.TelegramCourier
    intake: Intake
    supervisor: Supervisor


def build(
    settings: Settings,
    db: Database,
    *,
    clock: Clock,
    process: ThisProcess,
    outside: Outside = Outside(),  # noqa: B008 - frozen
) -> Shop:
    """Puts the parts together over an open database, for a process that lives."""
    supplier = supplier_client(settings, clock, outside)
    application = telegram_application(settings, db, clock, outside)
    shop = build_services(settings, db, supplier, clock, known_methods())
    methods = payment_methods(_method_parts(settings, supplier, shop, application))
    services = Services.of(shop, methods)
    handlers.register(
        application,
        services,
        shop_name=settings.shop_name,
        zone=settings.zone,
        default_language=settings.default_language,
    )
    courier = handlers.TelegramCourier(application, shop.message_data)
    intake = _intake(db, clock, shop, application)
    desk = JobParts(db, clock, intake=shop.payment_intake, refunds=shop.refunds_to_payer, bot=application.bot)
    jobs = [job for method in methods for job in method.jobs(desk)]
    workers = roster(
        shop,
        db,
        clock,
        courier=courier,
        method_jobs=jobs,
        tidy_inbox=intake.inbox.prune,
    )
    supervisor = supervised(workers, clock, shop.alerts, jobs)
    return Shop(settings, clock, db, process, supplier, services, application, courier, intake, supervisor)


def _intake(db: Database, clock: Clock, shop: ShopServices, application: ShopApplication) -> Intake:
    async def set_aside(update_id: int, why: str) -> None:
        await shop.alerts.raise_("update_set_aside", matter=str(update_id), update=update_id, why=why)

    refusals = ShopRefusals(
        is_staff=shop.staff_members.is_staff,
        answer_press=lambda update: handlers.refuse_press(application, update),
        clock=clock,
    )
    return Intake(application, db, clock, on_set_aside=set_aside, refusals=refusals)


def _method_parts(
    settings: Settings, supplier: SupplierClient, shop: ShopServices, application: ShopApplication
) -> MethodParts:
    # The bot's own name is known once it is initialized, long before anybody is sent to a page.
    return MethodParts(
        settings,
        supplier,
        shop.alerts,
        thanks=lambda customer_id: handlers.paid_on_page(application, customer_id),
        way_back=lambda: f"https://t.me/{application.bot.username}?start=paid",
    )
