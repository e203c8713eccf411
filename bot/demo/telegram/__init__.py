"""A Telegram Bot API on loopback: strict about requests, stateful, for one bot and the people in its private
chats.

`Telegram` is its front: the API's routes, the control routes of the page and of tests, and its memory.
"""

from bot.demo.telegram.service import Telegram

__all__ = ["Telegram"]
