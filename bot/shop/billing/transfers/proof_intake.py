"""How a customer's picture becomes a receipt, or one more picture of one; and which transfer it is for."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.billing.bills import bill_of
from bot.shop.billing.requests import PaymentRequest, tell_request
from bot.shop.billing.transfers.proof_copies import tell_staff
from bot.shop.billing.transfers.proof_views import read_view
from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from bot.shop.orders.lifecycle import tell_receipt
from bot.shop.refs import new_token
from bot.shop.roles.members import StaffMembers
from storage.money import entries, payments, receipts
from storage.money.payment_rows import RequestRow
from storage.money.receipts import NewPicture, ReceiptRow, RecentReceiptRow
from storage.purchases import orders
from storage.states import RequestState

_LATE = timedelta(days=7)
"""How old a request may be whose receipt is still taken: people transfer first and send the picture in the
evening.
"""
_MAY_BE_SENT = (RequestState.OPEN, RequestState.EXPIRED, RequestState.REJECTED)
_UNPAID = (OrderStatus.AWAITING_PAYMENT, OrderStatus.EXPIRED, OrderStatus.CANCELLED)
MOST_PICTURES = 10
"""How many pictures one receipt may have: an album has at most as many, and staff have to look at them."""


class PictureOutcome(StrEnum):
    """What became of a customer's picture."""

    SUBMITTED = "submitted"
    """It is a receipt to decide on."""
    ADDED = "added"
    """It is one more picture of a receipt."""
    KNOWN = "known"
    """The shop has it already."""
    ENOUGH = "enough"
    """It is more than staff will look at."""


@dataclass(frozen=True, slots=True)
class SentPicture:
    """What became of a customer's picture, and for which request it is.

    `numbered`: the transfer's number is known. `rest_of_album`: its first picture was answered.
    """

    outcome: PictureOutcome
    request: PaymentRequest
    numbered: bool
    rest_of_album: bool = False


