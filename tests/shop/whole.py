"""The whole shop behind the counter, put together over a database and a fake supplier, without Telegram."""

import json
import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.payments.method import PaymentMethod
from bot.payments.service import PaymentService
from bot.shop.billing.intake import PaymentIntake
from bot.shop.billing.refunds import Refunds
from bot.shop.billing.refunds_to_payer import RefundsToPayer
from bot.shop.billing.transfer_proofs import TransferProofs
from bot.shop.billing.waiting_orders import WaitingOrders
from bot.shop.billing.wallet import Wallet
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.price_list import Pricelist
from bot.shop.customers import Customers
from bot.shop.lost_orders.recovery import Settlement
from bot.shop.maintenance import Sign
from bot.shop.message_data import Parcels
from bot.shop.money import Money
from bot.shop.orders.checkout import Checkout
from bot.shop.orders.history import Orders, OrderView
from bot.shop.orders.item_locks import GoodsLocks
from bot.shop.orders.placing import Placing
from bot.shop.orders.supplier_float import Till
from bot.shop.orders.supplier_refusals import SupplierRefusals
from bot.shop.orders.tracking import Tracking
from bot.shop.outbox.alerts import Alerts
from bot.shop.prices.promo_codes import Promos
from bot.shop.prices.rule_store import Rulebook
from bot.shop.prices.rules import PriceRule
from bot.shop.quotes import Confirmation
from bot.shop.refs import short_key
from bot.shop.staff.desk import Desk
from bot.shop.staff.housekeeping import Watch
from bot.shop.staff.order_review import Review
from bot.shop.vault import Vault
from bot.supplier import SupplierClient
from bot.workers.orders import Placer, Settler, Tracker
from bot.workers.sender import Sender
from storage.columns import AnyRow
from storage.database import Database
from storage.money import entries
from storage.purchases import attempts, orders
from storage.tables import audit_log, messages, metadata
from storage.wakeups import WakeUp, Work
from tests.fakes.clock import FakeClock
from tests.fakes.courier import FakeCourier
from tests.fakes.supplier import FakeSupplier

STAFF, OTHER_STAFF = 2001, 2002
KEY = b"k" * 32


