"""Whether the staff's group can be what SUPPORT_CHAT_ID makes it: where each request is a topic."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.check.findings import Finding, good, note

Ask = Callable[..., Awaitable[tuple[int, dict[str, Any]]]]
"""Asks the Bot API: a method and its parameters; the status and the answer."""


async def check_support_group(ask: Ask, group_id: int, bot_id: int) -> Finding:
    """What the group is, and whether the bot may make topics there. Without it, the shop runs all the same:
    requests come into private chats. Raises what `ask` raises.
    """
    _, answer = await ask("getChat", chat_id=group_id)
    if not answer["ok"]:
        return note(
            f"Support: the bot is not in the group {group_id} ({answer.get('description')}).",
            "Add it there, or mend SUPPORT_CHAT_ID. Until then requests come into the private chats.",
        )
    chat = answer["result"]
    title = chat.get("title") or group_id
    if not chat.get("is_forum"):
        return note(
            f"Support: {title} has no topics.",
            "Switch on Topics in the group's settings. Until then requests come into the private chats.",
        )
    _, answer = await ask("getChatMember", chat_id=group_id, user_id=bot_id)
    if not (answer["ok"] and answer["result"].get("can_manage_topics")):
        return note(
            f"Support: the bot may not manage topics in {title}.",
            "Make it an admin there with that right. Until then requests come into the private chats.",
        )
    return good(f"Support: each request is a topic in {title}.")
