"""Whose words a message holds: only what its sender wrote
to the bot counts as a command or as a typed answer.

Everybody can make everybody else forward a text. What Telegram marks as forwarded, edited,
sent through another bot or on behalf of a chat is therefore never carried out, for
customers and staff alike; `handlers.ui.routing` asks here for every command and message.
Pictures and files may come from anywhere: a forwarded receipt is still a receipt.
"""

from enum import StrEnum

from telegram import Message, Update


class NotTheirs(StrEnum):
    """Why a message does not count as its sender's own words; the value names the text that says so."""

    FORWARDED = "not-yours-forwarded"
    EDITED = "not-yours-edited"
    VIA_BOT = "not-yours-via-bot"
    FOR_CHAT = "not-yours-for-chat"


def why_not_theirs(update: Update) -> NotTheirs | None:
    """Why this message is not carried out; None for a press, and for words that their sender wrote.

    A message sent at a set time (Bot API `is_from_offline`) counts: its sender wrote it.
    """
    message = update.effective_message
    if message is None or update.callback_query is not None:
        return None
    if update.message is None or message.edit_date is not None:
        return NotTheirs.EDITED
    return _why_not_theirs(message)


def is_theirs(message: Message) -> bool:
    """Whether the words of this message, a caption for instance, are its sender's own."""
    return message.edit_date is None and _why_not_theirs(message) is None


def _why_not_theirs(message: Message) -> NotTheirs | None:
    if message.forward_origin is not None or message.is_automatic_forward:
        return NotTheirs.FORWARDED
    if message.via_bot is not None or message.sender_business_bot is not None:
        return NotTheirs.VIA_BOT
    # A guest bot's answer, and a message from the chat of a business account, were not written to this bot.
    if message.guest_query_id or message.guest_bot_caller_user is not None or message.guest_bot_caller_chat:
        return NotTheirs.VIA_BOT
    if message.sender_chat is not None or message.business_connection_id:
        return NotTheirs.FOR_CHAT
    return None
