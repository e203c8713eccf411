"""Lines of the audit log in the reader's words: amounts, rules, settings and roles as other screens say them.

What the log keeps is for good: lines of older shops are read as well, and what is in no form that is known
here stands there as it is.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from bot.hours import week_hours
from bot.languages import LANGUAGES
from bot.shop.billing.transfers.transfer_proofs import RECEIPT
from bot.shop.chat_settings.setting_list import Form
from bot.shop.money import Money
from bot.shop.prices.rules import Limit, PriceRule
from bot.shop.staff.audit import AuditLine
from handlers.admin.settings import values
from handlers.admin.settings.screens import name_of
from handlers.ui.texts import Phrase, Texts, cut, from_left, isolated, tidy
from handlers.words.price import limit_words, place_words, rule_words

LONGEST_DETAIL: Final = 200  # characters, as long as a reason may be
_LONGEST_VALUE: Final = 60  # characters of each of two values
_MONEY: Final = re.compile(
    r"(?:(?P<act>credit|debit) )?(?P<dinars>\d+(?:\.\d+)?)(?: DZD)?(?: to (?P<to>\w+))?(?:: (?P<words>.+))?",
    re.DOTALL,
)
_PROMO: Final = re.compile(
    r"(?P<code>\S+): (?:(?P<percent>\d+(?:\.\d+)?)%|(?P<dinars>\d+(?:\.\d+)?) DZD)(?P<below>, also below cost)?"
)
_GUIDE: Final = re.compile(
    r"(?P<title>.+) · (?P<field>\w+)(?:\.(?P<language>\w+))?: (?P<change>.+ → .+)", re.DOTALL
)
_ARROW: Final = " → "
_NOTHING: Final = "–"
_OF_PEOPLE: Final = frozenset({"customer", "staff"})
_NAMED_IN_DETAIL: Final = frozenset({"product", "promo"})
"""Subjects whose name in the log is a key; the detail says what people call them."""


def act_words(texts: Texts, action: str) -> str:
    """What was done, in words; a decision may name an order of the supplier's behind a colon."""
    return texts.word("act", action.partition(":")[0])


def subject_words(texts: Texts, subject: str, whom: str | None) -> Phrase:
    """What it was done to: its kind in words, and its name; `whom`: the person whom it concerns, if known."""
    kind, _, name = subject.partition(":")
    kind_words = _kind(texts, kind)
    person = None if whom is None else isolated(tidy(whom))
    if kind == "setting":
        return Phrase.of([kind_words, name_of(texts, name)])
    if kind in _OF_PEOPLE:
        named = from_left(tidy(name)) if person is None else f"{person} ({from_left(tidy(name))})"
        return Phrase.of([kind_words, named], " ")
    parts = [kind_words]
    if name and kind not in _NAMED_IN_DETAIL and kind != RECEIPT and not texts.has(f"scope-{kind}"):
        parts = [Phrase.of([kind_words, from_left(tidy(name))], " ")]
    return Phrase.of(parts if person is None else [*parts, person])


def detail_words(texts: Texts, forms: Mapping[str, Form], line: AuditLine) -> Phrase | None:
    """What else is known of it, of a setting by `forms`; None where there is nothing to say."""
    if not line.detail or line.action == "answer":  # an answer's number says nothing to anybody
        return None
    if line.action == "setting":
        return _setting(texts, forms, line.subject.partition(":")[2], line.detail)
    read = _READERS.get(line.action.partition("_")[0] if line.action.startswith("refund") else line.action)
    try:
        said = None if read is None else read(texts, line.detail)
    except (ValueError, KeyError, TypeError, ArithmeticError):
        said = None  # an older shop, or another one, has written it
    if said is None and line.action == "give_order" and line.whom is not None:
        said = Phrase(f"{isolated(tidy(line.whom))} ({from_left(line.detail)})")
    return said or _as_it_is(line.detail)


def _kind(texts: Texts, kind: str) -> str:
    if texts.has(f"subject-{kind}"):
        return texts.word("subject", kind)
    if texts.has(f"export-{kind}"):
        return texts.word("export", kind)
    return texts.word("scope", kind)


def _as_it_is(detail: str) -> Phrase:
    said = cut(tidy(detail), LONGEST_DETAIL)
    # Days as a file names them, and numbers, are figures only: set as they are written.
    return isolated(said) if any(map(str.isalpha, said)) else from_left(said)


def _changed(texts: Texts, before: str, after: str) -> Phrase:
    return texts.plain("audit-change", before=Phrase(before), after=Phrase(after))


def _money(texts: Texts, detail: str) -> Phrase | None:
    found = _MONEY.fullmatch(detail)
    if found is None:
        return None
    parts = [] if found["act"] is None else [act_words(texts, found["act"])]
    amount = texts.money(Money.of_dinars(Decimal(found["dinars"])))
    if found["to"] is not None:
        key = "audit-to-wallet" if found["to"] == "wallet" else "audit-to-payer"
        amount = texts.plain(key, amount=amount)
    parts.append(amount)
    if found["words"] is not None:
        parts.append(isolated(cut(tidy(found["words"]), LONGEST_DETAIL)))
    return Phrase.of(parts)


