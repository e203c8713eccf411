"""What customers say of products, and what a product's ratings come to."""

from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from bot.shop.reviews.reviews import ReviewsOffError
from bot.shop.reviews.views import LONGEST_WORDS, ProductRating, average
from bot.shop.reviews.words import NoWordsError, WordsTooLongError, one_line
from tests.shop.basket.filling import buy, fill
from tests.shop.conftest import MakeShop
from tests.shop.reviews.delivered import DAY, arrive, delivered
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def three(shop: WholeShop) -> list[OrderView]:
    """Orders of the same product, each of another customer."""
    for customer_id in (102, 103):
        await shop.customer(customer_id, dinars=10_000)
    return [await delivered(shop, customer_id) for customer_id in (1001, 102, 103)]


async def sums(shop: WholeShop) -> dict[str, tuple[int, int]]:
    """What is kept of each product's ratings, once it is seen that it is what they come to."""
    async with shop.db.read() as conn:
        kept = (await conn.execute(sa.text("SELECT product_id, count, total FROM product_ratings"))).all()
        query = "SELECT product_id, count(*), sum(rating) FROM reviews GROUP BY product_id"
        real = (await conn.execute(sa.text(query))).all()
    assert {row[0]: (row[1], row[2]) for row in kept if row[1]} == {row[0]: (row[1], row[2]) for row in real}
    return {row[0]: (row[1], row[2]) for row in kept}


async def test_the_average_is_seen_from_three_ratings_on_and_follows_each_change(
    shop: WholeShop, three: list[OrderView]
) -> None:
    assert await shop.reviews.rating("P1") is None
    for order, mark in zip(three, (5, 4, 4), strict=True):
        assert await shop.reviews.rating("P1") is None
        await shop.reviews.rate(order.customer_id, order.ref, mark)
    assert await shop.reviews.rating("P1") == ProductRating(3, Decimal("4.3"), has_lines=False)
    first = three[0]
    await shop.reviews.rate(1001, first.ref, 1)
    await shop.reviews.write(1001, first.ref, "late")
    assert await shop.reviews.rating("P1") == ProductRating(3, Decimal("3.0"), has_lines=True)
    assert await sums(shop) == {"P1": (3, 9)}
    await shop.reviews.take_back(1001, first.ref)
    await shop.reviews.take_back(1001, first.ref)
    assert await sums(shop) == {"P1": (2, 8)}
    assert await shop.reviews.rating("P1") is None
    assert (await shop.reviews.of_order(1001, first.ref)).review is None


async def test_somebody_has_one_review_of_a_product_however_often_they_buy_it(shop: WholeShop) -> None:
    first, second = await delivered(shop), await delivered(shop)
    await shop.reviews.rate(1001, first.ref, 2)
    rated = await shop.reviews.rate(1001, second.ref, 5)
    assert rated.review is not None
    assert (rated.review.mark, rated.review.ref) == (5, second.ref)
    assert await sums(shop) == {"P1": (1, 5)}


async def test_of_a_basket_with_a_gift_what_its_buyer_has_themselves_is_rated(shop: WholeShop) -> None:
    gift, own, other = await buy(shop, await fill(shop))
    await shop.gifts.make_order(1001, gift.ref, None)
    await arrive(shop)
    bought = await shop.reviews.bought_with(1001, own.ref)
    assert [rated.ref for rated in bought] == [own.ref, other.ref]
    for rated in bought:
        await shop.reviews.rate(1001, rated.ref, 5)


async def test_nobody_rates_what_is_not_theirs_or_brought_nothing(
    shop: WholeShop, three: list[OrderView]
) -> None:
    unpaid = await shop.buy()
    for customer_id, ref, mark in (
        (102, three[0].ref, 5),
        (1001, unpaid.ref, 5),
        (1001, "CDFGHJ2346", 5),
        (1001, three[0].ref, 6),
        (1001, three[0].ref, 0),
    ):
        with pytest.raises(NotFoundError):
            await shop.reviews.rate(customer_id, ref, mark)
    with pytest.raises(NotFoundError):
        await shop.reviews.write(102, three[0].ref, "theirs")
    with pytest.raises(NotFoundError):
        await shop.reviews.write(1001, three[0].ref, "a line without a rating")
    assert await sums(shop) == {}


async def test_lines_are_read_newest_first_a_page_at_a_time(shop: WholeShop, three: list[OrderView]) -> None:
    for number in range(104, 109):
        await shop.customer(number, dinars=10_000)
        three.append(await delivered(shop, number))
    for number, order in enumerate(three):
        shop.clock.tick(1)
        await shop.reviews.rate(order.customer_id, order.ref, 5)
        if number:  # one of them writes nothing
            await shop.reviews.write(order.customer_id, order.ref, f"line {number}")
    first = await shop.reviews.lines("P1", 1)
    assert [one.line for one in first.items] == ["line 7", "line 6", "line 5", "line 4", "line 3"]
    assert [one.line for one in (await shop.reviews.lines("P1", 99)).items] == ["line 2", "line 1"]
    assert first.pages == 2
    assert (await shop.reviews.lines("P2", 1)).items == ()


