"""Receipts of transfers: sent by customers, decided on by staff. The first decision wins, every copy shows
whose it was.

A file or a transfer's number that was sent before, by whomever, is pointed out: re-used receipts are the
common fraud. Every picture of a receipt is kept and shown to the staff, also one that comes after the
decision.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.bills import bill_of
from bot.shop.billing.intake import IncomingPayment, PaymentIntake, Received
from bot.shop.billing.payment_methods import KnownMethods
from bot.shop.billing.requests import tell_request
from bot.shop.billing.transfers.proof_copies import copy_of, send_again, tell_staff
from bot.shop.billing.transfers.proof_intake import ProofIntake, SentPicture
from bot.shop.billing.transfers.proof_views import (
    OrderProof,
    ProofView,
    WaitingProof,
    mark_of,
    of_order,
    read_view,
    same_rows,
    waiting,
)
from bot.shop.chat_settings.live_settings import LiveEdition
from bot.shop.customers import Customers
from bot.shop.errors import (
    AlreadyDecidedError,
    BadAmountError,
    NotFoundError,
    NotTheirsError,
    ProofChangedError,
    ProofRepeatedError,
    ReceiptsDayLimitError,
    StaffRefusal,
)
from bot.shop.money import Money
from bot.shop.orders.lifecycle import tell_receipt
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.roles.members import StaffMembers
from bot.shop.roles.rights import Right
from storage.database import Database
from storage.house import staff
from storage.money import entries, payments, receipts
from storage.money.payment_rows import RequestRow
from storage.money.receipts import NewPicture, ReceiptRow
from storage.purchases import orders
from storage.states import PictureKind, RequestState

_MOST_WAITING = 50
LONGEST_NUMBER = 64
RECEIPT = "transfer"
"""What the audit log calls a request whose receipt is decided on."""


class ProofSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def payment_minutes(self) -> int: ...
    @property
    def topup_most(self) -> int: ...
    @property
    def transfer_remind_minutes(self) -> int: ...
    @property
    def cashier_receipts_day_limit(self) -> int: ...


class TransferProofs:
    """Takes receipts in, and decisions about them."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        alerts: Alerts,
        methods: KnownMethods,
        customers: Customers,
        payment_intake: PaymentIntake,
        members: StaffMembers,
        settings: LiveEdition[ProofSettings],
        day_began: Callable[[datetime], datetime],
    ) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._customers = customers
        self._payment_intake = payment_intake
        self._members = members
        self._settings = settings
        self._day_began = day_began
        self._intake = ProofIntake(
            methods=methods.proved_by_picture, members=members, window=lambda: self._window
        )

    @property
    def _window(self) -> timedelta:
        return timedelta(minutes=self._settings.now.payment_minutes)

    async def wanted(self, customer_id: int) -> str | None:
        """The payment method that a picture of theirs may be proof for; None: the staff get to see none."""
        async with self._db.read() as conn:
            return await self._intake.wanted(conn, customer_id, self._clock.now())

    async def awaited(self, customer_id: int) -> Money | None:
        """The amount of which this customer's receipt is waited for; None: of none."""
        async with self._db.read() as conn:
            return await self._intake.awaited(conn, customer_id, self._clock.now())

    async def send(
        self,
        customer_id: int,
        *,
        kind: PictureKind,
        file_id: str,
        file_unique_id: str,
        number: str | None,
        album: str | None = None,
        message_id: int | None = None,
    ) -> SentPicture:
        """A customer's picture or document, in that message of theirs. Staff get it at once.

        It is the receipt for their newest request for a transfer that has none; or for what is still missing
        of a transfer that brought less than was asked for; or else one more picture of the receipt that they
        sent last, as are all pictures of an album but the first. `file_unique_id` is the same for the same
        file, whoever sends it. Raises `NotFoundError` when no transfer was asked for.
        """
        now = self._clock.now()
        picture = NewPicture(kind, file_id, file_unique_id, tidy_number(number), album, now, message_id)
        async with self._db.write() as conn:
            return await self._intake.take(conn, customer_id, picture, now)

    async def add_number(self, customer_id: int, number: str) -> None:
        """The transfer's number, after its picture. Raises `NotFoundError` for somebody who sent no receipt
        lately.
        """
        tidied = tidy_number(number)
        if tidied is None:
            raise NotFoundError
        async with self._db.write() as conn:
            await self._intake.number(conn, customer_id, tidied, self._clock.now())

    async def approve(
        self,
        staff_id: int,
        request_id: str,
        dinars: int | None = None,
        *,
        receipt_id: int | None = None,
        saw: str = "",
    ) -> Received:
        """The money is there; `dinars` where it was another amount.

        `receipt_id`: the receipt that they decided on, if they were shown one; `saw`: the mark of the earlier
        receipts with the same file or number that they were shown. Raises `AlreadyDecidedError`,
        `ProofChangedError`, `ProofRepeatedError`, `NotTheirsError` for a receipt of their own,
        `ReceiptsDayLimitError`, and `BadAmountError` with the bounds.
        """
        async with self._db.read() as conn:
            request, receipt = await self._submitted(conn, request_id, receipt_id)
            rights = await self._members.rights_in(conn, staff_id)
            # Whoever may credit themselves without a limit gains nothing by a receipt.
            if request.customer_id == staff_id and Right.MOVE_MORE_MONEY not in rights:
                raise NotTheirsError(StaffRefusal.OWN_MONEY)
            await self._must_have_seen(conn, receipt, saw)
        amount = Money(request.amount_centimes) if dinars is None else Money.of_dinars(dinars)
        most = max(Money(request.amount_centimes), Money.of_dinars(self._settings.now.topup_most))
        if not Money.ZERO < amount <= most:
            raise BadAmountError(Money.of_dinars(1), most)
        now = self._clock.now()

        async def note(conn: AsyncConnection) -> None:
            # In the same transaction once more: the customer may have sent another receipt while the supplier
            # was asked.
            newest = await receipts.newest(conn, request_id)
            if newest is None or newest.id != receipt.id:
                raise ProofChangedError
            await self._must_have_seen(conn, receipt, saw)
            await self._must_be_within_limit(conn, staff_id, request.way, amount, now)
            await self._log(conn, staff_id, "approve", request_id, str(amount.dinars))
            await tell_staff(conn, receipt, self._members, now=now)
            await _react(conn, request.customer_id, receipt, now)
            await self._run_on(conn, request.order_id, now)

        return await self._payment_intake.receive(
            IncomingPayment(
                way=request.way,
                charge_id=request_id,
                request_id=request_id,
                payer_id=request.customer_id,
                currency=request.currency,
                currency_amount=amount.centimes,
                amount=amount,
                who=f"staff:{staff_id}",
            ),
            expected=[RequestState.SUBMITTED],
            also=note,
            decided_by=staff_id,
        )

    async def reject(
        self, staff_id: int, request_id: str, reason: str, *, receipt_id: int | None = None
    ) -> None:
        """There is no such money; the customer reads the reason.

        Raises `AlreadyDecidedError`, `NotFoundError`, and `ProofChangedError` as `approve`.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            _, receipt = await self._submitted(conn, request_id, receipt_id)
            moved = await payments.move_request(
                conn,
                request_id,
                expected=[RequestState.SUBMITTED],
                to=RequestState.REJECTED,
                decided_by=staff_id,
                reason=reason,
            )
            if moved is None:
                raise AlreadyDecidedError(None)
            await self._run_on(conn, moved.order_id, now)
            if moved.order_id is not None:
                await tell_receipt(conn, order_id=moved.order_id, customer_id=moved.customer_id, now=now)
            await self._log(conn, staff_id, "reject", request_id, reason)
            await tell_request(conn, moved, now=now)
            await tell_staff(conn, receipt, self._members, now=now)

    async def waiting(self) -> tuple[WaitingProof, ...]:
        """Receipts that nobody has decided on, oldest first."""
        async with self._db.read() as conn:
            return await waiting(conn, _MOST_WAITING)

    async def count_waiting(self) -> int:
        """How many receipts nobody has decided on."""
        async with self._db.read() as conn:
            return await receipts.count_waiting(conn)

    async def of_order(self, order_id: int) -> tuple[OrderProof, ...]:
        """The newest receipts for an order, newest first."""
        async with self._db.read() as conn:
            return await of_order(conn, order_id)

    async def view(self, request_id: str, picture_id: int | None = None) -> ProofView:
        """The newest receipt for a request, or the one with that picture. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            return await self._view(conn, request_id, picture_id)

    async def _view(self, conn: AsyncConnection, request_id: str, picture_id: int | None = None) -> ProofView:
        view = await read_view(conn, request_id, picture_id)
        customer = await self._customers.find(conn, view.request.customer_id)
        decider_id = view.request.decided_by
        if decider_id is None:
            return replace(view, customer=customer, decided_by=None)
        decider = await self._customers.find(conn, decider_id)
        return replace(
            view,
            customer=customer,
            decided_by=str(decider_id) if decider is None else decider.first_name,
        )

    async def send_again(self, staff_id: int, request_id: str) -> list[int]:
        """Sends somebody the newest receipt with all its pictures to the end of their chat, also who was
        never told of it, such as new staff. The Telegram messages that these replace. Raises `NotFoundError`.
        """
        async with self._db.write() as conn:
            first = await receipts.newest(conn, request_id)
            if first is None:
                raise NotFoundError
            return await send_again(conn, first, staff_id, now=self._clock.now())

    async def copy_of(self, picture_id: int, staff_id: int) -> int | None:
        """Which Telegram message somebody's copy of a picture is."""
        async with self._db.read() as conn:
            return await copy_of(conn, picture_id, staff_id)

    async def remind(self) -> None:
        """Tells the staff of receipts that have waited too long, again and again until there are none."""
        now = self._clock.now()
        patience = timedelta(minutes=self._settings.now.transfer_remind_minutes)
        async with self._db.read() as conn:
            count, since = await receipts.late(conn, before=now - patience)
        if since is not None:
            await self._alerts.raise_(
                "receipts_wait",
                matter="receipts",
                quiet=patience,
                count=count,
                since=int((now - since).total_seconds() // 60),
            )

    async def _run_on(self, conn: AsyncConnection, order_id: int | None, now: datetime) -> None:
        """A waiting order's time runs on, unless another receipt for it is still to be decided on."""
        if order_id is None:
            return
        bill = await bill_of(conn, order_id)
        if not await payments.is_looked_into(conn, bill.ids):
            await orders.wait_for_payment(conn, bill.ids, until=now + self._window)

    @staticmethod
    async def _submitted(
        conn: AsyncConnection, request_id: str, receipt_id: int | None
    ) -> tuple[RequestRow, ReceiptRow]:
        request = await payments.request(conn, request_id)
        receipt = await receipts.newest(conn, request_id)
        if request is None or receipt is None:
            raise NotFoundError
        if request.state != RequestState.SUBMITTED:
            raise AlreadyDecidedError(request.decided_by)
        if receipt_id is not None and receipt.id != receipt_id:
            raise ProofChangedError
        return request, receipt

    async def _must_be_within_limit(
        self, conn: AsyncConnection, staff_id: int, way: str, amount: Money, now: datetime
    ) -> None:
        """In the transaction that has taken the money in: a cashier with an accomplice gains no more in a day
        than this limit, however many they approve at once. Raises `ReceiptsDayLimitError`.
        """
        if Right.MOVE_MORE_MONEY in await self._members.rights_in(conn, staff_id):
            return
        since = self._day_began(now)
        approved = Money(await entries.approved(conn, f"staff:{staff_id}", way, since=since))
        most = Money.of_dinars((await self._settings.as_of(conn)).cashier_receipts_day_limit)
        if approved > most:
            raise ReceiptsDayLimitError(most, max(Money.ZERO, most - approved + amount))

    @staticmethod
    async def _must_have_seen(conn: AsyncConnection, receipt: ReceiptRow, saw: str) -> None:
        """Raises `ProofRepeatedError` when there are earlier receipts like this one that `saw` does not
        stand for.
        """
        before = await same_rows(conn, await receipts.pictures(conn, receipt))
        if before and mark_of(before) != saw:
            raise ProofRepeatedError

    async def _log(
        self, conn: AsyncConnection, staff_id: int, action: str, request_id: str, detail: str
    ) -> None:
        await staff.log(
            conn,
            staff_id=staff_id,
            action=action,
            subject=f"{RECEIPT}:{request_id}",
            at=self._clock.now(),
            detail=detail,
        )


async def _react(conn: AsyncConnection, customer_id: int, receipt: ReceiptRow, now: datetime) -> None:
    """Their picture has done what it was sent for: they see it on the picture itself, too."""
    if receipt.message_id is not None:
        await tell(
            conn,
            key=f"reaction:{receipt.id}",
            chat_id=customer_id,
            kind=MessageKind.REACTION,
            payload={"telegram_message_id": receipt.message_id},
            now=now,
        )


def tidy_number(number: str | None) -> str | None:
    """A transfer's number as it is compared: letters and digits only, capitals, digits of any script as
    ours.
    """
    letters = [
        str(unicodedata.digit(letter, letter)) for letter in (number or "").upper() if letter.isalnum()
    ]
    return "".join(letters)[:LONGEST_NUMBER] or None
