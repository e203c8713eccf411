"""A receipt that was approved and proves false: the money never came. What the wallet still holds of it is
taken out again, never more than that, once; what was spent is missing, and staff are told how much.
"""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.refunds_to_payer import RefundsToPayer, payer_of
from bot.shop.billing.transfers.proof_copies import tell_staff
from bot.shop.billing.transfers.transfer_proofs import RECEIPT
from bot.shop.customers import is_made_up
from bot.shop.errors import AlreadyDoneError, NotFoundError
from bot.shop.money import Money
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.roles.members import StaffMembers
from storage.database import Database
from storage.house import staff
from storage.money import entries, payments, receipts
from storage.money.payment_rows import PaymentRow
from storage.money.receipts import ReceiptRow
from storage.states import PaymentState, RequestState


class FalseBeforeError(AlreadyDoneError):
    """The receipt was found false before."""


@dataclass(frozen=True, slots=True)
class FalseProof:
    """What becomes of the `amount` that was approved: `taken` leaves the wallet."""

    amount: Money
    taken: Money

    @property
    def missing(self) -> Money:
        """What was spent, and is not there to be taken."""
        return self.amount - self.taken


class FalseProofs:
    """For whoever decides on receipts. Methods raise `NotFoundError` for what is no approved receipt, and
    `FalseBeforeError`.
    """

    def __init__(
        self, db: Database, clock: Clock, alerts: Alerts, members: StaffMembers, refunds: RefundsToPayer
    ) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._members = members
        self._refunds = refunds

    async def look(self, request_id: str) -> FalseProof:
        """What would be taken out of the wallet now; nothing is changed."""
        async with self._db.read() as conn:
            payment, _ = await _approved(conn, request_id)
            held = Money(await entries.balance(conn, payer_of(payment)))
        amount = Money(payment.amount_centimes)
        return FalseProof(amount, min(amount, held))

    async def mark(self, staff_id: int, request_id: str, reason: str) -> FalseProof:
        """The receipt is false: the money is taken out, and its customer reads the reason."""
        now = self._clock.now()
        async with self._db.write() as conn:
            payment, receipt = await _approved(conn, request_id)
            taken = await self._refunds.take_out_in(conn, payment, who=f"staff:{staff_id}", now=now)
            if taken is None:
                raise FalseBeforeError
            found = FalseProof(Money(payment.amount_centimes), taken)
            await payments.move_request(
                conn, request_id, expected=[RequestState.PAID], to=RequestState.PAID, reason=reason
            )
            await staff.log(
                conn,
                staff_id=staff_id,
                action="false_receipt",
                subject=f"{RECEIPT}:{request_id}",
                at=now,
                detail=f"{taken.dinars} DZD: {reason}",
            )
            await self._alerts.raise_in(
                conn,
                "receipt_false",
                matter=str(payment.id),
                payment=payment.id,
                customer=payer_of(payment),
                amount=str(found.amount.dinars),
                lost=str(found.missing.dinars),
            )
            await tell_staff(conn, receipt, self._members, now=now)
            if not is_made_up(payer_of(payment)):
                await tell(
                    conn,
                    key=f"proof_false:{payment.id}",
                    chat_id=payer_of(payment),
                    kind=MessageKind.PROOF_FALSE,
                    payload={
                        "centimes": found.amount.centimes,
                        "taken": found.taken.centimes,
                        "reason": reason,
                    },
                    now=now,
                )
        return found


async def _approved(conn: AsyncConnection, request_id: str) -> tuple[PaymentRow, ReceiptRow]:
    request = await payments.request(conn, request_id)
    receipt = await receipts.newest(conn, request_id)
    payment = None if request is None else await payments.by_charge(conn, request.way, request_id)
    if receipt is None or payment is None:
        raise NotFoundError
    if payment.state is not PaymentState.CREDITED:
        raise FalseBeforeError
    return payment, receipt
