"""Two processes that ask for reviews, or take ratings of one product, at the same moment."""

import asyncio
import json

import pytest

from bot.shop.outbox.messages import MessageKind
from tests.shop.races.two_shops import TwoShops
from tests.shop.reviews.delivered import DAY, arrive

pytestmark = pytest.mark.both_engines


async def test_two_who_ask_at_once_ask_each_customer_once_and_lose_no_rating(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    people = [await one.customer(number, dinars=2_000) for number in range(101, 107)]
    orders = [await one.buy(person) for person in people]
    await arrive(one)
    two_shops.clock.tick(DAY)
    await two_shops.until(asyncio.gather(one.review_requests.ask(), other.review_requests.ask()))
    rows = await one.outbox(kind=MessageKind.REVIEW_REQUEST)
    assert sorted(row.chat_id for row in rows) == people
    assert [len(json.loads(row.payload)["order_ids"]) for row in rows] == [1] * 6
    shops = [one, other] * 3
    await two_shops.until(
        asyncio.gather(
            *(
                shop.reviews.rate(order.customer_id, order.ref, mark)
                for shop, order, mark in zip(shops, orders, (5, 4, 3, 2, 1, 5), strict=True)
            )
        )
    )
    rating = await one.reviews.rating("P1")
    assert rating is not None
    assert (rating.count, str(rating.average)) == (6, "3.3")
