"""A screen: what one message shows. Journeys make screens, `ShopContext` puts them before people."""

from dataclasses import dataclass, replace

from telegram import InlineKeyboardMarkup


@dataclass(frozen=True)
class Screen:
    """A message text in Telegram HTML and the buttons under it."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None

    def headed(self, line: str) -> "Screen":
        """The same screen with a line of HTML above it: what happened, above what can be done now."""
        return replace(self, text=f"{line}\n\n{self.text}")
