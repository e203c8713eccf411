"""HTML becomes text and entities, entities are checked, texts are cleaned: as Telegram does it."""

import re
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.telegram.html import parse_html, utf16_length
from bot.demo.telegram.text import formatted
from bot.demo.telegram.wire import InvalidError

KARIM = {"id": 2001, "is_bot": False, "first_name": "Karim"}


def nobody(_: int) -> None:
    return None


def read(
    text: str, parse_mode: str | None = None, entities: list[dict[str, Any]] | None = None
) -> tuple[Any, Any]:
    return formatted(text, parse_mode, entities, find_user=nobody)


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b><strong>b</strong>", "ab", [entity("bold", 0, 1), entity("bold", 1, 1)]),
        ("<i>x <u>y</u></i>", "x y", [entity("italic", 0, 3), entity("underline", 2, 1)]),
        ("<s>a</s> <del>b</del>", "a b", [entity("strikethrough", 0, 1), entity("strikethrough", 2, 1)]),
        ("🎁 <tg-spoiler>A&amp;B</tg-spoiler>", "🎁 A&B", [entity("spoiler", 3, 3)]),
        ('<span class="tg-spoiler">A</span>', "A", [entity("spoiler", 0, 1)]),
        ("<code>1 &lt; 2</code>", "1 < 2", [entity("code", 0, 5)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [entity("pre", 0, 1, language="py")]),
        ('<code class="language-py">x</code>', "x", [entity("code", 0, 1)]),
        (
            '<a href="https://x.dz/?a=1&amp;b=2">l</a>',
            "l",
            [entity("text_link", 0, 1, url="https://x.dz/?a=1&b=2")],
        ),
        ('<a href="not an address">l</a>', "l", []),
        ('<a href="tg://user?id=7">l</a>', "l", [entity("text_mention", 0, 1, user={"id": 7})]),
        ("<blockquote>q</blockquote>", "q", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [entity("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="5")]),
        (
            '<tg-time unix="60" format="dt">t</tg-time>',
            "t",
            [entity("date_time", 0, 1, unix_time=60, date_time_format="dt")],
        ),
        ("<B  >x</B >", "x", [entity("bold", 0, 1)]),
        ("<b></b>&#128512;&#x41;&nbsp;&quot", '😀A&nbsp;"', []),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("é<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a ='x'>", 'Empty attribute name in the tag "a" at byte offset 0'),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(InvalidError, match=re.escape(f"Bad Request: can't parse entities: {reason}") + "$"):
        read(source, "HTML")


TAGS = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "s": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
}
words = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Zl", "Zp"),
        exclude_characters="\u0333\u033f\u030a\u202a\u202b\u202c\u202d\u202e/@#",
    ),
    min_size=1,
    max_size=8,
)
trees = st.recursive(
    words,
    lambda inner: st.tuples(st.sampled_from(sorted(TAGS)), st.lists(inner, min_size=1, max_size=4)),
    max_leaves=12,
)


def render(tree: Any) -> tuple[str, str, list[dict[str, Any]]]:
    """A tree as HTML, and what ought to come of it."""
    if isinstance(tree, str):
        return escape(tree, quote=False), tree, []
    tag, inner = tree
    source = text = ""
    entities: list[dict[str, Any]] = []
    for one in inner:
        part, shown, below = render(one)
        entities += [{**found, "offset": found["offset"] + utf16_length(text)} for found in below]
        source, text = source + part, text + shown
    return f"<{tag}>{source}</{tag}>", text, [entity(TAGS[tag], 0, utf16_length(text)), *entities]


def by_place(entities: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted((one["offset"], one["length"], one["type"]) for one in entities)


@given(trees)
def test_any_nesting_comes_out_with_offsets_in_utf16_units(tree: Any) -> None:
    source, text, entities = render(tree)
    found = parse_html(source)
    assert found.text == text
    assert by_place(found.entities) == by_place(entities)


@given(st.text())
def test_escaped_text_is_read_back_as_it_was(text: str) -> None:
    assert parse_html(escape(text)).text == text


@given(st.text(st.sampled_from("<>/b a=\"'&;é🎁x-")))
def test_any_text_is_read_or_refused_as_telegram_would(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except InvalidError as error:
        assert error.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017 - either way is right
        return
    assert all(0 <= one["offset"] < one["offset"] + one["length"] <= utf16_length(text) for one in entities)


@given(trees)
def test_cleaned_entities_lie_inside_the_text_and_hold_something(tree: Any) -> None:
    text, entities = read(f"  {render(tree)[0]}\n ", "HTML")
    assert text == text.strip(" \n")
    units = text.encode("utf-16-le")
    for one in entities:
        inside = units[one["offset"] * 2 : (one["offset"] + one["length"]) * 2].decode("utf-16-le")
        assert inside.strip(" \n")


def test_invisible_marks_are_taken_out_and_offsets_follow() -> None:
    text, entities = read("\u202b 🎁\r\n\tكود\u202c <b>ABC</b>", "HTML")
    assert text == "🎁\n كود ABC"
    assert entities == [entity("bold", 8, 3)]


def test_isolates_stay_because_telegram_keeps_them() -> None:
    assert read("\u2068A\u2069")[0] == "\u2068A\u2069"


def test_links_commands_and_names_are_found_but_not_inside_code() -> None:
    text, entities = read(
        "🎁 /help@x_bot #shop @karim a@b.dz https://a.dz/b, t.me/x <code>/no @no</code>", "HTML"
    )
    assert [
        (one["type"], text.encode("utf-16-le")[one["offset"] * 2 :][: one["length"] * 2].decode("utf-16-le"))
        for one in entities
    ] == [
        ("bot_command", "/help@x_bot"),
        ("hashtag", "#shop"),
        ("mention", "@karim"),
        ("email", "a@b.dz"),
        ("url", "https://a.dz/b"),
        ("url", "t.me/x"),
        ("code", "/no @no"),
    ]


@pytest.mark.parametrize("text", ["1/2", "a/b/c", "//x", "x@y", "&#39 #1", "@a"])
def test_what_only_looks_like_a_link_or_command_is_left_alone(text: str) -> None:
    assert read(text)[1] == []


@pytest.mark.parametrize(
    ("entities", "reason"),
    [
        ([entity("bold", -1, 1)], "receive an entity with incorrect offset -1"),
        ([entity("bold", 0, -1)], "receive an entity with incorrect length -1"),
        ([entity("bold", 6, 1)], "entity begins after the end of the text at UTF-16 offset 6"),
        (
            [entity("bold", 3, 4)],
            "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 7",
        ),
        ([entity("bold", 1, 2)], "entity begins in a middle of a UTF-16 symbol at UTF-16 offset 1"),
        ([entity("bold", 0, 1)], "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol"),
        ([entity("fancy", 0, 2)], "can't parse MessageEntity: Unsupported type specified"),
        ([entity("text_link", 0, 2)], "can't parse MessageEntity: url is needed"),
    ],
)
def test_misplaced_entities_are_refused(entities: list[dict[str, Any]], reason: str) -> None:
    with pytest.raises(InvalidError, match=re.escape(reason) + "$"):
        read("🎁abc", None, entities)


def test_entities_that_telegram_finds_itself_are_ignored_when_given() -> None:
    assert read("abc", None, [entity("bot_command", 0, 3)])[1] == []


def test_a_link_to_a_person_is_kept_for_people_the_bot_has_met() -> None:
    source = '<a href="tg://user?id=2001">K</a>'
    assert formatted(source, "HTML", None, find_user=lambda _: KARIM).entities == [
        entity("text_mention", 0, 1, user=KARIM)
    ]
    assert read(source, "HTML")[1] == []


def test_more_than_a_hundred_entities_are_refused() -> None:
    assert len(read("<b>x</b> " * 100, "HTML")[1]) == 100
    with pytest.raises(InvalidError, match="ENTITIES_TOO_LONG"):
        read("<b>x</b> " * 101, "HTML")


def test_markdown_is_not_read() -> None:
    with pytest.raises(InvalidError, match="unsupported parse_mode"):
        read("*x*", "MarkdownV2")
