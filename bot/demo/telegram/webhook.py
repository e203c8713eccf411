"""Updates pushed to the bot's webhook: in order for one person, side by side for others, again until they are
taken.

Follows the server's `WebhookActor.cpp`: a lane for each chat, `max_connections` requests at once, waits of 1,
2, 4 ... 60 seconds after a failure or as long as `Retry-After` asks. Only loopback addresses are called, over
plain HTTP too.
"""

import asyncio
import contextlib
import re
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from bot.clock import Clock
from bot.demo.telegram.wire import InvalidError, RefusedError
from bot.tasks import watched

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LONGEST_WAIT: Final = 60.0
_TIMEOUT: Final = 60.0
_HOSTS: Final = frozenset(("127.0.0.1", "localhost", "::1"))
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Webhook:
    """One webhook, from `setWebhook` to `deleteWebhook`. Raises InvalidError for an address or a secret that
    cannot be.
    """

    def __init__(
        self,
        url: str,
        *,
        secret: str | None,
        connections: int,
        clock: Clock,
        delivered: Callable[[int], None],
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InvalidError("invalid webhook URL specified")
        if parts.hostname not in _HOSTS:
            raise RefusedError("bad webhook: Failed to resolve host: the demo calls nobody but this machine")
        if secret is not None and not _SECRET.fullmatch(secret):
            raise InvalidError("secret token contains unallowed characters")
        self.url = url
        self._headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: secret} if secret else {})
        self._connections = connections
        self._clock = clock
        self._delivered = delivered
        self._lanes: dict[int, deque[tuple[int, str]]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._free = asyncio.Semaphore(connections)
        self._session: aiohttp.ClientSession | None = None
        self._last_error: tuple[int, str] | None = None

    def push(self, update_id: int, person_id: int, update: str) -> None:
        """Queues an update behind the others about that person."""
        lane = self._lanes.get(person_id)
        if lane is not None:
            lane.append((update_id, update))
            return
        self._lanes[person_id] = deque([(update_id, update)])
        self._start(self._empty(person_id))

    def info(self) -> dict[str, Any]:
        """Its part of `WebhookInfo`."""
        info: dict[str, Any] = {"max_connections": self._connections}
        if self._last_error is not None:
            info["last_error_date"], info["last_error_message"] = self._last_error
        return info

    def close(self) -> None:
        """Ends all deliveries; what was not taken stays in the queue."""
        for task in self._running:
            task.cancel()
        if self._session is not None:
            session, self._session = self._session, None
            self._start(session.close())

    def _start(self, work: Any) -> None:
        task = watched(asyncio.get_running_loop().create_task(work), "delivery by webhook")
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _empty(self, person_id: int) -> None:
        lane = self._lanes[person_id]
        wait = 1.0
        while lane:
            update_id, update = lane[0]
            async with self._free:
                asked = await self._post(update)
            if asked is None:
                self._delivered(update_id)
                lane.popleft()
                wait = 1.0
                continue
            await self._clock.sleep(min(asked or wait, LONGEST_WAIT))
            wait = min(wait * 2, LONGEST_WAIT)
        del self._lanes[person_id]

    async def _post(self, update: str) -> float | None:
        """None when the bot has taken the update, else how long it asks to wait (0: it does not say)."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=_TIMEOUT), trust_env=False
            )
        try:
            async with self._session.post(self.url, data=update.encode(), headers=self._headers) as response:
                if HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
                    return None
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                with contextlib.suppress(ValueError):
                    return float(response.headers.get("Retry-After", "0"))
        except TimeoutError:
            self._failed("Read timeout expired")
        except aiohttp.ClientError:
            self._failed("Connection refused")
        return 0.0

    def _failed(self, why: str) -> None:
        self._last_error = int(self._clock.now().timestamp()), why
