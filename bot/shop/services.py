"""The shop's services under one name, as handlers get them."""

from dataclasses import dataclass

from bot.shop.catalogue import Catalogue
from bot.shop.checkout import Checkout
from bot.shop.customers import Customers
from bot.shop.desk import Desk
from bot.shop.ledger import Ledger
from bot.shop.looks import LookLimits
from bot.shop.orders import Orders
from bot.shop.pricelist import Pricelist
from bot.shop.promos import Promos
from bot.shop.review import Review
from bot.shop.support import Support
from bot.shop.wallet import Wallet


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
