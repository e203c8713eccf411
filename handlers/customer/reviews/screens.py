"""How reviews look to customers: the question, their own review, what others wrote."""

from collections.abc import Sequence
from typing import Final

from bot.shop.catalogue.catalogue import Product
from bot.shop.orders.history import OrderView
from bot.shop.reviews.views import MARKS, ProductRating, Rated, Review, ReviewPage
from handlers.customer.browsing.callbacks import OpenProduct
from handlers.customer.orders.callbacks import MyOrder
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
from handlers.customer.welcome.screens import menu_button
from handlers.ui.keyboards import Row, button, keyboard, page_line, pages_row
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts
from handlers.words.goods import flagged_product, product_name

_LONGEST_PRODUCT: Final = 40


def request_screen(texts: Texts, asked: Sequence[Rated]) -> Screen:
    """How was it? Of one product with the ratings at hand, of several with a way to each."""
    no_more = [button(texts.plain("button-review-ask-no-more"), AskMeNoMore())]
    if len(asked) > 1:
        rows = _products(texts, asked)
        return Screen(texts.html("review-request-several"), keyboard([*rows, no_more]))
    (one,) = asked
    text = f"{texts.html('review-request')}\n\n{_question(texts, one)}"
    return Screen(text, keyboard([_marks(texts, one), no_more]))


def review_screen(texts: Texts, rated: Rated) -> Screen:
    """One's own review of a product, and what can be changed about it."""
    said, rows = rated.review, [_marks(texts, rated)]
    blocks = [_question(texts, rated)]
    if said is not None:
        blocks += [texts.html("review-yours", mark=said.mark), *_words(texts, said)]
        if said.line is not None and said.hidden:
            blocks.append(texts.html("review-hidden-from-others"))
        write = "button-review-write" if said.line is None else "button-review-rewrite"
        rows.append([button(texts.plain(write), WriteLine(rated.ref))])
        if said.line is not None:
            rows.append([button(texts.plain("button-review-remove-line"), RemoveLine(rated.ref))])
        rows.append([button(texts.plain("button-review-take-back"), TakeBack(rated.ref))])
    if rated.with_others:
        rows.append([button(texts.plain("button-review-others"), OpenReviews(rated.ref))])
    # A friend has the codes of a gift; the order is its buyer's.
    details = [] if rated.as_gift else [button(texts.plain("button-order-details"), MyOrder(rated.ref))]
    rows.append([*details, menu_button(texts)])
    return Screen("\n\n".join(blocks), keyboard(rows))


def purchase_screen(texts: Texts, bought: Sequence[Rated]) -> Screen:
    """The products that were bought together, with what was said of each."""
    return Screen(texts.html("review-which"), keyboard([*_products(texts, bought), [menu_button(texts)]]))


def line_question(texts: Texts, rated: Rated, most: int) -> Screen:
    """What would you write?"""
    text = texts.html("review-ask-line", product=product_name(texts, rated.product_title), most=most)
    return Screen(text, keyboard([[button(texts.plain("button-back"), OpenReview(rated.ref))]]))


def wish_screen(texts: Texts, *, wanted: bool) -> Screen:
    """Whether they are asked from now on, and the button that changes it."""
    if wanted:
        change = button(texts.plain("button-review-ask-no-more"), AskMeNoMore())
        return Screen(texts.html("review-asked-again"), keyboard([[change], [menu_button(texts)]]))
    change = button(texts.plain("button-review-ask-again"), AskMeAgain())
    return Screen(texts.html("review-asked-no-more"), keyboard([[change], [menu_button(texts)]]))


def lines_screen(texts: Texts, product: Product, rating: ProductRating | None, shown: ReviewPage) -> Screen:
    """A page of what customers wrote of a product."""
    blocks = [
        texts.html(
            "reviews-of-product",
            product=product_name(texts, product.title),
            region=texts.region(product.region),
        )
    ]
    if rating is not None:
        blocks.append(rating_line(texts, rating))
    blocks += [
        "\n".join(
            [
                texts.html(
                    "review-by-somebody", mark=one.mark, at=one.written_at.astimezone(texts.zone).date()
                ),
                *_words(texts, one),
            ]
        )
        for one in shown.items
    ]
    if not shown.items:
        blocks.append(texts.html("reviews-no-lines"))
    pages = pages_row(texts, lambda to: ReadReviews(product.key, to), shown.page, shown.pages)
    back = [button(texts.plain("button-back"), OpenProduct(product.key, 1)), menu_button(texts)]
    text = "\n\n".join(blocks) + page_line(texts, shown.page, shown.pages)
    return Screen(text, keyboard([pages, back]), passing=True)


def answered_screen(texts: Texts, review: Review) -> Screen:
    """The shop has answered what its customer said."""
    head = texts.html(
        "review-answered", shop=texts.shop_name, product=product_name(texts, review.product_title)
    )
    see = button(texts.plain("button-review-see"), OpenReview(review.ref))
    return Screen("\n\n".join([head, *_words(texts, review)]), keyboard([[see]]))


def rating_line(texts: Texts, rating: ProductRating) -> str:
    """What a product's ratings come to."""
    return texts.html("product-rating", average=texts.number(rating.average), count=rating.count)


def read_row(texts: Texts, product_key: str, rating: ProductRating | None) -> Row:
    """The way to what customers wrote of a product, where somebody did."""
    if rating is None or not rating.has_lines:
        return []
    return [button(texts.plain("button-reviews-read"), ReadReviews(product_key, 1))]


def review_row(texts: Texts, order: OrderView, *, are_on: bool) -> Row:
    """The way to one's own review of an order's product."""
    if not are_on or not order.shows_codes:
        return []
    return [button(texts.plain("button-review"), OpenReview(order.ref))]


def _question(texts: Texts, rated: Rated) -> str:
    return texts.html(
        "review-question",
        product=product_name(texts, rated.product_title),
        region=texts.region(rated.region),
    )


def _marks(texts: Texts, rated: Rated) -> Row:
    given = None if rated.review is None else rated.review.mark
    return [
        button(
            texts.plain("button-review-mark-given" if mark == given else "button-review-mark", mark=mark),
            Rate(rated.ref, mark),
        )
        for mark in MARKS
    ]


def _products(texts: Texts, bought: Sequence[Rated]) -> list[Row]:
    rows: list[Row] = []
    for one in bought:
        name = flagged_product(texts, one.product_title, one.region, _LONGEST_PRODUCT)
        label = (
            name
            if one.review is None
            else texts.plain("button-review-given", mark=one.review.mark, product=name)
        )
        rows.append([button(label, OpenReview(one.ref))])
    return rows


def _words(texts: Texts, review: Review) -> list[str]:
    """The customer's line, and what the shop says to it."""
    lines = []
    if review.line is not None:
        lines.append(texts.html("review-line", words=review.line))
    if review.answer is not None:
        lines.append(texts.html("review-answer", words=review.answer))
    return lines
