"""How reviews look to staff: who said what of which product."""

from collections.abc import Callable
from typing import Final

from bot.shop.reviews.views import Review, ReviewList
from bot.shop.roles.rights import Right
from handlers.admin.customers.callbacks import StaffCustomer
from handlers.admin.orders.callbacks import StaffOrder
from handlers.admin.overview.callbacks import panel_button
from handlers.admin.reviews.callbacks import (
    AnswerReview,
    HideReview,
    RemoveReviewAnswer,
    StaffReview,
    StaffReviews,
)
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, tidy
from handlers.words.goods import product_name

_LONGEST_LINE: Final = 60
_LONGEST_PRODUCT: Final = 40


def reviews_screen(texts: Texts, shown: ReviewList) -> Screen:
    """A page of all reviews, those first that changed last; each opens."""
    if not shown.items:
        return Screen(texts.html("staff-reviews-none"), keyboard([[panel_button(texts)]]))
    blocks = [texts.html("staff-reviews")]
    rows: list[Row] = []
    for number, one in enumerate(shown.items, 1):
        product = product_name(texts, one.product_title, _LONGEST_PRODUCT)
        day = texts.brief_day(one.written_at.astimezone(texts.zone).date())
        head = texts.html("staff-review-in-list", number=number, mark=one.mark, product=product, day=day)
        lines = [head]
        if one.line is not None:
            lines.append(texts.html("review-line", words=tidy(one.line, _LONGEST_LINE)))
        blocks.append("\n".join([*lines, *_states(texts, one)]))
        label = texts.plain("button-staff-review", number=number, mark=one.mark, product=product)
        rows.append([button(label, StaffReview(one.id))])
    if shown.has_older:
        older = StaffReviews(shown.items[-1].id)
        rows.append([button(texts.plain("button-reviews-older"), older)])
    return Screen("\n\n".join(blocks), keyboard([*rows, [panel_button(texts)]]))


def review_screen(texts: Texts, one: Review, name: str, *, may: Callable[[Right], bool]) -> Screen:
    """One review in full, and what can be done about it. `name` is its customer's."""
    head = texts.html(
        "staff-review",
        product=product_name(texts, one.product_title),
        region=texts.region(one.region),
        mark=one.mark,
        at=one.written_at,
    )
    if one.of_gift:  # Whose gift it was is nobody's business.
        said_by = texts.html("staff-review-by", name=name, customer=Code(one.customer_id))
    else:
        said_by = texts.html(
            "staff-review-by-buyer", name=name, customer=Code(one.customer_id), ref=Code(one.ref)
        )
    blocks = [f"{head}\n{said_by}"]
    blocks.append(
        texts.html("staff-review-no-line") if one.line is None else texts.html("review-line", words=one.line)
    )
    if one.answer is not None:
        blocks.append(texts.html("review-answer", words=one.answer))
    blocks += _states(texts, one)
    rows: list[Row] = []
    if one.hidden:
        rows.append([button(texts.plain("button-review-show"), HideReview(one.id, 0))])
    elif one.line is not None:
        rows.append([button(texts.plain("button-review-hide"), HideReview(one.id, 1))])
    answer = "button-review-answer" if one.answer is None else "button-review-answer-anew"
    rows.append([button(texts.plain(answer), AnswerReview(one.id))])
    if one.answer is not None:
        rows.append([button(texts.plain("button-review-unanswer"), RemoveReviewAnswer(one.id))])
    about = []
    if may(Right.SEE_ORDERS) and not one.of_gift:
        about.append(button(texts.plain("button-ticket-order", ref=Code(one.ref)), StaffOrder(one.ref)))
    if may(Right.SEE_CUSTOMERS):
        about.append(button(f"👤 {name}", StaffCustomer(one.customer_id)))
    rows += [about, [button(texts.plain("button-staff-reviews"), StaffReviews(0)), panel_button(texts)]]
    return Screen("\n\n".join(blocks), keyboard(rows))


def _states(texts: Texts, one: Review) -> list[str]:
    if not one.hidden or one.line is None:
        return []
    return [texts.html("staff-review-hidden-before" if one.changed_since else "staff-review-hidden")]
