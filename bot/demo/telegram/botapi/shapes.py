"""Holds requests, and our own answers, against the Bot API's shapes: parameters, types, nested objects,
unions.

`shapes.json` says what there is (see `shapes_build`). Checkers are made once; using one costs a few
dictionary look-ups for each field. It knows shapes only: lengths, states and who may do what are rules of the
rooms that carry requests out.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

Check = Callable[[Any], str | None]
"""Says where and what is wrong with a value (`.inline_keyboard[0][1].text: ...`); None when nothing is."""

_INTEGER: Final = re.compile(r"-?\d{1,19}")
_TRUTH: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a multipart request."""

    name: str
    content: bytes
    content_type: str = "application/octet-stream"


_SIMPLE: Final[dict[str, tuple[type, ...]]] = {
    "String": (str,),
    "Integer": (int,),
    "Float": (int, float),
    "Boolean": (bool,),
    "InputFile": (Upload,),
}


class ShapeError(Exception):
    """The request is not one that the Bot API knows. The text says which parameter and why."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method: how its text is read, and what the value must look like."""

    kind: str
    check: Check

    def read(self, raw: Any, uploads: Mapping[str, Upload]) -> Any:
        """The value that was meant. `raw` is text from a form, or anything from a JSON body. Raises
        ShapeError.
        """
        value = self._upload(raw, uploads) if self.kind.startswith("InputFile") else self._plain(raw)
        wrong = self.check(value)
        if wrong is not None:
            raise ShapeError(wrong)
        if self.kind == "InputMedia":
            return {**value, "media": self._upload(value["media"], uploads)}
        return value

    def _plain(self, raw: Any) -> Any:
        if not isinstance(raw, str) or self.kind == "String":
            return raw
        if "Integer" in self.kind and _INTEGER.fullmatch(raw):
            return int(raw)
        if self.kind == "Boolean":
            return _TRUTH.get(raw.lower(), raw)
        if self.kind in _SIMPLE or "String" in self.kind.split("|"):
            return raw
        try:
            return json.loads(raw)
        except ValueError:
            raise ShapeError(": is not JSON") from None

    @staticmethod
    def _upload(raw: Any, uploads: Mapping[str, Upload]) -> Any:
        if isinstance(raw, str) and raw.startswith("attach://"):
            attached = raw.removeprefix("attach://")
            if attached not in uploads:
                raise ShapeError(f": no file called {attached} came with the request")
            return uploads[attached]
        return raw


@dataclass(frozen=True, slots=True)
class Method:
    """One method: its parameters by name, those that must be there, and the type of its answer."""

    name: str
    parameters: Mapping[str, Parameter]
    required: tuple[str, ...]
    returns: str

    def read(self, raw: Mapping[str, Any], uploads: Mapping[str, Upload]) -> dict[str, Any]:
        """All parameters as values. Raises ShapeError naming the first that is unknown, missing or wrong."""
        values: dict[str, Any] = {}
        for name, given in raw.items():
            parameter = self.parameters.get(name)
            if parameter is None:
                if name in uploads:  # a file that another parameter attaches
                    continue
                raise ShapeError(f'parameter "{name}" is unknown')
            try:
                values[name] = parameter.read(given, uploads)
            except ShapeError as error:
                raise ShapeError(f"can't parse {name}{error}") from None
        for name in self.required:
            if name not in values or values[name] == "":
                raise ShapeError(_MISSING.get(name, f'parameter "{name}" is required'))
        return values


# What Telegram says where it does not name the parameter (server source, process_send_message_query and its
# like).
_MISSING: Final = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "file_id": "file_id not specified",
}


class Shapes:
    """The table, compiled on first use."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._types: Mapping[str, Any] = table["types"]
        self._checks: dict[str, Check] = {}
        self.methods: Mapping[str, Method] = {
            name: Method(
                name,
                {
                    field: Parameter(expression.rstrip("!"), self._check(expression.rstrip("!")))
                    for field, expression in described["params"].items()
                },
                tuple(field for field, expression in described["params"].items() if expression.endswith("!")),
                described["returns"],
            )
            for name, described in table["methods"].items()
        }

    def wrong_with(self, expression: str, value: Any) -> str | None:
        """What is wrong with a value of that type (`Message`, `[Update]`); None when nothing is. For tests of
        ours.
        """
        return self._check(expression)(value)

    def _check(self, expression: str) -> Check:
        check = self._checks.get(expression)
        if check is None:
            check = self._checks[expression] = self._compile(expression)
        return check

    def _compile(self, expression: str) -> Check:
        if "|" in expression:
            return self._union(expression.split("|"))
        if expression.startswith("["):
            return _array(self._check(expression[1:-1]))
        if expression.startswith("'"):
            return _word(expression.strip("'"))
        if expression in _SIMPLE:
            return _simple(expression, *_SIMPLE[expression])
        described = self._types[expression]
        return self._union(described) if isinstance(described, list) else self._object(expression, described)

    def _object(self, name: str, described: Mapping[str, str]) -> Check:
        required = tuple(field for field, expression in described.items() if expression.endswith("!"))
        fields: dict[str, Check] = {}

        def check(value: Any) -> str | None:
            if not isinstance(value, dict):
                return f": {name} must be an object"
            for field, held in value.items():
                inner = fields.get(field)
                if inner is None:
                    if field not in described:
                        return f": {name} has no field {field}"
                    # Compiled when first met: types hold each other.
                    inner = fields[field] = self._check(described[field].rstrip("!"))
                wrong = inner(held)
                if wrong is not None:
                    return f".{field}{wrong}"
            for field in required:
                if field not in value:
                    return f": {name} needs {field}"
            return None

        return check

    def _union(self, names: list[str]) -> Check:
        checks = {name: self._check(name) for name in names}
        firsts = {name: self._first_field(name) for name in names}

        def check(value: Any) -> str | None:
            if any(one(value) is None for one in checks.values()):
                return None
            # The complaint that helps is that of the shape which was meant, and the first field tells which
            # that is.
            for name, (field, word) in firsts.items():
                if isinstance(value, dict) and field in value and word in ("", value[field]):
                    return checks[name](value)
            return f": is none of {', '.join(names)}"

        return check

    def _first_field(self, name: str) -> tuple[str, str]:
        described = self._types.get(name)
        if not isinstance(described, dict) or not described:
            return "", ""
        field, expression = next(iter(described.items()))
        return field, expression.strip("'!") if expression.startswith("'") else ""


def _array(inner: Check) -> Check:
    def check(value: Any) -> str | None:
        if not isinstance(value, list):
            return ": an array is expected"
        for place, one in enumerate(value):
            wrong = inner(one)
            if wrong is not None:
                return f"[{place}]{wrong}"
        return None

    return check


def _word(word: str) -> Check:
    return lambda value: None if value == word else f": must be {word}"


def _simple(name: str, *allowed: type) -> Check:
    def check(value: Any) -> str | None:
        # Python's True is an int; the Bot API's is not.
        if not isinstance(value, allowed) or (isinstance(value, bool) and name != "Boolean"):
            return f": {name} is expected, not {type(value).__name__}"
        return ": must be encoded in UTF-8" if isinstance(value, str) and not is_text(value) else None

    return check


def is_text(value: str) -> bool:
    """Whether it can be sent at all: JSON escapes can hold halves of characters."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


@cache
def shapes() -> Shapes:
    """The table beside this module, read once."""
    return Shapes(json.loads(Path(__file__).with_name("shapes.json").read_text(encoding="utf-8")))
