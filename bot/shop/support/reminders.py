"""How long a customer's message waits before the staff are reminded of it."""

from datetime import timedelta
from typing import Protocol

from bot.shop.chat_settings.live_settings import Live


class ReminderSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def support_remind_minutes(self) -> int: ...


def patience(settings: Live[ReminderSettings]) -> timedelta:
    """How long that is at first."""
    return timedelta(minutes=settings.now.support_remind_minutes)
