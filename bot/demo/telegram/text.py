"""Texts as Telegram keeps them: markup read, entities checked, invisible characters out, links and commands
found.

Errors' words and the order of checks follow the server's (tdlib, `MessageEntity.cpp`). Markdown is not read:
the shop has no use for it. Nothing here knows of chats or messages.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any, Final

from bot.demo.telegram.html import Entity, Formatted, in_order, link, parse_html, utf16_length
from bot.demo.telegram.wire import InvalidError

MOST_ENTITIES: Final = 100

FindUser = Callable[[int], dict[str, Any] | None]
"""The person with that id as a `User`, when the bot has met them."""

# Written by people as markup; all other kinds are found in the text, and ignored when a bot names them.
_EXPLICIT: Final = frozenset(
    (
        "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "text_mention",
        "custom_emoji", "blockquote", "expandable_blockquote", "date_time",
    )
)  # fmt: skip
_FOUND: Final = frozenset(
    ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number")
)
_NEEDS: Final = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
_OPAQUE: Final = frozenset(("code", "pre", "text_link", "text_mention"))

# Taken out by the server: line ends of other systems, vertical lines that break layouts, marks that turn text
# around.
_REMOVED: Final = "\r\u2028-\u202e\u0333\u033f\u030a"
_UNWANTED: Final = re.compile(f"[\x00-\x09\x0b-\x1f{_REMOVED}]")
_GONE: Final = re.compile(f"[{_REMOVED}]")
_SPACES: Final = " \n"
_DRAWN_AS_NOTHING: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")

_FINDABLE: Final = re.compile(
    r"""(?P<url>\b(?:(?:https?|tg)://|t\.me/)[^\s<>"]*[^\s<>".,;:!?'()\[\]])
    |(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    |(?P<mention>(?<!\w)@[a-z0-9_]{3,32}\b)
    |(?P<bot_command>(?<![\w/])/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\w/]))
    |(?P<hashtag>(?<![\w&])\#(?=\w*[^\W\d])\w{1,256})""",
    re.IGNORECASE | re.VERBOSE,
)


def formatted(
    text: str, parse_mode: str | None, entities: Iterable[Entity] | None, *, find_user: FindUser
) -> Formatted:
    """What a message or a caption holds in the end. Raises InvalidError as Telegram would for bad markup or
    offsets.
    """
    if parse_mode:
        if parse_mode.lower() != "html":
            raise InvalidError("unsupported parse_mode")
        given = parse_html(text)
    else:
        given = Formatted(text, _checked(text, entities or ()))
    cleaned = _cleaned(given)
    kept = [_known(one, find_user) for one in cleaned.entities]
    found = in_order([*(one for one in kept if one), *_find(cleaned)])
    if len(found) > MOST_ENTITIES:
        raise InvalidError("ENTITIES_TOO_LONG")
    return Formatted(cleaned.text, found)


def is_visible(text: str) -> bool:
    """Whether anything is left of a text once all that is drawn as nothing is taken out."""
    return any(
        unicodedata.category(one)[0] in "LNPSM" and one not in _DRAWN_AS_NOTHING and not _UNWANTED.match(one)
        for one in text
    )


def _checked(text: str, entities: Iterable[Entity]) -> list[Entity]:
    checked: list[Entity] = []
    length = utf16_length(text)
    halves = _halves(text)
    for entity in entities:
        kind = entity["type"]
        if kind in _FOUND:
            continue
        if kind not in _EXPLICIT:
            raise InvalidError("can't parse MessageEntity: Unsupported type specified")
        if _NEEDS.get(kind, "type") not in entity:
            raise InvalidError(f"can't parse MessageEntity: {_NEEDS[kind]} is needed")
        wrong = _misplaced(*_span(entity), length, halves)
        if wrong:
            raise InvalidError(wrong)
        if kind == "text_link":
            checked += [_between(target, *_span(entity)) for target in link(entity["url"])]
        else:
            checked.append(entity)
    return in_order(checked)


def _misplaced(  # noqa: PLR0911 - one line for each way to be wrong
    begin: int, end: int, length: int, halves: set[int]
) -> str | None:
    if begin < 0:
        return f"receive an entity with incorrect offset {begin}"
    if end < begin:
        return f"receive an entity with incorrect length {end - begin}"
    if begin > length:
        return f"entity begins after the end of the text at UTF-16 offset {begin}"
    if end > length:
        return (
            f"entity beginning at UTF-16 offset {begin} ends after the end of the text at UTF-16 offset {end}"
        )
    if begin in halves:
        return f"entity begins in a middle of a UTF-16 symbol at UTF-16 offset {begin}"
    if end in halves:
        return f"entity beginning at UTF-16 offset {begin} ends in a middle of a UTF-16 symbol"
    return None


def _halves(text: str) -> set[int]:
    offsets: set[int] = set()
    if len(text) == utf16_length(text):
        return offsets
    offset = 0
    for character in text:
        offset += 1
        if character > "\uffff":
            offsets.add(offset)
            offset += 1
    return offsets


def _cleaned(given: Formatted) -> Formatted:
    text, entities = given
    if _UNWANTED.search(text):
        gone = [utf16_length(text[: one.start()]) for one in _GONE.finditer(text)]
        text = _UNWANTED.sub(" ", _GONE.sub("", text))
        entities = [_between(one, *(at - bisect_left(gone, at) for at in _span(one))) for one in entities]
    stripped = text.strip(_SPACES)
    if stripped != text:
        lead = utf16_length(text[: len(text) - len(text.lstrip(_SPACES))])
        length = utf16_length(stripped)
        entities = [_between(one, *(min(max(at - lead, 0), length) for at in _span(one))) for one in entities]
    return Formatted(stripped, [one for one in entities if not _is_blank(stripped, one)])


def _span(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _between(entity: Entity, begin: int, end: int) -> Entity:
    return {**entity, "offset": begin, "length": end - begin}


def _is_blank(text: str, entity: Entity) -> bool:
    begin, end = _span(entity)
    inside = (
        text[begin:end]
        if text.isascii()
        else text.encode("utf-16-le")[begin * 2 : end * 2].decode("utf-16-le")
    )
    return not inside.strip(_SPACES)


def _known(entity: Entity, find_user: FindUser) -> Entity | None:
    if entity["type"] != "text_mention":
        return entity
    user = find_user(entity["user"]["id"])
    return {**entity, "user": user} if user else None


def _find(given: Formatted) -> list[Entity]:
    text = given.text
    if "/" not in text and "@" not in text and "#" not in text:
        return []
    taken = [_span(one) for one in given.entities if one["type"] in _OPAQUE]
    found: list[Entity] = []
    for match in _FINDABLE.finditer(text):
        begin = utf16_length(text[: match.start()])
        end = begin + utf16_length(match[0])
        if all(end <= other_begin or begin >= other_end for other_begin, other_end in taken):
            found.append({"type": match.lastgroup, "offset": begin, "length": end - begin})
    return found
