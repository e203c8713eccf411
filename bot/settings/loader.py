"""Reading the settings: the environment over a `.env` file, each name also as `NAME_FILE` for container
secrets.

All that is wrong is collected and told at once, worded for a merchant with the way to mend it. The value that
was wrong is never repeated: it may be a secret that was put in the wrong place.
"""

import difflib
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from dotenv.parser import parse_stream
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from bot.settings import NAMES, Settings

_HOW_TO_GET = {
    "bot_token": "Get one from @BotFather in Telegram and put it in .env as BOT_TOKEN=123456789:AA...",
    "admin_ids": "Ask @userinfobot in Telegram for your number and put it in .env as ADMIN_IDS=123456789",
    "oneclickdz_api_key": "Make one in the OneClickDz dashboard and put it in .env as ONECLICKDZ_API_KEY=...",
    "encryption_key": "Run `python -m bot key` and put the line it prints in .env. Keep a copy of it apart from"
    " the database: without it no stored code can be read.",
}

# Names that belong to others and may stand beside ours.
_OTHERS = re.compile(
    r"(COMPOSE|DOCKER|PYTHON|PIP|SSL)_.*|(HTTP|HTTPS|NO|ALL)_PROXY|TZ|LANG|LC_.*|UID|GID|PUID|PGID|PWD"
)


_QUOTES = ("''", '""', "“”", "‘’", "«»", "``")


class SettingsError(Exception):
    """The settings cannot be used. `problems` says all that is wrong, a sentence or two each, nothing
    secret.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def load_settings() -> Settings:
    """The settings from the environment, the `.env` file and the files that `NAME_FILE` names.

    The environment wins over the file; an empty value counts as not set. The file is `.env` in the working
    directory, or the one `ENV_FILE` names (empty: none). Raises `SettingsError` with all that is wrong.
    """
    problems: list[str] = []
    around = {name.upper(): value for name, value in os.environ.items() if value.strip()}
    written = dict(_env_file(problems))
    given = written | around
    # The class reads the environment by itself; it is handed what stands elsewhere.
    values: dict[str, Any] = {
        name.lower(): written[name] for name in NAMES if name in written.keys() - around.keys()
    }
    told: set[str] = set()
    for name in NAMES:
        if f"{name}_FILE" not in given:
            continue
        content = None
        if name in given:
            problems.append(f"{name} and {name}_FILE are both set. Remove one of them.")
        else:
            content = _file_content(f"{name}_FILE", given[f"{name}_FILE"], problems)
        if content is None:
            told.add(name.lower())
        else:
            values[name.lower()] = content
    problems += _in_quotes({name: values.get(name.lower(), given.get(name, "")) for name in NAMES}, told)
    problems += _near_misses(written, around)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        problems += _in_words(error, told)
    else:
        if not problems:
            return settings
    raise SettingsError(problems)


def _env_file(problems: list[str]) -> Iterator[tuple[str, str]]:
    named = os.environ.get("ENV_FILE")
    path = Path(".env" if named is None else named)
    if named == "" or (named is None and not path.exists()):
        return
    content = _text(path, "ENV_FILE", problems)
    for line in parse_stream(io.StringIO(content or "")):
        if line.error or (line.key and line.value is None):
            where = f"Line {line.original.line} of {path}"
            problems.append(f"{where} cannot be read. Write NAME=value, or # before a remark.")
        elif line.key and line.value and line.value.strip():
            yield line.key.upper(), line.value


def _file_content(name: str, path: str, problems: list[str]) -> str | None:
    content = _text(Path(path), name, problems)
    if content is None:
        return None
    if not content.strip():
        problems.append(f"{name}: the file it names is empty. Put the value in it.")
        return None
    return content.strip()


def _text(path: Path, name: str, problems: list[str]) -> str | None:
    # The path is not repeated: somebody may have put the secret itself there.
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        problems.append(f"{name}: the file is not UTF-8 text. Save it again as UTF-8.")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "that is not a path"
        problems.append(
            f"{name}: the file cannot be read ({reason}). Mend the path or the file's permissions."
        )
    return None


def _in_quotes(given: dict[str, str], told: set[str]) -> Iterator[str]:
    """Values with quotes that somebody took for a shell's: here they would count. A shop may be called so."""
    for name, value in given.items():
        text = value.strip()
        if name != "SHOP_NAME" and len(text) > 1 and text[0] + text[-1] in _QUOTES:
            told.add(name.lower())
            yield f"{name} stands in quotes, which would count as part of it. Take the quotes away."


def _near_misses(written: dict[str, str], around: dict[str, str]) -> Iterator[str]:
    """Names that look like ours but are not: in our own file freely, elsewhere only where ours is not set."""
    known = [*NAMES, *(f"{name}_FILE" for name in NAMES), "ENV_FILE"]
    for name in sorted((written | around).keys() - set(known)):
        ours = name in written
        meant = difflib.get_close_matches(name, known, n=1, cutoff=0.6 if ours else 0.88)
        if meant and not _OTHERS.fullmatch(name) and (ours or meant[0] not in around):
            yield f"{name}: did you mean {meant[0]}? There is no setting {name}; rename it or take it out."


def _in_words(error: ValidationError, told: set[str]) -> Iterator[str]:
    for problem in error.errors(include_url=False, include_input=False):
        name = str(problem["loc"][0])
        field = Settings.model_fields[name]
        # A default made from another setting cannot be made while that one is wrong, which is told already.
        if name in told or problem["type"] == "default_factory_not_called":
            continue
        if problem["type"] == "missing":
            yield f"{name.upper()} is missing. {_HOW_TO_GET[name]}"
        elif problem["type"] == "value_error":
            yield f"{name.upper()} {problem['ctx']['error']}."
        else:
            yield f"{name.upper()} must be {_expected(field)}. {field.description}"


def _expected(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return "one of " + ", ".join(get_args(field.annotation))
    if field.annotation is bool:
        return "true or false"
    rules = {name: getattr(rule, name) for rule in field.metadata for name in _RULES if hasattr(rule, name)}
    if "ge" in rules:
        kind = "a whole number" if field.annotation is int else "a number (such as 7.5, with a point)"
        return f"{kind} from {rules['ge']} to {rules['le']}"
    return f"a text of at most {rules['max_length']} characters" if "max_length" in rules else "a text"


_RULES = ("ge", "le", "max_length")
