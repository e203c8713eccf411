"""A price, a margin or a limit that staff write after a button of the place's screen: one thing at a time."""

from dataclasses import dataclass

from bot.shop.roles.rights import Right
from handlers.admin.prices.callbacks import Limits, Prices, WriteLimit, WriteMargin, WritePrice
from handlers.admin.prices.hiding_and_limits import limit_to
from handlers.admin.prices.rules import propose_margin, set_price_to
from handlers.admin.prices.typed_rules import LimitWish, read_rule, words_of
from handlers.ui import typed
from handlers.ui.callback_codec import Callback
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, tidy
from handlers.words.price import place_words

_SHOWN = 60  # characters of what was typed
_RIGHT = Right.SET_PRICES


@dataclass(frozen=True)
class AskPrice(Question):
    """What does this type cost?"""

    kind = "typing_price"
    place: str


@dataclass(frozen=True)
class AskMargin(Question):
    """What is the margin there?"""

    kind = "typing_margin"
    place: str


@dataclass(frozen=True)
class AskLimit(Question):
    """How many cards may be bought there? `per_day`: 1 for a customer and day, 0 for one order."""

    kind = "typing_limit"
    place: str
    per_day: int


def handlers() -> list[Handler]:
    """Nothing that ends a question."""
    return []


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [
        press(WritePrice, ask_price, right=_RIGHT),
        press(WriteMargin, ask_margin, right=_RIGHT),
        press(WriteLimit, ask_limit, right=_RIGHT),
    ]


def answers() -> dict[type[Question], list[Handler]]:
    """What is typed."""
    return {
        AskPrice: [answer(AskPrice, type_price, right=_RIGHT)],
        AskMargin: [answer(AskMargin, type_margin, right=_RIGHT)],
        AskLimit: [answer(AskLimit, type_limit, right=_RIGHT)],
    }


async def ask_price(context: ShopContext, pressed: WritePrice) -> State:
    """What price?"""
    await _ask(context, "ask-price", pressed.place, Code("1500"), Prices(pressed.place, 1))
    return AskPrice(pressed.place)


async def type_price(context: ShopContext, asked: AskPrice) -> State:
    """This one: its effect is shown before it holds."""
    dinars = typed.dinars(context.typed)
    if dinars is None:
        await context.show(Screen(context.texts.html("amount-not-read", words=tidy(context.typed, _SHOWN))))
        return asked
    return END if await set_price_to(context, asked.place, dinars) else asked


async def ask_margin(context: ShopContext, pressed: WriteMargin) -> State:
    """What margin?"""
    await _ask(context, "ask-margin", pressed.place, Code("7% step 10"), Prices(pressed.place, 1))
    return AskMargin(pressed.place)


async def type_margin(context: ShopContext, asked: AskMargin) -> State:
    """This one: its effect is shown before it holds."""
    now = (await context.services.pricelist.sheet(asked.place)).margin
    rule = read_rule(typed.in_groups(words_of(context.typed.split())), now)
    if rule is None:
        texts = context.texts
        said = texts.html("margin-unread", words=tidy(context.typed, _SHOWN), example=Code("7% step 10"))
        await context.show(Screen(said))
        return asked
    return END if await propose_margin(context, asked.place, rule) else asked


async def ask_limit(context: ShopContext, pressed: WriteLimit) -> State:
    """How many?"""
    key = "ask-limit-day" if pressed.per_day else "ask-limit-order"
    await _ask(context, key, pressed.place, Code("5"), Limits(pressed.place))
    return AskLimit(pressed.place, int(bool(pressed.per_day)))


async def type_limit(context: ShopContext, asked: AskLimit) -> State:
    """So many."""
    number = typed.grouped_number(context.typed)
    if number is None:
        text = context.texts.html("limit-unread", words=tidy(context.typed, _SHOWN))
        await context.show(Screen(text))
        return asked
    order, day = (None, number) if asked.per_day else (number, None)
    return END if await limit_to(context, asked.place, LimitWish("", order, day, zero=not number)) else asked


async def _ask(context: ShopContext, key: str, place: str, example: Code, back: Callback) -> None:
    texts = context.texts
    title = place_words(texts, (await context.services.pricelist.sheet(place)).place.title)
    text = f"{texts.html(key, title=title, example=example)}\n{texts.html('form-leave')}"
    screen = Screen(text, keyboard([[button(texts.plain("button-back"), back)]]))
    await context.show(screen, apart=True)
