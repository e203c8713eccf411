"""Inline mode: what people type behind the bot's name, the cards that the bot offers, the one that is sent.

Cards are articles with a text. As in Telegram, an answer that is not personal serves everybody who types the
same until `cache_time` is over. Sources: Bot API "Inline mode", answerInlineQuery.
"""

import asyncio
import re
import time
from collections.abc import Callable
from typing import Any, Final

from bot.demo.telegram.chats import Chats, Person
from bot.demo.telegram.html import utf16_length
from bot.demo.telegram.keyboards import checked
from bot.demo.telegram.messages import MOST_TEXT
from bot.demo.telegram.payments import QUERY_TOO_OLD
from bot.demo.telegram.rooms.posts import Message
from bot.demo.telegram.text import formatted, is_visible
from bot.demo.telegram.updates import Updates
from bot.demo.telegram.wire import InvalidError, RefusedError

Params = dict[str, Any]

INLINE_SECONDS: Final = 10.0
MOST_QUERY: Final = 256
MOST_CARDS: Final = 50
MOST_OFFSET_BYTES: Final = 64
MOST_ID_BYTES: Final = 64
MOST_KEPT: Final = 200
_USUAL_CACHE_SECONDS: Final = 300
_START_PARAMETER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


class InlineMode:
    """The bot's inline mode, switched on as with @BotFather."""

    def __init__(self, chats: Chats, updates: Updates) -> None:
        self._chats = chats
        self._updates = updates
        self._asked: dict[str, asyncio.Future[Params]] = {}
        self._cached: dict[tuple[str, str], tuple[float, Params]] = {}
        self._offered: dict[int, dict[str, Params]] = {}
        self._last_id = time.time_ns()

    def methods(self) -> dict[str, Callable[[Params], Any]]:
        """What it answers, by method name."""
        return {"answerInlineQuery": self.answer}

    async def ask(self, person: Person, query: str, offset: str = "") -> Params:
        """Somebody types `@bot query`: the bot's answer, without cards when there is none in time."""
        query = query[:MOST_QUERY]
        until, cached = self._cached.get((query, offset), (0.0, None))
        if cached is not None and until > self._chats.clock.monotonic():
            return self._offer(person, cached)
        self._last_id += 1
        query_id = str(self._last_id)
        answer: asyncio.Future[Params] = asyncio.get_running_loop().create_future()
        self._asked[query_id] = answer
        asked = {
            "id": query_id,
            "from": person.user,
            "query": query,
            "offset": offset,
            "chat_type": "private",
        }
        self._updates.push("inline_query", asked, person_id=person.id)
        timer = asyncio.create_task(self._chats.clock.sleep(INLINE_SECONDS))
        await asyncio.wait((answer, timer), return_when=asyncio.FIRST_COMPLETED)
        timer.cancel()
        del self._asked[query_id]
        if not answer.done():
            return {"results": []}
        answered = answer.result()
        if not answered.get("is_personal"):
            while len(self._cached) >= MOST_KEPT:
                del self._cached[next(iter(self._cached))]
            seconds = answered.get("cache_time", _USUAL_CACHE_SECONDS)
            self._cached[query, offset] = self._chats.clock.monotonic() + seconds, answered
        return self._offer(person, answered)

    def answer(self, params: Params) -> bool:
        """`answerInlineQuery`: once, in time."""
        cards = params["results"]
        if len(cards) > MOST_CARDS:
            raise InvalidError("RESULTS_TOO_MUCH")
        if len({card["id"] for card in cards}) != len(cards):
            raise InvalidError("RESULT_ID_DUPLICATE")
        for card in cards:
            self._read(card)
        if len(params.get("next_offset", "").encode()) > MOST_OFFSET_BYTES:
            raise InvalidError("NEXT_OFFSET_INVALID")
        button = params.get("button")
        if button and not _START_PARAMETER.fullmatch(button.get("start_parameter", "")):
            raise InvalidError("START_PARAM_INVALID")
        asked = self._asked.get(params["inline_query_id"])
        if asked is None or asked.done():
            raise RefusedError(QUERY_TOO_OLD)
        asked.set_result(params)
        return True

    def choose(self, person: Person, card_id: str) -> Params:
        """The person sends a card that was offered to them last, into their chat with the bot."""
        card = self._offered.get(person.id, {}).get(card_id)
        if card is None:
            raise LookupError("that card is not offered (any more)")
        content = {**self._read(card), "via_bot": self._chats.bot}
        post = self._chats.post(
            person, content, from_bot=False, author=person, markup=checked(card.get("reply_markup"))
        )
        update_id = self._updates.push("message", post.message, person_id=person.id)
        return {"update_id": update_id, "message_id": post.message["message_id"]}

    def _offer(self, person: Person, answered: Params) -> Params:
        offered = self._offered.pop(person.id, {})
        self._offered[person.id] = offered | {card["id"]: card for card in answered["results"]}
        while len(self._offered[person.id]) > MOST_KEPT:
            del self._offered[person.id][next(iter(self._offered[person.id]))]
        return {name: answered[name] for name in ("results", "next_offset", "button") if name in answered}

    def _read(self, card: Params) -> Message:
        """What a card's message says. Raises InvalidError for a card that Telegram refuses."""
        if not 1 <= len(card["id"].encode()) <= MOST_ID_BYTES:
            raise InvalidError("RESULT_ID_INVALID")
        if not is_visible(card["title"]):
            raise InvalidError("ARTICLE_TITLE_EMPTY")
        checked(card.get("reply_markup"))
        said = card["input_message_content"]
        text, entities = formatted(
            said["message_text"],
            said.get("parse_mode"),
            said.get("entities"),
            find_user=self._chats.find_user,
        )
        if not is_visible(text):
            raise InvalidError("MESSAGE_EMPTY")
        if utf16_length(text) > MOST_TEXT:
            raise InvalidError("MESSAGE_TOO_LONG")
        return {"text": text, "entities": entities} if entities else {"text": text}
