"""A customer takes the receipt of an order: a picture without codes, drawn when it is asked for."""

import asyncio

from telegram.constants import ParseMode

from handlers.customer.purchase_receipts.callbacks import TakeReceipt
from handlers.ui.context import ShopContext
from handlers.ui.routing import Handler, press
from handlers.ui.texts import Code
from handlers.words.purchase_receipt_picture import purchase_receipt_picture


def handlers() -> list[Handler]:
    """The button."""
    return [press(TakeReceipt, take_receipt)]


async def take_receipt(context: ShopContext, pressed: TakeReceipt) -> None:
    """The receipt, in a message of its own."""
    texts = context.texts
    receipt = await context.services.purchase_receipts.of(context.person_id, pressed.ref)
    # One waits here for the other, so that many who ask at once do not fill the threads that all share.
    async with context.bot_data.drawing:
        picture = await asyncio.to_thread(purchase_receipt_picture, texts, receipt)
    await context.bot.send_photo(
        context.person_id,
        picture,
        filename=f"{receipt.order.ref}.png",
        caption=texts.html("purchase-receipt", ref=Code(receipt.order.ref)),
        parse_mode=ParseMode.HTML,
    )
    await context.toast()