async def test_a_line_that_staff_hid_stays_hidden_however_its_customer_writes_it_anew(
    shop: WholeShop,
) -> None:
    first, second = await delivered(shop), await delivered(shop, product="P2", type_="T3")
    await shop.reviews.rate(1001, first.ref, 1)
    await shop.reviews.write(1001, first.ref, "an insult")
    [review] = (await shop.review_desk.newest()).items
    hidden = await shop.review_desk.hide(STAFF, review.id, hidden=True)
    assert (hidden.hidden, hidden.changed_since) == (True, False)
    for mark in (2, 3):
        shop.clock.tick(1)
        await shop.reviews.take_back(1001, first.ref)
        await shop.reviews.rate(1001, first.ref, mark)
        await shop.reviews.write(1001, first.ref, f"insult {mark}")
        assert (await shop.reviews.lines("P1", 1)).items == ()
    await shop.reviews.rate(1001, second.ref, 5)
    await shop.reviews.write(1001, second.ref, "kind words")
    assert [one.line for one in (await shop.reviews.lines("P2", 1)).items] == ["kind words"]
    [again] = [one for one in (await shop.review_desk.newest()).items if one.product_id == "P1"]
    assert (again.hidden, again.changed_since) == (True, True)
    await shop.review_desk.hide(STAFF, again.id, hidden=False)
    await shop.reviews.take_back(1001, first.ref)
    await shop.reviews.rate(1001, first.ref, 4)
    await shop.reviews.write(1001, first.ref, "better now")
    assert [one.line for one in (await shop.reviews.lines("P1", 1)).items] == ["better now"]
    assert await sums(shop) == {"P1": (1, 4), "P2": (1, 5)}


async def test_a_line_that_is_too_long_or_nothing_changes_nothing(shop: WholeShop) -> None:
    order = await delivered(shop)
    await shop.reviews.rate(1001, order.ref, 4)
    await shop.reviews.write(1001, order.ref, "  fast \n and   easy ")
    for words, error in (
        ("x" * 201, WordsTooLongError),
        ("😀" * 101, WordsTooLongError),
        (" \u2800", NoWordsError),
    ):
        with pytest.raises(error):
            await shop.reviews.write(1001, order.ref, words)
    rated = await shop.reviews.of_order(1001, order.ref)
    assert rated.review is not None
    assert rated.review.line == "fast and easy"


async def test_while_they_are_off_none_is_given_or_shown_but_any_is_taken_back(
    shop: WholeShop, three: list[OrderView], make_shop: MakeShop
) -> None:
    for order in three:
        await shop.reviews.rate(order.customer_id, order.ref, 5)
    off = make_shop(take_reviews=False)
    assert await off.reviews.rating("P1") is None
    with pytest.raises(ReviewsOffError):
        await off.reviews.rate(1001, three[0].ref, 1)
    with pytest.raises(ReviewsOffError):
        await off.reviews.lines("P1", 1)
    await off.reviews.take_back(1001, three[0].ref)
    assert await sums(off) == {"P1": (2, 10)}


async def test_whoever_is_erased_leaves_the_rating_and_no_words(
    shop: WholeShop, three: list[OrderView]
) -> None:
    for order in three:
        await shop.reviews.rate(order.customer_id, order.ref, 3)
        await shop.reviews.write(order.customer_id, order.ref, f"by {order.customer_id}")
    shop.clock.tick(2 * DAY)
    await shop.erasing.forget(102, gives_up=(await shop.erasing.look(102)).gives_up)
    assert await shop.reviews.rating("P1") == ProductRating(3, Decimal("3.0"), has_lines=True)
    assert {one.line for one in (await shop.reviews.lines("P1", 1)).items} == {"by 1001", "by 103"}
    assert await sums(shop) == {"P1": (3, 9)}
    assert (await shop.wallet.balance(102)) == Money.ZERO


@given(st.text())
def test_whatever_is_written_becomes_one_line_that_fits_or_is_refused(written: str) -> None:
    try:
        line = one_line(written)
    except (NoWordsError, WordsTooLongError):
        return
    assert line.strip()
    assert "\n" not in line
    assert len(line.encode("utf-16-le")) <= 2 * LONGEST_WORDS
    assert one_line(line) == line


@given(st.lists(st.integers(1, 5), min_size=1, max_size=50))
def test_an_average_lies_between_the_ratings(marks: list[int]) -> None:
    assert min(marks) <= average(sum(marks), len(marks)) <= max(marks)
