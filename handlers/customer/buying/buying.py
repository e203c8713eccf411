"""The buying journey: type, confirmation, Buy. One card is assumed, and changed there. Its questions are
"how many?" and "which code?"; all else stands in the buttons and the drafts, so old buttons work or lead on.

After Buy the message is a receipt and belongs to the outbox: nothing here edits it again.
"""

import contextlib
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TypeVar

from bot.shop.errors import (
    AlreadyBoughtError,
    DraftGoneError,
    NotEnoughMoneyError,
    NotForSaleError,
    QuantityNotAllowedError,
    QuoteChangedError,
    SoldOutError,
    SupplierAwayError,
)
from bot.shop.orders.drafts import InBasketError
from handlers.customer.basket.showing import show_basket
from handlers.customer.browsing import browsing
from handlers.customer.buying import promo_code
from handlers.customer.buying.callbacks import (
    AskPromo,
    Buy,
    ChangeQuantity,
    ChooseQuantity,
    LeaveDraft,
    OpenType,
    OrderAgain,
    OrderAgainHere,
    PayDraft,
)
from handlers.customer.buying.confirmation import read_confirmation_screen
from handlers.customer.buying.questions import AskPromoCode, AskQuantity
from handlers.customer.buying.screens import choice_screen, ordered_screen, quote_news
from handlers.customer.favorites import favorites
from handlers.customer.search import search
from handlers.ui import typed
from handlers.ui.callback_codec import Callback
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Phrase, escape

C = TypeVar("C", bound=Callback)


def asking() -> list[Handler]:
    """All of the journey: some of it asks for a number or a code, and the rest closes what was asked."""
    return [
        press(OpenType, open_type),
        press(ChooseQuantity, _or_lead_on(choose_quantity)),
        press(ChangeQuantity, _or_lead_on(change_quantity)),
        press(Buy, buy_draft),
        press(PayDraft, pay_draft),
        press(OrderAgain, order_again),
        press(OrderAgainHere, order_again_here),
        press(LeaveDraft, _or_lead_on(leave_draft)),
        press(AskPromo, _or_lead_on(promo_code.ask_promo_code)),
        command("cancel", cancel_command, place=100),
    ]


def answers() -> dict[type[Question], list[Handler]]:
    """A quantity or a promo code may be typed."""
    return {
        AskQuantity: [answer(AskQuantity, type_quantity)],
        AskPromoCode: [answer(AskPromoCode, promo_code.type_promo_code)],
    }


async def open_type(context: ShopContext, pressed: OpenType) -> State:
    """The confirmation of one card of this type."""
    return await begin(context, pressed.product_key, pressed.type_key)


async def begin(
    context: ShopContext, product_key: str, type_key: str, *, quantity: int = 1, apart: bool = False
) -> State:
    """The confirmation of so many cards, or of as many as there are; `apart` in a message of its own.

    What is sold out or gone shows what can be had instead. Raises what `Checkout.open` and `choose_quantity`
    raise otherwise.
    """
    checkout, message_id = context.services.checkout, None if apart else context.message_id
    try:
        choice = await checkout.open(context.person_id, product_key, type_key, message_id=message_id)
        most = min(quantity, choice.most)
        try:
            confirmation = await checkout.choose_quantity(
                context.person_id, choice.draft_id, most, message_id=message_id
            )
        except QuantityNotAllowedError as fewer:
            confirmation = await checkout.choose_quantity(
                context.person_id, choice.draft_id, min(most, fewer.most), message_id=message_id
            )
    except SoldOutError:
        await favorites.show_out_of_stock(context, product_key, type_key, apart=apart)
        return None
    except NotForSaleError as error:
        await _back_to_the_shop(context, error, apart=apart)
        return None
    await context.show(await read_confirmation_screen(context, confirmation), apart=apart)
    return AskQuantity()


async def choose_quantity(context: ShopContext, pressed: ChooseQuantity) -> State:
    """The confirmation for a quantity from a button; also "look again"."""
    return await confirm(context, pressed.draft_id, pressed.quantity, message_id=context.message_id)


