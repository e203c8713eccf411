"""A supplier in memory, with the methods of `SupplierClient`: it sells, charges, fulfils, and misbehaves as a
test says.

It keeps its own books (orders, ledger, balance), so that a test can compare what the shop believes with what
was done.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Self

from bot.supplier import (
    CatalogueCategory,
    CatalogueProduct,
    DuplicatedRef,
    Lane,
    NoBalance,
    NotFound,
    OrderPage,
    OutOfStock,
    Placed,
    ProductType,
    ProductTypes,
    RefRefused,
    Refused,
    SupplierOrder,
    Transaction,
    Unavailable,
    Unknown,
)
from tests.fakes.clock import FakeClock
from tests.fakes.database import asked_without_a_connection
from tests.fakes.politeness import others_first

ACCOUNT = "API-213555000111"


@dataclass
class RuleScopeKey:
    """One type on the supplier's shelf."""

    name: str
    cost: Decimal
    stock: int


@dataclass
class Shelf:
    """One product."""

    title: str
    category: str
    region: str | None = None
    enabled: bool = True
    types: dict[str, RuleScopeKey] = field(default_factory=dict)


@dataclass
class Bought:
    """An order as the supplier's own books have it."""

    id: str
    product_id: str
    type_id: str
    quantity: int
    cost: Decimal
    time: datetime
    ref: str | None
    made_at: datetime  # by our clock, whatever the order's own `time` says
    status: str = "HANDLING"
    cards: list[tuple[str, str]] = field(default_factory=list)
    fulfilled_quantity: int | None = None
    fulfilled_amount: Decimal | None = None
    listed: bool = True


