"""Makes card codes that look like each brand's own, and never the same one twice. They open nothing
anywhere.
"""

import secrets
import string
from collections.abc import Iterable

# As on real cards: nothing that is mistaken for something else when read aloud or copied by hand.
_LETTERS = "ACDEFGHJKLMNPQRTUVWXYZ2345679"


class Press:
    """Prints cards; remembers every value it ever printed."""

    def __init__(self) -> None:
        self._printed: set[str] = set()

    def card(self, code: str, serial: str) -> dict[str, str]:
        """A new `{value, serial}` by patterns in which X is a letter or digit, 9 a digit, the rest itself."""
        value = _filled(code)
        while value in self._printed:
            value = _filled(code)
        self._printed.add(value)
        return {"value": value, "serial": _filled(serial)}

    def remember(self, values: Iterable[str]) -> None:
        """Values printed in an earlier run."""
        self._printed.update(values)


def _filled(pattern: str) -> str:
    choices = {"X": _LETTERS, "9": string.digits}
    return "".join(secrets.choice(choices.get(sign, sign)) for sign in pattern)
