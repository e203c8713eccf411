"""All services of the shop, by their names."""

from dataclasses import dataclass
from typing import Any

from bot.shop.backups.backups import Backups
from bot.shop.backups.order_giving import OrderGiving
from bot.shop.backups.restored import RestoredShop
from bot.shop.basket.basket import Baskets
from bot.shop.basket.purchase import BasketPurchase
from bot.shop.basket.reorder import BasketReorder
from bot.shop.billing.intake import PaymentIntake
from bot.shop.billing.payment_requests import PaymentRequests
from bot.shop.billing.purchase_receipts import PurchaseReceipts
from bot.shop.billing.refunds import Refunds
from bot.shop.billing.refunds_to_payer import RefundsToPayer
from bot.shop.billing.transfers.false_proofs import FalseProofs
from bot.shop.billing.transfers.transfer_proofs import TransferProofs
from bot.shop.billing.waiting_orders import WaitingOrders
from bot.shop.billing.wallet import Wallet
from bot.shop.books.daily_close import DailyClose
from bot.shop.broadcasts.broadcasts import Broadcasts
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.price_list import Pricelist
from bot.shop.chat_settings.live_settings import LiveSettings
from bot.shop.chat_settings.opening_hours import OpeningHours
from bot.shop.customers import Customers
from bot.shop.figures.exports import Exports
from bot.shop.figures.sales_book import SalesBook
from bot.shop.gifts.gifts import Gifts
from bot.shop.guides.guides import ProductGuides
from bot.shop.lost_orders.recovery import LostOrderRecovery
from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.message_data import MessageData
from bot.shop.monitoring.clock_watch import ClockWatch
from bot.shop.monitoring.goods_watch import GoodsWatch
from bot.shop.monitoring.shop_watch import ShopWatch
from bot.shop.orders.checkout import Checkout
from bot.shop.orders.delays import Delays
from bot.shop.orders.history import Orders
from bot.shop.orders.placing import Placing
from bot.shop.orders.supplier_float import SupplierFloat
from bot.shop.orders.tracking import Tracking
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.late_answers import LateAnswers
from bot.shop.outbox.quiet_hours import QuietHours
from bot.shop.people.care import CustomerCare
from bot.shop.people.dossiers import Dossiers
from bot.shop.prices.promo_codes import Promos
from bot.shop.prices.rule_store import RuleStore
from bot.shop.privacy.erasing import Erasing
from bot.shop.privacy.personal_data import PersonalData
from bot.shop.referrals.referrals import Referrals
from bot.shop.reviews.desk import ReviewDesk
from bot.shop.reviews.requests import ReviewRequests
from bot.shop.reviews.reviews import Reviews
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
from bot.this_process import ThisProcess


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopServices:
    """All that the shop's rules offer, to handlers, workers and ways to pay."""

    admin_overview: AdminOverview
    alerts: Alerts
    backups: Backups
    audit_log: AuditLog
    baskets: Baskets
    basket_purchase: BasketPurchase
    basket_reorder: BasketReorder
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
    gifts: Gifts
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
    false_proofs: FalseProofs
    referrals: Referrals
    refunds: Refunds
    purchase_receipts: PurchaseReceipts
    remembered: RememberedFacts
    review: Review
    reviews: Reviews
    review_desk: ReviewDesk
    review_requests: ReviewRequests
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
