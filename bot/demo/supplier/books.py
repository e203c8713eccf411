"""The sandbox's books: stock, orders, wallet and transactions, and the rules by which they change.

Knows nothing of HTTP. Amounts are centimes, times are milliseconds UTC. An order is accepted in one step
(stock, wallet, ledger), and ends in one step (cards, money back); the steps in between are nobody's.
"""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from bot.demo.supplier.answers import ApiError, dinars
from bot.demo.supplier.cards import Press
from bot.demo.supplier.catalogue import CardType, Category, Product, catalogue
from bot.demo.supplier.modes import Modes

START_BALANCE: Final = 250_000_00
HANDLING: Final = "HANDLING"
_STATUS: Final = {"fulfilled": "FULFILLED", "partial": "PARTIALLY_FILLED", "refunded": "REFUNDED"}
_TEST_OUTCOMES: Final = {"TEST_REFUND": "refunded", "TEST_PARTIAL": "partial"}


@dataclass
class Order:
    """One accepted order. `sandbox` ones cost nothing and bring made-up cards (§3)."""

    id: str
    product: str
    type: str
    quantity: int
    unit_price: int
    time: int
    sandbox: bool = False
    ref: str | None = None
    status: str = HANDLING
    due: int | None = None
    fulfilled: int = 0
    finished_at: int | None = None
    cards: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Transaction:
    """One line of the account's ledger."""

    id: str
    type: str
    amount: int
    before: int
    after: int
    objid: str
    note: str
    time: int


