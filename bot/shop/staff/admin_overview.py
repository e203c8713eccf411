"""What staff see of the whole shop: what is going on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.backups.backups import Backups, BackupsSeen
from bot.shop.books.shop_days import ShopDays
from bot.shop.customers import NOBODY, Customers
from bot.shop.maintenance import Closure, MaintenanceSwitch
from bot.shop.money import Money
from bot.shop.monitoring import database_size
from bot.shop.monitoring.database_size import DatabaseSize
from bot.shop.order_status import OPEN, UNPAID, OrderStatus
from bot.shop.orders.history import OrderPage, views
from bot.shop.orders.supplier_float import SupplierFloat
from bot.shop.outbox.alert_kinds import right_to_read
from bot.shop.outbox.alerts import going_on
from bot.shop.outbox.messages import REFUSED, MessageState
from bot.shop.outbox.supplier_absence import Away
from bot.shop.paging import FIRST, Cursor, paged, turned
from bot.shop.roles.rights import Right
from storage.chat import message_counts, tickets, undelivered
from storage.database import Database
from storage.money import payments, receipts
from storage.purchases import order_figures, order_lists
from storage.states import PaymentState

_STUCK_AFTER = timedelta(minutes=15)
_FLOAT_OLD = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SupplierSeen:
    """What is known of the supplier without asking it: `float` as last read at `float_at`, both None before
    any reading.
    """

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
    """The shop at a glance. "Today" is the shop's day, as in its books."""

    at: datetime
    by_status: Mapping[OrderStatus, int]
    """How many orders are in each status that is not final."""
    stuck: int
    receipts: int
    unmatched_payments: int
    unanswered_tickets: int
    of_nobody: int
    """How many orders were found whose customer nobody knows."""
    failed_today: int
    orders_today: int
    sold_today: Money
    supplier: SupplierSeen
    waiting_messages: int
    parked_messages: int
    failed_messages: int
    closure: Closure | None
    waits_for_supplier: bool
    """No orders are taken because the supplier has been away for long, or refuses the key."""
    data: DatabaseSize
    backups: BackupsSeen
    warnings: Sequence[Right]
    """For each warning that is open the right to read it."""

    @property
    def open(self) -> int:
        """How many orders are not final."""
        return sum(self.by_status.values())

    @property
    def needs_review(self) -> int:
        """How many orders wait for a decision."""
        return self.by_status.get(OrderStatus.NEEDS_REVIEW, 0)

    @property
    def maintenance(self) -> bool:
        """Whether nothing is sold now, whoever closed the shop."""
        return self.closure is not None


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that does not arrive: for whom, since when, and what Telegram says. `name` is None for
    somebody whom the shop does not know.
    """

    id: int
    chat_id: int
    name: str | None
    kind: str
    given_up: bool
    since: datetime
    why: str


@dataclass(frozen=True, slots=True)
class UndeliveredPage:
    """Some of them, newest first; pages count from 1."""

    items: tuple[Undelivered, ...]
    page: int
    pages: int


class AdminOverview:
    """Answers from what is in the database; only `float_now` asks the supplier."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        maintenance: MaintenanceSwitch,
        supplier_float: SupplierFloat,
        customers: Customers,
        backups: Backups,
        days: ShopDays,
    ) -> None:
        self._db = db
        self._clock = clock
        self._maintenance = maintenance
        self._supplier_float = supplier_float
        self._customers = customers
        self._backups = backups
        self._days = days

    async def overview(self) -> Overview:
        """What is going on. The float is the last one read; nobody is asked."""
        now = self._clock.now()
        today, _ = self._days.span(self._days.day_at(now))
        async with self._db.read() as conn:
            by_status = await order_figures.count_open(conn)
            failed = await order_figures.count_ended(
                conn, [OrderStatus.REJECTED, OrderStatus.REFUNDED], today
            )
            stuck = await order_figures.count_stuck(
                conn, OPEN - {OrderStatus.NEEDS_REVIEW, OrderStatus.AWAITING_PAYMENT}, now - _STUCK_AFTER
            )
            count, sold = await order_figures.sold_since(conn, today, without=UNPAID)
            outbox = await message_counts.count_unsent(conn)
            refused = await message_counts.count_refused(conn, REFUSED)
            waiting_receipts = await receipts.count_waiting(conn)
            unmatched = await payments.count_in_state(conn, PaymentState.UNMATCHED)
            unanswered = await tickets.count_unanswered(conn)
            of_nobody, _ = await order_figures.taken_for(conn, NOBODY)
            supplier = await self._supplier_seen(conn)
            closure = await self._maintenance.closure(conn)
            waits_for_supplier = await self._maintenance.waits_for_supplier(conn)
            data = await database_size.read(self._db, conn, now)
            backups = await self._backups.seen(conn)
            warnings = await going_on(conn)
        return Overview(
            at=now,
            by_status=by_status,
            stuck=stuck,
            receipts=waiting_receipts,
            unmatched_payments=unmatched,
            unanswered_tickets=unanswered,
            of_nobody=of_nobody,
            failed_today=failed,
            orders_today=count,
            sold_today=Money(sold),
            supplier=supplier,
            waiting_messages=outbox.get(MessageState.WAITING, 0) - refused,
            parked_messages=outbox.get(MessageState.PARKED, 0),
            failed_messages=outbox.get(MessageState.FAILED, 0) + refused,
            closure=closure,
            waits_for_supplier=waits_for_supplier,
            data=data,
            backups=backups,
            warnings=[right_to_read(each.code) for each in warnings],
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

    async def open_orders(self, cursor: Cursor = FIRST) -> OrderPage:
        """Orders that are not final."""
        async with self._db.read() as conn:
            rows, turns = await turned(
                lambda edge, limit: order_lists.in_statuses(conn, OPEN, edge=edge, limit=limit), cursor
            )
            return OrderPage(await views(conn, rows), turns)

    async def undelivered(self, page: int = 1) -> UndeliveredPage:
        """Messages that were given up or that Telegram refuses."""
        async with self._db.read() as conn:
            rows, page, pages = await paged(
                lambda offset, limit: undelivered.undelivered(conn, REFUSED, offset=offset, limit=limit), page
            )
            found = []
            for row in rows:
                known = await self._customers.find(conn, row.chat_id)
                found.append(
                    Undelivered(
                        row.id,
                        row.chat_id,
                        None if known is None else known.first_name,
                        row.kind,
                        row.state is MessageState.FAILED,
                        row.created_at,
                        (row.last_error or "").removeprefix(REFUSED),
                    )
                )
        return UndeliveredPage(tuple(found), page, pages)
