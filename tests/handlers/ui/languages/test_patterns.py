"""Messages that are read and said without Fluent's own parser and resolver: they say what those would."""

from typing import Any

import pytest
from fluent.runtime import FluentBundle
from fluent.runtime.types import fluent_number
from fluent.syntax import FluentParser
from fluent.syntax.ast import Resource

from bot.languages import LANGUAGES
from handlers.ui.languages.patterns import Number, Pattern

VALUES: dict[str, Any] = {"a": "x", "b": "y", "A-1_b": "z"}


def fluent(source: str, values: dict[str, Any], locale: str = "en") -> tuple[Any, list[Exception]]:
    bundle = FluentBundle([locale], use_isolating=False)
    bundle.add_resource(Resource([FluentParser(with_spans=False).parse_entry(source)]))
    return bundle.format_pattern(bundle.get_message("key").value, values)


def read(source: str) -> Pattern | None:
    return Pattern.of(FluentParser(with_spans=False).parse_entry(source))


@pytest.mark.parametrize(
    "said", ["a", "{$a}{ $b }", "a { $A-1_b } c", "a\n b\n    c", "\n    { $a }\n  b", "a # b\n# c"]
)
def test_values_between_words_are_said_as_by_fluent(said: str) -> None:
    source = f"key = {said}\n\n"
    pattern = read(source)
    assert pattern is not None
    assert (pattern.say(VALUES), []) == fluent(source, VALUES)


@pytest.mark.parametrize(
    "said", ['{ "a" }', "{ b }", "{ -b }", "{ NUMBER($a) }", "{ $a ->\n *[c] b\n }", "{ $a"]
)
def test_what_takes_more_is_left_to_fluent(said: str) -> None:
    assert read(f"key = {said}\n\n") is None


@pytest.mark.parametrize("value", [None, 1.5, -2, 7, "x" * 2501, Number(-1)])
def test_a_value_that_is_missing_or_odd_is_fluents_to_judge(value: object) -> None:
    pattern = read("key = { $a }\n")
    assert pattern is not None
    assert pattern.say({} if value is None else {"a": value}) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1, 999, 12_345, -12_345])
def test_a_number_is_written_as_fluent_writes_it_without_grouping(language: str, number: int) -> None:
    source, locale = "key = { $a }\n", LANGUAGES[language].locale
    theirs = fluent(source, {"a": fluent_number(number, useGrouping=False)}, locale)
    assert fluent(source, {"a": Number(number)}, locale) == theirs
    pattern = read(source)
    assert pattern is not None
    assert (pattern.say({"a": Number(number)}) or theirs[0]) == theirs[0]
