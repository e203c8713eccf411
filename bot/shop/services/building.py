"""The shop's services, each made once. The shop and its tests put them together with the same function."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from bot.clock import Clock
from bot.shop.backups.backups import Backups
from bot.shop.backups.order_giving import OrderGiving
from bot.shop.backups.restored import RestoredShop
from bot.shop.basket.basket import Baskets
from bot.shop.basket.purchase import BasketPurchase
from bot.shop.billing.intake import PaymentIntake
from bot.shop.billing.payment_methods import KnownMethods
from bot.shop.billing.payment_requests import PaymentRequests
from bot.shop.billing.purchase_receipts import PurchaseReceipts
from bot.shop.billing.refunds import Refunds
from bot.shop.billing.refunds_to_payer import RefundsToPayer
from bot.shop.billing.transfers.transfer_proofs import TransferProofs
from bot.shop.billing.waiting_orders import WaitingOrders
from bot.shop.billing.wallet import Wallet
from bot.shop.books.daily_close import DailyClose
from bot.shop.books.shop_days import ShopDays
from bot.shop.broadcasts.broadcasts import Broadcasts
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.cost_watch import CostWatch
from bot.shop.catalogue.price_list import Pricelist
from bot.shop.chat_settings.live_settings import LiveSettings
from bot.shop.chat_settings.opening_hours import OpeningHours
from bot.shop.chat_settings.shop_settings import ShopSettings
from bot.shop.customers import Customers
from bot.shop.figures.exports import Exports
from bot.shop.figures.sales_book import SalesBook
from bot.shop.guides.guides import ProductGuides
from bot.shop.lost_orders.recovery import LostOrderRecovery
from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.message_data import MessageData
from bot.shop.money import Money
from bot.shop.monitoring.clock_watch import ClockWatch
from bot.shop.monitoring.goods_watch import GoodsWatch
from bot.shop.monitoring.shop_watch import ShopWatch
from bot.shop.orders.checkout import Checkout
from bot.shop.orders.delays import Delays
from bot.shop.orders.history import Orders
from bot.shop.orders.item_locks import ItemLocks
from bot.shop.orders.placing import Placing
from bot.shop.orders.supplier_float import SupplierFloat
from bot.shop.orders.supplier_refusals import SupplierRefusals
from bot.shop.orders.tracking import Tracking
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.late_answers import LateAnswers
from bot.shop.outbox.quiet_hours import QuietHours
from bot.shop.people.care import CustomerCare
from bot.shop.people.dossiers import Dossiers
from bot.shop.prices.promo_codes import Promos
from bot.shop.prices.rule_store import RuleStore
from bot.shop.prices.rules import PriceRule
from bot.shop.privacy.erasing import Erasing
from bot.shop.privacy.personal_data import PersonalData
from bot.shop.roles.members import StaffMembers
from bot.shop.search.search import Search
from bot.shop.shortcuts.shortcuts import Shortcuts
from bot.shop.staff.actions import StaffActions
from bot.shop.staff.admin_overview import AdminOverview
from bot.shop.staff.audit import AuditLog
from bot.shop.staff.code_reveal import CodeReveal
from bot.shop.staff.housekeeping import Housekeeping
from bot.shop.staff.keeping import StaffKeeping
from bot.shop.staff.order_list import OrderList
from bot.shop.staff.order_review import Review
from bot.shop.staff.remembered import RememberedFacts
from bot.shop.staff.wallet_adjustments import WalletAdjustments
from bot.shop.supplier_access.person_limits import LookLimits
from bot.shop.support.desk import TicketDesk
from bot.shop.support.inbox import StaffInbox
from bot.shop.support.messages import Support
from bot.shop.support.quick_replies import QuickReplies
from bot.shop.vault import Vault
from bot.shop.watching.favorites import Favorites
from bot.shop.watching.watcher import Watcher
from bot.supplier import SupplierClient
from bot.this_process import ThisProcess
from storage.database import Database

S = TypeVar("S", bound=ShopSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopServices:
    """All that the shop's rules offer, to handlers, workers and ways to pay."""

    admin_overview: AdminOverview
    alerts: Alerts
    backups: Backups
    audit_log: AuditLog
    baskets: Baskets
    basket_purchase: BasketPurchase
    code_reveal: CodeReveal
    order_list: OrderList
    broadcasts: Broadcasts
    waiting_orders: WaitingOrders
    catalogue: Catalogue
    checkout: Checkout
    clock_watch: ClockWatch
    erasing: Erasing
    exports: Exports
    goods_watch: GoodsWatch
    favorites: Favorites
    customers: Customers
    customer_care: CustomerCare
    dossiers: Dossiers
    daily_close: DailyClose
    late_answers: LateAnswers
    live_settings: LiveSettings[Any]
    looks: LookLimits
    opening_hours: OpeningHours
    orders: Orders
    message_data: MessageData
    refunds_to_payer: RefundsToPayer
    order_giving: OrderGiving
    payment_intake: PaymentIntake
    payment_requests: PaymentRequests
    placing: Placing
    process: ThisProcess
    personal_data: PersonalData
    pricelist: Pricelist
    product_guides: ProductGuides
    quiet_hours: QuietHours
    promos: Promos
    transfer_proofs: TransferProofs
    refunds: Refunds
    purchase_receipts: PurchaseReceipts
    remembered: RememberedFacts
    review: Review
    restored_shop: RestoredShop
    rule_store: RuleStore
    sales_book: SalesBook
    search: Search
    shop_watch: ShopWatch
    shortcuts: Shortcuts
    lost_orders: LostOrderRecovery
    maintenance: MaintenanceSwitch
    staff_actions: StaffActions
    staff_keeping: StaffKeeping
    staff_members: StaffMembers
    staff_inbox: StaffInbox
    support: Support
    ticket_desk: TicketDesk
    quick_replies: QuickReplies
    supplier_float: SupplierFloat
    tracking: Tracking
    vault: Vault
    wallet: Wallet
    wallet_adjustments: WalletAdjustments
    watcher: Watcher
    housekeeping: Housekeeping
    delays: Delays


