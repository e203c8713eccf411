"""Following orders at the supplier until they end: when to look, and what an end does.

With few orders due each is asked for by its id; with many, one list call answers for a hundred (contract
2.3.5). A timeout is never a failure: an order is looked at for as long as it is not final, only less often.
"""

import random
from collections.abc import Awaitable, Collection, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.bounded_concurrency import SideBySide
from bot.shop.errors import SupplierAwayError
from bot.shop.money import Money
from bot.shop.order_status import ChangeReason, HeldReason, OrderStatus
from bot.shop.orders.handover import hand_over
from bot.shop.orders.lifecycle import (
    InTransaction,
    end_without_cards,
    give_back,
    hold,
    move,
    price_of,
    supplier_number,
    taken_at,
    tell_ended,
)
from bot.shop.orders.list_walk import ListWalk
from bot.shop.orders.supplier_answers import Ended, Mismatch, Pending, cards_of, read_answer, taken_for
from bot.shop.outbox.alerts import Alerts
from bot.shop.referrals.rewards import ReferralRewards
from bot.shop.supplier_access.calls import asking_supplier
from bot.shop.vault import Card, Vault
from bot.supplier import Lane, NotFound, SupplierClient, SupplierOrder
from storage.database import Database
from storage.purchases import cards, order_lists, orders
from storage.purchases.cards import CardRow
from storage.purchases.orders import OrderRow
from storage.trouble import TryTransactionAgainError
from storage.wakeups import Work

log = structlog.get_logger(__name__)

_WHO = "tracker"
_PAD = timedelta(minutes=2)
_SINGLE_LOOKS = 2
"""With more orders due than this, one list call is cheaper."""
_ASKED_SINGLY = 3
_ENOUGH_TROUBLES = 2
"""One order may have a trouble of its own; two in one round are the supplier's."""
# Age of the order -> seconds to the next look, after the first minute at the poll interval (contract 1.8 and
# 2.3.4).
_SLOWER = ((600, 10.0), (1_800, 60.0), (7_200, 300.0), (86_400, 1_800.0))
_SLOWEST = 3_600.0
_FAST = timedelta(seconds=60)
_FAST_IN_LIST = timedelta(minutes=10)
_MOST_OPEN = 10_000


