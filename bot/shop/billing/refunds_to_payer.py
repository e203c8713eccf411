"""Money going back the way it came: asked for by staff, or taken back by the payer's side without asking.

What a payment was credited as leaves the wallet in the same transaction that asks for the refund, so it can
be spent once only. The request is written down before anybody is asked; a lost answer is asked again, which
is harmless.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.payment_methods import KnownMethods
from bot.shop.errors import NotEnoughMoneyError, NotFoundError
from bot.shop.money import Money
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.referrals.rewards import ReferralRewards
from storage.database import Database
from storage.house import staff
from storage.money import entries, payments
from storage.money.payment_rows import PaymentRow
from storage.states import EntryKind, PaymentState


class RefundsToPayer:
    """The books of money that goes back, or never came; who carries it is in `bot.payments`."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        alerts: Alerts,
        methods: KnownMethods,
        referral_rewards: ReferralRewards,
    ) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._methods = methods
        self._referral_rewards = referral_rewards

    def can_carry(self, payment: PaymentRow) -> bool:
        """Whether the payment's method can carry money back to its payer."""
        return payment.way in self._methods.giving_back

    async def ask_in(self, conn: AsyncConnection, payment: PaymentRow, *, who: str, now: datetime) -> bool:
        """Takes the credit out of the wallet and marks the payment, once. For a write transaction.

        False when somebody was first. Raises `NotEnoughMoneyError` when the money was spent.
        """
        amount = Money(payment.amount_centimes)
        if not self.can_carry(payment):
            return False
        moved = await payments.move(
            conn,
            payment.id,
            expected=[PaymentState.CREDITED, PaymentState.UNMATCHED],
            to=PaymentState.REFUND_REQUESTED,
            refunded_centimes=amount.centimes,
        )
        if moved is None:
            return False
        if amount:
            wallet = Money(await entries.balance(conn, payer_of(payment)))
            if wallet < amount:
                raise NotEnoughMoneyError(amount - wallet)
            await self._take(conn, payment, amount, who=who, now=now)
        return True

    async def take_out_in(
        self, conn: AsyncConnection, payment: PaymentRow, *, who: str, now: datetime
    ) -> Money | None:
        """The money of a payment is not there (any more): what the wallet still holds of it leaves it. What
        was spent is a loss, and the reward for whoever invited its payer goes with it. For a write
        transaction.

        What has left the wallet; None when the payment was taken out before, or is on its way back.
        """
        amount = left = Money(payment.amount_centimes)
        if amount:
            left = min(amount, Money(await entries.balance(conn, payer_of(payment))))
        taken = await payments.move(
            conn,
            payment.id,
            expected=[PaymentState.CREDITED, PaymentState.UNMATCHED],
            to=PaymentState.REFUNDED,
            refunded_centimes=left.centimes,
        )
        if taken is None:
            return None
        if left:
            await self._take(conn, payment, left, who=who, now=now)
        if left < amount:
            await self._referral_rewards.payment_lost(
                conn, payer_id=payer_of(payment), received_at=payment.received_at, now=now
            )
        return left

    async def ask(self, staff_id: int, payment_id: int) -> PaymentRow:
        """A staff member sends a whole payment back the way it came. Raises `NotFoundError`,
        `NotEnoughMoneyError`.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            payment = await payments.get(conn, payment_id)
            if payment is None or not self.can_carry(payment):
                raise NotFoundError
            if await self.ask_in(conn, payment, who=f"staff:{staff_id}", now=now):
                await staff.log(
                    conn, staff_id=staff_id, action="refund", subject=f"payment:{payment_id}", at=now
                )
            after = await payments.get(conn, payment_id)
        if after is None:
            raise NotFoundError
        return after

    async def asked_for(self, way: str) -> list[PaymentRow]:
        """Refunds that somebody has to carry out."""
        async with self._db.read() as conn:
            return [
                row for row in await payments.in_state(conn, PaymentState.REFUND_REQUESTED) if row.way == way
            ]

    async def done(self, way: str, charge_id: str) -> None:
        """The payer has the money back, whether we asked for it or not. Known refunds change nothing."""
        now = self._clock.now()
        async with self._db.write() as conn:
            payment = await payments.by_charge(conn, way, charge_id)
            if payment is None:
                await self._alerts.raise_in(
                    conn, "refund_of_unknown", matter=charge_id, way=way, charge=charge_id
                )
            elif await payments.move(
                conn, payment.id, expected=[PaymentState.REFUND_REQUESTED], to=PaymentState.REFUNDED
            ):
                await self._tell(conn, payment, now)
            else:
                await self._taken_back(conn, payment, now)

    async def refused(self, payment_id: int, why: str) -> None:
        """The payer's side will not give it back: it is in the wallet again, and the staff are told."""
        now = self._clock.now()
        async with self._db.write() as conn:
            payment = await payments.get(conn, payment_id)
            if payment is None or payment.state != PaymentState.REFUND_REQUESTED:
                return
            amount = Money(payment.amount_centimes)
            to = PaymentState.CREDITED if amount else PaymentState.UNMATCHED
            await payments.move(
                conn, payment_id, expected=[PaymentState.REFUND_REQUESTED], to=to, refunded_centimes=0
            )
            if amount:
                await entries.add(
                    conn,
                    customer_id=payer_of(payment),
                    kind=EntryKind.PAYBACK_UNDONE,
                    subject=await _subject(conn, EntryKind.PAYBACK_UNDONE, payment),
                    centimes=amount.centimes,
                    at=now,
                    who="payments",
                    note=payment.way,
                )
            await self._alerts.raise_in(
                conn,
                "refund_refused",
                matter=f"{payment.id}:{now.timestamp()}",
                payment=payment.id,
                way=payment.way,
                why=why,
            )

    async def _taken_back(self, conn: AsyncConnection, payment: PaymentRow, now: datetime) -> None:
        """Nobody here asked (a chargeback, say): what is left of it leaves the wallet; what was spent is a
        loss.

        The payment then counts as given back what left the wallet, so that the books can hold the two
        together.
        """
        amount = Money(payment.amount_centimes)
        left = await self.take_out_in(conn, payment, who="payments", now=now)
        if left is None:
            return
        if amount:
            await self._tell(conn, payment, now)
        await self._alerts.raise_in(
            conn,
            "payment_taken_back",
            matter=str(payment.id),
            payment=payment.id,
            way=payment.way,
            amount=str(amount.dinars),
            lost=str((amount - left).dinars),
        )

    @staticmethod
    async def _take(
        conn: AsyncConnection, payment: PaymentRow, amount: Money, *, who: str, now: datetime
    ) -> None:
        await entries.add(
            conn,
            customer_id=payer_of(payment),
            kind=EntryKind.PAYBACK,
            subject=await _subject(conn, EntryKind.PAYBACK, payment),
            centimes=-amount.centimes,
            at=now,
            who=who,
            note=payment.way,
        )

    @staticmethod
    async def _tell(conn: AsyncConnection, payment: PaymentRow, now: datetime) -> None:
        if payment.customer_id is None:
            return
        await tell(
            conn,
            key=f"money_back:payment:{payment.id}",
            chat_id=payment.customer_id,
            kind=MessageKind.MONEY_BACK,
            payload={
                "to": payment.way,
                "centimes": payment.amount_centimes,
                "paid": payment.currency_amount,
                "currency": payment.currency,
                "reason": None,
                "ref": None,
            },
            now=now,
        )


def payer_of(payment: PaymentRow) -> int:
    """Who paid. Raises RuntimeError for a payment of nobody: such a one is never credited."""
    if payment.customer_id is None:
        raise RuntimeError(f"payment {payment.id} has no payer")
    return payment.customer_id


async def _subject(conn: AsyncConnection, kind: EntryKind, payment: PaymentRow) -> str:
    """A payment that is refused may be sent back again: each time is an entry of its own, whatever the clock
    says.
    """
    time = 1
    while await entries.exists(conn, kind=kind, subject=f"payment:{payment.id}:{time}"):
        time += 1
    return f"payment:{payment.id}:{time}"
