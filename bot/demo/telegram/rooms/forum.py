"""The methods about topics: making, closing and reopening them, and what the bot may do in a group."""

from collections.abc import Callable
from typing import Any, Final

from bot.demo.telegram.chats import Chats
from bot.demo.telegram.rooms.groups import Group, Topic
from bot.demo.telegram.wire import InvalidError, RefusedError

Params = dict[str, Any]

MOST_NAME: Final = 128
ICON_COLORS: Final = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
_ADMIN_RIGHTS: Final = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip


class Topics:
    """Carries out the methods about topics on the shared chats."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    def methods(self) -> dict[str, Callable[[Params], Any]]:
        """What it answers, by method name."""
        return {
            "createForumTopic": self.create,
            "closeForumTopic": self.close,
            "reopenForumTopic": self.reopen,
            "getChatMember": self.member,
        }

    def create(self, params: Params) -> dict[str, Any]:
        """`createForumTopic` in a supergroup."""
        group = self._forum(params, "create a topic")
        name, color = params["name"], params.get("icon_color", ICON_COLORS[0])
        if not 1 <= len(name) <= MOST_NAME:
            raise InvalidError("TOPIC_NAME_INVALID")
        if color not in ICON_COLORS:
            raise InvalidError("TOPIC_ICON_COLOR_INVALID")
        self._chats.may_send(group)
        made = {"name": name, "icon_color": color}
        post = self._chats.post(group, {"forum_topic_created": made}, from_bot=True)
        topic_id = post.message["message_id"]
        post.message |= {"message_thread_id": topic_id, "is_topic_message": True}
        group.topics[topic_id] = Topic(topic_id, name, color)
        return {"message_thread_id": topic_id, **made}

    def close(self, params: Params) -> bool:
        """`closeForumTopic`."""
        return self._turn(params, closed=True)

    def reopen(self, params: Params) -> bool:
        """`reopenForumTopic`."""
        return self._turn(params, closed=False)

    def member(self, params: Params) -> dict[str, Any]:
        """`getChatMember` of the bot itself in a group."""
        group = self._chats.reach_group(params["chat_id"])
        if params["user_id"] != self._chats.bot["id"]:
            raise RefusedError("member not found")
        if not group.manages_topics:
            return {"status": "member", "user": self._chats.bot}
        rights = dict.fromkeys(_ADMIN_RIGHTS, False)
        return {
            "status": "administrator",
            "user": self._chats.bot,
            **rights,
            "can_manage_chat": True,
            "can_manage_topics": True,
        }

    def _turn(self, params: Params, *, closed: bool) -> bool:
        group = self._forum(params, "close the topic" if closed else "reopen the topic")
        topic = group.topics.get(params["message_thread_id"])
        if topic is None:
            raise RefusedError("message thread not found")
        if topic.closed == closed:
            raise RefusedError("TOPIC_NOT_MODIFIED")
        topic.closed = closed
        news = "forum_topic_closed" if closed else "forum_topic_reopened"
        frame = {"message_thread_id": topic.id, "is_topic_message": True}
        self._chats.post(group, {news: {}, **frame}, from_bot=True)
        return True

    def _forum(self, params: Params, deed: str) -> Group:
        group = self._chats.reach_group(params["chat_id"])
        if not group.is_forum:
            raise RefusedError("the chat is not a forum")
        if not group.manages_topics:
            raise RefusedError(f"not enough rights to {deed}")
        return group
