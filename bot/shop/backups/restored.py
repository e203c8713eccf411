"""After a backup was put back: what became of its orders, and what was ordered since, the supplier says.

The database knows nothing of the time after the backup. What it believes to be paid and not yet placed may
have been placed then, so such an order is looked for like one whose answer was lost: it is never simply
placed again. Orders at the supplier that belong to nobody are taken as orders without a known customer, so
that each debit has its order; their codes are kept as all codes are. Nothing is bought before that is done
once.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.backups.found_orders import WHO, FoundOrders
from bot.shop.billing.requests import tell_request
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.lost_orders.investigation import SKEW, Investigation
from bot.shop.lost_orders.matching import PAD, Search
from bot.shop.money import Money
from bot.shop.order_status import AttemptState, ChangeReason, HeldReason, OrderStatus
from bot.shop.orders.lifecycle import move
from bot.shop.outbox.alerts import Alerts
from bot.shop.supplier_access.calls import asking_supplier
from bot.supplier import Lane, SupplierClient, SupplierOrder, Unavailable
from storage.chat import inbox
from storage.database import Database
from storage.house import facts
from storage.money import payments, reconciliation
from storage.purchases import attempts, order_lists
from storage.purchases.attempts import AttemptRow
from storage.purchases.orders import OrderRow
from storage.snapshots.snapshot import RESTORED, TAKEN, taken_by_hand

log = structlog.get_logger(__name__)

_SLICE: Final = 100
_WINDOW: Final = timedelta(days=7)
_SHORTEST: Final = timedelta(minutes=1)
_TOO_MANY: Final = "TOO_MANY_PAGES"
_LISTED_LATE: Final = timedelta(hours=1)
"""How long after a restore an order may appear in the supplier's list that was made before it."""
_EACH_TIME: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class _Note:
    """What the restored database says of itself, and how far this has come."""

    taken_at: datetime
    restored_at: datetime
    begun: bool
    walked: bool

    def written(self, **changes: bool) -> str:
        said = {"taken_at": self.taken_at.isoformat(), "restored_at": self.restored_at.isoformat()}
        return json.dumps(said | {"begun": self.begun, "walked": self.walked} | changes)


