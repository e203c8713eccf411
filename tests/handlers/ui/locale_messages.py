"""The messages of each language as its files define them, and the longest values that they may get."""

from functools import cache
from typing import Any

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.shop.money import Money
from handlers.ui.languages.locale_files import LOCALES
from handlers.ui.texts import Code, Secret, TextLibrary, TimeOfDay
from tests.fakes.texts import library
from tests.handlers.samples import AT


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the visitor's naming
        self.names.add(node.id.name)


@cache
def parsed(language: str) -> dict[str, ftl.Resource]:
    """Each file of a language."""
    return {
        path.name: FluentParser().parse(path.read_text("utf-8"))
        for path in sorted((LOCALES / language).glob("*.ftl"))
    }


@cache
def entries(language: str) -> dict[str, ftl.Message]:
    """Each key of a language with its message. A key defined twice is an error."""
    found: dict[str, ftl.Message] = {}
    for file, tree in parsed(language).items():
        for entry in tree.body:
            assert not isinstance(entry, ftl.Junk), f"{language}/{file}: {entry.content}"
            if isinstance(entry, ftl.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice in {language}"
                found[entry.id.name] = entry
    return found


@cache
def messages(language: str) -> dict[str, set[str]]:
    """Each key of a language with its variables."""
    found: dict[str, set[str]] = {}
    for key, entry in entries(language).items():
        variables = _Variables()
        variables.visit(entry)
        found[key] = variables.names
    return found


# How long a value can get. Titles: contract §2.1; names: Bot API (64 each); the rest is the shop's own.
LONG = "W" * 64
LONGEST: dict[str, Any] = dict.fromkeys(("product", "type", "category", "note", "reason", "why", "status", "what", "who"), "W" * 200) | {
    "name": LONG, "shop": LONG, "username": f"@{'W' * 32}", "region": "W" * 60, "bot": f"@{'W' * 32}", "sign": "☑️",
    "ref": Code("CDFGHJ2346"), "id": Code("W" * 40), "customer": Code("4503599627370496"), "at": AT, "since": AT,
    "until": TimeOfDay(AT), "value": Secret("W" * 120), "serial": Secret("W" * 60), "language": "العربية",
    "example": Code("/credit 1001 2500 espèces"), "on": Code("/maintenance on"), "off": Code("/maintenance off"),
    "state": "W" * 20, "code": "W" * 60, "request": Code("W" * 40), "details": "W" * 200, "error_id": Code("WWWWWW"),
    "kind": "W" * 40, "place": "W" * 40, "worker": "W" * 20, "error": "W" * 40, "chat": Code("4503599627370496"),
    "supplier_order_id": Code("W" * 40), "update": 999_999_999, "rule": "W" * 200, "title": "W" * 200,
    "source": "W" * 80, "staff": Code("4503599627370496"), "percent": "1000,55", "promo": "W" * 24, "takes": "W" * 30,
    "where": "W" * 200, "words": "W" * 200, "order": Code("W" * 60), "day": Code("W" * 60), "auto": Code("W" * 60),
    "end": Code("/promo end RAMADAN10"), "scope": "W" * 20, "way": "W" * 40, "charge": Code("W" * 128),
    "label": "W" * 40, "currency": "WWW", "paid": "9" * 10,
}  # fmt: skip


MONEY = {
    "price", "total", "wallet", "after", "missing", "old", "refunded", "balance", "amount", "sold", "float", "cost",
    "margin", "charged", "expected", "discount", "lost", "left",
}  # fmt: skip


def longest(key: str) -> dict[str, Any]:
    """The longest values for a message's variables."""
    values: dict[str, Any] = {}
    for name in messages("en")[key]:
        if name in MONEY or (name in {"least", "most"} and key in {"amount-refused", "topup"}):
            values[name] = Money(99_999_999_99)
        else:
            values[name] = LONGEST.get(name, 100)
    return values


@cache
def library_of_this_module() -> TextLibrary:
    return library()
