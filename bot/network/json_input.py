"""JSON from outside, read so that nothing in it can break what comes after: a sentence for each refusal, no
traceback.

Nesting is bounded because Python reads it by recursion, numbers because the database has 64 bits for them and
a date or a duration made of a larger one raises where nobody expects it. The supplier's answers have their
own reader (`bot.supplier.wire`), which keeps fractions exact.
"""

import json
import math
from typing import Any, Final

_DEEPEST: Final = 100
"""Levels of nesting. Telegram's own objects have about a dozen."""
_LARGEST: Final = 2**63 - 1


def loads(body: bytes | str) -> Any:
    """Reads JSON. Raises ValueError for anything else, NaN, Infinity and absurd nesting included."""
    try:
        return json.loads(body, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("nested too deeply to be read") from None


def check_bounds(value: Any) -> None:
    """Raises ValueError when parsed JSON is nested too deeply, or holds a number that does not fit into 64
    bits.
    """
    level = [value]
    for _ in range(_DEEPEST):
        below: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                below += one.values()
            elif isinstance(one, list):
                below += one
            elif isinstance(one, int | float) and not (math.isfinite(one) and abs(one) <= _LARGEST):
                raise ValueError("a number that does not fit into 64 bits")
        if not below:
            return
        level = below
    raise ValueError(f"nested more than {_DEEPEST} levels deep")


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
