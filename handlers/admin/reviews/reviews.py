"""/reviews: what customers say of products; a line is kept from others, or answered."""

from dataclasses import dataclass
from typing import Final

from bot.shop.reviews.views import LONGEST_WORDS, Review
from bot.shop.roles.rights import Right
from handlers.admin.reviews import screens
from handlers.admin.reviews.callbacks import (
    AnswerReview,
    HideReview,
    RemoveReviewAnswer,
    StaffReview,
    StaffReviews,
)
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen
from handlers.words.goods import product_name

_RIGHT: Final = Right.ANSWER_REVIEWS


@dataclass(frozen=True)
class AskReviewAnswer(Question):
    """What does the shop say to this review?"""

    kind = "answering_review"
    review_id: int


def handlers() -> list[Handler]:
    """The command, and what is pressed."""
    return [
        command("reviews", reviews_command, right=_RIGHT, place=38, alone=True),
        press(StaffReviews, open_reviews, right=_RIGHT),
        press(StaffReview, open_review, right=_RIGHT),
        press(HideReview, hide_review, right=_RIGHT),
        press(RemoveReviewAnswer, remove_answer, right=_RIGHT),
    ]


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [press(AnswerReview, ask_answer, right=_RIGHT)]


def answers() -> dict[type[Question], list[Handler]]:
    """The shop's answer."""
    return {AskReviewAnswer: [answer(AskReviewAnswer, type_answer, right=_RIGHT)]}


async def reviews_command(context: ShopContext) -> None:
    """/reviews."""
    await _list(context, 0)


async def open_reviews(context: ShopContext, pressed: StaffReviews) -> None:
    """A page of them."""
    await _list(context, pressed.behind)


async def open_review(context: ShopContext, pressed: StaffReview) -> None:
    """One of them."""
    await _show(context, await context.services.review_desk.get(pressed.review_id))


async def hide_review(context: ShopContext, pressed: HideReview) -> None:
    """Its line is kept from others, or shown again; the rating counts."""
    hidden = bool(pressed.on)
    review = await context.services.review_desk.hide(context.person_id, pressed.review_id, hidden=hidden)
    toast = "toast-review-hidden" if hidden else "toast-review-shown"
    await _show(context, review, toast=context.texts.plain(toast))


async def ask_answer(context: ShopContext, pressed: AnswerReview) -> State:
    """What shall its customer, and others, read?"""
    texts = context.texts
    review = await context.services.review_desk.get(pressed.review_id)
    text = texts.html(
        "review-ask-answer", product=product_name(texts, review.product_title), most=LONGEST_WORDS
    )
    back = [button(texts.plain("button-back"), StaffReview(review.id))]
    await context.show(Screen(text, keyboard([back])))
    return AskReviewAnswer(review.id)


async def type_answer(context: ShopContext, asked: AskReviewAnswer) -> State:
    """Its customer is told."""
    review = await context.services.review_desk.answer(context.person_id, asked.review_id, context.typed)
    await _show(context, review)
    return END


async def remove_answer(context: ShopContext, pressed: RemoveReviewAnswer) -> None:
    """The shop says nothing to it any more."""
    review = await context.services.review_desk.answer(context.person_id, pressed.review_id, None)
    await _show(context, review, toast=context.texts.plain("toast-review-unanswered"))


async def _list(context: ShopContext, behind: int) -> None:
    shown = await context.services.review_desk.newest(behind=behind or None)
    await context.show(screens.reviews_screen(context.texts, shown))


async def _show(context: ShopContext, review: Review, *, toast: str | None = None) -> None:
    name = await context.services.customers.name_of(review.customer_id)
    screen = screens.review_screen(context.texts, review, name, may=context.may)
    await context.show(screen, toast=toast)