async def type_quantity(context: ShopContext, asked: AskQuantity) -> State:
    """The confirmation for a quantity that was typed."""
    texts = context.texts
    try:
        choice = await context.services.checkout.current(context.person_id)
    except DraftGoneError:
        await search.answer_words(context)
        return None
    quantity = typed.quantity(context.typed)
    if quantity is None:
        if typed.is_talk(context.typed):
            await search.answer_words(context)
            return None
        if await search.answer_if_found(context):
            return None
        await context.say(texts.plain("quantity-not-a-number", most=choice.most))
        return asked
    # What the services refuse is said by the routing, which
    # leaves the person here: another number may be typed.
    return await confirm(context, choice.draft_id, quantity, message_id=None)


async def change_quantity(context: ShopContext, pressed: ChangeQuantity) -> State:
    """Another number, by a button or typed."""
    try:
        choice = await context.services.checkout.choice(context.person_id, pressed.draft_id)
    except DraftGoneError as error:
        await _back_to_the_shop(context, error)
        return None
    await context.show(choice_screen(context.texts, choice))
    return AskQuantity()


async def buy_draft(context: ShopContext, pressed: Buy) -> State:
    """Buy. One draft becomes one order, however often this
    runs; the press is answered, the receipt is the outbox's.
    """

    async def place() -> str:
        bought = await context.services.checkout.buy(
            context.person_id, pressed.draft_id, message_id=context.message_id
        )
        return context.texts.plain("toast-bought", ref=Code(bought.ref))

    return await _make_order(context, pressed.draft_id, place)


async def pay_draft(context: ShopContext, pressed: PayDraft) -> State:
    """Pay this order now: it waits for its money, what to pay with comes in a message of its own."""

    async def place() -> str:
        ref, request = await context.services.payments.pay_draft(
            context.person_id, pressed.draft_id, pressed.way, message_id=context.message_id
        )
        return context.texts.plain("toast-bought" if request is None else "toast-waiting", ref=Code(ref))

    return await _make_order(context, pressed.draft_id, place)


async def order_again(context: ShopContext, pressed: OrderAgain) -> State:
    """The goods of an order, with today's price, from a message that stays."""
    return await _order_again(context, pressed.ref, apart=True)


async def order_again_here(context: ShopContext, pressed: OrderAgainHere) -> State:
    """The same from a screen."""
    return await _order_again(context, pressed.ref, apart=False)


async def _order_again(context: ShopContext, ref: str, *, apart: bool) -> State:
    goods = await context.services.orders.goods(context.person_id, ref)
    return await begin(context, goods.product_key, goods.type_key, quantity=goods.quantity, apart=apart)


async def _make_order(context: ShopContext, draft_id: str, order: Callable[[], Awaitable[str]]) -> State:
    """Orders, and says so; or shows what stands in the way."""
    texts = context.texts
    try:
        toast = await order()
    except AlreadyBoughtError as error:
        # No alert: five quick taps would be four windows to close.
        await context.toast(sentence(texts, error))
    except QuoteChangedError as error:
        screen = await read_confirmation_screen(context, error.confirmation)
        await context.show(screen.headed(quote_news(texts, error)), toast=sentence(texts, error))
        return AskQuantity()
    except NotEnoughMoneyError as error:
        if error.confirmation is None:
            raise
        await context.show(
            await read_confirmation_screen(context, error.confirmation), toast=sentence(texts, error)
        )
        return AskQuantity()
    except (SoldOutError, NotForSaleError) as error:
        await _offer_others_of_draft(context, error, draft_id)
    except DraftGoneError as error:
        await _back_to_the_shop(context, error)
    except InBasketError as error:
        await show_basket(context, toast=sentence(texts, error))
    except SupplierAwayError as error:
        told = Phrase.of([sentence(texts, error), texts.plain("nothing-taken")], " ")
        await context.say(told)
        return AskQuantity()
    else:
        await context.toast(toast)
    return END


