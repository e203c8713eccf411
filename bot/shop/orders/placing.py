"""Placing a paid order at the supplier: written down first, sent once, and every answer given its meaning.

`placeOrder` is never repeated blindly. "Not placed" for a passing reason puts the order back in the queue;
for a final one the money goes back; anything that is not clearly "no" makes the order `unknown`, which
`lost_orders` then clears up.
"""

from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.errors import NotForSaleError, SupplierAwayError
from bot.shop.order_status import AttemptState, ChangeReason, OrderStatus
from bot.shop.orders.item_locks import ItemLocks
from bot.shop.orders.lifecycle import end_without_cards, hold_dearer, move, would_lose
from bot.shop.orders.supplier_refusals import SupplierRefusals
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.supplier_absence import key_refused
from bot.supplier import (
    KeyTrouble,
    Lane,
    NoBalance,
    NotFound,
    OutOfStock,
    Placed,
    Refused,
    SlowDown,
    SupplierClient,
    SupplierError,
    placing_outcome,
)
from bot.this_process import ThisProcess
from storage.database import Database
from storage.purchases import attempts, order_events, orders
from storage.purchases.orders import OrderRow

log = structlog.get_logger(__name__)

_WHO = "placer"
_FIRST_LOOK = timedelta(seconds=2)
_OLD_PRICE = timedelta(minutes=10)
"""How long the cost that was read when the money came is good for; the shop may have been down meanwhile."""
_TRY_AGAIN = (2, 5, 10, 20, 30, 60)
# Answers that will not change by asking again: no such stock, no such goods, not enough float.
_FINAL = {
    OutOfStock: ChangeReason.SOLD_OUT,
    NoBalance: ChangeReason.NO_FLOAT,
    NotFound: ChangeReason.REFUSED,
    Refused: ChangeReason.REFUSED,
}


