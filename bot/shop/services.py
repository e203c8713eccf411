"""The shop's services under one name, as handlers get them."""

from dataclasses import dataclass

from bot.shop.billing.wallet import Wallet
from bot.shop.books.daily_close import Ledger
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.price_list import Pricelist
from bot.shop.customers import Customers
from bot.shop.orders.checkout import Checkout
from bot.shop.orders.history import Orders
from bot.shop.person_limits import LookLimits
from bot.shop.prices.promo_codes import Promos
from bot.shop.staff.desk import Desk
from bot.shop.staff.order_review import Review
from bot.shop.support.messages import Support


@dataclass(frozen=True, slots=True)
class Services:
    """Made once, in `bot.app`."""

    catalogue: Catalogue
    customers: Customers
    checkout: Checkout
    orders: Orders
    wallet: Wallet
    desk: Desk
    review: Review
    pricelist: Pricelist
    promos: Promos
    ledger: Ledger
    support: Support
    looks: LookLimits