class WholeShop:
    """Every service, made as `bot.app` makes them. Keyword arguments change what a test is about."""

    def __init__(
        self,
        db: Database,
        clock: FakeClock,
        supplier: FakeSupplier | SupplierClient,
        courier: FakeCourier,
        *,
        keys: Sequence[bytes] = (KEY,),
        send_ref: bool = True,
        sandbox: bool = False,
        order_limit: int = 10,
        quote_seconds: int = 600,
        unknown_wait: float = 600,
        patience: float = 1800,
        poll_interval: float = 5,
        low: int = 0,
        margin: str = "5",
        step: int = 10,
        payment_minutes: int = 30,
    ) -> None:
        self.db, self.clock, self.courier = db, clock, courier
        self.supplier: Any = supplier
        self.alerts = Alerts(db, clock, [STAFF])
        self.vault = Vault(keys)
        self.rulebook = Rulebook(
            db,
            clock,
            default=PriceRule(percent=Decimal(margin), step=Money.of_dinars(step)),
            order_limit=order_limit,
            zone=ZoneInfo("Africa/Algiers"),
        )
        self.promos = Promos(db, clock, self.alerts)
        goods = GoodsLocks()
        self.sign = Sign(db, clock)
        self.till = Till(db, self.supplier, clock, self.alerts, low=Money.of_dinars(low))
        self.catalogue = Catalogue(db, self.supplier, clock, self.rulebook, self.alerts)
        self.pricelist = Pricelist(self.catalogue, self.rulebook)
        self.customers = Customers(db, clock, default_language="fr")
        self.wallet = Wallet(db)
        self.orders = Orders(db, clock)
        self.parcels = Parcels(db, self.customers, self.wallet, self.vault)
        self.watch = Watch(db, clock, self.alerts)
        self.placing = Placing(
            db,
            self.supplier,
            clock,
            alerts=self.alerts,
            catalogue=self.catalogue,
            goods=goods,
            refusals=SupplierRefusals(self.alerts, self.sign, send_ref=send_ref),
            poll_interval=poll_interval,
            patience=patience,
        )
        self.tracking = Tracking(
            db,
            self.supplier,
            clock,
            alerts=self.alerts,
            vault=self.vault,
            poll_interval=poll_interval,
            sandbox=sandbox,
            jitter=random.Random(7),
        )
        self.settlement = Settlement(
            db,
            self.supplier,
            clock,
            alerts=self.alerts,
            goods=goods,
            unknown_wait=unknown_wait,
        )
        self.checkout = Checkout(
            db,
            clock,
            catalogue=self.catalogue,
            rulebook=self.rulebook,
            promos=self.promos,
            till=self.till,
            sign=self.sign,
            alerts=self.alerts,
            quote_seconds=quote_seconds,
        )
        self.awaiting = WaitingOrders(
            db,
            clock,
            catalogue=self.catalogue,
            till=self.till,
            sign=self.sign,
            alerts=self.alerts,
            patience=patience,
        )
        self.paying = PaymentIntake(
            db,
            clock,
            alerts=self.alerts,
            sign=self.sign,
            till=self.till,
            checkout=self.checkout,
            awaiting=self.awaiting,
            payment_minutes=payment_minutes,
            topup_least=Money.of_dinars(500),
            topup_most=Money.of_dinars(50_000),
        )
        self.paybacks = RefundsToPayer(db, clock, self.alerts)
        self.receipts = TransferProofs(
            db,
            clock,
            alerts=self.alerts,
            customers=self.customers,
            paying=self.paying,
            awaiting=self.awaiting,
            staff_ids=[STAFF, OTHER_STAFF],
            payment_minutes=payment_minutes,
            remind_minutes=30,
        )
        self.refunds = Refunds(db, clock, self.paybacks)
        self.desk = Desk(
            db,
            clock,
            alerts=self.alerts,
            sign=self.sign,
            till=self.till,
            customers=self.customers,
            orders=self.orders,
            wallet=self.wallet,
            staff_ids=[STAFF],
            zone=ZoneInfo("Africa/Algiers"),
        )
        self.review = Review(
            db,
            self.supplier,
            clock,
            customers=self.customers,
            settlement=self.settlement,
            tracking=self.tracking,
        )
        self.placer = Placer(self.placing, clock, WakeUp.on(db.wake_ups, Work.ORDERS_TO_PLACE))
        self.tracker = Tracker(self.tracking, clock, WakeUp.on(db.wake_ups, Work.ORDERS_TO_TRACK))
        self.settler = Settler(self.settlement, clock, WakeUp.on(db.wake_ups, Work.LOST_ORDERS))
        self.sender = Sender(
            db,
            courier,
            clock,
            wake_up=WakeUp.on(db.wake_ups, Work.MESSAGES_TO_SEND),
            customers=self.customers,
            alerts=self.alerts,
        )

    def cashier(self, *ways: PaymentMethod) -> PaymentService:
        """The cash desk with these ways to pay."""
        return PaymentService(
            paying=self.paying,
            awaiting=self.awaiting,
            paybacks=self.paybacks,
            receipts=self.receipts,
            refunds=self.refunds,
            ways=ways,
        )

    # Ways to get somewhere.

    async def customer(self, user_id: int = 1001, *, dinars: int = 0) -> int:
        """Somebody with so much in the wallet."""
        await self.customers.seen(user_id, first_name=f"C{user_id}", username=None, telegram_language="ar")
        if dinars:
            await self.desk.credit(STAFF, user_id, dinars, None, key=f"start:{user_id}")
        return user_id

    async def quote(
        self, customer_id: int = 1001, quantity: int = 1, *, product: str = "P1", type_: str = "T1"
    ) -> Confirmation:
        """As far as the confirmation."""
        choice = await self.checkout.open(customer_id, short_key(product), short_key(type_), message_id=7)
        return await self.checkout.choose_quantity(customer_id, choice.draft_id, quantity, message_id=7)

    async def buy(
        self, customer_id: int = 1001, quantity: int = 1, *, product: str = "P1", type_: str = "T1"
    ) -> OrderView:
        """A paid order."""
        quote = await self.quote(customer_id, quantity, product=product, type_=type_)
        return await self.checkout.buy(customer_id, quote.draft_id, message_id=7)

    async def place(self) -> None:
        """Places all that is due."""
        due, _ = await self.placing.due(limit=100)
        for order in due:
            await self.placing.place(order)

    async def send(self) -> None:
        """Sends until nothing is due."""
        while True:
            await self.sender.run_once()
            if not self.sender._busy:
                return
            await self.sender.finish()

    # Ways to look.

    async def row(self, order_id: int) -> AnyRow:
        async with self.db.read() as conn:
            return await orders.get(conn, order_id)

    async def status(self, order: OrderView) -> str:
        return str((await self.row(order.id)).status)

    async def attempts(self, order: OrderView) -> list[AnyRow]:
        async with self.db.read() as conn:
            return list(await attempts.of_order(conn, order.id))

    async def attempt(self, order: OrderView) -> AnyRow:
        (attempt,) = await self.attempts(order)
        return attempt

    async def dinars(self, customer_id: int = 1001) -> Decimal:
        async with self.db.read() as conn:
            return Money(await entries.balance(conn, customer_id)).dinars

    async def outbox(self, **where: Any) -> list[AnyRow]:
        query = sa.select(messages).filter_by(**where).order_by(messages.c.id)
        async with self.db.read() as conn:
            return list((await conn.execute(query)).all())

    async def told(self, order: OrderView) -> list[str]:
        """Kinds of the messages about an order, in the order they stand in the outbox."""
        rows = await self.outbox()
        return [row.kind for row in rows if json.loads(row.payload).get("order_id") == order.id]

    async def alerted(self) -> list[str]:
        """Codes of the alerts that the staff were given."""
        rows = await self.outbox(kind="staff_alert")
        return [json.loads(row.payload)["code"] for row in rows]

    async def alert(self, code: str) -> dict[str, Any]:
        """What the one alert with that code says."""
        rows = [json.loads(row.payload) for row in await self.outbox(kind="staff_alert")]
        (found,) = [row["args"] for row in rows if row["code"] == code]
        return dict(found)

    async def audit(self) -> list[AnyRow]:
        async with self.db.read() as conn:
            return list((await conn.execute(sa.select(audit_log).order_by(audit_log.c.id))).all())

    async def count(self, table: str) -> int:
        async with self.db.read() as conn:
            query = sa.select(sa.func.count()).select_from(metadata.tables[table])
            return int((await conn.execute(query)).scalar_one())
