"""The steps of the buying journey, from the menu to the confirmation."""

from tests.handlers.shopfloor import Floor, Person

FRANCE = "PlayStation Store France"


async def choose(person: Person, type_name: str = "10 EUR") -> None:
    """From the menu to "how many?"."""
    await person.sends("/shop")
    await person.taps("PlayStation", FRANCE, type_name)


async def confirm(person: Person, quantity: str = "2", type_name: str = "10 EUR") -> int:
    """From the menu to the confirmation; its message."""
    await choose(person, type_name)
    await person.taps(quantity)
    return int(person.last["message_id"])


async def confirms(person: Person) -> None:
    """As far as the confirmation of one card."""
    await person.sends("/shop")
    await person.taps("PlayStation", "France", "10 EUR", "1")


async def bought(floor: Floor, person: Person, quantity: str = "1") -> str:
    """A delivered order; its ref."""
    await floor.gives(person.id, 40_000)
    await confirm(person, quantity)
    _, data = person.button("5 580" if quantity == "2" else "2 790")
    await person.presses(person.last["message_id"], data)
    await floor.work()
    await floor.settle()
    return (await floor.orders(person.id))[0].ref
