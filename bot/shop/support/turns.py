"""How often one customer rings the staff: a few times an hour, and what they write beyond that is kept and
handed over together; beyond a bound it is refused. An answer starts the count anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.errors import TooMuchWrittenError
from storage.chat import support

ALERTS_AN_HOUR: Final = 4
"""How many messages of one customer are handed over at once within an hour."""
MOST_GATHERED: Final = 16
"""How many more are kept for later."""
_HOUR: Final = timedelta(hours=1)
_IN_ONE_BREATH: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """When a message is handed over; `alerts` is 1 when that is at once; `silent` when staff were rung just
    before.
    """

    at: datetime
    alerts: int
    silent: bool


async def next_turn(conn: AsyncConnection, customer_id: int, now: datetime) -> Turn:
    """When a customer's next message is handed over, and whether staff hear it come.

    Raises:
        TooMuchWrittenError: too much is waiting to be handed over already.
    """
    since = now - _HOUR
    since = await support.last_answer_at(conn, customer_id, since) or since
    alerts = await support.alerts_after(conn, customer_id, since, ALERTS_AN_HOUR)
    if len(alerts) < ALERTS_AN_HOUR:
        return Turn(now, 1, silent=bool(alerts) and now - alerts[0] < _IN_ONE_BREATH)
    later = min(alerts[-1], now) + _HOUR  # the clock may have been set back since
    gathered = await support.count_handed_after(conn, customer_id, now)
    if gathered >= MOST_GATHERED:
        raise TooMuchWrittenError(later)
    return Turn(later, 0, silent=gathered > 0)
