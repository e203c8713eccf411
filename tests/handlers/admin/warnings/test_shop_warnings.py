"""What staff read, in Arabic, of the machine and the books: when it begins, and when it is over."""

from datetime import timedelta

import pytest

from tests.handlers.buying_steps import bought
from tests.handlers.shopfloor import KARIM, Floor, Person
from tests.shop.books.damages import GUARDS


@pytest.fixture
async def merchant(floor: Floor) -> Person:
    """Reads Arabic."""
    person = floor.person(KARIM, "ar")
    await person.sends("/start")
    return person


async def looks(floor: Floor) -> None:
    """As long as it takes to hear enough answers."""
    for _ in range(6):
        floor.clock.tick(120)
        await floor.services.supplier_float.read_now()
    await floor.worker("watch").run_once()
    await floor.work()


async def test_a_wrong_clock_is_seen_by_the_suppliers_answers(floor: Floor, merchant: Person) -> None:
    await looks(floor)
    await merchant.sends("/warnings")
    assert "كل شيء على ما يرام" in merchant.screen
    floor.clock.set_by(timedelta(minutes=7))
    await looks(floor)
    assert "ساعة الجهاز غير صحيحة: تسبق ساعات OneClickDz وتيليغرام بفارق 7 دقائق" in merchant.screen
    floor.clock.set_by(timedelta(minutes=-7))
    await looks(floor)
    assert "عادت ساعة الجهاز صحيحة" in merchant.screen


async def test_a_difference_in_the_books_ends_in_words(
    floor: Floor, merchant: Person, sofiane: Person
) -> None:
    ref = await bought(floor, sofiane)
    await floor.services.daily_close.close_when_due()

    async def changes(by: str) -> None:
        async with floor.db.write() as conn:
            for guard in GUARDS:
                await conn.exec_driver_sql(f"DROP TRIGGER IF EXISTS {guard}")
            for statement in (
                f"UPDATE entries SET amount_centimes = amount_centimes {by} 1 WHERE kind = 'purchase'",
                f"UPDATE wallets SET balance_centimes = balance_centimes {by} 1 WHERE customer_id = {sofiane.id}",
            ):
                await conn.exec_driver_sql(statement)
        floor.clock.tick(86_400)
        await floor.worker("books").run_once()
        await floor.work()

    await changes("+")
    begins = merchant.screen
    assert ref in begins
    await merchant.sends("/warnings")
    assert ref in merchant.screen
    await changes("-")
    assert "انتهى هذا الفرق في الحسابات" in merchant.screen
    assert ref in merchant.screen
    await merchant.sends("/warnings")
    assert "كل شيء على ما يرام" in merchant.screen
