"""Orders whose placing was not answered: settled by evidence, never by hope (contract 4.2).

The supplier's order list is read for the time around the attempt. An order there that carries our ref, or that is for
exactly these goods and nobody's yet, is ours. When the waiting time is over and neither the list nor the account's
transactions show anything, the attempt is proved absent and the money goes back. Everything else is for a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.asking import asking_supplier
from bot.shop.bell import Bells
from bot.shop.delivery import Alerts
from bot.shop.goods import GoodsLocks
from bot.shop.lifecycle import OrderStatus, end_without_cards, move
from bot.supplier import Lane, SupplierClient, SupplierOrder, same_ref
from storage import attempts, orders
from storage.columns import AnyRow
from storage.database import Database

log = structlog.get_logger(__name__)

_WHO = "settler"
_PAD = timedelta(minutes=2)
_DEBIT_WITHIN = timedelta(minutes=5)
_MOST_PAGES = 20
_AGAIN = (2, 3, 5, 10, 20, 40, 60)
_RECONCILE_BACK = timedelta(hours=24)
DUPLICATED = "DUPLICATED_REF"
"""The attempt's error code that proves an earlier acceptance: such an order is never called absent."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order at the supplier that may be the one we look for."""

    supplier_order_id: str
    status: str
    time: datetime | None


