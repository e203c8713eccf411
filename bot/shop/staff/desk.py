"""The merchant's side of the counter: what is going on, wallets by hand, one order in full, the sign on the door.

Every act is in the audit log, in the transaction that does it. Who may act is decided by the settings alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.wallet import EntryPage, Wallet
from bot.shop.customers import Customer, Customers
from bot.shop.errors import BadAmountError, NotEnoughMoneyError, NotFoundError
from bot.shop.maintenance import Closure, MaintenanceSwitch
from bot.shop.money import Money
from bot.shop.order_status import OPEN, UNPAID, OrderStatus
from bot.shop.orders.history import OrderPage, Orders, views
from bot.shop.orders.supplier_float import SupplierFloat
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.messages import REFUSED, MessageKind, MessageState, tell
from bot.shop.outbox.supplier_absence import Away
from bot.shop.paging import paged
from storage.chat import messages
from storage.database import Database
from storage.house import facts, staff
from storage.money import entries, payments, receipts
from storage.purchases import orders
from storage.states import EntryKind, PaymentState, StaffRole

MOST_AT_ONCE = Money.of_dinars(1_000_000)
"""The largest sum that one command books: a slipped finger must not make somebody rich."""
_STUCK_AFTER = timedelta(minutes=15)
KEEP_BEGUN = timedelta(days=30)
"""How long an answer that staff began to give is remembered; its buttons say afterwards that they are old."""
_FLOAT_OLD = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SupplierSeen:
    """What is known of the supplier without asking it: `float` as last read at `float_at`, both None before any reading."""

    away: Away | None
    float: Money | None
    float_at: datetime | None
    now: datetime

    @property
    def float_age(self) -> timedelta:
        """How old the float is."""
        return timedelta(0) if self.float_at is None else self.now - self.float_at

    @property
    def is_float_old(self) -> bool:
        """Whether the float was last read longer ago than several of its regular readings."""
        return self.float_age > _FLOAT_OLD


@dataclass(frozen=True, slots=True)
class Overview:
    """The shop at a glance. "Today" begins at midnight in the shop's time zone."""

    open: int
    stuck: int
    needs_review: int
    receipts: int
    unmatched_payments: int
    failed_today: int
    orders_today: int
    sold_today: Money
    supplier: SupplierSeen
    waiting_messages: int
    parked_messages: int
    failed_messages: int
    closure: Closure | None

    @property
    def maintenance(self) -> bool:
        """Whether nothing is sold now, whoever closed the shop."""
        return self.closure is not None