class Books:
    """Everything the supplier keeps. `changed(what, id)` is called after each change."""

    def __init__(self, now: Callable[[], int], changed: Callable[[str, str], None]) -> None:
        self._now = now
        self._changed = changed
        self._press = Press()
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self.modes = Modes()
        self.categories: list[Category] = []
        self.products: dict[str, Product] = {}
        self.orders: dict[str, Order] = {}
        self.transactions: list[Transaction] = []
        self.balance = 0
        self._refs: set[str] = set()
        self._stock_shelves(catalogue())
        self._enter("DEPOSIT", START_BALANCE, "", "Opening balance")

    # Buying

    def knows_ref(self, ref: str) -> bool:
        """Whether an accepted order already carries this reference."""
        return ref in self._refs

    def buy(self, product_id: str, type_id: str, quantity: int, ref: str | None) -> Order:
        """Accepts an order: takes stock, debits the wallet once, starts its clock. Raises ApiError."""
        product = self.products.get(product_id)
        card_type = next((t for t in product.types if t.id == type_id), None) if product else None
        if product is None or card_type is None:
            raise ApiError(404, "NOT_FOUND", "Product or type not found")
        if not product.enabled or card_type.price <= 0:
            raise ApiError(400, "PRODUCT_UNAVAILABLE", "This product is not available")
        if quantity > card_type.stock:
            raise ApiError(400, "OUT_OF_STOCK", "Not enough cards", details={"available": card_type.stock})
        total = card_type.price * quantity
        if self.modes.no_balance or total > self.balance:
            raise ApiError(
                403,
                "INSUFFICIENT_BALANCE",
                "Your balance is not enough for this order",
                details={"required": dinars(total), "available": dinars(self.balance)},
            )
        card_type.stock -= quantity
        order = self._accept(product_id, type_id, quantity, card_type.price, ref, sandbox=False)
        self._enter("ORDER", -total, order.id, f"{quantity} x {product.title} {card_type.name}")
        self._changed("order", order.id)
        return order

    def buy_in_sandbox(self, product_id: str, type_id: str, quantity: int, ref: str | None) -> Order:
        """Accepts an order of a sandbox key: any ids, no money, no stock."""
        order = self._accept(product_id, type_id, quantity, 0, ref, sandbox=True)
        self._changed("order", order.id)
        return order

    def settle(self, order: Order, outcome: str) -> None:
        """Ends an order: its cards, and the money back for what is missing. Does nothing to one that has
        ended.

        Half of a partial order is delivered; of a single card there is no half, so it is refunded.
        """
        if order.status != HANDLING:
            return
        if timer := self._timers.pop(order.id, None):
            timer.cancel()
        if outcome == "partial" and order.quantity == 1:
            outcome = "refunded"
        order.fulfilled = {"fulfilled": order.quantity, "partial": order.quantity // 2, "refunded": 0}[
            outcome
        ]
        order.status = _STATUS[outcome]
        order.cards = [self._card(order, n) for n in range(1, order.fulfilled + 1)]
        order.due = None
        order.finished_at = self._now()
        back = (order.quantity - order.fulfilled) * order.unit_price
        if back:
            self._enter("REFUND-ORDER", back, order.id, f"{order.quantity - order.fulfilled} not delivered")
        self._changed("order", order.id)

    # By the page's and the tests' hand

    def set_balance(self, centimes: int) -> None:
        """Makes the wallet hold that much, by a deposit or a withdrawal."""
        difference = centimes - self.balance
        if difference:
            self._enter("DEPOSIT" if difference > 0 else "WITHDRAW", difference, "", "By hand")
            self._changed("wallet", "")

    def deposit(self, centimes: int, objid: str, note: str, *, kind: str = "DEPOSIT") -> None:
        """Money that somebody paid in."""
        self._enter(kind, centimes, objid, note)
        self._changed("wallet", objid)

    def type_by_id(self, type_id: str) -> CardType:
        """Raises LookupError when there is none."""
        for product in self.products.values():
            for card_type in product.types:
                if card_type.id == type_id:
                    return card_type
        raise LookupError(f"no type {type_id}")

    # Between two starts

    def dump(self) -> dict[str, Any]:
        """All of it, fit for JSON."""
        return {
            "modes": self.modes.snapshot(),
            "categories": [asdict(category) for category in self.categories],
            "orders": [asdict(order) for order in self.orders.values()],
            "transactions": [asdict(line) for line in self.transactions],
            "balance": self.balance,
            "refs": sorted(self._refs),
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Takes up an earlier `dump`; orders in hand go on."""
        self.stop()
        self.modes = Modes().turned(kept["modes"])
        self._stock_shelves([_category(row) for row in kept["categories"]])
        self.orders = {row["id"]: Order(**row) for row in kept["orders"]}
        self.transactions = [Transaction(**row) for row in kept["transactions"]]
        self.balance = kept["balance"]
        self._refs = set(kept["refs"])
        self._press.remember(card["value"] for order in self.orders.values() for card in order.cards)
        for order in self.orders.values():
            self._wait_for(order)

    def stop(self) -> None:
        """Stops all clocks of orders in hand."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _accept(
        self, product: str, type_: str, quantity: int, price: int, ref: str | None, *, sandbox: bool
    ) -> Order:
        now = self._now()
        order = Order(_object_id(now), product, type_, quantity, price, now, sandbox, ref)
        if self.modes.fulfil_seconds is not None:
            order.due = now + round(self.modes.fulfil_seconds * 1000)
        self.orders[order.id] = order
        if ref is not None:
            self._refs.add(ref)
        self._wait_for(order)
        return order

    def _wait_for(self, order: Order) -> None:
        # Outside a running loop (a snapshot being read) nobody can wait; `world.load` is called inside one.
        if order.status != HANDLING or order.due is None:
            return
        seconds = max(0, order.due - self._now()) / 1000
        self._timers[order.id] = asyncio.get_running_loop().call_later(seconds, self._fall_due, order)

    def _fall_due(self, order: Order) -> None:
        outcome = _TEST_OUTCOMES.get(order.type, "fulfilled") if order.sandbox else self.modes.outcome
        self.settle(order, outcome)

    def _card(self, order: Order, n: int) -> dict[str, str]:
        if order.sandbox:
            return {"value": f"SANDBOX-CARD-{n}", "serial": f"SANDBOX-{n}"}
        product = self.products[order.product]
        return self._press.card(product.code, product.serial)

    def _enter(self, kind: str, amount: int, objid: str, note: str) -> None:
        now = self._now()
        before, self.balance = self.balance, self.balance + amount
        self.transactions.append(
            Transaction(_object_id(now), kind, abs(amount), before, self.balance, objid, note, now)
        )

    def _stock_shelves(self, categories: list[Category]) -> None:
        self.categories = categories
        self.products = {product.id: product for category in categories for product in category.products}


def _category(row: Mapping[str, Any]) -> Category:
    products = [
        Product(**{**product, "types": [CardType(**card_type) for card_type in product["types"]]})
        for product in row["products"]
    ]
    return Category(row["title"], products)


def _object_id(now: int) -> str:
    return f"{now // 1000:08x}{secrets.token_hex(8)}"
