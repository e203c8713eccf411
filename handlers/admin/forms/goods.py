"""Goods that staff name from the panel, to see their prices or limits, or to hide them and put them back."""

from dataclasses import dataclass
from typing import Final

from bot.shop.roles.rights import Right
from handlers.admin.forms.callbacks import Acts, GoodsFor
from handlers.admin.prices.callbacks import Limits, Prices
from handlers.admin.prices.hiding_and_limits import hide_named, show_limits
from handlers.admin.prices.rule_targets import one_place
from handlers.admin.prices.rules import show_sheet
from handlers.admin.prices.typed_rules import words_of
from handlers.ui import unknown
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code

_PRICE, _LIMIT, _HIDE, _UNHIDE = "price", "limit", "hide", "unhide"
DEEDS: Final = (_PRICE, _LIMIT, _HIDE, _UNHIDE)
"""What is done with goods that are named."""


@dataclass(frozen=True)
class AskGoods(Question):
    """Which goods are meant?"""

    kind = "naming_goods"
    deed: str


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [press(GoodsFor, ask_goods, right=Right.SET_PRICES)]


def handlers() -> list[Handler]:
    """Nothing that ends a question."""
    return []


def answers() -> dict[type[Question], list[Handler]]:
    """What is typed."""
    return {AskGoods: [answer(AskGoods, type_goods, right=Right.SET_PRICES)]}


async def ask_goods(context: ShopContext, pressed: GoodsFor) -> State:
    """Which goods?"""
    texts = context.texts
    if pressed.deed not in DEEDS:
        await unknown.answer_button(context)
        return None
    text = texts.html(f"whichgoods-{pressed.deed}", example=Code("Steam"))
    ways = [
        button(texts.plain("button-prices"), Prices("all", 1)),
        button(texts.plain("button-back"), Acts()),
    ]
    screen = Screen(f"{text}\n{texts.html('form-leave')}", keyboard([ways]))
    await context.show(screen, apart=True)
    return AskGoods(pressed.deed)


async def type_goods(context: ShopContext, asked: AskGoods) -> State:
    """These; where the words mean nothing or several, it is asked once more."""
    words = " ".join(words_of(context.typed.split()))
    if asked.deed in {_HIDE, _UNHIDE}:
        done = await hide_named(context, words, hidden=asked.deed == _HIDE)
        return END if done else asked
    shows_limits = asked.deed == _LIMIT
    place = await one_place(
        context, words, lambda place: Limits(place.key) if shows_limits else Prices(place.key, 1)
    )
    if place is None:
        return asked
    await (show_limits if shows_limits else show_sheet)(context, place.key)
    return END