def _or_lead_on(
    handler: Callable[[ShopContext, C], Awaitable[State]],
) -> Callable[[ShopContext, C], Awaitable[State]]:
    """For buttons of a choice that has been bought or put into the basket by now: they say so, and lead on
    from there.
    """

    @wraps(handler)
    async def run(context: ShopContext, pressed: C) -> State:
        try:
            return await handler(context, pressed)
        except InBasketError as error:
            await show_basket(context, toast=sentence(context.texts, error))
            return END
        except AlreadyBoughtError as error:
            if await context.services.orders.are_shown_in(context.person_id, context.message_id):
                raise  # the order's own card is about to be seen there, with its buttons
            await context.show(ordered_screen(context.texts, error.ref), apart=True)
            return END

    return run


async def leave_draft(context: ShopContext, pressed: LeaveDraft) -> None:
    """Back to the product's types. Raises AlreadyBoughtError: then this message is a receipt."""
    with contextlib.suppress(DraftGoneError):  # it is over anyway; the way back is open
        await context.services.checkout.drop(context.person_id, pressed.draft_id)
    try:
        screen = await browsing.read_product_screen(context, pressed.product_key)
    except NotForSaleError as error:
        await _back_to_the_shop(context, error)
        return
    await context.show(screen)


def is_choosing(context: ShopContext) -> bool:
    """Whether the newest thing that this person did is a choice: something may be typed about it."""
    kind = (context.open_question or "").partition(" ")[0]
    return kind in {AskQuantity.kind, AskPromoCode.kind}


async def show_choice_again(context: ShopContext, *, toast: str) -> State:
    """The confirmation of what somebody is choosing, once more. Raises what `Checkout.choose_quantity`
    raises.
    """
    checkout = context.services.checkout
    choice = await checkout.current(context.person_id)
    confirmation = await checkout.choose_quantity(
        context.person_id, choice.draft_id, choice.quantity or 1, message_id=context.message_id
    )
    await context.show(await read_confirmation_screen(context, confirmation), toast=toast)
    return AskQuantity()


async def cancel_command(context: ShopContext) -> None:
    """/cancel: what was asked is left, else the open choice dropped; orders stay. The menu leads on."""
    texts, menu = context.texts, context.main_menu
    if context.open_question and not is_choosing(context):
        await context.show(Screen(texts.html("question-left"), menu))
        return
    try:
        choice = await context.services.checkout.current(context.person_id)
        await context.services.checkout.drop(context.person_id, choice.draft_id)
    except (DraftGoneError, AlreadyBoughtError):
        await context.show(Screen(texts.html("nothing-to-cancel"), menu))
        return
    await context.show(Screen(texts.html("cancelled"), menu))


async def confirm(context: ShopContext, draft_id: str, quantity: int, *, message_id: int | None) -> State:
    """The confirmation for so many cards; what is sold out or gone shows what can be had instead."""
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
    toast = context.texts.plain("toast-just-read") if confirmation.just_read else None
    await context.show(
        await read_confirmation_screen(context, confirmation), toast=toast if message_id else None
    )
    return AskQuantity()


async def _offer_others_of_draft(
    context: ShopContext, error: SoldOutError | NotForSaleError, draft_id: str
) -> None:
    choice = await context.services.checkout.choice(context.person_id, draft_id)
    await _offer_others(context, error, choice.product_key)


async def _offer_others(
    context: ShopContext, error: SoldOutError | NotForSaleError, product_key: str, *, apart: bool = False
) -> None:
    try:
        screen = await browsing.read_product_screen(context, product_key)
    except NotForSaleError as gone:
        await _back_to_the_shop(context, gone, apart=apart)
        return
    told = sentence(context.texts, error)
    await context.show(screen.headed(escape(told)), toast=told, apart=apart)


async def _back_to_the_shop(
    context: ShopContext, error: DraftGoneError | NotForSaleError, *, apart: bool = False
) -> None:
    told = sentence(context.texts, error)
    screen = await browsing.read_shop_screen(context)
    await context.show(screen.headed(escape(told)), toast=told, apart=apart)
