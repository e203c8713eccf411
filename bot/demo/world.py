"""The outside world as one thing: Telegram and the supplier, one list of events, one list of faults.

Lives in memory; `save` and `load` keep it between two starts. It starts no server and no shop (`bot.demo.run`
does).
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from starlette.routing import BaseRoute

from bot.demo.events import EventHub
from bot.demo.faults import Faults, RequestLog
from bot.demo.supplier import Supplier
from bot.demo.telegram import Telegram

SNAPSHOT_VERSION = 1


class Side(Protocol):
    """What Telegram and the supplier have in common. Paths in routes are whole ones (`/demo/users`,
    `/v3/...`).
    """

    def routes(self) -> list[BaseRoute]:
        """The API that the shop talks to."""
        ...

    def control_routes(self) -> list[BaseRoute]:
        """What the page and tests may see and turn, under `/demo`."""
        ...

    def snapshot(self) -> dict[str, Any]:
        """What the page shows; part of `GET /demo/state`."""
        ...

    def dump(self) -> dict[str, Any]:
        """What is kept between two starts, fit for JSON."""
        ...

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Replaces everything with what an earlier `dump` kept."""
        ...

    def close(self) -> None:
        """Ends what still waits (long polls, timers), so that a server can stop."""
        ...


class World:
    """Everything outside the shop."""

    def __init__(self) -> None:
        self.hub = EventHub()
        self.requests = RequestLog()
        self.faults = Faults(self.hub, self.requests)
        self.telegram: Side = Telegram(self.hub, self.faults)
        self.supplier: Side = Supplier(self.hub, self.faults)
        self.shop_state: str | None = None
        self.shop_up = asyncio.Event()
        # Whoever runs the shop beside this world lets it start afresh too.
        self.before_reset: Callable[[], Awaitable[None]] | None = None
        self.after_reset: Callable[[], Awaitable[None]] | None = None
        self._untouched = json.dumps(self._dump())

    @property
    def shop_pid(self) -> int | None:
        """The process that the fault `kill` kills; None when none is registered."""
        return self.faults.shop_pid

    @shop_pid.setter
    def shop_pid(self, pid: int | None) -> None:
        self.faults.shop_pid = pid

    def shop_is(self, state: str) -> None:
        """The shop has come (`up`) or gone (`down`); said by whoever runs it."""
        if state != self.shop_state:
            self.shop_state = state
            (self.shop_up.set if state == "up" else self.shop_up.clear)()
            self.hub.publish("shop", state=state)

    def state(self) -> dict[str, Any]:
        """What the page starts from. Telegram's part stands at the top, the supplier's under `supplier`."""
        return {
            "seq": self.hub.seq,
            "shop": self.shop_state,
            "shop_pid": self.shop_pid,
            "faults": self.faults.snapshot(),
            **self.telegram.snapshot(),
            "supplier": self.supplier.snapshot(),
        }

    async def reset(self) -> None:
        """Everything as on the first day: no people's messages, no orders, no faults. Watchers are told to
        load anew.
        """
        if self.before_reset is not None:
            await self.before_reset()
        self.faults.clear()
        self.requests.clear()
        self._restore(json.loads(self._untouched))
        self.hub.publish("reload")
        if self.after_reset is not None:
            await self.after_reset()

    def save(self, path: Path) -> None:
        """Writes a snapshot, whole or not at all."""
        text = json.dumps({"version": SNAPSHOT_VERSION, **self._dump()}, ensure_ascii=False)
        written = path.with_suffix(".new")
        written.write_text(text, encoding="utf-8")
        written.replace(path)

    def load(self, path: Path) -> bool:
        """Takes up a snapshot; False when there is none, or none that this version can read.

        Needs a running loop: orders in hand go on.
        """
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["version"] != SNAPSHOT_VERSION:
                return False
            self._restore(kept)
        except FileNotFoundError:
            return False
        except (ValueError, LookupError, TypeError, AttributeError):
            # Written by another version, or by hand: nothing of it may stay half taken up.
            self._restore(json.loads(self._untouched))
            return False
        return True

    def close(self) -> None:
        """Lets go of everybody who waits, so that a server can stop."""
        self.hub.close()
        self.faults.close()
        self.telegram.close()
        self.supplier.close()

    def _dump(self) -> dict[str, Any]:
        return {"telegram": self.telegram.dump(), "supplier": self.supplier.dump()}

    def _restore(self, kept: Mapping[str, Any]) -> None:
        self.telegram.restore(kept["telegram"])
        self.supplier.restore(kept["supplier"])
