"""The shop as a process beside the outside world: started, started again when it dies, stopped.

It runs `python -m bot run` with an environment of its own, so nothing of the person's own settings, keys or
proxies gets into the demo. What the shop says goes to a log file.
"""

import asyncio
import base64
import contextlib
import os
import secrets
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from bot.demo.leash import leash
from bot.demo.world import World
from bot.tasks import watched

DEMO_TOKEN: Final = "700000001:DEMO-TOKEN-not-a-secret-000000000000"  # noqa: S105 - its name says it
DEMO_API_KEY: Final = "demo-key-not-a-secret"
MERCHANT: Final = 2001
SHOP_COMMAND: Final = (sys.executable, "-m", "bot", "run")
STOP_SECONDS: Final = 10.0
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0
_SETTLED_SECONDS: Final = 30.0
_LOG_KEPT: Final = 5_000_000
_ROOT: Final = Path(__file__).resolve().parents[2]
# What a Python process needs from around it; everything else stays outside.
_INHERITED: Final = ("PATH", "HOME", "TMPDIR", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "VIRTUAL_ENV")


def environment(url: str, data_dir: Path, database: str | None = None) -> dict[str, str]:
    """The shop's whole environment, for the outside world at `url` and data in `data_dir`, or in that
    database. Makes its key once.
    """
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return inherited | {
        "PYTHONPATH": str(_ROOT),
        "ENV_FILE": "",
        "BOT_TOKEN": DEMO_TOKEN,
        "ADMIN_IDS": str(MERCHANT),
        "ONECLICKDZ_API_KEY": DEMO_API_KEY,
        "ONECLICKDZ_ENVIRONMENT": "production",
        "ENCRYPTION_KEY": _encryption_key(data_dir / "encryption.key"),
        "DATABASE_URL": database or f"sqlite+aiosqlite:///{data_dir / 'shop.db'}",
        "TELEGRAM_API_URL": url,
        "ONECLICKDZ_API_URL": url,
        "OCPAY": "true",
        "OCPAY_RETURN_URL": url,
        "STARS_RATE": "2.5",
        "CARD_PROVIDER_TOKEN": "284685063:TEST:demo-not-a-secret",
        "CARD_RATE": "240",
        "TRANSFER_ACCOUNT": "BaridiMob: 00799999000123456789; CCP: 0001234567 clé 89; Nom: KARIM DEMO",
        "TRANSFER_ASK_NUMBER": "true",
        # Nobody else's account is behind it, and one who plays with it is quicker than many customers
        # together.
        "SUPPLIER_REQUESTS_PER_MINUTE": "600",
        # Whoever looks on sees the codes come as soon as the supplier has them.
        "POLL_INTERVAL": "1",
        "SHOP_NAME": "حانوت كريم",
        "HTTP_PORT": "0",
        "LOG_FORMAT": "console",
    }


def _encryption_key(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
    return path.read_text().strip()


class Shop:
    """One shop process at a time. `say` gets a line when something happens that a person should know."""

    def __init__(
        self,
        world: World,
        command: Sequence[str],
        env: Mapping[str, str],
        log: Path,
        say: Callable[[str], None],
    ) -> None:
        self._world = world
        self._command = tuple(command)
        self._env = dict(env)
        self._log = log
        self._say = say
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Starts the shop and keeps it running until `stop`."""
        self._keeper = watched(asyncio.create_task(self._keep()), "keeping the shop")

    async def stop(self) -> None:
        """Asks the shop to finish, and after ten seconds insists. Returns when it is gone."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.wait([self._keeper])
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            self._say(f"The shop did not stop within {STOP_SECONDS:.0f} seconds and was killed.")
            self.kill()
            await process.wait()
        self._gone()

    def kill(self) -> None:
        """For whoever has no patience left."""
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def _keep(self) -> None:
        pause, said = _FIRST_PAUSE, ""
        while True:
            began = time.monotonic()
            status = await self._run_once()
            if time.monotonic() - began > _SETTLED_SECONDS:
                pause = _FIRST_PAUSE
            self._say(f"The shop {_ending(status)}. It starts again in {pause:g} s.")
            words = self._last_words()
            if status > 0 and words != said:
                self._say(words)
                said = words
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _run_once(self) -> int:
        with self._open_log() as log, leash(self._log.with_suffix(".leash")) as held:
            # Its own session: Ctrl-C in the terminal is for us, and we then stop the shop in our own order.
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                env=self._env,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=(held.fileno(),),
            )
            held.write(str(self._process.pid))
        self._world.shop_pid = self._process.pid
        watch = asyncio.create_task(self._tell_when_up())
        try:
            status = await self._process.wait()
        finally:
            watch.cancel()
        self._gone()
        return status

    async def _tell_when_up(self) -> None:
        seen = self._world.requests.count
        while not any(line["method"] == "getUpdates" for line in self._world.requests.after(seen)):  # noqa: ASYNC110 - the log has no bell, and ten looks a second cost nothing
            await asyncio.sleep(0.1)
        self._world.shop_is("up")

    def _gone(self) -> None:
        self._world.shop_pid = None
        self._world.shop_is("down")

    def _open_log(self) -> BinaryIO:
        full = self._log.exists() and self._log.stat().st_size > _LOG_KEPT
        return self._log.open("wb" if full else "ab")

    def _last_words(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-6:]
        return "\n".join(f"  | {line[:300]}" for line in lines)


def _ending(status: int) -> str:
    if status < 0:
        return f"was killed ({signal.Signals(-status).name})"
    return f"ended with status {status}"
