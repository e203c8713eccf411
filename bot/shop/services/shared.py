"""The services that others are made with; they come first."""

from dataclasses import dataclass
from typing import TypeVar

from bot.clock import Clock
from bot.shop.billing.wallet import Wallet
from bot.shop.books.shop_days import ShopDays
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.cost_watch import CostWatch
from bot.shop.chat_settings.live_settings import LiveSettings
from bot.shop.chat_settings.opening_hours import OpeningHours
from bot.shop.chat_settings.shop_settings import ShopSettings
from bot.shop.customers import Customers
from bot.shop.guides.guides import ProductGuides
from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.money import Money
from bot.shop.orders.item_locks import ItemLocks
from bot.shop.orders.supplier_float import SupplierFloat
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.quiet_hours import QuietHours
from bot.shop.prices.promo_codes import Promos
from bot.shop.prices.rule_store import RuleStore
from bot.shop.prices.rules import PriceRule
from bot.shop.referrals.rewards import ReferralRewards
from bot.shop.roles.members import StaffMembers
from bot.shop.vault import Vault
from bot.supplier import SupplierClient
from bot.this_process import ThisProcess
from storage.database import Database

S = TypeVar("S", bound=ShopSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedServices:
    """Those that several others are made with."""

    alerts: Alerts
    catalogue: Catalogue
    cost_watch: CostWatch
    customers: Customers
    days: ShopDays
    item_locks: ItemLocks
    maintenance: MaintenanceSwitch
    opening_hours: OpeningHours
    product_guides: ProductGuides
    promos: Promos
    quiet_hours: QuietHours
    referral_rewards: ReferralRewards
    rule_store: RuleStore
    staff_members: StaffMembers
    supplier_float: SupplierFloat
    vault: Vault
    wallet: Wallet


def build_shared(
    live: LiveSettings[S], db: Database, supplier: SupplierClient, clock: Clock, process: ThisProcess
) -> SharedServices:
    """Makes them; nobody is asked."""
    settings = live.base
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
    item_locks = ItemLocks(process)
    maintenance = MaintenanceSwitch(db, clock, live)
    opening_hours = OpeningHours(clock, live)
    supplier_float = SupplierFloat(db, supplier, clock, alerts, live)
    cost_watch = CostWatch(db, clock, alerts, rule_store, live)
    catalogue = Catalogue(db, supplier, clock, rule_store, alerts=alerts, cost_watch=cost_watch)
    product_guides = ProductGuides(db, clock, catalogue)
    customers = Customers(db, clock, live, marks_of=vault.marks_of)
    wallet = Wallet(db)
    return SharedServices(
        alerts=alerts,
        catalogue=catalogue,
        cost_watch=cost_watch,
        customers=customers,
        days=days,
        item_locks=item_locks,
        maintenance=maintenance,
        opening_hours=opening_hours,
        product_guides=product_guides,
        promos=promos,
        quiet_hours=quiet_hours,
        referral_rewards=ReferralRewards(staff_members, live, marks_of=vault.marks_of),
        rule_store=rule_store,
        staff_members=staff_members,
        supplier_float=supplier_float,
        vault=vault,
        wallet=wallet,
    )
