"""A customer's receipt as proof of a payment: a photo or
document for their newest request, and its number if asked for.

Telegram names each upload anew, so a receipt is known again by its content. Only a fingerprint of it is kept.
"""

import asyncio
import hashlib
from dataclasses import dataclass
from typing import Final

import structlog
from telegram import Document, Message, PhotoSize
from telegram.error import TelegramError
from telegram.ext import filters

from bot.shop.billing.requests import RequestState
from bot.shop.billing.transfers.proof_intake import MOST_PICTURES, PictureOutcome, SentPicture
from bot.shop.billing.transfers.proof_views import PictureKind
from bot.shop.errors import NotFoundError
from handlers.customer.support import not_understood
from handlers.ui.authorship import is_theirs
from handlers.ui.context import ShopContext
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, message
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts

log = structlog.get_logger(__name__)

LONGEST_NUMBER: Final = 64
LARGEST_RECEIPT: Final = (
    10 << 20
)  # bytes; Telegram takes no larger photo, and a receipt is not longer than that
_SECONDS: Final = 10.0


@dataclass(frozen=True)
class AskTransferNumber(Question):
    """Which number stands on the receipt?"""

    kind = "typing_transfer_number"


def asking() -> list[Handler]:
    """A picture or a file may be a receipt."""
    return [message(filters.PHOTO | filters.Document.ALL, take_receipt, from_anywhere=True)]


def answers() -> dict[type[Question], list[Handler]]:
    """The transfer's number may be typed."""
    return {AskTransferNumber: [answer(AskTransferNumber, type_transfer_number)]}


async def take_receipt(context: ShopContext) -> State:
    """A picture or a file. Where nothing was asked for, nobody sees it, and the person is told."""
    incoming = context.incoming.message if context.incoming else None
    if incoming is None:
        return END
    receipts = context.services.transfer_proofs
    # Also for a method that is off by now: who was asked while it was on may have paid.
    wanted = await receipts.wanted(context.person_id)
    ask_number = wanted is not None and context.services.payments.asks_number(wanted)
    kind, file = _file(incoming)
    typed_here = ask_number and is_theirs(incoming) and _has_a_digit(incoming.caption)
    number = incoming.caption if typed_here else None
    try:
        sent = await receipts.send(
            context.person_id,
            kind=kind,
            file_id=file.file_id,
            file_unique_id=await _fingerprint(file) if wanted else file.file_unique_id,
            number=number,
            album=incoming.media_group_id,
            message_id=incoming.message_id,
        )
    except NotFoundError:
        await not_understood.answer_thing(context)
        return END
    waits = sent.request.state is RequestState.SUBMITTED
    ask = ask_number and waits and not sent.numbered
    if not sent.rest_of_album or sent.outcome is PictureOutcome.ENOUGH:
        await context.show(Screen(_answer(context.texts, sent, ask=ask)))
    return AskTransferNumber() if ask else END


def _answer(texts: Texts, sent: SentPicture, *, ask: bool) -> str:
    """What became of the picture, for whoever sent it."""
    amount = sent.request.amount
    state = texts.plain(f"request-{sent.request.state}")
    match sent.outcome, sent.request.state:
        case PictureOutcome.ENOUGH, _:
            return texts.html("proof-enough", amount=amount, count=MOST_PICTURES)
        case PictureOutcome.ADDED, RequestState.SUBMITTED:
            return texts.html("proof-added", amount=amount)
        case _, RequestState.SUBMITTED:
            return texts.html("proof-received-number" if ask else "proof-received", amount=amount)
        case PictureOutcome.ADDED, _:
            return texts.html("proof-added-late", amount=amount, state=state)
        case _:
            return texts.html("proof-known", amount=amount, state=state)


async def type_transfer_number(context: ShopContext, asked: AskTransferNumber) -> State:
    """The number that stands on the receipt."""
    number = context.typed
    texts = context.texts
    if not _has_a_digit(number) or len(number) > LONGEST_NUMBER:
        await context.show(Screen(texts.html("proof-number-again")))
        return asked
    try:
        await context.services.transfer_proofs.add_number(context.person_id, number)
    except NotFoundError:
        await not_understood.answer_words(context)
        return END
    await context.show(Screen(texts.html("proof-number-noted")))
    return END


def _has_a_digit(words: str | None) -> bool:
    return any(letter.isdigit() for letter in words or "")


def _file(incoming: Message) -> tuple[PictureKind, PhotoSize | Document]:
    """What it is, and the largest size of a photo, or the document."""
    if incoming.photo:
        return PictureKind.PHOTO, incoming.photo[-1]
    if incoming.document is None:
        raise RuntimeError("neither a photo nor a document")
    return PictureKind.DOCUMENT, incoming.document


async def _fingerprint(file: PhotoSize | Document) -> str:
    """The same for the same content; Telegram's name for this upload where the content cannot be had."""
    if (file.file_size or 0) > LARGEST_RECEIPT:
        return file.file_unique_id
    try:
        async with asyncio.timeout(_SECONDS):
            content = await (await file.get_file()).download_as_bytearray()
    except (TelegramError, TimeoutError) as error:
        log.warning("receipt_not_fingerprinted", reason=type(error).__name__)
        return file.file_unique_id
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