class RestoredShop:
    """Does nothing in a shop whose database was not put back."""

    def __init__(
        self,
        db: Database,
        supplier: SupplierClient,
        clock: Clock,
        *,
        alerts: Alerts,
        catalogue: Catalogue,
        investigation: Investigation,
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._alerts = alerts
        self._found_orders = FoundOrders(db, clock, catalogue)
        self._investigation = investigation

    async def begin(self) -> None:
        """Before anybody works: what the time after the backup may have changed is not acted upon as it
        stands. Asks nobody.
        """
        note = await self._note() or await self._by_hand()
        if note is None or note.begun:
            return
        while rows := await self._older(OrderStatus.PAID, note):
            async with self._db.write() as conn:
                for order in rows:
                    await self._look_for(conn, order, note.taken_at)
        # Somebody may have bought at a loss since what had become too dear.
        while rows := await self._older(OrderStatus.NEEDS_REVIEW, note, held=HeldReason.DEARER):
            async with self._db.write() as conn:
                for order in rows:
                    await self._look_for(conn, order, note.taken_at)
        while rows := await self._older(OrderStatus.AWAITING_PAYMENT, note):
            async with self._db.write() as conn:
                for order in rows:
                    await self._end_unpaid(conn, order)
        async with self._db.write() as conn:
            left = await inbox.give_up(conn, received_until=note.restored_at, at=self._clock.now())
            await facts.put(conn, RESTORED, note.written(begun=True), note.restored_at)
        log.warning("the database was restored", taken_at=note.taken_at.isoformat(), updates_given_up=left)

    async def is_unsettled(self) -> bool:
        """Whether the supplier has to be asked before anything is bought."""
        note = await self._note()
        return note is not None and not note.walked

    async def reconcile(self) -> None:
        """Takes what was ordered at the supplier since the backup and is nobody's. Raises
        `SupplierAwayError`; the next call begins anew, and takes nothing twice.
        """
        note = await self._note()
        if note is None:
            return
        count, cost, is_left = 0, Money.ZERO, False
        for since, until in _windows(note.taken_at - PAD, self._clock.now() + SKEW):
            for item in await self._nobodys(since, until):
                if item is None:
                    is_left = True
                    continue
                if (paid := await self._found_orders.take(item)) is not None:
                    count, cost = count + 1, cost + paid
        async with self._db.write() as conn:
            if count or not note.walked:
                at = note.taken_at.isoformat()
                matter = self._clock.now().isoformat()
                await self._alerts.raise_in(
                    conn,
                    "restored",
                    matter=matter,
                    quiet=_EACH_TIME,
                    at=at,
                    count=count,
                    cost=str(cost.dinars),
                )
            if is_left or self._clock.passed(note.restored_at) < _LISTED_LATE:
                await facts.put(conn, RESTORED, note.written(walked=True), note.restored_at)
            else:
                await facts.remove(conn, RESTORED)
                await facts.remove(conn, TAKEN)
        log.info("the supplier was asked what happened since the backup", orders=count, cost=str(cost.dinars))

    async def _by_hand(self) -> _Note | None:
        """A copy that a person decrypted and put in place without the shop's command says so itself."""
        async with self._db.read() as conn:
            row = await facts.get(conn, TAKEN)
        taken_at = None if row is None else taken_by_hand(row.value)
        return None if taken_at is None else _Note(taken_at, self._clock.now(), begun=False, walked=False)

    async def _note(self) -> _Note | None:
        async with self._db.read() as conn:
            row = await facts.get(conn, RESTORED)
        if row is None:
            return None
        said = json.loads(row.value)
        return _Note(
            datetime.fromisoformat(said["taken_at"]),
            datetime.fromisoformat(said["restored_at"]),
            begun=said.get("begun", False),
            walked=said.get("walked", False),
        )

    async def _older(
        self, status: OrderStatus, note: _Note, *, held: HeldReason | None = None
    ) -> list[OrderRow]:
        """Some orders in that status which were in the backup: another process may have opened already. With
        `held` only those that are held for that reason.
        """
        async with self._db.read() as conn:
            return await order_lists.standing(
                conn, status, until=note.restored_at, held_reason=held, limit=_SLICE
            )

    async def _look_for(self, conn: AsyncConnection, order: OrderRow, taken_at: datetime) -> None:
        """An order that was paid when the backup was taken may have been sent afterwards."""
        now = self._clock.now()
        moved = await move(
            conn,
            order.id,
            expected=[order.status],
            to=OrderStatus.UNKNOWN,
            why=ChangeReason.RESTORED,
            who=WHO,
            now=now,
            due_at=now,
            checks=0,
            held_reason=None,
        )
        if moved is not None:
            await attempts.add(
                conn,
                order_id=order.id,
                ref=order.ref,
                ref_sent=1,
                product_id=order.product_id,
                type_id=order.type_id,
                quantity=order.quantity,
                unit_cost_centimes=order.unit_cost_centimes,
                sent_at=max(taken_at, order.created_at),
                state=AttemptState.UNKNOWN,
                claimed_by=WHO,
            )

    async def _end_unpaid(self, conn: AsyncConnection, order: OrderRow) -> None:
        """Its money may have come after the backup, and bought the cards: what is found of it from now on
        stays in the wallet.
        """
        now = self._clock.now()
        await move(
            conn,
            order.id,
            expected=[OrderStatus.AWAITING_PAYMENT],
            to=OrderStatus.EXPIRED,
            why=ChangeReason.RESTORED,
            who=WHO,
            now=now,
            pay_by=None,
        )
        for request in await payments.expire_of_orders(conn, [order.id]):
            await tell_request(conn, request, now=now)

    async def _nobodys(self, since: datetime, until: datetime) -> list[SupplierOrder | None]:
        """The supplier's orders of that time that are nobody's, oldest first; None for each that an attempt
        of ours is still looked for with.
        """
        listed = await self._listed(since, until)
        async with self._db.read() as conn:
            known = await attempts.known_supplier_ids(conn, [item.order_id for item in listed])
            looked_for = [_search(row, until) for row in await reconciliation.in_the_air(conn)]
        free = [await self._investigation.whole(item) for item in listed if item.order_id not in known]
        free.sort(key=lambda item: (item.time or since, item.order_id))
        return [
            None if any(one.fits(item) or one.is_named_by(item) for one in looked_for) else item
            for item in free
        ]

    async def _listed(self, since: datetime, until: datetime) -> list[SupplierOrder]:
        """All of a time, in halves where it holds more than one reading may."""
        with asking_supplier():
            try:
                return await self._supplier.every_order(since=since, until=until, lane=Lane.POLLING)
            except Unavailable as error:
                if error.code != _TOO_MANY or until - since <= _SHORTEST:
                    raise
        middle = since + (until - since) / 2
        found = [*await self._listed(since, middle), *await self._listed(middle, until)]
        return list({item.order_id: item for item in found}.values())


def _windows(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """A long time in pieces that follow one another."""
    while since < until:
        end = min(since + _WINDOW, until)
        yield since, end
        since = end


def _search(row: AttemptRow, until: datetime) -> Search:
    """What an attempt in the air may turn out to be, whatever the clocks say. When an order of the backup was
    placed nobody knows: it may have been at any time up to `until`.
    """
    latest = row.sent_at + SKEW
    return Search(
        attempt_id=row.id,
        ref=row.ref,
        product_id=row.product_id,
        type_id=row.type_id,
        quantity=row.quantity,
        since=row.sent_at - SKEW,
        until=max(latest, until) if row.claimed_by == WHO else latest,
    )
