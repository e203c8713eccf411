"""A customer's receipt of a transfer: a photo or document for their newest request, and its number if it is asked for."""

from typing import Final

from telegram import Message
from telegram.ext import filters

from bot.payments.transfer import Transfers
from bot.shop.errors import NotFoundError
from bot.shop.requests import TRANSFER
from handlers import unknown
from handlers.context import ShopContext
from handlers.routing import END, Handler, State, message
from handlers.screens import Screen

TYPING_NUMBER: Final = "typing_transfer_number"
LONGEST_NUMBER: Final = 64


def entry_points() -> list[Handler]:
    """A picture or a file may be a receipt."""
    return [message(filters.PHOTO | filters.Document.ALL, receipt)]


def states() -> dict[object, list[Handler]]:
    """The transfer's number may be typed."""
    return {TYPING_NUMBER: [message(filters.TEXT & ~filters.COMMAND, type_number)]}


async def receipt(context: ShopContext) -> State:
    """A picture or a file. Where nothing was asked for, nobody sees it, and the person is told."""
    incoming = context.incoming.message if context.incoming else None
    if incoming is None:
        return END
    # Without the way too: who was asked while it was on may have transferred.
    way = context.cashier.way(TRANSFER)
    ask_number = isinstance(way, Transfers) and way.ask_number
    kind, file_id, unique_id = _file(incoming)
    number = incoming.caption if ask_number and _has_a_digit(incoming.caption) else None
    try:
        request = await context.cashier.receipts.send(
            context.person_id,
            kind=kind,
            file_id=file_id,
            file_unique_id=unique_id,
            number=number,
            album=incoming.media_group_id,
        )
    except NotFoundError:
        await unknown.thing(context)
        return END
    ask = ask_number and not number
    key = "transfer-received-number" if ask else "transfer-received"
    await context.show(Screen(context.texts.html(key, amount=request.amount)))
    return TYPING_NUMBER if ask else END


async def type_number(context: ShopContext) -> State:
    """The number that stands on the receipt."""
    incoming = context.incoming.message if context.incoming else None
    number = (incoming.text if incoming else None) or ""
    texts = context.texts
    if not _has_a_digit(number) or len(number) > LONGEST_NUMBER:
        await context.show(Screen(texts.html("transfer-number-again")))
        return TYPING_NUMBER
    try:
        await context.cashier.receipts.add_number(context.person_id, number)
    except NotFoundError:
        await unknown.words(context)
        return END
    await context.show(Screen(texts.html("transfer-number-noted")))
    return END


def _has_a_digit(words: str | None) -> bool:
    return any(letter.isdigit() for letter in words or "")


def _file(incoming: Message) -> tuple[str, str, str]:
    """(kind, file_id, file_unique_id): the largest size of a photo, or the document."""
    if incoming.photo:
        return "photo", incoming.photo[-1].file_id, incoming.photo[-1].file_unique_id
    if incoming.document is None:
        raise RuntimeError("neither a photo nor a document")
    return "document", incoming.document.file_id, incoming.document.file_unique_id