def _rejected(texts: Texts, detail: str) -> Phrase:
    return Phrase(texts.word("rejected", detail)) if texts.has(f"rejected-{detail}") else _as_it_is(detail)


def _maintenance(texts: Texts, detail: str) -> Phrase | None:
    state, _, words = detail.partition(" ")
    key = {"True": "audit-closed", "False": "audit-opened"}.get(state)
    if key is None:
        return None
    return Phrase.of([texts.plain(key), *([isolated(cut(tidy(words), LONGEST_DETAIL))] if words else [])])


def _hours(texts: Texts, detail: str) -> Phrase:
    match detail:
        case "=":
            return texts.plain("audit-shops-hours")
        case "–":
            return texts.plain("nohours-quiet_hours")
        case hours:
            return values.hours_shown(texts, week_hours(hours))


def _roles(texts: Texts, detail: str) -> Phrase:
    before, arrow, after = detail.partition(_ARROW)
    if not arrow:
        return Phrase(texts.word("role", detail))
    return _changed(texts, texts.word("role", before), texts.word("role", after))


def _price_rule(texts: Texts, detail: str) -> Phrase:
    title, _, body = detail.rpartition(": {") if detail.endswith("}") else detail.rpartition(": ")
    rule = None if body == "auto" else PriceRule.read(json.loads("{" + body))
    return _of_place(texts, title, rule_words(texts, rule))


def _limit(texts: Texts, detail: str) -> Phrase:
    title, _, body = detail.rpartition(": {") if detail.endswith("}") else detail.rpartition(": ")
    limit = Limit() if body == "none" else Limit(**json.loads("{" + body))
    return _of_place(texts, title, limit_words(texts, limit))


def _hidden(texts: Texts, detail: str) -> Phrase | None:
    title, _, body = detail.rpartition(": ")
    key = {"{}": "rule-hidden", "none": "audit-shown"}.get(body)
    return None if key is None else _of_place(texts, title, texts.plain(key))


def _of_place(texts: Texts, title: str, what: str) -> Phrase:
    return Phrase.of([isolated(cut(tidy(place_words(texts, title)), _LONGEST_VALUE)), what])


def _promo(texts: Texts, detail: str) -> Phrase | None:
    found = _PROMO.fullmatch(detail)
    if found is None:
        return None
    if found["percent"] is not None:
        takes = texts.percent(Decimal(found["percent"]), "−")
    else:
        takes = texts.change(-Money.of_dinars(Decimal(found["dinars"])))
    below = [] if found["below"] is None else [texts.plain("promo-below")]
    return Phrase.of([from_left(tidy(found["code"])), takes, *below])


def _own_limit(texts: Texts, detail: str) -> Phrase:
    if detail == "none":
        return texts.plain("limit-none")
    return texts.plain("limit-day", number=int(detail))


def _language(texts: Texts, detail: str) -> Phrase:
    del texts
    return isolated(LANGUAGES[detail].name)


def _days(texts: Texts, detail: str) -> Phrase:
    first, _, last = detail.partition(" ")
    days = {"first": texts.day(date.fromisoformat(first)), "last": texts.day(date.fromisoformat(last))}
    return texts.plain("stats-days", **days)


def _guide(texts: Texts, detail: str) -> Phrase | None:
    found = _GUIDE.fullmatch(detail)
    if found is None:
        return None
    before, _, after = found["change"].partition(_ARROW)
    parts = [isolated(tidy(found["title"], _LONGEST_VALUE)), texts.word("guidefield", found["field"])]
    if found["language"] is not None:
        parts.append(isolated(LANGUAGES[found["language"]].name))
    if found["field"] != "picture":  # a picture is known to Telegram by a long key
        parts.append(_changed(texts, *(isolated(tidy(each, _LONGEST_VALUE)) for each in (before, after))))
    return Phrase.of(parts)


def _setting(texts: Texts, forms: Mapping[str, Form], key: str, detail: str) -> Phrase:
    before, arrow, after = detail.partition(_ARROW)
    if not arrow:
        return _as_it_is(detail)
    form = forms.get(key, Form.WORDS)
    return _changed(texts, _value(texts, key, form, before), _value(texts, key, form, after))


def _value(texts: Texts, key: str, form: Form, kept: str) -> str:
    """A setting's value as it was kept; one that was not set in the chat came from the environment."""
    if kept == _NOTHING:
        return texts.plain("audit-not-set")
    try:
        return values.kept_shown(texts, key, form, kept)
    except (ValueError, KeyError, ArithmeticError):
        return isolated(tidy(kept, _LONGEST_VALUE))


_READERS: Final[Mapping[str, Callable[[Texts, str], Phrase | None]]] = {
    "credit": _money,
    "debit": _money,
    "undo": _money,
    "refund": _money,
    "write_off": _money,
    "false_receipt": _money,
    "approve": _money,
    "reject": _rejected,
    "maintenance": _maintenance,
    "quiet_hours": _hours,
    "role_given": _roles,
    "role_taken": _roles,
    "price_rule": _price_rule,
    "limit": _limit,
    "hidden": _hidden,
    "promo_started": _promo,
    "customer_limit": _own_limit,
    "customer_language": _language,
    "save_reply": _language,
    "export": _days,
    "product_guide": _guide,
}
"""How the details of an act are read; those of others are people's own words, or names."""
