"""Two processes that both look at what customers keep an eye on, at the same moment."""

import asyncio

import pytest

from bot.shop.outbox.messages import MessageKind
from bot.shop.refs import short_key
from tests.shop.races.two_shops import TwoShops

pytestmark = pytest.mark.both_engines

KEYS = (short_key("P1"), short_key("T1"))


async def test_two_who_look_at_once_tell_as_many_as_came_and_each_once(two_shops: TwoShops) -> None:
    one, other, type_ = two_shops.one, two_shops.other, two_shops.supplier.shelves["P1"].types["T1"]
    people = [await one.customer(number) for number in range(101, 111)]
    before, cost = type_.stock, type_.cost
    for person in people:
        await one.favorites.star(person, *KEYS)
    type_.stock, type_.cost = 0, cost * 8 / 10
    two_shops.clock.tick(121)
    for person in people:
        await one.favorites.wait(person, *KEYS)
        two_shops.clock.tick(1)
    for came, told in ((3, 3), (4, 4), (9, 9)):
        type_.stock = came
        two_shops.clock.tick(301)
        await two_shops.until(asyncio.gather(one.watcher.look(), other.watcher.look()))
        rows = await one.outbox(kind=MessageKind.BACK_IN_STOCK)
        assert [row.chat_id for row in rows] == people[:told]
        cheaper = await one.outbox(kind=MessageKind.PRICE_DROP)
        assert sorted(row.chat_id for row in cheaper) == people
    type_.stock, type_.cost = before, cost
