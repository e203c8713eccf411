"""Orders whose placing was not answered: settled by evidence, never by hope (contract 4.2).

The supplier's order list is read for the time around the attempt. An order there that carries our ref, or
that is for exactly these goods and nobody's yet, is ours. When the waiting time is over and neither the list
nor the account's transactions show anything, the attempt is proved absent and the money goes back. Everything
else is for a person.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.bounded_concurrency import SideBySide
from bot.shop.errors import SupplierAwayError
from bot.shop.lost_orders.investigation import SKEW, Findings, Investigation
from bot.shop.lost_orders.matching import Search, Verdict, neighbours, whose
from bot.shop.lost_orders.searches import DUPLICATED, search_of, unsettled
from bot.shop.order_status import AttemptState, ChangeReason, HeldReason, OrderStatus
from bot.shop.orders.item_locks import ItemLocks
from bot.shop.orders.lifecycle import InTransaction, end_without_cards, hold, move
from bot.shop.outbox.alerts import Alerts
from bot.shop.supplier_access.calls import asking_supplier
from bot.supplier import Lane, SupplierClient, SupplierOrder
from storage.database import Database
from storage.purchases import attempts, orders
from storage.purchases.attempts import AttemptRow
from storage.purchases.orders import OrderRow
from storage.trouble import TryTransactionAgainError
from storage.wakeups import Work

log = structlog.get_logger(__name__)

_WHO = "settler"
_AGAIN = (2, 3, 5, 10, 20, 40, 60)
_AFTER_TROUBLE = timedelta(seconds=30)
_ENOUGH_TROUBLES = 2
_GIVE_UP = timedelta(hours=6)
"""A supplier whose list or account cannot be read for so long leaves the decision to a person."""
_RECONCILE_BACK = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order at the supplier that may be the one we look for."""

    supplier_order_id: str
    status: str
    time: datetime | None


