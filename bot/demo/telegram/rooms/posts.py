"""One message as both sides of a chat see it."""

from dataclasses import dataclass
from typing import Any

from bot.demo.telegram.keyboards import Markup

Message = dict[str, Any]


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
    reaction: str | None = None
    """The bot's reaction to it."""

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
            **({"reaction": self.reaction} if self.reaction else {}),
        }
