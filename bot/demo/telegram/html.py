"""Telegram's HTML, read into text and entities (Bot API, "Formatting options", "HTML style").

The wording of errors follows the server's (tdlib, `MessageEntity.cpp`); their offsets count bytes of UTF-8.
What is done to texts afterwards, however they came, is in `text`.
"""

import re
from typing import Any, Final, NamedTuple

from bot.demo.telegram.wire import InvalidError

Entity = dict[str, Any]


class Formatted(NamedTuple):
    """A text and its entities, whose offsets and lengths count UTF-16 code units."""

    text: str
    entities: list[Entity]


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, in which the Bot API counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def in_order(entities: list[Entity]) -> list[Entity]:
    """Entities as Telegram lists them: by where they begin, the longer one first."""
    return sorted(entities, key=lambda one: (one["offset"], -one["length"]))


_PLAIN_TAGS: Final = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
}  # fmt: skip
_TAGS: Final = frozenset(_PLAIN_TAGS) | {"a", "span", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
_LINK: Final = re.compile(
    r"(?:https?|tg|ton|mailto|tel):\S+|(?:[\w-]+\.)+[a-z]{2,}(?:[:/?#]\S*)?", re.IGNORECASE
)
_PERSON: Final = re.compile(r"tg://user\?id=(\d{1,15})")
_SPACE: Final = re.compile(r"\s*")
_END: Final = re.compile(r"\s*>")
_SPECIAL: Final = re.compile(r"[<&]")
_CHARACTER: Final = re.compile(r"&(?:#(?:x([0-9a-fA-F]+)|([0-9]+))|(lt|gt|amp|quot));?")
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG: Final = re.compile(r"<(/?)([^\s>]*)")
_ATTRIBUTE: Final = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.\-]*)(?=[\s>])))?""")
_CODE_POINTS: Final = (range(1, 0xD800), range(0xE000, 0x110000))


class _Open(NamedTuple):
    tag: str
    extra: Entity
    offset: int
    start: int


def link(url: str) -> list[Entity]:
    """What stands for that address: a link, a person, or nothing, since Telegram drops what is no address."""
    if person := _PERSON.fullmatch(url):
        return [{"type": "text_mention", "user": {"id": int(person[1])}}]
    return [{"type": "text_link", "url": url}] if _LINK.fullmatch(url) else []


def parse_html(source: str) -> Formatted:
    """Reads Telegram's HTML. Raises InvalidError in the server's words, with offsets in bytes of UTF-8."""
    pieces: list[str] = []
    entities: list[Entity] = []
    opened: list[_Open] = []
    offset = 0
    place = 0

    def add(piece: str) -> None:
        nonlocal offset
        pieces.append(piece)
        offset += utf16_length(piece)

    while (special := _SPECIAL.search(source, place)) is not None:
        add(source[place : special.start()])
        place = special.start()
        if source[place] == "&":
            character = _CHARACTER.match(source, place)
            decoded = _decoded(character) if character else None
            add(decoded or "&")
            place = character.end() if character and decoded else place + 1
            continue
        tag = _TAG.match(source, place)
        assert tag is not None  # noqa: S101 - the search has just found its "<"
        name = tag[2].lower()
        if tag[1]:
            place = _end_tag(source, tag, name, opened)
            start = opened.pop()
            if offset > start.offset:
                _close(start, offset, "".join(pieces[start.start :]), entities)
        else:
            place, extra = _start_tag(source, tag, name)
            opened.append(_Open(name, extra, offset, len(pieces)))
    add(source[place:])
    if opened:
        raise _cant_parse(f'Can\'t find end tag corresponding to start tag "{opened[-1].tag}"')
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)  # said of a <pre> only
    return Formatted("".join(pieces), in_order(entities))


def _decoded(character: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = character.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if any(code in points for points in _CODE_POINTS) else None


def _bytes_before(source: str, place: int) -> int:
    return len(source[:place].encode())


def _cant_parse(reason: str, source: str = "", place: int | None = None) -> InvalidError:
    where = "" if place is None else f" at byte offset {_bytes_before(source, place)}"
    return InvalidError(f"can't parse entities: {reason}{where}")


def _start_tag(source: str, tag: re.Match[str], name: str) -> tuple[int, Entity]:
    begin = tag.start()
    if source.find(">", tag.end()) < 0:
        raise _cant_parse("Unclosed start tag", source, begin)
    if name not in _TAGS:
        raise _cant_parse(f'Unsupported start tag "{name}"', source, begin)
    attributes: dict[str, str | None] = {}
    place = tag.end()
    while (end := _END.match(source, place)) is None:
        attribute = _ATTRIBUTE.match(source, place)
        if attribute is None:
            if _SPACE.fullmatch(source, place):
                raise _cant_parse("Unclosed start tag", source, begin)
            raise _cant_parse(f'Empty attribute name in the tag "{name}"', source, begin)
        key = attribute[1].lower()
        value = next((group for group in attribute.groups()[1:] if group is not None), None)
        if value is None and key != "expandable":
            raise _cant_parse(
                f'Expected equal sign in declaration of an attribute of the tag "{name}"', source, begin
            )
        attributes[key] = value
        place = attribute.end()
    return end.end(), _extra(source, begin, name, attributes)


def _extra(source: str, begin: int, name: str, attributes: dict[str, str | None]) -> Entity:
    values = {
        key: _CHARACTER.sub(lambda found: _decoded(found) or found[0], value or "")
        for key, value in attributes.items()
    }
    if name == "span" and values.get("class") != "tg-spoiler":
        raise _cant_parse('Tag "span" must have class "tg-spoiler"', source, begin)
    if name == "a":
        return {"url": values.get("href", "")}
    if name == "code" and values.get("class", "").startswith("language-"):
        return {"language": values["class"].removeprefix("language-")}
    if name == "blockquote" and "expandable" in values:
        return {"type": "expandable_blockquote"}
    if name == "tg-emoji":
        if not values.get("emoji-id", "").isdecimal():
            raise _cant_parse("Invalid custom emoji identifier specified")
        return {"custom_emoji_id": values["emoji-id"]}
    if name == "tg-time":
        if not values.get("unix", "").isdecimal():
            raise _cant_parse("Invalid date-time unix time specified")
        return {"unix_time": int(values["unix"])} | (
            {"date_time_format": values["format"]} if values.get("format") else {}
        )
    return {}


def _end_tag(source: str, tag: re.Match[str], name: str, opened: list[_Open]) -> int:
    begin = tag.start()
    if not opened:
        raise _cant_parse("Unexpected end tag", source, begin)
    end = _END.match(source, tag.end())
    if end is None:
        raise _cant_parse("Unclosed end tag", source, begin)
    expected = opened[-1].tag
    if name not in ("", expected):
        where = _bytes_before(source, begin)
        raise _cant_parse(
            f'Unmatched end tag at byte offset {where}, expected "</{expected}>", found "</{name}>"'
        )
    return end.end()


def _close(start: _Open, end: int, inside: str, entities: list[Entity]) -> None:
    span = {"offset": start.offset, "length": end - start.offset}
    match start.tag:
        case "a":
            entities.extend({**target, **span} for target in link(start.extra["url"] or inside))
        case "pre":
            # <pre><code class="language-..."> is one entity with a language.
            inner = entities[-1] if entities else {}
            if inner.get("type") == "code" and "language" in inner and span.items() <= inner.items():
                inner["type"] = "pre"
            else:
                entities.append({"type": "pre", **span})
        case "tg-emoji":
            entities.append({"type": "custom_emoji", **span, **start.extra})
        case "tg-time":
            entities.append({"type": "date_time", **span, **start.extra})
        case "span":
            entities.append({"type": "spoiler", **span})
        case tag:
            entities.append({"type": _PLAIN_TAGS.get(tag, tag), **span, **start.extra})
