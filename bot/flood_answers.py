"""What the shop says to somebody who sends far more than can be handled: never to staff, whose updates are
never refused.

Put into Telegram's room by `bot.app`, because that room knows no shop and the shop's rules know no Telegram.
"""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update

from bot.clock import Clock
from bot.shop.outbox.messages import MessageKind, tell
from bot.telegram.incoming.backlog import Refused


class ShopRefusals:
    """Implements `bot.telegram.incoming.backlog.Refusals`: presses are answered at once, everything else
    through the outbox. `without_secrets` takes out of words what must not stand there.
    """

    def __init__(
        self,
        *,
        is_staff: Callable[[int], bool],
        answer_press: Callable[[Update], Awaitable[None]],
        clock: Clock,
        without_secrets: Callable[[str], str],
    ) -> None:
        self._is_staff = is_staff
        self._answer_press = answer_press
        self._clock = clock
        self._without_secrets = without_secrets

    def never(self, person: int) -> bool:
        """What staff send is never refused."""
        return self._is_staff(person)

    async def answer_press(self, update: Update) -> None:
        """Says that the press was not carried out. Raises what Telegram raised."""
        await self._answer_press(update)

    async def tell(self, conn: AsyncConnection, refused: Refused) -> None:
        """Puts into the outbox what was not carried out; it is sent until it has arrived."""
        words = [self._without_secrets(each) for each in refused.words]
        await tell(
            conn,
            key=f"not_carried_out:{refused.person}:{refused.update_ids[0]}",
            chat_id=refused.person,
            kind=MessageKind.NOT_CARRIED_OUT,
            payload={"words": words, "count": refused.count, "broken": refused.broken},
            now=self._clock.now(),
        )
