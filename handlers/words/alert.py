"""Warnings for the staff in words, and differences in the books, which a closed day lists too."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from bot.shop.money import Money
from handlers.ui.texts import Choice, Code, Texts, TextValue
from handlers.words.payment import shown_price

_MONEY_ARGUMENTS = frozenset(
    {
        "float",
        "cost",
        "price",
        "was",
        "before",
        "expected",
        "charged",
        "found",
        "amount",
        "lost",
        "wallet",
    }
)
_CHOICES = frozenset({"how", "sold", "side", "outcome"})
"""Arguments by which an alert's text chooses what it says."""
_WORDS = {
    "way": "by",
    "why": "reason",
    "status": "status",
    "kind": "kind",
}  # which family of texts has an argument's word


_ROOM: Final = 3500
"""Characters of one message; what does not fit is counted."""


def as_many_as_fit(texts: Texts, head: str, parts: Sequence[str], *, more: int = 0) -> str:
    """These parts under a head, as far as one message has room, and how many there are besides. `more`: how
    many that do not stand here.
    """
    shown = [head]
    for number, part in enumerate(parts):
        if sum(map(len, shown)) + len(part) > _ROOM:
            more += len(parts) - number
            break
        shown.append(part)
    if more:
        shown.append(texts.html("warnings-more", count=more))
    return "\n\n".join(shown)


def alert_text(texts: Texts, code: str, args: Mapping[str, Any]) -> str:
    """An alert's words. One that nobody has words for yet is shown as it is, rather than not at all."""
    if code == "difference_over":
        what = alert_text(texts, args["difference"], args["known"])
        return f"{texts.html(f'alert-{code}', at=_alert_value(texts, 'at', args['at']))}\n{what}"
    values = {name: _alert_value(texts, name, value) for name, value in args.items()}
    if "currency" in args:
        values["paid"] = shown_price(texts, str(args["currency"]), int(args["paid"]))
    try:
        return texts.html(f"alert-{code}", **values)
    except LookupError:
        details = ", ".join(f"{name}: {value}" for name, value in args.items())
        return texts.html("alert-other", code=code, details=details)


def _alert_value(texts: Texts, name: str, value: Any) -> TextValue:  # noqa: PLR0911 - one for each kind
    match name, value:
        case (("ref" | "other" | "error_id" | "supplier_order_id" | "chat" | "customer" | "charge"), _):
            return Code(value)
        case "day", str():
            return date.fromisoformat(value)
        case _ if name in _CHOICES:
            return Choice(value)
        case "percent", int():
            return texts.percent(value)
        case _, int():
            return value
        case "at", _:
            return datetime.fromisoformat(str(value))
        case "trouble", _:
            return texts.word("trouble", str(value))
        case _ if name in _WORDS:
            return texts.word(_WORDS[name], str(value))
        case _ if name in _MONEY_ARGUMENTS:
            return _money(str(value))
        case _:
            return str(value)


def _money(dinars: str) -> Money | str:
    try:
        return Money.of_dinars(Decimal(dinars))
    except (InvalidOperation, ValueError):
        return dinars
