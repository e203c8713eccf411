"""Processes of the shop and of the outside world that start in no time: forked from one that has run both.

What runs in a child is `python -m bot ...` or `python -m bot.demo ...` from its first line on, in a process
of its own that can be killed; only the imports before that line are shared, and what libraries work out once;
see `rehearsal`. Where forking is not safe (macOS), and where a test wants it, the child is started the
ordinary way.
"""

import atexit
import fcntl
import gc
import importlib
import json
import os
import runpy
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NoReturn, Protocol

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


_OBJECTS_BETWEEN_LOOKS = 10_000


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

    def __init__(self, folder: Path) -> None:
        """The one of that folder, which all who name it share: it is started by the first of them, and ends
        with the last.
        """
        self._turn = threading.Lock()
        place = folder / "nursery"
        with (folder / "nursery.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._connection = _connected(place) or _started(place)
        self._lines = self._connection.makefile("rw", encoding="utf-8")
        self.leaving = ExitStack()
        """What is to be ended when it closes: it holds what several tests use one after the other."""

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
            self._lines.write(json.dumps(request) + "\n")
            self._lines.flush()
            return json.loads(self._lines.readline())

    def close(self) -> None:
        """Ends every child that still runs and was asked for here. Once more does nothing."""
        self.leaving.close()
        self._lines.close()
        self._connection.close()


def _connected(place: Path) -> socket.socket | None:
    """None where no nursery listens."""
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(place))
    except OSError:
        connection.close()
        return None
    return connection


def _started(place: Path) -> socket.socket:
    """To a nursery that has only just been told to begin: whoever asks it waits."""
    place.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(place))
        listener.listen()
        subprocess.run(
            [sys.executable, "-m", "tests.e2e.nursery", str(listener.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[listener.fileno()],
            cwd=ROOT,
            check=True,
        )
        connection = _connected(place)
    assert connection is not None
    return connection


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


def _serve(listener: socket.socket) -> dict[str, Any] | None:
    """Answers requests until nobody is there who might ask; in a forked child, the request that it is for."""
    listener.setblocking(False)
    people: dict[socket.socket, _Asking] = {}
    with ExitStack() as stack:
        stack.enter_context(listener)
        ready = stack.enter_context(selectors.DefaultSelector())
        ready.register(listener, selectors.EVENT_READ)
        while True:
            for key, _ in ready.select():
                place = key.fileobj
                if place is listener:
                    place = stack.enter_context(listener.accept()[0])
                    ready.register(place, selectors.EVENT_READ)
                    people[place] = _Asking()
                    continue
                assert isinstance(place, socket.socket)
                who = people[place]
                for request in who.hears(place):
                    if not who.answers(request, place):
                        return request
                if who.gone:
                    ready.unregister(place)
                    place.close()
                    del people[place]
            if not people:
                return None


class _Asking:
    """One process that asks, and its children."""

    def __init__(self) -> None:
        self.gone = False
        self._children: set[int] = set()
        self._heard = b""

    def hears(self, place: socket.socket) -> list[dict[str, Any]]:
        """Its requests that have come whole. Who is gone takes all children along."""
        try:
            more = place.recv(1 << 16)
        except ConnectionError:
            more = b""
        if not more:
            self.gone = True
            for pid in self._children:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        *lines, self._heard = (self._heard + more).split(b"\n")
        return [json.loads(line) for line in lines]

    def answers(self, request: dict[str, Any], place: socket.socket) -> bool:
        """Says the number of a new child, or how one ended, if it did. False: this is the new child."""
        answer: int | None
        if "start" in request:
            if not (answer := os.fork()):
                return False
            # It waits for leave to begin; see `Nursery.start`.
            os.waitpid(answer, os.WUNTRACED)
            self._children.add(answer)
        else:
            pid, status = os.waitpid(request["poll"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
            self._children.discard(pid)
        place.sendall(json.dumps(answer).encode() + b"\n")
        return True


def _become(request: dict[str, Any]) -> None:
    """Makes the forked child what an ordinary start would have made it."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    said, complained = (
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) for path in request["outputs"]
    )
    for descriptor, place in ((nothing, 0), (said, 1), (complained, 2)):
        os.dup2(descriptor, place)
    os.closerange(3, 256)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    signal.raise_signal(signal.SIGSTOP)


def _run(module: str, arguments: list[str]) -> None:
    sys.argv = [module, *arguments]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if end.code is not None and not isinstance(end.code, int):
            raise  # words about its end, which the interpreter writes
        _leave(end.code or 0)
    _leave(0)


def _leave(status: int) -> NoReturn:
    """Ends the process as the interpreter does, but for taking apart all that the nursery imported: that
    would copy the memory which the two still share, and takes as long as half a start.

    What was started afresh ends in the ordinary way.
    """
    threading._shutdown()  # waits for threads and ends executors; there is no public way
    atexit._run_exitfuncs()  # no public way either
    gc.collect()  # what this process itself has left open still complains
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _warm_up() -> None:
    """Imports what both need, and works out what a process works out once, which is half of a short life."""
    gc.disable()  # what is imported stays
    for name in _NEEDED:
        importlib.import_module(name)
    importlib.import_module("tests.e2e.rehearsal").rehearse()
    # Children that never look through what is here share its memory.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)
    gc.enable()


if __name__ == "__main__" and not os.fork():  # nobody waits for it: it belongs to all who ask it
    _warm_up()
    wanted = _serve(socket.socket(fileno=int(sys.argv[1])))
    if wanted is not None:
        _become(wanted)
        _run(wanted["start"], wanted["arguments"])
