"""`python -m bot demo`: the outside world and the shop on this machine, until Ctrl-C.

Needs no setting. Keeps its data in one folder, so that a second start goes on where the first stopped.
"""

import asyncio
import contextlib
import fcntl
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

from bot.demo import database as demo_database
from bot.demo.application import create_app
from bot.demo.leash import PATIENCE_SECONDS, end_stray
from bot.demo.server import bind, serving
from bot.demo.shop import SHOP_COMMAND, Shop, environment
from bot.demo.world import World
from bot.tasks import watched

PORT: Final = 8080
DATA_DIR: Final = Path("data/demo")
_SAVE_SECONDS: Final = 1.0
_PATIENCE_SECONDS: Final = 20.0
_STOP_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_KEPT: Final = ("world.json", "encryption.key", "shop.*")

Say = Callable[[str], None]


async def run_demo(
    *,
    port: int = PORT,
    data_dir: Path = DATA_DIR,
    database: str | None = None,
    reset: bool = False,
    open_shop: bool = True,
    shop_command: Sequence[str] = SHOP_COMMAND,
    patience: float = PATIENCE_SECONDS,
) -> int:
    """Runs the demo until it is told to stop; gives the exit status.

    `port` is a wish: when it is taken, a free one is used and said so. `database` is the URL of a PostgreSQL
    database for the shop; None: a file. `reset` starts afresh. Without `open_shop` only the outside world
    runs. `shop_command` is how the shop is started. `patience`: the seconds that a shop which an earlier demo
    left behind has for its end.
    """
    data_dir = _folder(data_dir)
    with _only_one(data_dir / "demo.lock") as lock:
        if lock is None:
            _say("This demo is already running, with the same data. Stop it first (Ctrl-C in its window).")
            return 1
        if await end_stray(data_dir / "shop.leash", patience=patience):
            _say("A shop that an earlier demo left behind was stopped.")
        try:
            if database is not None:
                await demo_database.take(database)
            if reset:
                await _forget(data_dir, database)
            await _run(_socket(port), data_dir, database, shop_command if open_shop else None)
        except demo_database.NotForDemosError as error:
            _say(str(error))
            return 1
    return 0


async def run_world(*, port: int = 0, say: Say | None = None) -> None:
    """The outside world alone, keeping nothing, until it is told to stop. `say` gets its address."""
    async with _stop_asked() as stop, _world_at(World(), bind(port)) as url:
        (say or _say)(url)
        await stop.wait()


async def _run(
    sock: socket.socket, data_dir: Path, database: str | None, shop_command: Sequence[str] | None
) -> None:
    world, kept = World(), data_dir / "world.json"
    if not _take_up(world, kept):
        _say("What an earlier version kept cannot be read; the demo starts afresh.")
        await _forget(data_dir, database)
    async with _stop_asked() as stop, _world_at(world, sock) as url:
        shop = Shop(
            world, shop_command or (), environment(url, data_dir, database), data_dir / "shop.log", _say
        )
        saving = watched(asyncio.create_task(_keep_saving(world, kept)), "keeping the world")
        if shop_command:
            _start_afresh_together(world, shop, data_dir, database)
            shop.start()
            await _settled(world, stop)
        if not stop.is_set():
            _say(_welcome(url, data_dir))
        await stop.wait()
        stop.clear()
        impatient = asyncio.create_task(_kill_when(stop, shop))
        await shop.stop()
        impatient.cancel()
        saving.cancel()
        world.save(kept)
    _say("Stopped.")


@contextlib.asynccontextmanager
async def _world_at(world: World, sock: socket.socket) -> AsyncIterator[str]:
    async with serving(create_app(world), sock) as url:
        try:
            yield url
        finally:
            world.close()


@contextlib.asynccontextmanager
async def _stop_asked() -> AsyncIterator[asyncio.Event]:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in _STOP_SIGNALS:
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in _STOP_SIGNALS:
            loop.remove_signal_handler(number)


async def _settled(world: World, stop: asyncio.Event) -> None:
    """Waits until the shop asks for updates: only then does the page answer."""
    up = asyncio.create_task(world.shop_up.wait())
    stopped = asyncio.create_task(stop.wait())
    done, waiting = await asyncio.wait(
        (up, stopped), timeout=_PATIENCE_SECONDS, return_when=asyncio.FIRST_COMPLETED
    )
    for task in waiting:
        task.cancel()
    if not done:
        _say("The shop is taking its time; the page works already.")


async def _kill_when(asked_again: asyncio.Event, shop: Shop) -> None:
    await asked_again.wait()
    shop.kill()


async def _keep_saving(world: World, path: Path) -> None:
    saved = -1
    while True:
        await asyncio.sleep(_SAVE_SECONDS)
        if world.hub.seq != saved:
            saved = world.hub.seq
            world.save(path)


def _start_afresh_together(world: World, shop: Shop, data_dir: Path, database: str | None) -> None:
    """A reset from the page is for both: a shop that remembers orders which the world forgot helps nobody."""

    async def before() -> None:
        await shop.stop()
        await _forget(data_dir, database, "shop.db*")

    async def after() -> None:
        shop.start()

    world.before_reset, world.after_reset = before, after


def _folder(data_dir: Path) -> Path:
    data_dir.mkdir(parents=True, exist_ok=True)
    return data_dir.resolve()


def _take_up(world: World, kept: Path) -> bool:
    """False when an earlier version kept what this one cannot read."""
    return not kept.exists() or world.load(kept)


def _wipe(data_dir: Path, patterns: Sequence[str]) -> None:
    for pattern in patterns:
        for file in data_dir.glob(pattern):
            file.unlink()


async def _forget(data_dir: Path, database: str | None, *patterns: str) -> None:
    _wipe(data_dir, patterns or _KEPT)
    if database is not None:
        await demo_database.empty(database)


def _socket(port: int) -> socket.socket:
    try:
        return bind(port)
    except OSError as error:
        free = bind(0)
        _say(f"Port {port} cannot be used ({error.strerror}); taking {free.getsockname()[1]} instead.")
        return free


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[TextIO | None]:
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield lock


def _welcome(url: str, data_dir: Path) -> str:
    return f"""
Hanout's demo runs at  {url}/

  1. Open it in a browser. You are أمينة, a customer: press Start, choose a card, and pay for it.
     All four ways are on: a card (CIB, Edahabia) on a payment page, Telegram Stars, a bank card,
     and a transfer: send any picture as its receipt. No real money, nothing to type.
  2. As Karim, the merchant, press Start too: approve the receipt of a transfer, or fill her
     wallet yourself with  /credit 1001 20000 . His menu shows what else he can do.
  3. The code arrives in her chat a few seconds after it is paid.
  4. The supplier's tab shows the order from the other side, and makes trouble on request.

Everything is kept in {_short(data_dir)} (its log: shop.log); `make demo RESET=1` or --reset starts afresh.
Ctrl-C stops it.
"""


def _short(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _say(line: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(line.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()
