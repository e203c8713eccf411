"""No task fails unseen."""

import ast
import asyncio
import re
from functools import cache
from pathlib import Path

from structlog.testing import capture_logs

import bot
from bot.shop.errors import SupplierAwayError
from bot.shop.supplier_access.calls import SingleFlight
from bot.tasks import ended, watched

HOME = Path(bot.__file__).parent.parent


async def fails() -> None:
    raise ZeroDivisionError("a mistake of ours")


async def lasts() -> None:
    await asyncio.sleep(3600)


@cache
def calls() -> tuple[tuple[str, ast.Call], ...]:
    """Every call in the shop's code that may pass over exceptions, with its file."""
    return tuple(
        (str(path.relative_to(HOME)), node)
        for room in ("bot", "handlers", "storage")
        for path in sorted((HOME / room).rglob("*.py"))
        if re.search("return_exceptions|suppress", source := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and (
            any(word.arg == "return_exceptions" for word in node.keywords)
            or "suppress" in {getattr(node.func, "id", ""), getattr(node.func, "attr", "")}
        )
    )


def test_exceptions_are_gathered_in_one_place_only() -> None:
    places = {
        path for path, call in calls() if any(word.arg == "return_exceptions" for word in call.keywords)
    }
    assert places == {"bot/tasks.py"}


def test_nothing_passes_over_every_exception_in_silence() -> None:
    found = {
        path
        for path, call in calls()
        if ast.unparse(call.func).endswith("suppress")
        and {ast.unparse(argument) for argument in call.args} & {"Exception", "BaseException"}
    }
    assert found == {"bot/log.py"}  # a log line about a log line that cannot be written


async def test_a_watched_task_that_fails_is_in_the_log_at_once() -> None:
    with capture_logs() as logs:
        task = watched(asyncio.create_task(fails()), "the washing")
        await asyncio.wait([task])
        await asyncio.sleep(0)
    [line] = logs
    assert (line["event"], line["task"], line["log_level"]) == ("a task failed", "the washing", "error")
    assert isinstance(line["exc_info"], ZeroDivisionError)


async def test_what_is_waited_for_is_logged_and_raises_nothing_and_a_cancelled_task_is_no_failure() -> None:
    stopped = watched(asyncio.create_task(lasts()), "what lasts")
    await asyncio.sleep(0)
    stopped.cancel()
    with capture_logs() as logs:
        await ended(stopped, asyncio.create_task(fails()), what="the end")
        await ended(asyncio.create_task(fails()), what=None)
        await ended(what="nothing")
    assert [line["task"] for line in logs] == ["the end"]


async def test_a_mistake_in_a_request_that_everybody_has_left_is_in_the_log() -> None:
    go = asyncio.Event()

    async def ask() -> None:
        await go.wait()
        await fails()

    single_flight = SingleFlight()
    waits = asyncio.create_task(single_flight.do("it", ask))
    await asyncio.sleep(0)
    waits.cancel()
    with capture_logs() as logs:
        go.set()
        await asyncio.gather(waits, return_exceptions=True)
        await asyncio.sleep(0.01)
    assert [line["event"] for line in logs] == ["the supplier could not be asked"]


async def test_a_supplier_that_is_away_is_no_mistake() -> None:
    async def ask() -> None:
        raise SupplierAwayError

    with capture_logs() as logs:
        await ended(asyncio.create_task(SingleFlight().do("it", ask)), what=None)
        await asyncio.sleep(0.01)
    assert logs == []
