"""PTB's persistence, for the one thing worth persisting: where each conversation stands.

States are strings (`handlers.ui.questions` packs the open question into one), collected in memory as PTB
reports them and written by `flush`, which the intake calls before it marks an update done. Carts, languages
and orders are the shop's own tables; `user_data`, `chat_data` and `bot_data` are not kept (PTB would copy all
of it, again and again).
"""

import asyncio
import json
from collections import UserDict
from collections.abc import Callable, Collection
from itertools import chain
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram.ext import Application, BasePersistence, ConversationHandler, PersistenceInput

from storage.chat import conversations
from storage.database import Database

ConversationKey = tuple[int | str, ...]

_SECONDS_BETWEEN_PTBS_OWN_ROUNDS = 60.0


class ConversationStore(BasePersistence[Any, Any, Any]):
    """Give one to the application; conversations need `persistent=True`, a name, and states that are
    strings.
    """

    def __init__(self, db: Database, *, is_over: Callable[[str], bool] | None = None) -> None:
        """`is_over` says of a state that nobody waits in it any more: the next start forgets it."""
        nothing_else = PersistenceInput(bot_data=False, chat_data=False, user_data=False, callback_data=False)
        super().__init__(store_data=nothing_else, update_interval=_SECONDS_BETWEEN_PTBS_OWN_ROUNDS)
        self._db = db
        self._is_over = is_over
        self._stored: dict[tuple[str, str], str] = {}
        self._changed: dict[tuple[str, str], str | None] = {}
        self._flushing = asyncio.Lock()

    async def get_conversations(self, name: str) -> dict[ConversationKey, object]:
        """What PTB starts from: every running conversation of that name. Those that are over go."""
        async with self._db.read() as conn:
            states = await conversations.states(conn, name)
        over = [key for key, state in states.items() if self._is_over is not None and self._is_over(state)]
        if over:
            async with self._db.write() as conn:
                await conversations.end(conn, [(name, key) for key in over])
            for key in over:
                del states[key]
        self._stored.update({(name, key): state for key, state in states.items()})
        return {tuple(json.loads(key)): state for key, state in states.items()}

    async def renew(
        self,
        conn: AsyncConnection,
        people: Collection[int],
        application: Application[Any, Any, Any, Any, Any, Any],
    ) -> None:
        """Reads where the conversations of these people, of whom nothing is in hand here, stand in their own
        chats: another process may have moved them on.
        """
        keys = {json.dumps((person, person)): (person, person) for person in people}
        for handler in chain.from_iterable(application.handlers.values()):
            if not isinstance(handler, ConversationHandler) or not handler.persistent:
                continue
            states = await conversations.of_keys(conn, str(handler.name), list(keys))
            # PTB reads states when it starts and never again; this is where it keeps them, past what it has
            # to write.
            known = cast("UserDict[ConversationKey, object]", handler._conversations).data  # noqa: SLF001
            for text, key in keys.items():
                place = (str(handler.name), text)
                if (state := states.get(text)) is None:
                    self._stored.pop(place, None)
                    known.pop(key, None)
                else:
                    self._stored[place] = known[key] = state

    async def update_conversation(self, name: str, key: ConversationKey, new_state: object | None) -> None:
        """Takes note of a change, None for an ended conversation. It is on disk after the next `flush`.

        Raises:
            TypeError: a state is not a string; the conversation is written wrongly.
        """
        if new_state is not None and not isinstance(new_state, str):
            raise TypeError(f"The conversation {name!r} has a state that is not a string: {new_state!r}")
        self._changed[name, json.dumps(key)] = new_state

    async def flush(self) -> None:
        """Writes what changed since the last time, in one transaction; without changes it costs nothing."""
        async with self._flushing:
            changed, self._changed = self._changed, {}
            new = {place: state for place, state in changed.items() if self._stored.get(place) != state}
            if not new:
                return
            try:
                async with self._db.write() as conn:
                    put = [(*place, state) for place, state in new.items() if state is not None]
                    await conversations.put(conn, put)
                    await conversations.end(conn, [place for place, state in new.items() if state is None])
            except BaseException:
                # Cancelled too: what is not written stays to be written. Who called hears of it.
                self._changed = {**changed, **self._changed}
                raise
            for place, state in new.items():
                if state is None:
                    self._stored.pop(place, None)
                else:
                    self._stored[place] = state

    # What follows belongs to data that is not stored. PTB never calls it, but wants it to exist.

    async def get_user_data(self) -> dict[int, Any]:
        """Not stored."""
        return {}

    async def get_chat_data(self) -> dict[int, Any]:
        """Not stored."""
        return {}

    async def get_bot_data(self) -> Any:
        """Not stored."""
        return {}

    async def get_callback_data(self) -> None:
        """Not stored."""

    async def update_user_data(self, user_id: int, data: Any) -> None:
        """Not stored."""

    async def update_chat_data(self, chat_id: int, data: Any) -> None:
        """Not stored."""

    async def update_bot_data(self, data: Any) -> None:
        """Not stored."""

    async def update_callback_data(self, data: Any) -> None:
        """Not stored."""

    async def drop_user_data(self, user_id: int) -> None:
        """Not stored."""

    async def drop_chat_data(self, chat_id: int) -> None:
        """Not stored."""

    async def refresh_user_data(self, user_id: int, user_data: Any) -> None:
        """Not stored."""

    async def refresh_chat_data(self, chat_id: int, chat_data: Any) -> None:
        """Not stored."""

    async def refresh_bot_data(self, bot_data: Any) -> None:
        """Not stored."""


async def renew(
    application: Application[Any, Any, Any, Any, Any, Any], conn: AsyncConnection, people: Collection[int]
) -> None:
    """Reads the conversations of these people anew, where an application keeps them."""
    if isinstance(store := application.persistence, ConversationStore):
        await store.renew(conn, people, application)
