"""What people do in their app: write, press, send files, block, come back. Each deed becomes an update for
the bot.

Raises ValueError where the app would not let them, LookupError where something is not there. Answers to
presses come back here (`answerCallbackQuery`).
"""

import re
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

from bot.demo.telegram.botapi.shapes import Upload
from bot.demo.telegram.chats import Chats, Person
from bot.demo.telegram.files import Files
from bot.demo.telegram.html import utf16_length
from bot.demo.telegram.keyboards import callbacks
from bot.demo.telegram.messages import MOST_TEXT, without_reply
from bot.demo.telegram.payments import QUERY_TOO_OLD
from bot.demo.telegram.rooms.groups import Group
from bot.demo.telegram.rooms.posts import Message
from bot.demo.telegram.text import formatted
from bot.demo.telegram.updates import Updates
from bot.demo.telegram.wire import InvalidError, RefusedError

Params = dict[str, Any]

QUERY_SECONDS: Final = 60.0
"""How long a press may wait for its answer. Telegram does not say; minutes-old ones it refuses."""
MOST_TOAST: Final = 200
MOST_CAPTION_OF_PREMIUM: Final = 4096
"""Four times what a bot may send (https://core.telegram.org/api/config#caption-length-limit-premium)."""
VOICE_SECONDS: Final = 3
_OWN_LINK: Final = re.compile(r"https://(?:t\.me|telegram\.me)/(\w+)\?start=[A-Za-z0-9_-]{1,64}")


class StaleError(ValueError):
    """The message no longer has that button, or is gone."""