class Tracking:
    """Looks at orders that the supplier is working on."""

    def __init__(
        self,
        db: Database,
        supplier: SupplierClient,
        clock: Clock,
        *,
        alerts: Alerts,
        referral_rewards: ReferralRewards,
        vault: Vault,
        poll_interval: float,
        sandbox: bool,
        jitter: random.Random,
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._alerts = alerts
        self._referral_rewards = referral_rewards
        self._vault = vault
        self._poll_interval = poll_interval
        self._sandbox = sandbox
        self._jitter = jitter
        self._walk = ListWalk()
        self._looks = SideBySide[int](clock, partial(db.wake_ups.wake, [Work.ORDERS_TO_TRACK]))

    async def finish_looks(self) -> None:
        """Waits for the looks under way."""
        await self._looks.finish()

    async def look(self) -> datetime | None:
        """Looks at every order that is due; when the next one is. Raises `SupplierAwayError` when the
        supplier is away.
        """
        async with self._db.read() as conn:
            due = await orders.due(
                conn,
                [OrderStatus.PROCESSING],
                self._clock.now(),
                limit=_MOST_OPEN,
                without=self._looks.under_way,
            )
        waiting: dict[str | None, OrderRow] = {order.supplier_order_id: order for order in due}
        troubles: list[SupplierAwayError] = []
        if len(due) > _SINGLE_LOOKS:
            try:
                await self._look_through_list(waiting, troubles)
            except SupplierAwayError as error:
                troubles.append(error)
        # With few due, all; else what the list does not show (it may lag, or cut its window otherwise), a few
        # each time.
        singly = list(waiting.values())[:_ASKED_SINGLY]
        # After a list that could not be read, one order shows whether the supplier answers at all.
        ahead = singly[: len(troubles)]
        await self._look_at_each(ahead, troubles)
        if len(troubles) < _ENOUGH_TROUBLES:
            await self._look_at_each(singly[len(ahead) :], troubles)
        if troubles:
            raise troubles[0]
        async with self._db.read() as conn:
            return await orders.next_due(conn, [OrderStatus.PROCESSING], without=self._looks.under_way)

    async def _look_at_each(self, few: Sequence[OrderRow], troubles: list[SupplierAwayError]) -> None:
        async def look_at(order: OrderRow) -> None:
            await self._alone(order, self._look_at(order), troubles)

        # Nothing is written before a look: one that is cut short by the process's end is due at the next
        # start.
        await self._looks.each(few, lambda order: order.id, look_at)

    async def _alone(
        self, order: OrderRow, looking: Awaitable[None], troubles: list[SupplierAwayError]
    ) -> None:
        """One order's look. When it fails, that order waits for its next turn, and holds up no other."""
        try:
            await looking
        except SupplierAwayError as error:
            troubles.append(error)
            async with self._db.write() as conn:
                await self._later(conn, order)
        except TryTransactionAgainError:
            raise  # nothing is wrong with the order, and nothing could be written: it stays due
        except Exception as error:
            # A mistake of ours with one order must not hold up the others; the log and the staff have it.
            log.exception("order could not be looked at", ref=order.ref)
            async with self._db.write() as conn:
                await self._alerts.begin_in(
                    conn,
                    "order_stumbles",
                    matter=order.ref,
                    ref=order.ref,
                    worker=_WHO,
                    error=type(error).__name__,
                )
                await self._later(conn, order)

    async def _look_at(self, order: OrderRow) -> None:
        with asking_supplier():
            try:
                answer = await self._supplier.order(supplier_number(order), lane=Lane.POLLING)
            except NotFound:
                # It was there once. The key may be another environment's (contract 3); nothing is lost by
                # waiting.
                answer = None
        if answer is None:
            await self._strange(order, "NOT_FOUND")
        else:
            await self.take(order, answer)

    async def _look_through_list(
        self, waiting: dict[str | None, OrderRow], troubles: list[SupplierAwayError]
    ) -> None:
        """Pages through the list, newest first as it comes, until every waiting order has been met and taken
        out.

        What else is open and stands on the way is looked at too: it costs nothing more.
        """
        began, due = self._clock.now(), frozenset(waiting)
        async with self._db.read() as conn:
            rows = await order_lists.in_statuses(conn, [OrderStatus.PROCESSING], limit=_MOST_OPEN)
        known = {order.supplier_order_id: order for order in rows} | waiting
        taken = [taken_at(order) for order in waiting.values()]
        # By a clock that was set back they were taken later than now.
        since, newest = min(taken) - _PAD, max(*taken, self._clock.now()) + _PAD
        until = self._walk.begins_at(since, newest)
        page = pages = 1
        items: Sequence[SupplierOrder] = ()
        while waiting and page <= min(pages, self._walk.most_pages):
            with asking_supplier():
                answer = await self._supplier.orders(since=since, until=until, page=page, lane=Lane.POLLING)
            items, pages = answer.items, answer.total_pages
            page += 1
            met = [(known.pop(item.order_id), item) for item in items if item.order_id in known]
            for order, _ in met:
                waiting.pop(order.supplier_order_id, None)
            await self._take_rows(met, due, troubles, began)
        if waiting and page <= pages:
            since = self._walk.cut_short(items, since) + _PAD
        if until < newest:
            newest = until - _PAD
        # What this walk did not come to is not missing in the list.
        for number, order in list(waiting.items()):
            if not since <= taken_at(order) <= newest:
                del waiting[number]

    async def _take_rows(
        self,
        met: Sequence[tuple[OrderRow, SupplierOrder]],
        due: Collection[str | None],
        troubles: list[SupplierAwayError],
        began: datetime,
    ) -> None:
        pending = []
        for order, item in met:
            match self._read(order, item):
                case Pending(strange=False):
                    pending.append(order)
                case Pending() if item.order_id not in due:
                    pass  # a word that we do not know is not asked about more often than its turn comes
                case Ended(status=OrderStatus.FULFILLED):
                    await self._alone(order, self.take(order, item), troubles)
                case _ if len(troubles) < _ENOUGH_TROUBLES:
                    # A row of a list may be cut short (contract 2.3.5): ask for the order itself before money
                    # goes back or a person is bothered.
                    await self._alone(order, self._look_at(order), troubles)
                case _:
                    pending.append(order)
        async with self._db.write() as conn:
            for order in pending:
                await self._later(conn, order, swept_at=began)

    async def take(self, order: OrderRow, answer: SupplierOrder) -> None:
        """Does what an answer asks for: nothing yet, the order's end, or a person's eyes."""
        match self._read(order, answer):
            case Pending(strange=True):
                await self._strange(order, answer.status[:40])
            case Pending():
                async with self._db.write() as conn:
                    await self._later(conn, order)
                return
            case Mismatch(reason=reason):
                await self._hold(order, reason)
            case Ended(status=status, cards=got):
                await self.finish(order, answer, status, got, who=_WHO, expected=OrderStatus.PROCESSING)

    async def _strange(self, order: OrderRow, status: str) -> None:
        """Not final as far as we know: told once, and looked at again."""
        async with self._db.write() as conn:
            await self._alerts.raise_in(
                conn, "strange_status", matter=order.ref, ref=order.ref, status=status
            )
            await self._later(conn, order)

    async def finish(
        self,
        order: OrderRow,
        answer: SupplierOrder,
        status: OrderStatus,
        got: Sequence[Card],
        *,
        who: str,
        expected: OrderStatus,
        also: InTransaction | None = None,
    ) -> None:
        """Ends the order in one transaction: its cards sealed, the unfilled part refunded, the messages
        written.

        `also` is done in that transaction when this call was the one that ended the order.
        """
        now = self._clock.now()
        charged = taken_for(answer, len(got))
        charged_centimes = None if charged is None else charged.centimes
        why = ChangeReason(status.value)
        async with self._db.write() as conn:
            if not got:
                if await end_without_cards(
                    conn,
                    order.id,
                    expected=[expected],
                    to=status,
                    why=why,
                    who=who,
                    now=now,
                    charged_centimes=charged_centimes,
                ):
                    await self._compare_cost(conn, order, charged, 0)
                    if also is not None:
                        await also(conn)
                return
            sealed = [self._vault.seal(card, order_id=order.id) for card in got]
            if not self._sandbox and await cards.known(conn, [one.fingerprint for one in sealed]):
                await self._hold_in(conn, order, HeldReason.CARD_KNOWN_FROM_ANOTHER_ORDER, expected)
                return
            unfilled = order.quantity - len(got)
            row = await move(
                conn,
                order.id,
                expected=[expected],
                to=status,
                why=why,
                who=who,
                now=now,
                fulfilled_quantity=len(got),
                refunded_centimes=price_of(order, cards=unfilled).centimes,
                charged_centimes=charged_centimes,
                held_reason=None,
            )
            if row is None:
                return
            await cards.add(
                conn,
                [
                    CardRow(order.id, position, one.key_id, one.nonce, one.sealed, one.fingerprint)
                    for position, one in enumerate(sealed)
                ],
            )
            await hand_over(conn, self._vault, row, count=len(got), now=now)
            if unfilled:
                await give_back(conn, row, cards=unfilled, who=who, now=now)
                await tell_ended(conn, row, now=now)
            await self._referral_rewards.order_delivered(conn, row, now=now)
            await self._compare_cost(conn, row, charged, len(got))
            if also is not None:
                await also(conn)
        log.info("order ended", ref=order.ref, status=status.value, cards=len(got))

    async def _compare_cost(
        self, conn: AsyncConnection, order: OrderRow, charged: Money | None, count: int
    ) -> None:
        """The price cannot be capped when placing (contract 2.3.3), so a dearer charge is told afterwards."""
        expected = Money(order.unit_cost_centimes) * count
        if charged is not None and charged > expected:
            await self._alerts.raise_in(
                conn,
                "charged_more",
                matter=order.ref,
                ref=order.ref,
                expected=str(expected.dinars),
                charged=str(charged.dinars),
            )

    def _read(self, order: OrderRow, answer: SupplierOrder) -> Pending | Ended | Mismatch:
        meaning = read_answer(
            answer, product_id=order.product_id, type_id=order.type_id, quantity=order.quantity
        )
        play_money = any(self._is_play_money(card) for card in cards_of(answer))
        return Mismatch(HeldReason.SANDBOX_CARD) if play_money and isinstance(meaning, Ended) else meaning

    def deliverable(self, answer: SupplierOrder, quantity: int) -> tuple[Card, ...]:
        """Of an odd answer, the cards that a person may decide to deliver: each real, with a code, and
        once.
        """
        real = [card for card in cards_of(answer) if card.value.strip() and not self._is_play_money(card)]
        return tuple({card.value: card for card in real}.values())[:quantity]

    def _is_play_money(self, card: Card) -> bool:
        return not self._sandbox and card.value.startswith("SANDBOX-")

    async def _hold(self, order: OrderRow, reason: HeldReason) -> None:
        async with self._db.write() as conn:
            await self._hold_in(conn, order, reason, OrderStatus.PROCESSING)

    async def _hold_in(
        self, conn: AsyncConnection, order: OrderRow, reason: HeldReason, expected: OrderStatus
    ) -> None:
        if expected is OrderStatus.NEEDS_REVIEW:
            return
        await hold(conn, self._alerts, order, reason, expected=expected, who=_WHO, now=self._clock.now())

    async def _later(
        self, conn: AsyncConnection, order: OrderRow, *, swept_at: datetime | None = None
    ) -> None:
        """When this order is looked at next. `swept_at`: when the walk through the list began that met it.

        A walk answers for a hundred orders at a time, so none of them needs to be spared while it is young;
        and counted from the walk's beginning they all fall due together, for the next walk to meet.
        """
        looked_at = swept_at or self._clock.now()
        fast = _FAST if swept_at is None else _FAST_IN_LIST
        pause = self._pause(self._clock.passed(taken_at(order)), fast)
        await orders.reschedule(conn, order.id, status=OrderStatus.PROCESSING, due_at=looked_at + pause)

    def _pause(self, age: timedelta, fast: timedelta) -> timedelta:
        """How long to leave an order of that age alone: longer the older it is, with jitter so that orders
        spread.
        """
        seconds = self._poll_interval
        if age > fast:
            slower = next((pause for limit, pause in _SLOWER if age.total_seconds() < limit), _SLOWEST)
            seconds = max(seconds, slower)
        return timedelta(seconds=seconds * self._jitter.uniform(0.9, 1.1))
