"""What people are called where staff read of them."""

from handlers.ui.texts import LONGEST_VALUE, Phrase, isolated, tidy


def person_words(name: str, username: str | None, *, longest: int = LONGEST_VALUE) -> Phrase:
    """Somebody's name, cut at `longest` characters, with their @username where they have one."""
    shown = isolated(tidy(name, longest))
    return shown if not username else Phrase.of([shown, isolated(tidy(f"@{username}"))], " ")
