"""Messages that come by themselves: an alert for the staff, and an order whose card follows it."""

from bot.shop.outbox.delivery import OutboxMessage
from bot.shop.outbox.messages import MessageKind
from tests.handlers.buying_steps import confirm
from tests.handlers.shopfloor import KARIM, Floor, Person


def alert(chat_id: int = KARIM) -> OutboxMessage:
    return OutboxMessage(
        1, chat_id, MessageKind.STAFF_ALERT, {"code": "float_low", "args": {"float": "99.00"}}, 0, None
    )


async def placed(floor: Floor, person: Person, quantity: str = "1") -> int:
    """A placed order; its receipt's message."""
    await floor.gives(person.id, 100_000)
    await confirm(person, quantity)
    await person.taps("Acheter")
    return int(person.last["message_id"])
