"""The texts: all there in all three languages, all used, with the same variables, within Telegram's
limits.
"""

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain, cycle
from pathlib import Path
from typing import NamedTuple

import pytest
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax.ast import BaseNode, MessageReference, Term, TermReference
from hypothesis import given
from hypothesis import strategies as st

import handlers
from bot.languages import LANGUAGES
from bot.shop.money import Money
from bot.shop.order_status import AttemptState, ChangeReason, HeldReason, OrderStatus
from bot.shop.outbox.alert_kinds import KINDS
from bot.shop.quotes import PromoRefusal
from bot.telegram.incoming.handling import SetAside
from handlers.ui.context import LONGEST_TOAST
from handlers.ui.languages.locale_files import LOCALES, LocaleFiles
from handlers.ui.languages.patterns import Number
from handlers.ui.texts import Secret, isolated, tidy, without_marks
from handlers.words.alert import alert_text
from handlers.words.order import PHASES, SIGNS
from storage.snapshots.snapshot import CopyTrouble
from storage.states import MismatchReason
from tests.fakes.texts import library
from tests.handlers.telegram_limits import LONGEST_MESSAGE, length, open_elements
from tests.handlers.ui.locale_messages import entries, library_of_this_module, longest, messages, parsed

HANDLERS = Path(handlers.__file__).parent
LONGEST_DESCRIPTION = 256
LONGEST_PROFILE, LONGEST_SHORT = 512, 120  # Bot API setMyDescription, setMyShortDescription
SPOKEN = {"html", "plain", "bare"}
# Families whose last part comes from the services: a word that is missing is shown bare, and here is what
# must exist.
FAMILIES = {
    "status": set(OrderStatus),
    "phase": set(PHASES.values()),
    "receipt": set(PHASES.values()),
    "attempt": set(AttemptState),
    # the last: money that came for an order which was paid by then
    "reason": {*HeldReason, *ChangeReason, *MismatchReason, *SetAside, "paid_otherwise"},
    "promono": set(PromoRefusal),
    "trouble": set(CopyTrouble) - {CopyTrouble.BUSY},  # nobody is told of that
}


def constants(node: ast.AST) -> set[str]:
    """All strings in a piece of code."""
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


class Spoken(NamedTuple):
    """What a call in code says: where it stands, and the argument that names the text."""

    where: str
    key: ast.expr


class KeysInCode(NamedTuple):
    full: frozenset[str]
    beginnings: frozenset[str]
    """Of keys that are put together."""
    plain: frozenset[str]
    """Those that are spoken as plain text."""
    spoken: tuple[Spoken, ...]


