"""What a message to many needs of Telegram."""

from typing import Protocol

from bot.shop.broadcasts.views import Broadcast
from bot.shop.outbox.delivery import DeliveryError


class NotSentError(DeliveryError):
    """Telegram was not reached: it certainly did not arrive."""


class BroadcastDelivery(Protocol):
    """Carries it to one person, and says to its writer how far it is."""

    async def send(self, broadcast: Broadcast, person_id: int, language: str) -> None:
        """Sends it, behind everything that is sent to people who wait.

        Raises `DeliveryError`: of these `NotSentError` and `SlowDownError` say that it did not arrive,
        `NotDeliveredError` that nobody knows.
        """
        ...

    async def show(self, broadcast: Broadcast) -> None:
        """Edits the message that says how far it is; what fails is only logged."""
        ...
