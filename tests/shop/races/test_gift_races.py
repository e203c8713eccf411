"""Two who act on the same gift at the same moment: who is first differs, and each code has one reader."""

import asyncio
from typing import Any

import pytest

from bot.shop.gifts.gifts import GiftRevokedError, GiftTakenError, Opened, OpenedGift, TooLateForGiftError
from bot.shop.orders.handover import token_of
from bot.shop.orders.history import OrderView
from storage.purchases import gifts
from tests.shop.paying_shop import PayingShop
from tests.shop.races.street import PRICE, TRIES, Street
from tests.shop.races.two_shops import TwoShops


async def bought(shop: PayingShop, customer: int, *, is_gift: bool = True) -> OrderView:
    quote = await shop.quote(customer)
    if is_gift:
        await shop.gifts.make_choice(customer, quote.draft_id, "")
    order: OrderView = await shop.checkout.buy(customer, quote.draft_id, message_id=7)
    return order


async def token(shop: PayingShop, order: OrderView) -> str:
    async with shop.db.read() as conn:
        row = await gifts.of_order(conn, order.id)
    assert row is not None
    found = token_of(shop.vault, row)
    assert found is not None
    return found


async def given(street: Street) -> tuple[OrderView, str]:
    """The newest customer's gift, delivered; two friends are there."""
    await street.somebody(dinars=int(PRICE))
    order = await bought(street.shop, street.customer)
    await street.bought("FULFILLED")
    await street.shop.tracking.look()
    for friend in (1, 2):
        await street.shop.customer(friend)
    return order, await token(street.shop, order)


async def readers(shop: PayingShop, order: OrderView) -> set[int]:
    """For whom codes of an order were written."""
    rows = await shop.outbox(kind="codes")
    return {row.chat_id for row in rows if row.key.startswith(f"codes:{order.id}:")}


def winner(said: list[Any]) -> int:
    """Which of them was not told that it was too late."""
    [first] = [n for n, one in enumerate(said) if not isinstance(one, GiftTakenError | GiftRevokedError)]
    return first


async def test_of_two_who_open_a_link_one_has_the_gift(street: Street) -> None:
    for _ in range(TRIES):
        order, link = await given(street)
        said = await street.at_once(
            *(street.shop.gifts.open_link(friend, link, key=f"u{friend}") for friend in (1, 2))
        )
        first = winner(said)
        assert said[first].outcome is Opened.CLAIMED
        assert await readers(street.shop, order) == {first + 1}
        assert await street.dinars() == 0
        street.seen[first] += 1
    assert set(street.seen) == {0, 1}


async def test_claim_against_taking_back_has_one_winner_who_reads_the_codes(street: Street) -> None:
    for _ in range(TRIES):
        order, link = await given(street)
        said = await street.at_once(
            street.shop.gifts.open_link(1, link, key="u1"),
            street.shop.gifts.take_back(street.customer, order.ref),
        )
        first = winner(said)
        assert await readers(street.shop, order) == {(1, street.customer)[first]}
        assert await street.dinars() == 0
        street.seen[first] += 1
    assert set(street.seen) == {0, 1}


async def test_an_order_made_a_gift_as_its_codes_come_is_a_gift_or_it_is_said_that_it_is_not(
    street: Street,
) -> None:
    for _ in range(TRIES):
        await street.somebody(dinars=int(PRICE))
        order = await bought(street.shop, street.customer, is_gift=False)
        await street.bought("FULFILLED")
        made, _ = await street.at_once(
            street.shop.gifts.make_order(street.customer, order.ref, None), street.shop.tracking.look()
        )
        late = isinstance(made, TooLateForGiftError)
        assert await readers(street.shop, order) == ({street.customer} if late else set())
        assert len(
            [row for row in await street.shop.outbox(kind="gift_link") if f":{order.id}:" in row.key]
        ) == (not late)
        street.seen[late] += 1
    assert set(street.seen) == {True, False}


@pytest.mark.both_engines
async def test_in_two_processes_one_of_four_has_the_gift_and_the_buyer_only_what_nobody_claimed(
    two_shops: TwoShops,
) -> None:
    one, other = two_shops.one, two_shops.other
    for friend in (1, 2, 3):
        await one.customer(friend)
    for buyer in range(101, 109):
        await one.customer(buyer, dinars=int(PRICE))
        order = await bought(one, buyer)
        await one.place()
        for theirs in two_shops.supplier.bought.values():
            if theirs.status == "HANDLING":
                two_shops.supplier.settle(theirs.id)
        two_shops.clock.tick(6)
        await one.tracking.look()
        link = await token(other, order)
        said = await asyncio.gather(
            one.gifts.open_link(1, link, key="u1"),
            other.gifts.open_link(2, link, key="u2"),
            other.gifts.open_link(3, link, key="u3"),
            one.gifts.take_back(buyer, order.ref),
            return_exceptions=True,
        )
        first = winner(said)
        assert isinstance(said[first], OpenedGift | OrderView)
        assert await readers(other, order) == {(1, 2, 3, buyer)[first]}
        assert await other.dinars(buyer) == 0
