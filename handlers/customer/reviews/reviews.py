"""Reviews: given with a press, a line beside it if one likes, changed and taken back at any time; and what
others wrote of a product. Whoever does not want to be asked says so with one button.
"""

import re
from dataclasses import dataclass
from typing import Final

from telegram import Message, MessageEntity
from telegram.constants import MessageLimit

from bot.shop.errors import NotForSaleError
from bot.shop.readable import readable
from bot.shop.reviews.views import LONGEST_WORDS, Rated
from handlers.customer.browsing.browsing import read_shop_screen
from handlers.customer.reviews import screens
from handlers.customer.reviews.callbacks import (
    AskMeAgain,
    AskMeNoMore,
    OpenReview,
    OpenReviews,
    Rate,
    ReadReviews,
    RemoveLine,
    TakeBack,
    WriteLine,
)
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, press
from handlers.ui.screen import Screen

_LEADS_AWAY: Final = frozenset(
    {
        MessageEntity.URL,
        MessageEntity.TEXT_LINK,
        MessageEntity.MENTION,
        MessageEntity.TEXT_MENTION,
        MessageEntity.EMAIL,
        MessageEntity.PHONE_NUMBER,
        # Telegram names no link in what is set as code. Others are shown the bare words, where it is one.
        MessageEntity.CODE,
        MessageEntity.PRE,
    }
)
_LIKE_A_LINK: Final = re.compile(r"@\w|://|\w\.[^\W\d]{2}|\d(?:[ ().-]*\d){6}")


@dataclass(frozen=True)
class AskLine(Question):
    """What would you write about the product of that order?"""

    kind = "writing_review"
    ref: str


def handlers() -> list[Handler]:
    """What is pressed."""
    return [
        press(OpenReview, open_review),
        press(OpenReviews, open_reviews),
        press(Rate, rate),
        press(RemoveLine, remove_line),
        press(TakeBack, take_back),
        press(AskMeNoMore, ask_me_no_more),
        press(AskMeAgain, ask_me_again),
        press(ReadReviews, read_reviews),
    ]


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [press(WriteLine, ask_line)]


def answers() -> dict[type[Question], list[Handler]]:
    """A line."""
    return {AskLine: [answer(AskLine, type_line)]}


async def open_review(context: ShopContext, pressed: OpenReview) -> None:
    """What they said of a product."""
    await _show(context, await context.services.reviews.of_order(context.person_id, pressed.ref))


async def open_reviews(context: ShopContext, pressed: OpenReviews) -> None:
    """The products that were bought together."""
    bought = await context.services.reviews.bought_with(context.person_id, pressed.ref)
    await context.show(screens.purchase_screen(context.texts, bought))


async def rate(context: ShopContext, pressed: Rate) -> None:
    """Their rating; a line may follow."""
    rated = await context.services.reviews.rate(context.person_id, pressed.ref, pressed.mark)
    await _show(context, rated, toast=context.texts.plain("toast-review-kept"))


async def ask_line(context: ShopContext, pressed: WriteLine) -> State:
    """What would you write?"""
    rated = await context.services.reviews.of_order(context.person_id, pressed.ref)
    await context.show(screens.line_question(context.texts, rated, LONGEST_WORDS))
    return AskLine(pressed.ref)


async def type_line(context: ShopContext, asked: AskLine) -> State:
    """Kept; others read it at once. What leads away from the shop is not taken: a stranger wrote it."""
    message = context.incoming.message if context.incoming else None
    if message is not None and leads_away(message):
        await context.show(Screen(context.texts.html("review-no-links")))
        return asked
    rated = await context.services.reviews.write(context.person_id, asked.ref, context.typed)
    await _show(context, rated)
    return END


def leads_away(message: Message) -> bool:
    """Whether there is a link, an address or a number in it, or would be as others are shown it."""
    if any(entity.type in _LEADS_AWAY for entity in message.entities):
        return True
    written = message.text or ""
    shown = readable(written, MessageLimit.MAX_TEXT_LENGTH)
    # Marks that nobody sees are not kept. What they held apart Telegram did not name as a link.
    return shown != " ".join(written.split()) and _LIKE_A_LINK.search(shown) is not None


async def remove_line(context: ShopContext, pressed: RemoveLine) -> None:
    """The words go, the rating stays."""
    rated = await context.services.reviews.write(context.person_id, pressed.ref, None)
    await _show(context, rated, toast=context.texts.plain("toast-review-line-removed"))


async def take_back(context: ShopContext, pressed: TakeBack) -> None:
    """They say nothing of it any more."""
    rated = await context.services.reviews.take_back(context.person_id, pressed.ref)
    await _show(context, rated, toast=context.texts.plain("toast-review-taken-back"))


async def ask_me_no_more(context: ShopContext, pressed: AskMeNoMore) -> None:
    """Nobody asks them any more."""
    del pressed
    await context.services.reviews.choose_requests(context.person_id, wanted=False)
    await context.show(screens.wish_screen(context.texts, wanted=False))


async def ask_me_again(context: ShopContext, pressed: AskMeAgain) -> None:
    """They may be asked."""
    del pressed
    await context.services.reviews.choose_requests(context.person_id, wanted=True)
    await context.show(screens.wish_screen(context.texts, wanted=True))


async def read_reviews(context: ShopContext, pressed: ReadReviews) -> None:
    """What customers wrote of a product; all categories when it is not sold any more."""
    reviews = context.services.reviews
    try:
        product = (await context.services.catalogue.product(pressed.product_key)).product
    except NotForSaleError as error:
        await context.show(await read_shop_screen(context), toast=sentence(context.texts, error))
        return
    shown = await reviews.lines(product.id, pressed.page)
    rating = await reviews.rating(product.id)
    await context.show(screens.lines_screen(context.texts, product, rating, shown))


async def _show(context: ShopContext, rated: Rated, *, toast: str | None = None) -> None:
    await context.show(screens.review_screen(context.texts, rated), toast=toast)
