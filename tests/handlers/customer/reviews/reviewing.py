"""What leads to reviews, and the longest of them."""

from dataclasses import replace

from bot.shop.orders.history import OrderView
from bot.shop.reviews.views import Review
from tests.handlers.buying_steps import bought
from tests.handlers.samples import AT, LONG_TITLE
from tests.handlers.shopfloor import Floor, Person, run

DAY = 86_400


async def asks(floor: Floor, seconds: float = DAY) -> None:
    """A day later the shop asks."""
    floor.clock.tick(seconds)
    await floor._through(run(floor.worker("reviews")))
    await floor.work()


async def rated(floor: Floor, person: Person, mark: int, line: str | None = None) -> str:
    """Somebody buys, and says what they think."""
    ref = await bought(floor, person)
    await floor.services.reviews.rate(person.id, ref, mark)
    if line is not None:
        await floor.services.reviews.write(person.id, ref, line)
    return ref


async def basket_of_two(floor: Floor, person: Person) -> tuple[OrderView, ...]:
    """Two products that were bought together and have come."""
    await floor.gives(person.id, 40_000)
    for category, title, name in (
        ("PlayStation", "PlayStation Store France", "10 EUR"),
        ("PlayStation", "PlayStation Store Germany", "10 EUR"),
    ):
        await person.sends("/shop")
        await person.taps(category, title, name, "panier")
    await person.sends("/basket")
    await person.taps("Acheter")
    await floor.work()
    await floor.settle()
    orders = await floor.orders(person.id)
    assert len(orders) == 2
    return orders


def long_review(**changes: object) -> Review:
    said = Review(
        2**52,
        2**52,
        "W" * 10,
        "P1",
        LONG_TITLE,
        "united-arab-emirates",
        5,
        "& <W> " * 33,
        AT,
        False,
        "W" * 200,
    )
    return replace(said, **changes)  # type: ignore[arg-type]
