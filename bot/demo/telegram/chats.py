"""The people, their private chats with the bot, and every message as both sides see it.

This is the state that all rooms of this Telegram share. It publishes what a person would see happen; it
carries no request out and makes no updates.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from bot.clock import Clock
from bot.demo.events import EventHub
from bot.demo.telegram.keyboards import Markup, is_inline
from bot.demo.telegram.rooms.groups import Group, next_id
from bot.demo.telegram.rooms.posts import Message, Post
from bot.demo.telegram.wire import FloodError, RefusedError

DEMO_TOKEN: Final = "700000001:DEMO-TOKEN-not-a-secret-000000000000"  # noqa: S105 - visibly made up
DEMO_PEOPLE: Final = (
    (1001, "أمينة", "ar"),
    (1002, "Sofiane", "fr"),
    (2001, "Karim", "fr"),
)
_KEPT_TOASTS: Final = 200


@dataclass(slots=True)
class Person:
    """Somebody with Telegram on their phone, and their chat with the bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    started: bool = False
    blocked: bool = False
    posts: dict[int, Post] = field(default_factory=dict)
    toasts: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=_KEPT_TOASTS))
    sent_at: deque[float] = field(default_factory=deque)

    @property
    def user(self) -> dict[str, Any]:
        """As a Bot API `User`."""
        extra = {"username": self.username, "language_code": self.language_code}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name} | _given(extra)

    @property
    def chat(self) -> dict[str, Any]:
        """The private chat with them, as a Bot API `Chat`."""
        return {"id": self.id, "type": "private", "first_name": self.first_name} | _given(
            {"username": self.username}
        )

    def seen(self) -> dict[str, Any]:
        """As the page lists them."""
        return {**self.user, "started": self.started, "blocked": self.blocked}


Room = Person | Group
"""Where messages are."""


@dataclass(slots=True)
class Flood:
    """At most so many messages and edits in one chat in so many seconds."""

    messages: int
    seconds: float


