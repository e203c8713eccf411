"""Carries the pictures that prove a payment to the staff who decide
on them: a copy for each, edited when there is news about it.
"""

from typing import Any

from telegram import ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.shop.billing.requests import RequestState
from bot.shop.billing.transfers.proof_views import Picture, PictureKind, ProofView
from bot.shop.billing.transfers.transfer_proofs import TransferProofs
from bot.shop.outbox.delivery import OutboxMessage
from bot.shop.outbox.messages import MessageKind
from handlers.admin.receipts import screens
from handlers.delivery.chat_writer import LANE, ChatWriter, Form, delivery_errors, is_gone
from handlers.delivery.sounds import is_silent
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts


class ProofDelivery:
    """Delivers `MessageKind.PROOF`. Raises `bot.shop.outbox.delivery.DeliveryError`."""

    def __init__(self, bot: ExtBot[Any], writer: ChatWriter, transfer_proofs: TransferProofs) -> None:
        self._bot = bot
        self._writer = writer
        self._proofs = transfer_proofs

    async def deliver(self, texts: Texts, message: OutboxMessage) -> int | None:
        """Sends or edits one staff member's copy of one picture; the id of the Telegram message."""
        view = await self._proofs.view(message.payload["request_id"], message.payload["receipt_id"])
        picture = view.picture(message.payload["receipt_id"])
        if picture is None:
            return message.telegram_message_id
        reply: ReplyParameters | None = None
        if picture.id == view.receipt_id:
            if (await self._proofs.view(view.request.id)).receipt_id != view.receipt_id:
                return message.telegram_message_id  # the customer has sent another receipt since
            screen = screens.receipt_screen(texts, view)
        else:
            screen = screens.later_picture_screen(texts, view, picture)
            first = await self._proofs.copy_of(view.receipt_id, message.chat_id)
            if first is not None:
                reply = ReplyParameters(message_id=first, allow_sending_without_reply=True)
        if message.telegram_message_id is not None:
            stays = await self._stays(message, message.telegram_message_id, view, screen)
            if stays:
                return message.telegram_message_id
        return await self._sent(texts, message.chat_id, picture, screen, reply)

    async def _stays(self, message: OutboxMessage, message_id: int, view: ProofView, screen: Screen) -> bool:
        """Edits the copy. False when they removed it and
        still have to decide: they need the picture again.
        """
        async with delivery_errors():
            try:
                await self._writer.reach(
                    message.chat_id,
                    lambda chat_id: self._bot.edit_message_caption(
                        chat_id=chat_id, message_id=message_id, **_form(screen)
                    ),
                )
            except BadRequest as error:
                if is_gone(error):
                    raise
                why = str(error).lower()
            else:
                return True
        if "no caption" in why:  # its picture could not be shown: the copy is in words
            return await self._writer.edit(message.chat_id, message_id, screen)
        return "not modified" in why or view.request.state is not RequestState.SUBMITTED

    async def _sent(
        self, texts: Texts, chat_id: int, picture: Picture, screen: Screen, reply: ReplyParameters | None
    ) -> int:
        form = {
            **_form(screen),
            "reply_parameters": reply,
            picture.kind.value: picture.file_id,
            "disable_notification": is_silent(MessageKind.PROOF),
        }
        send = self._bot.send_photo if picture.kind is PictureKind.PHOTO else self._bot.send_document
        async with delivery_errors():
            try:
                sent = await self._writer.reach(chat_id, lambda chat: send(chat_id=chat, **form))
            except BadRequest as error:
                if is_gone(error):
                    raise
                why = str(error)
            else:
                return sent.message_id
        # The words come all the same, and that there is a picture which cannot be shown.
        lost = texts.html("support-file-lost", why=why)
        words = Screen(f"{screen.text}\n\n{lost}", screen.keyboard)
        return await self._writer.send(chat_id, words, silent=is_silent(MessageKind.PROOF))


def _form(screen: Screen) -> Form:
    return {
        "caption": screen.text,
        "parse_mode": ParseMode.HTML,
        "reply_markup": screen.keyboard,
        "rate_limit_args": LANE,
    }