class People:
    """The people's side of their chats with the bot."""

    def __init__(self, chats: Chats, files: Files, updates: Updates) -> None:
        self.query_seconds = QUERY_SECONDS
        self._chats = chats
        self._files = files
        self._updates = updates
        self._presses: OrderedDict[str, tuple[Person, float]] = OrderedDict()
        self._last_id = time.time_ns()

    def methods(self) -> dict[str, Callable[[Params], Any]]:
        """What it answers, by method name."""
        return {"answerCallbackQuery": self.answer_press}

    def write(
        self,
        person: Person,
        text: str,
        *,
        reply_to: int | None = None,
        group: Group | None = None,
        topic: int | None = None,
    ) -> dict[str, Any]:
        """A message of text; commands, links and mentions in it become entities. In a `group`, into that
        `topic`.
        """
        cleaned = formatted(text, None, None, find_user=self._chats.find_user)
        if not cleaned.text:
            raise ValueError("the text is empty")
        if utf16_length(cleaned.text) > MOST_TEXT:
            raise ValueError("the text is too long")
        content: Message = {"text": cleaned.text}
        if cleaned.entities:
            content["entities"] = cleaned.entities
        return self._send(person, content, reply_to, group, topic)

    def upload(
        self,
        person: Person,
        kind: str,
        upload: Upload,
        *,
        caption: str = "",
        reply_to: int | None = None,
        group: Group | None = None,
        topic: int | None = None,
    ) -> dict[str, Any]:
        """A photo, a document or a voice, with a caption perhaps."""
        cleaned = formatted(caption, None, None, find_user=self._chats.find_user)
        if utf16_length(cleaned.text) > MOST_CAPTION_OF_PREMIUM:
            raise ValueError("the caption is too long")
        try:
            content: Message = {kind: self._stored(kind, upload)}
        except InvalidError as error:
            raise ValueError(error.description) from error
        if cleaned.text:
            content["caption"] = cleaned.text
        if cleaned.entities:
            content["caption_entities"] = cleaned.entities
        return self._send(person, content, reply_to, group, topic)

    def _stored(self, kind: str, upload: Upload) -> Any:
        match kind:
            case "photo":
                return self._files.photo(upload)
            case "voice":
                return self._files.voice(upload, VOICE_SECONDS)
            case _:
                return self._files.document(upload)

    def _send(
        self,
        person: Person,
        content: Message,
        reply_to: int | None,
        group: Group | None,
        topic: int | None,
    ) -> dict[str, Any]:
        room = group or person
        if reply_to is not None:
            if reply_to not in room.posts:
                raise LookupError("there is no such message to reply to")
            content["reply_to_message"] = without_reply(room.posts[reply_to].message)
        if group is not None:
            try:
                content |= group.frame(topic, by_bot=False)
            except RefusedError as error:
                raise ValueError(error.description) from error
        else:
            _not_blocked(person)
            if not person.started:
                person.started = True
                self._chats.hub.publish("user", user=person.seen())
        post = self._chats.post(room, content, from_bot=False, author=person)
        if group is not None and not (group.bot_inside and group.manages_topics):
            # Bot API, privacy mode: of what people say among themselves only admins among bots hear.
            return {"update_id": None, "message_id": post.message["message_id"]}
        update_id = self._updates.push("message", post.message, person_id=person.id)
        return {"update_id": update_id, "message_id": post.message["message_id"]}

    def press(
        self,
        person: Person,
        message_id: int,
        data: str,
        *,
        force: bool = False,
        group: Group | None = None,
    ) -> dict[str, Any]:
        """A tap on a button, in a `group` perhaps. `force` presses one that is not there (any more), as a
        slow app or a forger would.
        """
        room = group or person
        if group is None:
            _not_blocked(person)
        post = room.posts.get(message_id)
        if not force and (post is None or data not in callbacks(post.markup)):
            raise StaleError("that message has no such button (any more)")
        self._last_id += 1
        query_id = str(self._last_id)
        self._forget_old()
        self._presses[query_id] = person, self._chats.clock.monotonic() + self.query_seconds
        gone = {"chat": room.chat, "message_id": message_id, "date": 0}
        query = {
            "id": query_id,
            "from": person.user,
            "message": post.message if post else gone,
            "chat_instance": str(-room.id * 7_919),
            "data": data,
        }
        return {
            "callback_query_id": query_id,
            "update_id": self._updates.push("callback_query", query, person_id=person.id),
        }

    def _forget_old(self) -> None:
        now = self._chats.clock.monotonic()
        while self._presses and next(iter(self._presses.values()))[1] <= now:
            self._presses.popitem(last=False)

    def answer_press(self, params: Params) -> bool:
        """`answerCallbackQuery`: once, in time."""
        text = params.get("text", "")
        if utf16_length(text) > MOST_TOAST:
            raise InvalidError("MESSAGE_TOO_LONG")
        link = _OWN_LINK.fullmatch(params.get("url", ""))
        if params.get("url") and (link is None or link[1] != self._chats.bot["username"]):
            raise InvalidError("URL_INVALID")
        self._forget_old()
        pressed = self._presses.pop(params["callback_query_id"], None)
        if pressed is None:
            raise RefusedError(QUERY_TOO_OLD)
        toast = {
            "callback_query_id": params["callback_query_id"],
            "text": text,
            "show_alert": params.get("show_alert", False),
        }
        if link:
            toast["url"] = params["url"]
        self._chats.toast(pressed[0], toast)
        return True

    def block(self, person: Person, *, blocked: bool) -> dict[str, Any]:
        """Stops the bot, or lets it write again."""
        if not person.started:
            raise ValueError("this person has not started the bot")
        if person.blocked == blocked:
            return {"update_id": None}
        person.blocked = blocked
        member = {"status": "member", "user": self._chats.bot}
        kicked = {"status": "kicked", "user": self._chats.bot, "until_date": 0}
        old, new = (member, kicked) if blocked else (kicked, member)
        self._chats.hub.publish("user", user=person.seen())
        change = {
            "chat": person.chat,
            "from": person.user,
            "date": self._chats.now(),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        return {"update_id": self._updates.push("my_chat_member", change, person_id=person.id)}

    def restore(self) -> None:
        """Forgets presses under way."""
        self.query_seconds = QUERY_SECONDS
        self._presses.clear()


def _not_blocked(person: Person) -> None:
    if person.blocked:
        raise ValueError("this person has blocked the bot: unblock first")
