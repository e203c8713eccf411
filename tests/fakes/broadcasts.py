"""Telegram for messages to many: writes down who got one, and fails as a test says."""

from collections import Counter, deque
from collections.abc import Callable

from bot.shop.broadcasts.views import Broadcast
from bot.shop.outbox.delivery import ChatBlockedError
from tests.fakes.database import asked_without_a_connection


class FakeBroadcastDelivery:
    """Implements `bot.shop.broadcasts.delivery.BroadcastDelivery`. `troubles[person]` holds what the next
    ones to that person raise; `moment` is called before and after each one arrives.
    """

    def __init__(self, moment: Callable[[], None] = lambda: None) -> None:
        self.got: Counter[int] = Counter()
        self.languages: dict[int, str] = {}
        self.blocked: set[int] = set()
        self.troubles: dict[int, deque[Exception]] = {}
        self.shown: list[Broadcast] = []
        self.on_sent: Callable[[int], None] = lambda _: None
        self.moment = moment

    async def send(self, broadcast: Broadcast, person_id: int, language: str) -> None:
        asked_without_a_connection()
        del broadcast
        self.moment()
        if person_id in self.blocked:
            raise ChatBlockedError
        if troubles := self.troubles.get(person_id):
            raise troubles.popleft()
        self.got[person_id] += 1
        self.languages[person_id] = language
        self.on_sent(person_id)
        self.moment()

    async def show(self, broadcast: Broadcast) -> None:
        asked_without_a_connection()
        self.shown.append(broadcast)
