"""Deep links into the shop (`t.me/bot?start=...`). They are forgeable, and those to goods and invitations
public: only the catalogue's keys and customers' codes. A gift's holds the token that claims it.
"""

import re
from dataclasses import dataclass
from typing import Final

from telegram import Message
from telegram.ext.filters import MessageFilter

_PRODUCT: Final = "p_"
_TYPE: Final = "t_"
_GIFT: Final = "gift_"
_INVITE: Final = "inv_"
_START: Final = "start="
_TOKEN: Final = re.compile(rf'({_GIFT})[\w-]++(?!":)', re.ASCII | re.IGNORECASE)
"""A gift's token wherever it stands in an update as JSON text; the name of a field is none."""
_WRITTEN_GIFT: Final = re.compile(rf"\b(?:t|telegram)\.me/(\w+)\?{_START}{_GIFT}([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Goods:
    """What a link opens: a product, or one of its types."""

    product_key: str
    type_key: str | None


class OwnCard(MessageFilter):
    """A message that somebody sent through this bot itself: one of our cards."""

    def filter(self, message: Message) -> bool:
        """Whether it is one."""
        return message.via_bot is not None and message.via_bot.id == message.get_bot().id


class OwnGiftLink(MessageFilter):
    """Text with the link of one of this shop's gifts in it."""

    def filter(self, message: Message) -> bool:
        """Whether it is one."""
        return token_on(message) is not None


def product_link(key: str) -> str:
    """What stands behind `start=` for a product."""
    return f"{_PRODUCT}{key}"


def type_link(product_key: str, type_key: str) -> str:
    """What stands behind `start=` for a type."""
    return f"{_TYPE}{product_key}_{type_key}"


def gift_link(token: str) -> str:
    """What stands behind `start=` for a gift."""
    return f"{_GIFT}{token}"


def token_in(payload: str) -> str | None:
    """The token of a gift's link; None where it is another link."""
    return payload.removeprefix(_GIFT) if payload.startswith(_GIFT) else None


def token_on(message: Message) -> str | None:
    """The token of a gift's link that is written in a message; None where no link of ours is."""
    found = _WRITTEN_GIFT.search(message.text or "")
    if found is None or found[1].casefold() != message.get_bot().username.casefold():
        return None
    return found[2]


def without_tokens(written: str) -> str:
    """The same without the tokens of gifts, with which anybody can claim; it may be JSON text."""
    return _TOKEN.sub(r"\1...", written)


def invite_link(code: str) -> str:
    """What stands behind `start=` for whoever invites friends with that code."""
    return f"{_INVITE}{code}"


def invite_code_in(payload: str) -> str | None:
    """The code of an invitation's link; None where it is another link."""
    return payload.removeprefix(_INVITE) if payload.startswith(_INVITE) else None


def goods_in(payload: str) -> Goods | None:
    """The goods that a link opens; None where it is another link."""
    if payload.startswith(_PRODUCT):
        return Goods(payload.removeprefix(_PRODUCT), None)
    if payload.startswith(_TYPE):
        product_key, _, type_key = payload.removeprefix(_TYPE).partition("_")
        return Goods(product_key, type_key)
    return None


def goods_on(card: Message) -> Goods | None:
    """The goods of a card of our own inline mode, as its button says; None where it has no such button."""
    rows = card.reply_markup.inline_keyboard if card.reply_markup is not None else ()
    payloads = (button.url.partition(_START)[2] for row in rows for button in row if button.url)
    return next((goods for payload in payloads if (goods := goods_in(payload)) is not None), None)
