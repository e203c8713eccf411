"""Rewards for invitations while something else happens at the same moment: each is given once, within its
bounds, and taken back as far as it is there.
"""

import asyncio

import pytest

from bot.shop.errors import NotEnoughMoneyError
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from bot.shop.referrals.referrals import Arrival
from tests.shop.races.conftest import two_shops
from tests.shop.races.street import MORE_TRIES, TRIES, Street
from tests.shop.races.two_shops import TwoShops
from tests.shop.referrals.inviting import came, code_of, invited, referral
from tests.shop.stars import money
from tests.shop.whole import STAFF, WholeShop, dinars

__all__ = ["two_shops"]  # a fixture


async def rewards(shop: WholeShop, **settings: int) -> None:
    """The merchant gives 200 dinars for a friend."""
    for key, value in ({"invite_reward": 200} | settings).items():
        await shop.live.set(STAFF, key, str(value))


async def people(street: Street, *, dinars: int = 5000) -> tuple[int, int]:
    """Somebody without money who has invited somebody with some; the newest customer of the street."""
    inviter = await street.somebody(dinars=0)
    friend = 10_000 + next(street.numbers)
    street.customer = friend
    await invited(street.shop, friend, by=inviter, dinars=dinars)
    return inviter, friend


async def orders(street: Street, friend: int, count: int) -> list[OrderView]:
    """The supplier has ended them all, and nobody has looked yet."""
    made = [await street.shop.buy(friend) for _ in range(count)]
    await street.bought("FULFILLED")
    return made


async def test_two_orders_that_end_at_once_bring_one_reward(street: Street) -> None:
    await rewards(street.shop)
    for _ in range(TRIES):
        inviter, friend = await people(street)
        first, second = await orders(street, friend, 2)
        await street.shop.tracking.look()
        assert await street.shop.dinars(inviter) == 200
        street.seen[(await came(street.shop, friend)).order_id in {first.id, second.id}] += 1
        assert [await street.shop.status(order) for order in (first, second)] == ["fulfilled"] * 2
    assert set(street.seen) == {True}


async def test_two_friends_at_once_bring_the_last_reward_of_the_month_once(street: Street) -> None:
    await rewards(street.shop, invite_month_limit=1)
    for _ in range(TRIES):
        inviter, one = await people(street)
        other = 10_000 + next(street.numbers)
        await invited(street.shop, other, by=inviter)
        for friend in (one, other):
            await street.shop.buy(friend)
        await street.bought("FULFILLED")
        await street.shop.tracking.look()
        assert await street.shop.dinars(inviter) == 200
        outcomes = {(await came(street.shop, friend)).outcome for friend in (one, other)}
        assert outcomes == {"rewarded", "limit"}


async def test_a_refund_against_whoever_spends_the_reward_takes_what_is_there(street: Street) -> None:
    await rewards(street.shop)
    for _ in range(TRIES):
        inviter, friend = await people(street)
        (order,) = await orders(street, friend, 1)
        await street.shop.tracking.look()
        refunded, spent = await street.at_once(
            street.shop.refunds.refund(STAFF, order.ref, dinars(1050), None, to="wallet", key="k"),
            street.shop.wallet_adjustments.debit(STAFF, inviter, 150, None, key=f"spent:{inviter}"),
        )
        assert refunded is True
        taken = Money((await came(street.shop, friend)).taken_back_centimes)
        assert taken == dinars(200 if isinstance(spent, NotEnoughMoneyError) else 50)
        assert await street.shop.dinars(inviter) == 0
        street.seen[isinstance(spent, NotEnoughMoneyError)] += 1
    assert set(street.seen) == {True, False}


async def test_a_payment_that_is_taken_back_at_the_moment_of_the_delivery_leaves_no_reward(
    street: Street,
) -> None:
    await rewards(street.shop)
    for _ in range(MORE_TRIES):
        inviter, friend = await people(street, dinars=300)
        order, request = await street.asked()
        await street.shop.payment_intake.receive(money(request, f"c{friend}"))
        await street.bought("FULFILLED")
        await street.at_once(
            street.shop.refunds_to_payer.done("stars", f"c{friend}"), street.shop.tracking.look()
        )
        assert await street.shop.status(order) == "fulfilled"
        assert await street.shop.dinars(inviter) == 0
        street.seen[(await came(street.shop, friend)).outcome] += 1
    assert set(street.seen) == {"rewarded", "lost"}


async def test_two_links_that_are_opened_at_once_count_as_one(street: Street) -> None:
    await rewards(street.shop)
    for _ in range(TRIES):
        inviters = [await street.somebody(dinars=0) for _ in range(2)]
        codes = [await code_of(street.shop, inviter) for inviter in inviters]
        street.clock.tick(1)
        friend = await street.shop.customers.get(await street.somebody(dinars=0))
        said = await street.at_once(*(street.shop.referrals.come(friend, code) for code in codes))
        assert sorted(said) == [Arrival.INVITED, Arrival.KNOWN]
        row = await referral(street.shop, friend.id)
        assert row is not None
        assert row.inviter_id == inviters[said.index(Arrival.INVITED)]
        street.seen[said.index(Arrival.INVITED)] += 1
    assert set(street.seen) == {0, 1}


@pytest.mark.both_engines
async def test_two_processes_that_see_the_ends_at_once_give_one_reward(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await rewards(one)
    await other.live.look_again()
    for number in range(101, 105):
        inviter, friend = number, number + 100
        await one.customer(inviter)
        await invited(one, friend, by=inviter)
        order, second = [await one.buy(friend) for _ in range(2)]
        await one.place()
        for theirs in two_shops.supplier.bought.values():
            if theirs.status == "HANDLING":
                two_shops.supplier.settle(theirs.id)
        two_shops.clock.tick(6)
        await two_shops.until(asyncio.gather(one.tracking.look(), other.tracking.look()))
        assert [await one.status(each) for each in (order, second)] == ["fulfilled"] * 2
        assert await other.dinars(inviter) == 200
        assert (await came(one, friend)).order_id in {order.id, second.id}


@pytest.mark.both_engines
async def test_two_refunds_in_two_processes_take_each_share_once(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await rewards(one)
    await other.live.look_again()
    for number in range(101, 105):
        inviter, friend = number, number + 100
        await one.customer(inviter)
        await invited(one, friend, by=inviter)
        order = await one.buy(friend)
        await one.place()
        two_shops.supplier.settle(str((await one.row(order.id)).supplier_order_id))
        two_shops.clock.tick(6)
        await one.tracking.look()
        await two_shops.until(
            asyncio.gather(
                one.refunds.refund(STAFF, order.ref, dinars(525), None, to="wallet", key="a"),
                other.refunds.refund(STAFF, order.ref, dinars(525), None, to="wallet", key="b"),
            )
        )
        assert await other.dinars(inviter) == 0
        assert (await came(one, friend)).taken_back_centimes == 20_000
