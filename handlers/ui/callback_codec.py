"""What a button says when it is pressed: a verb and its ids,
`verb:id:id`, at most 64 bytes (Bot API, callback_data).

Each screen or act is one frozen dataclass in the journey that answers it. What
comes back is input from a stranger: `unpack` checks shape, alphabet and bounds, and
raises `BadCallbackError`; whether an id belongs to this person, the services check.
A class registers its verb when it is defined, and a verb that is taken is refused.
"""

import re
from dataclasses import dataclass, fields
from typing import ClassVar, Self, cast

from bot.shop.paging import Cursor

LONGEST = 64  # bytes
LARGEST_NUMBER = 2**52  # Telegram's ids have at most 52 bits; nothing else here counts so far
_TEXT = re.compile(r"[A-Za-z0-9_.=-]+", re.ASCII)
_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)


class BadCallbackError(ValueError):
    """Not what one of our buttons says (any more)."""


class TakenVerbError(ValueError):
    """Two classes of callbacks have the same verb: nobody could say which button was pressed."""


@dataclass(frozen=True)
class Callback:
    """Base of all callbacks: `pack` writes what `unpack` reads."""

    verb: ClassVar[str]

    def __init_subclass__(cls) -> None:
        """Registers the verb. Raises TakenVerbError when another class has it."""
        taken = _REGISTERED.setdefault(cls.verb, cls)
        if taken is not cls:
            raise TakenVerbError(f"{cls.verb!r} is what {taken.__module__}.{taken.__name__} says")

    def pack(self) -> str:
        """The button's data. Raises ValueError when a field
        does not fit the alphabet or all of it 64 bytes.
        """
        parts = [self.verb, *(str(getattr(self, name)) for name in _field_types(type(self)))]
        data = ":".join(parts)
        try:
            self.unpack(data)
        except BadCallbackError as error:
            raise ValueError(f"cannot be a button: {data!r}") from error
        return data

    @classmethod
    def unpack(cls, data: str | None) -> Self:
        """Reads a button's data. Raises BadCallbackError."""
        verb, *values = (data or "").split(":")
        kinds = _field_types(cls)
        if verb != cls.verb or len(values) != len(kinds) or len(cast("str", data).encode()) > LONGEST:
            raise BadCallbackError(data)
        return cls(*(_read(value, kind) for value, kind in zip(values, kinds.values(), strict=True)))

    @classmethod
    def is_meant(cls, data: object) -> bool:
        """Whether a button's data has this verb, well-formed or not."""
        return isinstance(data, str) and data.partition(":")[0] == cls.verb


_REGISTERED: dict[str, type[Callback]] = {}
_KINDS: dict[type[Callback], dict[str, type]] = {}


def registered() -> tuple[type[Callback], ...]:
    """Every class of callbacks that was defined so far, by verb."""
    return tuple(_REGISTERED[verb] for verb in sorted(_REGISTERED))


def _field_types(cls: type[Callback]) -> dict[str, type]:
    kinds = _KINDS.get(cls)
    if kinds is None:
        kinds = _KINDS[cls] = {field.name: cast("type", field.type) for field in fields(cls)}
    return kinds


def _read(value: str, kind: type) -> str | int | Cursor:
    if kind is int:
        if not _NUMBER.fullmatch(value) or int(value) > LARGEST_NUMBER:
            raise BadCallbackError(value)
        return int(value)
    if not _TEXT.fullmatch(value):
        raise BadCallbackError(value)
    if kind is Cursor:
        try:
            return Cursor.read(value)
        except ValueError as error:
            raise BadCallbackError(value) from error
    return value
