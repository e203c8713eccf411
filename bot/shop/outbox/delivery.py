"""The promise that a delivery must keep: how a message is handed over, and why it fails."""

from dataclasses import dataclass
from typing import Any, Protocol

from bot.shop.outbox.messages import MessageKind


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """One thing to be told to one chat."""

    id: int
    chat_id: int
    kind: MessageKind
    payload: dict[str, Any]
    tries: int
    telegram_message_id: int | None
    in_doubt: bool = False
    """Whether it may have arrived before: an earlier try ended without an answer."""


class DeliveryError(Exception):
    """Why a message was not delivered."""


class ChatBlockedError(DeliveryError):
    """The person blocks the bot or is gone: keep the message until they come back."""


class SlowDownError(DeliveryError):
    """Telegram asks for `retry_after` seconds of patience."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"retry after {retry_after} s")
        self.retry_after = retry_after


class UndeliverableError(DeliveryError):
    """Telegram refuses this message in every form. What the refusal is about may pass, so it is tried again
    later.
    """


class NotDeliveredError(DeliveryError):
    """The network or Telegram failed; nobody knows whether it arrived. Send again."""


class MessageDelivery(Protocol):
    """Carries one message to its chat."""

    async def deliver(self, message: OutboxMessage) -> int | None:
        """Sends it in the reader's language and says which Telegram message it became. Raises
        `DeliveryError`.
        """
        ...