class LostOrderRecovery:
    """Looks for lost orders, alone for their goods."""

    def __init__(
        self,
        db: Database,
        supplier: SupplierClient,
        clock: Clock,
        *,
        alerts: Alerts,
        goods: ItemLocks,
        unknown_wait: float,
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._alerts = alerts
        self._goods = goods
        self.investigation = Investigation(db, supplier, clock)
        self._wait = timedelta(seconds=unknown_wait)
        self._looks = _looks_within(unknown_wait)
        self._searches = SideBySide[int](clock, self._ended_late)
        self._away = False

    async def settle_due(self) -> datetime | None:
        """Looks for the unknown orders that are due, several at once; one that takes long is not waited for.

        When the next one is due. Raises `SupplierAwayError`; nothing is lost then.
        """
        async with self._db.read() as conn:
            now, under_way = self._clock.now(), self._searches.under_way
            due = await orders.due(conn, [OrderStatus.UNKNOWN], now, limit=100, without=under_way)
        troubles: list[SupplierAwayError] = []
        self._away = False
        # One order may have a trouble of its own; two are the supplier's, and then nobody else is looked for.
        for some in (due[:_ENOUGH_TROUBLES], due[_ENOUGH_TROUBLES:]):
            if len(troubles) < _ENOUGH_TROUBLES:
                await self._searches.each(
                    some, lambda order: order.id, lambda order: self._search(order, troubles)
                )
        if troubles:
            raise troubles[0]
        async with self._db.read() as conn:
            return await orders.next_due(conn, [OrderStatus.UNKNOWN], without=self._searches.under_way)

    async def finish_searches(self) -> None:
        """Waits for the searches under way."""
        await self._searches.finish()

    def _ended_late(self) -> None:
        # A supplier that is away is not asked sooner because somebody heard so late.
        if not self._away:
            self._db.wake_ups.wake([Work.LOST_ORDERS])

    async def _search(self, order: OrderRow, troubles: list[SupplierAwayError]) -> None:
        """Looks for one order. When that fails, it waits for its next turn, and holds up no other."""
        try:
            async with self._goods.alone(order.product_id, order.type_id):
                await self._settle(order)
        except SupplierAwayError as error:
            troubles.append(error)
            self._away = True
            await self._no_evidence(order)
        except TryTransactionAgainError:
            raise  # nothing is wrong with the order, and nothing could be written: it stays due
        except Exception as error:
            # A mistake of ours with one order must not hold up the others; the log and the staff have it.
            log.exception("lost order could not be looked for", ref=order.ref)
            await self._broken(order, error)

    async def _settle(self, order: OrderRow) -> None:
        async with self._db.read() as conn:
            attempt = await unsettled(conn, order)
            group = [] if attempt is None else await self._group(conn, attempt)
        if attempt is None:
            # Somebody settled it while we waited for our turn. If not, only a person can say what happened
            # here.
            await self._review(order, HeldReason.NO_EVIDENCE)
            return
        mine = next(search for search in group if search.attempt_id == attempt.id)
        since, until = min(s.since for s in group), max(s.until for s in group)
        found = whose(mine, group, await self._free(since, until))
        if isinstance(found, SupplierOrder):
            await self.adopt(order, attempt, found.order_id, who=_WHO, expected=OrderStatus.UNKNOWN)
        elif found is Verdict.TOO_MANY:
            await self._review(order, HeldReason.SEVERAL_CANDIDATES)
        elif self._clock.passed(attempt.sent_at) < self._wait or order.checks + 1 < self._looks:
            due_at = self._clock.now() + timedelta(seconds=_AGAIN[min(order.checks, len(_AGAIN) - 1)])
            async with self._db.write() as conn:
                await orders.reschedule(conn, order.id, status=OrderStatus.UNKNOWN, due_at=due_at)
        else:
            await self._conclude(order, attempt, mine, group)

    async def _conclude(
        self, order: OrderRow, attempt: AttemptRow, mine: Search, group: Sequence[Search]
    ) -> None:
        """Nothing was found where it should be. Before it is called absent, a wider look, and one at the
        account.
        """
        now = self._clock.now()
        findings = await self.investigation.of_attempt(
            attempt, mine, until=now + SKEW, listed_within=self._wait
        )
        named = next((item for item in findings.candidates if mine.is_named_by(item)), None)
        elsewhere = any(
            mine.is_for_these_goods(item) and not any(search.fits(item) for search in group)
            for item in findings.candidates
        )
        if named is not None:
            await self.adopt(order, attempt, named.order_id, who=_WHO, expected=OrderStatus.UNKNOWN)
        elif attempt.error_code == DUPLICATED:
            await self._review(order, HeldReason.ACCEPTED_BUT_NOT_FOUND)
        elif elsewhere:
            await self._review(order, HeldReason.OTHER_TIME)
        elif findings.debits:
            await self._review(order, HeldReason.DEBIT_WITHOUT_ORDER)
        elif findings.sure_at is not None:
            due_at = max(findings.sure_at, now + timedelta(seconds=_AGAIN[0]))
            async with self._db.write() as conn:
                await orders.reschedule(conn, order.id, status=OrderStatus.UNKNOWN, due_at=due_at)
        else:
            await self._absent(order, attempt)

    async def findings(self, attempt: AttemptRow) -> Findings:
        """The evidence for a person: orders for these goods, or with our ref, that are nobody's yet, and
        debits.

        Also those of another time than expected: people see the time. Raises `SupplierAwayError`.
        """
        mine = await self._mine(attempt)
        return await self.investigation.of_attempt(
            attempt, mine, until=mine.until + mine.late + SKEW, listed_within=self._wait
        )

    async def candidates(self, attempt: AttemptRow) -> tuple[SupplierOrder, ...]:
        """The same orders without the account. Raises `SupplierAwayError`."""
        return await self.investigation.candidates(await self._mine(attempt))

    async def _mine(self, attempt: AttemptRow) -> Search:
        async with self._db.read() as conn:
            return await search_of(conn, attempt)

    async def _group(self, conn: AsyncConnection, attempt: AttemptRow) -> list[Search]:
        # An attempt that is still `sending` while we are alone with its goods is a forsaken one (see
        # `Placing.recover`).
        rivals = await attempts.in_the_air_for(
            conn, product_id=attempt.product_id, type_id=attempt.type_id, quantity=attempt.quantity
        )
        return neighbours(await search_of(conn, attempt), [await search_of(conn, rival) for rival in rivals])

    async def _free(self, since: datetime, until: datetime) -> list[SupplierOrder]:
        """All orders at the supplier from that time that belong to no attempt of ours, oldest first."""
        with asking_supplier():
            listed = await self._supplier.every_order(since=since, until=until, lane=Lane.POLLING)
        async with self._db.read() as conn:
            known = await attempts.known_supplier_ids(conn, [item.order_id for item in listed])
        free = [await self.investigation.whole(item) for item in listed if item.order_id not in known]
        return sorted(free, key=lambda item: (item.time or since, item.order_id))

    def alone(self, order: OrderRow) -> AbstractAsyncContextManager[None]:
        """While nobody else of this process orders or looks for the same goods."""
        return self._goods.alone(order.product_id, order.type_id)

    async def adopt(
        self,
        order: OrderRow,
        attempt: AttemptRow,
        supplier_order_id: str,
        *,
        who: str,
        expected: OrderStatus,
        also: InTransaction | None = None,
    ) -> None:
        """The order was found: from here on it is tracked like any other. Nothing happens when somebody was
        first.

        `also` is done in the transaction that adopts it.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            if await attempts.known_supplier_ids(conn, [supplier_order_id]):
                return
            moved = await move(
                conn,
                order.id,
                expected=[expected],
                to=OrderStatus.PROCESSING,
                why=ChangeReason.FOUND,
                who=who,
                now=now,
                supplier_order_id=supplier_order_id,
                placed_at=attempt.sent_at,
                due_at=now,
                checks=0,
                held_reason=None,
            )
            if moved is None:
                return
            await attempts.settle(
                conn,
                attempt.id,
                expected=[AttemptState.UNKNOWN],
                state=AttemptState.ACCEPTED,
                supplier_order_id=supplier_order_id,
                settled_at=now,
            )
            if also is not None:
                await also(conn)
        log.info("lost order found", ref=order.ref, supplier_order_id=supplier_order_id)

    async def adopt_chosen(
        self,
        order: OrderRow,
        attempt: AttemptRow,
        supplier_order_id: str,
        *,
        who: str,
        also: InTransaction | None = None,
    ) -> None:
        """A person says which one it is. Alone for the goods: one that is being placed just now is
        another's.
        """
        async with self._goods.alone(order.product_id, order.type_id):
            free = {item.order_id for item in await self.candidates(attempt)}
            if supplier_order_id in free:
                await self.adopt(
                    order,
                    attempt,
                    supplier_order_id,
                    who=who,
                    expected=OrderStatus.NEEDS_REVIEW,
                    also=also,
                )

    async def reconcile(self) -> None:
        """Tells the staff of orders that turned up after their money was given back. Raises
        `SupplierAwayError`.
        """
        async with self._db.read() as conn:
            absent = await attempts.absent_since(conn, self._clock.now() - _RECONCILE_BACK)
        for attempt in absent:
            async with self._db.read() as conn:
                group = await self._group(conn, attempt)
            mine = next(search for search in group if search.attempt_id == attempt.id)
            others = [search for search in group if search is not mine]
            for item in await self._free(mine.since, mine.until):
                waited_for = any(other.fits(item) or other.is_named_by(item) for other in others)
                if mine.is_named_by(item) or (mine.fits(item) and not waited_for):
                    await self._alerts.raise_(
                        "order_after_refund",
                        matter=item.order_id,
                        ref=attempt.ref,
                        supplier_order_id=item.order_id,
                    )

    async def _absent(self, order: OrderRow, attempt: AttemptRow) -> None:
        now = self._clock.now()
        async with self._db.write() as conn:
            await attempts.settle(
                conn, attempt.id, expected=[AttemptState.UNKNOWN], state=AttemptState.ABSENT, settled_at=now
            )
            await end_without_cards(
                conn,
                order.id,
                expected=[OrderStatus.UNKNOWN],
                to=OrderStatus.REJECTED,
                why=ChangeReason.PROVED_ABSENT,
                who=_WHO,
                now=now,
            )
        log.warning("lost order proved absent", ref=order.ref)

    async def _no_evidence(self, order: OrderRow) -> None:
        """The supplier could not be asked: later again, and after hours a person."""
        now = self._clock.now()
        if self._clock.passed(order.status_at) >= _GIVE_UP:
            await self._review(order, HeldReason.NO_EVIDENCE)
            return
        async with self._db.write() as conn:
            await orders.postpone(
                conn, order.id, status=OrderStatus.UNKNOWN, due_at=now + _AFTER_TROUBLE, wakes=False
            )

    async def _broken(self, order: OrderRow, error: Exception) -> None:
        """A mistake of ours with one order: told, and tried again later, so that it holds up no other."""
        now = self._clock.now()
        async with self._db.write() as conn:
            await self._alerts.begin_in(
                conn,
                "order_stumbles",
                matter=order.ref,
                ref=order.ref,
                worker=_WHO,
                error=type(error).__name__,
            )
            await orders.postpone(
                conn, order.id, status=OrderStatus.UNKNOWN, due_at=now + _AFTER_TROUBLE, wakes=False
            )

    async def _review(self, order: OrderRow, reason: HeldReason) -> None:
        async with self._db.write() as conn:
            await hold(
                conn,
                self._alerts,
                order,
                reason,
                expected=OrderStatus.UNKNOWN,
                who=_WHO,
                now=self._clock.now(),
            )


def _looks_within(seconds: float) -> int:
    """How many looks the waiting time holds. After an outage there must be as many, however long ago it all
    was.
    """
    looks, at = 1, 0.0
    for pause in _AGAIN:
        at += pause
        if at >= seconds:
            break
        looks += 1
    return looks
