"""A delivery that writes down what it was given, and fails as a test says."""

import asyncio
from collections import deque

from bot.shop.outbox.delivery import ChatBlockedError, DeliveryError, OutboxMessage
from bot.shop.outbox.messages import MessageKind
from tests.fakes.database import asked_without_a_connection


class FakeDelivery:
    """Implements `bot.shop.outbox.delivery.MessageDelivery`. `troubles[chat]` holds what the next messages to
    that chat raise.
    """

    def __init__(self) -> None:
        self.delivered: list[OutboxMessage] = []
        self.tried: list[OutboxMessage] = []
        self.troubles: dict[int, deque[Exception]] = {}
        self.blocked: set[int] = set()
        self.gates: dict[int, asyncio.Event] = {}  # a chat whose deliveries wait
        self.reached = asyncio.Event()
        self._number = 100

    async def deliver(self, message: OutboxMessage) -> int | None:
        asked_without_a_connection()
        self.tried.append(message)
        self.reached.set()
        if (gate := self.gates.get(message.chat_id)) is not None:
            await gate.wait()
        if message.chat_id in self.blocked:
            raise ChatBlockedError
        if troubles := self.troubles.get(message.chat_id):
            raise troubles.popleft()
        self._number += 1
        self.delivered.append(message)
        return self._number

    def trouble(self, chat_id: int, *errors: Exception | DeliveryError) -> None:
        self.troubles[chat_id] = deque(errors)

    def got(self, chat_id: int, *, kind: MessageKind | None = None) -> list[OutboxMessage]:
        """What arrived in a chat, in order."""
        return [m for m in self.delivered if m.chat_id == chat_id and kind in {None, m.kind}]
