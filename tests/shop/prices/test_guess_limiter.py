"""Who guesses waits, alone; who mistypes hardly notices."""

from datetime import timedelta

import pytest

from bot.shop.errors import PromoRefusedError, TooManyTriesError
from bot.shop.money import Money
from bot.shop.prices.guess_limiter import ATTACK, FREE, MOST_PEOPLE, GuessLimiter
from bot.shop.prices.promo_codes import Promo
from tests.fakes.clock import FakeClock
from tests.shop.whole import STAFF, WholeShop

FEW = FREE[0][0]
MINUTE, DAY = 60, 24 * 3600


@pytest.fixture
def limiter(clock: FakeClock) -> GuessLimiter:
    return GuessLimiter(clock)


def mistakes(limiter: GuessLimiter, who: int, count: int) -> None:
    for _ in range(count):
        assert limiter.take(who) is None


def test_a_few_mistakes_are_free_and_then_one_waits_until_the_first_is_forgotten(
    limiter: GuessLimiter, clock: FakeClock
) -> None:
    began = clock.now()
    mistakes(limiter, 1, FEW)
    clock.tick(MINUTE)
    assert limiter.take(1) == began + timedelta(minutes=10)
    # Pressing on does not make it longer, and nobody else waits.
    clock.tick(8 * MINUTE)
    assert limiter.take(1) == began + timedelta(minutes=10)
    assert limiter.take(2) is None
    clock.tick(MINUTE)
    mistakes(limiter, 1, FEW)
    assert limiter.take(1) is not None


def test_one_who_guesses_all_day_gets_twenty(limiter: GuessLimiter, clock: FakeClock) -> None:
    tries = 0
    for _ in range(DAY // MINUTE):
        tries += limiter.take(1) is None
        clock.tick(MINUTE)
    assert tries == FREE[1][0]
    clock.tick(DAY)
    mistakes(limiter, 1, FEW)


def test_a_try_that_was_right_does_not_count_and_forgives_nothing(limiter: GuessLimiter) -> None:
    for _ in range(100):
        mistakes(limiter, 1, 1)
        limiter.give_back(1)
    mistakes(limiter, 1, FEW - 1)
    mistakes(limiter, 1, 1)
    limiter.give_back(1)
    mistakes(limiter, 1, 1)
    assert limiter.take(1) is not None


def test_only_so_many_people_are_remembered_and_the_latest_first(limiter: GuessLimiter) -> None:
    mistakes(limiter, 1, FEW)
    mistakes(limiter, 2, FEW)
    for who in range(3, MOST_PEOPLE + 1):
        mistakes(limiter, who, 1)
    assert limiter.take(1) is not None
    mistakes(limiter, MOST_PEOPLE + 1, 1)  # somebody is forgotten, and not the one who has just tried
    assert limiter.take(1) is not None
    assert limiter.take(2) is None


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