class Chats:
    """All people by id, and the messages of their chats. Message ids count through all chats, as in a bot's
    account.
    """

    def __init__(
        self, hub: EventHub, clock: Clock, *, token: str = DEMO_TOKEN, username: str = "hanout_demo_bot"
    ) -> None:
        self.hub = hub
        self.clock = clock
        self.token = token
        self.bot = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Hanout",
            "username": username,
        }
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.flood: Flood | None = None
        self.last_message_id = 0
        for user_id, first_name, language_code in DEMO_PEOPLE:
            self.add(user_id, first_name, language_code=language_code)

    def now(self) -> int:
        """Unix time in seconds, as the Bot API dates things."""
        return int(self.clock.now().timestamp())

    def add(
        self, user_id: int, first_name: str, *, username: str | None = None, language_code: str | None = None
    ) -> Person:
        """A new person, or new particulars of a known one."""
        person = self.people.get(user_id)
        if person is None:
            person = self.people[user_id] = Person(user_id, first_name)
        person.first_name, person.username, person.language_code = first_name, username, language_code
        self.hub.publish("user", user=person.seen())
        return person

    def add_group(self, title: str) -> Group:
        """A new supergroup with topics, which the bot is in."""
        group = Group(next_id(len(self.groups)), title)
        self.groups[group.id] = group
        return group

    def find_user(self, user_id: int) -> dict[str, Any] | None:
        """The `User` with that id, if the bot has met them."""
        person = self.people.get(user_id)
        return person.user if person and person.started else None

    def reach(self, chat_id: int | str, *, writing: bool = True) -> Room:
        """The person or the group behind a chat id, as far as the bot may go. Raises RefusedError as Telegram
        would.
        """
        if isinstance(chat_id, int) and chat_id in self.groups:
            return self.reach_group(chat_id)
        person = self.people.get(chat_id) if isinstance(chat_id, int) else None
        if person is None:
            raise RefusedError("chat not found")
        if not person.started:
            raise RefusedError("bot can't initiate conversation with a user", code=403)
        if writing and person.blocked:
            raise RefusedError("bot was blocked by the user", code=403)
        return person

    def reach_group(self, chat_id: int | str) -> Group:
        """The group behind a chat id, if the bot is in it. Raises RefusedError as Telegram would."""
        group = self.groups.get(chat_id) if isinstance(chat_id, int) else None
        if group is None:
            raise RefusedError(
                "chat not found" if chat_id not in self.people else "the chat is not a supergroup"
            )
        if not group.bot_inside:
            raise RefusedError("bot was kicked from the supergroup chat", code=403)
        return group

    def may_send(self, person: Room) -> None:
        """Counts one message or edit against the chat's limit. Raises FloodError (429) beyond it."""
        if self.flood is None:
            return
        now = self.clock.monotonic()
        while person.sent_at and person.sent_at[0] <= now - self.flood.seconds:
            person.sent_at.popleft()
        if len(person.sent_at) >= self.flood.messages:
            wait = person.sent_at[0] + self.flood.seconds - now
            raise FloodError(max(1, -int(-wait // 1)))
        person.sent_at.append(now)

    def post(
        self,
        room: Room,
        content: Message,
        *,
        from_bot: bool,
        author: Person | None = None,
        markup: Markup | None = None,
        invoice: dict[str, Any] | None = None,
    ) -> Post:
        """Puts a message into a chat and shows it. In a group, `author` is who wrote it, if not the bot."""
        writer = author or room
        self.last_message_id += 1
        message: Message = {
            "message_id": self.last_message_id,
            "from": self.bot if from_bot or isinstance(writer, Group) else writer.user,
            "chat": room.chat,
            "date": self.now(),
            **content,
        }
        if is_inline(markup):
            message["reply_markup"] = markup
        post = room.posts[self.last_message_id] = Post(message, from_bot, markup, invoice)
        self.hub.publish("message", chat_id=room.id, message=post.seen())
        return post

    def edit(self, person: Room, post: Post, content: Message, markup: Markup | None) -> None:
        """Replaces what a message holds by `content` (all of it but its frame) and its keyboard."""
        message = {**content, "edit_date": self.now()}
        message.pop("reply_markup", None)
        if markup is not None:
            message["reply_markup"] = markup
        post.message, post.markup = message, markup
        self.hub.publish("edit", chat_id=person.id, message=post.seen())

    def react(self, room: Room, post: Post, emoji: str | None) -> None:
        """The bot's reaction to a message from now on; None: none."""
        post.reaction = emoji
        self.hub.publish("edit", chat_id=room.id, message=post.seen())

    def delete(self, person: Room, message_ids: Iterable[int]) -> None:
        """Takes messages out of a chat, on both sides."""
        for message_id in message_ids:
            if person.posts.pop(message_id, None):
                self.hub.publish("delete", chat_id=person.id, message_id=message_id)

    def toast(self, person: Person, toast: dict[str, Any]) -> None:
        """Shows the answer to a press (an empty text only ends the waiting) and keeps it."""
        last = person.toasts[-1]["n"] if person.toasts else 0
        person.toasts.append({"n": last + 1, "date": self.now(), **toast})
        self.hub.publish("toast", user_id=person.id, **toast)

    def dump(self) -> dict[str, Any]:
        """All people and messages, fit for JSON."""
        return {
            "last_message_id": self.last_message_id,
            "people": [
                {
                    **{name: getattr(person, name) for name in _KEPT},
                    "posts": _posts(person),
                }
                for person in self.people.values()
            ],
            "groups": [{**group.dump(), "posts": _posts(group)} for group in self.groups.values()],
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Replaces everything with what was dumped. Message ids are never used twice."""
        self.flood = None
        self.last_message_id = max(self.last_message_id, kept["last_message_id"])
        self.people = {}
        for one in kept["people"]:
            person = self.people[one["id"]] = Person(**{name: one[name] for name in _KEPT})
            person.posts = {post[0]["message_id"]: Post(*post) for post in one["posts"]}
        self.groups = {}
        for one in kept.get("groups", []):
            posts = {post[0]["message_id"]: Post(*post) for post in one["posts"]}
            self.groups[one["id"]] = Group.restored({**one, "posts": posts})


_KEPT: Final = ("id", "first_name", "username", "language_code", "started", "blocked")


def _posts(room: Room) -> list[list[Any]]:
    return [
        [post.message, post.from_bot, post.markup, post.invoice, post.reaction]
        for post in room.posts.values()
    ]


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
