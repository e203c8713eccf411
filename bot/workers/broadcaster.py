"""Sends messages to many: the worker that goes on with them."""

from bot.shop.broadcasts.sending import BroadcastSending
from storage.wakeups import WakeUp


class Broadcaster:
    """One process sends for all: the rate at which Telegram takes them is the bot's."""

    name = "broadcasts"

    def __init__(self, sending: BroadcastSending, wake_up: WakeUp) -> None:
        self.wake_up = wake_up
        self._sending = sending

    async def run_once(self) -> float:
        """A round of a few seconds."""
        return await self._sending.run_round()

    async def finish(self) -> None:
        """Nothing is left under way: a round ends with what it has begun."""
