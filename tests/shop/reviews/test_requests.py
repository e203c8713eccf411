"""Who is asked for a review, when, and of what."""

import json
from datetime import timedelta

import pytest

from bot.shop.errors import NotFoundError
from bot.shop.outbox.messages import MessageKind
from bot.shop.reviews.requests import ReviewRequests
from bot.shop.support.tickets import About, TicketKind
from bot.shop.support.written import Written, WrittenKind
from storage.chat import customers
from storage.goods import reviews
from storage.goods.reviews import RatingRow
from storage.states import OrderStatus
from tests.fakes.supplier import FakeSupplier
from tests.shop.basket.filling import buy, fill
from tests.shop.conftest import MakeShop
from tests.shop.gifts.giving import FRIEND, OTHER, given
from tests.shop.gifts.giving import token as token_of
from tests.shop.reviews.delivered import DAY, arrive, ask, delivered, settle
from tests.shop.whole import STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines


async def asked(shop: WholeShop) -> list[tuple[int, list[str]]]:
    """Who was asked for which products, in order."""
    found = []
    for row in await shop.outbox(kind=MessageKind.REVIEW_REQUEST):
        orders = [await shop.row(order_id) for order_id in json.loads(row.payload)["order_ids"]]
        found.append((row.chat_id, [order.product_id for order in orders]))
    return found


async def test_a_customer_is_asked_once_a_day_after_their_codes_arrived(shop: WholeShop) -> None:
    await delivered(shop)
    await ask(shop, after=DAY - 1)
    assert await asked(shop) == []
    await ask(shop, after=1)
    assert await asked(shop) == [(1001, ["P1"])]
    await ask(shop, after=1)
    await ask(shop)
    assert await asked(shop) == [(1001, ["P1"])]


async def test_nobody_is_asked_for_the_same_product_again_within_ninety_days(shop: WholeShop) -> None:
    await delivered(shop)
    await ask(shop)
    await delivered(shop)
    await delivered(shop, product="P2", type_="T3")
    await ask(shop)
    assert await asked(shop) == [(1001, ["P1"]), (1001, ["P2"])]
    shop.clock.tick(90 * DAY + 1)
    await shop.review_requests.tidy()
    assert await shop.count("review_requests") == 0
    await delivered(shop)
    await ask(shop)
    assert (await asked(shop))[2:] == [(1001, ["P1"])]


async def test_whoever_has_spoken_unasked_is_not_asked(shop: WholeShop) -> None:
    order = await delivered(shop)
    await shop.reviews.rate(1001, order.ref, 5)
    await ask(shop)
    assert await asked(shop) == []


async def test_whoever_does_not_want_to_be_asked_is_not_asked_until_they_do(shop: WholeShop) -> None:
    await shop.reviews.choose_requests(1001, wanted=False)
    await delivered(shop)
    await ask(shop)
    assert await asked(shop) == []
    await shop.reviews.choose_requests(1001, wanted=True)
    await delivered(shop)
    await ask(shop)
    assert await asked(shop) == [(1001, ["P1"])]


async def test_whoever_is_banned_or_blocks_the_bot_is_not_asked(shop: WholeShop) -> None:
    for customer_id in (102, 103):
        await shop.customer(customer_id, dinars=10_000)
        await delivered(shop, customer_id)
    await shop.customer_care.ban(STAFF, 102, "stolen cards")
    async with shop.db.write() as conn:
        await customers.set_blocked(conn, 103, shop.clock.now())
    await ask(shop)
    assert await asked(shop) == []