@dataclass(frozen=True, slots=True)
class CustomerDossier:
    """A customer as the merchant sees them."""

    customer: Customer
    balance: Money
    orders: OrderPage
    entries: EntryPage


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One act of a staff member."""

    at: datetime
    staff_id: int
    action: str
    subject: str
    detail: str | None


class Desk:
    """What staff can see and do, orders in doubt excepted (see `bot.shop.staff.order_review`)."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        alerts: Alerts,
        maintenance: MaintenanceSwitch,
        supplier_float: SupplierFloat,
        customers: Customers,
        orders: Orders,
        wallet: Wallet,
        staff_ids: Sequence[int],
        zone: ZoneInfo,
    ) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._maintenance = maintenance
        self._supplier_float = supplier_float
        self._customers = customers
        self._orders = orders
        self._wallet = wallet
        self._staff_ids = frozenset(staff_ids)
        self._zone = zone

    @property
    def staff_ids(self) -> frozenset[int]:
        """Who works here."""
        return self._staff_ids

    def is_staff(self, user_id: int) -> bool:
        """Whether this person works here."""
        return user_id in self._staff_ids

    async def sync_staff(self) -> Sequence[int]:
        """At start: writes who is staff now; those who are not any more."""
        async with self._db.write() as conn:
            await staff.sync(conn, sorted(self._staff_ids), role=StaffRole.ADMIN, now=self._clock.now())
            return await staff.removed(conn)

    async def overview(self) -> Overview:
        """What is going on. The float is the last one read; nobody is asked."""
        now = self._clock.now()
        midnight = now.astimezone(self._zone).replace(hour=0, minute=0, second=0, microsecond=0)
        async with self._db.read() as conn:
            by_status = await orders.count_by_status(conn)
            today = await orders.count_by_status(conn, since=midnight)
            stuck = await orders.count_stuck(
                conn, OPEN - {OrderStatus.NEEDS_REVIEW, OrderStatus.AWAITING_PAYMENT}, now - _STUCK_AFTER
            )
            count, sold = await orders.sold_since(conn, midnight, without=UNPAID)
            outbox = await messages.count_by_state(conn)
            refused = await messages.count_refused(conn, REFUSED)
            waiting_receipts = await receipts.count_waiting(conn)
            unmatched = await payments.count_in_state(conn, PaymentState.UNMATCHED)
            supplier = await self._supplier_seen(conn)
            closure = await self._maintenance.closure(conn)
        return Overview(
            open=sum(by_status.get(status, 0) for status in OPEN),
            stuck=stuck,
            needs_review=by_status.get(OrderStatus.NEEDS_REVIEW, 0),
            receipts=waiting_receipts,
            unmatched_payments=unmatched,
            failed_today=today.get(OrderStatus.REJECTED, 0) + today.get(OrderStatus.REFUNDED, 0),
            orders_today=count,
            sold_today=Money(sold),
            supplier=supplier,
            waiting_messages=outbox.get(MessageState.WAITING, 0) - refused,
            parked_messages=outbox.get(MessageState.PARKED, 0),
            failed_messages=outbox.get(MessageState.FAILED, 0) + refused,
            closure=closure,
        )

    async def supplier(self) -> SupplierSeen:
        """Whether the supplier answers, and the float as last read; nobody is asked."""
        async with self._db.read() as conn:
            return await self._supplier_seen(conn)

    async def _supplier_seen(self, conn: AsyncConnection) -> SupplierSeen:
        seen = await self._supplier_float.last_seen(conn)
        return SupplierSeen(
            away=await self._supplier_float.away(conn),
            float=None if seen is None else seen.amount,
            float_at=None if seen is None else seen.at,
            now=self._clock.now(),
        )

    async def float_now(self) -> Money:
        """The float, asked for at this moment. Raises `SupplierAwayError`."""
        return (await self._supplier_float.read_now()).amount

    async def credit(
        self, staff_id: int, customer_id: int, dinars: int, note: str | None, *, key: str
    ) -> Money:
        """Puts whole dinars into a wallet; the balance after. `key` makes a repeated command harmless.

        Raises `NotFoundError` for somebody who never wrote to the shop, `BadAmountError`.
        """
        return await self._book(EntryKind.CREDIT, staff_id, customer_id, dinars, note=note, key=key)

    async def debit(
        self, staff_id: int, customer_id: int, dinars: int, note: str | None, *, key: str
    ) -> Money:
        """Takes whole dinars out of a wallet; the balance after. Raises as `credit`, and `NotEnoughMoneyError`."""
        return await self._book(EntryKind.DEBIT, staff_id, customer_id, dinars, note=note, key=key)

    async def _book(
        self, kind: EntryKind, staff_id: int, customer_id: int, dinars: int, *, note: str | None, key: str
    ) -> Money:
        amount = Money.of_dinars(dinars)
        if not Money.ZERO < amount <= MOST_AT_ONCE:
            raise BadAmountError
        await self._customers.get(customer_id)
        now = self._clock.now()
        async with self._db.write() as conn:
            before = Money(await entries.balance(conn, customer_id))
            done = await entries.exists(conn, kind=kind, subject=key)
            if done:
                return before
            if kind is EntryKind.DEBIT and before < amount:
                raise NotEnoughMoneyError(amount - before)
            signed = -amount if kind is EntryKind.DEBIT else amount
            entry_id = await entries.add(
                conn,
                customer_id=customer_id,
                kind=kind,
                subject=key,
                centimes=signed.centimes,
                at=now,
                who=f"staff:{staff_id}",
                note=note,
            )
            await staff.log(
                conn,
                staff_id=staff_id,
                action=kind,
                subject=f"customer:{customer_id}",
                at=now,
                detail=f"{dinars} DZD" + (f": {note}" if note else ""),
            )
            await tell(
                conn,
                key=f"wallet:{entry_id}",
                chat_id=customer_id,
                kind=MessageKind.WALLET_CHANGED,
                payload={"entry_id": entry_id},
                now=now,
            )
            return Money(await entries.balance(conn, customer_id))

    async def open_orders(self, page: int = 1) -> OrderPage:
        """Orders that are not final."""
        async with self._db.read() as conn:
            rows, page, pages = await paged(
                lambda offset, limit: orders.in_statuses(conn, OPEN, offset=offset, limit=limit), page
            )
            return OrderPage(await views(conn, rows), page, pages)

    async def customer(self, user_id: int) -> CustomerDossier:
        """One customer with their latest orders and entries. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            customer = await self._customers.find(conn, user_id)
            if customer is None:
                raise NotFoundError
            history = await self._orders.history_in(conn, user_id)
            page = await self._wallet.entries_in(conn, user_id)
        return CustomerDossier(customer, page.balance, history, page)

    async def send_again(self, staff_id: int, message_id: int) -> MessageState:
        """Sends a message at once that Telegram refused; the state it was in. Raises `NotFoundError`."""
        now = self._clock.now()
        async with self._db.write() as conn:
            state = await messages.take_up(conn, message_id, now)
            if state is None:
                raise NotFoundError
            await staff.log(
                conn, staff_id=staff_id, action="send_again", subject=f"message:{message_id}", at=now
            )
        return state

    async def maintenance(self, staff_id: int, on: bool) -> bool:
        """Closes or opens the shop; what holds now."""
        now = self._clock.now()
        async with self._db.write() as conn:
            await self._maintenance.turn(conn, closed=on, now=now)
            await staff.log(
                conn, staff_id=staff_id, action="maintenance", subject="shop", at=now, detail=str(on)
            )
        return on

    async def audit(self, limit: int = 20) -> tuple[AuditLine, ...]:
        """The latest acts of the staff, newest first."""
        async with self._db.read() as conn:
            rows = await staff.audit(conn, limit)
        return tuple(AuditLine(row.at, row.staff_id, row.action, row.subject, row.detail) for row in rows)

    async def alert(self, code: str, /, *, matter: str, quiet: timedelta | None = None, **args: Any) -> None:
        """Tells the staff something, once for each matter within `quiet`."""
        await self._alerts.raise_(code, matter=matter, quiet=quiet, **args)

    async def answer_later(
        self, staff_id: int, text: str, keyboard: dict[str, Any] | None, /, *, key: str
    ) -> None:
        """Keeps an answer that could not be sent now, so that whoever booked money need not guess whether it was booked."""
        async with self._db.write() as conn:
            await tell(
                conn,
                key=f"answer:{staff_id}:{key}",
                chat_id=staff_id,
                kind=MessageKind.ANSWER,
                payload={"text": text, "keyboard": keyboard},
                now=self._clock.now(),
            )

    async def remembered(self, key: str) -> str | None:
        """A small fact noted before a restart, such as which menus Telegram was given."""
        async with self._db.read() as conn:
            row = await facts.get(conn, f"remembered:{key}")
        return None if row is None else str(row.value)

    async def remember(self, key: str, value: str, *, keep: timedelta | None = None) -> None:
        """Notes it for the next start. After `keep` it is forgotten, such as an answer that was begun; None: it stays."""
        now = self._clock.now()
        async with self._db.write() as conn:
            expires_at = None if keep is None else now + keep
            await facts.put(conn, f"remembered:{key}", value, now, expires_at=expires_at)
