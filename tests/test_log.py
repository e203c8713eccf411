import base64
import io
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
import stamina
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot import log

ROOT = Path(__file__).parents[1]
TOKEN = "700000001:CANARY-token-aaaaaaaaaaaaaaaaaaaaaaa"
API_KEY = 'canary "api" key/+'
RAW_KEY = b"canary\x00\xff\\key-encryption-0123456"
KEY = base64.b64encode(RAW_KEY).decode()

# Every way a line comes about, in one process, as the shop is set up. What it must not say is in each of
# them.
EVERY_PATH = """
import asyncio, gc, logging, sys, threading, warnings
import httpx, structlog, telegram
from bot import log

token, api_key, raw_key, key, log_format = sys.argv[1], sys.argv[2], bytes.fromhex(sys.argv[3]), sys.argv[4], sys.argv[5]
log.register_secrets(token, api_key, raw_key, key)
log.setup(log_format)
ours = structlog.get_logger("shop")
theirs = logging.getLogger("a.library")

def boom():
    held_in_a_local = token
    raise RuntimeError(f"POST https://api.telegram.org/bot{token}/sendMessage with {api_key} and {raw_key!r}")

ours.info("an event", key=key, nested={"headers": [api_key, token]}, raw=raw_key)
ours.info("positional %s", token)
structlog.contextvars.bind_contextvars(bound=api_key)
ours.warning(f"in the event {token}", bot=telegram.Bot(token))
structlog.contextvars.clear_contextvars()
theirs.warning("plain %s and %r", token, telegram.Bot(token))
theirs.warning("urls /bot%s/getMe", token.replace(":", "%3A"))
for logger in (ours, theirs):
    try:
        boom()
    except RuntimeError as error:
        error.add_note(f"a note with {key}")
        logger.exception("caught")
try:
    try:
        boom()
    except RuntimeError as error:
        raise ExceptionGroup("several", [ValueError(api_key), error]) from error
except ExceptionGroup:
    ours.exception("a group")
ours.info("a stack", stack_info=True)
warnings.warn(f"a warning about {token}")

with httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200))) as client:
    client.get(f"https://api.telegram.org/bot{token}/getMe")
    logging.getLogger("httpx").setLevel(logging.INFO)
    client.get(f"https://api.telegram.org/bot{token}/getMe?again")
    logging.getLogger("httpx").setLevel(logging.WARNING)

class Unprintable:
    def __repr__(self):
        boom()
theirs.warning("cannot be written: %r", Unprintable())
theirs.warning("too few %s %s", token)

class Dying:
    def __del__(self):
        boom()
dying = Dying()
del dying

async def forgotten():
    async def fail():
        boom()
    task = asyncio.create_task(fail(), name=f"task of {token}")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()
    asyncio.get_running_loop().call_soon(boom)
    await asyncio.sleep(0)
asyncio.run(forgotten())

thread = threading.Thread(target=boom, name="aside")
thread.start()
thread.join()
print("reached the end")
boom()
"""


