"""Screens that are over lose their buttons; what has become an order's card keeps them."""

from tests.handlers.buying_steps import choose
from tests.handlers.shopfloor import Floor, Person, text_of
from tests.handlers.stars import TAKES_STARS

pytestmark = TAKES_STARS


def alive(person: Person) -> list[str]:
    """The first lines of the messages that have buttons for the shop."""
    first_lines = []
    for message in person.messages:
        rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
        if any("callback_data" in button for row in rows for button in row):
            first_lines.append(text_of(message).splitlines()[0])
    return first_lines


async def test_one_purchase_leaves_the_menu_and_the_order(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/shop", "/shop")
    await choose(sofiane)
    await sofiane.sends("2")
    await sofiane.taps("⭐")
    await floor.work()
    await sofiane.pays()
    await floor.work()
    await floor.settle()
    [order] = await floor.orders(sofiane.id)
    assert [line for line in alive(sofiane) if "portefeuille" not in line] == [
        "👋 Bienvenue chez Hanout, Sofiane !",
        f"Commande {order.ref}",
        "🔑 PlayStation Store France",  # its codes, with the button for one that does not work
    ]
    # The next visit leaves the order's card as it is.
    await sofiane.sends("/shop")
    assert f"Commande {order.ref}" in alive(sofiane)


async def test_the_ways_of_a_waiting_order_are_over_once_one_is_chosen(floor: Floor, sofiane: Person) -> None:
    await choose(sofiane)
    await sofiane.taps("1", "⭐")
    await floor.work()
    await sofiane.taps("Moyens de paiement")
    ways = int(sofiane.last["message_id"])
    assert sofiane.data(ways)
    await sofiane.taps("⭐", on=ways)
    assert not sofiane.data(ways)


async def test_a_button_that_telegram_does_not_take_away_is_no_harm(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/shop")
    floor.api.refuse_next("editMessageReplyMarkup", 400, "Bad Request: message can't be edited")
    await sofiane.sends("/shop")
    assert "Que cherchez-vous" in sofiane.screen
    assert not any("problème" in text_of(message) for message in sofiane.messages)


async def test_the_staffs_screens_stay_as_they_are(floor: Floor, karim: Person) -> None:
    await karim.sends("/start", "/shop", "/shop")
    assert len(alive(karim)) == 3
