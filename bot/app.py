"""The one place where the shop is put together: settings, database, clients, services, handlers, workers, in
that order.

`build` makes the parts and starts nothing; `bot.opening` runs them. Nothing is made at import time.
"""

from collections.abc import Callable
from dataclasses import dataclass

import handlers
from bot.clients import Outside, supplier_client, telegram_application
from bot.clock import Clock
from bot.flood_answers import ShopRefusals
from bot.network.server_clocks import ServerClocks
from bot.operations.figures import Figures
from bot.operations.reader import Operations
from bot.operations.readiness import Readiness, TelegramSeen
from bot.operations.shop_figures import ShopFigures
from bot.payments.method import JobParts, MethodParts
from bot.payments.registry import known_methods, payment_methods
from bot.payments.services import Services
from bot.settings import Settings
from bot.settings.from_chat import SETTING_LIST, merged
from bot.shop.chat_settings.live_settings import LiveSettings
from bot.shop.services import ShopServices, build_services
from bot.supplier import Asked, SupplierClient
from bot.telegram.application import ShopApplication
from bot.telegram.incoming.handling import HandledUpdate, SetAside
from bot.telegram.incoming.intake import Intake
from bot.telegram.transport import Called, NotSent
from bot.this_process import ThisProcess
from bot.workers.roster import roster, supervised
from bot.workers.supervisor import Supervisor
from storage import migrations
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
    delivery: handlers.TelegramDelivery
    intake: Intake
    supervisor: Supervisor
    operations: Operations


def build(
    settings: Settings,
    db: Database,
    *,
    clock: Clock,
    process: ThisProcess,
    outside: Outside = Outside(),  # noqa: B008 - frozen
) -> Shop:
    """Puts the parts together over an open database, for a process that lives."""
    known = known_methods()
    figures = Figures(schema=migrations.head(), methods=[each.name for each in known.all])
    telegram_seen = TelegramSeen(clock)

    server_clocks = ServerClocks(clock)

    def supplier_asked(one: Asked) -> None:
        figures.supplier_asked(one)
        server_clocks.heard(one.date)

    def telegram_called(one: Called) -> None:
        figures.telegram_called(one)
        telegram_seen.called(one)
        server_clocks.heard(one.date)

    supplier = supplier_client(settings, db, clock, outside, process=process, on_asked=supplier_asked)
    application = telegram_application(settings, db, clock, outside, on_called=telegram_called)
    live = LiveSettings(db, clock, base=settings, merge=merged, listed=SETTING_LIST)
    shop = build_services(live, db, supplier, clock, known, process=process, clock_ahead=server_clocks.ahead)
    methods = payment_methods(_method_parts(live, supplier, shop, application))
    services = Services.of(shop, methods)
    handlers.register(
        application,
        services,
        zone=settings.zone,
    )
    delivery = handlers.TelegramDelivery(application, shop.message_data)
    broadcast_delivery = handlers.BroadcastWriter(
        application, is_unreached=lambda error: isinstance(error, NotSent)
    )
    intake = _intake(db, clock, shop, application, process=process, on_handled=figures.update_handled)
    desk = JobParts(db, clock, intake=shop.payment_intake, refunds=shop.refunds_to_payer, bot=application.bot)
    jobs = [job for method in methods for job in method.jobs(desk)]
    workers = roster(
        shop,
        db,
        clock,
        delivery=delivery,
        broadcast_delivery=broadcast_delivery,
        method_jobs=jobs,
        tidy_inbox=intake.inbox.prune,
    )
    supervisor = supervised(workers, clock, process, shop.alerts, jobs, on_round=figures.worker_ended)
    shop_figures = ShopFigures(db, process, shop, clock, live)
    operations = Operations(
        figures,
        shop_figures,
        Readiness(shop_figures, telegram_seen, late=supervisor.late, intake=intake.troubles),
        db=db,
        process=process,
        budget=supplier.budget,
        intake=intake,
        supervisor=supervisor,
    )
    return Shop(
        settings,
        clock,
        db,
        process,
        supplier,
        services,
        application,
        delivery,
        intake,
        supervisor,
        operations,
    )


def _intake(
    db: Database,
    clock: Clock,
    shop: ShopServices,
    application: ShopApplication,
    *,
    process: ThisProcess,
    on_handled: Callable[[HandledUpdate], None],
) -> Intake:
    async def set_aside(update_id: int, why: SetAside) -> None:
        await shop.alerts.raise_("update_set_aside", matter=str(update_id), update=update_id, why=why)

    refusals = ShopRefusals(
        is_staff=shop.staff_members.is_staff,
        answer_press=lambda update: handlers.refuse_press(application, update),
        clock=clock,
        without_secrets=handlers.without_tokens,
    )
    return Intake(
        application,
        db,
        clock,
        on_set_aside=set_aside,
        refusals=refusals,
        on_handled=on_handled,
        without_secrets=handlers.without_tokens,
        process=process,
    )


def _method_parts(
    settings: LiveSettings[Settings],
    supplier: SupplierClient,
    shop: ShopServices,
    application: ShopApplication,
) -> MethodParts:
    # The bot's own name is known once it is initialized, long before anybody is sent to a page.
    return MethodParts(
        settings,
        supplier,
        shop.alerts,
        thanks=lambda customer_id: handlers.paid_on_page(application, customer_id),
        way_back=lambda: f"https://t.me/{application.bot.username}?start=paid",
    )