async def test_an_order_that_gave_money_back_is_not_asked_about(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await delivered(shop)
    await shop.refunds.refund(STAFF, order.ref, dinars(100), "dented", to="wallet", key="k")
    partial = await shop.buy(quantity=2)
    await shop.place()
    supplier.settle(str((await shop.row(partial.id)).supplier_order_id), "PARTIALLY_FILLED")
    shop.clock.tick(6)
    await shop.tracking.look()
    await shop.send()
    assert await shop.status(partial) == OrderStatus.PARTIALLY_FILLED
    await ask(shop)
    assert await asked(shop) == []


async def test_an_order_with_a_code_that_does_not_work_is_not_asked_about(shop: WholeShop) -> None:
    order = await delivered(shop)
    about = About(TicketKind.DEAD_CODE, order.ref, card=1)
    await shop.support.write(1001, Written(WrittenKind.TEXT, "used before"), key="k", about=about)
    await ask(shop)
    assert await asked(shop) == []


async def test_a_bad_end_after_the_question_was_written_leaves_it_unsent(shop: WholeShop) -> None:
    order = await delivered(shop)
    await ask(shop)
    assert [rated.ref for rated in await shop.reviews.asked(1001, [order.id])] == [order.ref]
    await shop.refunds.refund(STAFF, order.ref, dinars(100), "dented", to="wallet", key="k")
    assert await shop.reviews.asked(1001, [order.id]) == ()


async def test_a_question_that_waits_is_not_sent_to_whoever_is_not_to_be_asked_any_more(
    shop: WholeShop,
) -> None:
    order = await delivered(shop)
    await ask(shop)
    await shop.reviews.choose_requests(1001, wanted=False)
    assert await shop.reviews.asked(1001, [order.id]) == ()
    await shop.reviews.choose_requests(1001, wanted=True)
    assert [rated.ref for rated in await shop.reviews.asked(1001, [order.id])] == [order.ref]
    await shop.customer_care.ban(STAFF, 1001, "stolen cards")
    assert await shop.reviews.asked(1001, [order.id]) == ()


async def test_a_question_that_could_not_be_sent_for_a_week_is_not_sent(shop: WholeShop) -> None:
    order = await delivered(shop)
    await ask(shop)
    shop.clock.tick(5 * DAY)
    assert [rated.ref for rated in await shop.reviews.asked(1001, [order.id])] == [order.ref]
    shop.clock.tick(DAY)
    assert await shop.reviews.asked(1001, [order.id]) == ()


async def test_a_basket_is_one_question_when_its_last_codes_are_a_day_old(shop: WholeShop) -> None:
    await buy(shop, await fill(shop))
    await shop.place()
    first, *others = list(shop.supplier.bought.values())
    shop.supplier.settle(first.id)
    shop.clock.tick(6)
    await shop.tracking.look()
    await shop.send()
    shop.clock.tick(3600)
    for each in others:
        shop.supplier.settle(each.id)
    shop.clock.tick(6)
    await shop.tracking.look()
    await shop.send()
    await ask(shop, after=DAY - 60)
    assert await asked(shop) == []
    await ask(shop, after=60)
    assert await asked(shop) == [(1001, ["P1", "P2"])]
    await ask(shop)
    assert len(await asked(shop)) == 1


async def test_a_basket_with_a_line_that_ended_badly_is_not_asked_about(shop: WholeShop) -> None:
    made = await buy(shop, await fill(shop))
    await arrive(shop)
    await shop.refunds.refund(STAFF, made[2].ref, dinars(100), "dented", to="wallet", key="k")
    await ask(shop)
    assert await asked(shop) == []


async def test_the_buyer_of_a_gift_is_asked_about_it_only_if_they_took_it_back(shop: WholeShop) -> None:
    first, _ = await given(shop)
    await ask(shop)
    assert await asked(shop) == []
    for rates in (shop.reviews.rate(1001, first.ref, 5), shop.reviews.rate(FRIEND, first.ref, 5)):
        with pytest.raises(NotFoundError):
            await rates
    second, _ = await given(shop)
    await shop.gifts.take_back(1001, second.ref)
    await shop.send()
    await ask(shop)
    assert await asked(shop) == [(1001, ["P1"])]
    assert [rated.ref for rated in await shop.reviews.asked(1001, [first.id, second.id])] == [second.ref]


async def test_the_friend_is_asked_a_day_after_they_opened_a_gift_and_rates_it_once(shop: WholeShop) -> None:
    order, token = await given(shop)
    await ask(shop, after=10 * DAY)
    await shop.gifts.open_link(FRIEND, token, key="u1")
    await shop.send()
    await ask(shop, after=DAY - 1)
    assert await asked(shop) == []
    await ask(shop, after=1)
    await ask(shop)
    assert await asked(shop) == [(FRIEND, ["P1"])]
    assert [rated.ref for rated in await shop.reviews.asked(FRIEND, [order.id])] == [order.ref]
    assert await shop.reviews.asked(1001, [order.id]) == ()
    for mark in (2, 4):
        rated = await shop.reviews.rate(FRIEND, order.ref, mark)
    assert rated.as_gift
    for customer_id in (1001, OTHER):
        with pytest.raises(NotFoundError):
            await shop.reviews.rate(customer_id, order.ref, 1)
    async with shop.db.read() as conn:
        assert await reviews.rating_of(conn, "P1") == RatingRow(1, 4, has_lines=False)
    told = {page.section: page.records async for page in shop.personal_data.pages(FRIEND)}
    assert [(record["rating"], record["order_id"]) for record in told["reviews"]] == [(4, None)]
    await ask(shop)
    assert len(await asked(shop)) == 1


async def test_a_friend_is_not_asked_about_what_they_were_asked_lately_or_what_went_wrong(
    shop: WholeShop,
) -> None:
    await shop.customer(FRIEND, dinars=10_000)
    own = await delivered(shop, FRIEND)
    await shop.reviews.rate(FRIEND, own.ref, 5)
    _, token = await given(shop)
    await shop.gifts.open_link(FRIEND, token, key="u1")
    refunded, token = await given(shop)
    await shop.gifts.open_link(OTHER, token, key="u2")
    await shop.send()
    await shop.refunds.refund(STAFF, refunded.ref, dinars(100), "dented", to="wallet", key="k")
    await ask(shop)
    assert await asked(shop) == []


async def test_of_a_basket_its_buyer_and_a_friend_are_each_asked_for_what_they_got(shop: WholeShop) -> None:
    await shop.customer(FRIEND)
    first, own, second = await buy(shop, await fill(shop))
    for gift in (first, second):
        await shop.gifts.make_order(1001, gift.ref, None)
    await arrive(shop)
    await ask(shop)
    assert await asked(shop) == [(1001, [own.product_id])]
    for number, gift in enumerate((first, second)):
        await shop.gifts.open_link(FRIEND, await token_of(shop, gift), key=f"u{number}")
        shop.clock.tick(DAY / 2)
    await shop.send()
    await ask(shop, after=DAY / 4)
    assert len(await asked(shop)) == 1
    await ask(shop, after=DAY / 4)
    assert (await asked(shop))[1:] == [(FRIEND, [first.product_id, second.product_id])]
    assert len(await shop.reviews.bought_with(FRIEND, first.ref)) == 2


async def test_what_went_wrong_with_a_gift_of_a_basket_leaves_its_buyer_unasked(shop: WholeShop) -> None:
    gift, *_ = await buy(shop, await fill(shop))
    await shop.gifts.make_order(1001, gift.ref, None)
    await arrive(shop)
    await shop.refunds.refund(STAFF, gift.ref, dinars(100), "dented", to="wallet", key="k")
    await ask(shop)
    assert await asked(shop) == []


async def test_nobody_is_asked_in_the_shops_quiet_hours_but_when_they_are_over(
    make_shop: MakeShop, shop: WholeShop
) -> None:
    await delivered(shop)
    night = shop.clock.now().astimezone(shop.live.now.zone)
    quiet = make_shop(quiet_hours=f"{night:%H}:00-{(night.hour + 2) % 24:02}:00")
    await ask(quiet)
    assert await asked(quiet) == []
    await ask(quiet, after=2 * 3600)
    assert await asked(quiet) == [(1001, ["P1"])]


async def test_switched_on_again_the_shop_asks_about_no_old_orders(
    make_shop: MakeShop, shop: WholeShop
) -> None:
    await delivered(shop)
    await ask(make_shop(take_reviews=False), after=4 * DAY)
    await ask(shop, after=1)
    assert await asked(shop) == []


async def test_a_clock_that_was_far_ahead_keeps_nobody_from_being_asked(shop: WholeShop) -> None:
    shop.clock.set_by(timedelta(days=300))
    await delivered(shop)
    await ask(shop)
    shop.clock.set_by(timedelta(days=-300))
    await shop.customer(102, dinars=10_000)
    await delivered(shop, 102)
    await ask(shop)
    assert await asked(shop) == [(1001, ["P1"]), (102, ["P1"])]


async def test_of_many_some_are_asked_at_each_look_so_that_codes_do_not_stand_behind_questions(
    shop: WholeShop,
) -> None:
    people = [await shop.customer(number, dinars=2_000) for number in range(101, 106)]
    for person in people:
        await shop.buy(person)
    await shop.place()
    settle(shop.supplier)
    shop.clock.tick(6)
    await shop.tracking.look()
    await shop.send()
    shop.clock.tick(DAY)
    requests, seen = ReviewRequests(shop.db, shop.clock, shop.live, at_once=2), []
    for _ in range(4):
        await requests.ask()
        seen.append(len(await asked(shop)))
    assert seen == [2, 4, 5, 5]
    assert sorted(await asked(shop)) == [(person, ["P1"]) for person in people]