class FakeSupplier:
    """`script` holds what the next `place_order` calls do; an empty script accepts.

    A step is a word or an exception to raise without buying: `accept`; `lose` (buys, the answer is lost);
    `vanish` (does not buy, the answer is lost); `hang` (waits for `release` before buying), `hang_after`
    (buys, then waits).
    """

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.shelves: dict[str, Shelf] = {}
        self.balance_now = Decimal(100_000)
        self.bought: dict[str, Bought] = {}
        self.ledger: list[Transaction] = []
        self.script: deque[str | Exception] = deque()
        self.refs = "ignore"  # or echo, prefix, reject, reject_unnamed, duplicate
        self.list_lag = 0.0
        self.cut_rows: frozenset[str] = frozenset()  # fields that the list leaves out: cards, goods, counts
        self.ledger_names_orders = True
        self.failing: dict[str, Exception] = {}  # method -> what it raises
        self.gate: asyncio.Event | None = None  # reads wait for it
        self.asked: Counter[str] = Counter()
        self.sent: list[dict[str, Any]] = []
        self.release = asyncio.Event()
        self.reached = asyncio.Event()
        self.page_size = 100
        self._number = 0

    # What tests do to it.

    def sells(
        self, product_id: str, type_id: str, *, cost: str | int = 1000, stock: int = 50, **shelf: Any
    ) -> RuleScopeKey:
        shelf.setdefault("title", f"Product {product_id}")
        shelf.setdefault("category", "Cards")
        product = self.shelves.setdefault(product_id, Shelf(**shelf))
        goods = RuleScopeKey(f"Type {type_id}", Decimal(cost), stock)
        product.types[type_id] = goods
        return goods

    def accept(self, product_id: str, type_id: str, quantity: int, ref: str | None = None) -> Bought:
        """Books an order, by whomever."""
        goods = self.shelves[product_id].types[type_id]
        self._number += 1
        now = self.clock.true_now()
        order = Bought(f"{self._number:024x}", product_id, type_id, quantity, goods.cost, now, ref, now)
        self.bought[order.id] = order
        goods.stock -= quantity
        self._book("ORDER", -goods.cost * quantity, order.id)
        return order

    def settle(self, order_id: str, outcome: str = "FULFILLED", *, filled: int | None = None) -> Bought:
        """Ends an order; a partial one is filled by half unless said otherwise."""
        order = self.bought[order_id]
        by_outcome = {"FULFILLED": order.quantity, "REFUNDED": 0, "PARTIALLY_FILLED": order.quantity // 2}
        count = by_outcome[outcome] if filled is None else filled
        order.status = outcome
        order.cards = [(f"CODE-{order.id[-6:]}-{n}", f"SERIAL-{order.id[-6:]}-{n}") for n in range(count)]
        order.fulfilled_quantity = count
        order.fulfilled_amount = order.cost * count
        if count < order.quantity:
            self._book("REFUND_ORDER", order.cost * (order.quantity - count), order.id)
        return order

    def only(self) -> Bought:
        """The one order there is."""
        (order,) = self.bought.values()
        return order

    def pays_in(
        self, dinars: int | Decimal, *, names: str | None = None, kind: str = "DEPOSIT", note: str = ""
    ) -> str:
        """Money comes into the account; the line's id."""
        self._book(kind, Decimal(dinars), names, note)
        return self.ledger[-1].id

    @property
    def charges(self) -> int:
        """How often money was taken."""
        return sum(line.type == "ORDER" for line in self.ledger)

    def goes_away(self, *methods: str) -> None:
        """Reads fail (all, or these)."""
        for method in methods or ("balance", "transactions", "catalogue", "product_types", "order", "orders"):
            self.failing[method] = Unavailable("READ_TIMEOUT")

    def comes_back(self) -> None:
        self.failing.clear()

    # What the shop calls.

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def balance(self, *, lane: Lane) -> Decimal:
        await self._asked("balance", lane)
        return self.balance_now

    async def transactions(self, *, since: datetime, until: datetime, lane: Lane) -> list[Transaction]:
        await self._asked("transactions", lane)
        return [line for line in self.ledger if line.time is not None and since <= line.time <= until]

    async def catalogue(self, *, lane: Lane) -> list[CatalogueCategory]:
        await self._asked("catalogue", lane)
        titles = dict.fromkeys(shelf.category for shelf in self.shelves.values())
        return [
            CatalogueCategory(
                title=title,
                products=tuple(
                    CatalogueProduct(id=id_, title=s.title, enabled=s.enabled, region=s.region)
                    for id_, s in self.shelves.items()
                    if s.category == title
                ),
            )
            for title in titles
        ]

    async def product_types(self, product_id: str, *, lane: Lane) -> ProductTypes:
        await self._asked("product_types", lane)
        if (shelf := self.shelves.get(product_id)) is None:
            raise NotFound("NOT_FOUND", 404)
        types = (
            ProductType(id=id_, name=goods.name, cost=goods.cost, stock=goods.stock)
            for id_, goods in shelf.types.items()
        )
        return ProductTypes(product_id=product_id, product_title=shelf.title, types=tuple(types))

    async def place_order(self, *, product_id: str, type_id: str, quantity: int, ref: str | None) -> Placed:
        await self._asked("place_order", Lane.PLACING)
        self.sent.append({"product_id": product_id, "type_id": type_id, "quantity": quantity, "ref": ref})
        step = self.script.popleft() if self.script else "accept"
        if isinstance(step, Exception):
            raise step
        if step == "hang":
            await self._hang()
        if step == "vanish":
            raise Unknown("READ_TIMEOUT")
        goods = self.shelves[product_id].types[type_id]
        if goods.stock < quantity:
            raise OutOfStock("OUT_OF_STOCK", 400)
        if self.balance_now < goods.cost * quantity:
            raise NoBalance("INSUFFICIENT_BALANCE", 403)
        if ref is not None and self.refs in {"reject", "reject_unnamed"}:
            raise (RefRefused if self.refs == "reject" else Refused)("ERR_VALIDATION", 400)
        if ref is not None and (self.refs == "duplicate" or ref in {o.ref for o in self.bought.values()}):
            raise DuplicatedRef("DUPLICATED_REF", 403)
        order = self.accept(product_id, type_id, quantity, ref)
        if step == "hang_after":
            await self._hang()
        if step == "lose":
            raise Unknown("READ_TIMEOUT")
        return Placed(order_id=order.id, order_ref=self._shown_ref(order), request_id=f"req-{order.id[-4:]}")

    async def order(self, order_id: str, *, lane: Lane) -> SupplierOrder:
        await self._asked("order", lane)
        if (order := self.bought.get(order_id)) is None:
            raise NotFound("NOT_FOUND", 404)
        return self._shown(order, cut=frozenset())

    async def orders(self, *, since: datetime, until: datetime, lane: Lane, page: int = 1) -> OrderPage:
        await self._asked("orders", lane)
        rows = self._listed(since, until)
        pages = -(-len(rows) // self.page_size)
        start = (page - 1) * self.page_size
        return OrderPage(
            items=tuple(rows[start : start + self.page_size]),
            page=page,
            total_pages=pages,
            total_results=len(rows),
        )

    async def every_order(self, *, since: datetime, until: datetime, lane: Lane) -> list[SupplierOrder]:
        await self._asked("orders", lane)
        return self._listed(since, until)

    def _listed(self, since: datetime, until: datetime) -> list[SupplierOrder]:
        if since > until:
            raise ValueError("a window's earlier end comes first")
        ripe = self.clock.true_now() - timedelta(seconds=self.list_lag)
        rows = [
            self._shown(order, cut=self.cut_rows)
            for order in self.bought.values()
            if order.listed and since <= order.time <= until and order.made_at <= ripe
        ]
        return rows[::-1]

    def _shown(self, order: Bought, *, cut: Iterable[str]) -> SupplierOrder:
        fields: dict[str, Any] = {
            "order_id": order.id,
            "status": order.status,
            "quantity": order.quantity,
            "product_id": order.product_id,
            "type_id": order.type_id,
            "time": order.time,
            "fulfilled_quantity": order.fulfilled_quantity,
            "fulfilled_amount": order.fulfilled_amount,
            "cards": [{"value": value, "serial": serial} for value, serial in order.cards],
            "order_ref": self._shown_ref(order),
        }
        parts = {
            "cards": ["cards"],
            "goods": ["product_id", "type_id"],
            "counts": ["fulfilled_quantity", "fulfilled_amount"],
        }
        for part in cut:
            for name in parts[part]:
                del fields[name]
        return SupplierOrder(**fields)

    def _shown_ref(self, order: Bought) -> str | None:
        if order.ref is None or self.refs not in {"echo", "prefix"}:
            return None
        return f"{ACCOUNT}-{order.ref}" if self.refs == "prefix" else order.ref

    def _book(self, kind: str, change: Decimal, order_id: str | None, note: str = "") -> None:
        old, self.balance_now = self.balance_now, self.balance_now + change
        self.ledger.append(
            Transaction(
                id=f"t{len(self.ledger)}",
                type=kind,
                amount=abs(change),
                old_balance=old,
                new_balance=self.balance_now,
                object_id=order_id if self.ledger_names_orders else None,
                time=self.clock.true_now(),
                note=note,
            )
        )

    async def _hang(self) -> None:
        self.reached.set()
        await self.release.wait()

    async def _asked(self, method: str, lane: Lane) -> None:
        assert isinstance(lane, Lane)
        asked_without_a_connection()
        self.asked[method] += 1
        await others_first()
        if self.gate is not None and method != "place_order":
            await self.gate.wait()
        if (error := self.failing.get(method)) is not None:
            raise error
