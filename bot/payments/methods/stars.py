"""Telegram's ledger of Stars beside ours: payments whose message was lost are found there, refunds are
carried out.

A transaction's id is the charge id; a refund has the same id with a receiver instead of a source (Bot API
StarTransaction). The ledger only grows, oldest first, so we keep the place where we stopped reading, and what
stood there. A bot may have taken Stars before it had this shop: what is older than the shop and not about it
is passed over.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final, Protocol

import structlog
from telegram import StarTransaction, TransactionPartnerUser
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.payments.invoices import XTR, InvoiceMethod
from bot.payments.method import InvoiceMessage, JobParts, MethodJob, MethodParts, PaymentMethod, RegularJob
from bot.shop.billing.intake import IncomingPayment, PaymentIntake
from bot.shop.billing.payment_methods import MethodTraits
from bot.shop.billing.refunds_to_payer import RefundsToPayer, payer_of
from storage.database import Database
from storage.house import facts
from storage.money import payments
from storage.wakeups import Work

log = structlog.get_logger(__name__)

_NOTE: Final = "stars:read"
_FIRST: Final = "stars:first"
_PAGE: Final = 100  # Bot API getStarTransactions
_ALREADY: Final = "CHARGE_ALREADY_REFUNDED"
_INVOICE: Final = "invoice_payment"
_EVERY: Final = 300.0  # seconds between two readings of Telegram's list
TRAITS: Final = MethodTraits("stars", place=2, gives_back=True)
STARS: Final = TRAITS.name
MOST_STARS: Final = 10_000
"""The most in one invoice here: the bound that Telegram documents for subscriptions; it names none for
invoices.
"""


def build(parts: MethodParts) -> PaymentMethod:
    """On with a rate."""
    live = parts.settings
    return stars(lambda: live.now.stars_rate, taken=lambda: live.now.take_stars)


def stars(rate: Callable[[], Decimal | None], *, taken: Callable[[], bool] = lambda: True) -> "Stars":
    """The method at that rate. The provider token is empty (Bot API sendInvoice)."""
    shown = InvoiceMessage("", takes=lambda paid: paid == XTR)
    return Stars(TRAITS, XTR, rate, shown, 1, MOST_STARS, taken)


class Stars(InvoiceMethod):
    """Telegram Stars, whose list of transactions is read as well."""

    def jobs(self, parts: JobParts) -> Sequence[MethodJob]:
        """Also while it is switched off: an invoice from before may be paid, and Stars that go back must get
        there.
        """
        reconciler = StarsReconciler(
            parts.db,
            parts.clock,
            TelegramStarTransactions(parts.bot),
            payment_intake=parts.intake,
            refunds_to_payer=parts.refunds,
            on=lambda: self.is_on,
        )
        return (RegularJob("stars", _EVERY, reconciler.check_due, Work.REFUNDS_TO_SEND),)


class StarTransactions(Protocol):
    """As much of Telegram as this room needs."""

    async def transactions(self, offset: int) -> Sequence[StarTransaction]:
        """Up to a hundred transactions from there on, oldest first. Raises TelegramError."""
        ...

    async def refund(self, user_id: int, charge_id: str) -> None:
        """Gives a charge back. Raises TelegramError; BadRequest is a final no."""
        ...


class TelegramStarTransactions:
    """The real one, over the shop's bot."""

    def __init__(self, bot: ExtBot[Any]) -> None:
        self._bot = bot

    async def transactions(self, offset: int) -> Sequence[StarTransaction]:
        """Bot API getStarTransactions."""
        return (await self._bot.get_star_transactions(offset=offset, limit=_PAGE)).transactions

    async def refund(self, user_id: int, charge_id: str) -> None:
        """Bot API refundStarPayment."""
        await self._bot.refund_star_payment(user_id=user_id, telegram_payment_charge_id=charge_id)


class StarsReconciler:
    """Compares the two ledgers and carries out refunds."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        ledger: StarTransactions,
        *,
        payment_intake: PaymentIntake,
        refunds_to_payer: RefundsToPayer,
        on: Callable[[], bool] = lambda: True,
    ) -> None:
        self._db = db
        self._clock = clock
        self._ledger = ledger
        self._payment_intake = payment_intake
        self._refunds_to_payer = refunds_to_payer
        self._on = on

    async def check_due(self) -> None:
        """Refunds that are asked for, then what is new in Telegram's ledger. Trouble on the way there means:
        next time.

        With Stars switched off too, if any were ever asked for: an invoice from before may have been paid.
        """
        try:
            await self.refund()
            async with self._db.read() as conn:
                asked = self._on() or await payments.was_asked(conn, STARS)
            if asked:
                await self.reconcile()
        except TelegramError as error:
            log.warning("stars ledger not read", reason=type(error).__name__)

    async def reconcile(self) -> int:
        """Books what is in Telegram's ledger and not in ours; how many transactions were read. Raises
        TelegramError.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            row = await facts.get(conn, _NOTE)
            if row is None:
                await facts.put_once(conn, _FIRST, "", now, not_since=None)
            first = await facts.get(conn, _FIRST)
        place, _, last = (row.value if row else "0").partition(" ")
        start = offset = int(place)
        if last and not await self._stands_at(offset - 1, last):
            # Another bot's ledger, or one that lost its beginning. What we know already is not booked again.
            log.warning("stars ledger read anew", place=offset)
            start = offset = 0
        while True:
            page = await self._ledger.transactions(offset)
            for transaction in page:
                if first is None or transaction.date >= first.at or await self._is_ours(transaction):
                    await self._book(transaction)
            offset += len(page)
            if page:
                async with self._db.write() as conn:
                    await facts.put(conn, _NOTE, f"{offset} {page[-1].id}", self._clock.now())
            if len(page) < _PAGE:
                return offset - start

    async def _stands_at(self, offset: int, charge_id: str) -> bool:
        page = await self._ledger.transactions(offset)
        return bool(page) and page[0].id == charge_id

    async def _is_ours(self, transaction: StarTransaction) -> bool:
        """Whether the shop asked for this payment, or has it in its books."""
        payload = getattr(transaction.source, "invoice_payload", None)
        async with self._db.read() as conn:
            asked = payload and await payments.request(conn, payload)
            return bool(asked or await payments.by_charge(conn, STARS, transaction.id))

    async def refund(self) -> None:
        """Carries out what is asked for. Asked twice, Telegram refuses the second time, and that is an answer
        too.
        """
        for payment in await self._refunds_to_payer.asked_for(STARS):
            try:
                await self._ledger.refund(payer_of(payment), payment.charge_id)
            except BadRequest as error:
                if _ALREADY not in str(error).upper():
                    await self._refunds_to_payer.refused(payment.id, str(error))
                    continue
            except TelegramError as error:
                log.warning("refund not answered", payment=payment.id, reason=type(error).__name__)
                continue
            await self._refunds_to_payer.done(STARS, payment.charge_id)

    async def _book(self, transaction: StarTransaction) -> None:
        source, receiver = transaction.source, transaction.receiver
        if isinstance(source, TransactionPartnerUser) and source.transaction_type == _INVOICE:
            await self._payment_intake.receive(
                IncomingPayment(
                    way=STARS,
                    charge_id=transaction.id,
                    request_id=source.invoice_payload,
                    payer_id=source.user.id,
                    currency=XTR,
                    currency_amount=transaction.amount,
                    who="ledger",
                )
            )
        elif isinstance(receiver, TransactionPartnerUser) and receiver.transaction_type == _INVOICE:
            await self._refunds_to_payer.done(STARS, transaction.id)
