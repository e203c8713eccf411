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
from bot.demo.telegram.wire import FloodError, RefusedError

Message = dict[str, Any]

DEMO_TOKEN: Final = "700000001:DEMO-TOKEN-not-a-secret-000000000000"  # noqa: S105 - visibly made up
DEMO_PEOPLE: Final = (
    (1001, "أمينة", "ar"),
    (1002, "Sofiane", "fr"),
    (2001, "Karim", "fr"),
)
_KEPT_TOASTS: Final = 200


@dataclass(slots=True)
class Post:
    """One message in a chat. Its Bot API form is never changed, only replaced: others may hold it."""

    message: Message
    from_bot: bool
    markup: Markup | None = None
    """What the person sees below it: an inline keyboard (also in the message), a reply keyboard, a forced
    reply.
    """
    invoice: dict[str, Any] | None = None
    """What the bot asked to be paid, with its payload, which people do not see."""

    def seen(self) -> Message:
        """The message as the page shows it."""
        # As in Telegram, an invoice that this person has paid shows its receipt instead of the pay button.
        paid = {"paid": True} if self.invoice and self.invoice.get("paid") else {}
        return {
            **self.message,
            "from_bot": self.from_bot,
            "protected": self.message.get("has_protected_content", False),
            "reply_markup": self.markup,
            **paid,
        }


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

    def find_user(self, user_id: int) -> dict[str, Any] | None:
        """The `User` with that id, if the bot has met them."""
        person = self.people.get(user_id)
        return person.user if person and person.started else None

    def reach(self, chat_id: int | str, *, writing: bool = True) -> Person:
        """The person behind a chat id, as far as the bot may go. Raises RefusedError as Telegram would."""
        person = self.people.get(chat_id) if isinstance(chat_id, int) else None
        if person is None:
            raise RefusedError("chat not found")
        if not person.started:
            raise RefusedError("bot can't initiate conversation with a user", code=403)
        if writing and person.blocked:
            raise RefusedError("bot was blocked by the user", code=403)
        return person

    def may_send(self, person: Person) -> None:
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
        person: Person,
        content: Message,
        *,
        from_bot: bool,
        markup: Markup | None = None,
        invoice: dict[str, Any] | None = None,
    ) -> Post:
        """Puts a message into a chat and shows it."""
        self.last_message_id += 1
        message: Message = {
            "message_id": self.last_message_id,
            "from": self.bot if from_bot else person.user,
            "chat": person.chat,
            "date": self.now(),
            **content,
        }
        if is_inline(markup):
            message["reply_markup"] = markup
        post = person.posts[self.last_message_id] = Post(message, from_bot, markup, invoice)
        self.hub.publish("message", chat_id=person.id, message=post.seen())
        return post

    def edit(self, person: Person, post: Post, content: Message, markup: Markup | None) -> None:
        """Replaces what a message holds by `content` (all of it but its frame) and its keyboard."""
        message = {**content, "edit_date": self.now()}
        message.pop("reply_markup", None)
        if markup is not None:
            message["reply_markup"] = markup
        post.message, post.markup = message, markup
        self.hub.publish("edit", chat_id=person.id, message=post.seen())

    def delete(self, person: Person, message_ids: Iterable[int]) -> None:
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
                    "posts": [
                        [post.message, post.from_bot, post.markup, post.invoice]
                        for post in person.posts.values()
                    ],
                }
                for person in self.people.values()
            ],
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Replaces everything with what was dumped. Message ids are never used twice."""
        self.flood = None
        self.last_message_id = max(self.last_message_id, kept["last_message_id"])
        self.people = {}
        for one in kept["people"]:
            person = self.people[one["id"]] = Person(**{name: one[name] for name in _KEPT})
            person.posts = {post[0]["message_id"]: Post(*post) for post in one["posts"]}


_KEPT: Final = ("id", "first_name", "username", "language_code", "started", "blocked")


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
