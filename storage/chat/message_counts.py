"""How many things are still to be told, and how many of them Telegram refused or nobody could be told yet."""

from typing import Final

from sqlalchemy import Text, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chat.messages import UNSENT
from storage.states import MessageState
from storage.tables import messages

_WAITING: Final = and_(UNSENT, messages.c.state == MessageState.WAITING)


async def count_unsent(conn: AsyncConnection) -> dict[MessageState, int]:
    """How many messages are in each state but that of being told."""
    return {state: count for state, count in (await conn.execute(_COUNT_UNSENT)).all()}


async def count_refused(conn: AsyncConnection, sign: str) -> int:
    """How many messages wait because Telegram refused them: their last error begins with that sign."""
    return int((await conn.execute(_COUNT_REFUSED, {"sign": sign})).scalar_one())


# Made once, as they are asked for each panel and all that is measured.
_COUNT_UNSENT = select(messages.c.state, func.count()).where(UNSENT).group_by(messages.c.state)
_COUNT_REFUSED = (
    select(func.count())
    .select_from(messages)
    .where(_WAITING, messages.c.tries > 0, messages.c.last_error.startswith(bindparam("sign", type_=Text)))
)


async def count_tried(conn: AsyncConnection, tries: int, *, but: str) -> int:
    """How many messages wait that were tried so often, without those whose last error begins so."""
    refused = func.coalesce(messages.c.last_error, "").startswith(but)
    query = select(func.count()).select_from(messages).where(_WAITING, messages.c.tries >= tries, ~refused)
    return int((await conn.execute(query)).scalar_one())
