"""Greetings: whoever says hello is shown the first screen."""

from telegram import Message
from telegram.ext.filters import MessageFilter

from handlers.ui import typed


class Greeting(MessageFilter):
    """Text that is a greeting and nothing else, in any language of the shop."""

    def filter(self, message: Message) -> bool:
        """Whether it is one."""
        return message.text is not None and is_greeting(message.text)


def is_greeting(text: str) -> bool:
    """Whether somebody only says hello: `مرحبا!`, `Bonsoir 👋`."""
    words = "".join(one if one.isalpha() or one.isspace() else " " for one in text)
    return " ".join(map(typed.plain_letters, words.split())) in typed.words_for("greeting")
