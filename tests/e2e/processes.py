"""The outside world and the shop as processes of their own, over loopback HTTP and a real database.

A test talks to the world's control API as people do on the chat page; the shop knows nothing of it.
"""

import base64
import json
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx

from bot.demo.telegram.control import NUMBER
from handlers.ui.texts import without_marks
from tests.e2e.looking import DEADLINE, DatabaseReader, FileReader, Loopback, NotSeenError, wait_for
from tests.e2e.nursery import Child, Nursery, start_afresh

TOKEN = "700000001:DEMO-TOKEN-not-a-secret-000000000000"
API_KEY = "demo-key-not-a-secret"
ENCRYPTION_KEY = base64.b64encode(b"demo-encryption-key-not-secret-0").decode()
ADMIN = 2001
FOUND_DEAD = 15.0
"""Seconds more on a server: the next process takes up the work of a dead one when it has found it dead, which
takes nine seconds where nothing else goes on.
"""
# Stands in the supplier's catalogue and is no card: the shop does not sell it.
TOP_UPS = "Mobile & Internet"


@dataclass(frozen=True)
class RuleScopeKey:
    """One type of a product as the supplier sells it; `cost` is in dinars."""

    product_id: str
    type_id: str
    cost: float


class World:
    """The demo's Telegram and supplier, in a process without a shop."""

    def __init__(self, process: Child, port: int) -> None:
        self.process = process
        self.url = f"http://127.0.0.1:{port}"
        # The newest update that people's deeds have made; Telegram delivers in this order.
        self.last_update = 0
        self._last_request = 0
        self._loopback = Loopback(port)

    @cached_property
    def http(self) -> httpx.Client:
        """For what is more than JSON. Without certificates, which nobody shows on loopback and which take
        long to read.
        """
        return httpx.Client(base_url=self.url, timeout=30, trust_env=False, verify=False)

    def close(self) -> None:
        """Ends this side's connections."""
        self._loopback.close()
        if "http" in vars(self):
            self.http.close()

    def get(self, path: str, **params: Any) -> Any:
        return self._loopback.asks("GET", path, **params)[0]

    def post(self, path: str, **body: Any) -> Any:
        return self._loopback.asks("POST", path, body)[0]

    def patch(self, path: str, **body: Any) -> Any:
        return self._loopback.asks("PATCH", path, body)[0]

    def fault(self, api: str, method: str, action: str, **rule: Any) -> int:
        return int(self.post("/demo/faults", api=api, method=method, action=action, **rule)["id"])

    def clear_faults(self) -> None:
        self._loopback.asks("DELETE", "/demo/faults")

    def mode(self, **modes: Any) -> None:
        self.patch("/demo/supplier/mode", **modes)

    def supplier(self) -> Any:
        return self.get("/demo/supplier")

    def orders(self) -> list[dict[str, Any]]:
        """The supplier's orders, oldest first."""
        return list(reversed(self.supplier()["orders"]))

    def settle(self, order_id: str, outcome: str = "fulfilled") -> None:
        self.post(f"/demo/supplier/orders/{order_id}/settle", outcome=outcome)

    def goods(self, number: int = 0) -> RuleScopeKey:
        """The first well-stocked card of the catalogue, or another one."""
        offers = [
            RuleScopeKey(product["id"], offer["id"], offer["price"])
            for shelf in self.supplier()["categories"]
            if shelf["title"] != TOP_UPS
            for product in shelf["products"]
            for offer in product["types"]
            if product["enabled"] and offer["price"] and offer["stock"] >= 20
        ]
        return offers[number]

    def violations(self) -> list[Any]:
        return list(self.get("/demo/violations"))

    def requests(self, **where: Any) -> list[dict[str, Any]]:
        return list(self.get("/demo/requests", **where))

    def last_request(self) -> int:
        if seen := self.requests(after=self._last_request):
            self._last_request = int(seen[-1]["n"])
        return self._last_request

    def asked(self, method: str, after: int = 0) -> list[dict[str, Any]]:
        """The kept requests for that method, oldest first."""
        return [line for line in self.requests(after=after) if line["method"] == method]

    def news(self, user_id: int, after: int, since: int) -> tuple[list[dict[str, Any]], int]:
        """A chat's messages as soon as something has happened there since the answer of that number, or after
        a second; and this answer's number.
        """
        path = f"/demo/users/{user_id}/messages"
        said, headers = self._loopback.asks("GET", path, after=after, since=since, within=1)
        return said, int(headers[NUMBER])

    def person(self, user_id: int, first_name: str = "Lina", language_code: str = "fr") -> "Person":
        self.post("/demo/users", id=user_id, first_name=first_name, language_code=language_code)
        return Person(self, user_id)

    def admin(self) -> "Person":
        return Person(self, ADMIN)


