"""The whole shop behind the counter, put together over a database and a fake supplier, without Telegram."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.backup.plan import BackupPlan
from bot.payments.method import PaymentMethod
from bot.payments.registry import known_methods
from bot.payments.service import PaymentService
from bot.payments.services import Services
from bot.shop.billing.requests import PaymentRequest
from bot.shop.chat_settings.live_settings import LiveSettings
from bot.shop.chat_settings.setting_list import SettingList
from bot.shop.errors import BadSettingError
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from bot.shop.quotes import Confirmation
from bot.shop.refs import short_key
from bot.shop.services import build_services
from bot.supplier import SupplierClient
from bot.this_process import ThisProcess
from bot.workers.roster import order_workers, sender
from storage.database import Database
from storage.money import entries
from storage.purchases import attempts, orders
from storage.purchases.attempts import AttemptRow
from storage.purchases.orders import OrderRow
from storage.tables import audit_log, messages, metadata
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier

STAFF, OTHER_STAFF = 2001, 2002
KEY = b"k" * 32
ZONE = ZoneInfo("Africa/Algiers")
NO_BACKUPS = BackupPlan("", None, Path("nowhere"), timedelta(days=14))


def dinars(amount: int | str) -> Money:
    return Money.of_dinars(Decimal(amount))


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Settings as `bot.settings` gives them, for a test to change."""

    admin_ids: Sequence[int] = (STAFF,)
    cashier_day_limit: int = 20_000
    cashier_receipts_day_limit: int = 100_000
    ask_above: int = 20_000
    invite_reward: int = 0
    invite_percent: int = 0
    invite_month_limit: int = 10
    encryption_key_bytes: bytes = KEY
    encryption_keys_old_bytes: Sequence[bytes] = ()
    default_language: str = "fr"
    offered_languages: Sequence[str] = ("ar", "fr", "en")
    opening_hours: str = ""
    quiet_hours: str = ""
    zone: ZoneInfo = ZONE
    margin_percent: Decimal = Decimal(5)
    price_step: int = 10
    order_limit: int = 10
    quote_seconds: int = 600
    low_float: int = 0
    price_jump_percent: int = 10
    supplier_away_minutes: int = 10
    order_late_minutes: int = 60
    close_hour: int = 0
    take_reviews: bool = True
    daily_summary: bool = True
    weekly_summary: bool = True
    payment_minutes: int = 30
    topup_least: int = 500
    topup_most: int = 50_000
    transfer_remind_minutes: int = 30
    support_remind_minutes: int = 30
    support_chat_id: int | None = None
    oneclickdz_environment: str = "production"
    oneclickdz_send_ref: bool = True
    supplier_requests_per_minute: int = 60
    poll_interval: float = 5
    placing_patience: float = 1800
    unknown_wait: float = 600
    backup_plan: BackupPlan = NO_BACKUPS
    backup_hour: int = 3
    backup_part_bytes: int | None = None


def set_in_chat(terms: Terms, values: Mapping[str, str]) -> Terms:
    """The terms with these values, as numbers where they are numbers."""
    for key in values:
        if not hasattr(terms, key):
            raise BadSettingError(key)
    return replace(
        terms, **{key: int(value) if value.isdecimal() else value for key, value in values.items()}
    )


class WholeShop:
    """Every service, by its name in `bot.shop.services`, and the workers for orders and messages.

    `process` is one of several over this database; without it nobody else runs, as on SQLite. Other keyword
    arguments change the `Terms`.
    """

    def __init__(
        self,
        db: Database,
        clock: FakeClock,
        supplier: FakeSupplier | SupplierClient,
        delivery: FakeDelivery,
        *,
        process: ThisProcess | None = None,
        **changes: Any,
    ) -> None:
        self.db, self.clock, self.delivery = db, clock, delivery
        self.supplier: Any = supplier
        self.process = process or ThisProcess(db, clock, shared=False)
        self.methods = known_methods()
        self.live = LiveSettings(
            db, clock, base=Terms(**changes), merge=set_in_chat, listed=SettingList({}, {}, {})
        )
        self.services = build_services(
            self.live,
            db,
            self.supplier,
            clock,
            self.methods,
            process=self.process,
            jitter=random.Random(7),
        )
        self.placer, self.tracker, self.finder = order_workers(self.services, db, clock)
        self.sender = sender(self.services, db, clock, delivery)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.services, name)

    def cashier(self, *methods: PaymentMethod) -> PaymentService:
        """The cash desk with these payment methods."""
        return Services.of(self.services, methods).payments

    # Ways to get somewhere.

    async def customer(self, user_id: int = 1001, *, dinars: int = 0) -> int:
        """Somebody with so much in the wallet."""
        await self.customers.seen(user_id, first_name=f"C{user_id}", username=None, telegram_language="ar")
        if dinars:
            await self.wallet_adjustments.credit(STAFF, user_id, dinars, None, key=f"start:{user_id}")
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

    async def asks(
        self, desk: PaymentService, way: str, customer_id: int = 1001, quote: Confirmation | None = None
    ) -> tuple[OrderView, PaymentRequest]:
        """An order that waits for its money, and what is asked for it."""
        quote = quote or await self.quote(customer_id)
        ref, request = await desk.pay_draft(customer_id, quote.draft_id, way, message_id=7)
        assert request is not None
        return await self.orders.view(customer_id, ref), request

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

    async def row(self, order_id: int) -> OrderRow:
        async with self.db.read() as conn:
            return await orders.get(conn, order_id)

    async def status(self, order: OrderView) -> str:
        return str((await self.row(order.id)).status)

    async def attempts(self, order: OrderView) -> list[AttemptRow]:
        async with self.db.read() as conn:
            return list(await attempts.of_order(conn, order.id))

    async def attempt(self, order: OrderView) -> AttemptRow:
        (attempt,) = await self.attempts(order)
        return attempt

    async def dinars(self, customer_id: int = 1001) -> Decimal:
        async with self.db.read() as conn:
            return Money(await entries.balance(conn, customer_id)).dinars

    async def outbox(self, **where: Any) -> list[sa.Row[Any]]:
        query = sa.select(messages).filter_by(**where).order_by(messages.c.id)
        async with self.db.read() as conn:
            return list((await conn.execute(query)).all())

    async def told(self, order: OrderView) -> list[str]:
        """Kinds of the messages about an order, in the order they stand in the outbox."""
        rows = await self.outbox()
        return [row.kind for row in rows if json.loads(row.payload).get("order_id") == order.id]

    async def alerted(self) -> list[str]:
        """Codes of the alerts that each of the staff was given."""
        rows = await self.outbox(kind="staff_alert", chat_id=STAFF)
        return [json.loads(row.payload)["code"] for row in rows]

    async def alert(self, code: str) -> dict[str, Any]:
        """What the one alert with that code says."""
        rows = [json.loads(row.payload) for row in await self.outbox(kind="staff_alert", chat_id=STAFF)]
        (found,) = [row["args"] for row in rows if row["code"] == code]
        return dict(found)

    async def audit(self) -> list[sa.Row[Any]]:
        async with self.db.read() as conn:
            return list((await conn.execute(sa.select(audit_log).order_by(audit_log.c.id))).all())

    async def count(self, table: str) -> int:
        async with self.db.read() as conn:
            query = sa.select(sa.func.count()).select_from(metadata.tables[table])
            return int((await conn.execute(query)).scalar_one())
