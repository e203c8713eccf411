"""Logging: structlog over the standard library, one line for each event, and no secret in any of them.

Every line, ours or a library's, with its traceback, goes through one formatter, and that is where registered
secrets are replaced: whatever path a secret took to get there (a URL in an httpx message, `repr(bot)`, the
words of an exception nobody caught), it does not get out. Tracebacks carry no local variables. What must be
in a line is the caller's business: bind it with structlog's contextvars. Card codes are never handed to a
logger at all.
"""

import base64
import contextlib
import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, Literal, TextIO
from urllib.parse import quote

import orjson
import stamina.instrumentation
import structlog
from structlog.typing import Processor

REDACTED = "[secret]"

# Libraries that tell each request at INFO; with Telegram its address holds the token.
_QUIET = ("aiohttp", "aiosqlite", "alembic", "httpcore", "httpx", "telegram", "uvicorn.access")
_SHORTEST = 8  # replacing shorter texts would garble lines and protect nothing

# A bot token is known by its looks as well: one that is refused at start has not been registered.
_TOKEN = r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{30,}"  # noqa: S105 - the shape of one, not one

_forms: set[str] = set()
_pattern = re.compile(_TOKEN)


def register_secrets(*secrets: str | bytes) -> None:
    """From now on these appear in no line, however often they were quoted. They stay registered for good.

    Texts are printable ASCII, as tokens and keys are; bytes may be any.
    """
    global _pattern  # noqa: PLW0603 - logging is one for the whole process, and so is what it must not say
    for secret in secrets:
        _forms.update(form for form in _spellings(secret) if len(form) >= _SHORTEST)
    longest_first = sorted(_forms, key=len, reverse=True)
    _pattern = re.compile("|".join([*map(_at_any_depth, longest_first), _TOKEN]))


def redact(text: str) -> str:
    """The text with every registered secret, and anything that looks like a bot token, replaced."""
    return _pattern.sub(REDACTED, text)


def setup(log_format: Literal["auto", "json", "console"] = "auto", stream: TextIO | None = None) -> None:
    """Sets the whole process's logging up; a second call replaces the first.

    Lines go to `stream` (standard error). Warnings and whatever nobody caught (in the program, a thread, a
    destructor; asyncio logs its own) become lines too, so that they are redacted like all others.
    """
    stream = stream or sys.stderr
    for_people = log_format == "console" or (log_format == "auto" and stream.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    renderers: list[Processor] = (
        [
            structlog.dev.ConsoleRenderer(
                colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        ]
        if for_people
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(_json)]
    )
    handler = _Handler(stream)
    handler.setFormatter(
        _Formatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderers],
        )
    )
    _leave_out_what_no_line_says()
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    # A read that is asked again is no news: what did not come at last is told by whoever wanted it.
    stamina.instrumentation.set_on_retry_hooks([_asked_again])
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def _asked_again(details: stamina.instrumentation.RetryDetails) -> None:
    structlog.get_logger("bot.supplier").debug(
        "asked again",
        tries=details.retry_num,
        cause=type(details.caused_by).__name__,
        pause=round(details.wait_for, 2),
    )


def _leave_out_what_no_line_says() -> None:
    """Where in the source, in which thread and process: found out for each line, it takes a quarter of it."""
    logging._srcfile = None  # noqa: SLF001 - the way that Python's logging HOWTO names
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


def _json(line: Any, default: Callable[[Any], Any]) -> str:
    try:
        return orjson.dumps(line, default).decode()
    except TypeError:  # half an emoji, say, or a number of more than 64 bits
        return json.dumps(line, default=default, ensure_ascii=False)


class _Formatter(structlog.stdlib.ProcessorFormatter):
    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        # logging's own answer to a line that cannot be written prints its arguments as they are.
        with contextlib.suppress(Exception):
            self.stream.write(
                redact(f"a log line of {record.name} could not be written\n{traceback.format_exc()}")
            )
            self.flush()


def _spellings(secret: str | bytes) -> set[str]:
    if isinstance(secret, bytes):
        return {repr(secret)[2:-1], secret.hex(), base64.b64encode(secret).decode().rstrip("=")}
    # A token is `id:secret`; its second half alone is as good as the whole.
    return {secret, secret.rpartition(":")[2], secret.rstrip("="), quote(secret, safe=""), quote(secret)}


def _at_any_depth(form: str) -> str:
    # Quoted and quoted again (a repr in a repr in JSON), a text only gathers backslashes.
    parts = (part for part in re.split(r"""(\\+|['"])""", form) if part)
    return "".join(
        r"\\+" if part[0] == "\\" else r"\\*" + part if part in "'\"" else re.escape(part) for part in parts
    )


def _uncaught(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    logging.getLogger("bot").critical("uncaught exception", exc_info=(kind, error, trace))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _unraisable(args: Any) -> None:
    error = args.exc_value or args.exc_type()
    logging.getLogger("bot").error(
        "exception ignored in %r", args.object, exc_info=(args.exc_type, error, args.exc_traceback)
    )
