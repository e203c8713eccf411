"""The steps of the buying journey, to the confirmation and beyond. The way there through the menu is walked
where it is looked at; elsewhere a card's link leads there in one step.
"""

from bot.shop.refs import short_key
from handlers.customer.welcome.links import type_link
from tests.handlers.shopfloor import KARIM, Floor, Person

FRANCE = "PlayStation Store France"


async def choose(person: Person, type_name: str = "10 EUR", *, by_menu: bool = False) -> None:
    """To the confirmation of one card."""
    if by_menu:
        await person.sends("/shop")
        await person.taps("PlayStation", FRANCE, type_name)
    else:
        product, type_ = person.floor.product(FRANCE), person.floor.type_(FRANCE, type_name)
        await person.sends(f"/start {type_link(short_key(product.id), short_key(type_.id))}")


async def confirm(
    person: Person, quantity: str = "2", type_name: str = "10 EUR", *, by_menu: bool = False
) -> int:
    """To the confirmation; its message."""
    await choose(person, type_name, by_menu=by_menu)
    if quantity != "1":
        await how_many(person)
        await person.taps(quantity)
    return int(person.last["message_id"])


async def confirms(person: Person) -> None:
    """As far as the confirmation of one card."""
    await choose(person)


async def opens_order(person: Person, ref: str) -> None:
    """From the newest list of orders to one of them."""
    listed = next(
        m["message_id"] for m in reversed(person.messages) if f"ord:{ref}" in person.data(m["message_id"])
    )
    await person.presses(listed, f"ord:{ref}")


async def how_many(person: Person) -> None:
    """From the confirmation to the numbers to choose from."""
    message_id = int(person.last["message_id"])
    [another] = [data for data in person.data(message_id) if data.startswith("chg:")]
    await person.presses(message_id, another)


async def bought(floor: Floor, person: Person, quantity: str = "1") -> str:
    """A delivered order; its ref."""
    key = f"test:40000:{floor.clock.now()}"  # the customer hears of it together with the order
    await floor.services.wallet_adjustments.credit(KARIM, person.id, 40_000, None, key=key)
    await confirm(person, quantity)
    _, data = person.button("5 580" if quantity == "2" else "2 790")
    await person.presses(person.last["message_id"], data)
    await floor.work()
    await floor.settle()
    return (await floor.orders(person.id))[0].ref
