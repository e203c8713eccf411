"""A screen: what one message shows. Journeys make screens, `ShopContext` puts them before people."""

from dataclasses import dataclass, replace

from telegram import InlineKeyboardMarkup


@dataclass(frozen=True)
class Screen:
    """A message text in Telegram HTML and the buttons under it.

    A `passing` one is a step of a journey: when the next step
    comes as a message of its own, this one loses its buttons.
    A `farewell` stays without buttons: there is nobody left who could press one.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    passing: bool = False
    farewell: bool = False

    def headed(self, line: str) -> "Screen":
        """The same screen with a line of HTML above it: what happened, above what can be done now."""
        return replace(self, text=f"{line}\n\n{self.text}")

    def as_step(self) -> "Screen":
        """The same screen as a step of a journey."""
        return replace(self, passing=True)
