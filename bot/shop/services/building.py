"""Makes the shop's services, each once. The shop and its tests put them together with the same function."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from bot.clock import Clock
from bot.shop.backups.backups import Backups
from bot.shop.backups.order_giving import OrderGiving
from bot.shop.backups.restored import RestoredShop
from bot.shop.basket.basket import Baskets
from bot.shop.basket.purchase import BasketPurchase
from bot.shop.basket.reorder import BasketReorder
from bot.shop.billing.intake import PaymentIntake
from bot.shop.billing.payment_methods import KnownMethods
from bot.shop.billing.payment_requests import PaymentRequests
from bot.shop.billing.purchase_receipts import PurchaseReceipts
from bot.shop.billing.refunds import Refunds
from bot.shop.billing.refunds_to_payer import RefundsToPayer
from bot.shop.billing.transfers.false_proofs import FalseProofs
from bot.shop.billing.transfers.transfer_proofs import TransferProofs
from bot.shop.billing.waiting_orders import WaitingOrders
from bot.shop.books.daily_close import DailyClose
from bot.shop.broadcasts.broadcasts import Broadcasts
from bot.shop.catalogue.price_list import Pricelist
from bot.shop.chat_settings.live_settings import LiveSettings
from bot.shop.chat_settings.shop_settings import ShopSettings
from bot.shop.figures.exports import Exports
from bot.shop.figures.sales_book import SalesBook
from bot.shop.gifts.gifts import Gifts
from bot.shop.lost_orders.recovery import LostOrderRecovery
from bot.shop.message_data import MessageData
from bot.shop.monitoring.clock_watch import ClockWatch
from bot.shop.monitoring.goods_watch import GoodsWatch
from bot.shop.monitoring.shop_watch import ShopWatch
from bot.shop.orders.checkout import Checkout
from bot.shop.orders.delays import Delays
from bot.shop.orders.history import Orders
from bot.shop.orders.placing import Placing
from bot.shop.orders.supplier_refusals import SupplierRefusals
from bot.shop.orders.tracking import Tracking
from bot.shop.outbox.late_answers import LateAnswers
from bot.shop.people.care import CustomerCare
from bot.shop.people.dossiers import Dossiers
from bot.shop.privacy.erasing import Erasing
from bot.shop.privacy.personal_data import PersonalData
from bot.shop.referrals.referrals import Referrals
from bot.shop.reviews.desk import ReviewDesk
from bot.shop.reviews.requests import ReviewRequests
from bot.shop.reviews.reviews import Reviews
from bot.shop.search.search import Search
from bot.shop.services.shared import build_shared
from bot.shop.services.shop_services import ShopServices
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
from bot.shop.watching.favorites import Favorites
from bot.shop.watching.watcher import Watcher
from bot.supplier import SupplierClient
from bot.this_process import ThisProcess
from storage.database import Database

S = TypeVar("S", bound=ShopSettings)


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
    shared = build_shared(live, db, supplier, clock, process)
    orders = Orders(db, clock)
    tracking = Tracking(
        db,
        supplier,
        clock,
        alerts=shared.alerts,
        referral_rewards=shared.referral_rewards,
        vault=shared.vault,
        poll_interval=settings.poll_interval,
        sandbox=sandbox,
        jitter=jitter or random.Random(),  # noqa: S311 - spreads requests, guards nothing
    )
    lost_orders = LostOrderRecovery(
        db, supplier, clock, alerts=shared.alerts, goods=shared.item_locks, unknown_wait=settings.unknown_wait
    )
    checkout = Checkout(
        db,
        clock,
        catalogue=shared.catalogue,
        rule_store=shared.rule_store,
        promos=shared.promos,
        supplier_float=shared.supplier_float,
        maintenance=shared.maintenance,
        opening_hours=shared.opening_hours,
        quote_seconds=settings.quote_seconds,
    )
    baskets = Baskets(
        db,
        clock,
        catalogue=shared.catalogue,
        rule_store=shared.rule_store,
        promos=shared.promos,
        quote_seconds=settings.quote_seconds,
    )
    pricelist = Pricelist(shared.catalogue, shared.rule_store)
    waiting_orders = WaitingOrders(
        db,
        clock,
        catalogue=shared.catalogue,
        supplier_float=shared.supplier_float,
        maintenance=shared.maintenance,
        alerts=shared.alerts,
        patience=settings.placing_patience,
    )
    payment_requests = PaymentRequests(
        db,
        clock,
        maintenance=shared.maintenance,
        opening_hours=shared.opening_hours,
        supplier_float=shared.supplier_float,
        settings=live,
    )
    payment_intake = PaymentIntake(db, clock, shared.alerts, waiting_orders)
    staff_inbox = StaffInbox(
        db, clock, shared.staff_members, shared.alerts, group_id=settings.support_chat_id
    )
    refunds_to_payer = RefundsToPayer(db, clock, shared.alerts, methods, shared.referral_rewards)
    backups = Backups(
        db,
        clock,
        alerts=shared.alerts,
        members=shared.staff_members,
        plan=settings.backup_plan,
        zone=settings.zone,
        hour=settings.backup_hour,
        part_bytes=settings.backup_part_bytes,
    )
    return ShopServices(
        alerts=shared.alerts,
        backups=backups,
        baskets=baskets,
        basket_purchase=BasketPurchase(
            db,
            clock,
            contents=baskets,
            catalogue=shared.catalogue,
            rule_store=shared.rule_store,
            promos=shared.promos,
            supplier_float=shared.supplier_float,
            maintenance=shared.maintenance,
            opening_hours=shared.opening_hours,
        ),
        basket_reorder=BasketReorder(db, contents=baskets, checkout=checkout),
        broadcasts=Broadcasts(db, clock, shared.customers),
        waiting_orders=waiting_orders,
        catalogue=shared.catalogue,
        checkout=checkout,
        clock_watch=ClockWatch(db, clock, shared.alerts),
        customers=shared.customers,
        customer_care=CustomerCare(db, clock, shared.customers, shared.staff_members),
        dossiers=Dossiers(db, clock, shared.customers),
        erasing=Erasing(db, clock, shared.staff_members, shared.vault),
        personal_data=PersonalData(db),
        exports=Exports(db, clock, shared.days),
        goods_watch=GoodsWatch(
            db,
            clock,
            shared.alerts,
            catalogue=shared.catalogue,
            cost_watch=shared.cost_watch,
            rule_store=shared.rule_store,
            days=shared.days,
        ),
        favorites=Favorites(db, clock, shared.catalogue),
        gifts=Gifts(db, clock, shared.alerts),
        admin_overview=AdminOverview(
            db,
            clock,
            maintenance=shared.maintenance,
            supplier_float=shared.supplier_float,
            customers=shared.customers,
            backups=backups,
            days=shared.days,
        ),
        daily_close=DailyClose(
            db,
            supplier,
            clock,
            alerts=shared.alerts,
            methods=methods,
            zone=settings.zone,
            close_hour=settings.close_hour,
            tells_days=lambda: live.now.daily_summary,
            sandbox=sandbox,
        ),
        live_settings=live,
        looks=LookLimits(clock),
        opening_hours=shared.opening_hours,
        orders=orders,
        message_data=MessageData(db, clock, shared.customers, shared.wallet, shared.vault),
        refunds_to_payer=refunds_to_payer,
        order_giving=OrderGiving(db, clock, shared.customers),
        payment_intake=payment_intake,
        payment_requests=payment_requests,
        placing=Placing(
            db,
            supplier,
            clock,
            alerts=shared.alerts,
            catalogue=shared.catalogue,
            goods=shared.item_locks,
            refusals=SupplierRefusals(
                shared.alerts, shared.maintenance, send_ref=settings.oneclickdz_send_ref
            ),
            process=process,
            poll_interval=settings.poll_interval,
            patience=settings.placing_patience,
        ),
        process=process,
        pricelist=pricelist,
        product_guides=shared.product_guides,
        quiet_hours=shared.quiet_hours,
        promos=shared.promos,
        false_proofs=FalseProofs(db, clock, shared.alerts, shared.staff_members, refunds_to_payer),
        transfer_proofs=TransferProofs(
            db,
            clock,
            alerts=shared.alerts,
            methods=methods,
            customers=shared.customers,
            payment_intake=payment_intake,
            members=shared.staff_members,
            settings=live,
            day_began=lambda at: shared.days.span(shared.days.day_at(at))[0],
        ),
        referrals=Referrals(db, clock, shared.staff_members, live, marks_of=shared.vault.marks_of),
        refunds=Refunds(db, clock, refunds_to_payer, shared.referral_rewards),
        purchase_receipts=PurchaseReceipts(db),
        restored_shop=RestoredShop(
            db,
            supplier,
            clock,
            alerts=shared.alerts,
            catalogue=shared.catalogue,
            investigation=lost_orders.investigation,
        ),
        review=Review(
            db, supplier, clock, customers=shared.customers, lost_orders=lost_orders, tracking=tracking
        ),
        reviews=Reviews(db, clock, live),
        review_desk=ReviewDesk(db, clock),
        review_requests=ReviewRequests(db, clock, live),
        rule_store=shared.rule_store,
        sales_book=SalesBook(
            db, clock, shared.days, alerts=shared.alerts, tells_weeks=lambda: live.now.weekly_summary
        ),
        search=Search(shared.catalogue, shared.product_guides, shared.rule_store, clock),
        shop_watch=ShopWatch(
            db,
            clock,
            shared.alerts,
            shared.supplier_float,
            shared.days,
            folders=settings.backup_plan.folders,
            clock_ahead=clock_ahead,
        ),
        late_answers=LateAnswers(db, clock),
        shortcuts=Shortcuts(db, clock, shared.catalogue, shared.rule_store),
        lost_orders=lost_orders,
        maintenance=shared.maintenance,
        staff_inbox=staff_inbox,
        support=Support(db, clock, shared.customers, staff_inbox, live),
        ticket_desk=TicketDesk(db, clock, shared.customers, staff_inbox, live),
        quick_replies=QuickReplies(db, clock),
        supplier_float=shared.supplier_float,
        tracking=tracking,
        vault=shared.vault,
        remembered=RememberedFacts(db, clock),
        staff_actions=StaffActions(db, clock, shared.alerts, shared.maintenance),
        code_reveal=CodeReveal(db, clock, shared.customers, shared.alerts, shared.vault),
        audit_log=AuditLog(db, clock, shared.customers, shared.days),
        order_list=OrderList(db, clock, shared.customers, pricelist, shared.days),
        staff_keeping=StaffKeeping(db, clock, shared.staff_members, shared.customers),
        staff_members=shared.staff_members,
        wallet=shared.wallet,
        wallet_adjustments=WalletAdjustments(
            db,
            clock,
            shared.customers,
            shared.staff_members,
            live,
            days=shared.days,
        ),
        watcher=Watcher(
            db,
            clock,
            catalogue=shared.catalogue,
            maintenance=shared.maintenance,
            opening_hours=shared.opening_hours,
            requests_per_minute=settings.supplier_requests_per_minute,
        ),
        housekeeping=Housekeeping(db, clock, shared.alerts, live),
        delays=Delays(db, clock, live),
    )