def build_services(
    live: LiveSettings[S],
    db: Database,
    supplier: SupplierClient,
    clock: Clock,
    methods: KnownMethods,
    *,
    process: ThisProcess,
    clock_ahead: Callable[[], timedelta | None] = lambda: None,
    jitter: random.Random | None = None,
) -> ShopServices:
    """Makes them all; nothing is started and nobody is asked. `jitter` spreads requests over time;
    `clock_ahead` says how far our clock is ahead of those who answer us, None: nobody knows.

    Those that need a setting which owners change in the chat are handed `live`, and ask at the moment of use.
    """
    settings = live.base
    sandbox = settings.oneclickdz_environment == "sandbox"
    days = ShopDays(settings.zone, settings.close_hour)
    staff_members = StaffMembers(db, settings.admin_ids)
    quiet_hours = QuietHours(db, clock, live)
    alerts = Alerts(db, clock, staff_members, quiet_hours)
    vault = Vault([settings.encryption_key_bytes, *settings.encryption_keys_old_bytes])
    rule_store = RuleStore(
        db,
        clock,
        live,
        default=PriceRule(percent=settings.margin_percent, step=Money.of_dinars(settings.price_step)),
        zone=settings.zone,
    )
    promos = Promos(db, clock, alerts)
    goods = ItemLocks(process)
    maintenance = MaintenanceSwitch(db, clock, live)
    opening_hours = OpeningHours(clock, live)
    supplier_float = SupplierFloat(db, supplier, clock, alerts, live)
    cost_watch = CostWatch(db, clock, alerts, rule_store, live)
    catalogue = Catalogue(db, supplier, clock, rule_store, alerts=alerts, cost_watch=cost_watch)
    product_guides = ProductGuides(db, clock, catalogue)
    customers = Customers(db, clock, live)
    wallet = Wallet(db)
    orders = Orders(db, clock)
    tracking = Tracking(
        db,
        supplier,
        clock,
        alerts=alerts,
        vault=vault,
        poll_interval=settings.poll_interval,
        sandbox=sandbox,
        jitter=jitter or random.Random(),  # noqa: S311 - spreads requests, guards nothing
    )
    lost_orders = LostOrderRecovery(
        db, supplier, clock, alerts=alerts, goods=goods, unknown_wait=settings.unknown_wait
    )
    checkout = Checkout(
        db,
        clock,
        catalogue=catalogue,
        rule_store=rule_store,
        promos=promos,
        supplier_float=supplier_float,
        maintenance=maintenance,
        opening_hours=opening_hours,
        quote_seconds=settings.quote_seconds,
    )
    baskets = Baskets(
        db,
        clock,
        catalogue=catalogue,
        rule_store=rule_store,
        promos=promos,
        quote_seconds=settings.quote_seconds,
    )
    pricelist = Pricelist(catalogue, rule_store)
    waiting_orders = WaitingOrders(
        db,
        clock,
        catalogue=catalogue,
        supplier_float=supplier_float,
        maintenance=maintenance,
        alerts=alerts,
        patience=settings.placing_patience,
    )
    payment_requests = PaymentRequests(
        db,
        clock,
        maintenance=maintenance,
        opening_hours=opening_hours,
        supplier_float=supplier_float,
        settings=live,
    )
    payment_intake = PaymentIntake(db, clock, alerts, waiting_orders)
    staff_inbox = StaffInbox(db, clock, staff_members, alerts, group_id=settings.support_chat_id)
    refunds_to_payer = RefundsToPayer(db, clock, alerts, methods)
    backups = Backups(
        db,
        clock,
        alerts=alerts,
        members=staff_members,
        plan=settings.backup_plan,
        zone=settings.zone,
        hour=settings.backup_hour,
        part_bytes=settings.backup_part_bytes,
    )
    return ShopServices(
        alerts=alerts,
        backups=backups,
        baskets=baskets,
        basket_purchase=BasketPurchase(
            db,
            clock,
            contents=baskets,
            catalogue=catalogue,
            rule_store=rule_store,
            promos=promos,
            supplier_float=supplier_float,
            maintenance=maintenance,
            opening_hours=opening_hours,
        ),
        broadcasts=Broadcasts(db, clock, customers),
        waiting_orders=waiting_orders,
        catalogue=catalogue,
        checkout=checkout,
        clock_watch=ClockWatch(db, clock, alerts),
        customers=customers,
        customer_care=CustomerCare(db, clock, customers, staff_members),
        dossiers=Dossiers(db, clock, customers),
        erasing=Erasing(db, clock, staff_members),
        personal_data=PersonalData(db),
        exports=Exports(db, clock, days),
        goods_watch=GoodsWatch(
            db,
            clock,
            alerts,
            catalogue=catalogue,
            cost_watch=cost_watch,
            rule_store=rule_store,
            days=days,
        ),
        favorites=Favorites(db, clock, catalogue),
        admin_overview=AdminOverview(
            db,
            clock,
            maintenance=maintenance,
            supplier_float=supplier_float,
            customers=customers,
            backups=backups,
            days=days,
        ),
        daily_close=DailyClose(
            db,
            supplier,
            clock,
            alerts=alerts,
            methods=methods,
            zone=settings.zone,
            close_hour=settings.close_hour,
            tells_days=lambda: live.now.daily_summary,
            sandbox=sandbox,
        ),
        live_settings=live,
        looks=LookLimits(clock),
        opening_hours=opening_hours,
        orders=orders,
        message_data=MessageData(db, clock, customers, wallet, vault),
        refunds_to_payer=refunds_to_payer,
        order_giving=OrderGiving(db, clock, customers),
        payment_intake=payment_intake,
        payment_requests=payment_requests,
        placing=Placing(
            db,
            supplier,
            clock,
            alerts=alerts,
            catalogue=catalogue,
            goods=goods,
            refusals=SupplierRefusals(alerts, maintenance, send_ref=settings.oneclickdz_send_ref),
            process=process,
            poll_interval=settings.poll_interval,
            patience=settings.placing_patience,
        ),
        process=process,
        pricelist=pricelist,
        product_guides=product_guides,
        quiet_hours=quiet_hours,
        promos=promos,
        transfer_proofs=TransferProofs(
            db,
            clock,
            alerts=alerts,
            methods=methods,
            customers=customers,
            payment_intake=payment_intake,
            members=staff_members,
            settings=live,
            day_began=lambda at: days.span(days.day_at(at))[0],
        ),
        refunds=Refunds(db, clock, refunds_to_payer),
        purchase_receipts=PurchaseReceipts(db),
        restored_shop=RestoredShop(
            db,
            supplier,
            clock,
            alerts=alerts,
            catalogue=catalogue,
            investigation=lost_orders.investigation,
        ),
        review=Review(db, supplier, clock, customers=customers, lost_orders=lost_orders, tracking=tracking),
        rule_store=rule_store,
        sales_book=SalesBook(db, clock, days, alerts=alerts, tells_weeks=lambda: live.now.weekly_summary),
        search=Search(catalogue, product_guides, rule_store, clock),
        shop_watch=ShopWatch(
            db,
            clock,
            alerts,
            supplier_float,
            days,
            folders=settings.backup_plan.folders,
            clock_ahead=clock_ahead,
        ),
        late_answers=LateAnswers(db, clock),
        shortcuts=Shortcuts(db, clock, catalogue, rule_store),
        lost_orders=lost_orders,
        maintenance=maintenance,
        staff_inbox=staff_inbox,
        support=Support(db, clock, customers, staff_inbox, live),
        ticket_desk=TicketDesk(db, clock, customers, staff_inbox, live),
        quick_replies=QuickReplies(db, clock),
        supplier_float=supplier_float,
        tracking=tracking,
        vault=vault,
        remembered=RememberedFacts(db, clock),
        staff_actions=StaffActions(db, clock, alerts, maintenance),
        code_reveal=CodeReveal(db, clock, customers, alerts, vault),
        audit_log=AuditLog(db, clock, customers, days),
        order_list=OrderList(db, clock, customers, pricelist, days),
        staff_keeping=StaffKeeping(db, clock, staff_members, customers),
        staff_members=staff_members,
        wallet=wallet,
        wallet_adjustments=WalletAdjustments(
            db,
            clock,
            customers,
            staff_members,
            live,
            days=days,
        ),
        watcher=Watcher(
            db,
            clock,
            catalogue=catalogue,
            maintenance=maintenance,
            opening_hours=opening_hours,
            requests_per_minute=settings.supplier_requests_per_minute,
        ),
        housekeeping=Housekeeping(db, clock, alerts, live),
        delays=Delays(db, clock, live),
    )