@cache
def keys_in_code() -> KeysInCode:
    """Which texts `handlers` names."""
    full: set[str] = set()
    beginnings: set[str] = set()
    plain: set[str] = set()
    spoken: list[Spoken] = []
    for path in HANDLERS.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        full |= constants(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                beginnings |= constants(node.values[0])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                if node.func.attr == "word":
                    beginnings |= {f"{family}-" for family in constants(node.args[0])}
                if node.func.attr == "plain":
                    plain |= constants(node.args[0])
                if node.func.attr in SPOKEN:
                    spoken.append(Spoken(f"{path.name}:{node.lineno}", node.args[0]))
    return KeysInCode(frozenset(full), frozenset(beginnings), frozenset(plain), tuple(spoken))


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_keys(language: str) -> None:
    assert set(messages(language)) == set(messages("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_has_the_same_variables_in_each_language(language: str) -> None:
    assert messages(language) == messages("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_is_found_in_its_file_without_the_file_being_parsed(language: str) -> None:
    found = LocaleFiles(language, LANGUAGES[language].locale)
    assert found._unread.keys() == entries(language).keys()
    for key, entry in entries(language).items():
        alone = FluentParser().parse_entry(found._unread[key])
        assert alone.equals(entry, ignored_fields=["span", "comment"]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_says_what_fluent_says(language: str) -> None:
    found = LocaleFiles(language, LANGUAGES[language].locale)
    bundle = FluentBundle([LANGUAGES[language].locale], use_isolating=False)
    for tree in parsed(language).values():
        bundle.add_resource(tree)
    for key, variables in messages(language).items():
        values = dict(zip(sorted(variables), cycle(["…", Number(1_234)]), strict=False))
        assert (found.say(key, values), []) == bundle.format_pattern(bundle.get_message(key).value, values), (
            key
        )
    assert len([*filter(None, found._patterns.values())]) > 0.9 * len(found._patterns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_refers_to_another_one(language: str) -> None:
    for file, tree in parsed(language).items():
        assert not any(isinstance(entry, Term) for entry in tree.body), file
        assert not list(_references(tree)), file


def _references(tree: BaseNode) -> Iterator[BaseNode]:
    for below in vars(tree).values():
        for one in below if isinstance(below, list) else [below]:
            if isinstance(one, MessageReference | TermReference):
                yield one
            elif isinstance(one, BaseNode):
                yield from _references(one)


def test_every_key_is_used() -> None:
    full, beginnings, *_ = keys_in_code()
    families = [start for start in beginnings if re.fullmatch(r"[a-z]+-", start)]
    unused = {
        key for key in messages("en") if key not in full and not any(key.startswith(f) for f in families)
    }
    assert unused == set()


def test_every_key_that_code_speaks_exists() -> None:
    for where, argument in keys_in_code().spoken:
        named = {
            n.value
            for n in ast.walk(argument)
            if isinstance(n, ast.Constant) and isinstance(n.value, str) and not _inside_test(argument, n)
        }
        for key in named:
            known = key in messages("en") or any(one.startswith(key) for one in messages("en"))
            assert known, f"{where} speaks {key!r}"


def _inside_test(argument: ast.expr, constant: ast.Constant) -> bool:
    """Whether a constant stands in the condition of `a if x == "y" else b`, not in its outcome."""
    return isinstance(argument, ast.IfExp) and any(n is constant for n in ast.walk(argument.test))


@pytest.mark.parametrize(("family", "words"), FAMILIES.items())
def test_families_have_all_their_words(family: str, words: set[str]) -> None:
    assert {key.removeprefix(f"{family}-") for key in messages("en") if key.startswith(f"{family}-")} == words


def test_every_phase_has_a_sign_and_every_status_a_phase() -> None:
    assert set(SIGNS) == set(PHASES.values())
    assert set(PHASES) == set(OrderStatus)


@cache
def sources_of_the_services() -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in (HANDLERS.parent / "bot").rglob("*.py"))


@cache
def calls_in(source: str) -> tuple[tuple[str, set[str], dict[str | None, str]], ...]:
    """What methods it calls with constant texts: which, those without a keyword, and those with one."""
    return tuple(
        (
            node.func.attr if isinstance(node.func, ast.Attribute) else "",
            {text for each in node.args if (text := constant_text(each)) is not None},
            {each.arg: text for each in node.keywords if (text := constant_text(each.value)) is not None},
        )
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
    )


def constant_text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def words_of_the_services(*, call: str, keyword: str) -> set[str]:
    """Constants that `bot` hands on under that keyword, or as the first argument of that call."""
    found: set[str] = set()
    wanted = re.compile(rf"\.(?:{'|'.join(call.split())})\(|\b{keyword}=")
    named = [source for source in sources_of_the_services() if wanted.search(source)]
    for called, texts, by_keyword in chain.from_iterable(map(calls_in, named)):
        if called in call.split():
            found |= texts
        if keyword in by_keyword:
            found.add(by_keyword[keyword])
    return found


def test_every_alert_and_reason_of_the_shop_has_words() -> None:
    alerts = words_of_the_services(call="raise_ raise_in begin begin_in alert", keyword="-")
    assert {f"alert-{code}" for code in alerts} - set(messages("en")) == set()
    reasons = words_of_the_services(call="_review", keyword="why")
    assert {f"reason-{word}" for word in reasons} - set(messages("en")) == set()


def test_of_every_alert_it_is_decided_who_is_told_and_when() -> None:
    told = {key.removeprefix("alert-") for key in messages("en") if key.startswith("alert-")}
    of_the_books = {code for code in told if code.startswith("books_")}
    assert told - of_the_books - {"other"} == set(KINDS)


def test_what_ends_is_begun_and_what_is_raised_has_no_end() -> None:
    warnings = {code for code, kind in KINDS.items() if kind.end is not None}
    assert words_of_the_services(call="raise_ raise_in", keyword="-") & warnings == set()
    begun = words_of_the_services(call="begin begin_in", keyword="-")
    assert {code for code in begun if code in KINDS} == begun & warnings


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_chooses_its_words_by_one_of_the_shops_own(language: str) -> None:
    texts = library()[language]
    said = [
        alert_text(texts, "broadcast_halted", {"count": 5, "outcome": how}) for how in ("refused", "doubtful")
    ]
    assert said[0] != said[1]


TOASTS = ("toast-", "error-", "maintenance-", "language-", "no-such-")


def limit_of(key: str) -> int:
    """The most characters that a message may have where it is said."""
    if key.startswith("profile-"):
        return LONGEST_SHORT if key == "profile-short" else LONGEST_PROFILE
    return LONGEST_TOAST if key.startswith(TOASTS) else LONGEST_MESSAGE


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_over_telegrams_limits(language: str) -> None:
    texts = library()[language]
    lengths = {key: length(texts.html(key, **longest(key))) for key in messages("en")}
    assert {key: found for key, found in lengths.items() if found > limit_of(key)} == {}
    menus = {key: found for key, found in lengths.items() if key.startswith("menu-")}
    assert {key: found for key, found in menus.items() if not 3 <= found <= LONGEST_DESCRIPTION} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_elements_are_closed_and_only_where_html_is_read(language: str) -> None:
    texts = library()[language]
    left = {key: open_elements(texts.html(key, **longest(key))) for key in messages("en")}
    assert {key: names for key, names in left.items() if names} == {}
    plain = keys_in_code().plain
    assert [key for key in messages("en") if key in plain and "<" in texts.plain(key, **longest(key))] == []


NASTY = st.text() | st.text("<>&/;abp\"' \n\u2068\u2069\u202e\ufdd0\ufdd1")


@given(NASTY)
def test_values_from_outside_cannot_break_out(value: str) -> None:
    for language in LANGUAGES:
        text = library_of_this_module()[language].html("wallet-note", note=value)
        assert not re.search(r"<[a-zA-Z/]", text)
        assert "\n" not in text
        assert text.count("\u2068") == text.count("\u2069") == 1


@given(NASTY)
def test_what_people_copy_is_exactly_what_it_is(value: str) -> None:
    for language in LANGUAGES:
        text = library_of_this_module()[language].html("card", number=1, value=Secret(value))
        inner = text.partition("<code>")[2].rpartition("</code>")[0]
        assert inner.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == value
        before, _, after = text.partition("<tg-spoiler>")
        assert before.endswith("\u2068")
        assert after.endswith("\u2069")


def test_french_signs_never_begin_a_line_alone() -> None:
    for path in (LOCALES / "fr").glob("*.ftl"):
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        assert not [line for line in lines if re.search(r" [:;!?»]|« ", line)], path.name


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 طلب"), (1, "طلب واحد"), (2, "طلبين"), (3, "3 طلبات"), (11, "11 طلبًا"), (100, "100 طلب")],
)
def test_arabic_counts_as_arabic_does(count: int, expected: str) -> None:
    values = {**longest("overview"), "orders": count}
    line = without_marks(library()["ar"].html("overview", **values)).splitlines()[2]
    assert line.endswith(f"في {expected}")


@pytest.mark.parametrize("path", sorted((LOCALES / "ar").glob("*.ftl")), ids=lambda path: path.stem)
def test_no_arabic_noun_stands_alone_behind_a_number_of_minutes_or_seconds(path: Path) -> None:
    """The noun changes with the number: 3 دقائق, 11 دقيقة."""
    bare = re.findall(
        r"^(?!\s*\*?\[).*\{ \$(?:minutes|seconds) \} [دث].*$", path.read_text("utf-8"), re.MULTILINE
    )
    assert not bare


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["receipt-delivered", "codes-follow"])
def test_several_codes_are_not_promised_in_several_messages(language: str, key: str) -> None:
    """Up to ten codes come in one message."""
    assert not re.search("messages|الرسائل", library()[language].plain(key, count=3))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_line_of_values_runs_from_the_left_whatever_its_first_value_is(language: str) -> None:
    texts = library()[language]
    label = texts.plain(
        "button-ticket", sign="🔴", number=1, name="سلمى", kind=texts.plain("ticketkind-question")
    )
    assert label.startswith("\u200e")
    assert without_marks(label).startswith("🔴 #1 سلمى")
    nested = texts.html("button-ticket", sign="🔴", number=1, name="سلمى", kind=isolated(isolated("سلمى")))
    assert nested.startswith("\u200e")
    assert not texts.plain("stats-picture-products").startswith("\u200e")
    unchanged = texts.plain("button-ticket", sign="🔴", number=1, name="Selma", kind="x")
    assert not unchanged.startswith("\u200e")
    asked = texts.plain("button-slip", amount=Money.ZERO, name="سلمى", sign="🧾")
    assert asked.startswith("\u200e")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_part_of_a_day_in_figures_is_taken_for_a_command(language: str) -> None:
    said = library()[language].brief_day(date(2026, 11, 30))
    assert without_marks(said) in {"30/11", "11/30"}
    assert re.search(r"(?<!\w)/", said) is None


def test_tidy_makes_one_line_without_overrides() -> None:
    assert tidy("a\n\tb\u202e  c\u2069") == "a b c"
    assert tidy("x" * 300) == "x" * 199 + "…"


def test_an_unknown_key_or_variable_is_an_error() -> None:
    texts = library()["fr"]
    with pytest.raises(LookupError):
        texts.html("no-such-key")
    with pytest.raises(LookupError):
        texts.html("wallet-note")


def test_a_guess_falls_back_to_the_shops_language() -> None:
    texts = library()
    assert [texts.guess(code).language for code in ("fr-CA", "en", "ar", "de", None)] == [
        "fr",
        "en",
        "ar",
        "ar",
        "ar",
    ]
