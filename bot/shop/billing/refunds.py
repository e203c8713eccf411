"""What staff give back: for an order, all or part of its price; for a payment, all of it. And payments that
fit nothing.

Never more than was paid and never twice: the order counts what went back in the same guarded UPDATE, and each
act has a key of its own. What a payment method can carry back goes back the same way, but only a whole
charge.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.bills import bill_of
from bot.shop.billing.outcomes import PaymentOutcome
from bot.shop.billing.refunds_to_payer import RefundsToPayer
from bot.shop.billing.unbought import tell_money
from bot.shop.errors import BadAmountError, NotFoundError, NothingLeftError, RefundedMeanwhileError
from bot.shop.money import Money
from bot.shop.order_status import ChangeReason, OrderStatus
from bot.shop.orders.history import OrderView, views
from bot.shop.orders.lifecycle import paid_for, tell_receipt
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.paging import FIRST, Cursor, Turns, turned
from bot.shop.referrals.rewards import ReferralRewards
from bot.shop.refs import typed_ref
from storage.chat import customers
from storage.database import Database
from storage.house import staff
from storage.money import entries, payments
from storage.money.payment_rows import PaymentRow
from storage.purchases import order_events, order_lists, orders
from storage.purchases.orders import OrderRow
from storage.states import EntryKind, MismatchReason, PaymentState

__all__ = ["WALLET", "MismatchReason", "Payment", "PaymentPage", "PaymentState", "RefundOffer", "Refunds"]

WALLET = "wallet"
_DONE = (OrderStatus.FULFILLED, OrderStatus.PARTIALLY_FILLED)
"""Orders that ended with cards. All others give the whole price back by themselves, or never took it."""
_HERE = (PaymentState.CREDITED, PaymentState.UNMATCHED)


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came, as staff see it."""

    id: int
    way: str
    customer_id: int | None
    known: bool
    amount: Money
    currency: str
    currency_amount: int
    state: PaymentState
    why: MismatchReason | None
    received_at: datetime
    order_ref: str | None
    can_go_back: bool
    """Whether it can be sent back the way it came."""


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """Some payments, newest first, and the ways to others."""

    items: tuple[Payment, ...]
    turns: Turns


@dataclass(frozen=True, slots=True)
class RefundOffer:
    """What can be given back for an order: `left` of its price; `charge` can go back the way it came."""

    order: OrderView
    left: Money
    charge: Payment | None


