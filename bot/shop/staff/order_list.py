"""All orders of the shop, as staff look through them and look one up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.clock import Clock
from bot.shop.books.shop_days import ShopDays
from bot.shop.catalogue.price_list import Pricelist
from bot.shop.customers import Customer, Customers
from bot.shop.errors import NotFoundError, SupplierAwayError
from bot.shop.order_status import OrderStatus
from bot.shop.orders.history import OrderView, views
from bot.shop.paging import PAGE_SIZE
from bot.shop.prices.rules import Scope
from bot.shop.refs import typed_ref
from storage.database import Database
from storage.purchases import order_lists, orders
from storage.purchases.order_lists import OrderFilter
from storage.purchases.orders import OrderRow

MOST_FOUND = 8
"""How many products, and how many people, a search offers."""


@dataclass(frozen=True, slots=True)
class OrdersWanted:
    """Which orders are wanted: all, those of a customer, or those of one product, which is that of the order
    `like` (it may not be for sale any more). Of all of them also those in one status, and of one of the
    shop's days.
    """

    status: OrderStatus | None = None
    day: date | None = None
    like: int | None = None
    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class ListedOrder:
    """An order, and what its customer is called."""

    order: OrderView
    customer: str


@dataclass(frozen=True, slots=True)
class OrderListPage:
    """Some orders, newest first. `product`: of which one, if of one only. `has_older`: there are more behind
    them.
    """

    lines: tuple[ListedOrder, ...]
    has_older: bool
    product: str | None = None


@dataclass(frozen=True, slots=True)
class OrderSearch:
    """What somebody typed may mean: one order, or the orders of these products and people. A product is the
    last order of it, by id, and its name.
    """

    order: OrderView | None = None
    products: Sequence[tuple[int, str]] = ()
    people: Sequence[Customer] = ()


class OrderList:
    """Reads; it changes nothing."""

    def __init__(
        self, db: Database, clock: Clock, customers: Customers, pricelist: Pricelist, days: ShopDays
    ) -> None:
        self._db = db
        self._clock = clock
        self._customers = customers
        self._pricelist = pricelist
        self._days = days

    def today(self) -> date:
        """The shop's day."""
        return self._days.day_at(self._clock.now())

    async def page(self, wanted: OrdersWanted, *, behind: int | None = None) -> OrderListPage:
        """A page of what is wanted; `behind`: of the orders before that one, by id."""
        async with self._db.read() as conn:
            like = None if wanted.like is None else await orders.find(conn, wanted.like)
            if wanted.like is not None and like is None:
                return OrderListPage((), has_older=False)
            last = None if behind is None else await orders.find(conn, behind)
            rows = await order_lists.listed(
                conn, self._filter(wanted, like), behind=last, limit=PAGE_SIZE + 1
            )
            shown = await views(conn, rows[:PAGE_SIZE])
            names = {}
            for customer_id in {row.customer_id for row in rows}:
                known = await self._customers.find(conn, customer_id)
                names[customer_id] = str(customer_id) if known is None else known.first_name
        lines = tuple(ListedOrder(order, names[order.customer_id]) for order in shown)
        product = None if like is None else like.product_title
        return OrderListPage(lines, len(rows) > PAGE_SIZE, product)

    async def find(self, text: str) -> OrderSearch:
        """What the text means: a ref, the supplier's number of an order, else a part of the name of a product
        or of a customer, or a customer's number.
        """
        async with self._db.read() as conn:
            row = await orders.by_ref(conn, typed_ref(text))
            row = row or await order_lists.by_supplier_id(conn, text.strip())
            if row is not None:
                return OrderSearch(order=(await views(conn, [row]))[0])
        return OrderSearch(
            products=await self._products(text), people=await self._customers.search(text, most=MOST_FOUND)
        )

    async def _products(self, text: str) -> list[tuple[int, str]]:
        """Products of that name that were ordered at least once."""
        try:
            places = await self._pricelist.find(text)
        except (NotFoundError, SupplierAwayError):
            return []
        titles = {
            place.goods.product_id: place.title
            for place in places
            if place.goods.scope is Scope.PRODUCT and place.goods.product_id
        }
        found = []
        async with self._db.read() as conn:
            for product_id, title in list(titles.items())[:MOST_FOUND]:
                row = await order_lists.newest_of_product(conn, product_id)
                if row is not None:
                    found.append((row.id, title))
        return found

    def _filter(self, wanted: OrdersWanted, like: OrderRow | None) -> OrderFilter:
        since, until = (None, None) if wanted.day is None else self._days.span(wanted.day)
        if like is not None:
            return OrderFilter(product_id=like.product_id)
        if wanted.customer_id is not None:
            return OrderFilter(customer_id=wanted.customer_id)
        return OrderFilter(status=wanted.status, since=since, until=until)
