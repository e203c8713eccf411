"""What one person may have the supplier asked, and that it is nobody else's loss."""

import asyncio

import pytest

from bot.shop.errors import TooManyLooksError
from bot.shop.orders.checkout import JUST_NOW
from bot.shop.orders.supplier_float import GOOD_FOR
from bot.shop.refs import short_key
from bot.shop.supplier_access.person_limits import MOST, MOST_PEOPLE, WITHIN, LookLimits
from tests.fakes.clock import FakeClock
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import WholeShop

P1 = short_key("P1")


@pytest.fixture
def looks(clock: FakeClock) -> LookLimits:
    return LookLimits(clock)


def used_up(looks: LookLimits, person: int) -> None:
    for _ in range(MOST):
        looks.take(person)


def test_a_person_may_ask_so_often_in_a_minute_and_hears_when_again(
    looks: LookLimits, clock: FakeClock
) -> None:
    used_up(looks, 1)
    clock.tick(20)
    with pytest.raises(TooManyLooksError) as error:
        looks.take(1)
    assert error.value.retry_after == WITHIN - 20
    looks.take(2)
    clock.tick(WITHIN - 20)
    looks.take(1)


def test_a_crowd_is_forgotten_from_its_oldest_end(looks: LookLimits) -> None:
    used_up(looks, 0)
    for person in range(1, MOST_PEOPLE + 1):
        looks.take(person)
    looks.take(0)
    assert len(looks._looks) == MOST_PEOPLE


async def test_the_same_look_within_seconds_asks_nobody_and_says_so(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    quote = await shop.quote(quantity=2)
    before = supplier.asked.copy()
    again = await shop.checkout.choose_quantity(1001, quote.draft_id, 2, message_id=7)
    assert again.just_read
    assert not quote.just_read
    assert (again.draft_id, again.total) == (quote.draft_id, quote.total)
    assert supplier.asked == before
    shop.clock.tick(JUST_NOW)
    later = await shop.checkout.choose_quantity(1001, quote.draft_id, 2, message_id=7)
    assert not later.just_read
    assert supplier.asked - before == {"product_types": 1}


async def test_buy_reads_anew_whatever_was_just_read(shop: WholeShop, supplier: FakeSupplier) -> None:
    quote = await shop.quote()
    before = supplier.asked["product_types"]
    await shop.checkout.buy(1001, quote.draft_id, message_id=7)
    assert supplier.asked["product_types"] == before + 1


async def test_requests_are_counted_for_whoever_causes_them(
    shop: WholeShop, supplier: FakeSupplier, looks: LookLimits
) -> None:
    with looks.on_behalf_of(1001):
        quote = await shop.quote()
        for _ in range(MOST * 2):
            await shop.checkout.choose_quantity(1001, quote.draft_id, 1, message_id=7)
    await shop.supplier_float.watch()  # a worker is nobody
    assert len(looks._looks[1001]) == supplier.asked.total() - 1


async def test_who_has_used_up_their_looks_sees_what_is_known_and_spoils_it_for_nobody(
    shop: WholeShop, supplier: FakeSupplier, looks: LookLimits
) -> None:
    await shop.catalogue.product(P1)
    shop.clock.tick(120)
    used_up(looks, 1001)
    with looks.on_behalf_of(1001):
        assert (await shop.catalogue.product(P1)).offers
        with pytest.raises(TooManyLooksError):
            await shop.supplier_float.read_now()
    assert (await shop.admin_overview.supplier()).away is None
    before = supplier.asked["product_types"]
    with looks.on_behalf_of(1002):
        await shop.catalogue.product(P1)
    assert supplier.asked["product_types"] == before + 1


async def test_who_joins_a_request_neither_pays_for_it_nor_shares_a_refusal(
    shop: WholeShop, supplier: FakeSupplier, looks: LookLimits
) -> None:
    supplier.gate = asyncio.Event()

    async def reads(person: int) -> None:
        with looks.on_behalf_of(person):
            await shop.supplier_float.read()

    used_up(looks, 3)
    first, second, third = (asyncio.create_task(reads(person)) for person in (1, 2, 3))
    await asyncio.sleep(0.01)
    supplier.gate.set()
    await asyncio.gather(first, second, third)
    assert (len(looks._looks[1]), 2 in looks._looks, len(looks._looks[3])) == (1, False, MOST)


async def test_who_has_used_up_their_looks_hears_so_at_every_button_that_would_ask(
    shop: WholeShop, looks: LookLimits
) -> None:
    quote = await shop.quote()
    shop.clock.tick(GOOD_FOR)
    used_up(looks, 1001)
    with looks.on_behalf_of(1001):
        with pytest.raises(TooManyLooksError):
            await shop.checkout.choose_quantity(1001, quote.draft_id, 1, message_id=7)
        with pytest.raises(TooManyLooksError):
            await shop.checkout.buy(1001, quote.draft_id, message_id=7)
        with pytest.raises(TooManyLooksError):
            await shop.payment_requests.may_top_up(1000)
        with pytest.raises(TooManyLooksError):
            await shop.admin_overview.float_now()
    await shop.checkout.buy(1001, quote.draft_id, message_id=7)
