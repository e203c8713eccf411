"""How the sandbox behaves at the moment: the switches that the page and tests turn.

Where the contract leaves a question open, both answers are a mode here, so that a shop can be tried against
either.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

OUTCOMES: Final = ("fulfilled", "partial", "refunded")


@dataclass(frozen=True)
class Modes:
    """The switches. Durations are seconds.

    `fulfil_seconds` None: orders wait until they are settled by hand. `ref`: `ignore` drops it, `reject`
    answers 400 and names it, `reject_unnamed` answers 400 about the `body`, `echo` and `prefix` return it as
    `orderRef` and refuse a second use, `duplicate` accepts the order and then says `DUPLICATED_REF`, as when
    a proxy in between sent the request twice. `cards` other than `ok` makes answers that do not add up.
    `stopped_how`: `503` or `drop`. `no_balance` refuses orders whatever the wallet holds. `rate_limit` is
    requests in any 60 s for one key, `retry_after` whether a 429 says how long to wait. `dialect`:
    `reference` or `guide`, the two spellings of contract §4.

    `payments` `not_validated`: the merchant may take none (§6.1). `pay_late_seconds`: how long a payment that
    is "paid later" takes. `expired_link`: a failed link is told as `failed` or as 410 `gone`;
    `payment_details`: whether a confirmed one comes with its amount (§6.4). `deposits`: how what was paid
    shows in the account (§2.2 and §6.3 leave it open): as a DEPOSIT that is `named` by the link's ref or
    `nameless`, as money `received` under the link's other id, a hundredth `less_fee`, or `withheld` until
    this mode is turned again.
    """

    fulfil_seconds: float | None = 4.0
    outcome: str = "fulfilled"
    ref: str = "ignore"
    list_delay_seconds: float = 0.0
    ledger_delay_seconds: float = 0.0
    cards: str = "ok"
    stopped: bool = False
    stopped_how: str = "503"
    no_balance: bool = False
    rate_limit: int | None = None
    retry_after: bool = True
    dialect: str = "reference"
    payments: str = "on"
    pay_late_seconds: float = 21 * 60.0
    expired_link: str = "failed"
    payment_details: bool = True
    deposits: str = "named"

    def turned(self, wanted: Mapping[str, Any]) -> "Modes":
        """These modes with some of them changed. Raises ValueError in words."""
        for name, value in wanted.items():
            if name not in _FITS:
                raise ValueError(f"there is no mode {name}")
            if not _FITS[name](value):
                raise ValueError(f"{name} cannot be {value!r}")
        return replace(self, **wanted)

    def snapshot(self) -> dict[str, Any]:
        """All of them by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def _one_of(*choices: str) -> Callable[[Any], bool]:
    return lambda value: value in choices


def _seconds(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf")


def _yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


_FITS: Final[dict[str, Callable[[Any], bool]]] = {
    "fulfil_seconds": lambda value: value is None or _seconds(value),
    "outcome": _one_of(*OUTCOMES),
    "ref": _one_of("ignore", "reject", "reject_unnamed", "echo", "prefix", "duplicate"),
    "list_delay_seconds": _seconds,
    "ledger_delay_seconds": _seconds,
    "cards": _one_of("ok", "missing", "empty_value", "extra"),
    "stopped": _yes_or_no,
    "stopped_how": _one_of("503", "drop"),
    "no_balance": _yes_or_no,
    "rate_limit": lambda value: (
        value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0)
    ),
    "retry_after": _yes_or_no,
    "dialect": _one_of("reference", "guide"),
    "payments": _one_of("on", "not_validated"),
    "pay_late_seconds": _seconds,
    "expired_link": _one_of("failed", "gone"),
    "payment_details": _yes_or_no,
    "deposits": _one_of("named", "nameless", "received", "less_fee", "withheld"),
}