class Placing:
    """One order at a time, one attempt at a time for the same goods."""

    def __init__(
        self,
        db: Database,
        supplier: SupplierClient,
        clock: Clock,
        *,
        alerts: Alerts,
        catalogue: Catalogue,
        goods: ItemLocks,
        refusals: SupplierRefusals,
        process: ThisProcess,
        poll_interval: float,
        patience: float,
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._alerts = alerts
        self._catalogue = catalogue
        self._goods = goods
        self._refusals = refusals
        self._process = process
        self._poll_interval = timedelta(seconds=poll_interval)
        self._patience = timedelta(seconds=patience)
        self._in_hand: set[int] = set()

    async def recover(self) -> int:
        """Calls that were in the air when their process ended, or whose answer could not be written down.

        They may have been taken, so they count as unanswered. How many. For the start and for every now and
        then: what this process, or another one that lives, is placing is left alone.
        """
        async with self._db.read() as conn:
            if not await attempts.unattended(conn, self._process.id, without=self._in_hand):
                return 0
        async with self._db.write() as conn:
            lost = await attempts.unattended(conn, self._process.id, without=self._in_hand)
            for attempt in lost:
                await self._lost(conn, attempt.order_id, attempt.id, "process_ended", None)
        for attempt in lost:
            _log_lost(attempt.ref, "process_ended", None)
        return len(lost)

    async def due(self, limit: int) -> tuple[list[OrderRow], datetime | None]:
        """Paid orders whose time has come, and when the next one's will."""
        now = self._clock.now()
        async with self._db.read() as conn:
            rows = await orders.due(conn, [OrderStatus.PAID], now, limit)
            return list(rows), await orders.next_due(conn, [OrderStatus.PAID], after=now)

    async def place(self, order: OrderRow) -> None:
        """Places one paid order, or finds that somebody else does."""
        async with self._goods.alone(order.product_id, order.type_id):
            # Before the attempt is written, until after its answer is: `recover` must never take it for a
            # lost one.
            self._in_hand.add(order.id)
            try:
                await self._place(order)
            finally:
                self._in_hand.discard(order.id)

    async def _place(self, order: OrderRow) -> None:
        async with self._db.read() as conn:
            if (await orders.get(conn, order.id)).status is not OrderStatus.PAID:
                return  # another process placed it while this one waited
            paid_at = await order_events.paid_at(conn, order.id)
        if await self._would_lose(order, paid_at):
            return
        attempt_id, ref = await self._write_ahead(order)
        if attempt_id is not None:
            await self._send(order, attempt_id, ref)

    async def _send(self, order: OrderRow, attempt_id: int, ref: str | None) -> None:
        if not self._process.is_sure:
            await self._not_sent(order, attempt_id)
            return
        try:
            placed = await self._supplier.place_order(
                product_id=order.product_id, type_id=order.type_id, quantity=order.quantity, ref=ref
            )
        except SupplierError as error:
            await self._failed(order, attempt_id, error, ref_sent=ref is not None)
        except Exception:
            # Not an answer but a mistake of ours, perhaps after the request had left: it counts as
            # unanswered.
            async with self._db.write() as conn:
                await self._lost(conn, order.id, attempt_id, "internal", None)
            _log_lost(order.ref, "internal", None)
            raise
        else:
            await self._accepted(order, attempt_id, placed, ref_sent=ref is not None)

    async def _would_lose(self, order: OrderRow, paid_at: datetime) -> bool:
        """Whether goods paid for long ago cost more by now than was paid for them: then a person decides."""
        now = self._clock.now()
        if self._clock.passed(paid_at) < _OLD_PRICE:
            return False
        try:
            type_ = await self._catalogue.supplied(order.product_id, order.type_id, lane=Lane.PLACING)
        except (NotForSaleError, SupplierAwayError):
            return False  # the answer to placing it says so too, and what that means
        if not would_lose(order, type_.cost):
            return False
        async with self._db.write() as conn:
            await hold_dearer(conn, self._alerts, order, type_.cost, who=_WHO, now=now)
        return True

    async def _write_ahead(self, order: OrderRow) -> tuple[int | None, str | None]:
        now = self._clock.now()
        async with self._db.write() as conn:
            if not await self._process.lives(conn):
                return None, None
            ref = order.ref if await self._refusals.takes_ref(conn, order.id, now) else None
            row = await move(
                conn,
                order.id,
                expected=[OrderStatus.PAID],
                to=OrderStatus.PLACING,
                why=ChangeReason.SENDING,
                who=_WHO,
                now=now,
            )
            if row is None:
                return None, None
            attempt_id = await attempts.add(
                conn,
                order_id=order.id,
                ref=order.ref,
                ref_sent=int(ref is not None),
                product_id=order.product_id,
                type_id=order.type_id,
                quantity=order.quantity,
                unit_cost_centimes=order.unit_cost_centimes,
                sent_at=now,
                state=AttemptState.SENDING,
                claimed_by=self._process.id,
            )
        return attempt_id, ref

    async def _not_sent(self, order: OrderRow, attempt_id: int) -> None:
        """This process stood still so long that others may have taken it for dead: the order is not sent.

        Sent now it could be bought after its money went back. Whoever has taken it up already goes on.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            if await attempts.settle(
                conn,
                attempt_id,
                expected=[AttemptState.SENDING],
                state=AttemptState.NOT_PLACED,
                settled_at=now,
                error_code="not_sent",
            ):
                await move(
                    conn,
                    order.id,
                    expected=[OrderStatus.PLACING],
                    to=OrderStatus.PAID,
                    why=ChangeReason.SUPPLIER_AWAY,
                    who=_WHO,
                    now=now,
                    due_at=now + timedelta(seconds=_TRY_AGAIN[0]),
                )
        log.warning("order not sent: the process had stood still", ref=order.ref)

    async def _accepted(self, order: OrderRow, attempt_id: int, placed: Placed, *, ref_sent: bool) -> None:
        now = self._clock.now()
        moved = None
        async with self._db.write() as conn:
            known = await attempts.known_supplier_ids(conn, [placed.order_id])
            if known:
                # The supplier named an order that is another one's: not ours to take. Look at the evidence.
                await self._lost(conn, order.id, attempt_id, "known_order_id", placed.request_id)
            elif moved := await move(
                conn,
                order.id,
                # Unknown: others took this process for dead, and here is the answer all the same.
                expected=[OrderStatus.PLACING, OrderStatus.UNKNOWN],
                to=OrderStatus.PROCESSING,
                why=ChangeReason.ACCEPTED,
                who=_WHO,
                now=now,
                supplier_order_id=placed.order_id,
                placed_at=now,
                due_at=now + self._poll_interval,
                checks=0,
            ):
                await attempts.settle(
                    conn,
                    attempt_id,
                    expected=[AttemptState.SENDING, AttemptState.UNKNOWN],
                    state=AttemptState.ACCEPTED,
                    supplier_order_id=placed.order_id,
                    settled_at=now,
                    request_id=placed.request_id,
                )
                await self._refusals.accepted(conn, order.id, ref_sent=ref_sent, now=now)
        if known:
            _log_lost(order.ref, "known_order_id", placed.request_id)
            return
        if moved is None:
            log.warning(
                "an answer came when the order had gone on", ref=order.ref, supplier_order_id=placed.order_id
            )
            return
        log.info(
            "order placed", ref=order.ref, supplier_order_id=placed.order_id, request_id=placed.request_id
        )

    async def _failed(
        self, order: OrderRow, attempt_id: int, error: SupplierError, *, ref_sent: bool
    ) -> None:
        now = self._clock.now()
        if placing_outcome(error) == "unknown":
            async with self._db.write() as conn:
                await self._lost(conn, order.id, attempt_id, error.code, error.request_id)
            _log_lost(order.ref, error.code, error.request_id)
            return
        async with self._db.write() as conn:
            if not await attempts.settle(
                conn,
                attempt_id,
                expected=[AttemptState.SENDING],
                state=AttemptState.NOT_PLACED,
                settled_at=now,
                error_code=error.code,
                request_id=error.request_id,
            ):
                return  # others took this process for dead: the order goes on by the evidence
            why = await self._what_next(conn, order, error, ref_sent=ref_sent, now=now)
        log.warning(
            "order not placed",
            ref=order.ref,
            why=why,
            status=error.status,
            code=error.code,
            request_id=error.request_id,
        )

    async def _what_next(
        self, conn: AsyncConnection, order: OrderRow, error: SupplierError, *, ref_sent: bool, now: datetime
    ) -> ChangeReason:
        """Ends an order that was clearly not placed, or puts it back into the queue; why."""
        only_ref = await self._refusals.is_about_ref(conn, error, ref_sent=ref_sent, now=now)
        paid_at = await order_events.paid_at(conn, order.id)
        final = None if only_ref else self._final_reason(error, waited=self._clock.passed(paid_at))
        if final is not None:
            await end_without_cards(
                conn,
                order.id,
                expected=[OrderStatus.PLACING],
                to=OrderStatus.REJECTED,
                why=final,
                who=_WHO,
                now=now,
            )
            await self._alerts.raise_in(conn, "order_rejected", matter=order.ref, ref=order.ref, why=final)
            await self._refusals.ended(conn, order, error, now)
            return final
        if isinstance(error, KeyTrouble):
            await key_refused(conn, self._alerts, error.code)
        why = ChangeReason.REF_REFUSED if only_ref else ChangeReason.SUPPLIER_AWAY
        await move(
            conn,
            order.id,
            expected=[OrderStatus.PLACING],
            to=OrderStatus.PAID,
            why=why,
            who=_WHO,
            now=now,
            due_at=now if only_ref else now + self._wait(order, error),
            checks=order.checks + 1,
        )
        return why

    async def _lost(
        self, conn: AsyncConnection, order_id: int, attempt_id: int, code: str | None, request_id: str | None
    ) -> None:
        """Nobody knows whether the supplier took it: from here on only evidence moves the order."""
        now = self._clock.now()
        if not await attempts.settle(
            conn,
            attempt_id,
            expected=[AttemptState.SENDING],
            state=AttemptState.UNKNOWN,
            error_code=code,
            request_id=request_id,
        ):
            return
        await move(
            conn,
            order_id,
            expected=[OrderStatus.PLACING],
            to=OrderStatus.UNKNOWN,
            why=ChangeReason.NO_ANSWER,
            who=_WHO,
            now=now,
            due_at=now + _FIRST_LOOK,
            checks=0,
        )

    def _final_reason(self, error: SupplierError, *, waited: timedelta) -> ChangeReason | None:
        """Why the order ends here; None while it is worth another try."""
        for kind, reason in _FINAL.items():
            if isinstance(error, kind):
                return reason
        if waited >= self._patience:
            return ChangeReason.SUPPLIER_AWAY_TOO_LONG
        return None

    @staticmethod
    def _wait(order: OrderRow, error: SupplierError) -> timedelta:
        seconds = float(_TRY_AGAIN[min(order.checks, len(_TRY_AGAIN) - 1)])
        if isinstance(error, SlowDown):
            seconds = max(seconds, error.retry_after)
        return timedelta(seconds=seconds)


def _log_lost(ref: str, code: str | None, request_id: str | None) -> None:
    """The supplier may have taken the order: this is not "not placed", and `lost_orders` looks for it now."""
    log.warning("order's answer was lost", ref=ref, code=code, request_id=request_id)
