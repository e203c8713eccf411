"""The outside world and the shop as processes of their own, over loopback HTTP and a real SQLite file.

A test talks to the world's control API as people do on the chat page; the shop knows nothing of it.
"""

import base64
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

TOKEN = "700000001:DEMO-TOKEN-not-a-secret-000000000000"
API_KEY = "demo-key-not-a-secret"
ENCRYPTION_KEY = base64.b64encode(b"demo-encryption-key-not-secret-0").decode()
ADMIN = 2001
DEADLINE = 25.0


class NotSeenError(AssertionError):
    """What a test waited for did not come about."""


def wait_for(what: str, look: Callable[[], Any], *, within: float = DEADLINE) -> Any:
    """The first true thing that `look` sees."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if seen := look():
            return seen
        time.sleep(0.03)
    raise NotSeenError(what)


class World:
    """The demo's Telegram and supplier, in a process without a shop."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.url = f"http://127.0.0.1:{port}"
        self.http = httpx.Client(base_url=self.url, timeout=30, trust_env=False)

    def get(self, path: str, **params: Any) -> Any:
        return self.http.get(path, params=params).raise_for_status().json()

    def post(self, path: str, **body: Any) -> Any:
        return self.http.post(path, json=body).raise_for_status().json()

    def patch(self, path: str, **body: Any) -> Any:
        return self.http.patch(path, json=body).raise_for_status().json()

    def fault(self, **rule: Any) -> str:
        return str(self.post("/demo/faults", **rule)["id"])

    def clear_faults(self) -> None:
        self.http.delete("/demo/faults").raise_for_status()

    def mode(self, **modes: Any) -> None:
        self.patch("/demo/supplier/mode", **modes)

    def supplier(self) -> Any:
        return self.get("/demo/supplier")

    def violations(self) -> list[Any]:
        found = self.get("/demo/violations")
        return list(found["violations"] if isinstance(found, dict) else found)

    def requests(self, **where: Any) -> list[dict[str, Any]]:
        found = self.get("/demo/requests", **where)
        return list(found["requests"] if isinstance(found, dict) else found)

    def person(self, user_id: int, first_name: str = "Lina", language_code: str = "fr") -> "Person":
        self.post("/demo/users", id=user_id, first_name=first_name, language_code=language_code)
        return Person(self, user_id)


class Person:
    """Somebody in a private chat with the bot."""

    def __init__(self, world: World, user_id: int) -> None:
        self.world = world
        self.id = user_id

    def sends(self, text: str) -> Any:
        return self.world.post(f"/demo/users/{self.id}/send", text=text)

    def messages(self) -> list[dict[str, Any]]:
        found = self.world.get(f"/demo/users/{self.id}/messages")
        return list(found["messages"] if isinstance(found, dict) else found)

    def from_bot(self) -> list[dict[str, Any]]:
        return [message for message in self.messages() if message.get("from_bot")]

    def sees(
        self, look: Callable[[dict[str, Any]], Any], what: str = "a message", *, within: float = DEADLINE
    ) -> Any:
        """The newest message of the bot for which `look` is true."""
        return wait_for(
            what, lambda: next((m for m in reversed(self.from_bot()) if look(m)), None), within=within
        )

    def sees_text(self, part: str, *, within: float = DEADLINE) -> Any:
        return self.sees(lambda m: part in (m.get("text") or ""), f"{part!r} in a message", within=within)

    def sees_button(self, data_prefix: str, *, within: float = DEADLINE) -> tuple[dict[str, Any], str]:
        """The newest message with a button whose callback data begins so, and that data."""
        message = self.sees(
            lambda m: self.buttons(m, data_prefix), f"a button {data_prefix!r}", within=within
        )
        return message, self.buttons(message, data_prefix)[0]

    @staticmethod
    def buttons(message: dict[str, Any], data_prefix: str = "") -> list[str]:
        rows = (message.get("reply_markup") or {}).get("inline_keyboard") or []
        return [
            b["callback_data"]
            for row in rows
            for b in row
            if b.get("callback_data", "").startswith(data_prefix)
        ]

    def presses(self, message: dict[str, Any], data: str, **more: Any) -> Any:
        return self.world.post(
            f"/demo/users/{self.id}/press", message_id=message["message_id"], data=data, **more
        )

    def taps(self, data_prefix: str, *, which: int = 0) -> Any:
        message, _ = self.sees_button(data_prefix)
        return self.presses(message, self.buttons(message, data_prefix)[which])


class ShopProcess:
    """`python -m bot run`, against a world."""

    def __init__(self, world: World, folder: Path, **settings: str) -> None:
        self.world = world
        self.folder = folder
        self.database = folder / "shop.db"
        self.log = folder / "shop.log"
        self.settings = {
            "ENV_FILE": "",
            "BOT_TOKEN": TOKEN,
            "ADMIN_IDS": str(ADMIN),
            "ONECLICKDZ_API_KEY": API_KEY,
            "ENCRYPTION_KEY": ENCRYPTION_KEY,
            "DATABASE_URL": f"sqlite+aiosqlite:///{self.database}",
            "TELEGRAM_API_URL": world.url,
            "ONECLICKDZ_API_URL": world.url,
            "POLL_INTERVAL": "1",
            "SUPPLIER_REQUESTS_PER_MINUTE": "600",
            "LOG_FORMAT": "json",
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "ShopProcess":
        inherited = {
            k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT"}
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-X", "dev", "-W", "ignore", "-m", "bot", "run"]
                if os.environ.get("HANOUT_TEST_DEV")
                else [sys.executable, "-m", "bot", "run"],
                env={**inherited, **self.settings},
                stdout=log,
                stderr=log,
                cwd=Path(__file__).parents[2],
            )
        self.world.post("/demo/shop", pid=self.process.pid)
        return self

    def is_up(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait_for_end(self, within: float = DEADLINE) -> int:
        assert self.process is not None
        return self.process.wait(timeout=within)

    def stop(self) -> int:
        """SIGTERM, as a service manager does it."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=15)

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(timeout=5)

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Reads the shop's database beside the running shop."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=5) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(sql, values).fetchall()


@contextmanager
def running_world(folder: Path) -> Iterator[World]:
    with (folder / "world.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.demo", "--port", "0", "--no-shop"],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            cwd=Path(__file__).parents[2],
        )
    try:
        assert process.stdout is not None
        port = json.loads(process.stdout.readline())["port"]
        world = World(process, port)
        yield world
        world.http.close()
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=5)
        assert process.stdout is not None
        process.stdout.close()
