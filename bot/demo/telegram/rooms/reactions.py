"""Reactions of the bot to messages: one below each, in place of the one before."""

from collections.abc import Callable
from typing import Any, Final

from bot.demo.telegram.chats import Chats
from bot.demo.telegram.wire import InvalidError, RefusedError

Params = dict[str, Any]

REACTIONS: Final = frozenset(
    """
    ❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀
    🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
    """.split()  # noqa: SIM905 - to be read as they look
)
"""Those that everybody may use (Bot API `ReactionTypeEmoji`)."""


class Reactions:
    """Carries out the method about reactions on the shared chats."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    def methods(self) -> dict[str, Callable[[Params], Any]]:
        """What it answers, by method name."""
        return {"setMessageReaction": self.react}

    def react(self, params: Params) -> bool:
        """`setMessageReaction`: one emoji, or none to take it away."""
        room = self._chats.reach(params["chat_id"])
        post = room.posts.get(params["message_id"])
        if post is None:
            raise RefusedError("message to react not found")
        emoji = [one["emoji"] for one in params.get("reaction", [])]
        if len(emoji) > 1:
            raise InvalidError("REACTIONS_TOO_MANY")
        if not REACTIONS.issuperset(emoji):
            raise InvalidError("REACTION_INVALID")
        self._chats.react(room, post, emoji[0] if emoji else None)
        return True
