"""What stood in a protected message of ours does not come back in: Telegram repeats a message to which
somebody replies or whose button they press, codes and all, and updates are kept on disk as they are.

It changes nothing else about an update.
"""

from typing import Any, Final

MARK: Final = "has_protected_content"
"""An update in whose text this does not stand holds no protected message."""
_FRAME: Final = ("message_id", "date", "chat", "from", MARK)


def without_protected(update: dict[str, Any]) -> dict[str, Any]:
    """The update, with every message marked `has_protected_content` (Bot API Message) reduced to its
    frame.
    """
    return {
        name: _reduced(value)
        for name, value in update.items()
        if not (name == "quote" and _is_protected(update.get("reply_to_message")))
    }


def _reduced(value: Any) -> Any:
    if isinstance(value, list):
        return [_reduced(one) for one in value]
    if not isinstance(value, dict):
        return value
    if _is_protected(value):
        return {name: value[name] for name in _FRAME if name in value}
    return without_protected(value)


def _is_protected(value: Any) -> bool:
    return isinstance(value, dict) and value.get(MARK) is True
