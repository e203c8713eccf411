"""The buying journey: type, quantity, confirmation, Buy. Its questions are "how many?" and "which
code?"; everything else stands in the buttons and the drafts, so old buttons work or say what to do.

After Buy the message is a receipt and belongs to the outbox: nothing here edits it again.
"""

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.shop.errors import (
    AlreadyBoughtError,
    DraftGoneError,
    NotEnoughMoneyError,
    NotForSaleError,
    QuoteChangedError,
    SoldOutError,
)
from bot.shop.quotes import Confirmation
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
    PayDraft,
)
from handlers.customer.buying.screens import choice_screen, confirmation_screen, quote_news
from handlers.customer.support import not_understood
from handlers.ui import typed
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, escape


@dataclass(frozen=True)
class AskQuantity(Question):
    """How many? A number may be typed; the choice is the person's newest draft."""

    kind = "typing_quantity"


def asking() -> list[Handler]:
    """All of the journey: some of it asks for a number or a code, and the rest closes what was asked."""
    return [
        press(OpenType, open_type),
        press(ChooseQuantity, choose_quantity),
        press(ChangeQuantity, change_quantity),
        press(Buy, buy_draft),
        press(PayDraft, pay_draft),
        press(OrderAgain, order_again),
        press(LeaveDraft, leave_draft),
        press(AskPromo, promo_code.ask_promo_code),
        command("cancel", cancel_command, place=100),
    ]


def answers() -> dict[type[Question], list[Handler]]:
    """A quantity or a promo code may be typed."""
    return {
        AskQuantity: [answer(AskQuantity, type_quantity)],
        promo_code.AskPromoCode: [answer(promo_code.AskPromoCode, promo_code.type_promo_code)],
    }


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
    return AskQuantity()


async def choose_quantity(context: ShopContext, pressed: ChooseQuantity) -> State:
    """The confirmation for a quantity from a button; also "look again"."""
    return await _confirm(context, pressed.draft_id, pressed.quantity, message_id=context.message_id)


async def type_quantity(context: ShopContext, asked: AskQuantity) -> State:
    """The confirmation for a quantity that was typed."""
    texts = context.texts
    try:
        choice = await context.services.checkout.current(context.person_id)
    except DraftGoneError:
        await not_understood.answer_words(context)
        return None
    quantity = typed.quantity(context.typed)
    if quantity is None:
        await context.say(texts.plain("quantity-not-a-number", most=choice.most))
        return asked
    # What the services refuse is said by the routing, which
    # leaves the person here: another number may be typed.
    return await _confirm(context, choice.draft_id, quantity, message_id=None)


async def change_quantity(context: ShopContext, pressed: ChangeQuantity) -> State:
    """Back from the confirmation to "how many?"."""
    try:
        choice = await context.services.checkout.choice(context.person_id, pressed.draft_id)
    except DraftGoneError as error:
        await _back_to_the_shop(context, error)
        return None
    await context.show(choice_screen(context.texts, choice))
    return AskQuantity()


async def buy_draft(context: ShopContext, pressed: Buy) -> None:
    """Buy. One draft becomes one order, however often this
    runs; the press is answered, the receipt is the outbox's.
    """

    async def place() -> str:
        bought = await context.services.checkout.buy(
            context.person_id, pressed.draft_id, message_id=context.message_id
        )
        return context.texts.plain("toast-bought", ref=Code(bought.ref))

    await _make_order(context, pressed.draft_id, place)


async def pay_draft(context: ShopContext, pressed: PayDraft) -> None:
    """Pay this order now: it waits for its money, what to pay with comes in a message of its own."""

    async def place() -> str:
        ref, request = await context.services.payments.pay_draft(
            context.person_id, pressed.draft_id, pressed.way, message_id=context.message_id
        )
        return context.texts.plain("toast-bought" if request is None else "toast-waiting", ref=Code(ref))

    await _make_order(context, pressed.draft_id, place)


async def order_again(context: ShopContext, pressed: OrderAgain) -> State:
    """The goods of an order that ended unpaid, with today's price."""
    goods = await context.services.orders.goods(context.person_id, pressed.ref)
    checkout = context.services.checkout
    choice = await checkout.open(context.person_id, goods.product_key, goods.type_key, message_id=None)
    confirmation = await checkout.choose_quantity(
        context.person_id, choice.draft_id, goods.quantity, message_id=None
    )
    await context.show(_confirmation(context, confirmation), apart=True)
    return END


async def _make_order(context: ShopContext, draft_id: str, order: Callable[[], Awaitable[str]]) -> None:
    """Orders, and says so; or shows what stands in the way."""
    texts = context.texts
    try:
        toast = await order()
    except AlreadyBoughtError as error:
        # No alert: five quick taps would be four windows to close.
        await context.toast(sentence(texts, error))
        return
    except QuoteChangedError as error:
        screen = _confirmation(context, error.confirmation)
        await context.show(screen.headed(quote_news(texts, error)), toast=sentence(texts, error))
        return
    except NotEnoughMoneyError as error:
        if error.confirmation is None:
            raise
        await context.show(_confirmation(context, error.confirmation), toast=sentence(texts, error))
        return
    except (SoldOutError, NotForSaleError) as error:
        await _offer_others_of_draft(context, error, draft_id)
        return
    except DraftGoneError as error:
        await _back_to_the_shop(context, error)
        return
    await context.toast(toast)


def _confirmation(context: ShopContext, confirmation: Confirmation) -> Screen:
    ways = context.services.payments.prices(confirmation.missing)
    return confirmation_screen(context.texts, confirmation, context.person_id, ways)


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


async def cancel_command(context: ShopContext) -> None:
    """/cancel: what was asked is left, else the open choice dropped; orders stay. The menu leads on."""
    texts, menu = context.texts, context.main_menu
    kind = (context.open_question or "").partition(" ")[0]
    if kind and kind not in {AskQuantity.kind, promo_code.AskPromoCode.kind}:
        await context.show(Screen(texts.html("question-left"), menu))
        return
    try:
        choice = await context.services.checkout.current(context.person_id)
        await context.services.checkout.drop(context.person_id, choice.draft_id)
    except (DraftGoneError, AlreadyBoughtError):
        await context.show(Screen(texts.html("nothing-to-cancel"), menu))
        return
    await context.show(Screen(texts.html("cancelled"), menu))


async def _confirm(context: ShopContext, draft_id: str, quantity: int, *, message_id: int | None) -> State:
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
    await context.show(_confirmation(context, confirmation), toast=toast if message_id else None)
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
        screen = await browsing.read_product_screen(context, product_key)
    except NotForSaleError as gone:
        await _back_to_the_shop(context, gone)
        return
    told = sentence(context.texts, error)
    await context.show(screen.headed(escape(told)), toast=told)


async def _back_to_the_shop(context: ShopContext, error: DraftGoneError | NotForSaleError) -> None:
    told = sentence(context.texts, error)
    screen = await browsing.read_shop_screen(context)
    await context.show(screen.headed(escape(told)), toast=told)
