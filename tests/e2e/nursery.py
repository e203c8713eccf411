"""Processes of the shop and of the outside world that start in no time: forked from one that has run both.

What runs in a child is `python -m bot ...` or `python -m bot.demo ...` from its first line on, in a process
of its own that can be killed; only the imports before that line are shared, and what libraries work out once;
see `rehearsal`. Where forking is not safe (macOS), and where a test wants it, the child is started the
ordinary way.
"""

import gc
import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TextIO

ROOT = Path(__file__).parents[2]
_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "COVERAGE_PROCESS_START")
# Also what is imported only when it is first needed.
_NEEDED = (
    "bot.check.report",
    "bot.demo.run",
    "bot.opening",
    "bot.settings.loader",
    "alembic.ddl.sqlite",
    "anyio._backends._asyncio",
    "anyio.streams.tls",
    "httpcore",
    "sqlalchemy.dialects.sqlite.aiosqlite",
    "typer._adapters",
    "uvicorn.protocols.http.h11_impl",
)


class Child(Protocol):
    """As much of `subprocess.Popen` as the tests use."""

    pid: int

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def send_signal(self, number: int, /) -> None: ...


Born = Callable[[int], object]


def unheard(_: int) -> None:
    """Nobody wants to know."""


def start_afresh(
    module: str,
    arguments: Sequence[str],
    env: Mapping[str, str],
    output: Path,
    *,
    errors: Path | None = None,
    cwd: Path = ROOT,
    born: Born = unheard,
) -> Child:
    """`python -m module ...` the ordinary way, with all its output in a file, or in two. `born` is told its
    number.
    """
    with output.open("ab") as said, (errors or output).open("ab") as complained:
        child = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env={**inherited(), "PYTHONPATH": str(ROOT), **env},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=complained,
            cwd=cwd,
        )
    born(child.pid)
    return child


def inherited() -> dict[str, str]:
    """What a child may know of the tests' own environment."""
    return {name: os.environ[name] for name in _INHERITED if name in os.environ}


class Nursery:
    """The process that has imported everything, and how to ask it for children."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def start(
        self,
        module: str,
        arguments: Sequence[str],
        env: Mapping[str, str],
        output: Path,
        *,
        errors: Path | None = None,
        cwd: Path = ROOT,
        born: Born = unheard,
    ) -> Child:
        """As `start_afresh`, at once; it does nothing before `born` has returned."""
        if sys.platform != "linux":
            return start_afresh(module, arguments, env, output, errors=errors, cwd=cwd, born=born)
        pid = self.asks(
            start=module,
            arguments=list(arguments),
            env={**inherited(), **env},
            outputs=[str(output), str(errors or output)],
            cwd=str(cwd),
        )
        child = Forked(self, pid)
        born(child.pid)
        os.kill(child.pid, signal.SIGCONT)
        return child

    def asks(self, **request: Any) -> Any:
        """One request, one answer."""
        with self._turn:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """Ends the nursery, and with it every child that still runs. Once more does nothing."""
        if self._process.returncode is None:
            self._process.communicate(timeout=20)


class Forked:
    """A child of the nursery."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.pid = pid
        self._nursery = nursery
        self._status: int | None = None

    def poll(self) -> int | None:
        if self._status is None:
            self._status = self._nursery.asks(poll=self.pid)
        return self._status

    def wait(self, timeout: float | None = None) -> int:
        end = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0.0)
            time.sleep(0.02)
        return status

    def send_signal(self, number: int, /) -> None:
        # Its number is its own until somebody has asked how it ended.
        if self.poll() is None:
            os.kill(self.pid, number)


def _serve() -> tuple[str, list[str]] | None:
    """Answers requests until nobody asks any more; in a forked child, says what the child is to run."""
    requests, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    children: set[int] = set()
    for line in requests:
        request = json.loads(line)
        if "start" in request:
            pid = os.fork()
            if not pid:
                _become(request, (requests, answers))
                return request["start"], request["arguments"]
            # It waits for leave to begin; see `Nursery.start`.
            os.waitpid(pid, os.WUNTRACED)
            children.add(pid)
            answer: int | None = pid
        else:
            pid, status = os.waitpid(request["poll"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
            children.discard(pid)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
    for pid in children:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return None


def _become(request: dict[str, Any], pipes: Sequence[TextIO]) -> None:
    """Makes the forked child what an ordinary start would have made it."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    said, complained = (
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) for path in request["outputs"]
    )
    for pipe in pipes:
        pipe.close()
    for descriptor, place in ((nothing, 0), (said, 1), (complained, 2)):
        os.dup2(descriptor, place)
    os.closerange(3, 256)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    signal.raise_signal(signal.SIGSTOP)


def _run(module: str, arguments: list[str]) -> None:
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _warm_up() -> None:
    """Imports what both need, and works out what a process works out once, which is half of a short life."""
    for name in _NEEDED:
        importlib.import_module(name)
    importlib.import_module("tests.e2e.rehearsal").rehearse()
    # What is here stays: children that never look through it share its memory.
    gc.freeze()


if __name__ == "__main__":
    _warm_up()
    wanted = _serve()
    if wanted is not None:
        _run(*wanted)
