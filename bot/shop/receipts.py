"""Receipts of transfers: sent by customers, decided on by staff. The first decision wins, every copy shows whose it was.

A file or a transfer's number that was sent before, by whomever, is pointed out: re-used receipts are the common fraud.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.awaiting import Awaiting
from bot.shop.customers import Customer, Customers
from bot.shop.delivery import Alerts, MessageKind
from bot.shop.errors import AlreadyDecidedError, BadAmountError, NotFoundError
from bot.shop.money import Money
from bot.shop.paying import MoneyIn, Paying, Received
from bot.shop.requests import TRANSFER, PaymentRequest, request_view, tell_request
from storage import messages, notes, orders, payments, staff
from storage.columns import AnyRow
from storage.database import Database

_LATE = timedelta(days=7)
"""How old a request may be whose receipt is still taken: people transfer first and send the picture in the evening."""
_MAY_BE_SENT = ("open", "expired", "rejected")
_MOST_WAITING = 50
_MOST_SAME = 3
LONGEST_NUMBER = 64


@dataclass(frozen=True, slots=True)
class SameBefore:
    """The same receipt sent otherwise: who sent it, and what became of that."""

    customer_id: int
    state: str
    at: datetime
    same_file: bool


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A receipt as staff see it."""

    request: PaymentRequest
    customer: Customer | None
    receipt_id: int
    kind: str
    file_id: str
    number: str | None
    sent_at: datetime
    same: tuple[SameBefore, ...]
    decided_by: str | None
    approved: Money | None
    """What was found to have come, once somebody has said so; may be another amount than was asked for."""


