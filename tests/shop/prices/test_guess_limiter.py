"""Who guesses waits, alone; who mistypes hardly notices."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.shop.errors import PromoRefusedError, TooManyTriesError
from bot.shop.money import Money
from bot.shop.prices import guess_limiter
from bot.shop.prices.guess_limiter import ATTACK, FREE
from bot.shop.prices.promo_codes import Promo
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.shop.conftest import MakeShop
from tests.shop.whole import STAFF, WholeShop

FEW = FREE[0][0]
MINUTE, DAY = 60, 24 * 3600


class Guesser:
    """One person, who only ever guesses wrongly."""

    def __init__(self, db: Database, clock: FakeClock, who: int) -> None:
        self.db, self.clock, self.who = db, clock, who

    async def waits_until(self) -> datetime | None:
        async with self.db.read() as conn:
            return await guess_limiter.next_free(conn, self.who, self.clock)

    async def guesses(self, count: int = 1) -> None:
        for _ in range(count):
            assert await self.waits_until() is None
            async with self.db.write() as conn:
                await guess_limiter.count_mistake(conn, self.who, self.clock)


@pytest.fixture
def guesser(db: Database, clock: FakeClock) -> Callable[[int], Guesser]:
    return lambda who: Guesser(db, clock, who)


async def test_a_few_mistakes_are_free_and_then_one_waits_until_the_first_is_forgotten(
    guesser: Callable[[int], Guesser], clock: FakeClock
) -> None:
    began, one = clock.now(), guesser(1)
    await one.guesses(FEW)
    clock.tick(MINUTE)
    assert await one.waits_until() == began + timedelta(minutes=10)
    # Asking again does not make it longer, and nobody else waits.
    clock.tick(8 * MINUTE)
    assert await one.waits_until() == began + timedelta(minutes=10)
    assert await guesser(2).waits_until() is None
    clock.tick(MINUTE)
    await one.guesses(FEW)
    assert await one.waits_until() is not None


async def test_one_who_guesses_all_day_gets_twenty(
    guesser: Callable[[int], Guesser], clock: FakeClock
) -> None:
    tries, one = 0, guesser(1)
    for _ in range(DAY // MINUTE):
        if await one.waits_until() is None:
            await one.guesses()
            tries += 1
        clock.tick(MINUTE)
    assert tries == FREE[1][0]
    clock.tick(DAY)
    await one.guesses(FEW)


async def test_who_waits_when_the_clock_is_set_back_waits_no_longer_than_before(
    guesser: Callable[[int], Guesser], clock: FakeClock
) -> None:
    one = guesser(1)
    await one.guesses(FEW)
    clock.set_by(timedelta(hours=-2))
    clock.tick(9 * MINUTE)
    assert await one.waits_until() == clock.now() + timedelta(minutes=1)
    clock.tick(MINUTE)
    await one.guesses(FEW)


async def test_all_processes_and_all_moments_count_together(make_shop: MakeShop) -> None:
    """A restart, another process and many tries at once forgive nothing."""
    shops = [make_shop() for _ in range(3)]
    tries = [shop.promos.typed_by(1001, f"WRONG{number}") for shop in shops for number in range(FEW)]
    said = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, PromoRefusedError) for one in said) == FEW
    assert sum(isinstance(one, TooManyTriesError) for one in said) == 2 * FEW


async def test_who_writes_codes_that_do_not_exist_waits_and_can_still_buy(shop: WholeShop) -> None:
    made = await shop.promos.propose(STAFF, Promo("RIGHT", amount=Money.of_dinars(10)))
    assert await shop.promos.start(STAFF, made.id, below_cost=False)
    quote = await shop.quote()

    async def tries(code: str, customer: int = 1001, draft: str = quote.draft_id) -> None:
        await shop.checkout.use_promo(customer, draft, code, message_id=7)

    for _ in range(20):
        with pytest.raises(PromoRefusedError):
            await tries("hello, is there a code?")  # words are no guess
    for number in range(FEW):
        with pytest.raises(PromoRefusedError):
            await tries(f"WRONG{number}")
    with pytest.raises(TooManyTriesError) as told:
        await tries("RIGHT")  # a brake that let the right one through would be none
    assert told.value.until == shop.clock.now() + timedelta(minutes=10)
    assert (await shop.checkout.buy(1001, quote.draft_id, message_id=7)).discount == Money.ZERO
    other = await shop.quote(await shop.customer(1002, dinars=5000))
    await tries("RIGHT", 1002, other.draft_id)
    shop.clock.tick(10 * MINUTE)
    again = await shop.quote()
    await tries("RIGHT", 1001, again.draft_id)
    assert await shop.alerted() == []


async def test_the_staff_hear_of_a_storm_once(shop: WholeShop) -> None:
    for number in range(2 * ATTACK):
        with pytest.raises(PromoRefusedError):
            await shop.promos.typed_by(number, f"WRONG{number}")
        assert (len(await shop.alerted()) > 0) == (number >= ATTACK - 1)
    assert await shop.alert("promo_guessing") == {"customer": ATTACK - 1}


async def test_the_staff_hear_of_one_who_guesses_for_hours(shop: WholeShop) -> None:
    for number in range(FREE[1][0]):
        assert await shop.alerted() == []
        with pytest.raises(PromoRefusedError):
            await shop.promos.typed_by(1001, f"WRONG{number}")
        shop.clock.tick(10 * MINUTE)
    assert await shop.alert("promo_guessing") == {"customer": 1001}
