"""Answers to talk, pictures and files outside any question: they are offered to the shop, or go to it where
the shop has just answered and waits for more.
"""

from bot.shop.support.written import Written
from handlers.customer.support.callbacks import SendToShop
from handlers.customer.support.sending import write
from handlers.customer.support.written import read_written
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.screen import Screen


async def answer_words(context: ShopContext) -> None:
    """Text outside any question: the shop can have it. Who is to send a receipt is told that it is waited
    for.
    """
    amount = await context.services.transfer_proofs.awaited(context.person_id)
    if amount is None:
        await _offer(context, context.texts.html("unknown-words"))
    else:
        await _offer(context, context.texts.html("words-for-receipt", amount=amount))


async def offer_words(context: ShopContext) -> Row:
    """The button with which text goes to the shop, for under another answer; none where it went before."""
    incoming = context.incoming.message if context.incoming else None
    written = None if incoming is None else read_written(incoming)
    return () if written is None else await _button(context, written)


async def answer_thing(context: ShopContext) -> None:
    """Anything that is not text outside any question: a photo,
    a file, a voice; or a place, which nobody can be sent.
    """
    await _offer(context, context.texts.html("unknown-thing"))


async def _offer(context: ShopContext, told: str) -> None:
    """Says in HTML that nobody understood it, and offers to send it to the shop."""
    texts, menu = context.texts, context.main_menu
    incoming = context.incoming.message if context.incoming else None
    if context.is_staff:
        replied = incoming is not None and incoming.reply_to_message is not None
        await context.show(
            Screen(texts.html("staff-reply-to-none" if replied else "staff-not-understood"), menu)
        )
        return
    written = None if incoming is None else read_written(incoming)
    if written is None:
        await context.show(Screen(texts.html("unknown-kind"), menu))
        return
    awaited = await context.services.support.awaited(context.person_id)
    if awaited is not None:
        await write(context, written, ticket_id=awaited)
        return
    offer = await _button(context, written)
    if offer:
        rows = menu.inline_keyboard if menu is not None else ()
        await context.show(Screen(told, keyboard([offer, *rows])))


async def _button(context: ShopContext, written: Written) -> Row:
    support_id = await context.services.support.offer(context.person_id, written, key=context.once)
    if support_id is None:
        return ()
    return [button(context.texts.plain("button-send-to-shop"), SendToShop(support_id))]