class Receipts:
    """Takes receipts in, and decisions about them."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        alerts: Alerts,
        customers: Customers,
        paying: Paying,
        awaiting: Awaiting,
        staff_ids: Sequence[int],
        payment_minutes: int,
        remind_minutes: int,
    ) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._customers = customers
        self._paying = paying
        self._awaiting = awaiting
        self._staff_ids = tuple(staff_ids)
        self._window = timedelta(minutes=payment_minutes)
        self._remind = timedelta(minutes=remind_minutes)

    async def wanted(self, customer_id: int) -> bool:
        """Whether a picture of theirs may be one that the staff get to see."""
        async with self._db.read() as conn:
            return await self._newest(conn, customer_id, _MAY_BE_SENT, self._clock.now()) is not None

    async def send(
        self,
        customer_id: int,
        *,
        kind: str,
        file_id: str,
        file_unique_id: str,
        number: str | None,
        album: str | None = None,
    ) -> PaymentRequest:
        """A customer's picture or document, for their newest request for a transfer without one. Staff get it at once.

        `file_unique_id` is the same for the same file, whoever sends it, however often.
        Where each has one it is not needed, as are all pictures of an album but the first, and the same one once more: the
        newest keeps what it has. Raises `NotFoundError` when none was asked for.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            request = None
            last = await payments.latest_receipt(conn, customer_id, since=now - _LATE)
            again = last is not None and last.file_unique_id == file_unique_id
            if not again and (album is None or await self._is_new(conn, customer_id, album, now)):
                request = await self._newest(conn, customer_id, _MAY_BE_SENT, now)
            if request is None:
                request = await self._newest(conn, customer_id, ["submitted"], now)
                if request is None:
                    raise NotFoundError
                return await request_view(conn, request)
            moved = await payments.move_request(
                conn,
                request.id,
                expected=_MAY_BE_SENT,
                to="submitted",
                decided_by=None,
                reason=None,
            )
            receipt = await payments.add_receipt(
                conn,
                request_id=request.id,
                kind=kind,
                file_id=file_id,
                file_unique_id=file_unique_id,
                number=tidy_number(number),
                sent_at=now,
            )
            if request.order_id is not None:
                # It ends when somebody has decided, not while they are looking.
                await orders.wait_for_payment(conn, request.order_id, until=None)
            await tell_request(conn, moved or request, now=now)
            await self._tell_staff(conn, receipt, now)
            view = await request_view(conn, moved or request)
        self._awaiting.ring()
        return view

    async def add_number(self, customer_id: int, number: str) -> None:
        """The transfer's number, after its picture. Raises `NotFoundError` when nothing is being looked at."""
        now = self._clock.now()
        async with self._db.write() as conn:
            receipt = await payments.latest_receipt(conn, customer_id, since=now - _LATE)
            tidied = tidy_number(number)
            if receipt is None or tidied is None:
                raise NotFoundError
            await payments.number_receipt(conn, receipt.id, tidied)
            await self._tell_staff(conn, receipt, now)
        self._awaiting.ring()

    async def approve(self, staff_id: int, request_id: str, dinars: int | None = None) -> Received:
        """The money is there; `dinars` where it was another amount. Raises `AlreadyDecidedError`, `BadAmountError`."""
        request, receipt = await self._submitted(request_id)
        amount = Money(request.amount_centimes) if dinars is None else Money.of_dinars(dinars)
        if not Money.ZERO < amount <= Money(max(request.amount_centimes, self._paying.topup_most.centimes)):
            raise BadAmountError
        now = self._clock.now()

        async def note(conn: AsyncConnection) -> None:
            await self._log(conn, staff_id, "approve", request_id, str(amount.dinars))
            await self._tell_staff(conn, receipt, now)
            await self._run_on(conn, request.order_id, now)

        return await self._paying.receive(
            MoneyIn(
                way=TRANSFER,
                charge_id=request_id,
                request_id=request_id,
                payer_id=request.customer_id,
                currency=request.currency,
                currency_amount=amount.centimes,
                amount=amount,
                who=f"staff:{staff_id}",
            ),
            expected=["submitted"],
            also=note,
            decided_by=staff_id,
        )

    async def reject(self, staff_id: int, request_id: str, reason: str) -> None:
        """There is no such money; the customer reads the reason. Raises `AlreadyDecidedError`, `NotFoundError`."""
        _, receipt = await self._submitted(request_id)
        now = self._clock.now()
        async with self._db.write() as conn:
            moved = await payments.move_request(
                conn,
                request_id,
                expected=["submitted"],
                to="rejected",
                decided_by=staff_id,
                reason=reason,
            )
            if moved is None:
                current = await payments.request(conn, request_id)
                raise AlreadyDecidedError(None if current is None else current.decided_by)
            await self._run_on(conn, moved.order_id, now)
            await self._log(conn, staff_id, "reject", request_id, reason)
            await tell_request(conn, moved, now=now)
            await self._tell_staff(conn, receipt, now)
        self._awaiting.ring()

    async def waiting(self) -> tuple[ReceiptView, ...]:
        """Receipts that nobody has decided on, oldest first."""
        async with self._db.read() as conn:
            rows = await payments.requests_in(conn, way=TRANSFER, state="submitted", limit=_MOST_WAITING)
        return tuple([await self.view(row.id) for row in rows])

    async def view(self, request_id: str) -> ReceiptView:
        """One receipt, with where it was seen before. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            request = await payments.request(conn, request_id)
            receipt = await payments.receipt(conn, request_id)
            if request is None or receipt is None:
                raise NotFoundError
            before = await payments.same_receipts(
                conn,
                receipt_id=receipt.id,
                file_unique_id=receipt.file_unique_id,
                number=receipt.number,
            )
            view = await request_view(conn, request)
            paid = await payments.by_charge(conn, TRANSFER, request_id)
        try:
            customer: Customer | None = await self._customers.get(request.customer_id)
        except NotFoundError:
            customer = None
        # A request has a second receipt only because its first one was refused.
        same = tuple(
            SameBefore(
                row.customer_id,
                "rejected" if row.id == request_id else row.state,
                row.created_at,
                bool(row.same_file),
            )
            for row in before[:_MOST_SAME]
        )
        return ReceiptView(
            view,
            customer,
            receipt.id,
            receipt.kind,
            receipt.file_id,
            receipt.number,
            receipt.sent_at,
            same,
            None if view.decided_by is None else await self._customers.name_of(view.decided_by),
            None if paid is None else Money(paid.amount_centimes),
        )

    async def show(self, staff_id: int, request_id: str) -> ReceiptView:
        """One receipt; somebody who was not told of it, such as new staff, gets their copy. Raises `NotFoundError`."""
        view = await self.view(request_id)
        async with self._db.write() as conn:
            if (receipt := await payments.receipt(conn, request_id)) is not None:
                await self._tell_staff(conn, receipt, self._clock.now(), [staff_id])
        self._awaiting.ring()
        return view

    async def remind(self) -> None:
        """Tells the staff of receipts that have waited too long, again and again until there are none."""
        before = self._clock.now() - self._remind
        late = [view for view in await self.waiting() if view.sent_at <= before]
        if late:
            await self._alerts.raise_(
                "receipts_wait",
                matter="receipts",
                quiet=self._remind,
                count=len(late),
                since=_minutes(late, self._clock),
            )

    async def _run_on(self, conn: AsyncConnection, order_id: int | None, now: datetime) -> None:
        """A waiting order's time runs on, unless another receipt for it is still to be decided on."""
        if order_id is not None and not await payments.is_looked_into(conn, order_id):
            await orders.wait_for_payment(conn, order_id, until=now + self._window)

    @staticmethod
    async def _newest(
        conn: AsyncConnection, customer_id: int, states: Sequence[str], now: datetime
    ) -> AnyRow | None:
        return await payments.newest_request(
            conn, customer_id=customer_id, way=TRANSFER, states=states, since=now - _LATE
        )

    @staticmethod
    async def _is_new(conn: AsyncConnection, customer_id: int, album: str, now: datetime) -> bool:
        """Whether this is the first picture of an album; Telegram sends each as a message of its own."""
        key = f"album:{customer_id}"
        last = await notes.get(conn, key)
        await notes.put(conn, key, album, now)
        return last is None or last.value != album

    async def _submitted(self, request_id: str) -> tuple[AnyRow, AnyRow]:
        async with self._db.read() as conn:
            request = await payments.request(conn, request_id)
            receipt = await payments.receipt(conn, request_id)
        if request is None or receipt is None or request.way != TRANSFER:
            raise NotFoundError
        if request.state != "submitted":
            raise AlreadyDecidedError(request.decided_by)
        return request, receipt

    async def _tell_staff(
        self, conn: AsyncConnection, receipt: AnyRow, now: datetime, staff_ids: Sequence[int] | None = None
    ) -> None:
        for staff_id in self._staff_ids if staff_ids is None else staff_ids:
            await messages.renew(
                conn,
                key=f"transfer:{receipt.id}:{staff_id}",
                chat_id=staff_id,
                kind=MessageKind.TRANSFER,
                payload={"request_id": receipt.request_id, "receipt_id": receipt.id},
                now=now,
            )

    async def _log(
        self, conn: AsyncConnection, staff_id: int, action: str, request_id: str, detail: str
    ) -> None:
        await staff.log(
            conn,
            staff_id=staff_id,
            action=action,
            subject=f"transfer:{request_id}",
            at=self._clock.now(),
            detail=detail,
        )


def tidy_number(number: str | None) -> str | None:
    """A transfer's number as it is compared: letters and digits only, capitals, digits of any script as ours."""
    letters = [
        str(unicodedata.digit(letter, letter)) for letter in (number or "").upper() if letter.isalnum()
    ]
    return "".join(letters)[:LONGEST_NUMBER] or None


def _minutes(late: Sequence[ReceiptView], clock: Clock) -> int:
    return int((clock.now() - late[0].sent_at).total_seconds() // 60)
