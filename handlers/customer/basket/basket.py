"""The basket's journey: put something in, change it, buy all of it. Its questions are "how many of this
line?" and "which code?"; all else stands in the buttons and the basket.

After Buy the message is the receipt of the orders and belongs to the outbox: nothing here edits it again.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.shop.basket.contents import BasketBoughtError, BasketChangedError, BasketGoneError, BasketLine
from bot.shop.errors import (
    DraftGoneError,
    NotEnoughMoneyError,
    PromoRefusedError,
    SupplierAwayError,
    TooManyTriesError,
)
from bot.shop.orders.drafts import InBasketError
from handlers.customer.basket.callbacks import (
    AddToBasket,
    AskBasketCode,
    BasketAgain,
    BuyBasket,
    EmptyBasket,
    KeepTheRest,
    LeaveBasket,
    OpenBasket,
    OpenBasketLine,
    PayBasket,
    RemoveFromBasket,
    SetBasketQuantity,
)
from handlers.customer.basket.screens import line_screen, news
from handlers.customer.basket.showing import screen_of, show_basket
from handlers.customer.browsing import browsing
from handlers.customer.search import search
from handlers.ui import typed
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.keyboards import button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import Handler, State, answer, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Phrase, escape
from handlers.words.price import refusal


@dataclass(frozen=True)
class AskCodeOfBasket(Question):
    """Which promo code? It is for all of the basket."""

    kind = "typing_basket_code"


@dataclass(frozen=True)
class AskQuantityOfLine(Question):
    """How many of this line? It stays open as long as the line is the newest thing that the person saw."""

    kind = "typing_basket_quantity"
    line_id: str


def asking() -> list[Handler]:
    """All of the journey: some of it asks for a number or a code, and the rest closes what was asked."""
    return [
        command("basket", basket_command, place=27),
        press(OpenBasket, open_basket),
        press(AddToBasket, add_to_basket),
        press(BasketAgain, basket_again),
        press(OpenBasketLine, open_line),
        press(SetBasketQuantity, set_quantity),
        press(RemoveFromBasket, remove_line),
        press(KeepTheRest, keep_the_rest),
        press(EmptyBasket, empty_basket),
        press(LeaveBasket, leave_basket),
        press(AskBasketCode, ask_code),
        press(BuyBasket, buy_basket),
        press(PayBasket, pay_basket),
    ]


def answers() -> dict[type[Question], list[Handler]]:
    """A quantity or a promo code may be typed."""
    return {
        AskCodeOfBasket: [answer(AskCodeOfBasket, type_code)],
        AskQuantityOfLine: [answer(AskQuantityOfLine, type_quantity_of_line)],
    }


async def basket_command(context: ShopContext) -> None:
    """/basket."""
    await show_basket(context)


async def open_basket(context: ShopContext, pressed: OpenBasket) -> None:
    """The basket as it is now."""
    del pressed
    await show_basket(context)


async def add_to_basket(context: ShopContext, pressed: AddToBasket) -> None:
    """A confirmed choice goes into the basket. Raises what `Baskets.add` raises."""
    try:
        await context.services.baskets.add(context.person_id, pressed.draft_id)
    except InBasketError as error:
        await show_basket(context, toast=sentence(context.texts, error))
        return
    await show_basket(context, toast=context.texts.plain("toast-basket-added"))


async def basket_again(context: ShopContext, pressed: BasketAgain) -> None:
    """What was bought together with an order is in the basket once more, as far as there is some. Raises what
    `BasketReorder.put` raises.
    """
    put = await context.services.basket_reorder.put(context.person_id, pressed.ref)
    await show_basket(context, head=None if put.all_of_it else context.texts.html("basket-again-not-all"))


async def open_line(context: ShopContext, pressed: OpenBasketLine) -> State:
    """One line, to change it."""
    try:
        await context.services.baskets.must_hold(context.person_id, pressed.line_id)
    except DraftGoneError as error:
        await show_basket(context, toast=sentence(context.texts, error))
        return None
    return await _show_line(context, pressed.line_id)


async def set_quantity(context: ShopContext, pressed: SetBasketQuantity) -> State:
    """More or fewer of a line."""
    try:
        await context.services.baskets.set_quantity(context.person_id, pressed.line_id, pressed.quantity)
    except DraftGoneError as error:
        await show_basket(context, toast=sentence(context.texts, error))
        return None
    return await _show_line(context, pressed.line_id)


async def type_quantity_of_line(context: ShopContext, asked: AskQuantityOfLine) -> State:
    """So many of the line that was shown last. Other words are a search, as beside a confirmation."""
    quantity = typed.quantity(context.typed)
    if quantity is None:
        if typed.is_talk(context.typed):
            await search.answer_words(context)
            return None
        if await search.answer_if_found(context):
            return None
        line = await _line(context, asked.line_id)
        if line is not None:
            await context.say(context.texts.plain("quantity-not-a-number", most=line.most))
            return asked
        await show_basket(context)
        return None
    # What the services refuse is said by the routing, which
    # leaves the person here: another number may be typed.
    return await set_quantity(context, SetBasketQuantity(asked.line_id, quantity))


async def remove_line(context: ShopContext, pressed: RemoveFromBasket) -> None:
    """Without this line."""
    try:
        await context.services.baskets.remove(context.person_id, pressed.line_id)
    except DraftGoneError as error:
        await show_basket(context, toast=sentence(context.texts, error))
        return
    await show_basket(context)


async def keep_the_rest(context: ShopContext, pressed: KeepTheRest) -> None:
    """Without what cannot be had."""
    try:
        await context.services.baskets.keep_what_can_be_had(context.person_id, pressed.basket_id)
    except BasketGoneError as error:
        await show_basket(context, toast=sentence(context.texts, error))
        return
    await show_basket(context)


async def empty_basket(context: ShopContext, pressed: EmptyBasket) -> None:
    """Without everything."""
    try:
        await context.services.baskets.empty(context.person_id, pressed.basket_id)
    except BasketGoneError as error:
        await show_basket(context, toast=sentence(context.texts, error))
        return
    await show_basket(context)


async def leave_basket(context: ShopContext, pressed: LeaveBasket) -> None:
    """On to the shop. Raises `BasketBoughtError`: then this message is a receipt."""
    if await context.services.basket_purchase.bought(context.person_id, pressed.basket_id):
        raise BasketBoughtError(pressed.basket_id)
    await context.show(await browsing.read_shop_screen(context))


async def ask_code(context: ShopContext, pressed: AskBasketCode) -> State:
    """Which code? Raises `BasketBoughtError`."""
    if await context.services.basket_purchase.bought(context.person_id, pressed.basket_id):
        raise BasketBoughtError(pressed.basket_id)
    await context.show(_with_way_back(context, context.texts.html("promo-ask")))
    return AskCodeOfBasket()


async def type_code(context: ShopContext, asked: AskCodeOfBasket) -> State:
    """The basket with the code; where it cannot be used, another one may be written."""
    texts = context.texts
    try:
        await context.services.baskets.use_promo(context.person_id, context.typed)
    except PromoRefusedError as error:
        told = texts.html("promo-refused", why=refusal(texts, error.reason, error.least))
        await context.show(_with_way_back(context, told))
        return asked
    except TooManyTriesError as error:
        await context.show(_with_way_back(context, escape(sentence(texts, error))))
        return asked
    except BasketGoneError:
        pass  # the empty basket says it
    await show_basket(context)
    return None


async def buy_basket(context: ShopContext, pressed: BuyBasket) -> None:
    """Buy. One basket is bought once, however often this runs; the press is answered, the receipt is the
    outbox's.
    """

    async def place() -> str:
        made = await context.services.basket_purchase.buy(
            context.person_id, pressed.basket_id, pressed.version, message_id=context.message_id
        )
        return context.texts.plain("toast-basket-bought", count=len(made))

    await _order(context, place)


async def pay_basket(context: ShopContext, pressed: PayBasket) -> None:
    """Pay all of it now: its orders wait for their money, what to pay with comes in a message of its own."""

    async def place() -> str:
        count, request = await context.services.payments.pay_basket(
            context.person_id,
            pressed.basket_id,
            pressed.version,
            pressed.way,
            message_id=context.message_id,
        )
        key = "toast-basket-bought" if request is None else "toast-basket-waiting"
        return context.texts.plain(key, count=count)

    await _order(context, place)


async def _order(context: ShopContext, order: Callable[[], Awaitable[str]]) -> None:
    """Orders, and says so; or shows what stands in the way."""
    texts = context.texts
    try:
        toast = await order()
    except BasketBoughtError as error:
        # No alert: five quick taps would be four windows to close.
        await context.toast(sentence(texts, error))
    except BasketChangedError as error:
        screen = screen_of(context, error.view).headed(news(texts, error.view))
        await context.show(screen, toast=sentence(texts, error))
    except (BasketGoneError, NotEnoughMoneyError) as error:
        await show_basket(context, toast=sentence(texts, error))
    except SupplierAwayError as error:
        await context.say(Phrase.of([sentence(texts, error), texts.plain("nothing-taken")], " "))
    else:
        await context.toast(toast)


async def _show_line(context: ShopContext, line_id: str) -> State:
    line = await _line(context, line_id)
    if line is None:
        await show_basket(context)
        return None
    await context.show(line_screen(context.texts, line))
    return AskQuantityOfLine(line_id)


async def _line(context: ShopContext, line_id: str) -> BasketLine | None:
    view = await context.services.baskets.view(context.person_id)
    return next((each for each in view.lines if each.line_id == line_id), None) if view else None


def _with_way_back(context: ShopContext, text: str) -> Screen:
    back = button(context.texts.plain("button-back"), OpenBasket())
    return Screen(text, keyboard([[back]]), passing=True)
