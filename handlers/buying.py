"""The buying journey: type, quantity, confirmation, Buy, as a PTB conversation whose only state is "a quantity may be
typed". Everything else stands in the buttons and the drafts, so old buttons work or say what to do.

After Buy the message is a receipt and belongs to the outbox: nothing here edits it again.
"""

import contextlib
import warnings
from collections.abc import Sequence
from typing import Final

from telegram.ext import ConversationHandler, filters
from telegram.warnings import PTBUserWarning

from bot.shop.errors import (
    AlreadyBoughtError,
    DraftGoneError,
    NotEnoughMoneyError,
    NotForSaleError,
    QuoteChangedError,
    SoldOutError,
)
from handlers import browsing, promo_code, typed, unknown
from handlers.buying_screens import choice_screen, confirmation_screen, quote_news
from handlers.callbacks import Buy, ChangeQuantity, ChooseQuantity, LeaveDraft, OpenType
from handlers.context import ShopContext
from handlers.failures import sentence
from handlers.price_callbacks import AskPromo
from handlers.routing import END, Handler, State, command, message, press
from handlers.texts import Code, escape

TYPING: Final = "typing_quantity"
Conversation = ConversationHandler[ShopContext]


def conversation(others: Sequence[Handler]) -> Conversation:
    """The conversation. `others` are all other journeys' handlers: any of them ends it, so nobody is kept in it."""
    with warnings.catch_warnings():
        # Buttons and typed text in one conversation is what we want; PTB warns that messages are not tracked one by one.
        warnings.simplefilter("ignore", PTBUserWarning)
        return ConversationHandler(
            entry_points=[
                *browsing.handlers(),
                press(OpenType, open_type),
                press(ChooseQuantity, choose_quantity),
                press(ChangeQuantity, change_quantity),
                press(Buy, buy),
                press(LeaveDraft, leave),
                press(AskPromo, promo_code.ask),
                command("cancel", cancel),
            ],
            states={
                TYPING: [message(filters.TEXT & ~filters.COMMAND, type_quantity)],
                promo_code.TYPING: [message(filters.TEXT & ~filters.COMMAND, promo_code.typed)],
            },
            fallbacks=list(others),
            allow_reentry=True,
            name="buying",
            persistent=True,
        )


async def open_type(context: ShopContext, pressed: OpenType) -> State:
    """How many of this type?"""
    try:
        choice = await context.services.checkout.open(
            context.person_id, pressed.product_key, pressed.type_key, message_id=context.message_id
        )
    except SoldOutError as error:
        await _offer_others(context, error, pressed.product_key)
        return None
    except NotForSaleError as error:
        await _back_to_the_shop(context, error)
        return None
    await context.show(choice_screen(context.texts, choice))
    return TYPING


async def choose_quantity(context: ShopContext, pressed: ChooseQuantity) -> State:
    """The confirmation for a quantity from a button; also "look again"."""
    return await _confirm(context, pressed.draft_id, pressed.quantity, message_id=context.message_id)


async def type_quantity(context: ShopContext) -> State:
    """The confirmation for a quantity that was typed."""
    texts = context.texts
    try:
        choice = await context.services.checkout.current(context.person_id)
    except DraftGoneError:
        await unknown.words(context)
        return None
    incoming = context.incoming.message if context.incoming else None
    quantity = typed.quantity((incoming.text if incoming else None) or "")
    if quantity is None:
        await context.say(texts.plain("quantity-not-a-number", most=choice.most))
        return TYPING
    # What the services refuse is said by the routing, which leaves the person here: another number may be typed.
    return await _confirm(context, choice.draft_id, quantity, message_id=None)


async def change_quantity(context: ShopContext, pressed: ChangeQuantity) -> State:
    """Back from the confirmation to "how many?"."""
    try:
        choice = await context.services.checkout.choice(context.person_id, pressed.draft_id)
    except DraftGoneError as error:
        await _back_to_the_shop(context, error)
        return None
    await context.show(choice_screen(context.texts, choice))
    return TYPING


async def buy(context: ShopContext, pressed: Buy) -> None:
    """Buy. One draft becomes one order, however often this runs; the press is answered, the receipt is the outbox's."""
    texts = context.texts
    try:
        order = await context.services.checkout.buy(
            context.person_id, pressed.draft_id, message_id=context.message_id
        )
    except AlreadyBoughtError as error:
        await context.toast(
            sentence(texts, error)
        )  # no alert: five quick taps would be four windows to close
        return
    except QuoteChangedError as error:
        screen = confirmation_screen(texts, error.confirmation, context.person_id)
        await context.show(screen.headed(quote_news(texts, error)), toast=sentence(texts, error))
        return
    except NotEnoughMoneyError as error:
        if error.confirmation is None:
            raise
        await context.show(
            confirmation_screen(texts, error.confirmation, context.person_id), toast=sentence(texts, error)
        )
        return
    except (SoldOutError, NotForSaleError) as error:
        await _offer_others_of_draft(context, error, pressed.draft_id)
        return
    except DraftGoneError as error:
        await _back_to_the_shop(context, error)
        return
    await context.toast(texts.plain("toast-bought", ref=Code(order.ref)))


async def leave(context: ShopContext, pressed: LeaveDraft) -> None:
    """Back to the product's types. Raises AlreadyBoughtError: then this message is a receipt."""
    with contextlib.suppress(DraftGoneError):  # it is over anyway; the way back is open
        await context.services.checkout.drop(context.person_id, pressed.draft_id)
    try:
        screen = await browsing.product_screen(context, pressed.product_key)
    except NotForSaleError as error:
        await _back_to_the_shop(context, error)
        return
    await context.show(screen)


async def cancel(context: ShopContext) -> None:
    """/cancel: the open choice is dropped; orders are not touched."""
    try:
        choice = await context.services.checkout.current(context.person_id)
        await context.services.checkout.drop(context.person_id, choice.draft_id)
    except (DraftGoneError, AlreadyBoughtError):
        await context.say(context.texts.plain("nothing-to-cancel"))
        return
    await context.say(context.texts.plain("cancelled"))


async def _confirm(context: ShopContext, draft_id: str, quantity: int, *, message_id: int | None) -> State:
    texts = context.texts
    try:
        confirmation = await context.services.checkout.choose_quantity(
            context.person_id, draft_id, quantity, message_id=message_id
        )
    except (SoldOutError, NotForSaleError) as error:
        await _offer_others_of_draft(context, error, draft_id)
        return END
    except DraftGoneError as error:
        await _back_to_the_shop(context, error)
        return END
    await context.show(confirmation_screen(texts, confirmation, context.person_id))
    return END


async def _offer_others_of_draft(
    context: ShopContext, error: SoldOutError | NotForSaleError, draft_id: str
) -> None:
    choice = await context.services.checkout.choice(context.person_id, draft_id)
    await _offer_others(context, error, choice.product_key)


async def _offer_others(
    context: ShopContext, error: SoldOutError | NotForSaleError, product_key: str
) -> None:
    try:
        screen = await browsing.product_screen(context, product_key)
    except NotForSaleError as gone:
        await _back_to_the_shop(context, gone)
        return
    told = sentence(context.texts, error)
    await context.show(screen.headed(escape(told)), toast=told)


async def _back_to_the_shop(context: ShopContext, error: DraftGoneError | NotForSaleError) -> None:
    told = sentence(context.texts, error)
    screen = await browsing.shop_screen(context)
    await context.show(screen.headed(escape(told)), toast=told)
