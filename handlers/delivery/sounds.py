"""Which messages that come by themselves make a sound. Answers to what somebody writes or presses do not."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from bot.shop.outbox.messages import MessageKind


class Sound(Enum):
    """Whether a kind of message may interrupt whoever gets it."""

    YES = auto()
    NO = auto()
    BY_NEWS = auto()
    """Its own module decides: some of what it says is news, some is an answer or a copy."""


SOUNDS: Final[Mapping[MessageKind, Sound]] = {
    # Codes, money, and answers of the shop.
    MessageKind.CODES: Sound.YES,
    MessageKind.GIFT_LINK: Sound.YES,
    MessageKind.ORDER_ENDED: Sound.YES,
    MessageKind.WALLET_CHANGED: Sound.YES,
    MessageKind.MONEY_CAME: Sound.YES,
    MessageKind.MONEY_BACK: Sound.YES,
    MessageKind.PROOF_FALSE: Sound.YES,
    MessageKind.SUPPORT_ANSWER: Sound.YES,
    MessageKind.ANSWER: Sound.YES,
    # Whoever comes first gets what has come back: they asked to be told.
    MessageKind.BACK_IN_STOCK: Sound.YES,
    # For staff: money to decide about, and what is wrong; the latter keeps their quiet hours.
    MessageKind.PROOF: Sound.YES,
    MessageKind.STAFF_ALERT: Sound.YES,
    # A payment that was refused is news, what is asked for was asked for a moment ago.
    MessageKind.PAYMENT: Sound.BY_NEWS,
    MessageKind.SUPPORT: Sound.BY_NEWS,
    MessageKind.TICKET: Sound.BY_NEWS,
    MessageKind.TICKET_CLOSED: Sound.NO,
    MessageKind.RECEIPT: Sound.NO,
    MessageKind.GIFT_CLAIMED: Sound.NO,
    MessageKind.PRICE_DROP: Sound.NO,
    MessageKind.REVIEW_REQUEST: Sound.NO,
    MessageKind.REVIEW_ANSWER: Sound.NO,
    MessageKind.REFERRAL: Sound.NO,
    MessageKind.ROLE_CHANGED: Sound.NO,
    MessageKind.NOT_CARRIED_OUT: Sound.NO,
    # What its reader has just asked for.
    MessageKind.DEAD_CODE: Sound.NO,
    MessageKind.REVEALED_CODES: Sound.NO,
    MessageKind.BACKUP_PART: Sound.NO,
    MessageKind.DELETION: Sound.NO,
    MessageKind.REACTION: Sound.NO,
}


def is_silent(kind: MessageKind) -> bool:
    """Whether a message of that kind comes without a sound, unless its module says otherwise."""
    return SOUNDS[kind] is not Sound.YES
