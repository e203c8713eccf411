"""A payment method is its module, its settings and its texts: no other module has to know of it.

`made_up/pigeon.py` is put where the shop finds its methods, with its texts beside those of the others.
Everything else is the real shop, from the first button to the refund.
"""

import ast
import re
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.languages import LANGUAGES
from bot.payments import methods
from bot.payments.registry import known_methods
from bot.settings import Settings
from handlers.ui.languages.locale_files import locale_files
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.handlers import shopfloor
from tests.handlers.buying_steps import confirms
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person, run

MADE_UP = Path(__file__).parent / "made_up"
ROOT = Path(bot.__file__).parents[1]


@pytest.fixture
def dropped_in() -> Iterator[None]:
    """The made-up method's module and texts, in the places where those of every method are."""
    methods.__path__.append(str(MADE_UP))
    before = set(sys.modules)
    locale_files("fr").add((MADE_UP / "fr.ftl").read_text("utf-8"))
    yield
    methods.__path__.remove(str(MADE_UP))
    for name in set(sys.modules) - before:
        del sys.modules[name]
    locale_files.cache_clear()


@pytest.fixture
async def floor(dropped_in: None, settings: Settings, db: Database, clock: FakeClock) -> AsyncIterator[Floor]:
    async with shopfloor.opened(settings, db, clock) as it:
        yield it


def pigeon(floor: Floor) -> Any:
    return floor.services.payments.method("pigeon")


async def works(floor: Floor, name: str) -> None:
    await floor._through(run(floor.worker(name)))
    await floor.work()


async def asked(floor: Floor) -> Person:
    sofiane = floor.person(SOFIANE)
    await sofiane.sends("/start")
    await confirms(sofiane)
    await sofiane.taps("🕊️ Pigeon voyageur · 2 790 DA")
    await floor.work()
    return sofiane


async def test_a_made_up_method_is_offered_asked_and_shown(floor: Floor) -> None:
    sofiane = await asked(floor)
    (purpose,) = pigeon(floor).asked
    assert purpose.customer_id == SOFIANE
    assert "Attachez 2 790 DA à un pigeon" in sofiane.screen
    row, *_ = sofiane.last["reply_markup"]["inline_keyboard"]
    assert row[0]["url"] == "https://loft.example/PIGEON-1"


async def test_a_made_up_method_is_paid_and_refunded(floor: Floor) -> None:
    sofiane, karim = await asked(floor), floor.person(KARIM)
    await works(floor, "loft")
    (order,) = await floor.orders(SOFIANE)
    assert order.status == "awaiting_payment"
    pigeon(floor).arrived.add("PIGEON-1")
    await works(floor, "loft")
    await floor.settle()
    (order,) = await floor.orders(SOFIANE)
    assert order.status == "fulfilled"
    assert sofiane.sees("Votre paiement est arrivé")
    await karim.sends("/start", f"/refund {order.ref} all le code ne marche pas")
    await karim.taps("Comme cela a été payé")
    await works(floor, "pigeons back")
    assert pigeon(floor).flown_back == ["PIGEON-1"]
    assert sofiane.sees("Votre paiement de 2 790 DA")
    await karim.sends("/payments")
    assert karim.button("pigeon voyageur")


async def test_a_made_up_methods_unasked_payment_has_a_worth(floor: Floor) -> None:
    assert str(floor.services.payments.worth("pigeon", "DZD", 70_000).dinars) == "700.00"


def names_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The identifiers of a module, and what it imports."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, lineno=line) | ast.Attribute(attr=name, lineno=line):
                yield line, name
            case ast.arg(arg=name, lineno=line) | ast.keyword(arg=str(name), lineno=line):
                yield line, name
            case (
                ast.ClassDef(name=name, lineno=line)
                | ast.FunctionDef(name=name, lineno=line)
                | ast.AsyncFunctionDef(name=name, lineno=line)
            ):
                yield line, name
            case ast.ImportFrom(module=str(module), names=aliases, lineno=line):
                yield line, module
                yield from ((line, alias.name) for alias in aliases)
            case _:
                pass


def texts_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The string constants of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


MAY_NAME_ONE = {
    "bot/payments": "the methods themselves",
    "bot/settings": "each method's settings",
    "bot/supplier": "a client of the supplier's API, which knows its own addresses",
    "bot/demo": "the outside world, which has never heard of the shop",
    "storage/migrations": "what the database was told once",
}
STORED_WORDS = {
    ("handlers/delivery/screens.py", "card"): "the text that shows a gift card",
    ("bot/shop/billing/transfers/transfer_proofs.py", "transfer"): "stands in the audit log for a receipt",
    ("storage/states.py", "transfer"): "stands in the outbox for a picture to decide on, whatever the method",
}


def test_no_other_module_names_a_payment_method() -> None:
    stored = {traits.name for traits in known_methods().all}
    modules = {path.stem for path in Path(methods.__path__[0]).glob("*.py")} - {"__init__"}
    # A card is a gift card in this shop's code: of an identifier, only the module's own word can be told
    # apart.
    identifiers = (stored | modules) - {"card"}
    # Most files need not be parsed to see that none of these words stands there.
    words = "|".join(
        [*map(re.escape, identifiers), re.escape(methods.__name__), *(f"[\"']{one}[\"']" for one in stored)]
    )
    named = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    found = []
    for path in sorted(
        each for room in ("bot", "handlers", "storage") for each in (ROOT / room).rglob("*.py")
    ):
        where = path.relative_to(ROOT).as_posix()
        if any(where == place or where.startswith(f"{place}/") for place in MAY_NAME_ONE):
            continue
        source = path.read_text("utf-8")
        if not named.search(source):
            continue
        tree = ast.parse(source)
        found += [
            f"{where}:{line} {name}"
            for line, name in names_in(tree)
            if name.casefold() in identifiers or name.startswith(methods.__name__)
        ]
        found += [
            f"{where}:{line} {text!r}"
            for line, text in texts_in(tree)
            if text.casefold() in stored and (where, text) not in STORED_WORDS
        ]
    assert found == []


def test_every_method_has_its_name_in_every_language() -> None:
    for language in LANGUAGES:
        known = locale_files(language)
        for traits in known_methods().all:
            for key in (f"way-{traits.name}", f"by-{traits.name}"):
                assert known.has(key), f"{language} lacks {key}"
