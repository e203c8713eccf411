"""What `python -m bot check` says: one finding a line, with its mark and the way to mend it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.log import redact


class Mark(StrEnum):
    """How a finding is shown. Only WRONG makes the check fail."""

    GOOD = "✓"
    NOTE = "!"
    WRONG = "✗"


@dataclass(frozen=True)
class Finding:
    """One line of the answer: what is so, and what to do about it if anything."""

    mark: Mark
    what: str
    mend: str = ""

    def __str__(self) -> str:
        """The line as people read it."""
        return redact(f"{self.mark} {self.what}" + (f"\n  {self.mend}" if self.mend else ""))


def good(what: str) -> Finding:
    """All is well with this."""
    return Finding(Mark.GOOD, what)


def note(what: str, mend: str) -> Finding:
    """The shop runs all the same."""
    return Finding(Mark.NOTE, what, mend)


def wrong(what: str, mend: str) -> Finding:
    """The shop cannot run, or does not work, like this."""
    return Finding(Mark.WRONG, what, mend)
