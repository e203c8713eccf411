"""Carries what is asked of a customer to them: the one
place that decides how a payment method's request looks.

A method says how its requests are shown
(`bot.payments.method.Presentation`); the words are its own by its name.
"""

from contextlib import suppress
from typing import Any, Final

from telegram import LabeledPrice
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.payments.method import AccountsToPayTo, InvoiceMessage, PaymentPage
from bot.payments.service import PaymentService
from bot.shop.billing.requests import PaymentRequest, RequestState
from bot.shop.outbox.delivery import DeliveryError, OutboxMessage
from handlers.customer.paying import screens as pages
from handlers.customer.proofs import screens as proofs
from handlers.delivery.chat_writer import LANE, ChatWriter, delivery_errors
from handlers.ui.texts import Texts
from handlers.words.payment import invoice_words

_START_PARAMETER: Final = "pay"


class RequestDelivery:
    """Delivers `MessageKind.PAYMENT`. Raises `bot.shop.outbox.delivery.DeliveryError`."""

    def __init__(self, bot: ExtBot[Any], writer: ChatWriter, payments: PaymentService) -> None:
        self._bot = bot
        self._writer = writer
        self._payments = payments

    async def deliver(self, texts: Texts, message: OutboxMessage, request: PaymentRequest) -> int | None:
        """Sends what is asked, or changes it; the id of the
        Telegram message. One whose method is unknown stays.
        """
        method = self._payments.method(request.way)
        match None if method is None else method.presentation:
            case InvoiceMessage(provider_token=token):
                return await self._invoice(texts, message, request, token)
            case PaymentPage():
                return await self._page(texts, message, request)
            case AccountsToPayTo() as shown:
                return await self._accounts(texts, message, request, shown)
            case None:
                return message.telegram_message_id

    async def _invoice(
        self, texts: Texts, message: OutboxMessage, request: PaymentRequest, provider_token: str
    ) -> int | None:
        """Telegram's own invoice: it is sent while it can be paid, and taken away when it ran out."""
        if request.state is RequestState.EXPIRED:
            await self._taken_away(message)
        if request.state is not RequestState.OPEN or not self._is_on(request):
            return message.telegram_message_id
        title, description = invoice_words(texts, request)
        async with delivery_errors():
            sent = await self._writer.reach(
                message.chat_id,
                lambda chat_id: self._bot.send_invoice(
                    chat_id=chat_id,
                    title=title,
                    description=description,
                    payload=request.id,
                    currency=request.currency,
                    prices=[LabeledPrice(label=title, amount=request.currency_amount)],
                    provider_token=provider_token or None,
                    # Not empty: forwarded copies of the invoice then
                    # lead to the bot and cannot be paid by others.
                    start_parameter=_START_PARAMETER,
                    disable_notification=True,
                    rate_limit_args=LANE,
                ),
            )
        # Asked for again: the newest copy is the one to pay. A failure here must not send a third.
        with suppress(DeliveryError):
            await self._taken_away(message)
        return sent.message_id

    async def _taken_away(self, message: OutboxMessage) -> None:
        """The invoice that was sent before, if any. One that
        stays is no harm: it is refused before it is paid.
        """
        if (sent_before := message.telegram_message_id) is None:
            return
        async with delivery_errors():
            # It may be gone, or older than the two days in which
            # Telegram lets a bot delete (Bot API deleteMessage).
            with suppress(BadRequest):
                await self._writer.reach(
                    message.chat_id,
                    lambda chat_id: self._bot.delete_message(
                        chat_id=chat_id, message_id=sent_before, rate_limit_args=LANE
                    ),
                )

    async def _page(self, texts: Texts, message: OutboxMessage, request: PaymentRequest) -> int | None:
        """The link to a payment page; later in its place what
        became of it. A "no" is a message of its own: it is news.
        """
        screen = pages.page_screen(texts, request)
        if request.state is RequestState.FAILED and message.telegram_message_id is not None:
            over = pages.page_over_screen(texts)
            await self._writer.edit(message.chat_id, message.telegram_message_id, over)
            await self._writer.send(message.chat_id, screen, silent=False)
            return message.telegram_message_id
        if message.telegram_message_id is not None and request.state is not RequestState.OPEN:
            await self._writer.edit(message.chat_id, message.telegram_message_id, screen)
            return message.telegram_message_id
        return (
            await self._writer.send(message.chat_id, screen, silent=True)
            if request.state is RequestState.OPEN
            else None
        )

    async def _accounts(
        self, texts: Texts, message: OutboxMessage, request: PaymentRequest, shown: AccountsToPayTo
    ) -> int | None:
        """The account to pay to; later in its place what became
        of it. A "no" is a message of its own: it is news.
        """
        if request.state is RequestState.OPEN:
            if not self._is_on(request):
                return message.telegram_message_id  # switched off before it was told
            accounts = proofs.account_screen(texts, request, shown)
            return await self._writer.send(message.chat_id, accounts, silent=True)
        if message.telegram_message_id is not None:
            news = proofs.proof_over_screen(texts, request)
            await self._writer.edit(message.chat_id, message.telegram_message_id, news)
        if request.state is RequestState.REJECTED:
            rejected = proofs.rejected_screen(texts, request)
            await self._writer.send(message.chat_id, rejected, silent=False)
        return message.telegram_message_id

    def _is_on(self, request: PaymentRequest) -> bool:
        method = self._payments.method(request.way)
        return method is not None and method.is_on