class ProofIntake:
    """Takes pictures in, within its caller's transaction.

    `methods`: the payment methods that are proved by a picture; `window` says how long what a transfer lacked
    is waited for.
    """

    def __init__(
        self, *, methods: Collection[str], members: StaffMembers, window: Callable[[], timedelta]
    ) -> None:
        self._methods = methods
        self._members = members
        self._window = window

    async def wanted(self, conn: AsyncConnection, customer_id: int, now: datetime) -> str | None:
        """The payment method that a picture of theirs may be proof for; None: the staff get to see none."""
        request = await self._newest(conn, customer_id, now)
        if request is not None:
            return request.way
        sent = await receipts.recent(conn, customer_id, since=now - _LATE)
        return sent[0].way if sent else None

    async def awaited(self, conn: AsyncConnection, customer_id: int, now: datetime) -> Money | None:
        """The amount of which a receipt is waited for: of their newest request that still can be paid."""
        request = await self._newest(conn, customer_id, now)
        if request is None or request.state != RequestState.OPEN:
            return None
        return Money(request.amount_centimes)

    async def take(
        self, conn: AsyncConnection, customer_id: int, picture: NewPicture, now: datetime
    ) -> SentPicture:
        """What becomes of a picture. Raises `NotFoundError` when no transfer was asked for."""
        sent = await receipts.recent(conn, customer_id, since=now - _LATE)
        album = picture.album
        same = next((row for row in sent if _is_same(row, picture)), None)
        of_album = next((row for row in sent if album is not None and row.album == album), None)
        if same is not None and (same.state == RequestState.SUBMITTED or of_album is not None):
            return await self._sent(conn, PictureOutcome.KNOWN, same, rest_of_album=of_album is not None)
        if of_album is not None:
            return await self._add(conn, of_album, picture, now)
        request = await self._wants_one(conn, customer_id, sent[0] if sent else None, now)
        if request is None and same is not None:
            return await self._sent(conn, PictureOutcome.KNOWN, same)
        if request is None and sent:
            request = await self._rest_of(conn, sent[0], now)
        if request is not None:
            return await self._submit(conn, request, picture, now)
        if not sent:
            raise NotFoundError
        return await self._add(conn, sent[0], picture, now)

    async def number(self, conn: AsyncConnection, customer_id: int, number: str, now: datetime) -> None:
        """The transfer's number, after its picture. Raises `NotFoundError` for somebody who sent no receipt
        lately.
        """
        sent = await receipts.recent(conn, customer_id, since=now - _LATE)
        first = await receipts.get(conn, sent[0].adds_to or sent[0].id) if sent else None
        if first is None:
            raise NotFoundError
        await receipts.set_number(conn, first.id, number)
        await tell_staff(conn, first, self._members, now=now)

    async def _submit(
        self, conn: AsyncConnection, request: RequestRow, picture: NewPicture, now: datetime
    ) -> SentPicture:
        moved = await payments.move_request(
            conn, request.id, expected=_MAY_BE_SENT, to=RequestState.SUBMITTED, decided_by=None, reason=None
        )
        receipt = await receipts.add(conn, request.id, picture)
        if request.order_id is not None:
            # It ends when somebody has decided, not while they are looking.
            await orders.wait_for_payment(conn, (await bill_of(conn, request.order_id)).ids, until=None)
            await tell_receipt(conn, order_id=request.order_id, customer_id=request.customer_id, now=now)
        await tell_request(conn, moved or request, now=now)
        await tell_staff(conn, receipt, self._members, now=now)
        return await self._sent(conn, PictureOutcome.SUBMITTED, receipt)

    async def _add(
        self, conn: AsyncConnection, last: RecentReceiptRow, picture: NewPicture, now: datetime
    ) -> SentPicture:
        """One more picture of the receipt that `last` belongs to."""
        first = last if last.adds_to is None else await receipts.get(conn, last.adds_to)
        rest = picture.album is not None and last.album == picture.album
        if first is None or len(await receipts.pictures(conn, first)) >= MOST_PICTURES:
            return await self._sent(conn, PictureOutcome.ENOUGH, last)
        added = await receipts.add(
            conn,
            last.request_id,
            picture,
            adds_to=first.id,
            late=int(last.state != RequestState.SUBMITTED),
        )
        await tell_staff(conn, added, self._members, now=now)
        await tell_staff(conn, first, self._members, now=now)
        return await self._sent(conn, PictureOutcome.ADDED, added, rest_of_album=rest)

    async def _sent(
        self, conn: AsyncConnection, outcome: PictureOutcome, row: ReceiptRow, *, rest_of_album: bool = False
    ) -> SentPicture:
        view = await read_view(conn, row.request_id, row.id)
        return SentPicture(outcome, view.request, bool(view.numbers), rest_of_album)

    async def _wants_one(
        self, conn: AsyncConnection, customer_id: int, last: RecentReceiptRow | None, now: datetime
    ) -> RequestRow | None:
        """The newest request without a receipt, unless it ran out before the one that they sent a receipt for
        last.
        """
        request = await self._newest(conn, customer_id, now)
        if (
            request is None
            or last is None
            or request.state == RequestState.OPEN
            or request.created_at >= last.asked_at
        ):
            return request
        return None

    async def _rest_of(
        self, conn: AsyncConnection, last: RecentReceiptRow, now: datetime
    ) -> RequestRow | None:
        """Asks for what a transfer lacked: its order is still to be paid, or less came than was asked for."""
        if last.state != RequestState.PAID:
            return None
        asked = await payments.request(conn, last.request_id)
        paid = await payments.by_charge(conn, last.way, last.request_id)
        bill = None if last.order_id is None else await bill_of(conn, last.order_id)
        if asked is None or paid is None or (bill is not None and bill.asked.status not in _UNPAID):
            return None
        missing = asked.amount_centimes - paid.amount_centimes
        if bill is not None and bill.waiting:
            missing = bill.total.centimes - await entries.balance(conn, asked.customer_id)
        if missing <= 0:
            return None
        return await payments.add_request(
            conn,
            id=new_token(),
            way=asked.way,
            customer_id=asked.customer_id,
            order_id=asked.order_id,
            amount_centimes=missing,
            currency=asked.currency,
            currency_amount=missing,
            created_at=now,
            expires_at=now + self._window(),
        )

    async def _newest(self, conn: AsyncConnection, customer_id: int, now: datetime) -> RequestRow | None:
        return await payments.newest_request(
            conn, customer_id=customer_id, ways=self._methods, states=_MAY_BE_SENT, since=now - _LATE
        )


def _is_same(row: ReceiptRow, picture: NewPicture) -> bool:
    """Whether this is a picture that came before: the same message once more, or the same content."""
    return row.file_id == picture.file_id or row.file_unique_id == picture.file_unique_id
