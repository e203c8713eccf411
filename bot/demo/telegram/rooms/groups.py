"""A supergroup with topics that the bot is in: its state. Only what a bot of a shop meets there is played."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any, Final

from bot.demo.telegram.rooms.posts import Post
from bot.demo.telegram.wire import RefusedError

_FIRST_ID: Final = -1_001_000_000_001


@dataclass(slots=True)
class Topic:
    """One topic; its id is that of the message that tells of its making."""

    id: int
    name: str
    icon_color: int
    closed: bool = False


@dataclass(slots=True)
class Group:
    """A supergroup. `bot_inside` is whether the bot is a member, `manages_topics` whether it is an admin that
    may manage topics; without that it does not hear what people say among themselves.
    """

    id: int
    title: str
    is_forum: bool = True
    bot_inside: bool = True
    manages_topics: bool = True
    posts: dict[int, Post] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    sent_at: deque[float] = field(default_factory=deque)

    @property
    def chat(self) -> dict[str, Any]:
        """As a Bot API `Chat`."""
        forum = {"is_forum": True} if self.is_forum else {}
        return {"id": self.id, "type": "supergroup", "title": self.title} | forum

    def seen(self) -> dict[str, Any]:
        """As tests and the page list it."""
        topics = [{"id": one.id, "name": one.name, "closed": one.closed} for one in self.topics.values()]
        return {
            "id": self.id,
            "title": self.title,
            "is_forum": self.is_forum,
            "bot_inside": self.bot_inside,
            "manages_topics": self.manages_topics,
            "topics": topics,
        }

    def frame(self, topic_id: int | None, *, by_bot: bool) -> dict[str, Any]:
        """What a message in that topic says of it. Raises RefusedError where nobody may write there."""
        if topic_id is None:
            return {}
        topic = self.topics.get(topic_id) if self.is_forum else None
        if topic is None:
            raise RefusedError("message thread not found")
        if topic.closed and not (by_bot and self.manages_topics):
            raise RefusedError("TOPIC_CLOSED")
        return {"message_thread_id": topic_id, "is_topic_message": True}

    def dump(self) -> dict[str, Any]:
        """Fit for JSON, without its messages."""
        return self.seen() | {
            "topics": [[t.id, t.name, t.icon_color, t.closed] for t in self.topics.values()]
        }

    @classmethod
    def restored(cls, kept: dict[str, Any]) -> "Group":
        """What `dump` kept."""
        topics = {one[0]: Topic(*one) for one in kept["topics"]}
        return cls(**{**kept, "topics": topics})


def next_id(known: int) -> int:
    """The id of another group, where there are so many."""
    return _FIRST_ID - known