def run_every_path(log_format: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", EVERY_PATH, TOKEN, API_KEY, RAW_KEY.hex(), KEY, log_format],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def own_logging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets a test set logging up in this process, and puts everything back."""
    root = logging.getLogger()
    config = structlog.get_config()
    monkeypatch.setattr(log, "_forms", set())
    monkeypatch.setattr(log, "_pattern", log._pattern)
    monkeypatch.setattr(root, "handlers", root.handlers)
    monkeypatch.setattr(root, "level", root.level)
    for module, hook in ((sys, "excepthook"), (sys, "unraisablehook"), (log.threading, "excepthook")):
        monkeypatch.setattr(module, hook, getattr(module, hook))
    yield
    logging.captureWarnings(capture=False)
    structlog.configure(**config)
    structlog.contextvars.clear_contextvars()


@pytest.mark.processes
@pytest.mark.parametrize("log_format", ["auto", "console"])
def test_no_path_into_the_log_lets_a_secret_out(log_format: str) -> None:
    done = run_every_path(log_format)
    assert done.stdout == "reached the end\n", done.stderr
    assert done.returncode == 1
    out = done.stderr
    for secret in (TOKEN, TOKEN.partition(":")[2], API_KEY, json.dumps(API_KEY)[1:-1], KEY, RAW_KEY.hex()):
        assert secret not in out
    assert "canary" not in out.lower()
    assert "held_in_a_local = token" not in out
    # The lines themselves are there: nothing was lost to be safe.
    for said in (
        "an event",
        "positional [secret]",
        "bound",
        "plain [secret]",
        "urls /bot[secret]/getMe",
        "caught",
        "a note with [secret]",
        "ExceptionGroup: several",
        "a stack",
        "a warning about [secret]",
        "/bot[secret]/getMe?again",
        "could not be written",
        "exception ignored in",
        "Task exception was never retrieved",
        "Exception in callback boom()",
        "uncaught exception",
    ):
        assert said in out
    assert out.count("HTTP Request") == 1, "httpx tells each request unless it is kept quiet"
    assert out.count("uncaught exception") == 2, "one of the thread, one of the program"


@pytest.mark.processes
def test_outside_a_terminal_each_line_is_json() -> None:
    lines = [line for line in run_every_path("auto").stderr.splitlines() if line.startswith("{")]
    events = [json.loads(line) for line in lines]
    assert len(events) > 10
    for event in events:
        assert event.keys() >= {"event", "level", "logger", "timestamp"}
        assert event["timestamp"].endswith("Z")
    assert [event["logger"] for event in events if event["event"] == "caught"] == ["shop", "a.library"]
    assert all("RuntimeError" in event["exception"] for event in events if event["event"] == "caught")


def test_contextvars_are_in_our_lines_and_in_those_of_libraries(own_logging: None) -> None:
    stream = io.StringIO()
    log.setup("json", stream)
    with structlog.contextvars.bound_contextvars(order="AB12", customer=1001):
        structlog.get_logger("shop").info("placed", seconds=0.2)
        logging.getLogger("library").warning("hm")
        logging.getLogger("httpx").info("not told")
    ours, theirs = map(json.loads, stream.getvalue().splitlines())
    assert ours.items() >= {"event": "placed", "order": "AB12", "customer": 1001, "seconds": 0.2}.items()
    assert theirs.items() >= {"event": "hm", "order": "AB12", "level": "warning", "logger": "library"}.items()


def test_a_line_says_whatever_it_is_given(own_logging: None) -> None:
    stream = io.StringIO()
    log.setup("json", stream)
    structlog.get_logger("shop").info("حانوت", large=2**70, half="\ud83d", of={1: {"a"}}, raw=b"b")
    said = json.loads(stream.getvalue())
    assert (said["event"], said["large"], said["half"], said["raw"]) == ("حانوت", 2**70, "\ud83d", "b'b'")
    assert said["of"] == {"1": "{'a'}"}


def test_in_a_terminal_lines_are_for_people(own_logging: None) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    log.setup("auto", stream)
    structlog.get_logger("shop").info("حانوت opens")
    assert "حانوت opens" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


def test_a_closed_stream_stops_nobody(own_logging: None) -> None:
    stream = io.StringIO()
    log.setup("json", stream)
    stream.close()
    logging.getLogger("library").warning("nobody hears this")


def test_the_end_of_a_thread_and_an_exception_without_words_are_no_trouble(own_logging: None) -> None:
    stream = io.StringIO()
    log.setup("json", stream)
    log._uncaught_in_thread(
        SimpleNamespace(exc_type=SystemExit, exc_value=SystemExit(), exc_traceback=None, thread=None)  # type: ignore[arg-type]
    )
    assert not stream.getvalue()
    log._unraisable(SimpleNamespace(exc_type=ValueError, exc_value=None, exc_traceback=None, object=None))
    assert "ValueError" in stream.getvalue()


def test_a_token_is_known_by_its_looks_before_anything_is_registered() -> None:
    assert log.redact(f"GET /bot{TOKEN}/getMe") == "GET /bot[secret]/getMe"
    assert log.redact("at 2026-11-01T10:11:12 order 12345:7") == "at 2026-11-01T10:11:12 order 12345:7"


@given(
    secret=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=60)
    | st.binary(min_size=8),
    before=st.text(max_size=20),
    spell=st.sampled_from(
        [
            str,
            repr,
            lambda secret: json.dumps(str(secret)),
            lambda secret: quote(secret if isinstance(secret, str) else secret.hex()),
            lambda secret: json.dumps(repr(["a list", secret])),
            lambda secret: json.dumps({"error": repr(ValueError(repr(secret)))}, ensure_ascii=False),
        ]
    ),
)
def test_a_registered_secret_is_replaced_however_often_it_was_quoted(
    secret: str | bytes, before: str, spell: Callable[[str | bytes], str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "_forms", set())
        patch.setattr(log, "_pattern", log._pattern)
        log.register_secrets(secret)
        assert log.REDACTED in log.redact(f"{before}{spell(secret)}")


def test_short_texts_are_not_replaced() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "_forms", set())
        patch.setattr(log, "_pattern", log._pattern)
        log.register_secrets("", "abc", b"")
        assert log.redact("abcdef") == "abcdef"


def test_a_read_that_is_asked_again_makes_no_line(own_logging: None) -> None:
    stream = io.StringIO()
    log.setup("json", stream)
    left = [LookupError(), LookupError()]
    for attempt in stamina.retry_context(on=LookupError, wait_initial=0, wait_jitter=0):
        with attempt:
            if left:
                raise left.pop()
    assert left == []
    assert stream.getvalue() == ""