class Settlement:
    """Looks for lost orders, alone for their goods."""

    def __init__(
        self,
        db: Database,
        supplier: SupplierClient,
        clock: Clock,
        *,
        bells: Bells,
        alerts: Alerts,
        goods: GoodsLocks,
        unknown_wait: float,
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._bells = bells
        self._alerts = alerts
        self._goods = goods
        self._wait = timedelta(seconds=unknown_wait)

    async def settle_due(self) -> datetime | None:
        """Looks for every unknown order that is due; when the next one is. Raises `SupplierAwayError`; nothing is lost then."""
        async with self._db.read() as conn:
            due = await orders.due(conn, [OrderStatus.UNKNOWN], self._clock.now(), limit=100)
        for order in due:
            async with self._goods.alone(order.product_id, order.type_id):
                await self._settle(order)
        async with self._db.read() as conn:
            return await orders.next_due(conn, [OrderStatus.UNKNOWN])

    async def _settle(self, order: AnyRow) -> None:
        now = self._clock.now()
        async with self._db.read() as conn:
            attempt = await _unsettled(conn, order)
        if attempt is None:
            # Somebody settled it while we waited for our turn.
            return
        found = await self._ours(attempt, await self.candidates(attempt))
        if isinstance(found, str):
            await self.adopt(order, attempt, found, who=_WHO, expected=OrderStatus.UNKNOWN)
        elif found is _TOO_MANY:
            await self._review(order, "several_candidates")
        elif now - attempt.sent_at < self._wait:
            pause = _AGAIN[min(order.checks, len(_AGAIN) - 1)]
            async with self._db.write() as conn:
                await orders.reschedule(
                    conn, order.id, status=OrderStatus.UNKNOWN, due_at=now + timedelta(seconds=pause)
                )
        elif attempt.error_code == DUPLICATED:
            await self._review(order, "accepted_but_not_found")
        elif await self._unexplained_debit(attempt):
            await self._review(order, "debit_without_order")
        else:
            await self._absent(order, attempt)

    async def candidates(self, attempt: AnyRow) -> list[SupplierOrder]:
        """Orders at the supplier for exactly these goods, in the attempt's time, that are nobody's yet; oldest first."""
        seen = {item.order_id: item for item in await self._listed(attempt) if _fits(item, attempt)}
        async with self._db.read() as conn:
            taken = await attempts.known_supplier_ids(conn, list(seen))
        free = [item for item in seen.values() if item.order_id not in taken]
        return sorted(free, key=lambda item: (item.time or attempt.sent_at, item.order_id))

    async def _listed(self, attempt: AnyRow) -> list[SupplierOrder]:
        """All that the supplier lists from a little before the attempt until now."""
        since, until = attempt.sent_at - _PAD, self._clock.now() + _PAD
        items: list[SupplierOrder] = []
        page = pages = 1
        while page <= min(pages, _MOST_PAGES):
            with asking_supplier():
                answer = await self._supplier.orders(since=since, until=until, page=page, lane=Lane.POLLING)
            pages = answer.total_pages
            page += 1
            items += answer.items
        return items

    async def adopt(
        self, order: AnyRow, attempt: AnyRow, supplier_order_id: str, *, who: str, expected: OrderStatus
    ) -> None:
        """The order was found: from here on it is tracked like any other."""
        now = self._clock.now()
        async with self._db.write() as conn:
            if not await attempts.settle(
                conn,
                attempt.id,
                expected=["unknown"],
                state="accepted",
                supplier_order_id=supplier_order_id,
                settled_at=now,
            ):
                return
            await move(
                conn,
                order.id,
                expected=[expected],
                to=OrderStatus.PROCESSING,
                why="found",
                who=who,
                now=now,
                supplier_order_id=supplier_order_id,
                placed_at=attempt.sent_at,
                due_at=now,
                checks=0,
                held_reason=None,
            )
        log.info("lost order found", ref=order.ref, supplier_order_id=supplier_order_id)
        self._bells.tracker.ring()
        self._bells.sender.ring()

    async def reconcile(self) -> None:
        """Tells the staff of orders that turned up after their money was given back. Raises `SupplierAwayError`."""
        async with self._db.read() as conn:
            absent = await attempts.absent_since(conn, self._clock.now() - _RECONCILE_BACK)
        for attempt in absent:
            for item in await self.candidates(attempt):
                await self._alerts.raise_(
                    "order_after_refund",
                    matter=item.order_id,
                    ref=attempt.ref,
                    supplier_order_id=item.order_id,
                )

    async def _ours(self, attempt: AnyRow, candidates: Sequence[SupplierOrder]) -> "str | _TooMany | None":
        """The id of the candidate that is this attempt's, `_TOO_MANY` when a person must say, None when there is none."""
        for item in candidates:
            if same_ref(attempt.ref, item.order_ref):
                return item.order_id
        # One that shows somebody else's ref is somebody else's.
        anonymous = [item for item in candidates if item.order_ref is None]
        if not anonymous:
            return None
        async with self._db.read() as conn:
            rivals = await attempts.for_goods(
                conn,
                states=["unknown"],
                product_id=attempt.product_id,
                type_id=attempt.type_id,
                quantity=attempt.quantity,
            )
        if len(anonymous) > len(rivals):
            return _TOO_MANY
        # As many lost attempts as orders, or more: they are interchangeable, so each takes the next one in time.
        place = [rival.id for rival in rivals].index(attempt.id)
        return anonymous[place].order_id if place < len(anonymous) else None

    async def _unexplained_debit(self, attempt: AnyRow) -> bool:
        """Whether the account shows a purchase at that time which belongs to no order that we or the list know."""
        since, until = attempt.sent_at - _PAD, min(attempt.sent_at + _DEBIT_WITHIN, self._clock.now())
        with asking_supplier():
            transactions = await self._supplier.transactions(since=since, until=until, lane=Lane.POLLING)
        debits = {t.object_id or t.id for t in transactions if t.type == "ORDER"}
        given_back = {t.object_id for t in transactions if t.type == "REFUND_ORDER"}
        listed = {item.order_id for item in await self._listed(attempt)}
        async with self._db.read() as conn:
            known = await attempts.known_supplier_ids(conn, list(debits))
        return bool(debits - known - given_back - listed)

    async def _absent(self, order: AnyRow, attempt: AnyRow) -> None:
        now = self._clock.now()
        async with self._db.write() as conn:
            await attempts.settle(conn, attempt.id, expected=["unknown"], state="absent", settled_at=now)
            await end_without_cards(
                conn,
                order.id,
                expected=[OrderStatus.UNKNOWN],
                to=OrderStatus.REJECTED,
                why="proved_absent",
                who=_WHO,
                now=now,
            )
        log.warning("lost order proved absent", ref=order.ref)
        self._bells.sender.ring()

    async def _review(self, order: AnyRow, reason: str) -> None:
        async with self._db.write() as conn:
            row = await move(
                conn,
                order.id,
                expected=[OrderStatus.UNKNOWN],
                to=OrderStatus.NEEDS_REVIEW,
                why="held",
                who=_WHO,
                now=self._clock.now(),
                held_reason=reason,
            )
            if row is not None:
                await self._alerts.raise_in(conn, "order_held", matter=order.ref, ref=order.ref, why=reason)
        self._bells.sender.ring()


class _TooMany:
    """More orders than lost attempts: which is ours cannot be told from here."""


_TOO_MANY = _TooMany()


async def _unsettled(conn: AsyncConnection, order: AnyRow) -> AnyRow | None:
    for attempt in await attempts.of_order(conn, order.id):
        if attempt.state == "unknown":
            return attempt
    return None


def _fits(item: SupplierOrder, attempt: AnyRow) -> bool:
    in_time = item.time is None or item.time >= attempt.sent_at - _PAD
    goods = (item.product_id, item.type_id, item.quantity)
    return in_time and goods == (attempt.product_id, attempt.type_id, attempt.quantity)