class Refunds:
    """Staff's side of money going back."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        refunds_to_payer: RefundsToPayer,
        referral_rewards: ReferralRewards,
    ) -> None:
        self._db = db
        self._clock = clock
        self._refunds_to_payer = refunds_to_payer
        self._referral_rewards = referral_rewards

    async def offer(self, ref: str, amount: Money | None = None) -> RefundOffer:
        """What could be done. Raises `NotFoundError`, `NothingLeftError`, `BadAmountError`."""
        async with self._db.read() as conn:
            order = await self._order(conn, ref)
            left = _left(order)
            if amount is not None and amount <= Money.ZERO:
                raise BadAmountError
            if not left or (amount or left) > left:
                raise _nothing_left(order)
            charge = await self._charge(conn, order, amount or left)
            shown = None if charge is None else (await self._payments(conn, [charge]))[0]
            return RefundOffer((await views(conn, [order]))[0], left, shown)

    async def refund(
        self,
        staff_id: int,
        ref: str,
        amount: Money,
        reason: str | None,
        *,
        to: str,
        key: str,
        seen: Money | None = None,
    ) -> bool:
        """Gives back, once for each key; False when this was done before.

        `to`: `wallet`, or a payment method that gives back: then the order's whole charge goes, and what is
        left of `amount` stays in the wallet. `seen`: what the order had given back when whoever confirms this
        was asked. Raises `NotFoundError`, `NothingLeftError`, and `RefundedMeanwhileError` when that is not
        so any more.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            order = await self._order(conn, ref)
            subject = f"order:{order.id}:{key}"
            if await entries.exists(conn, kind=EntryKind.STAFF_REFUND, subject=subject):
                return False
            given = Money(order.refunded_centimes)
            if seen is not None and given != seen:
                raise RefundedMeanwhileError(given - seen, _left(order))
            charge = None if to == WALLET else await self._charge(conn, order, amount)
            if to != WALLET and charge is None:
                raise _nothing_left(order)
            counted = await orders.add_refund(conn, order.id, centimes=amount.centimes, statuses=_DONE)
            if counted is None or amount <= Money.ZERO:
                raise _nothing_left(order)
            who = f"staff:{staff_id}"
            await entries.add(
                conn,
                customer_id=order.customer_id,
                kind=EntryKind.STAFF_REFUND,
                subject=subject,
                centimes=amount.centimes,
                at=now,
                who=who,
                note=order.ref,
            )
            stays = amount
            if charge is not None:
                await self._refunds_to_payer.ask_in(conn, charge, who=who, now=now)
                stays = amount - Money(charge.amount_centimes)
            await order_events.add(
                conn,
                order_id=order.id,
                from_status=order.status,
                to_status=order.status,
                at=now,
                why=ChangeReason.STAFF_REFUND,
                who=who,
            )
            await staff.log(
                conn,
                staff_id=staff_id,
                action="refund",
                subject=f"order:{order.ref}",
                at=now,
                detail=f"{amount.dinars} DZD to {to}" + (f": {reason}" if reason else ""),
            )
            await self._referral_rewards.order_refunded(conn, counted, now=now)
            if stays:
                await self._tell(conn, order, stays, reason, key=key, now=now)
            await tell_receipt(conn, order_id=order.id, customer_id=order.customer_id, now=now)
        return True

    async def payments(self, cursor: Cursor = FIRST, *, unmatched: bool = False) -> PaymentPage:
        """Money that came, or only what fits nothing."""
        state = PaymentState.UNMATCHED if unmatched else None
        async with self._db.read() as conn:
            rows, turns = await turned(
                lambda edge, limit: payments.page(conn, state=state, edge=edge, limit=limit), cursor
            )
            return PaymentPage(tuple(await self._payments(conn, rows)), turns)

    async def payment(self, payment_id: int) -> Payment:
        """One payment. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            row = await payments.get(conn, payment_id)
            if row is None:
                raise NotFoundError
            return (await self._payments(conn, [row]))[0]

    async def credit(self, staff_id: int, payment_id: int, amount: Money) -> bool:
        """A payment that fits nothing goes into its payer's wallet, once; False when somebody was first.

        Raises `NotFoundError` for a payer whom the shop does not know, `BadAmountError`.
        """
        if amount <= Money.ZERO:
            raise BadAmountError
        now = self._clock.now()
        async with self._db.write() as conn:
            payment = await payments.get(conn, payment_id)
            if payment is None or payment.customer_id is None:
                raise NotFoundError
            if not await _is_known(conn, payment.customer_id):
                raise NotFoundError
            moved = await payments.move(
                conn,
                payment_id,
                expected=[PaymentState.UNMATCHED],
                to=PaymentState.CREDITED,
                amount_centimes=amount.centimes,
            )
            if moved is None:
                return False
            await entries.add(
                conn,
                customer_id=payment.customer_id,
                kind=EntryKind.TOPUP,
                subject=f"payment:{payment_id}",
                centimes=amount.centimes,
                at=now,
                who=f"staff:{staff_id}",
                note=payment.way,
            )
            await staff.log(
                conn,
                staff_id=staff_id,
                action="credit",
                subject=f"payment:{payment_id}",
                at=now,
                detail=f"{amount.dinars} DZD",
            )
            await tell_money(
                conn,
                payment.customer_id,
                order_id=None,
                payment_id=payment_id,
                outcome=PaymentOutcome.TOPUP,
                now=now,
            )
        return True

    @staticmethod
    async def _order(conn: AsyncConnection, ref: str) -> OrderRow:
        order = await orders.by_ref(conn, typed_ref(ref))
        if order is None:
            raise NotFoundError
        return order

    async def _payments(self, conn: AsyncConnection, rows: Sequence[PaymentRow]) -> list[Payment]:
        """As many questions for a page as for one payment."""
        payers = await customers.of_ids(
            conn, {row.customer_id for row in rows if row.customer_id is not None}
        )
        requests = await payments.requests(conn, {row.request_id for row in rows if row.request_id})
        order_ids = {request.order_id for request in requests.values() if request.order_id}
        refs = {order.id: order.ref for order in await order_lists.of_ids(conn, order_ids)}
        order_of = {request.id: refs.get(request.order_id or 0) for request in requests.values()}
        return [
            Payment(
                id=row.id,
                way=row.way,
                customer_id=row.customer_id,
                known=row.customer_id in payers,
                amount=Money(row.amount_centimes),
                currency=row.currency,
                currency_amount=row.currency_amount,
                state=row.state,
                why=row.why,
                received_at=row.received_at,
                order_ref=order_of.get(row.request_id or ""),
                can_go_back=self._refunds_to_payer.can_carry(row) and row.state in _HERE,
            )
            for row in rows
        ]

    async def _charge(self, conn: AsyncConnection, order: OrderRow, amount: Money) -> PaymentRow | None:
        """The order's largest payment that can go back whole within `amount`."""
        fitting = [
            row
            for row in await payments.of_orders(conn, (await bill_of(conn, order.id)).ids)
            if self._refunds_to_payer.can_carry(row)
            and row.state == PaymentState.CREDITED
            and row.amount_centimes <= amount.centimes
        ]
        return max(fitting, key=lambda row: row.amount_centimes, default=None)

    @staticmethod
    async def _tell(
        conn: AsyncConnection, order: OrderRow, amount: Money, reason: str | None, *, key: str, now: datetime
    ) -> None:
        await tell(
            conn,
            key=f"money_back:order:{order.id}:{key}",
            chat_id=order.customer_id,
            kind=MessageKind.MONEY_BACK,
            payload={"to": WALLET, "centimes": amount.centimes, "reason": reason, "ref": order.ref},
            now=now,
        )


def _left(order: OrderRow) -> Money:
    if order.status not in _DONE:
        return Money.ZERO
    return paid_for(order) - Money(order.refunded_centimes)


def _nothing_left(order: OrderRow) -> NothingLeftError:
    return NothingLeftError(_left(order), Money(order.refunded_centimes))


async def _is_known(conn: AsyncConnection, customer_id: int | None) -> bool:
    return customer_id is not None and await customers.get(conn, customer_id) is not None