class Person:
    """Somebody in a private chat with the bot."""

    def __init__(self, world: World, user_id: int) -> None:
        self.world = world
        self.id = user_id

    def does(self, deed: str, **how: Any) -> Any:
        """Something that becomes an update for the bot."""
        done = self.world.post(f"/demo/users/{self.id}/{deed}", **how)
        self.world.last_update = max(self.world.last_update, done["update_id"])
        return done

    def sends(self, text: str) -> Any:
        return self.does("send", text=text)

    def blocks(self, *, blocked: bool) -> None:
        self.does("block", blocked=blocked)

    def messages(self, after: int = 0) -> list[dict[str, Any]]:
        return list(self.world.get(f"/demo/users/{self.id}/messages", after=after))

    def from_bot(self, after: int = 0) -> list[dict[str, Any]]:
        return [message for message in self.messages(after) if message["from_bot"]]

    def message(self, message_id: int) -> dict[str, Any]:
        return next(one for one in self.messages(message_id - 1) if one["message_id"] == message_id)

    def toasts(self) -> list[dict[str, Any]]:
        return list(self.world.get(f"/demo/users/{self.id}/toasts"))

    def sees(
        self,
        look: Callable[[dict[str, Any]], Any],
        what: str = "a message",
        *,
        after: int = 0,
        within: float = DEADLINE,
    ) -> Any:
        """The newest message of the bot for which `look` is true, among those with an id above `after`. It
        looks whenever something happens in the chat, and each second.
        """
        end = time.monotonic() + within
        number = 0
        while True:
            messages, number = self.world.news(self.id, after, number)
            for message in reversed(messages):
                if message["from_bot"] and look(message):
                    return message
            if time.monotonic() > end:
                raise NotSeenError(f"{what} for {self.id}")

    def sees_text(self, part: str, *, after: int = 0, within: float = DEADLINE) -> Any:
        return self.sees(lambda m: part in read(m), f"{part!r} in a message", after=after, within=within)

    def sees_button(
        self, data_prefix: str, *, after: int = 0, within: float = DEADLINE
    ) -> tuple[dict[str, Any], str]:
        """The newest message with a button whose callback data begins so, and that data."""
        message = self.sees(
            lambda m: self.buttons(m, data_prefix), f"a button {data_prefix!r}", after=after, within=within
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
        return self.does("press", message_id=message["message_id"], data=data, **more)

    def taps(self, data_prefix: str, *, after: int = 0, within: float = DEADLINE) -> dict[str, Any]:
        """Presses the first such button that comes up; the message it was in."""
        message, data = self.sees_button(data_prefix, after=after, within=within)
        self.presses(message, data)
        return message

    def gets_again(self, update_id: int) -> None:
        """Telegram delivers the same update once more."""
        self.does("redeliver", update_id=update_id)


class ShopProcess:
    """`python -m bot run`, against a world: one database and one log, any number of starts."""

    def __init__(
        self, world: World, folder: Path, *, nursery: Nursery | None = None, **settings: str
    ) -> None:
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
            "ASK_ABOVE": "1000000",  # wallets are filled by one command
            "LOG_FORMAT": "json",
            **settings,
        }
        self._spawn = nursery.start if nursery else start_afresh
        self._reader = DatabaseReader()
        self._file = FileReader(self.database)
        self.process: Child | None = None
        self.opened_at = 0
        """The world's last request before it opened."""

    def elsewhere(self, folder: Path) -> "ShopProcess":
        """Another shop with the same settings and a database of its own."""
        other = ShopProcess(self.world, folder)
        other._spawn = self._spawn
        other.settings = {**self.settings, "DATABASE_URL": other.settings["DATABASE_URL"]}
        return other

    def start(self) -> "ShopProcess":

        def born(pid: int) -> None:
            self.world.post("/demo/shop", pid=pid)

        self.process = self._spawn("bot", ["run"], self.settings, self.log, born=born)
        return self

    def opens(self) -> "ShopProcess":
        """Starts and waits until updates can come in."""
        self.opened_at = self.world.last_request()
        self.start()
        ready = {"getUpdates", "setWebhook"}
        wait_for(
            "the shop to open",
            lambda: (
                self.has_ended()
                or any(r["method"] in ready for r in self.world.requests(after=self.opened_at))
            ),
        )
        assert not self.has_ended(), self.said()
        return self

    def runs(self, *arguments: str) -> tuple[int, str]:
        """`python -m bot <arguments>` with the shop's settings, to its end: exit status and all it said."""
        output = self.folder / f"{arguments[0]}.{time.monotonic_ns()}.log"
        status = self._spawn("bot", arguments, self.settings, output).wait(DEADLINE)
        return status, output.read_text()

    def said(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def wait_for_end(self, within: float = DEADLINE) -> int:
        assert self.process is not None
        return self.process.wait(timeout=within)

    def stop(self, within: float = 15) -> int:
        """SIGTERM, as a service manager does it."""
        assert self.process is not None
        self._file.close()  # the shop closes its database as if nobody else had it open
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=within)

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(timeout=5)

    def close(self) -> None:
        """Kills it, and ends what this process holds of it."""
        self.kill()
        self._reader.close()
        self._file.close()

    @property
    def deadline(self) -> float:
        """Seconds within which what it has to do is done, also after a kill."""
        return DEADLINE + FOUND_DEAD if self.on_server else DEADLINE

    @property
    def on_server(self) -> bool:
        """Whether its database is no file."""
        return not self.settings["DATABASE_URL"].startswith("sqlite")

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Reads the shop's database beside the running shop."""
        if self.on_server:
            return self._reader.rows(self.settings["DATABASE_URL"], sql, values)
        return self._file.rows(sql, values, keep=not self.has_ended())

    def ages(self, table: str, column: str, *, seconds: int) -> None:
        """Makes moments in the database of a stopped shop older than they are."""
        assert self.has_ended()
        with closing(sqlite3.connect(self.database)) as connection:
            connection.execute(f"UPDATE {table} SET {column} = {column} - {seconds * 1000}")
            connection.commit()

    def value(self, sql: str, *values: Any) -> Any:
        """The one value that a query gives."""
        return self.rows(sql, *values)[0][0]

    def orders(self, person: Person) -> list[Any]:
        return self.rows("SELECT * FROM orders WHERE customer_id = ? ORDER BY id", person.id)

    def why(self, order: Any) -> str:
        """The reason of an order's latest change."""
        return str(
            self.value(
                "SELECT why FROM order_events WHERE order_id = ? ORDER BY id DESC LIMIT 1", order["id"]
            )
        )

    def wallet(self, person: Person) -> int:
        """Centimes."""
        return int(
            self.value(
                "SELECT coalesce(sum(amount_centimes), 0) FROM entries WHERE customer_id = ?", person.id
            )
        )


@contextmanager
def running_world(folder: Path, nursery: Nursery | None = None) -> Iterator[World]:
    spawn = nursery.start if nursery else start_afresh
    output = folder / "world.log"
    process = spawn("bot.demo", ["--port", "0", "--no-shop"], {}, output)
    try:
        wait_for(
            "the world's address",
            lambda: process.poll() is not None or (output.exists() and "\n" in output.read_text()),
        )
        world = World(process, json.loads(output.read_text().splitlines()[0])["port"])
        with closing(world):
            yield world
    finally:
        # It keeps nothing, so there is nothing to wait for.
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=10)


def read(message: dict[str, Any]) -> str:
    """A message's words as people read them."""
    return without_marks(message.get("text") or message.get("caption") or "")


def hidden(message: dict[str, Any]) -> list[str]:
    """What stands behind spoilers; entities count UTF-16 units."""
    text = (message.get("text") or "").encode("utf-16-le")
    spoilers: Sequence[dict[str, Any]] = [e for e in message.get("entities", ()) if e["type"] == "spoiler"]
    return [text[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in spoilers]
